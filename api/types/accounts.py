"""Accounts and their members in the graph."""

import enum
from collections.abc import Mapping
from typing import Annotated, Any

import strawberry

from api.graph.loading import Loading
from api.graph.relations import Many, Paged, answered_by_plan
from api.scalars import Cents
from api.types.aging import AgingAmounts, AgingOfAccounts
from api.types.connections import Connection, Node
from api.types.fields import (
    BILLING,
    UNSET,
    VIEW,
    After,
    First,
    described,
    directives,
    exponent_beside,
    plain,
    related,
)
from api.types.history import AuditEvent, AuditFilter, audit_conditions
from api.types.kinds import OrderDirection, describe
from api.types.orders import order_from
from api.types.planned_payments import (
    DueFrom,
    DueTo,
    IncludeEnded,
    PlannedPayment,
    prepare_planned_payments_of_accounts,
)
from api.types.searches import searched
from api.types.subscriptions import BillingSubscription, prepare_subscriptions
from api.types.suggestions import Suggestion, SuggestionsOfAccounts
from api.types.transactions import (
    Transaction,
    TransactionFilter,
    TransactionOrder,
    narrowed_transactions,
)
from domain.queries import graph
from domain.queries.pages import Listing, Order
from domain.queries.search import ACCOUNT_SEARCH


@strawberry.type(description="A person on an account; items may be for a member.")
class Member(Node):
    """A person on an account."""

    name: str = plain("The member's name.", client=True)


