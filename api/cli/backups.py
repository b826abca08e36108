"""The commands ``backup`` and ``restore``: copies of the database, and rehearsals of restoring them."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import asyncpg
import click

from api.cli.running import migrated, open_store, refuse, run, settings_of
from api.settings import Settings
from domain.core.text import counted
from domain.store.postgres.hosts import Hosts
from domain.store.program import Program, Query, Sql
from domain.store.shield import run_to_end
from domain.store.sqlite.backend import SqliteBackend
from domain.store.sqlite.files import make_private
from domain.store.url import of_database, parse_url, split_password
from domain.verifying import Verification, verification

_PROGRAMS = "Install PostgreSQL's client programs of the server's version, or run this where the server runs."
_RESTORE = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
_SQLITE_MAGIC, _DUMP_MAGIC = b"SQLite format 3\0", b"PGDMP"
SCRATCH = "tieout_rehearsal_"
"""How the names of scratch databases begin."""

_TABLES = ("accounts", "transactions", "items", "reconciliations", "batches", "audit_events")
_COUNTS = {name: Sql(f"select count(*) from {name}") for name in _TABLES}
_NEWEST = Sql("select id, recorded_at from batches order by id desc limit 1")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write a complete, consistent copy of the database to FILE, while it is in use.

    The copy of a SQLite database is itself a database. Restore the copy of a PostgreSQL database with pg_restore.
    """
    settings = settings_of()
    parsed = parse_url(settings.database_url)
    with new_private_file(file):
        if parsed.dsn is not None:
            dump(parsed.dsn, file)
        else:
            run(lambda: _copy(settings, file))
    how = "; restore it with pg_restore" if parsed.dsn is not None else ""
    click.echo(f"Written to {file}{how}.", err=True)


async def _copy(settings: Settings, file: Path) -> None:
    async with open_store(settings, read_only=True) as store:
        assert isinstance(store.backend, SqliteBackend)
        await store.backend.backup(file)


@contextlib.contextmanager
def new_private_file(file: Path) -> Iterator[None]:
    """Make a file that only its owner may read, as it will hold password hashes; whatever fails leaves no file."""
    try:
        file.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        refuse(f"{file} already exists. Name a new file.")
    except OSError as error:
        refuse(f"{file} cannot be written: {error.strerror}. Name another file.")
    try:
        yield
    except BaseException:  # Ctrl-C too leaves no half file
        file.unlink()
        raise


def dump(dsn: str, file: Path) -> None:
    """Write a PostgreSQL database to a file in pg_dump's custom format; end the program if that fails."""
    address, environment = _address_and_environment(dsn)
    made = _program("pg_dump", ["--format=custom", "--file", str(file), "--dbname", address], environment)
    if made.returncode:
        refuse(
            failure_of("pg_dump", made.stderr)
            or f"pg_dump failed with exit status {made.returncode}. Run it by hand to see why."
        )


def _address_and_environment(dsn: str) -> tuple[str, dict[str, str]]:
    address, password = split_password(dsn)
    return address, {**os.environ, "LC_ALL": "C", **({"PGPASSWORD": password} if password is not None else {})}


