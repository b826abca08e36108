"""Which credit pays which item, by example."""

import pytest

from domain.core.allocation import Allocation, Mark, OpenAmount, Pairing, allocate, follow_marks, pair_oldest_first
from domain.errors import NothingOpen, OverReconciled, Refusal

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
