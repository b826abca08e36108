"""Undoing a job: at once if small, else by another job, account by account (domain R25a)."""

import asyncio
import itertools

import pytest

from domain.core.kinds import JobKind, JobState
from domain.errors import NotFound, PermissionMissing, WrongState
from domain.jobs.running import JobRun
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.queries.records import by_ids
from domain.services.reconciliations import DeleteReconciliations
from domain.services.undo import ways as undo_ways
from domain.services.undo.batch import UndoBatch
from domain.services.undo.ways import is_undone_by_job
from domain.store.program import Sql
from domain.store.store import Store
from domain.store.unit_of_work import UnitContext
from domain.tables import BatchRow
from domain.verifying.verify import verify
from tests.support.centre import Centre, rows, run
from tests.support.contradictions import active_reconciliations, contradictions_of
from tests.support.jobs import RECONCILIATIONS, ask, cancel, job_errors, job_row, reconcile_all, undo
from tests.support.random_commands.books import crowd
from tests.support.run_jobs import run_job

AT_ONCE = 25
MANY = AT_ONCE + 20
BATCHES = Sql("select id, mutation, undoes_id, undone_by_id from batches order by id desc")


@pytest.fixture(autouse=True)
def few_accounts_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of the product's size, which ``test_job_api.py`` has."""
    monkeypatch.setattr(undo_ways, "UNDO_ACCOUNTS_MAX", AT_ONCE)


async def undone(store: Store, batch: int | None) -> bool:
    assert batch is not None
    return (await store.read(by_ids(BatchRow, [batch])))[batch].undone


async def partly_undone(store: Store, batch: int | None) -> bool:
    assert batch is not None
    return (await store.read(by_ids(BatchRow, [batch])))[batch].partly_undone


async def test_a_job_on_few_accounts_is_undone_at_once(store: Store) -> None:
    await crowd(store, 20)
    before = await Centre(store).state()
    job = await reconcile_all(store)
    after = await Centre(store).state()
    result = await undo(store, job.batch_id)
    assert (result.job, len(result.accounts)) == (None, 20)
    assert await Centre(store).state() == before
    assert await undone(store, job.batch_id)
    with pytest.raises(WrongState):
        await undo(store, job.batch_id)
    await undo(store, (await rows(store, BATCHES))[0][0])
    assert await Centre(store).state() == after
    assert not await undone(store, job.batch_id)
    assert await verify(store) == []


async def test_a_job_on_many_accounts_is_undone_and_done_again_by_jobs(store: Store) -> None:
    await crowd(store, MANY)
    before = await Centre(store).state()
    job = await reconcile_all(store)
    after = await Centre(store).state()
    states, batch = {True: before, False: after}, job.batch_id
    for turn in range(3):
        assert batch is not None
        assert await store.read(is_undone_by_job(batch))
        result = await undo(store, batch)
        assert result.job is not None
        queued = await job_row(store, result.job)
        assert (queued.kind, queued.state, queued.total) == (JobKind.UNDO, JobState.QUEUED, MANY)
        assert not await undone(store, batch)  # nothing has begun
        ended = await run_job(store, result.job)
        assert (ended.state, ended.done, ended.error_count) == (JobState.DONE, MANY, 0)
        assert ended.reconciliations == job.reconciliations
        assert ended.amount_cents == job.amount_cents
        assert await Centre(store).state() == states[turn % 2 == 0]
        assert await undone(store, job.batch_id) == (turn % 2 == 0)
        assert await undone(store, batch)
        with pytest.raises(WrongState, match="already undone"):
            await undo(store, batch)
        batch = ended.batch_id
    assert await contradictions_of(store) == []
    assert await verify(store) == []


async def test_an_undo_reports_and_skips_an_account_with_later_changes(sqlite_store: Store) -> None:
    store = sqlite_store
    accounts = await crowd(store, MANY)
    job = await reconcile_all(store)
    reconciliations = await rows(store, Sql("select account_id, id from reconciliations order by id"))
    first_of = dict(reversed(reconciliations))
    changed = [accounts[5], accounts[40]]
    for account in changed:
        await run(store, DeleteReconciliations([first_of[account]]))
    kept = {
        reconciliation
        for reconciliation in await active_reconciliations(store)
        if reconciliation.id in {each for of, each in reconciliations if of in changed}
    }
    ended = await run_job(store, (await undo(store, job.batch_id)).job or 0)
    assert (ended.state, ended.done, ended.error_count) == (JobState.DONE, MANY, 2)
    errors = await job_errors(store, ended.id)
    assert [(each.account_id, each.code) for each in errors] == [(each, "LATER_CHANGES") for each in changed]
    assert "deleteReconciliations by command line" in errors[0].message
    assert "Ended since: PAY-F" in errors[0].message
    assert set(await active_reconciliations(store)) == kept
    assert not await undone(store, job.batch_id)
    assert await partly_undone(store, job.batch_id)
    assert await verify(store) == []


