"""The command ``erase``."""

import click

from api.cli.running import refuse, run, run_as_operator, run_on_store, settings_of
from api.graph.ids import row_id
from domain.errors import NotFound
from domain.queries.records import accounts_by_number
from domain.services.erasing import ErasePerson
from domain.store.purging import InUse, purge
from domain.store.store import Store

REMAINS = (
    "Backups, copies made before migrations and, with PostgreSQL, archived and not yet recycled write-ahead logs still hold "
    "what was erased. Delete them as your rules for backups say."
)


@click.command()
@click.option("--account", "number", help="The number of the account to erase, with its members and clients.")
@click.option("--member", "member", help="The id of the member to erase.")
@click.option("--free-texts", is_flag=True, help="Also descriptions and references of transactions and subscriptions.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(number: str | None, member: str | None, free_texts: bool, yes: bool) -> None:  # noqa: FBT001 - click gives it
    """Erase a person's names and addresses, in the audit log and the files too.

    Money and reconciliations stay. Nothing brings the texts back. Stop a server on a SQLite file first.
    """
    if (number is None) == (member is None):
        raise click.UsageError("Give either --account or --member.")
    settings = settings_of()
    if not yes:
        whom = f"account {number}" if member is None else f"member {member}"
        click.confirm(f"Erase {whom} for good?", abort=True, err=True)

    async def work(store: Store) -> None:
        account_id = None
        if number is not None:
            found = (await store.read(accounts_by_number([number]))).get(number)
            if found is None:
                raise NotFound(f"There is no account {number}. Look at its number again.")
            account_id = found.id
        member_id = None if member is None else row_id(member, "Member")
        await run_as_operator(store, ErasePerson(account_id, member_id, free_texts))

    run_on_store(settings, work)
    try:
        run(lambda: purge(settings.database_url))
    except InUse:
        refuse("Erased, but a program has the file open, which still holds the texts. Stop it, and run this again.")
    click.echo(f"Erased. {REMAINS}", err=True)
