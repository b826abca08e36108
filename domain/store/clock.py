"""Instants as whole microseconds since 1970 UTC: exact, the same on both databases, comparable without a time zone."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

Clock: TypeAlias = Callable[[], int]
"""Returns the current instant in microseconds; passed in, so that tests can set it."""

CLOCKS_APART_US = 6_000_000
"""So far the clocks of two processes may be apart. What only a clock further ahead could have written counts for nothing."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def system_clock() -> int:
    """Return the current instant in microseconds since 1970 UTC."""
    return time.time_ns() // 1000


def to_datetime(instant: int) -> datetime:
    """Return an instant as an aware datetime in UTC."""
    return _EPOCH + timedelta(microseconds=instant)


def to_instant(moment: datetime) -> int:
    """Return an aware datetime as microseconds since 1970 UTC."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def start_of(zone: ZoneInfo, day: date) -> int:
    """Return the first instant of the organisation's calendar day (domain R2a)."""
    return to_instant(datetime(day.year, day.month, day.day, tzinfo=zone))


def today_in(zone: ZoneInfo, instant: int) -> date:
    """Return the organisation's calendar day at an instant (domain R2a)."""
    return _today_in(zone, instant // 1_000_000)


@lru_cache(maxsize=16)
def _today_in(zone: ZoneInfo, second: int) -> date:
    """Return the calendar day at a second since 1970 UTC: days begin at whole seconds in all zones."""
    return (_EPOCH + timedelta(seconds=second)).astimezone(zone).date()
