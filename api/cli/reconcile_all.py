"""Reconciling all accounts from the command line: the job's progress, and what it came to."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from domain.core.kinds import JobKind, JobState, TransactionKind
from domain.core.money import amount_text
from domain.core.text import counted
from domain.errors import WrongState
from domain.jobs.running import JobRun, try_job
from domain.permissions import OPERATOR
from domain.queries.jobs import FIRST_ERRORS, errors_of_jobs, unfinished_jobs_of
from domain.queries.records import by_ids
from domain.rows import AccountRow, JobRow
from domain.services.jobs import CancelJob, JobOutcome, ReconcileAllAccounts, cancel_job, reconcile_all_accounts
from domain.store.store import Command, Store
from domain.store.whole import whole

Told = Callable[[JobRow], None]


async def reconcile_all(store: Store, kinds: tuple[TransactionKind, ...]) -> list[JobRow]:
    """Runs what an earlier call was cut off in, then a job of its own; gives them as they ended."""
    ended = []
    for job in await store.read(unfinished_jobs_of(OPERATOR.key, JobKind.RECONCILE_ALL)):
        click.echo(f"Going on with a run that was cut off after {job.done:,} of {job.total:,} accounts.", err=True)
        ended.append(await _run(store, job.id))
    command = Command("reconcileAllAccounts", OPERATOR)
    wish = ReconcileAllAccounts(None, kinds, own=True)
    queued = await store.write(command, lambda block: reconcile_all_accounts(block, wish), JobOutcome)
    return [*ended, await _run(store, queued.outcome.job)]


async def _run(store: Store, job_id: int) -> JobRow:
    """Runs a job beside its progress bar. Ctrl-C cancels it; being killed leaves it to the next call."""
    try:
        with _progress_bar() as told:
            job_run = await JobRun.take(store, job_id, shared=True)
            while job_run is not None and not job_run.job.ended:
                told(await job_run.step())
    except asyncio.CancelledError:
        await whole(_cancel(store, job_id))
        raise
    return (await store.read(by_ids(JobRow, [job_id])))[job_id]


async def _cancel(store: Store, job_id: int) -> None:
    command = Command("cancelJob", OPERATOR)
    with suppress(WrongState):  # it ended just before
        await store.write(command, lambda block: cancel_job(block, CancelJob(job_id)), JobOutcome)


async def try_all(store: Store, kinds: tuple[TransactionKind, ...]) -> JobRow:
    """The job as it would end, beside its progress bar; nothing is stored."""
    command = Command("reconcileAllAccounts", OPERATOR)
    wish = ReconcileAllAccounts(None, kinds)
    with _progress_bar() as told:
        _, job = await try_job(
            store,
            command,
            lambda block: reconcile_all_accounts(block, wish),
            JobOutcome,
            told,
        )
    assert job is not None, "a job was asked for"
    return job


async def sum_up(store: Store, job: JobRow, *, dry_run: bool) -> bool:
    """Tells what a job came to; whether it did every account."""
    errors = job.tried_errors
    if errors is None:
        errors = await store.read(errors_of_jobs([job.id], FIRST_ERRORS))
    accounts = await store.read(by_ids(AccountRow, {error.account_id for error in errors}))
    for error in errors[:FIRST_ERRORS]:
        click.echo(f"account {accounts[error.account_id].number}: {error.message}", err=True)
    would = "would be " if dry_run else ""
    sums = [amount_text(cents, currency) for currency, cents in job.cents_by_currency.items()]
    amounts = f": {', '.join(sums)}" if sums else ""
    made = counted(job.reconciliations, "reconciliation")
    click.echo(f"{counted(job.done, 'account')}, {made} {would}made{amounts}.", err=True)
    if job.state is not JobState.DONE:
        reason = job.failure or "It was cancelled; what was done until then stands."
        click.echo(f"tieout: Stopped at {job.done:,} of {job.total:,} accounts. {reason}", err=True)
    elif job.error_count:
        click.echo(f"tieout: Left as they were, for the reasons above: {job.error_count:,} of {job.done:,}.", err=True)
    return job.state is JobState.DONE and not job.error_count


@contextmanager
def _progress_bar() -> Iterator[Told]:
    """A bar on standard error where that is a terminal; gives what is to be told after each group."""
    console = Console(file=sys.stderr)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("Reconciling accounts", total=None)
        yield lambda job: bar.update(task, completed=job.done, total=job.total)
