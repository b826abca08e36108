"""Money received: payments and deposits (domain R12), and paying the balance (domain R11b)."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.core.allocation import Part, spread
from domain.core.edges import EdgeEnd
from domain.core.kinds import PaymentMethod, PaymentState, ReconciliationOrigin, Side, TransactionKind
from domain.core.money import amount_text, positive_cents
from domain.core.text import clean_optional
from domain.errors import NotFound, NothingOpen, OverReconciled
from domain.permissions import PrincipalKind
from domain.queries.records import open_items
from domain.rows import AccountRow
from domain.services.accounts import locked_account, present_account
from domain.services.edges import End, apply_parts, ends_of, rooms_of
from domain.services.marks import Marked, MarkWish, decide_marks, known_marked
from domain.services.numbers import Numbers, Wanted, known_numbers
from domain.services.recording import (
    NewItem,
    NewTransaction,
    RecordedOutcome,
    business_date,
    record,
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
class PayBalance:
    """What an account owes, or a part of it, paid by its client or at the desk."""

    account_id: int
    method: PaymentMethod
    amount_cents: int | None = None
    reference: str | None = None


def make_payment(block: Block, wish: MakePayment) -> Steps[RecordedOutcome]:
    """Records a payment or deposit and follows its marks; without marks it stays unreconciled (domain R12).

    Raises ``NotFound``, ``InvalidAmount``, ``InvalidValue``, ``InvalidDate``, ``DuplicateNumber`` and what
    ``decide_marks`` raises.
    """
    known = yield from known_for_payments(block, [wish], "applyTo")
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


def known_for_payments(block: Block, wishes: Sequence[MakePayment], *field: str) -> Steps[KnownForPayments]:
    """Locks the accounts of payments and asks what must be known to decide them, whatever their number at one cost.

    Raises ``InvalidValue`` at ``field`` where their marks reach more items than can be looked at.
    """
    accounts = yield from block.lock_accounts(wish.account_id for wish in wishes)
    wanted = [
        Wanted(accounts[wish.account_id], wish.kind, wish.money.number)
        for wish in wishes
        if wish.account_id in accounts
    ]
    numbers = yield from known_numbers(block, wanted)
    marked = yield from known_marked((mark for wish in wishes for mark in wish.apply_to), *field)
    return KnownForPayments(accounts, numbers, marked)


def decide_payment(block: Block, known: KnownForPayments, wish: MakePayment) -> DecidedPayment:
    """Whether a payment may be recorded; changes nothing. Raises as ``make_payment`` does."""
    account = present_account(known.accounts.get(wish.account_id), "accountId")
    new = new_money(block, account, wish.money, wish.kind, known.numbers)
    total = total_of(new.items)
    credit = EdgeEnd(0, 0, account.id, new.kind, new.payment_state, total, total)
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
    return record_money(block, account, money, kind, numbers)


def record_money(block: Block, account: AccountRow, money: Money, kind: TransactionKind, numbers: Numbers) -> End:
    """Records money, its numbers asked about before; gives its one item. Raises as ``make_payment`` does."""
    transaction, items = record(block, account, new_money(block, account, money, kind, numbers))
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
