"""Importing reconciliations: the pair is the key, the rules apply, and errors are kept only when requested."""

import pathlib

import pytest

from api.graph.ids import opaque
from domain.core.kinds import PaymentMethod
from domain.errors import AlreadyReconciled, LaterChanges
from domain.importing import ImportKind, ImportRecords
from domain.importing.service import PROBLEMS_MAX, BadRows
from domain.services.cancellations import CancelItem, CancelItems
from domain.services.marks import MarkInput
from domain.services.payment_states import ConfirmPayment, FailPayment
from domain.services.reconcile import ReconcileAccount
from domain.services.reconciliations import ModifyReconciliations, ReconciliationInput
from domain.services.refunds import RecordRefund
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.conftest import fresh_database
from tests.support.centre import Centre, run
from tests.support.contradictions import contradictions_of
from tests.support.counting import counting
from tests.support.filled import copied_from
from tests.support.graphql import Api
from tests.support.ledger import BAD, Ledger, broken
from tests.support.replay import read_log, replay

GOOD = ("P-1,1,I-1,1,50", "P-2,1,I-1,1,25.00", "P-2,1,I-1,2,20.0")
database_url = copied_from(Ledger.open)
MADE = [("P-1", 1, "I-1", 1, 5_000, False), ("P-2", 1, "I-1", 1, 2_500, False), ("P-2", 1, "I-1", 2, 2_000, False)]


async def bad_rows(ledger: Ledger, *rows: str) -> list[tuple[int, str, str]]:
    before = await ledger.reconciliations()
    with pytest.raises(BadRows) as refused:
        await ledger.load(*rows)
    assert await ledger.reconciliations() == before
    return [(problem.line, problem.column, problem.code) for problem in refused.value.problems]


async def test_importing_reconciliations_again_stores_nothing_new(store: Store) -> None:
    ledger = await Ledger.reopen(store)
    first = await ledger.load(*GOOD)
    assert (first.result.created, first.result.unchanged, first.result.faulty) == (3, 0, 0)
    assert await ledger.reconciliations() == MADE
    assert {row[0] for row in await ledger.centre.rows("select origin from reconciliations")} == {"IMPORT"}
    again = await ledger.load(*GOOD)
    assert (again.result.created, again.result.unchanged, again.batch_id) == (0, 3, None)
    assert await contradictions_of(ledger.centre.store) == []


async def test_an_import_is_undone_as_one(store: Store) -> None:
    ledger = await Ledger.reopen(store)
    before = await ledger.centre.state()
    await ledger.centre.undo(await ledger.load(*GOOD))
    assert await ledger.centre.state() == before


@pytest.mark.parametrize("name", BAD)
async def test_a_reconciliation_that_breaks_a_rule_is_a_bad_row(store: Store, name: str) -> None:
    rows, code, column, _ = BAD[name]
    ledger = await Ledger.reopen(store)
    if name == "failed money":
        await ledger.fail("Q-1")
    assert await bad_rows(ledger, *rows) == [(len(rows) + 1, column, code)]


async def test_names_malformed_rows_even_when_errors_are_kept(store: Store) -> None:
    ledger = await Ledger.reopen(store)
    await ledger.centre.undo(await ledger.centre.payment(100))
    rows = [
        "nobody,1,I-1,1,1",
        "P-1,1,nobody,1,1",
        "P-1,2,I-1,1,1",
        "P-1,1,I-1,3,1",
        "P-1,0,I-1,first,1",
        "I-1,1,I-1,1,1",
        "P-1,1,P-2,1,1",
        "P-1,1,I-1,1,0",
        "P-1,1,I-1,1,-1",
        "P-1,1,I-1,1,1.0050",
        "PAY-1001-1,1,I-1,1,1",
        "P-1,1,I-1,1",
    ]
    wanted = [
        (2, "credit_number", "NOT_FOUND"),
        (3, "debit_number", "NOT_FOUND"),
        (4, "credit_position", "NOT_FOUND"),
        (5, "debit_position", "NOT_FOUND"),
        (6, "credit_position", "INVALID_VALUE"),
        (6, "debit_position", "INVALID_VALUE"),
        (7, "credit_number", "WRONG_SIDE"),
        (8, "debit_number", "WRONG_SIDE"),
        (9, "amount", "INVALID_AMOUNT"),
        (10, "amount", "INVALID_AMOUNT"),
        (11, "amount", "INVALID_AMOUNT"),
        (12, "credit_number", "NOT_FOUND"),
        (13, "", "INVALID_VALUE"),
    ]
    assert await bad_rows(ledger, *rows) == wanted
    kept = await ledger.load(*rows, keep=True, skip=True)
    assert [(each[0], each[1], each[4]) for each in kept.result.problems] == wanted
    assert [each[3] for each in kept.result.problems] == [0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11]
    assert (kept.result.created, kept.result.bad_rows) == (0, 12)