def prepare_transactions(loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """The transactions of accounts as filtered and sorted."""
    listing = narrowed_transactions(graph.TRANSACTIONS_OF_ACCOUNTS, loading, arguments.get("filter") or {})
    return listing, order_from(graph.TRANSACTION_ORDERS, arguments.get("orderBy"), "DATE")


def prepare_history(_loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """The audit events of accounts as filtered, newest first."""
    conditions, values = audit_conditions(arguments.get("filter"))
    return graph.HISTORY_OF_ACCOUNTS.where(*conditions, **values), graph.NEWEST_OF_ACCOUNT_FIRST


@strawberry.type(
    description=described("Who is billed: an owner, members, one currency.", VIEW), directives=directives(VIEW)
)
class Account(Node):
    """Who is billed (domain R2)."""

    number: str = plain("The account's number, unique in the organisation.", client=True)
    owner_name: str = plain("The present owner's name; lists always show it.", client=True)
    email: str | None = plain("The owner's e-mail address.", client=True)
    currency: str = plain("ISO 4217 code, fixed when the account was created.", client=True)
    currency_exponent: int = exponent_beside(client=True)
    members: list[Member] = related(
        Many(graph.members_of, lambda member: member.account_id), "The people on the account.", client=True
    )
    balance_cents: Cents = plain(
        "What the account owes: debits less credits that have arrived (domain R5b). Negative: it has money left.",
        BILLING,
        client=True,
    )
    expected_balance_cents: Cents = plain(
        "The balance once processing and planned money has arrived.", BILLING, client=True
    )
    unreconciled_debit_cents: Cents = plain("The open part of all its debit items.", BILLING)
    unreconciled_credit_cents: Cents = plain("The open part of all its credit items.", BILLING)
    aging: AgingAmounts = related(
        AgingOfAccounts(), "What it owes today, by days overdue: its row of the aging report of today.", BILLING
    )

    @related(
        Paged(prepare_transactions), "Its transactions, oldest first unless sorted otherwise.", BILLING, client=True
    )
    def transactions(
        self,
        filter: TransactionFilter | None = UNSET,
        order_by: TransactionOrder | None = UNSET,
        first: First = 50,
        after: After = UNSET,
    ) -> Connection[Transaction]:
        """Declares the arguments."""
        answered_by_plan()

    @related(
        Paged(prepare_planned_payments_of_accounts),
        "What is still to come, the earliest due first.",
        BILLING,
        client=True,
    )
    def planned_payments(
        self,
        due_from: DueFrom = UNSET,
        due_to: DueTo = UNSET,
        include_ended: IncludeEnded = False,  # noqa: FBT002 - a GraphQL argument
        first: First = 50,
        after: After = UNSET,
    ) -> Connection[PlannedPayment]:
        """Declares the arguments."""
        answered_by_plan()

    @related(Paged(prepare_subscriptions), "Its subscriptions, ended ones too, oldest first.", BILLING)
    def subscriptions(self, first: First = 50, after: After = UNSET) -> Connection[BillingSubscription]:
        """Declares the arguments."""
        answered_by_plan()

    @related(
        SuggestionsOfAccounts(),
        "What its open money may be for: credits oldest first, for each at most five suggestions, best first. They are "
        "alternatives; applying one may change the others. The open items that are looked at count as rows.",
        BILLING,
    )
    def suggestions(self, first: First = 10) -> list[Suggestion]:
        """Declares the argument."""
        answered_by_plan()

    @related(Paged(prepare_history), "What happened to the account, newest first.", BILLING)
    def history(
        self,
        filter: AuditFilter | None = UNSET,
        first: First = 50,
        after: After = UNSET,
    ) -> Connection[AuditEvent]:
        """Declares the arguments."""
        answered_by_plan()


@strawberry.input(description="Which accounts to list; all that is given must hold.")
class AccountFilter:
    """Which accounts to list."""

    has_unreconciled: bool | None = strawberry.field(
        default=UNSET,
        description=described("Only accounts with something open on either side, or only those without.", BILLING),
        directives=directives(BILLING),
    )
    currency: str | None = strawberry.field(default=UNSET, description="Only accounts in this currency.")


class AccountOrderField(enum.StrEnum):
    """What accounts are sorted by."""

    NUMBER = "NUMBER"
    OWNER_NAME = "OWNER_NAME"
    BALANCE = "BALANCE"
    UNRECONCILED_DEBIT = "UNRECONCILED_DEBIT"
    UNRECONCILED_CREDIT = "UNRECONCILED_CREDIT"


describe(
    AccountOrderField,
    "What accounts are sorted by.",
    {
        "NUMBER": "The account's number, as text.",
        "OWNER_NAME": "The owner's name.",
        "BALANCE": "What the account owes.",
        "UNRECONCILED_DEBIT": "The open part of its debits.",
        "UNRECONCILED_CREDIT": "The open part of its credits.",
    },
    {"BALANCE": BILLING, "UNRECONCILED_DEBIT": BILLING, "UNRECONCILED_CREDIT": BILLING},
)


@strawberry.input(description="How accounts are sorted.")
class AccountOrder:
    """How accounts are sorted."""

    field: AccountOrderField = strawberry.field(description="By what.")
    direction: OrderDirection = strawberry.field(default=OrderDirection.ASC, description="Which way.")


def prepare_accounts(loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """All accounts as searched, filtered and sorted."""
    listing = graph.ACCOUNTS
    wished = arguments.get("filter") or {}
    if wished.get("hasUnreconciled") is not None:
        open_cents = "a.unreconciled_debit_cents + a.unreconciled_credit_cents"
        listing = listing.where(f"{open_cents} > 0" if wished["hasUnreconciled"] else f"{open_cents} = 0")
    if wished.get("currency") is not None:
        listing = listing.where("a.currency = :currency", currency=wished["currency"])
    listing = searched(listing, ACCOUNT_SEARCH, loading, arguments, *BILLING)
    return listing, order_from(graph.ACCOUNT_ORDERS, arguments.get("orderBy"), "NUMBER")


AccountSearch = Annotated[
    str | None,
    strawberry.argument(
        description=(
            "A part of the number, the owner's name, a member's name or the e-mail address, in any case. Written as an "
            "amount (125.00 or 1,250), for whoever may see billing: also accounts with this balance, this much open, or a "
            "transaction of which this is the amount or its open part."
        )
    ),
]
