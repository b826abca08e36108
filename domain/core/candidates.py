"""Find what money may be for: invoices that it names, amounts that it equals, else the oldest items (domain R26, R38a)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, islice, product
from typing import NamedTuple

from domain.core.allocation import Allocation, allocate
from domain.core.amounts import TERMS_MAX, Amounts, ExactSums
from domain.core.invoice_queue import InvoiceQueue
from domain.core.invoice_references import Mention, NumberIndex, best_mentions
from domain.core.kinds import SuggestionGround
from domain.core.money import amount_text
from domain.core.open_account import OpenAccount, OpenCredit, OpenInvoice, OpenItem
from domain.texts import Text, say

CANDIDATES_MAX = 5
"""Candidates of one credit. If more are equally good, the amount decides nothing, and the oldest are shown."""
SETS_MAX = 24
"""Sets of invoices with the same amounts among which the oldest are chosen."""


class Candidate(NamedTuple):
    """One thing that money may be for: the invoices, how much of each item, and the reason in words.

    ``exact`` if it uses up both the money and all that is open of what it pays.
    """

    ground: SuggestionGround
    invoices: tuple[OpenInvoice, ...]
    allocations: tuple[Allocation, ...]
    exact: bool
    text: Text

    @property
    def item_ids(self) -> frozenset[int]:
        """The items that it pays."""
        return frozenset(allocation.item_id for allocation in self.allocations)


@dataclass(frozen=True, slots=True)
class CreditCandidates:
    """What one credit may be for, best first, at most five.

    ``exact_count`` counts the candidates by exact amount, shown or not, up to one more than are shown. ``complete`` is false
    if the search for sums reached its limit. ``mentions`` are the numbers that its texts have, of invoices that are open
    (those in ``open_numbers``) or not; ``unknown_numbers`` stand beside a word for invoice, and no invoice has them;
    ``has_range`` if a text has a range of numbers, ``has_more`` if a list of numbers goes on with others.
    """

    credit: OpenCredit
    candidates: tuple[Candidate, ...]
    exact_count: int
    complete: bool
    mentions: Sequence[Mention]
    unknown_numbers: Sequence[str]
    open_numbers: Collection[str]
    has_range: bool
    has_more: bool


class InvoiceIndex:
    """An account's open invoices, indexed by amount and number; and all numbers that its texts may name, open or not."""

    def __init__(self, account: OpenAccount) -> None:
        invoices = account.invoices
        self.invoices = invoices
        self.amounts = Amounts(invoice.open_cents for invoice in invoices)
        self.by_number = {invoice.number: invoice for invoice in invoices}
        self.numbers = NumberIndex((*self.by_number, *account.settled_numbers, *account.other_numbers))
        self.by_cents: defaultdict[int, list[OpenInvoice]] = defaultdict(list)
        self.items_by_cents: defaultdict[int, list[tuple[OpenInvoice, OpenItem]]] = defaultdict(list)
        for invoice in invoices:
            self.by_cents[invoice.open_cents].append(invoice)
            if len(invoice.items) > 1:
                for item in invoice.items:
                    self.items_by_cents[item.open_amount.open_cents].append((invoice, item))
        self._sums: dict[int, ExactSums] = {}

    @cached_property
    def queue(self) -> InvoiceQueue:
        """What all its credits take from that nothing explains."""
        return InvoiceQueue(self.invoices)

    def sums(self, cents: int, steps_max: int) -> ExactSums:
        """Return ``Amounts.sums``, searched once for each amount."""
        if cents not in self._sums:
            self._sums[cents] = self.amounts.sums(cents, steps_max)
        return self._sums[cents]


