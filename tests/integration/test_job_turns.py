"""Jobs beside other processes, other commands and crashes: nothing is lost or done twice (domain R24)."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from domain.core.kinds import JobState, PaymentMethod
from domain.jobs.running import GROUP_ALONE_NS, GROUP_NS, JobRun
from domain.queries.jobs import JOB_LEASE_US
from domain.services.job_groups import JOB_TRIES_MAX
from domain.services.marks import MarkInput
from domain.services.payments import MakePayment, Money
from domain.store.clock import system_clock
from domain.store.program import Sql
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.centre import Centre, rows, run
from tests.support.clocks import HOUR_US
from tests.support.contradictions import active_reconciliations, contradictions_of
from tests.support.jobs import (
    RECONCILIATIONS,
    TWICE,
    ask,
    group,
    job_row,
    reconcile_all,
    run_unfinished_jobs,
    take,
    undo,
)
from tests.support.random_commands.books import crowd
from tests.support.run_jobs import run_job

DAY_US = 24 * HOUR_US


class Clock:
    """A clock that the test sets forward."""

    def __init__(self) -> None:
        self.now = system_clock()

    def __call__(self) -> int:
        return self.now

    def lease_runs_out(self) -> None:
        self.now += JOB_LEASE_US + 1


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def clocked(sqlite_url: str, clock: Clock) -> AsyncIterator[Store]:
    opened = await Store.open(sqlite_url, clock=clock)
    yield opened
    await opened.close()


async def test_two_processes_on_one_job_repeat_no_work(two_stores: tuple[Store, Store]) -> None:
    stores = two_stores
    await crowd(stores[0], 60)
    job = await ask(stores[0])
    runs = [run_job(store, job) for store in stores for _ in range(2)]
    ended = await asyncio.gather(*runs)
    assert {each.state for each in ended} == {JobState.DONE}
    assert await rows(stores[0], TWICE) == [(0,)]
    reconciliations = await rows(stores[0], RECONCILIATIONS)
    assert (ended[0].done, ended[0].reconciliations) == (60, len(reconciliations))
    assert await verify(stores[0]) == []
    await undo(stores[0], ended[0].batch_id)
    await reconcile_all(stores[0])
    assert await rows(stores[0], RECONCILIATIONS) == reconciliations  # as one alone would have done


@pytest.fixture
async def another_store(sqlite_store: Store, sqlite_url: str) -> AsyncIterator[Store]:
    opened = await Store.open(sqlite_url)
    yield opened
    await opened.close()


async def test_another_process_can_write_between_groups(sqlite_store: Store, another_store: Store) -> None:
    one, other = sqlite_store, another_store
    accounts = await crowd(one, 200)
    job = await ask(one)
    running = asyncio.create_task(run_job(one, job))
    paid = 0
    while not running.done():
        await run(other, MakePayment(accounts[(paid * 37) % len(accounts)], Money(100, PaymentMethod.CASH)))
        paid += 1
    assert (await running).done == 200
    assert paid > 2
    assert await verify(one) == []


async def test_a_group_is_shorter_while_others_write(sqlite_store: Store, another_store: Store) -> None:
    accounts = await crowd(sqlite_store, 30)
    run_ = await JobRun.take(sqlite_store, await ask(sqlite_store))
    assert run_ is not None
    paces = []
    for writer in (None, None, sqlite_store, None, another_store, None):
        if writer is not None:
            await run(writer, MakePayment(accounts[-1], Money(100, PaymentMethod.CASH)))
        run_._accounts_max = 2
        await run_.step()
        paces.append((run_._group_ns, run_._rows_max))
    lengths = [length for length, _ in paces]
    assert lengths[1:] == [GROUP_ALONE_NS, GROUP_NS, GROUP_ALONE_NS, GROUP_NS, GROUP_ALONE_NS]
    assert paces[2][1] < paces[1][1]  # at once, before any group was too long


async def test_a_crash_within_a_group_leaves_the_job_before_it(store: Store) -> None:
    await crowd(store, 25)
    job = await ask(store)
    done = (await group(store, job)).job
    with pytest.raises(ZeroDivisionError):
        await group(store, job, dies=True)
    stands = await job_row(store, job)
    assert (stands.done, stands.last_account_id) == (done.done, done.last_account_id)
    assert len(await active_reconciliations(store)) == done.reconciliations
    assert (await run_job(store, job)).done == 25
    assert await rows(store, TWICE) == [(0,)]
    assert await verify(store) == []


async def test_a_crash_between_groups_loses_nothing(store: Store) -> None:
    await crowd(store, 40)
    job = await ask(store)
    run_ = await JobRun.take(store, job)
    assert run_ is not None
    await run_.step()
    assert await JobRun.take(store, job) is None  # its process seems to be at it
    ended = await run_job(store, job)
    assert (ended.state, ended.done) == (JobState.DONE, 40)
    assert len(await active_reconciliations(store)) == ended.reconciliations
    assert await rows(store, TWICE) == [(0,)]


async def test_a_job_continues_after_its_lease_expires(clocked: Store, clock: Clock) -> None:
    await crowd(clocked, 5)
    job = await ask(clocked)
    assert (await take(clocked, job)).mine
    assert not (await take(clocked, job)).mine
    assert await run_unfinished_jobs(clocked) == []
    clock.lease_runs_out()
    assert (await take(clocked, job)).mine
    clock.lease_runs_out()
    assert [each.state for each in await run_unfinished_jobs(clocked)] == [JobState.DONE]
    assert not (await take(clocked, job)).mine


async def test_a_lease_of_a_clock_that_was_ahead_counts_for_nothing(clocked: Store, clock: Clock) -> None:
    await crowd(clocked, 5)
    job = await ask(clocked)
    present, clock.now = clock.now, clock.now + 400 * DAY_US
    assert (await take(clocked, job)).mine
    assert not (await take(clocked, job)).mine
    clock.now = present
    assert [each.state for each in await run_unfinished_jobs(clocked)] == [JobState.DONE]


async def test_a_job_that_always_kills_its_process_fails(clocked: Store, clock: Clock) -> None:
    await crowd(clocked, 25)
    job = await ask(clocked)
    done = (await group(clocked, job)).job.done
    for _ in range(JOB_TRIES_MAX):
        clock.lease_runs_out()
        assert (await take(clocked, job)).mine
    clock.lease_runs_out()
    assert not (await take(clocked, job)).mine
    failed = await job_row(clocked, job)
    assert (failed.state, failed.done, failed.ended) == (JobState.FAILED, done, True)
    assert failed.failure is not None
    assert await run_unfinished_jobs(clocked) == []


async def test_progress_resets_the_attempts_of_a_job(clocked: Store, clock: Clock) -> None:
    await crowd(clocked, JOB_TRIES_MAX + 5)
    job = await ask(clocked)
    for _ in range(JOB_TRIES_MAX + 2):
        assert (await take(clocked, job)).mine
        await group(clocked, job, 1)
        clock.lease_runs_out()
    assert (await run_job(clocked, job)).state is JobState.DONE


async def test_other_commands_run_beside_a_job(store: Store) -> None:
    accounts = await crowd(store, 120)
    job = await ask(store)
    running = asyncio.create_task(run_job(store, job))
    paid = 0
    while not running.done():
        await run(store, MakePayment(accounts[(paid * 37) % len(accounts)], Money(100, PaymentMethod.CASH)))
        paid += 1
    assert (await running).state is JobState.DONE
    assert paid > 3
    assert await contradictions_of(store) == []
    assert await verify(store) == []


async def test_two_jobs_may_run_over_the_same_accounts(store: Store) -> None:
    await crowd(store, 60)
    first, second = await ask(store), await ask(store)
    ended = await asyncio.gather(run_job(store, first), run_job(store, second))
    assert [each.state for each in ended] == [JobState.DONE] * 2
    assert [each.done for each in ended] == [60, 60]
    reconciliations = await active_reconciliations(store)
    assert sum(each.reconciliations for each in ended) == len(reconciliations)
    assert await rows(store, TWICE) == [(0,)]


async def test_skips_an_account_withdrawn_during_the_job(sqlite_store: Store) -> None:
    store = sqlite_store
    await crowd(store, 3)
    centre = Centre(store)
    await centre.account("1001")
    made = await rows(store, Sql("select batch_id from audit_events where action = 'account.created' order by id desc"))
    job = await ask(store)
    await undo(store, made[0][0])
    ended = await run_job(store, job)
    assert (ended.state, ended.done, ended.total) == (JobState.DONE, 3, 3)


async def test_respects_marks_made_during_the_job(sqlite_store: Store) -> None:
    store = sqlite_store
    centre = await Centre.open(store)
    invoice = (await centre.invoice(5_000, 5_000)).result.transaction
    await centre.payment(8_000)
    job = await ask(store)
    await centre.payment(5_000, MarkInput(invoice_id=invoice))
    ended = await run_job(store, job)
    assert (ended.reconciliations, ended.amount_cents) == (1, 5_000)
    assert await contradictions_of(store) == []
