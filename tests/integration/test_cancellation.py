"""Requests cancelled at any moment: nothing half-done, no lock or connection leaked, nothing hangs."""

import asyncio

from domain.errors import Busy
from domain.store.store import Store
from tests.stress.cancellations import cancellations
from tests.support.centre import Centre
from tests.support.profile import by_profile

CALLS = by_profile(suite=160, ci=360, long=360)


async def test_cancelling_at_any_moment_leaves_nothing_behind(store: Store) -> None:
    assert await cancellations(store, CALLS, seed=1) > CALLS // 3


async def test_a_writer_that_times_out_in_the_queue_gets_busy_and_writes_nothing(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url, wait_s=0.2)
    centre = await Centre.open(store)
    before = await centre.state()
    held = asyncio.Event()

    async def hold(_preview: object) -> None:
        await held.wait()

    holding = asyncio.create_task(store.preview(hold))
    await asyncio.sleep(0)
    try:
        await centre.payment(10)
        raise AssertionError
    except Busy:
        pass
    held.set()
    await holding
    assert await centre.state() == before
    await store.close()
