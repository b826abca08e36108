"""Sales by ledger code: items of invoices, credits and cancellations by their own dates, reconciled or not (domain R31)."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.core.kinds import TransactionKind
from domain.core.money import amount_text
from domain.core.sales import INCOME, SalesCell, SalesSum, sales_by_ledger_code, sales_total, sold
from domain.queries.book_sums import SumsStatement, book_sums
from domain.queries.pages import Listing, Order, by_date, compiled
from domain.queries.reports.branches import words
from domain.queries.reports.changed_rows import changed_since
from domain.queries.reports.changes import FigureChanges, ReportChange
from domain.queries.reports.commands import days_of, of_period, titles_of
from domain.queries.reports.scope import PeriodScope, as_of
from domain.queries.reports.totals import read_total, total
from domain.queries.tables import OutputColumn, OutputTable, amount_cell, make_table
from domain.store.program import Program, Query, Row
from domain.tables.book_sums import BookFigure


def _tables(scope: PeriodScope) -> str:
    tables = "items i join accounts a on a.id = i.account_id"
    return tables if scope.view.at is None else f"{tables} join transactions t on t.id = i.transaction_id"


def _conditions(scope: PeriodScope) -> tuple[str, ...]:
    return (
        f"i.kind in {words(INCOME)}",
        "i.date >= :first and i.date <= :last",
        "a.currency = :currency",
        "i.withdrawn_at is null" if scope.view.at is None else scope.view.present("t"),
    )


def sales_cells(scope: PeriodScope) -> Program[list[SalesCell]]:
    """Return the sums of the period's items by kind and ledger code."""
    cells = _stored_cells(scope) if scope.view.at is None else _cells(scope)
    text = f"select c.kind, l.id, l.code, c.high, c.low from ({cells.text}) c join ledger_codes l on l.id = c.ledger_code_id"
    return [
        SalesCell(TransactionKind(kind), ledger_code_id, code, read_total(high, low))
        for kind, ledger_code_id, code, high, low in (yield Query(compiled(text), **cells.arguments))
    ]


def _stored_cells(scope: PeriodScope) -> SumsStatement:
    """Return the statement for the cells as of now, from the stored sums."""
    return book_sums((BookFigure.SOLD,), ("kind", "ledger_code_id"), scope.period, scope.currency)


def _cells(scope: PeriodScope) -> SumsStatement:
    """Return the statement for the cells as of an instant, from the items themselves."""
    text = (
        f"select i.kind, i.ledger_code_id, {total('i.amount_cents')} from {_tables(scope)} "
        f"where {' and '.join(_conditions(scope))} group by 1, 2"
    )
    return SumsStatement(text, scope.arguments)


def changed_sales(
    scope: PeriodScope, transaction_ids: Collection[int]
) -> Program[list[tuple[int, TransactionKind, str, int]]]:
    """Return the items of some transactions: the transaction, its kind, the item's ledger code and amount."""
    if not transaction_ids:
        return []
    text = (
        f"select i.transaction_id, i.kind, l.code, i.amount_cents from {_tables(scope)} "
        f"join ledger_codes l on l.id = i.ledger_code_id where {' and '.join(_conditions(scope))} "
        "and i.transaction_id in :changed"
    )
    rows = yield Query(compiled(text), **scope.arguments, changed=sorted(transaction_ids))
    return [(transaction_id, TransactionKind(kind), code, cents) for transaction_id, kind, code, cents in rows]


@dataclass(slots=True, eq=False)
class SalesItemRow:
    """An item of an invoice, credit or cancellation, which counts as sales of its ledger code (domain R31)."""

    item_id: int
    ledger_code_id: int
    date: datetime.date
    kind: TransactionKind
    amount_cents: int
    related: dict[str, Any] = field(init=False, repr=False)


BY_DATE = Order("DATE", (("i.date", by_date), ("i.id", int)))
"""By date, in the order of recording."""


def sales_items(scope: PeriodScope) -> Listing[SalesItemRow]:
    """Return the items behind sales by ledger code, to be paged in the order ``BY_DATE``; amounts are signed."""
    return Listing(
        "i.id, i.ledger_code_id, i.date, i.kind, i.amount_cents",
        f"{_tables(scope)} join ledger_codes l on l.id = i.ledger_code_id",
        _rows,
        conditions=_conditions(scope),
        arguments=scope.arguments,
        begins="first",
        ends="last",
    )


def _rows(raw: Sequence[Row]) -> list[SalesItemRow]:
    rows = []
    for item_id, ledger_code_id, date, name, cents, *_ in raw:
        kind = TransactionKind(name)
        rows.append(SalesItemRow(item_id, ledger_code_id, date, kind, sold(kind, cents)))
    return rows


def sales_by_ledger_code_changes(scope: PeriodScope, since: int) -> Program[list[ReportChange]]:
    """Return the sums by ledger code that differ: what was invoiced, and what was credited as a negative figure (R31)."""
    changed = yield from changed_since(scope.view, since)
    sums = FigureChanges()
    for sign, seen in ((-1, as_of(scope, since)), (1, scope)):
        for transaction_id, kind, code, cents in (yield from changed_sales(seen, changed.transaction_ids)):
            key = f"{code}:{'invoiced' if kind is TransactionKind.INVOICE else 'credited'}"
            sums.add(key, sign * sold(kind, cents), changed.batches_of(transaction_id, None))
    if not sums.cents:
        return []
    now = {}
    for row in sales_by_ledger_code((yield from sales_cells(scope))):
        now[f"{row.code}:invoiced"], now[f"{row.code}:credited"] = row.invoiced_cents, -row.credited_cents
    return sums.changes(now)


@of_period(
    "sales-by-ledger-code", sales_by_ledger_code_changes, "Invoices less credits and cancellations, by ledger code."
)
def sales_table(scope: PeriodScope) -> Program[OutputTable]:
    """Return sales by ledger code (domain R31)."""
    sums = sales_by_ledger_code((yield from sales_cells(scope)))
    titles = yield from titles_of(each.ledger_code_id for each in sums)
    columns: list[OutputColumn[SalesSum]] = [
        OutputColumn("ledger_code", lambda each: each.code),
        OutputColumn("title", lambda each: titles[each.ledger_code_id]),
        OutputColumn("invoiced", lambda each: amount_cell(each.invoiced_cents, scope.currency)),
        OutputColumn("credited", lambda each: amount_cell(each.credited_cents, scope.currency)),
        OutputColumn("net", lambda each: amount_cell(each.net_cents, scope.currency)),
        OutputColumn("currency", lambda _: scope.currency),
    ]
    return make_table(columns, sums, f"{days_of(scope)}: {amount_text(sales_total(sums), scope.currency)}.")
