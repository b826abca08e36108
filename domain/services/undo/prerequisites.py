"""What forbids an undo: later changes, uses of what it withdraws, and missing parents of what it restores (R3, R25a)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from domain.core.text import enumerated, quoted
from domain.errors import ArchivedLedgerCode, LaterChanges, WrongState
from domain.queries.dependents import uses_of
from domain.queries.history import batches_with, last_batch_on, later_batches
from domain.queries.records import by_ids
from domain.services.checks import is_withdrawn
from domain.store.clock import to_datetime
from domain.store.program import Program
from domain.store.snapshots import before_of
from domain.store.unit_of_work import UnitOfWork
from domain.tables import (
    AccountRow,
    AuditEventRow,
    BatchRow,
    LedgerCodeRow,
    MemberRow,
    PayerAccountRow,
    PayerRow,
    PlannedPaymentRow,
    ReconciliationRow,
    Record,
    RoleRow,
    SubscriptionRow,
    TransactionRow,
    UserRow,
)

R = TypeVar("R", bound=Record)
NAMED_MAX = 5

BANK_REPORTS = {
    "confirmPayment": "To take the money back, fail the payment and say why.",
    "failPayment": "The payment's correction has taken the money back already.",
}
"""Mutations that no undo takes back (domain R25a), and what can be done instead."""

MATCHING = frozenset({"matchBankLine", "applyBankLineSuggestions"})
"""Mutations that may confirm or fail a payment beside what they explain: an undo leaves that (domain R43a)."""

PARENTS: dict[type[Record], dict[str, type[Record]]] = {
    MemberRow: {"account_id": AccountRow},
    SubscriptionRow: {"account_id": AccountRow, "ledger_code_id": LedgerCodeRow, "member_id": MemberRow},
    PlannedPaymentRow: {"account_id": AccountRow},
    UserRow: {"account_id": AccountRow, "role_id": RoleRow},
    PayerAccountRow: {"payer_id": PayerRow, "account_id": AccountRow},
}
"""The tables that rows refer to, by column. A parent may be withdrawn once the rows that refer to it are withdrawn."""


def later_changes(
    unit: UnitOfWork, batch: BatchRow, entity_ids: Iterable[int], transaction_ids: Iterable[int] = (), reason: str = ""
) -> Program[LaterChanges]:
    """Return the refusal that names the later batches on these rows, or on reconciliations of these transactions.

    It advises to undo them only if that is possible (domain R40a).
    """
    later = yield from later_batches(sorted(set(entity_ids)), sorted(set(transaction_ids)), batch.id)
    newest = later[: -NAMED_MAX - 1 : -1]
    names = "; ".join(_describe_batch(unit, each) for each in newest) or "of the same records"
    more = f"; and {len(later) - NAMED_MAX} more" if len(later) > NAMED_MAX else ""
    way = (yield from _lasting(unit, later)) or "Undo them first, newest first."
    message = f"{reason} Later changes build on this batch: {names}{more}. {way}"
    return LaterChanges(message.strip(), "batchId", later_batches=[each.id for each in newest])


def _lasting(unit: UnitOfWork, later: Sequence[BatchRow]) -> Program[str]:
    """Return why later batches cannot be undone, and what can be done instead; empty if they can."""
    withdrew = yield from batches_with("transaction.withdrawn", [each.id for each in later])
    matching = [each.id for each in later if each.mutation in MATCHING]
    confirming = yield from batches_with("transaction.changed", matching)
    for batch in reversed(later):
        named = _describe_batch(unit, batch)
        if batch.id in confirming:
            return (
                f"{named} recorded what the bank did, which stands, so this cannot be undone. Fail the payment instead."
            )
        if batch.mutation in BANK_REPORTS:
            stands = f"{named} stands, since it records what the bank did, so this cannot be undone."
            return f"{stands} {BANK_REPORTS[batch.mutation]}"
        if batch.id in withdrew:
            return (
                f"{named} withdrew a transaction, which stays, so this cannot be undone. Record again what is missing."
            )
    return ""


def name_reconciliations(rows: Sequence[ReconciliationRow]) -> Program[str]:
    """Return reconciliations for a sentence, each by the numbers of its receipt and its invoice."""
    transactions = yield from by_ids(TransactionRow, {each for row in rows for each in row.transaction_ids})
    return enumerated([" with ".join(transactions[each].number for each in row.transaction_ids) for row in rows])


def check_uses(
    unit: UnitOfWork, batch: BatchRow, events: Sequence[AuditEventRow], cls: type[Record], ids: Collection[int]
) -> Program[None]:
    """Raise ``LaterChanges`` if a later row that stays refers to a row that is withdrawn (domain R25a, 3)."""
    used = yield from uses_of(cls, list(ids), {event.entity_id for event in events})
    if used and (yield from later_batches(used, (), batch.id)):
        raise (yield from later_changes(unit, batch, used, used if cls is TransactionRow else ()))


def referenced_ids(cls: type[Record], column: str, events: Iterable[AuditEventRow]) -> set[int]:
    """Return what rows of a table will refer to by a column once the events are undone: it must be locked first."""
    befores = (before_of(event) for event in events if event.action.partition(".")[0] == cls.NOUN)
    return {before[column] for before in befores if before is not None and before[column] is not None}


def as_restored(unit: UnitOfWork, cls: type[R], ids: Collection[int]) -> Program[dict[int, R]]:
    """Return rows by id as they will be after the unit of work."""
    stored = yield from by_ids(cls, ids)
    changed = {after.id: after for _, after in unit.changes.of(cls)}
    return {each: changed.get(each, row) for each, row in stored.items()}


def check_prerequisites(unit: UnitOfWork) -> Program[None]:
    """Refuse to restore a row whose parent is withdrawn and is not restored as well.

    A subscription that will charge again needs a ledger code in use and a present member. Raises ``LaterChanges``
    naming the batch that withdrew the parent, ``ArchivedLedgerCode`` and ``WrongState``.
    """
    for cls, columns in PARENTS.items():
        changed = [(before, after) for before, after in unit.changes.of(cls) if _in_use(after)]
        for column, parent in columns.items():
            restored = [
                after for before, after in changed if not _in_use(before) or _refers_anew(before, after, column)
            ]
            children = {getattr(row, column): row for row in restored if getattr(row, column) is not None}
            yield from _check_in_use(unit, (yield from as_restored(unit, parent, children)), children)


def _refers_anew(before: Record | None, after: Record, column: str) -> bool:
    """Return True if a row refers to another parent than before."""
    return before is None or getattr(before, column) != getattr(after, column)


def _in_use(row: Record | None) -> bool:
    """Return True if a row is present and, if it is a subscription, still charges."""
    gone = row is None or is_withdrawn(row)
    return not gone and not (isinstance(row, SubscriptionRow) and row.next_on is None)


def _check_in_use(unit: UnitOfWork, parents: Mapping[int, Any], children: Mapping[int, Record]) -> Program[None]:
    for each, parent in parents.items():
        child = _describe(children[each])
        if isinstance(parent, MemberRow) and parent.withdrawn_at is not None:
            message = f"{child} is for {parent.name}, who is no longer on the account. Undo that removal first."
            raise WrongState(message, "batchId")
        if parent.withdrawn_at is not None:
            batch = yield from last_batch_on(each)
            undone = f"{_describe(parent)}, which was undone by {_describe_batch(unit, batch)}"
            raise LaterChanges(f"{child} belongs to {undone}. Undo that first.", "batchId", later_batches=[batch.id])
        if isinstance(parent, LedgerCodeRow) and parent.archived:
            message = f"{child} would charge under {_describe(parent)}, which is archived. Unarchive it first."
            raise ArchivedLedgerCode(message, "batchId")


def _describe_batch(unit: UnitOfWork, batch: BatchRow) -> str:
    """Return a batch for a sentence: its mutation, who made it, and when, in the organisation's zone (domain R2a)."""
    at = to_datetime(batch.recorded_at).astimezone(unit.zone)
    return f"{batch.mutation} by {batch.recorded_by} on {at:%Y-%m-%d %H:%M:%S %Z}"


def _describe(row: Record) -> str:
    """Return a row for a sentence."""
    match row:
        case SubscriptionRow():
            text = f"The subscription {quoted(row.description)}"
        case PlannedPaymentRow():
            text = f"The planned payment due {row.due_on}"
        case LedgerCodeRow():
            text = f"ledger code {row.code}"
        case AccountRow():
            text = f"account {row.number}"
        case RoleRow():
            text = f"the role {quoted(row.name)}"
        case PayerRow() | PayerAccountRow():
            text = "What is remembered of a payer"
        case MemberRow() | UserRow():
            text = row.name
        case _:
            raise AssertionError(f"{type(row).__name__} has no parent and is none")
    return text
