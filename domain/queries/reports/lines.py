"""All rows of the reports, with names and numbers, as tables of the command line (domain R28, R30)."""

import datetime
from typing import NamedTuple

from domain.core.cash import breakdown_sums, cash_totals, signed_cents
from domain.core.kinds import PaymentMethod, TransactionKind
from domain.core.money import amount_text, exact_total
from domain.queries.pages import compiled
from domain.queries.reports import breakdown, cash
from domain.queries.reports.branches import cash_branches, union
from domain.queries.reports.breakdown import credit_cells, payment_breakdown_changes
from domain.queries.reports.cash import cash_cells, payment_by_item_changes
from domain.queries.reports.commands import NO_CODE_CELL, cash_summary, days_of, of_period
from domain.queries.reports.scope import PeriodScope
from domain.queries.tables import OutputColumn, OutputTable, amount_cell, make_table, yes_or_no
from domain.store.program import Program, Query


class PaymentLine(NamedTuple):
    """One row of payment by item; the columns from ``other_number`` to ``ledger_code`` are None for an open part."""

    date: datetime.date
    number: str
    reference: str | None
    kind: TransactionKind
    method: PaymentMethod
    owner_name: str
    account_number: str
    transaction_cents: int
    other_number: str | None
    position: int | None
    description: str | None
    ledger_code: str | None
    processing: bool
    applied_cents: int


class BreakdownLine(NamedTuple):
    """One row of the breakdown: the amount, the credit that paid, and the item that was paid.

    ``reference`` is the cash transaction's: of a refund's row the refund's own.
    """

    ledger_code: str | None
    date: datetime.date
    kind: TransactionKind
    owner_name: str
    account_number: str
    credit_number: str
    reference: str | None
    debit_number: str
    position: int
    description: str
    amount_cents: int


def payment_lines(scope: PeriodScope) -> Program[list[PaymentLine]]:
    """Return every row of payment by item, in the report's order."""
    branches = cash_branches(scope.view)
    text = (
        f"select r.date, t.number, {scope.view.reference_of('t')}, r.kind, r.method, a.owner_name, a.number, "
        "t.amount_cents, o.number, i.position, "
        f"i.description, l.code, r.processing, r.cents from ({union(branches, *cash.ROW_COLUMNS)}) r "
        "join transactions t on t.id = r.transaction_id join accounts a on a.id = t.account_id "
        "left join items i on i.id = r.item_id left join transactions o on o.id = i.transaction_id "
        f"left join ledger_codes l on l.id = r.ledger_code_id order by {cash.BY_DATE.by}"
    )
    lines = [PaymentLine._make(row) for row in (yield Query(compiled(text), **scope.arguments))]
    return [_signed_line(line) for line in lines]


def _signed_line(line: PaymentLine) -> PaymentLine:
    kind = TransactionKind(line.kind)
    return line._replace(
        kind=kind,
        method=PaymentMethod(line.method),
        transaction_cents=signed_cents(kind, line.transaction_cents),
        processing=bool(line.processing),
        applied_cents=signed_cents(kind, line.applied_cents),
    )


def breakdown_lines(scope: PeriodScope) -> Program[list[BreakdownLine]]:
    """Return every row of the breakdown, in the report's order."""
    branches = breakdown.branches_of(scope.view)
    refund, credit = scope.view.reference_of("d"), scope.view.reference_of("c")
    reference = f"case when r.kind = 'REFUND' then {refund} else {credit} end"
    text = (
        f"select l.code, r.date, r.kind, a.owner_name, a.number, c.number, {reference}, d.number, i.position, "
        "i.description, r.cents "
        f"from ({union(branches, *breakdown.ROW_COLUMNS)}) r join reconciliations e on e.id = r.reconciliation_id "
        "join transactions c on c.id = e.credit_transaction_id join transactions d on d.id = e.debit_transaction_id "
        "join items i on i.id = e.debit_item_id join accounts a on a.id = e.account_id "
        f"left join ledger_codes l on l.id = r.ledger_code_id order by {breakdown.BY_CODE.by}"
    )
    lines = [BreakdownLine._make(row) for row in (yield Query(compiled(text), **scope.arguments))]
    return [
        line._replace(
            kind=(kind := TransactionKind(line.kind)), amount_cents=breakdown.signed_amount(kind, line.amount_cents)
        )
        for line in lines
    ]


@of_period(
    "payment-by-item",
    payment_by_item_changes,
    "Every payment, deposit, refund and correction, and what it was applied to.",
)
def payment_by_item_table(scope: PeriodScope) -> Program[OutputTable]:
    """Return payment by item, row by row (domain R28)."""
    columns: list[OutputColumn[PaymentLine]] = [
        OutputColumn("date", lambda line: line.date.isoformat()),
        OutputColumn("number", lambda line: line.number),
        OutputColumn("reference", lambda line: line.reference),
        OutputColumn("kind", lambda line: str(line.kind)),
        OutputColumn("method", lambda line: str(line.method)),
        OutputColumn("owner_name", lambda line: line.owner_name),
        OutputColumn("account_number", lambda line: line.account_number),
        OutputColumn("transaction_amount", lambda line: amount_cell(line.transaction_cents, scope.currency)),
        OutputColumn("applied_to", lambda line: line.other_number),
        OutputColumn("position", lambda line: line.position),
        OutputColumn("description", lambda line: line.description),
        OutputColumn("ledger_code", lambda line: line.ledger_code),
        OutputColumn("processing", lambda line: yes_or_no(line.processing)),
        OutputColumn("applied_amount", lambda line: amount_cell(line.applied_cents, scope.currency)),
        OutputColumn("currency", lambda _: scope.currency),
    ]
    lines = yield from payment_lines(scope)
    totals = cash_totals((yield from cash_cells(scope)))
    return make_table(columns, lines, cash_summary(scope, totals.total_cents, totals.processing_cents))


@of_period(
    "payment-breakdown", payment_breakdown_changes, "Payments by ledger code with invoice details; cash and credits."
)
def payment_breakdown_table(scope: PeriodScope) -> Program[OutputTable]:
    """Return the breakdown of payments by ledger code, row by row (domain R30)."""
    columns: list[OutputColumn[BreakdownLine]] = [
        OutputColumn("ledger_code", lambda line: line.ledger_code or NO_CODE_CELL),
        OutputColumn("date", lambda line: line.date.isoformat()),
        OutputColumn("kind", lambda line: str(line.kind)),
        OutputColumn("cash", lambda line: yes_or_no(line.kind.is_cash)),
        OutputColumn("owner_name", lambda line: line.owner_name),
        OutputColumn("account_number", lambda line: line.account_number),
        OutputColumn("credit_number", lambda line: line.credit_number),
        OutputColumn("reference", lambda line: line.reference),
        OutputColumn("debit_number", lambda line: line.debit_number),
        OutputColumn("position", lambda line: line.position),
        OutputColumn("description", lambda line: line.description),
        OutputColumn("amount", lambda line: amount_cell(line.amount_cents, scope.currency)),
        OutputColumn("currency", lambda _: scope.currency),
    ]
    lines = yield from breakdown_lines(scope)
    sums = breakdown_sums((yield from cash_cells(scope, open_too=False)), (yield from credit_cells(scope)))
    cash = amount_text(exact_total(sum(each.cash_cents for each in sums)), scope.currency)
    by_credits = amount_text(exact_total(sum(each.paid_by_credits_cents for each in sums)), scope.currency)
    return make_table(columns, lines, f"{days_of(scope)}: {cash} in cash, {by_credits} by credits.")
