"""PostgreSQL as the database: a pool of connections, and units of work that are tried again when the server asks.

Units run at READ COMMITTED and lock the account's row first (``unit_of_work.py``), so that what they read after it is the
latest and stays so. Snapshots are REPEATABLE READ and READ ONLY.

A cancelled caller never cancels a statement: its unit runs to its end. The server gives up a statement that takes too long,
or a wait for a locked row; after such a wait the unit releases its connection to others, and is tried again while its time
lasts. Some connections never go to a writer, so that reads are answered however many writers wait.

When a connection breaks before COMMIT was sent, nothing is stored, and the unit is tried again while its time lasts. When
it breaks after that, the unit's outcome is looked up on another connection (``commit.py``).
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any, TypeVar

import asyncpg

from domain.errors import Busy, Conflict, OutcomeUnknown, Unavailable
from domain.store.admission import Admission, Slot
from domain.store.backend import PreviewSession, Reader
from domain.store.postgres.commit import CommitUnanswered, is_committed, rollback, run_and_commit
from domain.store.postgres.connection import LOST_ERRORS, RETRYABLE_ERRORS, PgConnection, is_lost, translate_errors
from domain.store.postgres.groups import Groups
from domain.store.postgres.pooled import WITHOUT_STATISTICS, PooledConnection, prepare
from domain.store.postgres.session import RetryingSession, Session
from domain.store.program import Program, ProgramFactory
from domain.store.together import ALONE, together

T = TypeVar("T")

_log = logging.getLogger("tieout")

TRIES_MAX = 10
CACHED_STATEMENT_BYTES_MAX = 64 * 1024
"""A statement that writes JSON of many fields is longer than asyncpg's own limit, beyond which each run is prepared anew."""
LOCK_WAITS = 4
"""A unit that waits for a locked row releases its connection to others this many times within its time."""
RECONNECT_S = 0.1
"""The pause before a broken connection is tried again."""


