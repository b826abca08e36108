"""What is open on an account, as the search for what money is for sees it: credits, and invoices with their open items."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.core.allocation import Room
from domain.core.kinds import TransactionKind


class OpenItem(NamedTuple):
    """An invoice item with something open, neither reconciled nor held by planned payments."""

    room: Room
    position: int


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """An invoice with its open items in listed order. ``place`` counts the account's open invoices in the order of R9."""

    place: int
    number: str
    date: datetime.date
    amount_cents: int
    items: tuple[OpenItem, ...]

    @property
    def open_cents(self) -> int:
        """What of it is open."""
        return sum(item.room.open_cents for item in self.items)


@dataclass(frozen=True, slots=True)
class OpenCredit:
    """A credit item with something open, and what its transaction says in words: reference and description.

    ``locked_item_ids`` are the open invoice items with which it has a locked reconciliation already: it can be given no
    more of them (domain R6a, R15).
    """

    item_id: int
    kind: TransactionKind
    date: datetime.date
    open_cents: int
    texts: tuple[str, ...] = ()
    locked_item_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """All that is open on an account: credits oldest first, invoices in the order of R9.

    Beside it what else money may be for: the amounts of outstanding planned payments and of open refunds, the numbers of
    the account's invoices that have nothing open, and of other accounts' invoices (of both, those that a text may name).
    ``faulty_item_ids`` are open items, of either side, whose reconciliations contradict them (domain R22). ``whole`` is
    false where there is more open than was read.
    """

    currency: str
    credits: Sequence[OpenCredit]
    invoices: Sequence[OpenInvoice]
    planned_cents: Collection[int] = frozenset()
    refund_cents: Collection[int] = frozenset()
    settled_numbers: Collection[str] = frozenset()
    other_numbers: Collection[str] = frozenset()
    faulty_item_ids: Collection[int] = frozenset()
    whole: bool = True
