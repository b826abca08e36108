"""The commands ``migrate``, ``verify``, ``backup`` and ``export-schema``."""

import os
import shutil
import subprocess
from pathlib import Path

import click

from api.cli.heads import exported_in
from api.cli.running import migrated, open_store, refuse, run, settings_of
from api.cli.tables import utf8_output
from domain.core.text import counted
from domain.store.sqlite.backend import SqliteBackend
from domain.store.url import parse_url, split_password
from domain.verifying import Verification, verification, with_contact

_PROGRAMS = "Install PostgreSQL's client programs of the server's version, or back up where the server runs."


@click.command()
def migrate() -> None:
    """Create the database, or migrate it to this version. A SQLite file is first copied to a file beside it."""
    settings = settings_of()
    applied = run(lambda: migrated(settings))
    where = parse_url(settings.database_url).shown
    click.echo(f"{where}: {', '.join(applied)} applied." if applied else f"{where} is up to date.", err=True)


@click.command()
@click.option("--heads", is_flag=True, help="Compare the audit log with signed heads: files or folders of them.")
@click.option(
    "--public-key", metavar="KEY", help="The key that must have signed them, if the installation's is not here."
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
def verify(*, heads: bool, public_key: str | None, files: tuple[Path, ...]) -> None:
    """Verify all sums, reconciliations, rows and the audit log; exit status 1 if anything is wrong.

    With --heads FILE…, also compare the audit log with heads that were exported before.
    """
    if heads != bool(files):
        raise click.UsageError("Name the files or folders of signed heads after --heads.")
    settings = settings_of()
    exported = exported_in(files, public_key, settings.signing_key) if heads else None

    async def work() -> Verification:
        async with open_store(settings, read_only=True) as store, store.snapshot() as reader:
            for risk in await store.backend.risks(settings.wait_s):
                click.echo(f"Warning: {risk.message}", err=True)
            return await reader.run(verification(store.backend.dialect, files=True, exported=exported))

    found = run(work)
    for note in found.notes:
        click.echo(note, err=True)
    with utf8_output():
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
    """Write a complete, consistent copy of the database to FILE, while it is in use.

    The copy of a SQLite database is itself a database. Restore the copy of a PostgreSQL database with pg_restore.
    """
    settings = settings_of()
    parsed = parse_url(settings.database_url)
    try:
        file.touch(mode=0o600, exist_ok=False)  # its owner's alone: it holds password hashes
    except FileExistsError:
        refuse(f"{file} already exists. Name a new file.")
    except OSError as error:
        refuse(f"{file} cannot be written: {error.strerror}. Name another file.")

    async def work() -> None:
        async with open_store(settings, read_only=True) as store:
            assert isinstance(store.backend, SqliteBackend)
            await store.backend.backup(file)

    try:
        if parsed.dsn is not None:
            _dump(parsed.dsn, file)
        else:
            run(work)
    except BaseException:  # Ctrl-C too leaves no half file
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
        refuse(
            dump_failure(made.stderr)
            or f"pg_dump failed with exit status {made.returncode}. Run it by hand to see why."
        )


def dump_failure(errors: str) -> str:
    """Return pg_dump's reason in one line, with what to do if it is too old; "" if it gave none."""
    lines = [line.removeprefix("pg_dump: ").partition(": ")[2] for line in errors.splitlines() if ": " in line]
    reason = "; ".join(" ".join(line.split()) for line in lines[-2:])
    if "server version mismatch" in reason:
        return f"pg_dump must be at least as new as the server ({lines[-1]}). {_PROGRAMS}"
    return f"pg_dump failed: {reason}." if reason else ""


@click.command("export-schema")
def export_schema() -> None:
    """Print the GraphQL schema."""
    from api.schema import schema_text  # noqa: PLC0415 - the schema takes a second to build, which no other command needs

    with utf8_output():
        click.echo(schema_text(), nl=False)
