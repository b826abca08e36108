"""Which credit pays which item, by example."""

import pytest

from domain.core.allocation import (
    Allocation,
    Mark,
    OpenAmount,
    Pairing,
    allocate,
    follow_marks,
    pair_first,
    pair_oldest_first,
)
from domain.errors import NothingOpen, OverReconciled, Refusal
from domain.texts import say

CLASSES = [OpenAmount(1, 7_500), OpenAmount(2, 7_500), OpenAmount(3, 2_000)]


def test_the_worked_example_75_25_0() -> None:
    """Items are paid in listed order (domain R8, R10)."""
    assert allocate(10_000, CLASSES) == [Allocation(1, 7_500), Allocation(2, 2_500)]


def test_an_amount_beyond_the_total_remains() -> None:
    assert sum(allocation.amount_cents for allocation in allocate(20_000, CLASSES)) == 17_000


def test_skips_free_items() -> None:
    assert allocate(100, [OpenAmount(1, 0), OpenAmount(2, 300)]) == [Allocation(2, 100)]


def test_the_oldest_money_goes_to_the_oldest_item() -> None:
    """Domain R9."""
    assert pair_oldest_first([OpenAmount(1, 100), OpenAmount(2, 50)], [OpenAmount(8, 80), OpenAmount(9, 90)]) == [
        Pairing(1, 8, 80),
        Pairing(1, 9, 20),
        Pairing(2, 9, 50),
    ]


def test_skips_a_locked_pair_and_allocates_to_the_next_item() -> None:
    assert pair_oldest_first([OpenAmount(1, 100)], [OpenAmount(8, 80), OpenAmount(9, 90)], {(1, 8)}) == [
        Pairing(1, 9, 90)
    ]


def test_leaves_a_skipped_item_for_the_next_credit() -> None:
    pairings = pair_oldest_first([OpenAmount(1, 50), OpenAmount(2, 60)], [OpenAmount(8, 80)], {(1, 8)})
    assert pairings == [Pairing(2, 8, 60)]


def test_an_item_that_is_used_up_is_passed_over_behind_one_that_is_skipped() -> None:
    debits = [OpenAmount(8, 80), OpenAmount(9, 50), OpenAmount(10, 30)]
    pairings = pair_oldest_first([OpenAmount(1, 50), OpenAmount(2, 50)], debits, {(1, 8), (2, 8)})
    assert pairings == [Pairing(1, 9, 50), Pairing(2, 10, 30)]


def test_marks_are_followed_in_the_order_given() -> None:
    assert follow_marks(100, [Mark((OpenAmount(2, 80),)), Mark((OpenAmount(1, 80),))], "USD") == [
        Allocation(2, 80),
        Allocation(1, 20),
    ]


def test_marks_on_one_item_add_up_to_one_allocation() -> None:
    assert follow_marks(100, [Mark((OpenAmount(1, 80),), 30), Mark((OpenAmount(1, 80),), 20)], "USD") == [
        Allocation(1, 50)
    ]


def test_a_mark_after_the_money_is_used_up_is_allowed() -> None:
    assert follow_marks(50, [Mark((OpenAmount(1, 80),)), Mark((OpenAmount(2, 80),))], "USD") == [Allocation(1, 50)]


@pytest.mark.parametrize(
    ("money", "marks", "refusal", "field"),
    [
        (100, [Mark((OpenAmount(1, 80),), 81)], OverReconciled, ("0", "amountCents")),
        (100, [Mark((OpenAmount(1, 80),), 60), Mark((OpenAmount(2, 80),), 60)], OverReconciled, ("1", "amountCents")),
        (100, [Mark((OpenAmount(1, 80),)), Mark((OpenAmount(2, 80),), 30)], OverReconciled, ("1", "amountCents")),
        (100, [Mark((OpenAmount(1, 80),), 50), Mark((OpenAmount(1, 80),), 40)], OverReconciled, ("1", "amountCents")),
        (100, [Mark((OpenAmount(1, 0),))], NothingOpen, ("0",)),
        (100, [Mark((OpenAmount(1, 10),)), Mark(())], NothingOpen, ("1",)),
    ],
    ids=["beyond-room", "beyond-money", "after-money-used", "same-item-twice", "nothing-open", "no-items"],
)
def test_an_exact_amount_is_never_capped(
    money: int, marks: list[Mark], refusal: type[Refusal], field: tuple[str, ...]
) -> None:
    """Domain R12a."""
    with pytest.raises(refusal) as refused:
        follow_marks(money, marks, "USD")
    assert refused.value.field == field


