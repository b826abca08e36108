"""Commands that keep the database: migrate, verify, backup, export-schema."""

import os
import shutil
import subprocess
from pathlib import Path

import click

from api.cli.running import migrated, open_store, piped, refuse, run, settings_of
from domain.core.text import counted
from domain.jobs.verify import Verification, verification, with_contact
from domain.store.sqlite import SqliteBackend
from domain.store.url import parse_url, split_password

_PROGRAMS = (
    "Install PostgreSQL's client programs of the server's version, or back up where the server runs (see README)."
)


@click.command()
def migrate() -> None:
    """Bring the database up to date; it is made if it is not there."""
    settings = settings_of()
    applied = run(lambda: migrated(settings))
    where = parse_url(settings.database_url).shown
    click.echo(f"{where}: {', '.join(applied)} applied." if applied else f"{where} is up to date.", err=True)


@click.command()
def verify() -> None:
    """Compare all sums, reconciliations, facts and audit chains; exit status 1 when anything contradicts."""
    settings = settings_of()

    async def work() -> Verification:
        async with open_store(settings, read_only=True) as store, store.snapshot() as reader:
            return await reader.run(verification(store.backend.dialect))

    found = run(work)
    with piped():
        for finding in (with_contact(each, settings.support_contact) for each in found.findings):
            account = f"account {finding.account_number}" if finding.account_number else "no account"
            click.echo(f"{finding.rule}\t{account}\t{finding.where}\t{finding.message}\t{finding.remedy}")
    if found.count > len(found.findings):
        click.echo(f"… and {found.count - len(found.findings):,} more", err=True)
    if found.count:
        refuse(f"{counted(found.count, 'contradiction')} found.")
    click.echo("Everything adds up.", err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write a whole, consistent copy to FILE, while others go on working.

    The copy of a SQLite file is a database itself; that of a PostgreSQL database is for pg_restore.
    """
    settings = settings_of()
    parsed = parse_url(settings.database_url)
    try:
        file.touch(mode=0o600, exist_ok=False)  # its owner's alone: it holds password hashes
    except FileExistsError:
        refuse(f"{file} is there already. Name a new file.")
    except OSError as error:
        refuse(f"{file} cannot be written: {error.strerror}.")

    async def work() -> None:
        async with open_store(settings, read_only=True) as store:
            assert isinstance(store.backend, SqliteBackend)
            await store.backend.backup(file)

    try:
        if parsed.dsn is not None:
            _dump(parsed.dsn, file)
        else:
            run(work)
    except BaseException:
        file.unlink()
        raise
    how = "; restore it with pg_restore" if parsed.dsn is not None else ""
    click.echo(f"Written to {file}{how}.", err=True)


def _dump(dsn: str, file: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        refuse(f"pg_dump is not installed here. {_PROGRAMS}")
    address, password = split_password(dsn)
    environment = {**os.environ, "LC_ALL": "C", **({"PGPASSWORD": password} if password is not None else {})}
    command = [program, "--format=custom", "--file", str(file), "--dbname", address]
    made = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603 - PostgreSQL's own program, arguments as a list
    if made.returncode:
        refuse(dump_failure(made.stderr) or f"pg_dump failed with exit status {made.returncode}.")


def dump_failure(said: str) -> str:
    """What pg_dump said of its failure, in one line, and what to do where its age is to blame; "" when it said nothing."""
    lines = [line.removeprefix("pg_dump: ").partition(": ")[2] for line in said.splitlines() if ": " in line]
    reason = "; ".join(" ".join(line.split()) for line in lines[-2:])
    if "server version mismatch" in reason:
        return f"pg_dump must be at least as new as the server ({lines[-1]}). {_PROGRAMS}"
    return f"pg_dump failed: {reason}." if reason else ""


@click.command("export-schema")
def export_schema() -> None:
    """Print the GraphQL schema."""
    from api.schema import schema_text  # noqa: PLC0415 - the schema takes a second to build, which no other command needs

    with piped():
        click.echo(schema_text(), nl=False)
