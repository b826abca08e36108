"""Sales by ledger code: items of invoices, credits and cancellations by their own dates, reconciled or not (domain R31)."""

from domain.core.kinds import TransactionKind
from domain.core.sales import INCOME, SalesCell
from domain.queries.pages import compiled
from domain.queries.reports.branches import words
from domain.queries.reports.scope import PeriodScope
from domain.queries.reports.totals import read_total, total
from domain.store.steps import Fetch, Steps


def sales_cells(scope: PeriodScope) -> Steps[list[SalesCell]]:
    """What the period's items come to, by kind and ledger code."""
    tables, present = "items i join accounts a on a.id = i.account_id", "i.withdrawn_at is null"
    if scope.view.at is not None:
        tables += " join transactions t on t.id = i.transaction_id"
        present = scope.view.present("t")
    cells = (
        f"select i.kind, i.ledger_code_id, {total('i.amount_cents')} from {tables} where i.kind in {words(INCOME)} "
        f"and i.date >= :first and i.date <= :last and a.currency = :currency and {present} group by 1, 2"
    )
    text = f"select c.kind, l.id, l.code, c.high, c.low from ({cells}) c join ledger_codes l on l.id = c.ledger_code_id"
    rows = yield Fetch(compiled(text), **scope.arguments)
    return [SalesCell(TransactionKind(each[0]), each[1], each[2], read_total(*each[3:])) for each in rows]