async def test_a_second_undo_undoes_the_skipped_accounts(sqlite_store: Store) -> None:
    store = sqlite_store
    accounts = await crowd(store, MANY)
    before = await rows(store, RECONCILIATIONS)
    job = await reconcile_all(store)
    reconciliation = (
        await rows(store, Sql(f"select id from reconciliations where account_id = {accounts[9]} order by id"))
    )[0][0]
    deleted = await run(store, DeleteReconciliations([reconciliation]))
    first = await run_job(store, (await undo(store, job.batch_id)).job or 0)
    assert first.error_count == 1
    await undo(store, deleted.batch_id)
    second = await run(store, UndoBatch(job.batch_id or 0))
    assert (second.result.accounts, second.result.account_errors, second.batch_id) == (
        [accounts[9]],
        [],
        first.batch_id,
    )
    assert await rows(store, RECONCILIATIONS) == before
    assert await undone(store, job.batch_id)
    again = await run_job(store, (await undo(store, second.batch_id)).job or 0)
    assert (again.done, again.error_count) == (MANY, 0)
    assert not await undone(store, job.batch_id)


async def test_an_undo_started_under_a_late_clock_can_be_continued(sqlite_store: Store) -> None:
    store = sqlite_store
    accounts = await crowd(store, MANY)
    before = await rows(store, RECONCILIATIONS)
    job = await reconcile_all(store)
    first_reconciliation = Sql(f"select id from reconciliations where account_id = {accounts[9]} order by id")
    deleted = await run(store, DeleteReconciliations([(await rows(store, first_reconciliation))[0][0]]))
    present = store.context
    store.context = UnitContext(itertools.count(1).__next__, present.zone)
    first = await run_job(store, (await undo(store, job.batch_id)).job or 0)
    store.context = present
    assert first.batch_id is not None
    assert first.batch_id < (job.batch_id or 0)
    await undo(store, deleted.batch_id)
    second = await run(store, UndoBatch(job.batch_id or 0))
    assert (second.result.accounts, second.result.account_errors, second.batch_id) == (
        [accounts[9]],
        [],
        first.batch_id,
    )
    assert await rows(store, RECONCILIATIONS) == before
    assert await undone(store, job.batch_id)


async def test_a_cancelled_undo_continues_when_requested_again(sqlite_store: Store) -> None:
    store = sqlite_store
    await crowd(store, MANY)
    before = await Centre(store).state()
    job = await reconcile_all(store)
    asked = (await undo(store, job.batch_id)).job or 0
    taken = await JobRun.take(store, asked)
    assert taken is not None
    half = await taken.step()
    assert 0 < half.done < MANY
    await cancel(store, asked)
    assert await partly_undone(store, job.batch_id)
    rest = await run_job(store, (await undo(store, job.batch_id)).job or 0)
    assert (rest.total, rest.batch_id) == (MANY - half.done, half.batch_id)
    assert await undone(store, job.batch_id)
    assert await Centre(store).state() == before


async def test_an_undo_that_was_cancelled_before_it_began_undid_nothing(sqlite_store: Store) -> None:
    store = sqlite_store
    await crowd(store, MANY)
    job = await reconcile_all(store)
    asked = (await undo(store, job.batch_id)).job or 0
    await cancel(store, asked)
    assert not await undone(store, job.batch_id)
    assert (await job_row(store, asked)).batch_id is None
    assert (await run_job(store, (await undo(store, job.batch_id)).job or 0)).done == MANY


async def test_refuses_to_undo_a_batch_while_its_job_runs(sqlite_store: Store) -> None:
    store = sqlite_store
    await crowd(store, MANY)
    asked = await ask(store)
    taken = await JobRun.take(store, asked)
    assert taken is not None
    half = await taken.step()
    with pytest.raises(WrongState, match="makes this batch"):
        await undo(store, half.batch_id)
    ended = await run_job(store, asked)
    undoing = (await undo(store, ended.batch_id)).job or 0
    with pytest.raises(WrongState, match="undoes this batch"):
        await undo(store, ended.batch_id)
    taken = await JobRun.take(store, undoing)
    assert taken is not None
    half = await taken.step()
    with pytest.raises(WrongState, match="makes this batch"):
        await undo(store, half.batch_id)
    await run_job(store, undoing)
    back = (await undo(store, half.batch_id)).job or 0
    with pytest.raises(WrongState, match="still running"):
        await undo(store, ended.batch_id)
    assert (await run_job(store, back)).error_count == 0


async def test_concurrent_callers_undo_a_batch_once(store: Store) -> None:
    await crowd(store, MANY)
    job = await reconcile_all(store)
    asked = await asyncio.gather(*(undo(store, job.batch_id) for _ in range(4)), return_exceptions=True)
    refused = [each for each in asked if isinstance(each, BaseException)]
    assert len(refused) == 3
    assert all(isinstance(each, WrongState) for each in refused)
    assert await rows(store, Sql("select count(*) from jobs where kind = 'UNDO'")) == [(1,)]


async def test_undoing_a_job_needs_delete_permission_and_the_jobs_own(sqlite_store: Store) -> None:
    store = sqlite_store
    await crowd(store, MANY)
    job = await reconcile_all(store)
    nearly = Principal(PrincipalKind.USER, "user:1", "Ann", ALL_PERMISSIONS - {Permission.CLIENT_BILLING})
    with pytest.raises(PermissionMissing):
        await undo(store, job.batch_id, nearly)
    with pytest.raises(NotFound):
        await undo(store, 17)
    assert not await store.read(is_undone_by_job(17))
