"""Checkout: an invoice, its payment at once, and installments for the rest (domain R10, R11, R11a)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.core.installments import due_dates, split_evenly
from domain.core.kinds import PaymentMethod, ReconciliationOrigin, SubscriptionInterval, TransactionKind
from domain.core.money import positive_cents, whole_cents
from domain.errors import InvalidValue, Refusal
from domain.services.accounts import locked_account
from domain.services.edges import End, apply_parts
from domain.services.installments import InstallmentWish, check_installments, plan, share_checkout
from domain.services.payments import Money, receive
from domain.services.recording import (
    ItemWish,
    NewItem,
    NewTransaction,
    business_date,
    items_from,
    record,
    take_number,
    total_of,
)
from domain.store.block import Block
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class InstallmentPlan:
    """What is not paid at once, in so many equal installments, an interval apart."""

    parts: int
    first_due_on: datetime.date
    method: PaymentMethod
    interval: SubscriptionInterval = SubscriptionInterval.MONTH


@dataclass(frozen=True, slots=True)
class Checkout:
    """An invoice and, at once, a payment for it; what is to be paid later as installments, or as a plan of equal ones."""

    account_id: int
    items: Sequence[ItemWish]
    date: datetime.date | None = None
    payment: Money | None = None
    installments: Sequence[InstallmentWish] = ()
    plan: InstallmentPlan | None = None


@dataclass(frozen=True, slots=True)
class CheckoutOutcome:
    """The invoice, its payment, the planned payments, and the real edges between the first two."""

    account: int
    invoice: int
    payment: int | None
    planned_payments: list[int]
    reconciliations: list[int]


def checkout(block: Block, wish: Checkout) -> Steps[CheckoutOutcome]:
    """Records an invoice with its payment and planned payments (domain R8, R10, R11a).

    Installments that name items hold them first, then the payment goes to items in listed order, then the other
    installments; what is paid beyond the total stays on the account. Raises as ``create_invoice`` and ``make_payment``
    (under ``payment``), and ``InvalidAmount``, ``InvalidDate``, ``InvalidValue`` and ``OverReconciled`` under
    ``installments`` or ``installmentPlan``.
    """
    account = yield from locked_account(block, wish.account_id, "accountId")
    items = yield from items_from(wish.items, account, whole_cents)
    day = business_date(block, wish.date, "date")
    installments = _installments(block, wish, items)
    new = NewTransaction(
        kind=TransactionKind.INVOICE,
        number=(yield from take_number(block, account, None, TransactionKind.INVOICE)),
        date=day,
        items=items,
        description=items[0].description,
    )
    invoice, rows = record(block, account, new)
    paid: End | None = None
    if wish.payment is not None:
        money = replace(wish.payment, date=wish.payment.date or day)  # of the checkout's day unless it says otherwise
        try:
            paid = yield from receive(block, account, money, TransactionKind.PAYMENT)
        except Refusal as refusal:
            raise refusal.under("payment") from None  # noqa: EM101 - a path, no message
    try:
        held = share_checkout(paid.item.amount_cents if paid else 0, rows, installments, account)
    except Refusal as refusal:
        raise refusal.under("installments") from None  # noqa: EM101 - a path, no message
    ends = {row.id: End(row, invoice) for row in rows}
    planned = [
        plan(block, account, each, parts, ends).id for each, parts in zip(installments, held.installments, strict=True)
    ]
    edges = apply_parts(block, [paid], held.payment, ends, ReconciliationOrigin.CHECKOUT) if paid else []
    return CheckoutOutcome(
        account.id, invoice.id, paid.transaction.id if paid else None, planned, [edge.id for edge in edges]
    )


def _installments(block: Block, wish: Checkout, items: Sequence[NewItem]) -> Sequence[InstallmentWish]:
    """The installments as they are listed, or as the plan makes them; their amounts and dates are good."""
    installments = wish.installments
    if wish.plan is not None:
        if installments:
            msg = "Give either `installments` or an `installmentPlan`."
            raise InvalidValue(msg, "installmentPlan")
        paid = positive_cents(wish.payment.amount_cents, "payment", "amountCents") if wish.payment else 0
        installments = _of_plan(block, wish.plan, total_of(items) - paid)
    try:
        check_installments(block, installments)
    except Refusal as refusal:
        if wish.plan is not None:  # nobody listed the installment that is at fault
            raise type(refusal)(refusal.message, "installmentPlan") from None
        raise refusal.under("installments") from None  # noqa: EM101 - a path, no message
    return installments


def _of_plan(block: Block, wanted: InstallmentPlan, rest_cents: int) -> list[InstallmentWish]:
    """Equal installments of the rest; the first ones carry the odd cents (domain R17)."""
    if rest_cents <= 0:
        msg = "Everything is paid at once, so there is nothing to pay in installments."
        raise InvalidValue(msg, "installmentPlan")
    try:
        amounts = split_evenly(rest_cents, wanted.parts)
    except Refusal as refusal:
        raise refusal.under("installmentPlan") from None  # noqa: EM101 - a path, no message
    first = business_date(block, wanted.first_due_on, "installmentPlan", "firstDueOn")  # the calendar ends in 9999
    dates = due_dates(first, wanted.interval, wanted.parts)
    business_date(block, dates[-1], "installmentPlan", "firstDueOn")
    return [InstallmentWish(on, cents, wanted.method) for on, cents in zip(dates, amounts, strict=True)]
