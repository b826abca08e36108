"""Aging buckets (domain R32)."""

from datetime import date, timedelta

import pytest

from domain.core.aging import Owed, aging_amounts, bucket_of
from domain.core.money import MAX_CENTS
from domain.errors import InvalidAmount

DAY = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("overdue", "bucket"),
    [(-366, 0), (-1, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4), (9_999, 4)],
)
def test_a_bucket_ends_with_its_last_day(overdue: int, bucket: int) -> None:
    assert bucket_of(DAY - timedelta(overdue), DAY) == bucket


def test_a_month_end_in_a_leap_year_is_counted_in_days() -> None:
    assert bucket_of(date(2024, 1, 30), DAY) == 1
    assert bucket_of(date(2024, 1, 29), DAY) == 2
    assert bucket_of(date(2023, 1, 29), date(2023, 2, 28)) == 1


def test_buckets_add_up_to_the_total_including_expected_payments() -> None:
    owed = [Owed(DAY, 500, 100, 200), Owed(DAY - timedelta(45), 30, 0, 30), Owed(DAY, 1, 0, 0)]
    amounts = aging_amounts(owed, DAY)
    assert amounts == (501, 0, 30, 0, 0, 531, 100, 230)
    assert sum(amounts[:5]) == amounts.total_cents
    assert aging_amounts([], DAY) == (0,) * 8


def test_refuses_a_sum_beyond_exact_integers() -> None:
    assert aging_amounts([Owed(DAY, MAX_CENTS, 0, 0)], DAY).total_cents == MAX_CENTS
    with pytest.raises(InvalidAmount):
        aging_amounts([Owed(DAY, MAX_CENTS, 0, 0), Owed(DAY, 1, 0, 0)], DAY)
