"""Lending the pool's connections to work that runs to its end, whatever becomes of its caller, and that no time is lost on.

A cancelled caller never cancels a statement. Work whose time is over is broken off once the server does not answer.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from typing import Any, TypeVar

import asyncpg

from domain.errors import OutcomeUnknown, Unavailable
from domain.store.admission import Admission, Slot
from domain.store.occupancy import Occupancy
from domain.store.postgres.commit import CommitUnanswered, is_committed, terminate
from domain.store.postgres.connection import LOST_ERRORS, PgConnection, translate_errors
from domain.store.postgres.reserve import Reserve

T = TypeVar("T")

_log = logging.getLogger("tieout")

LOOK_S = 1.0
"""How often it is looked whether the server answers at all, while an operation takes longer than its time."""
GRACE_S = 0.2
"""How long an operation that was broken off may take to say what became of it."""
RECONNECT_S = 0.1
"""The pause before a broken connection is tried again."""


class Lending:
    """A pool of so many connections; work waits for one, and has it, for ``wait_s`` in all."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", connections: int, wait_s: float, reserve: Reserve) -> None:
        self._pool = pool
        self._admission = Admission(connections)
        self._wait_s = wait_s
        self._reserve = reserve
        self._running: set[asyncio.Task[Any]] = set()
        self._lent: dict[Slot, Any] = {}
        """The connection that each slot's work has."""
        self._in_doubt: set[Slot] = set()
        """The slots whose work sent COMMIT and does not know its outcome."""

    def occupancies(self) -> Sequence[Occupancy]:
        """Return how busy the connections are."""
        return self._admission.occupancies

    async def drain(self) -> None:
        """Wait until no work is running."""
        while self._running:
            await asyncio.wait(self._running)

    async def run(
        self,
        work: Callable[[Slot], Awaitable[T]],
        *,
        writing: bool,
        within_s: float,
        outcome: "asyncio.Future[T] | None" = None,
    ) -> T:
        """Wait for a connection's slot, then run ``work`` in a task that no caller's cancellation reaches.

        Work that knows its result before it has ended gives it to ``outcome``, and ends behind its caller.
        """
        slot = await self._admission.acquire(writing=writing, within_s=within_s)
        outcome = outcome or asyncio.get_running_loop().create_future()
        task = asyncio.create_task(_run_and_release(work, slot))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(partial(_tell, outcome))
        look_s = min(LOOK_S, self._wait_s / 4)
        try:
            async with asyncio.timeout_at(slot.until - look_s):
                return await outcome
        except TimeoutError:  # or the work's own, which it raises again
            return await self._late_outcome(task, slot, look_s)

    async def _late_outcome(self, task: "asyncio.Task[T]", slot: Slot, look_s: float) -> T:
        """Wait for a task whose time is nearly over; break it off when it is, and the server does not answer.

        Raises ``OutcomeUnknown`` if it was committing then, else ``Unavailable``, and nothing is stored.
        """
        done, _ = await asyncio.wait({task}, timeout=0)
        while not done and await self._reserve.answers(look_s):
            done, _ = await asyncio.wait({task}, timeout=look_s)
        if not done:  # what finds out by itself that the server is gone says why
            done, _ = await asyncio.wait({task}, timeout=max(0.0, slot.left_s) + GRACE_S)
        if not done and (connection := self._lent.get(slot)) is not None:
            terminate(connection)
        if not done:
            done, _ = await asyncio.wait({task}, timeout=GRACE_S)
        if not done:
            raise OutcomeUnknown if slot in self._in_doubt else Unavailable
        return task.result()

    async def is_committed(self, unanswered: CommitUnanswered, slot: Slot) -> bool:
        """Return whether a transaction is committed, which then stays so; raises ``OutcomeUnknown`` if nobody can tell."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + self._wait_s
        self._in_doubt.add(slot)
        try:
            while loop.time() < ends:
                try:
                    async with asyncio.timeout_at(ends), self.connection(None) as connection, connection.transaction():
                        return await is_committed(connection, unanswered)
                except (asyncpg.PostgresError, *LOST_ERRORS) as error:
                    _log.debug("the outcome of a unit of work cannot be looked up yet: %s", error)
                await asyncio.sleep(RECONNECT_S)
        finally:
            self._in_doubt.discard(slot)
        raise OutcomeUnknown from unanswered

    @contextlib.asynccontextmanager
    async def connection(self, slot: Slot | None) -> AsyncIterator[PgConnection]:
        """Lend a connection of the pool; what fails when it is given back does not change what was done on it."""
        within_s = self._wait_s if slot is None else max(slot.left_s, RECONNECT_S)
        connection: Any = await self._pool.acquire(timeout=within_s)
        try:
            if slot is not None:
                self._lent[slot] = connection
            if connection.look_at <= asyncio.get_running_loop().time():
                await connection.look_for_statistics()
            yield connection
        except asyncpg.ReadOnlySQLTransactionError:  # it leads to a server that is none to write to any more
            terminate(connection)
            raise
        finally:
            if slot is not None:
                self._lent.pop(slot, None)
            try:
                await self._pool.release(connection, timeout=self._wait_s)
            except (asyncpg.PostgresError, *LOST_ERRORS) as error:
                _log.debug("a broken connection was replaced: %s", error)


def _tell(outcome: asyncio.Future[T], task: asyncio.Task[T]) -> None:
    """Give a task's outcome to who waits for it, unless they know it, or have gone."""
    if task.cancelled():
        outcome.cancel()
    elif (error := task.exception()) is None:
        if not outcome.done():
            outcome.set_result(task.result())
    elif not outcome.done():
        outcome.set_exception(error)


async def _run_and_release(work: Callable[[Slot], Awaitable[T]], slot: Slot) -> T:
    try:
        with translate_errors():
            return await work(slot)
    finally:
        slot.release()


async def pause_before_retry(error: BaseException, slot: Slot) -> None:
    """Wait until a broken connection may be tried again; raises ``Unavailable`` once the slot's time is over."""
    if slot.is_over:
        raise Unavailable from error
    await asyncio.sleep(RECONNECT_S * (0.5 + random.random()))  # noqa: S311 - spreads the tries, keeps no secret
