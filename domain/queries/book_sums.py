"""The stored sums of the books (domain R32c), read by the spans that cover a period: whole months, and days beside them.

What changed since the sums were last folded stands beside them, and is added.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from domain.core.periods import Period, by_months
from domain.tables.book_sums import BookFigure, BookSpan

EVER = Period(date.min, date.max)


class SumsStatement(NamedTuple):
    """A statement's text and its arguments; its rows have ``high`` and ``low`` of a total last (``read_total``)."""

    text: str
    arguments: Mapping[str, object]


def book_sums(
    figures: Sequence[BookFigure],
    by: Sequence[str],
    period: Period = EVER,
    currency: str | None = None,
    *,
    each_day: bool = False,
    prefix: str = "sums",
) -> SumsStatement:
    """Return the statement for sums of a period, in one currency or all, grouped by columns of the sums.

    Its rows are the columns ``by``, how many rows are summed up, and the total; sums of no rows are left out. With ``day``
    among the columns these are parts to be added up: what changed last stands under its day, other sums under the first day
    of their month where all of it is in the period, unless ``each_day``. The arguments' names begin with ``prefix``.
    """
    which = "figure in ({})".format(", ".join(f"'{figure}'" for figure in figures))
    arguments: dict[str, object] = {f"{prefix}_first": period.first, f"{prefix}_last": period.last}
    if currency is not None:
        which += f" and currency = :{prefix}_currency"
        arguments[f"{prefix}_currency"] = currency
    columns = ", ".join(by)
    changed = f"select {columns}, row_count, cents_high, cents_low from book_sum_changes"
    parts = [f"{changed} where {which} and day >= :{prefix}_first and day <= :{prefix}_last"]
    for number, (span, (first, last)) in enumerate([(BookSpan.DAY, period)] if each_day else _spans(period)):
        arguments |= {f"{prefix}_first_{number}": first, f"{prefix}_last_{number}": last}
        parts.append(
            f"select {columns}, row_count, cents_high, cents_low from book_sums where {which} and span = '{span}' "
            f"and day >= :{prefix}_first_{number} and day <= :{prefix}_last_{number}"
        )
    none = "" if "day" in by else " having sum(row_count) <> 0"
    text = (
        f"select {columns}, sum(row_count) as row_count, sum(cents_high) as high, sum(cents_low) as low "
        f"from ({' union all '.join(parts)}) s group by {columns}{none}"
    )
    return SumsStatement(text, arguments)


def _spans(period: Period) -> list[tuple[BookSpan, Period]]:
    """Return the spans of stored sums that cover a period together."""
    before, months, after = by_months(period)
    spans = [(BookSpan.DAY, before), (BookSpan.MONTH, months), (BookSpan.DAY, after)]
    return [(span, days) for span, days in spans if days is not None]
