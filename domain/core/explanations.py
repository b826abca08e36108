"""What money may be for: invoices that it names, amounts that it equals, and the oldest as a last resort (domain R26)."""

import enum
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice, product
from typing import NamedTuple

from domain.core.allocation import Part, Room, spread
from domain.core.amounts import Amounts, ExactSums
from domain.core.money import amount_text
from domain.core.naming import Numbers
from domain.core.open_account import OpenCredit, OpenInvoice, OpenItem

MOST_SHOWN = 5
"""Explanations of one credit. Where more are equally good, the amount decides nothing, and the oldest are shown."""


MOST_SETS = 24
"""Sets of invoices that are made of equal amounts, to choose the oldest from."""


class Ground(enum.Enum):
    """Why money may be for something, strongest first."""

    NAMED = "NAMED"  # its text names the invoices
    INVOICE = "INVOICE"  # one invoice has exactly this open
    ITEM = "ITEM"  # one item of a larger invoice has exactly this open
    SUM = "SUM"  # two to five invoices have exactly this open together
    HINT = "HINT"  # its text has something in it that may be an invoice's number
    OLDEST = "OLDEST"  # nothing better is known


class Explanation(NamedTuple):
    """One thing that money may be for: which invoices, how much of which item, and why in words.

    ``exact`` where it uses up both the money and all that is open of what it pays.
    """

    ground: Ground
    invoices: tuple[OpenInvoice, ...]
    edges: tuple[Part, ...]
    exact: bool
    text: str

    @property
    def item_ids(self) -> frozenset[int]:
        """The items that it pays."""
        return frozenset(part.item_id for part in self.edges)


@dataclass(frozen=True, slots=True)
class Options:
    """All that one credit may be for, best first, at most five.

    ``by_amount`` counts the exact ones by amount, shown or not, each set of items once; ``whole`` is false where not all
    sums could be looked through. ``named`` are the invoices that its text names, strongly or weakly.
    """

    credit: OpenCredit
    explanations: tuple[Explanation, ...]
    by_amount: int
    whole: bool
    named: tuple[OpenInvoice, ...]


class Field:
    """An account's open invoices, made ready for looking up amounts and numbers."""

    def __init__(self, invoices: Sequence[OpenInvoice]) -> None:
        self.invoices = invoices
        self.amounts = Amounts(invoice.open_cents for invoice in invoices)
        self.numbers = Numbers(invoice.number for invoice in invoices)
        self.by_number = {invoice.number: invoice for invoice in invoices}
        self.by_cents: defaultdict[int, list[OpenInvoice]] = defaultdict(list)
        self.items_by_cents: defaultdict[int, list[tuple[OpenInvoice, OpenItem]]] = defaultdict(list)
        for invoice in invoices:
            self.by_cents[invoice.open_cents].append(invoice)
            if len(invoice.items) > 1:
                for item in invoice.items:
                    self.items_by_cents[item.room.open_cents].append((invoice, item))
        self._sums: dict[int, ExactSums] = {}

    def sums(self, cents: int, most_steps: int) -> ExactSums:
        """``Amounts.sums``, looked for once an amount."""
        if cents not in self._sums:
            self._sums[cents] = self.amounts.sums(cents, most_steps)
        return self._sums[cents]


def explain(credit: OpenCredit, field: Field, most_steps: int, currency: str) -> Options:
    """What a credit may be for, best first: named, exact, hinted at; the oldest items where there is nothing else.

    Nothing is given to an item with which it has a locked reconciliation. Takes at most ``most_steps`` to look for sums.
    """
    finder = _Finder(credit, field, amount_text(credit.open_cents, currency), currency)
    sums = field.sums(credit.open_cents, most_steps)
    exact = list(islice(chain(finder.invoices(), finder.items(), finder.sums(sums)), MOST_SHOWN + 1))
    by_amount = max(len(exact), finder.count())
    ranked = [*finder.named(), *exact, *finder.hinted()]
    allowed = [each for each in ranked if not each.item_ids & credit.locked_item_ids] or finder.oldest()
    distinct: dict[tuple[Part, ...], Explanation] = {}
    for explanation in allowed:
        distinct.setdefault(explanation.edges, explanation)
    best = tuple(islice(distinct.values(), MOST_SHOWN))
    return Options(credit, best, by_amount, sums.whole, (*finder.strong, *finder.weak))


