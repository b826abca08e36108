"""Running a job group by group: one unit of work does a group of accounts and stores the job's progress (domain R24).

It locks the job's row first. So two processes that run one job take turns, each continues where the other stopped, and
after a crash either both the group and the job's progress are stored, or neither.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import orjson

from domain.core.kinds import JobKind, JobState
from domain.errors import Refusal, Refusals
from domain.queries.jobs import JOB_LEASE_US, has_error, is_leased
from domain.services.checks import first_and_message
from domain.services.document_work import PreparedAccounts
from domain.services.job_part import NO_END, Part, Work
from domain.services.job_queue import take_back
from domain.services.job_work import ROWS_UNLIMITED, work_of
from domain.services.jobs import locked_job
from domain.services.reconcile import Reconciling
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, JobErrorRow, JobRow
from domain.texts import Text, say, to_stored

JOB_TRIES_MAX = 10
"""After how many attempts without one finished group (the process died each time) a job fails."""


@dataclass(frozen=True, slots=True)
class TakenJob:
    """The job as it is now, and whether the caller may run it."""

    job: JobRow
    mine: bool


@dataclass(frozen=True, slots=True)
class GroupResult:
    """The job after a group, the accounts that failed in the group, and how many rows the group wrote.

    Of a dry run also where it is within an account: an undo goes on with the account's events before ``below``; ``large``
    is an account that is too large to be tried within a group.
    """

    job: JobRow
    errors: list[JobErrorRow]
    rows: int = 0
    below: int = NO_END
    large: int | None = None


@dataclass(frozen=True, slots=True)
class TakeJob(Command[TakenJob]):
    """A job to run; with ``shared`` even if another process seems to run it."""

    job_id: int
    shared: bool = False


@dataclass(frozen=True, slots=True)
class LeaveJob(Command[JobRow]):
    """A job to leave to another process."""

    job_id: int


@dataclass(frozen=True, slots=True)
class RunGroup(Command[GroupResult]):
    """A group of a job: its next accounts, at most ``most``, until the group's time is used up.

    ``start_timer`` is called when the group begins, and returns a function that returns True while there is time for one
    more account. A ``fault`` means that the next account alone broke a unit of work: the group skips that account, without
    reading it, and records the fault as its error. ``rows_most`` is how many reconciliations or undone changes the group
    may write: an account with more is done in parts, one in each group (domain R24). ``below``: a dry run, which stores no
    part, has undone the next account's events from this one on. ``prepared`` is what was made for the next accounts
    beforehand.
    """

    job_id: int
    most: int
    start_timer: Callable[[], Callable[[], bool]]
    fault: Refusal | None = None
    rows_most: int = ROWS_UNLIMITED
    below: int = NO_END
    prepared: PreparedAccounts | None = None


@dataclass(frozen=True, slots=True)
class TryGroup(Command[GroupResult]):
    """A group of a dry run: the progress so far is in ``job``, and stored nowhere."""

    job: JobRow
    group: RunGroup


@service
def take_job(unit: UnitOfWork, cmd: TakeJob) -> Program[TakenJob]:
    """Begin or continue a job, unless it has ended or another process runs it. Raises ``NotFound``."""
    job = yield from locked_job(cmd.job_id)
    if job.ended or (is_leased(job, unit.now) and not cmd.shared):
        return TakenJob(job, mine=False)
    if job.tries == JOB_TRIES_MAX:
        stays = "taken-back" if job.kind is JobKind.IMPORT else "stays"
        failure = to_stored(say("job-made-no-progress", tries=JOB_TRIES_MAX, before=stays))
        yield from take_back(unit, job)
        ended = unit.changes.change(job, state=JobState.FAILED, failure=failure, ended_at=unit.now, leased_until=0)
        return TakenJob(ended, mine=False)
    taken = unit.changes.change(job, state=JobState.RUNNING, tries=job.tries + 1, leased_until=unit.now + JOB_LEASE_US)
    return TakenJob(taken, mine=True)


@service
def leave_job(unit: UnitOfWork, cmd: LeaveJob) -> Program[JobRow]:
    """Leave a job to the next process. Raises ``NotFound``."""
    job = yield from locked_job(cmd.job_id)
    return job if job.ended else unit.changes.change(job, tries=0, leased_until=0)


@service
def run_group(unit: UnitOfWork, cmd: RunGroup) -> Program[GroupResult]:
    """Do the next accounts of a job, and end it after the last; do nothing if it has ended.

    A refusal discards the changes of its account alone, and is recorded as an error of the job. Raises ``NotFound``.
    """
    job = yield from locked_job(cmd.job_id)
    if job.ended:
        return GroupResult(job, [])
    progress = yield from _next_group(unit, job, cmd)
    if progress.failure is not None:
        unit.drop_changes()
        yield from take_back(unit, job)
    for error in progress.errors:
        unit.changes.add(error)
    return GroupResult(unit.changes.change(job, **progress.columns(unit.now)), progress.errors, progress.rows)


@service
def try_group(unit: UnitOfWork, cmd: TryGroup) -> Program[GroupResult]:
    """Do what ``run_group`` does, for a dry run."""
    progress = yield from _next_group(unit, cmd.job, cmd.group, trial=True)
    after = cmd.job.copy(**(progress.columns(unit.now) | {"batch_id": cmd.job.batch_id}))
    return GroupResult(after, progress.errors, progress.rows, progress.below, progress.large)


class _Progress:
    """A job's progress during a group."""

    def __init__(self, job: JobRow) -> None:
        self.job = job
        self.batch_id = job.batch_id
        self.last_account_id = job.last_account_id
        self.done = 0
        self.rows = 0
        self.below = NO_END
        self.large: int | None = None
        self.failure: str | None = None
        self.reconciliations = 0
        self.amounts = job.cents_by_currency
        self.errors: list[JobErrorRow] = []
        self.failed_on = 0
        self.has_error = False
        self.ends = False

    def add(self, account: AccountRow | None, part: Part) -> None:
        """Count what was done on an account, or on a part of a file without accounts."""
        self.rows += part.rows
        self.reconciliations += part.reconciliations
        if account is not None and part.amount_cents:
            self.amounts[account.currency] = self.amounts.get(account.currency, 0) + part.amount_cents

    def list_error(self, error: JobErrorRow) -> None:
        """List why the account in progress, or rows of it, could not be done: the first reason, whichever part gave it."""
        if not self.has_error:
            self.errors.append(error)
        self.has_error = True

    def end_account(self, account_id: int) -> None:
        """Count the account in progress: all of its parts are done, or it failed."""
        self.last_account_id = account_id
        self.done += 1
        self.failed_on += self.has_error
        self.has_error = False

    def fail(self, message: Text, row: int | None) -> None:
        """Give up what the group has done: the job ends, and what earlier groups did is taken back."""
        of_row = message if row is None else say("job-row-of-file", row=row + 1, message=message)
        self.failure = to_stored(say("job-failed", message=of_row))
        self.batch_id, self.last_account_id = self.job.batch_id, self.job.last_account_id
        self.done = self.failed_on = self.rows = self.reconciliations = 0
        self.amounts, self.errors = self.job.cents_by_currency, []

    def columns(self, now: int) -> dict[str, object]:
        """Return the changes of the job's row."""
        done = self.job.done + self.done
        moved: dict[str, object] = {
            "batch_id": self.batch_id,
            "last_account_id": self.last_account_id,
            "done": done,
            "total": done if self.ends else max(self.job.total, done),  # accounts come and go during a job
            "reconciliations": self.job.reconciliations + self.reconciliations,
            "amount_cents": sum(self.amounts.values()),
            "amounts": orjson.dumps(self.amounts, option=orjson.OPT_SORT_KEYS).decode(),
            "error_count": self.job.error_count + self.failed_on,
            "leased_until": now + JOB_LEASE_US,
            "tries": 0,
        }
        if self.failure is not None:
            moved |= {"state": JobState.FAILED, "failure": self.failure, "ended_at": now, "leased_until": 0}
        elif self.ends:
            moved |= {"state": JobState.DONE, "ended_at": now, "leased_until": 0}
        return moved


