"""Jobs over all accounts: progress, failed accounts, cancelling (domain R24)."""

import pytest

from domain.core.kinds import JobState, ReconciliationOrigin, TransactionKind
from domain.errors import InvalidValue, NotFound, PermissionMissing, Refusals, WrongSide, WrongState
from domain.jobs.running import try_job
from domain.permissions import OPERATOR, Permission, Principal, PrincipalKind
from domain.services.jobs import ReconcileAllAccounts
from domain.services.marks import MarkInput
from domain.services.reconcile import ReconcileAccount
from domain.store.program import Sql
from domain.store.store import Store
from domain.tables import JobRow
from domain.texts import Language, from_stored
from domain.verifying.verify import verify
from tests.support.centre import Centre, execute, rows, run
from tests.support.contradictions import active_reconciliations, contradictions_of
from tests.support.jobs import RECONCILIATIONS, ask, cancel, group, job_errors, job_row, reconcile_all, undo
from tests.support.random_commands.books import crowd
from tests.support.run_jobs import run_job

_VIEW = frozenset({Permission.VIEW_CLIENT_ACCOUNTS, Permission.CLIENT_BILLING})
ANN = Principal(PrincipalKind.USER, "user:1", "Ann", _VIEW)
RECONCILIATION_FACTS = Sql("select distinct origin, recorded_by, batch_id from reconciliations")
BATCHES = Sql("select id, mutation, recorded_by from batches where mutation = 'reconcileAllAccounts'")
BREAKS = {
    "writing": "update transactions set reconciled_cents = amount_cents where account_id = {}",  # a CHECK refuses the sum
    "reading": "update reconciliations set origin = 'NONSENSE' where account_id = {}",
}


async def try_all(store: Store) -> JobRow:
    """What a job over all accounts would come to."""
    _, job = await try_job(store, ReconcileAllAccounts(), OPERATOR)
    assert job is not None
    return job


async def test_all_accounts_are_reconciled_in_one_batch_of_the_caller(store: Store) -> None:
    await crowd(store, 60)
    queued = await job_row(store, await ask(store, actor=ANN))
    assert (queued.state, queued.done, queued.total, queued.batch_id) == (JobState.QUEUED, 0, 60, None)
    job = await run_job(store, queued.id)
    reconciliations = await active_reconciliations(store)
    assert (job.state, job.done, job.total, job.error_count) == (JobState.DONE, 60, 60, 0)
    assert (job.reconciliations, job.amount_cents) == (
        len(reconciliations),
        sum(each.cents for each in reconciliations),
    )
    assert job.cents_by_currency == {"USD": job.amount_cents}
    assert await rows(store, RECONCILIATION_FACTS) == [(ReconciliationOrigin.RECONCILE_ALL, "Ann", job.batch_id)]
    assert await rows(store, BATCHES) == [(job.batch_id, "reconcileAllAccounts", "Ann")]
    assert await verify(store) == []


async def test_a_job_does_what_the_reconcile_tool_does_for_each_account(store: Store) -> None:
    accounts = await crowd(store, 30)
    job = await reconcile_all(store)
    by_job = [each[:5] for each in await rows(store, RECONCILIATIONS)]
    assert len(by_job) > 30
    await undo(store, job.batch_id)
    assert await rows(store, RECONCILIATIONS) == []
    for account in accounts:
        await run(store, ReconcileAccount(account))
    assert [each[:5] for each in await rows(store, RECONCILIATIONS)] == by_job


async def test_progress_counts_after_each_group(sqlite_store: Store) -> None:
    store = sqlite_store
    await crowd(store, 25)
    job = await ask(store)
    seen = [(await group(store, job)).job for _ in range(3)]
    assert [each.done for each in seen] == [10, 20, 25]
    assert [each.ended for each in seen] == [False, False, True]
    assert seen[0].reconciliations < seen[1].reconciliations < seen[2].reconciliations
    assert len({each.batch_id for each in seen}) == 1


async def test_a_group_stops_on_time_but_finishes_at_least_one_account(sqlite_store: Store) -> None:
    store = sqlite_store
    await crowd(store, 5)
    job = await ask(store)
    assert [(await group(store, job, 10, lambda: False)).job.done for _ in range(3)] == [1, 2, 3]
    assert (await group(store, job)).job.state is JobState.DONE


async def test_a_job_that_finds_nothing_to_do_makes_no_batch(sqlite_store: Store) -> None:
    store = sqlite_store
    await crowd(store, 10)
    await reconcile_all(store)
    again = await reconcile_all(store)
    assert (again.state, again.done, again.reconciliations, again.batch_id) == (JobState.DONE, 10, 0, None)
    assert again.cents_by_currency == {}
    nobody = await reconcile_all(
        store, ReconcileAllAccounts([(await crowd(store, 1, first=10))[0]], (TransactionKind.CREDIT,))
    )
    assert (nobody.total, nobody.reconciliations) == (1, 0)
    assert await contradictions_of(store) == []


async def test_reconciles_only_the_named_accounts(sqlite_store: Store) -> None:
    store = sqlite_store
    accounts = await crowd(store, 6)
    named = [accounts[4], accounts[1], accounts[4]]
    job = await reconcile_all(store, ReconcileAllAccounts(named))
    assert (job.done, job.total) == (2, 2)
    of = await rows(store, Sql("select distinct account_id from reconciliations order by account_id"))
    assert of == [(accounts[1],), (accounts[4],)]


