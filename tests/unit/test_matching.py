"""Suggestions for open credits and how sure they are (domain R26): readable accounts in, proposals out."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain.core.allocation import Allocation, OpenAmount
from domain.core.amounts import VALUES_MAX
from domain.core.matching import STEPS_MAX, SuggestionKey, propose
from domain.core.open_account import OpenAccount, OpenInvoice
from tests.support.open_account import CREDITS, against, lines, opened, proposed, reason

TABLE = VALUES_MAX * (VALUES_MAX + 1) // 2

RIVERA = """
    invoice A-101  2026-01-05  75.00 + 20.00
    invoice A-102  2026-02-05  75.00
    invoice A-103  2026-03-05  61.35
"""


def rivera(payment: str, more: str = "", **changed: object) -> OpenAccount:
    return opened(f"{RIVERA}\n{more}\n{payment}", **changed)


def test_a_named_invoice_of_exactly_this_amount_is_certain_beside_equal_ones() -> None:
    account = rivera('payment 2026-02-20 75.00 "swim lessons, inv a-102"')
    assert lines(account) == ["! 75.00 → A-102 75.00", "75.00 → A-101/1 75.00"]
    assert reason(account) == "It names invoice A-102, where exactly 75.00 is open."


def test_several_named_invoices_are_paid_together() -> None:
    account = rivera('payment 2026-03-20 136.35 "A-103 + A-102"')
    assert lines(account) == ["! 136.35 → A-102 75.00, A-103 61.35"]
    assert reason(account) == "It names invoices A-102 and A-103, where exactly 136.35 is open together."


def test_a_named_invoice_of_another_amount_comes_first_but_is_not_certain() -> None:
    account = rivera('payment 2026-02-20 50.00 "A-101"')
    assert lines(account) == ["50.00 → A-101/1 50.00"]
    assert reason(account) == "It names invoice A-101, where 95.00 is open: more than its 50.00."
    account = rivera('payment 2026-02-20 100.00 "A-101"')
    assert lines(account) == ["100.00 → A-101/1 75.00, A-101/2 20.00"]
    assert reason(account) == "It names invoice A-101, where 95.00 is open: 5.00 would be left over."


def test_a_named_invoice_makes_another_of_exactly_this_amount_doubtful() -> None:
    account = rivera('payment 2026-02-20 61.35 "A-101"')
    assert lines(account) == ["61.35 → A-101/1 61.35", "61.35 → A-103 61.35"]
    assert reason(account, 1) == "Invoice A-103 has exactly 61.35 open."


def test_one_invoice_of_exactly_this_amount_is_certain() -> None:
    account = rivera("payment 2026-03-20 61.35")
    assert lines(account) == ["! 61.35 → A-103 61.35"]
    assert reason(account) == "Invoice A-103 has exactly 61.35 open. Nothing else on the account fits."


def test_a_partly_paid_invoice_is_matched_by_its_open_amount() -> None:
    account = opened("""
        invoice A-104  2026-04-05  33.10 of 90.00
        payment        2026-04-20  33.10
    """)
    assert lines(account) == ["! 33.10 → A-104 33.10"]


def test_two_equal_matches_are_both_listed_and_neither_is_certain() -> None:
    account = opened("""
        invoice A-1  2026-01-05  75.00
        invoice A-2  2026-02-05  75.00
        payment      2026-02-20  75.00
    """)
    assert lines(account) == ["75.00 → A-1 75.00", "75.00 → A-2 75.00"]
    assert reason(account) == "Invoice A-1 has exactly 75.00 open."
    assert reason(account, 1) == "Invoice A-2 has exactly 75.00 open."
    assert against(account) == against(account, 1) == "Something else fits as well."


def test_an_invoice_older_than_the_payment_ranks_before_a_later_one() -> None:
    account = opened("""
        invoice A-1  2026-01-05  75.00
        invoice A-2  2026-02-05  75.00
        payment      2026-01-01  75.00
    """)
    assert lines(account) == ["75.00 → A-1 75.00", "75.00 → A-2 75.00"]


def test_lists_one_item_of_exactly_this_amount_within_a_larger_invoice() -> None:
    account = rivera("payment 2026-02-20 20.00")
    assert lines(account) == ["20.00 → A-101/2 20.00"]
    assert reason(account) == "Item 2 of invoice A-101 has exactly 20.00 open."
    assert against(account) == "It may as well be a part of the whole invoice."


def test_the_only_sum_of_exactly_this_amount_is_certain() -> None:
    account = opened("""
        invoice A-1  2026-01-05  73.45
        invoice A-2  2026-02-05  21.37
        invoice A-3  2026-03-05  48.20
        payment      2026-03-20  94.82
    """)
    assert lines(account) == ["! 94.82 → A-1 73.45, A-2 21.37"]
    assert reason(account) == "Invoices A-1 and A-2 have exactly 94.82 open together. Nothing else on the account fits."


def test_the_sum_of_all_open_invoices_is_certain_even_with_round_amounts() -> None:
    account = opened("""
        invoice A-1  2026-01-05  75.00
        invoice A-2  2026-02-05  20.00
        payment      2026-03-20  95.00
    """)
    assert lines(account) == ["! 95.00 → A-1 75.00, A-2 20.00"]


def test_a_sum_of_round_amounts_may_be_a_coincidence() -> None:
    account = opened("""
        invoice A-1  2026-01-05  75.00
        invoice A-2  2026-02-05  20.00
        invoice A-3  2026-03-05  300.00
        payment      2026-03-20  95.00
    """)
    assert lines(account) == ["95.00 → A-1 75.00, A-2 20.00"]
    assert against(account) == "Round amounts add up to each other by chance."


def test_a_sum_of_more_than_three_invoices_may_be_a_coincidence() -> None:
    account = opened("""
        invoice A-1  2026-01-05  1073.45
        invoice A-2  2026-02-05  2021.37
        invoice A-3  2026-03-05  4048.23
        invoice A-4  2026-03-06  8017.91
        invoice A-5  2026-03-07  16000.03
        payment      2026-03-20  15160.96
    """)
    assert lines(account) == ["15160.96 → A-1 1073.45, A-2 2021.37, A-3 4048.23, A-4 8017.91"]
    assert against(account) == "Sums of so many invoices come about by chance."


def test_two_sums_are_both_listed_and_neither_is_certain() -> None:
    account = opened("""
        invoice A-1  2026-01-05  70.01
        invoice A-2  2026-02-05  30.02
        invoice A-3  2026-03-05  60.01
        invoice A-4  2026-03-06  40.02
        payment      2026-03-20  100.03
    """)
    assert lines(account) == ["100.03 → A-1 70.01, A-2 30.02", "100.03 → A-3 60.01, A-4 40.02"]


def test_a_sum_makes_a_single_invoice_doubtful_and_ranks_after_it() -> None:
    account = opened("""
        invoice A-1  2026-01-05  70.01
        invoice A-2  2026-02-05  30.02
        invoice A-3  2026-03-05  100.03
        payment      2026-03-20  100.03
    """)
    assert lines(account) == ["100.03 → A-3 100.03", "100.03 → A-1 70.01, A-2 30.02"]


def test_an_unmatched_payment_goes_to_the_oldest_and_is_never_certain() -> None:
    account = rivera("payment 2026-03-20 100.00")
    assert lines(account) == ["100.00 → A-101/1 75.00, A-101/2 20.00, A-102 5.00"]
    assert reason(account) == "Nothing has exactly 100.00 open; this is what the oldest open items would take."


def test_a_payment_beyond_all_open_invoices_is_allocated_to_all() -> None:
    assert lines(rivera("payment 2026-03-20 999.00")) == [
        "999.00 → A-101/1 75.00, A-101/2 20.00, A-102 75.00, A-103 61.35"
    ]


def test_proposes_nothing_without_open_invoices() -> None:
    assert lines(opened("payment 2026-03-20 75.00")) == []


def test_an_ambiguous_number_is_a_hint_and_no_proof() -> None:
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
    assert against(account) == "The text may name invoice 7, which this does not pay."
    assert reason(account, 1) == "It may name invoice 7, where 80.00 is open: more than its 75.00."


@pytest.mark.parametrize(
    ("more", "doubt"),
    [
        ("planned 61.35", "A planned payment of the same amount is still to come."),
        ("refund 61.35", "A refund of the same amount is open."),
        ("invoice A-104 2026-04-05 10.00 of 61.35", "Invoice A-104 was for the same amount and is paid in part."),
    ],
)
def test_another_explanation_of_the_same_amount_makes_a_match_doubtful(more: str, doubt: str) -> None:
    account = rivera("payment 2026-03-20 61.35", more)
    assert lines(account) == ["61.35 → A-103 61.35"]
    assert against(account) == doubt


@pytest.mark.parametrize(
    ("text", "other", "doubt"),
    [
        ("A-99", "settled A-99", "The text names invoice A-99, which has nothing open."),
        ("kid 7", "settled 7", "The text may name invoice 7, which has nothing open."),
        ("B-770", "elsewhere B-770", "The text names invoice B-770 of another account."),
        ("A-103 and A-99", "settled A-99", "The text names invoice A-99, which has nothing open."),
    ],
)
def test_naming_an_invoice_that_is_not_open_makes_all_others_doubtful(text: str, other: str, doubt: str) -> None:
    account = rivera(f'payment 2026-03-20 61.35 "{text}"', other)
    assert lines(account) == ["61.35 → A-103 61.35"]
    assert against(account) == doubt


def test_a_coincidental_number_of_another_account_is_ignored() -> None:
    assert lines(rivera('payment 2026-03-20 61.35 "kid 7"', "elsewhere 7")) == ["! 61.35 → A-103 61.35"]
    assert lines(rivera('payment 2026-03-20 61.35 "check 4711"', "elsewhere 4711")) == ["! 61.35 → A-103 61.35"]


def test_a_payment_long_before_the_invoice_is_not_certain_by_amount() -> None:
    near, long_before = "payment 2026-02-10 61.35", "payment 2026-02-01 61.35"
    assert lines(rivera(near)) == ["! 61.35 → A-103 61.35"]
    assert lines(rivera(long_before)) == ["61.35 → A-103 61.35"]
    assert against(rivera(long_before)) == "The money is dated long before the invoice."
    assert lines(rivera(f'{long_before} "A-103"')) == ["! 61.35 → A-103 61.35"]


@pytest.mark.parametrize(
    ("kind", "by_amount", "by_name"),
    [("payment", True, True), ("deposit", True, True), ("credit", False, True), ("cancellation", False, False)],
)
def test_only_received_money_is_certain_by_amount(kind: str, by_amount: bool, by_name: bool) -> None:
    assert proposed(rivera(f"{kind} 2026-03-20 61.35"))[0][0].sure is by_amount
    assert proposed(rivera(f'{kind} 2026-03-20 61.35 "A-103"'))[0][0].sure is by_name


def test_two_payments_of_one_amount_cannot_both_be_for_one_invoice() -> None:
    account = rivera("payment 2026-03-20 61.35", "payment 2026-03-19 61.35")
    assert lines(account) == ["61.35 → A-103 61.35"] * 2
    assert against(account) == "Other money on the account may be for it."


def test_a_payment_naming_an_invoice_ranks_before_one_of_equal_amount() -> None:
    account = rivera('payment 2026-03-20 61.35 "A-103"', "payment 2026-03-19 61.35")
    assert lines(account) == ["61.35 → A-103 61.35", "! 61.35 → A-103 61.35"]


def test_two_payments_naming_one_invoice_are_both_doubtful() -> None:
    account = rivera('payment 2026-03-20 61.35 "A-103"', 'payment 2026-03-19 61.35 "A-103"')
    assert lines(account) == ["61.35 → A-103 61.35"] * 2
    assert against(account) == "Other money names it as well."


CROSSING = """
    invoice A-1  2026-01-05  70.01
    invoice A-2  2026-02-05  30.02
    payment      2026-03-20  70.01
    payment      2026-03-20  100.03
