"""Which money goes to which item, said by example."""

import pytest

from domain.core.allocation import Mark, Pairing, Part, Room, follow_marks, pair_oldest_first, spread
from domain.errors import NothingOpen, OverReconciled, Refusal

CLASSES = [Room(1, 7_500), Room(2, 7_500), Room(3, 2_000)]


def test_the_worked_example_75_25_0() -> None:
    assert spread(10_000, CLASSES) == [Part(1, 7_500), Part(2, 2_500)]


def test_what_is_beyond_the_total_stays() -> None:
    assert sum(part.amount_cents for part in spread(20_000, CLASSES)) == 17_000


def test_free_items_are_passed_over() -> None:
    assert spread(100, [Room(1, 0), Room(2, 300)]) == [Part(2, 100)]


def test_the_oldest_money_goes_to_the_oldest_item() -> None:
    assert pair_oldest_first([Room(1, 100), Room(2, 50)], [Room(8, 80), Room(9, 90)]) == [
        Pairing(1, 8, 80),
        Pairing(1, 9, 20),
        Pairing(2, 9, 50),
    ]


def test_a_locked_pair_is_passed_over_and_its_money_goes_on() -> None:
    assert pair_oldest_first([Room(1, 100)], [Room(8, 80), Room(9, 90)], {(1, 8)}) == [Pairing(1, 9, 90)]


def test_what_a_locked_pair_left_is_there_for_the_next_credit() -> None:
    pairings = pair_oldest_first([Room(1, 50), Room(2, 60)], [Room(8, 80)], {(1, 8)})
    assert pairings == [Pairing(2, 8, 60)]


def test_marks_are_followed_in_the_order_given() -> None:
    assert follow_marks(100, [Mark((Room(2, 80),)), Mark((Room(1, 80),))], "USD") == [Part(2, 80), Part(1, 20)]


def test_marks_that_reach_one_item_add_up_to_one_part() -> None:
    assert follow_marks(100, [Mark((Room(1, 80),), 30), Mark((Room(1, 80),), 20)], "USD") == [Part(1, 50)]


def test_a_mark_that_finds_the_money_used_up_is_no_refusal() -> None:
    assert follow_marks(50, [Mark((Room(1, 80),)), Mark((Room(2, 80),))], "USD") == [Part(1, 50)]


@pytest.mark.parametrize(
    ("money", "marks", "refusal", "field"),
    [
        (100, [Mark((Room(1, 80),), 81)], OverReconciled, ("0", "amountCents")),
        (100, [Mark((Room(1, 80),), 60), Mark((Room(2, 80),), 60)], OverReconciled, ("1", "amountCents")),
        (100, [Mark((Room(1, 80),)), Mark((Room(2, 80),), 30)], OverReconciled, ("1", "amountCents")),
        (100, [Mark((Room(1, 80),), 50), Mark((Room(1, 80),), 40)], OverReconciled, ("1", "amountCents")),
        (100, [Mark((Room(1, 0),))], NothingOpen, ("0",)),
        (100, [Mark((Room(1, 10),)), Mark(())], NothingOpen, ("1",)),
    ],
    ids=["beyond-room", "beyond-money", "after-money-used", "same-item-twice", "nothing-open", "no-items"],
)
def test_an_exact_amount_is_never_capped(
    money: int, marks: list[Mark], refusal: type[Refusal], field: tuple[str, ...]
) -> None:
    with pytest.raises(refusal) as refused:
        follow_marks(money, marks, "USD")
    assert refused.value.field == field
