"""When what money is for may be called sure: it is the only explanation, and nothing speaks against it (domain R26).

A wrong one called sure is worse than ten right ones that a person must look at. So every doubt counts, and the first is
said in words: doubts of one credit by itself, then those that other money on the account raises.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import comb, gcd

from domain.core.explanations import Explanation, Ground, Options
from domain.core.kinds import TransactionKind
from domain.core.naming import Numbers
from domain.core.open_account import OpenAccount, OpenInvoice

MONEY = frozenset({TransactionKind.PAYMENT, TransactionKind.DEPOSIT})
"""What somebody paid, in an amount of their choosing; the tool takes these by itself too (domain R23)."""
MEANT = MONEY | {TransactionKind.CREDIT}
"""What may be meant for an invoice by naming it; a cancellation's rest is meant for nothing."""
MOST_SURE = 3
"""Invoices in a sure sum. Of 26 open ones 2,951 sets have up to three, 80,730 four or five: too many to be no chance."""
CHANCE = 10
"""A sum is no chance where possible amounts are ten times as many as the sets of invoices that could make one."""
AHEAD = datetime.timedelta(days=31)
"""How long before its invoice money may be dated, to be meant for it by its amount alone."""


@dataclass(slots=True)
class Judgement:
    """What was found of one credit. ``sure`` is its first explanation, unless something speaks against it.

    ``doubt`` says what does, as the end of a sentence; empty where the explanation says it itself.
    """

    options: Options
    sure: Explanation | None = None
    doubt: str = ""

    @property
    def is_named(self) -> bool:
        """Whether it is sure by its text, which is more than by its amount."""
        return self.sure is not None and self.sure.ground is Ground.NAMED

    def contest(self, doubt: str) -> None:
        """Something else on the account speaks against it."""
        self.sure, self.doubt = None, doubt


def judge(account: OpenAccount, options: Sequence[Options]) -> list[Judgement]:
    """Whether each credit's first explanation is sure, in the order given."""
    doubts = _Doubts(account)
    judged = [doubts.judge(each) for each in options]
    _contest_names(judged)
    _contest_amounts(judged)
    _contest_parts(judged, account.invoices)
    return judged


class _Doubts:
    """What of a credit by itself speaks against its first explanation."""

    def __init__(self, account: OpenAccount) -> None:
        self.account = account
        self.settled = Numbers(account.settled_numbers)
        self.others = Numbers(account.other_numbers)
        self.opens = sorted(invoice.open_cents for invoice in account.invoices)
        self.part_paid: defaultdict[int, list[OpenInvoice]] = defaultdict(list)
        for each in account.invoices:
            if each.open_cents < each.amount_cents:
                self.part_paid[each.amount_cents].append(each)

    def judge(self, options: Options) -> Judgement:
        first = options.explanations[0] if options.explanations else None
        if first is None or not first.exact or first.ground in (Ground.HINT, Ground.OLDEST):
            return Judgement(options)
        doubts = self._of_name(options, first) if first.ground is Ground.NAMED else self._of_amount(options, first)
        doubt = next(doubts, "")
        return Judgement(options, None if doubt else first, doubt)

    def _of_name(self, options: Options, first: Explanation) -> Iterator[str]:
        if not {options.credit.item_id, *first.item_ids}.isdisjoint(self.account.faulty_item_ids):
            yield FAULTY
        if options.credit.kind not in MEANT:
            yield "what is left of a cancellation was paid for something else"
        yield from self._of_names_elsewhere(options)

    def _of_names_elsewhere(self, options: Options) -> Iterator[str]:
        for text in options.credit.texts:
            for number in self.settled.named_in(text):
                yield f"it may name invoice {number}, which has nothing open"
            for number, strong in self.others.named_in(text).items():
                if strong:
                    yield f"it names invoice {number} of another account"

    def _of_amount(self, options: Options, first: Explanation) -> Iterator[str]:
        credit, invoices = options.credit, self.account.invoices
        if credit.kind not in MONEY:
            yield "nobody chose this amount to pay for something"
        yield from (f"it may name invoice {each.number}" for each in options.named if each not in first.invoices)
        yield from self._of_names_elsewhere(options)
        if options.by_amount > 1:
            yield OTHERS_FIT
        if self.account.faulty_item_ids:
            yield FAULTY
        if credit.locked_item_ids:
            yield "a locked reconciliation joins this money with another item, which may be meant"
        if not (options.whole and self.account.whole):
            yield "so much is open that it may be the sum of others"
        if first.ground is Ground.ITEM:
            yield "it may as well be a part of the whole invoice"
        if first.ground is Ground.SUM and len(first.invoices) < len(invoices):
            yield from self._of_sum(first, credit.open_cents)
        if any(invoice.date > credit.date + AHEAD for invoice in first.invoices):
            yield "the money is dated long before the invoice"
        yield from self._of_same_amount(first, credit.open_cents)

    def _of_sum(self, first: Explanation, cents: int) -> Iterator[str]:
        """A sum of some of the open invoices, but not of all, may come about by chance."""
        size = len(first.invoices)
        if size > MOST_SURE:
            yield "sums of so many invoices come about by chance"
        smaller = sum(open_cents <= cents for open_cents in self.opens)
        sets = sum(comb(smaller, count) for count in range(1, size + 1))
        grain = gcd(*(invoice.open_cents for invoice in first.invoices))
        if sets * CHANCE > cents // grain:
            yield "round amounts add up to each other by chance"

    def _of_same_amount(self, first: Explanation, cents: int) -> Iterator[str]:
        """Other things of the same amount that the money may be for, though it cannot be reconciled with them."""
        if cents in self.account.planned_cents:
            yield "a planned payment of the same amount is still to come"
        if cents in self.account.refund_cents:
            yield "a refund of the same amount is open"
        for part_paid in self.part_paid.get(cents, ()):
            if part_paid not in first.invoices:
                yield f"invoice {part_paid.number} was for the same amount and is paid in part"


