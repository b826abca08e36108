"""The migrations make, on both databases, what the row classes declare."""

import asyncio
import contextlib
import pathlib
import sqlite3

import asyncpg
import pytest

from domain import tables
from domain.store import migrate as migrating
from domain.store.ddl import columns_in, tables_in
from domain.store.migrate import migrate
from domain.tables.columns import Column, columns_of
from tests.support.migrations import NAMES

ROW_CLASSES = tables.all_tables()
POSTGRES_COLUMNS = """
    select a.attname, upper(format_type(a.atttypid, null)), not a.attnotnull, (
        select f.confrelid::regclass::text from pg_constraint f
        cross join unnest(f.conkey, f.confkey) as pair(own, other)
        join pg_attribute b on b.attrelid = f.confrelid and b.attnum = pair.other and b.attname = 'id'
        where f.contype = 'f' and f.conrelid = a.attrelid and pair.own = a.attnum
    )
    from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum
"""


def test_sqlite_has_the_columns_that_the_row_classes_declare(sqlite_template) -> None:
    connection = sqlite3.connect(sqlite_template)
    assert set(tables_in(connection)) == {cls.TABLE for cls in ROW_CLASSES} | {"tortoise_migrations"}
    for cls in ROW_CLASSES:
        assert columns_in(connection, cls.TABLE) == list(columns_of(cls))
    connection.close()


async def test_postgresql_has_the_columns_that_the_row_classes_declare(postgres_url: str) -> None:
    connection = await asyncpg.connect(postgres_url)
    for cls in ROW_CLASSES:
        stored = [Column(*row) for row in await connection.fetch(POSTGRES_COLUMNS, cls.TABLE)]
        assert stored == list(columns_of(cls))
    await connection.close()


async def test_a_database_is_migrated_once_however_many_begin_at_once(tmp_path) -> None:
    url = f"sqlite:///{tmp_path}/new/tieout.db"
    done = await asyncio.gather(*(migrate(url) for _ in range(4)))
    assert sorted(each.applied for each in done) == [[], [], [], NAMES]


async def test_a_migration_that_fails_leaves_a_file_as_it_was_and_says_why(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_connection: sqlite3.Connection, before: object) -> None:
        raise LookupError(before)

    monkeypatch.setattr(migrating, "_check_references", fails)
    path = tmp_path / "tieout.db"
    with pytest.raises(LookupError):
        await migrate(f"sqlite:///{path}")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert list(tables_in(connection)) == []
