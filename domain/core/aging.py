"""Aging: buckets of days overdue, and the amount owed in each (domain R32)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from domain.core.money import exact_total
from domain.texts import say


class Owed(NamedTuple):
    """What is owed of invoice items due on one day; processing and planned cents are parts of ``owed_cents``."""

    due_on: date
    owed_cents: int
    processing_cents: int
    planned_cents: int


class AgingAmounts(NamedTuple):
    """What is owed by days overdue, in total, and how much of it is processing or planned."""

    not_due_cents: int
    days_1_to_30_cents: int
    days_31_to_60_cents: int
    days_61_to_90_cents: int
    over_90_days_cents: int
    total_cents: int
    processing_cents: int
    planned_cents: int


LAST_DAYS = (0, 30, 60, 90)
"""The last day overdue of each bucket but the last, which has no end."""


def bucket_of(due_on: date, day: date) -> int:
    """Return the bucket's index, 0 for what is not overdue on ``day``: on its due day nothing is overdue."""
    overdue_days = (day - due_on).days
    return sum(overdue_days > last for last in LAST_DAYS)


def aging_amounts(owed: Iterable[Owed], day: date) -> AgingAmounts:
    """Return what is owed on ``day``, by bucket; raises ``InvalidAmount`` as ``exact_total`` does."""
    buckets = [0] * (len(LAST_DAYS) + 1)
    processing = planned = 0
    for each in owed:
        buckets[bucket_of(each.due_on, day)] += each.owed_cents
        processing += each.processing_cents
        planned += each.planned_cents
    total = sum(buckets)
    assert processing + planned <= total, "processing and planned money is still owed"
    way = say("sum-read-accounts")
    return AgingAmounts(*(exact_total(cents, way) for cents in (*buckets, total, processing, planned)))
