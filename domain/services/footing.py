"""What an undo brings back stands on what is there: its account, its ledger code, its member (domain R3, R25a)."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar

import orjson

from domain.errors import ArchivedLedgerCode, LaterChanges, WrongState
from domain.queries.history import last_batch_on
from domain.queries.records import by_ids
from domain.rows import (
    AccountRow,
    AuditEventRow,
    BatchRow,
    LedgerCodeRow,
    MemberRow,
    PlannedPaymentRow,
    Record,
    SubscriptionRow,
    UserRow,
)
from domain.store.block import Block
from domain.store.clock import to_datetime
from domain.store.steps import Steps

R = TypeVar("R", bound=Record)

FOOTING: dict[type[Record], dict[str, type[Record]]] = {
    MemberRow: {"account_id": AccountRow},
    SubscriptionRow: {"account_id": AccountRow, "ledger_code_id": LedgerCodeRow, "member_id": MemberRow},
    PlannedPaymentRow: {"account_id": AccountRow},
    UserRow: {"account_id": AccountRow},
}
"""What rows of a table refer to, by column. What is recorded may be withdrawn from under a row that is withdrawn itself."""


def stood_on(cls: type[Record], column: str, events: Iterable[AuditEventRow]) -> set[int]:
    """What rows of a table will refer to by a column once events on them are taken back: to be locked before they are."""
    befores = [
        orjson.loads(event.before)
        for event in events
        if event.before is not None and event.action.partition(".")[0] == cls.NOUN
    ]
    return {before[column] for before in befores if before[column] is not None}


def as_set_back(block: Block, cls: type[R], ids: Collection[int]) -> Steps[dict[int, R]]:
    """Rows as they are once the block is done."""
    stored = yield from by_ids(cls, ids)
    changed = {after.id: after for _, after in block.changes.of(cls)}
    return {**stored, **{each: changed[each] for each in stored if each in changed}}


def check_footing(block: Block) -> Steps[None]:
    """Refuses to bring back what would refer to a row that was withdrawn meanwhile, unless that comes back as well.

    A subscription that is to charge again needs a ledger code in use and a member who is there. Raises ``LaterChanges``
    naming the batch that withdrew the row, ``ArchivedLedgerCode`` and ``WrongState``.
    """
    for cls, columns in FOOTING.items():
        back = [after for before, after in block.changes.of(cls) if _stands(after) and not _stands(before)]
        for column, parent in columns.items():
            named = {getattr(row, column): row for row in back if getattr(row, column) is not None}
            found = yield from as_set_back(block, parent, named)
            yield from _check_standing(found, named)


def _stands(row: Record | None) -> bool:
    """Whether a row is in use: there, and if it is a subscription, still charging."""
    gone = row is None or getattr(row, "withdrawn_at", None) is not None
    return not gone and not (isinstance(row, SubscriptionRow) and row.next_on is None)


def _check_standing(found: Mapping[int, Any], named: Mapping[int, Record]) -> Steps[None]:
    for each, row in found.items():
        which = _words(named[each])
        if isinstance(row, MemberRow) and row.withdrawn_at is not None:
            msg = f"{which} would be for {row.name}, who is on the account no more. Undo that first."
            raise WrongState(msg, "batchId")
        if row.withdrawn_at is not None:
            batch = yield from last_batch_on(each)
            msg = f"{which} belongs to {_words(row)}, which was undone by {batch_words(batch)}. Undo that first."
            raise LaterChanges(msg, "batchId", later_batches=[batch.id])
        if isinstance(row, LedgerCodeRow) and row.archived:
            msg = f"{which} would charge under {_words(row)}, which is archived. Take it back into use first."
            raise ArchivedLedgerCode(msg, "batchId")


def batch_words(batch: BatchRow) -> str:
    """A batch for a sentence: what it was, whose, and when."""
    return f"{batch.mutation} by {batch.recorded_by} on {to_datetime(batch.recorded_at):%Y-%m-%d %H:%M:%S} UTC"


def _words(row: Record) -> str:
    """A row for a sentence."""
    match row:
        case SubscriptionRow():
            return f"The subscription {row.description!r}"
        case PlannedPaymentRow():
            return f"The planned payment due {row.due_on}"
        case LedgerCodeRow():
            return f"ledger code {row.code}"
        case AccountRow():
            return f"account {row.number}"
        case MemberRow() | UserRow():
            return row.name
    msg = f"{type(row).__name__} stands on nothing, and nothing on it"
    raise AssertionError(msg)
