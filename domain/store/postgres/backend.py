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
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from typing import Any, TypeVar

import asyncpg

from domain.errors import Busy, Conflict, OutcomeUnknown, Unavailable
from domain.store.admission import Slot
from domain.store.backend import PreviewSession, Reader, Risk
from domain.store.commit_times import CommitTimes
from domain.store.faults import FaultKind, Faults
from domain.store.freed_memory import give_freed_memory_back
from domain.store.occupancy import Occupancy
from domain.store.postgres.commit import CommitUnanswered, rollback, run_and_commit
from domain.store.postgres.connection import LOST_ERRORS, RETRYABLE_ERRORS, PgConnection, is_lost, translate_errors
from domain.store.postgres.groups import Groups
from domain.store.postgres.hosts import Hosts
from domain.store.postgres.lending import LOOK_S, Lending, pause_before_retry
from domain.store.postgres.pooled import open_alone, open_pool
from domain.store.postgres.reserve import Reserve
from domain.store.postgres.session import RetryingSession, Session
from domain.store.program import Program, ProgramFactory
from domain.store.together import ALONE, any_done, together
from domain.store.turns import Turns
from domain.store.url import STANDBY, WRITABLE
from domain.texts import say

T = TypeVar("T")

_log = logging.getLogger("tieout")

Before = Callable[[PgConnection], Awaitable[None]]
"""What is run on a connection before a view begins on it."""

TRIES_MAX = 10


