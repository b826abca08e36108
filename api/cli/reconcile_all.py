"""Reconciling all accounts from the command line: runs the job, shows its progress, and sums it up."""

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
from domain.services.jobs import CancelJob, ReconcileAllAccounts
from domain.store.shield import run_to_end
from domain.store.store import Store
from domain.tables import AccountRow, JobRow
from domain.texts import from_stored

OnProgress = Callable[[str, int, int | None], None]
"""Shows what is being done, and how much of how much of it is done."""
RECONCILING = "Reconciling accounts"


async def reconcile_all(store: Store, kinds: tuple[TransactionKind, ...]) -> list[JobRow]:
    """Finish the jobs that an earlier call began, then run a new one; return them as they ended."""
    ended = []
    for job in await store.read(unfinished_jobs_of(OPERATOR.key, JobKind.RECONCILE_ALL)):
        click.echo(f"Continuing a run that was interrupted after {job.done:,} of {job.total:,} accounts.", err=True)
        ended.append(await finish_job(store, job.id))
    cmd = ReconcileAllAccounts(None, kinds, own=True)
    queued = await store.run(cmd, OPERATOR)
    return [*ended, await finish_job(store, queued.result.job)]


async def finish_job(store: Store, job_id: int, what: str = RECONCILING) -> JobRow:
    """Run a job and show its progress. Ctrl-C cancels it; a killed process leaves it to the next call."""
    try:
        with progress_bar(what) as show:
            job_run = await JobRun.take(store, job_id, shared=True)
            while job_run is not None and not job_run.job.ended:
                job = await job_run.step()
                show(what, job.done, job.total)
    except asyncio.CancelledError:
        await run_to_end(_cancel(store, job_id))
        raise
    return (await store.read(by_ids(JobRow, [job_id])))[job_id]


async def _cancel(store: Store, job_id: int) -> None:
    with suppress(WrongState):  # it ended just before
        await store.run(CancelJob(job_id), OPERATOR)


async def preview_all(store: Store, kinds: tuple[TransactionKind, ...]) -> JobRow:
    """Return the job as it would end, showing progress; nothing is stored."""
    with progress_bar(RECONCILING) as show:
        cmd = ReconcileAllAccounts(None, kinds)
        _, job = await try_job(store, cmd, OPERATOR, lambda job: show(RECONCILING, job.done, job.total))
    assert job is not None, "a job was asked for"
    return job


async def sum_up(store: Store, job: JobRow, *, dry_run: bool) -> bool:
    """Print what a job did; return True if it did every account."""
    errors = job.tried_errors
    if errors is None:
        errors = await store.read(errors_of_jobs([job.id], FIRST_ERRORS))
    accounts = await store.read(by_ids(AccountRow, {error.account_id for error in errors}))
    for error in errors[:FIRST_ERRORS]:
        click.echo(f"account {accounts[error.account_id].number}: {from_stored(error.message)}", err=True)
    would = "would be " if dry_run else ""
    sums = [str(amount_text(cents, currency)) for currency, cents in job.cents_by_currency.items()]
    amounts = f": {', '.join(sums)}" if sums else ""
    made = counted(job.reconciliations, "reconciliation")
    click.echo(f"{counted(job.done, 'account')}, {made} {would}made{amounts}.", err=True)
    if job.state is not JobState.DONE:
        cancelled = "It was cancelled; what was done until then stands."
        reason = cancelled if job.failure is None else from_stored(job.failure)
        click.echo(f"tieout: Stopped at {job.done:,} of {job.total:,} accounts. {reason}", err=True)
    elif job.error_count:
        click.echo(f"tieout: Left as they were, for the reasons above: {job.error_count:,} of {job.done:,}.", err=True)
    return job.state is JobState.DONE and not job.error_count


@contextmanager
def progress_bar(what: str) -> Iterator[OnProgress]:
    """Show a progress bar on standard error if that is a terminal; yields the function to call after each step."""
    console = Console(file=sys.stderr)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)
