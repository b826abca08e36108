"""What the imports of the command line share: running the job that publishes a large file, to its end."""

import asyncio

import click

from api.cli.reconcile_all import finish_job
from api.cli.running import refuse
from domain.core.kinds import JobKind, JobState
from domain.jobs.upkeep import PRUNED_ROWS_MAX
from domain.permissions import OPERATOR
from domain.queries.jobs import unfinished_jobs_of
from domain.queries.staging import prune_staged_rows, staged_file_of
from domain.store.shield import run_to_end
from domain.store.store import Store
from domain.tables import JobRow, StagedFileRow
from domain.texts import from_stored

_EARLIER = {JobKind.IMPORT: "an import", JobKind.UNDO: "an undo"}


async def published(store: Store, job_id: int) -> tuple[JobRow, StagedFileRow]:
    """Run the job that publishes a large file; return it with the file, and what came of its rows.

    Ends the program with the reason if nothing was imported.
    """
    try:
        job = await finish_job(store, job_id, "Publishing")
        await _prune(store)
    except asyncio.CancelledError:
        await run_to_end(finish_earlier(store))  # what was published is taken back
        raise
    if job.state is not JobState.DONE:
        await finish_earlier(store)
        refuse(f"Nothing was imported. {'It was cancelled.' if job.failure is None else from_stored(job.failure)}")
    file = await store.read(staged_file_of(job_id))
    assert file is not None, "a job without its file"
    return job, file


async def finish_earlier(store: Store) -> None:
    """Finish what an earlier call left: imports that were cut off, and what takes back those that failed."""
    for kind in (JobKind.IMPORT, JobKind.UNDO):
        for job in await store.read(unfinished_jobs_of(OPERATOR.key, kind)):
            click.echo(
                f"Continuing {_EARLIER[kind]} that was interrupted after {job.done:,} of {job.total:,}.", err=True
            )
            await finish_job(store, job.id, "Publishing" if kind is JobKind.IMPORT else "Taking back")


async def _prune(store: Store) -> None:
    """Delete the staged rows of what has ended: where no server runs, nobody else does."""
    while await store.backend.run_unit(lambda: prune_staged_rows(PRUNED_ROWS_MAX, store.clock())):
        await store.backend.yield_to_others()
