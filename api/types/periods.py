"""Periods as arguments."""

from collections.abc import Mapping
from typing import Any

import strawberry

from api.errors import Code, failure
from api.graph.loading import Loading
from api.graph.scalars import Date
from api.types.fields import optional, required
from api.types.kinds import describe
from domain.core.periods import (
    Period,
    PeriodPreset,
    fiscal_year_period,
    month_period,
    preset_period,
    quarter_period,
    range_period,
    year_period,
)
from domain.errors import Refusal

describe(
    PeriodPreset,
    {
        "LAST_MONTH": "The last month, through today.",
        "LAST_3_MONTHS": "The last three months, through today.",
        "LAST_6_MONTHS": "The last six months, through today.",
        "LAST_12_MONTHS": "The last twelve months, through today.",
        "THIS_MONTH": "The whole calendar month of today.",
        "LAST_CALENDAR_MONTH": "The calendar month before this one.",
        "THIS_QUARTER": "The whole calendar quarter of today.",
        "LAST_QUARTER": "The calendar quarter before this one.",
        "THIS_FISCAL_YEAR": "The whole fiscal year of today, from the first day that the organisation has set.",
        "LAST_FISCAL_YEAR": "The fiscal year before this one.",
    },
    "The first four end today and begin on the day after the same day of the month 1, 3, 6 or 12 months ago (its last day "
    "where that month is shorter). The others are whole calendar months, quarters and fiscal years.",
)


@strawberry.input
class DateRangeInput:
    """From one day to another, both inclusive."""

    from_: Date = strawberry.field(name="from", description="The first day of the period.")
    to: Date = required("The last day of the period.")


@strawberry.input(one_of=True)
class PeriodInput:
    """A period: a preset, a calendar month, quarter or year, a fiscal year, or a range of dates."""

    preset: PeriodPreset | None = optional("A period that today decides.")
    year: int | None = optional("A calendar year, such as `2026`.")
    range: DateRangeInput | None = optional("From one date to another, both included.")
    month: str | None = optional("A calendar month, such as `2026-01`.")
    quarter: str | None = optional("A calendar quarter, such as `2026-Q1`.")
    fiscal_year: int | None = optional("A fiscal year, by the calendar year in which it begins.")


def period_from(given: Mapping[str, Any], loading: Loading) -> Period:
    """Return the days of a period; raises BAD_USER_INPUT if it is not valid (domain R27b)."""
    try:
        return days_of(given, loading)
    except Refusal as refusal:
        raise failure(Code.BAD_USER_INPUT, refusal.text) from None


def days_of(given: Mapping[str, Any], loading: Loading) -> Period:
    """Return the days of a period as it was sent; raises ``InvalidDate`` (domain R27b)."""
    fiscal_year = loading.request_info.fiscal_year
    if given.get("preset") is not None:
        return preset_period(given["preset"], loading.today, fiscal_year)
    if given.get("year") is not None:
        return year_period(given["year"])
    if given.get("month") is not None:
        return month_period(given["month"])
    if given.get("quarter") is not None:
        return quarter_period(given["quarter"])
    if given.get("fiscalYear") is not None:
        return fiscal_year_period(given["fiscalYear"], fiscal_year)
    return range_period(given["range"]["from"], given["range"]["to"])
