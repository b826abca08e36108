"""Undoing what a run made, account by account: what can be undone is, the rest is named and can follow (domain R25c)."""

import datetime
import pathlib
from typing import Any

import pytest

from domain.core.kinds import PaymentMethod, SubscriptionInterval
from domain.errors import InvalidValue, LaterChanges, WrongState
from domain.importing import ImportKind, ImportRecords
from domain.queries.records import by_ids
from domain.services.bulk import CreateInvoices
from domain.services.charging import ChargeSubscriptions
from domain.services.invoices import CreateInvoice
from domain.services.payment_states import ConfirmPayment
from domain.services.planned_payments import CreatePlannedPayments, ProcessPlannedPayments
from domain.services.reconcile import ReconcileAccount
from domain.services.reconciliations import DeleteReconciliations
from domain.services.subscriptions import CreateSubscription
from domain.services.undo.batch import UndoBatch, UndoResult
from domain.store.program import Sql
from domain.store.store import Committed, Store
from domain.tables import BatchRow
from domain.verifying.verify import verify
from tests.support.centre import Centre, execute, items, planned_payment, rows, run
from tests.support.contradictions import contradictions_of
from tests.support.graphql import Api
from tests.support.jobs import RECONCILIATIONS, group, job_errors, queued_undo, reconcile_all, undo
from tests.support.migrations import OwnMigrations, beside_versions
from tests.support.random_commands.books import crowd
from tests.support.run_jobs import run_job

PAYMENTS = "number,account_number,date,amount,kind,method,reference\n"
DAY = datetime.date(2026, 2, 1)
UNDO = (
    "mutation ($input: UndoBatchInput!) { undoBatch(input: $input) { replayed userErrors { code message } "
    "undone { undone partlyUndone } batch { id } accountErrors { account { number } code message } job { id } } }"
)


async def batch_row(store: Store, batch: int | None) -> BatchRow:
    assert batch is not None
    return (await store.read(by_ids(BatchRow, [batch])))[batch]


async def undo_of(done: Committed[Any] | int | None, store: Store, by_account: bool | None = None) -> UndoResult:
    batch = done.batch_id if isinstance(done, Committed) else done
    assert batch is not None
    return (await run(store, UndoBatch(batch, by_account))).result


async def with_open_items(centre: Centre, count: int) -> list[int]:
    """So many accounts, each with an invoice of 50.00; gives their ids."""
    accounts = await centre.accounts([f"B{each:02}" for each in range(count)])
    for account in accounts:
        await centre.invoice(5_000, account=account)
    return accounts


async def test_one_changed_account_of_thirty_holds_up_only_itself(store: Store) -> None:
    accounts = await crowd(store, 30)
    before = await rows(store, RECONCILIATIONS)
    job = await reconcile_all(store)
    after = await rows(store, RECONCILIATIONS)
    of = Sql(f"select id, credit_transaction_id from reconciliations where account_id = {accounts[4]} order by id")
    reconciliation, payment = (await rows(store, of))[0]
    ((receipt,),) = await rows(store, Sql(f"select number from transactions where id = {payment}"))
    deleted = await run(store, DeleteReconciliations([reconciliation]))
    result = await undo(store, job.batch_id)
    assert (result.job, len(result.accounts)) == (None, 29)
    ((account, code, text, later),) = result.account_errors
    message = str(text)
    assert (account, code, later) == (accounts[4], "LATER_CHANGES", [deleted.batch_id])
    assert receipt in message
    assert result.refused == []
    stands = await batch_row(store, job.batch_id)
    assert (stands.undone, stands.partly_undone) == (False, True)
    again = await undo(store, job.batch_id)
    assert (again.accounts, [each[0] for each in again.account_errors]) == ([], [accounts[4]])
    assert [(each[0], str(each[1])) for each in again.refused] == [("LATER_CHANGES", message)]
    await undo(store, deleted.batch_id)
    last = await undo(store, job.batch_id)
    assert (last.accounts, last.account_errors) == ([accounts[4]], [])
    assert await rows(store, RECONCILIATIONS) == before
    stands = await batch_row(store, job.batch_id)
    assert (stands.undone, stands.partly_undone) == (True, False)
    with pytest.raises(WrongState, match="already undone"):
        await undo(store, job.batch_id)
    await undo(store, stands.undone_by_id)
    assert await rows(store, RECONCILIATIONS) == after
    assert not (await batch_row(store, job.batch_id)).undone
    assert await contradictions_of(store) == []
    assert await verify(store) == []