def _next_group(unit: UnitOfWork, job: JobRow, cmd: RunGroup, *, trial: bool = False) -> Program[_Progress]:
    """Do the next accounts in the job's own batch, and return the progress; the caller stores it in the job's row."""
    assert cmd.fault is None or cmd.most == 1, "a fault concerns one account"
    has_time = cmd.start_timer()
    progress = _Progress(job)
    work = yield from work_of(unit, job, cmd.below, trial=trial, prepared=cmd.prepared)
    ids = yield from work.next_accounts(cmd.most)
    yield from work.lock(ids)
    progress.has_error = work.may_have_error and (yield from has_error(job.id, ids[0]))
    while progress.done < len(ids) and (not progress.done or has_time()):
        if not (yield from _do_next(unit, work, ids[progress.done :], progress, cmd, trial=trial)):
            break
    if progress.failure is not None:
        return progress
    progress.ends = progress.done == len(ids) < cmd.most and not work.more
    if unit.changes and job.batch_id is None and work.makes_records:
        progress.batch_id = unit.batch.id
    work.finish(ends=progress.ends, errors=job.error_count + progress.failed_on)
    return progress


def _do_next(
    unit: UnitOfWork, work: Work, ids: Sequence[int], progress: _Progress, cmd: RunGroup, *, trial: bool
) -> Program[bool]:
    """Do the first of the accounts, or a part of it; return True if the group may go on with the next one."""
    account_id, job = ids[0], progress.job
    part = yield from _done_on(unit, work, ids, cmd, cmd.rows_most - progress.rows)
    if trial and not part.whole and job.undoes_id is None:
        progress.large = account_id
        return False
    if (reason := part.refused or part.left_out) is not None:
        first, message = first_and_message(reason)
        if part.refused is not None and work.all_or_nothing:
            progress.fail(message, first.row)
            return False
        progress.list_error(JobErrorRow(unit.new_id(), job.id, account_id, first.code, to_stored(message)))
    progress.add(unit.accounts.get(account_id), part)
    progress.below = part.below
    if not part.whole:
        return False
    for each in ids[: part.accounts]:
        progress.end_account(each)
    return progress.rows < cmd.rows_most


def _done_on(unit: UnitOfWork, work: Work, account_ids: Sequence[int], cmd: RunGroup, rows_most: int) -> Program[Part]:
    """Do the first of these accounts; a refusal discards its changes alone and is in the part."""
    try:
        if cmd.fault is not None:
            raise cmd.fault
        with unit.savepoint():
            return (yield from work.do(account_ids, rows_most))
    except (Refusal, Refusals) as refused:
        return Part(refused=refused)


def after_large_account(job: JobRow, account: AccountRow, plan: Reconciling) -> JobRow:
    """Return a dry run's job after an account of which ``plan`` is the complete plan."""
    progress = _Progress(job)
    progress.add(account, Part(0, len(plan.pairings), plan.amount_cents))
    progress.done, progress.last_account_id = 1, account.id
    return job.copy(**progress.columns(job.recorded_at))
