"""Level: a database. Change one value at random, in the tables of the audit log or in a row of which it speaks."""

import datetime
import random
from collections.abc import Iterator
from typing import Any, NamedTuple

from domain.store.program import Program, Query, Sql
from domain.store.snapshots import LOGGED
from domain.store.store import Store
from domain.tables import (
    AccountRow,
    AuditEventRow,
    AuditTextsRow,
    BatchRow,
    ItemRow,
    OrganisationRow,
    Record,
    TransactionVersionRow,
)
from tests.support.centre import execute

LOG: tuple[type[Record], ...] = (AuditEventRow, AuditTextsRow, BatchRow, TransactionVersionRow)
ALSO_PROVEN: dict[type[Record], set[str]] = {
    AccountRow: {
        *("audit_seq", "audit_hash", "balance_cents", "processing_cents", "planned_cents"),
        *("unreconciled_debit_cents", "unreconciled_credit_cents"),
    },
    OrganisationRow: {"audit_seq", "audit_hash"},
    ItemRow: {"reconciled_cents", "processing_cents", "planned_cents", "faulty_count"},
}
"""Columns that no event holds, and that a chain's end or a check of sums proves."""
NOT_PROVEN = {(BatchRow, "partly_undone")}
"""Whether an undo has left accounts out follows from no other value."""
TRIGGERS = (
    ("audit_never_updated", "audit_events"),
    ("audit_never_deleted", "audit_events"),
    ("audit_texts_only_erased", "audit_texts"),
    ("audit_texts_never_deleted", "audit_texts"),
)


class Place(NamedTuple):
    """A value: its table, column and row."""

    table: str
    column: str
    row_id: int


async def drop_triggers(store: Store) -> None:
    """Takes away what refuses a change of the log."""
    for name, table in TRIGGERS:
        await execute(store, f"drop trigger {name}" + ("" if store.backend.dialect == "sqlite" else f" on {table}"))


def columns() -> Iterator[tuple[str, str]]:
    """Every table and column that the log proves, those of the log itself among them."""
    for cls in LOG:
        yield from ((cls.TABLE, name) for name in cls.columns() if (cls, name) not in NOT_PROVEN)
    for cls in LOGGED.values():
        yield from ((cls.TABLE, name) for name in cls.columns() if name not in {*cls.DERIVED, *cls.SECRET, *cls.KEYS})
    for cls, names in ALSO_PROVEN.items():
        yield from ((cls.TABLE, name) for name in sorted(names))


def other(value: Any, chance: random.Random) -> Any:
    """Another value of the same sort."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + chance.choice((-1, 1)) * 10 ** chance.randrange(4)
    if isinstance(value, datetime.date):
        return value + datetime.timedelta(days=chance.choice((-1, 1)))
    if not value:
        return chance.choice("axz019")
    at = chance.randrange(len(value))
    return value[:at] + chr(ord(value[at]) ^ 1 or 1) + value[at + 1 :]


async def changed(store: Store, chance: random.Random, table: str, column: str) -> tuple[Place, Any] | None:
    """Change the value of a column in one row; return where, and what it was.

    None where the table is empty, where the column holds nothing but nulls that could be filled with anything, or where the
    database refuses.
    """
    rows = await store.read(_values(table, column))
    if not rows:
        return None
    filled = [row for row in rows if row[1] is not None]
    row_id, value = chance.choice(filled if filled and chance.random() < 0.8 else rows)
    place = Place(table, column, row_id)
    new = other(value, chance) if value is not None else _something(table, column)
    try:
        await store.backend.run_unit(lambda: _set(place, new))
    except Exception:  # noqa: BLE001 - whatever the database refuses by is a refusal
        return None
    return Place(table, column, new) if column == "id" else place, value


async def put_back(store: Store, place: Place, value: Any) -> None:
    """Undo a change."""
    await store.backend.run_unit(lambda: _set(place, value))


def _values(table: str, column: str) -> Program[list[tuple[int, Any]]]:
    return [tuple(row) for row in (yield Query(Sql(f"select x.id, x.{column} from {table} x order by x.id")))]


def _set(place: Place, value: Any) -> Program[None]:
    yield Query(Sql(f"update {place.table} set {place.column} = :value where id = :id"), value=value, id=place.row_id)


def _something(table: str, column: str) -> Any:
    """A value for a column that is null, of its type."""
    if column.endswith(("_id", "_at", "_seq", "_set_at")):
        return 1
    return datetime.date(2026, 1, 1) if column.endswith("_on") else "x"
