"""Tables, rows and migrations say the same."""

import asyncio
import inspect
import sqlite3

import pytest
from tortoise import Tortoise
from tortoise.migrations.autodetector import MigrationAutodetector

from domain import models, rows
from domain.queries.integrity import CHECKS
from domain.rows import Record
from domain.store.ddl import statements_of
from domain.store.invariants import CHECKS as CHECK_NAMES
from domain.store.migrate import APPS, migrate
from domain.store.url import BadDatabaseUrl, parse_url, split_password

ROWS = {cls.TABLE: cls for _, cls in inspect.getmembers(rows, inspect.isclass) if cls is not Record}
MODELS = {cls._meta.db_table: cls for _, cls in inspect.getmembers(models, inspect.isclass)}


def test_every_table_has_its_row_class() -> None:
    assert set(ROWS) == set(MODELS)


@pytest.mark.parametrize("table", sorted(MODELS))
def test_a_row_has_the_columns_of_its_table_in_order(table: str, sqlite_template: object) -> None:
    connection = sqlite3.connect(str(sqlite_template))
    stored = [column[1] for column in connection.execute(f"pragma table_info({table})")]
    connection.close()
    assert list(ROWS[table].columns()) == stored
    meta = MODELS[table]._meta
    plain = set(meta.fields_map) - set(meta.backward_fk_fields) - set(meta.fk_fields)
    foreign = {f"{name}_id" for name in meta.fk_fields}
    assert plain | foreign == set(stored)


async def test_the_migrations_leave_nothing_to_be_detected() -> None:
    config = {"connections": {"default": "sqlite://:memory:"}, "apps": APPS}
    await Tortoise.init(config=config)
    try:
        assert await MigrationAutodetector(Tortoise.apps, APPS).changes() == []
    finally:
        await Tortoise.close_connections()


async def test_a_database_is_migrated_once_however_many_begin_at_once(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/new/tieout.db"
    applied = await asyncio.gather(*(migrate(url) for _ in range(4)))
    assert sorted(applied) == [[], [], [], ["0001_initial"]]


def test_each_check_is_named_once() -> None:
    assert len(set(CHECK_NAMES)) == len(CHECK_NAMES)
    assert all(fault.message and fault.remedy for check in CHECKS for fault in check.faults)


def test_statements_end_at_an_empty_line(tmp_path) -> None:
    path = tmp_path / "x.sql"
    path.write_text(
        "-- words\nCREATE TABLE t (\n    id {id},\n    whole(n)\n);\n\nCREATE TRIGGER r BEGIN\n    SELECT 1;\nEND;\n"
    )
    assert statements_of(path, "sqlite") == [
        "CREATE TABLE t (\n    id INTEGER,\n    n BIGINT NOT NULL CHECK (typeof(n) = 'integer')\n)",
        "CREATE TRIGGER r BEGIN\n    SELECT 1;\nEND;",
    ]


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("mysql://ann:secret@x/y", "mysql:// is not known here"),
        ("sqlite://x.db", "It names no file"),
        ("sqlite:///", "It names no file"),
        ("postgresql://ann:secret@host", "It names no database"),
        ("postgresql://ann:secret/x@host/db", "It cannot be read"),
        ("postgresql://ann:secret@host:port/db", "It cannot be read"),
        ("postgresql://ann:secret@[host/db", "It cannot be read"),
        ("ann:secret@host", "It is no database address"),
        ("", "It is empty"),
    ],
)
def test_a_bad_address_says_why_and_what_is_allowed(url: str, fault: str) -> None:
    with pytest.raises(BadDatabaseUrl, match=f"^{fault}.* Use sqlite:///FILE") as bad:
        parse_url(url)
    assert "secret" not in str(bad.value)


def test_another_program_is_given_an_address_without_its_password() -> None:
    assert split_password("postgresql://ann:a%20b@db.example/x?sslmode=require") == (
        "postgresql://ann@db.example/x?sslmode=require",
        "a b",
    )
    for plain in ("postgresql://ann@/x?host=/run", "postgresql:///x", "postgresql://db.example:5433/x"):
        assert split_password(plain) == (plain, None)


def test_an_address_is_shown_without_its_password() -> None:
    assert parse_url("postgresql://ann:secret@db.example/billing").shown == "PostgreSQL database billing at db.example"
    assert parse_url("sqlite:////srv/x.db").shown == "SQLite file /srv/x.db"
    assert str(parse_url("sqlite:///x.db").path) == "x.db"
