"""How a file was read, as the commands show it."""

import click

from domain.core.text import counted
from domain.importing.readers.dates import DateOrder
from domain.importing.readers.reading import Understood
from domain.importing.readers.separator import SEPARATORS

_ORDER_WORDS = {
    DateOrder.ISO: "YYYY-MM-DD",
    DateOrder.DMY: "day/month/year",
    DateOrder.MDY: "month/day/year",
    DateOrder.YMD: "year/month/day",
}


def show_understood(understood: Understood) -> None:
    """Show how the file was read; a column under its own name is not worth a line."""
    separator = SEPARATORS[understood.separator]
    click.echo(
        f"Read as {understood.encoding}, separated by {separator}, dates {_ORDER_WORDS[understood.dates]}, decimal "
        f"{understood.decimals.lower()}, {counted(understood.rows, 'row')}.",
        err=True,
    )
    renamed = [f"{column}={header}" for column, header in understood.columns if column != header]
    for what, names in (("Columns", renamed), ("Ignored columns", understood.ignored)):
        if names:
            click.echo(f"{what}: {', '.join(names)}.", err=True)
