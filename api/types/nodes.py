"""The types that can be fetched by id: how each is loaded, its row class, and who may see it."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple, TypeAlias

from api.graph.loading import Loading
from api.types.bank_suggestion_rows import BankLineSuggestionRow, bank_line_suggestions_by_key
from api.types.fields import ACCESS, REPORTS, VIEW
from api.types.suggestion_rows import SuggestionRow, suggestions_by_key
from domain import tables
from domain.permissions import BILLING, Permission, Principal
from domain.queries import bank_graph, graph
from domain.queries.batches import visible_batches
from domain.queries.closings import closings
from domain.queries.journals import journals
from domain.queries.mail import mails
from domain.queries.webhooks import webhook_deliveries, webhooks
from domain.store.program import Program

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
_REPORTS = frozenset(REPORTS)

_STORED = {
    "Account": NodeType(tables.AccountRow, graph.accounts, (_VIEW,)),
    "Member": NodeType(tables.MemberRow, graph.recorded_members, (_VIEW,)),
    "LedgerCode": NodeType(tables.LedgerCodeRow, graph.codes, None),
    "Transaction": NodeType(tables.TransactionRow, graph.transactions, (_BILLING,)),
    "TransactionItem": NodeType(tables.ItemRow, graph.items, (_BILLING,)),
    "Reconciliation": NodeType(tables.ReconciliationRow, graph.reconciliations, (_BILLING,)),
    "PlannedPayment": NodeType(tables.PlannedPaymentRow, graph.planned_payments, (_BILLING,)),
    "BillingSubscription": NodeType(tables.SubscriptionRow, graph.subscriptions, (_BILLING,)),
    "Batch": NodeType(tables.BatchRow, graph.batches, (_BILLING, _ACCESS)),
    "AuditEvent": NodeType(tables.AuditEventRow, graph.events, (_ACCESS,)),
    "Job": NodeType(tables.JobRow, graph.jobs, (_BILLING,)),
    "BankAccount": NodeType(tables.BankAccountRow, bank_graph.bank_accounts, (_BILLING,)),
    "BankStatement": NodeType(tables.BankStatementRow, bank_graph.bank_statements, (_BILLING,)),
    "BankLine": NodeType(tables.BankLineRow, bank_graph.bank_lines, (_BILLING,)),
    "BankLinePart": NodeType(tables.BankLinePartRow, bank_graph.bank_line_parts, (_BILLING,)),
    "BooksClosing": NodeType(tables.BooksClosingRow, closings, (_REPORTS,)),
    "Journal": NodeType(tables.JournalRow, journals, (_REPORTS,)),
    "Mail": NodeType(tables.MailRow, mails, (_BILLING,)),
    "Payer": NodeType(tables.PayerRow, bank_graph.payers, (_BILLING,)),
    "Role": NodeType(tables.RoleRow, graph.roles, (_ACCESS,)),
    "User": NodeType(tables.UserRow, graph.users, (_ACCESS,)),
    "Webhook": NodeType(tables.WebhookRow, webhooks, (_ACCESS,)),
    "WebhookDelivery": NodeType(tables.WebhookDeliveryRow, webhook_deliveries, (_ACCESS,)),
    "ApiToken": NodeType(tables.ApiTokenRow, graph.api_tokens, (_ACCESS,)),
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

NODES_BY_EXTERNAL_ID: dict[str, Callable[[Collection[str]], Program[Mapping[str, Any]]]] = {
    "Account": graph.accounts_by_external_id,
    "Member": graph.members_by_external_id,
    "Transaction": graph.transactions_by_external_id,
    "TransactionItem": graph.items_by_external_id,
    "PlannedPayment": graph.planned_payments_by_external_id,
    "LedgerCode": graph.codes_by_external_id,
}
"""What may have an external id, in the order in which ``byExternalId`` lists it (domain R48)."""

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
