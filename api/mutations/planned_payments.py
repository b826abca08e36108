"""Mutations that plan payments, change and delete them, and process what is due."""

import strawberry

from api.graph.loaders import accounts, planned_payments
from api.graph.relations import One
from api.graph.scalars import Cents, Date
from api.mutations.inputs import MutationInput
from api.mutations.installments import InstallmentInput, InstallmentItemInput
from api.mutations.labels import MetadataEntryInput, new_external_id, new_metadata
from api.mutations.payloads import MutationPayload, result_count, result_row, result_rows, result_value
from api.mutations.perform import mutation
from api.types.accounts import Account
from api.types.fields import optional, related, required
from api.types.kinds import PaymentMethod
from api.types.planned_payments import PlannedPayment
from api.types.transactions import Transaction, TransactionItem
from domain.queries import graph
from domain.services.planned_payments import (
    CreatePlannedPayments,
    DeletePlannedPayment,
    ModifyPlannedPayment,
    ProcessPlannedPayments,
)


@strawberry.input
class CreatePlannedPaymentsInput(MutationInput):
    """Future payments for items of existing invoices."""

    makes = CreatePlannedPayments

    account_id: strawberry.ID = required("The account that will pay.", of="Account")
    installments: list[InstallmentInput] = required("The payments, at most 1,000; items are named by `itemId`.")


@strawberry.type
class CreatePlannedPaymentsPayload(MutationPayload):
    """The planned payments that were created."""

    planned_payments: list[PlannedPayment] = result_rows(
        planned_payments, "planned_payments", "The planned payments, in the input's order."
    )
    account: Account | None = result_row(accounts, "account", "The account; null when refused.")


@strawberry.input
class ModifyPlannedPaymentInput(MutationInput):
    """The changes to a planned payment; fields that are not given stay unchanged."""

    makes = ModifyPlannedPayment

    id: strawberry.ID = required(
        "The planned payment, not yet processed.", of="PlannedPayment", to="planned_payment_id"
    )
    due_on: Date | None = optional("A new due date; it keeps the items that it holds.")
    amount_cents: Cents | None = optional(
        "A new amount: it releases its items and will arrive unreconciled, unless `items` are given too."
    )
    method: PaymentMethod | None = optional("A new method; it keeps the items that it holds.")
    items: list[InstallmentItemInput] | None = optional(
        "The items that it holds from now on, by `itemId`; an empty list releases all."
    )
    external_id: str | None = new_external_id()
    metadata: list[MetadataEntryInput] | None = new_metadata()


@strawberry.type
class ModifyPlannedPaymentPayload(MutationPayload):
    """The changed planned payment."""

    planned_payment: PlannedPayment | None = related(
        One(planned_payments, lambda payload: next(iter(result_value("planned_payments")(payload) or ()), None)),
        "The planned payment; null when refused.",
    )
    freed: list[TransactionItem] = result_rows(graph.items, "freed", "The items that it released.")


@strawberry.input
class DeletePlannedPaymentInput(MutationInput):
    """The planned payment to delete."""

    makes = DeletePlannedPayment

    id: strawberry.ID = required(
        "The planned payment, not yet processed.", of="PlannedPayment", to="planned_payment_id"
    )


@strawberry.type
class DeletePlannedPaymentPayload(MutationPayload):
    """What deleting a planned payment freed."""

    freed: list[TransactionItem] = result_rows(graph.items, "freed", "The items that it held, which are open again.")
    account: Account | None = result_row(accounts, "account", "The account; null when refused.")


@strawberry.input
class ProcessPlannedPaymentsInput(MutationInput):
    """Which due planned payments to process."""

    makes = ProcessPlannedPayments

    on: Date | None = optional("Process what is due by this day, which is also the payments' date; today if not given.")
    account_id: strawberry.ID | None = optional("Only planned payments of this account.", of="Account")


@strawberry.type
class ProcessPlannedPaymentsPayload(MutationPayload):
    """The payments that were recorded."""

    transactions: list[Transaction] = result_rows(graph.transactions, "transactions", "The first 100 payments.")
    transaction_count: int | None = result_count("transactions", "How many payments were recorded; null when refused.")


@strawberry.type
class PlannedPaymentMutations:
    """What plans payments and processes the due ones."""

    create_planned_payments = mutation(
        CreatePlannedPaymentsInput,
        CreatePlannedPaymentsPayload,
        "Plans future payments for items of existing invoices.",
    )
    modify_planned_payment = mutation(
        ModifyPlannedPaymentInput, ModifyPlannedPaymentPayload, "Changes a planned payment that is not yet processed."
    )
    delete_planned_payment = mutation(
        DeletePlannedPaymentInput,
        DeletePlannedPaymentPayload,
        "Deletes a planned payment and frees the items that it holds.",
    )
    process_planned_payments = mutation(
        ProcessPlannedPaymentsInput,
        ProcessPlannedPaymentsPayload,
        "Turns due planned payments into payments, reconciled with the items that they hold. A second run does nothing.",
    )
