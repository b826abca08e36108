"""The reports as tables: columns with names and amounts for spreadsheets, and a line that sums them up."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from api.cli.running import amount_cell
from domain.core.aging import AgingAmounts, aging_amounts
from domain.core.cash import breakdown_sums, cash_by_ledger_code, cash_totals
from domain.core.money import amount_text, exact_total
from domain.core.sales import sales_by_ledger_code, sales_total
from domain.queries.records import by_ids
from domain.queries.reports.aging import DayScope, owed_by_account
from domain.queries.reports.breakdown import credit_cells
from domain.queries.reports.cash import cash_cells
from domain.queries.reports.lines import breakdown_lines, payment_lines
from domain.queries.reports.sales import sales_cells
from domain.queries.reports.scope import PeriodScope
from domain.rows import AccountRow, LedgerCodeRow
from domain.store.steps import Steps

NO_CODE, UNRECONCILED = "No ledger code", "Unreconciled"


class Table(NamedTuple):
    """A report as it is written: its columns, its rows, and its sums in one line."""

    columns: Sequence[str]
    rows: Iterable[Sequence[object]]
    summary: str


def payment_by_item_table(scope: PeriodScope) -> Steps[Table]:
    """Payment by item, row by row (domain R28)."""
    columns = (
        "date", "number", "kind", "method", "owner_name", "account_number", "transaction_amount", "applied_to",
        "position", "description", "ledger_code", "processing", "applied_amount", "currency",
    )  # fmt: skip
    lines = yield from payment_lines(scope)
    totals = cash_totals((yield from cash_cells(scope)))
    rows = (
        (
            *(
                line.date.isoformat(),
                line.number,
                str(line.kind),
                str(line.method),
                line.owner_name,
                line.account_number,
            ),
            amount_cell(line.transaction_cents, scope.currency),
            *(line.other_number, line.position, line.description, line.ledger_code, _yes(line.processing)),
            amount_cell(line.applied_cents, scope.currency),
            scope.currency,
        )
        for line in lines
    )
    return Table(columns, rows, _cash_summary(scope, totals.total_cents, totals.processing_cents))


def payment_by_ledger_code_table(scope: PeriodScope) -> Steps[Table]:
    """Payment by ledger code and method (domain R29)."""
    columns = ("ledger_code", "title", "method", "amount", "processing_amount", "currency")
    cells = yield from cash_cells(scope)
    sums, totals = cash_by_ledger_code(cells), cash_totals(cells)
    titles = yield from _titles(each.ledger_code_id for each in sums)
    rows = [
        (
            UNRECONCILED if each.unreconciled else each.code or NO_CODE,
            titles.get(each.ledger_code_id),
            str(each.method),
            amount_cell(each.amount_cents, scope.currency),
            amount_cell(each.processing_cents, scope.currency),
            scope.currency,
        )
        for each in sums
    ]
    return Table(columns, rows, _cash_summary(scope, totals.total_cents, totals.processing_cents))


def payment_breakdown_table(scope: PeriodScope) -> Steps[Table]:
    """Breakdown of payments by ledger code, row by row (domain R30)."""
    columns = (
        "ledger_code", "date", "kind", "cash", "owner_name", "account_number", "credit_number", "debit_number",
        "position", "description", "amount", "currency",
    )  # fmt: skip
    lines = yield from breakdown_lines(scope)
    sums = breakdown_sums((yield from cash_cells(scope, open_too=False)), (yield from credit_cells(scope)))
    cash = amount_text(exact_total(sum(each.cash_cents for each in sums)), scope.currency)
    by_credits = amount_text(exact_total(sum(each.paid_by_credits_cents for each in sums)), scope.currency)
    rows = (
        (
            *(line.ledger_code or NO_CODE, line.date.isoformat(), str(line.kind), _yes(line.kind.is_cash)),
            *(line.owner_name, line.account_number, line.credit_number, line.debit_number),
            *(line.position, line.description, amount_cell(line.amount_cents, scope.currency), scope.currency),
        )
        for line in lines
    )
    return Table(columns, rows, f"{_days(scope)}: {cash} in cash, {by_credits} by credits.")


def sales_table(scope: PeriodScope) -> Steps[Table]:
    """Sales by ledger code (domain R31)."""
    columns = ("ledger_code", "title", "invoiced", "credited", "net", "currency")
    sums = sales_by_ledger_code((yield from sales_cells(scope)))
    titles = yield from _titles(each.ledger_code_id for each in sums)
    rows = [
        (
            *(each.code, titles[each.ledger_code_id]),
            *(
                amount_cell(cents, scope.currency)
                for cents in (each.invoiced_cents, each.credited_cents, each.net_cents)
            ),
            scope.currency,
        )
        for each in sums
    ]
    return Table(columns, rows, f"{_days(scope)}: {amount_text(sales_total(sums), scope.currency)}.")


def aging_table(scope: DayScope) -> Steps[Table]:
    """Aging, account by account (domain R32)."""
    columns = (
        "account_number",
        "owner_name",
        *(name.removesuffix("_cents") for name in AgingAmounts._fields),
        "currency",
    )
    owed = yield from owed_by_account(scope)
    accounts = yield from by_ids(AccountRow, owed)
    rows = [
        (
            *(account.number, account.owner_name),
            *(amount_cell(cents, scope.currency) for cents in aging_amounts(owed[account.id], scope.day)),
            scope.currency,
        )
        for account in sorted(accounts.values(), key=lambda account: account.number)
    ]
    total = aging_amounts((each for of_account in owed.values() for each in of_account), scope.day).total_cents
    return Table(columns, rows, f"Owed on {scope.day}: {amount_text(total, scope.currency)}.")


def _titles(ids: Iterable[int | None]) -> Steps[dict[int | None, str]]:
    codes = yield from by_ids(LedgerCodeRow, {each for each in ids if each is not None})
    return {code.id: code.title for code in codes.values()}


def _cash_summary(scope: PeriodScope, total_cents: int, processing_cents: int) -> str:
    total, processing = (amount_text(cents, scope.currency) for cents in (total_cents, processing_cents))
    return f"{_days(scope)}: {total}, of which {processing} is processing."


def _days(scope: PeriodScope) -> str:
    return f"{scope.period.first} to {scope.period.last}"


def _yes(value: bool) -> str:  # noqa: FBT001 - a plain word for a cell
    return "yes" if value else "no"
