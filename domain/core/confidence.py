"""Decide when a candidate is sure: it is the only one that fits, and nothing speaks against it (domain R26, R38b).

One wrong candidate called sure is worse than ten right ones that a person must check. So every doubt counts, and each is
stated: what the money's text says against it (``counter_evidence.py``), what its amount may mean besides, and what other
money on the account raises.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import comb, gcd

from domain.core.candidates import Candidate, CreditCandidates
from domain.core.counter_evidence import against
from domain.core.kinds import RECEIVED, SuggestionGround, TransactionKind
from domain.core.open_account import OpenAccount, OpenInvoice
from domain.core.proposal_case import AccountWords, Case
from domain.texts import Text, say

NAMING_KINDS = (*RECEIVED, TransactionKind.CREDIT)
"""Kinds whose text can name the invoice that they are for; the rest of a cancellation is for none."""
SURE_INVOICES_MAX = 3
"""Invoices in a sure sum. Of 26 open ones 2,951 sets have up to three, 80,730 four or five: some add up by chance."""
COINCIDENCE_FACTOR = 10
"""A sum is not a coincidence if there are ten times as many possible amounts as sets of invoices that could make one."""
PREPAYMENT_MAX = datetime.timedelta(days=31)
"""How long before its invoice money may be dated, if nothing but the amount points to the invoice."""


@dataclass(slots=True)
class Judgement:
    """The result for one credit: what speaks against each of its candidates, a sentence each.

    Its first candidate is sure if nothing speaks against it.
    """

    options: CreditCandidates
    doubts: list[list[Text]]

    @property
    def sure(self) -> Candidate | None:
        """The candidate that is sure, or None."""
        return self.options.candidates[0] if self.doubts and not self.doubts[0] else None

    @property
    def is_named(self) -> bool:
        """Whether its text makes it sure, which counts for more than its amount."""
        return self.sure is not None and self.sure.ground is SuggestionGround.NAMED

    def contest(self, doubt: Text) -> None:
        """Make it doubtful, because of something else on the account."""
        self.doubts[0].append(doubt)


def judge(account: OpenAccount, options: Sequence[CreditCandidates]) -> list[Judgement]:
    """Return for each credit what speaks against its candidates, in the order given."""
    doubts = _Doubts(account)
    judged = [doubts.judge(each) for each in options]
    _contest_names(judged)
    _contest_amounts(judged)
    _contest_parts(judged, account.invoices)
    return judged


class _Doubts:
    """Finds the doubts about a credit's candidates, apart from other credits."""

    def __init__(self, account: OpenAccount) -> None:
        self.account = account
        self.words = AccountWords(account)
        self.opens = sorted(invoice.open_cents for invoice in account.invoices)
        self.part_paid: defaultdict[int, list[OpenInvoice]] = defaultdict(list)
        for each in account.invoices:
            if each.open_cents < each.amount_cents:
                self.part_paid[each.amount_cents].append(each)

    def judge(self, options: CreditCandidates) -> Judgement:
        return Judgement(options, [list(dict.fromkeys(self._of(options, each))) for each in options.candidates])

    def _of(self, options: CreditCandidates, candidate: Candidate) -> Iterator[Text]:
        yield from against(Case(self.account, self.words, options, candidate))
        if candidate is not options.candidates[0]:
            yield OTHERS_FIT if candidate.exact and options.exact_count > 1 else OTHER_FIRST
        elif candidate.ground in {SuggestionGround.HINT, SuggestionGround.OLDEST}:
            yield NO_REASON
        elif not candidate.exact:
            yield say("doubt-not-exact")
        elif candidate.ground is SuggestionGround.NAMED:
            yield from self._of_name(options, candidate)
        else:
            yield from self._of_amount(options, candidate)

    def _of_name(self, options: CreditCandidates, first: Candidate) -> Iterator[Text]:
        if not {options.credit.item_id, *first.item_ids}.isdisjoint(self.account.invalid_item_ids):
            yield CONTRADICTORY
        if options.credit.kind not in NAMING_KINDS:
            yield say("doubt-of-cancellation")

    def _of_amount(self, options: CreditCandidates, first: Candidate) -> Iterator[Text]:
        credit, invoices = options.credit, self.account.invoices
        if credit.kind not in RECEIVED:
            yield say("doubt-chosen-by-nobody")
        if options.exact_count > 1:
            yield OTHERS_FIT
        if self.account.invalid_item_ids:
            yield CONTRADICTORY
        if credit.locked_item_ids:
            yield say("doubt-locked")
        if not (options.complete and self.account.complete):
            yield say("doubt-much-open")
        if first.ground is SuggestionGround.ITEM:
            yield say("doubt-part-of-invoice")
        if first.ground is SuggestionGround.SUM and len(first.invoices) < len(invoices):
            yield from self._of_sum(first, credit.open_cents)
        if any(invoice.date > credit.date + PREPAYMENT_MAX for invoice in first.invoices):
            yield say("doubt-long-before")
        yield from self._of_same_amount(first, credit.open_cents)

    def _of_sum(self, first: Candidate, cents: int) -> Iterator[Text]:
        """Yield doubts about a sum of some open invoices, but not all: it may come about by chance."""
        size = len(first.invoices)
        if size > SURE_INVOICES_MAX:
            yield say("doubt-many-invoices")
        smaller = sum(open_cents <= cents for open_cents in self.opens)
        sets = sum(comb(smaller, count) for count in range(1, size + 1))
        grain = gcd(*(invoice.open_cents for invoice in first.invoices))
        if sets * COINCIDENCE_FACTOR > cents // grain:
            yield say("doubt-round-amounts")

    def _of_same_amount(self, first: Candidate, cents: int) -> Iterator[Text]:
        """Yield doubts if something else has the same amount, although it cannot be reconciled with the money."""
        if cents in self.account.planned_cents:
            yield say("doubt-planned-amount")
        if cents in self.account.refund_cents:
            yield say("doubt-refund-amount")
        for part_paid in self.part_paid.get(cents, ()):
            if part_paid not in first.invoices:
                yield say("doubt-part-paid-amount", number=part_paid.number)


