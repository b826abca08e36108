"""Mutations that record invoices, payments, deposits and credits."""

from typing import Protocol

import strawberry
from strawberry import Info

from api.context import Context
from api.directives import needs
from api.graph.relations import Listed, One
from api.ids import row_id
from api.mutations.installments import InstallmentInput, InstallmentPlanInput, installment_wishes, plan_wish
from api.mutations.payloads import MutationInput, MutationPayload, outcome, outcome_list
from api.mutations.perform import given, mutation, perform
from api.scalars import Cents, Date
from api.types.accounts import Account
from api.types.fields import UNSET, described, related
from api.types.kinds import PaymentMethod, TransactionKind
from api.types.planned_payments import PlannedPayment, planned_payments
from api.types.reconciliations import Reconciliation
from api.types.transactions import Transaction, accounts
from domain.permissions import Permission
from domain.queries import graph
from domain.services.checkout import Checkout, CheckoutOutcome, checkout
from domain.services.invoices import (
    CreateCredit,
    CreateInvoice,
    create_credit,
    create_invoice,
)
from domain.services.marks import MarkWish
from domain.services.payments import MakePayment, Money, make_payment
from domain.services.recording import ItemWish, RecordedOutcome


@strawberry.input(description="One line of an invoice or credit.")
class InvoiceItemInput:
    """One line of an invoice or credit."""

    description: str = strawberry.field(description="What is charged or given.")
    ledger_code: str = strawberry.field(description="The ledger code itself, such as SWIM.")
    amount_cents: Cents = strawberry.field(description="An invoice item may be 0 (free); a credit's is more.")
    member_id: strawberry.ID | None = strawberry.field(default=UNSET, description="The member whom it is for.")


@strawberry.input(description="Something to settle: an invoice, item by item in listed order, or one item. Name one.")
class PaymentMarkInput:
    """Something to settle."""

    invoice_id: strawberry.ID | None = strawberry.field(default=UNSET, description="An invoice.")
    item_id: strawberry.ID | None = strawberry.field(default=UNSET, description="One item.")
    amount_cents: Cents | None = strawberry.field(
        default=UNSET, description="Exactly so much of it, never capped; not given: as far as the money goes."
    )


@strawberry.input(description="A payment at checkout.")
class PaymentInput:
    """A payment at checkout."""

    amount_cents: Cents = strawberry.field(description="How much; what is beyond the total stays on the account.")
    method: PaymentMethod = strawberry.field(description="How it came.")
    date: Date | None = strawberry.field(default=UNSET, description="Its business date; the checkout's if not given.")
    number: str | None = strawberry.field(default=UNSET, description="The receipt ID; made if not given.")
    reference: str | None = strawberry.field(default=UNSET, description="The payer's reference.")


def marks() -> list[PaymentMarkInput] | None:
    """The input field of marks, which has a permission of its own."""
    return strawberry.field(  # type: ignore[no-any-return]  # as strawberry.field
        default=UNSET,
        description=described(
            "Invoices or items to settle, in this order; at most 1,000.", [Permission.MANAGE_RECONCILIATIONS]
        ),
        directives=[needs(Permission.MANAGE_RECONCILIATIONS)],
    )


@strawberry.input(description="An invoice.")
class CreateInvoiceInput(MutationInput):
    """An invoice."""

    account_id: strawberry.ID = strawberry.field(description="Who is billed.")
    date: Date | None = strawberry.field(default=UNSET, description="Its business date; today if not given.")
    due_on: Date | None = strawberry.field(default=UNSET, description="When it is due; on its date if not given.")
    number: str | None = strawberry.field(default=UNSET, description="Its number; made if not given.")
    description: str | None = strawberry.field(
        default=UNSET, description="What it is about; the first item's description if not given."
    )
    items: list[InvoiceItemInput] = strawberry.field(
        description="Its lines, in the order in which they are paid; at most 1,000."
    )


@strawberry.type(description="The invoice that was recorded.")
class CreateInvoicePayload(MutationPayload):
    """The invoice that was recorded."""

    transaction: Transaction | None = related(
        One(graph.transactions, outcome("transaction")), "The invoice; null when refused."
    )
    account: Account | None = related(One(accounts, outcome("account")), "Its account; null when refused.")


