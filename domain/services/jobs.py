"""Queueing the job that reconciles all accounts, and cancelling jobs of any kind (domain R24, R25c).

``job_groups.py`` does a job's work, group by group; ``domain.jobs`` runs it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from domain.core.kinds import JobKind, JobState, TransactionKind
from domain.errors import Conflict, InvalidValue, Refusals, WrongState
from domain.permissions import VIEW, permissions_of_mutation, require_permissions
from domain.queries.jobs import JOB_LEASE_US, Extent, all_accounts, jobs_on_batch
from domain.queries.records import by_ids
from domain.services.checks import held_row, not_found
from domain.services.job_queue import queue_job, take_back
from domain.services.reconcile import DEFAULT_KINDS, check_kinds
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, BatchRow, JobRow
from domain.texts import say

NAMED_ACCOUNTS_MAX = 10_000

MUTATIONS = {
    JobKind.RECONCILE_ALL: "reconcileAllAccounts",
    JobKind.RECONCILE_ACCOUNT: "reconcileAccount",
    JobKind.APPLY_SUGGESTIONS: "applySuggestions",
    JobKind.IMPORT: "importRecords",
    JobKind.UNDO: "undoBatch",
    JobKind.DOCUMENTS: "makeDocuments",
    JobKind.SEND_DOCUMENTS: "sendDocuments",
}
"""The mutation that queues each kind of job, and gives the job's batch its name."""


@dataclass(frozen=True, slots=True)
class JobResult:
    """The queued or cancelled job."""

    job: int


@dataclass(frozen=True, slots=True)
class ReconcileAllAccounts(Command[JobResult]):
    """Accounts to reconcile (None for all), the kinds of credit to use, and ``own`` if the caller runs the job too."""

    NEEDS = VIEW
    account_ids: Sequence[int] | None = None
    kinds: Sequence[TransactionKind] = DEFAULT_KINDS
    own: bool = False


@dataclass(frozen=True, slots=True)
class CancelJob(Command[JobResult]):
    """A job to cancel."""

    NEEDS = VIEW
    job_id: int


@service
def reconcile_all_accounts(unit: UnitOfWork, cmd: ReconcileAllAccounts) -> Program[JobResult]:
    """Queue a job that reconciles accounts one by one, as ``reconcile_account`` does.

    Raises what ``check_kinds`` raises, ``InvalidValue`` for no account or too many, and ``Refusals`` with a ``NotFound``
    for each account that does not exist.
    """
    check_kinds(cmd.kinds)
    if cmd.account_ids is None:
        job = queue_job(unit, JobKind.RECONCILE_ALL, (yield from all_accounts()))
    else:
        yield from check_accounts(cmd.account_ids)
        account_ids = sorted(set(cmd.account_ids))
        job = queue_job(unit, JobKind.RECONCILE_ALL, Extent(len(account_ids), account_ids[-1]))
        job.accounts = orjson.dumps(account_ids).decode()
    job.kinds = orjson.dumps(list(dict.fromkeys(cmd.kinds))).decode()
    job.leased_until = unit.now + JOB_LEASE_US if cmd.own else 0
    return JobResult(job.id)


@service
def cancel_job(unit: UnitOfWork, cmd: CancelJob) -> Program[JobResult]:
    """End a job and record who cancelled it; what it has done stays and can be undone, but an import is taken back.

    Raises ``NotFound``, ``PermissionMissing`` unless the actor may start such a job, and ``WrongState`` once it has ended,
    or if it takes back an import: half a file is never left.
    """
    job = yield from locked_job(cmd.job_id)
    needed = permissions_of_mutation(MUTATIONS[job.kind])
    require_permissions(unit.actor, needed, say("needs-cancel-job"))
    if job.ended:
        message = say("job-ended", state=job.state)
        raise WrongState(message, "jobId")
    ended = yield from _import_taken_back_by(job)
    if ended is not None:
        message = say("job-takes-back-import", ended=ended.state)
        raise WrongState(message, "jobId")
    yield from take_back(unit, job)
    unit.changes.change(
        job,
        state=JobState.CANCELLED,
        cancelled_at=unit.now,
        cancelled_by=unit.actor.recorded_as,
        cancelled_principal=unit.actor.key,
        ended_at=unit.now,
        leased_until=0,
    )
    return JobResult(job.id)


def check_no_running_job(batch: BatchRow, undo: BatchRow | None) -> Program[None]:
    """Raise ``WrongState`` while a job makes or undoes a batch, or the batch ``undo`` that has undone it.

    The caller has locked both. Raises ``Conflict`` if somebody has undone the batch before the lock.
    """
    if batch.partly_undone and batch.undone_by_id is not None and undo is None:
        raise Conflict(say("batch-just-undone"), "batchId")
    for each in (batch, undo):
        for job in [] if each is None else (yield from jobs_on_batch(each.id)):
            if not job.ended:
                makes = "makes" if job.batch_id == batch.id else "undoes"
                way = "cancel" if (yield from _import_taken_back_by(job)) is None else "wait"
                raise WrongState(say("job-on-batch-runs", does=makes, way=way), "batchId")


def _import_taken_back_by(job: JobRow) -> Program[JobRow | None]:
    """Return the import that a job takes back because it was cancelled or failed (domain R24b), or None."""
    if job.kind is not JobKind.UNDO or job.undoes_id is None:
        return None
    made = yield from jobs_on_batch(job.undoes_id)
    ended = {JobState.CANCELLED, JobState.FAILED}
    return next((each for each in made if each.kind is JobKind.IMPORT and each.state in ended), None)


def locked_job(job_id: int) -> Program[JobRow]:
    """Lock a job and return it: only the holder of the lock may continue it. Raises ``NotFound``."""
    return (yield from held_row(JobRow, job_id, "Job", "jobId"))


def check_accounts(account_ids: Sequence[int]) -> Program[None]:
    """Raise ``InvalidValue`` for no account or too many, and ``Refusals`` for those that do not exist."""
    if not 1 <= len(account_ids) <= NAMED_ACCOUNTS_MAX:
        message = say("job-accounts-named", most=NAMED_ACCOUNTS_MAX)
        raise InvalidValue(message, "accountIds")
    found = yield from by_ids(AccountRow, account_ids)
    missing = [
        not_found("Account", "accountIds", str(index))
        for index, account_id in enumerate(account_ids)
        if account_id not in found or found[account_id].withdrawn_at is not None
    ]
    if missing:
        raise Refusals(missing)