async def test_one_processing_echeck_holds_up_its_own_account(store: Store) -> None:
    centre = await Centre.open(store)
    accounts = await with_open_items(centre, 20)
    for account in accounts:
        method = PaymentMethod.ECHECK if account == accounts[7] else PaymentMethod.CARD
        (invoice,) = await centre.rows(f"select id from transactions where account_id = {account}")
        (item,) = await centre.items(invoice[0])
        planned = planned_payment(item, 2_000, DAY)
        (terms,) = planned.installments
        await centre.do(CreatePlannedPayments(account, [terms.__class__(DAY, 2_000, method, terms.items)]))
    before = await centre.state()
    processed = await centre.do(ProcessPlannedPayments(DAY))
    result = await undo_of(processed, store)
    assert len(result.accounts) == 19
    ((account, code, text, _),) = result.account_errors
    message = str(text)
    assert (account, code) == (accounts[7], "WRONG_STATE")
    assert "PAY-B07-" in message
    assert (await batch_row(store, processed.batch_id)).partly_undone
    ((payment,),) = await centre.rows("select id from transactions where payment_state = 'PROCESSING'")
    await centre.do(ConfirmPayment(payment))
    last = await undo_of(processed, store)
    assert [each[:2] for each in last.account_errors] == [(accounts[7], "LATER_CHANGES")]
    assert [row for row in before["planned_payments"] if row not in (await centre.state())["planned_payments"]] != []
    assert await contradictions_of(store) == []


async def test_charging_is_undone_on_the_accounts_that_nothing_builds_on(store: Store) -> None:
    centre = await Centre.open(store)
    accounts = await centre.accounts(["B1", "B2", "B3"])
    for account in accounts:
        monthly = SubscriptionInterval.MONTH
        await centre.do(CreateSubscription(account, "Swimming", "SWIM", 1_000, monthly, PaymentMethod.CARD, DAY))
    charged = await centre.do(ChargeSubscriptions(DAY))
    ((reconciliation,),) = await centre.rows(f"select id from reconciliations where account_id = {accounts[1]}")
    await centre.do(DeleteReconciliations([reconciliation]))
    result = await undo_of(charged, store)
    assert result.accounts == [accounts[0], accounts[2]]
    assert [each[:2] for each in result.account_errors] == [(accounts[1], "LATER_CHANGES")]
    charged_again = await centre.do(ChargeSubscriptions(DAY))
    assert len(charged_again.result.invoices) == 2
    assert await contradictions_of(store) == []


async def test_an_import_is_undone_where_its_payments_are_unused(store: Store) -> None:
    centre = await Centre.open(store)
    await with_open_items(centre, 3)
    text = PAYMENTS + "".join(f"P-{each},B0{each},2026-01-07,10,,,\n" for each in range(3))
    made = await centre.do(ImportRecords(ImportKind.PAYMENTS, text.encode()))
    ((used,),) = await centre.rows("select account_id from transactions where number = 'P-1'")
    await centre.do(ReconcileAccount(used))
    result = await undo_of(made, store)
    ((account, code, text, _),) = result.account_errors
    message = str(text)
    assert (account, code) == (used, "LATER_CHANGES")
    assert "P-1" in message
    assert await centre.rows("select number from transactions where withdrawn_at is not null order by 1") == [
        ("P-0",),
        ("P-2",),
    ]
    with pytest.raises(LaterChanges):
        await undo_of(made, store, by_account=False)


async def test_the_caller_chooses_for_any_batch_of_several_accounts(store: Store) -> None:
    centre = await Centre.open(store)
    accounts = await centre.accounts(["B1", "B2"])
    made = await centre.do(CreateInvoices([CreateInvoice(account, items(1_000)) for account in accounts]))
    await centre.payment(500, account=accounts[0])
    await centre.do(ReconcileAccount(accounts[0]))
    with pytest.raises(LaterChanges):
        await undo_of(made, store)
    assert not (await batch_row(store, made.batch_id)).partly_undone
    result = await undo_of(made, store, by_account=True)
    assert (result.accounts, [each[0] for each in result.account_errors]) == ([accounts[1]], [accounts[0]])
    job = await reconcile_all(store)
    assert job.batch_id is None


async def test_a_large_run_cannot_be_undone_in_one_step(sqlite_store: Store) -> None:
    await crowd(sqlite_store, 260)
    job = await reconcile_all(sqlite_store)
    with pytest.raises(InvalidValue, match="account by account"):
        await undo_of(job.batch_id, sqlite_store, by_account=False)


