"""How a batch is undone: whole, account by account, or by a job (domain R25c)."""

import enum

from domain.errors import InvalidValue
from domain.queries.records import by_ids
from domain.queries.undoing import UndoExtent, left_to_undo, origin_of
from domain.services.moves import MovePayment
from domain.store.program import Program
from domain.tables import BatchRow
from domain.texts import say

UNDO_ACCOUNTS_MAX = 250
UNDO_EVENTS_MAX = 1_000
"""Up to how many accounts and audit events are undone in one unit of work; a job undoes more, so that nobody waits."""

RUNS = frozenset(
    {
        "reconcileAllAccounts",
        "reconcileAccount",
        "applySuggestions",
        "applyBankLineSuggestions",
        "processPlannedPayments",
        "chargeSubscriptions",
        "importRecords",
    }
)
"""Mutations that work through many accounts which have nothing to do with each other."""


class UndoWay(enum.Enum):
    """How a batch is undone."""

    WHOLE = enum.auto()
    BY_ACCOUNT = enum.auto()
    BY_JOB = enum.auto()


def way_to_undo(batch: BatchRow, left: UndoExtent, *, by_account: bool | None) -> Program[UndoWay]:
    """Return how to undo what is ``left`` of a batch; ``by_account`` None leaves it to what made the batch.

    What belongs to no account, or moved money from one to another (domain R39b), is undone whole. Raises ``InvalidValue``
    if a run over very many accounts were to be undone in one step.
    """
    origin = (yield from origin_of(batch)).mutation
    if left.of_organisation or origin == MovePayment.mutation():
        return UndoWay.WHOLE
    is_run = origin in RUNS
    much = left.accounts > UNDO_ACCOUNTS_MAX or left.events > UNDO_EVENTS_MAX
    if by_account is None:
        by_account = is_run or batch.partly_undone
    if by_account:
        return UndoWay.BY_JOB if much else UndoWay.BY_ACCOUNT
    if is_run and much:
        message = say("batch-too-large", events=left.events, accounts=left.accounts)
        raise InvalidValue(message, "errorPolicy")
    return UndoWay.WHOLE


def is_undone_by_job(batch_id: int, *, by_account: bool | None = None) -> Program[bool]:
    """Return True if undoing a batch would need a job now."""
    batch = (yield from by_ids(BatchRow, [batch_id])).get(batch_id)
    if batch is None or batch.undone:
        return False
    left = yield from left_to_undo(batch)
    try:
        return (yield from way_to_undo(batch, left, by_account=by_account)) is UndoWay.BY_JOB
    except InvalidValue:  # the mutation says so
        return False
