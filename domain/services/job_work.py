"""What a job does on its accounts: reconciling them, or undoing what a batch did to them (domain R24, R24b, R25c)."""

from collections.abc import Callable, Sequence
from typing import Any

from domain.core.kinds import JobKind, ReconciliationOrigin
from domain.queries.jobs import accounts_left
from domain.queries.records import by_ids, held_by_ids
from domain.queries.undoing import (
    events_of_rows_to_lock,
    last_events_left,
    next_accounts_left,
    origin_of,
    other_ends,
    undone_parts,
)
from domain.services.document_work import DocumentWork, PreparedAccounts
from domain.services.job_part import NO_END, Part, Work
from domain.services.jobs import MUTATIONS
from domain.services.mail_work import mail_work
from domain.services.numbers import lock_for_invoices
from domain.services.reconcile import Reconciling, plan_reconciling, reconcile_as_planned
from domain.services.suggestion_work import suggestion_work
from domain.services.undo.events import undo_events
from domain.services.undo.prerequisites import referenced_ids
from domain.services.undo.restore import lock_rows_of
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, AuditEventRow, BatchRow, JobRow, ReconciliationRow, UndonePartRow, UserRow

READ_AHEAD_MAX = 500
"""How many accounts are read together at most."""
READ_AHEAD_ITEMS = 4_000
"""How many items of either side are read together at most: so few that a group still ends in time."""

DIVISIBLE = frozenset({"reconcileAllAccounts", "reconcileAccount", "applySuggestions", "importRecords"})
"""Mutations whose changes of one account can be undone in parts: each part leaves everything whole."""

ROWS_UNLIMITED = 1_000_000_000
"""More rows than any account has."""


_WORKS: dict[JobKind, Callable[[UnitOfWork, JobRow], Program[Work]]] = {}


def register_work(kind: JobKind, make: Callable[[UnitOfWork, JobRow], Program[Any]]) -> None:
    """Make the work of a kind of job that is defined above the services."""
    _WORKS[kind] = make


def work_of(
    unit: UnitOfWork, job: JobRow, below: int, *, trial: bool, prepared: PreparedAccounts | None = None
) -> Program[Work]:
    """Continue the job's batch, or begin it, and return the job's work; locks the batch that the job undoes.

    ``below``: a dry run, which stores no part, has undone the first account's events from this one on. ``trial``: it is a
    dry run. ``prepared``: what was made for the next accounts before the unit.
    """
    if job.batch_id is not None:
        unit.continue_batch((yield from by_ids(BatchRow, [job.batch_id]))[job.batch_id])
    else:
        unit.batch.mutation = MUTATIONS[job.kind]
    if job.kind is JobKind.DOCUMENTS:
        return DocumentWork(unit, job, prepared)
    if job.kind is JobKind.SEND_DOCUMENTS:
        return (yield from mail_work(unit, job))
    if job.kind is JobKind.APPLY_SUGGESTIONS:
        return suggestion_work(unit, job, trial=trial)
    if job.kind in _WORKS:
        return (yield from _WORKS[job.kind](unit, job))
    if job.undoes_id is None:
        return ReconcileWork(unit, job)
    undone = (yield from held_by_ids(BatchRow, [job.undoes_id]))[job.undoes_id]
    return UndoWork(unit, job, undone, (yield from origin_of(undone)).mutation, below)


_ORIGINS = {
    JobKind.RECONCILE_ALL: ReconciliationOrigin.RECONCILE_ALL,
    JobKind.RECONCILE_ACCOUNT: ReconciliationOrigin.RECONCILE_ACCOUNT,
}