async def test_a_large_account_is_undone_and_redone_in_parts(store: Store) -> None:
    accounts = await crowd(store, 3)
    centre = Centre(store)
    for amount in range(40):
        await centre.invoice(1_000, account=accounts[1], date=DAY)
        await centre.payment(700 + amount, account=accounts[1], date=DAY)
    before = await centre.state()
    job = await reconcile_all(store)
    after = await centre.state()
    batch, states = job.batch_id, {True: before, False: after}
    for turn in range(2):
        asked = await queued_undo(store, batch)
        steps = 0
        while not (ended := (await group(store, asked, rows_most=7)).job).ended:
            steps += 1
            assert await contradictions_of(store) == []
        assert (ended.error_count, ended.done) == (0, 3)
        assert steps > 8
        assert await centre.state() == states[turn == 0]
        assert (await batch_row(store, batch)).undone
        batch = ended.batch_id
    assert await verify(store) == []


async def test_an_undo_cancelled_within_an_account_continues_there(store: Store) -> None:
    (account,) = await crowd(store, 1)
    centre = Centre(store)
    for _ in range(20):
        await centre.invoice(1_000, account=account)
        await centre.payment(900, account=account)
    before = await centre.state()
    job = await reconcile_all(store)
    asked = await queued_undo(store, job.batch_id)
    await group(store, asked, rows_most=5)
    await execute(store, f"update jobs set state = 'CANCELLED', ended_at = 1 where id = {asked}")
    assert (await batch_row(store, job.batch_id)).partly_undone
    last = await undo(store, job.batch_id)
    assert (last.accounts, last.account_errors) == ([account], [])
    assert await centre.state() == before
    assert (await batch_row(store, job.batch_id)).undone


async def test_the_graph_names_what_is_left(store: Store) -> None:
    centre = await Centre.open(store)
    accounts = await with_open_items(centre, 3)
    for account in accounts:
        await centre.payment(1_000, account=account)
    await reconcile_all(store)
    reconciliations = dict(await centre.rows("select account_id, id from reconciliations"))
    await centre.do(DeleteReconciliations([reconciliations[accounts[2]]]))
    async with Api(store) as api:
        batch = {
            "batchId": f"{(await api.data('{ jobs { nodes { batch { id } } } }'))['jobs']['nodes'][0]['batch']['id']}"
        }
        tried = (await api.data(UNDO, input={**batch, "dryRun": True}))["undoBatch"]
        made = (await api.data(UNDO, input={**batch, "idempotencyKey": "a"}))["undoBatch"]
        assert tried["accountErrors"] == made["accountErrors"]
        ((error),) = made["accountErrors"]
        assert (error["account"]["number"], error["code"]) == ("B02", "LATER_CHANGES")
        assert (made["userErrors"], made["undone"]) == ([], {"undone": False, "partlyUndone": True})
        same = (await api.data(UNDO, input={**batch, "idempotencyKey": "a"}))["undoBatch"]
        assert (same["replayed"], same["accountErrors"]) == (True, made["accountErrors"])
        left = (await api.data(UNDO, input={**batch, "idempotencyKey": "b"}))["undoBatch"]
        assert left["accountErrors"] == made["accountErrors"]
        assert [each["code"] for each in left["userErrors"]] == ["LATER_CHANGES"]
        assert left["batch"] is None


FORMER = ("alter table batches drop column partly_undone", "drop table undone_parts")


@pytest.mark.parametrize("changed", [True, False])
async def test_a_former_databases_partial_undos_come_over(
    database_url: str, changed: bool, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    store = await Store.open(database_url)
    accounts = await crowd(store, 4)
    job = await reconcile_all(store)
    if changed:
        ((reconciliation,),) = await rows(
            store, Sql(f"select min(id) from reconciliations where account_id = {accounts[2]}")
        )
        await run(store, DeleteReconciliations([reconciliation]))
    ended = await run_job(store, await queued_undo(store, job.batch_id))
    assert len(await job_errors(store, ended.id)) == changed
    batches = await rows(store, Sql("select id, partly_undone from batches order by id"))
    await store.close()
    own = OwnMigrations(tmp_path / f"to_undo_by_account_{tmp_path.name}")
    await own.migrate_former(database_url, "undo_by_account", FORMER)
    migrated = await Store.open(database_url)
    assert await rows(migrated, Sql("select id, partly_undone from batches order by id")) == batches
    assert any(partly for _, partly in batches) == changed
    assert beside_versions(await verify(migrated)) == []
    await migrated.close()
