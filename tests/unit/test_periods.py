"""Periods by example: quarters and fiscal years, what a period has of whole months, ends of the calendar (R27a, R27b)."""

from datetime import date

import pytest

from domain.core.periods import (
    CALENDAR_YEAR,
    FiscalYearStart,
    MonthsOfPeriod,
    Period,
    PeriodPreset,
    by_months,
    fiscal_year_period,
    month_period,
    months_after,
    parse_day,
    parse_period,
    preset_period,
    quarter_period,
    year_period,
)
from domain.errors import InvalidDate

TODAY = date(2026, 3, 15)


def period(text: str) -> Period:
    """``02-03..05-31`` is of 2026."""
    first, _, last = text.partition("..")
    return Period(date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}"))


@pytest.mark.parametrize("month", range(1, 13))
def test_a_quarter_is_three_months_of_its_year(month: int) -> None:
    quarter = (month + 2) // 3
    assert preset_period(PeriodPreset.THIS_QUARTER, date(2026, month, 28)) == quarter_period(f"2026-Q{quarter}")
    assert month_period(f"2026-{month:02}").first == date(2026, month, 1)
    assert (quarter_period(f"2026-Q{quarter}").first.month - 1) // 3 == quarter - 1


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 6, 30), 2025), (date(2026, 7, 1), 2026), (date(2026, 7, 2), 2026)]
)
def test_a_fiscal_year_begins_on_its_first_day(day: date, year: int) -> None:
    start = FiscalYearStart(7, 1)
    assert preset_period(PeriodPreset.THIS_FISCAL_YEAR, day, start) == fiscal_year_period(year, start)


def test_a_fiscal_year_from_january_is_the_calendar_year() -> None:
    for year in (2024, 2026, 9999):
        assert fiscal_year_period(year, CALENDAR_YEAR) == year_period(year) == (date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize(
    ("days", "before", "months", "after"),
    [
        ("02-01..02-28", None, "02-01..02-28", None),
        ("02-01..05-31", None, "02-01..05-31", None),
        ("02-02..05-31", "02-02..02-28", "03-01..05-31", None),
        ("01-31..03-30", "01-31..01-31", "02-01..02-28", "03-01..03-30"),
        ("02-01..04-01", None, "02-01..03-31", "04-01..04-01"),
        ("12-02..12-31", "12-02..12-31", None, None),
        ("01-01..01-30", "01-01..01-30", None, None),
        ("01-02..02-27", "01-02..02-27", None, None),
        ("02-14..02-14", "02-14..02-14", None, None),
    ],
)
def test_a_period_is_whole_months_and_the_days_around_them(
    days: str, before: str | None, months: str | None, after: str | None
) -> None:
    parts = (each and period(each) for each in (before, months, after))
    assert by_months(period(days)) == MonthsOfPeriod(*parts)


def test_all_days_of_the_calendar_are_whole_months_but_for_its_ends() -> None:
    assert by_months(Period(date.min, date.max)) == (None, (date.min, date.max), None)
    assert by_months(Period(date(1, 1, 2), date(1, 1, 30))) == ((date(1, 1, 2), date(1, 1, 30)), None, None)
    late = Period(date(9999, 12, 2), date(9999, 12, 30))
    assert by_months(late) == (late, None, None)
    assert by_months(Period(date(1, 1, 1), date(1, 1, 31))).months == (date(1, 1, 1), date(1, 1, 31))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_a_month_later_is_the_same_day_or_that_months_last(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@pytest.mark.parametrize("text", ["0000", "0000-05", "0000-Q2", "FY0000"])
def test_the_year_0_is_refused(text: str) -> None:
    with pytest.raises(InvalidDate, match=r"^0 is not a valid year: it must be from 1 to 9999\.$"):
        parse_period(text, TODAY)


def test_the_calendar_has_the_years_1_to_9999() -> None:
    assert year_period(1).first == date.min
    assert month_period("9999-12").last == quarter_period("9999-Q4").last == year_period(9999).last == date.max
    with pytest.raises(InvalidDate, match="The fiscal year 9999 goes beyond the calendar"):
        fiscal_year_period(9999, FiscalYearStart(1, 2))
    with pytest.raises(InvalidDate, match="10000 is not a valid year"):
        year_period(10_000)


@pytest.mark.parametrize("text", ["2026-Q0", "2026-Q5", "Q1", "2026"])
def test_refuses_a_quarter_that_no_year_has(text: str) -> None:
    with pytest.raises(InvalidDate, match=r"is not a quarter\. Write it as 2026-Q1, from Q1 to Q4\."):
        quarter_period(text)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-2-3", "20260203", "2026-W05-1", " 2026-02-03", ""])
def test_refuses_a_day_that_is_none_or_is_written_otherwise(text: str) -> None:
    with pytest.raises(InvalidDate, match=r"is not a valid date\. Write it as 2026-01-31\."):
        parse_day(text)


def test_a_refused_period_lists_what_is_understood() -> None:
    with pytest.raises(InvalidDate) as refused:
        parse_period("yesterday", TODAY)
    assert refused.value.message.startswith(
        "'yesterday' is not a period. Use last-month, last-3-months, last-6-months, last-12-months, this-month, "
    )


def test_a_range_may_be_one_day_and_ends_no_sooner() -> None:
    assert parse_period(" 2026-01-31 .. 2026-01-31 ", TODAY) == (date(2026, 1, 31), date(2026, 1, 31))
    with pytest.raises(InvalidDate, match="The period starts on 2026-02-01, after its end, 2026-01-31"):
        parse_period("2026-02-01..2026-01-31", TODAY)


@pytest.mark.parametrize("text", ["2026-01-31", "2026-01-31..", "..2026-01-31", "2026-01-31..2026-02"])
def test_a_range_has_two_days(text: str) -> None:
    with pytest.raises(InvalidDate, match="is not a period"):
        parse_period(text, TODAY)
