"""What open money may be for, and what of it is sure (domain R26): readable accounts in, proposals out."""

from dataclasses import replace

import pytest

from domain.core.amounts import MOST_VALUES
from domain.core.matching import MOST_STEPS, propose
from domain.core.open_account import OpenAccount
from tests.support.open_account import CREDITS, lines, opened, proposed, reason

TABLE = MOST_VALUES * (MOST_VALUES + 1) // 2

RIVERA = """
    invoice A-101  2026-01-05  75.00 + 20.00
    invoice A-102  2026-02-05  75.00
    invoice A-103  2026-03-05  61.35
"""


def rivera(payment: str, more: str = "", **changed: object) -> OpenAccount:
    return opened(f"{RIVERA}\n{more}\n{payment}", **changed)


def test_the_invoice_that_is_named_and_has_exactly_this_open_is_sure_beside_others_of_its_amount() -> None:
    account = rivera('payment 2026-02-20 75.00 "swim lessons, inv a-102"')
    assert lines(account) == ["! 75.00 → A-102 75.00", "75.00 → A-101/1 75.00"]
    assert reason(account) == "It names invoice A-102, where exactly 75.00 is open."


def test_several_named_invoices_are_paid_together() -> None:
    account = rivera('payment 2026-03-20 136.35 "A-103 + A-102"')
    assert lines(account) == ["! 136.35 → A-102 75.00, A-103 61.35"]
    assert reason(account) == "It names invoices A-102 and A-103, where exactly 136.35 is open together."


def test_a_named_invoice_of_another_amount_comes_first_and_is_not_sure() -> None:
    account = rivera('payment 2026-02-20 50.00 "A-101"')
    assert lines(account) == ["50.00 → A-101/1 50.00"]
    assert reason(account) == "It names invoice A-101, where 95.00 is open: more than its 50.00."
    account = rivera('payment 2026-02-20 100.00 "A-101"')
    assert lines(account) == ["100.00 → A-101/1 75.00, A-101/2 20.00"]
    assert reason(account) == "It names invoice A-101, where 95.00 is open: 5.00 would be left over."


def test_a_name_speaks_against_another_invoice_of_exactly_this_amount() -> None:
    account = rivera('payment 2026-02-20 61.35 "A-101"')
    assert lines(account) == ["61.35 → A-101/1 61.35", "61.35 → A-103 61.35"]
    assert reason(account, 1) == "Invoice A-103 has exactly 61.35 open."


def test_one_invoice_of_exactly_this_amount_is_sure() -> None:
    account = rivera("payment 2026-03-20 61.35")
    assert lines(account) == ["! 61.35 → A-103 61.35"]
    assert reason(account) == "Invoice A-103 has exactly 61.35 open. Nothing else on the account fits."


def test_an_invoice_paid_in_part_is_matched_by_what_is_open_of_it() -> None:
    account = opened("""
        invoice A-104  2026-04-05  33.10 of 90.00
        payment        2026-04-20  33.10
    """)
    assert lines(account) == ["! 33.10 → A-104 33.10"]


def test_two_that_are_equally_good_are_both_shown_and_neither_is_sure() -> None:
    account = opened("""
        invoice A-1  2026-01-05  75.00
        invoice A-2  2026-02-05  75.00
        payment      2026-02-20  75.00
    """)
    assert lines(account) == ["75.00 → A-1 75.00", "75.00 → A-2 75.00"]
    assert reason(account) == "Invoice A-1 has exactly 75.00 open. Not certain: something else fits as well."
    assert reason(account, 1) == "Invoice A-2 has exactly 75.00 open. Not certain: something else fits as well."


def test_an_invoice_that_was_there_when_the_money_came_stands_before_a_later_one() -> None:
    account = opened("""
        invoice A-1  2026-01-05  75.00
        invoice A-2  2026-02-05  75.00
        payment      2026-01-01  75.00
    """)
    assert lines(account) == ["75.00 → A-1 75.00", "75.00 → A-2 75.00"]


def test_one_item_of_exactly_this_amount_is_shown_and_may_be_part_of_the_whole() -> None:
    account = rivera("payment 2026-02-20 20.00")
    assert lines(account) == ["20.00 → A-101/2 20.00"]
    assert reason(account) == (
        "Item 2 of invoice A-101 has exactly 20.00 open. Not certain: it may as well be a part of the whole invoice."
    )


def test_the_only_sum_of_exactly_this_amount_is_sure() -> None:
    account = opened("""
        invoice A-1  2026-01-05  73.45
        invoice A-2  2026-02-05  21.37
        invoice A-3  2026-03-05  48.20
        payment      2026-03-20  94.82
    """)
    assert lines(account) == ["! 94.82 → A-1 73.45, A-2 21.37"]
    assert reason(account) == "Invoices A-1 and A-2 have exactly 94.82 open together. Nothing else on the account fits."


