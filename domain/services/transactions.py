"""Changing what a recorded transaction states, except its money (domain R39a)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.core.labels import MetadataEntry
from domain.core.text import LONGEST_TEXT, clean_optional, clean_text
from domain.core.unchanged import UNCHANGED, Unchanged
from domain.errors import WrongSide, WrongState
from domain.permissions import RECORD
from domain.queries.transactions import corrections_of
from domain.services.checks import change_where_different, existing_row
from domain.services.labels import changed_labels
from domain.services.recording import due_date
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import TransactionRow
from domain.texts import say


@dataclass(frozen=True, slots=True)
class UpdatedTransaction:
    """The changed transaction."""

    account: int
    transaction: int


@dataclass(frozen=True, slots=True)
class UpdateTransaction(Command[UpdatedTransaction]):
    """The changes to a transaction; ``UNCHANGED`` leaves a value, and None clears it where it may be empty."""

    NEEDS = RECORD
    transaction_id: int
    due_on: datetime.date | Unchanged | None = UNCHANGED
    description: str | Unchanged = UNCHANGED
    reference: str | Unchanged | None = UNCHANGED
    method: PaymentMethod | Unchanged = UNCHANGED
    external_id: str | Unchanged | None = UNCHANGED
    metadata: Sequence[MetadataEntry] | Unchanged = UNCHANGED


@service
def update_transaction(unit: UnitOfWork, cmd: UpdateTransaction) -> Program[UpdatedTransaction]:
    """Change an invoice's due date, a transaction's description, reference or labels, or how money was paid.

    Earlier values are kept; a payment's correction follows its method. Raises ``NotFound``, ``InvalidValue``,
    ``InvalidDate``, ``WrongSide`` (the kind has no such value), ``WrongState`` (to or from eCheck, or a correction's),
    ``DuplicateNumber`` (its external id) and ``BooksClosed`` (the method, in a closed period).
    """
    transaction = yield from _locked(unit, cmd.transaction_id)
    corrections = yield from corrections_of([transaction.id])
    labels = yield from changed_labels(unit, transaction, cmd)
    change_where_different(
        unit,
        transaction,
        due_on=cmd.due_on if cmd.due_on is UNCHANGED else _due_on(transaction, cmd.due_on),
        description=_description(cmd.description),
        reference=cmd.reference if cmd.reference is UNCHANGED else clean_optional(cmd.reference, "reference"),
        method=cmd.method if cmd.method is UNCHANGED else _method(unit, transaction, cmd.method),
        **labels,
    )
    for correction in corrections.values():
        change_where_different(unit, correction, method=cmd.method)
    return UpdatedTransaction(transaction.account_id, transaction.id)


def _locked(unit: UnitOfWork, transaction_id: int) -> Program[TransactionRow]:
    """Lock a transaction's account, which never changes, and return the transaction; raises ``NotFound``."""
    before = yield from existing_row(TransactionRow, transaction_id, "Transaction", "transactionId")
    yield from unit.lock_accounts([before.account_id])
    return (yield from existing_row(TransactionRow, transaction_id, "Transaction", "transactionId"))


def _due_on(transaction: TransactionRow, due_on: datetime.date | None) -> datetime.date | None:
    if transaction.kind is not TransactionKind.INVOICE:
        raise WrongSide(say("transaction-no-due-date", number=transaction.number), "dueOn")
    return due_date(transaction.date, due_on)


def _description(description: str | Unchanged) -> str | Unchanged:
    return description if description is UNCHANGED else clean_text(description, "description", longest=LONGEST_TEXT)


def _method(unit: UnitOfWork, transaction: TransactionRow, method: PaymentMethod) -> PaymentMethod:
    if transaction.method is None:
        raise WrongSide(say("transaction-no-method", number=transaction.number), "method")
    if transaction.corrects_id is not None and method is not transaction.method:
        message = say("transaction-method-of-payment", number=transaction.number)
        raise WrongState(message, "method")
    if method is not transaction.method and PaymentMethod.ECHECK in {method, transaction.method}:
        message = say("transaction-method-echeck", number=transaction.number)
        raise WrongState(message, "method")
    if method is not transaction.method:
        way = say("closed-leave-method")  # reports by method tell what was received in the period
        unit.closed.days.check(transaction.date, "method", what=transaction.number, way=way)
    return method
