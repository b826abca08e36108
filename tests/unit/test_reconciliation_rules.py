"""Which items can be reconciled, and what a modification results in."""

from datetime import date

import pytest

from domain.core.kinds import PaymentState, TransactionKind
from domain.core.reconciliation_rules import (
    LOCKED_MAX,
    CurrentReconciliation,
    ListedReconciliation,
    RuleEnd,
    check_meeting,
    check_new_reconciliation,
    check_refund_date,
    listed_locked,
    lock_reason,
    plan_modification,
)
from domain.errors import (
    AlreadyReconciled,
    InvalidAmount,
    InvalidDate,
    Locked,
    OverReconciled,
    Refusal,
    WrongAccount,
    WrongSide,
    WrongState,
)
from domain.texts import Joined

K = TransactionKind


def end(
    kind: TransactionKind, state: PaymentState | None = None, account: int = 1, corrects: int | None = None
) -> RuleEnd:
    return RuleEnd(10, 100 if kind.side == "CREDIT" else 200, account, kind, state, 5_000, 5_000, corrects)


@pytest.mark.parametrize("credit", [K.PAYMENT, K.DEPOSIT, K.CREDIT, K.CANCELLATION])
@pytest.mark.parametrize("debit", [K.INVOICE, K.REFUND])
def test_credits_can_be_reconciled_with_invoices_and_refunds(credit: TransactionKind, debit: TransactionKind) -> None:
    check_meeting(end(credit), end(debit))


@pytest.mark.parametrize(
    ("credit", "debit", "refusal"),
    [
        (end(K.INVOICE), end(K.INVOICE), WrongSide),
        (end(K.PAYMENT), end(K.DEPOSIT), WrongSide),
        (end(K.PAYMENT), end(K.PAYMENT_CORRECTION, corrects=999), WrongSide),
        (end(K.CREDIT), end(K.PAYMENT_CORRECTION, corrects=999), WrongSide),
        (end(K.PAYMENT), end(K.INVOICE, account=2), WrongAccount),
        (end(K.PAYMENT, PaymentState.FAILED), end(K.INVOICE), WrongState),
        (end(K.PAYMENT, PaymentState.PROCESSING), end(K.REFUND), WrongState),
        (end(K.INVOICE), end(K.INVOICE, account=2), WrongSide),
    ],
)
def test_other_kinds_cannot_be_reconciled(credit: RuleEnd, debit: RuleEnd, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        check_meeting(credit, debit)


def test_a_correction_can_be_reconciled_with_its_failed_payment() -> None:
    check_meeting(end(K.PAYMENT, PaymentState.FAILED), end(K.PAYMENT_CORRECTION, corrects=100))


def test_a_write_off_meets_invoice_items_alone() -> None:
    """So that it is never paid out (domain R40)."""
    check_meeting(end(K.CREDIT)._replace(write_off=True), end(K.INVOICE))
    with pytest.raises(WrongSide, match="write-off"):
        check_meeting(end(K.CREDIT)._replace(write_off=True), end(K.REFUND))


def test_a_processing_payment_may_pay_an_invoice() -> None:
    check_meeting(end(K.PAYMENT, PaymentState.PROCESSING), end(K.INVOICE))


@pytest.mark.parametrize(
    ("debit", "day", "early"),
    [(K.REFUND, date(2026, 3, 4), True), (K.REFUND, date(2026, 3, 5), False), (K.INVOICE, date(2026, 3, 4), False)],
)
def test_money_is_given_back_on_the_day_of_its_credit_or_later(debit: TransactionKind, day: date, early: bool) -> None:
    """Domain R7b; an invoice may well be older than what pays it."""
    credit = end(K.PAYMENT)._replace(number="R-1", date=date(2026, 3, 5))
    given_back = end(debit)._replace(number="REF-1", date=day)
    if early:
        with pytest.raises(InvalidDate, match="REF-1, 2026-03-04, is dated before R-1, 2026-03-05") as refused:
            check_refund_date(credit, given_back)
        assert refused.value.field == ("creditItemId",)
    else:
        check_refund_date(credit, given_back)


def test_a_new_reconciliation_is_of_two_items_that_may_meet_and_above_zero() -> None:
    with pytest.raises(WrongAccount):
        check_new_reconciliation(end(K.PAYMENT), end(K.INVOICE, account=2), 5_000, "USD")
    with pytest.raises(InvalidAmount) as refused:
        check_new_reconciliation(end(K.PAYMENT), end(K.INVOICE), 0, "USD")
    assert refused.value.field == ("amountCents",)


@pytest.mark.parametrize(
    ("open_cents", "message"),
    [
        (0, "The invoice item of F-1 has 0.00 USD open, less than 50.00 USD. Choose another item."),
        (1, "The invoice item of F-1 has 0.01 USD open, less than 50.00 USD. Reconcile at most 0.01 USD."),
    ],
)
def test_a_refusal_says_what_is_open_and_what_uses_it_up(open_cents: int, message: str) -> None:
    invoice = end(K.INVOICE)._replace(item_id=20, number="F-1", open_cents=open_cents)
    for obstacles, more in (({}, ""), ({20: Joined.of(["R-1 pays it."])}, " R-1 pays it.")):
        with pytest.raises(OverReconciled) as refused:
            check_new_reconciliation(end(K.PAYMENT), invoice, 5_000, "USD", obstacles)
        assert refused.value.message == message + more


def test_processing_money_holds_back_what_its_cancelled_item_would_refund() -> None:
    """Domain R7a: the rest can be refunded, and all of it can pay an invoice."""
    held = end(K.CANCELLATION)._replace(refundable_cents=2_000)
    check_new_reconciliation(held, end(K.REFUND), 2_000, "USD")
    check_new_reconciliation(held, end(K.INVOICE), 5_000, "USD")
    with pytest.raises(WrongState, match=r"Only 20\.00 USD of this cancellation") as refused:
        check_new_reconciliation(held, end(K.REFUND), 2_001, "USD")
    assert refused.value.field == ("amountCents",)


def test_a_refusal_names_the_first_twenty_of_many_locked_reconciliations() -> None:
    named = [Joined.of([f"Number {place}."]) for place in range(LOCKED_MAX + 3)]
    assert str(listed_locked(named[:1])) == "it is locked. Number 0."
    assert str(listed_locked(named[:LOCKED_MAX])).endswith(" Number 18. Number 19.")
    assert str(listed_locked(named)).startswith("23 reconciliations are locked. Number 0. Number 1.")
    assert str(listed_locked(named)).endswith(" Number 19. And 3 more.")


def test_a_reconciliation_fits_the_open_amounts_of_both_items() -> None:
    check_new_reconciliation(end(K.PAYMENT), end(K.INVOICE), 5_000, "USD")
    with pytest.raises(OverReconciled, match=r"50\.00 USD open"):
        check_new_reconciliation(end(K.PAYMENT), end(K.INVOICE), 5_001, "USD")


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"planned": True}, "planned payment"),
        ({"processing": True}, "processing"),
        ({"debit_kind": K.PAYMENT_CORRECTION}, "correction"),
        ({"item_has_planned": True}, "linked to a planned payment"),
        ({"write_off": True}, "write-off"),
    ],
)
def test_a_lock_explains_itself(fields: dict[str, object], word: str) -> None:
    free = {
        "planned": False,
        "processing": False,
        "item_has_planned": False,
        "debit_kind": K.INVOICE,
        "write_off": False,
    }
    assert lock_reason(**free) is None  # type: ignore[arg-type]  # a test's shorthand
    assert word in str(lock_reason(**{**free, **fields}))  # type: ignore[arg-type]  # a test's shorthand


