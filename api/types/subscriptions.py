"""Subscriptions in the graph (domain R18)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.graph.loading import Loading
from api.graph.relations import One
from api.scalars import Cents, Date
from api.types.connections import Node
from api.types.fields import BILLING, described, directives, plain, related
from api.types.kinds import PaymentMethod, SubscriptionInterval
from api.types.ledger_codes import LedgerCode
from api.types.transactions import accounts, ledger_codes, members
from domain.queries import graph
from domain.queries.pages import Listing, Order
from domain.queries.records import by_ids
from domain.rows import SubscriptionRow

if TYPE_CHECKING:
    from api.types.accounts import Account, Member


def subscriptions(ids: Any) -> Any:
    """Subscriptions by id."""
    return by_ids(SubscriptionRow, ids)


@strawberry.type(
    description=described("A charge that comes again each period, and is paid at once by its method.", BILLING),
    directives=directives(BILLING),
)
class BillingSubscription(Node):
    """A charge that comes again each period (domain R18)."""

    description: str = plain("What is charged.")
    amount_cents: Cents = plain("How much each period costs.")
    interval: SubscriptionInterval = plain("How long a period is.")
    method: PaymentMethod = plain("How it is paid.")
    starts_on: Date = plain("The first day of the first period.")
    ends_on: Date | None = plain("No period begins after this day; null: until it is cancelled.")
    next_on: Date | None = plain("The first day of the next period to be charged; null once it has ended.")
    ledger_code: LedgerCode = related(
        One(ledger_codes, lambda row: row.ledger_code_id), "The revenue code of its charges."
    )
    member: Annotated["Member", strawberry.lazy("api.types.accounts")] | None = related(
        One(members, lambda row: row.member_id), "The member whom it is for."
    )
    account: Annotated["Account", strawberry.lazy("api.types.accounts")] = related(
        One(accounts, lambda row: row.account_id), "The account that is charged."
    )


def prepare_subscriptions(_loading: Loading, _arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """The subscriptions of accounts, oldest first."""
    return graph.SUBSCRIPTIONS_OF_ACCOUNTS, graph.BY_SUBSCRIPTION
