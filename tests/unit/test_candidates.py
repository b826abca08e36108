"""What one credit may be for (domain R26, R38a): which candidates there are, and how they are worded."""

import pytest

from domain.core.candidates import CANDIDATES_MAX, CreditCandidates, InvoiceIndex, find_candidates
from tests.support.open_account import opened

STEPS = 10_000


def found(text: str, **changed: object) -> CreditCandidates:
    """The candidates of the only credit of an account."""
    account = opened(text, **changed)
    (credit,) = account.credits
    return find_candidates(credit, InvoiceIndex(account), STEPS, "USD")


def numbers(candidates: CreditCandidates) -> list[list[str]]:
    return [[invoice.number for invoice in each.invoices] for each in candidates.candidates]


def invoices(*cents: str) -> str:
    return "\n".join(f"invoice A-{number} 2026-01-{number:02} {each}" for number, each in enumerate(cents, 1))


@pytest.mark.parametrize(
    ("open_", "money", "words"),
    [
        ("5.00", "5.00", "where exactly 5.00 USD is open."),
        ("5.00", "4.99", "where 5.00 USD is open: more than its 4.99 USD."),
        ("5.00", "5.01", "where 5.00 USD is open: 0.01 USD would be left over."),
    ],
)
def test_a_named_invoice_is_compared_with_the_money(open_: str, money: str, words: str) -> None:
    first = found(f'{invoices(open_)}\npayment 2026-02-01 {money} "A-1"').candidates[0]
    assert str(first.text) == f"It names invoice A-1, {words}"
    assert first.exact is (open_ == money)


def test_several_invoices_are_listed_with_commas_and_an_and() -> None:
    first = found(f'{invoices("1.00", "2.00", "4.00")}\npayment 2026-02-01 7.00 "A-1 + A-2 + A-3"').candidates[0]
    assert str(first.text) == "It names invoices A-1, A-2 and A-3, where exactly 7.00 USD is open together."


def test_at_most_one_exact_candidate_more_than_is_shown_is_counted() -> None:
    account = f"{invoices(*['5.00'] * 5)}\npayment 2026-02-01 10.00"
    assert found(account).exact_count == CANDIDATES_MAX + 1
    assert len(found(account).candidates) == CANDIDATES_MAX
    assert found(f"{invoices('5.00', '5.00')}\npayment 2026-02-01 10.00").exact_count == 1


def test_the_oldest_items_are_never_exact() -> None:
    (only,) = found(f"{invoices('5.00', '7.00')}\npayment 2026-02-01 6.00").candidates
    assert not only.exact
    assert str(only.text) == "Nothing has exactly 6.00 USD open; this is what the oldest open items would take."


def test_named_invoices_and_others_make_a_sum_of_at_most_five() -> None:
    """What is named counts among the five (domain R38a)."""
    amounts = ("1.00", "2.00", "4.00", "8.00", "16.00", "32.00")
    with_one_more = found(f'{invoices(*amounts)}\npayment 2026-02-01 31.00 "A-1 + A-2 + A-3 + A-4"')
    assert numbers(with_one_more)[0] == ["A-1", "A-2", "A-3", "A-4", "A-5"]
    with_two_more = found(f'{invoices(*amounts)}\npayment 2026-02-01 55.00 "A-1 + A-2 + A-3"')
    assert numbers(with_two_more)[0] == ["A-1", "A-2", "A-3", "A-5", "A-6"]
    six = found(f'{invoices(*amounts)}\npayment 2026-02-01 63.00 "A-1 + A-2 + A-3 + A-4"')
    assert numbers(six)[0] == ["A-1", "A-2", "A-3", "A-4"]
    six = found(f'{invoices(*amounts)}\npayment 2026-02-01 63.00 "A-1 + A-2 + A-3 + A-4 + A-5"')
    assert numbers(six)[0] == ["A-1", "A-2", "A-3", "A-4", "A-5"]


def test_a_cent_that_would_be_left_over_may_be_another_invoice() -> None:
    first = found(f'{invoices("5.00", "0.01")}\npayment 2026-02-01 5.01 "A-1"').candidates[0]
    assert str(first.text) == "It names invoice A-1; with invoice A-2 exactly 5.01 USD is open."
