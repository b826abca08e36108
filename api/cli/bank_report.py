"""The report of a bank account as a table: what is on one side alone, the bank's or the books' (domain R45)."""

from typing import NamedTuple

from domain.core.cash import signed_cents
from domain.core.money import amount_text
from domain.queries.reports.bank import BY_BOOKING, BY_DATE, BankScope, TieOut, all_rows, open_lines, tie_out, unmatched
from domain.queries.tables import OutputColumn, OutputTable, amount_cell, make_table
from domain.store.program import Program
from domain.tables import BankLineRow, TransactionRow


class _Row(NamedTuple):
    """A line that is not wholly explained, or a transaction that is not wholly on lines, with its amounts signed."""

    side: str
    date: str
    number: str | None
    text: str | None
    amount_cents: int
    matched_cents: int
    note: str | None


def bank_table(scope: BankScope) -> Program[OutputTable]:
    """Return what is on one side alone, lines first, with both balances as the summary."""
    figures = yield from tie_out(scope)
    lines = yield from all_rows(open_lines(scope), BY_BOOKING)
    transactions = yield from all_rows(unmatched(scope), BY_DATE)
    columns: list[OutputColumn[_Row]] = [
        OutputColumn("side", lambda row: row.side),
        OutputColumn("date", lambda row: row.date),
        OutputColumn("number", lambda row: row.number),
        OutputColumn("text", lambda row: row.text),
        OutputColumn("amount", lambda row: amount_cell(row.amount_cents, scope.currency)),
        OutputColumn("matched", lambda row: amount_cell(row.matched_cents, scope.currency)),
        OutputColumn("open", lambda row: amount_cell(row.amount_cents - row.matched_cents, scope.currency)),
        OutputColumn("currency", lambda _: scope.currency),
        OutputColumn("ignored", lambda row: row.note),
    ]
    rows = [*map(_of_line, lines), *map(_of_transaction, transactions)]
    return make_table(columns, rows, _summary(scope, figures))


def _of_line(line: BankLineRow) -> _Row:
    text = " ".join(each for each in (line.payer_name, line.text) if each)
    matched = line.explained_cents
    return _Row("bank", line.booked_on.isoformat(), line.bank_id, text, line.amount_cents, matched, line.ignored_reason)


def _of_transaction(transaction: TransactionRow) -> _Row:
    amount = signed_cents(transaction.kind, transaction.amount_cents)
    matched = signed_cents(transaction.kind, transaction.banked_cents)
    day, text = transaction.date.isoformat(), transaction.reference
    return _Row("books", day, transaction.number, text, amount, matched, None)


def _summary(scope: BankScope, figures: TieOut) -> str:
    def text(cents: int | None) -> str:
        return "unknown" if cents is None else str(amount_text(cents, scope.currency))

    return (
        f"{scope.bank_account.name} on {scope.day}: bank {text(figures.bank_balance_cents)}, books "
        f"{text(figures.books_balance_cents)}, lines not explained {text(figures.open_lines_cents)}, difference "
        f"{text(figures.difference_cents)}; on no line {text(figures.unmatched_cents)}."
    )
