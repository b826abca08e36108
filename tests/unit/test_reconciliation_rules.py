"""Which items can be reconciled, and what a modification results in."""

import pytest

from domain.core.kinds import PaymentState, TransactionKind
from domain.core.reconciliation_rules import (
    CurrentReconciliation,
    ListedReconciliation,
    RuleEnd,
    check_meeting,
    check_new_reconciliation,
    lock_reason,
    plan_modification,
)
from domain.errors import AlreadyReconciled, Locked, OverReconciled, Refusal, WrongAccount, WrongSide, WrongState

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
    plan = plan_modification(
        [*CURRENT, planned], [ListedReconciliation(10, 20, 500), ListedReconciliation(10, 21, 300)]
    )
    assert (plan.release, plan.create, plan.keep) == ([], [], [1, 2, 3])


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
