"""SQLite: one writer (``writer.py``), and read-only connections beside it.

Readers have connections of their own and wait for nobody (WAL). A unit of work runs as one call on its connection's
thread, which no cancellation can stop halfway; a read begins at once, and goes on in a thread if it takes long. A file that
is opened only for reading has no writer, and may be where nothing can be written.
"""

import asyncio
import contextlib
import errno
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from domain.errors import Busy, DatabaseReplaced, Unavailable
from domain.store.backend import PreviewSession, Reader, Risk
from domain.store.commit_times import CommitTimes
from domain.store.faults import Faults
from domain.store.freed_memory import give_freed_memory_back
from domain.store.occupancy import Occupancy
from domain.store.program import Program, ProgramFactory
from domain.store.sqlite.backup import copy_database
from domain.store.sqlite.connection import (
    CACHE_KIB,
    connect,
    plain,
    risks_of,
    rollback,
    run_in_thread,
    run_program,
    stopped_after,
    translate_errors,
)
from domain.store.sqlite.files import is_frozen, state_of
from domain.store.sqlite.reads import Read
from domain.store.sqlite.writer import Writer
from domain.store.turns import Turns

T = TypeVar("T")

YIELD_S = 0.01
"""How long a process that writes continuously (a job) pauses between two units, so that another process, which checks every
2 ms (``writer.BUSY_TIMEOUT_MS``), finds the writer free."""


COMMAND_CACHE_KIB = 40_960, 8_192
"""How much of the file the writer and a reader of a command keep in memory: what imports a large file comes to hold all of
it, and takes 150 MB with the program itself. A server's connections have more (``CACHE_KIB``)."""


