"""What mutations share whose input has a ``period``."""

from typing import Protocol

from api.graph.context import Context
from api.mutations.perform import Prepared
from api.types.periods import PeriodInput, days_of
from domain.errors import Refusal


class OfPeriod(Protocol):
    """An input with a period."""

    period: PeriodInput


async def days_prepared(context: Context, input_: OfPeriod) -> Prepared:
    """Prepare a command's ``period``: the days of the input's; a period that is not valid is refused."""
    period = input_.period
    days = None if not period.range else {"from": period.range.from_, "to": period.range.to}
    given = {
        "preset": period.preset or None,
        "year": period.year or None,
        "month": period.month or None,
        "quarter": period.quarter or None,
        "fiscalYear": period.fiscal_year or None,
        "range": days,
    }
    try:
        return Prepared({"period": days_of(given, context.loading)})
    except Refusal as refusal:
        return Prepared(refusal=type(refusal)(refusal.text, "period"))