@strawberry.input(description="A purchase: an invoice, and a payment for it at once.")
class CheckoutInput(MutationInput):
    """A purchase."""

    account_id: strawberry.ID = strawberry.field(description="Who buys.")
    date: Date | None = strawberry.field(default=UNSET, description="Its business date; today if not given.")
    items: list[InvoiceItemInput] = strawberry.field(
        description="What is bought, in the order in which it is paid; at most 1,000."
    )
    payment: PaymentInput | None = strawberry.field(default=UNSET, description="What is paid at once.")
    installments: list[InstallmentInput] | None = strawberry.field(
        default=UNSET,
        description="What is paid later. Those that name items (by `position`) hold them first, then the payment goes to "
        "items in listed order, then the other installments; together at most what remains.",
    )
    installment_plan: InstallmentPlanInput | None = strawberry.field(
        default=UNSET, description="In place of `installments`: what is not paid at once, in equal parts."
    )


@strawberry.type(description="The invoice and its payment.")
class CheckoutPayload(MutationPayload):
    """The invoice and its payment."""

    invoice: Transaction | None = related(
        One(graph.transactions, outcome("invoice")), "The invoice; null when refused."
    )
    payment: Transaction | None = related(
        One(graph.transactions, outcome("payment")), "The payment; null when there was none."
    )
    planned_payments: list[PlannedPayment] = related(
        Listed(planned_payments, outcome_list("planned_payments")), "What is still to come, in the input's order."
    )
    account: Account | None = related(One(accounts, outcome("account")), "The account; null when refused.")


@strawberry.type
class RecordedPayload(MutationPayload):
    """What was recorded, and the edges made with it."""

    transaction: Transaction | None = related(
        One(graph.transactions, outcome("transaction")), "What was recorded; null when refused."
    )
    reconciliations: list[Reconciliation] = related(
        Listed(graph.edges, outcome_list("reconciliations")), "The edges that the marks made, the first 100."
    )
    account: Account | None = related(One(accounts, outcome("account")), "The account; null when refused.")


@strawberry.input(description="A payment recorded on an account.")
class MakePaymentInput(MutationInput):
    """A payment recorded on an account."""

    account_id: strawberry.ID = strawberry.field(description="Whose money it is.")
    amount_cents: Cents = strawberry.field(description="How much.")
    method: PaymentMethod = strawberry.field(description="How it came.")
    date: Date | None = strawberry.field(default=UNSET, description="Its business date; today if not given.")
    number: str | None = strawberry.field(default=UNSET, description="The receipt ID; made if not given.")
    reference: str | None = strawberry.field(default=UNSET, description="The payer's reference.")
    apply_to: list[PaymentMarkInput] | None = marks()


@strawberry.type(description="The payment, and the edges that its marks made.")
class MakePaymentPayload(RecordedPayload):
    """The payment."""


@strawberry.input(description="Money to be held on the account for later.")
class CreateDepositInput(MakePaymentInput):
    """Money to be held on the account."""


@strawberry.type(description="The deposit, and the edges that its marks made.")
class CreateDepositPayload(RecordedPayload):
    """The deposit."""


@strawberry.input(description="A credit memo.")
class CreateCreditInput(MutationInput):
    """A credit memo."""

    account_id: strawberry.ID = strawberry.field(description="Who is credited.")
    date: Date | None = strawberry.field(default=UNSET, description="Its business date; today if not given.")
    number: str | None = strawberry.field(default=UNSET, description="Its number; made if not given.")
    description: str | None = strawberry.field(
        default=UNSET, description="What it is about; the first item's description if not given."
    )
    items: list[InvoiceItemInput] = strawberry.field(description="Its lines, at most 1,000.")
    apply_to: list[PaymentMarkInput] | None = marks()


@strawberry.type(description="The credit, and the edges that its marks made.")
class CreateCreditPayload(RecordedPayload):
    """The credit."""


def item_wishes(items: list[InvoiceItemInput]) -> list[ItemWish]:
    """Items as services take them."""
    return [
        ItemWish(
            item.description,
            item.ledger_code,
            item.amount_cents,
            None if (member := given(item.member_id)) is None else row_id(member, "Member"),
        )
        for item in items
    ]


