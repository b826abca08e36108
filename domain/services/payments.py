"""Money received: payments and deposits (domain R12), and paying the balance (domain R11b)."""

import dataclasses
import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.allocation import spread
from domain.core.kinds import PaymentMethod, PaymentState, ReconciliationOrigin, Side, TransactionKind
from domain.core.money import amount_text, positive_cents
from domain.core.text import clean_optional
from domain.errors import NotFound, NothingOpen, OverReconciled
from domain.permissions import PrincipalKind
from domain.queries.records import open_items
from domain.rows import AccountRow
from domain.services.accounts import locked_account
from domain.services.edges import End, apply_parts, ends_of, rooms_of
from domain.services.marks import MarkWish, follow
from domain.services.recording import (
    NewItem,
    NewTransaction,
    RecordedOutcome,
    business_date,
    record,
    take_number,
)
from domain.store.block import Block
from domain.store.steps import Steps

DESCRIPTIONS = {TransactionKind.PAYMENT: "Payment", TransactionKind.DEPOSIT: "Deposit"}


@dataclass(frozen=True, slots=True)
class Money:
    """Money received, as it is asked for."""

    amount_cents: int
    method: PaymentMethod
    date: datetime.date | None = None
    number: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class MakePayment:
    """A payment (or deposit) recorded on an account, and what a person says it is for."""

    account_id: int
    money: Money
    kind: TransactionKind = TransactionKind.PAYMENT
    apply_to: Sequence[MarkWish] = ()


@dataclass(frozen=True, slots=True)
class PayBalance:
    """What an account owes, or a part of it, paid by its client or at the desk."""

    account_id: int
    method: PaymentMethod
    amount_cents: int | None = None
    reference: str | None = None


def make_payment(block: Block, wish: MakePayment) -> Steps[RecordedOutcome]:
    """Records a payment or deposit and follows its marks; without marks it stays unreconciled (domain R12).

    Raises ``NotFound``, ``InvalidAmount``, ``InvalidValue``, ``InvalidDate``, ``DuplicateNumber`` and what ``follow``
    raises.
    """
    account = yield from locked_account(block, wish.account_id, "accountId")
    received = yield from receive(block, account, wish.money, wish.kind)
    edges = yield from follow(block, account, [received], wish.apply_to, ReconciliationOrigin.MARK)
    return RecordedOutcome(account.id, received.transaction.id, [edge.id for edge in edges])


def receive(block: Block, account: AccountRow, money: Money, kind: TransactionKind) -> Steps[End]:
    """Records money on a locked account, under the wished number or the next. Raises as ``make_payment`` does."""
    number = yield from take_number(block, account, money.number, kind)
    return record_money(block, account, dataclasses.replace(money, number=number), kind)


def record_money(block: Block, account: AccountRow, money: Money, kind: TransactionKind) -> End:
    """Records money whose number is known; eChecks start as processing (domain R19). Gives its one item.

    Raises ``InvalidAmount``, ``InvalidDate`` and ``InvalidValue``.
    """
    assert money.number is not None, "its number is taken before"
    new = NewTransaction(
        kind=kind,
        number=money.number,
        date=business_date(block, money.date, "date"),
        items=[NewItem(DESCRIPTIONS[kind], positive_cents(money.amount_cents, "amountCents"))],
        description=DESCRIPTIONS[kind],
        reference=clean_optional(money.reference, "reference"),
        method=money.method,
        payment_state=(PaymentState.PROCESSING if money.method is PaymentMethod.ECHECK else PaymentState.CONFIRMED),
    )
    transaction, items = record(block, account, new)
    return End(items[0], transaction)


def pay_balance(block: Block, wish: PayBalance) -> Steps[RecordedOutcome]:
    """Pays what an account owes: today, to open invoice items, oldest first (domain R9, R11b).

    The default and the most is the expected balance; no refusal names an item (domain R34). Raises ``NotFound`` (for a
    client: any account but their own), ``NothingOpen``, ``InvalidAmount``, ``OverReconciled`` and ``InvalidValue``.
    """
    if block.actor.kind is PrincipalKind.CLIENT and block.actor.account_id != wish.account_id:
        msg = "There is no such account."
        raise NotFound(msg, "accountId")
    account = yield from locked_account(block, wish.account_id, "accountId")
    expected = account.expected_balance_cents
    if expected <= 0:
        msg = "There is nothing to pay: the expected balance is not above 0."
        raise NothingOpen(msg, "accountId")
    amount = expected if wish.amount_cents is None else positive_cents(wish.amount_cents, "amountCents")
    if amount > expected:
        msg = (
            f"{amount_text(amount, account.currency)} is more than the expected balance, "
            f"{amount_text(expected, account.currency)}. Pay at most that."
        )
        raise OverReconciled(msg, "amountCents")
    money = Money(amount, wish.method, None, None, wish.reference)
    paid = yield from receive(block, account, money, TransactionKind.PAYMENT)
    open_ = yield from open_items(account.id, Side.DEBIT, (TransactionKind.INVOICE,))
    parts = spread(amount, rooms_of(open_))
    debits = yield from ends_of([item for item in open_ if item.id in {part.item_id for part in parts}])
    edges = apply_parts(block, [paid], parts, debits, ReconciliationOrigin.BALANCE_PAYMENT)
    return RecordedOutcome(account.id, paid.transaction.id, [edge.id for edge in edges])
