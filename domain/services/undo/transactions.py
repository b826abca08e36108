"""Transactions in an undo: restoring what a batch changed of recorded ones (domain R25a, R39a, R39b)."""

from collections.abc import Sequence
from typing import Any

from domain.queries.records import by_ids
from domain.queries.transactions import corrections_of
from domain.services.checks import change_where_different
from domain.services.moves import MovePayment
from domain.services.undo.prerequisites import later_changes
from domain.services.undo.restore import check_external_id
from domain.store.audit import CHANGED
from domain.store.program import Program
from domain.store.snapshots import after_of, before_of
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AuditEventRow, BatchRow, TransactionRow
from domain.texts import say


def bank_reports(batch: BatchRow, events: Sequence[AuditEventRow]) -> bool:
    """Return True if the batch confirmed or failed money, which no undo takes back; moving it says nothing of the bank."""
    return batch.mutation != MovePayment.mutation() and any(
        "payment_state" in _changed_values(event)[0] for event in events if event.action == CHANGED
    )


def restore_transactions(unit: UnitOfWork, batch: BatchRow, events: Sequence[AuditEventRow]) -> Program[None]:
    """Give transactions back the values that the batch changed; the caller holds their accounts' locks.

    Raises ``LaterChanges`` if one of these values has changed since: what others changed beside them stays; and
    ``BooksClosed`` for the method of money in a closed period (domain R46).
    """
    changed = [event for event in events if event.action == CHANGED]
    rows = yield from by_ids(TransactionRow, [event.entity_id for event in changed])
    corrections = yield from corrections_of(rows)
    for event in changed:
        row = rows[event.entity_id]
        before, after = _changed_values(event)
        if row.withdrawn_at is not None or any(getattr(row, name) != value for name, value in after.items()):
            raise (yield from later_changes(unit, batch, [row.id]))
        if "method" in before:
            way = say("closed-method-stays")
            unit.closed.days.check(row.date, "batchId", what=row.number, way=way)
        yield from check_external_id(unit, batch, row, before)
        restored = unit.changes.change(row, **before)
        if (correction := corrections.get(row.id)) is not None and correction.id not in rows:
            change_where_different(unit, correction, method=restored.method)  # recorded since (domain R4a)


def _changed_values(event: AuditEventRow) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values that an event changed, as they were before and after it."""
    before, after = (TransactionRow.parse_snapshot(each) for each in (before_of(event) or {}, after_of(event)))
    names = [name for name in before if name in after and before[name] != after[name]]
    return {name: before[name] for name in names}, {name: after[name] for name in names}