class SqliteBackend:
    """One SQLite file, in this process. ``writer`` is None if it is open only for reading."""

    dialect = "sqlite"

    def __init__(
        self,
        path: Path,
        writer: Writer | None,
        readers: list[aiosqlite.Connection],
        wait_s: float,
        statement_s: float | None,
    ) -> None:
        self.path = path
        self.writer = writer
        self.faults = Faults() if writer is None else writer.faults
        self.commits = CommitTimes() if writer is None else writer.commits
        self._turns = Turns() if writer is None else writer.turns
        self._readers = readers
        self._free = _FreeReaders()
        """The readers that nobody uses; the last one used comes first, since it still has most in memory."""
        for reader in readers:
            self._free.put_nowait(reader)
        self._waiting = 0
        """How many wait for a reader."""
        self._wait_s = wait_s
        self._statement_s = statement_s
        self._returning: set[asyncio.Future[Any]] = set()
        self._frozen = state_of(path) if writer is None and is_frozen(path) else None
        """The state of a file that cannot be written to from here, but perhaps from elsewhere."""

    @classmethod
    async def open(
        cls, path: Path, *, readers: int, wait_s: float, statement_s: float | None = None, read_only: bool = False
    ) -> "SqliteBackend":
        """Open the writer and the readers, or only the readers if ``read_only``; a missing file is created.

        ``statement_s`` limits each statement of a reader; a server has such a limit, a command none.
        """
        to_write, to_read = COMMAND_CACHE_KIB if statement_s is None else (CACHE_KIB, CACHE_KIB)
        writer = None if read_only else await Writer.open(path, wait_s, to_write)
        busy_ms = int(wait_s * 1000)
        opened: list[aiosqlite.Connection] = []
        try:
            for _ in range(readers):
                opened.append(await connect(path, read_only=True, busy_ms=busy_ms, cache_kib=to_read))  # noqa: PERF401
        except BaseException:  # cancelled or not, no thread stays
            await _close(opened, writer)
            raise
        return cls(path, writer, opened, wait_s, statement_s)

    async def run_unit(self, make_program: ProgramFactory[T], *, in_group: bool = False) -> T:
        """See ``Backend.run_unit``; here all units that wait share a transaction, those of ``in_group`` side by side."""
        return await self._open_writer.run_unit(make_program, in_group=in_group)

    def occupancies(self) -> Sequence[Occupancy]:
        """See ``Backend.occupancies``."""
        free, limit = self._free.qsize(), len(self._readers)
        unmoved_ns = 0 if free else time.monotonic_ns() - self._free.moved_ns
        readers = Occupancy("readers", limit - free, limit, self._waiting, unmoved_ns)
        return [readers] if self.writer is None else [self.writer.occupancy, readers]

    async def log_bytes(self) -> int | None:
        """See ``Backend.log_bytes``."""
        try:
            return os.stat(f"{self.path}-wal").st_size  # noqa: PTH116 - as fast as a look at memory
        except OSError:
            return None

    async def preview(self, work: Callable[[PreviewSession], Awaitable[T]]) -> T:
        """See ``Backend.preview``."""
        return await self._open_writer.preview(work)

    async def read(self, program: Program[T], *, single: bool = False) -> T:
        """See ``Backend.read``: a view of its own, and a thread only if it takes long (``reads.py``)."""
        try:
            with self._turns.reading(single=single), translate_errors():
                await asyncio.sleep(0)  # whoever reads again and again gives others their turn
                result = await self._read(await self._reader(), program)
        except (sqlite3.DatabaseError, Unavailable) as error:
            self._check_files()  # the reason may be that it is another file
            self.faults.note(error, writing=False)
            raise
        if self.faults:
            self.faults.works(writing=False)
        self._check_unchanged()
        self._check_files()
        return result

    async def _read(self, connection: aiosqlite.Connection, program: Program[T]) -> T:
        going_on = False
        try:
            read = Read(plain(connection), program, self._statement_s)
            going_on = not read.begin()
            if not going_on:
                return read.result
        finally:
            if not going_on:
                self._free.put_nowait(connection)
        # in a task of its own: a cancelled caller must not return a connection that is in use
        task = asyncio.ensure_future(run_in_thread(connection, lambda _: read.go_on()))
        self._returning.add(task)
        task.add_done_callback(partial(self._read_ended, connection))
        return await asyncio.shield(task)

    @contextlib.asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Reader]:
        """See ``Backend.snapshot``."""
        self._check_files()
        connection = await self._reader()
        reader = _SnapshotReader(connection, self._statement_s)
        try:
            yield reader
            self._check_unchanged()
            self._check_files()
        except Unavailable as error:
            self.faults.note(error, writing=False)
            raise
        finally:
            # in a task of its own: a cancelled caller must not leave a view open or a connection unreturned
            task = asyncio.create_task(self._return_reader(reader))
            self._returning.add(task)
            task.add_done_callback(self._returning.discard)
            await asyncio.shield(task)

    async def release_memory(self) -> None:
        """See ``Backend.release_memory``: each connection keeps up to 64 MiB of the file."""
        idle = [self._free.get_nowait() for _ in range(self._free.qsize())]
        for connection in reversed(idle):
            plain(connection).execute("PRAGMA shrink_memory")
            self._free.put_nowait(connection)
        if self.writer is not None:
            await self.writer.release_memory()
        give_freed_memory_back()

    async def yield_to_others(self) -> bool:
        """See ``Backend.yield_to_others``."""
        await asyncio.sleep(YIELD_S)
        return await self._open_writer.others_wrote()

    async def backup(self, target: Path) -> None:
        """Write a complete, consistent copy while others read and write; only its owner may read it.

        The target must be missing or empty; raises ``sqlite3.OperationalError`` for any other file.
        """
        await copy_database(self.path, target, int(self._wait_s * 1000))
        self._check_unchanged()

    async def check(self, make_program: ProgramFactory[None], within_s: float) -> None:
        """See ``Backend.check``."""
        if self.writer is not None:
            await self.writer.check(make_program, within_s)
        else:
            await self.read(make_program())

    async def risks(self, within_s: float) -> Sequence[Risk]:  # noqa: ARG002 - no database need be waited for
        """See ``Backend.risks``: each connection sets what keeps a commit, so this reads what SQLite made of it."""
        connection = self._readers[0] if self.writer is None else self.writer.connection
        return await run_in_thread(connection, partial(risks_of, writes=self.writer is not None))

    async def close(self) -> None:
        """See ``Backend.close``."""
        if self.writer is not None:
            await self.writer.drain()
        while self._returning:
            await asyncio.wait(self._returning)
        await _close(self._readers, self.writer)

    def _check_unchanged(self) -> None:
        """Raise ``OSError`` if a frozen file was written to: its reads agree only while it stays unchanged."""
        if self._frozen is not None and self._frozen != state_of(self.path):
            raise OSError(errno.EBUSY, "it was written to while it was read. Try again")

    def _check_files(self) -> None:
        """Raise ``DatabaseReplaced`` if what is read here is not what is stored at the path any more."""
        if self.writer is None:
            return
        try:
            self.writer.check_files()
        except DatabaseReplaced as replaced:
            self.faults.note(replaced, writing=False)
            raise

    @property
    def _open_writer(self) -> Writer:
        assert self.writer is not None, "the file is open only for reading"
        return self.writer

    async def _reader(self) -> aiosqlite.Connection:
        """Return a reader that is free; raises ``Busy`` if none is within the time."""
        if not self._free.empty():
            return self._free.get_nowait()
        self._waiting += 1
        try:
            async with asyncio.timeout(self._wait_s):
                return await self._free.get()
        except TimeoutError:
            busy = Busy()
            self.faults.note(busy, writing=False)
            raise busy from None
        finally:
            self._waiting -= 1

    def _read_ended(self, connection: aiosqlite.Connection, task: "asyncio.Future[Any]") -> None:
        """Return a reader whose program has ended; if it failed and nobody waits any more, that is no news."""
        self._returning.discard(task)
        self._free.put_nowait(connection)
        if not task.cancelled():
            task.exception()

    async def _return_reader(self, reader: "_SnapshotReader") -> None:
        try:
            await reader.end()
        finally:
            self._free.put_nowait(reader.connection)


class _FreeReaders(asyncio.LifoQueue[aiosqlite.Connection]):
    """The readers that nobody uses; ``moved_ns`` is when one was last taken or returned."""

    moved_ns = 0

    def _get(self) -> aiosqlite.Connection:
        self.moved_ns = time.monotonic_ns()
        return super()._get()

    def _put(self, item: aiosqlite.Connection) -> None:
        self.moved_ns = time.monotonic_ns()
        super()._put(item)


async def _close(readers: list[aiosqlite.Connection], writer: Writer | None) -> None:
    async def close_readers() -> None:
        for connection in readers:
            await connection.close()

    if writer is None:
        await close_readers()
    else:
        await writer.close(close_readers)


class _SnapshotReader:
    """A read connection that sees the database as it was at its first statement."""

    def __init__(self, connection: aiosqlite.Connection, statement_s: float | None) -> None:
        self.connection = connection
        self._statement_s = statement_s
        self._begun = False

    async def run(self, program: Program[T]) -> T:
        begun, self._begun = self._begun, True

        def read(connection: sqlite3.Connection) -> T:
            if not begun:
                rollback(connection)  # a failed end may have left a transaction open
                connection.execute("BEGIN")
            with stopped_after(connection, self._statement_s) as before_statement:
                return run_program(connection, program, before_statement)

        with translate_errors():
            return await run_in_thread(self.connection, read)

    async def end(self) -> None:
        if self._begun:
            await run_in_thread(self.connection, rollback)
