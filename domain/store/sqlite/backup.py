"""Copying a SQLite file that is in use."""

import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from domain.store.sqlite.connection import connect
from domain.store.sqlite.contents import read_file_header
from domain.store.sqlite.files import make_private


async def copy_database(source: Path, target: Path, busy_ms: int) -> None:
    """Write a complete, consistent copy that only its owner may read, while others read and write the source.

    ``target`` is an empty file or does not exist; raises ``sqlite3.OperationalError`` for any other.
    """
    connection = await connect(source, read_only=True, busy_ms=busy_ms)
    try:
        make_private(target)
        await connection.execute("PRAGMA query_only=off")
        await connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        await connection.close()


def rescue(connection: sqlite3.Connection, path: Path) -> Path:
    """Copy what a connection sees, though its file at ``path`` was deleted; return the new file beside it.

    Raises whatever SQLite refuses; then no copy stays.
    """
    target = path.with_name(f"{path.name}.rescued-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}")
    make_private(target)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error:
        target.unlink()
        raise
    return target


def rescue_sound(connection: sqlite3.Connection, path: Path) -> Path:
    """Copy what a connection still sees of an overwritten file, as ``rescue`` does, if that is a sound database.

    Raises ``sqlite3.DatabaseError`` if it is not; then no copy stays.
    """
    target = rescue(connection, path)
    with contextlib.closing(sqlite3.connect(target)) as copy:
        fault = _fault_of(copy, connection)
    if fault is not None:
        target.unlink()
        raise sqlite3.DatabaseError(fault)
    return target


def _fault_of(copy: sqlite3.Connection, connection: sqlite3.Connection) -> str | None:
    count = "select count(*) from sqlite_schema"
    if copy.execute(count).fetchone() == (0,) or read_file_header(copy).name != read_file_header(connection).name:
        return "nothing of it is left"
    (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    if found == "ok" and copy.execute("PRAGMA foreign_key_check").fetchone() is not None:
        return "its tables do not fit each other"
    return None if found == "ok" else str(found)
