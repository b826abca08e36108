"""A SQLite file that is in use is copied before it is migrated; PostgreSQL's operator reads that nothing is."""

import asyncio
import datetime
import pathlib
import re
import sqlite3
import stat
import subprocess

import pytest

from domain.store import migrate as migrating
from domain.store.migrate import migrate
from tests.support.asking import ask
from tests.support.migrations import NAMES, OwnMigrations
from tests.support.postgres import Databases, client_programs
from tests.support.shell import Shell, ended, running

NAMED = re.compile(r"before-\d{4}-\d{4}-\d\d-\d\dT\d{6}Z$")


@pytest.fixture
def own(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> OwnMigrations:
    """One more migration, as if it were the product's."""
    monkeypatch.syspath_prepend(tmp_path)
    migrations = OwnMigrations(tmp_path / f"backups_of_{tmp_path.name}")
    migrations.add("own_memo", both="ALTER TABLE transactions ADD COLUMN own_memo TEXT;\n")
    migrations.as_the_products(monkeypatch)
    return migrations


def copies(folder: pathlib.Path) -> list[pathlib.Path]:
    return sorted(path for path in folder.iterdir() if ".before-" in path.name)


def test_a_file_is_copied_before_it_is_migrated_and_the_copy_is_named(
    sqlite_url: str, tmp_path: pathlib.Path, own: OwnMigrations, monkeypatch: pytest.MonkeyPatch
) -> None:
    tieout = Shell(tmp_path, sqlite_url)
    assert tieout("import", "ledger-codes", tieout.file("c.csv", "code,title\nSWIM,Swimming\n")).returncode == 0
    first, second, third = tieout("migrate").stderr.splitlines()
    (copy,) = copies(tmp_path)
    assert first == f"The database as it was before {own.names[-1]}: {copy}"
    assert second.endswith(f": {own.names[-1]} applied.")
    assert third == "Everything adds up."
    assert NAMED.search(copy.name)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    connection = sqlite3.connect(copy)
    assert connection.execute("select title from ledger_codes").fetchall() == [("Swimming",)]
    assert connection.execute("select name from tortoise_migrations").fetchall() == [(name,) for name in NAMES]
    connection.close()
    assert tieout("migrate").stderr.endswith(" is up to date.\n")
    assert copies(tmp_path) == [copy]
    monkeypatch.undo()
    assert Shell(tmp_path, f"sqlite:///{copy}")("verify").returncode == 0


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
    assert tieout("import", "ledger-codes", tieout.file("c.csv", "code,title\nSWIM,Swimming\n")).returncode == 0
    first, second, *verified = tieout("migrate").stderr.splitlines()
    assert first == f"Applying {own.names[-1]}. PostgreSQL is not copied first, unless --backup names a file."
    assert verified[-1] == "Everything adds up."
    assert second.endswith(f": {own.names[-1]} applied.")
    assert tieout("migrate").stderr.count("\n") == 1


def test_postgresql_is_dumped_before_it_is_migrated_where_a_file_is_named(
    postgres_url: str, tmp_path: pathlib.Path, own: OwnMigrations
) -> None:
    tieout = Shell(tmp_path, postgres_url, PATH=str(client_programs()))
    assert tieout("import", "ledger-codes", tieout.file("c.csv", "code,title\nSWIM,Swimming\n")).returncode == 0
    dump = tmp_path / "before.dump"
    first, second, *_ = tieout("migrate", "--backup", "before.dump").stderr.splitlines()
    assert (first, second[-9:]) == ("The database as it was before: before.dump", " applied.")
    assert stat.S_IMODE(dump.stat().st_mode) == 0o600
    listed = subprocess.run(
        [client_programs() / "pg_restore", "--data-only", "--file=-", dump], check=True, capture_output=True, text=True
    )
    assert "Swimming" in listed.stdout
    assert own.names[-1] not in listed.stdout, "it is from before"


def test_a_backup_that_fails_keeps_postgresql_from_being_migrated(
    postgres_url: str, tmp_path: pathlib.Path, own: OwnMigrations
) -> None:
    tieout = Shell(tmp_path, postgres_url, PATH="/nowhere")
    refused = tieout("migrate", "--backup", "before.dump")
    assert (refused.returncode, "pg_dump is not installed here" in refused.stderr) == (1, True)
    assert not (tmp_path / "before.dump").exists()
    assert asyncio.run(ask(postgres_url, "select name from tortoise_migrations")) == [(name,) for name in NAMES]


def test_a_file_for_a_backup_is_refused_on_sqlite_which_is_copied_anyhow(
    sqlite_url: str, tmp_path: pathlib.Path
) -> None:
    refused = Shell(tmp_path, sqlite_url)("migrate", "--backup", "before.db")
    assert (refused.returncode, "in any case" in refused.stderr) == (1, True)
    assert not (tmp_path / "before.db").exists()


def test_what_verifying_finds_after_a_migration_is_reported(
    database_url: str, tmp_path: pathlib.Path, own: OwnMigrations
) -> None:
    tieout = Shell(tmp_path, database_url)
    assert tieout("import", "ledger-codes", tieout.file("c.csv", "code,title\nSWIM,Swimming\n")).returncode == 0
    asyncio.run(ask(database_url, "update ledger_codes set title = 'Forged' returning id"))
    done = tieout("migrate")
    assert (done.returncode, "Verifying finds 1 contradiction: see `tieout verify`." in done.stderr) == (0, True)
    assert tieout("migrate").stderr.count("\n") == 1, "nothing was migrated, so nothing is verified"


@pytest.mark.parametrize("verify", [True, False])
def test_verifying_after_a_migration_can_be_left_out(
    sqlite_url: str, tmp_path: pathlib.Path, own: OwnMigrations, verify: bool
) -> None:
    done = Shell(tmp_path, sqlite_url)("migrate", *(() if verify else ("--no-verify",)))
    assert ("Everything adds up." in done.stderr) is verify


def test_a_new_postgresql_database_needs_no_backup(postgres_databases: Databases, tmp_path: pathlib.Path) -> None:
    tieout = Shell(tmp_path, postgres_databases.create("nothing_yet"))
    assert tieout("migrate").stderr.endswith(f": {', '.join(NAMES)} applied.\n")
    assert tieout("migrate").stderr.count("\n") == 1
    postgres_databases.drop("nothing_yet")
