"""The rules of reconciliations: which items, how much, what is locked, and what a modification changes (R6, R7, R13-R15)."""

import datetime
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from domain.core.kinds import PaymentState, Side, TransactionKind, kind_text
from domain.core.money import amount_text, positive_cents
from domain.errors import AlreadyReconciled, InvalidDate, Locked, OverReconciled, WrongAccount, WrongSide, WrongState
from domain.texts import Joined, Text, say

NO_OBSTACLES: Mapping[int, Text] = MappingProxyType({})
LOCKED_MAX = 20
"""How many locked reconciliations a refusal names."""


class RuleEnd(NamedTuple):
    """One end of a new reconciliation: an item with the values that the rules need, and its transaction's number.

    ``refundable_cents`` is less than ``open_cents`` while processing money holds the item that a cancellation cancelled.
    """

    item_id: int
    transaction_id: int
    account_id: int
    kind: TransactionKind
    payment_state: PaymentState | None
    open_cents: int
    refundable_cents: int
    corrects_id: int | None = None
    number: str = ""
    date: datetime.date = datetime.date.min
    write_off: bool = False


def check_meeting(credit: RuleEnd, debit: RuleEnd) -> None:
    """Check that two items may be reconciled with each other at all (domain R6, R7).

    Raises, in this order: ``WrongSide`` (two of one side, kinds that exclude each other, a write-off with anything but
    an invoice item, as R40 forbids), ``WrongAccount``, ``WrongState`` (failed money; processing money with a refund).
    """
    if credit.kind.side is not Side.CREDIT or debit.kind.side is not Side.DEBIT:
        raise WrongSide(
            say("reconciliation-wrong-kinds", credit=kind_text(credit.kind), debit=kind_text(debit.kind)),
            "creditItemId" if credit.kind.side is not Side.CREDIT else "debitItemId",
        )
    if debit.kind is TransactionKind.PAYMENT_CORRECTION and debit.corrects_id != credit.transaction_id:
        raise WrongSide(say("reconciliation-correction-only-own"), "debitItemId")
    if credit.write_off and debit.kind is not TransactionKind.INVOICE:
        raise WrongSide(say("reconciliation-write-off-only-own"), "creditItemId")
    if credit.account_id != debit.account_id:
        raise WrongAccount(say("reconciliation-two-accounts"), "debitItemId")
    if credit.payment_state is PaymentState.FAILED and debit.kind is not TransactionKind.PAYMENT_CORRECTION:
        raise WrongState(say("reconciliation-payment-failed"), "creditItemId")
    if credit.payment_state is PaymentState.PROCESSING and debit.kind is TransactionKind.REFUND:
        raise WrongState(say("reconciliation-payment-processing"), "creditItemId")


def check_refund_date(credit: RuleEnd, debit: RuleEnd) -> None:
    """Raise ``InvalidDate`` for a refund that is dated before what it refunds (domain R7b)."""
    if debit.kind is TransactionKind.REFUND and debit.date < credit.date:
        raise InvalidDate(
            say(
                "reconciliation-refund-before-credit",
                refund=debit.number,
                refunded_on=debit.date,
                credit=credit.number,
                credited_on=credit.date,
            ),
            "creditItemId",
        )


def check_new_reconciliation(
    credit: RuleEnd, debit: RuleEnd, amount_cents: int, currency: str, obstacles: Mapping[int, Text] = NO_OBSTACLES
) -> None:
    """Check a new reconciliation: ``check_meeting``, then that its amount is within what both items have open (domain R6).

    ``obstacles`` says in words, by item, what uses it up. Raises what ``check_meeting`` raises, then ``InvalidAmount``,
    ``OverReconciled`` with how much is open, and ``WrongState`` for a refund of what processing money holds back (R7a).
    """
    check_meeting(credit, debit)
    positive_cents(amount_cents, "amountCents")
    for end in (credit, debit):
        if amount_cents > end.open_cents:
            message: Text = say(
                "reconciliation-none-open" if end.open_cents == 0 else "reconciliation-above-open",
                kind=end.kind,
                number=end.number,
                has=amount_text(end.open_cents, currency),
                requested=amount_text(amount_cents, currency),
            )
            if end.item_id in obstacles:
                message = Joined.of([message, obstacles[end.item_id]])
            raise OverReconciled(message, "amountCents")
    if debit.kind is TransactionKind.REFUND and amount_cents > credit.refundable_cents:
        raise WrongState(
            say("reconciliation-cancellation-held", refundable=amount_text(credit.refundable_cents, currency)),
            "amountCents",
        )


