"""Payment by item, and its sums by ledger code: reconciliations of cash transactions, and their open parts (R28, R29)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.core.cash import CashCell, CashSum, cash_by_ledger_code, cash_totals, signed_cents
from domain.core.kinds import PaymentMethod, TransactionKind
from domain.queries.book_sums import SumsStatement, book_sums
from domain.queries.pages import Listing, Order, by_date, compiled
from domain.queries.reports.branches import LAST_ROW, cash_branches, union
from domain.queries.reports.changed_payments import PROCESSING, UNRECONCILED, changed_payments
from domain.queries.reports.changes import NO_CODE, FigureChanges, ReportChange
from domain.queries.reports.commands import NO_CODE_CELL, UNRECONCILED_CELL, cash_summary, of_period, titles_of
from domain.queries.reports.scope import PeriodScope
from domain.queries.reports.totals import read_total
from domain.queries.tables import OutputColumn, OutputTable, amount_cell, make_table
from domain.store.program import Program, Query, Row
from domain.tables.book_sums import BookFigure

ROW_COLUMNS = (
    "date",
    "transaction_id",
    "item_id",
    "ledger_code_id",
    "reconciliation_id",
    "kind",
    "method",
    "processing",
    "cents",
)


@dataclass(slots=True, eq=False)
class PaymentByItemRow:
    """One reconciliation of a cash transaction, or its open part, which has no item; amounts are signed (domain R28)."""

    date: datetime.date
    transaction_id: int
    item_id: int | None
    ledger_code_id: int | None
    reconciliation_id: int | None
    kind: TransactionKind
    method: PaymentMethod
    processing: bool
    applied_cents: int
    transaction_cents: int
    related: dict[str, Any] = field(init=False, repr=False)


BY_DATE = Order("DATE", (("r.date", by_date), ("r.transaction_id", int), ("r.reconciliation_id", int)))
"""By date, then transaction by transaction; of each its reconciliations, oldest first, then its open part."""


def payment_by_item(scope: PeriodScope) -> Listing[PaymentByItemRow]:
    """Return the rows of payment by item, to be paged in the order ``BY_DATE`` (domain R28)."""
    columns = ", ".join(f"r.{name}" for name in ROW_COLUMNS)
    amount = "(select t.amount_cents from transactions t where t.id = r.transaction_id)"
    branches = cash_branches(scope.view)
    return Listing(
        f"{columns}, {amount}",
        f"({union(branches, *ROW_COLUMNS)}) r",
        _rows,
        arguments=scope.arguments,
        begins="first",
        ends="last",
        keys=f"({union(branches, 'kind')}) r",
    )


def _rows(raw: Sequence[Row]) -> list[PaymentByItemRow]:
    return [_row(each[:10]) for each in raw]


def _row(raw: Row) -> PaymentByItemRow:
    date, transaction_id, item_id, ledger_code_id, reconciliation_id, kind, method, processing, cents, amount = raw
    if reconciliation_id == LAST_ROW:
        reconciliation_id = None
    kind, method = TransactionKind(kind), PaymentMethod(method)
    applied, amount = signed_cents(kind, cents), signed_cents(kind, amount)
    return PaymentByItemRow(
        date,
        transaction_id,
        item_id,
        ledger_code_id,
        reconciliation_id,
        kind,
        method,
        bool(processing),
        applied,
        amount,
    )


def cash_cells(scope: PeriodScope, *, open_too: bool = True) -> Program[list[CashCell]]:
    """Return the sums of the same rows by kind, method and ledger code (domain R29), without open parts if not wanted."""
    cells = _stored_cells(scope, open_too=open_too) if scope.view.at is None else _cells(scope, open_too=open_too)
    text = (
        "select c.kind, c.method, c.ledger_code_id, l.code, c.unreconciled, c.processing, c.high, c.low "
        f"from ({cells.text}) c left join ledger_codes l on l.id = c.ledger_code_id"
    )
    return [
        CashCell(
            TransactionKind(kind),
            PaymentMethod(method),
            ledger_code_id or None,
            code,
            bool(unreconciled),
            bool(processing),
            read_total(high, low),
        )
        for kind, method, ledger_code_id, code, unreconciled, processing, high, low in (
            yield Query(compiled(text), **cells.arguments)
        )
    ]


def _stored_cells(scope: PeriodScope, *, open_too: bool) -> SumsStatement:
    """Return the statement for the cells as of now, from the stored sums."""
    figures = (BookFigure.CASH, BookFigure.CASH_OPEN) if open_too else (BookFigure.CASH,)
    by = ("figure", "kind", "method", "ledger_code_id", "processing")
    stored = book_sums(figures, by, scope.period, scope.currency)
    return stored._replace(
        text=f"select s.*, s.figure = '{BookFigure.CASH_OPEN}' as unreconciled from ({stored.text}) s"
    )


def _cells(scope: PeriodScope, *, open_too: bool) -> SumsStatement:
    """Return the statement for the cells as of an instant, from the rows themselves."""
    branches = cash_branches(scope.view) if open_too else cash_branches(scope.view)[:2]
    return SumsStatement(" union all ".join(branch.cells() for branch in branches), scope.arguments)


def payment_by_item_changes(scope: PeriodScope, since: int) -> Program[list[ReportChange]]:
    """Return the rows of payment by item that differ (domain R28)."""
    return [each.change for each in (yield from changed_payments(scope, since, with_credits=False))]


def payment_by_ledger_code_changes(scope: PeriodScope, since: int) -> Program[list[ReportChange]]:
    """Return the sums by ledger code and method that differ, and those of processing money (domain R29)."""
    sums = FigureChanges()
    for each in (yield from changed_payments(scope, since, with_credits=False)):
        key = _place(each.row.code, each.row.method, unreconciled=each.row.unreconciled)
        sums.add(key, each.now_cents - each.then_cents, each.batches)
        if each.row.processing:
            sums.add(f"{key}:{PROCESSING}", each.now_cents - each.then_cents, each.batches)
    if not sums.cents:
        return []
    now = {}
    for row in cash_by_ledger_code((yield from cash_cells(scope))):
        key = _place(row.code, row.method, unreconciled=row.unreconciled)
        now[key], now[f"{key}:{PROCESSING}"] = row.amount_cents, row.processing_cents
    return sums.changes(now)


def _place(code: str | None, method: str | None, *, unreconciled: bool) -> str:
    return f"{UNRECONCILED if unreconciled else code or NO_CODE}:{method}"


@of_period("payment-by-ledger-code", payment_by_ledger_code_changes, "Payments received, by ledger code and method.")
def payment_by_ledger_code_table(scope: PeriodScope) -> Program[OutputTable]:
    """Return payment by ledger code and method (domain R29)."""
    cells = yield from cash_cells(scope)
    sums, totals = cash_by_ledger_code(cells), cash_totals(cells)
    titles = yield from titles_of(each.ledger_code_id for each in sums)
    columns: list[OutputColumn[CashSum]] = [
        OutputColumn("ledger_code", lambda each: UNRECONCILED_CELL if each.unreconciled else each.code or NO_CODE_CELL),
        OutputColumn("title", lambda each: titles.get(each.ledger_code_id)),
        OutputColumn("method", lambda each: str(each.method)),
        OutputColumn("amount", lambda each: amount_cell(each.amount_cents, scope.currency)),
        OutputColumn("processing_amount", lambda each: amount_cell(each.processing_cents, scope.currency)),
        OutputColumn("currency", lambda _: scope.currency),
    ]
    return make_table(columns, sums, cash_summary(scope, totals.total_cents, totals.processing_cents))
