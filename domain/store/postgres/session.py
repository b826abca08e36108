"""A PostgreSQL connection within an open transaction: a snapshot, or the inside of a preview."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import asyncpg

from domain.errors import Busy, Unavailable
from domain.store.backend import PreviewSession
from domain.store.postgres.connection import (
    LOST_ERRORS,
    RETRYABLE_ERRORS,
    PgConnection,
    is_lost,
    run_program,
    translate_errors,
)
from domain.store.program import Program, ProgramFactory

T = TypeVar("T")


class Session:
    """Runs programs on the connection, one after another; none is cancelled halfway."""

    def __init__(self, connection: PgConnection) -> None:
        self._connection = connection
        self._lock = asyncio.Lock()
        self._tasks: set[asyncio.Task[Any]] = set()

    async def run(self, program: Program[T]) -> T:
        """See ``Reader.run``."""
        return await self._shielded(lambda: self.run_alone(program))

    async def drain(self) -> None:
        """Wait until no program is running."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def run_alone(self, program: Program[T]) -> T:
        """Run a program as ``run`` does, for a caller that cannot be cancelled and runs nothing beside it."""
        with translate_errors():
            try:
                return await run_program(self._connection, program)
            except asyncpg.LockNotAvailableError:
                raise Busy from None
            except LOST_ERRORS as error:
                if not is_lost(error):
                    raise
                raise Unavailable from error

    async def _shielded(self, work: Callable[[], Awaitable[T]]) -> T:
        async def with_lock() -> T:
            async with self._lock:
                return await work()

        task = asyncio.create_task(with_lock())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(task)


class RetryingSession(Session):
    """The inside of a preview, which must run again from its start after a failure that another try may avoid.

    The caller may take such a failure for an answer, as a resolver's error is one; so the session remembers it.
    """

    def __init__(self, connection: PgConnection) -> None:
        super().__init__(connection)
        self._failure: Exception | None = None

    async def run_unit(self, make_program: ProgramFactory[T]) -> T:
        """See ``PreviewSession.run_unit``."""
        return await self._shielded(lambda: self._run_in_savepoint(make_program))

    async def run_work(self, work: Callable[[PreviewSession], Awaitable[T]]) -> T:
        """Return or raise what ``work`` does, unless it must be tried again: then raise the failure that says so."""
        try:
            answer = await work(self)
        except Exception:  # a cancelled caller is not tried again
            if self._failure is not None:
                raise self._failure from None
            raise
        if self._failure is not None:
            raise self._failure
        return answer

    async def run_alone(self, program: Program[T]) -> T:
        """See ``Session.run_alone``."""
        if self._failure is not None:
            raise self._failure
        with translate_errors(), self._remembering():
            return await run_program(self._connection, program)

    async def _run_in_savepoint(self, make_program: ProgramFactory[T]) -> T:
        with self._remembering():
            async with self._connection.transaction():
                return await self.run_alone(make_program())

    @contextlib.contextmanager
    def _remembering(self) -> Iterator[None]:
        try:
            yield
        except (*RETRYABLE_ERRORS, *LOST_ERRORS, asyncpg.LockNotAvailableError) as failure:
            if not isinstance(failure, LOST_ERRORS) or is_lost(failure):
                self._failure = failure
            raise
