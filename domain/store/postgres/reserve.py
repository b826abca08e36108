"""A connection beside the pool, for questions that must not wait for one: whether the server answers, and what it is set to.

It is opened when it is first needed, and given up as soon as it does not answer in time. Opening it may take longer than one
question has time: it goes on, or a server on a machine that is busy would begin anew each time and never be ready.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import asyncpg

from domain.errors import Unavailable
from domain.store.backend import Risk
from domain.store.postgres.connection import LOST_ERRORS, run_program
from domain.store.program import Program, ProgramFactory, Query, Sql

T = TypeVar("T")

_log = logging.getLogger("tieout")

CONNECT_S = 5
"""How long opening the connection may take, whoever waits for it."""

Connect = Callable[[float], Coroutine[Any, Any, Any]]
"""Opens a connection within some seconds."""

_ONE = Sql("select 1")
_ONLY_READS = Sql("select current_setting('transaction_read_only') = 'on'")
_TAKE_SPACE = "create temporary table tried on commit drop as select repeat('x', 1000) from generate_series(1, 256)"
_SETTINGS = Sql(
    "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') "
    "and setting = 'off' order by name"
)

_MAY_LIST_LOG = Sql("select has_function_privilege('pg_ls_waldir()', 'execute')")
_LOG_BYTES = Sql("select cast(coalesce(sum(size), 0) as bigint) from pg_ls_waldir()")

RISKS = {
    "fsync": "PostgreSQL's fsync is off: a crash of the machine may destroy the database. Set fsync = on.",
    "full_page_writes": "PostgreSQL's full_page_writes is off: a crash of the machine may destroy pages. "
    "Set full_page_writes = on.",
    "synchronous_commit": "PostgreSQL's synchronous_commit is off: a crash may lose what was acknowledged last. "
    "Set synchronous_commit = on.",
}
"""What a setting risks, and what to do."""


class Reserve:
    """The connection; those who ask it take turns."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._connection: Any = None
        self._connecting: asyncio.Task[Any] | None = None
        self._turn = asyncio.Lock()
        self._asking: asyncio.Task[bool] | None = None

    async def answers(self, within_s: float) -> bool:
        """Return whether the server answers in time; those who ask at once share one question."""
        if self._asking is None:
            self._asking = asyncio.create_task(self._answers(within_s))
            self._asking.add_done_callback(self._asked)
        return await asyncio.shield(self._asking)

    async def check(self, make_program: ProgramFactory[None], within_s: float, *, takes_space: bool) -> None:
        """Run a program that only reads; raise ``Unavailable`` unless the server answers in time and takes writes.

        ``takes_space``: also find out whether there is space on its disk.
        """

        async def look(connection: Any) -> None:
            async with connection.transaction():
                if (await run_program(connection, _asked(_ONLY_READS)))[0][0]:
                    raise Unavailable("The database can only be read: it is a standby, or set so.")
                await run_program(connection, make_program())
            if takes_space:
                with contextlib.suppress(asyncpg.InsufficientPrivilegeError):
                    async with connection.transaction():
                        await connection.execute(_TAKE_SPACE)

        await self._ask(look, within_s)

    async def risks(self, within_s: float) -> list[Risk]:
        """Return which of the server's settings may lose what was acknowledged."""
        return await self._ask(lambda each: run_program(each, _risks()), within_s)

    async def log_bytes(self, within_s: float) -> int | None:
        """Return the size of the server's write-ahead log; None if this role may not ask (``pg_monitor`` may)."""
        return await self._ask(lambda each: run_program(each, _log_bytes()), within_s)

    async def close(self) -> None:
        """Close the connection."""
        if self._asking is not None:
            await asyncio.wait({self._asking})
        if self._connecting is not None:
            connecting = self._connecting
            connecting.cancel()
            await asyncio.wait({connecting})
            if not connecting.cancelled() and connecting.exception() is None:
                connecting.result().terminate()
        self._give_up()

    async def _ask(self, question: Callable[[Any], Awaitable[T]], within_s: float) -> T:
        """Put a question on the connection; raises ``Unavailable`` if there is no answer in time."""
        ends = asyncio.get_running_loop().time() + within_s
        try:
            async with asyncio.timeout_at(ends), self._turn:
                if self._connection is None or self._connection.is_closed():
                    self._connection = await self._opened()
                asked = False
                try:
                    async with self._connection.transaction():  # a pooler keeps one connection for that
                        answer = await question(self._connection)
                    asked = True
                finally:
                    if not asked:  # whatever is open on it
                        self._give_up()
                return answer
        except LOST_ERRORS as error:
            if isinstance(error, ValueError):
                raise
            raise Unavailable from error

    async def _opened(self) -> Any:
        """Wait for a new connection; one that a question did not wait for is the next one's."""
        if self._connecting is None:
            self._connecting = asyncio.create_task(self._connect(CONNECT_S))
            self._connecting.add_done_callback(self._connected)
        connecting = self._connecting
        connection = await asyncio.shield(connecting)
        self._connecting = None
        return connection

    def _connected(self, connecting: "asyncio.Task[Any]") -> None:
        if connecting.cancelled() or connecting.exception() is not None:  # the next question begins anew
            self._connecting = None

    async def _answers(self, within_s: float) -> bool:
        try:
            await self._ask(lambda each: run_program(each, _asked(_ONE)), within_s)
        except (Unavailable, asyncpg.PostgresError) as error:
            _log.debug("the database does not answer: %s", error.__cause__ or error)
            return False
        return True

    def _asked(self, _task: "asyncio.Task[bool]") -> None:
        self._asking = None

    def _give_up(self) -> None:
        """Close the connection without a word."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.terminate()


def _asked(sql: Sql) -> Program[Any]:
    return (yield Query(sql))


def _log_bytes() -> Program[int | None]:
    if not (yield Query(_MAY_LIST_LOG))[0][0]:
        return None
    found: int = (yield Query(_LOG_BYTES))[0][0]
    return found


def _risks() -> Program[list[Risk]]:
    return [Risk(name, RISKS[name]) for name, _ in (yield Query(_SETTINGS))]
