"""PostgreSQL: a pool of connections, each block on one of them in a task of its own, tried again when asked to.

Blocks run at READ COMMITTED and take the account's row lock first (``block.py``), so that what they read after it is the
latest and stays so. Snapshots are REPEATABLE READ and READ ONLY. A statement is never cancelled: the caller's
cancellation stops at a shield, the block goes on and ends whole.
"""

import asyncio
import contextlib
import random
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from domain.errors import Busy, Conflict
from domain.store.backend import PreviewSession, Reader
from domain.store.steps import Fetch, MakeSteps, Many, Step, Steps

T = TypeVar("T")

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]"

TRIES = 10
LONG_S = 0.02
"""Who thinks longer than this between two statements does the rest in a thread."""
FEW = 50
"""Fewer rows than this are written one by one."""
MOST_AT_ONCE = 10_000
"""So many rows are sent in one statement."""
_AGAIN = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.UniqueViolationError,  # two accounts took one number at the same moment: the next try sees the other's
)


async def drive(connection: Connection, steps: Steps[T]) -> T:
    """Runs steps on a connection, each awaited, and gives their result.

    Steps that think long, as those of thousands of rows do, go on in a thread, so that others are answered meanwhile.
    """
    said: list[Any] | None = None
    thinks_long = False
    try:
        while True:
            began = time.perf_counter()
            step = await asyncio.to_thread(_next, steps, said) if thinks_long else _next(steps, said)
            thinks_long = thinks_long or time.perf_counter() - began > LONG_S
            if isinstance(step, _Ended):
                result: T = step.result
                return result
            if isinstance(step, Fetch):
                said = await connection.fetch(step.sql.postgres, *step.arguments)
            else:
                await _run_many(connection, step)
                said = []
    finally:
        steps.close()


@dataclass(frozen=True, slots=True)
class _Ended:
    """What steps came to: no ``StopIteration`` gets through a thread."""

    result: Any


def _next(steps: Steps[Any], said: list[Any] | None) -> Step | _Ended:
    try:
        return steps.send(said)  # type: ignore[arg-type]  # None begins them
    except StopIteration as stop:
        return _Ended(stop.value)


async def _run_many(connection: Connection, step: Many) -> None:
    """Runs a statement for each of many rows: one by one where they are few, else by one statement over arrays."""
    if len(step.rows) < FEW:
        if step.rows:
            await connection.executemany(step.sql.postgres, step.rows)
        return
    text = await _over_arrays(connection, step.sql.postgres)
    for at in range(0, len(step.rows), MOST_AT_ONCE):
        rows = step.rows[at : at + MOST_AT_ONCE]
        done = await connection.execute(text, *map(list, zip(*rows, strict=True)))
        assert done.endswith(f" {len(rows)}"), f"{done} for {len(rows)} rows: some are not there, or twice"


async def _over_arrays(connection: Connection, text: str) -> str:
    """A statement for one row, ``insert … values ($1, …)`` or ``update … where id = $n``, as one over an array a column.

    20,000 rows take 0.4 s so, where 20,000 executions of one prepared statement take 2.5.
    """
    types = (await connection.prepare(text)).get_parameters()
    arrays = ", ".join(f"${index}::{each.schema}.{each.name}[]" for index, each in enumerate(types, 1))
    columns = ", ".join(f"p{index}" for index in range(1, len(types) + 1))
    source = f"unnest({arrays}) as v({columns})"
    if text.startswith("insert"):
        into, _, _ = text.partition(" values ")
        return f"{into} select {columns} from {source}"
    before, where, after = re.sub(r"\$(\d+)", r"v.p\1", text).partition(" where ")
    return f"{before} from {source}{where}{after}"


