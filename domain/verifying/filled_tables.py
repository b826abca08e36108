"""Which tables have rows: most databases leave many empty, and what looks through one row after the other passes them by."""

from domain.store.program import Program, Query, Sql, Unreadable
from domain.tables import all_tables

_FILLED = Sql(
    " union all ".join(f"select '{cls.TABLE}' where exists (select 1 from {cls.TABLE} x)" for cls in all_tables())
)


def filled_tables() -> Program[frozenset[str]]:
    """Return the names of the tables that have rows; of all tables where damage does not let the database tell."""
    try:
        return frozenset(row[0] for row in (yield Query(_FILLED)))
    except Unreadable:
        return frozenset(cls.TABLE for cls in all_tables())