def mark_wishes(apply_to: list[PaymentMarkInput] | None) -> list[MarkWish]:
    """Marks as services take them."""
    return [
        MarkWish(
            None if (invoice := given(mark.invoice_id)) is None else row_id(invoice, "Transaction"),
            None if (item := given(mark.item_id)) is None else row_id(item, "TransactionItem"),
            given(mark.amount_cents),
        )
        for mark in given(apply_to) or ()
    ]


class InvoiceFields(Protocol):
    """What inputs of invoices have in common."""

    account_id: strawberry.ID
    date: Date | None
    due_on: Date | None
    number: str | None
    description: str | None
    items: list[InvoiceItemInput]


class MoneyFields(Protocol):
    """What inputs of money have in common."""

    amount_cents: Cents
    method: PaymentMethod
    date: Date | None
    number: str | None
    reference: str | None


class PaymentFields(MoneyFields, Protocol):
    """What inputs of payments on an account have in common."""

    account_id: strawberry.ID
    apply_to: list[PaymentMarkInput] | None


def money(wished: MoneyFields) -> Money:
    """Money as services take it."""
    return Money(wished.amount_cents, wished.method, given(wished.date), given(wished.number), given(wished.reference))


def payment_wish(wished: PaymentFields, kind: TransactionKind) -> MakePayment:
    """A payment or deposit as services take it."""
    return MakePayment(row_id(wished.account_id, "Account"), money(wished), kind, mark_wishes(wished.apply_to))


def invoice_wish(wished: InvoiceFields) -> CreateInvoice:
    """An invoice as services take it."""
    return CreateInvoice(
        row_id(wished.account_id, "Account"),
        item_wishes(wished.items),
        given(wished.date),
        given(wished.due_on),
        given(wished.number),
        given(wished.description),
    )


@strawberry.type
class RecordingMutations:
    """What records invoices, payments, deposits and credits."""

    @mutation("createInvoice", "Records an invoice; nothing is reconciled by itself.")
    async def create_invoice(self, info: Info[Context, None], input: CreateInvoiceInput) -> CreateInvoicePayload:
        """See ``services.invoices.create_invoice``."""
        return await perform(
            info,
            input,
            CreateInvoicePayload,
            create_invoice,
            RecordedOutcome,
            lambda: invoice_wish(input),
        )

    @mutation(
        "checkout",
        "Records an invoice, its payment at once, which goes to items from first to last, and its installments.",
    )
    async def checkout(self, info: Info[Context, None], input: CheckoutInput) -> CheckoutPayload:
        """See ``services.checkout.checkout``."""
        return await perform(
            info,
            input,
            CheckoutPayload,
            checkout,
            CheckoutOutcome,
            lambda: Checkout(
                row_id(input.account_id, "Account"),
                item_wishes(input.items),
                given(input.date),
                None if (payment := given(input.payment)) is None else money(payment),
                installment_wishes(input.installments),
                plan_wish(input.installment_plan),
            ),
        )

    @mutation("makePayment", "Records a payment. It settles what is marked; what the marks do not use stays open.")
    async def make_payment(self, info: Info[Context, None], input: MakePaymentInput) -> MakePaymentPayload:
        """See ``services.payments.make_payment``."""
        return await perform(
            info,
            input,
            MakePaymentPayload,
            make_payment,
            RecordedOutcome,
            lambda: payment_wish(input, TransactionKind.PAYMENT),
        )

    @mutation("createDeposit", "Records money that is held on the account for later.")
    async def create_deposit(self, info: Info[Context, None], input: CreateDepositInput) -> CreateDepositPayload:
        """See ``services.payments.make_payment``."""
        return await perform(
            info,
            input,
            CreateDepositPayload,
            make_payment,
            RecordedOutcome,
            lambda: payment_wish(input, TransactionKind.DEPOSIT),
        )

    @mutation("createCredit", "Records a credit memo. It settles what is marked.")
    async def create_credit(self, info: Info[Context, None], input: CreateCreditInput) -> CreateCreditPayload:
        """See ``services.invoices.create_credit``."""
        return await perform(
            info,
            input,
            CreateCreditPayload,
            create_credit,
            RecordedOutcome,
            lambda: CreateCredit(
                row_id(input.account_id, "Account"),
                item_wishes(input.items),
                given(input.date),
                given(input.number),
                given(input.description),
                mark_wishes(input.apply_to),
            ),
        )
