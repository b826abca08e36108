"""The inputs of installments."""

import strawberry

from api.graph.scalars import Cents, Date
from api.mutations.inputs import Input
from api.mutations.labels import MetadataEntryInput, external_id, metadata
from api.types.fields import optional, required
from api.types.kinds import PaymentMethod, SubscriptionInterval
from domain.core.kinds import SubscriptionInterval as Interval
from domain.services.checkout import InstallmentPlan
from domain.services.installments import InstallmentItem, InstallmentTerms


@strawberry.input
class InstallmentItemInput(Input):
    """An amount of an invoice item that an installment will pay. Name the item by `position` or by `itemId`."""

    makes = InstallmentItem

    position: int | None = optional("At checkout: the item's position among the input's items, from 1.")
    item_id: strawberry.ID | None = optional("After checkout: the item of an invoice.", of="TransactionItem")
    amount_cents: Cents = required("How much of the item, more than 0.")


@strawberry.input
class InstallmentInput(Input):
    """One installment: when it is due, how much it is, and which items it is for."""

    makes = InstallmentTerms

    due_on: Date = required("The day on which it will be taken.")
    amount_cents: Cents = required("How much, more than 0.")
    method: PaymentMethod = required("The method: cash, check, card, eCheck, transfer or other.")
    items: list[InstallmentItemInput] | None = optional(
        "The items it will pay. If not given at checkout: what remains, in listed order. If not given after checkout: "
        "none, and it will arrive unreconciled."
    )
    external_id: str | None = external_id()
    metadata: list[MetadataEntryInput] | None = metadata()


@strawberry.input
class InstallmentPlanInput(Input):
    """What is not paid at once, in equal installments; the first ones take the odd cents."""

    makes = InstallmentPlan

    parts: int = required("The number of installments, 1 to 120.")
    first_due_on: Date = required("When the first is due; the others follow at the interval.")
    interval: SubscriptionInterval = optional("The interval between them.", default=Interval.MONTH)
    method: PaymentMethod = required("The method: cash, check, card, eCheck, transfer or other.")
