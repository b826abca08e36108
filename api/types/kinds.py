"""The domain's words as GraphQL enumerations, each value described for a partner developer."""

import enum
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import strawberry

from api.directives import guard_value
from api.types.fields import described
from domain.core.kinds import (
    JobKind,
    JobState,
    PaymentMethod,
    PaymentState,
    PlannedPaymentState,
    ReconciliationOrigin,
    ReconciliationStatus,
    Side,
    SubscriptionInterval,
    TransactionKind,
)
from domain.permissions import Permission, PrincipalKind

_VALUES: dict[type[enum.StrEnum], tuple[str, dict[str, str]]] = {
    Side: (
        "Which way a transaction moves the balance.",
        {"DEBIT": "Raises what the account owes.", "CREDIT": "Lowers what the account owes."},
    ),
    TransactionKind: (
        "What a transaction is.",
        {
            "INVOICE": "What is charged, item by item.",
            "PAYMENT": "Money received; its number is the receipt ID.",
            "DEPOSIT": "Money held on the account for later.",
            "CREDIT": "A credit memo.",
            "CANCELLATION": "Takes back invoice items, each bound to the item that it cancels.",
            "REFUND": "Money given back.",
            "PAYMENT_CORRECTION": "Reverses one payment and reconciles only with it.",
        },
    ),
    PaymentMethod: (
        "How money came or went.",
        {
            "CASH": "Banknotes and coins.",
            "CHECK": "A paper check.",
            "CARD": "A credit or debit card.",
            "ECHECK": "An electronic check: processing until the bank confirms it.",
            "TRANSFER": "A bank transfer.",
            "OTHER": "Anything else.",
        },
    ),
    PaymentState: (
        "Whether the money of a payment or deposit has arrived.",
        {
            "PROCESSING": "On its way: holds its room, is not settled.",
            "CONFIRMED": "Arrived.",
            "FAILED": "Came back; a payment correction takes it off the balance.",
        },
    ),
    ReconciliationOrigin: (
        "What made a reconciliation.",
        {
            "CHECKOUT": "Payment at checkout.",
            "INSTALLMENT": "A planned payment.",
            "BALANCE_PAYMENT": "The outstanding balance was paid.",
            "SUBSCRIPTION": "The automated payment of a subscription charge.",
            "MARK": "A person marked what the money is for.",
            "MANUAL": "A person made or modified it.",
            "SUGGESTION": "A person took a suggestion.",
            "RECONCILE_ACCOUNT": "The reconcile tool, for one account.",
            "RECONCILE_ALL": "The reconcile tool, for all accounts.",
            "REFUND": "A refund and the credit that it gives back.",
            "CANCELLATION": "A cancellation and the item that it cancels.",
            "CORRECTION": "A correction and the payment that it reverses.",
            "IMPORT": "Read from a file.",
        },
    ),
    ReconciliationStatus: (
        "How far an item or a transaction is reconciled.",
        {
            "FULLY_RECONCILED": "Its whole amount is reconciled with arrived or processing money.",
            "PARTIALLY_RECONCILED": "A part of its amount is reconciled.",
            "NOT_RECONCILED": "Nothing of it is reconciled.",
            "RECONCILED_WITH_PLANNED_PAYMENTS": "Planned payments are still to come for it.",
            "RECONCILIATION_ERROR": "Its reconciliations contradict it; delete and recreate them.",
        },
    ),
    PlannedPaymentState: (
        "What became of a planned payment.",
        {
            "PLANNED": "Still to come; it will be reconciled with the items that it holds.",
            "ADJUSTED": "Still to come, but its amount was changed: it holds no items and will arrive unreconciled.",
            "PROCESSED": "It became a payment.",
            "DELETED": "It will not come; its items were freed.",
        },
    ),
    SubscriptionInterval: (
        "How long a subscription's period is, or how far installments are apart.",
        {
            "WEEK": "Seven days.",
            "MONTH": "A month; its last day where the first was later.",
            "QUARTER": "Three months.",
            "YEAR": "Twelve months.",
        },
    ),
    JobKind: (
        "What a job does, account by account.",
        {
            "RECONCILE_ALL": "Pairs open money with open invoice items, oldest first.",
            "UNDO": "Takes back what another job did.",
        },
    ),
    JobState: (
        "How far a job is.",
        {
            "QUEUED": "Nothing is done yet.",
            "RUNNING": "At work, or cut off and about to be gone on with.",
            "DONE": "Every account was tried; those that could not be done are in `errors`.",
            "CANCELLED": "Somebody stopped it; what was done until then stands.",
            "FAILED": "It was begun again and again and got no further; see `failure`. What was done stands.",
        },
    ),
    PrincipalKind: (
        "Who stands behind a request.",
        {
            "USER": "A member of staff, signed in at the page.",
            "TOKEN": "A program with an API token.",
            "CLIENT": "A client on their own account.",
        },
    ),
}


def describe(
    enumeration: type[enum.StrEnum],
    description: str,
    values: Mapping[str, str],
    needed: Mapping[str, Sequence[Permission]] = MappingProxyType({}),
) -> None:
    """Makes an enumeration one of the graph's, each of its values described; ``needed`` is what choosing some needs."""
    strawberry.enum(enumeration, description=description)
    for value in enumeration.__strawberry_definition__.values:  # type: ignore[attr-defined]  # set by strawberry.enum
        value.description = described(values[value.name], needed.get(value.name, ()))
    for name, permissions in needed.items():
        guard_value(enumeration, name, permissions)


for _enumeration, (_description, _values) in _VALUES.items():
    describe(_enumeration, _description, _values)


class OrderDirection(enum.StrEnum):
    """Which way a list is sorted."""

    ASC = "ASC"
    DESC = "DESC"


describe(
    OrderDirection,
    "Which way a list is sorted.",
    {"ASC": "Smallest, oldest or first letter first.", "DESC": "Largest, newest or last letter first."},
)


__all__ = [
    "JobKind",
    "JobState",
    "OrderDirection",
    "PaymentMethod",
    "PaymentState",
    "PlannedPaymentState",
    "PrincipalKind",
    "ReconciliationOrigin",
    "ReconciliationStatus",
    "Side",
    "SubscriptionInterval",
    "TransactionKind",
    "describe",
]
