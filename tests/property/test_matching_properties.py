"""For any account: proposals fit, a certain match is exact and unique, the work is bounded (domain R26)."""

import datetime
from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from domain.core.allocation import OpenAmount
from domain.core.amounts import ENOUGH, TERMS_MAX, VALUES_MAX, Amounts
from domain.core.kinds import TransactionKind
from domain.core.matching import STEPS_MAX, Proposal, propose
from domain.core.open_account import OpenAccount, OpenCredit, OpenInvoice, OpenItem
from tests.support.open_account import CREDITS

K = TransactionKind
DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 6, 30))
FEES = st.sampled_from([2_000, 2_500, 5_000, 7_500, 9_500, 12_000])
ODD = st.integers(1, 200)
KINDS = st.sampled_from([K.PAYMENT, K.PAYMENT, K.DEPOSIT, K.CREDIT, K.CANCELLATION])


@st.composite
def accounts(draw: st.DrawFn) -> OpenAccount:
    """Up to seven invoices of round fees or small odd amounts, and money that is mostly for some of them."""
    cents = draw(st.sampled_from([FEES, ODD, st.one_of(FEES, ODD)]))
    drawn = sorted(
        draw(st.lists(st.tuples(DAYS, st.lists(cents, min_size=1, max_size=3)), max_size=7)), key=lambda x: x[0]
    )
    invoices: list[OpenInvoice] = []
    for place, (day, amounts) in enumerate(drawn):
        first = sum(len(each.items) for each in invoices) + 1
        items = tuple(OpenItem(OpenAmount(first + n, amount), n + 1) for n, amount in enumerate(amounts))
        whole = sum(amounts) + draw(st.sampled_from([0, 0, 0, 2_500]))
        invoices.append(OpenInvoice(place, f"INV-1001-{place + 1}", day, whole, items))
    money = []
    for number in range(draw(st.integers(0, 5))):
        meant = (
            draw(st.lists(st.sampled_from(invoices), max_size=3, unique_by=lambda each: each.place)) if invoices else []
        )
        amount = sum(each.open_cents for each in meant) if meant and draw(st.booleans()) else draw(cents)
        named = draw(st.sampled_from([[], [], meant]))
        texts = (" ".join(each.number for each in named),) if named else ()
        money.append(OpenCredit(CREDITS + number, draw(KINDS), draw(DAYS), amount, texts))
    planned = draw(st.sets(cents, max_size=1))
    return OpenAccount("USD", money, invoices, planned_cents=planned)


def ways(account: OpenAccount, cents: int) -> set[frozenset[int]]:
    """Every way to use up exactly this money, by brute force: one item, or one to five whole invoices."""
    found = {
        frozenset({item.open_amount.item_id})
        for invoice in account.invoices
        for item in invoice.items
        if item.open_amount.open_cents == cents
    }
    for size in range(1, TERMS_MAX + 1):
        for chosen in combinations(account.invoices, size):
            if sum(invoice.open_cents for invoice in chosen) == cents:
                found.add(frozenset(item.open_amount.item_id for invoice in chosen for item in invoice.items))
    return found


def items_of(proposal: Proposal) -> frozenset[int]:
    return frozenset(allocation.item_id for allocation in proposal.allocations)


@given(accounts())
def test_a_proposal_is_within_the_open_amounts_of_both_sides(account: OpenAccount) -> None:
    open_of = {
        item.open_amount.item_id: item.open_amount.open_cents for invoice in account.invoices for item in invoice.items
    }
    money = {credit.item_id: credit.open_cents for credit in account.credits}
    found = propose(account).proposals
    for proposal in found:
        assert len(items_of(proposal)) == len(proposal.allocations) > 0
        assert all(0 < allocation.amount_cents <= open_of[allocation.item_id] for allocation in proposal.allocations)
        assert proposal.amount_cents <= money[proposal.credit_item_id]
        assert proposal.reason
    assert len({proposal.key for proposal in found}) == len(found)
    assert [each.credit_item_id for each in found] == sorted(each.credit_item_id for each in found)
    if account.invoices:
        assert {each.credit_item_id for each in found} == set(money)


@given(accounts())
def test_a_certain_match_is_exact_and_unique_unless_named(account: OpenAccount) -> None:
    open_of = {
        item.open_amount.item_id: item.open_amount.open_cents for invoice in account.invoices for item in invoice.items
    }
    for credit in account.credits:
        sure = [each for each in propose(account).proposals if each.credit_item_id == credit.item_id and each.sure]
        assert len(sure) <= 1
        for proposal in sure:
            assert proposal.amount_cents == credit.open_cents
            assert all(allocation.amount_cents == open_of[allocation.item_id] for allocation in proposal.allocations)
            assert items_of(proposal) in ways(account, credit.open_cents)
            assert credit.texts or ways(account, credit.open_cents) == {items_of(proposal)}


@given(accounts())
def test_several_matches_are_listed_together_and_none_is_certain(account: OpenAccount) -> None:
    found = propose(account).proposals
    for credit in account.credits:
        shown = [each for each in found if each.credit_item_id == credit.item_id]
        every = ways(account, credit.open_cents)
        if not credit.texts and len(every) > 1:
            assert len(shown) >= 2
            assert {items_of(each) for each in shown[:2]} <= every
            assert not any(each.sure for each in shown)
        if not credit.texts and every:
            assert items_of(shown[0]) in every


@given(accounts())
def test_all_certain_proposals_can_be_applied_together(account: OpenAccount) -> None:
    sure = [proposal for proposal in propose(account).proposals if proposal.sure]
    used = Counter(allocation.item_id for proposal in sure for allocation in proposal.allocations)
    assert not used or max(used.values()) == 1


@given(accounts(), st.integers(0, 50))
def test_proposals_are_deterministic_and_less_work_adds_no_certainty(account: OpenAccount, few: int) -> None:
    found = propose(account)
    assert propose(account) == found
    sure = {proposal.key for proposal in found.proposals if proposal.sure}
    assert {each.key for each in propose(account, few).proposals if each.sure} <= sure


@given(st.lists(st.one_of(ODD, st.integers(1, 20).map(lambda n: n * 50)), max_size=11), st.integers(1, 500))
def test_finds_the_sums_that_brute_force_finds(amounts: list[int], target: int) -> None:
    every = {
        chosen
        for size in range(2, TERMS_MAX + 1)
        for chosen in combinations(sorted(amounts), size)
        if sum(chosen) == target
    }
    found, whole = Amounts(amounts).sums(target, STEPS_MAX)
    assert len(set(found)) == len(found)
    assert set(found) == every if whole else set(found) <= every and len(found) >= ENOUGH


@given(
    st.lists(st.integers(1, 10**7), max_size=400), st.lists(st.integers(1, 10**8), max_size=6), st.integers(0, 3_000)
)
def test_the_work_on_sums_is_bounded(amounts: list[int], targets: list[int], steps_max: int) -> None:
    field = Amounts(amounts)
    for target in targets:
        field.sums(target, steps_max)
    table = VALUES_MAX * (VALUES_MAX + 1) // 2
    assert field.steps <= table + len(targets) * (steps_max + VALUES_MAX)