async def test_amounts_are_reported_by_currency(sqlite_store: Store) -> None:
    store = sqlite_store
    accounts = await crowd(store, 4)
    await execute(store, f"update accounts set currency = 'EUR' where id = {accounts[0]}")
    job = await reconcile_all(store)
    assert job.cents_by_currency.keys() == {"EUR", "USD"}
    assert sum(job.cents_by_currency.values()) == job.amount_cents


async def test_names_unknown_accounts(sqlite_store: Store) -> None:
    store = sqlite_store
    accounts = await crowd(store, 1)
    with pytest.raises(Refusals) as refused:
        await ask(store, ReconcileAllAccounts([17, *accounts, 18]))
    reported = [(each.code, each.field) for each in refused.value.refusals]
    assert reported == [("NOT_FOUND", ("accountIds", "0")), ("NOT_FOUND", ("accountIds", "2"))]
    with pytest.raises(InvalidValue):
        await ask(store, ReconcileAllAccounts([]))
    with pytest.raises(InvalidValue):
        await ask(store, ReconcileAllAccounts(accounts * 10_001))
    with pytest.raises(WrongSide):
        await ask(store, ReconcileAllAccounts(None, (TransactionKind.INVOICE,)))
    assert await rows(store, Sql("select count(*) from jobs")) == [(0,)]


async def test_a_refusal_on_one_account_is_rolled_back_and_stops_no_other(store: Store) -> None:
    centre = await Centre.open(store)
    accounts = [await centre.account(f"A{number}") for number in range(5)]
    for account in accounts:
        await centre.invoice(5_000, 5_000, account=account)
        await centre.payment(3_000, account=account)
    bad = (await centre.payment(4_000, account=accounts[2])).result.transaction
    await execute(store, f"update transactions set payment_state = 'FAILED', failed_at = 1 where id = {bad}")
    job = await reconcile_all(store)
    assert (job.state, job.done, job.error_count) == (JobState.DONE, 6, 1)
    assert (job.reconciliations, job.amount_cents) == (4, 12_000)
    (error,) = await job_errors(store, job.id)
    assert (error.account_id, error.code) == (accounts[2], "WRONG_STATE")
    of = await rows(store, Sql("select distinct account_id from reconciliations order by account_id"))
    assert of == [(each,) for each in sorted(set(accounts) - {accounts[2]})]


@pytest.mark.parametrize("way", BREAKS)
async def test_an_error_on_one_account_is_reported_and_stops_no_other(
    store: Store, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    await crowd(store, 20)
    centre = Centre(store)
    broken = await centre.account("B1")
    invoice = (await centre.invoice(10_000, account=broken)).result.transaction
    await centre.payment(8_000, MarkInput(invoice_id=invoice, amount_cents=1_000), account=broken)
    await crowd(store, 20, first=20)
    await execute(store, BREAKS[way].format(broken))
    tried = await try_all(store)
    job = await reconcile_all(store)
    assert (job.state, job.done, job.error_count) == (JobState.DONE, 41, 1)
    assert (tried.state, tried.done, tried.error_count) == (JobState.DONE, 41, 1)
    assert tried.reconciliations == job.reconciliations
    (error,) = await job_errors(store, job.id)
    assert (error.account_id, error.code) == (broken, "INTERNAL")
    english, french = (from_stored(error.message).in_language(each) for each in Language)
    assert english.startswith("Internal error: this account was skipped.")
    assert french.startswith("Erreur interne\N{NO-BREAK SPACE}: ce compte a été ignoré.")
    reference = english.split()[-1].rstrip(".")
    assert reference in french
    assert reference in caplog.text
    of = await rows(store, Sql("select count(distinct account_id) from reconciliations"))
    assert of == [(41,)]


async def test_a_cancelled_job_keeps_its_progress_and_can_be_undone(store: Store) -> None:
    await crowd(store, 25)
    centre = Centre(store)
    before = await centre.state()
    job = await ask(store)
    half = (await group(store, job)).job
    await cancel(store, job)
    assert (await group(store, job)).job.state is JobState.CANCELLED
    ended = await run_job(store, job)
    assert (ended.state, ended.done, ended.reconciliations) == (JobState.CANCELLED, 10, half.reconciliations)
    assert len(await active_reconciliations(store)) == half.reconciliations
    await undo(store, ended.batch_id)
    assert await centre.state() == before


async def test_refuses_to_cancel_ended_and_unknown_jobs(sqlite_store: Store) -> None:
    store = sqlite_store
    await crowd(store, 1)
    job = await reconcile_all(store)
    with pytest.raises(WrongState):
        await cancel(store, job.id)
    with pytest.raises(NotFound):
        await cancel(store, 17)


async def test_cancelling_a_job_needs_the_permissions_of_starting_it(sqlite_store: Store) -> None:
    store = sqlite_store
    await crowd(store, 260)
    done = await reconcile_all(store)
    undoing = (await undo(store, done.batch_id)).job
    assert undoing is not None
    with pytest.raises(PermissionMissing) as refused:
        await cancel(store, undoing, ANN)
    assert refused.value.missing == (Permission.DELETE_RECONCILIATIONS,)
    again = await ask(store)
    await cancel(store, again, ANN)
    assert (await job_row(store, again)).state is JobState.CANCELLED
