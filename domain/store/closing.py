"""Closed periods in the database: read with the locks of accounts, and held while they change (domain R46).

Whoever records holds an advisory lock shared, from the first row on until the commit: a trigger takes it, and looks at the
closings afterwards. Closing holds it alone. So all that is recorded in a period that is being closed is committed before,
or refused. SQLite has one writer.
"""

import datetime
from functools import lru_cache

from domain.core.closing import OPEN, ClosedBooks, Closing
from domain.store.program import Program, Query, Sql

_ACTIVE = (
    "(select max(cast(c.through as text) || ' ' || c.recorded_by) from books_closings c where c.reopened_at is null"
)
CLOSED = f"{_ACTIVE}), {_ACTIVE} and c.reconciliations)"
"""Two columns for ``closed_books``: subqueries that a statement asks once, however many rows it has."""

_HOLD_ALONE = Sql("select 1", "select pg_advisory_xact_lock(7415004)")
_LATEST = Sql("select coalesce(max(a.last_recorded_at), 0) from accounts a")


@lru_cache(maxsize=8)
def closed_books(days: str | None, reconciliations: str | None) -> ClosedBooks:
    """Return what the columns of ``CLOSED`` say."""
    return ClosedBooks(_closing(days), _closing(reconciliations))


def _closing(text: str | None) -> Closing:
    return OPEN if text is None else Closing(datetime.date.fromisoformat(text[:10]), text[11:])


def hold_closings_alone() -> Program[int]:
    """Wait until nobody records, and let nobody until the unit ends; return the latest instant of what is recorded.

    The organisation is locked before.
    """
    yield Query(_HOLD_ALONE)
    rows = yield Query(_LATEST)
    latest: int = rows[0][0]
    return latest
