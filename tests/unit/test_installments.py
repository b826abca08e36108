"""Installments: how a total is split, when the parts are due, and which items they hold (domain R11a, R17)."""

from datetime import date

import pytest

from domain.core.allocation import Allocation, OpenAmount
from domain.core.installments import Installment, due_dates, hold_at_checkout, hold_named, nth_date, split_evenly
from domain.core.kinds import SubscriptionInterval
from domain.errors import InvalidValue, OverReconciled
from domain.texts import say

WEEK, MONTH, QUARTER, YEAR = SubscriptionInterval
TUITION, MEALS = OpenAmount(1, 80), OpenAmount(2, 40)


@pytest.mark.parametrize(
    ("amount_cents", "count", "parts"), [(100, 3, [34, 33, 33]), (101, 3, [34, 34, 33]), (9, 1, [9]), (3, 3, [1, 1, 1])]
)
def test_the_first_parts_take_the_odd_cents(amount_cents: int, count: int, parts: list[int]) -> None:
    assert split_evenly(amount_cents, count) == parts


def test_there_are_at_most_so_many_parts_and_none_is_of_nothing() -> None:
    assert len(split_evenly(10_000, 120)) == 120
    for amount_cents, count, most in ((10_000, 0, 120), (10_000, 121, 120), (2, 3, 2)):
        with pytest.raises(InvalidValue) as refused:
            split_evenly(amount_cents, count)
        assert refused.value.field == ("parts",)
        assert f"1 to {most} parts, not {count}" in refused.value.message


@pytest.mark.parametrize(
    ("interval", "dates"),
    [
        (WEEK, ["2026-01-31", "2026-02-07", "2026-02-14"]),
        (MONTH, ["2026-01-31", "2026-02-28", "2026-03-31"]),
        (QUARTER, ["2026-01-31", "2026-04-30", "2026-07-31"]),
        (YEAR, ["2026-01-31", "2027-01-31", "2028-01-31"]),
    ],
)
def test_a_31st_returns_after_a_short_month(interval: SubscriptionInterval, dates: list[str]) -> None:
    first = date(2026, 1, 31)
    assert due_dates(first, interval, 3) == list(map(date.fromisoformat, dates))
    assert nth_date(first, interval, 2) == date.fromisoformat(dates[2])


def test_named_items_are_held_first_then_the_payment_takes_items_in_order_then_the_other_installments() -> None:
    named, other = Installment(30, (Allocation(1, 30),)), Installment(30, None)
    holds = hold_at_checkout(60, [TUITION, MEALS], [other, named], "USD")
    assert holds.payment == [Allocation(1, 50), Allocation(2, 10)]
    assert holds.installments == [[Allocation(2, 30)], [Allocation(1, 30)]]


def test_each_installment_takes_what_the_ones_before_leave() -> None:
    holds = hold_at_checkout(0, [TUITION, MEALS], [Installment(60, None), Installment(60, None)], "USD")
    assert holds.installments == [[Allocation(1, 60)], [Allocation(1, 20), Allocation(2, 40)]]
    assert holds.payment == []


@pytest.mark.parametrize(
    ("paid", "amounts", "index", "above", "left"),
    [
        (100, [21], 0, "0.21 USD", "0.20 USD"),
        (0, [100, 21], 1, "0.21 USD", "0.20 USD"),
        (120, [1], 0, "0.01 USD", "0.00 USD"),
    ],
)
def test_refuses_an_installment_beyond_what_remains_to_be_paid(
    paid: int, amounts: list[int], index: int, above: str, left: str
) -> None:
    installments = [Installment(each, None) for each in amounts]
    with pytest.raises(OverReconciled) as refused:
        hold_at_checkout(paid, [TUITION, MEALS], installments, "USD")
    assert refused.value.field == (str(index), "amountCents")
    assert refused.value.message.startswith(f"{above} is more than remains to be paid, {left}.")


def test_an_installment_holds_what_it_names_and_takes_it_from_what_remains() -> None:
    remaining = {1: 80, 2: 40}
    several = (Allocation(1, 30), Allocation(2, 10), Allocation(1, 50))
    assert hold_named(Installment(90, several), 0, remaining, "USD") == [Allocation(1, 80), Allocation(2, 10)]
    assert remaining == {1: 0, 2: 30}
    assert hold_named(Installment(90, None), 0, remaining, "USD") == []
    assert remaining == {1: 0, 2: 30}


def test_refuses_more_than_an_item_has_open_and_says_what_uses_it_up() -> None:
    twice = Installment(100, (Allocation(1, 50), Allocation(1, 31)))
    with pytest.raises(OverReconciled, match="Plan at most that") as refused:
        hold_named(twice, 4, {1: 80}, "USD")
    assert refused.value.field == ("4", "items", "1", "amountCents")
    assert "0.31 USD is more than can be planned of this item, 0.30 USD" in refused.value.message
    with pytest.raises(OverReconciled, match="Leave its method as it is"):
        hold_named(twice, 4, {1: 80}, "USD", {1: say("closed-leave-method")})


def test_refuses_items_that_take_more_than_the_installment() -> None:
    with pytest.raises(
        OverReconciled, match=r"take 0\.31 USD, more than the planned payment's amount, 0\.30 USD"
    ) as refused:
        hold_named(Installment(30, (Allocation(1, 31),)), 2, {1: 80}, "USD")
    assert refused.value.field == ("2", "amountCents")