async def test_another_amount_for_a_recorded_pair_names_the_column(store: Store) -> None:
    ledger = await Ledger.reopen(store)
    await ledger.reconcile(await ledger.item("P-1"), await ledger.item("I-1"), 3_000)
    assert (await ledger.load("P-1,1,I-1,1,30")).result.unchanged == 1
    assert await bad_rows(ledger, "P-1,1,I-1,1,20") == [(2, "amount", "ALREADY_RECONCILED")]


async def test_a_later_row_sees_what_an_earlier_row_used(store: Store) -> None:
    ledger = await Ledger.reopen(store)
    assert await bad_rows(ledger, "P-1,1,I-1,2,15", "P-2,1,I-1,2,10") == [(3, "amount", "OVER_RECONCILED")]
    done = await ledger.load("P-1,1,I-1,2,15", "P-2,1,I-1,2,10", "P-2,1,I-1,1,75", skip=True)
    assert (done.result.created, done.result.bad_rows) == (2, 1)
    assert await contradictions_of(ledger.centre.store) == []


async def test_refuses_to_import_a_refund_of_a_cancellation_held_by_a_processing_payment(store: Store) -> None:
    ledger = await Ledger.reopen(store)
    centre = ledger.centre
    invoice = (await centre.invoice(5_000)).result.transaction
    echeck = await centre.payment(5_000, MarkInput(invoice_id=invoice), method=PaymentMethod.ECHECK)
    command = CancelItems([CancelItem((await centre.items(invoice))[0].id)], number="C-1")
    await centre.do(command)
    refund = RecordRefund(centre.rivera, 5_000, PaymentMethod.CASH, number="R-1")
    await centre.do(refund)
    assert await bad_rows(ledger, "C-1,1,R-1,1,50") == [(2, "amount", "WRONG_STATE")]
    confirm = ConfirmPayment(echeck.result.transaction)
    await centre.do(confirm)
    assert (await ledger.load("C-1,1,R-1,1,50")).result.created == 1


@pytest.mark.parametrize("name", BAD)
async def test_a_kept_error_is_outside_all_sums_and_its_items_show_it(store: Store, name: str) -> None:
    ledger = await Ledger.reopen(store)
    if name == "failed money":
        await ledger.fail("Q-1")
    before = await ledger.centre.state()
    rows, _, _, pair = BAD[name]
    done = await ledger.load(*rows, keep=True)
    assert (done.result.created, done.result.faulty) == (len(rows), 1)
    assert [each[:4] for each in await ledger.reconciliations() if each[5]] == [pair]
    marked = await ledger.centre.rows(
        "select t.number, i.position, i.faulty_count, t.faulty_count from items i "
        "join transactions t on t.id = i.transaction_id where i.faulty_count > 0 order by t.number"
    )
    assert sorted(marked) == sorted([(*pair[:2], 1, 1), (*pair[2:], 1, 1)])
    if len(rows) == 1:
        assert {**await ledger.centre.state(), "reconciliations": []} == {**before, "reconciliations": []}
    again = await ledger.load(*rows, keep=True)
    assert (again.result.created, again.result.unchanged) == (0, len(rows))
    await ledger.centre.undo(done)
    assert await ledger.centre.state() == before
    assert await ledger.centre.rows("select sum(faulty_count) from items") == [(0,)]


