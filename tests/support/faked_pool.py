"""Level: the source. A pool of connections to no server, for what is done with connections rather than on them."""

import asyncio
import contextlib
import math
import random
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest

from domain.store.faults import Faults
from domain.store.postgres.backend import PostgresBackend
from domain.store.program import Program

WAIT_S = 60.0


class Connection:
    """A connection that has statistics from ``look_at`` on, and whose last mark is 7, once it ``may_answer``."""

    def __init__(self, look_at: float = math.inf, error: Exception | None = None) -> None:
        self.look_at = look_at
        self.error = error
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.transactions: list[dict[str, object]] = []
        """What each transaction was asked to be."""
        self.begin_errors: list[Exception] = []
        """What the first transactions fail with as they begin."""
        self.end_error: Exception | None = None
        self.looked = 0
        self.terminated = asyncio.Event()

    async def look_for_statistics(self) -> None:
        self.looked += 1

    def terminate(self) -> None:
        self.terminated.set()

    @contextlib.asynccontextmanager
    async def transaction(self, **options: object) -> AsyncIterator[None]:
        self.transactions.append(options)
        if self.begin_errors:
            raise self.begin_errors.pop(0)
        yield
        if self.end_error is not None:
            raise self.end_error

    async def fetchval(self, *_: object) -> int:
        if self.error is not None:
            raise self.error
        await self.may_answer.wait()
        return 7


class Pool:
    """Lends these connections one after the other, and the last again and again."""

    def __init__(self, *connections: Connection, release_error: Exception | None = None) -> None:
        self.connections = list(connections)
        self.release_error = release_error
        self.asked_s: list[float] = []
        self.released: list[tuple[Connection, float]] = []
        self.may_release = asyncio.Event()
        self.may_release.set()
        self.closed = 0

    async def close(self) -> None:
        self.closed += 1

    async def acquire(self, *, timeout: float) -> Connection:  # noqa: ASYNC109 - as asyncpg's own
        self.asked_s.append(timeout)
        return self.connections.pop(0) if len(self.connections) > 1 else self.connections[0]

    async def release(self, connection: Connection, *, timeout: float) -> None:  # noqa: ASYNC109 - as asyncpg's own
        await self.may_release.wait()
        self.released.append((connection, timeout))
        if self.release_error is not None:
            raise self.release_error


def backend_of(pool: Any) -> PostgresBackend:
    """PostgreSQL over a pool, with nothing beside it."""
    reserve: Any = SimpleNamespace()
    return PostgresBackend(pool, 4, WAIT_S, reserve, faults=Faults())


def seven() -> Program[int]:
    """Ask nothing and return 7."""
    return 7
    yield


def pauses_noted(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that are made from now on, the longest that may be drawn, in seconds; none of them takes time."""
    pauses: list[float] = []
    sleep = asyncio.sleep

    async def noted(seconds: float) -> None:
        pauses.append(seconds)
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", noted)
    monkeypatch.setattr(random, "random", lambda: 1.0)
    return pauses
