"""Running a program on one PostgreSQL connection, and what its errors mean here."""

import asyncio
import contextlib
import math
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from inspect import GEN_CLOSED, getgeneratorstate
from typing import Any, TypeAlias, TypeVar
from weakref import WeakKeyDictionary

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from domain.errors import StorageFull, TookTooLong, Unavailable
from domain.store.postgres.at_once import AskedAtOnce, for_each, written_at_once
from domain.store.postgres.mark import CommitMark
from domain.store.postgres.pooled import WITHOUT_STATISTICS
from domain.store.program import PAUSE, AtOnce, Attempt, ExecuteMany, Program, Query, Sql, Statement, Unreadable

T = TypeVar("T")

PgConnection: TypeAlias = "asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]"

LONG_STEP_S = 0.02
"""A program that computes longer than this between two statements does the rest of it in a thread."""
ARRAY_MIN_ROWS = 50
"""Fewer rows than this are written one by one."""
ROWS_AT_ONCE_MAX = 10_000
JOINED_ROWS_MAX = 1_000
"""Statements that write more rows than this go to the database one after the other, although they might go at once."""

RETRYABLE_ERRORS = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.UniqueViolationError,  # two accounts took one number at the same moment: the next try sees the other's
)
"""Errors after which the same unit of work may succeed."""

LOST_ERRORS = (
    OSError,  # the network, or no answer in time
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,  # the connection is closed already
    asyncpg.InternalClientError,  # the server's farewell came while nothing was asked
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
)
"""Errors of a connection that is gone or cannot be made (see ``is_lost``)."""

UNUSABLE_ERRORS = (
    asyncpg.InsufficientResourcesError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.PostgresSystemError,  # the server's disk
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,  # the database was dropped
    asyncpg.DatabaseDroppedError,
    asyncpg.IdleInTransactionSessionTimeoutError,
)
"""Errors of a server that cannot do what it is asked at present, through no fault of the statement."""


async def run_program(
    connection: PgConnection,
    program: Program[T],
    mark: CommitMark | None = None,
    turn_s: Callable[[], float] = lambda: 0,
) -> T:
    """Run a program on a connection, awaiting each statement, and return its result; what it writes at once leaves ``mark``.

    A program that computes for long, as one over thousands of rows does, goes on in a thread, so that others are served
    meanwhile; one that pauses computes for ``turn_s`` at a time.
    """
    assert getgeneratorstate(program) != GEN_CLOSED, "a program runs once"
    rows: list[Any] | None = None
    is_long = False
    attempts = _Attempts(connection)
    turn = time.perf_counter()
    try:
        while True:
            began = time.thread_time()
            step = await asyncio.to_thread(_next, program, rows) if is_long else _next(program, rows)
            is_long = is_long or time.thread_time() - began > LONG_STEP_S
            while step is PAUSE:
                if time.perf_counter() - turn >= turn_s():
                    await asyncio.sleep(0)
                    turn = time.perf_counter()
                step = _next(program, [])
            if isinstance(step, _Returned):
                await attempts.end()
                result: T = step.result
                return result
            if isinstance(step, Attempt):
                rows = await attempts.answer(step)
            else:
                rows = await _answer(connection, step, mark)
            turn = time.perf_counter()
    finally:
        program.close()


@contextlib.contextmanager
def translate_errors() -> Iterator[None]:
    """Raise what an error of the server means for the caller in place of it.

    That it lacks time or space, or cannot be used; what is lost (``is_lost``) passes, as it may be tried again.
    """
    try:
        yield
    except asyncpg.QueryCanceledError as error:
        raise TookTooLong from error
    except asyncpg.DiskFullError as error:
        raise StorageFull from error
    except UNUSABLE_ERRORS as error:
        if is_lost(error):
            raise
        raise Unavailable from error


def is_lost(error: BaseException) -> bool:
    """Return True for an error that says the connection is gone or could not be made, with nothing stored."""
    return isinstance(error, LOST_ERRORS) and not isinstance(error, ValueError)  # asyncpg's bad arguments are both


@dataclass(frozen=True, slots=True)
class _Returned:
    """A program's result: ``StopIteration`` cannot pass through a thread."""

    result: Any


def _next(program: Program[Any], rows: list[Any] | None) -> Statement | _Returned:
    try:
        return program.send(rows)  # type: ignore[arg-type]  # None starts the generator
    except StopIteration as stop:
        return _Returned(stop.value)


async def _answer(connection: PgConnection, step: Statement, mark: CommitMark | None) -> Any:
    if isinstance(step, Query):
        return await connection.fetch(step.sql.postgres, *step.arguments)
    if isinstance(step, ExecuteMany):
        async with _keeping_plans(connection, len(step.rows)):
            await _execute_many(connection, step)
        return []
    return await _answer_at_once(connection, step, mark)


