"""Asking for a job and cancelling it: reconcile all accounts (domain R24), undo what a job did (domain R25a).

What a job then does, group by group, stands in ``job_groups.py``; who runs it, in ``domain.jobs``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from domain.core.kinds import JobKind, JobState, TransactionKind
from domain.errors import Conflict, InvalidValue, NotFound, PermissionMissing, Refusals, WrongState
from domain.permissions import MUTATION_PERMISSIONS
from domain.queries.jobs import Extent, accounts_left, all_accounts, jobs_on_batch
from domain.queries.records import by_ids, held_by_ids
from domain.rows import AccountRow, BatchRow, JobRow
from domain.services.reconcile import DEFAULT_KINDS, check_kinds
from domain.store.block import Block
from domain.store.steps import Steps

LEASE_US = 15_000_000
"""So long after its last group a job counts as worked on; then another process goes on with it."""

MOST_ACCOUNTS_NAMED = 10_000
MOST_UNDONE_AT_ONCE = 250
"""A job's batch on so many accounts is undone in one block; one on more by a job, so that nobody waits for it."""

MUTATIONS = {JobKind.RECONCILE_ALL: "reconcileAllAccounts", JobKind.UNDO: "undoBatch"}
"""The mutation that asks for each kind of job, which its batch is named after."""


@dataclass(frozen=True, slots=True)
class ReconcileAllAccounts:
    """Which accounts (None for all), which kinds of credit, and whether whoever asks runs the job too."""

    account_ids: Sequence[int] | None = None
    kinds: Sequence[TransactionKind] = DEFAULT_KINDS
    own: bool = False


@dataclass(frozen=True, slots=True)
class CancelJob:
    """The job that shall do nothing more."""

    job_id: int


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """The job that was queued or cancelled."""

    job: int


def reconcile_all_accounts(block: Block, wish: ReconcileAllAccounts) -> Steps[JobOutcome]:
    """Queues a job that reconciles accounts one by one, as ``reconcile_account`` does each.

    Raises ``WrongSide`` for a kind that is no credit, ``InvalidValue`` for no account or too many, and ``NotFound``,
    several at once, for accounts that are not there.
    """
    check_kinds(wish.kinds)
    wanted = None if wish.account_ids is None else sorted(set(wish.account_ids))
    if wish.account_ids is None or wanted is None:
        extent = yield from all_accounts()
    else:
        yield from _check_accounts(wish.account_ids)
        extent = Extent(len(wanted), wanted[-1])
    job = _queued(block, JobKind.RECONCILE_ALL, extent)
    job.kinds = orjson.dumps(list(dict.fromkeys(wish.kinds))).decode()
    job.accounts = None if wanted is None else orjson.dumps(wanted).decode()
    job.leased_until = block.now + LEASE_US if wish.own else 0
    return JobOutcome(job.id)


def cancel_job(block: Block, wish: CancelJob) -> Steps[JobOutcome]:
    """Ends a job where it stands, and keeps who ended it; what it did until then stays, and can be undone.

    Raises ``NotFound``, ``PermissionMissing`` for whoever could not have started it, ``WrongState`` once it has ended.
    """
    job = yield from locked_job(wish.job_id)
    needed = MUTATION_PERMISSIONS[MUTATIONS[job.kind]]
    if not block.actor.may(*needed):
        missing = sorted(needed - block.actor.permissions)
        msg = f"Cancelling this job needs what starting it needs: {', '.join(missing)}."
        raise PermissionMissing(msg, *missing)
    if job.ended:
        msg = f"The job has ended ({job.state}) and cannot be cancelled. Undo its batch to take back what it did."
        raise WrongState(msg, "jobId")
    block.changes.change(
        job,
        state=JobState.CANCELLED,
        cancelled_at=block.now,
        cancelled_by=block.actor.name,
        cancelled_principal=block.actor.key,
        ended_at=block.now,
        leased_until=0,
    )
    return JobOutcome(job.id)


def queue_undo(block: Block, batch: BatchRow, undo: BatchRow | None) -> Steps[JobRow | None]:
    """Queues the undo of a batch that a job made, when it touches very many accounts; None when it is to be done at once.

    ``batch`` is held, and so is ``undo``, the batch that undid it as far as there is one. Where that left accounts out,
    because something built on them or because it was cancelled, the new job goes on with it. Raises ``WrongState`` while a
    job is still at work on either, and ``Conflict`` where the undo came in between.
    """
    jobs = yield from jobs_on_batch(batch.id)
    _check_at_rest(batch, jobs)
    left = yield from _left_to_a_job(batch, jobs)
    if left is None:
        return None
    if batch.undone_by_id is not None:
        if undo is None:
            msg = "That batch was undone at this very moment. Please try once more."
            raise Conflict(msg, "batchId")
        _check_at_rest(undo, (yield from jobs_on_batch(undo.id)))
    if left.accounts == 0:
        msg = "That batch is undone already."
        raise WrongState(msg, "batchId")
    job = _queued(block, JobKind.UNDO, left)
    job.batch_id, job.undoes_id = batch.undone_by_id, batch.id
    return job


def is_undone_by_job(batch_id: int) -> Steps[bool]:
    """Whether undoing a batch would take a job, as things are now."""
    batch = (yield from by_ids(BatchRow, [batch_id])).get(batch_id)
    if batch is None:
        return False
    return (yield from _left_to_a_job(batch, (yield from jobs_on_batch(batch_id)))) is not None


def _left_to_a_job(batch: BatchRow, jobs: Sequence[JobRow]) -> Steps[Extent | None]:
    """What a job would still have to undo of a batch; None where no job is needed."""
    made_by_jobs = {job.batch_id for job in jobs}
    if batch.id not in made_by_jobs or (batch.undone and batch.undone_by_id not in made_by_jobs):
        return None  # made in one block, or undone in one: whole
    left = yield from accounts_left(batch.id, batch.undone_by_id)
    return left if batch.undone or left.accounts > MOST_UNDONE_AT_ONCE else None


def locked_job(job_id: int) -> Steps[JobRow]:
    """One job, locked: whoever holds it alone moves it on. Raises ``NotFound``."""
    job = (yield from held_by_ids(JobRow, [job_id])).get(job_id)
    if job is None:
        msg = "There is no such job."
        raise NotFound(msg, "jobId")
    return job


def _queued(block: Block, kind: JobKind, extent: Extent) -> JobRow:
    """A new job over so many accounts."""
    job = JobRow(
        id=block.new_id(),
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
        principal=block.actor.key,
        recorded_by=block.actor.name,
        recorded_at=block.now,
    )
    return block.changes.add(job)


def _check_accounts(account_ids: Sequence[int]) -> Steps[None]:
    if not 1 <= len(account_ids) <= MOST_ACCOUNTS_NAMED:
        msg = f"Name 1 to {MOST_ACCOUNTS_NAMED:,} accounts, or leave this out for all accounts."
        raise InvalidValue(msg, "accountIds")
    found = yield from by_ids(AccountRow, account_ids)
    missing = [
        NotFound("There is no such account.", "accountIds", str(index))
        for index, account_id in enumerate(account_ids)
        if account_id not in found or found[account_id].withdrawn_at is not None
    ]
    if missing:
        raise Refusals(missing)


def _check_at_rest(batch: BatchRow, jobs: Sequence[JobRow]) -> None:
    for job in jobs:
        if not job.ended:
            what = "makes" if job.batch_id == batch.id else "undoes"
            msg = f"A job that {what} this batch is still at work. Wait for it, or cancel it first."
            raise WrongState(msg, "batchId")
