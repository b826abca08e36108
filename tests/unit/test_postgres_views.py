"""Views of PostgreSQL's records, of one read and of several: when they begin, and when their connection is free again."""

import asyncio
from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest

from domain.store.faults import Faults
from domain.store.postgres.backend import PostgresBackend
from domain.store.program import Program, Query, Sql
from tests.support.faked_pool import WAIT_S, Connection, Pool, backend_of, pauses_noted, seven

LOST = ConnectionResetError("lost")
VIEW = {"isolation": "repeatable_read", "readonly": True}


@pytest.fixture
def paused(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    return pauses_noted(monkeypatch)


async def test_a_snapshot_whose_connection_breaks_before_it_is_open_is_tried_again(paused: list[float]) -> None:
    backend, tried = backend_of(Pool(Connection())), []

    async def before(_connection: Any) -> None:
        tried.append(True)
        if len(tried) < 3:
            raise LOST

    async with backend.snapshot(before):
        assert len(tried) == 3
    assert len(paused) == 2


async def test_a_snapshot_that_cannot_be_opened_is_refused_and_leaves_no_work_behind() -> None:
    async def before(_connection: Any) -> None:
        raise KeyError

    backend = backend_of(Pool(Connection()))
    with pytest.raises(KeyError):
        async with backend.snapshot(before):
            pass
    assert [each.in_use for each in backend.occupancies()] == [0, 0, 0]


async def test_a_snapshot_gives_its_connection_back_when_it_is_left() -> None:
    pool = Pool(Connection())
    backend = backend_of(pool)
    async with backend.snapshot():
        assert [each.in_use for each in backend.occupancies()] == [1, 0, 0]
        assert not pool.released
    assert [each.in_use for each in backend.occupancies()] == [0, 0, 0]
    assert len(pool.released) == 1


@pytest.mark.parametrize(("single", "pooler", "views"), [(False, False, 1), (True, False, 0), (True, True, 1)])
async def test_what_asks_more_than_once_has_one_unchanging_view(single: bool, pooler: bool, views: int) -> None:
    connection = Connection()
    backend = backend_of(Pool(connection))
    backend._pooler = pooler
    assert await backend.read(seven(), single=single) == 7
    assert connection.transactions == [VIEW] * views
    async with backend.snapshot():
        assert connection.transactions == [VIEW] * (views + 1)


async def test_a_reader_waits_for_no_view_to_end() -> None:
    pool = Pool(Connection())
    backend = backend_of(pool)
    pool.may_release.clear()
    assert await backend.read(seven()) == 7
    assert not pool.released
    pool.may_release.set()
    await backend.lending.drain()
    assert len(pool.released) == 1


async def test_a_view_that_cannot_be_begun_is_tried_again_and_one_that_cannot_be_ended_is_not(
    paused: list[float],
) -> None:
    connection = Connection()
    backend = backend_of(Pool(connection))
    connection.begin_errors = [LOST, LOST]
    assert await backend.read(seven()) == 7
    assert len(paused) == 2
    connection.end_error = LOST
    assert await backend.read(seven()) == 7
    await backend.lending.drain()
    assert (len(paused), len(connection.transactions)) == (2, 4)
    connection.begin_errors = [asyncpg.exceptions.ClientConfigurationError("bad")]
    with pytest.raises(asyncpg.exceptions.ClientConfigurationError):
        await backend.read(seven())


async def test_a_snapshot_that_is_left_waits_for_what_still_reads_there() -> None:
    connection, begun, may_end = Connection(), asyncio.Event(), asyncio.Event()
    pool = Pool(connection)

    async def fetch(*_question: object) -> list[Any]:
        begun.set()
        await may_end.wait()
        return [(7,)]

    connection.fetch = fetch  # type: ignore[attr-defined]  # it asks nothing else

    def reads() -> Program[Any]:
        return (yield Query(Sql("select 7")))

    async def leaves() -> None:
        async with backend.snapshot() as reader:
            asking = asyncio.create_task(reader.run(reads()))
            await begun.wait()
            asking.cancel()

    backend = backend_of(pool)
    leaving = asyncio.create_task(leaves())
    await begun.wait()
    for _ in range(20):
        await asyncio.sleep(0)
    assert not pool.released
    may_end.set()
    await leaving
    assert len(pool.released) == 1


async def test_a_snapshot_whose_caller_goes_before_it_is_open_holds_nothing() -> None:
    pool = Pool(Connection())
    backend = PostgresBackend(pool, 1, WAIT_S, SimpleNamespace(), faults=Faults())  # type: ignore[arg-type]  # as above
    async with backend.snapshot():
        second = backend.snapshot()
        waiting = asyncio.create_task(second.__aenter__())
        for _ in range(5):
            await asyncio.sleep(0)
        assert backend.occupancies()[0].waiting == 1
        waiting.cancel()
        await asyncio.wait({waiting})
        assert backend.occupancies()[0].waiting == 0
    assert len(pool.asked_s) == 1
