"""Closed periods: which days are closed, which reconciliations stay, and what a refusal says (domain R46)."""

from datetime import date

import pytest

from domain.core.closing import OPEN, ClosedBooks, Closing
from domain.core.kinds import TransactionKind
from domain.errors import BooksClosed
from domain.texts import say

LAST_CLOSED, FIRST_OPEN = date(2026, 3, 31), date(2026, 4, 1)
MARCH = Closing(LAST_CLOSED, "Bo")
PAYMENT, CREDIT, INVOICE = TransactionKind.PAYMENT, TransactionKind.CREDIT, TransactionKind.INVOICE
REFUND, CORRECTION = TransactionKind.REFUND, TransactionKind.PAYMENT_CORRECTION


def test_the_last_closed_day_is_closed_and_the_next_is_open() -> None:
    assert MARCH.first_open_day == FIRST_OPEN
    assert MARCH.holds(LAST_CLOSED)
    assert not MARCH.holds(FIRST_OPEN)
    assert not OPEN.holds(date(1, 1, 2))
    MARCH.check(FIRST_OPEN, "date")


def test_a_refusal_names_the_day_who_closed_it_and_the_first_open_day() -> None:
    with pytest.raises(BooksClosed) as refused:
        MARCH.check(LAST_CLOSED, "input", "date")
    assert refused.value.field == ("input", "date")
    assert refused.value.message == (
        "2026-03-31 is in a closed period: Bo closed the books through 2026-03-31. "
        "Give 2026-04-01 or a later date, or have the books reopened."
    )


def test_a_refusal_may_say_what_is_closed_and_another_way() -> None:
    with pytest.raises(BooksClosed) as refused:
        MARCH.check(LAST_CLOSED, what="P-7", way=say("closed-leave-method"))
    assert refused.value.message == (
        "P-7, 2026-03-31, is in a closed period: Bo closed the books through 2026-03-31. "
        "Leave its method as it is, or have the books reopened."
    )


@pytest.mark.parametrize(
    ("credit", "debit", "closed_on"),
    [
        ((PAYMENT, LAST_CLOSED), (INVOICE, FIRST_OPEN), LAST_CLOSED),
        ((PAYMENT, FIRST_OPEN), (INVOICE, LAST_CLOSED), None),
        ((CREDIT, LAST_CLOSED), (INVOICE, FIRST_OPEN), LAST_CLOSED),
        ((CREDIT, FIRST_OPEN), (INVOICE, LAST_CLOSED), None),
        ((CREDIT, LAST_CLOSED), (REFUND, FIRST_OPEN), None),
        ((CREDIT, FIRST_OPEN), (REFUND, LAST_CLOSED), LAST_CLOSED),
        ((PAYMENT, LAST_CLOSED), (CORRECTION, FIRST_OPEN), None),
        ((None, None), (INVOICE, LAST_CLOSED), None),
        ((PAYMENT, None), (REFUND, LAST_CLOSED), None),
        ((None, LAST_CLOSED), (REFUND, LAST_CLOSED), None),
    ],
)
def test_a_reconciliation_is_closed_with_its_cash_or_else_with_its_credit(credit, debit, closed_on) -> None:
    books = ClosedBooks(reconciliations=MARCH)
    assert books.closed_side(*credit, *debit) == closed_on
    assert ClosedBooks(days=MARCH).closed_side(*credit, *debit) is None
