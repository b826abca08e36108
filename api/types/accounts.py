"""Accounts and their members in the graph."""

from collections.abc import Mapping
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from api.graph.loaders import accounts
from api.graph.loading import Loading
from api.graph.relations import By, Children, Paged, always, rows_by_parent
from api.graph.scalars import Cents
from api.types.aging import AgingAmounts, load_aging_of_accounts
from api.types.bank import Payer
from api.types.connections import Connection, Node
from api.types.fields import (
    VIEW,
    After,
    Before,
    First,
    FirstSuggestions,
    Last,
    computed,
    directives,
    exponent_beside,
    loaded_by,
    optional,
    plain,
    referenced,
    related,
    required,
)
from api.types.history import AuditEvent, AuditFilter, narrow_events
from api.types.kinds import DescribedEnum, OrderDirection, in_graph
from api.types.labels import MetadataEntry, external_id_field, metadata_field
from api.types.orders import order_from
from api.types.planned_payments import (
    DueFrom,
    DueTo,
    IncludeEnded,
    PlannedPayment,
    prepare_planned_payments_of_accounts,
)
from api.types.searches import narrow_by_search
from api.types.subscriptions import BillingSubscription
from api.types.suggestion_rows import load_suggestions_of_accounts
from api.types.suggestions import Suggestion
from api.types.transaction_lists import TransactionFilter, TransactionOrder, narrow_transactions
from api.types.transactions import Transaction
from domain.permissions import BILLING
from domain.queries import bank_graph, graph
from domain.queries.account_choice import AccountChoice, filtered
from domain.queries.pages import Listing, Order
from domain.queries.search import ACCOUNT_SEARCH


@strawberry.type
class Member(Node):
    """A person on an account. An item may be for a member."""

    name: str = plain("The member's name, such as Leo Rivera.", client=True)
    account: Annotated["Account", strawberry.lazy("api.types.accounts")] = referenced(
        accounts, "account_id", "The account that they are on."
    )
    external_id: str | None = external_id_field()
    metadata: list[MetadataEntry] = metadata_field()


