"""Suggestions for open credits (domain R26): readable accounts in, proposals out."""

from dataclasses import replace

from domain.core.allocation import Allocation
from domain.core.matching import SuggestionKey, propose
from tests.support.open_account import CREDITS, against, lines, opened, reason, rivera


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


def test_proposes_nothing_for_an_item_with_a_locked_reconciliation_to_the_credit() -> None:
    account = rivera("payment 2026-03-20 75.00")
    locked = replace(account.credits[0], locked_item_ids=frozenset({3}))
    assert lines(replace(account, credits=[locked])) == ["75.00 → A-101/1 75.00"]
    locked = replace(account.credits[0], locked_item_ids=frozenset({1, 3}))
    assert lines(replace(account, credits=[locked])) == ["75.00 → A-101/2 20.00, A-103 55.00"]
    single = rivera("payment 2026-03-20 61.35")
    locked = replace(single.credits[0], locked_item_ids=frozenset({1}))
    assert lines(replace(single, credits=[locked])) == ["61.35 → A-103 61.35"]


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
