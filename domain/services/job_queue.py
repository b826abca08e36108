"""Queueing jobs: a row for a worker to find (domain R24)."""

from domain.core.kinds import JobKind, JobState
from domain.queries.jobs import Extent
from domain.queries.records import by_ids
from domain.queries.undoing import UndoExtent, left_to_undo
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import BatchRow, JobRow


def queue_job(unit: UnitOfWork, kind: JobKind, extent: Extent) -> JobRow:
    """Add a job that nobody has begun, and return its row for the caller to complete."""
    job = JobRow(
        id=unit.new_id(),
        kind=kind,
        state=JobState.QUEUED,
        batch_id=None,
        undoes_id=None,
        kinds="[]",
        accounts=None,
        highest_account_id=extent.highest_id,
        last_account_id=0,
        total=extent.accounts,
        done=0,
        reconciliations=0,
        amount_cents=0,
        amounts="{}",
        error_count=0,
        principal=unit.actor.key,
        recorded_by=unit.actor.recorded_as,
        recorded_at=unit.now,
    )
    return unit.changes.add(job)


def queue_undo(unit: UnitOfWork, batch: BatchRow, left: UndoExtent) -> JobRow:
    """Queue a job that undoes what is ``left`` of a batch; it continues an undo that left accounts out."""
    job = queue_job(unit, JobKind.UNDO, Extent(left.accounts, left.highest_id))
    job.batch_id, job.undoes_id = batch.undone_by_id, batch.id
    return job


def take_back(unit: UnitOfWork, job: JobRow) -> Program[None]:
    """Queue the undo of what an import has published so far, as it ends before its end: it is all or nothing (R24b)."""
    if job.kind is JobKind.IMPORT and job.batch_id is not None:
        batch = (yield from by_ids(BatchRow, [job.batch_id]))[job.batch_id]
        if batch.mutation != "importBankStatement":  # of which all is hidden, and never shown
            queue_undo(unit, batch, (yield from left_to_undo(batch)))
