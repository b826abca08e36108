"""The reports as tables, each with a summary line."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

from api.cli.tables import OutputColumn, OutputTable, amount_cell, make_table, yes_or_no
from domain.core.aging import AgingAmounts, aging_amounts
from domain.core.cash import CashSum, breakdown_sums, cash_by_ledger_code, cash_totals
from domain.core.money import amount_text, exact_total
from domain.core.sales import SalesSum, sales_by_ledger_code, sales_total
from domain.queries.records import by_ids
from domain.queries.reports.aging import DayScope, owed_by_account
from domain.queries.reports.breakdown import credit_cells, payment_breakdown_changes
from domain.queries.reports.cash import cash_cells, payment_by_item_changes, payment_by_ledger_code_changes
from domain.queries.reports.changes import FindChanges
from domain.queries.reports.lines import BreakdownLine, PaymentLine, breakdown_lines, payment_lines
from domain.queries.reports.sales import sales_by_ledger_code_changes, sales_cells
from domain.queries.reports.scope import PeriodScope
from domain.store.program import Program
from domain.tables import AccountRow, LedgerCodeRow

NO_CODE, UNRECONCILED = "No ledger code", "Unreconciled"

ReadTable: TypeAlias = Callable[[PeriodScope], Program[OutputTable]]


class PeriodReportCommand(NamedTuple):
    """A report of a period on the command line: what reads its table and what changed in it, and what its help says."""

    read: ReadTable
    find_changes: FindChanges
    text: str


OF_PERIOD: dict[str, PeriodReportCommand] = {}
"""The reports of a period by their names, filled by ``of_period``."""


def of_period(name: str, find_changes: FindChanges, text: str) -> Callable[[ReadTable], ReadTable]:
    """Register a function that reads a report's table as the command ``tieout report NAME``, with its help."""

    def register(read: ReadTable) -> ReadTable:
        OF_PERIOD[name] = PeriodReportCommand(read, find_changes, text)
        return read

    return register


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
    return make_table(columns, lines, _cash_summary(scope, totals.total_cents, totals.processing_cents))


@of_period("payment-by-ledger-code", payment_by_ledger_code_changes, "Payments received, by ledger code and method.")
def payment_by_ledger_code_table(scope: PeriodScope) -> Program[OutputTable]:
    """Return payment by ledger code and method (domain R29)."""
    cells = yield from cash_cells(scope)
    sums, totals = cash_by_ledger_code(cells), cash_totals(cells)
    titles = yield from _titles(each.ledger_code_id for each in sums)
    columns: list[OutputColumn[CashSum]] = [
        OutputColumn("ledger_code", lambda each: UNRECONCILED if each.unreconciled else each.code or NO_CODE),
        OutputColumn("title", lambda each: titles.get(each.ledger_code_id)),
        OutputColumn("method", lambda each: str(each.method)),
        OutputColumn("amount", lambda each: amount_cell(each.amount_cents, scope.currency)),
        OutputColumn("processing_amount", lambda each: amount_cell(each.processing_cents, scope.currency)),
        OutputColumn("currency", lambda _: scope.currency),
    ]
    return make_table(columns, sums, _cash_summary(scope, totals.total_cents, totals.processing_cents))


@of_period(
    "payment-breakdown", payment_breakdown_changes, "Payments by ledger code with invoice details; cash and credits."
)
def payment_breakdown_table(scope: PeriodScope) -> Program[OutputTable]:
    """Return the breakdown of payments by ledger code, row by row (domain R30)."""
    columns: list[OutputColumn[BreakdownLine]] = [
        OutputColumn("ledger_code", lambda line: line.ledger_code or NO_CODE),
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
    return make_table(columns, lines, f"{_days(scope)}: {cash} in cash, {by_credits} by credits.")


@of_period(
    "sales-by-ledger-code", sales_by_ledger_code_changes, "Invoices less credits and cancellations, by ledger code."
)
def sales_table(scope: PeriodScope) -> Program[OutputTable]:
    """Return sales by ledger code (domain R31)."""
    sums = sales_by_ledger_code((yield from sales_cells(scope)))
    titles = yield from _titles(each.ledger_code_id for each in sums)
    columns: list[OutputColumn[SalesSum]] = [
        OutputColumn("ledger_code", lambda each: each.code),
        OutputColumn("title", lambda each: titles[each.ledger_code_id]),
        OutputColumn("invoiced", lambda each: amount_cell(each.invoiced_cents, scope.currency)),
        OutputColumn("credited", lambda each: amount_cell(each.credited_cents, scope.currency)),
        OutputColumn("net", lambda each: amount_cell(each.net_cents, scope.currency)),
        OutputColumn("currency", lambda _: scope.currency),
    ]
    return make_table(columns, sums, f"{_days(scope)}: {amount_text(sales_total(sums), scope.currency)}.")


def aging_table(scope: DayScope) -> Program[OutputTable]:
    """Return aging, account by account (domain R32)."""
    owed = yield from owed_by_account(scope)
    amounts = {account_id: aging_amounts(items, scope.day) for account_id, items in owed.items()}
    accounts = yield from by_ids(AccountRow, owed)

    def amount_column(name: str) -> OutputColumn[AccountRow]:
        return OutputColumn(
            name.removesuffix("_cents"), lambda account: amount_cell(getattr(amounts[account.id], name), scope.currency)
        )

    columns: list[OutputColumn[AccountRow]] = [
        OutputColumn("account_number", lambda account: account.number),
        OutputColumn("owner_name", lambda account: account.owner_name),
        *(amount_column(name) for name in AgingAmounts._fields),
        OutputColumn("currency", lambda _: scope.currency),
    ]
    total = aging_amounts((each for of_account in owed.values() for each in of_account), scope.day).total_cents
    rows = sorted(accounts.values(), key=lambda account: account.number)
    return make_table(columns, rows, f"Owed on {scope.day}: {amount_text(total, scope.currency)}.")


def _titles(ids: Iterable[int | None]) -> Program[dict[int | None, str]]:
    codes = yield from by_ids(LedgerCodeRow, {each for each in ids if each is not None})
    return {code.id: code.title for code in codes.values()}


def _cash_summary(scope: PeriodScope, total_cents: int, processing_cents: int) -> str:
    total, processing = (amount_text(cents, scope.currency) for cents in (total_cents, processing_cents))
    return f"{_days(scope)}: {total}, of which {processing} is processing."


def _days(scope: PeriodScope) -> str:
    return f"{scope.period.first} to {scope.period.last}"
