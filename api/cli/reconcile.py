"""The command that reconciles one account or all."""

import click

from api.cli.reconcile_all import reconcile_all, sum_up, try_all
from api.cli.running import open_store, refuse, run, settings_of
from domain.core.kinds import TransactionKind
from domain.core.money import amount_text
from domain.core.text import counted
from domain.permissions import OPERATOR
from domain.queries.records import accounts_by_number
from domain.services.reconcile import (
    ALLOWED_KINDS,
    DEFAULT_KINDS,
    ReconcileAccount,
    ReconcileOutcome,
    reconcile_account,
)
from domain.store.store import Command, Preview, Store


@click.command()
@click.option("--account", "number", help="The account with this number.")
@click.option("--all", "everything", is_flag=True, help="Every account; goes on first with a run that was cut off.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice([kind.value for kind in ALLOWED_KINDS], case_sensitive=False),
    multiple=True,
    help="Kinds of credit to use; PAYMENT and DEPOSIT if not given.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, store nothing.")
def reconcile(number: str | None, everything: bool, kinds: tuple[str, ...], dry_run: bool) -> None:  # noqa: FBT001 - click gives them
    """Pair open money with open invoice items, oldest first. Running it again changes nothing."""
    if (number is None) != everything:
        msg = "Give either --account NUMBER or --all."
        raise click.UsageError(msg)
    settings = settings_of()
    wished = tuple(TransactionKind(kind) for kind in kinds) or DEFAULT_KINDS

    async def one() -> str:
        assert number is not None
        async with open_store(settings) as store:
            outcome, currency = await _reconcile_one(store, number, wished, dry_run=dry_run)
            amount = amount_text(outcome.amount_cents, currency)
            would = "would be " if dry_run else ""
            return f"{counted(len(outcome.reconciliations), 'reconciliation')} {would}made: {amount}."

    async def all_() -> bool:
        async with open_store(settings) as store:
            jobs = [await try_all(store, wished)] if dry_run else await reconcile_all(store, wished)
            return all([await sum_up(store, job, dry_run=dry_run) for job in jobs])

    if number is not None:
        click.echo(run(one), err=True)
    elif not run(all_):
        raise SystemExit(1)


async def _reconcile_one(
    store: Store, number: str, kinds: tuple[TransactionKind, ...], *, dry_run: bool
) -> tuple[ReconcileOutcome, str]:
    account = next(iter((await store.read(accounts_by_number([number.strip()]))).values()), None)
    if account is None:
        refuse(f"There is no account {number}.")
    wish = ReconcileAccount(account.id, kinds)
    command = Command("reconcileAccount", OPERATOR)

    async def operation(preview: Preview) -> ReconcileOutcome:
        return (await preview.write(command, lambda block: reconcile_account(block, wish), ReconcileOutcome)).outcome

    if dry_run:
        return await store.preview(operation), account.currency
    done = await store.write(command, lambda block: reconcile_account(block, wish), ReconcileOutcome)
    return done.outcome, account.currency
