"""Mutations that create, cancel and charge subscriptions."""

import strawberry

from api.graph.loaders import subscriptions
from api.graph.relations import Loaded
from api.graph.scalars import Cents, Date
from api.mutations.inputs import MutationInput
from api.mutations.payloads import MutationPayload, PayloadRow, result_count, result_row, result_rows, result_value
from api.mutations.perform import mutation
from api.types.fields import clearable, optional, related, required
from api.types.jobs import JobError
from api.types.kinds import PaymentMethod, SubscriptionInterval
from api.types.subscriptions import BillingSubscription
from api.types.transactions import Transaction
from domain.queries import graph
from domain.queries.jobs import FIRST_ERRORS
from domain.services.charging import ChargeSubscriptions
from domain.services.subscriptions import CancelSubscription, CreateSubscription, UpdateSubscription
from domain.tables import JobErrorRow
from domain.texts import to_stored


@strawberry.input
class CreateSubscriptionInput(MutationInput):
    """A charge that repeats each period."""

    makes = CreateSubscription

    account_id: strawberry.ID = required("The account to charge.", of="Account")
    description: str = required("What is charged, such as Membership: the description of each invoice item.")
    ledger_code: str = required("The ledger code itself, such as MEMBER.")
    amount_cents: Cents = required("The charge for each period, more than 0.")
    member_id: strawberry.ID | None = optional("The member whom it is for.", of="Member")
    interval: SubscriptionInterval = required("The length of a period.")
    method: PaymentMethod = required("The method: cash, check, card, eCheck, transfer or other.")
    starts_on: Date = required("The first day of the first period.")
    ends_on: Date | None = optional("No period begins after this day; if not given, it runs until it is cancelled.")


@strawberry.type
class CreateSubscriptionPayload(MutationPayload):
    """The subscription that was created."""

    subscription: BillingSubscription | None = result_row(
        subscriptions, "subscription", "The subscription; null when refused."
    )


@strawberry.input
class UpdateSubscriptionInput(MutationInput):
    """The changes to a subscription, from its next period on; fields that are not given stay unchanged."""

    makes = UpdateSubscription

    subscription_id: strawberry.ID = required("The subscription, which has not ended.", of="BillingSubscription")
    ledger_code: str | None = optional("The ledger code of its next charges.")
    amount_cents: Cents | None = optional("The charge for each period, more than 0.")
    member_id: strawberry.ID | None = clearable("The member whom it is for; null: for none.", of="Member")
    description: str | None = optional("What is charged.")
    method: PaymentMethod | None = optional("The payment method.")
    next_on: Date | None = optional(
        "The first day of the next period, after the last charged one; later periods are counted from there."
    )
    paused: bool | None = optional(
        "True: it is not charged until it is resumed. False: it goes on with the first period that begins today or "
        "later, or at `nextOn`; periods of the pause are not charged."
    )


@strawberry.type
class UpdateSubscriptionPayload(MutationPayload):
    """The changed subscription."""

    subscription: BillingSubscription | None = result_row(
        subscriptions, "subscription", "The subscription; null when refused."
    )


@strawberry.input
class CancelSubscriptionInput(MutationInput):
    """The subscription to cancel."""

    makes = CancelSubscription

    id: strawberry.ID = required("The id of the subscription to end.", of="BillingSubscription", to="subscription_id")
    on: Date | None = optional("No period begins after this day; today if not given. Charges already made stay.")


@strawberry.type
class CancelSubscriptionPayload(MutationPayload):
    """The changed subscription."""

    subscription: BillingSubscription | None = result_row(
        subscriptions, "subscription", "The subscription; null when refused."
    )


@strawberry.input
class ChargeSubscriptionsInput(MutationInput):
    """Which periods to charge."""

    makes = ChargeSubscriptions

    on: Date | None = optional(
        "Charge every period that has begun by this day, which is also the payments' date; today if not given."
    )
    catch_up: bool | None = optional(
        "True: charge also subscriptions with more than 12 periods to charge, which are left out otherwise.",
        default=False,
    )


def _errors(payload: PayloadRow) -> list[JobErrorRow]:
    """Return what the run left out, as rows that have an account."""
    left_out = result_value("account_errors")(payload) or ()
    return [
        JobErrorRow(0, 0, account_id, code, to_stored(message)) for account_id, code, message in left_out[:FIRST_ERRORS]
    ]


@strawberry.type
class ChargeSubscriptionsPayload(MutationPayload):
    """The invoices and their payments."""

    invoices: list[Transaction] = result_rows(
        graph.transactions, "invoices", "The first 100 invoices, each dated on the first day of its period."
    )
    payments: list[Transaction] = result_rows(
        graph.transactions, "payments", "The payments of these invoices, in the same order."
    )
    account_errors: list[JobError] = related(
        Loaded(_errors),
        "The first 100 subscriptions that were left out, by account, with the reason and the number of their periods.",
    )
    charged_count: int | None = result_count("invoices", "How many periods were charged; null when refused.")


@strawberry.type
class SubscriptionMutations:
    """What makes, ends and charges subscriptions."""

    create_subscription = mutation(
        CreateSubscriptionInput,
        CreateSubscriptionPayload,
        "Creates a subscription; nothing is charged until `chargeSubscriptions`.",
    )
    update_subscription = mutation(
        UpdateSubscriptionInput,
        UpdateSubscriptionPayload,
        "Changes a subscription from its next period on, pauses it or resumes it. Charges already made stay.",
    )
    cancel_subscription = mutation(
        CancelSubscriptionInput,
        CancelSubscriptionPayload,
        "Cancels a subscription: no period begins after the given day.",
    )
    charge_subscriptions = mutation(
        ChargeSubscriptionsInput,
        ChargeSubscriptionsPayload,
        "Records an invoice and its payment, reconciled at once, for each period that has begun. A second run does nothing. "
        "A subscription with more than 12 periods to charge is left out and named, unless `catchUp` is given.",
    )
