"""Periods of whole days: presets, calendar months, quarters, years, fiscal years, ranges (domain R27a, R27b)."""

import calendar
import enum
import re
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from typing import NamedTuple

from domain.core.text import quoted
from domain.errors import InvalidDate
from domain.texts import say


class Period(NamedTuple):
    """From the first day to the last, both included."""

    first: date
    last: date


class FiscalYearStart(NamedTuple):
    """The month and day on which every fiscal year begins."""

    month: int
    day: int


CALENDAR_YEAR = FiscalYearStart(1, 1)


class PeriodPreset(enum.StrEnum):
    """A period that today decides: so many months up to today, or a whole calendar or fiscal period."""

    LAST_MONTH = "LAST_MONTH"
    LAST_3_MONTHS = "LAST_3_MONTHS"
    LAST_6_MONTHS = "LAST_6_MONTHS"
    LAST_12_MONTHS = "LAST_12_MONTHS"
    THIS_MONTH = "THIS_MONTH"
    LAST_CALENDAR_MONTH = "LAST_CALENDAR_MONTH"
    THIS_QUARTER = "THIS_QUARTER"
    LAST_QUARTER = "LAST_QUARTER"
    THIS_FISCAL_YEAR = "THIS_FISCAL_YEAR"
    LAST_FISCAL_YEAR = "LAST_FISCAL_YEAR"


PRESET_MONTHS = {
    PeriodPreset.LAST_MONTH: 1,
    PeriodPreset.LAST_3_MONTHS: 3,
    PeriodPreset.LAST_6_MONTHS: 6,
    PeriodPreset.LAST_12_MONTHS: 12,
}
"""The presets that end today, and how many months they reach back."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.ASCII | re.IGNORECASE)
_FISCAL_YEAR = re.compile(r"FY(\d{4})", re.ASCII | re.IGNORECASE)
_FIRST_DAY = re.compile(r"(\d{2})-(\d{2})", re.ASCII)
_NO_LEAP_YEAR = 2001


def months_after(day: date, months: int) -> date:
    """Return the same day of a later (or, below 0, earlier) month, or that month's last day where it is shorter."""
    first = _first_of_month(_month_index(day) + months)
    return first.replace(day=min(day.day, _last_of_month(first).day))


def preset_period(preset: PeriodPreset, today: date, fiscal_year: FiscalYearStart = CALENDAR_YEAR) -> Period:
    """Return the days of a preset: through today from the day after the same day n months ago, or the whole period."""
    if preset in PRESET_MONTHS:
        return Period(months_after(today, -PRESET_MONTHS[preset]) + timedelta(days=1), today)
    month = today.replace(day=1)
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    year = today.year if (today.month, today.day) >= fiscal_year else today.year - 1
    whole = {
        PeriodPreset.THIS_MONTH: lambda: _months_from(month, 1),
        PeriodPreset.LAST_CALENDAR_MONTH: lambda: _months_from(months_after(month, -1), 1),
        PeriodPreset.THIS_QUARTER: lambda: _months_from(quarter, 3),
        PeriodPreset.LAST_QUARTER: lambda: _months_from(months_after(quarter, -3), 3),
        PeriodPreset.THIS_FISCAL_YEAR: lambda: fiscal_year_period(year, fiscal_year),
        PeriodPreset.LAST_FISCAL_YEAR: lambda: fiscal_year_period(year - 1, fiscal_year),
    }
    return whole[preset]()


def _months_from(first: date, months: int) -> Period:
    """Return so many whole months from a first day; the calendar ends on 9999-12-31."""
    last = months_after(first, months - 1)
    return Period(first, _last_of_month(last))


class MonthsOfPeriod(NamedTuple):
    """A period as the days before its whole months, these months, and the days after them; None where there are none."""

    before: Period | None
    months: Period | None
    after: Period | None


def by_months(period: Period) -> MonthsOfPeriod:
    """Divide a period by whole months."""
    first, last = period
    first_whole = _month_index(first) + (first.day > 1)
    last_whole = _month_index(last) - (last < _last_of_month(last))
    if first_whole > last_whole:
        return MonthsOfPeriod(period, None, None)
    begins, ends = _first_of_month(first_whole), _last_of_month(_first_of_month(last_whole))
    before = Period(first, begins - timedelta(1)) if first < begins else None
    after = Period(ends + timedelta(1), last) if ends < last else None
    return MonthsOfPeriod(before, Period(begins, ends), after)