def find_candidates(credit: OpenCredit, index: InvoiceIndex, steps_max: int, currency: str) -> CreditCandidates:
    """Return what a credit may be for, best first: named, exact, hinted at; the oldest items if there is nothing else.

    An exact sum that holds what is named comes before what is named with money left over (domain R38a).

    No candidate pays an item with which the credit has a locked reconciliation. Sums take at most ``steps_max``.
    """
    finder = _Finder(credit, index, currency)
    sums = index.sums(credit.open_cents, steps_max)
    exact = list(islice(chain(finder.invoices(), finder.items(), finder.sums(sums)), CANDIDATES_MAX + 1))
    named = finder.named(SuggestionGround.NAMED, finder.strong, certain=True)
    ranked = [
        *finder.sums_with_named(steps_max),
        *named,
        *exact,
        *finder.named(SuggestionGround.HINT, finder.weak, certain=False),
    ]
    allowed = [each for each in ranked if not each.item_ids & credit.locked_item_ids] or finder.oldest()
    best = tuple(islice(_distinct(allowed), CANDIDATES_MAX))
    return CreditCandidates(
        credit,
        best,
        len(exact),
        sums.complete,
        finder.mentions,
        finder.unknown_numbers,
        index.by_number,
        any(map(index.numbers.has_range, credit.texts)),
        any(map(index.numbers.has_more, credit.texts)),
    )


def _distinct(candidates: Sequence[Candidate]) -> Iterable[Candidate]:
    """Return the first of those with equal allocations."""
    if len(candidates) == 1:  # allocations to a long queue are not compared with nothing
        return candidates
    distinct: dict[tuple[Allocation, ...], Candidate] = {}
    for candidate in candidates:
        distinct.setdefault(candidate.allocations, candidate)
    return distinct.values()


