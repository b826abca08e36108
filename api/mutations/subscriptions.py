"""Mutations of subscriptions: made, cancelled, charged."""

import strawberry
from strawberry import Info

from api.context import Context
from api.graph.relations import Listed, One
from api.ids import row_id
from api.mutations.payloads import MutationInput, MutationPayload, outcome, outcome_list
from api.mutations.perform import given, mutation, perform
from api.scalars import Cents, Date
from api.types.fields import UNSET, computed, related
from api.types.kinds import PaymentMethod, SubscriptionInterval
from api.types.subscriptions import BillingSubscription, subscriptions
from api.types.transactions import Transaction
from domain.queries import graph
from domain.services.subscriptions import (
    CancelSubscription,
    ChargedOutcome,
    ChargeSubscriptions,
    CreateSubscription,
    SubscriptionOutcome,
    cancel_subscription,
    charge_subscriptions,
    create_subscription,
)


@strawberry.input(description="A charge that shall come again each period.")
class CreateSubscriptionInput(MutationInput):
    """A charge that shall come again each period."""

    account_id: strawberry.ID = strawberry.field(description="Who is charged.")
    description: str = strawberry.field(description="What is charged.")
    ledger_code: str = strawberry.field(description="The ledger code itself, such as MEMBER.")
    amount_cents: Cents = strawberry.field(description="How much each period costs, more than 0.")
    member_id: strawberry.ID | None = strawberry.field(default=UNSET, description="The member whom it is for.")
    interval: SubscriptionInterval = strawberry.field(description="How long a period is.")
    method: PaymentMethod = strawberry.field(description="How it is paid.")
    starts_on: Date = strawberry.field(description="The first day of the first period.")
    ends_on: Date | None = strawberry.field(
        default=UNSET, description="No period begins after this day; not given: until it is cancelled."
    )


@strawberry.type(description="The subscription that was made.")
class CreateSubscriptionPayload(MutationPayload):
    """The subscription that was made."""

    subscription: BillingSubscription | None = related(
        One(subscriptions, outcome("subscription")), "The subscription; null when refused."
    )


@strawberry.input(description="The subscription that shall end.")
class CancelSubscriptionInput(MutationInput):
    """The subscription that shall end."""

    id: strawberry.ID = strawberry.field(description="The subscription.")
    on: Date | None = strawberry.field(
        default=UNSET, description="No period begins after this day; today if not given. What was charged stands."
    )


@strawberry.type(description="The subscription as it now is.")
class CancelSubscriptionPayload(MutationPayload):
    """The subscription as it now is."""

    subscription: BillingSubscription | None = related(
        One(subscriptions, outcome("subscription")), "The subscription; null when refused."
    )


@strawberry.input(description="Every period that has begun by a day.")
class ChargeSubscriptionsInput(MutationInput):
    """Every period that has begun by a day."""

    on: Date | None = strawberry.field(
        default=UNSET, description="The day of the run, and the payments' date; today if not given."
    )


@strawberry.type(description="What was charged, and how it was paid.")
class ChargeSubscriptionsPayload(MutationPayload):
    """What was charged, and how it was paid."""

    invoices: list[Transaction] = related(
        Listed(graph.transactions, outcome_list("invoices")),
        "The invoices, each of its period's first day; the first 100.",
    )
    payments: list[Transaction] = related(
        Listed(graph.transactions, outcome_list("payments")), "Their payments, in the same order; the first 100."
    )
    charged_count: int | None = computed(
        "How many periods were charged; null when refused.",
        lambda payload, _: None if payload.outcome is None else len(payload.outcome.invoices),
    )


@strawberry.type
class SubscriptionMutations:
    """What makes, ends and charges subscriptions."""

    @mutation("createSubscription", "Makes a subscription; nothing is charged before `chargeSubscriptions`.")
    async def create_subscription(
        self, info: Info[Context, None], input: CreateSubscriptionInput
    ) -> CreateSubscriptionPayload:
        """See ``services.subscriptions.create_subscription``."""
        member_id = given(input.member_id)
        return await perform(
            info,
            input,
            CreateSubscriptionPayload,
            create_subscription,
            SubscriptionOutcome,
            lambda: CreateSubscription(
                row_id(input.account_id, "Account"),
                input.description,
                input.ledger_code,
                input.amount_cents,
                input.interval,
                input.method,
                input.starts_on,
                given(input.ends_on),
                None if member_id is None else row_id(member_id, "Member"),
            ),
        )

    @mutation("cancelSubscription", "Ends a subscription after a day.")
    async def cancel_subscription(
        self, info: Info[Context, None], input: CancelSubscriptionInput
    ) -> CancelSubscriptionPayload:
        """See ``services.subscriptions.cancel_subscription``."""
        return await perform(
            info,
            input,
            CancelSubscriptionPayload,
            cancel_subscription,
            SubscriptionOutcome,
            lambda: CancelSubscription(row_id(input.id, "BillingSubscription"), given(input.on)),
        )

    @mutation(
        "chargeSubscriptions",
        "Charges every period that has begun, each with its payment, reconciled at once. A second run does nothing.",
    )
    async def charge_subscriptions(
        self, info: Info[Context, None], input: ChargeSubscriptionsInput
    ) -> ChargeSubscriptionsPayload:
        """See ``services.subscriptions.charge_subscriptions``."""
        return await perform(
            info,
            input,
            ChargeSubscriptionsPayload,
            charge_subscriptions,
            ChargedOutcome,
            lambda: ChargeSubscriptions(given(input.on)),
        )
