"""What the bank reports: processing money arrives, or money comes back (domain R19, R19a)."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from domain.core.allocation import Pairing
from domain.core.kinds import PaymentState, ReconciliationOrigin, TransactionKind
from domain.core.labels import NO_LABELS, Labels, MetadataEntry
from domain.core.text import LONGEST_TEXT, clean_text
from domain.errors import InvalidDate, NotFound, WrongSide, WrongState
from domain.permissions import RECORD
from domain.queries.cancellations import cancellations_of
from domain.queries.records import active_reconciliations_of_credits, by_ids, items_of
from domain.services.bank.parts import end_parts_with_fees, lock_for_ending_parts
from domain.services.checks import not_found
from domain.services.labels import labels_for
from domain.services.reconciliation_rows import (
    ReconciliationEnd,
    add_reconciliation,
    ends_of,
    make_reconciliations,
    release_reconciliation,
)
from domain.services.reconciliations import locked_transaction
from domain.services.recording import NewItem, NewTransaction, check_money_date, open_date, record, take_number
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import ItemRow, ReconciliationRow, TransactionRow
from domain.texts import say


@dataclass(frozen=True, slots=True)
class ConfirmedPayment:
    """The confirmed payment."""

    account: int
    transaction: int


@dataclass(frozen=True, slots=True)
class FailedPayment:
    """The failed payment, its correction, the released reconciliations, and the new ones."""

    account: int
    transaction: int
    correction: int
    released: list[int]
    reconciliations: list[int]


@dataclass(frozen=True, slots=True)
class ConfirmPayment(Command[ConfirmedPayment]):
    """A processing payment or deposit whose money has arrived."""

    NEEDS = RECORD
    transaction_id: int


@dataclass(frozen=True, slots=True)
class FailPayment(Command[FailedPayment]):
    """A payment or deposit whose money came back or never arrived, and the reason.

    ``wrong_entry``: there never was such money, so it explains no bank line any more, nor does its fee (domain R43b).
    """

    NEEDS = RECORD
    transaction_id: int
    reason: str
    date: datetime.date | None = None
    number: str | None = None
    wrong_entry: bool = False
    external_id: str | None = None
    metadata: Sequence[MetadataEntry] = ()


@service
def confirm_payment(unit: UnitOfWork, cmd: ConfirmPayment) -> Program[ConfirmedPayment]:
    """Confirm a payment: its reconciliations are settled and no longer locked (domain R19).

    Raises ``NotFound``, ``WrongSide`` (no payment or deposit) and ``WrongState`` (it is not processing).
    """
    payment, reconciliations = yield from locked_money(unit, cmd.transaction_id)
    confirm(unit, payment, reconciliations)
    return ConfirmedPayment(payment.account_id, payment.id)


def confirm(unit: UnitOfWork, payment: TransactionRow, reconciliations: Sequence[ReconciliationRow]) -> TransactionRow:
    """Confirm a locked payment with its reconciliations, and return it; raises ``WrongState`` (it is not processing)."""
    if payment.payment_state is not PaymentState.PROCESSING:
        confirmed = payment.payment_state is PaymentState.CONFIRMED
        id_ = "payment-confirmed-already" if confirmed else "payment-failed-not-processing"
        raise WrongState(say(id_, number=payment.number), "transactionId")
    for reconciliation in reconciliations:
        unit.changes.change(reconciliation, processing=False)
    at = unit.recorded_at(payment.account_id)
    return unit.changes.change(payment, payment_state=PaymentState.CONFIRMED, confirmed_at=at)


@service
def fail_payment(unit: UnitOfWork, cmd: FailPayment) -> Program[FailedPayment]:
    """Fail a payment: release its reconciliations and reconcile it with a correction that reverses it (R19, R19a).

    Money that had arrived can fail too: a returned check, a chargeback, a wrong entry. What this frees on a cancelled
    item first settles the open credit of its own cancellation. Raises ``InvalidValue`` (no reason), ``NotFound``,
    ``WrongSide``, ``WrongState`` (it failed already, or other money stands on its bank line only with it),
    ``InvalidDate`` (before it, or ahead), ``BooksClosed`` and ``DuplicateNumber``.
    """
    reason = clean_text(cmd.reason, "reason", longest=LONGEST_TEXT)
    if cmd.wrong_entry:
        yield from lock_for_ending_parts(unit, cmd.transaction_id)
    payment, reconciliations = yield from locked_money(unit, cmd.transaction_id)
    if payment.payment_state is PaymentState.FAILED:
        raise WrongState(say("payment-failed-already", number=payment.number), "transactionId")
    day = correction_date(unit, payment, cmd.date)
    if cmd.wrong_entry:
        yield from end_parts_with_fees(unit, payment)
    labels = yield from labels_for(unit, TransactionRow, cmd)
    return (yield from reverse_payment(unit, payment, reconciliations, Reversal(day, reason, cmd.number, labels)))


class Reversal(NamedTuple):
    """What a correction states: its day, the reason, its number (None: generated) and labels."""

    day: datetime.date
    reason: str
    number: str | None = None
    labels: Labels = NO_LABELS


def reverse_payment(
    unit: UnitOfWork, payment: TransactionRow, reconciliations: Sequence[ReconciliationRow], reversal: Reversal
) -> Program[FailedPayment]:
    """Release the reconciliations of a locked payment and reconcile it with a correction that reverses it.

    What this frees on a cancelled item first settles the open credit of its own cancellation (domain R19a). Raises
    ``InvalidValue`` and ``DuplicateNumber``.
    """
    reversals = Reversals(unit)
    failed = yield from reversals.reverse(payment, reconciliations, reversal)
    settled = yield from reversals.settle()
    return replace(failed, reconciliations=[*failed.reconciliations, *(each.id for each in settled)])


class Reversals:
    """Locked payments that one unit reverses: several may have paid one item, which is one object for all of them."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._freed: dict[int, ItemRow] = {}

    def reverse(
        self, payment: TransactionRow, reconciliations: Sequence[ReconciliationRow], reversal: Reversal
    ) -> Program[FailedPayment]:
        """Release a payment's reconciliations and reconcile it with its correction; ``settle`` is called after the last.

        Raises ``InvalidValue`` and ``DuplicateNumber``.
        """
        unit = self._unit
        item = (yield from items_of([payment.id]))[payment.id][0]
        paid = {each.debit_item_id for each in reconciliations}
        self._freed |= yield from by_ids(ItemRow, paid - self._freed.keys())
        items = (item, *(self._freed[each] for each in sorted(paid)))
        released = [release_reconciliation(unit, each, items).id for each in reconciliations]
        at = unit.recorded_at(payment.account_id)
        failed = unit.changes.change(payment, payment_state=PaymentState.FAILED, failed_at=at)
        correction = yield from _correct(unit, ReconciliationEnd(item, failed), reversal)
        return FailedPayment(payment.account_id, payment.id, correction.debit_transaction_id, released, [correction.id])

    def settle(self) -> Program[Sequence[ReconciliationRow]]:
        """Settle what was freed on cancelled items by the open credit of their own cancellations (domain R19a)."""
        return (yield from _settle_by_cancellations(self._unit, self._freed.values()))


