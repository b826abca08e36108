"""Audit events' facts as the outside sees them: ids opaque, instants in UTC."""

from dataclasses import dataclass
from typing import Any

import orjson

from api.graph.budget import CHARACTERS_A_VALUE
from api.graph.loading import Level, Loading, Want
from api.ids import opaque
from api.scalars import show_datetime
from domain.queries.graph import lengths_of_whole_rows, whole_rows
from domain.store.steps import Steps

TYPE_BY_NOUN = {
    "account": "Account",
    "member": "Member",
    "ledgerCode": "LedgerCode",
    "transaction": "Transaction",
    "item": "TransactionItem",
    "reconciliation": "Reconciliation",
    "plannedPayment": "PlannedPayment",
    "subscription": "BillingSubscription",
    "user": "User",
    "apiToken": "ApiToken",
}
"""The graph's type for what an action such as ``reconciliation.created`` is about."""

TYPE_BY_COLUMN = {
    "account_id": "Account",
    "credit_account_id": "Account",
    "batch_id": "Batch",
    "released_batch_id": "Batch",
    "corrects_id": "Transaction",
    "transaction_id": "Transaction",
    "credit_transaction_id": "Transaction",
    "debit_transaction_id": "Transaction",
    "credit_item_id": "TransactionItem",
    "debit_item_id": "TransactionItem",
    "cancels_id": "TransactionItem",
    "ledger_code_id": "LedgerCode",
    "member_id": "Member",
    "planned_payment_id": "PlannedPayment",
    "replaces_id": "Reconciliation",
}


@dataclass(frozen=True, slots=True)
class WholeRows:
    """The rows ``before`` or ``after`` events, counted by their lengths before any is read."""

    column: str

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement for the lengths, one for the rows."""
        ids = {event.id for event in level.rows}
        lengths = yield from lengths_of_whole_rows(self.column, ids)
        values = ((lengths[event.id] or 0) // CHARACTERS_A_VALUE * level.weight(event) for event in level.rows)
        loading.budget.take_values(sum(values))
        texts = yield from whole_rows(self.column, ids)
        for event in level.rows:
            event.related[want.key] = shown_facts(texts[event.id], event.action)


def shown_facts(text: str | None, action: str) -> dict[str, Any] | None:
    """Stored facts with opaque ids and readable instants: plain ids are beyond what JavaScript keeps exactly."""
    if text is None:
        return None
    return _shown(orjson.loads(text), TYPE_BY_NOUN[action.partition(".")[0]])


def _shown(facts: dict[str, Any], type_name: str) -> dict[str, Any]:
    return {name: _value(name, value, type_name) for name, value in facts.items()}


def _value(name: str, value: Any, type_name: str) -> Any:
    if value is None:
        return None
    if name == "items":
        return [_shown(each, "TransactionItem") for each in value]
    if name == "id":
        return opaque(type_name, value)
    if name in TYPE_BY_COLUMN:
        return opaque(TYPE_BY_COLUMN[name], value)
    return show_datetime(value) if name.endswith("_at") else value
