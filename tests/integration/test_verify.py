"""``verify`` finds contradictions of any cause."""

import pytest

from domain.services.marks import MarkInput
from domain.store.invariants import InvariantMissing
from domain.store.postgres import backend
from domain.store.store import Store
from domain.verifying.findings import Finding
from domain.verifying.verify import verify
from tests.support.centre import Centre, execute
from tests.support.filled import filled_once
from tests.support.tampering import damaging

RECONCILIATION = (
    "account_id, credit_account_id, credit_item_id, credit_transaction_id, planned_payment_id, debit_item_id, "
    "debit_transaction_id, amount_cents, origin, processing, faulty, recorded_at, recorded_by, batch_id, released_at, "
    "released_batch_id, replaces_id, currency, credit_kind, credit_date, credit_method, credit_ledger_code_id, debit_kind, "
    "debit_date, debit_method, debit_ledger_code_id"
)
ANOTHER_RECONCILIATION = (
    f"insert into reconciliations (id, {RECONCILIATION}) select id + 1, {RECONCILIATION} from reconciliations"
)

DAMAGE = {
    "an invalid reconciliation": ("update reconciliations set faulty = true", "R22"),
    "a missing event": ("update accounts set audit_seq = audit_seq + 1", "R16"),
    "the organisation's chain": ("update organisations set audit_hash = 'x'", "R16"),
}
"""Beside those of ``tests/support/damages.py``, of which ``test_integrity.py`` shows that they are found."""


async def reconciled(store: Store) -> None:
    """An account with an invoice that a payment pays in part."""
    centre = await Centre.open(store)
    invoice = (await centre.invoice(7_500, 2_000)).result.transaction
    await centre.payment(5_000, MarkInput(invoice_id=invoice))
    assert await verify(store) == []


whole_url = filled_once(reconciled)


async def found_after(url: str, *statements: str) -> list[Finding]:
    async with damaging(url) as database:
        for text in statements:
            await database.execute(text)
        return (await database.verified()).findings


@pytest.mark.parametrize("name", DAMAGE)
async def test_each_contradiction_is_found(whole_url: str, name: str) -> None:
    text, rule = DAMAGE[name]
    findings = await found_after(whole_url, text)
    assert rule in {finding.rule for finding in findings}
    assert all(finding.message and finding.remedy for finding in findings)


async def test_a_changed_audit_row_breaks_its_chain(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    await reconciled(store)
    await execute(store, "drop trigger audit_never_updated")
    await execute(store, "update audit_events set action = 'somebody.else' where seq = 2 and account_id is not null")
    rules = [finding.rule for finding in await verify(store)]
    assert rules.count("R16") == 1
    assert "R6" in rules
    await store.close()
    with pytest.raises(InvariantMissing, match="audit_never_updated"):
        await Store.open(sqlite_url)


UNREADABLE = ("'not json'", "'[1]'", "'{\"items\": 7}'", "null")


@pytest.mark.parametrize("unreadable", UNREADABLE)
async def test_verification_reports_unreadable_rows_and_continues(whole_url: str, unreadable: str) -> None:
    found = await found_after(
        whole_url,
        f"update audit_events set after = {unreadable}",
        "update audit_events set action = 'nothing.made' where seq = 1",
    )
    messages = {finding.message for finding in found}
    assert any("cannot be compared: what the audit log says of it cannot be read" in each for each in messages)
    assert any("does not follow from the one before it" in each for each in messages)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("update items set kind = 'PAXMENT' where kind = 'PAYMENT'", "is gone"),
        ("update transactions set method = 'CASK' where kind = 'PAYMENT'", "cannot be read"),
    ],
)
async def test_words_that_mean_nothing_are_found(whole_url: str, text: str, words: str) -> None:
    assert any(words in finding.message for finding in await found_after(whole_url, text))


@pytest.mark.parametrize("text", ["update audit_events set action = 'x'", "delete from audit_events"])
async def test_audit_rows_cannot_be_changed_or_deleted(whole_url: str, text: str) -> None:
    await refused(whole_url, text, "audit rows are only ever added")


@pytest.mark.parametrize(
    "text",
    [
        "update items set reconciled_cents = amount_cents + 1",
        "update items set reconciled_cents = -1",
        "update items set amount_cents = -5",
        "update transactions set processing_cents = reconciled_cents + 1",
        ANOTHER_RECONCILIATION,
        "update reconciliations set amount_cents = 0",
    ],
)
async def test_the_database_refuses_rows_that_break_the_rules(
    whole_url: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "TRIES_MAX", 1)  # each of them would be refused again
    await refused(whole_url, text, r"(?i)constraint|changed by others")


async def refused(url: str, text: str, words: str) -> None:
    store = await Store.open(url)
    with pytest.raises(Exception, match=words):
        await execute(store, text)
    await store.close()
