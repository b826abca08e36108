"""Money received: payments, deposits, and the payment at checkout (domain R10, R11, R12)."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.core.allocation import Part, spread
from domain.core.edges import EdgeEnd
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
from domain.services.accounts import locked_account, present_account
from domain.services.edges import End, apply_parts, rooms_of
from domain.services.marks import Marked, MarkWish, decide_marks, known_marked
from domain.services.numbers import Numbers, Wanted, known_numbers
from domain.services.recording import (
    ItemWish,
    NewItem,
    NewTransaction,
    RecordedOutcome,
    business_date,
    items_from,
    record,
    take_number,
    total_of,
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

    Raises ``NotFound``, ``InvalidAmount``, ``InvalidValue``, ``InvalidDate``, ``DuplicateNumber`` and what
    ``decide_marks`` raises.
    """
    known = yield from known_for_payments(block, [wish])
    return record_payment(block, known, decide_payment(block, known, wish))


class KnownForPayments(NamedTuple):
    """What the database says of all that payments name: their accounts, locked; numbers; what their marks reach."""

    accounts: Mapping[int, AccountRow]
    numbers: Numbers
    marked: Marked


class DecidedPayment(NamedTuple):
    """A payment that may be recorded as it is, and what of it goes to which item."""

    account: AccountRow
    money: NewTransaction
    parts: Sequence[Part]


def known_for_payments(block: Block, wishes: Sequence[MakePayment]) -> Steps[KnownForPayments]:
    """Locks the accounts of payments and asks what must be known to decide them, whatever their number at one cost."""
    accounts = yield from block.lock_accounts(wish.account_id for wish in wishes)
    wanted = [
        Wanted(accounts[wish.account_id], wish.kind, wish.money.number)
        for wish in wishes
        if wish.account_id in accounts
    ]
    numbers = yield from known_numbers(block, wanted)
    marked = yield from known_marked(mark for wish in wishes for mark in wish.apply_to)
    return KnownForPayments(accounts, numbers, marked)


def decide_payment(block: Block, known: KnownForPayments, wish: MakePayment) -> DecidedPayment:
    """Whether a payment may be recorded; changes nothing. Raises as ``make_payment`` does."""
    account = present_account(known.accounts.get(wish.account_id), "accountId")
    new = new_money(block, account, wish.money, wish.kind, known.numbers)
    credit = EdgeEnd(0, 0, account.id, new.kind, new.payment_state, total_of(new.items))
    return DecidedPayment(account, new, decide_marks(known.marked, account, credit, wish.apply_to))


def record_payment(block: Block, known: KnownForPayments, decided: DecidedPayment) -> RecordedOutcome:
    """Records a payment and the edges of its marks. Refuses nothing."""
    transaction, items = record(block, decided.account, decided.money)
    credits = [End(item, transaction) for item in items]  # noqa: A001 - the domain's own word
    edges = apply_parts(block, credits, decided.parts, known.marked.ends, ReconciliationOrigin.MARK)
    return RecordedOutcome(decided.account.id, transaction.id, [edge.id for edge in edges])


def new_money(
    block: Block, account: AccountRow, money: Money, kind: TransactionKind, numbers: Numbers
) -> NewTransaction:
    """Money as it will be recorded; eChecks start as processing (domain R19). Raises as ``make_payment`` does."""
    amount = positive_cents(money.amount_cents, "amountCents")
    number = numbers.free(Wanted(account, kind, money.number))
    return NewTransaction(
        kind=kind,
        number=number.text,
        number_seq=number.seq,
        date=business_date(block, money.date, "date"),
        items=[NewItem(DESCRIPTIONS[kind], amount)],
        description=DESCRIPTIONS[kind],
        reference=clean_optional(money.reference, "reference"),
        method=money.method,
        payment_state=(PaymentState.PROCESSING if money.method is PaymentMethod.ECHECK else PaymentState.CONFIRMED),
    )


def receive(block: Block, account: AccountRow, money: Money, kind: TransactionKind) -> Steps[End]:
    """Records money on a locked account, under the wished number or the next. Gives its one item."""
    numbers = yield from known_numbers(block, [Wanted(account, kind, money.number)])
    transaction, items = record(block, account, new_money(block, account, money, kind, numbers))
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
