"""Installments as mutations take them."""

import strawberry

from api.ids import row_id
from api.mutations.perform import given
from api.scalars import Cents, Date
from api.types.fields import UNSET
from api.types.kinds import PaymentMethod, SubscriptionInterval
from domain.core.kinds import SubscriptionInterval as Interval
from domain.services.checkout import InstallmentPlan
from domain.services.installments import InstallmentItemWish, InstallmentWish


@strawberry.input(description="So much of an invoice item, held for an installment. Name the item one way.")
class InstallmentItemInput:
    """So much of an invoice item."""

    position: int | None = strawberry.field(
        default=UNSET, description="At checkout: the item's place among the input's items, from 1."
    )
    item_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Later: the item of an invoice.")
    amount_cents: Cents = strawberry.field(description="How much of the item, more than 0.")


@strawberry.input(description="A payment that is to come.")
class InstallmentInput:
    """A payment that is to come."""

    due_on: Date = strawberry.field(description="When it is to be taken.")
    amount_cents: Cents = strawberry.field(description="How much, more than 0.")
    method: PaymentMethod = strawberry.field(description="How it will be taken.")
    items: list[InstallmentItemInput] | None = strawberry.field(
        default=UNSET,
        description="What it is for. Not given at checkout: what remains, in listed order; given later on: nothing is "
        "guessed, and it will arrive unreconciled.",
    )


@strawberry.input(description="What is not paid at once, in equal installments; the first ones carry the odd cents.")
class InstallmentPlanInput:
    """Equal installments."""

    parts: int = strawberry.field(description="How many, 1 to 120.")
    first_due_on: Date = strawberry.field(description="When the first is due; the others follow an interval apart.")
    interval: SubscriptionInterval = strawberry.field(default=Interval.MONTH, description="How far apart they are.")
    method: PaymentMethod = strawberry.field(description="How they will be taken.")


def item_wish(item: InstallmentItemInput) -> InstallmentItemWish:
    """A named item as services take it."""
    item_id = given(item.item_id)
    return InstallmentItemWish(
        item.amount_cents, given(item.position), None if item_id is None else row_id(item_id, "TransactionItem")
    )


def installment_wishes(installments: list[InstallmentInput] | None) -> list[InstallmentWish]:
    """Installments as services take them."""
    return [
        InstallmentWish(
            each.due_on, each.amount_cents, each.method, [item_wish(item) for item in given(each.items) or ()]
        )
        for each in given(installments) or ()
    ]


def plan_wish(plan: InstallmentPlanInput | None) -> InstallmentPlan | None:
    """A plan as services take it."""
    wished = given(plan)
    if wished is None:
        return None
    return InstallmentPlan(wished.parts, wished.first_due_on, wished.method, wished.interval)
