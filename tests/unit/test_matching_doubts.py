"""What makes a suggestion doubtful, and what does not (domain R26): readable accounts in, proposals out."""

import pytest

from tests.support.open_account import CREDITS, against, lines, opened, proposed, rivera


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