SHOWN = """
query ($id: ID!) {
  transaction(id: $id) {
    status items { status statusReason reconciliations { totalCount nodes { faulty locked origin } } }
  }
  unreconciledItems(filter: {side: DEBIT}) { totalCount nodes { status unreconciledCents transaction { number } } }
}
"""


async def test_a_kept_error_is_shown_at_both_items_and_listed_as_unreconciled(store: Store) -> None:
    ledger = await Ledger.reopen(store)
    await ledger.load("P-2,1,I-1,1,75", "P-2,1,I-1,2,20")
    await ledger.load("Q-1,1,I-1,1,10", keep=True)
    api = Api(store)
    for number in ("I-1", "Q-1"):
        answer = await api.data(SHOWN, id=opaque("Transaction", await ledger.transaction(number)))
        item = answer["transaction"]["items"][0]
        assert (answer["transaction"]["status"], item["status"]) == ("RECONCILIATION_ERROR", "RECONCILIATION_ERROR")
        assert item["statusReason"] == (
            "10.00 USD of Q-1 for I-1: The two items are on different accounts. "
            "Delete what is wrong, and create it as it should be."
        )
        assert {"faulty": True, "locked": False, "origin": "IMPORT"} in item["reconciliations"]["nodes"]
    listed = answer["unreconciledItems"]["nodes"]
    assert {"status": "RECONCILIATION_ERROR", "unreconciledCents": 0, "transaction": {"number": "I-1"}} in listed
    assert answer["unreconciledItems"]["totalCount"] == len(listed) == 3
    await api.http.aclose()


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("way", ["by id", "by its credit", "by its debit"])
async def test_deleting_and_recreating_fixes_an_invalid_reconciliation(store: Store, name: str, way: str) -> None:
    ledger = await Ledger.reopen(store)
    await broken(ledger, name)
    (invalid,) = await ledger.centre.rows(
        "select id, credit_transaction_id, debit_transaction_id from reconciliations where faulty"
    )
    by_transaction = {"by its credit": invalid[1], "by its debit": invalid[2]}.get(way)
    deleted = await ledger.delete(*([] if by_transaction else [invalid[0]]), transaction=by_transaction)
    assert await ledger.centre.rows("select sum(faulty_count) from items") == [(0,)]
    assert await ledger.centre.rows("select sum(faulty_count) from transactions") == [(0,)]
    assert not [each for each in await ledger.reconciliations() if each[5]]
    await ledger.reconcile(await ledger.item("P-2"), await ledger.item("I-1", 2), 2_000)
    assert await contradictions_of(ledger.centre.store) == []
    await ledger.centre.undo(deleted)
    assert len([each for each in await ledger.reconciliations() if each[5]]) == 1
    assert await contradictions_of(ledger.centre.store) == []


async def test_an_invalid_pair_can_be_reconciled_correctly_beside_it(store: Store) -> None:
    ledger = await Ledger.reopen(store)
    await broken(ledger, "beyond the money")
    paid, owed = await ledger.item("P-1"), await ledger.item("I-1")
    await ledger.reconcile(paid, owed, 5_000)
    with pytest.raises(Exception, match="already reconciled with each other") as refused:
        await ledger.reconcile(paid, owed, 1)
    assert AlreadyReconciled.code in {each.code for each in refused.value.refusals}  # type: ignore[attr-defined]  # of a dataclass or refusal


async def test_tools_and_modifications_ignore_an_invalid_reconciliation(store: Store) -> None:
    ledger = await Ledger.reopen(store)
    await broken(ledger, "beyond the money")
    await run(store, ReconcileAccount(ledger.centre.rivera))
    assert await ledger.reconciliations() == [
        ("P-1", 1, "I-1", 1, 5_001, True),
        ("P-1", 1, "I-1", 1, 5_000, False),
        ("P-2", 1, "I-1", 1, 2_500, False),
        ("P-2", 1, "I-1", 2, 2_000, False),
    ]
    listed = [ReconciliationInput(await ledger.item("P-1"), await ledger.item("I-1"), 4_000)]
    command = ModifyReconciliations(await ledger.transaction("P-1"), listed)
    await ledger.centre.do(command)
    assert [each[4:] for each in await ledger.reconciliations() if each[0] == "P-1"] == [(5_001, True), (4_000, False)]
    assert await contradictions_of(ledger.centre.store) == []


