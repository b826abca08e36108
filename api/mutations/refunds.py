"""Mutations that cancel items and record refunds."""

import strawberry

from api.graph.scalars import Cents, Date
from api.mutations.duplicates import possible_duplicates
from api.mutations.inputs import Input, MutationInput
from api.mutations.labels import MetadataEntryInput, external_id, metadata
from api.mutations.payloads import result_rows
from api.mutations.perform import mutation
from api.mutations.recording import RecordedPayload
from api.types.fields import optional, required
from api.types.kinds import PaymentMethod
from api.types.reconciliations import Reconciliation
from api.types.transactions import Transaction
from domain.queries import graph
from domain.services.cancellations import CancelItem, CancelItems
from domain.services.refunds import RecordRefund, RefundSource


@strawberry.input
class CancelItemInput(Input):
    """An invoice item to cancel."""

    makes = CancelItem

    item_id: strawberry.ID = required("The item of an invoice.", of="TransactionItem")
    amount_cents: Cents | None = optional("How much to cancel; all that can be cancelled if not given.")


@strawberry.input
class CancelItemsInput(MutationInput):
    """Invoice items of one account to cancel."""

    makes = CancelItems

    items: list[CancelItemInput] = required("The items, at most 1,000; each becomes an item of the cancellation.")
    date: Date | None = optional("Its business date; today if not given.")
    number: str | None = optional("Its number; generated if not given.")
    description: str | None = optional("A text about the whole transaction, such as Summer term; null if it has none.")
    external_id: str | None = external_id()
    metadata: list[MetadataEntryInput] | None = metadata()


@strawberry.type
class CancelItemsPayload(RecordedPayload):
    """The cancellation, and its reconciliations with the open parts of the cancelled items."""

    reconciliations: list[Reconciliation] = result_rows(
        graph.reconciliations,
        "reconciliations",
        "The reconciliations by which it settles what its items had open, at most 100.",
    )


@strawberry.input
class RefundSourceInput(Input):
    """A credit to refund: a transaction or a single item. Give one of the two."""

    makes = RefundSource

    transaction_id: strawberry.ID | None = optional(
        "A payment, deposit, credit or cancellation, item by item in listed order.", of="Transaction"
    )
    item_id: strawberry.ID | None = optional("A single item of such a transaction.", of="TransactionItem")
    amount_cents: Cents | None = optional("Exactly this amount of it; as much as the refund needs if not given.")


@strawberry.input
class RecordRefundInput(MutationInput):
    """Money given back to the account's owner, and the credits that it comes from."""

    makes = RecordRefund

    account_id: strawberry.ID = required("The account whose money is refunded.", of="Account")
    amount_cents: Cents = required("The amount given back, in minor units.")
    method: PaymentMethod = required("The method: cash, check, card, eCheck, transfer or other.")
    date: Date | None = optional("Its business date; today if not given.")
    number: str | None = optional("Its number; generated if not given.")
    reference: str | None = optional("A reference, such as a check number.")
    sources: list[RefundSourceInput] | None = optional(
        "The credits that it refunds, oldest first. If not given it stays unreconciled, and is at most what the account "
        "has open."
    )
    external_id: str | None = external_id()
    metadata: list[MetadataEntryInput] | None = metadata()


@strawberry.type
class RecordRefundPayload(RecordedPayload):
    """The refund, and the reconciliations with its sources."""

    reconciliations: list[Reconciliation] = result_rows(
        graph.reconciliations,
        "reconciliations",
        "The reconciliations with the credits that it came from, at most 100; none if no sources were given.",
    )
    possible_duplicates: list[Transaction] = possible_duplicates()


@strawberry.type
class RefundMutations:
    """What cancels items and gives money back."""

    cancel_items = mutation(
        CancelItemsInput,
        CancelItemsPayload,
        "Cancels invoice items: settles their open parts; what was paid becomes credit on the account.",
    )
    record_refund = mutation(
        RecordRefundInput, RecordRefundPayload, "Records a refund, reconciled with the credits that it refunds."
    )