class _Finder:
    """Finds one credit's explanations, ground by ground."""

    def __init__(self, credit: OpenCredit, field: Field, money: str, currency: str) -> None:
        self.credit = credit
        self.field = field
        self.money = money
        self.currency = currency
        named: dict[str, bool] = {}
        for text in credit.texts:
            for number, strong in field.numbers.named_in(text).items():
                named[number] = strong or named.get(number, False)
        found = sorted((field.by_number[number] for number in named), key=lambda invoice: invoice.place)
        self.strong = [invoice for invoice in found if named[invoice.number]]
        self.weak = [invoice for invoice in found if not named[invoice.number]] if not self.strong else []

    def named(self) -> list[Explanation]:
        """The invoices that are named, together."""
        return [self._named(Ground.NAMED, self.strong, "It names")] if self.strong else []

    def hinted(self) -> list[Explanation]:
        """The invoices that may be named, together."""
        return [self._named(Ground.HINT, self.weak, "It may name")] if self.weak else []

    def _named(self, ground: Ground, invoices: Sequence[OpenInvoice], says: str) -> Explanation:
        open_cents = sum(invoice.open_cents for invoice in invoices)
        together = " together" if len(invoices) > 1 else ""
        text = f"{says} {_names(invoices)}, where "
        if open_cents == self.credit.open_cents:
            text += f"exactly {self.money} is open{together}."
        elif open_cents > self.credit.open_cents:
            text += f"{amount_text(open_cents, self.currency)} is open{together}: more than its {self.money}."
        else:
            left = amount_text(self.credit.open_cents - open_cents, self.currency)
            text += f"{amount_text(open_cents, self.currency)} is open{together}: {left} would be left over."
        return self._spread(ground, invoices, text)

    def invoices(self) -> Iterator[Explanation]:
        """Single invoices with exactly the money open: those that may be named first, then the oldest.

        Invoices are in the order of their dates, so that those which were there when the money came stand first anyway.
        """
        found = self.field.by_cents.get(self.credit.open_cents, ())
        hinted = [invoice for invoice in self.weak if invoice.open_cents == self.credit.open_cents]
        for invoice in chain(hinted, (each for each in found if each not in hinted)):
            text = f"Invoice {invoice.number} has exactly {self.money} open."
            yield self._spread(Ground.INVOICE, [invoice], text)

    def items(self) -> Iterator[Explanation]:
        """Single items of larger invoices with exactly the money open."""
        for invoice, item in self.field.items_by_cents.get(self.credit.open_cents, ()):
            text = f"Item {item.position} of invoice {invoice.number} has exactly {self.money} open."
            edges = (Part(item.room.item_id, item.room.open_cents),)
            yield Explanation(Ground.ITEM, (invoice,), edges, exact=True, text=text)

    def sums(self, sums: ExactSums) -> Iterator[Explanation]:
        """Two to five invoices with exactly the money open together: fewest first, then the oldest."""
        found = islice(chain.from_iterable(map(self._sets, sums.found)), MOST_SETS)
        for invoices in sorted(found, key=lambda each: (len(each), [invoice.place for invoice in each])):
            text = f"{_names(invoices, 'Invoice')} have exactly {self.money} open together."
            yield self._spread(Ground.SUM, invoices, text)

    def _sets(self, amounts: tuple[int, ...]) -> Iterator[list[OpenInvoice]]:
        """Sets of invoices that have these amounts open, the oldest of each amount first: of many equals, some."""
        choices = [
            islice(combinations(self.field.by_cents[cents], count), MOST_SETS)
            for cents, count in Counter(amounts).items()
        ]
        for chosen in product(*choices):
            yield sorted(chain.from_iterable(chosen), key=lambda invoice: invoice.place)

    def count(self) -> int:
        """How many invoices and items have exactly the money open."""
        cents = self.credit.open_cents
        return len(self.field.by_cents.get(cents, ())) + len(self.field.items_by_cents.get(cents, ()))

    def oldest(self) -> list[Explanation]:
        """The oldest open items, as far as the money goes (domain R9)."""
        used: list[OpenInvoice] = []
        rooms: list[Room] = []
        left = self.credit.open_cents
        for invoice in self.field.invoices:
            free = [item.room for item in invoice.items if item.room.item_id not in self.credit.locked_item_ids]
            if left > 0 and free:
                used.append(invoice)
                rooms += free
                left -= sum(room.open_cents for room in free)
        text = f"Nothing has exactly {self.money} open; this is what the oldest open items would take."
        edges = tuple(spread(self.credit.open_cents, rooms))
        return [Explanation(Ground.OLDEST, tuple(used), edges, exact=False, text=text)] if used else []

    def _spread(self, ground: Ground, invoices: Sequence[OpenInvoice], text: str) -> Explanation:
        """An explanation that gives the money to the items of invoices, first to last (domain R8)."""
        edges = tuple(spread(self.credit.open_cents, (item.room for invoice in invoices for item in invoice.items)))
        exact = sum(invoice.open_cents for invoice in invoices) == self.credit.open_cents
        return Explanation(ground, tuple(invoices), edges, exact, text)


def _names(invoices: Iterable[OpenInvoice], word: str = "invoice") -> str:
    """``invoice 7``, ``invoices 7, 8 and 9``."""
    *rest, last = [invoice.number for invoice in invoices]
    return f"{word}s {', '.join(rest)} and {last}" if rest else f"{word} {last}"
