"""Money received: payments, deposits, and the payment at checkout (domain R10, R11, R12)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.allocation import spread
from domain.core.kinds import (
    PaymentMethod,
    PaymentState,
    ReconciliationOrigin,
    TransactionKind,
)
from domain.core.money import positive_cents, whole_cents
from domain.core.text import clean_optional
from domain.errors import Refusal
from domain.rows import AccountRow
from domain.services.accounts import locked_account
from domain.services.edges import End, apply_parts, rooms_of
from domain.services.marks import MarkWish, follow
from domain.services.recording import (
    ItemWish,
    NewItem,
    NewTransaction,
    RecordedOutcome,
    business_date,
    items_from,
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
class Checkout:
    """An invoice and, at once, a payment for it."""

    account_id: int
    items: Sequence[ItemWish]
    date: datetime.date | None = None
    payment: Money | None = None


@dataclass(frozen=True, slots=True)
class CheckoutOutcome:
    """The invoice, its payment, and the edges between them."""

    account: int
    invoice: int
    payment: int | None
    reconciliations: list[int]


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
    """Records money on a locked account; eChecks start as processing (domain R19). Gives its one item."""
    amount = positive_cents(money.amount_cents, "amountCents")
    new = NewTransaction(
        kind=kind,
        number=(yield from take_number(block, account, money.number, kind)),
        date=business_date(block, money.date, "date"),
        items=[NewItem(DESCRIPTIONS[kind], amount)],
        description=DESCRIPTIONS[kind],
        reference=clean_optional(money.reference, "reference"),
        method=money.method,
        payment_state=(PaymentState.PROCESSING if money.method is PaymentMethod.ECHECK else PaymentState.CONFIRMED),
    )
    transaction, items = record(block, account, new)
    return End(items[0], transaction)


def checkout(block: Block, wish: Checkout) -> Steps[CheckoutOutcome]:
    """Records an invoice and its payment, which goes to the items in listed order (domain R8, R10).

    What is paid beyond the total stays on the account (domain R11a). Raises as ``create_invoice`` and ``make_payment``.
    """
    account = yield from locked_account(block, wish.account_id, "accountId")
    items = yield from items_from(wish.items, account, whole_cents)
    new = NewTransaction(
        kind=TransactionKind.INVOICE,
        number=(yield from take_number(block, account, None, TransactionKind.INVOICE)),
        date=business_date(block, wish.date, "date"),
        items=items,
        description=items[0].description,
    )
    invoice, rows = record(block, account, new)
    if wish.payment is None:
        return CheckoutOutcome(account.id, invoice.id, None, [])
    try:
        paid = yield from receive(block, account, _dated(wish.payment, invoice.date), TransactionKind.PAYMENT)
    except Refusal as refusal:
        raise refusal.under("payment") from None  # noqa: EM101 - a path, no message
    parts = spread(paid.item.amount_cents, rooms_of(rows))
    debits = {row.id: End(row, invoice) for row in rows}
    edges = apply_parts(block, [paid], parts, debits, ReconciliationOrigin.CHECKOUT)
    return CheckoutOutcome(account.id, invoice.id, paid.transaction.id, [edge.id for edge in edges])


def _dated(money: Money, day: datetime.date) -> Money:
    """A payment at checkout is of the checkout's day unless it says otherwise."""
    return Money(money.amount_cents, money.method, money.date or day, money.number, money.reference)
