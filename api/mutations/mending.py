"""Mutations that mend what was recorded: changed details, payments on the wrong account, write-offs."""

import strawberry

from api.graph.scalars import Cents, Date
from api.mutations.inputs import Input, MutationInput
from api.mutations.labels import MetadataEntryInput, external_id, metadata, new_external_id, new_metadata
from api.mutations.payloads import MutationPayload, result_row
from api.mutations.perform import mutation
from api.mutations.recording import RecordedPayload
from api.mutations.transaction_inputs import PaymentMarkInput, apply_to
from api.types.fields import clearable, optional, required
from api.types.kinds import PaymentMethod
from api.types.transactions import Transaction
from domain.queries import graph
from domain.services.moves import MovePayment
from domain.services.transactions import UpdateTransaction
from domain.services.write_offs import WriteOff, WriteOffItem


@strawberry.input
class UpdateTransactionInput(MutationInput):
    """The changes to a transaction; fields that are not given stay unchanged. Amounts, items, date and number never do."""

    makes = UpdateTransaction

    transaction_id: strawberry.ID = required("The transaction.", of="Transaction")
    due_on: Date | None = clearable("An invoice's new due date; null: it is due on its date.")
    description: str | None = optional("The new description.")
    reference: str | None = clearable("The new reference, such as a check number; null removes it.")
    method: PaymentMethod | None = optional(
        "How the money was really paid, though not to or from ECHECK. Its correction and all reports follow."
    )
    external_id: str | None = new_external_id()
    metadata: list[MetadataEntryInput] | None = new_metadata()


@strawberry.type
class UpdateTransactionPayload(MutationPayload):
    """The changed transaction."""

    transaction: Transaction | None = result_row(
        graph.transactions, "transaction", "The transaction; null when refused."
    )


@strawberry.input
class MovePaymentInput(MutationInput):
    """A payment or deposit that was entered on the wrong account."""

    makes = MovePayment

    transaction_id: strawberry.ID = required("The confirmed payment or deposit.", of="Transaction")
    to_account_id: strawberry.ID = required("The account to which it belongs, in the same currency.", of="Account")
    apply_to: list[PaymentMarkInput] | None = apply_to()
    reason: str = required(
        "The reason. It becomes the correction's description, which the client of the wrong account may read."
    )
    external_id: str | None = optional("What another system calls the payment on the account to which it belongs.")
    metadata: list[MetadataEntryInput] | None = optional("Texts to keep with that payment, at most 20.")


@strawberry.type
class MovePaymentPayload(MutationPayload):
    """The correction on the former account, and the payment on the new one."""

    correction: Transaction | None = result_row(
        graph.transactions, "correction", "The correction that reverses the payment; null when refused."
    )
    transaction: Transaction | None = result_row(
        graph.transactions, "transaction", "The payment on the new account; null when refused."
    )


@strawberry.input
class WriteOffItemInput(Input):
    """An invoice item to write off."""

    makes = WriteOffItem

    item_id: strawberry.ID = required("The item of an invoice.", of="TransactionItem")
    amount_cents: Cents | None = optional("How much to write off; all that is open if not given.")


@strawberry.input
class WriteOffInput(MutationInput):
    """Open invoice items of one account to write off."""

    makes = WriteOff

    items: list[WriteOffItemInput] = required("The items, at most 1,000; each becomes an item of the write-off.")
    ledger_code: str = required("The ledger code for write-offs itself, such as BADDEBT.")
    reason: str = required("The reason, for whoever reads the account later.")
    date: Date | None = optional("Its business date; if not given, today or the invoice's date, whichever is later.")
    external_id: str | None = external_id()
    metadata: list[MetadataEntryInput] | None = metadata()


@strawberry.type
class WriteOffPayload(RecordedPayload):
    """The write-off, and its reconciliations with the items."""


@strawberry.type
class MendingMutations:
    """What mends recorded transactions."""

    update_transaction = mutation(
        UpdateTransactionInput,
        UpdateTransactionPayload,
        "Changes an invoice's due date, a description, a reference or a payment method. Earlier values are kept for views "
        "of the past.",
    )
    move_payment = mutation(
        MovePaymentInput,
        MovePaymentPayload,
        "Moves a payment to the account to which it belongs: ends its reconciliations, reverses it, and records it there.",
    )
    write_off = mutation(
        WriteOffInput,
        WriteOffPayload,
        "Settles what invoice items have open, within the organisation's limit, by a credit that is never refunded.",
    )
