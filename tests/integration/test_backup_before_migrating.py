"""A SQLite file that is in use is copied before it is migrated; PostgreSQL's operator reads that nothing is."""

import asyncio
import datetime
import pathlib
import re
import sqlite3
import stat

import pytest

from domain.store import migrate as migrating
from domain.store.migrate import migrate
from tests.support.asking import ask
from tests.support.migrations import NAMES, OwnMigrations
from tests.support.postgres import Databases
from tests.support.shell import Shell, ended, running

NAMED = re.compile(r"before-\d{4}-\d{4}-\d\d-\d\dT\d{6}Z$")


@pytest.fixture
def own(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> OwnMigrations:
    """One more migration, as if it were the product's."""
    monkeypatch.syspath_prepend(tmp_path)
    migrations = OwnMigrations(tmp_path / f"backups_of_{tmp_path.name}")
    migrations.add("own_memo", both="ALTER TABLE transactions ADD COLUMN own_memo TEXT;\n")
    monkeypatch.setattr(migrating, "APPS", migrations.apps)
    return migrations


def copies(folder: pathlib.Path) -> list[pathlib.Path]:
    return sorted(path for path in folder.iterdir() if ".before-" in path.name)


def test_a_file_is_copied_before_it_is_migrated_and_the_copy_is_named(
    sqlite_url: str, tmp_path: pathlib.Path, own: OwnMigrations
) -> None:
    tieout = Shell(tmp_path, sqlite_url)
    assert tieout("import", "ledger-codes", tieout.file("c.csv", "code,title\nSWIM,Swimming\n")).returncode == 0
    first, second = tieout("migrate").stderr.splitlines()
    (copy,) = copies(tmp_path)
    assert first == f"The database as it was before {own.names[-1]}: {copy}"
    assert second.endswith(f": {own.names[-1]} applied.")
    assert NAMED.search(copy.name)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    connection = sqlite3.connect(copy)
    assert connection.execute("select title from ledger_codes").fetchall() == [("Swimming",)]
    assert connection.execute("select name from tortoise_migrations").fetchall() == [(name,) for name in NAMES]
    connection.close()
    assert Shell(tmp_path, f"sqlite:///{copy}")("verify").returncode == 0
    assert tieout("migrate").stderr.endswith(" is up to date.\n")
    assert copies(tmp_path) == [copy]


@pytest.mark.parametrize("empty", [True, False])
def test_a_file_that_holds_nothing_is_not_copied(tmp_path: pathlib.Path, empty: bool) -> None:
    if empty:
        (tmp_path / "new.db").touch()
    assert asyncio.run(migrate(f"sqlite:///{tmp_path / 'new.db'}")).backup is None
    assert copies(tmp_path) == []


async def test_several_that_migrate_at_once_make_one_copy(
    sqlite_url: str, tmp_path: pathlib.Path, own: OwnMigrations
) -> None:
    done = await asyncio.gather(*(migrate(sqlite_url) for _ in range(4)))
    assert [each.backup for each in done if each.applied] == copies(tmp_path)
    assert len(copies(tmp_path)) == 1


def test_a_copy_is_written_over_nothing(
    sqlite_url: str, tmp_path: pathlib.Path, own: OwnMigrations, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> "Stopped":
            return cls(2026, 11, 29, 10, 15, tzinfo=tz)

    monkeypatch.setattr(migrating, "datetime", Stopped)
    kept = pathlib.Path(f"{sqlite_url.removeprefix('sqlite:///')}.before-{own.names[-1][:4]}-2026-11-29T101500Z")
    kept.write_text("something else")
    refused = Shell(tmp_path, sqlite_url)("migrate")
    assert (refused.returncode, f"its copy {kept.name} cannot be made: File exists." in refused.stderr) == (1, True)
    assert kept.read_text() == "something else"
    assert asyncio.run(ask(sqlite_url, "select name from tortoise_migrations")) == [(name,) for name in NAMES]


def test_serving_says_where_the_copy_is(tmp_path: pathlib.Path) -> None:
    connection = sqlite3.connect(tmp_path / "other.db")
    connection.execute("create table of_another_program (id integer)")
    connection.close()
    url = f"sqlite:///{tmp_path / 'other.db'}"
    with running(tmp_path, "serve", "--port", "0", TIEOUT_DATABASE_URL=url) as process:
        assert process.stderr is not None
        reported = process.stderr.readline()
        assert process.stderr.readline()
        ended(process)
    (copy,) = copies(tmp_path)
    assert reported == f"The database as it was before 0001_initial: {copy}\n"


def test_on_postgresql_a_backup_is_the_operators(postgres_url: str, tmp_path: pathlib.Path, own: OwnMigrations) -> None:
    tieout = Shell(tmp_path, postgres_url)
    first, second = tieout("migrate").stderr.splitlines()
    assert first == f"Applying {own.names[-1]}. PostgreSQL is not copied first: run `tieout backup` yourself."
    assert second.endswith(f": {own.names[-1]} applied.")
    assert tieout("migrate").stderr.count("\n") == 1


def test_a_new_postgresql_database_needs_no_backup(postgres_databases: Databases, tmp_path: pathlib.Path) -> None:
    tieout = Shell(tmp_path, postgres_databases.create("nothing_yet"))
    assert tieout("migrate").stderr.endswith(f": {', '.join(NAMES)} applied.\n")
    assert tieout("migrate").stderr.count("\n") == 1
    postgres_databases.drop("nothing_yet")
