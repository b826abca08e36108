"""Reads of a SQLite file: short ones need no thread, long ones keep nobody waiting, and both see one state."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from typing import Any

import aiosqlite
import pytest

from domain.store.program import Program, Query, Sql
from domain.store.sqlite import backend, reads
from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.held_turns import Held

COUNT = Sql("select count(*) from accounts")
LONG = Sql("with recursive n (x) as (select 1 union all select x + 1 from n where x < 3000000) select count(*) from n")


def counted_twice(between: Sql) -> Program[tuple[int, int, int]]:
    first = (yield Query(COUNT))[0][0]
    found = (yield Query(between))[0][0]
    return first, found, (yield Query(COUNT))[0][0]


class Threads:
    """What was handed to threads since, and whether they may begin."""

    def __init__(self) -> None:
        self.handed = 0
        self.some = asyncio.Event()
        self.may_begin = threading.Event()
        self.may_begin.set()


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> Threads:
    """Watch what the backend hands to a thread."""
    found = Threads()
    run_in_thread = backend.run_in_thread

    async def noted(connection: aiosqlite.Connection, function: Callable[[sqlite3.Connection], Any]) -> Any:
        def begun(plain: sqlite3.Connection) -> Any:
            assert found.may_begin.wait(20)
            return function(plain)

        found.handed += 1
        found.some.set()
        return await run_in_thread(connection, begun)

    monkeypatch.setattr(backend, "run_in_thread", noted)
    return found


async def test_a_short_read_needs_no_thread(sqlite_store: Store, threads: Threads) -> None:
    assert await sqlite_store.read(counted_twice(COUNT)) == (0, 0, 0)
    assert threads.handed == 0


async def test_a_long_statement_goes_on_in_a_thread_while_others_are_served(
    sqlite_store: Store, threads: Threads
) -> None:
    centre = await Centre.open(sqlite_store)
    threads.may_begin.clear()
    reading = asyncio.create_task(sqlite_store.read(counted_twice(LONG)))
    async with asyncio.timeout(20):
        await threads.some.wait()
    await centre.account("1002", "Bo Chen")
    threads.may_begin.set()
    assert await reading == (1, 3_000_000, 1), "what was recorded meanwhile is not seen"
    assert await sqlite_store.read(counted_twice(COUNT)) == (2, 2, 2)


async def test_a_read_that_is_out_of_time_between_two_statements_goes_on(
    sqlite_store: Store, threads: Threads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads, "AT_ONCE_S", -1)
    for _ in range(8):  # more than there are connections
        assert await sqlite_store.read(counted_twice(COUNT)) == (0, 0, 0)
    assert threads.handed == 8


@pytest.mark.parametrize("at_once_s", [-1, 1])
async def test_what_fails_gives_its_connection_back(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, at_once_s: int
) -> None:
    monkeypatch.setattr(reads, "AT_ONCE_S", at_once_s)
    for _ in range(8):
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            await sqlite_store.read(counted_twice(Sql("select count(*) from missing")))
    assert await sqlite_store.read(counted_twice(COUNT)) == (0, 0, 0)


async def test_a_caller_who_leaves_returns_the_connection_when_the_read_has_ended(sqlite_store: Store) -> None:
    for _ in range(8):
        reading = asyncio.create_task(sqlite_store.read(counted_twice(LONG)))
        await asyncio.sleep(0)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
    assert await sqlite_store.read(counted_twice(COUNT)) == (0, 0, 0)


async def test_others_have_their_turn_between_short_reads(sqlite_store: Store) -> None:
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    beside = asyncio.create_task(other())
    for _ in range(20):
        await sqlite_store.read(counted_twice(COUNT))
    beside.cancel()
    assert turns >= 20


async def test_a_read_is_answered_before_the_last_answer_of_a_group(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads, "AT_ONCE_S", 60)  # however busy the machine is
    order: list[str] = []
    reading: list[asyncio.Task[None]] = []

    async def read() -> None:
        await sqlite_store.read(counted_twice(COUNT))
        order.append("read")

    async def write() -> None:
        await sqlite_store.backend.run_unit(lambda: counted_twice(COUNT), in_group=True)
        if not order:
            reading.append(asyncio.create_task(read()))
        order.append("written")

    await sqlite_store.read(counted_twice(COUNT))
    await asyncio.gather(*(write() for _ in range(8)))
    await asyncio.gather(*reading)
    assert order.count("written") == 8
    assert order.index("read") < len(order) - 1


async def test_the_writer_leaves_time_to_readers(sqlite_store: Store) -> None:
    assert isinstance(sqlite_store.backend, backend.SqliteBackend)
    writer = sqlite_store.backend.writer
    assert writer is not None
    turns = writer.turns = Held()
    writing = asyncio.create_task(writer.run_unit(lambda: counted_twice(COUNT)))
    async with asyncio.timeout(20):
        await turns.paused.wait()
    assert writer.occupancy[1:4] == (0, 1, 1), "it is not stuck"
    assert await sqlite_store.read(counted_twice(COUNT)) == (0, 0, 0)
    assert not writing.done()
    turns.may_go_on.set()
    assert await writing == (0, 0, 0)