class _Finder:
    """Finds one credit's candidates, ground by ground."""

    def __init__(self, credit: OpenCredit, index: InvoiceIndex, currency: str) -> None:
        self.credit = credit
        self.index = index
        self.currency = currency
        self.money = amount_text(credit.open_cents, currency)
        self.mentions = best_mentions(mention for text in credit.texts for mention in index.numbers.mentions(text))
        self.unknown_numbers = [
            number for number in map(index.numbers.unknown_invoice, credit.texts) if number is not None
        ]
        found = [mention for mention in self.mentions if mention.number in index.by_number]
        self.strong = self._invoices(mention for mention in found if mention.names)
        self.weak = self._invoices(found) if not self.strong else []

    def _invoices(self, mentions: Iterable[Mention]) -> list[OpenInvoice]:
        """Return the open invoices of mentions, in the order of R9."""
        return sorted((self.index.by_number[each.number] for each in mentions), key=lambda invoice: invoice.place)

    def named(self, ground: SuggestionGround, invoices: Sequence[OpenInvoice], *, certain: bool) -> Iterator[Candidate]:
        """Yield the invoices that its text names, together; nothing if there are none."""
        if not invoices:
            return
        open_cents = sum(invoice.open_cents for invoice in invoices)
        names = say("suggestion-names" if certain else "suggestion-may-name", invoices=_names(invoices))
        rest = self.credit.open_cents - open_cents
        text = say(
            "suggestion-named-more" if rest < 0 else "suggestion-named-less" if rest else "suggestion-named-exact",
            names=names,
            count=len(invoices),
            open=amount_text(open_cents, self.currency),
            money=self.money,
            rest=amount_text(rest, self.currency),
        )
        yield self._allocated(ground, invoices, text)

    def invoices(self) -> Iterator[Candidate]:
        """Yield single invoices with exactly the money open: first those that its text may name, then the oldest.

        Older invoices come first anyway, and so do those that existed when the money came.
        """
        found = self.index.by_cents.get(self.credit.open_cents, ())
        hinted = [invoice for invoice in self.weak if invoice.open_cents == self.credit.open_cents]
        for invoice in chain(hinted, (each for each in found if each not in hinted)):
            text = say("suggestion-invoice", number=invoice.number, money=self.money)
            yield self._allocated(SuggestionGround.INVOICE, [invoice], text)

    def items(self) -> Iterator[Candidate]:
        """Yield single items of larger invoices with exactly the money open."""
        for invoice, item in self.index.items_by_cents.get(self.credit.open_cents, ()):
            text = say("suggestion-item", position=item.position, number=invoice.number, money=self.money)
            allocations = (Allocation(item.open_amount.item_id, item.open_amount.open_cents),)
            yield Candidate(SuggestionGround.ITEM, (invoice,), allocations, exact=True, text=text)

    def sums(self, sums: ExactSums) -> Iterator[Candidate]:
        """Yield two to five invoices with exactly the money open together: fewest first, then the oldest."""
        found = islice(chain.from_iterable(map(self._sets, sums.found)), SETS_MAX)
        for invoices in sorted(found, key=lambda each: (len(each), [invoice.place for invoice in each])):
            text = say("suggestion-sum", numbers=_numbers(invoices), money=self.money)
            yield self._allocated(SuggestionGround.SUM, invoices, text)

    def sums_with_named(self, steps_max: int) -> Iterator[Candidate]:
        """Yield exact sums that hold all that its text names, with others for what would be left over."""
        named = sum(invoice.open_cents for invoice in self.strong)
        rest = self.credit.open_cents - named
        if not self.strong or len(self.strong) >= TERMS_MAX:
            return
        others = (invoice for invoice in self.index.by_cents.get(rest, ()) if invoice not in self.strong)
        sets = chain(([each] for each in others), chain.from_iterable(map(self._sets, self._sums_of(rest, steps_max))))
        for more in islice((each for each in sets if not any(one in self.strong for one in each)), CANDIDATES_MAX):
            text = say("suggestion-named-with", named=_names(self.strong), others=_names(more), money=self.money)
            invoices = sorted((*self.strong, *more), key=lambda invoice: invoice.place)
            yield self._allocated(SuggestionGround.SUM, invoices, text)

    def _sums_of(self, cents: int, steps_max: int) -> list[tuple[int, ...]]:
        """Return the amounts that add up to a sum, as many as with the named invoices are not too many."""
        found = self.index.sums(cents, steps_max).found
        return [amounts for amounts in found if len(amounts) + len(self.strong) <= TERMS_MAX]

    def _sets(self, amounts: tuple[int, ...]) -> Iterator[list[OpenInvoice]]:
        """Yield sets of invoices with these amounts open, the oldest of each amount first; not all, if many are equal."""
        choices = [
            islice(combinations(self.index.by_cents[cents], count), SETS_MAX)
            for cents, count in Counter(amounts).items()
        ]
        for chosen in product(*choices):
            yield sorted(chain.from_iterable(chosen), key=lambda invoice: invoice.place)

    def oldest(self) -> list[Candidate]:
        """Return the oldest open items, as far as the money goes, or nothing (domain R9)."""
        locked = self.credit.locked_item_ids
        queue = self.index.queue if not locked else InvoiceQueue(self.index.invoices, locked)
        used, allocations = queue.taken(self.credit.open_cents)
        text = say("suggestion-oldest", money=self.money)
        return [Candidate(SuggestionGround.OLDEST, used, allocations, exact=False, text=text)] if used else []

    def _allocated(self, ground: SuggestionGround, invoices: Sequence[OpenInvoice], text: Text) -> Candidate:
        """Return a candidate that allocates the money to the items of invoices, first to last (domain R8)."""
        open_amounts = chain.from_iterable(invoice.open_amounts for invoice in invoices)
        allocations = tuple(allocate(self.credit.open_cents, open_amounts))
        exact = sum(invoice.open_cents for invoice in invoices) == self.credit.open_cents
        return Candidate(ground, tuple(invoices), allocations, exact, text)


def _names(invoices: Sequence[OpenInvoice]) -> Text:
    """Return ``invoice 7`` or ``invoices 7, 8 and 9``."""
    return say("suggestion-invoices", count=len(invoices), numbers=_numbers(invoices))


def _numbers(invoices: Sequence[OpenInvoice]) -> Text | str:
    """Return ``7, 8 and 9``."""
    *rest, last = [invoice.number for invoice in invoices]
    return say("list-and", left=", ".join(rest), right=last) if rest else last
