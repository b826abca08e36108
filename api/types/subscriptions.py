"""Subscriptions in the graph (domain R18)."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from api.graph.loaders import accounts, ledger_codes, members
from api.graph.scalars import Cents, Date
from api.types.connections import Node
from api.types.fields import directives, plain, referenced
from api.types.kinds import PaymentMethod, SubscriptionInterval
from api.types.ledger_codes import LedgerCode
from domain.permissions import BILLING

if TYPE_CHECKING:
    from api.types.accounts import Account, Member


@strawberry.type(directives=directives(BILLING))
class BillingSubscription(Node):
    """A charge that repeats each period, and is paid at once by its method."""

    description: str = plain("What is charged, such as Membership: the description of each invoice item.")
    amount_cents: Cents = plain("The charge for each period.")
    interval: SubscriptionInterval = plain("The length of a period.")
    method: PaymentMethod = plain("The method: cash, check, card, eCheck, transfer or other.")
    starts_on: Date = plain("The first day of the first period.")
    ends_on: Date | None = plain("No period begins after this day; null if it runs until it is cancelled.")
    paused: bool = plain("Whether it is paused: it is not charged until it is resumed.")
    next_on: Date | None = plain("The first day of the next period to be charged; null once it has ended.")
    ledger_code: LedgerCode = referenced(ledger_codes, "ledger_code_id", "The revenue code of its charges.")
    member: Annotated["Member", strawberry.lazy("api.types.accounts")] | None = referenced(
        members, "member_id", "The member whom it is for."
    )
    account: Annotated["Account", strawberry.lazy("api.types.accounts")] = referenced(
        accounts, "account_id", "The account that is charged."
    )
