"""Opening a SQLite file while others open or hold it."""

import asyncio
import datetime
import pathlib
import sqlite3
from collections.abc import Iterator

import pytest

from domain.core.kinds import TransactionKind
from domain.errors import Busy
from domain.store.sqlite.connection import connect


@pytest.fixture
def new_file(tmp_path: pathlib.Path) -> pathlib.Path:
    return tmp_path / "new.db"


@pytest.fixture
def holder(new_file: pathlib.Path) -> Iterator[sqlite3.Connection]:
    """Somebody else who holds the write lock of a file that is no write-ahead log yet."""
    connection = sqlite3.connect(new_file, isolation_level=None)
    connection.execute("begin immediate")
    yield connection
    connection.close()


async def test_opening_a_new_file_waits_for_its_lock(new_file: pathlib.Path, holder: sqlite3.Connection) -> None:
    opening = asyncio.create_task(connect(new_file, read_only=False, busy_ms=10_000))
    done, _ = await asyncio.wait({opening}, timeout=0.2)
    assert not done, "it was refused at once"
    holder.execute("rollback")
    opened = await opening
    async with opened.execute("pragma journal_mode") as answer:
        assert [tuple(row) for row in await answer.fetchall()] == [("wal",)]
    await opened.close()


async def test_opening_a_new_file_times_out(new_file: pathlib.Path, holder: sqlite3.Connection) -> None:
    with pytest.raises(Busy):
        await connect(new_file, read_only=False, busy_ms=20)
    assert holder.in_transaction


async def test_values_are_stored_as_the_schema_says(new_file: pathlib.Path) -> None:
    values = (None, True, False, TransactionKind.PAYMENT, datetime.date(2026, 3, 2), 5, "text")
    opened = await connect(new_file, read_only=False, busy_ms=100)
    places = ", ".join(f"?{place}, typeof(?{place})" for place in range(1, len(values) + 1))
    async with opened.execute(f"select {places}", values) as answer:
        (row,) = await answer.fetchall()
    await opened.close()
    stored = [None, "null", 1, "integer", 0, "integer", "PAYMENT", "text", "2026-03-02", "text", 5, "integer"]
    assert [*row] == [*stored, "text", "text"]
