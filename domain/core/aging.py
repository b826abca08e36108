"""How late what is owed is: buckets of days overdue, and what each comes to (domain R32)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from domain.core.money import exact_total


class Owed(NamedTuple):
    """What invoice items due on one day have not been paid. ``processing_cents`` and ``planned_cents`` are parts of it."""

    due_on: date
    owed_cents: int
    processing_cents: int
    planned_cents: int


class AgingAmounts(NamedTuple):
    """What is owed by days overdue, in all, and how much of that is on its way or planned."""

    not_due_cents: int
    days_1_to_30_cents: int
    days_31_to_60_cents: int
    days_61_to_90_cents: int
    over_90_days_cents: int
    total_cents: int
    processing_cents: int
    planned_cents: int


LAST_DAYS = (0, 30, 60, 90)
"""The last day overdue of each bucket, in order; the one after them has no end."""


def bucket_of(due_on: date, day: date) -> int:
    """The place of the bucket, from 0 for what is not overdue on ``day``: on its due day it is not yet."""
    overdue_days = (day - due_on).days
    return sum(overdue_days > last for last in LAST_DAYS)


def aging_amounts(owed: Iterable[Owed], day: date) -> AgingAmounts:
    """What is owed on ``day``, by bucket; raises ``InvalidAmount`` where a sum is too large to be told exactly."""
    buckets = [0] * (len(LAST_DAYS) + 1)
    processing = planned = 0
    for each in owed:
        buckets[bucket_of(each.due_on, day)] += each.owed_cents
        processing += each.processing_cents
        planned += each.planned_cents
    total = sum(buckets)
    assert processing + planned <= total, "money on its way is still owed"
    return AgingAmounts(*(exact_total(cents) for cents in (*buckets, total, processing, planned)))
