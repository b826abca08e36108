"""What a job does at a time: a group of accounts in one atomic block, and with it where the job then stands (R24).

The job's row is locked first. So two processes that run one job take turns, each goes on where the other was, and a crash
at any moment leaves a group done with the job beyond it, or neither.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from domain.core.kinds import JobState, ReconciliationOrigin
from domain.errors import Refusal, Refusals
from domain.queries.jobs import events_on_account, next_accounts, next_accounts_left
from domain.queries.records import by_ids, held_by_ids
from domain.rows import AccountRow, BatchRow, JobErrorRow, JobRow, ReconciliationRow
from domain.services.jobs import LEASE_US, locked_job
from domain.services.reconcile import Reconciling, plan_reconciling, reconcile_as_planned
from domain.services.undo import undo_events
from domain.store.block import Block
from domain.store.steps import Steps

MOST_TRIES = 10
"""A job that was begun so often without doing one group (its process died each time) is given up."""


READ_AHEAD = 16
"""So many accounts are read together: few enough that a group still ends in time when they are unexpectedly large."""


@dataclass(frozen=True, slots=True)
class TakeJob:
    """A job that a process wants to run; ``shared`` also when another process seems to be at it."""

    job_id: int
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The next accounts of a job: at most ``most``, and no further one when ``in_time`` says no.

    With a ``fault`` the first of them is not done: doing it alone broke a block, which is told as its error.
    """

    job_id: int
    most: int
    in_time: Callable[[], bool]
    fault: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """The job as it is now, and whether the process is to run it."""

    job: JobRow
    mine: bool


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """The job as it stands after a group, and what the group could not do."""

    job: JobRow
    errors: list[JobErrorRow]


class Part(NamedTuple):
    """What one account came to: reconciliations made or taken back, and how much they are."""

    reconciliations: int
    amount_cents: int


def take_job(block: Block, wish: TakeJob) -> Steps[Taken]:
    """Begins or goes on with a job, unless it ended or another process is at it. Raises ``NotFound``."""
    job = yield from locked_job(wish.job_id)
    if job.ended or (job.leased_until > block.now and not wish.shared):
        return Taken(job, mine=False)
    if job.tries == MOST_TRIES:
        failure = (
            f"It was begun {MOST_TRIES} times and got no further. What it did before stands; the log of the server "
            "tells why its process ended."
        )
        ended = block.changes.change(job, state=JobState.FAILED, failure=failure, ended_at=block.now, leased_until=0)
        return Taken(ended, mine=False)
    taken = block.changes.change(job, state=JobState.RUNNING, tries=job.tries + 1, leased_until=block.now + LEASE_US)
    return Taken(taken, mine=True)


def leave_job(block: Block, job_id: int) -> Steps[JobRow]:
    """Leaves a job to whoever takes it next. Raises ``NotFound``."""
    job = yield from locked_job(job_id)
    return job if job.ended else block.changes.change(job, tries=0, leased_until=0)


def do_group(block: Block, wish: Group) -> Steps[GroupOutcome]:
    """Does the next accounts of a job, and ends it after the last; nothing where it has ended meanwhile.

    An account's refusal drops what was begun on it, stops no other, and is told as the job's error. Raises ``NotFound``.
    """
    job = yield from locked_job(wish.job_id)
    if job.ended:
        return GroupOutcome(job, [])
    progress = yield from _next_group(block, job, wish)
    for error in progress.errors:
        block.changes.add(error)
    return GroupOutcome(block.changes.change(job, **progress.columns(block)), progress.errors)


def try_group(block: Block, job: JobRow, wish: Group) -> Steps[GroupOutcome]:
    """``do_group`` for a job that is stored nowhere: it stands as ``job`` says, and goes on from there."""
    progress = yield from _next_group(block, job, wish)
    after = job.copy(**(progress.columns(block) | {"batch_id": job.batch_id}))
    return GroupOutcome(after, progress.errors)


