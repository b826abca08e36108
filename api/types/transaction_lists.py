"""How lists of transactions and of unreconciled items are narrowed and sorted."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import strawberry

from api.graph.ids import row_id
from api.graph.loading import Loading
from api.graph.scalars import Cents, DateTime
from api.types.fields import optional, required
from api.types.kinds import (
    DescribedEnum,
    OrderDirection,
    PaymentMethod,
    ReconciliationStatus,
    Side,
    TransactionKind,
    in_graph,
)
from api.types.periods import PeriodInput, period_from
from api.types.searches import narrow_by_search
from domain.queries import graph
from domain.queries.pages import Listing
from domain.queries.search import ALL_TRANSACTION_SEARCH, TRANSACTION_SEARCH


@strawberry.input
class TransactionFilter:
    """Which transactions to list; they must match every field that is given."""

    kinds: list[TransactionKind] | None = optional("Only transactions of these kinds, such as `[PAYMENT, DEPOSIT]`.")
    statuses: list[ReconciliationStatus] | None = optional("Only transactions with one of these statuses.")
    methods: list[PaymentMethod] | None = optional("Only money that was paid or given back by one of these methods.")
    period: PeriodInput | None = optional("Only dates within this period.")
    recorded_since: DateTime | None = optional("Only what was recorded at this instant or later, whatever its date.")
    changed_since: DateTime | None = optional(
        "Only what was recorded, changed, confirmed, failed or reconciled at this instant or later, and where a "
        "reconciliation was deleted since. It is for people: a program that keeps in step reads `changes`."
    )
    amount_cents: Cents | None = optional("Only transactions of exactly this amount.")
    account_id: strawberry.ID | None = optional("Only transactions of this account.")
    member_id: strawberry.ID | None = optional("Only transactions with an item for this member.")
    reference: str | None = optional("Only transactions with exactly this payer's reference.")
    external_id: str | None = optional("Only the transaction that another system calls this.")
    search: str | None = optional(
        "A part of the number, the description, the reference or an item's description. Case, accents and the kind of "
        "apostrophe, dash and blank do not matter. An amount, with or without its currency (125, 125.00, 1,250 or $125), "
        "also finds those of which this is the amount, the open part or an item's amount."
    )


def _each_once(values: list[Any]) -> list[Any]:
    return list(set(values))


_CONDITIONS: Mapping[str, tuple[str, str, Callable[[Any], object]]] = {
    "kinds": ("t.kind in :kinds", "kinds", _each_once),
    "statuses": (f"({graph.status_expression('t')}) in :statuses", "statuses", _each_once),
    "methods": ("t.method in :methods", "methods", _each_once),
    "recordedSince": ("t.recorded_at >= :recorded_since", "recorded_since", int),
    "changedSince": (graph.TRANSACTION_CHANGED_SINCE, "changed_since", int),
    "amountCents": ("t.amount_cents = :amount_cents", "amount_cents", int),
    "accountId": ("t.account_id = :account_id", "account_id", partial(row_id, type_name="Account")),
    "memberId": (graph.TRANSACTION_FOR_MEMBER, "member_id", partial(row_id, type_name="Member")),
    "reference": ("t.reference = :reference", "reference", str),
    "externalId": ("t.external_id = :external_id and t.external_id is not null", "external_id", str),
}
"""Of fields of a filter the condition, its argument, and what a value is there."""
_INDEXED = frozenset({"accountId", "amountCents", "reference", "externalId"})
"""Those of which an index leads to what is found."""


def narrow_transactions(listing: Listing[Any], loading: Loading, filters: Mapping[str, Any]) -> Listing[Any]:
    """Return a list of transactions ``t`` as filtered (domain R48a)."""
    given = {name: value for name, value in filters.items() if value is not None}
    for name, (condition, argument, to_argument) in _CONDITIONS.items():
        if name not in given:
            continue
        values = {argument: to_argument(given[name])}
        if name == "changedSince":
            listing = listing.found(condition, ["audit_events"], values)
        elif name in _INDEXED:
            listing = listing.where(condition, **values)
        else:
            listing = listing.filtered(condition, **values)
    if "period" in given:
        period = period_from(given["period"], loading)
        days = "t.date >= :first_day and t.date <= :last_day"
        listing = listing.where(days, first_day=period.first, last_day=period.last)
    return narrow_by_search(listing, TRANSACTION_SEARCH if listing.parents else ALL_TRANSACTION_SEARCH, loading, given)


@in_graph
class TransactionOrderField(DescribedEnum):
    """What transactions are sorted by."""

    DATE = "DATE", "The business date, then the order of recording."
    NUMBER = "NUMBER", "The number, compared as text: 10 comes before 9."
    AMOUNT = "AMOUNT", "The whole amount of the transaction."
    UNRECONCILED = "UNRECONCILED", "The open part: what is neither reconciled nor planned."


@strawberry.input
class TransactionOrder:
    """How transactions are sorted."""

    field: TransactionOrderField = required("The field to sort by; equal dates are in the order of recording.")
    direction: OrderDirection = optional("Ascending or descending.", default=OrderDirection.ASC)


@strawberry.input
class UnreconciledFilter:
    """Which unreconciled items to list; they must match every field that is given."""

    side: Side | None = optional("Only debits or only credits.")
    kinds: list[TransactionKind] | None = optional("Only transactions of these kinds, such as `[PAYMENT, DEPOSIT]`.")
    methods: list[PaymentMethod] | None = optional("Only money that was paid by one of these methods.")
    batch_id: strawberry.ID | None = optional("Only transactions that this batch recorded, such as an import's.")
    has_invalid_reconciliation: bool | None = optional(
        "Only items with an invalid reconciliation, whose status is RECONCILIATION_ERROR, or only those without."
    )
    search: str | None = optional(
        "A part of the owner's name, the account's number, the transaction's number or reference, or the item's "
        "description. Case, accents and the kind of apostrophe, dash and blank do not matter. An amount, with or without "
        "its currency (125, 125.00, 1,250 or $125), also finds those of which this is the amount or the open part."
    )


@in_graph
class UnreconciledOrderField(DescribedEnum):
    """What unreconciled items are sorted by."""

    DATE = "DATE", "The transaction's business date."
    OWNER_NAME = "OWNER_NAME", "The account owner's name."
    UNRECONCILED = "UNRECONCILED", "The open part: what is neither reconciled nor planned."


@strawberry.input
class UnreconciledOrder:
    """How unreconciled items are sorted."""

    field: UnreconciledOrderField = required("What the rows are sorted by.")
    direction: OrderDirection = optional("Ascending or descending.", default=OrderDirection.ASC)
