"""A series of invoice numbers without gaps (domain R5c)."""

from domain.store.program import Program, Query, Sql
from domain.tables import TransactionRow

_LATER = Sql(
    f"{TransactionRow.select('t')} where t.series = :series and t.series_seq > :seq and t.withdrawn_at is null "
    "order by t.series_seq desc"
)
_LAST = Sql("select coalesce(max(series_seq), 0) from transactions where series = :series and withdrawn_at is null")


def later_in_series(series: str, seq: int) -> Program[list[TransactionRow]]:
    """Return the invoices of a series after a place, the last one first."""
    return TransactionRow.load_all((yield Query(_LATER, series=series, seq=seq)))


def last_of_series(series: str) -> Program[int]:
    """Return the highest place in a series that an invoice has, 0 for a new series."""
    last: int = (yield Query(_LAST, series=series))[0][0]
    return last
