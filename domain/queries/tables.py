"""Tables for files and the command line, whose columns pair a name with the function that computes its cells."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

from domain.core.money import format_decimal

R = TypeVar("R")


class OutputColumn(NamedTuple, Generic[R]):
    """A column: its name, and what it shows of a row."""

    name: str
    cell: Callable[[R], object]


class OutputTable(NamedTuple):
    """A table ready to be written: column names, rows of cells, and one line that sums it up."""

    columns: Sequence[str]
    rows: Iterable[Sequence[object]]
    summary: str = ""


def make_table(columns: Sequence[OutputColumn[R]], rows: Iterable[R], summary: str = "") -> OutputTable:
    """Return the table of these rows."""
    names = [column.name for column in columns]
    return OutputTable(names, ([column.cell(row) for column in columns] for row in rows), summary)


def amount_cell(cents: int, currency: str) -> Decimal:
    """Return an amount as a number, which stays a number where it is negative."""
    return Decimal(format_decimal(cents, currency))


def yes_or_no(value: bool) -> str:  # noqa: FBT001 - the cell's value
    """Return a cell for a truth value."""
    return "yes" if value else "no"
