"""Mutations for scripts: many invoices or payments in one call and one batch."""

import strawberry
from strawberry import Info

from api.context import Context
from api.graph.relations import Listed
from api.mutations.payloads import ErrorPolicy, MutationInput, MutationPayload, counted, outcome_list
from api.mutations.perform import given, mutation, perform
from api.mutations.recording import InvoiceItemInput, PaymentMarkInput, invoice_wish, marks, payment_wish
from api.scalars import Cents, Date
from api.types.fields import UNSET, computed, related
from api.types.kinds import PaymentMethod, TransactionKind
from api.types.transactions import Transaction
from domain.queries import graph
from domain.services.bulk import CreateInvoices, MakePayments, RecordedRows, create_invoices, make_payments


def policy() -> ErrorPolicy | None:
    """The input field that says what becomes of good rows beside bad ones."""
    return strawberry.field(  # type: ignore[no-any-return]  # as strawberry.field
        default=ErrorPolicy.REJECT_EVERYTHING, description="What becomes of good rows beside bad ones."
    )


@strawberry.input(description="One invoice of many.")
class InvoiceRowInput:
    """One invoice of many."""

    account_id: strawberry.ID = strawberry.field(description="Who is billed; each row may have another account.")
    date: Date | None = strawberry.field(default=UNSET, description="Its business date; today if not given.")
    due_on: Date | None = strawberry.field(default=UNSET, description="When it is due; on its date if not given.")
    number: str | None = strawberry.field(
        default=UNSET, description="Its number, which no other row may have; made in the rows' order if not given."
    )
    description: str | None = strawberry.field(
        default=UNSET, description="What it is about; the first item's description if not given."
    )
    items: list[InvoiceItemInput] = strawberry.field(
        description="Its lines, in the order in which they are paid; at most 1,000."
    )


@strawberry.input(description="Many invoices, of one account or of many.")
class CreateInvoicesInput(MutationInput):
    """Many invoices."""

    rows: list[InvoiceRowInput] = strawberry.field(description="From 1 to 10,000, recorded in this order.")
    error_policy: ErrorPolicy | None = policy()


@strawberry.input(description="One payment of many.")
class PaymentRowInput:
    """One payment of many."""

    account_id: strawberry.ID = strawberry.field(description="Whose money it is; each row may have another account.")
    amount_cents: Cents = strawberry.field(description="How much.")
    method: PaymentMethod = strawberry.field(description="How it came.")
    date: Date | None = strawberry.field(default=UNSET, description="Its business date; today if not given.")
    number: str | None = strawberry.field(
        default=UNSET, description="The receipt ID, which no other row may have; made in the rows' order if not given."
    )
    reference: str | None = strawberry.field(default=UNSET, description="The payer's reference.")
    apply_to: list[PaymentMarkInput] | None = marks()


@strawberry.input(description="Many payments, of one account or of many.")
class MakePaymentsInput(MutationInput):
    """Many payments."""

    rows: list[PaymentRowInput] = strawberry.field(
        description="From 1 to 10,000, recorded in this order; each row's marks find what the rows before it left open."
    )
    error_policy: ErrorPolicy | None = policy()


@strawberry.type
class RecordedRowsPayload(MutationPayload):
    """What was recorded, row by row."""

    transactions: list[Transaction | None] = related(
        Listed(graph.transactions, outcome_list("transactions")),
        "What was recorded for each row, in the rows' order, null where the row was refused; the first 100 rows. Empty "
        "when all was refused.",
    )
    transaction_count: int | None = computed(
        "How many transactions were recorded; null when all was refused.", counted("transactions")
    )


@strawberry.type(description="The invoices that were recorded.")
class CreateInvoicesPayload(RecordedRowsPayload):
    """The invoices."""


@strawberry.type(description="The payments that were recorded. The edges that their marks made are in the batch.")
class MakePaymentsPayload(RecordedRowsPayload):
    """The payments."""


@strawberry.type
class BulkMutations:
    """What records many transactions at once."""

    @mutation("createInvoices", "Records many invoices in one step; nothing is reconciled by itself.")
    async def create_invoices(self, info: Info[Context, None], input: CreateInvoicesInput) -> CreateInvoicesPayload:
        """See ``services.bulk.create_invoices``."""
        return await perform(
            info,
            input,
            CreateInvoicesPayload,
            create_invoices,
            RecordedRows,
            lambda: CreateInvoices(
                [invoice_wish(row) for row in input.rows],
                given(input.error_policy) is ErrorPolicy.REJECT_FAILED_ROWS,
            ),
        )

    @mutation("makePayments", "Records many payments in one step. Each settles what is marked; the rest stays open.")
    async def make_payments(self, info: Info[Context, None], input: MakePaymentsInput) -> MakePaymentsPayload:
        """See ``services.bulk.make_payments``."""
        return await perform(
            info,
            input,
            MakePaymentsPayload,
            make_payments,
            RecordedRows,
            lambda: MakePayments(
                [payment_wish(row, TransactionKind.PAYMENT) for row in input.rows],
                given(input.error_policy) is ErrorPolicy.REJECT_FAILED_ROWS,
            ),
        )