OTHERS_FIT = "something else fits as well"
"""The doubt of each of several explanations that are equally good."""
FAULTY = "reconciliations on the account contradict each other and must be mended first"
"""The doubt of whatever imported contradictions may have been meant for (domain R22)."""


def _contest_names(judged: Sequence[Judgement]) -> None:
    """Two payments that name one invoice, each for all of it: one of them is wrong."""
    claims = Counter(item_id for each in judged if each.sure and each.is_named for item_id in each.sure.item_ids)
    for each in judged:
        if each.sure and each.is_named and any(claims[item_id] > 1 for item_id in each.sure.item_ids):
            each.contest("other money names it as well")


def _contest_amounts(judged: Sequence[Judgement]) -> None:
    """Money that fits by its amount alone must leave other money what that needs.

    Two credits cannot both be for one item. Where another credit has explanations to the cent, but none that leaves alone
    what others claim, all that it wants is in doubt; and where it was not looked through for what it wants, everything is.
    """
    claims = Counter(item_id for each in judged if each.sure for item_id in each.sure.item_ids)
    doubtful = {item_id for item_id, count in claims.items() if count > 1}
    for each in judged:
        if each.sure is None and each.options.credit.kind in MONEY:
            wanted = [exact.item_ids for exact in each.options.explanations if exact.exact]
            if not wanted and not each.options.whole:
                doubtful |= claims.keys()
            elif all(items & claims.keys() for items in wanted):
                doubtful |= frozenset().union(*wanted)
    for each in judged:
        if each.sure and not each.is_named and each.sure.item_ids & doubtful:
            each.contest("other money on the account may be for it")


def _contest_parts(judged: Sequence[Judgement], invoices: Sequence[OpenInvoice]) -> None:
    """Two payments may make up one invoice together, though one of them fits another invoice by itself."""
    claimed = {item_id for each in judged if each.sure for item_id in each.sure.item_ids}
    free = [each for each in invoices if not any(item.room.item_id in claimed for item in each.items)]
    money = Counter(each.options.credit.open_cents for each in judged if each.options.credit.kind in MONEY)
    for each in judged:
        cents = each.options.credit.open_cents
        if each.sure and not each.is_named:
            for invoice in free:
                rest = invoice.open_cents - cents
                if money[rest] > (rest == cents):
                    each.contest(f"together with other money it makes up invoice {invoice.number}")
                    break
