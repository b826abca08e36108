"""Periods of whole days: presets, years, ranges (domain R27a)."""

import calendar
import enum
import re
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

from domain.errors import InvalidDate

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Period(NamedTuple):
    """From the first day to the last, both included."""

    first: date
    last: date


class PeriodPreset(enum.StrEnum):
    """So many months up to and with today."""

    LAST_MONTH = "LAST_MONTH"
    LAST_3_MONTHS = "LAST_3_MONTHS"
    LAST_6_MONTHS = "LAST_6_MONTHS"
    LAST_12_MONTHS = "LAST_12_MONTHS"


MONTHS = {
    PeriodPreset.LAST_MONTH: 1,
    PeriodPreset.LAST_3_MONTHS: 3,
    PeriodPreset.LAST_6_MONTHS: 6,
    PeriodPreset.LAST_12_MONTHS: 12,
}


def months_after(day: date, months: int) -> date:
    """The same day of a later (or, below 0, earlier) month, or that month's last day where it is shorter."""
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month_index + 1)[1]
    return date(year, month_index + 1, min(day.day, last))


def preset_period(preset: PeriodPreset, today: date) -> Period:
    """From the day after the same day n months ago, through today."""
    return Period(months_after(today, -MONTHS[preset]) + timedelta(days=1), today)


def year_period(year: int) -> Period:
    """A calendar year; raises ``InvalidDate``."""
    if not MINYEAR <= year <= MAXYEAR:
        msg = f"{year} is no year."
        raise InvalidDate(msg)
    return Period(date(year, 1, 1), date(year, 12, 31))


def range_period(first: date, last: date) -> Period:
    """From one day to another; raises ``InvalidDate`` where they are the wrong way round."""
    if first > last:
        msg = f"The period begins on {first}, after it ends on {last}."
        raise InvalidDate(msg)
    return Period(first, last)


def parse_period(text: str, today: date) -> Period:
    """A period as the command line has it: last-3-months, 2026, 2026-01-01..2026-03-31; raises ``InvalidDate``."""
    preset = text.strip().upper().replace("-", "_")
    if preset in PeriodPreset.__members__:
        return preset_period(PeriodPreset(preset), today)
    if re.fullmatch(r"\d{4}", text.strip(), re.ASCII):
        return year_period(int(text))
    try:
        first, last = map(str.strip, text.split(".."))
        return range_period(_day(first), _day(last))
    except ValueError:
        presets = ", ".join(each.lower().replace("_", "-") for each in PeriodPreset)
        msg = f"{text!r} is no period. Use {presets}, a year such as 2026, or 2026-01-01..2026-03-31."
        raise InvalidDate(msg) from None


def _day(text: str) -> date:
    """A date as YYYY-MM-DD alone: of 2026-W10, which Python reads too, only the Monday would be meant."""
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)
