"""Which edges may be, and what a modification comes to."""

import pytest

from domain.core.edges import (
    CurrentEdge,
    EdgeEnd,
    ListedEdge,
    check_meeting,
    check_new_edge,
    lock_reason,
    plan_modification,
)
from domain.core.kinds import PaymentState, TransactionKind
from domain.errors import AlreadyReconciled, Locked, OverReconciled, Refusal, WrongAccount, WrongSide, WrongState

K = TransactionKind


def end(
    kind: TransactionKind, state: PaymentState | None = None, account: int = 1, corrects: int | None = None
) -> EdgeEnd:
    return EdgeEnd(10, 100 if kind.side == "CREDIT" else 200, account, kind, state, 5_000, 5_000, corrects)


@pytest.mark.parametrize("credit", [K.PAYMENT, K.DEPOSIT, K.CREDIT, K.CANCELLATION])
@pytest.mark.parametrize("debit", [K.INVOICE, K.REFUND])
def test_credits_meet_invoices_and_refunds(credit: TransactionKind, debit: TransactionKind) -> None:
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
def test_others_do_not_meet(credit: EdgeEnd, debit: EdgeEnd, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        check_meeting(credit, debit)


def test_a_correction_meets_its_own_payment_even_when_that_failed() -> None:
    check_meeting(end(K.PAYMENT, PaymentState.FAILED), end(K.PAYMENT_CORRECTION, corrects=100))


def test_processing_money_may_pay_an_invoice() -> None:
    check_meeting(end(K.PAYMENT, PaymentState.PROCESSING), end(K.INVOICE))


def test_an_edge_fits_both_its_items() -> None:
    check_new_edge(end(K.PAYMENT), end(K.INVOICE), 5_000, "USD")
    with pytest.raises(OverReconciled, match=r"50\.00 USD open"):
        check_new_edge(end(K.PAYMENT), end(K.INVOICE), 5_001, "USD")


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"planned": True}, "planned payment"),
        ({"processing": True}, "processing"),
        ({"debit_kind": K.PAYMENT_CORRECTION}, "correction"),
        ({"item_has_planned": True}, "linked to a planned payment"),
    ],
)
def test_a_lock_explains_itself(facts: dict[str, object], word: str) -> None:
    free = {"planned": False, "processing": False, "item_has_planned": False, "debit_kind": K.INVOICE}
    assert lock_reason(**free) is None  # type: ignore[arg-type]
    assert word in (lock_reason(**{**free, **facts}) or "")  # type: ignore[arg-type]


CURRENT = [CurrentEdge(1, 10, 20, 500, None, planned=False), CurrentEdge(2, 10, 21, 300, None, planned=False)]


def test_a_new_amount_is_a_release_and_a_new_edge() -> None:
    plan = plan_modification(CURRENT, [ListedEdge(10, 20, 600), ListedEdge(10, 21, 300)], "USD")
    assert (plan.release, plan.create, plan.keep, plan.deletes) == ([1], [ListedEdge(10, 20, 600)], [2], False)


def test_what_is_not_listed_is_deleted() -> None:
    plan = plan_modification(CURRENT, [ListedEdge(10, 21, 300)], "USD")
    assert (plan.release, plan.create, plan.keep, plan.deletes) == ([1], [], [2], True)


def test_planned_edges_are_not_listed_and_stay() -> None:
    planned = CurrentEdge(3, None, 22, 100, "planned", planned=True)
    plan = plan_modification([*CURRENT, planned], [ListedEdge(10, 20, 500), ListedEdge(10, 21, 300)], "USD")
    assert (plan.release, plan.create, plan.keep) == ([], [], [1, 2, 3])


def test_a_locked_edge_must_be_listed_unchanged() -> None:
    locked = [CurrentEdge(1, 10, 20, 500, "Its payment is still processing.", planned=False)]
    assert plan_modification(locked, [ListedEdge(10, 20, 500)], "USD").keep == [1]
    for listed in ([], [ListedEdge(10, 20, 400)]):
        with pytest.raises(Locked, match="processing"):
            plan_modification(locked, listed, "USD")


def test_a_pair_is_listed_once() -> None:
    with pytest.raises(AlreadyReconciled) as refused:
        plan_modification(CURRENT, [ListedEdge(10, 20, 500), ListedEdge(10, 20, 100)], "USD")
    assert refused.value.field == ("1",)
