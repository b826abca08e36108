"""Undoing what a job did: at once where it is little, else by a job, account by account (domain R25a)."""

import asyncio
import itertools

import pytest

from domain.core.kinds import JobKind, JobState
from domain.errors import NotFound, PermissionMissing, WrongState
from domain.jobs.running import JobRun, run_job
from domain.jobs.verify import verify
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.queries.records import by_ids
from domain.rows import BatchRow
from domain.services.jobs import MOST_UNDONE_AT_ONCE, is_undone_by_job
from domain.services.reconciliations import DeleteReconciliations
from domain.store.block import BlockContext
from domain.store.steps import Sql
from domain.store.store import Store
from tests.support.billing import Centre, active_edges, contradictions_of, run
from tests.support.jobs import EDGES, ask, cancel, crowd, job_errors, job_row, reconcile_all, rows, undo

MANY = MOST_UNDONE_AT_ONCE + 20
BATCHES = Sql("select id, mutation, undoes_id, undone_by_id from batches order by id desc")


async def undone(store: Store, batch: int | None) -> bool:
    assert batch is not None
    return (await store.read(by_ids(BatchRow, [batch])))[batch].undone


async def test_a_job_on_few_accounts_is_undone_at_once(store: Store) -> None:
    await crowd(store, 20)
    before = await Centre(store).state()
    job = await reconcile_all(store)
    after = await Centre(store).state()
    outcome = await undo(store, job.batch_id)
    assert (outcome.job, len(outcome.accounts)) == (None, 20)
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
        outcome = await undo(store, batch)
        assert outcome.job is not None
        queued = await job_row(store, outcome.job)
        assert (queued.kind, queued.state, queued.total) == (JobKind.UNDO, JobState.QUEUED, MANY)
        assert not await undone(store, batch)  # nothing has begun
        ended = await run_job(store, outcome.job)
        assert (ended.state, ended.done, ended.error_count) == (JobState.DONE, MANY, 0)
        assert ended.reconciliations == job.reconciliations
        assert ended.amount_cents == job.amount_cents
        assert await Centre(store).state() == states[turn % 2 == 0]
        assert await undone(store, job.batch_id) == (turn % 2 == 0)
        assert await undone(store, batch)
        with pytest.raises(WrongState, match="undone already"):
            await undo(store, batch)
        batch = ended.batch_id
    assert await contradictions_of(store) == []
    assert await verify(store) == []


async def test_an_account_on_which_something_builds_is_told_and_left_as_it_was(sqlite_store: Store) -> None:
    store = sqlite_store
    accounts = await crowd(store, MANY)
    job = await reconcile_all(store)
    edges = await rows(store, Sql("select account_id, id from reconciliations order by id"))
    first_of = dict(reversed(edges))
    changed = [accounts[5], accounts[200]]
    for account in changed:
        await run(store, DeleteReconciliations([first_of[account]]))
    kept = {edge for edge in await active_edges(store) if edge.id in {each for of, each in edges if of in changed}}
    ended = await run_job(store, (await undo(store, job.batch_id)).job or 0)
    assert (ended.state, ended.done, ended.error_count) == (JobState.DONE, MANY, 2)
    errors = await job_errors(store, ended.id)
    assert [(each.account_id, each.code) for each in errors] == [(each, "LATER_CHANGES") for each in changed]
    assert "deleteReconciliations by command line" in errors[0].message
    assert set(await active_edges(store)) == kept
    assert await undone(store, job.batch_id)
    assert await verify(store) == []


async def test_what_an_undo_left_out_is_undone_by_asking_again(sqlite_store: Store) -> None:
    store = sqlite_store
    accounts = await crowd(store, MANY)
    before = await rows(store, EDGES)
    job = await reconcile_all(store)
    edge = (await rows(store, Sql(f"select id from reconciliations where account_id = {accounts[9]} order by id")))[0][
        0
    ]
    deleted = await run(store, DeleteReconciliations([edge]))
    first = await run_job(store, (await undo(store, job.batch_id)).job or 0)
    assert first.error_count == 1
    await undo(store, deleted.batch_id)
    second = await run_job(store, (await undo(store, job.batch_id)).job or 0)
    assert (second.total, second.error_count, second.batch_id) == (1, 0, first.batch_id)
    assert await rows(store, EDGES) == before
    again = await run_job(store, (await undo(store, second.batch_id)).job or 0)
    assert (again.done, again.error_count) == (MANY, 0)
    assert not await undone(store, job.batch_id)


async def test_an_undo_is_gone_on_with_though_a_process_whose_clock_was_behind_began_it(sqlite_store: Store) -> None:
    store = sqlite_store
    accounts = await crowd(store, MANY)
    before = await rows(store, EDGES)
    job = await reconcile_all(store)
    first_edge = Sql(f"select id from reconciliations where account_id = {accounts[9]} order by id")
    deleted = await run(store, DeleteReconciliations([(await rows(store, first_edge))[0][0]]))
    present = store.context
    store.context = BlockContext(itertools.count(1).__next__, present.zone)
    first = await run_job(store, (await undo(store, job.batch_id)).job or 0)
    store.context = present
    assert first.batch_id is not None
    assert first.batch_id < (job.batch_id or 0)
    await undo(store, deleted.batch_id)
    second = await run_job(store, (await undo(store, job.batch_id)).job or 0)
    assert (second.total, second.error_count, second.batch_id) == (1, 0, first.batch_id)
    assert await rows(store, EDGES) == before


async def test_a_cancelled_undo_is_gone_on_with_by_asking_again(sqlite_store: Store) -> None:
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
    rest = await run_job(store, (await undo(store, job.batch_id)).job or 0)
    assert (rest.total, rest.batch_id) == (MANY - half.done, half.batch_id)
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


async def test_a_batch_is_not_undone_while_a_job_is_at_it(sqlite_store: Store) -> None:
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
    with pytest.raises(WrongState, match="still at work"):
        await undo(store, ended.batch_id)
    assert (await run_job(store, back)).error_count == 0


async def test_a_batch_is_undone_once_whoever_asks_at_the_same_moment(store: Store) -> None:
    await crowd(store, MANY)
    job = await reconcile_all(store)
    asked = await asyncio.gather(*(undo(store, job.batch_id) for _ in range(4)), return_exceptions=True)
    refused = [each for each in asked if isinstance(each, BaseException)]
    assert len(refused) == 3
    assert all(isinstance(each, WrongState) for each in refused)
    assert await rows(store, Sql("select count(*) from jobs where kind = 'UNDO'")) == [(1,)]


async def test_undoing_a_job_needs_the_permission_to_delete_and_what_the_job_needed(sqlite_store: Store) -> None:
    store = sqlite_store
    await crowd(store, MANY)
    job = await reconcile_all(store)
    nearly = Principal(PrincipalKind.USER, "user:1", "Ann", ALL_PERMISSIONS - {Permission.CLIENT_BILLING})
    with pytest.raises(PermissionMissing):
        await undo(store, job.batch_id, nearly)
    with pytest.raises(NotFound):
        await undo(store, 17)
    assert not await store.read(is_undone_by_job(17))