def test_an_exact_amount_may_take_all_that_is_open_and_all_that_is_left_of_the_money() -> None:
    marks = [Mark((OpenAmount(1, 80),), 80), Mark((OpenAmount(2, 80),), 20)]
    assert follow_marks(100, marks, "USD") == [Allocation(1, 80), Allocation(2, 20)]


def test_a_refused_mark_says_what_uses_the_item_up() -> None:
    held = say("closed-leave-method")
    with pytest.raises(NothingOpen, match=r"leave it out\. Nothing is left to pay for it\."):
        follow_marks(100, [Mark((OpenAmount(1, 0),))], "USD")
    with pytest.raises(NothingOpen, match=r"leave it out\. Leave its method as it is"):
        follow_marks(100, [Mark((OpenAmount(1, 0),), obstacles=held)], "USD")
    with pytest.raises(OverReconciled, match=r"or leave the amount out\. Leave its method as it is"):
        follow_marks(100, [Mark((OpenAmount(1, 80),), 81, held)], "USD")
    with pytest.raises(OverReconciled, match=r"or leave the amount out\.$"):
        follow_marks(100, [Mark((OpenAmount(1, 80),), 81)], "USD")


def opened(first_id: int, *cents: int) -> list[OpenAmount]:
    return [OpenAmount(item_id, each) for item_id, each in enumerate(cents, first_id)]


@pytest.mark.parametrize(
    ("credits", "debits", "pairings"),
    [
        ([50, 50], [50, 50], [(1, 8, 50), (2, 9, 50)]),
        ([80], [80, 90], [(1, 8, 80)]),
        ([100, 100], [30, 20], [(1, 8, 30), (1, 9, 20)]),
        ([80, 1], [81], [(1, 8, 80), (2, 8, 1)]),
        ([81], [80, 1], [(1, 8, 80), (1, 9, 1)]),
        ([0, 50], [0, 50], [(2, 9, 50)]),
        ([], [10], []),
        ([10], [], []),
    ],
)
def test_pairs_to_the_last_cent_and_never_with_nothing(credits, debits, pairings) -> None:
    assert pair_oldest_first(opened(1, *credits), opened(8, *debits)) == [Pairing(*each) for each in pairings]


def test_the_first_pairings_are_those_of_the_longer_list() -> None:
    """Domain R24b."""
    both = opened(1, 50, 50), opened(8, 80, 90)
    pairings = [Pairing(1, 8, 50), Pairing(2, 8, 30), Pairing(2, 9, 20)]
    assert pair_first(*both) == (pairings, True)
    assert pair_first(*both, most=3) == (pairings, True)
    assert pair_first(*both, most=2) == (pairings[:2], False)
    assert pair_first(*both, most=0) == ([], False)


@pytest.mark.parametrize(
    ("credits", "debits", "more", "whole"),
    [
        ([50], [80], {"more_credits": True}, False),
        ([80], [80], {"more_credits": True}, True),
        ([50, 30, 5], [80], {"more_credits": True}, True),
        ([50], [80], {"more_debits": True}, True),
        ([80], [80], {"more_debits": True}, True),
        ([81], [80], {"more_debits": True}, False),
        ([80, 5], [80], {"more_debits": True}, False),
        ([80], [80], {"more_credits": True, "more_debits": True}, False),
    ],
)
def test_pairings_are_all_unless_what_follows_would_be_paired_as_well(credits, debits, more, whole) -> None:
    assert pair_first(opened(1, *credits), opened(8, *debits), **more).whole is whole


def test_a_credit_with_money_left_for_debits_that_follow_ends_what_is_known() -> None:
    found = pair_first(opened(1, 50, 50), opened(8, 30, 10), {(1, 8)}, more_debits=True)
    assert found == ([Pairing(1, 9, 10)], False)
