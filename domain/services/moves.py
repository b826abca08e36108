"""Moving a payment that was entered on the wrong account (domain R39b)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.kinds import PaymentState, ReconciliationOrigin, TransactionKind
from domain.core.labels import MetadataEntry
from domain.core.text import LONGEST_TEXT, clean_text
from domain.errors import InvalidValue, WrongCurrency, WrongState
from domain.permissions import DELETE, RECORD
from domain.services.bank.parts import move_parts
from domain.services.checks import present
from domain.services.labels import labels_for
from domain.services.marks import MarkInput, load_mark_context, validate_marks
from domain.services.payment_states import Reversal, locked_money, reverse_payment
from domain.services.payments import DESCRIPTIONS
from domain.services.reconciliation_rows import ReconciliationEnd, apply_allocations
from domain.services.reconciliations import refuse_locked
from domain.services.recording import NewItem, NewTransaction, open_day, record, take_number
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, ReconciliationRow, TransactionRow
from domain.texts import say


@dataclass(frozen=True, slots=True)
class MovedPayment:
    """The correction on the former account, the payment on the new one, and what that is reconciled with."""

    account: int
    correction: int
    transaction: int
    reconciliations: list[int]


@dataclass(frozen=True, slots=True)
class MovePayment(Command[MovedPayment]):
    """A payment or deposit, the account to which it belongs, the marks that say what it is for there, and the reason."""

    NEEDS = RECORD | DELETE
    transaction_id: int
    to_account_id: int
    reason: str
    apply_to: Sequence[MarkInput] = ()
    external_id: str | None = None
    metadata: Sequence[MetadataEntry] = ()


@service
def move_payment(unit: UnitOfWork, cmd: MovePayment) -> Program[MovedPayment]:
    """Reverse a payment on its account, and record one like it on another account of the same currency.

    Both bear the payment's date, or the first open day where that is closed (domain R46), and its parts of bank lines go
    over (domain R43b). No text names the other account: clients read texts. Raises ``InvalidValue`` (no reason, the same
    account), ``NotFound``, ``WrongSide``, ``WrongCurrency``, ``WrongState`` (not confirmed, or refunded), ``Locked``,
    ``BooksClosed`` and what ``validate_marks`` raises.
    """
    reason = clean_text(cmd.reason, "reason", longest=LONGEST_TEXT)
    payment, reconciliations = yield from locked_money(unit, cmd.transaction_id, [cmd.to_account_id])
    account = _new_account(unit, payment, cmd.to_account_id)
    yield from _check_movable(payment, reconciliations)
    day = open_day(unit, payment.date, payment.number, "transactionId")
    reversed_ = yield from reverse_payment(unit, payment, reconciliations, Reversal(day, reason))
    new = NewTransaction(
        kind=payment.kind,
        number=(yield from take_number(unit, account, None, payment.kind)),
        date=day,
        items=[NewItem(DESCRIPTIONS[payment.kind], payment.amount_cents)],
        reference=payment.reference,
        method=payment.method,
        payment_state=PaymentState.CONFIRMED,
        moved_from_id=payment.id,
        labels=(yield from labels_for(unit, TransactionRow, cmd)),
    )
    transaction, items = record(unit, account, new)
    yield from move_parts(unit, payment.id, transaction)
    credits = [ReconciliationEnd(item, transaction) for item in items]  # noqa: A001 - the domain's own word
    marks = yield from load_mark_context(unit, cmd.apply_to, "applyTo")
    allocations = validate_marks(marks, account, credits[0].to_rule(), cmd.apply_to)
    made = apply_allocations(unit, credits, allocations, marks.ends, ReconciliationOrigin.MARK)
    return MovedPayment(account.id, reversed_.correction, transaction.id, [each.id for each in made])


def _new_account(unit: UnitOfWork, payment: TransactionRow, account_id: int) -> AccountRow:
    """Return the locked account that the payment moves to."""
    account = present(unit.accounts.get(account_id), "Account", "toAccountId")
    if account.id == payment.account_id:
        raise InvalidValue(say("move-same-account", number=payment.number), "toAccountId")
    currency = unit.accounts[payment.account_id].currency
    if account.currency != currency:
        raise WrongCurrency(
            say("move-other-currency", currency=account.currency, wanted=currency, number=payment.number), "toAccountId"
        )
    return account


def _check_movable(payment: TransactionRow, reconciliations: Sequence[ReconciliationRow]) -> Program[None]:
    """Raise ``WrongState`` unless the money has arrived and none of it was refunded, and ``Locked``."""
    if payment.payment_state is PaymentState.PROCESSING:
        message = say("move-processing", number=payment.number)
        raise WrongState(message, "transactionId")
    if payment.payment_state is PaymentState.FAILED:
        message = say("move-failed", number=payment.number)
        raise WrongState(message, "transactionId")
    if any(each.debit_kind is TransactionKind.REFUND for each in reconciliations):
        message = say("move-refunded", number=payment.number)
        raise WrongState(message, "transactionId")
    yield from refuse_locked(reconciliations, say("locked-not-moved", number=payment.number))
