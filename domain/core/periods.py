"""Periods of whole days: presets, years, ranges (domain R27a)."""

import calendar
import enum
import re
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

from domain.errors import InvalidDate


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

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


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


def parse_day(text: str) -> date:
    """A day written as 2026-01-31 and in no other way; raises ``InvalidDate``."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # such as 2026-02-30
        pass
    msg = f"{text!r} is no date. Write it like 2026-01-31."
    raise InvalidDate(msg)


def parse_period(text: str, today: date) -> Period:
    """A period as the command line has it: last-3-months, 2026, 2026-01-01..2026-03-31; raises ``InvalidDate``."""
    preset = text.strip().upper().replace("-", "_")
    if preset in PeriodPreset.__members__:
        return preset_period(PeriodPreset(preset), today)
    if re.fullmatch(r"\d{4}", text.strip(), re.ASCII):
        return year_period(int(text))
    first, dots, last = (part.strip() for part in text.partition(".."))
    if dots and _DAY.fullmatch(first) and _DAY.fullmatch(last):
        return range_period(parse_day(first), parse_day(last))
    presets = ", ".join(each.lower().replace("_", "-") for each in PeriodPreset)
    msg = f"{text!r} is no period. Use {presets}, a year such as 2026, or 2026-01-01..2026-03-31."
    raise InvalidDate(msg)