class PostgresBackend:
    """One PostgreSQL database."""

    dialect = "postgres"

    def __init__(
        self,
        pool: "asyncpg.Pool[asyncpg.Record]",
        connections: int,
        wait_s: float,
        reserve: Reserve,
        *,
        pooler: bool = False,
        faults: Faults,
    ) -> None:
        self.pool = pool
        self._pooler = pooler
        self.faults = faults
        self.commits = CommitTimes()
        self._wait_s = wait_s
        self._reserve = reserve
        self.lending = Lending(pool, connections, wait_s, reserve)
        self._turns = Turns()
        self._groups = Groups(self._run_together, self._run_alone, wait_s, self._turns)

    @classmethod
    async def open(
        cls,
        dsn: str,
        *,
        connections: int,
        wait_s: float,
        statement_s: float | None = None,
        pooler: bool = False,
        standby: bool = False,
    ) -> "PostgresBackend":
        """Open the pool; raises ``OSError`` or ``asyncpg.PostgresError`` if the server cannot be reached in time.

        ``pooler``: each transaction may get another connection to the server, as PgBouncer gives it. So nothing is asked
        outside of one, none counts on a statement that an earlier one prepared, and settings are made in each.
        ``standby``: it is one to read from, and may be away.
        """
        hosts = Hosts(dsn, STANDBY if standby else WRITABLE)
        try:
            pool = await open_pool(
                hosts, connections, wait_s=wait_s, statement_s=statement_s, pooler=pooler, may_be_away=standby
            )
        except (asyncpg.TooManyConnectionsError, asyncpg.CannotConnectNowError) as error:
            raise Busy from error

        async def connect(within_s: float) -> Any:
            return await open_alone(hosts, within_s, pooler=pooler)

        faults = Faults(of="the read replica: " if standby else "")
        return cls(pool, connections, wait_s, Reserve(connect), pooler=pooler, faults=faults)

    async def run_unit(self, make_program: ProgramFactory[T], *, in_group: bool = False) -> T:
        """See ``Backend.run_unit``."""
        with self._noting(writing=True):
            if in_group:
                return await self._groups.run_unit(make_program)
            return await self._run_alone(make_program, self._wait_s)

    async def _run_together(self, makers: Sequence[ProgramFactory[Any]], within_s: float) -> Sequence[object]:
        """Run units in one transaction; return the outcome of each, ``ALONE`` for all if nothing of it is stored.

        Raises ``Busy`` and ``OutcomeUnknown``, and what the database refused; then nothing is stored either.
        """

        async def once(slot: Slot) -> Sequence[object]:
            try:
                async with self.lending.connection(slot) as lent:
                    turn_s = self._turns.seconds
                    return await run_and_commit(lent, together(makers), self._wait_s, self.commits, any_done, turn_s)
            except CommitUnanswered as unanswered:
                stored: Sequence[object] = unanswered.result
                return stored if await self.lending.is_committed(unanswered, slot) else [ALONE] * len(makers)

        return await self.lending.run(once, writing=True, within_s=within_s)

    async def _run_alone(self, make_program: ProgramFactory[T], within_s: float) -> T:
        async def once(connection: PgConnection) -> T:
            return await run_and_commit(connection, make_program(), self._wait_s, self.commits)

        return await self.lending.run(lambda slot: self._retry(once, slot), writing=True, within_s=within_s)

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

        with self._noting(writing=True):
            return await self.lending.run(lambda slot: self._retry(once, slot), writing=True, within_s=self._wait_s)

    async def read(self, program: Program[T], *, single: bool = False) -> T:
        """See ``Backend.read``."""
        outcome: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        with self._turns.reading(single=single), self._noting(writing=False):
            return await self.lending.run(
                lambda slot: self._read(program, slot, outcome, single=single),
                writing=False,
                within_s=self._wait_s,
                outcome=outcome,
            )

    async def _read(self, program: Program[T], slot: Slot, outcome: "asyncio.Future[T]", *, single: bool) -> T:
        """Run a program in a view of its own, which ends behind the ``outcome``: no caller waits for that.

        Raises ``Unavailable`` if none could be opened in time, or if it broke.
        """
        begun = False
        while True:
            try:
                async with (
                    self.lending.connection(slot) as connection,
                    contextlib.nullcontext() if single and not self._pooler else _view(connection),
                ):
                    begun = True
                    result = await Session(connection).run_alone(program)
                    if not outcome.done():
                        outcome.set_result(result)
            except LOST_ERRORS as error:
                if not is_lost(error):
                    raise
                if begun:
                    raise Unavailable from error
                await pause_before_retry(error, slot)
            else:
                return result

    @contextlib.asynccontextmanager
    async def snapshot(self, before: Before | None = None) -> AsyncIterator[Reader]:
        """See ``Backend.snapshot``. ``before`` is run on the connection before the view begins, and may refuse it."""
        opened: asyncio.Future[Session] = asyncio.get_running_loop().create_future()
        leave = asyncio.Event()
        held = asyncio.create_task(
            self.lending.run(
                lambda slot: self._hold_snapshot(opened, leave, slot, before), writing=False, within_s=self._wait_s
            )
        )
        held.add_done_callback(_retrieve_exception)
        try:
            with self._noting(writing=False):
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

    def occupancies(self) -> Sequence[Occupancy]:
        """See ``Backend.occupancies``."""
        return [*self.lending.occupancies(), self._groups.occupancy]

    async def log_bytes(self) -> int | None:
        """See ``Backend.log_bytes``."""
        with translate_errors():
            return await self._reserve.log_bytes(LOOK_S)

    async def release_memory(self) -> None:
        """See ``Backend.release_memory``: what is read, the server keeps."""
        give_freed_memory_back()

    async def yield_to_others(self) -> bool:
        """See ``Backend.yield_to_others``. Only rows are locked here, and the next who waits for one gets it."""
        return False

    async def check(self, make_program: ProgramFactory[None], within_s: float) -> None:
        """See ``Backend.check``."""
        with translate_errors():
            await self._reserve.check(make_program, within_s, takes_space=FaultKind.STORAGE_FULL in self.faults.present)
        self.faults.works(writing=True, surely=True)

    async def risks(self, within_s: float) -> Sequence[Risk]:
        """See ``Backend.risks``."""
        with translate_errors():
            return await self._reserve.risks(within_s)

    async def close(self) -> None:
        """See ``Backend.close``."""
        await self._groups.drain()
        await self.lending.drain()
        await self._reserve.close()
        await self.pool.close()

    @contextlib.contextmanager
    def _noting(self, *, writing: bool) -> Iterator[None]:
        """Note what an operation tells of the database."""
        try:
            yield
        except (Busy, OutcomeUnknown) as error:
            self.faults.note(error, writing=writing)
            raise
        if self.faults:
            self.faults.works(writing=writing)

    async def _retry(self, once: Callable[[PgConnection], Awaitable[T]], slot: Slot) -> T:
        """Run ``once`` on a connection until it succeeds, or the slot's time is over.

        Raises ``Unavailable`` if connections broke all the time, and ``OutcomeUnknown`` if one broke while it committed.
        """
        tries = 0
        while True:
            try:
                with translate_errors():
                    async with self.lending.connection(slot) as connection:
                        return await once(connection)
            except CommitUnanswered as unanswered:
                if await self.lending.is_committed(unanswered, slot):
                    return unanswered.result  # type: ignore[no-any-return]  # what ``once`` would have returned
                await pause_before_retry(unanswered, slot)
            except asyncpg.LockNotAvailableError:
                await slot.yield_slot()
            except RETRYABLE_ERRORS as error:
                tries += 1
                if tries == TRIES_MAX or slot.is_over:
                    raise Conflict(say("changed-repeatedly")) from error
                await asyncio.sleep(random.random() * 0.005 * 2**tries)  # noqa: S311 - spreads the tries, keeps no secret
            except LOST_ERRORS as error:
                if not is_lost(error):
                    raise
                await pause_before_retry(error, slot)

    async def _hold_snapshot(
        self, opened: "asyncio.Future[Session]", leave: asyncio.Event, slot: Slot, before: Before | None
    ) -> None:
        """Keep a snapshot open until ``leave`` is set; ``opened`` receives its session.

        Raises ``Unavailable`` if none could be opened in time. One that breaks while it is open tells its reader so.
        """
        while not opened.done():
            try:
                async with self.lending.connection(slot) as connection:
                    if before is not None:
                        await before(connection)
                    async with _view(connection):
                        session = Session(connection)
                        if not opened.done():
                            opened.set_result(session)
                        await leave.wait()
                        await session.drain()
            except LOST_ERRORS as error:
                if not opened.done():
                    await pause_before_retry(error, slot)


def _view(connection: PgConnection) -> Any:
    """Return the context of an unchanging view."""
    return connection.transaction(isolation="repeatable_read", readonly=True)


def _retrieve_exception(task: asyncio.Task[T]) -> None:
    """Retrieve a task's exception: Python logs one that nobody retrieved, as when the caller has gone."""
    if not task.cancelled():
        task.exception()
