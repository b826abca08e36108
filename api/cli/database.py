"""The commands ``migrate``, ``verify`` and ``export-schema``."""

from pathlib import Path

import click

from api.cli.backups import dump, new_private_file
from api.cli.heads import exported_in
from api.cli.running import migrated, open_store, refuse, run, settings_of
from api.cli.tables import utf8_output
from api.settings import Settings
from domain.core.text import counted
from domain.store.url import parse_url
from domain.verifying import Exported, Verification, verification, with_contact


@click.command()
@click.option(
    "--backup",
    type=click.Path(path_type=Path),
    help="A new file for a dump of a PostgreSQL database, made before it is migrated.",
)
@click.option(
    "--verify/--no-verify", default=True, help="Verify a database that was migrated, as `tieout verify` does."
)
def migrate(*, backup: Path | None, verify: bool) -> None:
    """Create the database, or migrate it to this version.

    A SQLite file is first copied to a file beside it, a PostgreSQL database to the file that --backup names. What the
    verification finds is reported; the database is migrated all the same.
    """
    settings = settings_of()
    url = parse_url(settings.database_url)
    if backup is not None and url.path is not None:
        refuse("A SQLite file is copied before it is migrated in any case. Leave out --backup.")
    held_anything = False

    def before() -> None:
        nonlocal held_anything
        held_anything = True
        if backup is not None:
            assert url.dsn is not None
            with new_private_file(backup):
                dump(url.dsn, backup)
            click.echo(f"The database as it was before: {backup}", err=True)

    applied = run(lambda: migrated(settings, before=before, has_backup=backup is not None))
    click.echo(f"{url.shown}: {', '.join(applied)} applied." if applied else f"{url.shown} is up to date.", err=True)
    if verify and held_anything:
        found = run(lambda: _verified(settings))
        click.echo(
            f"Verifying finds {counted(found.count, 'contradiction')}: see `tieout verify`."
            if found.count
            else "Everything adds up.",
            err=True,
        )


async def _verified(settings: Settings, exported: Exported | None = None) -> Verification:
    async with open_store(settings, read_only=True) as store, store.snapshot() as reader:
        for risk in await store.backend.risks(settings.wait_s):
            click.echo(f"Warning: {risk.message}", err=True)
        return await reader.run(verification(store.backend.dialect, files=True, exported=exported))


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

    found = run(lambda: _verified(settings, exported))
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


@click.command("export-schema")
def export_schema() -> None:
    """Print the GraphQL schema."""
    from api.schema import schema_text  # noqa: PLC0415 - the schema takes a second to build, which no other command needs

    with utf8_output():
        click.echo(schema_text(), nl=False)
