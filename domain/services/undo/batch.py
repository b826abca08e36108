"""Undoing a batch, whatever mutation made it, from its audit events alone (domain R25, R25a, R25c)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from domain.errors import Refusal, Refusals, WrongState
from domain.permissions import DELETE, require_permissions
from domain.queries.batches import permissions_behind, visible_batches
from domain.queries.history import LOG_MIGRATED, TEXTS_MIGRATED
from domain.queries.records import by_ids, held_by_ids
from domain.queries.undoing import events_left, left_to_undo, undone_parts
from domain.services.checks import first_and_message, not_found
from domain.services.job_queue import queue_undo
from domain.services.jobs import check_no_running_job
from domain.services.reconciliation_rows import accounts_of
from domain.services.rows import RefusedRow
from domain.services.undo.events import undo_events
from domain.services.undo.prerequisites import referenced_ids
from domain.services.undo.restore import lock_rows_of
from domain.services.undo.series import latest_of_series_first, note_withdrawn, recorded_in_series
from domain.services.undo.ways import UndoWay, way_to_undo
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AuditEventRow, BatchRow, ReconciliationRow, UserRow
from domain.texts import Text, say

RefusedAccount: TypeAlias = tuple[int, str, Text | str, list[int]]
"""An account that was left as it is: its id, the refusal's code and message, and the later batches that it names."""


@dataclass(frozen=True, slots=True)
class UndoResult:
    """The undone batch and the accounts that it changed; or the job that undoes it account by account.

    ``account_errors`` are the accounts that could not be undone. If none could, the undo is refused with their reasons.
    """

    undone: int
    accounts: list[int]
    job: int | None = None
    account_errors: list[RefusedAccount] = field(default_factory=list)

    @property
    def refused(self) -> list[RefusedRow]:
        """Return why nothing was undone; nothing if some accounts were."""
        if self.accounts or self.job is not None:
            return []
        return [(code, message, ["batchId"], None, later) for _, code, message, later in self.account_errors]  # type: ignore[misc]  # no row of a list


@dataclass(frozen=True, slots=True)
class UndoBatch(Command[UndoResult]):
    """A batch to undo: account by account, or all of it or nothing. None leaves that to what made the batch."""

    NEEDS = DELETE
    batch_id: int
    by_account: bool | None = None


FACTOR_MUTATIONS = frozenset(
    {
        "addPasskey",
        "removePasskey",
        "addAuthenticator",
        "removeAuthenticator",
        "renewRecoveryCodes",
        "resetSecondFactor",
        "signInByProvider",
        "linkIdentity",
        "removeIdentity",
    }
)
"""Mutations of passkeys, apps, recovery codes and identities, none of which can be undone (domain R33d, R33e)."""

CLOSING_MUTATIONS = frozenset({"closeBooks", "reopenBooks"})
EXPORT_JOURNAL = "exportJournal"


@service
def undo_batch(unit: UnitOfWork, cmd: UndoBatch) -> Program[UndoResult]:
    """Undo a batch: release what it made, restore what it released or changed, withdraw what it recorded.

    An undo is itself a batch and can be undone, unless it withdrew a transaction. What a job or a run made is undone
    account by account, as far as nothing later builds on it; asking again continues. If that is much, a new job does it,
    which this queues. Raises ``NotFound``, ``PermissionMissing``, ``WrongState`` (already undone), what ``way_to_undo``
    raises and, for all of a batch or its only account, what ``undo_events`` raises.
    """
    batch, undo = yield from _locked_batch(unit, cmd.batch_id)
    _refuse_lasting(batch)
    left = yield from left_to_undo(batch)
    if batch.undone or (batch.partly_undone and left.events == 0):
        raise WrongState(say("batch-undone"), "batchId")
    way = yield from way_to_undo(batch, left, by_account=cmd.by_account)
    if way is UndoWay.BY_JOB:
        return UndoResult(batch.id, [], queue_undo(unit, batch, left).id)
    if undo is not None:
        unit.continue_batch(undo)
    events = yield from events_left(batch)
    accounts = {event.account_id for event in events if event.account_id is not None}
    accounts |= yield from _accounts_of_reconciliations(events)
    if left.of_organisation or recorded_in_series(events):
        yield from unit.lock_organisation()
    yield from unit.lock_accounts(accounts | referenced_ids(UserRow, "account_id", events))
    errors: list[RefusedAccount] = []
    if way is UndoWay.WHOLE:
        yield from undo_events(unit, batch, events)
    else:
        errors = yield from _undo_each_account(unit, batch, events, only_one=left.accounts == 1 and undo is None)
        if len(errors) == left.accounts:
            return UndoResult(batch.id, [], None, errors)
    done = sorted(accounts - {account_id for account_id, *_ in errors})
    unit.batch.undoes_id = batch.id
    unit.undone, unit.undone_partly = batch, bool(errors)
    for part in (yield from undone_parts(batch.undone_by_id, done)).values():
        unit.changes.change(part, seq=0)
    return UndoResult(batch.id, done, None, errors)