"""


def test_a_sum_and_a_single_invoice_within_it_are_both_doubtful() -> None:
    assert lines(opened(CROSSING)) == ["70.01 → A-1 70.01", "100.03 → A-1 70.01, A-2 30.02"]


def test_another_payment_with_its_own_match_raises_no_doubt() -> None:
    more = """
        invoice A-3  2026-03-05  60.01
        invoice A-4  2026-03-06  40.02
    """
    assert lines(opened(more + CROSSING)) == [
        "! 70.01 → A-1 70.01",
        "100.03 → A-3 60.01, A-4 40.02",
        "100.03 → A-1 70.01, A-2 30.02",
    ]


def test_two_payments_that_sum_to_an_invoice_are_doubtful() -> None:
    account = opened("""
        invoice A-1  2026-01-05  100.03
        invoice A-2  2026-02-05  30.02
        payment      2026-03-20  30.02
        payment      2026-03-20  70.01
    """)
    assert lines(account) == ["30.02 → A-2 30.02", "70.01 → A-1 70.01"]
    assert against(account) == "Together with other money it makes up invoice A-1."


def test_proposes_nothing_for_an_item_with_a_locked_reconciliation_to_the_credit() -> None:
    account = rivera("payment 2026-03-20 75.00")
    locked = replace(account.credits[0], locked_item_ids=frozenset({3}))
    assert lines(replace(account, credits=[locked])) == ["75.00 → A-101/1 75.00"]
    locked = replace(account.credits[0], locked_item_ids=frozenset({1, 3}))
    assert lines(replace(account, credits=[locked])) == ["75.00 → A-101/2 20.00, A-103 55.00"]
    single = rivera("payment 2026-03-20 61.35")
    locked = replace(single.credits[0], locked_item_ids=frozenset({1}))
    assert lines(replace(single, credits=[locked])) == ["61.35 → A-103 61.35"]


def test_contradictory_reconciliations_make_related_matches_doubtful() -> None:
    for place, named_too in ((1, False), (4, True), (CREDITS, True)):
        account = rivera("payment 2026-03-20 61.35", invalid_item_ids={place})
        assert lines(account) == ["61.35 → A-103 61.35"]
        assert against(account).endswith("contradict each other and must be corrected first.")
        account = rivera('payment 2026-03-20 61.35 "A-103"', invalid_item_ids={place})
        assert [each.sure for each in proposed(account)[0]] == [not named_too]


def test_no_match_by_amount_is_certain_if_not_all_was_read() -> None:
    assert lines(rivera("payment 2026-03-20 61.35", complete=False)) == ["61.35 → A-103 61.35"]
    assert lines(rivera('payment 2026-03-20 61.35 "A-103"', complete=False)) == ["! 61.35 → A-103 61.35"]


def test_no_match_by_amount_is_certain_if_not_all_sums_were_searched() -> None:
    assert [each.sure for each in proposed(rivera("payment 2026-03-20 61.35"), steps_max=0)[0]] == [False]


def test_no_match_by_amount_is_certain_if_other_credits_were_not_searched() -> None:
    account = many([10_007 + 7 * number * number for number in range(120)], [10_007, 300_006])
    assert [each.sure for each in proposed(account)[0]] == [False]
    assert against(account) == "Other money on the account may be for it."
    alone = many([10_007 + 7 * number * number for number in range(120)], [10_007])
    assert [each.sure for each in proposed(alone)[0]] == [True]


def test_the_last_credit_may_search_with_all_that_the_others_left() -> None:
    amounts = [10_007 + 7 * number * number for number in range(120)]
    assert propose(many(amounts, [100])).steps < STEPS_MAX // 2
    assert propose(many(amounts, [100, 300_006])).steps == STEPS_MAX


def test_the_id_of_a_suggestion_stays_the_same_so_that_an_open_page_can_apply_it_after_an_upgrade() -> None:
    """It depends on what is settled alone, in any order."""
    one, two = Allocation(1, 7_500), Allocation(2, 2_000)
    proposal = propose(rivera("payment 2026-03-20 95.00")).proposals[0]._replace(allocations=(two, one))
    assert str(proposal.key) == "1000-93fd057702efad89"
    assert SuggestionKey.parse(str(proposal.key)) == proposal.key == proposal._replace(allocations=(one, two)).key
    assert proposal.amount_cents == 9_500


def test_lists_credits_in_given_order_with_the_best_match_first() -> None:
    account = rivera("payment 2026-03-20 61.35", "payment 2026-01-20 75.00")
    assert [each.credit_item_id - CREDITS for each in propose(account).proposals] == [0, 0, 1]


def many(amounts: list[int], payments: list[int]) -> OpenAccount:
    invoices = [f"invoice A{number:04} 2026-01-05 {cents / 100:.2f}" for number, cents in enumerate(amounts)]
    money = [f"payment 2026-03-20 {cents / 100:.2f}" for cents in payments]
    return opened("\n".join([*invoices, *money]))


def test_five_hundred_invoices_of_one_amount_need_little_work() -> None:
    found = propose(many([7_500] * 500, [7_500] * 300 + [15_000, 37_500, 40_000]))
    assert found.steps <= 20
    assert len(found.proposals) == 300 * 5 + 5 + 5 + 1
    assert not any(each.sure for each in found.proposals)


@pytest.mark.parametrize("step", [1, 7, 100, 500])
def test_the_work_is_bounded_for_any_number_of_amounts(step: int) -> None:
    amounts = [10_007 + step * number * number for number in range(500)]
    found = propose(many(amounts, [sum(amounts[number : number + 4]) for number in range(0, 300, 3)]))
    assert found.steps <= STEPS_MAX + TABLE + 100 * VALUES_MAX
    assert not any(each.sure for each in found.proposals)


def test_each_partly_paid_invoice_of_the_amount_raises_doubt() -> None:
    account = opened(
        """
        invoice A-101  2026-01-05  617.01 of 1234.57
        invoice A-102  2026-01-06  1000.13 of 1234.57
        invoice A-103  2026-01-07  234.44
        payment 2026-01-20 1234.57
        """
    )
    assert lines(account) == ["1234.57 → A-102 1000.13, A-103 234.44"]
    assert "Invoice A-101 was for the same amount and is paid in part." in against(account)


def test_the_doubt_names_the_possible_invoice_and_not_the_paid_one() -> None:
    account = opened(
        """
        invoice 7  2026-01-05  75.00
        invoice 8  2026-01-06  61.35
        payment 2026-01-20 75.00 "lessons 7 and 8"
        """
    )
    assert lines(account)[0] == "75.00 → 7 75.00"
    assert "The text may name invoice 8, which this does not pay." in against(account)


def test_invoices_are_walked_once_however_many_payments_nothing_explains(monkeypatch: pytest.MonkeyPatch) -> None:
    walked: list[str] = []
    monkeypatch.setattr(OpenInvoice, "open_amounts", property(lambda self: walked.append(self.number) or open_of(self)))
    payments = "\n".join(f"payment 2026-03-20 100.{cents:02}" for cents in range(40))
    assert len(propose(rivera(payments)).proposals) == 40
    assert len(walked) == len(set(walked)) == 3


def open_of(invoice: OpenInvoice) -> Iterator[OpenAmount]:
    return (item.open_amount for item in invoice.items)