class ReconcileWork(Work):
    """Reconciles accounts as ``reconcile_account`` does."""

    def __init__(self, unit: UnitOfWork, job: JobRow) -> None:
        super().__init__(unit, job)
        self._plans: dict[int, Reconciling] = {}

    def next_accounts(self, most: int) -> Program[list[int]]:
        """See ``Work.next_accounts``."""
        return (yield from accounts_left(self._job, most))

    def do(self, account_ids: Sequence[int], rows_most: int) -> Program[Part]:
        """See ``Work.do``."""
        account = self._unit.accounts[account_ids[0]]
        if account.withdrawn_at is not None:
            return Part()
        plan = yield from self._plan(account, account_ids, rows_most)
        result = reconcile_as_planned(self._unit, account, plan, _ORIGINS[self._job.kind])
        return Part(len(result.reconciliations), len(result.reconciliations), result.amount_cents, plan.whole)

    def _plan(self, account: AccountRow, account_ids: Sequence[int], rows_most: int) -> Program[Reconciling]:
        """Return the plan of the first of these accounts; the plans of those that come after it are read along with it."""
        kinds = self._job.credit_kinds
        if account.id not in self._plans:
            ahead = [self._unit.accounts[each] for each in account_ids[: self._read_ahead(rows_most)]]
            most = max(1, min(rows_most, READ_AHEAD_ITEMS // len(ahead)))
            self._plans = yield from plan_reconciling(ahead, kinds, most)
        plan = self._plans[account.id].first(rows_most)
        if not plan.whole and len(plan.pairings) < rows_most:  # it has more than was read ahead
            plan = (yield from plan_reconciling([account], kinds, rows_most))[account.id].first(rows_most)
        return plan

    def _read_ahead(self, rows_most: int) -> int:
        """Return how many accounts probably come to so many reconciliations, as those that the job has done did."""
        done, made = self._job.done, self._job.reconciliations
        return max(1, min(READ_AHEAD_MAX, rows_most * done // max(1, made))) if done else 1


class UndoWork(Work):
    """Undoes what a batch did to each account; a large account from its last change to its first, in parts."""

    def __init__(self, unit: UnitOfWork, job: JobRow, undone: BatchRow, origin: str, below: int) -> None:
        super().__init__(unit, job)
        self._undone = undone
        self._origin = origin
        self._below = below
        self._parts: dict[int, UndonePartRow] = {}

    def next_accounts(self, most: int) -> Program[list[int]]:
        """See ``Work.next_accounts``."""
        job = self._job
        return (yield from next_accounts_left(self._undone, job.batch_id, job.last_account_id, most))

    def lock(self, account_ids: Sequence[int]) -> Program[None]:
        """See ``Work.lock``."""
        events: list[AuditEventRow] = []
        others: set[int] = set()
        if self._origin not in {"reconcileAllAccounts", "reconcileAccount", "applySuggestions"}:
            events = yield from events_of_rows_to_lock(self._undone, self._job.batch_id, account_ids)
            others = yield from other_ends(self._undone, account_ids)
        yield from lock_for_invoices(self._unit)  # it may withdraw some of the series
        yield from self._unit.lock_accounts({*account_ids, *others, *referenced_ids(UserRow, "account_id", events)})
        yield from lock_rows_of(events)
        self._parts = yield from undone_parts(self._job.batch_id, account_ids)

    def do(self, account_ids: Sequence[int], rows_most: int) -> Program[Part]:
        """See ``Work.do``."""
        account_id, part = account_ids[0], self._parts.get(account_ids[0])
        events = yield from self._next_events(account_id, part, rows_most)
        whole = len(events) <= rows_most or not self._divisible
        if not whole:
            del events[_end_of_part(events, rows_most) :]
        # the first accounts are undone already, which marks the batch as undone
        yield from undo_events(self._unit, self._undone, events[::-1])
        if part is not None:
            self._unit.changes.change(part, seq=0 if whole else events[-1].seq)
        elif not whole:
            new = UndonePartRow(self._unit.new_id(), self._unit.batch.id, account_id, events[-1].seq)
            self._unit.changes.add(new)
        amounts = [after.amount_cents for _, after in self._unit.changes.of(ReconciliationRow)]
        return Part(len(events), len(amounts), sum(amounts), whole, NO_END if whole else events[-1].seq)

    def finish(self, *, ends: bool, errors: int) -> None:
        """See ``Work.finish``: mark the batch as undone, or partly undone, with the first group and the last."""
        begins = self._job.batch_id is None
        if (begins and self._unit.changes) or (ends and not begins):
            self._unit.batch.undoes_id = self._undone.id
            self._unit.undone, self._unit.undone_partly = self._undone, not ends or errors > 0

    @property
    def _divisible(self) -> bool:
        return self._origin in DIVISIBLE

    def _next_events(self, account_id: int, part: UndonePartRow | None, rows_most: int) -> Program[list[AuditEventRow]]:
        most = rows_most + 2 if self._divisible else NO_END
        below, self._below = part.seq if part is not None else self._below, NO_END
        return (yield from last_events_left(self._undone, self._job.batch_id, account_id, below, most))


def _end_of_part(events: Sequence[AuditEventRow], rows_most: int) -> int:
    """Return how many events, last first, make a part: a reconciliation that another one replaced is restored with it."""
    splits_pair = [each.action for each in events[rows_most - 1 : rows_most + 1]] == [
        "reconciliation.created",
        "reconciliation.released",
    ]
    return rows_most + 1 if splits_pair else rows_most
