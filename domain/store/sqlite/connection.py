"""One connection to a SQLite file: opened with everything set, and used on a thread of its own."""

import asyncio
import contextlib
import enum
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from inspect import GEN_CLOSED, getgeneratorstate
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite
import orjson

from domain.core import kinds
from domain.errors import Busy, StorageFull, TookTooLong, Unavailable
from domain.store.backend import Risk
from domain.store.program import AtOnce, Attempt, ExecuteMany, Program, Query, Statement, Unreadable
from domain.store.sqlite.files import check_log, is_frozen, make_private
from domain.tables.book_sums import BookFigure

T = TypeVar("T")

# Every setting of a connection, beside WAL. FULL: a commit that was answered survives a power failure; NORMAL may lose the
# latest ones.
PRAGMAS = {"synchronous": "full", "foreign_keys": "on", "recursive_triggers": "on"}

CACHE_KIB = 65_536
"""How much of the file a connection keeps in memory."""

_FULL = 2
"""How SQLite reports ``synchronous=full``."""

READER_PRAGMAS = {"query_only": "on", "temp_store": "memory"}
"""Readers sort in memory."""

INSTRUCTIONS_BETWEEN_CHECKS = 1_000_000
"""A reader checks its time limit after this many instructions (about 50 ms). Checking more often would slow long reads,
because each check waits for Python's lock."""

DATES_MAX = 10_000

sqlite3.register_adapter(date, date.isoformat)
# what has no adapter is asked for one by two failing look-ups: that took a seventh of writing a reconciliation
sqlite3.register_adapter(type(None), {None: None}.__getitem__)
sqlite3.register_adapter(bool, int)
for _kind in (*vars(kinds).values(), BookFigure):
    if isinstance(_kind, enum.EnumType):
        sqlite3.register_adapter(_kind, str.__str__)


class _Dates(dict[bytes, date]):
    """Dates by their text: most rows have one of few, and a look-up is faster than a call."""

    def __missing__(self, text: bytes) -> date:
        if len(self) >= DATES_MAX:
            self.clear()
        found = self[text] = date.fromisoformat(text.decode())
        return found


sqlite3.register_converter("DATE", _Dates().__getitem__)
sqlite3.register_converter("BOOLEAN", {b"0": False, b"1": True}.__getitem__)


async def connect(path: Path, *, read_only: bool, busy_ms: int, cache_kib: int = CACHE_KIB) -> aiosqlite.Connection:
    """Open a connection with everything set; a missing file is created, readable only by its owner.

    ``cache_kib`` is how much of the file it keeps in memory.

    Raises ``sqlite3.OperationalError`` or ``OSError`` if the file cannot be opened or the log beside it is another's, and
    ``Busy`` if another process holds it exclusively beyond the time.
    """
    if not read_only:
        make_private(path)
        await asyncio.to_thread(check_log, path)
    mode = "rw" if not read_only else "ro&immutable=1" if is_frozen(path) else "ro"
    uri = f"{path.absolute().as_uri()}?mode={mode}"  # noqa: ASYNC240 - asks no file system
    connection = aiosqlite.connect(
        uri,
        uri=True,
        isolation_level=None,
        detect_types=sqlite3.PARSE_DECLTYPES,
        cached_statements=512,
        check_same_thread=not read_only,  # a read begins on the caller's thread; only one thread uses it at a time
    )
    try:
        await connection
    except BaseException:  # cancelled or not, as below
        # its thread would call a loop that may be closed by then
        await asyncio.to_thread(connection._thread.join)  # noqa: SLF001 - the library has no public way to it
        raise
    try:
        with translate_errors():
            await run_in_thread(connection, partial(_set_up, read_only=read_only, busy_ms=busy_ms, cache_kib=cache_kib))
    except UnicodeDecodeError as error:  # Python cannot even say which name of the schema is damaged
        await connection.close()
        raise sqlite3.DatabaseError("malformed database schema") from error
    except BaseException:  # cancelled or not, its thread must end
        await connection.close()
        raise
    return connection


def _set_up(connection: sqlite3.Connection, *, read_only: bool, busy_ms: int, cache_kib: int) -> None:
    connection.execute(f"PRAGMA busy_timeout={busy_ms}")
    if not read_only:
        switch_to_wal(connection, busy_ms)
        connection.execute("PRAGMA wal_autocheckpoint=0")  # the writer does it, when it has looked at the file
    connection.execute(f"PRAGMA cache_size=-{cache_kib}")
    for name, value in PRAGMAS.items():
        if not (read_only and name == "synchronous"):
            connection.execute(f"PRAGMA {name}={value}")
    for name, value in READER_PRAGMAS.items() if read_only else ():
        connection.execute(f"PRAGMA {name}={value}")
    answer = connection.execute("PRAGMA foreign_keys").fetchone()
    assert answer == (1,), "this SQLite keeps no foreign keys"


