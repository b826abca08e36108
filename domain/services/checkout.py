"""Checkout: an invoice, an immediate payment, and installments for the rest (domain R10, R11, R11a)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.core.installments import due_dates, split_evenly
from domain.core.kinds import PaymentMethod, ReconciliationOrigin, SubscriptionInterval, TransactionKind
from domain.core.labels import MetadataEntry
from domain.core.money import positive_cents, whole_cents
from domain.core.text import LONGEST_TEXT, clean_optional
from domain.errors import InvalidValue
from domain.permissions import RECORD
from domain.services.accounts import locked_account
from domain.services.checks import refusals_at, refusals_under
from domain.services.installments import InstallmentTerms, check_installments, installment_labels, plan, share_checkout
from domain.services.labels import labels_for
from domain.services.numbers import lock_for_invoices
from domain.services.payments import Money, receive
from domain.services.reconciliation_rows import ReconciliationEnd, apply_allocations
from domain.services.recording import (
    ItemInput,
    NewTransaction,
    business_date,
    due_date,
    items_from,
    open_date,
    record,
    take_number,
    total_of,
)
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitContext, UnitOfWork
from domain.tables import TransactionRow
from domain.texts import say


@dataclass(frozen=True, slots=True)
class InstallmentPlan:
    """Equal installments, an interval apart, of what the payment leaves."""

    parts: int
    first_due_on: datetime.date
    method: PaymentMethod
    interval: SubscriptionInterval = SubscriptionInterval.MONTH


@dataclass(frozen=True, slots=True)
class CheckoutResult:
    """The invoice, its payment, the planned payments, and the reconciliations between the first two."""

    account: int
    invoice: int
    payment: int | None
    planned_payments: list[int]
    reconciliations: list[int]


@dataclass(frozen=True, slots=True)
class Checkout(Command[CheckoutResult]):
    """An invoice, an immediate payment for it, and later payments as single installments or as a plan."""

    NEEDS = RECORD
    account_id: int
    items: Sequence[ItemInput]
    date: datetime.date | None = None
    payment: Money | None = None
    installments: Sequence[InstallmentTerms] = ()
    plan: InstallmentPlan | None = None
    due_on: datetime.date | None = None
    number: str | None = None
    description: str | None = None
    reference: str | None = None
    external_id: str | None = None
    metadata: Sequence[MetadataEntry] = ()

    def in_group(self, context: UnitContext) -> bool:
        """See ``Command.in_group``; a series of numbers locks the organisation (domain R5c)."""
        return context.invoice_series is None


@service
def checkout(unit: UnitOfWork, cmd: Checkout) -> Program[CheckoutResult]:
    """Record an invoice with its payment and planned payments (domain R8, R10, R11a).

    Installments that name items hold them first, then the payment goes to items in listed order, then the other
    installments; what is paid beyond the total stays on the account. Raises as ``create_invoice`` and ``make_payment``
    (under ``payment``), and ``InvalidAmount``, ``InvalidDate``, ``InvalidValue`` and ``OverReconciled`` under
    ``installments`` or ``installmentPlan``.
    """
    yield from lock_for_invoices(unit)
    account = yield from locked_account(unit, cmd.account_id, "accountId")
    items = yield from items_from(unit, cmd.items, account, whole_cents)
    day = open_date(unit, cmd.date, "date")  # may be ahead; a payment is dated today at the latest (domain R39)
    installments = _installments(unit, cmd, total_of(items))
    new = NewTransaction(
        kind=TransactionKind.INVOICE,
        number=(yield from take_number(unit, account, cmd.number, TransactionKind.INVOICE)),
        date=day,
        items=items,
        description=clean_optional(cmd.description, "description", longest=LONGEST_TEXT),
        due_on=due_date(day, cmd.due_on),
        reference=clean_optional(cmd.reference, "reference"),
        labels=(yield from labels_for(unit, TransactionRow, cmd)),
    )
    invoice, rows = record(unit, account, new)
    paid: ReconciliationEnd | None = None
    if cmd.payment is not None:
        money = replace(cmd.payment, date=cmd.payment.date or min(day, unit.today))
        with refusals_under("payment"):
            paid = yield from receive(unit, account, money, TransactionKind.PAYMENT)
    with refusals_under("installments"):
        labels = yield from installment_labels(unit, installments)
        held = share_checkout(paid.item.amount_cents if paid else 0, rows, installments, account)
    ends = {row.id: ReconciliationEnd(row, invoice) for row in rows}
    shares = zip(installments, held.installments, labels, strict=True)
    planned = [plan(unit, account, terms, allocations, ends, given).id for terms, allocations, given in shares]
    made = apply_allocations(unit, [paid], held.payment, ends, ReconciliationOrigin.CHECKOUT) if paid else []
    payment_id = paid.transaction.id if paid else None
    return CheckoutResult(account.id, invoice.id, payment_id, planned, [each.id for each in made])


def _installments(unit: UnitOfWork, cmd: Checkout, total_cents: int) -> Sequence[InstallmentTerms]:
    """Return the valid installments, listed ones or those of the plan."""
    if cmd.plan is None:
        with refusals_under("installments"):
            check_installments(unit, cmd.installments)
        return cmd.installments
    if cmd.installments:
        raise InvalidValue(say("checkout-two-plans"), "installmentPlan")
    paid = positive_cents(cmd.payment.amount_cents, "payment", "amountCents") if cmd.payment else 0
    installments = _of_plan(unit, cmd.plan, total_cents - paid)
    with refusals_at("installmentPlan"):  # the caller has listed no installment that a path could name
        check_installments(unit, installments)
    return installments


def _of_plan(unit: UnitOfWork, plan_input: InstallmentPlan, rest_cents: int) -> list[InstallmentTerms]:
    """Return equal installments of the rest; the first ones carry the odd cents (domain R17)."""
    if rest_cents <= 0:
        raise InvalidValue(say("checkout-nothing-to-plan"), "installmentPlan")
    with refusals_under("installmentPlan"):
        amounts = split_evenly(rest_cents, plan_input.parts)
    first = business_date(unit, plan_input.first_due_on, "installmentPlan", "firstDueOn")  # the calendar ends in 9999
    dates = due_dates(first, plan_input.interval, plan_input.parts)
    business_date(unit, dates[-1], "installmentPlan", "firstDueOn")
    return [InstallmentTerms(on, cents, plan_input.method) for on, cents in zip(dates, amounts, strict=True)]
