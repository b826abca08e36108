"""Objects of the feed as they were: rows of the audit log, under the names that their fields have in the graph."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

import orjson

from api.graph.ids import opaque
from api.graph.scalars import show_datetime
from api.types.audit_snapshots import TYPE_BY_COLUMN
from domain.core.labels import entries_of
from domain.queries.feed import FeedChange
from domain.store.snapshots import Snapshot
from domain.tables import BankLinePartRow, ItemRow

_KEPT = ("recorded_at", "withdrawn_at")
_LABELS = ("external_id", "metadata")
SHOWN: Mapping[str, tuple[str, ...]] = {
    "account": ("id", "number", "owner_name", "email", "currency", *_LABELS, *_KEPT),
    "member": ("id", "account_id", "name", *_LABELS, *_KEPT),
    "ledgerCode": ("id", "code", "title", "archived", *_LABELS, *_KEPT),
    "transaction": (
        *(
            "id",
            "account_id",
            "batch_id",
            "kind",
            "number",
            "date",
            "due_on",
            "description",
            "reference",
            "amount_cents",
        ),
        *(
            "method",
            "payment_state",
            "corrects_id",
            "confirmed_at",
            "failed_at",
            "moved_from_id",
            "write_off",
            *_LABELS,
        ),
        *_KEPT,
        "items",
    ),
    "item": ("id", "position", "description", "ledger_code_id", "member_id", "cancels_id", "amount_cents", *_LABELS),
    "reconciliation": (
        *("id", "account_id", "batch_id", "credit_item_id", "debit_item_id", "planned_payment_id", "amount_cents"),
        *("origin", "processing", "faulty", "recorded_by", "recorded_at", "released_at"),
    ),
    "plannedPayment": (
        *("id", "account_id", "due_on", "amount_cents", "method", "state", "transaction_id"),
        *(*_LABELS, *_KEPT),
    ),
    "subscription": (
        *("id", "account_id", "description", "ledger_code_id", "member_id", "amount_cents", "interval", "method"),
        *("starts_on", "ends_on", "next_on", "paused", *_KEPT),
    ),
    "bankAccount": ("id", "name", "currency", "iban", "number", *_KEPT),
    "bankLine": (
        *("id", "bank_account_id", "booked_on", "value_on", "amount_cents", "payer_name", "payer_account", "text"),
        *("structured_reference", "bank_id", "fee_cents", "ignored_reason", *_KEPT),
    ),
    "bankLinePart": ("id", "kind", "amount_cents", "transaction_id", "reason", "recorded_by", *_KEPT),
    "booksClosing": (
        *("id", "through", "reconciliations", "recorded_by", "recorded_at"),
        *("reopened_at", "reopened_by", "reopened_reason"),
    ),
    "user": ("id", "email", "name", "permissions", "role_id", "disabled", "account_id", *_KEPT),
    "apiToken": (
        *("id", "name", "prefix", "permissions", "expires_on", "rotated_at", "former_until", "revoked_at", *_KEPT),
    ),
}
"""The columns that the feed shows of each object; a column that an event is too old to have is left out."""

_OTHER_NAMES = {("user", "permissions"): "ownPermissions"}


def name_in_graph(noun: str, column: str) -> str:
    """Return the name under which the feed shows a column: its field's in the graph, an id's with ``Id`` behind."""
    first, *rest = column.split("_")
    return _OTHER_NAMES.get((noun, column)) or first + "".join(each.capitalize() for each in rest)


def data_of(change: FeedChange) -> dict[str, Any]:
    """Return the object of a change as it was then."""
    data = _shown(change.noun, change.row)
    if change.part is not None:
        data["part"] = _shown(BankLinePartRow.NOUN, change.part)
    return data


def _shown(noun: str, row: Snapshot) -> dict[str, Any]:
    shown = {}
    for column, name, show in _fields(noun):
        if column in row:
            shown[name] = row[column] if show is None else show(row[column])
    return shown


@cache
def _fields(noun: str) -> Sequence[tuple[str, str, Callable[[Any], Any] | None]]:
    """Return each column of an object, its name in the graph, and what shows its values; None if they are shown as is."""
    return [(column, name_in_graph(noun, column), _show_of(noun, column)) for column in SHOWN[noun]]


def _show_of(noun: str, column: str) -> Callable[[Any], Any] | None:
    if column == "metadata":
        return _metadata
    if column == "items":
        return _or_none(lambda items: [_shown(ItemRow.NOUN, each) for each in items])
    if column == "permissions":
        return _or_none(orjson.loads)
    type_name = TYPE_BY_COLUMN[noun].get(column)
    if type_name is not None:
        return _or_none(partial(opaque, type_name))
    return _or_none(show_datetime) if column.endswith("_at") else None


def _or_none(show: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else show(value)


def _metadata(value: str | None) -> list[dict[str, str]]:
    return [{"key": each.key, "value": each.value} for each in entries_of(value)]
