"""What forbids an undo: later changes, uses of what it withdraws, and missing parents of what it restores (R3, R25a)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from domain.core.text import enumerated, quoted
from domain.errors import ArchivedLedgerCode, LaterChanges, WrongState
from domain.person_names import person_name
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
from domain.texts import Joined, MutationName, Text, say

R = TypeVar("R", bound=Record)
NAMED_MAX = 5

BANK_REPORTS = frozenset({"confirmPayment", "failPayment"})
"""Mutations that no undo takes back (domain R25a)."""

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
    unit: UnitOfWork,
    batch: BatchRow,
    entity_ids: Iterable[int],
    transaction_ids: Iterable[int] = (),
    reason: Text | None = None,
) -> Program[LaterChanges]:
    """Return the refusal that names the later batches on these rows, or on reconciliations of these transactions.

    It advises to undo them only if that is possible (domain R40a).
    """
    later = yield from later_batches(sorted(set(entity_ids)), sorted(set(transaction_ids)), batch.id)
    newest = later[: -NAMED_MAX - 1 : -1]
    listed: list[Text] = [_describe_batch(unit, each) for each in newest] or [say("later-same-records")]
    if len(later) > NAMED_MAX:
        listed.append(say("later-more", more=len(later) - NAMED_MAX))
    way = (yield from _lasting(unit, later)) or say("later-undo-first")
    message: Text = say("later-changes", batches=Joined.of(listed, "; "), way=way)
    message = message if reason is None else Joined.of([reason, message])
    return LaterChanges(message, "batchId", later_batches=[each.id for each in newest])


def _lasting(unit: UnitOfWork, later: Sequence[BatchRow]) -> Program[Text | None]:
    """Return why later batches cannot be undone, and what can be done instead; None if they can."""
    withdrew = yield from batches_with("transaction.withdrawn", [each.id for each in later])
    matching = [each.id for each in later if each.mutation in MATCHING]
    confirming = yield from batches_with("transaction.changed", matching)
    for batch in reversed(later):
        named = _describe_batch(unit, batch)
        if batch.id in confirming:
            return say("later-of-bank", batch=named)
        if batch.mutation in BANK_REPORTS:
            return say("later-bank-report", batch=named, mutation=batch.mutation)
        if batch.id in withdrew:
            return say("later-withdrew", batch=named)
    return None


def name_reconciliations(rows: Sequence[ReconciliationRow]) -> Program[Text]:
    """Return reconciliations for a sentence, each by the numbers of its receipt and its invoice."""
    transactions = yield from by_ids(TransactionRow, {each for row in rows for each in row.transaction_ids})
    return enumerated([_pair([transactions[each].number for each in row.transaction_ids]) for row in rows])


def _pair(numbers: Sequence[str]) -> Text | str:
    return say("reconciliation-pair", credit=numbers[0], debit=numbers[1]) if len(numbers) > 1 else numbers[0]


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
            message = say("batch-member-gone", child=child, name=parent.name)
            raise WrongState(message, "batchId")
        if parent.withdrawn_at is not None:
            batch = yield from last_batch_on(each)
            raise LaterChanges(
                say("batch-parent-undone", child=child, parent=_describe(parent), batch=_describe_batch(unit, batch)),
                "batchId",
                later_batches=[batch.id],
            )
        if isinstance(parent, LedgerCodeRow) and parent.archived:
            message = say("batch-ledger-code-archived", child=child, ledger_code=_describe(parent))
            raise ArchivedLedgerCode(message, "batchId")


def _describe_batch(unit: UnitOfWork, batch: BatchRow) -> Text:
    """Return a batch for a sentence: its mutation, who made it, and when, in the organisation's zone (domain R2a)."""
    at = to_datetime(batch.recorded_at).astimezone(unit.zone)
    return say(
        "batch",
        mutation=MutationName(batch.mutation),
        recorded_by=person_name(batch.recorded_by),
        at=f"{at:%Y-%m-%d %H:%M:%S %Z}",
    )


def _describe(row: Record) -> Text | str:  # noqa: PLR0911 - one return a kind
    """Return a row for a sentence."""
    match row:
        case SubscriptionRow():
            return say("row-subscription", description=quoted(row.description))
        case PlannedPaymentRow():
            return say("row-planned-payment", due_on=row.due_on)
        case LedgerCodeRow():
            return say("row-ledger-code", code=row.code)
        case AccountRow():
            return say("row-account", number=row.number)
        case RoleRow():
            return say("row-role", name=quoted(row.name))
        case PayerRow() | PayerAccountRow():
            return say("row-payer")
        case MemberRow() | UserRow():
            return row.name
        case _:
            raise AssertionError(f"{type(row).__name__} has no parent and is none")
