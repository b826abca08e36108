"""Mutations that record invoices, payments, deposits and credits."""

import strawberry

from api.graph.loaders import accounts, planned_payments
from api.graph.scalars import Date
from api.mutations.duplicates import possible_duplicates
from api.mutations.inputs import MutationInput
from api.mutations.installments import InstallmentInput, InstallmentPlanInput
from api.mutations.labels import MetadataEntryInput, external_id, metadata
from api.mutations.payloads import MutationPayload, result_row, result_rows
from api.mutations.perform import mutation
from api.mutations.transaction_inputs import (
    InvoiceFields,
    InvoiceItemInput,
    MoneyFields,
    PaymentMarkInput,
    ReceiveMoneyFields,
    apply_to,
)
from api.types.accounts import Account
from api.types.fields import optional, required
from api.types.planned_payments import PlannedPayment
from api.types.reconciliations import Reconciliation
from api.types.transactions import Transaction
from domain.queries import graph
from domain.services.checkout import Checkout
from domain.services.invoices import CreateCredit
from domain.services.payments import CreateDeposit, MakePayment


@strawberry.input
class PaymentInput(MoneyFields):
    """A payment at checkout; anything beyond the total stays on the account."""


@strawberry.input
class CreateInvoiceInput(MutationInput, InvoiceFields):
    """An invoice to record; its items are paid in listed order."""


@strawberry.type
class CreateInvoicePayload(MutationPayload):
    """The invoice that was recorded."""

    transaction: Transaction | None = result_row(graph.transactions, "transaction", "The invoice; null when refused.")
    account: Account | None = result_row(accounts, "account", "Its account; null when refused.")


@strawberry.input
class CheckoutInput(MutationInput):
    """A purchase: an invoice, the payment made at once, and installments."""

    makes = Checkout

    account_id: strawberry.ID = required("The account that buys.", of="Account")
    date: Date | None = optional("The invoice's date; today if not given.")
    due_on: Date | None = optional("The invoice's due date; its date if not given.")
    number: str | None = optional("The invoice's number, unique in the organisation; generated if not given.")
    description: str | None = optional("The invoice's description; that of the first item if not given.")
    reference: str | None = optional("A reference of the invoice, such as a purchase order; the payment has its own.")
    external_id: str | None = external_id()
    metadata: list[MetadataEntryInput] | None = metadata()
    items: list[InvoiceItemInput] = required("What is bought, in the order in which it is paid; at most 1,000.")
    payment: PaymentInput | None = optional("The payment at checkout; leave it out if nothing is paid now.")
    installments: list[InstallmentInput] | None = optional(
        "What is paid later. Installments that name items (by `position`) hold them first, then the payment is applied "
        "to items in listed order, then the other installments; together at most what remains."
    )
    installment_plan: InstallmentPlanInput | None = optional(
        "Instead of `installments`: what is not paid at once, in equal parts.", to="plan"
    )


@strawberry.type
class CheckoutPayload(MutationPayload):
    """The invoice and its payment."""

    invoice: Transaction | None = result_row(graph.transactions, "invoice", "The invoice; null when refused.")
    payment: Transaction | None = result_row(graph.transactions, "payment", "The payment; null when there was none.")
    planned_payments: list[PlannedPayment] = result_rows(
        planned_payments, "planned_payments", "The planned payments, in the input's order."
    )
    account: Account | None = result_row(accounts, "account", "The account; null when refused.")
    possible_duplicates: list[Transaction] = possible_duplicates()


@strawberry.type
class RecordedPayload(MutationPayload):
    """What was recorded, and the reconciliations made with it."""

    transaction: Transaction | None = result_row(
        graph.transactions, "transaction", "What was recorded; null when refused."
    )
    reconciliations: list[Reconciliation] = result_rows(
        graph.reconciliations, "reconciliations", "The first 100 reconciliations that were made with it."
    )
    account: Account | None = result_row(accounts, "account", "The account; null when refused.")


@strawberry.input
class MakePaymentInput(MutationInput, ReceiveMoneyFields):
    """A payment recorded on an account."""

    makes = MakePayment


@strawberry.type
class MakePaymentPayload(RecordedPayload):
    """The payment, and the reconciliations that its marks made."""

    possible_duplicates: list[Transaction] = possible_duplicates()


@strawberry.input
class CreateDepositInput(MutationInput, ReceiveMoneyFields):
    """Money held on the account for later."""

    makes = CreateDeposit


@strawberry.type
class CreateDepositPayload(RecordedPayload):
    """The deposit, and the reconciliations that its marks made."""

    possible_duplicates: list[Transaction] = possible_duplicates()


@strawberry.input
class CreateCreditInput(MutationInput):
    """A credit memo: it lowers what the account owes, and may settle invoices at once."""

    makes = CreateCredit

    account_id: strawberry.ID = required("The account that is credited.", of="Account")
    date: Date | None = optional("The invoice's date; today if not given.")
    number: str | None = optional("Its number; generated if not given.")
    description: str | None = optional("Its description; that of the first item if not given.")
    external_id: str | None = external_id()
    metadata: list[MetadataEntryInput] | None = metadata()
    items: list[InvoiceItemInput] = required("Its items, at most 1,000.")
    apply_to: list[PaymentMarkInput] | None = apply_to()


@strawberry.type
class CreateCreditPayload(RecordedPayload):
    """The credit, and the reconciliations that its marks made."""


@strawberry.type
class RecordingMutations:
    """What records invoices, payments, deposits and credits."""

    create_invoice = mutation(
        CreateInvoiceInput, CreateInvoicePayload, "Records an invoice; nothing is reconciled automatically."
    )
    checkout = mutation(
        CheckoutInput,
        CheckoutPayload,
        "Records an invoice, the payment made at once, which is applied to items in listed order, and its installments.",
    )
    make_payment = mutation(
        MakePaymentInput, MakePaymentPayload, "Records a payment. It settles what it marks; the rest stays open."
    )
    create_deposit = mutation(
        CreateDepositInput, CreateDepositPayload, "Records money that is held on the account for later."
    )
    create_credit = mutation(
        CreateCreditInput, CreateCreditPayload, "Records a credit memo. It settles what it marks; the rest stays open."
    )
