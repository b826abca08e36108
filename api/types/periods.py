"""Periods as they are asked for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import strawberry

from api.errors import Code, failure
from api.scalars import Date
from api.types.fields import UNSET
from api.types.kinds import describe
from domain.core.periods import (
    Period,
    PeriodPreset,
    preset_period,
    range_period,
    year_period,
)
from domain.errors import Refusal

describe(
    PeriodPreset,
    "Up to and with today: from the day after the same day of the month 1, 3, 6 or 12 months ago (its last day where "
    "that month is shorter).",
    {
        "LAST_MONTH": "One month.",
        "LAST_3_MONTHS": "Three months.",
        "LAST_6_MONTHS": "Six months.",
        "LAST_12_MONTHS": "Twelve months.",
    },
)


@strawberry.input(description="From one day to another, both included.")
class DateRangeInput:
    """From one day to another."""

    from_: Date = strawberry.field(name="from", description="The first day.")
    to: Date = strawberry.field(description="The last day.")


@strawberry.input(one_of=True, description="A period: a preset, a calendar year or two dates.")
class PeriodInput:
    """A period."""

    preset: PeriodPreset | None = strawberry.field(default=UNSET, description="Up to and with today.")
    year: int | None = strawberry.field(default=UNSET, description="A calendar year.")
    range: DateRangeInput | None = strawberry.field(default=UNSET, description="Two dates.")


def period_from(wished: Mapping[str, Any], today: date) -> Period:
    """The days of a period; raises BAD_USER_INPUT for one that cannot be."""
    try:
        if wished.get("preset") is not None:
            return preset_period(wished["preset"], today)
        if wished.get("year") is not None:
            return year_period(wished["year"])
        return range_period(wished["range"]["from"], wished["range"]["to"])
    except Refusal as refusal:
        raise failure(Code.BAD_USER_INPUT, refusal.message) from None