CURRENT = [
    CurrentReconciliation(1, 10, 20, 500, None, planned=False),
    CurrentReconciliation(2, 10, 21, 300, None, planned=False),
]


def test_a_new_amount_releases_the_old_reconciliation_and_creates_another() -> None:
    """Nothing changes an amount in place (domain R6a)."""
    plan = plan_modification(CURRENT, [ListedReconciliation(10, 20, 600), ListedReconciliation(10, 21, 300)])
    assert (plan.release, plan.create, plan.keep, plan.deletes) == (
        [1],
        [ListedReconciliation(10, 20, 600)],
        [2],
        False,
    )


def test_deletes_reconciliations_that_are_not_listed() -> None:
    plan = plan_modification(CURRENT, [ListedReconciliation(10, 21, 300)])
    assert (plan.release, plan.create, plan.keep, plan.deletes) == ([1], [], [2], True)


def test_keeps_planned_reconciliations_that_are_not_listed() -> None:
    planned = CurrentReconciliation(3, None, 22, 100, "planned", planned=True)
    with_money = CurrentReconciliation(4, 10, 23, 100, "planned", planned=True)
    plan = plan_modification(
        [planned, with_money, *CURRENT], [ListedReconciliation(10, 20, 500), ListedReconciliation(10, 21, 300)]
    )
    assert (plan.release, plan.create, plan.keep) == ([], [], [3, 4, 1, 2])


def test_a_locked_reconciliation_must_be_listed_unchanged() -> None:
    """Domain R13a."""
    locked = [CurrentReconciliation(1, 10, 20, 500, "Its payment is still processing.", planned=False)]
    assert plan_modification(locked, [ListedReconciliation(10, 20, 500)]).keep == [1]
    for listed in ([], [ListedReconciliation(10, 20, 400)]):
        with pytest.raises(Locked, match="processing"):
            plan_modification(locked, listed)


def test_a_pair_is_listed_once() -> None:
    with pytest.raises(AlreadyReconciled) as refused:
        plan_modification(CURRENT, [ListedReconciliation(10, 20, 500), ListedReconciliation(10, 20, 100)])
    assert refused.value.field == ("1",)