class PostgresBackend:
    """One PostgreSQL database."""

    dialect = "postgres"

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", connections: int, wait_s: float) -> None:
        self.pool = pool
        self._turns = asyncio.Semaphore(connections)
        self._wait_s = wait_s
        self._running: set[asyncio.Task[Any]] = set()

    @classmethod
    async def open(cls, dsn: str, *, connections: int, wait_s: float) -> "PostgresBackend":
        """Opens the pool; raises ``OSError`` or ``asyncpg.PostgresError`` where the server cannot be reached."""
        pool = await asyncpg.create_pool(dsn, min_size=1, max_size=connections, command_timeout=None)
        return cls(pool, connections, wait_s)

    async def run_block(self, make_steps: MakeSteps[T]) -> T:
        """See ``Backend.run_block``."""
        return await self._in_turn(lambda: self._tries(make_steps))

    async def preview(self, work: Callable[[PreviewSession], Awaitable[T]]) -> T:
        """See ``Backend.preview``."""
        return await self._in_turn(lambda: self._preview(work))

    @contextlib.asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Reader]:
        """See ``Backend.snapshot``."""
        opened: asyncio.Future[_Session] = asyncio.get_running_loop().create_future()
        leave = asyncio.Event()
        held = asyncio.create_task(self._in_turn(lambda: self._hold(opened, leave)))
        held.add_done_callback(_fetch_exception)
        try:
            waiting: set[asyncio.Future[Any]] = {opened, held}
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            if not opened.done():
                await held
            yield await opened
        finally:
            leave.set()
            if not opened.done():  # cancelled before its turn
                held.cancel()
            await asyncio.shield(asyncio.wait({held}))

    async def give_way(self) -> None:
        """See ``Backend.give_way``. Rows are locked, not the database: whoever waits for one has it next."""

    async def close(self) -> None:
        """See ``Backend.close``."""
        while self._running:
            await asyncio.wait(self._running)
        await self.pool.close()

    async def _in_turn(self, work: Callable[[], Awaitable[T]]) -> T:
        """Waits for one of the connections' turns, then runs ``work`` in a task that no caller's cancellation reaches."""
        try:
            async with asyncio.timeout(self._wait_s):
                await self._turns.acquire()
        except TimeoutError:
            raise Busy from None
        task: asyncio.Task[T] = asyncio.ensure_future(_awaited(work))
        self._running.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    def _ended(self, task: asyncio.Task[T]) -> None:
        self._running.discard(task)
        self._turns.release()
        _fetch_exception(task)

    async def _tries(self, make_steps: MakeSteps[T]) -> T:
        for turn in range(TRIES):
            try:
                async with self.pool.acquire() as connection, connection.transaction():
                    return await drive(connection, make_steps())
            except _AGAIN as error:
                if turn == TRIES - 1:
                    msg = "The same records were changed by others again and again. Please try once more."
                    raise Conflict(msg) from error
                await asyncio.sleep(random.random() * 0.005 * 2**turn)  # noqa: S311 - spreads the tries, keeps no secret
        raise AssertionError

    async def _preview(self, work: Callable[[PreviewSession], Awaitable[T]]) -> T:
        async with self.pool.acquire() as connection:
            block = connection.transaction()
            await block.start()
            try:
                return await work(_Session(connection))
            finally:
                await block.rollback()

    async def _hold(self, opened: "asyncio.Future[_Session]", leave: asyncio.Event) -> None:
        """Keeps a snapshot open from ``opened`` until ``leave``."""
        async with (
            self.pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            session = _Session(connection)
            if not opened.done():
                opened.set_result(session)
            await leave.wait()
            await session.rest()


class _Session:
    """A connection within an open transaction. Its statements take turns, and none is cancelled halfway."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[Any]] = set()

    async def run(self, steps: Steps[T]) -> T:
        return await self._shielded(drive(self._connection, steps))

    async def run_block(self, make_steps: MakeSteps[T]) -> T:
        return await self._shielded(self._savepoint(make_steps))

    async def rest(self) -> None:
        """Waits until no statement is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _savepoint(self, make_steps: MakeSteps[T]) -> T:
        async with self._connection.transaction():
            return await drive(self._connection, make_steps())

    async def _shielded(self, work: Awaitable[T]) -> T:
        async def in_turn() -> T:
            async with self._turn:
                return await work

        task = asyncio.create_task(in_turn())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(task)


def _fetch_exception(task: asyncio.Task[T]) -> None:
    """Python reports an exception that nobody fetched, such as when the caller has gone."""
    if not task.cancelled():
        task.exception()


async def _awaited(work: Callable[[], Awaitable[T]]) -> T:
    return await work()
