"""Audit snapshots as the API shows them: ids opaque, instants in UTC."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.graph.budget import CHARACTERS_A_VALUE, TEXTS_A_LOGGED_ROW
from api.graph.ids import opaque
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.scalars import show_datetime
from domain.core.labels import entries_of
from domain.queries.graph import event_snapshot_lengths, event_snapshots
from domain.store.program import Program
from domain.store.snapshots import LOGGED
from domain.tables import BatchRow, ItemRow
from domain.tables.columns import columns_of

_OTHER_NAMES = {"item": "TransactionItem", "subscription": "BillingSubscription"}
TYPE_BY_NOUN = {noun: _OTHER_NAMES.get(noun) or noun[0].upper() + noun[1:] for noun in (*LOGGED, BatchRow.NOUN)}
"""The graph's type for what an action such as ``reconciliation.created`` is about."""

_TYPE_BY_TABLE = {cls.TABLE: TYPE_BY_NOUN[noun] for noun, cls in LOGGED.items()} | {BatchRow.TABLE: "Batch"}
TYPE_BY_COLUMN = {BatchRow.NOUN: {"id": "Batch"}} | {
    noun: {"id": TYPE_BY_NOUN[noun], "credit_account_id": "Account"}
    | {each.name: _TYPE_BY_TABLE[each.references] for each in columns_of(cls) if each.references in _TYPE_BY_TABLE}
    for noun, cls in LOGGED.items()
}
"""For each noun, the graph's types for its columns that hold ids."""

SHOWN_FOR_STORED = 2
"""How much longer a snapshot is when it is shown, with the names of its columns, which are not stored."""


@dataclass(frozen=True, slots=True)
class EventSnapshots:
    """The rows ``before`` or ``after`` events, counted by their lengths before any is read."""

    column: str

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Load by one statement for the lengths, one for the rows."""
        ids = {event.id for event in level.rows}
        lengths = yield from event_snapshot_lengths(self.column, ids)
        shown = {each: (length or 0) * SHOWN_FOR_STORED for each, length in lengths.items()}
        values = (shown[event.id] // CHARACTERS_A_VALUE * level.weight(event) for event in level.rows)
        loading.budget.count_values(sum(values))
        loading.budget.count_written_texts(level.total * TEXTS_A_LOGGED_ROW)
        snapshots = yield from event_snapshots(self.column, ids)
        for event in level.rows:
            event.related[plan.key] = public_snapshot(snapshots[event.id], event.action)


def public_snapshot(snapshot: dict[str, Any] | None, action: str) -> dict[str, Any] | None:
    """Return a snapshot with opaque ids and readable instants: plain ids exceed what JavaScript keeps exactly."""
    return None if snapshot is None else _public(snapshot, action.partition(".")[0])


def _public(snapshot: dict[str, Any], noun: str) -> dict[str, Any]:
    return {name: _value(name, value, TYPE_BY_COLUMN[noun]) for name, value in snapshot.items()}


def _value(name: str, value: Any, types: Mapping[str, str]) -> Any:
    if value is None:
        return None
    if name == "items":
        return [_public(each, ItemRow.NOUN) for each in value]
    if name == "metadata":
        return {entry.key: entry.value for entry in entries_of(value)}
    if name in types:
        return opaque(types[name], value)
    return show_datetime(value) if name.endswith("_at") else value