def test_all_that_is_open_is_sure_though_its_amounts_are_round() -> None:
    account = opened("""
        invoice A-1  2026-01-05  75.00
        invoice A-2  2026-02-05  20.00
        payment      2026-03-20  95.00
    """)
    assert lines(account) == ["! 95.00 → A-1 75.00, A-2 20.00"]


def test_a_sum_of_round_amounts_may_be_chance() -> None:
    account = opened("""
        invoice A-1  2026-01-05  75.00
        invoice A-2  2026-02-05  20.00
        invoice A-3  2026-03-05  300.00
        payment      2026-03-20  95.00
    """)
    assert lines(account) == ["95.00 → A-1 75.00, A-2 20.00"]
    assert reason(account).endswith("Not certain: round amounts add up to each other by chance.")


def test_a_sum_of_more_than_three_invoices_may_be_chance() -> None:
    account = opened("""
        invoice A-1  2026-01-05  1073.45
        invoice A-2  2026-02-05  2021.37
        invoice A-3  2026-03-05  4048.23
        invoice A-4  2026-03-06  8017.91
        invoice A-5  2026-03-07  16000.03
        payment      2026-03-20  15160.96
    """)
    assert lines(account) == ["15160.96 → A-1 1073.45, A-2 2021.37, A-3 4048.23, A-4 8017.91"]
    assert reason(account).endswith("Not certain: sums of so many invoices come about by chance.")


def test_two_sums_are_both_shown_and_neither_is_sure() -> None:
    account = opened("""
        invoice A-1  2026-01-05  70.01
        invoice A-2  2026-02-05  30.02
        invoice A-3  2026-03-05  60.01
        invoice A-4  2026-03-06  40.02
        payment      2026-03-20  100.03
    """)
    assert lines(account) == ["100.03 → A-1 70.01, A-2 30.02", "100.03 → A-3 60.01, A-4 40.02"]


def test_a_sum_speaks_against_a_single_invoice_and_stands_behind_it() -> None:
    account = opened("""
        invoice A-1  2026-01-05  70.01
        invoice A-2  2026-02-05  30.02
        invoice A-3  2026-03-05  100.03
        payment      2026-03-20  100.03
    """)
    assert lines(account) == ["100.03 → A-3 100.03", "100.03 → A-1 70.01, A-2 30.02"]


def test_what_matches_nothing_goes_to_the_oldest_and_is_never_sure() -> None:
    account = rivera("payment 2026-03-20 100.00")
    assert lines(account) == ["100.00 → A-101/1 75.00, A-101/2 20.00, A-102 5.00"]
    assert reason(account) == "Nothing has exactly 100.00 open; this is what the oldest open items would take."


def test_money_beyond_all_that_is_open_is_spread_as_far_as_it_goes() -> None:
    assert lines(rivera("payment 2026-03-20 999.00")) == [
        "999.00 → A-101/1 75.00, A-101/2 20.00, A-102 75.00, A-103 61.35"
    ]


def test_where_no_invoice_is_open_nothing_is_proposed() -> None:
    assert lines(opened("payment 2026-03-20 75.00")) == []


def test_a_number_that_may_be_something_else_is_a_hint_and_no_proof() -> None:
    account = opened("""
        invoice 7  2026-01-05  75.00
        invoice 8  2026-02-05  75.00
        payment    2026-02-20  75.00 "kid 8"
    """)
    assert lines(account) == ["75.00 → 8 75.00", "75.00 → 7 75.00"]
    account = opened("""
        invoice 7  2026-01-05  80.00
        invoice 9  2026-02-05  75.00
        payment    2026-02-20  75.00 "kid 7"
    """)
    assert lines(account) == ["75.00 → 9 75.00", "75.00 → 7 75.00"]
    assert reason(account).endswith("Not certain: it may name invoice 7.")
    assert reason(account, 1) == "It may name invoice 7, where 80.00 is open: more than its 75.00."


@pytest.mark.parametrize(
    ("more", "doubt"),
    [
        ("planned 61.35", "a planned payment of the same amount is still to come"),
        ("refund 61.35", "a refund of the same amount is open"),
        ("invoice A-104 2026-04-05 10.00 of 61.35", "invoice A-104 was for the same amount and is paid in part"),
    ],
)
def test_something_else_of_the_same_amount_speaks_against_a_match_by_amount(more: str, doubt: str) -> None:
    account = rivera("payment 2026-03-20 61.35", more)
    assert lines(account) == ["61.35 → A-103 61.35"]
    assert reason(account).endswith(f"Not certain: {doubt}.")