def _refuse_lasting(batch: BatchRow) -> None:
    """Raise ``WrongState`` for what no undo takes back."""
    if batch.mutation in FACTOR_MUTATIONS:
        raise WrongState(say("batch-of-factors"), "batchId")
    if batch.mutation in CLOSING_MUTATIONS:
        raise WrongState(say("batch-of-closing"), "batchId")
    if batch.mutation == EXPORT_JOURNAL:
        raise WrongState(say("batch-of-journal"), "batchId")


def _locked_batch(unit: UnitOfWork, batch_id: int) -> Program[tuple[BatchRow, BatchRow | None]]:
    """Lock a batch that the actor may undo, and an undo of it that left accounts out; return both.

    Raises ``NotFound``, ``PermissionMissing`` and ``WrongState`` (a migration's batch, or a job still works on it).
    """
    seen = (yield from visible_batches(unit.actor, [batch_id])).get(batch_id)
    if seen is None:
        raise not_found("Batch", "batchId")
    # both at once, since the undo's id may be the lower one
    held = yield from held_by_ids(BatchRow, {seen.id, seen.undone_by_id or seen.id})
    batch = held[seen.id]
    undo = held.get(batch.undone_by_id or 0)
    yield from _check_permission(unit, batch)
    if batch.mutation == LOG_MIGRATED:
        raise WrongState(say("batch-of-migration-log"), "batchId")
    if batch.mutation == TEXTS_MIGRATED:
        raise WrongState(say("batch-of-migration-texts"), "batchId")
    yield from check_no_running_job(batch, undo)
    return batch, undo


def _undo_each_account(
    unit: UnitOfWork, batch: BatchRow, events: Sequence[AuditEventRow], *, only_one: bool
) -> Program[list[RefusedAccount]]:
    """Undo the events of each account by themselves; return the accounts whose events could not be undone.

    Raises the refusal of the ``only_one``.
    """
    yield from lock_rows_of(events)
    by_account: defaultdict[int, list[AuditEventRow]] = defaultdict(list)
    for event in events:
        assert event.account_id is not None, "what concerns the organisation is undone whole"
        by_account[event.account_id].append(event)
    errors: list[RefusedAccount] = []
    for account_id in latest_of_series_first(by_account):
        try:
            with unit.savepoint():
                yield from undo_events(unit, batch, by_account[account_id])
            note_withdrawn(unit)
        except (Refusal, Refusals) as refused:
            if only_one:
                raise
            first, message = first_and_message(refused)
            errors.append((account_id, first.code, message, list(first.later_batches)))
    return errors


def _accounts_of_reconciliations(events: Sequence[AuditEventRow]) -> Program[set[int]]:
    """Return the accounts at both ends of the reconciliations that a batch made or released; ends never change.

    An invalid or damaged reconciliation may have its credit on another account than the event's.
    """
    ids = {event.entity_id for event in events if event.action.startswith(ReconciliationRow.NOUN)}
    return accounts_of((yield from by_ids(ReconciliationRow, ids)).values())


def _check_permission(unit: UnitOfWork, batch: BatchRow) -> Program[None]:
    """Require the permissions of ``undoBatch`` and of all mutations behind the batch, also of undos that it undid."""
    needed = UndoBatch.NEEDS | (yield from permissions_behind([batch.id]))[batch.id]
    require_permissions(unit.actor, needed, say("needs-undo", mutation=batch.mutation))
