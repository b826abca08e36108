"""What one process at a time does for all: taken, renewed, left, and taken over."""

from domain.jobs.lease import LEASE_US, Lease, leave_lease, take_lease
from domain.store.store import Store

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


async def test_a_lease_taken_by_a_clock_that_was_ahead_counts_for_nothing(store: Store) -> None:
    assert await taken(store, ONE, NOW + 86_400_000_000)
    assert await taken(store, OTHER, NOW)