@pytest.mark.parametrize(
    ("text", "other", "doubt"),
    [
        ("A-99", "settled A-99", "it may name invoice A-99, which has nothing open"),
        ("kid 7", "settled 7", "it may name invoice 7, which has nothing open"),
        ("B-770", "elsewhere B-770", "it names invoice B-770 of another account"),
        ("A-103 and A-99", "settled A-99", "it may name invoice A-99, which has nothing open"),
    ],
)
def test_naming_an_invoice_that_is_not_open_here_speaks_against_all_others(text: str, other: str, doubt: str) -> None:
    account = rivera(f'payment 2026-03-20 61.35 "{text}"', other)
    assert lines(account) == ["61.35 → A-103 61.35"]
    assert reason(account).endswith(f"Not certain: {doubt}.")


def test_what_may_be_another_accounts_number_by_chance_speaks_against_nothing() -> None:
    assert lines(rivera('payment 2026-03-20 61.35 "kid 7"', "elsewhere 7")) == ["! 61.35 → A-103 61.35"]
    assert lines(rivera('payment 2026-03-20 61.35 "check 4711"', "elsewhere 4711")) == ["! 61.35 → A-103 61.35"]


def test_money_dated_long_before_the_invoice_is_not_sure_by_its_amount() -> None:
    near, long_before = "payment 2026-02-10 61.35", "payment 2026-02-01 61.35"
    assert lines(rivera(near)) == ["! 61.35 → A-103 61.35"]
    assert lines(rivera(long_before)) == ["61.35 → A-103 61.35"]
    assert reason(rivera(long_before)).endswith("Not certain: the money is dated long before the invoice.")
    assert lines(rivera(f'{long_before} "A-103"')) == ["! 61.35 → A-103 61.35"]


@pytest.mark.parametrize(
    ("kind", "by_amount", "by_name"),
    [("payment", True, True), ("deposit", True, True), ("credit", False, True), ("cancellation", False, False)],
)
def test_what_nobody_paid_is_not_sure_by_its_amount(kind: str, by_amount: bool, by_name: bool) -> None:
    assert proposed(rivera(f"{kind} 2026-03-20 61.35"))[0][0].sure is by_amount
    assert proposed(rivera(f'{kind} 2026-03-20 61.35 "A-103"'))[0][0].sure is by_name


def test_two_payments_of_one_amount_cannot_both_be_for_one_invoice() -> None:
    account = rivera("payment 2026-03-20 61.35", "payment 2026-03-19 61.35")
    assert lines(account) == ["61.35 → A-103 61.35"] * 2
    assert reason(account).endswith("Not certain: other money on the account may be for it.")


def test_a_payment_that_names_an_invoice_goes_before_one_that_only_equals_it() -> None:
    account = rivera('payment 2026-03-20 61.35 "A-103"', "payment 2026-03-19 61.35")
    assert lines(account) == ["61.35 → A-103 61.35", "! 61.35 → A-103 61.35"]


def test_two_payments_that_name_one_invoice_are_both_in_doubt() -> None:
    account = rivera('payment 2026-03-20 61.35 "A-103"', 'payment 2026-03-19 61.35 "A-103"')
    assert lines(account) == ["61.35 → A-103 61.35"] * 2
    assert reason(account).endswith("Not certain: other money names it as well.")


CROSSING = """
    invoice A-1  2026-01-05  70.01
    invoice A-2  2026-02-05  30.02
    payment      2026-03-20  70.01
    payment      2026-03-20  100.03
"""


def test_a_sum_and_a_single_invoice_in_it_are_both_in_doubt() -> None:
    assert lines(opened(CROSSING)) == ["70.01 → A-1 70.01", "100.03 → A-1 70.01, A-2 30.02"]


def test_other_money_that_has_another_way_speaks_against_nothing() -> None:
    more = """
        invoice A-3  2026-03-05  60.01
        invoice A-4  2026-03-06  40.02
    """
    assert lines(opened(more + CROSSING)) == [
        "! 70.01 → A-1 70.01",
        "100.03 → A-3 60.01, A-4 40.02",
        "100.03 → A-1 70.01, A-2 30.02",
    ]


def test_two_payments_that_make_up_an_invoice_together_are_in_doubt() -> None:
    account = opened("""
        invoice A-1  2026-01-05  100.03
        invoice A-2  2026-02-05  30.02
        payment      2026-03-20  30.02
        payment      2026-03-20  70.01
    """)
    assert lines(account) == ["30.02 → A-2 30.02", "70.01 → A-1 70.01"]
    assert reason(account).endswith("Not certain: together with other money it makes up invoice A-1.")