def run_program(
    connection: sqlite3.Connection,
    program: Program[T],
    before_statement: Callable[[], None] = lambda: None,
    first: Statement | None = None,
) -> T:
    """Run a program on a connection, in the connection's thread, and return its result.

    ``before_statement`` is called before each statement; ``first`` is the one that a begun program waits for.
    """
    assert getgeneratorstate(program) != GEN_CLOSED, "a program runs once"
    try:
        step = next(program) if first is None else first
        while True:
            before_statement()
            step = program.send(answer_of(connection, step))
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        program.close()


def answer_of(connection: sqlite3.Connection, step: Statement) -> Any:
    """Run one statement and return its rows, or those that go at once and return the rows of each."""
    if isinstance(step, AtOnce):
        return _answers_of(connection, step.steps)
    if isinstance(step, Attempt):
        return _attempted(connection, step)
    if isinstance(step, Query):
        return connection.execute(*_bound(step)).fetchall()
    connection.executemany(step.sql.sqlite, step.rows)
    return []


def _answers_of(connection: sqlite3.Connection, steps: Sequence[Query] | Sequence[ExecuteMany]) -> list[Any]:
    """Run statements in turn and return the rows of each; equal questions are asked once."""
    answers: list[Any] = []
    known: dict[tuple[object, ...], Any] = {}
    for step in steps:
        if not isinstance(step, Query) or step.sql.lists:  # lists are no keys
            answers.append(answer_of(connection, step))
            continue
        key = (step.sql, step.arguments)
        if key not in known:
            known[key] = answer_of(connection, step)
        answers.append(known[key])
    return answers


def _attempted(connection: sqlite3.Connection, step: Attempt) -> Any:
    """Return the rows of a query, or ``Unreadable`` for the error that damage makes."""
    try:
        return connection.execute(*_bound(step)).fetchall()
    except sqlite3.DatabaseError as error:
        if translate_error(error) is not error:  # another's lock, or the time is over
            raise
        return Unreadable(str(error))
    except (LookupError, ValueError, TypeError, OverflowError) as error:  # of what turns values into dates and the like
        return Unreadable(f"{type(error).__name__} {error}")


def _bound(step: Query) -> tuple[str, Sequence[object]]:
    """Return a statement and its arguments; lists are JSON, unless each has one value, which is compared as it is."""
    sql, arguments = step.sql, step.arguments
    if not sql.lists:
        return sql.sqlite, arguments
    places = [index for index, name in enumerate(sql.names) if name in sql.lists]
    bound: list[Any] = list(arguments)
    text = sql.sqlite_of_one
    for index in places:
        values = bound[index] = list(bound[index])
        text = text if len(values) == 1 else None
    for index in places:
        bound[index] = orjson.dumps(bound[index]).decode() if text is None else bound[index][0]
    return text or sql.sqlite, bound


@contextlib.contextmanager
def stopped_after(connection: sqlite3.Connection, seconds: float | None) -> Iterator[Callable[[], None]]:
    """Interrupt each statement of a connection that takes longer than ``seconds`` (None: no limit).

    Yields the function to call before each statement. As on PostgreSQL, time between two statements does not count.
    """
    if seconds is None:
        yield lambda: None
        return
    ends = time.monotonic() + seconds

    def before_statement() -> None:
        nonlocal ends
        ends = time.monotonic() + seconds

    connection.set_progress_handler(lambda: time.monotonic() > ends, INSTRUCTIONS_BETWEEN_CHECKS)
    try:
        yield before_statement
    finally:
        connection.set_progress_handler(None, 0)


_UNUSABLE = {
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOMEM,
}
"""What SQLite answers when the file cannot be read or written, through no fault of the statement."""


