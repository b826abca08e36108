"""Opening a SQLite file while others open or hold it."""

import asyncio
import pathlib
import sqlite3
from collections.abc import Iterator

import pytest

from domain.errors import Busy
from domain.store.connection import connect


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


async def test_opening_a_new_file_waits_for_whoever_holds_it(
    new_file: pathlib.Path, holder: sqlite3.Connection
) -> None:
    opening = asyncio.create_task(connect(new_file, read_only=False, busy_ms=10_000))
    done, _ = await asyncio.wait({opening}, timeout=0.2)
    assert not done, "it was refused at once"
    holder.execute("rollback")
    opened = await opening
    async with opened.execute("pragma journal_mode") as answer:
        assert [tuple(row) for row in await answer.fetchall()] == [("wal",)]
    await opened.close()


async def test_opening_a_new_file_gives_up_when_the_time_is_over(
    new_file: pathlib.Path, holder: sqlite3.Connection
) -> None:
    with pytest.raises(Busy):
        await connect(new_file, read_only=False, busy_ms=20)
    assert holder.in_transaction
