"""SQLite: one writer that commits waiting blocks together, and read-only connections beside it.

One connection writes. Blocks queue for it; those that wait are run one after another under one BEGIN IMMEDIATE, each in
a savepoint of its own, and share one COMMIT, so that under load one fsync serves many. A block's caller hears of it only
after that COMMIT. Reads have connections of their own and wait for nobody (WAL). All of a block or a read runs in one hop
on its connection's thread, which no cancellation can stop halfway.
"""

import asyncio
import contextlib
import json
import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import aiosqlite

from domain.errors import Busy
from domain.store.backend import PreviewSession, Reader
from domain.store.connection import begin, connect, hop, make_private, rollback
from domain.store.steps import Fetch, MakeSteps, Steps

T = TypeVar("T")

GROUP = 64
"""At most so many blocks share a commit, so that the first of them is not kept waiting for long."""

LOOK_MS = 2
"""How long the writer leaves waiting to SQLite, whose pauses between two looks grow to 100 ms: a process that works on
and on (a job) would hardly ever be found between two blocks. ``begin`` asks again until its own time is over."""

GIVE_WAY_S = 0.01
"""How long such a process pauses between two blocks: so that whoever looks every 2 ms finds the writer free."""


def drive(connection: sqlite3.Connection, steps: Steps[T]) -> T:
    """Runs steps on a connection, in its own thread, and gives their result."""
    try:
        step = next(steps)
        while True:
            if isinstance(step, Fetch):
                step = steps.send(connection.execute(step.sql.sqlite, _bound(step)).fetchall())
            else:
                connection.executemany(step.sql.sqlite, step.rows)
                step = steps.send([])
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        steps.close()


def _bound(step: Fetch) -> tuple[Any, ...]:
    if not step.sql.lists:
        return step.arguments
    return tuple(
        json.dumps(list(cast("Iterable[object]", value))) if name in step.sql.lists else value
        for name, value in zip(step.sql.names, step.arguments, strict=True)
    )


@dataclass(slots=True, eq=False)
class _Pending:
    """A block that waits for its turn."""

    make_steps: MakeSteps[Any]
    done: asyncio.Future[Any]
    begun: bool = False


@dataclass(slots=True, eq=False)
class _PendingPreview:
    """A preview that waits for its turn: it has the writer for itself."""

    work: Callable[[PreviewSession], Awaitable[Any]]
    done: asyncio.Future[Any]
    begun: bool = False


@dataclass(slots=True)
class _Failed:
    """A block's exception, carried out of the writer's thread."""

    error: BaseException


class SqliteBackend:
    """One SQLite file, in this process."""

    dialect = "sqlite"

    def __init__(
        self, path: Path, writer: aiosqlite.Connection, readers: list[aiosqlite.Connection], wait_s: float
    ) -> None:
        self.path = path
        self._writer = writer
        self._readers = readers
        self._free: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        for reader in readers:
            self._free.put_nowait(reader)
        self._wait_s = wait_s
        self._pending: deque[_Pending | _PendingPreview] = deque()
        self._writing: asyncio.Task[None] | None = None
        self._returning: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, path: Path, *, readers: int, wait_s: float) -> "SqliteBackend":
        """Opens the writer and its readers; the file is made if it is not there."""
        busy_ms = int(wait_s * 1000)
        writer = await connect(path, read_only=False, busy_ms=busy_ms)
        opened: list[aiosqlite.Connection] = []
        try:
            await writer.execute(f"PRAGMA busy_timeout={LOOK_MS}")
            for _ in range(readers):
                opened.append(await connect(path, read_only=True, busy_ms=busy_ms))  # noqa: PERF401 - clearer so
        except BaseException:
            for connection in (*opened, writer):
                await connection.close()
            raise
        return cls(path, writer, opened, wait_s)

    async def run_block(self, make_steps: MakeSteps[T]) -> T:
        """See ``Backend.run_block``."""
        return await self._queue(_Pending(make_steps, asyncio.get_running_loop().create_future()))  # type: ignore[no-any-return]  # futures of any block

    async def preview(self, work: Callable[[PreviewSession], Awaitable[T]]) -> T:
        """See ``Backend.preview``."""
        return await self._queue(_PendingPreview(work, asyncio.get_running_loop().create_future()))  # type: ignore[no-any-return]  # as above

    @contextlib.asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Reader]:
        """See ``Backend.snapshot``."""
        try:
            async with asyncio.timeout(self._wait_s):
                connection = await self._free.get()
        except TimeoutError:
            raise Busy from None
        reader = _SnapshotReader(connection)
        try:
            yield reader
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
        finally:
            await connection.close()

    async def close(self) -> None:
        """See ``Backend.close``."""
        while self._writing is not None or self._returning:
            await asyncio.wait({*self._returning, *({self._writing} if self._writing else ())})
        for connection in (*self._readers, self._writer):
            await connection.close()

    async def _give_back(self, reader: "_SnapshotReader") -> None:
        try:
            await reader.end()
        finally:
            self._free.put_nowait(reader.connection)

    async def _queue(self, pending: _Pending | _PendingPreview) -> Any:
        self._pending.append(pending)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        try:
            await asyncio.wait({pending.done}, timeout=self._wait_s)
            if not pending.done.done() and not pending.begun:
                pending.done.cancel()
                raise Busy
            return await asyncio.shield(pending.done)
        except asyncio.CancelledError:
            if not pending.begun:
                pending.done.cancel()
            raise

    async def _write(self) -> None:
        """Serves the queue until it is empty. Nobody cancels this task; ``close`` waits for it."""
        try:
            while self._pending:
                first = self._pending.popleft()
                if first.done.done():
                    continue
                first.begun = True
                if isinstance(first, _PendingPreview):
                    await self._preview(first)
                    continue
                group = [first]
                while self._pending and len(group) < GROUP and isinstance(self._pending[0], _Pending):
                    pending = self._pending.popleft()
                    if isinstance(pending, _Pending) and not pending.done.done():
                        pending.begun = True
                        group.append(pending)
                makers = [pending.make_steps for pending in group]
                outcomes = await hop(self._writer, partial(run_group, makers=makers, wait_s=self._wait_s))
                for pending, outcome in zip(group, outcomes, strict=True):
                    _settle(pending.done, outcome)
        finally:
            self._writing = None

    async def _preview(self, pending: _PendingPreview) -> None:
        outcome: object
        try:
            await hop(self._writer, lambda connection: begin(connection, self._wait_s))
            try:
                outcome = await pending.work(_SqlitePreview(self._writer))
            finally:
                await hop(self._writer, rollback)
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is handed on or answered
            outcome = _Failed(error)
        _settle(pending.done, outcome)


