"""Rows that are read in part: which columns an attribute needs, and that what was not read is not there."""

from operator import attrgetter
from typing import Any

import pytest

from domain.core.kinds import TransactionKind
from domain.queries.graph import ITEMS, RECONCILIATIONS
from domain.queries.sources import columns_of
from domain.tables import ItemRow, ReconciliationRow
from domain.tables.attributes import attributes_read

SUMS = frozenset({"amount_cents", "reconciled_cents", "processing_cents", "planned_cents", "faulty_count"})


def nested(row: Any) -> Any:
    return row.account.owner


def hands_on(row: Any) -> Any:
    return str(row)


def in_closure(row: Any) -> Any:
    return lambda: row.hidden


def of_both(row: Any, other: Any) -> Any:
    return row.amount_cents - other.price


@pytest.mark.parametrize(
    ("function", "read"),
    [
        (lambda row: row.date, {"date"}),
        (nested, {"account"}),
        (of_both, {"amount_cents"}),
        (attrgetter("id", "member.name"), {"id", "member"}),
        (hands_on, None),
        (in_closure, None),
        (len, None),
        (lambda: 1, None),
    ],
)
def test_what_a_function_reads_of_its_first_argument(function: Any, read: set[str] | None) -> None:
    assert attributes_read(function) == read


def test_a_property_needs_the_columns_behind_it() -> None:
    assert columns_of(ItemRow, frozenset({"status", "date"})) == SUMS | {"date"}
    assert columns_of(ReconciliationRow, frozenset({"lock_reason"})) == {
        "faulty", "planned_payment_id", "processing", "item_has_planned", "debit_kind", "origin"
    }  # fmt: skip
    assert columns_of(ItemRow, frozenset({"audit_snapshot"})) == {"audit_snapshot"}


def test_reads_the_id_and_what_is_asked_for_and_nothing_else() -> None:
    reading = ITEMS.reading(frozenset({"kind", "status"}))
    assert reading.columns.split(", ") == [f"i.{each}" for each in ItemRow.columns() if each in SUMS | {"id", "kind"}]
    assert not reading.beside
    (row,) = reading.load([[7, "PAYMENT", 500, 500, 0, 0, 0, "ignored"]])
    assert (row.id, row.kind, str(row.status)) == (7, TransactionKind.PAYMENT, "FULLY_RECONCILED")
    with pytest.raises(AttributeError):
        _ = row.description


def test_reads_attributes_that_are_not_columns_from_joined_tables() -> None:
    reading = RECONCILIATIONS.reading(frozenset({"item_has_planned"}))
    assert (reading.columns, reading.beside) == ("r.id, d.planned_cents", True)
    assert [row.item_has_planned for row in reading.load([[1, 0], [2, 5]])] == [False, True]


def test_a_row_read_whole_has_every_column_and_default() -> None:
    reading = ITEMS.reading()
    assert len(reading.columns.split(", ")) == len(ItemRow.columns()) + 1
