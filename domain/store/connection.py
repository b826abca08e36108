"""One connection to a SQLite file: opened with everything set, and reached in one hop on its own thread."""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import aiosqlite

from domain.errors import Busy

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

sqlite3.register_adapter(date, date.isoformat)
sqlite3.register_converter("DATE", lambda text: date.fromisoformat(text.decode()))
sqlite3.register_converter("BOOLEAN", lambda text: text == b"1")


async def connect(path: Path, *, read_only: bool, busy_ms: int) -> aiosqlite.Connection:
    """Opens a connection with everything set; a file that is not there is made, for its owner alone.

    Raises ``sqlite3.OperationalError`` where the file cannot be opened, and ``Busy`` where it is new and another process
    holds it beyond the time.
    """
    if not read_only:
        make_private(path)
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"  # noqa: ASYNC240 - asks no file system
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
        await connection.execute(f"PRAGMA busy_timeout={busy_ms}")
        if not read_only:
            await hop(connection, lambda plain: switch_to_wal(plain, busy_ms))
        for name, value in PRAGMAS.items():
            if not (read_only and name == "synchronous"):
                await connection.execute(f"PRAGMA {name}={value}")
        for name, value in READER_PRAGMAS.items() if read_only else ():
            await connection.execute(f"PRAGMA {name}={value}")
    except BaseException:
        await connection.close()
        raise
    return connection


def make_private(path: Path) -> None:
    """Makes an empty file that its owner alone may read, for SQLite to fill: it will hold password hashes.

    One that is there stays as it is. SQLite gives the files that it makes beside it the same permissions.
    """
    # Exclusively: to open a file that is in use and close it again would drop this process's locks on it.
    with contextlib.suppress(FileExistsError):
        path.touch(mode=0o600, exist_ok=False)


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
            connection.execute("PRAGMA journal_mode=wal")
        except sqlite3.OperationalError as error:
            if not _locked(error):
                raise
            if time.monotonic() > ends:
                raise Busy from None
            begin(connection)
            rollback(connection)
        else:
            return


def rollback(connection: sqlite3.Connection) -> None:
    """Ends whatever is open, keeping nothing of it."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
