"""What one process at a time does for all: taken, renewed, left, and taken over."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.jobs.lease import LEASE_US, Lease, leave_lease, take_lease
from domain.jobs.leased import Leased
from domain.queries.jobs import JOB_LEASE_US, is_leased, unfinished_jobs, waiting_jobs
from domain.queries.records import by_ids
from domain.services.jobs import ReconcileAllAccounts
from domain.store.clock import CLOCKS_APART_US
from domain.store.program import Program, Sql
from domain.store.store import Store
from domain.tables import JobRow
from tests.support.centre import Centre, rows

NOW = 1_767_225_600_000_000
ONE, OTHER = 11, 12


async def taken(store: Store, holder: int, now: int) -> bool:
    return await store.backend.run_unit(lambda: take_lease(Lease.LOOK_FOR_JOBS, holder, now))


async def released(store: Store, holder: int) -> None:
    await store.backend.run_unit(lambda: leave_lease(Lease.LOOK_FOR_JOBS, holder))


async def test_one_process_holds_a_lease_as_long_as_it_renews_it(two_stores: tuple[Store, Store]) -> None:
    one, other = two_stores
    for now in range(NOW, NOW + 3 * LEASE_US, LEASE_US // 2):
        assert await taken(one, ONE, now)
        assert not await taken(other, OTHER, now)
    assert await taken(other, OTHER, now + LEASE_US)
    assert not await taken(one, ONE, now + LEASE_US)


async def test_a_lease_that_is_left_is_free_at_once(store: Store) -> None:
    assert await taken(store, ONE, NOW)
    await released(store, OTHER)
    assert not await taken(store, OTHER, NOW)
    await released(store, ONE)
    assert await taken(store, OTHER, NOW)


@pytest.mark.parametrize("behind", [1, 50_000, CLOCKS_APART_US])
async def test_one_whose_clock_is_a_little_behind_takes_no_lease_away(
    two_stores: tuple[Store, Store], behind: int
) -> None:
    one, other = two_stores
    assert await taken(one, ONE, NOW)
    assert not await taken(other, OTHER, NOW - behind)
    assert await taken(one, ONE, NOW + LEASE_US - 1)
    assert await taken(other, OTHER, NOW - behind + 2 * LEASE_US + CLOCKS_APART_US)


@pytest.mark.parametrize(("apart", "leased"), [(1, True), (CLOCKS_APART_US, True), (CLOCKS_APART_US + 1, False)])
async def test_a_job_is_anothers_if_its_clock_is_a_little_ahead(store: Store, apart: int, leased: bool) -> None:
    centre = await Centre.open(store)
    job_id = (await centre.do(ReconcileAllAccounts(own=True))).result.job
    (job,) = (await store.read(by_ids(JobRow, [job_id]))).values()
    others_now = job.leased_until - JOB_LEASE_US - apart
    assert is_leased(job, others_now) is leased
    assert await store.read(unfinished_jobs(others_now, 10)) == ([] if leased else [job_id])
    assert (await store.read(waiting_jobs(others_now))).jobs == (0 if leased else 1)


class Looks(Leased):
    """Takes the lease of webhooks, and does nothing with it."""

    lease = Lease.DELIVER_WEBHOOKS
    what = "nothing"
    look_s = 0.01

    async def _look(self) -> None:
        await self._is_ours()


async def test_a_lease_that_waited_for_its_turn_lasts_as_long_for_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = NOW
    run_unit = store.backend.run_unit

    async def waits(program: Callable[[], Program[Any]]) -> Any:
        nonlocal now
        now += LEASE_US // 2
        return await run_unit(program)

    monkeypatch.setattr(store, "clock", lambda: now)
    monkeypatch.setattr(store.backend, "run_unit", waits)
    await Looks(store)._look()
    assert await rows(store, Sql("select held_until from leases")) == [(NOW + LEASE_US // 2 + LEASE_US,)]


async def test_a_lease_taken_by_a_clock_that_was_ahead_counts_for_nothing(store: Store) -> None:
    assert await taken(store, ONE, NOW + 86_400_000_000)
    assert await taken(store, OTHER, NOW)
