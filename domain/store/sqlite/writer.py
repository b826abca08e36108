"""The one connection that writes to a SQLite file, and the queue in front of it.

Queued units of work run one after another under one BEGIN IMMEDIATE and share one COMMIT, so that under load one fsync
serves many (``group.py``). A unit's caller gets its result only after that COMMIT. Whatever happens, every queued unit
gets a result or an error. A connection whose rollback failed is reopened before the next group.

What is reported is what is stored. A group that committed into a deleted or overwritten file is not acknowledged. A COMMIT
that fails may have reached the log all the same, where the next start would find it; so another one is written over it
before its callers learn that nothing was stored.
"""

import asyncio
import contextlib
import contextvars
import logging
import sqlite3
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

import aiosqlite

from domain.errors import Busy, DatabaseReplaced, OutcomeUnknown, StorageFull, Unavailable
from domain.store.backend import PreviewSession
from domain.store.commit_times import CommitTimes
from domain.store.faults import FaultKind, Faults, kind_of
from domain.store.occupancy import Occupancy
from domain.store.pending import Pending, PendingUnit, place_in_queue, resolve_in_turn
from domain.store.program import Failed, ProgramFactory
from domain.store.sqlite.connection import (
    CACHE_KIB,
    LockedByAnother,
    begin_units,
    connect,
    plain,
    rollback,
    run_in_thread,
    run_program,
    translate_error,
)
from domain.store.sqlite.contents import CHECKPOINT_PAGES, count_commit, data_version, give_name, is_named, pages_in_log
from domain.store.sqlite.files import check_space
from domain.store.sqlite.group import CommitFailed, commit_anything, run_group
from domain.store.sqlite.preview import WriterPreview
from domain.store.sqlite.watch import Watch
from domain.store.turns import Turns

T = TypeVar("T")

_log = logging.getLogger("tieout")

GROUP_MAX = 64
"""The most units that share a commit, so that the first of them does not wait for long."""

BUSY_TIMEOUT_MS = 2
"""How long SQLite itself waits for the write lock. Its pauses between two tries grow to 100 ms, which would hardly ever
find a gap between two units of a process that writes without end (a job); so ``begin`` tries again itself."""


@dataclass(slots=True, eq=False, kw_only=True)
class _PendingAlone(Pending):
    """Queued work that has the writer to itself: a preview, or a check."""

    work: Callable[[], Awaitable[Any]]


