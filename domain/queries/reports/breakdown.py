"""Breakdown of payments by ledger code: each reconciliation that paid for something, in cash or by credits (domain R30)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.core.cash import CreditCell, breakdown_sums, signed_cents
from domain.core.kinds import TransactionKind
from domain.queries.book_sums import SumsStatement, book_sums
from domain.queries.pages import Listing, Order, by_date, compiled
from domain.queries.reports.branches import Branch, credit_ends, debit_ends, settled_by_credits, union
from domain.queries.reports.cash import cash_cells
from domain.queries.reports.changed_payments import changed_payments
from domain.queries.reports.changes import NO_CODE, FigureChanges, ReportChange
from domain.queries.reports.scope import PeriodScope, View
from domain.queries.reports.totals import read_total, total
from domain.store.program import Program, Query, Row
from domain.tables.book_sums import BookFigure


def branches_of(view: View) -> tuple[Branch, ...]:
    """Return the branches of the breakdown."""
    return credit_ends(view), debit_ends(view), settled_by_credits(view)


def signed_amount(kind: TransactionKind, cents: int) -> int:
    """Return a row's amount: cash signed as in all reports, credits as they are."""
    return signed_cents(kind, cents) if kind.is_cash else cents


@dataclass(slots=True, eq=False)
class PaymentBreakdownRow:
    """One reconciliation under the ledger code that it paid for; between two cash transactions, one row for each (R30)."""

    ledger_code_id: int | None
    date: datetime.date
    reconciliation_id: int
    kind: TransactionKind
    amount_cents: int
    related: dict[str, Any] = field(init=False, repr=False)

    @property
    def cash(self) -> bool:
        """Whether money came in or went out; otherwise a credit was used."""
        return self.kind.is_cash


ROW_COLUMNS = ("ledger_code_id", "date", "reconciliation_id", "kind", "cents", "transaction_id")
BY_CODE = Order(
    "CODE",
    (
        ("case when l.id is null then 1 else 0 end", int),
        ("coalesce(l.code_key, '')", str),
        ("coalesce(l.id, 0)", int),
        ("r.date", by_date),
        ("r.reconciliation_id", int),
        ("r.transaction_id", int),
    ),
)
"""By code, rows without one last; then by date, and oldest reconciliation first."""


def payment_breakdown(scope: PeriodScope) -> Listing[PaymentBreakdownRow]:
    """Return the rows of the breakdown, to be paged in the order ``BY_CODE``; open parts of payments are not in it."""
    branches = branches_of(scope.view)
    return Listing(
        ", ".join(f"r.{name}" for name in ROW_COLUMNS[:-1]),
        f"({union(branches, *ROW_COLUMNS)}) r left join ledger_codes l on l.id = r.ledger_code_id",
        _rows,
        arguments=scope.arguments,
        keys=f"({union(branches, 'kind')}) r",
    )


def _rows(raw: Sequence[Row]) -> list[PaymentBreakdownRow]:
    rows = []
    for ledger_code_id, date, reconciliation_id, name, cents, *_ in raw:
        kind = TransactionKind(name)
        rows.append(PaymentBreakdownRow(ledger_code_id, date, reconciliation_id, kind, signed_amount(kind, cents)))
    return rows


def credit_cells(scope: PeriodScope) -> Program[list[CreditCell]]:
    """Return how much credits settled of invoice items, by the item's code and the credit's own."""
    cells = _stored_credit_cells(scope) if scope.view.at is None else _credit_cells(scope)
    text = (
        f"select c.paid_id, p.code, c.used_id, u.code, c.high, c.low from ({cells.text}) c "
        "join ledger_codes p on p.id = c.paid_id join ledger_codes u on u.id = c.used_id"
    )
    rows = yield Query(compiled(text), **cells.arguments)
    return [
        CreditCell(paid_id, paid_code, used_id, used_code, read_total(high, low))
        for paid_id, paid_code, used_id, used_code, high, low in rows
    ]


def _stored_credit_cells(scope: PeriodScope) -> SumsStatement:
    """Return the statement for the cells as of now, from the stored sums."""
    by = ("ledger_code_id", "own_ledger_code_id")
    stored = book_sums((BookFigure.CREDIT_USED,), by, scope.period, scope.currency)
    names = "s.ledger_code_id as paid_id, s.own_ledger_code_id as used_id, s.high, s.low"
    return stored._replace(text=f"select {names} from ({stored.text}) s")


def _credit_cells(scope: PeriodScope) -> SumsStatement:
    """Return the statement for the cells as of an instant, from the reconciliations themselves."""
    branch = settled_by_credits(scope.view)
    text = (
        f"select x.debit_ledger_code_id as paid_id, x.credit_ledger_code_id as used_id, {total(branch.cents)} "
        f"from {branch.tables} where {branch.where} group by 1, 2"
    )
    return SumsStatement(text, scope.arguments)


def payment_breakdown_changes(scope: PeriodScope, since: int) -> Program[list[ReportChange]]:
    """Return the sums by ledger code that differ, then the rows behind them (domain R30)."""
    sums, details = FigureChanges(), []
    for each in (yield from changed_payments(scope, since, with_credits=True)):
        if each.row.unreconciled:
            continue
        details.append(each.change)
        cents, paid = each.now_cents - each.then_cents, each.row.code or NO_CODE
        if each.row.kind.is_cash:
            sums.add(f"{paid}:cash", cents, each.batches)
        else:
            sums.add(f"{paid}:paid by credits", cents, each.batches)
            sums.add(f"{each.row.own_code}:credits used", cents, each.batches)
    if not details:
        return []
    now = {}
    cells = yield from cash_cells(scope, open_too=False)
    for row in breakdown_sums(cells, (yield from credit_cells(scope))):
        code = row.code or NO_CODE
        now[f"{code}:cash"], now[f"{code}:paid by credits"] = row.cash_cents, row.paid_by_credits_cents
        now[f"{code}:credits used"] = row.credits_used_cents
    return [*sums.changes(now), *details]
