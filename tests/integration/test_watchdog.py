"""The watchdog: a writer, a pool or an event loop that hangs is found and reported, with what to do, until it goes on."""

import asyncio
import contextlib
import logging
import re
import threading
import time
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from api.watchdog import CURES, EVENT_LOOP, Watchdog
from domain.store.program import Program
from domain.store.store import Store
from tests.stores import READERS
from tests.support.centre import Centre

AFTER_S = 0.4
WAIT_S = 0.2
ROUNDS, LONG_S = 10, 2.0
"""How many rounds of payments take longer than it takes to count as stuck; at most so long, however slow the machine is."""
ENOUGH_S = 30


@contextlib.asynccontextmanager
async def watched(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    """A served store whose parts count as stuck after ``AFTER_S``."""
    app = create_app(Settings(metrics="open", stuck_after_s=AFTER_S), store)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://tieout.test") as http,
    ):
        yield http


async def until_ready_says(http: httpx.AsyncClient, status: int, message: str = "") -> str:
    """Wait for an answer of ``/ready``; return its reason."""
    async with asyncio.timeout(ENOUGH_S):
        while True:
            answer = await http.get("/ready")
            body = answer.json()
            if answer.status_code == status and message in body.get("message", ""):
                return body.get("reason", "")
            await asyncio.sleep(0.05)


async def found_and_over(http: httpx.AsyncClient, part: str, release: Callable[[], None]) -> None:
    """It is reported that a part is stuck; once it goes on, that too."""
    assert await until_ready_says(http, 503, CURES[part]) == "Stuck"
    metrics = (await http.get("/metrics")).text
    assert f'tieout_stuck{{part="{part}"}} 1.0' in metrics
    assert re.search(rf'tieout_found_stuck_total{{part="{part}"}} [1-9]', metrics)
    release()
    await until_ready_says(http, 200)
    async with asyncio.timeout(ENOUGH_S):  # a slow machine may find it stuck once more for a moment
        while f'tieout_stuck{{part="{part}"}} 0.0' not in (await http.get("/metrics")).text:  # noqa: ASYNC110 - its thread looks by itself
            await asyncio.sleep(0.05)


async def test_a_stuck_writer_is_found_until_it_goes_on(sqlite_store: Store, caplog: pytest.LogCaptureFixture) -> None:
    release = threading.Event()

    def hanging() -> Program[None]:
        release.wait(ENOUGH_S)
        yield from ()

    async with watched(sqlite_store) as http:
        assert (await http.get("/ready")).status_code == 200
        unit = asyncio.create_task(sqlite_store.backend.run_unit(hanging))
        await found_and_over(http, "writer", release.set)
        await unit
        await Centre.open(sqlite_store)  # writes go on
    logged = [each.getMessage() for each in caplog.records if each.levelno == logging.CRITICAL]
    found = [each for each in logged if each.startswith("stuck for ") and f"the writer; {CURES['writer']}" in each]
    assert any("test_watchdog.py" in each for each in found), "the log says at which line it hangs"
    assert "no longer stuck: the writer" in caplog.text


async def hold(store: Store, held: asyncio.Semaphore, release: asyncio.Event) -> None:
    async with store.snapshot():
        held.release()
        await release.wait()


async def held_until_found(store: Store, part: str, count: int) -> None:
    """So many views are held open; a part is found to be stuck until they are closed."""
    held, release = asyncio.Semaphore(0), asyncio.Event()
    async with asyncio.TaskGroup() as holding:
        for _ in range(count):
            holding.create_task(hold(store, held, release))
        for _ in range(count):
            await held.acquire()
        async with watched(store) as http:  # begun only now, so that nothing of its own holds one for a moment
            await found_and_over(http, part, release.set)


async def test_readers_that_are_all_held_are_found_until_one_is_free(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url, readers=READERS, wait_s=WAIT_S)
    try:
        await held_until_found(store, "readers", READERS)
    finally:
        await store.close()


async def test_a_pool_that_is_used_up_is_found_until_a_connection_is_free(postgres_url: str) -> None:
    store = await Store.open(postgres_url, connections=2, wait_s=WAIT_S)
    try:
        await held_until_found(store, "connections", 2)
    finally:
        await store.close()


async def test_an_event_loop_that_hangs_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    watchdog = Watchdog(list, AFTER_S)
    watchdog.start()
    ends = time.monotonic() + ENOUGH_S
    while not watchdog.found[EVENT_LOOP] and time.monotonic() < ends:
        time.sleep(0.05)  # noqa: ASYNC251 - this is what is found
    assert "the server answers nobody" in (watchdog.message or "")
    async with asyncio.timeout(ENOUGH_S):
        while watchdog.stuck:  # noqa: ASYNC110 - its thread looks by itself
            await asyncio.sleep(0.05)
    await asyncio.to_thread(watchdog.stop)
    assert " s: the event loop; " in caplog.text
    assert "test_an_event_loop_that_hangs_is_logged" in caplog.text, "the log says at which line it hangs"
    assert "no longer stuck: the event loop" in caplog.text


async def test_parts_that_are_busy_but_move_are_not_stuck(store: Store) -> None:
    centre = await Centre.open(store)
    for _ in range(2):  # the first opens connections
        began = time.monotonic()
        await asyncio.gather(*(centre.payment(100) for _ in range(20)))
    after_s = min(LONG_S, max(AFTER_S, ROUNDS * (time.monotonic() - began)))
    watchdog = Watchdog(store.occupancies, after_s)
    ends = time.monotonic() + after_s * 1.2
    while time.monotonic() < ends:
        await asyncio.gather(*(centre.payment(100) for _ in range(20)))
        watchdog._beat()
        watchdog.look()
        assert watchdog.stuck == {}
