"""Allocate money to items: first to last, by marks, oldest first (domain R8, R9, R10, R12a, R23).

Each is one loop over open amounts, in the caller's order. None allocates more than an item has open, or more than the money;
both are asserted before the result is returned.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from domain.core.money import amount_text
from domain.errors import NothingOpen, OverReconciled
from domain.texts import Joined, Text, say


class OpenAmount(NamedTuple):
    """An item and its open amount."""

    item_id: int
    open_cents: int


class Allocation(NamedTuple):
    """How much of the money goes to an item; always more than 0."""

    item_id: int
    amount_cents: int


class Pairing(NamedTuple):
    """How much of a credit item settles a debit item; always more than 0."""

    credit_item_id: int
    debit_item_id: int
    amount_cents: int


class Paired(NamedTuple):
    """Pairings from the first on, and whether they are all that there are."""

    pairings: list[Pairing]
    whole: bool


class Mark(NamedTuple):
    """What a person marked: one item, or an invoice's items in listed order.

    Without an exact amount, it takes as much of the money as is open. ``obstacles`` says in words what uses it up, and what
    can be done about that.
    """

    open_amounts: tuple[OpenAmount, ...]
    amount_cents: int | None = None
    obstacles: Text | None = None


def allocate(money_cents: int, open_amounts: Iterable[OpenAmount]) -> list[Allocation]:
    """Allocate money to open amounts, first to last, each as far as it goes (domain R8, R10)."""
    remaining = money_cents
    allocations = []
    for open_amount in open_amounts:
        allocated = min(remaining, open_amount.open_cents)
        if allocated > 0:
            allocations.append(Allocation(open_amount.item_id, allocated))
            remaining -= allocated
    assert sum(allocation.amount_cents for allocation in allocations) + remaining == money_cents, "money was lost"
    return allocations


def follow_marks(money_cents: int, marks: Sequence[Mark], currency: str) -> list[Allocation]:
    """Allocate money as marked, in the marks' order; several allocations to one item become one (domain R12a).

    An exact amount is never capped. Raises, with the mark's index as path: ``NothingOpen`` for a mark with nothing open;
    ``OverReconciled`` for an exact amount beyond what is open, or beyond what earlier marks leave of the money.
    """
    remaining = money_cents
    still_open = {open_amount.item_id: open_amount.open_cents for mark in marks for open_amount in mark.open_amounts}
    allocated: dict[int, int] = {}
    for index, mark in enumerate(marks):
        if not any(open_amount.open_cents > 0 for open_amount in mark.open_amounts):
            obstacles = mark.obstacles or say("mark-nothing-left")
            raise NothingOpen(say("mark-nothing-open", obstacles=obstacles), str(index))
        open_amounts = [OpenAmount(item_id, still_open[item_id]) for item_id, _ in mark.open_amounts]
        limit = remaining if mark.amount_cents is None else mark.amount_cents
        _check_exact(mark, index, sum(open_amount.open_cents for open_amount in open_amounts), remaining, currency)
        for allocation in allocate(min(limit, remaining), open_amounts):
            still_open[allocation.item_id] -= allocation.amount_cents
            allocated[allocation.item_id] = allocated.get(allocation.item_id, 0) + allocation.amount_cents
            remaining -= allocation.amount_cents
    assert sum(allocated.values()) + remaining == money_cents, "money was lost"
    return [Allocation(item_id, amount) for item_id, amount in allocated.items()]


def _check_exact(mark: Mark, index: int, open_cents: int, remaining: int, currency: str) -> None:
    if mark.amount_cents is None:
        return
    requested = amount_text(mark.amount_cents, currency)
    message: Text
    if mark.amount_cents > open_cents:
        message = say("mark-above-open", requested=requested, most=amount_text(open_cents, currency))
        message = message if mark.obstacles is None else Joined.of([message, mark.obstacles])
    elif mark.amount_cents > remaining:
        message = say("mark-above-rest", requested=requested, most=amount_text(remaining, currency))
    else:
        return
    raise OverReconciled(message, str(index), "amountCents")


def pair_oldest_first(
    credits: Sequence[OpenAmount], debits: Sequence[OpenAmount], skip: Collection[tuple[int, int]] = ()
) -> list[Pairing]:
    """Pair credits with debits, both in the order given, until one side is used up (domain R9, R23).

    For a pair in ``skip``, the credit goes on to the next debit (domain R23a). A pair has at most one pairing.
    The time is nearly linear in the number of items when nothing is skipped.
    """
    return pair_first(credits, debits, skip).pairings


def pair_first(
    credits: Sequence[OpenAmount],
    debits: Sequence[OpenAmount],
    skip: Collection[tuple[int, int]] = (),
    most: int | None = None,
    *,
    more_credits: bool = False,
    more_debits: bool = False,
) -> Paired:
    """Return the first pairings, at most ``most``, of what ``pair_oldest_first`` gives for longer lists (domain R24b).

    ``more_credits`` and ``more_debits`` say that further ones follow those that are given. A credit that has money left
    when the given debits are used up goes on to one of those, so nothing is known beyond it.
    """
    still_open = [open_amount.open_cents for open_amount in debits]
    pairings: list[Pairing] = []
    first_open = 0
    whole = not more_credits
    for credit in credits:
        money = credit.open_cents
        at = first_open
        while money > 0 and at < len(debits):
            debit = debits[at]
            if still_open[at] > 0 and (credit.item_id, debit.item_id) not in skip:
                if len(pairings) == most:
                    return Paired(pairings, whole=False)
                allocated = min(money, still_open[at])
                pairings.append(Pairing(credit.item_id, debit.item_id, allocated))
                money -= allocated
                still_open[at] -= allocated
            at += 1
        while first_open < len(debits) and still_open[first_open] <= 0:
            first_open += 1
        if more_debits and money > 0:
            whole = False
            break
        if first_open == len(debits) and not more_debits:
            whole = True
            break
    assert all(remaining >= 0 for remaining in still_open), "an item was given more than it has open"
    return Paired(pairings, whole)
