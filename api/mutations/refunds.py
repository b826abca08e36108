"""Mutations that cancel items and give money back."""

import strawberry
from strawberry import Info

from api.context import Context
from api.ids import row_id
from api.mutations.payloads import MutationInput
from api.mutations.perform import given, mutation, perform
from api.mutations.recording import RecordedPayload
from api.scalars import Cents, Date
from api.types.fields import UNSET
from api.types.kinds import PaymentMethod
from domain.services.cancellations import CancelItem, CancelItems, cancel_items
from domain.services.recording import RecordedOutcome
from domain.services.refunds import RecordRefund, RefundSource, record_refund


@strawberry.input(description="An invoice item that is cancelled.")
class CancelItemInput:
    """An invoice item that is cancelled."""

    item_id: strawberry.ID = strawberry.field(description="The item of an invoice.")
    amount_cents: Cents | None = strawberry.field(
        default=UNSET, description="How much of it; all that can be cancelled if not given."
    )


@strawberry.input(description="Invoice items of one account that are cancelled.")
class CancelItemsInput(MutationInput):
    """Invoice items that are cancelled."""

    items: list[CancelItemInput] = strawberry.field(
        description="The items, at most 1,000; each becomes a line of the cancellation."
    )
    date: Date | None = strawberry.field(default=UNSET, description="Its business date; today if not given.")
    number: str | None = strawberry.field(default=UNSET, description="Its number; made if not given.")
    description: str | None = strawberry.field(default=UNSET, description="What it is about.")


@strawberry.type(description="The cancellation, and the reconciliations with what was open of its items.")
class CancelItemsPayload(RecordedPayload):
    """The cancellation."""


@strawberry.input(description="A credit that is given back: a transaction, or one of its items. Name one.")
class RefundSourceInput:
    """A credit that is given back."""

    transaction_id: strawberry.ID | None = strawberry.field(
        default=UNSET, description="A payment, deposit, credit or cancellation, item by item in listed order."
    )
    item_id: strawberry.ID | None = strawberry.field(default=UNSET, description="One item of one.")
    amount_cents: Cents | None = strawberry.field(
        default=UNSET, description="Exactly so much of it; not given: as far as the refund goes."
    )


@strawberry.input(description="Money given back.")
class RecordRefundInput(MutationInput):
    """Money given back."""

    account_id: strawberry.ID = strawberry.field(description="Whose money it is.")
    amount_cents: Cents = strawberry.field(description="How much.")
    method: PaymentMethod = strawberry.field(description="How it is given back.")
    date: Date | None = strawberry.field(default=UNSET, description="Its business date; today if not given.")
    number: str | None = strawberry.field(default=UNSET, description="Its number; made if not given.")
    reference: str | None = strawberry.field(default=UNSET, description="A reference, such as a check number.")
    sources: list[RefundSourceInput] | None = strawberry.field(
        default=UNSET,
        description="The credits that it comes from, taken oldest first; not given: it stays unreconciled, within what "
        "the account has open.",
    )


@strawberry.type(description="The refund, and the reconciliations with its sources.")
class RecordRefundPayload(RecordedPayload):
    """The refund."""


def source_wishes(sources: list[RefundSourceInput] | None) -> list[RefundSource]:
    """Sources as services take them."""
    return [
        RefundSource(
            None if (transaction := given(source.transaction_id)) is None else row_id(transaction, "Transaction"),
            None if (item := given(source.item_id)) is None else row_id(item, "TransactionItem"),
            given(source.amount_cents),
        )
        for source in given(sources) or ()
    ]


@strawberry.type
class RefundMutations:
    """What cancels items and gives money back."""

    @mutation(
        "cancelItems",
        "Cancels invoice items: settles what is open of them; what was paid becomes the account's credit.",
    )
    async def cancel_items(self, info: Info[Context, None], input: CancelItemsInput) -> CancelItemsPayload:
        """See ``services.cancellations.cancel_items``."""
        return await perform(
            info,
            input,
            CancelItemsPayload,
            cancel_items,
            RecordedOutcome,
            lambda: CancelItems(
                [CancelItem(row_id(each.item_id, "TransactionItem"), given(each.amount_cents)) for each in input.items],
                given(input.date),
                given(input.number),
                given(input.description),
            ),
        )

    @mutation("recordRefund", "Records money given back, reconciled with the credits that it comes from.")
    async def record_refund(self, info: Info[Context, None], input: RecordRefundInput) -> RecordRefundPayload:
        """See ``services.refunds.record_refund``."""
        return await perform(
            info,
            input,
            RecordRefundPayload,
            record_refund,
            RecordedOutcome,
            lambda: RecordRefund(
                row_id(input.account_id, "Account"),
                input.amount_cents,
                input.method,
                given(input.date),
                given(input.number),
                given(input.reference),
                source_wishes(input.sources),
            ),
        )
