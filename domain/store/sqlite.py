"""SQLite: one writer (``writer.py``), and read-only connections beside it.

Reads have connections of their own and wait for nobody (WAL). All of a block or a read runs in one hop on its connection's
thread, which no cancellation can stop halfway. A file that is opened for reading alone needs no writer, and may stand where
nothing can be written.
"""

import asyncio
import contextlib
import errno
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import aiosqlite

from domain.errors import Busy
from domain.store.backend import PreviewSession, Reader
from domain.store.connection import (
    connect,
    drive,
    hop,
    in_our_words,
    is_frozen,
    make_private,
    rollback,
    state_of,
    stopped_after,
)
from domain.store.steps import MakeSteps, Steps
from domain.store.writer import Writer

T = TypeVar("T")

GIVE_WAY_S = 0.01
"""How long a process that works on and on (a job) pauses between two blocks: so that whoever looks for its turn at the
writer, every 2 ms (``writer.LOOK_MS``), finds it free."""


class SqliteBackend:
    """One SQLite file, in this process. ``writer`` is None where it is open for reading alone."""

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
        self._readers = readers
        self._free: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        for reader in readers:
            self._free.put_nowait(reader)
        self._wait_s = wait_s
        self._statement_s = statement_s
        self._returning: set[asyncio.Task[None]] = set()
        self._frozen = state_of(path) if writer is None and is_frozen(path) else None
        """How a file was that nobody can write to from here, but perhaps from elsewhere."""

    @classmethod
    async def open(
        cls, path: Path, *, readers: int, wait_s: float, statement_s: float | None = None, read_only: bool = False
    ) -> "SqliteBackend":
        """Opens the writer and its readers; the file is made if it is not there. ``read_only``: the readers alone.

        ``statement_s`` is how long one statement of a reader may take.
        """
        writer = None if read_only else await Writer.open(path, wait_s)
        opened: list[aiosqlite.Connection] = []
        try:
            for _ in range(readers):
                opened.append(await connect(path, read_only=True, busy_ms=int(wait_s * 1000)))  # noqa: PERF401 - clearer so
        except BaseException:
            for connection in opened:
                await connection.close()
            if writer is not None:
                await writer.close()
            raise
        return cls(path, writer, opened, wait_s, statement_s)

    async def run_block(self, make_steps: MakeSteps[T]) -> T:
        """See ``Backend.run_block``."""
        return await self._its_writer.run_block(make_steps)

    async def preview(self, work: Callable[[PreviewSession], Awaitable[T]]) -> T:
        """See ``Backend.preview``."""
        return await self._its_writer.preview(work)

    @contextlib.asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Reader]:
        """See ``Backend.snapshot``."""
        try:
            async with asyncio.timeout(self._wait_s):
                connection = await self._free.get()
        except TimeoutError:
            raise Busy from None
        reader = _SnapshotReader(connection, self._statement_s)
        try:
            yield reader
            self._check_unchanged()
        finally:
            # in a task of its own: a cancelled caller must not leave a view open or a connection unreturned
            task = asyncio.create_task(self._give_back(reader))
            self._returning.add(task)
            task.add_done_callback(self._returning.discard)
            await asyncio.shield(task)

    async def give_way(self) -> None:
        """See ``Backend.give_way``."""
        await asyncio.sleep(GIVE_WAY_S)

    async def backup(self, target: Path) -> None:
        """Writes a whole, consistent copy beside running reads and writes, for its owner alone.

        The target is an empty file, or not there; raises ``sqlite3.OperationalError`` for any other.
        """

        def copy(connection: sqlite3.Connection) -> None:
            connection.execute("VACUUM INTO ?", (str(target),))

        connection = await connect(self.path, read_only=True, busy_ms=int(self._wait_s * 1000))
        try:
            make_private(target)
            await connection.execute("PRAGMA query_only=off")
            await hop(connection, copy)
            self._check_unchanged()
        finally:
            await connection.close()

    async def check(self) -> None:
        """See ``Backend.check``."""
        if self.writer is not None:
            await self.writer.check()

    async def close(self) -> None:
        """See ``Backend.close``."""
        if self.writer is not None:
            await self.writer.rest()
        while self._returning:
            await asyncio.wait(self._returning)
        for connection in self._readers:
            await connection.close()
        if self.writer is not None:
            await self.writer.close()

    def _check_unchanged(self) -> None:
        """Nothing keeps what is read from a frozen file together but that it stays as it is; raises ``OSError``."""
        if self._frozen is not None and self._frozen != state_of(self.path):
            raise OSError(errno.EBUSY, "somebody wrote to it while it was read. Try again")

    @property
    def _its_writer(self) -> Writer:
        assert self.writer is not None, "the file is open for reading alone"
        return self.writer

    async def _give_back(self, reader: "_SnapshotReader") -> None:
        try:
            await reader.end()
        finally:
            self._free.put_nowait(reader.connection)


class _SnapshotReader:
    """A read connection whose view stays as it was at its first statement."""

    def __init__(self, connection: aiosqlite.Connection, statement_s: float | None) -> None:
        self.connection = connection
        self._statement_s = statement_s
        self._begun = False

    async def run(self, steps: Steps[T]) -> T:
        begun, self._begun = self._begun, True

        def read(connection: sqlite3.Connection) -> T:
            if not begun:
                rollback(connection)  # what an end that failed has left open
                connection.execute("BEGIN")
            with stopped_after(connection, self._statement_s) as begin_one:
                return drive(connection, steps, begin_one)

        with in_our_words():
            return await hop(self.connection, read)

    async def end(self) -> None:
        if self._begun:
            await hop(self.connection, rollback)
