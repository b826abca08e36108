"""Importing reconciliations: the pair is the key, the rules hold, and what breaks them is kept only when asked for."""

import pathlib

import pytest

from api.ids import opaque
from domain.core.kinds import PaymentMethod
from domain.errors import AlreadyReconciled, LaterChanges
from domain.jobs.importing import ImportFile, ImportKind, ImportOutcome, import_file
from domain.jobs.importing.service import MOST_TOLD, BadRows
from domain.jobs.verify import verify
from domain.services.cancellations import CancelItem, CancelItems, cancel_items
from domain.services.marks import MarkWish
from domain.services.payment_states import (
    ConfirmedOutcome,
    ConfirmPayment,
    FailedOutcome,
    FailPayment,
    confirm_payment,
    fail_payment,
)
from domain.services.reconcile import ReconcileAccount
from domain.services.reconciliations import (
    EdgeWish,
    ModifiedOutcome,
    ModifyReconciliations,
    modify_reconciliations,
)
from domain.services.recording import RecordedOutcome
from domain.services.refunds import RecordRefund, record_refund
from domain.store.replay import read_log, replay
from domain.store.store import Store
from tests.conftest import fresh_database
from tests.support.billing import Centre, run
from tests.support.counting import counting
from tests.support.graphql import Api
from tests.support.ledger import BAD, Ledger, broken

GOOD = ("P-1,1,I-1,1,50", "P-2,1,I-1,1,25.00", "P-2,1,I-1,2,20.0")
MADE = [
    ("P-1", 1, "I-1", 1, 5_000, False),
    ("P-2", 1, "I-1", 1, 2_500, False),
    ("P-2", 1, "I-1", 2, 2_000, False),
]


async def bad_rows(ledger: Ledger, *rows: str) -> list[tuple[int, str, str]]:
    before = await ledger.edges()
    with pytest.raises(BadRows) as refused:
        await ledger.load(*rows)
    assert await ledger.edges() == before
    return [(problem.line, problem.column, problem.code) for problem in refused.value.problems]


async def test_a_file_is_stored_once(store: Store) -> None:
    ledger = await Ledger.open(store)
    first = await ledger.load(*GOOD)
    assert (first.outcome.created, first.outcome.unchanged, first.outcome.faulty) == (3, 0, 0)
    assert await ledger.edges() == MADE
    assert {row[0] for row in await ledger.centre.rows("select origin from reconciliations")} == {"IMPORT"}
    again = await ledger.load(*GOOD)
    assert (again.outcome.created, again.outcome.unchanged, again.batch_id) == (0, 3, None)
    assert await ledger.centre.contradictions() == 0


async def test_an_import_is_undone_as_one(store: Store) -> None:
    ledger = await Ledger.open(store)
    before = await ledger.centre.state()
    await ledger.centre.undo(await ledger.load(*GOOD))
    assert await ledger.centre.state() == before


@pytest.mark.parametrize("name", BAD)
async def test_what_breaks_the_rules_is_a_bad_row(store: Store, name: str) -> None:
    rows, code, column, _ = BAD[name]
    ledger = await Ledger.open(store)
    if name == "failed money":
        await ledger.fail("Q-1")
    assert await bad_rows(ledger, *rows) == [(len(rows) + 1, column, code)]


async def test_every_row_that_is_no_reconciliation_is_named_even_when_errors_are_kept(store: Store) -> None:
    ledger = await Ledger.open(store)
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
        "P-1,1,I-1,1,1.005",
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
    assert [(each[0], each[1], each[4]) for each in kept.outcome.problems] == wanted
    assert [each[3] for each in kept.outcome.problems] == [0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11]
    assert (kept.outcome.created, kept.outcome.bad_rows) == (0, 12)


async def test_another_amount_for_a_recorded_pair_names_the_column(store: Store) -> None:
    ledger = await Ledger.open(store)
    await ledger.reconcile(await ledger.item("P-1"), await ledger.item("I-1"), 3_000)
    assert (await ledger.load("P-1,1,I-1,1,30")).outcome.unchanged == 1
    assert await bad_rows(ledger, "P-1,1,I-1,1,20") == [(2, "amount", "ALREADY_RECONCILED")]


async def test_a_later_row_sees_what_an_earlier_one_took(store: Store) -> None:
    ledger = await Ledger.open(store)
    assert await bad_rows(ledger, "P-1,1,I-1,2,15", "P-2,1,I-1,2,10") == [(3, "amount", "OVER_RECONCILED")]
    done = await ledger.load("P-1,1,I-1,2,15", "P-2,1,I-1,2,10", "P-2,1,I-1,1,75", skip=True)
    assert (done.outcome.created, done.outcome.bad_rows) == (2, 1)
    assert await ledger.centre.contradictions() == 0


