"""Whole tables for programs and spreadsheets, part by part in the order of recording (domain R48b)."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from domain.queries.graph import RECONCILIATION_NOT_WITHDRAWN, open_expression, status_expression
from domain.store.program import Program, Query, Row, Sql

ROWS_MAX = 1_000
"""How many rows are read at once: few enough that others who share the thread hardly notice."""


NO_METADATA = "{}"
"""What stands for no metadata."""


class Form(enum.Enum):
    """What a column's values are in the database, where that is not how they are shown."""

    AS_IS = enum.auto()
    CODE = enum.auto()
    """A number, a date or a word of the product's own, which no spreadsheet takes for a formula."""
    INSTANT = enum.auto()
    FLAG = enum.auto()
    METADATA = enum.auto()


class ExportColumn(NamedTuple):
    """A column: its name, which is that of the graph's field, its SQL, and how its values are kept."""

    name: str
    sql: str
    form: Form = Form.AS_IS
    id_of: str | None = None
    """The type in the graph whose row ids these are."""


@dataclass(frozen=True)
class Export:
    """A table to export: its columns, its tables in SQL with the one it is of as ``row``, and which rows are in it."""

    columns: tuple[ExportColumn, ...]
    tables: str
    condition: str

    @cached_property
    def _page(self) -> Sql:
        selected = ", ".join(column.sql for column in self.columns)
        return Sql(
            f"select {selected}, row.id from {self.tables} where row.id > :after and {self.condition} "
            "order by row.id limit :most"
        )

    def rows(self, after: int) -> Program[Sequence[Row]]:
        """Return the rows that follow the row ``after``, at most ``ROWS_MAX``; behind its columns each has its row id."""
        return (yield Query(self._page, after=after, most=ROWS_MAX))


def _ids(name: str, sql: str, type_name: str) -> ExportColumn:
    return ExportColumn(name, sql, id_of=type_name)


def _sums(alias: str) -> tuple[ExportColumn, ...]:
    return (
        ExportColumn("amountCents", f"{alias}.amount_cents", Form.CODE),
        ExportColumn("status", status_expression(alias), Form.CODE),
        ExportColumn("reconciledCents", f"{alias}.reconciled_cents", Form.CODE),
        ExportColumn("settledCents", f"{alias}.reconciled_cents - {alias}.processing_cents", Form.CODE),
        ExportColumn("plannedCents", f"{alias}.planned_cents", Form.CODE),
        ExportColumn("unreconciledCents", open_expression(alias), Form.CODE),
    )


