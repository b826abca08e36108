"""The connection beside PostgreSQL's pool: opening it may take longer than one question has time."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from domain.store.postgres.reserve import Reserve

SHORT_S = 0.01


class Connection:
    """A connection that answers everything with one row."""

    terminated = False

    def is_closed(self) -> bool:
        return self.terminated

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        yield

    async def fetch(self, *_: object) -> list[tuple[int]]:
        return [(1,)]

    def terminate(self) -> None:
        self.terminated = True


async def test_a_connection_that_opens_slowly_serves_a_later_question() -> None:
    opened, tries = asyncio.Event(), 0

    async def connect(_within_s: float) -> Any:
        nonlocal tries
        tries += 1
        await opened.wait()
        return Connection()

    reserve = Reserve(connect)
    assert [await reserve.answers(SHORT_S) for _ in range(3)] == [False] * 3
    opened.set()
    assert await reserve.answers(60)
    assert tries == 1
    await reserve.close()


async def test_after_a_failure_that_nobody_waited_for_it_is_tried_anew() -> None:
    failing, tries = asyncio.Event(), 0

    async def connect(_within_s: float) -> Any:
        nonlocal tries
        tries += 1
        if tries == 1:
            await failing.wait()
            raise asyncpg.CannotConnectNowError
        return Connection()

    reserve = Reserve(connect)
    assert not await reserve.answers(SHORT_S)
    failing.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert await reserve.answers(60)
    assert tries == 2
    await reserve.close()


@pytest.mark.parametrize("failure", [None, asyncpg.CannotConnectNowError()])
async def test_closing_breaks_off_a_connection_that_nobody_waited_for(failure: Exception | None) -> None:
    may_open, connections = asyncio.Event(), []

    async def connect(_within_s: float) -> Any:
        await may_open.wait()
        if failure is not None:
            raise failure
        connections.append(Connection())
        return connections[-1]

    reserve = Reserve(connect)
    assert not await reserve.answers(SHORT_S)
    may_open.set()
    for _ in range(3):
        await asyncio.sleep(0)
    await reserve.close()
    assert [each.terminated for each in connections] == ([] if failure else [True])


async def test_closing_does_not_wait_for_a_connection_that_never_opens() -> None:
    ended: list[str] = []

    async def connect(_within_s: float) -> Any:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cancelled")

    reserve = Reserve(connect)
    assert not await reserve.answers(SHORT_S)
    await reserve.close()
    assert ended == ["cancelled"]


async def test_closing_waits_for_the_question_under_way() -> None:
    may_open = asyncio.Event()

    async def connect(_within_s: float) -> Any:
        await may_open.wait()
        return Connection()

    reserve = Reserve(connect)
    asking = asyncio.create_task(reserve.answers(60))
    await asyncio.sleep(0)
    closing = asyncio.create_task(reserve.close())
    for _ in range(5):
        await asyncio.sleep(0)
    assert not closing.done()
    may_open.set()
    assert await asking
    await closing


async def test_those_who_ask_at_once_share_one_question() -> None:
    asked: list[object] = []

    class Counting(Connection):
        async def fetch(self, *question: object) -> list[tuple[int]]:
            asked.append(question)
            return await super().fetch(*question)

    async def connect(_within_s: float) -> Any:
        return Counting()

    reserve = Reserve(connect)
    assert await asyncio.gather(*(reserve.answers(60) for _ in range(3))) == [True] * 3
    assert len(asked) == 1
    assert await reserve.answers(60)
    assert len(asked) == 2
    await reserve.close()