class _SnapshotReader:
    """A read connection whose view stays as it was at its first statement."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self.connection = connection
        self._begun = False

    async def run(self, steps: Steps[T]) -> T:
        begun, self._begun = self._begun, True

        def read(connection: sqlite3.Connection) -> T:
            if not begun:
                connection.execute("BEGIN")
            return drive(connection, steps)

        return await hop(self.connection, read)

    async def end(self) -> None:
        if self._begun:
            await hop(self.connection, rollback)


class _SqlitePreview:
    """The writer, within a block that will be undone."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def run(self, steps: Steps[T]) -> T:
        return await hop(self._connection, lambda connection: drive(connection, steps))

    async def run_block(self, make_steps: MakeSteps[T]) -> T:
        def block(connection: sqlite3.Connection) -> T:
            outcome = run_in_savepoint(connection, make_steps)
            if isinstance(outcome, _Failed):
                raise outcome.error
            return outcome  # type: ignore[return-value]  # not failed: the steps' own result

        return await hop(self._connection, block)


def run_in_savepoint(connection: sqlite3.Connection, make_steps: MakeSteps[Any]) -> object:
    """Runs one block within the open transaction; gives its result, or ``_Failed`` with nothing of it kept."""
    connection.execute("SAVEPOINT block")
    try:
        outcome = drive(connection, make_steps())
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is handed on or answered
        if connection.in_transaction:  # some errors (disk full) make SQLite end the whole transaction by itself
            connection.execute("ROLLBACK TO block")
            connection.execute("RELEASE block")
        return _Failed(error)
    connection.execute("RELEASE block")
    return outcome


def run_group(connection: sqlite3.Connection, makers: list[MakeSteps[Any]], wait_s: float) -> list[object]:
    """Runs blocks under one commit; gives for each its result or ``_Failed``. What failed has left nothing."""
    try:
        begin(connection, wait_s)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is handed on or answered
        return [_Failed(error) for _ in makers]
    outcomes: list[object] = []
    try:
        for make_steps in makers:
            outcomes.append(run_in_savepoint(connection, make_steps))
            if not connection.in_transaction:
                raise outcomes[-1].error if isinstance(outcomes[-1], _Failed) else AssertionError("a block committed")  # noqa: TRY301 - one place ends the block
        connection.execute("COMMIT")
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is handed on or answered
        rollback(connection)
        return [_Failed(error) for _ in makers]
    return outcomes


def _settle(done: asyncio.Future[Any], outcome: object) -> None:
    if done.done():
        return
    if isinstance(outcome, _Failed):
        done.set_exception(outcome.error)
        done.exception()  # fetched, or Python reports it when the caller has gone
    else:
        done.set_result(outcome)