class Writer:
    """The writer of one file, in this process."""

    def __init__(self, path: Path, connection: aiosqlite.Connection, wait_s: float, cache_kib: int) -> None:
        self.path = path
        self.connection = connection
        self.faults = Faults()
        self.commits = CommitTimes()
        self.turns = Turns()
        self._watch = Watch(path)
        self._wait_s = wait_s
        self._cache_kib = cache_kib
        self._pending: deque[PendingUnit | _PendingAlone] = deque()
        self._writing: asyncio.Task[None] | None = None
        self._began_ns: int | None = None
        """When it began what it does at present; None while nothing is written."""
        self._broken = False
        self._closing = False
        self._served = 0
        """How many units and previews it has run."""
        self._seen = (0, 0)
        """What ``others_wrote`` found when it was last asked."""

    @classmethod
    async def open(cls, path: Path, wait_s: float, cache_kib: int = CACHE_KIB) -> Self:
        """Open the writer, which keeps so much of the file in memory; a missing file is created."""
        connection = await _connection(path, wait_s, cache_kib)
        try:
            await run_in_thread(connection, partial(name_file, wait_s=wait_s))
            return cls(path, connection, wait_s, cache_kib)
        except BaseException:  # cancelled or not, its thread must end
            await connection.close()
            raise

    async def run_unit(self, make_program: ProgramFactory[T], *, in_group: bool = False) -> T:
        """See ``Backend.run_unit``."""
        pending = PendingUnit(*place_in_queue(self._wait_s), make_program=make_program, in_group=in_group)
        return await self._enqueue(pending)  # type: ignore[no-any-return]  # futures of any unit

    async def preview(self, work: Callable[[PreviewSession], Awaitable[T]]) -> T:
        """See ``Backend.preview``."""
        preview = partial(self._preview, work)
        return await self._enqueue(_PendingAlone(*place_in_queue(self._wait_s), work=preview))  # type: ignore[no-any-return]  # as above

    async def check(self, make_program: ProgramFactory[None], within_s: float) -> None:
        """See ``Backend.check``: run a program that only reads, where a unit could write; reopen a broken connection.

        After a failed write, something is committed. While a unit of this process is under way, there is nothing to find.
        """
        self.check_files()
        check_space(self.path, try_it=FaultKind.STORAGE_FULL in self.faults.present)
        if self._broken or not plain(self.connection).in_transaction:
            done, until = place_in_queue(within_s)
            await self._enqueue(_PendingAlone(done, until, work=partial(self._check, make_program, until)))

    @property
    def occupancy(self) -> Occupancy:
        """How many units wait, and how long the group takes that it writes at present."""
        began_ns = self._began_ns
        unmoved_ns = 0 if began_ns is None else time.monotonic_ns() - began_ns
        return Occupancy("writer", int(began_ns is not None), 1, len(self._pending), unmoved_ns)

    def check_files(self) -> None:
        """See ``Watch.check``."""
        self._watch.check(self.connection)

    async def others_wrote(self) -> bool:
        """Return True if anybody has written since the last call, in whatever process, beside one unit of the caller."""
        served, version = self._seen
        try:
            self._seen = self._served, await run_in_thread(self.connection, data_version)
        except sqlite3.Error:  # a broken connection: nobody knows
            return True
        return self._seen != (served + 1, version)

    async def release_memory(self) -> None:
        """Forget what it keeps of the file, between two of its statements."""
        if not self._broken:
            with contextlib.suppress(sqlite3.Error):  # which whoever writes next hears
                await run_in_thread(self.connection, lambda each: each.execute("PRAGMA shrink_memory"))

    async def drain(self) -> None:
        """Wait until the queue is empty."""
        while self._writing is not None:
            await asyncio.wait({self._writing})

    async def close(self, close_readers: Callable[[], Awaitable[None]]) -> None:
        """Drain the queue and close the connection; a file's last connection moves the log into the file.

        ``close_readers`` closes the others. An overwritten file must stay as it is, so there the last one is a reader.
        """
        self._closing = True
        await self.drain()
        with contextlib.suppress(DatabaseReplaced):
            self.check_files()
        await self._watch.rescued()
        if self._watch.overwritten():
            await self.connection.close()
            await close_readers()
            self._watch.close()
        else:
            await close_readers()
            self._watch.close()
            await self.connection.close()

    async def _enqueue(self, pending: PendingUnit | _PendingAlone) -> Any:
        self._pending.append(pending)
        if self._writing is None:
            # what it logs belongs to no request
            self._writing = asyncio.get_running_loop().create_task(self._write(), context=contextvars.Context())
        try:
            return await pending.outcome()
        except (Busy, OutcomeUnknown) as error:
            self.faults.note(error, writing=True)
            raise

    async def _write(self) -> None:
        """Serve the queue until it is empty, and leave time to readers between groups (``Turns``).

        Nobody cancels this task; ``close`` waits for it.
        """
        loop = asyncio.get_running_loop()
        try:
            while self._pending:
                if self.turns.pause_s > 0:
                    self._began_ns = None
                    await self.turns.pause()
                group = self._next_group()
                if group:
                    began = loop.time()
                    self._began_ns = time.monotonic_ns()
                    await self._serve(group)
                    self._began_ns = time.monotonic_ns()
                    await self._checkpoint()
                    self.turns.group_ended(began)
        finally:
            self._writing = self._began_ns = None

    def _next_group(self) -> Sequence[PendingUnit | _PendingAlone]:
        """Take the next group off the queue: what runs alone, or the units in front of the next of that.

        Units whose caller has gone are dropped.
        """
        group: list[PendingUnit | _PendingAlone] = []
        while self._pending and len(group) < GROUP_MAX:
            if group and _PendingAlone in {type(group[0]), type(self._pending[0])}:
                break
            pending = self._pending.popleft()
            if not pending.done.done():
                pending.begun = True
                group.append(pending)
        return group

    async def _serve(self, group: Sequence[PendingUnit | _PendingAlone]) -> None:
        """Run one group and give each of it a result or an error, whatever happens."""
        outcomes: Sequence[object]
        self._served += len(group)
        try:
            self.check_files()
            await self._reopen_if_broken()
            outcomes = await self._outcomes(group)
        except DatabaseReplaced as error:
            outcomes = [Failed(error)] * len(group)
        except CommitFailed as failed:
            outcomes = [Failed(await self._settle(failed.__cause__))] * len(group)
        except asyncio.CancelledError:  # the loop ends, and all waiting callers with it
            for pending in group:
                pending.done.cancel()
            raise
        except Exception as error:  # noqa: BLE001 - every caller gets the error
            # the rollback failed too: what is open on the connection is unknown
            self._broken = True
            if kind_of(translate_error(error)) is None:
                _log.exception("the connection that writes to %s is broken", self.path)
            outcomes = [Failed(error)] * len(group)
        served = [pair for pair in zip(group, outcomes, strict=True) if not self._put_back(*pair)]
        answers = (
            (pending, Failed(translate_error(outcome.error)) if isinstance(outcome, Failed) else outcome)
            for pending, outcome in served
        )
        await resolve_in_turn(answers, self.turns)

    async def _outcomes(self, group: Sequence[PendingUnit | _PendingAlone]) -> Sequence[object]:
        """Run one group and return the outcome of each."""
        first = group[0]
        if isinstance(first, _PendingAlone):
            return [await first.work()]
        units = [pending for pending in group if isinstance(pending, PendingUnit)]
        makers = [pending.make_program for pending in units]
        side_by_side = [index for index, pending in enumerate(units) if pending.in_group]
        waits_s = min(pending.left_s for pending in group)
        run = partial(
            run_group,
            makers=makers,
            side_by_side=side_by_side,
            wait_s=waits_s,
            commits=self.commits,
            given_up=self._given_up,
        )
        changes = plain(self.connection).total_changes
        outcomes = self._acknowledged(await run_in_thread(self.connection, run))
        if self.faults and plain(self.connection).total_changes != changes:
            self.faults.works(writing=True)
        return outcomes

    def _put_back(self, pending: PendingUnit | _PendingAlone, outcome: object) -> bool:
        """Queue again what was not begun since another program holds the lock; return False if its time is over."""
        locked = isinstance(outcome, Failed) and isinstance(outcome.error, LockedByAnother)
        if not locked or self._closing or pending.left_s <= 0:
            return False
        pending.begun = False
        self._pending.append(pending)
        return True

    def _given_up(self) -> bool:
        return self._closing

    def _acknowledged(self, outcomes: Sequence[object]) -> Sequence[object]:
        """Return the outcomes of a committed group, unless it was committed into a file that nobody will find again."""
        try:
            self.check_files()
        except DatabaseReplaced:
            return [each if isinstance(each, Failed) else Failed(OutcomeUnknown()) for each in outcomes]
        return outcomes

    async def _checkpoint(self) -> None:
        """Copy a long log into the file, as SQLite would by itself; but never into a file that was overwritten."""
        if pages_in_log(self.path) < CHECKPOINT_PAGES or self._broken:
            return
        try:
            self.check_files()
            await run_in_thread(self.connection, lambda each: each.execute("PRAGMA wal_checkpoint(passive)").fetchall())
        except DatabaseReplaced:
            return
        except sqlite3.Error as error:  # what is acknowledged is in the log, and the next group tries again
            ours = translate_error(error)
            self.faults.note(ours, writing=True)
            if ours is error:
                _log.exception("the log of %s could not be copied into it", self.path)

    async def _settle(self, error: BaseException | None) -> Exception:
        """Make sure that a group whose COMMIT failed is not stored; return what its callers get.

        The log's index does not count the group, so the next COMMIT takes its place in the log's file. Until then, a crash
        would bring it back. The page that makes a commit count is written last: a full disk has none of it.
        """
        self._broken = True
        if error is not None and isinstance(full := translate_error(error), StorageFull):
            return full
        try:
            self.check_files()
            await self._reopen_if_broken()
            await run_in_thread(self.connection, commit_anything)
        except Exception as failure:  # noqa: BLE001 - every caller gets the error
            self._broken = True
            unknown = OutcomeUnknown()
            unknown.__cause__ = failure
            return unknown
        unavailable = Unavailable("The database could not be written; nothing was stored. The server's log says why.")
        unavailable.__cause__ = error
        return unavailable

    async def _reopen_if_broken(self) -> None:
        """Reopen a broken connection; raises what prevents it."""
        if self._broken:
            await self.connection.close()  # before the new one: it may still hold the file's lock
            self.connection = await _connection(self.path, self._wait_s, self._cache_kib)
            self._broken = False

    async def _check(self, make_program: ProgramFactory[None], until: float) -> object:
        """Run a program where a unit could write; commit something if the last unit could not be stored."""
        must_commit = bool(self.faults)

        def look(connection: sqlite3.Connection) -> None:
            begin_units(connection, until - time.monotonic(), savepoints=False, given_up=self._given_up)
            try:
                run_program(connection, make_program())
                if must_commit:
                    count_commit(connection)
                connection.execute("COMMIT")
            finally:
                rollback(connection)

        try:
            await run_in_thread(self.connection, look)
        except LockedByAnother as locked:
            return Failed(locked)
        except sqlite3.Error as error:
            self._broken = True
            return Failed(error)
        except Exception as error:  # noqa: BLE001 - the caller gets the error
            return Failed(error)
        self.faults.works(writing=True, surely=True)
        return None

    async def _preview(self, work: Callable[[PreviewSession], Awaitable[Any]]) -> object:
        begin_it = partial(begin_units, wait_s=self._wait_s, savepoints=True, given_up=self._given_up)
        try:
            await run_in_thread(self.connection, begin_it)
            return await work(WriterPreview(self.connection))
        except BaseException as error:
            if _is_cancelled():
                raise
            return Failed(error)  # the caller gets it
        finally:
            await run_in_thread(self.connection, rollback)


async def _connection(path: Path, wait_s: float, cache_kib: int) -> aiosqlite.Connection:
    connection = await connect(path, read_only=False, busy_ms=int(wait_s * 1000), cache_kib=cache_kib)
    await connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    await run_in_thread(
        connection, lambda each: each.execute("select 1 from sqlite_schema").fetchone()
    )  # opens the log
    return connection


def name_file(connection: sqlite3.Connection, wait_s: float) -> None:
    """Give a new file its name; raises ``Busy`` if another process writes beyond the time."""
    if is_named(connection):
        return
    begin_units(connection, wait_s, savepoints=False)
    try:
        give_name(connection)
        connection.execute("COMMIT")
    except BaseException:  # the lock is let go of, whatever happened
        rollback(connection)
        raise


def _is_cancelled() -> bool:
    """Return True if the running task itself was cancelled, and not only something that it awaits."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
