"""Instants as whole microseconds, and the organisation's calendar days (domain R2a)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.store.clock import start_of, system_clock, to_datetime, to_instant, today_in

MONTREAL = ZoneInfo("America/Toronto")


def test_an_instant_is_exact_to_the_microsecond() -> None:
    moment = datetime(2026, 3, 5, 12, 30, 15, 999_999, tzinfo=UTC)
    assert to_instant(moment) == 1_772_713_815_999_999
    assert to_datetime(to_instant(moment)) == moment
    assert to_instant(datetime(1970, 1, 1, tzinfo=UTC)) == 0


def test_the_clock_tells_whole_microseconds(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("time.time_ns", lambda: 1_772_713_815_000_001_999)
        assert system_clock() == 1_772_713_815_000_001


@pytest.mark.parametrize("day", [date(2026, 1, 5), date(2026, 3, 8), date(2026, 7, 5), date(2026, 11, 1)])
def test_a_day_begins_at_midnight_where_the_organisation_is(day: date) -> None:
    """Also on days of 23 and of 25 hours."""
    begins = start_of(MONTREAL, day)
    assert today_in(MONTREAL, begins) == day
    assert today_in(MONTREAL, begins - 1) == date.fromordinal(day.toordinal() - 1)
    assert to_datetime(begins).astimezone(MONTREAL).replace(tzinfo=None) == datetime(day.year, day.month, day.day)  # noqa: DTZ001
