"""Closings of periods (domain R46)."""

from domain.queries.pages import Order, rows_of
from domain.queries.sources import ById, Source
from domain.store.program import Program, Query, Sql
from domain.tables import BooksClosingRow

closings = ById(Source(BooksClosingRow, "c"))
"""Closings by id, reopened ones too."""
CLOSINGS = rows_of(BooksClosingRow, "c")
NEWEST_CLOSING_FIRST = Order("CLOSING", (("c.recorded_at", int), ("c.id", int)), descending=True)

_ACTIVE = Sql(f"{BooksClosingRow.select('c')} where c.reopened_at is null order by c.through, c.id")


def active_closings() -> Program[list[BooksClosingRow]]:
    """Return the closings that stand, the earliest day first."""
    return BooksClosingRow.load_all((yield Query(_ACTIVE)))
