"""Which edges may be: who meets whom, how much, what is locked, and what a modification comes to (R6, R7, R13 to R15)."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.core.kinds import PaymentState, Side, TransactionKind
from domain.core.money import amount_text, positive_cents
from domain.errors import (
    AlreadyReconciled,
    Locked,
    OverReconciled,
    WrongAccount,
    WrongSide,
    WrongState,
)


class EdgeEnd(NamedTuple):
    """One end of an edge that is to be: an item, and what the rules look at.

    ``refundable_cents`` is less than what is open while processing money holds the item that a cancellation cancelled.
    """

    item_id: int
    transaction_id: int
    account_id: int
    kind: TransactionKind
    payment_state: PaymentState | None
    open_cents: int
    refundable_cents: int
    corrects_id: int | None = None


def check_meeting(credit: EdgeEnd, debit: EdgeEnd) -> None:
    """Whether two items may be reconciled with each other at all (domain R6, R7).

    Raises, in this order: ``WrongSide`` (two of one side, or kinds that do not meet), ``WrongAccount``, ``WrongState``
    (failed money; processing money with a refund).
    """
    if credit.kind.side is not Side.CREDIT or debit.kind.side is not Side.DEBIT:
        msg = f"A reconciliation joins a credit and a debit, not {_a(credit.kind)} and {_a(debit.kind)}."
        raise WrongSide(msg, "creditItemId" if credit.kind.side is not Side.CREDIT else "debitItemId")
    if debit.kind is TransactionKind.PAYMENT_CORRECTION and debit.corrects_id != credit.transaction_id:
        msg = "A payment correction reconciles only with the payment that it reverses."
        raise WrongSide(msg, "debitItemId")
    if credit.account_id != debit.account_id:
        msg = "The two items are on different accounts."
        raise WrongAccount(msg, "debitItemId")
    if credit.payment_state is PaymentState.FAILED and debit.kind is not TransactionKind.PAYMENT_CORRECTION:
        msg = "The payment failed; its money never arrived."
        raise WrongState(msg, "creditItemId")
    if credit.payment_state is PaymentState.PROCESSING and debit.kind is TransactionKind.REFUND:
        msg = "The payment is still processing and cannot be refunded before it is confirmed."
        raise WrongState(msg, "creditItemId")


def check_new_edge(credit: EdgeEnd, debit: EdgeEnd, amount_cents: int, currency: str) -> None:
    """Whether a new edge may be: ``check_meeting``, then an amount within the room of both (domain R6).

    Raises what ``check_meeting`` raises, then ``InvalidAmount``, ``OverReconciled`` saying how much is open, and
    ``WrongState`` for a refund of what processing money holds back (domain R7a).
    """
    check_meeting(credit, debit)
    positive_cents(amount_cents, "amountCents")
    for end in (credit, debit):
        if amount_cents > end.open_cents:
            msg = (
                f"The {_word(end.kind)} item has {amount_text(end.open_cents, currency)} open, less than "
                f"{amount_text(amount_cents, currency)}."
            )
            raise OverReconciled(msg, "amountCents")
    if debit.kind is TransactionKind.REFUND and amount_cents > credit.refundable_cents:
        msg = (
            f"Only {amount_text(credit.refundable_cents, currency)} of this cancellation can be refunded: a payment that "
            "is still processing holds the cancelled item. Confirm or fail it first."
        )
        raise WrongState(msg, "amountCents")


def lock_reason(*, planned: bool, processing: bool, item_has_planned: bool, debit_kind: TransactionKind) -> str | None:
    """Why an edge can be neither modified nor deleted, in words, or None (domain R15)."""
    if planned:
        return "It belongs to a planned payment. Delete or change that planned payment instead."
    if processing:
        return "Its payment is still processing. It can be changed once the payment is confirmed."
    if debit_kind is TransactionKind.PAYMENT_CORRECTION:
        return "It joins a payment and the correction that reverses it."
    if item_has_planned:
        return "Its item is linked to a planned payment. Delete that planned payment first."
    return None


class CurrentEdge(NamedTuple):
    """An active edge of the transaction that is modified. ``credit_item_id`` is None while its money is planned."""

    id: int
    credit_item_id: int | None
    debit_item_id: int
    amount_cents: int
    lock_reason: str | None
    planned: bool


class ListedEdge(NamedTuple):
    """An edge as it shall be."""

    credit_item_id: int
    debit_item_id: int
    amount_cents: int


class Modification(NamedTuple):
    """What a modification comes to: edges to release, edges to make, edges that stay.

    ``deletes`` tells whether an edge is left out altogether, which needs its own permission (domain R13a).
    """

    release: list[int]
    create: list[ListedEdge]
    keep: list[int]
    deletes: bool


def plan_modification(current: Sequence[CurrentEdge], listed: Sequence[ListedEdge], currency: str) -> Modification:
    """Compares a transaction's edges with those it shall have (domain R13, R13a); planned edges are not listed and stay.

    Raises ``AlreadyReconciled`` for a pair listed twice, with its row as path, and ``Locked`` for a locked edge that is
    left out or listed with another amount.
    """
    wanted: dict[tuple[int, int], ListedEdge] = {}
    for row, edge in enumerate(listed):
        if edge[:2] in wanted:
            msg = "The same two items are listed twice. List each pair once, with its whole amount."
            raise AlreadyReconciled(msg, str(row))
        wanted[edge[:2]] = edge
    release: list[int] = []
    keep: list[int] = []
    deletes = False
    for present in current:
        if present.planned or present.credit_item_id is None:
            keep.append(present.id)
            continue
        pair = (present.credit_item_id, present.debit_item_id)
        wish = wanted.get(pair)
        if wish is not None and wish.amount_cents == present.amount_cents:
            keep.append(present.id)
            del wanted[pair]
            continue
        if present.lock_reason is not None:
            amount = amount_text(present.amount_cents, currency)
            msg = f"The reconciliation of {amount} is locked and must be listed as it is: {present.lock_reason}"
            raise Locked(msg)
        release.append(present.id)
        deletes = deletes or wish is None
    create = [edge for edge in listed if edge[:2] in wanted]
    return Modification(release, create, keep, deletes)


def _word(kind: TransactionKind) -> str:
    return kind.lower().replace("_", " ")


def _a(kind: TransactionKind) -> str:
    word = _word(kind)
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
