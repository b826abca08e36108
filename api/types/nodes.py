"""The types that can be fetched by id: how each is loaded, its row class, and who may see it."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple, TypeAlias

from api.graph.loading import Loading
from api.types.bank_suggestion_rows import BankLineSuggestionRow, bank_line_suggestions_by_key
from api.types.fields import ACCESS, VIEW
from api.types.suggestion_rows import SuggestionRow, suggestions_by_key
from domain.permissions import BILLING, Permission, Principal
from domain.queries import bank_graph, graph
from domain.queries.batches import visible_batches
from domain.store.program import Program
from domain.tables import (
    AccountRow,
    ApiTokenRow,
    AuditEventRow,
    BankAccountRow,
    BankLinePartRow,
    BankLineRow,
    BankStatementRow,
    BatchRow,
    ItemRow,
    JobRow,
    LedgerCodeRow,
    MemberRow,
    PayerRow,
    PlannedPaymentRow,
    ReconciliationRow,
    RoleRow,
    SubscriptionRow,
    TransactionRow,
    UserRow,
)

LoadNodes: TypeAlias = Callable[[Collection[int]], Program[Mapping[int, Any]]]


class NodeType(NamedTuple):
    """A stored type that can be fetched by its id.

    ``visible_with`` is what fetching it by its id needs, one set of several; None lets anyone who is signed in. Which type
    an id is of shows only then, so that no directive can say it. Types that have a directive need the same (a test
    compares them); the others are else reached through guarded fields alone. Whoever lacks it gets the answer for an
    object that does not exist (domain R35).
    """

    row_class: type[Any]
    load: LoadNodes
    visible_with: tuple[frozenset[Permission], ...] | None


_VIEW, _BILLING, _ACCESS = frozenset(VIEW), frozenset(BILLING), frozenset(ACCESS)

_STORED = {
    "Account": NodeType(AccountRow, graph.accounts, (_VIEW,)),
    "Member": NodeType(MemberRow, graph.recorded_members, (_VIEW,)),
    "LedgerCode": NodeType(LedgerCodeRow, graph.codes, None),
    "Transaction": NodeType(TransactionRow, graph.transactions, (_BILLING,)),
    "TransactionItem": NodeType(ItemRow, graph.items, (_BILLING,)),
    "Reconciliation": NodeType(ReconciliationRow, graph.reconciliations, (_BILLING,)),
    "PlannedPayment": NodeType(PlannedPaymentRow, graph.planned_payments, (_BILLING,)),
    "BillingSubscription": NodeType(SubscriptionRow, graph.subscriptions, (_BILLING,)),
    "Batch": NodeType(BatchRow, graph.batches, (_BILLING, _ACCESS)),
    "AuditEvent": NodeType(AuditEventRow, graph.events, (_ACCESS,)),
    "Job": NodeType(JobRow, graph.jobs, (_BILLING,)),
    "BankAccount": NodeType(BankAccountRow, bank_graph.bank_accounts, (_BILLING,)),
    "BankStatement": NodeType(BankStatementRow, bank_graph.bank_statements, (_BILLING,)),
    "BankLine": NodeType(BankLineRow, bank_graph.bank_lines, (_BILLING,)),
    "BankLinePart": NodeType(BankLinePartRow, bank_graph.bank_line_parts, (_BILLING,)),
    "Payer": NodeType(PayerRow, bank_graph.payers, (_BILLING,)),
    "Role": NodeType(RoleRow, graph.roles, (_ACCESS,)),
    "User": NodeType(UserRow, graph.users, (_ACCESS,)),
    "ApiToken": NodeType(ApiTokenRow, graph.api_tokens, (_ACCESS,)),
}
NODES: dict[str, LoadNodes] = {name: node.load for name, node in _STORED.items()}
VISIBLE_WITH = {name: node.visible_with for name, node in _STORED.items() if node.visible_with is not None} | {
    "Suggestion": (_BILLING,),
    "BankLineSuggestion": (_BILLING,),
}
TYPE_OF_ROW: dict[type[Any], str] = {node.row_class: name for name, node in _STORED.items()} | {
    SuggestionRow: "Suggestion",
    BankLineSuggestionRow: "BankLineSuggestion",
}

COMPUTED_NODES: dict[str, Callable[[Loading, Collection[Any]], Program[Mapping[Any, Any]]]] = {
    "Suggestion": suggestions_by_key,
    "BankLineSuggestion": bank_line_suggestions_by_key,
}
"""Nodes that are computed, not stored: computing them counts against the row budget."""


def load_nodes(type_name: str, loading: Loading, keys: Collection[Any]) -> Program[Mapping[Any, Any]]:
    """Return the nodes of one type by key."""
    if type_name in COMPUTED_NODES:
        return (yield from COMPUTED_NODES[type_name](loading, keys))
    return (yield from NODES[type_name](keys))


def may_see(type_name: str, principal: Principal) -> bool:
    """Return whether a principal may fetch a type by id; ledger codes may be seen by anyone who is signed in."""
    choices = VISIBLE_WITH.get(type_name)
    return choices is None or any(principal.may(*permissions) for permissions in choices)


def visible_nodes(type_name: str, loading: Loading, keys: Collection[Any]) -> Program[Mapping[Any, Any]]:
    """Return the nodes of one type that the principal may see, by key; none of a type that cannot be fetched by its id."""
    if type_name not in {*NODES, *COMPUTED_NODES} or not may_see(type_name, loading.principal):
        return {}
    if type_name == "Batch":
        return (yield from visible_batches(loading.principal, keys))
    return (yield from load_nodes(type_name, loading, keys))
