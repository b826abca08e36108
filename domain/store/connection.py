"""One connection to a SQLite file: opened with everything set, and reached in one hop on its own thread."""

import asyncio
import contextlib
import errno
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import aiosqlite

from domain.errors import Busy, TookTooLong
from domain.store.steps import Fetch, Steps

T = TypeVar("T")

# Whole connection set-up, beside WAL. FULL: a commit that was answered survives the power going out (NORMAL loses the
# last ones).
PRAGMAS = {
    "synchronous": "full",
    "foreign_keys": "on",
    "recursive_triggers": "on",
    "cache_size": "-65536",
}

READER_PRAGMAS = {"query_only": "on", "temp_store": "memory"}
"""Sorting in memory. The writer's savepoints must not be kept there: SQLite walks through all of such a journal after
each statement that can fail, so that 20,000 updates in one block took 10 s instead of 0.4."""

LOOK_AT_TIME = 1_000_000
"""After so many instructions (some 50 ms) a reader looks whether its time is over: more often, and waiting for Python's
lock would hold up long reads."""

sqlite3.register_adapter(date, date.isoformat)
sqlite3.register_converter("DATE", lambda text: date.fromisoformat(text.decode()))
sqlite3.register_converter("BOOLEAN", lambda text: text == b"1")


async def connect(path: Path, *, read_only: bool, busy_ms: int) -> aiosqlite.Connection:
    """Opens a connection with everything set; a file that is not there is made, for its owner alone.

    Raises ``sqlite3.OperationalError`` and ``OSError`` where the file cannot be opened, and ``Busy`` where another process
    has it for itself beyond the time.
    """
    if not read_only:
        make_private(path)
    mode = "rw" if not read_only else "ro&immutable=1" if is_frozen(path) else "ro"
    uri = f"{path.absolute().as_uri()}?mode={mode}"  # noqa: ASYNC240 - asks no file system
    connection = aiosqlite.connect(
        uri, uri=True, isolation_level=None, detect_types=sqlite3.PARSE_DECLTYPES, cached_statements=512
    )
    try:
        await connection
    except BaseException:
        # its thread would tell a loop that may be closed by then
        await asyncio.to_thread(connection._thread.join)  # noqa: SLF001 - the library has no public way to it
        raise
    try:
        with in_our_words():
            await hop(connection, partial(_set_up, read_only=read_only, busy_ms=busy_ms))
    except BaseException:
        await connection.close()
        raise
    return connection


def _set_up(connection: sqlite3.Connection, *, read_only: bool, busy_ms: int) -> None:
    connection.execute(f"PRAGMA busy_timeout={busy_ms}")
    if not read_only:
        switch_to_wal(connection, busy_ms)
    for name, value in PRAGMAS.items():
        if not (read_only and name == "synchronous"):
            connection.execute(f"PRAGMA {name}={value}")
    for name, value in READER_PRAGMAS.items() if read_only else ():
        connection.execute(f"PRAGMA {name}={value}")
    answer = connection.execute("PRAGMA foreign_keys").fetchone()
    assert answer == (1,), "this SQLite keeps no foreign keys"


def make_private(path: Path) -> None:
    """Makes an empty file that its owner alone may read, for SQLite to fill: it will hold password hashes.

    One that is there stays as it is. SQLite gives the files that it makes beside it the same permissions.
    """
    # Exclusively: to open a file that is in use and close it again would drop this process's locks on it.
    with contextlib.suppress(FileExistsError):
        path.touch(mode=0o600, exist_ok=False)


def is_frozen(path: Path) -> bool:
    """Whether nobody can write beside a file: then SQLite, whose log's index would stand there, must know so.

    Raises ``OSError`` where that index is needed: the log holds what is not in the file yet.
    """
    if path.is_dir():  # which SQLite would open, and fail to read
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    log, index = Path(f"{path}-wal"), Path(f"{path}-shm")
    if not hasattr(os, "statvfs") or not path.exists() or not os.statvfs(path).f_flag & os.ST_RDONLY:
        return False
    if not log.exists() or log.stat().st_size == 0:
        return True
    if index.exists():
        return False
    reason = f"it stands where nothing can be written, and a part of it only in {log.name}. Copy both to another place"
    raise OSError(errno.EROFS, reason)


