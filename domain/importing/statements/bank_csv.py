"""Statements that a bank exports as CSV, by a kept mapping or by usual names of columns (domain R41).

An amount is in one column with its sign, in two (debit and credit), or in one beside a word for its direction.
"""

from collections.abc import Iterator
from dataclasses import replace

from domain.core.bank_keys import Movement
from domain.core.kinds import BankFileFormat
from domain.errors import InvalidValue
from domain.importing.readers.header import Columns
from domain.importing.readers.names import key_of
from domain.importing.readers.rows import FileRow
from domain.importing.statements.csv_table import CsvTable, unknown_word
from domain.importing.statements.events import StatementBegins, StatementEnds, StatementEvent
from domain.importing.statements.repeats import Repeats
from domain.importing.statements.values import account_of, moved, name_of, reference_of, text_of
from domain.texts import say

COLUMNS = Columns.of(
    "booked_on,value_on?,amount?,debit?,credit?,direction?,payer_name?,payer_account?,text?,note?,structured_reference?,bank_id?,"
    "currency?,fee?,balance?,kind?,status?"
)
_AMOUNTS = ("amount", "debit", "credit")
_IN = frozenset({"c", "cr", "credit", "crédit", "in", "bij", "h", "haben", "+"})
_OUT = frozenset({"d", "dr", "debit", "débit", "out", "af", "s", "soll", "-"})
_NOT_BOOKED = frozenset(
    map(
        key_of,
        ("pending", "en attente", "processing", "en cours", "declined", "failed", "reverted", "cancelled", "annulé"),
    )
)


def read_bank_csv(table: CsvTable) -> Iterator[StatementEvent]:
    """Yield a statement for each currency of the file; raises ``InvalidValue``, with the line and what to do."""
    if not table.has("amount") and not (table.has("debit") and table.has("credit")):
        raise InvalidValue(say("statement-no-amount-column"))
    for currency in table.currencies:
        opening, closing = _balances(table, currency) if table.has("balance") else (None, None)
        yield StatementBegins(BankFileFormat.CSV, None, currency, opening, None, None)
        repeats = Repeats()
        for row, cents in _movements(table, currency):
            line = _line(table, row, cents)
            position = repeats.before(line.booked_on, line.bank_id, cents)
            yield from moved(replace(line, entry_position=position))
        yield StatementEnds(closing, None)


def _movements(table: CsvTable, currency: str) -> Iterator[tuple[FileRow, int]]:
    """Yield the rows that are booked, with their signed amounts; not those that state a balance alone."""
    for row in table.rows(currency):
        is_booked = key_of(row["status"]) not in _NOT_BOOKED
        if is_booked and (not row["balance"] or any(row[column] for column in _AMOUNTS)):
            yield row, _amount(table, row)


def _amount(table: CsvTable, row: FileRow) -> int:
    cents = table.cents(row, "amount")
    if cents is not None:
        return _directed(table, row, cents) if row["direction"] else cents
    debit, credit = table.cents(row, "debit"), table.cents(row, "credit")
    if debit is None and credit is None:
        raise table.refusal(row, "amount", say("statement-row-without-amount"))
    if debit and credit:
        raise table.refusal(row, "debit", say("statement-row-of-both"))
    # some banks give debits a sign, in their own column
    return -abs(debit) if debit else credit or 0


def _directed(table: CsvTable, row: FileRow, cents: int) -> int:
    """Return an amount with the sign of the word beside it."""
    word = row["direction"].casefold()
    if word in _IN:
        return abs(cents)
    if word in _OUT:
        return -abs(cents)
    raise unknown_word(table, row, "direction", "credit, CR, C, in, debit, DR, D, out")


def _line(table: CsvTable, row: FileRow, cents: int) -> Movement:
    booked_on = table.day(row, "booked_on")
    if booked_on is None:
        raise table.refusal(row, "booked_on", say("statement-row-without-date"))
    fee = table.cents(row, "fee")
    return Movement(
        booked_on,
        table.day(row, "value_on"),
        cents,
        name_of(row["payer_name"]),
        account_of(row["payer_account"]),
        text_of(row["text"], row["note"]),
        reference_of(row["structured_reference"]),
        reference_of(row["bank_id"]),
        0,
        name_of(row["kind"]),
        None if fee is None else -abs(fee),
        f"line {row.line:,}",
    )


def _balances(table: CsvTable, currency: str) -> tuple[int | None, int | None]:
    """Return opening and closing balance, if each row's follows from that of the row before it, or behind it.

    A column that does not is another kind of balance, such as what can be spent, and tells neither.
    """
    first: tuple[int, int] | None = None
    before: tuple[int, int] | None = None
    rises = falls = True
    for row, cents in _movements(table, currency):
        balance = table.cents(row, "balance")
        if balance is None:
            return None, None
        if before is not None:
            rises = rises and before[1] + cents == balance
            falls = falls and balance + before[0] == before[1]
        before = (cents, balance)
        first = first or before
    if first is None or before is None or not (rises or falls):
        return None, None
    oldest, newest = (first, before) if rises else (before, first)
    return oldest[1] - oldest[0], newest[1]