def correction_date(unit: UnitOfWork, payment: TransactionRow, requested: datetime.date | None) -> datetime.date:
    """Return a date from the payment's to today (R7b, R39), in an open period (R46); one of old dated ahead has its own."""
    latest = max(unit.today, payment.date)
    day = open_date(unit, requested or latest, "date")
    if day < payment.date:
        message = say("correction-before-payment", day=day, date=payment.date)
        raise InvalidDate(message, "date")
    check_money_date(TransactionKind.PAYMENT_CORRECTION, day, latest, "date")
    return day


def _correct(unit: UnitOfWork, end: ReconciliationEnd, reversal: Reversal) -> Program[ReconciliationRow]:
    """Record the correction of failed money, and reconcile the two."""
    failed = end.transaction
    account = unit.accounts[failed.account_id]
    new = NewTransaction(
        kind=TransactionKind.PAYMENT_CORRECTION,
        number=(yield from take_number(unit, account, reversal.number, TransactionKind.PAYMENT_CORRECTION)),
        date=reversal.day,
        items=[NewItem(reversal.reason, failed.amount_cents)],
        method=failed.method,
        corrects_id=failed.id,
        labels=reversal.labels,
    )
    correction, (item,) = record(unit, account, new)
    debit = ReconciliationEnd(item, correction)
    return add_reconciliation(unit, end, debit, failed.amount_cents, ReconciliationOrigin.CORRECTION)


def _settle_by_cancellations(unit: UnitOfWork, freed: Collection[ItemRow]) -> Program[Sequence[ReconciliationRow]]:
    """Settle freed amounts of cancelled items by the open credit of their own cancellations (domain R19a)."""
    open_items = [item for item in freed if item.kind is TransactionKind.INVOICE and item.unreconciled_cents > 0]
    cancellations = yield from cancellations_of([item.id for item in open_items])
    pairings = []
    for item in open_items:
        open_cents = item.unreconciled_cents
        for each in cancellations[item.id]:
            allocated = min(open_cents, each.unreconciled_cents)
            if allocated > 0:
                pairings.append(Pairing(each.id, item.id, allocated))
                open_cents -= allocated
    used = {pairing.credit_item_id for pairing in pairings}
    existing = yield from active_reconciliations_of_credits(used)
    floating = [each for rows in cancellations.values() for each in rows if each.id in used]
    ends = yield from ends_of([*floating, *open_items])
    return make_reconciliations(unit, pairings, ends, ReconciliationOrigin.CANCELLATION, existing)


def locked_money(
    unit: UnitOfWork, transaction_id: int, further_accounts: Collection[int] = ()
) -> Program[tuple[TransactionRow, list[ReconciliationRow]]]:
    """Lock a payment or deposit; return it and its reconciliations, without invalid ones, which use no amount (R22a).

    ``further_accounts`` are locked with it. Raises ``NotFound`` and ``WrongSide`` (no payment or deposit).
    """
    try:
        payment, reconciliations = yield from locked_transaction(
            unit, transaction_id, further_accounts=further_accounts
        )
    except NotFound:
        raise not_found("Payment", "transactionId") from None
    if payment.payment_state is None:
        message = say("payment-not-money", number=payment.number)
        raise WrongSide(message, "transactionId")
    return payment, [each for each in reconciliations if not each.faulty]
