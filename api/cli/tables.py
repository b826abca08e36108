"""Tables on standard output, whose columns pair a name with the function that computes its cells."""

import contextlib
import csv
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

import click
import orjson

from domain.core.csv_cells import csv_cell
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


def write_table(table: OutputTable, form: str) -> None:
    """Write a table to standard output as csv, tsv or json; text cells cannot be formulas in a spreadsheet.

    Amounts are plain numbers in csv and tsv, and texts in json, where a reader would take a number for a float.
    """
    with utf8_output():
        if form == "json":
            listed = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
            click.echo(orjson.dumps(listed, default=str, option=orjson.OPT_INDENT_2).decode())
            return
        writer = csv.writer(sys.stdout, delimiter="\t" if form == "tsv" else ",", lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows([csv_cell(cell) for cell in row] for row in table.rows)


@contextlib.contextmanager
def utf8_output() -> Iterator[None]:
    """Write data in UTF-8, whatever the terminal's encoding; a reader such as head may stop early without an error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # the buffer's remains are written at exit and would fail again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