def _month_index(day: date) -> int:
    """Return how many months lie before a day's month, counted from the year 0."""
    return day.year * 12 + day.month - 1


def _first_of_month(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def year_period(year: int) -> Period:
    """Return a calendar year; raises ``InvalidDate``."""
    _check_year(year)
    return Period(date(year, 1, 1), date(year, 12, 31))


def month_period(text: str) -> Period:
    """Return the calendar month of a text such as 2026-01; raises ``InvalidDate``."""
    found = _MONTH.fullmatch(text.strip())
    if found is None or int(found[2]) not in range(1, 13):
        raise InvalidDate(say("month-invalid", text=quoted(text)))
    _check_year(int(found[1]))
    return _months_from(date(int(found[1]), int(found[2]), 1), 1)


def quarter_period(text: str) -> Period:
    """Return the calendar quarter of a text such as 2026-Q1; raises ``InvalidDate``."""
    found = _QUARTER.fullmatch(text.strip())
    if found is None:
        raise InvalidDate(say("quarter-invalid", text=quoted(text)))
    _check_year(int(found[1]))
    return _months_from(date(int(found[1]), int(found[2]) * 3 - 2, 1), 3)


def fiscal_year_period(year: int, start: FiscalYearStart) -> Period:
    """Return the fiscal year that begins in a year, through the day before the next one; raises ``InvalidDate``."""
    _check_year(year)
    first = date(year, *start)
    if start == CALENDAR_YEAR:
        return Period(first, date(year, 12, 31))
    if year == MAXYEAR:
        raise InvalidDate(say("fiscal-year-beyond-calendar", year=str(year)))
    return Period(first, date(year + 1, *start) - timedelta(days=1))


def parse_first_day(text: str) -> FiscalYearStart:
    """Return the first day of fiscal years, written as MM-DD; raises ``InvalidDate`` (also for 02-29)."""
    found = _FIRST_DAY.fullmatch(text.strip())
    try:
        if found is not None:
            start = FiscalYearStart(int(found[1]), int(found[2]))
            date(_NO_LEAP_YEAR, *start)
            return start
    except ValueError:  # such as 04-31
        pass
    raise InvalidDate(say("first-day-invalid", text=quoted(text)))


def _check_year(year: int) -> None:
    if not MINYEAR <= year <= MAXYEAR:
        raise InvalidDate(say("year-invalid", year=str(year), first=str(MINYEAR), last=str(MAXYEAR)))


def range_period(first: date, last: date) -> Period:
    """Return the period of two days; raises ``InvalidDate`` if the last is before the first."""
    if first > last:
        raise InvalidDate(say("period-reversed", first=first, last=last))
    return Period(first, last)


@lru_cache(maxsize=10_000)  # the days of a file repeat
def parse_day(text: str) -> date:
    """Return the day of a text in exactly the form 2026-01-31; raises ``InvalidDate``."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # such as 2026-02-30
        pass
    raise InvalidDate(say("date-invalid", text=quoted(text)))


def parse_period(text: str, today: date, fiscal_year: FiscalYearStart = CALENDAR_YEAR) -> Period:
    """Return the period of a command-line option; raises ``InvalidDate``, which lists what is understood."""
    text = text.strip()
    preset = text.upper().replace("-", "_")
    if preset in PeriodPreset.__members__:
        return preset_period(PeriodPreset(preset), today, fiscal_year)
    if _YEAR.fullmatch(text):
        return year_period(int(text))
    if _MONTH.fullmatch(text):
        return month_period(text)
    if _QUARTER.fullmatch(text):
        return quarter_period(text)
    if found := _FISCAL_YEAR.fullmatch(text):
        return fiscal_year_period(int(found[1]), fiscal_year)
    first, _, last = (part.strip() for part in text.partition(".."))
    if _DAY.fullmatch(first) and _DAY.fullmatch(last):
        return range_period(parse_day(first), parse_day(last))
    presets = ", ".join(each.lower().replace("_", "-") for each in PeriodPreset)
    raise InvalidDate(say("period-invalid", text=quoted(text), presets=presets))
