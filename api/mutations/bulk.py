"""Mutations for scripts: many invoices or payments in one call and one batch."""

import strawberry

from api.mutations.duplicates import possible_duplicates
from api.mutations.inputs import MutationInput, error_policy
from api.mutations.payloads import ErrorPolicy, MutationPayload, result_count, result_rows
from api.mutations.perform import mutation
from api.mutations.transaction_inputs import InvoiceFields, ReceiveMoneyFields
from api.types.fields import required
from api.types.transactions import Transaction
from domain.queries import graph
from domain.services.bulk import CreateInvoices, MakePayments
from domain.services.payments import MakePayment


@strawberry.input
class InvoiceRowInput(InvoiceFields):
    """One of several invoices, with the fields that `createInvoice` takes."""


@strawberry.input
class CreateInvoicesInput(MutationInput):
    """Many invoices, of one account or of many."""

    makes = CreateInvoices

    rows: list[InvoiceRowInput] = required(
        "1 to 10,000 invoices, recorded in this order; each may be on another account."
    )
    error_policy: ErrorPolicy | None = error_policy()


@strawberry.input
class PaymentRowInput(ReceiveMoneyFields):
    """One of several payments, with the fields that `makePayment` takes."""

    makes = MakePayment


@strawberry.input
class MakePaymentsInput(MutationInput):
    """Many payments, of one account or of many."""

    makes = MakePayments

    rows: list[PaymentRowInput] = required(
        "1 to 10,000 payments, recorded in this order; each may be on another account, and its marks see what earlier "
        "rows left open."
    )
    error_policy: ErrorPolicy | None = error_policy()


@strawberry.type
class RecordedRowsPayload(MutationPayload):
    """What was recorded, row by row."""

    transactions: list[Transaction | None] = result_rows(
        graph.transactions,
        "transactions",
        "The transactions of the first 100 rows, in the rows' order; null for a refused row. Empty if everything was "
        "refused.",
    )
    transaction_count: int | None = result_count(
        "transactions", "How many transactions were recorded; null if everything was refused."
    )


@strawberry.type
class CreateInvoicesPayload(RecordedRowsPayload):
    """The invoices that were recorded."""


@strawberry.type
class MakePaymentsPayload(RecordedRowsPayload):
    """The payments that were recorded. The reconciliations that their marks made are in the batch."""

    possible_duplicates: list[Transaction] = possible_duplicates()


@strawberry.type
class BulkMutations:
    """What records many transactions at once."""

    create_invoices = mutation(
        CreateInvoicesInput,
        CreateInvoicesPayload,
        "Records many invoices in one step; nothing is reconciled automatically.",
    )
    make_payments = mutation(
        MakePaymentsInput,
        MakePaymentsPayload,
        "Records many payments in one step. Each settles what it marks; the rest stays open.",
    )
