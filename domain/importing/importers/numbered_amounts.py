"""Cells that name transactions, each with an amount or without: ``pays`` and ``sources`` (domain R12a, R20, R41a)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from domain.core.text import number_form
from domain.errors import Refusal
from domain.importing.importers.tally import Tally
from domain.importing.readers import cells
from domain.importing.readers.marks import NumberMark, marks_in
from domain.importing.readers.rows import FileRow
from domain.tables import AccountRow, TransactionRow
from domain.texts import Text, say


class NumberedAmount(NamedTuple):
    """A transaction's number, and the exact amount of it (None: as much as there is)."""

    number: str
    amount_cents: int | None


def numbers_in(rows: Iterable[FileRow], column: str) -> set[str]:
    """Return every number that cells of a column may name; a colon may be part of one."""
    marks = [mark for row in rows if row[column] for mark in marks_in(row[column])]
    return {number for mark in marks for number in (number_form(mark.number), _whole(mark))}


def read_numbered_amounts(
    row: FileRow, column: str, account: AccountRow, stored: Mapping[str, TransactionRow], tally: Tally
) -> list[NumberedAmount] | None:
    """Return what a cell names; None after noting why an amount was refused."""
    found = []
    for mark in marks_in(row[column]):
        if not mark.amount or _whole(mark) in stored:
            found.append(NumberedAmount(_whole(mark), None))
            continue
        cents = tally.read(
            row,
            column,
            lambda _, mark=mark: cells.positive_amount_cents(mark.amount, account.currency, _WAY),  # type: ignore[misc]  # a default binds the loop's value
        )
        if cents is None:
            return None
        found.append(NumberedAmount(number_form(mark.number), cents))
    return found


def named_transactions(
    row: FileRow, column: str, named: Sequence[NumberedAmount], stored: Mapping[str, TransactionRow], tally: Tally
) -> list[TransactionRow] | None:
    """Return the named transactions in order; None after noting each that does not exist."""
    missing = [each.number for each in named if each.number not in stored]
    for number in missing:
        tally.add_missing(row, column, TransactionRow, number, say("row-import-it-first"))
    return None if missing else [stored[each.number] for each in named]


def add_refusal(row: FileRow, column: str, named: Sequence[NumberedAmount], refusal: Refusal, tally: Tally) -> None:
    """Note a refusal whose path gives the place of a named transaction: the problem says its number."""
    place = refusal.field[1] if len(refusal.field) > 1 else ""
    reason: Text = refusal.text
    if place.isdecimal():
        reason = say("row-refusal-of", number=named[int(place)].number, reason=reason)
    tally.add_problem(row, column, reason, refusal.code, of_records=True)


def _whole(mark: NumberMark) -> str:
    return number_form(f"{mark.number}:{mark.amount}" if mark.amount else mark.number)


_WAY = say("row-negative-amount")
