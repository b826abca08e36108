"""The connection beside PostgreSQL's pool: opening it may take longer than one question has time."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import asyncpg

from domain.store.postgres.reserve import Reserve

SHORT_S = 0.01


class Connection:
    """A connection that answers everything with one row."""

    def is_closed(self) -> bool:
        return False

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        yield

    async def fetch(self, *_: object) -> list[tuple[int]]:
        return [(1,)]

    def terminate(self) -> None:
        """Nothing is open."""


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