class _Progress:
    """How far a group has brought its job."""

    def __init__(self, job: JobRow) -> None:
        self.job = job
        self.batch_id = job.batch_id
        self.last_account_id = job.last_account_id
        self.done = 0
        self.reconciliations = 0
        self.amounts = job.cents_by_currency
        self.errors: list[JobErrorRow] = []
        self.ends = False

    def add(self, account: AccountRow, part: Part) -> None:
        """An account that was done."""
        self.reconciliations += part.reconciliations
        if part.amount_cents:
            self.amounts[account.currency] = self.amounts.get(account.currency, 0) + part.amount_cents

    def columns(self, block: Block) -> dict[str, object]:
        """What changes of the job's row."""
        done = self.job.done + self.done
        moved: dict[str, object] = {
            "batch_id": self.batch_id,
            "last_account_id": self.last_account_id,
            "done": done,
            "total": done if self.ends else max(self.job.total, done),  # accounts come and go meanwhile
            "reconciliations": self.job.reconciliations + self.reconciliations,
            "amount_cents": sum(self.amounts.values()),
            "amounts": orjson.dumps(self.amounts, option=orjson.OPT_SORT_KEYS).decode(),
            "error_count": self.job.error_count + len(self.errors),
            "leased_until": block.now + LEASE_US,
            "tries": 0,
        }
        if self.ends:
            moved |= {"state": JobState.DONE, "ended_at": block.now, "leased_until": 0}
        return moved


def _next_group(block: Block, job: JobRow, wish: Group) -> Steps[_Progress]:
    """Does the next accounts in a batch of the job's own, and leaves its changes in the block, but for the job's row."""
    progress = _Progress(job)
    undone = yield from _join_batch(block, job)
    ids = yield from _next_ids(job, wish.most)
    accounts = yield from block.lock_accounts(ids)
    plans: dict[int, Reconciling] = {}
    for index, account_id in enumerate(ids):
        if progress.done and not wish.in_time():
            break
        if undone is None and account_id not in plans:
            ahead = [accounts[each] for each in ids[index : index + READ_AHEAD]]
            plans = yield from plan_reconciling(ahead, job.credit_kinds)
        account = accounts[account_id]
        try:
            if wish.fault is not None and not progress.done:
                raise wish.fault
            with block.apart():
                if account.withdrawn_at is not None:
                    part = Part(0, 0)
                elif undone is None:
                    part = _reconcile(block, account, plans[account_id])
                else:
                    part = yield from _undo(block, undone, account)
            progress.add(account, part)
        except (Refusal, Refusals) as refused:
            progress.errors.append(_error(block, job, account_id, refused))
        progress.last_account_id = account_id
        progress.done += 1
    progress.ends = progress.done == len(ids) < wish.most
    if block.changes and job.batch_id is None:
        progress.batch_id = block.batch.id
        if undone is not None:
            block.batch.undoes_id = undone.id
            block.undone = undone
    return progress


def _join_batch(block: Block, job: JobRow) -> Steps[BatchRow | None]:
    """Goes on with the job's batch where it has one; gives the batch that it undoes, held, where it undoes one."""
    if job.batch_id is not None:
        block.go_on_with((yield from by_ids(BatchRow, [job.batch_id]))[job.batch_id])
    if job.undoes_id is None:
        return None
    return (yield from held_by_ids(BatchRow, [job.undoes_id]))[job.undoes_id]


def _next_ids(job: JobRow, most: int) -> Steps[list[int]]:
    if job.undoes_id is not None:
        return (yield from next_accounts_left(job.undoes_id, job.batch_id, job.last_account_id, most))
    if job.account_ids is not None:
        return [each for each in job.account_ids if each > job.last_account_id][:most]
    return (yield from next_accounts(job.last_account_id, job.highest_account_id, most))


def _reconcile(block: Block, account: AccountRow, plan: Reconciling) -> Part:
    outcome = reconcile_as_planned(block, account, plan, ReconciliationOrigin.RECONCILE_ALL)
    return Part(len(outcome.reconciliations), outcome.amount_cents)


def _undo(block: Block, undone: BatchRow, account: AccountRow) -> Steps[Part]:
    """Takes back what the batch ``undone`` did to one account."""
    events = yield from events_on_account(undone.id, account.id)
    # its other accounts are undone already, and it is marked so, by this very job
    yield from undo_events(block, undone.copy(undone_by_id=None), events)
    edges = [after for _, after in block.changes.of(ReconciliationRow)]
    return Part(len(edges), sum(edge.amount_cents for edge in edges))


def _error(block: Block, job: JobRow, account_id: int, refused: Refusal | Refusals) -> JobErrorRow:
    refusals = [refused] if isinstance(refused, Refusal) else refused.refusals
    more = f" (and {len(refusals) - 1} more)" if len(refusals) > 1 else ""
    return JobErrorRow(block.new_id(), job.id, account_id, refusals[0].code, refusals[0].message + more)