def translate_error(error: BaseException) -> BaseException:
    """Return what an error of SQLite means for the caller, or the error itself.

    ``Busy``: another connection's lock; ``TookTooLong``: the statement was interrupted; ``StorageFull`` and ``Unavailable``:
    the file cannot be read or written.
    """
    ours: Exception | None = None
    if isinstance(error, LockedByAnother):
        ours = Busy()
    elif isinstance(error, sqlite3.Error) and hasattr(error, "sqlite_errorcode"):  # Python's own errors have none
        code = error.sqlite_errorcode & 0xFF
        if code in _LOCKED:
            ours = Busy()
        elif code == sqlite3.SQLITE_INTERRUPT:
            ours = TookTooLong()
        elif code == sqlite3.SQLITE_FULL:
            ours = StorageFull()
        elif code in _UNUSABLE:
            ours = Unavailable()
    if ours is None:
        return error
    ours.__cause__ = error
    return ours


@contextlib.contextmanager
def translate_errors() -> Iterator[None]:
    """Raise ``translate_error(error)`` in place of an error."""
    try:
        yield
    except sqlite3.Error as error:
        ours = translate_error(error)
        if ours is error:
            raise
        raise ours from error


async def run_in_thread(connection: aiosqlite.Connection, function: Callable[[sqlite3.Connection], T]) -> T:
    """Run ``function`` with the plain connection, on the connection's own thread."""
    # aiosqlite has no public way to run several statements in one call
    return await connection._execute(function, plain(connection))  # type: ignore[no-untyped-call, no-any-return]  # noqa: SLF001 - the library has no public way to it


def plain(connection: aiosqlite.Connection) -> sqlite3.Connection:
    """Return the connection that a thread has for us."""
    return connection._conn  # noqa: SLF001 - the library has no public way to it


class LockedByAnother(Busy):
    """Another process holds the database's write lock, and nothing was begun."""


def begin(connection: sqlite3.Connection, wait_s: float = 0.0, given_up: Callable[[], bool] = lambda: False) -> None:
    """Take the database's write lock; raises ``LockedByAnother`` if another process holds it beyond the time.

    The time is ``wait_s`` plus the connection's own ``busy_timeout``, or what passes until ``given_up`` returns True.
    """
    ends = time.monotonic() + wait_s
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if not _is_locked(error):
                raise
            if time.monotonic() >= ends or given_up():
                raise LockedByAnother("another program holds its lock") from None
        else:
            return


def begin_units(
    connection: sqlite3.Connection, wait_s: float, *, savepoints: bool, given_up: Callable[[], bool] = lambda: False
) -> None:
    """Begin a transaction as ``begin`` does, with or without savepoints.

    Without, what a statement may have to bring back is kept in memory. A savepoint's is kept in a file, because SQLite walks
    through all of it after each statement that can fail, which is slow in memory: 20,000 updates in one unit took 10 s
    instead of 0.4.
    """
    connection.execute(f"PRAGMA temp_store={'file' if savepoints else 'memory'}")
    begin(connection, wait_s, given_up)


_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def risks_of(connection: sqlite3.Connection, *, writes: bool) -> list[Risk]:
    """Return which settings of a connection may lose what was acknowledged."""
    found = []
    if writes and connection.execute("PRAGMA synchronous").fetchone()[0] < _FULL:
        message = "SQLite's synchronous is not FULL: a power failure may lose what was acknowledged last."
        found.append(Risk("synchronous", message))
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    if mode not in {"wal", "delete", "truncate", "persist"}:
        found.append(Risk("journal_mode", f"SQLite's journal_mode is {mode}: a crash may destroy the database."))
    return found


def _is_locked(error: sqlite3.OperationalError) -> bool:
    """Return True if a statement failed because of another connection's lock."""
    return error.sqlite_errorcode & 0xFF in _LOCKED


def switch_to_wal(connection: sqlite3.Connection, busy_ms: int) -> None:
    """Make a file's journal a write-ahead log for good; raises ``Busy`` if that cannot be done within the time.

    Several processes that open a new file at once all try to switch it. SQLite reads the file and then asks for the write
    lock: the loser of that race gets "locked" at once, whatever ``busy_timeout`` says. So the loser waits for the write
    lock as a unit of work does, which obeys ``busy_timeout``, and tries again.
    """
    ends = time.monotonic() + busy_ms / 1000
    while True:
        try:
            mode = connection.execute("PRAGMA journal_mode=wal").fetchone()
        except sqlite3.OperationalError as error:
            if not _is_locked(error):
                raise
            if time.monotonic() > ends:
                raise Busy from None
            begin(connection)
            rollback(connection)
        else:
            assert mode == ("wal",), f"this file cannot have a write-ahead log: {mode}"
            return


def rollback(connection: sqlite3.Connection) -> None:
    """Roll back the open transaction, if there is one."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
