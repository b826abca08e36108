"""Installments: how a total is split, when the parts are due, and which items they hold (domain R11a, R17)."""

import datetime
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.core.allocation import Allocation, OpenAmount, allocate
from domain.core.kinds import SubscriptionInterval
from domain.core.money import amount_text
from domain.core.periods import months_after
from domain.core.reconciliation_rules import NO_OBSTACLES
from domain.errors import InvalidValue, OverReconciled
from domain.texts import Text, say

INSTALLMENTS_MAX = 120
INTERVAL_MONTHS = {SubscriptionInterval.MONTH: 1, SubscriptionInterval.QUARTER: 3, SubscriptionInterval.YEAR: 12}
"""How many months an interval has; a week has none."""


def split_evenly(amount_cents: int, count: int) -> list[int]:
    """Return an amount split into ``count`` parts with the same sum; the first parts take the odd cents (domain R17).

    Raises ``InvalidValue`` for no parts, too many, or more parts than cents: no part is 0.
    """
    if not 1 <= count <= min(INSTALLMENTS_MAX, amount_cents):
        raise InvalidValue(
            say(
                "installments-cannot-split",
                amount_cents=amount_cents,
                most=min(INSTALLMENTS_MAX, amount_cents),
                count=count,
            ),
            "parts",
        )
    each, odd = divmod(amount_cents, count)
    parts = [each + 1] * odd + [each] * (count - odd)
    assert sum(parts) == amount_cents, "a cent was lost"
    return parts


def due_dates(first: datetime.date, interval: SubscriptionInterval, count: int) -> list[datetime.date]:
    """Return dates an interval apart, each computed from the first, so that a 31st returns after a short month."""
    return [nth_date(first, interval, index) for index in range(count)]


def nth_date(first: datetime.date, interval: SubscriptionInterval, index: int) -> datetime.date:
    """Return the date ``index`` intervals after the first; the last day of a month that is too short."""
    if interval is SubscriptionInterval.WEEK:
        return first + datetime.timedelta(weeks=index)
    return months_after(first, INTERVAL_MONTHS[interval] * index)


class Installment(NamedTuple):
    """A planned payment to be made. ``allocations`` name its items; with None it takes what is open, in listed order."""

    amount_cents: int
    allocations: tuple[Allocation, ...] | None


class CheckoutHolds(NamedTuple):
    """What each installment holds, in the installments' order, and what the payment at checkout pays."""

    installments: list[list[Allocation]]
    payment: list[Allocation]


def hold_at_checkout(
    money_cents: int, open_amounts: Sequence[OpenAmount], installments: Sequence[Installment], currency: str
) -> CheckoutHolds:
    """Return how an invoice is divided between a payment at checkout and installments (domain R11a).

    Installments that name items hold them first; then the payment takes items in listed order, then the other
    installments. Raises ``OverReconciled``, with the installment's index as path, for more than an item has open or more
    than remains to be paid.
    """
    remaining = {open_amount.item_id: open_amount.open_cents for open_amount in open_amounts}
    held: list[list[Allocation]] = [
        hold_named(each, index, remaining, currency) if each.allocations is not None else []
        for index, each in enumerate(installments)
    ]
    payment = allocate(money_cents, _open_amounts(remaining))
    _take(remaining, payment)
    unpaid = sum(open_amount.open_cents for open_amount in open_amounts) - sum(
        allocation.amount_cents for allocation in payment
    )
    for index, each in enumerate(installments):
        if each.amount_cents > unpaid:
            requested, rest = amount_text(each.amount_cents, currency), amount_text(unpaid, currency)
            message = say("installment-above-rest", requested=requested, rest=rest)
            raise OverReconciled(message, str(index), "amountCents")
        unpaid -= each.amount_cents
        if each.allocations is None:
            held[index] = allocate(each.amount_cents, _open_amounts(remaining))
            _take(remaining, held[index])
    return CheckoutHolds(held, payment)


def hold_named(
    installment: Installment,
    index: int,
    remaining: dict[int, int],
    currency: str,
    obstacles: Mapping[int, Text] = NO_OBSTACLES,
) -> list[Allocation]:
    """Return what an installment holds of the items that it names; takes it from ``remaining``, the open amount by item.

    Allocations to one item become one. ``obstacles`` says in words, by item, what uses it up. Raises ``OverReconciled``,
    with the installment's index as path, for more than the installment's amount or an item's open amount.
    """
    allocated: dict[int, int] = {}
    for place, allocation in enumerate(installment.allocations or ()):
        if allocation.amount_cents > remaining[allocation.item_id]:
            available = amount_text(remaining[allocation.item_id], currency)
            requested = amount_text(allocation.amount_cents, currency)
            reason = obstacles.get(allocation.item_id) or say("installment-at-most")
            message = say("installment-above-item", requested=requested, available=available, reason=reason)
            raise OverReconciled(message, str(index), "items", str(place), "amountCents")
        remaining[allocation.item_id] -= allocation.amount_cents
        allocated[allocation.item_id] = allocated.get(allocation.item_id, 0) + allocation.amount_cents
    total = sum(allocated.values())
    if total > installment.amount_cents:
        raise OverReconciled(
            say(
                "installment-items-above-amount",
                total=amount_text(total, currency),
                amount=amount_text(installment.amount_cents, currency),
            ),
            str(index),
            "amountCents",
        )
    return [Allocation(item_id, cents) for item_id, cents in allocated.items()]


def _open_amounts(remaining: dict[int, int]) -> list[OpenAmount]:
    return [OpenAmount(item_id, cents) for item_id, cents in remaining.items()]


def _take(remaining: dict[int, int], allocations: Sequence[Allocation]) -> None:
    for allocation in allocations:
        remaining[allocation.item_id] -= allocation.amount_cents
