"""Periods, on any day: month ends, leap days, midnight anywhere on earth (domain R2a, R27a)."""

import calendar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from domain.core.periods import (
    PRESET_MONTHS,
    PeriodPreset,
    months_after,
    parse_period,
    preset_period,
    range_period,
    year_period,
)
from domain.store.clock import to_instant, today_in

DAYS = st.dates(date(1990, 1, 1), date(2199, 12, 31))
ODD_DAYS = st.builds(
    lambda year, month: date(year, month, calendar.monthrange(year, month)[1]),
    st.integers(1990, 2100),
    st.integers(1, 12),
)
PRESETS = st.sampled_from(list(PRESET_MONTHS))
ZONES = st.sampled_from(
    [
        "UTC",
        "America/Toronto",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
    ]
)


@given(PRESETS, DAYS | ODD_DAYS)
def test_a_preset_runs_from_the_day_after_the_same_day_months_ago_until_today(
    preset: PeriodPreset, today: date
) -> None:
    first, last = preset_period(preset, today)
    before = first - timedelta(days=1)
    assert last == today
    assert (today.year - before.year) * 12 + today.month - before.month == PRESET_MONTHS[preset]
    month_end = calendar.monthrange(before.year, before.month)[1]
    assert before.day == today.day or before.day == month_end < today.day
    assert parse_period(preset.lower().replace("_", "-"), today) == (first, last)


@given(PRESETS, DAYS | ODD_DAYS)
def test_tomorrows_preset_never_begins_before_todays(preset: PeriodPreset, today: date) -> None:
    assert preset_period(preset, today).first <= preset_period(preset, today + timedelta(days=1)).first


@given(DAYS | ODD_DAYS, st.integers(0, 30), st.integers(0, 30))
def test_two_steps_of_months_back_are_never_later_than_one(day: date, some: int, more: int) -> None:
    twice, once = months_after(months_after(day, -some), -more), months_after(day, -some - more)
    assert twice <= once
    assert (twice.year, twice.month) == (once.year, once.month)
    assert twice == once or day.day > 28


def test_a_year_before_and_after_a_leap_day() -> None:
    assert preset_period(PeriodPreset.LAST_12_MONTHS, date(2024, 2, 29)) == (date(2023, 3, 1), date(2024, 2, 29))
    assert preset_period(PeriodPreset.LAST_12_MONTHS, date(2025, 2, 28)) == (date(2024, 2, 29), date(2025, 2, 28))
    assert preset_period(PeriodPreset.LAST_MONTH, date(2024, 3, 29)) == (date(2024, 3, 1), date(2024, 3, 29))
    assert preset_period(PeriodPreset.LAST_MONTH, date(2024, 3, 30)) == (date(2024, 3, 1), date(2024, 3, 30))
    assert preset_period(PeriodPreset.LAST_MONTH, date(2023, 3, 29)) == (date(2023, 3, 1), date(2023, 3, 29))


@given(st.integers(1, 9998))
def test_years_follow_each_other_without_a_gap(year: int) -> None:
    assert year_period(year).last + timedelta(days=1) == year_period(year + 1).first
    assert (year_period(year).last - year_period(year).first).days == 364 + calendar.isleap(year)


@given(DAYS, DAYS)
def test_a_range_is_kept_as_given(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert range_period(first, last) == parse_period(f"{first}..{last}", one) == (first, last)


@given(ZONES, DAYS.filter(lambda day: day.year > 2000))
def test_today_changes_at_the_organisations_own_midnight(zone: str, day: date) -> None:
    place = ZoneInfo(zone)
    midnight = datetime(day.year, day.month, day.day, tzinfo=place).astimezone(UTC)
    at = to_instant(midnight)
    assert today_in(place, at) == day
    assert today_in(place, at - 1) == day - timedelta(days=1)
