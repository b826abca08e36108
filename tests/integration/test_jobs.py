"""Jobs over all accounts: how far they are, what they could not do, who else is at them (domain R24)."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from domain.core.kinds import JobState, PaymentMethod, ReconciliationOrigin, TransactionKind
from domain.errors import InvalidValue, NotFound, PermissionMissing, Refusals, WrongSide, WrongState
from domain.jobs.running import JobRun, run_job, try_job
from domain.jobs.verify import verify
from domain.permissions import OPERATOR, Permission, Principal, PrincipalKind
from domain.rows import JobRow
from domain.services.job_groups import MOST_TRIES, Group, GroupOutcome, TakeJob, Taken, do_group, take_job
from domain.services.jobs import LEASE_US, JobOutcome, ReconcileAllAccounts, reconcile_all_accounts
from domain.services.marks import MarkWish
from domain.services.payments import MakePayment, Money
from domain.services.reconcile import ReconcileAccount
from domain.store.block import Block
from domain.store.clock import system_clock
from domain.store.steps import Sql, Steps
from domain.store.store import Command, Store
from tests.support.billing import Centre, active_edges, contradictions_of, run
from tests.support.jobs import (
    EDGES,
    TWICE,
    ask,
    cancel,
    change,
    crowd,
    job_errors,
    job_row,
    reconcile_all,
    rows,
    run_unfinished_jobs,
    undo,
)

_VIEW = frozenset({Permission.VIEW_CLIENT_ACCOUNTS, Permission.CLIENT_BILLING})
ANN = Principal(PrincipalKind.USER, "user:1", "Ann", _VIEW)
EDGE_FACTS = Sql("select distinct origin, recorded_by, batch_id from reconciliations")
BATCHES = Sql("select id, mutation, recorded_by from batches where mutation = 'reconcileAllAccounts'")
BREAKS = {
    "writing": "update transactions set reconciled_cents = amount_cents where account_id = {}",  # a CHECK refuses the sum
    "reading": "update reconciliations set origin = 'NONSENSE' where account_id = {}",
}


async def group(
    store: Store, job: int, most: int = 10, in_time: Callable[[], bool] = lambda: True, *, dies: bool = False
) -> GroupOutcome:
    """One group of a job, of a size that the test chooses; ``dies`` when all is decided and nothing yet committed."""
    wish = Group(job, most, in_time)

    def work(block: Block) -> Steps[GroupOutcome]:
        outcome = yield from do_group(block, wish)
        if dies:
            raise ZeroDivisionError
        return outcome

    return (await store.write(Command("reconcileAllAccounts", OPERATOR), work, GroupOutcome)).outcome


async def take(store: Store, job: int) -> Taken:
    """Takes a job as another process would."""
    return (await store.write(Command("takeJob", OPERATOR), lambda block: take_job(block, TakeJob(job)), Taken)).outcome


class Clock:
    """A clock that the test sets forward."""

    def __init__(self) -> None:
        self.now = system_clock()

    def __call__(self) -> int:
        return self.now

    def lease_runs_out(self) -> None:
        self.now += LEASE_US + 1


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def clocked(sqlite_url: str, clock: Clock) -> AsyncIterator[Store]:
    opened = await Store.open(sqlite_url, clock=clock)
    yield opened
    await opened.close()


async def try_all(store: Store) -> JobRow:
    """What a job over all accounts would come to."""
    command, wish = Command("reconcileAllAccounts", OPERATOR), ReconcileAllAccounts()
    _, job = await try_job(store, command, lambda block: reconcile_all_accounts(block, wish), JobOutcome)
    assert job is not None
    return job


async def test_all_accounts_are_reconciled_in_one_batch_of_whoever_asked(store: Store) -> None:
    await crowd(store, 60)
    queued = await job_row(store, await ask(store, actor=ANN))
    assert (queued.state, queued.done, queued.total, queued.batch_id) == (JobState.QUEUED, 0, 60, None)
    job = await run_job(store, queued.id)
    edges = await active_edges(store)
    assert (job.state, job.done, job.total, job.error_count) == (JobState.DONE, 60, 60, 0)
    assert (job.reconciliations, job.amount_cents) == (len(edges), sum(edge.cents for edge in edges))
    assert job.cents_by_currency == {"USD": job.amount_cents}
    assert await rows(store, EDGE_FACTS) == [(ReconciliationOrigin.RECONCILE_ALL, "Ann", job.batch_id)]
    assert await rows(store, BATCHES) == [(job.batch_id, "reconcileAllAccounts", "Ann")]
    assert await verify(store) == []


async def test_a_job_does_what_the_tool_does_on_each_account(store: Store) -> None:
    accounts = await crowd(store, 30)
    job = await reconcile_all(store)
    by_job = [edge[:5] for edge in await rows(store, EDGES)]
    assert len(by_job) > 30
    await undo(store, job.batch_id)
    assert await rows(store, EDGES) == []
    for account in accounts:
        await run(store, ReconcileAccount(account))
    assert [edge[:5] for edge in await rows(store, EDGES)] == by_job


async def test_progress_counts_after_each_group(sqlite_store: Store) -> None:
    store = sqlite_store
    await crowd(store, 25)
    job = await ask(store)
    seen = [(await group(store, job)).job for _ in range(3)]
    assert [each.done for each in seen] == [10, 20, 25]
    assert [each.ended for each in seen] == [False, False, True]
    assert seen[0].reconciliations < seen[1].reconciliations < seen[2].reconciliations
    assert len({each.batch_id for each in seen}) == 1


async def test_a_group_stops_when_its_time_is_up_but_does_one_account(sqlite_store: Store) -> None:
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


async def test_only_the_accounts_that_are_named_are_reconciled(sqlite_store: Store) -> None:
    store = sqlite_store
    accounts = await crowd(store, 6)
    named = [accounts[4], accounts[1], accounts[4]]
    job = await reconcile_all(store, ReconcileAllAccounts(named))
    assert (job.done, job.total) == (2, 2)
    of = await rows(store, Sql("select distinct account_id from reconciliations order by account_id"))
    assert of == [(accounts[1],), (accounts[4],)]


async def test_amounts_are_told_by_currency(sqlite_store: Store) -> None:
    store = sqlite_store
    accounts = await crowd(store, 4)
    await change(store, f"update accounts set currency = 'EUR' where id = {accounts[0]}")
    job = await reconcile_all(store)
    assert job.cents_by_currency.keys() == {"EUR", "USD"}
    assert sum(job.cents_by_currency.values()) == job.amount_cents


async def test_accounts_that_are_not_there_are_named(sqlite_store: Store) -> None:
    store = sqlite_store
    accounts = await crowd(store, 1)
    with pytest.raises(Refusals) as refused:
        await ask(store, ReconcileAllAccounts([17, *accounts, 18]))
    told = [(each.code, each.field) for each in refused.value.refusals]
    assert told == [("NOT_FOUND", ("accountIds", "0")), ("NOT_FOUND", ("accountIds", "2"))]
    with pytest.raises(InvalidValue):
        await ask(store, ReconcileAllAccounts([]))
    with pytest.raises(InvalidValue):
        await ask(store, ReconcileAllAccounts(accounts * 10_001))
    with pytest.raises(WrongSide):
        await ask(store, ReconcileAllAccounts(None, (TransactionKind.INVOICE,)))
    assert await rows(store, Sql("select count(*) from jobs")) == [(0,)]


async def test_what_is_refused_on_one_account_stops_no_other_and_leaves_nothing_of_it(store: Store) -> None:
    centre = await Centre.open(store)
    accounts = [await centre.account(f"A{number}") for number in range(5)]
    for account in accounts:
        await centre.invoice(5_000, 5_000, account=account)
        await centre.payment(3_000, account=account)
    bad = (await centre.payment(4_000, account=accounts[2])).outcome.transaction
    await change(store, f"update transactions set payment_state = 'FAILED', failed_at = 1 where id = {bad}")
    job = await reconcile_all(store)
    assert (job.state, job.done, job.error_count) == (JobState.DONE, 6, 1)
    assert (job.reconciliations, job.amount_cents) == (4, 12_000)
    (error,) = await job_errors(store, job.id)
    assert (error.account_id, error.code) == (accounts[2], "WRONG_STATE")
    of = await rows(store, Sql("select distinct account_id from reconciliations order by account_id"))
    assert of == [(each,) for each in sorted(set(accounts) - {accounts[2]})]


@pytest.mark.parametrize("way", BREAKS)
async def test_what_breaks_on_one_account_is_told_and_stops_no_other(
    store: Store, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    await crowd(store, 20)
    centre = Centre(store)
    broken = await centre.account("B1")
    invoice = (await centre.invoice(10_000, account=broken)).outcome.transaction
    await centre.payment(8_000, MarkWish(invoice_id=invoice, amount_cents=1_000), account=broken)
    await crowd(store, 20, first=20)
    await change(store, BREAKS[way].format(broken))
    tried = await try_all(store)
    job = await reconcile_all(store)
    assert (job.state, job.done, job.error_count) == (JobState.DONE, 41, 1)
    assert (tried.state, tried.done, tried.error_count) == (JobState.DONE, 41, 1)
    assert tried.reconciliations == job.reconciliations
    (error,) = await job_errors(store, job.id)
    assert (error.account_id, error.code) == (broken, "INTERNAL")
    reference = error.message.split()[-1].rstrip(".")
    assert reference in caplog.text
    of = await rows(store, Sql("select count(distinct account_id) from reconciliations"))
    assert of == [(41,)]


async def test_a_cancelled_job_stands_where_it_was_and_can_be_undone(store: Store) -> None:
    await crowd(store, 25)
    centre = Centre(store)
    before = await centre.state()
    job = await ask(store)
    half = (await group(store, job)).job
    await cancel(store, job)
    assert (await group(store, job)).job.state is JobState.CANCELLED
    ended = await run_job(store, job)
    assert (ended.state, ended.done, ended.reconciliations) == (JobState.CANCELLED, 10, half.reconciliations)
    assert len(await active_edges(store)) == half.reconciliations
    await undo(store, ended.batch_id)
    assert await centre.state() == before


async def test_what_has_ended_is_not_cancelled_and_what_is_not_there_is_not_found(sqlite_store: Store) -> None:
    store = sqlite_store
    await crowd(store, 1)
    job = await reconcile_all(store)
    with pytest.raises(WrongState):
        await cancel(store, job.id)
    with pytest.raises(NotFound):
        await cancel(store, 17)


async def test_cancelling_needs_what_starting_needs(sqlite_store: Store) -> None:
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


async def test_two_processes_at_one_job_do_nothing_twice(two_stores: tuple[Store, Store]) -> None:
    stores = two_stores
    await crowd(stores[0], 120)
    job = await ask(stores[0])
    runs = [run_job(store, job) for store in stores for _ in range(2)]
    ended = await asyncio.gather(*runs)
    assert {each.state for each in ended} == {JobState.DONE}
    assert await rows(stores[0], TWICE) == [(0,)]
    edges = await rows(stores[0], EDGES)
    assert (ended[0].done, ended[0].reconciliations) == (120, len(edges))
    assert await verify(stores[0]) == []
    await undo(stores[0], ended[0].batch_id)
    await reconcile_all(stores[0])
    assert await rows(stores[0], EDGES) == edges  # as one alone would have done


@pytest.fixture
async def another_store(sqlite_store: Store, sqlite_url: str) -> AsyncIterator[Store]:
    opened = await Store.open(sqlite_url)
    yield opened
    await opened.close()


async def test_another_process_has_its_turn_between_the_groups(sqlite_store: Store, another_store: Store) -> None:
    one, other = sqlite_store, another_store
    accounts = await crowd(one, 400)
    job = await ask(one)
    running = asyncio.create_task(run_job(one, job))
    paid = 0
    while not running.done():
        await run(other, MakePayment(accounts[(paid * 37) % len(accounts)], Money(100, PaymentMethod.CASH)))
        paid += 1
    assert (await running).done == 400
    assert paid > 2
    assert await verify(one) == []


async def test_a_crash_within_a_group_leaves_the_job_before_it(store: Store) -> None:
    await crowd(store, 25)
    job = await ask(store)
    done = (await group(store, job)).job
    with pytest.raises(ZeroDivisionError):
        await group(store, job, dies=True)
    stands = await job_row(store, job)
    assert (stands.done, stands.last_account_id) == (done.done, done.last_account_id)
    assert len(await active_edges(store)) == done.reconciliations
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
    assert len(await active_edges(store)) == ended.reconciliations
    assert await rows(store, TWICE) == [(0,)]


async def test_a_job_is_gone_on_with_once_its_lease_has_run_out(clocked: Store, clock: Clock) -> None:
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


async def test_a_job_that_kills_its_process_each_time_is_given_up(clocked: Store, clock: Clock) -> None:
    await crowd(clocked, 25)
    job = await ask(clocked)
    done = (await group(clocked, job)).job.done
    for _ in range(MOST_TRIES):
        clock.lease_runs_out()
        assert (await take(clocked, job)).mine
    clock.lease_runs_out()
    assert not (await take(clocked, job)).mine
    failed = await job_row(clocked, job)
    assert (failed.state, failed.done, failed.ended) == (JobState.FAILED, done, True)
    assert failed.failure is not None
    assert await run_unfinished_jobs(clocked) == []


async def test_getting_on_is_no_try(clocked: Store, clock: Clock) -> None:
    await crowd(clocked, MOST_TRIES + 5)
    job = await ask(clocked)
    for _ in range(MOST_TRIES + 2):
        assert (await take(clocked, job)).mine
        await group(clocked, job, 1)
        clock.lease_runs_out()
    assert (await run_job(clocked, job)).state is JobState.DONE


async def test_others_go_on_beside_a_running_job(store: Store) -> None:
    accounts = await crowd(store, 200)
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


async def test_a_second_job_over_the_same_accounts_is_fine(store: Store) -> None:
    await crowd(store, 60)
    first, second = await ask(store), await ask(store)
    ended = await asyncio.gather(run_job(store, first), run_job(store, second))
    assert [each.state for each in ended] == [JobState.DONE] * 2
    assert [each.done for each in ended] == [60, 60]
    edges = await active_edges(store)
    assert sum(each.reconciliations for each in ended) == len(edges)
    assert await rows(store, TWICE) == [(0,)]


async def test_an_account_that_is_withdrawn_meanwhile_is_passed_over(sqlite_store: Store) -> None:
    store = sqlite_store
    await crowd(store, 3)
    centre = Centre(store)
    await centre.account("1001")
    made = await rows(store, Sql("select batch_id from audit_events where action = 'account.created' order by id desc"))
    job = await ask(store)
    await undo(store, made[0][0])
    ended = await run_job(store, job)
    assert (ended.state, ended.done, ended.total) == (JobState.DONE, 3, 3)


async def test_marks_made_meanwhile_are_respected(sqlite_store: Store) -> None:
    store = sqlite_store
    centre = await Centre.open(store)
    invoice = (await centre.invoice(5_000, 5_000)).outcome.transaction
    await centre.payment(8_000)
    job = await ask(store)
    await centre.payment(5_000, MarkWish(invoice_id=invoice))
    ended = await run_job(store, job)
    assert (ended.reconciliations, ended.amount_cents) == (1, 5_000)
    assert await contradictions_of(store) == []
