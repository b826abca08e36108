"""Audit snapshots as the API shows them: ids opaque, instants in UTC."""

from dataclasses import dataclass
from typing import Any

from api.graph.budget import CHARACTERS_A_VALUE
from api.graph.ids import opaque
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.scalars import show_datetime
from domain.queries.graph import event_snapshot_lengths, event_snapshots
from domain.store.program import Program

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
    "fileMapping": "FileMapping",
    "bankAccount": "BankAccount",
    "bankStatement": "BankStatement",
    "bankLine": "BankLine",
    "bankStatementLine": "BankStatementLine",
    "bankLinePart": "BankLinePart",
    "payer": "Payer",
    "payerAccount": "PayerAccount",
    "batch": "Batch",
}
"""The graph's type for what an action such as ``reconciliation.created`` is about."""

TYPE_BY_COLUMN = {
    "account_id": "Account",
    "credit_account_id": "Account",
    "batch_id": "Batch",
    "released_batch_id": "Batch",
    "corrects_id": "Transaction",
    "moved_from_id": "Transaction",
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
    "bank_account_id": "BankAccount",
    "statement_id": "BankStatement",
    "line_id": "BankLine",
    "payer_id": "Payer",
}


SHOWN_FOR_STORED = 2
"""How much longer a snapshot is when it is shown, with the names of its columns, which are not stored."""


@dataclass(frozen=True, slots=True)
class EventSnapshots:
    """The rows ``before`` or ``after`` events, counted by their lengths before any is read."""

    column: str

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Load by one statement for the lengths, one for the rows."""
        ids = {event.id for event in level.rows}
        lengths = yield from event_snapshot_lengths(self.column, ids)
        shown = {each: (length or 0) * SHOWN_FOR_STORED for each, length in lengths.items()}
        values = (shown[event.id] // CHARACTERS_A_VALUE * level.weight(event) for event in level.rows)
        loading.budget.count_values(sum(values))
        snapshots = yield from event_snapshots(self.column, ids)
        for event in level.rows:
            event.related[plan.key] = public_snapshot(snapshots[event.id], event.action)


def public_snapshot(snapshot: dict[str, Any] | None, action: str) -> dict[str, Any] | None:
    """Return a snapshot with opaque ids and readable instants: plain ids exceed what JavaScript keeps exactly."""
    return None if snapshot is None else _public(snapshot, TYPE_BY_NOUN[action.partition(".")[0]])


def _public(snapshot: dict[str, Any], type_name: str) -> dict[str, Any]:
    return {name: _value(name, value, type_name) for name, value in snapshot.items()}


def _value(name: str, value: Any, type_name: str) -> Any:
    if value is None:
        return None
    if name == "items":
        return [_public(each, "TransactionItem") for each in value]
    if name == "id" or (name == "replaces_id" and type_name == "BankLinePart"):
        return opaque(type_name, value)
    if name in TYPE_BY_COLUMN:
        return opaque(TYPE_BY_COLUMN[name], value)
    return show_datetime(value) if name.endswith("_at") else value
