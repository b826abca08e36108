"""What a sum of money takes of an account's oldest open items, for many sums (domain R9)."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable

from domain.core.allocation import Allocation, OpenAmount
from domain.core.open_account import OpenInvoice


class InvoiceQueue:
    """Open items of invoices in the order in which money takes them, without those of some ids (domain R9).

    A long queue is walked once: each sum of money then costs a search in it, and its allocations are shared.
    """

    def __init__(self, invoices: Iterable[OpenInvoice], without: Collection[int] = ()) -> None:
        self._invoices: list[OpenInvoice] = []
        self._open_amounts: list[OpenAmount] = []
        self._starts: list[int] = []
        """What older invoices take, for each invoice."""
        self._ends: list[int] = []
        """What older items and the item itself take, for each item."""
        cents = 0
        for invoice in invoices:
            free = [each for each in invoice.open_amounts if each.open_cents > 0 and each.item_id not in without]
            if free:
                self._invoices.append(invoice)
                self._starts.append(cents)
            for open_amount in free:
                cents += open_amount.open_cents
                self._open_amounts.append(open_amount)
                self._ends.append(cents)
        self._whole = tuple([Allocation(*each) for each in self._open_amounts])

    def taken(self, cents: int) -> tuple[tuple[OpenInvoice, ...], tuple[Allocation, ...]]:
        """Return the invoices that a sum of money reaches, and what it allocates to their items."""
        invoices = tuple(self._invoices[: bisect_left(self._starts, cents)])
        count = bisect_right(self._ends, cents)
        whole = self._whole[:count]
        rest = cents - (self._ends[count - 1] if count else 0)
        if rest <= 0 or count == len(self._whole):
            return invoices, whole
        return invoices, (*whole, Allocation(self._open_amounts[count].item_id, rest))
