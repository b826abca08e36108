"""Which types are nodes: how each is loaded by ids, and which row class stands for it."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any, TypeAlias

from api.graph.loading import Loading
from api.types.suggestions import SuggestionRow, suggestions_by_key
from domain.permissions import BILLING, Permission, Principal
from domain.queries import graph
from domain.queries.batches import seen_batches
from domain.queries.records import by_ids
from domain.rows import (
    AccountRow,
    ApiTokenRow,
    AuditEventRow,
    BatchRow,
    ItemRow,
    JobRow,
    LedgerCodeRow,
    MemberRow,
    PlannedPaymentRow,
    ReconciliationRow,
    Record,
    SubscriptionRow,
    TransactionRow,
    UserRow,
)
from domain.store.steps import Steps

LoadNodes: TypeAlias = Callable[[Collection[int]], Steps[Mapping[int, Any]]]


def present(cls: type[Record], ids: Collection[int]) -> Steps[Mapping[int, Any]]:
    """Rows by id, withdrawn ones left out."""
    rows = yield from by_ids(cls, ids)
    return {key: row for key, row in rows.items() if getattr(row, "withdrawn_at", None) is None}


NODES: dict[str, LoadNodes] = {
    "Account": partial(present, AccountRow),
    "Member": partial(by_ids, MemberRow),
    "LedgerCode": partial(present, LedgerCodeRow),
    "Transaction": graph.transactions,
    "TransactionItem": graph.items,
    "Reconciliation": graph.edges,
    "PlannedPayment": partial(present, PlannedPaymentRow),
    "BillingSubscription": partial(present, SubscriptionRow),
    "Batch": partial(by_ids, BatchRow),
    "AuditEvent": graph.events,
    "Job": partial(by_ids, JobRow),
    "User": partial(present, UserRow),
    "ApiToken": partial(present, ApiTokenRow),
}

WORKED_OUT: dict[str, Callable[[Loading, Collection[Any]], Steps[Mapping[Any, Any]]]] = {
    "Suggestion": suggestions_by_key,
}
"""Nodes that are stored nowhere: what they take to be worked out counts against the row budget."""


def load_nodes(type_name: str, loading: Loading, keys: Collection[Any]) -> Steps[Mapping[Any, Any]]:
    """The nodes of one type by key."""
    if type_name in WORKED_OUT:
        return (yield from WORKED_OUT[type_name](loading, keys))
    return (yield from NODES[type_name](keys))


_VIEW = frozenset({Permission.VIEW_CLIENT_ACCOUNTS})
_BILLING = frozenset(BILLING)
_ACCESS = frozenset({Permission.MANAGE_ACCESS})

SEEN_BY: dict[str, tuple[frozenset[Permission], ...]] = {
    "Account": (_VIEW,),
    "Transaction": (_BILLING,),
    "TransactionItem": (_BILLING,),
    "Reconciliation": (_BILLING,),
    "PlannedPayment": (_BILLING,),
    "BillingSubscription": (_BILLING,),
    "Job": (_BILLING,),
    "User": (_ACCESS,),
    "ApiToken": (_ACCESS,),
    "Member": (_VIEW,),
    "Suggestion": (_BILLING,),
    "Batch": (_BILLING, _ACCESS),
    "AuditEvent": (_ACCESS,),
}
"""What fetching a node by its id needs, one of several: which type it is shows only then, so no directive can say it.

For types that have a directive it is the same (a test compares them); the others are else reached through guarded fields
alone. Whoever lacks it is answered as if there were no such thing (domain R35).
"""


def may_see(type_name: str, principal: Principal) -> bool:
    """Whether a principal may fetch a type by id; ledger codes may be seen by anyone who is signed in."""
    choices = SEEN_BY.get(type_name)
    return choices is None or any(principal.may(*permissions) for permissions in choices)


def seen_nodes(type_name: str, loading: Loading, keys: Collection[Any]) -> Steps[Mapping[Any, Any]]:
    """Nodes of one type by key, as far as who asks may see them; none of a type that is not fetched by its id."""
    if type_name not in {*NODES, *WORKED_OUT} or not may_see(type_name, loading.principal):
        return {}
    if type_name == "Batch":
        return (yield from seen_batches(loading.principal, keys))
    return (yield from load_nodes(type_name, loading, keys))


TYPE_OF_ROW: dict[type[Any], str] = {
    AccountRow: "Account",
    MemberRow: "Member",
    LedgerCodeRow: "LedgerCode",
    TransactionRow: "Transaction",
    ItemRow: "TransactionItem",
    ReconciliationRow: "Reconciliation",
    PlannedPaymentRow: "PlannedPayment",
    SubscriptionRow: "BillingSubscription",
    SuggestionRow: "Suggestion",
    BatchRow: "Batch",
    AuditEventRow: "AuditEvent",
    JobRow: "Job",
    UserRow: "User",
    ApiTokenRow: "ApiToken",
}