def lock_reason(
    *, planned: bool, processing: bool, item_has_planned: bool, debit_kind: TransactionKind, write_off: bool
) -> Text | None:
    """Return why a reconciliation can be neither modified nor deleted, or None (domain R15, R40)."""
    if planned:
        return say("lock-planned")
    if processing:
        return say("lock-processing")
    if debit_kind is TransactionKind.PAYMENT_CORRECTION:
        return say("lock-correction")
    if write_off:
        return say("lock-write-off")
    if item_has_planned:
        return say("lock-item-planned")
    return None


def listed_locked(locked: Sequence[Text]) -> Text:
    """Return locked reconciliations, each named in words, for a refusal (domain R14a)."""
    more = [say("locked-more", more=len(locked) - LOCKED_MAX)] if len(locked) > LOCKED_MAX else []
    return Joined.of([say("locked-count", count=len(locked)), *locked[:LOCKED_MAX], *more])


class CurrentReconciliation(NamedTuple):
    """An active reconciliation of the modified transaction; ``credit_item_id`` is None while its money is planned.

    ``locked`` names a locked one and what locks it, in words.
    """

    id: int
    credit_item_id: int | None
    debit_item_id: int
    amount_cents: int
    locked: Text | None
    planned: bool


class ListedReconciliation(NamedTuple):
    """A reconciliation that the transaction shall have."""

    credit_item_id: int
    debit_item_id: int
    amount_cents: int


class Modification(NamedTuple):
    """The reconciliations that a modification releases, creates and keeps.

    ``deletes`` tells whether one is left out altogether, which needs a permission of its own (domain R13a).
    """

    release: list[int]
    create: list[ListedReconciliation]
    keep: list[int]
    deletes: bool


def plan_modification(current: Sequence[CurrentReconciliation], listed: Sequence[ListedReconciliation]) -> Modification:
    """Return how to get from a transaction's reconciliations to the listed ones (domain R13, R13a).

    Planned reconciliations are not listed and stay. Raises ``AlreadyReconciled`` for a pair listed twice, with its row as
    path, and ``Locked``, naming each locked reconciliation that is left out or listed with another amount (domain R14a).
    """
    wanted: dict[tuple[int, int], ListedReconciliation] = {}
    for row, reconciliation in enumerate(listed):
        if reconciliation[:2] in wanted:
            raise AlreadyReconciled(say("reconciliation-pair-twice"), str(row))
        wanted[reconciliation[:2]] = reconciliation
    release: list[int] = []
    keep: list[int] = []
    locked: list[Text] = []
    deletes = False
    for present in current:
        if present.planned or present.credit_item_id is None:
            keep.append(present.id)
            continue
        pair = (present.credit_item_id, present.debit_item_id)
        listed_now = wanted.get(pair)
        if listed_now is not None and listed_now.amount_cents == present.amount_cents:
            keep.append(present.id)
            del wanted[pair]
            continue
        if present.locked is not None:
            locked.append(present.locked)
        release.append(present.id)
        deletes = deletes or listed_now is None
    if locked:
        raise Locked(say("reconciliations-locked-not-listed", locked=listed_locked(locked)))
    create = [reconciliation for reconciliation in listed if reconciliation[:2] in wanted]
    return Modification(release, create, keep, deletes)
