"""How instants are shown."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from api.graph.scalars import show_datetime

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
FIRST, LAST = (
    (each.replace(tzinfo=UTC) - EPOCH) // MICROSECOND
    for each in (datetime.min, datetime.max)  # noqa: DTZ901 - UTC it is
)


def test_an_instant_is_shown_as_datetime_writes_it() -> None:
    chance = random.Random(1)
    edges = [FIRST, -1, 0, 1, 999_999, 1_000_000, 86_399_999_999, 86_400_000_000, LAST]
    for instant in [*edges, *(chance.randint(FIRST, LAST) for _ in range(200))]:
        written = (EPOCH + instant * MICROSECOND).replace(tzinfo=None).isoformat(timespec="microseconds")
        assert show_datetime(instant) == f"{written}Z"


@pytest.mark.parametrize("instant", [FIRST - 1, LAST + 1])
def test_an_instant_that_no_calendar_has_is_not_shown(instant: int) -> None:
    with pytest.raises(ValueError, match=r"out of range|must be >= 1"):
        show_datetime(instant)
