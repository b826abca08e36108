"""Backups: complete, restorable, readable by their owner alone, and never over another file."""

import asyncio
import os
import pathlib
import stat
import subprocess

import asyncpg

from domain.store.migrate import migrate
from domain.store.store import Store
from tests.support.postgres import client_programs
from tests.support.shell import Shell

RESTORE = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
"""As ``web/help/operating.md`` gives it."""
TOO_OLD = (
    "pg_dump: error: aborting because of server version mismatch\n"
    "pg_dump: detail: server version: 18.4; pg_dump version: 15.18 (Debian 15.18-0+deb12u1)\n"
)
"""What PostgreSQL 15's pg_dump says to a server of version 18."""


def mode(path: pathlib.Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def ask(url: str, statement: str) -> list[tuple[object, ...]]:
    connection = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await connection.fetch(statement)]
    finally:
        await connection.close()


async def test_only_the_owner_can_read_a_database_file(tmp_path: pathlib.Path) -> None:
    before = os.umask(0)
    try:
        await migrate(f"sqlite:///{tmp_path}/new/tieout.db")
        store = await Store.open(f"sqlite:///{tmp_path}/new/tieout.db")
        modes = {path.name: mode(path) for path in (tmp_path / "new").iterdir()}
        await store.close()
    finally:
        os.umask(before)
    assert modes == {"tieout.db": 0o600, "tieout.db-wal": 0o600, "tieout.db-shm": 0o600}


def test_a_copy_of_a_file_is_a_database(tmp_path: pathlib.Path, sqlite_url: str) -> None:
    tieout = Shell(tmp_path, sqlite_url)
    copy = tmp_path / "copy.db"
    assert tieout("backup", "copy.db").returncode == 0
    assert mode(copy) == 0o600
    assert Shell(tmp_path, "sqlite:///copy.db")("verify").returncode == 0


def test_a_backup_overwrites_no_file(tmp_path: pathlib.Path, sqlite_url: str) -> None:
    tieout = Shell(tmp_path, sqlite_url)
    kept = tmp_path / tieout.file("kept.db", "something else")
    refused = tieout("backup", "kept.db")
    assert (refused.returncode, "already exists" in refused.stderr) == (1, True)
    assert kept.read_text() == "something else"
    nowhere = tieout("backup", "no/such/folder/copy.db")
    assert (nowhere.returncode, "cannot be written" in nowhere.stderr) == (1, True)


def test_a_backup_that_fails_leaves_no_file(tmp_path: pathlib.Path, postgres_url: str) -> None:
    for tieout in (
        Shell(tmp_path, "sqlite:///missing.db"),
        Shell(tmp_path, postgres_url, PATH="/nowhere"),
        Shell(tmp_path, "postgresql://nobody@127.0.0.1:1/x", PATH=str(client_programs())),
    ):
        assert tieout("backup", "copy.db").returncode == 1
        assert not (tmp_path / "copy.db").exists()


def test_a_copy_of_postgresql_is_restored(tmp_path: pathlib.Path, postgres_url: str) -> None:
    with_password = postgres_url.replace("postgres@", "postgres:not%20asked@")
    tieout = Shell(tmp_path, with_password, PATH=str(client_programs()))
    codes = tieout.file("c.csv", "code,title\nSWIM,Swimming\n")
    assert tieout("import", "ledger-codes", codes).returncode == 0
    made = tieout("backup", "copy.dump")
    assert (made.returncode, made.stderr) == (0, "Written to copy.dump; restore it with pg_restore.\n")
    assert mode(tmp_path / "copy.dump") == 0o600
    asyncio.run(ask(postgres_url, "update ledger_codes set title = 'Lost'"))
    restore = [client_programs() / "pg_restore", *RESTORE, "--dbname", postgres_url, tmp_path / "copy.dump"]
    subprocess.run(restore, check=True, capture_output=True)
    assert asyncio.run(ask(postgres_url, "select title from ledger_codes")) == [("Swimming",)]
    assert tieout("verify").returncode == 0


def test_reports_a_pg_dump_that_is_too_old(tmp_path: pathlib.Path, postgres_url: str) -> None:
    program = tmp_path / "pg_dump"
    program.write_text(f"#!/bin/sh\nprintf '%s' '{TOO_OLD}' >&2\nexit 1\n")
    program.chmod(0o700)
    refused = Shell(tmp_path, postgres_url, PATH=f"{tmp_path}:/usr/bin:/bin")("backup", "copy.dump")
    assert refused.returncode == 1
    assert refused.stderr.startswith(
        "tieout: pg_dump must be at least as new as the server (server version: 18.4; pg_dump version: 15.18 "
    )
    assert refused.stderr.count("\n") == 1
