"""PostgreSQL: a pool of connections, each block on one of them in a task of its own, tried again when asked to.

Blocks run at READ COMMITTED and take the account's row lock first (``block.py``), so that what they read after it is the
latest and stays so. Snapshots are REPEATABLE READ and READ ONLY. A statement is never cancelled from here: the caller's
cancellation stops at a shield, the block goes on and ends whole. The server gives up a statement that takes too long, and
a wait for a row that somebody holds; then the block lets others have its connection, and is tried again while its time
lasts. Some connections are never a writer's, so that reads are answered however many wait for one row.
"""

import asyncio
import contextlib
import random
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from domain.errors import Busy, Conflict, TookTooLong
from domain.store.backend import PreviewSession, Reader
from domain.store.steps import Fetch, MakeSteps, Many, Step, Steps
from domain.store.turns import Turn, Turns

T = TypeVar("T")

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]"

TRIES = 10
LOCK_WAITS = 4
"""So often within its time a block that waits for a row lets others have its connection."""
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
        self._turns = Turns(connections)
        self._wait_s = wait_s
        self._running: set[asyncio.Task[Any]] = set()

    @classmethod
    async def open(
        cls, dsn: str, *, connections: int, wait_s: float, statement_s: float | None = None
    ) -> "PostgresBackend":
        """Opens the pool; raises ``OSError`` or ``asyncpg.PostgresError`` where the server cannot be reached."""
        limits = {
            "application_name": "tieout",
            "lock_timeout": f"{_milliseconds(wait_s / LOCK_WAITS)}",
            "statement_timeout": f"{_milliseconds(statement_s or 0)}",
        }
        with _told():
            pool = await asyncpg.create_pool(
                dsn, min_size=1, max_size=connections, command_timeout=None, server_settings=limits
            )
        return cls(pool, connections, wait_s)

    async def run_block(self, make_steps: MakeSteps[T]) -> T:
        """See ``Backend.run_block``."""

        async def once(connection: Connection) -> T:
            async with connection.transaction():
                return await drive(connection, make_steps())

        return await self._in_turn(lambda turn: self._tries(once, turn), writing=True)

    async def preview(self, work: Callable[[PreviewSession], Awaitable[T]]) -> T:
        """See ``Backend.preview``."""

        async def once(connection: Connection) -> T:
            block = connection.transaction()
            await block.start()
            session = _Tried(connection)
            try:
                return await session.answer_of(work)
            finally:
                await session.rest()
                await block.rollback()

        return await self._in_turn(lambda turn: self._tries(once, turn), writing=True)

    @contextlib.asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Reader]:
        """See ``Backend.snapshot``."""
        opened: asyncio.Future[_Session] = asyncio.get_running_loop().create_future()
        leave = asyncio.Event()
        held = asyncio.create_task(self._in_turn(lambda _turn: self._hold(opened, leave), writing=False))
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

    async def check(self) -> None:
        """See ``Backend.check``: the pool replaces connections that break by itself."""

    async def close(self) -> None:
        """See ``Backend.close``."""
        while self._running:
            await asyncio.wait(self._running)
        await self.pool.close()

    async def _in_turn(self, work: Callable[[Turn], Awaitable[T]], *, writing: bool) -> T:
        """Waits for one of the connections' turns, then runs ``work`` in a task that no caller's cancellation reaches."""
        turn = await self._turns.take(writing=writing, within_s=self._wait_s)
        task = asyncio.create_task(_whole_turn(work, turn))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(_fetch_exception)
        return await asyncio.shield(task)

    async def _tries(self, once: Callable[[Connection], Awaitable[T]], turn: Turn) -> T:
        tries = 0
        while True:
            try:
                with _told():
                    async with self.pool.acquire() as connection:
                        return await once(connection)
            except asyncpg.LockNotAvailableError:
                await turn.pass_on()
            except _AGAIN as error:
                tries += 1
                if tries == TRIES or turn.over:
                    msg = "The same records were changed by others again and again. Please try once more."
                    raise Conflict(msg) from error
                await asyncio.sleep(random.random() * 0.005 * 2**tries)  # noqa: S311 - spreads the tries, keeps no secret

    async def _hold(self, opened: "asyncio.Future[_Session]", leave: asyncio.Event) -> None:
        """Keeps a snapshot open from ``opened`` until ``leave``."""
        with _told():
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
        return await self._shielded(lambda: self._drive(steps))

    async def rest(self) -> None:
        """Waits until no statement is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _drive(self, steps: Steps[T]) -> T:
        with _told():
            try:
                return await drive(self._connection, steps)
            except asyncpg.LockNotAvailableError:
                raise Busy from None

    async def _shielded(self, work: Callable[[], Awaitable[T]]) -> T:
        async def in_turn() -> T:
            async with self._turn:
                return await work()

        task = asyncio.create_task(in_turn())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(task)


class _Tried(_Session):
    """The inside of a preview. After a failure that another try may mend, the whole of it must begin anew.

    Whoever is told of such a failure may take it for an answer (a resolver's error is one), so it is remembered here.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._failure: asyncpg.PostgresError | None = None

    async def run_block(self, make_steps: MakeSteps[T]) -> T:
        return await self._shielded(lambda: self._savepoint(make_steps))

    async def answer_of(self, work: Callable[[PreviewSession], Awaitable[T]]) -> T:
        """What ``work`` gives or raises, unless another try is needed: then the failure that asks for it is raised."""
        try:
            answer = await work(self)
        except Exception:  # whoever is cancelled is not tried again
            if self._failure is not None:
                raise self._failure from None
            raise
        if self._failure is not None:
            raise self._failure
        return answer

    async def _drive(self, steps: Steps[T]) -> T:
        if self._failure is not None:
            steps.close()
            raise self._failure
        try:
            with _told():
                return await drive(self._connection, steps)
        except (*_AGAIN, asyncpg.LockNotAvailableError) as failure:
            self._failure = failure
            raise

    async def _savepoint(self, make_steps: MakeSteps[T]) -> T:
        async with self._connection.transaction():
            return await self._drive(make_steps())


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Says in our own words what the server refuses for want of time or room."""
    try:
        yield
    except asyncpg.QueryCanceledError as error:
        raise TookTooLong from error
    except (asyncpg.TooManyConnectionsError, asyncpg.CannotConnectNowError) as error:
        raise Busy from error


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def _fetch_exception(task: asyncio.Task[T]) -> None:
    """Python reports an exception that nobody fetched, such as when the caller has gone."""
    if not task.cancelled():
        task.exception()


async def _whole_turn(work: Callable[[Turn], Awaitable[T]], turn: Turn) -> T:
    try:
        return await work(turn)
    finally:
        turn.give()
