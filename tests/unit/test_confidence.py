"""When a candidate is sure (domain R26, R38b): the edges of each doubt, by example."""

from dataclasses import replace
from datetime import date

import pytest

from domain.core.kinds import TransactionKind
from domain.core.open_account import OpenAccount, OpenCredit
from tests.support.open_account import CREDITS, against, lines, opened

FITS_BY_CHANCE = "Round amounts add up to each other by chance."
MANY_INVOICES = "Sums of so many invoices come about by chance."
OTHER_FIRST = "Another suggestion comes before it."
OTHERS_FIT = "Something else fits as well."


def account(*rows: str, **changed: object) -> OpenAccount:
    return opened("\n".join(rows), **changed)


def test_an_exact_candidate_behind_a_named_one_is_second() -> None:
    open_ = account("invoice A-1 2026-01-01 5.00", "invoice A-2 2026-01-02 7.00", 'payment 2026-02-01 7.00 "A-1"')
    assert lines(open_) == ["7.00 → A-1 5.00", "7.00 → A-2 7.00"]
    assert against(open_, 1) == f"The text names invoice A-1, which this does not pay. {OTHER_FIRST}"


def test_of_several_exact_candidates_each_has_a_rival_and_a_hint_is_behind_them() -> None:
    equal = ("invoice A-1 2026-01-01 7.00", "invoice A-2 2026-01-02 7.00")
    open_ = account(*equal, "invoice 103 2026-01-03 5.00", 'payment 2026-02-01 7.00 "kid 103"')
    assert lines(open_) == ["7.00 → A-1 7.00", "7.00 → A-2 7.00", "7.00 → 103 5.00"]
    assert against(open_, 1).endswith(OTHERS_FIT)
    assert against(open_, 2).endswith(OTHER_FIRST)


@pytest.mark.parametrize(
    ("amounts", "money", "by_chance"),
    [(("0.23", "0.37"), "0.60", False), (("0.22", "0.37"), "0.59", True), (("2.30", "3.70"), "6.00", False)],
)
def test_a_sum_is_beyond_coincidence_with_ten_times_as_many_amounts_as_sets(amounts, money, by_chance) -> None:
    """Three invoices make six sets of up to two; amounts are counted in steps of what divides those of the sum."""
    first, second = amounts
    rows = (f"invoice A-1 2026-01-01 {first}", f"invoice A-2 2026-01-02 {second}", "invoice A-3 2026-01-03 0.11")
    open_ = account(*rows, f"payment 2026-02-01 {money}")
    assert against(open_) == (FITS_BY_CHANCE if by_chance else "")


def test_an_invoice_of_the_very_amount_is_among_those_that_may_make_a_sum_by_chance() -> None:
    open_ = account("invoice A-1 2026-01-01 0.22", "invoice A-2 2026-01-02 0.37", "payment 2026-02-01 0.59")
    assert FITS_BY_CHANCE not in against(open_)
    open_ = account("invoice A-1 2026-01-01 0.22", "invoice A-2 2026-01-02 0.37", "invoice A-3 2026-01-03 0.59")
    locked = OpenCredit(CREDITS, TransactionKind.PAYMENT, date(2026, 2, 1), 59, locked_item_ids=frozenset({3}))
    assert FITS_BY_CHANCE in against(replace(open_, credits=[locked]))


def test_a_sum_of_three_invoices_may_be_sure_and_one_of_four_may_not() -> None:
    amounts = ("101.23", "208.51", "417.03", "833.97")
    rows = [f"invoice A-{place} 2026-01-01 {each}" for place, each in enumerate((*amounts, "7.77"))]
    assert against(account(*rows, "payment 2026-02-01 726.77")) == ""
    assert MANY_INVOICES in against(account(*rows, "payment 2026-02-01 1560.74"))


@pytest.mark.parametrize(
    ("day", "doubt"), [("2026-01-01", ""), ("2025-12-31", "The money is dated long before the invoice.")]
)
def test_money_may_be_dated_31_days_before_its_invoice(day: str, doubt: str) -> None:
    open_ = account("invoice A-1 2026-02-01 5.00", "invoice A-2 2026-02-01 8.13", f"payment {day} 8.13")
    assert against(open_) == doubt


def test_money_that_is_not_sure_itself_makes_all_doubtful_that_it_may_need() -> None:
    rows = ("invoice A-1 2026-01-01 20.11", "invoice A-2 2026-01-02 13.24", "payment 2026-02-01 20.11")
    assert against(account(*rows, "payment 2026-02-02 9.99")) == ""
    unsure = account(*rows, 'payment 2026-02-02 33.35 "is this right?"')
    assert against(unsure) == "Other money on the account may be for it."


def test_parts_of_an_invoice_contest_what_fits_by_its_amount_and_not_what_is_named() -> None:
    rows = ("invoice A-1 2026-01-01 30.00", "invoice A-2 2026-01-02 50.00", "payment 2026-02-02 20.00")
    assert against(account(*rows, 'payment 2026-02-01 30.00 "A-1"'), 0)
    named = account(*rows[:2], 'payment 2026-02-01 30.00 "A-1"', rows[2])
    assert against(named) == ""
    by_amount = account(*rows[:2], "payment 2026-02-01 30.00", rows[2])
    assert against(by_amount) == "Together with other money it makes up invoice A-2."
    doubtful = account(*rows[:2], 'payment 2026-02-01 30.00 "is this right?"', rows[2])
    assert "Together" not in against(doubtful)