def state_of(path: Path) -> tuple[int, int, bool]:
    """What tells whether a file was written to: its time and size, and whether it has a log beside it."""
    state = path.stat()
    return state.st_mtime_ns, state.st_size, Path(f"{path}-wal").exists()


def drive(connection: sqlite3.Connection, steps: Steps[T], begin_one: Callable[[], None] = lambda: None) -> T:
    """Runs steps on a connection, in its own thread, and gives their result; calls ``begin_one`` before each."""
    try:
        step = next(steps)
        while True:
            begin_one()
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


@contextlib.contextmanager
def stopped_after(connection: sqlite3.Connection, seconds: float | None) -> Iterator[Callable[[], None]]:
    """Interrupts each statement of a connection after so many seconds (None: never); ``told`` says it in our words.

    Gives what is to be called before each statement: as on PostgreSQL, what is thought between two of them does not count.
    """
    if seconds is None:
        yield lambda: None
        return
    ends = time.monotonic() + seconds

    def begin_one() -> None:
        nonlocal ends
        ends = time.monotonic() + seconds

    connection.set_progress_handler(lambda: time.monotonic() > ends, LOOK_AT_TIME)
    try:
        yield begin_one
    finally:
        connection.set_progress_handler(None, 0)


def told(error: BaseException) -> BaseException:
    """An error as it is to be told: somebody else's lock, or an end of the time, in our own words."""
    if isinstance(error, sqlite3.OperationalError):
        if _locked(error):
            return Busy()
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            return TookTooLong()
    return error


@contextlib.contextmanager
def in_our_words() -> Iterator[None]:
    """Raises ``told`` of an error in its stead."""
    try:
        yield
    except sqlite3.OperationalError as error:
        ours = told(error)
        if ours is error:
            raise
        raise ours from error


async def hop(connection: aiosqlite.Connection, function: Callable[[sqlite3.Connection], T]) -> T:
    """Runs ``function`` with the plain connection on the connection's own thread."""
    # aiosqlite has no public way to run several statements in one hop
    return await connection._execute(function, connection._conn)  # type: ignore[no-untyped-call, no-any-return]  # noqa: SLF001 - the library has no public way to it


def begin(connection: sqlite3.Connection, wait_s: float = 0.0) -> None:
    """Takes the database's write lock; raises ``Busy`` when another process holds it beyond the time.

    The time is ``wait_s`` and the connection's own ``busy_timeout``.
    """
    ends = time.monotonic() + wait_s
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if not _locked(error):
                raise
            if time.monotonic() >= ends:
                raise Busy from None
        else:
            return


def _locked(error: sqlite3.OperationalError) -> bool:
    """Whether a statement failed because of somebody else's lock."""
    return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def switch_to_wal(connection: sqlite3.Connection, busy_ms: int) -> None:
    """Makes a file's journal a write-ahead log, as it then stays; raises ``Busy`` when it cannot be had within the time.

    Several that open one new file at once all want to switch it. SQLite reads the file first and then asks for the write
    lock: whoever loses that race is told at once that the file is locked, whatever ``busy_timeout`` says. So the loser
    waits for the write lock as a block does, which obeys it, and tries again.
    """
    ends = time.monotonic() + busy_ms / 1000
    while True:
        try:
            mode = connection.execute("PRAGMA journal_mode=wal").fetchone()
        except sqlite3.OperationalError as error:
            if not _locked(error):
                raise
            if time.monotonic() > ends:
                raise Busy from None
            begin(connection)
            rollback(connection)
        else:
            assert mode == ("wal",), f"this file cannot have a write-ahead log: {mode}"
            return


def rollback(connection: sqlite3.Connection) -> None:
    """Ends whatever is open, keeping nothing of it."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