def _program(name: str, arguments: Sequence[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    program = shutil.which(name)
    if program is None:
        refuse(f"{name} is not installed here. {_PROGRAMS}")
    command = [program, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603 - PostgreSQL's own program, arguments as a list


def failure_of(program: str, errors: str) -> str:
    """Return a program's reason in one line, with what to do if it is too old; "" if it gave none."""
    lines = [line.removeprefix(f"{program}: ").partition(": ")[2] for line in errors.splitlines() if ": " in line]
    reason = "; ".join(" ".join(line.split()) for line in lines[-2:])
    if "server version mismatch" in reason:
        return f"{program} must be at least as new as the server ({lines[-1]}). {_PROGRAMS}"
    return f"{program} failed: {reason}." if reason else ""


class _Found(NamedTuple):
    """What a restored backup holds."""

    counts: dict[str, int]
    newest: tuple[int, int] | None
    verified: Verification


@click.command()
@click.option("--rehearse", is_flag=True, help="Restore into a scratch place, verify it there, and leave nothing.")
@click.option(
    "--scratch",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The folder in which a SQLite file is restored; the system's temporary one if not given.",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def restore(file: Path, *, rehearse: bool, scratch: Path | None) -> None:
    """Rehearse the restore of a backup: whether FILE can be restored, and what is in it.

    A copy of a SQLite database is restored into a temporary folder; a dump of a PostgreSQL database into a new database on
    the server of TIEOUT_DATABASE_URL, whose role must be allowed to create one. There it is migrated and verified, and then
    removed. Exit status 1 if it cannot be restored, or if verifying finds anything.
    """
    if not rehearse:
        refuse("This command only rehearses. Add --rehearse. “Backup and restore” in the handbook says how to restore.")
    settings, magic = settings_of(), _magic_of(file)
    began = time.monotonic()
    if magic.startswith(_SQLITE_MAGIC):
        found = run(lambda: _rehearse_on_sqlite(settings, file, scratch))
    elif magic.startswith(_DUMP_MAGIC):
        found = run(lambda: _rehearse_on_postgres(settings, file))
    else:
        refuse(
            f"{file} is neither a SQLite database nor a dump in pg_dump's custom format. Name a file of `tieout backup`."
        )
    _report(found, time.monotonic() - began)


def _magic_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(len(_SQLITE_MAGIC))
    except OSError as error:
        refuse(f"{file} cannot be read: {error.strerror}. Name another file.")


async def _rehearse_on_sqlite(settings: Settings, file: Path, scratch: Path | None) -> _Found:
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=scratch) as folder:
        copy = Path(folder) / "tieout.db"
        make_private(copy)
        shutil.copyfile(file, copy)
        return await _migrate_and_verify(settings, f"sqlite:///{copy.absolute()}")


async def _rehearse_on_postgres(settings: Settings, file: Path) -> _Found:
    dsn = parse_url(settings.database_url).dsn
    if dsn is None:
        refuse(
            f"{file} is a dump of PostgreSQL. Set TIEOUT_DATABASE_URL to a server on which a scratch database may be made."
        )
    async with _scratch_database(dsn) as scratch:
        address, environment = _address_and_environment(scratch)
        made = _program("pg_restore", [*_RESTORE, "--dbname", address, str(file)], environment)
        if made.returncode:
            failed = f"pg_restore failed with exit status {made.returncode}. Take another backup."
            refuse(failure_of("pg_restore", made.stderr) or failed)
        return await _migrate_and_verify(settings, scratch)


@contextlib.asynccontextmanager
async def _scratch_database(dsn: str) -> AsyncIterator[str]:
    """Make a database on the server of an address, give its address, and drop it, whatever happens."""
    name = f"{SCRATCH}{os.urandom(6).hex()}"
    try:
        connection = await Hosts(dsn).connect()
    except (OSError, asyncpg.PostgresError) as error:
        refuse(f"The {parse_url(dsn).shown} cannot be used: {str(error).rstrip('.')}.")
    try:
        try:
            await connection.execute(f"create database {name} template template0")
        except asyncpg.InsufficientPrivilegeError:
            refuse(
                "This role may not create a scratch database. Let it (alter role … createdb), or use another server."
            )
        try:
            yield of_database(dsn, name)
        finally:  # cancelled or not, nothing stays
            await run_to_end(connection.execute(f"drop database {name} with (force)"))
    finally:
        await connection.close()


async def _migrate_and_verify(settings: Settings, url: str) -> _Found:
    there = replace(settings, database_url=url)
    applied = await migrated(there, quiet=True)
    if applied:
        click.echo(f"It was migrated to this version there: {', '.join(applied)}.", err=True)
    async with open_store(there, read_only=True) as store, store.snapshot() as reader:
        counts, newest = await reader.run(_contents())
        return _Found(counts, newest, await reader.run(verification(store.backend.dialect, files=True)))


def _contents() -> Program[tuple[dict[str, int], tuple[int, int] | None]]:
    counts = {}
    for name, sql in _COUNTS.items():
        counts[name] = (yield Query(sql))[0][0]
    newest = yield Query(_NEWEST)
    return counts, tuple(newest[0]) if newest else None


def _report(found: _Found, took_s: float) -> None:
    for name, count in found.counts.items():
        click.echo(f"{name}\t{count}")
    if found.newest is not None:
        batch_id, recorded_at = found.newest
        at = datetime.fromtimestamp(recorded_at // 1_000_000, UTC)
        click.echo(f"newest batch\t{batch_id}\t{at:%Y-%m-%dT%H:%M:%SZ}")
    for note in found.verified.notes:
        click.echo(note, err=True)
    if found.verified.count:
        first = found.verified.findings[0]
        refuse(
            f"It was restored in {took_s:.1f} s, and verifying finds {counted(found.verified.count, 'contradiction')}. "
            f"The first: {first.where}: {first.message} See whether `tieout verify` finds the same in the database in use."
        )
    click.echo(f"It was restored and verified in {took_s:.1f} s; nothing of it stays. Everything adds up.", err=True)
