"""Installments: how a total is split, when parts fall due, and which items planned money holds (domain R11a, R17)."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from domain.core.allocation import Part, Room, spread
from domain.core.kinds import SubscriptionInterval
from domain.core.money import amount_text
from domain.core.periods import months_after
from domain.errors import InvalidValue, OverReconciled

MOST_PARTS = 120
MONTHS = {SubscriptionInterval.MONTH: 1, SubscriptionInterval.QUARTER: 3, SubscriptionInterval.YEAR: 12}


def split_evenly(amount_cents: int, parts: int) -> list[int]:
    """An amount in so many parts that sum exactly; the first ones carry the odd cents (domain R17).

    Raises ``InvalidValue`` for no parts, too many, or more than there are cents: no part is 0.
    """
    if not 1 <= parts <= min(MOST_PARTS, amount_cents):
        msg = f"{amount_cents} minor units can be split into 1 to {min(MOST_PARTS, amount_cents)} parts, not {parts}."
        raise InvalidValue(msg, "parts")
    each, odd = divmod(amount_cents, parts)
    made = [each + 1] * odd + [each] * (parts - odd)
    assert sum(made) == amount_cents, "a cent was lost"
    return made


def due_dates(first: datetime.date, interval: SubscriptionInterval, count: int) -> list[datetime.date]:
    """So many dates, an interval apart, each reckoned from the first: a 31st comes back after a short month."""
    return [nth_date(first, interval, index) for index in range(count)]


def nth_date(first: datetime.date, interval: SubscriptionInterval, index: int) -> datetime.date:
    """The date so many intervals after the first; the month's last day where it is shorter."""
    if interval is SubscriptionInterval.WEEK:
        return first + datetime.timedelta(weeks=index)
    return months_after(first, MONTHS[interval] * index)


class Installment(NamedTuple):
    """A planned payment as it is wished for. ``parts`` name items; None: what is open, in listed order."""

    amount_cents: int
    parts: tuple[Part, ...] | None


class Held(NamedTuple):
    """What each installment holds, in the installments' order, and what goes to the payment at once."""

    installments: list[list[Part]]
    payment: list[Part]


def hold_at_checkout(
    money_cents: int, rooms: Sequence[Room], installments: Sequence[Installment], currency: str
) -> Held:
    """Shares an invoice between a payment at once and installments (domain R11a).

    Installments that name items hold them first, then the payment goes to items in listed order, then the other
    installments. Raises ``OverReconciled``, with the installment's index as path, for what is beyond an item or beyond
    what remains to be paid.
    """
    left = {room.item_id: room.open_cents for room in rooms}
    held: list[list[Part]] = [
        hold_named(each, index, left, currency) if each.parts is not None else []
        for index, each in enumerate(installments)
    ]
    payment = spread(money_cents, _rooms(left))
    _take(left, payment)
    remains = sum(room.open_cents for room in rooms) - sum(part.amount_cents for part in payment)
    for index, each in enumerate(installments):
        if each.amount_cents > remains:
            wished, rest = amount_text(each.amount_cents, currency), amount_text(remains, currency)
            msg = f"{wished} is more than what remains to be paid, {rest}."
            raise OverReconciled(msg, str(index), "amountCents")
        remains -= each.amount_cents
        if each.parts is None:
            held[index] = spread(each.amount_cents, _rooms(left))
            _take(left, held[index])
    return Held(held, payment)


def hold_named(installment: Installment, index: int, left: dict[int, int], currency: str) -> list[Part]:
    """What an installment holds of the items that it names; takes it from ``left``, the room by item.

    Parts that name one item add up to one. Raises ``OverReconciled``, with the installment's index as path, beyond the
    installment's amount or an item's room.
    """
    taken: dict[int, int] = {}
    for place, part in enumerate(installment.parts or ()):
        if part.amount_cents > left[part.item_id]:
            room = amount_text(left[part.item_id], currency)
            msg = f"{amount_text(part.amount_cents, currency)} is more than what this item has open for it, {room}."
            raise OverReconciled(msg, str(index), "items", str(place), "amountCents")
        left[part.item_id] -= part.amount_cents
        taken[part.item_id] = taken.get(part.item_id, 0) + part.amount_cents
    total = sum(taken.values())
    if total > installment.amount_cents:
        msg = (
            f"Its items take {amount_text(total, currency)}, more than the planned payment's own amount, "
            f"{amount_text(installment.amount_cents, currency)}."
        )
        raise OverReconciled(msg, str(index), "amountCents")
    return [Part(item_id, cents) for item_id, cents in taken.items()]


def _rooms(left: dict[int, int]) -> list[Room]:
    return [Room(item_id, cents) for item_id, cents in left.items()]


def _take(left: dict[int, int], parts: Sequence[Part]) -> None:
    for part in parts:
        left[part.item_id] -= part.amount_cents