def test_nothing_is_proposed_for_an_item_that_a_locked_reconciliation_joins_with_the_money() -> None:
    account = rivera("payment 2026-03-20 75.00")
    locked = replace(account.credits[0], locked_item_ids=frozenset({3}))
    assert lines(replace(account, credits=[locked])) == ["75.00 → A-101/1 75.00"]
    locked = replace(account.credits[0], locked_item_ids=frozenset({1, 3}))
    assert lines(replace(account, credits=[locked])) == ["75.00 → A-101/2 20.00, A-103 55.00"]
    single = rivera("payment 2026-03-20 61.35")
    locked = replace(single.credits[0], locked_item_ids=frozenset({1}))
    assert lines(replace(single, credits=[locked])) == ["61.35 → A-103 61.35"]


def test_reconciliations_that_contradict_each_other_speak_against_whatever_they_may_be_about() -> None:
    for place, named_too in ((1, False), (4, True), (CREDITS, True)):
        account = rivera("payment 2026-03-20 61.35", faulty_item_ids={place})
        assert lines(account) == ["61.35 → A-103 61.35"]
        assert reason(account).endswith("contradict each other and must be mended first.")
        account = rivera('payment 2026-03-20 61.35 "A-103"', faulty_item_ids={place})
        assert [each.sure for each in proposed(account)[0]] == [not named_too]


def test_where_not_all_was_read_no_amount_is_sure() -> None:
    assert lines(rivera("payment 2026-03-20 61.35", whole=False)) == ["61.35 → A-103 61.35"]
    assert lines(rivera('payment 2026-03-20 61.35 "A-103"', whole=False)) == ["! 61.35 → A-103 61.35"]


def test_where_not_all_sums_could_be_looked_through_no_amount_is_sure() -> None:
    assert [each.sure for each in proposed(rivera("payment 2026-03-20 61.35"), most_steps=0)[0]] == [False]


def test_where_other_money_could_not_be_looked_through_no_amount_is_sure() -> None:
    account = many([10_007 + 7 * number * number for number in range(120)], [10_007, 300_006])
    assert [each.sure for each in proposed(account)[0]] == [False]
    assert proposed(account)[0][0].reason.endswith("Not certain: other money on the account may be for it.")
    alone = many([10_007 + 7 * number * number for number in range(120)], [10_007])
    assert [each.sure for each in proposed(alone)[0]] == [True]


def test_the_order_is_credits_as_given_and_the_best_first() -> None:
    account = rivera("payment 2026-03-20 61.35", "payment 2026-01-20 75.00")
    assert [each.credit_item_id - CREDITS for each in propose(account).proposals] == [0, 0, 1]


def many(amounts: list[int], payments: list[int]) -> OpenAccount:
    invoices = [f"invoice A{number:04} 2026-01-05 {cents / 100:.2f}" for number, cents in enumerate(amounts)]
    money = [f"payment 2026-03-20 {cents / 100:.2f}" for cents in payments]
    return opened("\n".join([*invoices, *money]))


def test_five_hundred_invoices_of_one_amount_take_no_work_worth_the_name() -> None:
    found = propose(many([7_500] * 500, [7_500] * 300 + [15_000, 37_500, 40_000]))
    assert found.steps <= 20
    assert len(found.proposals) == 300 * 5 + 5 + 5 + 1
    assert not any(each.sure for each in found.proposals)


@pytest.mark.parametrize("step", [1, 7, 100, 500])
def test_however_many_amounts_there_are_the_work_is_bounded(step: int) -> None:
    amounts = [10_007 + step * number * number for number in range(500)]
    found = propose(many(amounts, [sum(amounts[number : number + 4]) for number in range(0, 300, 3)]))
    assert found.steps <= MOST_STEPS + TABLE + 100 * MOST_VALUES
    assert not any(each.sure for each in found.proposals)


def test_each_part_paid_invoice_of_the_amount_is_a_doubt_not_the_last_alone() -> None:
    account = opened(
        """
        invoice A-101  2026-01-05  617.01 of 1234.57
        invoice A-102  2026-01-06  1000.13 of 1234.57
        invoice A-103  2026-01-07  234.44
        payment 2026-01-20 1234.57
        """
    )
    assert lines(account) == ["1234.57 → A-102 1000.13, A-103 234.44"]
    assert "invoice A-101 was for the same amount and is paid in part" in reason(account)


def test_the_doubt_names_the_invoice_that_may_be_meant_and_not_the_one_that_is_paid() -> None:
    account = opened(
        """
        invoice 7  2026-01-05  75.00
        invoice 8  2026-01-06  61.35
        payment 2026-01-20 75.00 "lessons 7 and 8"
        """
    )
    assert lines(account)[0] == "75.00 → 7 75.00"
    assert "it may name invoice 8" in reason(account)
