"""Which money goes to which item: first to last, by marks, oldest first (domain R8, R9, R10, R12a, R23).

All of it is one loop over rooms in an order that the caller gives. Nothing here ever takes more than a room has or more
than the money is; both are asserted before anything is given back.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from domain.core.money import amount_text
from domain.errors import NothingOpen, OverReconciled


class Room(NamedTuple):
    """An item and what of it is open."""

    item_id: int
    open_cents: int


class Part(NamedTuple):
    """So much of the money goes to an item; always more than 0."""

    item_id: int
    amount_cents: int


class Pairing(NamedTuple):
    """So much of a credit item settles a debit item; always more than 0."""

    credit_item_id: int
    debit_item_id: int
    amount_cents: int


class Mark(NamedTuple):
    """What a person marked: a room, or an invoice's rooms in listed order, and how much, or as far as the money goes."""

    rooms: tuple[Room, ...]
    amount_cents: int | None = None


def spread(money_cents: int, rooms: Iterable[Room]) -> list[Part]:
    """Gives money to rooms, first to last, each as much as it has room for (domain R8, R10)."""
    left = money_cents
    parts = []
    for room in rooms:
        taken = min(left, room.open_cents)
        if taken > 0:
            parts.append(Part(room.item_id, taken))
            left -= taken
    assert sum(part.amount_cents for part in parts) + left == money_cents, "money was lost"
    return parts


def follow_marks(money_cents: int, marks: Sequence[Mark], currency: str) -> list[Part]:
    """Gives money as marked, in the marks' order; parts that reach one item add up to one (domain R12a).

    An exact amount is never capped. Raises, with the mark's index as path: ``NothingOpen`` for a mark whose rooms have
    nothing open; ``OverReconciled`` for an exact amount beyond its rooms, or beyond what earlier marks left of the money.
    """
    left = money_cents
    room_left = {room.item_id: room.open_cents for mark in marks for room in mark.rooms}
    taken: dict[int, int] = {}
    for index, mark in enumerate(marks):
        if not any(room.open_cents > 0 for room in mark.rooms):
            msg = "This has nothing open. Leave it out, or release what pays it now."
            raise NothingOpen(msg, str(index))
        rooms = [Room(room.item_id, room_left[room.item_id]) for room in mark.rooms]
        wanted = left if mark.amount_cents is None else mark.amount_cents
        _check_exact(mark, index, sum(room.open_cents for room in rooms), left, currency)
        for part in spread(min(wanted, left), rooms):
            room_left[part.item_id] -= part.amount_cents
            taken[part.item_id] = taken.get(part.item_id, 0) + part.amount_cents
            left -= part.amount_cents
    assert sum(taken.values()) + left == money_cents, "money was lost"
    return [Part(item_id, amount) for item_id, amount in taken.items()]


def _check_exact(mark: Mark, index: int, open_cents: int, left: int, currency: str) -> None:
    if mark.amount_cents is None:
        return
    if mark.amount_cents > open_cents:
        wished, room = amount_text(mark.amount_cents, currency), amount_text(open_cents, currency)
        msg = f"{wished} is more than what is open here, {room}."
        raise OverReconciled(msg, str(index), "amountCents")
    if mark.amount_cents > left:
        wished, rest = amount_text(mark.amount_cents, currency), amount_text(left, currency)
        msg = f"{wished} is more than what the marks before it leave of the money, {rest}."
        raise OverReconciled(msg, str(index), "amountCents")


def pair_oldest_first(
    credits: Sequence[Room], debits: Sequence[Room], skip: Collection[tuple[int, int]] = ()
) -> list[Pairing]:
    """Pairs credits with debits, both in the order given, until one side is used up (domain R9, R23).

    A pair in ``skip`` is passed over: its credit goes on to the next debit (domain R23a). At most one pairing a pair.
    Near linear in the number of rooms when nothing is skipped.
    """
    room_left = [room.open_cents for room in debits]
    pairings = []
    first_open = 0
    for credit in credits:
        money = credit.open_cents
        at = first_open
        while money > 0 and at < len(debits):
            debit = debits[at]
            if room_left[at] > 0 and (credit.item_id, debit.item_id) not in skip:
                taken = min(money, room_left[at])
                pairings.append(Pairing(credit.item_id, debit.item_id, taken))
                money -= taken
                room_left[at] -= taken
            at += 1
        while first_open < len(debits) and room_left[first_open] <= 0:
            first_open += 1
    assert all(left >= 0 for left in room_left), "an item was given more than it has room for"
    return pairings