class PostgresBackend:
    """One PostgreSQL database."""

    dialect = "postgres"

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", connections: int, wait_s: float) -> None:
        self.pool = pool
        self._admission = Admission(connections)
        self._wait_s = wait_s
        self._running: set[asyncio.Task[Any]] = set()
        self._groups = Groups(self._run_together, self._run_alone, wait_s)

    @classmethod
    async def open(
        cls, dsn: str, *, connections: int, wait_s: float, statement_s: float | None = None
    ) -> "PostgresBackend":
        """Open the pool; raises ``OSError`` or ``asyncpg.PostgresError`` if the server cannot be reached."""
        limits = {
            "application_name": "tieout",
            "plan_cache_mode": WITHOUT_STATISTICS,
            "jit": "off",  # compiling a statement of many parts takes longer than any that the server runs
            "lock_timeout": f"{wait_s / LOCK_WAITS * 1000:.0f}",
            "statement_timeout": f"{(statement_s or 0) * 1000:.0f}",
        }
        try:
            pool = await asyncpg.create_pool(
                dsn,
                min_size=0,  # reconnecting in the background would fill the log while the server is away
                max_size=connections,
                command_timeout=None,
                max_cacheable_statement_size=CACHED_STATEMENT_BYTES_MAX,
                server_settings=limits,
                connection_class=PooledConnection,
                init=prepare,
            )
            await _try_connection(pool)
        except (asyncpg.TooManyConnectionsError, asyncpg.CannotConnectNowError) as error:
            raise Busy from error
        return cls(pool, connections, wait_s)

    async def run_unit(self, make_program: ProgramFactory[T], *, in_group: bool = False) -> T:
        """See ``Backend.run_unit``."""
        run = self._groups.run_unit if in_group else self._run_alone
        return await run(make_program)

    async def _run_together(self, makers: Sequence[ProgramFactory[Any]]) -> Sequence[object]:
        """Run units in one transaction; return the outcome of each, ``ALONE`` for all if nothing of it is stored.

        Raises ``Busy`` and ``OutcomeUnknown``, and what the database refused; then nothing is stored either.
        """

        async def once(_slot: Slot) -> Sequence[object]:
            try:
                async with self._connection() as connection:
                    return await run_and_commit(connection, together(makers), self._wait_s)
            except CommitUnanswered as unanswered:
                stored: Sequence[object] = unanswered.result
                return stored if await self._is_committed(unanswered) else [ALONE] * len(makers)

        return await self._with_slot(once, writing=True)

    async def _run_alone(self, make_program: ProgramFactory[T]) -> T:
        async def once(connection: PgConnection) -> T:
            return await run_and_commit(connection, make_program(), self._wait_s)

        return await self._with_slot(lambda slot: self._retry(once, slot), writing=True)

    async def preview(self, work: Callable[[PreviewSession], Awaitable[T]]) -> T:
        """See ``Backend.preview``."""

        async def once(connection: PgConnection) -> T:
            transaction = connection.transaction()
            await transaction.start()
            session = RetryingSession(connection)
            try:
                return await session.run_work(work)
            finally:
                await session.drain()
                await rollback(connection, transaction)

        return await self._with_slot(lambda slot: self._retry(once, slot), writing=True)

    async def read(self, program: Program[T], *, single: bool = False) -> T:
        """See ``Backend.read``."""
        return await self._with_slot(lambda slot: self._read(program, slot, single=single), writing=False)

    async def _read(self, program: Program[T], slot: Slot, *, single: bool) -> T:
        """Run a program in a view of its own. Raises ``Unavailable`` if none could be opened in time, or if it broke."""
        begun = False
        while True:
            try:
                async with self._connection() as connection, contextlib.nullcontext() if single else _view(connection):
                    begun = True
                    return await Session(connection).run_alone(program)
            except LOST_ERRORS as error:
                if not is_lost(error):
                    raise
                if begun:
                    raise Unavailable from error
                await _pause_before_retry(error, slot)

    @contextlib.asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Reader]:
        """See ``Backend.snapshot``."""
        opened: asyncio.Future[Session] = asyncio.get_running_loop().create_future()
        leave = asyncio.Event()
        held = asyncio.create_task(
            self._with_slot(lambda slot: self._hold_snapshot(opened, leave, slot), writing=False)
        )
        held.add_done_callback(_retrieve_exception)
        try:
            waiting: set[asyncio.Future[Any]] = {opened, held}
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            if not opened.done():
                await held
            yield await opened
        finally:
            leave.set()
            if not opened.done():  # cancelled before it had a slot
                held.cancel()
            await asyncio.shield(asyncio.wait({held}))

    async def release_memory(self) -> None:
        """See ``Backend.release_memory``: the server keeps what is read."""

    async def yield_to_others(self) -> bool:
        """See ``Backend.yield_to_others``. Only rows are locked here, and the next who waits for one gets it."""
        return False

    async def check(self) -> None:
        """See ``Backend.check``: the pool replaces broken connections by itself."""

    async def close(self) -> None:
        """See ``Backend.close``."""
        await self._groups.drain()
        while self._running:
            await asyncio.wait(self._running)
        await self.pool.close()

    async def _with_slot(self, work: Callable[[Slot], Awaitable[T]], *, writing: bool) -> T:
        """Wait for a connection's slot, then run ``work`` in a task that no caller's cancellation reaches."""
        slot = await self._admission.acquire(writing=writing, within_s=self._wait_s)
        task = asyncio.create_task(_run_and_release(work, slot))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(_retrieve_exception)
        return await asyncio.shield(task)

    async def _retry(self, once: Callable[[PgConnection], Awaitable[T]], slot: Slot) -> T:
        """Run ``once`` on a connection until it succeeds, or the slot's time is over.

        Raises ``Unavailable`` if connections broke all the time, and ``OutcomeUnknown`` if one broke while it committed.
        """
        tries = 0
        while True:
            try:
                with translate_errors():
                    async with self._connection() as connection:
                        return await once(connection)
            except CommitUnanswered as unanswered:
                if await self._is_committed(unanswered):
                    return unanswered.result  # type: ignore[no-any-return]  # what ``once`` would have returned
                await _pause_before_retry(unanswered, slot)
            except asyncpg.LockNotAvailableError:
                await slot.yield_slot()
            except RETRYABLE_ERRORS as error:
                tries += 1
                if tries == TRIES_MAX or slot.is_over:
                    raise Conflict("The same records were changed by others repeatedly. Please try again.") from error
                await asyncio.sleep(random.random() * 0.005 * 2**tries)  # noqa: S311 - spreads the tries, keeps no secret
            except LOST_ERRORS as error:
                if not is_lost(error):
                    raise
                await _pause_before_retry(error, slot)

    async def _is_committed(self, unanswered: CommitUnanswered) -> bool:
        """Return whether a transaction is committed, which then stays so; raises ``OutcomeUnknown`` if nobody can tell."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + self._wait_s
        while loop.time() < ends:
            try:
                async with asyncio.timeout_at(ends), self._connection() as connection:
                    return await is_committed(connection, unanswered)
            except (asyncpg.PostgresError, *LOST_ERRORS) as error:
                _log.debug("the outcome of a unit of work cannot be looked up yet: %s", error)
            await asyncio.sleep(RECONNECT_S)
        _log.error("the database broke the connection while it committed, and does not tell the outcome")
        raise OutcomeUnknown from unanswered

    @contextlib.asynccontextmanager
    async def _connection(self) -> AsyncIterator[PgConnection]:
        """Lend a connection of the pool; what fails when it is given back does not change what was done on it."""
        connection: Any = await self.pool.acquire(timeout=self._wait_s)
        try:
            if connection.look_at <= asyncio.get_running_loop().time():
                await connection.look_for_statistics()
            yield connection
        finally:
            try:
                await self.pool.release(connection, timeout=self._wait_s)
            except (asyncpg.PostgresError, *LOST_ERRORS) as error:
                _log.debug("a broken connection was replaced: %s", error)

    async def _hold_snapshot(self, opened: "asyncio.Future[Session]", leave: asyncio.Event, slot: Slot) -> None:
        """Keep a snapshot open until ``leave`` is set; ``opened`` receives its session.

        Raises ``Unavailable`` if none could be opened in time. One that breaks while it is open tells its reader so.
        """
        while not opened.done():
            try:
                async with self._connection() as connection, _view(connection):
                    session = Session(connection)
                    if not opened.done():
                        opened.set_result(session)
                    await leave.wait()
                    await session.drain()
            except LOST_ERRORS as error:
                if not opened.done():
                    await _pause_before_retry(error, slot)


def _view(connection: PgConnection) -> Any:
    """Return the context of an unchanging view."""
    return connection.transaction(isolation="repeatable_read", readonly=True)


async def _try_connection(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    """Raise at once what prevents connecting, before anything waits for it to pass."""
    try:
        async with pool.acquire():
            pass
    except BaseException:  # cancelled or not, no connection stays
        pool.terminate()
        raise


async def _pause_before_retry(error: BaseException, slot: Slot) -> None:
    """Wait until a broken connection may be tried again; raises ``Unavailable`` once the slot's time is over."""
    if slot.is_over:
        _log.error("the database cannot be reached: %s", str(error.__cause__ or error) or type(error).__name__)
        raise Unavailable from error
    await asyncio.sleep(RECONNECT_S * (0.5 + random.random()))  # noqa: S311 - spreads the tries, keeps no secret


def _retrieve_exception(task: asyncio.Task[T]) -> None:
    """Retrieve a task's exception: Python logs one that nobody retrieved, as when the caller has gone."""
    if not task.cancelled():
        task.exception()


async def _run_and_release(work: Callable[[Slot], Awaitable[T]], slot: Slot) -> T:
    try:
        return await work(slot)
    finally:
        slot.release()