@pytest.mark.parametrize("debit", ["I-1", "J-1"])
async def test_confirming_and_failing_payments_ignore_an_invalid_reconciliation(store: Store, debit: str) -> None:
    ledger = await Ledger.reopen(store)
    paid = (await ledger.centre.payment(5_000, method=PaymentMethod.ECHECK)).result.transaction
    await ledger.load("PAY-1001-1,1,I-1,2,20", f"PAY-1001-1,1,{debit},1,99", keep=True)
    invalid = ("PAY-1001-1", 1, debit, 1, 9_900, True)
    assert (await ledger.reconciliations())[1] == invalid
    await ledger.centre.do(ConfirmPayment(paid))
    assert (await ledger.reconciliations())[1] == invalid
    changed = await ledger.centre.rows("select count(*) from audit_events where action = 'reconciliation.changed'")
    assert changed == [(1,)]
    await ledger.centre.do(FailPayment(paid, "Returned"))
    assert [each for each in await ledger.reconciliations() if each[5]] == [invalid]
    assert await verify(store)
    (reconciliation,) = await ledger.centre.rows("select id from reconciliations where faulty")
    await ledger.delete(reconciliation[0])
    assert await verify(store) == []


async def test_refuses_to_undo_a_transaction_with_an_invalid_reconciliation(store: Store) -> None:
    ledger = await Ledger.reopen(store)
    paid = await ledger.centre.payment(100)
    await ledger.load("PAY-1001-1,1,I-1,1,2", keep=True)
    with pytest.raises(LaterChanges, match="importRecords"):
        await ledger.centre.undo(paid)


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
async def test_invalid_reconciliations_are_in_the_log(store: Store, into: str, empty_url: str) -> None:
    ledger = await Ledger.reopen(store)
    await broken(ledger, "another account")
    await ledger.load("P-1,1,I-1,1,60", keep=True)
    (first,) = await ledger.centre.rows("select min(id) from reconciliations where faulty")
    await ledger.delete(first[0])
    other = await Store.open(empty_url)
    batches, events = await store.read(read_log())
    await other.backend.run_unit(lambda: replay(batches, events))
    sums = "select number, faulty_count, reconciled_cents from transactions order by number"
    assert await Centre(other).rows(sums) == await ledger.centre.rows(sums)
    assert (
        await Ledger(Centre(other)).reconciliations()
        == await ledger.reconciliations()
        == [("P-1", 1, "I-1", 1, 6_000, True)]
    )
    await other.close()


@pytest.fixture
def empty_url(into: str, request: pytest.FixtureRequest, tmp_path: pathlib.Path):
    yield from fresh_database(into, request, tmp_path)


async def test_statements_do_not_grow_with_the_file(store: Store) -> None:
    ledger = await Ledger.reopen(store)
    counts = []
    for rows in (5, 400):
        payments = "".join(f"N{rows}-{row},1001,2026-01-05,0.02,,,\n" for row in range(rows))
        text = "number,account_number,date,amount,kind,method,reference\n" + payments
        await ledger.centre.do(ImportRecords(ImportKind.PAYMENTS, text.encode()))
        with counting(store) as count:
            done = await ledger.load(*(f"N{rows}-{row},1,I-1,1,0.0{1 + row % 4}" for row in range(rows)), keep=True)
        assert done.result.faulty == len([row for row in range(rows) if row % 4 > 1])
        counts.append(count.statements)
    assert counts[0] == counts[1] <= 25


async def test_reports_the_first_problems_of_a_wholly_bad_file(store: Store) -> None:
    ledger = await Ledger.reopen(store)
    with pytest.raises(BadRows) as refused:
        await ledger.load(*["P-1,1,nobody,1,1"] * (PROBLEMS_MAX + 5))
    reported = refused.value.refusals
    assert len(reported) == PROBLEMS_MAX + 1
    assert reported[-1].message.startswith("5 more problems")
    assert len(refused.value.problems) == PROBLEMS_MAX + 5