async def test_a_file_refunds_no_cancellation_while_processing_money_holds_its_item(store: Store) -> None:
    ledger = await Ledger.open(store)
    centre = ledger.centre
    invoice = (await centre.invoice(5_000)).outcome.transaction
    echeck = await centre.payment(5_000, MarkWish(invoice_id=invoice), method=PaymentMethod.ECHECK)
    wish = CancelItems([CancelItem((await centre.items(invoice))[0].id)], number="C-1")
    await centre.do("cancelItems", cancel_items, wish, RecordedOutcome)
    refund = RecordRefund(centre.rivera, 5_000, PaymentMethod.CASH, number="R-1")
    await centre.do("recordRefund", record_refund, refund, RecordedOutcome)
    assert await bad_rows(ledger, "C-1,1,R-1,1,50") == [(2, "amount", "WRONG_STATE")]
    confirm = ConfirmPayment(echeck.outcome.transaction)
    await centre.do("confirmPayment", confirm_payment, confirm, ConfirmedOutcome)
    assert (await ledger.load("C-1,1,R-1,1,50")).outcome.created == 1


@pytest.mark.parametrize("name", BAD)
async def test_a_kept_error_is_outside_all_sums_and_its_items_show_it(store: Store, name: str) -> None:
    ledger = await Ledger.open(store)
    if name == "failed money":
        await ledger.fail("Q-1")
    before = await ledger.centre.state()
    rows, _, _, pair = BAD[name]
    done = await ledger.load(*rows, keep=True)
    assert (done.outcome.created, done.outcome.faulty) == (len(rows), 1)
    assert [edge[:4] for edge in await ledger.edges() if edge[5]] == [pair]
    marked = await ledger.centre.rows(
        "select t.number, i.position, i.faulty_count, t.faulty_count from items i "
        "join transactions t on t.id = i.transaction_id where i.faulty_count > 0 order by t.number"
    )
    assert sorted(marked) == sorted([(*pair[:2], 1, 1), (*pair[2:], 1, 1)])
    if len(rows) == 1:
        assert {**await ledger.centre.state(), "edges": []} == {**before, "edges": []}
    again = await ledger.load(*rows, keep=True)
    assert (again.outcome.created, again.outcome.unchanged) == (0, len(rows))
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
    ledger = await Ledger.open(store)
    await ledger.load("P-2,1,I-1,1,75", "P-2,1,I-1,2,20")
    await ledger.load("Q-1,1,I-1,1,10", keep=True)
    api = Api(store)
    for number in ("I-1", "Q-1"):
        said = await api.data(SHOWN, id=opaque("Transaction", await ledger.transaction(number)))
        item = said["transaction"]["items"][0]
        assert (said["transaction"]["status"], item["status"]) == ("RECONCILIATION_ERROR", "RECONCILIATION_ERROR")
        assert item["statusReason"] == "Its reconciliations contradict it. Delete and recreate them."
        assert {"faulty": True, "locked": False, "origin": "IMPORT"} in item["reconciliations"]["nodes"]
    listed = said["unreconciledItems"]["nodes"]
    assert {"status": "RECONCILIATION_ERROR", "unreconciledCents": 0, "transaction": {"number": "I-1"}} in listed
    assert said["unreconciledItems"]["totalCount"] == len(listed) == 3
    await api.http.aclose()


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("way", ["by id", "by its credit", "by its debit"])
async def test_deleting_and_recreating_mends_it(store: Store, name: str, way: str) -> None:
    ledger, _ = await broken(store, name)
    (faulty,) = await ledger.centre.rows(
        "select id, credit_transaction_id, debit_transaction_id from reconciliations where faulty"
    )
    by_transaction = {"by its credit": faulty[1], "by its debit": faulty[2]}.get(way)
    deleted = await ledger.delete(*([] if by_transaction else [faulty[0]]), transaction=by_transaction)
    assert await ledger.centre.rows("select sum(faulty_count) from items") == [(0,)]
    assert await ledger.centre.rows("select sum(faulty_count) from transactions") == [(0,)]
    assert not [edge for edge in await ledger.edges() if edge[5]]
    await ledger.reconcile(await ledger.item("P-2"), await ledger.item("I-1", 2), 2_000)
    assert await ledger.centre.contradictions() == 0
    await ledger.centre.undo(deleted)
    assert len([edge for edge in await ledger.edges() if edge[5]]) == 1
    assert await ledger.centre.contradictions() == 0


async def test_a_faulty_pair_takes_a_good_reconciliation_beside_it(store: Store) -> None:
    ledger, _ = await broken(store, "beyond the money")
    paid, owed = await ledger.item("P-1"), await ledger.item("I-1")
    await ledger.reconcile(paid, owed, 5_000)
    with pytest.raises(Exception, match="reconciled with each other already") as refused:
        await ledger.reconcile(paid, owed, 1)
    assert AlreadyReconciled.code in {each.code for each in refused.value.refusals}  # type: ignore[attr-defined]