OTHERS_FIT = say("doubt-others-fit")
"""The doubt about each of several candidates that are equally good."""
OTHER_FIRST = say("doubt-other-first")
NO_REASON = say("doubt-no-reason")
CONTRADICTORY = say("doubt-contradictory")
"""The doubt about anything that contradictory imported reconciliations may have been for (domain R22)."""


def _contest_names(judged: Sequence[Judgement]) -> None:
    """Contest payments that name the same invoice, each for all of it: only one can be right."""
    claims = Counter(item_id for each in judged if each.sure and each.is_named for item_id in each.sure.item_ids)
    for each in judged:
        if each.sure and each.is_named and any(claims[item_id] > 1 for item_id in each.sure.item_ids):
            each.contest(say("doubt-named-by-other"))


def _contest_amounts(judged: Sequence[Judgement]) -> None:
    """Contest money that fits by its amount alone, if it would take what other money may need.

    Two credits cannot both be for one item. If another credit has exact candidates, and each conflicts with what is claimed,
    all their items are in doubt; if it has none and its search was incomplete, every claim is.
    """
    claims = Counter(item_id for each in judged if each.sure for item_id in each.sure.item_ids)
    doubtful = {item_id for item_id, count in claims.items() if count > 1}
    for each in judged:
        if each.sure is None and each.options.credit.kind in RECEIVED:
            wanted = [exact.item_ids for exact in each.options.candidates if exact.exact]
            if not wanted and not each.options.complete:
                doubtful |= claims.keys()
            elif all(items & claims.keys() for items in wanted):
                doubtful |= frozenset().union(*wanted)
    for each in judged:
        if each.sure and not each.is_named and each.sure.item_ids & doubtful:
            each.contest(say("doubt-other-money"))


def _contest_parts(judged: Sequence[Judgement], invoices: Sequence[OpenInvoice]) -> None:
    """Contest a payment that may pay one invoice together with another payment, though it fits another invoice by itself."""
    claimed = {item_id for each in judged if each.sure for item_id in each.sure.item_ids}
    free = [each for each in invoices if not any(item.open_amount.item_id in claimed for item in each.items)]
    money = Counter(each.options.credit.open_cents for each in judged if each.options.credit.kind in RECEIVED)
    for each in judged:
        cents = each.options.credit.open_cents
        if each.sure and not each.is_named:
            for invoice in free:
                rest = invoice.open_cents - cents
                if money[rest] > (rest == cents):
                    each.contest(say("doubt-together", number=invoice.number))
                    break
