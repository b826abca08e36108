"""Money received: payments and deposits (domain R12), and paying the balance (domain R11b)."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from domain.core.allocation import Allocation, allocate
from domain.core.kinds import PaymentMethod, PaymentState, ReconciliationOrigin, Side, TransactionKind
from domain.core.labels import NO_LABELS, Labels, MetadataEntry
from domain.core.money import amount_text, positive_cents
from domain.core.reconciliation_rules import RuleEnd
from domain.core.text import clean_optional
from domain.errors import NothingOpen, OverReconciled
from domain.permissions import RECORD, PrincipalKind
from domain.queries.records import open_items
from domain.services.accounts import locked_account
from domain.services.checks import not_found, present
from domain.services.labels import ExternalIds, labels_for, load_external_ids
from domain.services.marks import MarkContext, MarkInput, load_mark_context, validate_marks
from domain.services.numbers import NumberPool, NumberRequest, load_numbers
from domain.services.reconciliation_rows import ReconciliationEnd, apply_allocations, ends_of, open_amounts_of
from domain.services.recording import NewItem, NewTransaction, RecordedTransaction, money_date, record, total_of
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.round_trips import side_by_side
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, TransactionRow
from domain.texts import say

DESCRIPTIONS = {TransactionKind.PAYMENT: "Payment", TransactionKind.DEPOSIT: "Deposit"}


@dataclass(frozen=True, slots=True)
class Money:
    """Requested details of received money."""

    amount_cents: int
    method: PaymentMethod
    date: datetime.date | None = None
    number: str | None = None
    reference: str | None = None
    external_id: str | None = None
    metadata: Sequence[MetadataEntry] = ()


@dataclass(frozen=True, slots=True)
class ReceiveMoney(Command[RecordedTransaction]):
    """Money received on an account, and the marks that say what it is for."""

    NEEDS = RECORD
    account_id: int
    money: Money
    apply_to: Sequence[MarkInput] = ()
    kind: ClassVar[TransactionKind]
    IN_GROUP = True


@dataclass(frozen=True, slots=True)
class MakePayment(ReceiveMoney):
    """A payment for what is already billed."""

    kind = TransactionKind.PAYMENT


@dataclass(frozen=True, slots=True)
class CreateDeposit(ReceiveMoney):
    """A deposit, held on the account for later."""

    kind = TransactionKind.DEPOSIT


@dataclass(frozen=True, slots=True)
class PayBalance(Command[RecordedTransaction]):
    """A payment of all or part of what an account owes, by its client or by staff."""

    NEEDS = RECORD
    IN_GROUP = True
    account_id: int
    method: PaymentMethod
    amount_cents: int | None = None
    reference: str | None = None
    external_id: str | None = None
    metadata: Sequence[MetadataEntry] = ()


@service
def make_payment(unit: UnitOfWork, cmd: MakePayment) -> Program[RecordedTransaction]:
    """Record a payment and follow its marks; without marks it stays unreconciled (domain R12).

    Raises ``NotFound``, ``InvalidAmount``, ``InvalidValue``, ``InvalidDate``, ``DuplicateNumber`` and what
    ``validate_marks`` raises.
    """
    return _receive_money(unit, cmd)


@service
def create_deposit(unit: UnitOfWork, cmd: CreateDeposit) -> Program[RecordedTransaction]:
    """Record a deposit and follow its marks. Raises as ``make_payment`` does."""
    return _receive_money(unit, cmd)


def _receive_money(unit: UnitOfWork, cmd: ReceiveMoney) -> Program[RecordedTransaction]:
    context = yield from load_payment_context(unit, [cmd], "applyTo")
    return apply_payment(unit, context, validate_payment(unit, context, cmd))


class PaymentContext(NamedTuple):
    """What validating payments needs: their locked accounts, free numbers and external ids, and the marked items."""

    accounts: Mapping[int, AccountRow]
    numbers: NumberPool
    external_ids: ExternalIds
    marks: MarkContext


class ValidPayment(NamedTuple):
    """A payment that may be recorded, and its allocation to items."""

    account: AccountRow
    money: NewTransaction
    allocations: Sequence[Allocation]


def load_payment_context(unit: UnitOfWork, cmds: Sequence[ReceiveMoney], *field: str) -> Program[PaymentContext]:
    """Lock the accounts of payments and read what validating them needs, in a fixed number of statements.

    Raises ``InvalidValue`` at ``field`` if their marks name too many items.
    """
    accounts = yield from unit.lock_accounts(cmd.account_id for cmd in cmds)
    known = [cmd for cmd in cmds if cmd.account_id in accounts]
    requests = [NumberRequest(accounts[cmd.account_id], cmd.kind, cmd.money.number) for cmd in known]
    numbers, marks = yield from side_by_side(
        load_numbers(unit, requests), load_mark_context(unit, (mark for cmd in cmds for mark in cmd.apply_to), *field)
    )
    external_ids = yield from load_external_ids(unit, ((TransactionRow, cmd.money.external_id) for cmd in known))
    return PaymentContext(accounts, numbers, external_ids, marks)


def validate_payment(unit: UnitOfWork, context: PaymentContext, cmd: ReceiveMoney) -> ValidPayment:
    """Validate a payment; change nothing. Raises as ``make_payment`` does."""
    account = present(context.accounts.get(cmd.account_id), "Account", "accountId")
    labels = context.external_ids.labels(TransactionRow, cmd.money)
    new = new_money(unit, account, cmd.money, cmd.kind, context.numbers, labels)
    total = total_of(new.items)
    credit = RuleEnd(0, 0, account.id, new.kind, new.payment_state, total, total)
    return ValidPayment(account, new, validate_marks(context.marks, account, credit, cmd.apply_to))


def apply_payment(unit: UnitOfWork, context: PaymentContext, valid: ValidPayment) -> RecordedTransaction:
    """Record a validated payment and the reconciliations of its marks; refuse nothing."""
    transaction, items = record(unit, valid.account, valid.money)
    credits = [ReconciliationEnd(item, transaction) for item in items]  # noqa: A001 - the domain's own word
    made = apply_allocations(unit, credits, valid.allocations, context.marks.ends, ReconciliationOrigin.MARK)
    return RecordedTransaction.of(transaction, made)


def new_money(
    unit: UnitOfWork,
    account: AccountRow,
    money: Money,
    kind: TransactionKind,
    numbers: NumberPool,
    labels: Labels = NO_LABELS,
) -> NewTransaction:
    """Return the transaction of received money; an eCheck starts as processing (R19). Raises as ``make_payment`` does."""
    amount = positive_cents(money.amount_cents, "amountCents")
    number = numbers.free(NumberRequest(account, kind, money.number))
    return NewTransaction(
        kind=kind,
        number=number.text,
        number_seq=number.seq,
        date=money_date(unit, kind, money.date, "date"),
        items=[NewItem(DESCRIPTIONS[kind], amount)],
        reference=clean_optional(money.reference, "reference"),
        method=money.method,
        payment_state=PaymentState.PROCESSING if money.method is PaymentMethod.ECHECK else PaymentState.CONFIRMED,
        labels=labels,
    )


def receive(unit: UnitOfWork, account: AccountRow, money: Money, kind: TransactionKind) -> Program[ReconciliationEnd]:
    """Record money on a locked account, and return its one item. Raises as ``make_payment`` does."""
    numbers = yield from load_numbers(unit, [NumberRequest(account, kind, money.number)])
    labels = yield from labels_for(unit, TransactionRow, money)
    return record_money(unit, account, money, kind, numbers, labels)


def record_money(
    unit: UnitOfWork,
    account: AccountRow,
    money: Money,
    kind: TransactionKind,
    numbers: NumberPool,
    labels: Labels = NO_LABELS,
) -> ReconciliationEnd:
    """Record money under a number of ``numbers``, and return its one item. Raises as ``make_payment`` does."""
    transaction, (item,) = record(unit, account, new_money(unit, account, money, kind, numbers, labels))
    return ReconciliationEnd(item, transaction)


@service
def pay_balance(unit: UnitOfWork, cmd: PayBalance) -> Program[RecordedTransaction]:
    """Pay what an account owes, today, to open invoice items, oldest first (domain R9, R11b).

    The expected balance is both the default and the most. No refusal names an item (domain R34). Raises ``NotFound``
    (for a client also on another account), ``NothingOpen``, ``InvalidAmount``, ``OverReconciled`` and ``InvalidValue``.
    """
    if unit.actor.kind is PrincipalKind.CLIENT and unit.actor.account_id != cmd.account_id:
        raise not_found("Account", "accountId")
    account = yield from locked_account(unit, cmd.account_id, "accountId")
    expected = account.expected_balance_cents
    if expected <= 0:
        raise NothingOpen(say("balance-nothing-to-pay"), "accountId")
    amount = expected if cmd.amount_cents is None else positive_cents(cmd.amount_cents, "amountCents")
    if amount > expected:
        requested, most = amount_text(amount, account.currency), amount_text(expected, account.currency)
        message = say("balance-paid-too-much", requested=requested, most=most)
        raise OverReconciled(message, "amountCents")
    money = Money(amount, cmd.method, reference=cmd.reference, external_id=cmd.external_id, metadata=cmd.metadata)
    paid = yield from receive(unit, account, money, TransactionKind.PAYMENT)
    items = yield from open_items(account.id, Side.DEBIT, (TransactionKind.INVOICE,))
    allocations = allocate(amount, open_amounts_of(items))
    used = {allocation.item_id for allocation in allocations}
    debits = yield from ends_of(item for item in items if item.id in used)
    made = apply_allocations(unit, [paid], allocations, debits, ReconciliationOrigin.BALANCE_PAYMENT)
    return RecordedTransaction.of(paid.transaction, made)