_LABELS = (
    ExportColumn("externalId", "row.external_id"),
    ExportColumn("metadata", f"coalesce(row.metadata, '{NO_METADATA}')", Form.METADATA),
)
_ACCOUNT = (
    _ids("accountId", "row.account_id", "Account"),
    ExportColumn("accountNumber", "a.number"),
    ExportColumn("currency", "a.currency", Form.CODE),
)
_TRANSACTIONS = Export(
    (
        _ids("id", "row.id", "Transaction"),
        ExportColumn("number", "row.number"),
        *_ACCOUNT,
        ExportColumn("kind", "row.kind", Form.CODE),
        ExportColumn("date", "row.date", Form.CODE),
        ExportColumn("dueOn", "row.due_on", Form.CODE),
        ExportColumn("recordedAt", "row.recorded_at", Form.INSTANT),
        ExportColumn("description", "row.description"),
        ExportColumn("reference", "row.reference"),
        ExportColumn("method", "row.method", Form.CODE),
        ExportColumn("paymentState", "row.payment_state", Form.CODE),
        *_sums("row"),
        ExportColumn("writeOff", "row.write_off", Form.FLAG),
        _ids("correctsId", "row.corrects_id", "Transaction"),
        _ids("movedFromId", "row.moved_from_id", "Transaction"),
        _ids("batchId", "row.batch_id", "Batch"),
        *_LABELS,
    ),
    "transactions row join accounts a on a.id = row.account_id",
    "row.withdrawn_at is null",
)
_ITEMS = Export(
    (
        _ids("id", "row.id", "TransactionItem"),
        _ids("transactionId", "row.transaction_id", "Transaction"),
        ExportColumn("transactionNumber", "t.number"),
        ExportColumn("position", "row.position", Form.CODE),
        *_ACCOUNT,
        ExportColumn("kind", "row.kind", Form.CODE),
        ExportColumn("date", "row.date", Form.CODE),
        ExportColumn("description", "row.description"),
        ExportColumn("ledgerCode", "l.code"),
        _ids("memberId", "row.member_id", "Member"),
        ExportColumn("memberName", "m.name"),
        _ids("cancelsId", "row.cancels_id", "TransactionItem"),
        *_sums("row"),
        *_LABELS,
    ),
    "items row join transactions t on t.id = row.transaction_id join accounts a on a.id = row.account_id "
    "left join ledger_codes l on l.id = row.ledger_code_id left join members m on m.id = row.member_id",
    "row.withdrawn_at is null",
)
_RECONCILIATIONS = Export(
    (
        _ids("id", "row.id", "Reconciliation"),
        *_ACCOUNT,
        ExportColumn("amountCents", "row.amount_cents", Form.CODE),
        ExportColumn("origin", "row.origin", Form.CODE),
        ExportColumn("faulty", "row.faulty", Form.FLAG),
        ExportColumn("processing", "row.processing", Form.FLAG),
        _ids("creditItemId", "row.credit_item_id", "TransactionItem"),
        ExportColumn("creditNumber", "c.number"),
        ExportColumn("creditDate", "row.credit_date", Form.CODE),
        _ids("plannedPaymentId", "row.planned_payment_id", "PlannedPayment"),
        _ids("debitItemId", "row.debit_item_id", "TransactionItem"),
        ExportColumn("debitNumber", "d.number"),
        ExportColumn("debitDate", "row.debit_date", Form.CODE),
        ExportColumn("debitLedgerCode", "l.code"),
        ExportColumn("recordedAt", "row.recorded_at", Form.INSTANT),
        ExportColumn("recordedBy", "row.recorded_by"),
        _ids("batchId", "row.batch_id", "Batch"),
    ),
    "reconciliations row join accounts a on a.id = row.account_id "
    "join transactions d on d.id = row.debit_transaction_id "
    "left join transactions c on c.id = row.credit_transaction_id "
    "left join ledger_codes l on l.id = row.debit_ledger_code_id",
    f"row.released_at is null and {RECONCILIATION_NOT_WITHDRAWN.format('row')}",
)
_ACCOUNTS = Export(
    (
        _ids("id", "row.id", "Account"),
        ExportColumn("number", "row.number"),
        ExportColumn("ownerName", "row.owner_name"),
        ExportColumn("email", "row.email"),
        ExportColumn("currency", "row.currency", Form.CODE),
        ExportColumn("balanceCents", "row.balance_cents", Form.CODE),
        ExportColumn("expectedBalanceCents", "row.balance_cents - row.processing_cents - row.planned_cents", Form.CODE),
        ExportColumn("unreconciledDebitCents", "row.unreconciled_debit_cents", Form.CODE),
        ExportColumn("unreconciledCreditCents", "row.unreconciled_credit_cents", Form.CODE),
        *_LABELS,
    ),
    "accounts row",
    "row.withdrawn_at is null",
)
_MEMBERS = Export(
    (_ids("id", "row.id", "Member"), ExportColumn("name", "row.name"), *_ACCOUNT, *_LABELS),
    "members row join accounts a on a.id = row.account_id",
    "row.withdrawn_at is null and a.withdrawn_at is null",
)
EXPORTS = {
    "accounts": _ACCOUNTS,
    "members": _MEMBERS,
    "transactions": _TRANSACTIONS,
    "items": _ITEMS,
    "reconciliations": _RECONCILIATIONS,
}
"""What can be exported, by name: rows that stand, without what is withdrawn, deleted or not shown yet."""
