"""Whatever is open: proposals fit into it, what is sure is exact and the only one, and the work is bounded (domain R26)."""

import datetime
from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from domain.core.allocation import Room
from domain.core.amounts import ENOUGH, MOST, MOST_VALUES, Amounts
from domain.core.kinds import TransactionKind
from domain.core.matching import MOST_STEPS, Proposal, propose
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
        items = tuple(OpenItem(Room(first + n, amount), n + 1) for n, amount in enumerate(amounts))
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
        frozenset({item.room.item_id})
        for invoice in account.invoices
        for item in invoice.items
        if item.room.open_cents == cents
    }
    for size in range(1, MOST + 1):
        for chosen in combinations(account.invoices, size):
            if sum(invoice.open_cents for invoice in chosen) == cents:
                found.add(frozenset(item.room.item_id for invoice in chosen for item in invoice.items))
    return found


def items_of(proposal: Proposal) -> frozenset[int]:
    return frozenset(part.item_id for part in proposal.edges)


@given(accounts())
def test_a_proposal_is_within_what_is_open_on_both_sides(account: OpenAccount) -> None:
    open_of = {item.room.item_id: item.room.open_cents for invoice in account.invoices for item in invoice.items}
    money = {credit.item_id: credit.open_cents for credit in account.credits}
    found = propose(account).proposals
    for proposal in found:
        assert len(items_of(proposal)) == len(proposal.edges) > 0
        assert all(0 < part.amount_cents <= open_of[part.item_id] for part in proposal.edges)
        assert proposal.amount_cents <= money[proposal.credit_item_id]
        assert proposal.reason
    assert len({proposal.key for proposal in found}) == len(found)
    assert [each.credit_item_id for each in found] == sorted(each.credit_item_id for each in found)
    if account.invoices:
        assert {each.credit_item_id for each in found} == set(money)


@given(accounts())
def test_what_is_sure_is_exact_and_the_only_one_unless_it_is_named(account: OpenAccount) -> None:
    open_of = {item.room.item_id: item.room.open_cents for invoice in account.invoices for item in invoice.items}
    for credit in account.credits:
        sure = [each for each in propose(account).proposals if each.credit_item_id == credit.item_id and each.sure]
        assert len(sure) <= 1
        for proposal in sure:
            assert proposal.amount_cents == credit.open_cents
            assert all(part.amount_cents == open_of[part.item_id] for part in proposal.edges)
            assert items_of(proposal) in ways(account, credit.open_cents)
            assert credit.texts or ways(account, credit.open_cents) == {items_of(proposal)}


@given(accounts())
def test_several_ways_are_shown_together_and_none_of_them_is_sure(account: OpenAccount) -> None:
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
def test_all_that_is_sure_can_be_applied_together(account: OpenAccount) -> None:
    sure = [proposal for proposal in propose(account).proposals if proposal.sure]
    used = Counter(part.item_id for proposal in sure for part in proposal.edges)
    assert not used or max(used.values()) == 1


@given(accounts(), st.integers(0, 50))
def test_the_same_account_gives_the_same_and_less_work_gives_nothing_sure_that_more_does_not(
    account: OpenAccount, few: int
) -> None:
    found = propose(account)
    assert propose(account) == found
    sure = {proposal.key for proposal in found.proposals if proposal.sure}
    assert {each.key for each in propose(account, few).proposals if each.sure} <= sure


@given(st.lists(st.one_of(ODD, st.integers(1, 20).map(lambda n: n * 50)), max_size=11), st.integers(1, 500))
def test_sums_are_found_as_trying_every_set_finds_them(amounts: list[int], target: int) -> None:
    every = {
        chosen for size in range(2, MOST + 1) for chosen in combinations(sorted(amounts), size) if sum(chosen) == target
    }
    found, whole = Amounts(amounts).sums(target, MOST_STEPS)
    assert len(set(found)) == len(found)
    assert set(found) == every if whole else set(found) <= every and len(found) >= ENOUGH


@given(
    st.lists(st.integers(1, 10**7), max_size=400), st.lists(st.integers(1, 10**8), max_size=6), st.integers(0, 3_000)
)
def test_the_work_on_sums_is_bounded(amounts: list[int], targets: list[int], most_steps: int) -> None:
    field = Amounts(amounts)
    for target in targets:
        field.sums(target, most_steps)
    table = MOST_VALUES * (MOST_VALUES + 1) // 2
    assert field.steps <= table + len(targets) * (most_steps + MOST_VALUES)