def prepare_transactions(loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Return the transactions of accounts as filtered and sorted."""
    listing = narrow_transactions(graph.TRANSACTIONS_OF_ACCOUNTS, loading, arguments.get("filter") or {})
    return listing, order_from(graph.TRANSACTION_ORDERS, arguments.get("orderBy"), "DATE", ["DATE"])


def prepare_history(_loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Return the audit events of accounts as filtered, newest first."""
    return narrow_events(graph.HISTORY_OF_ACCOUNTS, arguments.get("filter")), graph.NEWEST_OF_ACCOUNT_FIRST


@strawberry.type(directives=directives(VIEW))
class Account(Node):
    """An account that is billed: an owner, members, one currency."""

    number: str = plain("The account's number, unique in the organisation.", client=True)
    owner_name: str = plain("The current owner's name.", client=True)
    email: str | None = plain("The owner's e-mail address.", client=True)
    currency: str = plain("ISO 4217 code, fixed when the account was created.", client=True)
    currency_exponent: int = exponent_beside(client=True)
    external_id: str | None = external_id_field()
    metadata: list[MetadataEntry] = metadata_field()
    members: list[Member] = related(Children(graph.members_of), "The account's members.", client=True)
    balance_cents: Cents = plain(
        "What the account owes: debits less credits that have arrived; negative if the account is in credit.",
        BILLING,
        client=True,
    )
    expected_balance_cents: Cents = plain(
        "The balance once processing and planned money has arrived.", BILLING, client=True
    )
    unreconciled_debit_cents: Cents = plain("The open part of all its debit items.", BILLING)
    unreconciled_credit_cents: Cents = plain("The open part of all its credit items.", BILLING)
    write_off_max_cents: Cents | None = computed(
        "The most that may be written off of one of its invoice items; null if writing off is not offered in its currency.",
        lambda account, context: context.loading.request_info.write_off_max.get(account.currency),
        BILLING,
    )
    aging: AgingAmounts = related(
        By(load_aging_of_accounts), "What it owes today, by days overdue, as in today's aging report.", BILLING
    )

    @loaded_by(Paged(prepare_transactions), BILLING, client=True)
    def transactions(
        self,
        filter: TransactionFilter | None = UNSET,
        order_by: TransactionOrder | None = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[Transaction]:
        """Its transactions, oldest first unless sorted otherwise."""

    @loaded_by(Paged(prepare_planned_payments_of_accounts), BILLING, client=True)
    def planned_payments(
        self,
        due_from: DueFrom = UNSET,
        due_to: DueTo = UNSET,
        include_ended: IncludeEnded = False,  # noqa: FBT002 - a GraphQL argument
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[PlannedPayment]:
        """Its planned payments, the earliest due first."""

    @loaded_by(Paged(always(graph.SUBSCRIPTIONS_OF_ACCOUNTS, graph.BY_SUBSCRIPTION)), BILLING)
    def subscriptions(
        self, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[BillingSubscription]:
        """Its subscriptions, ended ones too, oldest first."""

    @loaded_by(By(load_suggestions_of_accounts), BILLING)
    def suggestions(self, first: FirstSuggestions = 10) -> list[Suggestion]:
        """What its open money may pay for: credits oldest first, at most five suggestions for each, best first.

        They are alternatives; applying one may change the others. The open items that are examined count as rows.
        """

    payers: list[Payer] = related(
        rows_by_parent(bank_graph.payers_of_accounts), "Who is remembered to pay for it by bank, oldest first.", BILLING
    )

    @loaded_by(Paged(prepare_history), BILLING)
    def history(
        self,
        filter: AuditFilter | None = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[AuditEvent]:
        """The account's audit events, newest first."""


@strawberry.input
class AccountFilter:
    """Which accounts to list; they must match every field that is given."""

    has_unreconciled: bool | None = optional(
        "Only accounts with something open on either side, or only those without.", BILLING
    )
    currency: str | None = optional("Only accounts in this currency.")
    external_id: str | None = optional("Only the account that another system calls this.")


def account_choice(given: AccountFilter) -> AccountChoice:
    """Return a filter as what chooses accounts."""
    return AccountChoice(
        has_unreconciled=None if given.has_unreconciled is UNSET else given.has_unreconciled,
        currency=None if given.currency is UNSET else given.currency,
        external_id=None if given.external_id is UNSET else given.external_id,
    )


@in_graph
class AccountOrderField(DescribedEnum):
    """What accounts are sorted by."""

    NUMBER = "NUMBER", "The account's number, as text."
    OWNER_NAME = "OWNER_NAME", "The owner's name."
    BALANCE = "BALANCE", "What the account owes.", BILLING
    UNRECONCILED_DEBIT = "UNRECONCILED_DEBIT", "The open part of its debits.", BILLING
    UNRECONCILED_CREDIT = "UNRECONCILED_CREDIT", "The open part of its credits.", BILLING


@strawberry.input
class AccountOrder:
    """How accounts are sorted."""

    field: AccountOrderField = required("What the rows are sorted by.")
    direction: OrderDirection = optional("Ascending or descending.", default=OrderDirection.ASC)


def prepare_accounts(loading: Loading, arguments: Mapping[str, Any]) -> tuple[Listing[Any], Order]:
    """Return all accounts as searched, filtered and sorted."""
    filters = arguments.get("filter") or {}
    choice = AccountChoice(filters.get("hasUnreconciled"), filters.get("currency"), filters.get("externalId"))
    listing = filtered(graph.ACCOUNTS, choice)
    listing = narrow_by_search(listing, ACCOUNT_SEARCH, loading, arguments, *BILLING)
    return listing, order_from(graph.ACCOUNT_ORDERS, arguments.get("orderBy"), "NUMBER")


AccountSearch = Annotated[
    str | None,
    strawberry.argument(
        description=(
            "A part of the number, the owner's name, a member's name or the e-mail address. Case, accents and the kind of "
            "apostrophe, dash and blank do not matter. For those who may see billing also a part of a transaction's "
            "number (a receipt ID) or reference, and an amount, with or without its currency (125, 125.00, 1,250 or "
            "$125): the account's balance or open amounts, or a transaction's amount or open part."
        )
    ),
]
