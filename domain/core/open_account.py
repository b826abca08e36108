"""What is open on an account, as input of the search for suggestions: credits, and invoices with their open items."""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from domain.core.allocation import OpenAmount
from domain.core.kinds import PaymentMethod, TransactionKind


class OpenItem(NamedTuple):
    """An invoice item with an open amount, neither reconciled nor held by planned payments.

    ``category`` is the title of its ledger code, ``member_id`` who it is for.
    """

    open_amount: OpenAmount
    position: int
    description: str = ""
    category: str = ""
    member_id: int | None = None


@dataclass(frozen=True)
class OpenInvoice:
    """An invoice with its open items in listed order; ``place`` is its index among the account's, in the order of R9."""

    place: int
    number: str
    date: datetime.date
    amount_cents: int
    items: tuple[OpenItem, ...]

    @cached_property
    def open_cents(self) -> int:
        """How much of it is open."""
        return sum(item.open_amount.open_cents for item in self.items)

    @property
    def open_amounts(self) -> Iterator[OpenAmount]:
        """The open amounts of its items, in listed order."""
        return (item.open_amount for item in self.items)


@dataclass(frozen=True, slots=True)
class OpenCredit:
    """A credit item with an open amount, and the texts of its transaction: reference and description.

    ``locked_item_ids`` are the open invoice items with which it already has a locked reconciliation: it cannot pay more of
    them (domain R6a, R15).
    """

    item_id: int
    kind: TransactionKind
    date: datetime.date
    open_cents: int
    texts: tuple[str, ...] = ()
    method: PaymentMethod | None = None
    locked_item_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """All that is open on an account: credits oldest first, invoices in the order of R9.

    Money may also be for something else: so there are the amounts of outstanding planned payments and of open refunds, and,
    as far as a text may name them, the numbers of settled invoices and of other accounts' invoices. ``members`` are the
    names of its members by id; ``other_texts`` is what its settled items are for, ``categories`` are all ledger codes.
    ``invalid_item_ids`` are open items of either side whose reconciliations contradict them (domain R22). ``complete`` is
    false if more is open than was read, ``texts_complete`` if more numbers are in its texts than were looked up.
    """

    currency: str
    credits: Sequence[OpenCredit]
    invoices: Sequence[OpenInvoice]
    planned_cents: Collection[int] = frozenset()
    refund_cents: Collection[int] = frozenset()
    settled_numbers: Collection[str] = frozenset()
    other_numbers: Collection[str] = frozenset()
    owner_name: str = ""
    members: Mapping[int, str] = field(default_factory=dict)
    other_texts: Collection[str] = frozenset()
    categories: Collection[str] = frozenset()
    invalid_item_ids: Collection[int] = frozenset()
    complete: bool = True
    texts_complete: bool = True
