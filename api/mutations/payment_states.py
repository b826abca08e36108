"""Mutations that confirm and fail payments."""

import strawberry

from api.graph.loaders import accounts
from api.graph.scalars import Date
from api.mutations.inputs import MutationInput
from api.mutations.labels import MetadataEntryInput
from api.mutations.payloads import MutationPayload, result_row, result_rows
from api.mutations.perform import mutation
from api.types.accounts import Account
from api.types.fields import optional, required
from api.types.reconciliations import Reconciliation
from api.types.transactions import Transaction
from domain.queries import graph
from domain.services.payment_states import ConfirmPayment, FailPayment


@strawberry.input
class ConfirmPaymentInput(MutationInput):
    """A processing payment or deposit whose money has arrived."""

    makes = ConfirmPayment

    transaction_id: strawberry.ID = required("The processing payment or deposit.", of="Transaction")


@strawberry.type
class ConfirmPaymentPayload(MutationPayload):
    """The payment that was confirmed."""

    transaction: Transaction | None = result_row(graph.transactions, "transaction", "The payment; null when refused.")


@strawberry.input
class FailPaymentInput(MutationInput):
    """A payment or deposit whose money came back or never arrived."""

    makes = FailPayment

    transaction_id: strawberry.ID = required(
        "The payment or deposit: processing, or confirmed (returned check, chargeback, wrong entry).", of="Transaction"
    )
    date: Date | None = optional("The correction's date, not before the payment's; today if not given.")
    number: str | None = optional("The correction's number; generated if not given.")
    reason: str = required("The reason, for whoever reads the account later.")
    wrong_entry: bool | None = optional(
        "True: there never was such money; the bank lines that it explained are open again.", default=False
    )
    external_id: str | None = optional("What another system calls the correction.")
    metadata: list[MetadataEntryInput] | None = optional("Texts to keep with the correction, at most 20.")


@strawberry.type
class FailPaymentPayload(MutationPayload):
    """The failed payment, its correction, and the reconciliations that changed."""

    transaction: Transaction | None = result_row(graph.transactions, "transaction", "The payment; null when refused.")
    correction: Transaction | None = result_row(
        graph.transactions, "correction", "The correction that reverses the payment; null when refused."
    )
    released: list[Reconciliation] = result_rows(
        graph.reconciliations, "released", "The first 100 reconciliations that ended."
    )
    reconciliations: list[Reconciliation] = result_rows(
        graph.reconciliations,
        "reconciliations",
        "The first 100 reconciliations that were made: with the correction, and with cancellations that use what was freed.",
    )
    account: Account | None = result_row(accounts, "account", "The account; null when refused.")


@strawberry.type
class PaymentStateMutations:
    """What the bank tells."""

    confirm_payment = mutation(
        ConfirmPaymentInput,
        ConfirmPaymentPayload,
        "Confirms a processing payment: its reconciliations are settled and unlocked.",
    )
    fail_payment = mutation(
        FailPaymentInput,
        FailPaymentPayload,
        "Ends all reconciliations of a payment whose money came back, and records the correction that reverses it.",
    )