async def test_tools_and_modifications_leave_a_faulty_reconciliation_alone(store: Store) -> None:
    ledger, _ = await broken(store, "beyond the money")
    await run(store, ReconcileAccount(ledger.centre.rivera))
    assert await ledger.edges() == [
        ("P-1", 1, "I-1", 1, 5_001, True),
        ("P-1", 1, "I-1", 1, 5_000, False),
        ("P-2", 1, "I-1", 1, 2_500, False),
        ("P-2", 1, "I-1", 2, 2_000, False),
    ]
    listed = [EdgeWish(await ledger.item("P-1"), await ledger.item("I-1"), 4_000)]
    wish = ModifyReconciliations(await ledger.transaction("P-1"), listed)
    await ledger.centre.do("modifyReconciliations", modify_reconciliations, wish, ModifiedOutcome)
    assert [edge[4:] for edge in await ledger.edges() if edge[0] == "P-1"] == [(5_001, True), (4_000, False)]
    assert await ledger.centre.contradictions() == 0


@pytest.mark.parametrize("debit", ["I-1", "J-1"])
async def test_what_the_bank_says_leaves_a_faulty_reconciliation_alone(store: Store, debit: str) -> None:
    ledger = await Ledger.open(store)
    paid = (await ledger.centre.payment(5_000, method=PaymentMethod.ECHECK)).outcome.transaction
    await ledger.load("PAY-1001-1,1,I-1,2,20", f"PAY-1001-1,1,{debit},1,99", keep=True)
    faulty = ("PAY-1001-1", 1, debit, 1, 9_900, True)
    assert (await ledger.edges())[1] == faulty
    await ledger.centre.do("confirmPayment", confirm_payment, ConfirmPayment(paid), ConfirmedOutcome)
    assert (await ledger.edges())[1] == faulty
    changed = await ledger.centre.rows("select count(*) from audit_events where action = 'reconciliation.changed'")
    assert changed == [(1,)]
    await ledger.centre.do("failPayment", fail_payment, FailPayment(paid, "Returned"), FailedOutcome)
    assert [edge for edge in await ledger.edges() if edge[5]] == [faulty]
    assert await verify(store)
    (edge,) = await ledger.centre.rows("select id from reconciliations where faulty")
    await ledger.delete(edge[0])
    assert await verify(store) == []


async def test_a_transaction_with_a_faulty_reconciliation_is_not_undone_under_it(store: Store) -> None:
    ledger = await Ledger.open(store)
    paid = await ledger.centre.payment(100)
    await ledger.load("PAY-1001-1,1,I-1,1,2", keep=True)
    with pytest.raises(LaterChanges, match="importRecords"):
        await ledger.centre.undo(paid)


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
async def test_faulty_reconciliations_are_in_the_log(store: Store, into: str, empty_url: str) -> None:
    ledger, _ = await broken(store, "another account")
    await ledger.load("P-1,1,I-1,1,60", keep=True)
    (first,) = await ledger.centre.rows("select min(id) from reconciliations where faulty")
    await ledger.delete(first[0])
    other = await Store.open(empty_url)
    batches, events = await store.read(read_log())
    await other.backend.run_block(lambda: replay(batches, events))
    sums = "select number, faulty_count, reconciled_cents from transactions order by number"
    assert await Centre(other).rows(sums) == await ledger.centre.rows(sums)
    assert await Ledger(Centre(other)).edges() == await ledger.edges() == [("P-1", 1, "I-1", 1, 6_000, True)]
    await other.close()


@pytest.fixture
def empty_url(into: str, request: pytest.FixtureRequest, tmp_path: pathlib.Path):
    yield from fresh_database(into, request, tmp_path)


async def test_statements_do_not_grow_with_the_file(store: Store) -> None:
    ledger = await Ledger.open(store)
    counts = []
    for rows in (5, 400):
        payments = "".join(f"N{rows}-{row},1001,2026-01-05,0.02,,,\n" for row in range(rows))
        text = "number,account_number,date,amount,kind,method,reference\n" + payments
        await ledger.centre.do(
            "importRecords", import_file, ImportFile(ImportKind.PAYMENTS, text.encode()), ImportOutcome
        )
        with counting(store) as count:
            done = await ledger.load(*(f"N{rows}-{row},1,I-1,1,0.0{1 + row % 4}" for row in range(rows)), keep=True)
        assert done.outcome.faulty == len([row for row in range(rows) if row % 4 > 1])
        counts.append(count.statements)
    assert counts[0] == counts[1] <= 25


async def test_a_file_that_is_wrong_throughout_is_told_by_its_first_problems(store: Store) -> None:
    ledger = await Ledger.open(store)
    with pytest.raises(BadRows) as refused:
        await ledger.load(*["P-1,1,nobody,1,1"] * (MOST_TOLD + 5))
    told = refused.value.refusals
    assert len(told) == MOST_TOLD + 1
    assert told[-1].message.startswith("5 more problems")
    assert len(refused.value.problems) == MOST_TOLD + 5
