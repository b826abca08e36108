"""Commands that keep the database: migrate, verify, backup, export-schema."""

import shutil
import subprocess
from pathlib import Path

import click

from api.cli.running import open_store, refuse, run, settings_of
from domain.jobs.verify import Verification, verification, with_contact
from domain.store.migrate import migrate as migrate_database
from domain.store.sqlite import SqliteBackend
from domain.store.url import parse_url


@click.command()
def migrate() -> None:
    """Bring the database up to date; it is made if it is not there."""
    settings = settings_of()
    applied = run(lambda: migrate_database(settings.database_url))
    where = parse_url(settings.database_url).shown
    click.echo(f"{where}: {', '.join(applied)} applied." if applied else f"{where} is up to date.", err=True)


@click.command()
def verify() -> None:
    """Compare all sums, reconciliations, facts and audit chains; exit status 1 when anything contradicts."""
    settings = settings_of()

    async def work() -> Verification:
        async with open_store(settings) as store, store.snapshot() as reader:
            return await reader.run(verification(store.backend.dialect))

    found = run(work)
    for finding in (with_contact(each, settings.support_contact) for each in found.findings):
        account = f"account {finding.account_number}" if finding.account_number else "no account"
        click.echo(f"{finding.rule}\t{account}\t{finding.where}\t{finding.message}\t{finding.remedy}")
    if found.count > len(found.findings):
        click.echo(f"… and {found.count - len(found.findings):,} more", err=True)
    if found.count:
        refuse(f"{found.count:,} contradictions found.")
    click.echo("Everything adds up.", err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write a whole, consistent copy to FILE, while others go on working."""
    if file.exists():
        refuse(f"{file} is there already. Name a new file.")
    if not file.absolute().parent.is_dir():
        refuse(f"There is no folder {file.absolute().parent}.")
    settings = settings_of()
    parsed = parse_url(settings.database_url)
    if parsed.dsn is not None:
        _dump(parsed.dsn, file)
        return

    async def work() -> None:
        async with open_store(settings) as store:
            assert isinstance(store.backend, SqliteBackend)
            await store.backend.backup(file)

    run(work)
    click.echo(f"Written to {file}.", err=True)


def _dump(dsn: str, file: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        refuse("pg_dump is not installed here. Install PostgreSQL's client programs, or back up on the server.")
    made = subprocess.run(  # noqa: S603 - PostgreSQL's own program, arguments as a list
        [program, "--format=custom", "--file", str(file), "--dbname", dsn], capture_output=True, text=True, check=False
    )
    if made.returncode:
        file.unlink(missing_ok=True)
        refuse(f"pg_dump failed: {made.stderr.strip().splitlines()[-1] if made.stderr.strip() else made.returncode}")
    click.echo(f"Written to {file}; restore it with pg_restore.", err=True)


@click.command("export-schema")
def export_schema() -> None:
    """Print the GraphQL schema."""
    from api.schema import schema_text  # noqa: PLC0415 - the schema takes a second to build, which no other command needs

    click.echo(schema_text(), nl=False)
