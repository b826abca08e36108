"""The command that reconciles one account or all."""

import click

from api.cli.reconcile_all import finish_job, preview_all, reconcile_all, sum_up
from api.cli.running import refuse, run_on_store, settings_of
from domain.core.kinds import JobState, TransactionKind
from domain.core.money import amount_text
from domain.core.text import counted, number_form
from domain.jobs.running import try_job
from domain.permissions import OPERATOR
from domain.queries.records import accounts_by_number
from domain.queries.undone import undone_by_number
from domain.services.reconcile import ALLOWED_KINDS, DEFAULT_KINDS, ReconcileAccount
from domain.store.store import Store
from domain.tables import AccountRow


@click.command()
@click.option("--account", "number", help="Only the account with this number.")
@click.option("--all", "everything", is_flag=True, help="All accounts; an interrupted run is completed first.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice([kind.value for kind in ALLOWED_KINDS], case_sensitive=False),
    multiple=True,
    help="A kind of credit to use; PAYMENT and DEPOSIT if not given.",
)
@click.option("--dry-run", is_flag=True, help="Show what would happen, and store nothing.")
def reconcile(number: str | None, everything: bool, kinds: tuple[str, ...], dry_run: bool) -> None:  # noqa: FBT001 - click gives them
    """Pair open money with open invoice items, oldest first. Running it again changes nothing."""
    if (number is None) != everything:
        raise click.UsageError("Give either --account NUMBER or --all.")
    settings = settings_of()
    chosen_kinds = tuple(TransactionKind(kind) for kind in kinds) or DEFAULT_KINDS
    if number is not None:
        done = run_on_store(settings, lambda store: _reconcile_one(store, number, chosen_kinds, dry_run=dry_run))
        click.echo(done, err=True)
    elif not run_on_store(settings, lambda store: _reconcile_all(store, chosen_kinds, dry_run=dry_run)):
        raise SystemExit(1)


async def _reconcile_all(store: Store, kinds: tuple[TransactionKind, ...], *, dry_run: bool) -> bool:
    """Reconcile all accounts, and sum up each job; return True if they did every account."""
    jobs = [await preview_all(store, kinds)] if dry_run else await reconcile_all(store, kinds)
    return all([await sum_up(store, job, dry_run=dry_run) for job in jobs])


async def _reconcile_one(store: Store, number: str, kinds: tuple[TransactionKind, ...], *, dry_run: bool) -> str:
    """Reconcile one account, by a job where much is open; return what was done, in a sentence."""
    number = number_form(number)
    account = (await store.read(accounts_by_number([number]))).get(number)
    if account is None:
        undone = (await store.read(undone_by_number(AccountRow, [number]))).get(number)
        refuse(
            f"Account {number} not found. Check the number."
            if undone is None
            else str(undone.sentence(store.context.zone))
        )
    cmd = ReconcileAccount(account.id, kinds, own=True)
    if dry_run:
        result, job = await try_job(store, cmd, OPERATOR)
    else:
        result = (await store.run(cmd, OPERATOR)).result
        job = None if result.job is None else await finish_job(store, result.job, "Reconciling the account")
    made, cents = len(result.reconciliations), result.amount_cents
    if job is not None:
        made, cents = job.reconciliations, job.amount_cents
        if job.state is not JobState.DONE or job.error_count:
            await sum_up(store, job, dry_run=dry_run)
            raise SystemExit(1)
    would = "would be " if dry_run else ""
    return f"{counted(made, 'reconciliation')} {would}made: {amount_text(cents, account.currency)}."
