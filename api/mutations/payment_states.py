"""Mutations by which money arrives or comes back."""

import strawberry
from strawberry import Info

from api.context import Context
from api.graph.relations import Listed, One
from api.ids import row_id
from api.mutations.payloads import MutationInput, MutationPayload, outcome, outcome_list
from api.mutations.perform import given, mutation, perform
from api.scalars import Date
from api.types.accounts import Account
from api.types.fields import UNSET, related
from api.types.reconciliations import Reconciliation
from api.types.transactions import Transaction, accounts
from domain.queries import graph
from domain.services.payment_states import (
    ConfirmedOutcome,
    ConfirmPayment,
    FailedOutcome,
    FailPayment,
    confirm_payment,
    fail_payment,
)


@strawberry.input(description="A processing payment or deposit whose money has arrived.")
class ConfirmPaymentInput(MutationInput):
    """Money that has arrived."""

    transaction_id: strawberry.ID = strawberry.field(description="The processing payment or deposit.")


@strawberry.type(description="The payment that was confirmed.")
class ConfirmPaymentPayload(MutationPayload):
    """The payment that was confirmed."""

    transaction: Transaction | None = related(
        One(graph.transactions, outcome("transaction")), "The payment; null when refused."
    )


@strawberry.input(description="A payment or deposit whose money came back, or never arrived.")
class FailPaymentInput(MutationInput):
    """Money that came back."""

    transaction_id: strawberry.ID = strawberry.field(
        description="The payment or deposit: processing, or confirmed (returned check, chargeback, wrong entry)."
    )
    date: Date | None = strawberry.field(
        default=UNSET, description="The correction's date, not before the payment's; today if not given."
    )
    number: str | None = strawberry.field(default=UNSET, description="The correction's number; made if not given.")
    reason: str = strawberry.field(description="Why, for whoever reads the account later.")


@strawberry.type(description="The payment that failed, and what followed.")
class FailPaymentPayload(MutationPayload):
    """The payment that failed, and what followed."""

    transaction: Transaction | None = related(
        One(graph.transactions, outcome("transaction")), "The payment; null when refused."
    )
    correction: Transaction | None = related(
        One(graph.transactions, outcome("correction")), "What takes it off the balance; null when refused."
    )
    released: list[Reconciliation] = related(
        Listed(graph.edges, outcome_list("released")), "The reconciliations that ended, the first 100."
    )
    reconciliations: list[Reconciliation] = related(
        Listed(graph.edges, outcome_list("reconciliations")),
        "What was made: the correction's, and those of cancellations that took the freed room; the first 100.",
    )
    account: Account | None = related(One(accounts, outcome("account")), "The account; null when refused.")


@strawberry.type
class PaymentStateMutations:
    """What the bank tells."""

    @mutation("confirmPayment", "Confirms a processing payment: its reconciliations are settled and unlocked.")
    async def confirm_payment(self, info: Info[Context, None], input: ConfirmPaymentInput) -> ConfirmPaymentPayload:
        """See ``services.payment_states.confirm_payment``."""
        return await perform(
            info,
            input,
            ConfirmPaymentPayload,
            confirm_payment,
            ConfirmedOutcome,
            lambda: ConfirmPayment(row_id(input.transaction_id, "Transaction")),
        )

    @mutation(
        "failPayment",
        "Ends all reconciliations of a payment whose money came back, and records the correction that takes it off.",
    )
    async def fail_payment(self, info: Info[Context, None], input: FailPaymentInput) -> FailPaymentPayload:
        """See ``services.payment_states.fail_payment``."""
        return await perform(
            info,
            input,
            FailPaymentPayload,
            fail_payment,
            FailedOutcome,
            lambda: FailPayment(
                row_id(input.transaction_id, "Transaction"), input.reason, given(input.date), given(input.number)
            ),
        )
