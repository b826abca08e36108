"""Verify finds what contradicts, whatever made it."""

import pytest

from domain.jobs.verify import verify
from domain.services.marks import MarkWish
from domain.store.invariants import InvariantMissing
from domain.store.steps import Fetch, Sql
from domain.store.store import Store
from tests.support.billing import Centre

EDGE = (
    "account_id, credit_account_id, credit_item_id, credit_transaction_id, planned_payment_id, debit_item_id, "
    "debit_transaction_id, amount_cents, origin, processing, faulty, recorded_at, recorded_by, batch_id, released_at, "
    "released_batch_id, replaces_id, currency, credit_kind, credit_date, credit_method, credit_ledger_code_id, debit_kind, "
    "debit_date, debit_method, debit_ledger_code_id"
)
ANOTHER_EDGE = f"insert into reconciliations (id, {EDGE}) select id + 1, {EDGE} from reconciliations"

DAMAGE = {
    "an item's sum": ("update items set reconciled_cents = 1 where reconciled_cents > 1", "R22"),
    "a transaction's sum": ("update transactions set reconciled_cents = 1 where kind = 'PAYMENT'", "R22"),
    "a balance": ("update accounts set balance_cents = balance_cents + 1", "R5b"),
    "an open amount": ("update accounts set unreconciled_debit_cents = unreconciled_debit_cents + 1", "R21a"),
    "a transaction's amount": ("update transactions set amount_cents = amount_cents + 1 where kind = 'INVOICE'", "R5"),
    "an edge's amount": ("update reconciliations set amount_cents = amount_cents + 1", "R22"),
    "a failed payment": (
        "update transactions set payment_state = 'FAILED', failed_at = 1 where kind = 'PAYMENT'",
        "R22",
    ),
    "a faulty edge": ("update reconciliations set faulty = true", "R22"),
    "a missing event": ("update accounts set audit_seq = audit_seq + 1", "R16"),
    "the organisation's chain": ("update organisations set audit_hash = 'x'", "R16"),
}


async def damaged(store: Store, text: str) -> Centre:
    centre = await Centre.open(store)
    invoice = (await centre.invoice(7_500, 2_000)).outcome.transaction
    await centre.payment(5_000, MarkWish(invoice_id=invoice))
    assert await verify(store) == []

    def change():
        yield Fetch(Sql(text))

    await store.backend.run_block(change)
    return centre


@pytest.mark.parametrize("name", DAMAGE)
async def test_each_contradiction_is_found(store: Store, name: str) -> None:
    text, rule = DAMAGE[name]
    await damaged(store, text)
    findings = await verify(store)
    assert rule in {finding.rule for finding in findings}
    assert all(finding.message and finding.remedy for finding in findings)


async def test_a_changed_audit_row_breaks_its_chain(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    centre = await damaged(store, "drop trigger audit_never_updated")
    assert centre

    def change():
        yield Fetch(
            Sql("update audit_events set recorded_by = 'somebody else' where seq = 2 and account_id is not null")
        )

    await store.backend.run_block(change)
    rules = [finding.rule for finding in await verify(store)]
    assert rules.count("R16") == 1
    assert "R6" in rules
    await store.close()
    with pytest.raises(InvariantMissing, match="audit_never_updated"):
        await Store.open(sqlite_url)


UNREADABLE = ("'not json'", "'[1]'", "'{\"items\": 7}'", "null")


@pytest.mark.parametrize("said", UNREADABLE)
async def test_what_damage_made_unreadable_is_told_and_ends_no_verification(store: Store, said: str) -> None:
    drop = "drop trigger audit_never_updated"
    await damaged(store, drop if store.backend.dialect == "sqlite" else f"{drop} on audit_events")

    def change():
        yield Fetch(Sql(f"update audit_events set after = {said}"))
        yield Fetch(Sql("update audit_events set action = 'nothing.made' where seq = 1"))

    await store.backend.run_block(change)
    messages = {finding.message for finding in await verify(store)}
    assert any("cannot be compared: what the audit log says of it cannot be read" in each for each in messages)
    assert any("does not follow from the one before it" in each for each in messages)


@pytest.mark.parametrize("text", ["update audit_events set recorded_by = 'x'", "delete from audit_events"])
async def test_audit_rows_are_only_ever_added(store: Store, text: str) -> None:
    with pytest.raises(Exception, match="audit rows are only ever added"):
        await damaged(store, text)


@pytest.mark.parametrize(
    "text",
    [
        "update items set reconciled_cents = amount_cents + 1",
        "update items set reconciled_cents = -1",
        "update items set amount_cents = -5",
        "update transactions set processing_cents = reconciled_cents + 1",
        ANOTHER_EDGE,
        "update reconciliations set amount_cents = 0",
    ],
)
async def test_the_database_itself_refuses_what_breaks_the_rules(store: Store, text: str) -> None:
    with pytest.raises(Exception, match=r"(?i)constraint|changed by others"):
        await damaged(store, text)
