"""Tables on standard output."""

import contextlib
import csv
import io
import os
import sys
from collections.abc import Iterator

import click
import orjson

from domain.core.csv_cells import csv_cell
from domain.queries.tables import OutputTable


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