class _Attempts:
    """The attempts of one program. They only read, so one savepoint before the first serves all of them.

    A savepoint for each attempt would be two more round trips for each.
    """

    def __init__(self, connection: PgConnection) -> None:
        self._connection = connection
        self._begun = False

    async def answer(self, step: Attempt) -> Any:
        """Return the rows of a query, or ``Unreadable`` for the error that damage makes."""
        if not self._begun:
            await self._connection.execute("savepoint attempt")
            self._begun = True
        try:
            return await self._connection.fetch(step.sql.postgres, *step.arguments)
        except (asyncpg.QueryCanceledError, asyncpg.LockNotAvailableError, *RETRYABLE_ERRORS):
            raise
        except asyncpg.PostgresError as error:
            if is_lost(error):
                raise
            unreadable = Unreadable(str(error))
        except (LookupError, ValueError, TypeError, OverflowError) as error:  # a value that makes no date, say
            unreadable = Unreadable(f"{type(error).__name__} {error}")
        await self._connection.execute("rollback to savepoint attempt")
        return unreadable

    async def end(self) -> None:
        """Give the savepoint up."""
        if self._begun:
            await self._connection.execute("release savepoint attempt")


async def _answer_at_once(connection: PgConnection, step: AtOnce, mark: CommitMark | None) -> list[Any]:
    queries = [each for each in step.steps if isinstance(each, Query)]
    if queries:
        several = {sql for sql, count in Counter(each.sql for each in queries).items() if count > 1}
        asked = AskedAtOnce(queries, {sql: await _of_each(connection, sql) for sql in several})
        (found,) = await connection.fetch(asked.text, *asked.arguments)
        return asked.answers(found)
    writing = [each for each in step.steps if isinstance(each, ExecuteMany)]
    count = sum(len(each.rows) for each in writing)
    async with _keeping_plans(connection, count):
        if count > JOINED_ROWS_MAX:
            for each in writing:
                await _execute_many(connection, each)
        else:
            arrays = {each.sql: await _over_arrays(connection, each.sql) for each in writing if len(each.rows) > 1}
            text, arguments = written_at_once(writing, arrays, mark)
            await connection.fetch(text, *arguments)
            if mark is not None:
                mark.left = True
    return [[] for _ in writing]


@contextlib.asynccontextmanager
async def _keeping_plans(connection: PgConnection, rows: int) -> AsyncIterator[None]:
    """Let the server keep the plans of what it looks up for each written row, such as its references, if rows are many.

    Without statistics each statement is planned anew (``pooled.py``), and those look-ups are statements too: a
    reconciliation has seven, and planning them took longer than writing it. What the unit reads afterwards is planned anew.
    """
    if rows < ARRAY_MIN_ROWS or getattr(connection, "look_at", math.inf) == math.inf:  # a migration's is of no pool
        yield
        return
    await connection.execute("set local plan_cache_mode = auto")
    yield
    await connection.execute(f"set local plan_cache_mode = {WITHOUT_STATISTICS}")


async def _execute_many(connection: PgConnection, step: ExecuteMany) -> None:
    """Run a statement for each row: one by one if there are few, otherwise by one statement over arrays."""
    if len(step.rows) < ARRAY_MIN_ROWS:
        if step.rows:
            await connection.executemany(step.sql.postgres, step.rows)
        return
    text = await _over_arrays(connection, step.sql)
    for at in range(0, len(step.rows), ROWS_AT_ONCE_MAX):
        rows = step.rows[at : at + ROWS_AT_ONCE_MAX]
        status = await connection.execute(text, *map(list, zip(*rows, strict=True)))
        assert status.endswith(f" {len(rows)}"), f"{status} for {len(rows)} rows: some are missing or repeated"


async def _over_arrays(connection: PgConnection, sql: Sql) -> str:
    """Return a statement for one row as a statement over one array a column.

    It may be ``insert … values ($1, …)``, with what to do on a conflict, or ``update … where id = $n``. 20,000 rows take
    0.4 s this way; 20,000 executions of a prepared statement take 2.5 s.
    """
    text = _OVER_ARRAYS.get(sql)
    if text is None:
        text = _OVER_ARRAYS[sql] = _rewritten(sql.postgres, await _types(connection, sql))
    return text


async def _of_each(connection: PgConnection, sql: Sql) -> str:
    """Return a question as one for several sets of arguments."""
    text = _OF_EACH.get(sql)
    if text is None:
        text = _OF_EACH[sql] = for_each(sql, await _types(connection, sql))
    return text


async def _types(connection: PgConnection, sql: Sql) -> list[str]:
    """Return the types of a statement's parameters, which takes a round trip."""
    types = (await connection.prepare(sql.postgres, name="")).get_parameters()  # a name would stay on the server
    return [f"{each.schema}.{each.name}" for each in types]


_OVER_ARRAYS: WeakKeyDictionary[Sql, str] = WeakKeyDictionary()
"""Statements that were rewritten already."""
_OF_EACH: WeakKeyDictionary[Sql, str] = WeakKeyDictionary()
"""Questions that were rewritten already."""


def _rewritten(text: str, types: Sequence[str]) -> str:
    arrays = ", ".join(f"${index}::{each}[]" for index, each in enumerate(types, 1))
    columns = ", ".join(f"p{index}" for index in range(1, len(types) + 1))
    source = f"unnest({arrays}) as v({columns})"
    if text.startswith("insert"):
        into, _, values = text.partition(" values ")
        return f"{into} select {columns} from {source}{values.partition(')')[2]}"
    before, where, after = re.sub(r"\$(\d+)", r"v.p\1", text).partition(" where ")
    return f"{before} from {source}{where}{after}"
