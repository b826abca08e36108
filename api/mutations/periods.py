"""What mutations share whose input has a ``period``."""

from typing import Any, Protocol

from strawberry import UNSET

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
    sent: dict[str, Any] = {
        "preset": period.preset,
        "year": period.year,
        "month": period.month,
        "quarter": period.quarter,
        "fiscalYear": period.fiscal_year,
        "range": period.range,
    }
    given = {name: value for name, value in sent.items() if value is not UNSET and value is not None}
    if "range" in given:
        given["range"] = {"from": given["range"].from_, "to": given["range"].to}
    try:
        return Prepared({"period": days_of(given, context.loading)})
    except Refusal as refusal:
        return Prepared(refusal=type(refusal)(refusal.text, "period"))
