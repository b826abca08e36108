"""The one connection that writes to a SQLite file, and the queue before it.

Blocks that wait are run one after another under one BEGIN IMMEDIATE, each in a savepoint of its own, and share one COMMIT,
so that under load one fsync serves many. A block's caller hears of it only after that COMMIT. Whatever happens, everybody
whose turn it was is answered; a connection that failed at its own rollback is opened anew before the next turn.
"""

import asyncio
import logging
import sqlite3
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

import aiosqlite

from domain.errors import Busy
from domain.store.backend import PreviewSession
from domain.store.connection import begin, connect, drive, hop, rollback, told
from domain.store.steps import Fetch, MakeSteps, Sql, Steps

T = TypeVar("T")

_log = logging.getLogger("tieout")

GROUP = 64
"""At most so many blocks share a commit, so that the first of them is not kept waiting for long."""

LOOK_MS = 2
"""How long the writer leaves waiting to SQLite, whose pauses between two looks grow to 100 ms: a process that works on
and on (a job) would hardly ever be found between two blocks. ``begin`` asks again until its own time is over."""

_NOTHING = Sql("select 1")


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
class Failed:
    """A block's exception, carried out of the writer's thread."""

    error: BaseException


class Writer:
    """The writer of one file, in this process."""

    def __init__(self, path: Path, connection: aiosqlite.Connection, wait_s: float) -> None:
        self.path = path
        self.connection = connection
        self._wait_s = wait_s
        self._pending: deque[_Pending | _PendingPreview] = deque()
        self._writing: asyncio.Task[None] | None = None
        self._broken = False

    @classmethod
    async def open(cls, path: Path, wait_s: float) -> Self:
        """Opens the writer; the file is made if it is not there."""
        return cls(path, await _connection(path, wait_s), wait_s)

    async def run_block(self, make_steps: MakeSteps[T]) -> T:
        """See ``Backend.run_block``."""
        return await self._queue(_Pending(make_steps, asyncio.get_running_loop().create_future()))  # type: ignore[no-any-return]  # futures of any block

    async def preview(self, work: Callable[[PreviewSession], Awaitable[T]]) -> T:
        """See ``Backend.preview``."""
        return await self._queue(_PendingPreview(work, asyncio.get_running_loop().create_future()))  # type: ignore[no-any-return]  # as above

    async def check(self) -> None:
        """See ``Backend.check``: a connection that broke is opened anew, or what prevents it is raised."""
        if self._broken:
            await self.run_block(_nothing)

    async def rest(self) -> None:
        """Waits until nothing is under way."""
        while self._writing is not None:
            await asyncio.wait({self._writing})

    async def close(self) -> None:
        """Waits for what is under way, then closes the connection; the last of a file, it puts the log into the file."""
        await self.rest()
        await self.connection.close()

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
                turn = self._next_turn()
                if turn:
                    await self._serve(turn)
        finally:
            self._writing = None

    def _next_turn(self) -> Sequence[_Pending | _PendingPreview]:
        """A preview alone, or the blocks that stand before the next; whoever has gone meanwhile is left out."""
        turn: list[_Pending | _PendingPreview] = []
        while self._pending and len(turn) < GROUP:
            if turn and _PendingPreview in {type(turn[0]), type(self._pending[0])}:
                break
            pending = self._pending.popleft()
            if not pending.done.done():
                pending.begun = True
                turn.append(pending)
        return turn

    async def _serve(self, turn: Sequence[_Pending | _PendingPreview]) -> None:
        """Does one turn and answers everybody whose turn it was, whatever happens."""
        outcomes: Sequence[object]
        try:
            await self._mend()
            first = turn[0]
            if isinstance(first, _PendingPreview):
                outcomes = [await self._preview(first.work)]
            else:
                makers = [pending.make_steps for pending in turn if isinstance(pending, _Pending)]
                outcomes = await hop(self.connection, partial(run_group, makers=makers, wait_s=self._wait_s))
        except asyncio.CancelledError:  # the loop ends, and with it everybody who waits
            for pending in turn:
                pending.done.cancel()
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is answered
            # not even the way back went well: what is open on the connection is unknown
            self._broken = True
            _log.exception("the connection that writes to %s is broken", self.path)
            outcomes = [Failed(error)] * len(turn)
        for pending, outcome in zip(turn, outcomes, strict=True):
            _settle(pending.done, outcome)

    async def _mend(self) -> None:
        """Opens a connection that broke anew; raises what prevents it."""
        if self._broken:
            await self.connection.close()  # first: it may still hold the file's lock
            self.connection = await _connection(self.path, self._wait_s)
            self._broken = False

    async def _preview(self, work: Callable[[PreviewSession], Awaitable[Any]]) -> object:
        try:
            await hop(self.connection, lambda connection: begin(connection, self._wait_s))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is handed on or answered
            return Failed(error)
        outcome: object
        try:
            outcome = await work(_Preview(self.connection))
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is handed on or answered
            outcome = Failed(error)
        await hop(self.connection, rollback)
        return outcome


class _Preview:
    """The writer, within a block that will be undone."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def run(self, steps: Steps[T]) -> T:
        return await hop(self._connection, lambda connection: drive(connection, steps))

    async def run_block(self, make_steps: MakeSteps[T]) -> T:
        def block(connection: sqlite3.Connection) -> T:
            outcome = run_in_savepoint(connection, make_steps)
            if isinstance(outcome, Failed):
                raise outcome.error
            return outcome  # type: ignore[return-value]  # not failed: the steps' own result

        return await hop(self._connection, block)


async def _connection(path: Path, wait_s: float) -> aiosqlite.Connection:
    connection = await connect(path, read_only=False, busy_ms=int(wait_s * 1000))
    await connection.execute(f"PRAGMA busy_timeout={LOOK_MS}")
    return connection


def run_in_savepoint(connection: sqlite3.Connection, make_steps: MakeSteps[Any]) -> object:
    """Runs one block within the open transaction; gives its result, or ``Failed`` with nothing of it kept."""
    connection.execute("SAVEPOINT block")
    try:
        outcome = drive(connection, make_steps())
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is handed on or answered
        if connection.in_transaction:  # some errors (disk full) make SQLite end the whole transaction by itself
            connection.execute("ROLLBACK TO block")
            connection.execute("RELEASE block")
        return Failed(error)
    connection.execute("RELEASE block")
    return outcome


def run_group(connection: sqlite3.Connection, makers: list[MakeSteps[Any]], wait_s: float) -> list[object]:
    """Runs blocks under one commit; gives for each its result or ``Failed``. What failed has left nothing.

    Raises what makes the connection unusable: a rollback that fails.
    """
    try:
        begin(connection, wait_s)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is handed on or answered
        return [Failed(error) for _ in makers]
    outcomes: list[object] = []
    try:
        for make_steps in makers:
            outcomes.append(run_in_savepoint(connection, make_steps))
            if not connection.in_transaction:
                raise outcomes[-1].error if isinstance(outcomes[-1], Failed) else AssertionError("a block committed")  # noqa: TRY301 - one place ends the block
        connection.execute("COMMIT")
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is handed on or answered
        rollback(connection)
        return [Failed(error) for _ in makers]
    return outcomes


def _settle(done: asyncio.Future[Any], outcome: object) -> None:
    if done.done():
        return
    if isinstance(outcome, Failed):
        done.set_exception(told(outcome.error))
        done.exception()  # fetched, or Python reports it when the caller has gone
    else:
        done.set_result(outcome)


def _nothing() -> Steps[None]:
    yield Fetch(_NOTHING)
