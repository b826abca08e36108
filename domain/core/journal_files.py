"""A journal as a file that bookkeeping programs import (domain R46b).

Lines of one date are one entry there, whose number is the lines' reference. Each program's own form is followed: QuickBooks
Online and Xero have names of columns, Sage 50 in the United States too, Sage 50 in Canada a line for each entry before its
lines.
"""

import csv
import enum
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from domain.core.csv_cells import csv_cell
from domain.core.money import format_decimal


class JournalFormat(enum.StrEnum):
    """Who takes a journal's file."""

    CSV = "CSV"  # any program, or a spreadsheet
    QUICKBOOKS = "QUICKBOOKS"  # QuickBooks Online, Import data, Journal entries
    XERO = "XERO"  # Xero, Manual journals, Import
    SAGE50 = "SAGE50"  # Sage 50 in the United States, General journal
    SAGE50_CANADA = "SAGE50_CANADA"  # Sage 50 in Canada, Import general journal entries


class FileLine(Protocol):
    """What a file shows of a line."""

    date: date
    account: str
    description: str
    reference: str

    @property
    def debit_cents(self) -> int:
        """What it debits."""

    @property
    def credit_cents(self) -> int:
        """What it credits."""


SAGE_DESCRIPTION_MAX = 160
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CANADA_COMMENT_MAX = 75

Cells = Iterator[Sequence[object]]


def journal_file(form: JournalFormat, lines: Sequence[FileLine], currency: str, tax_rate: str) -> str:
    """Return the file of a journal's lines, which are sorted by date; ``tax_rate`` is that of all lines for Xero."""
    if form is JournalFormat.SAGE50_CANADA:
        return _canadian(lines, currency)
    rows = {JournalFormat.CSV: _plain, JournalFormat.QUICKBOOKS: _quickbooks, JournalFormat.SAGE50: _sage}
    cells = _xero(lines, currency, tax_rate) if form is JournalFormat.XERO else rows[form](lines, currency)
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([csv_cell(each) for each in row] for row in cells)
    return written.getvalue()


def _plain(lines: Iterable[FileLine], currency: str) -> Cells:
    yield ("reference", "date", "account", "description", "debit", "credit", "currency")
    for line in lines:
        debit, credit = _both_sides(line, currency)
        yield (line.reference, line.date.isoformat(), line.account, line.description, debit, credit, currency)


def _quickbooks(lines: Iterable[FileLine], currency: str) -> Cells:
    yield ("JournalNo", "JournalDate", "AccountName", "Debits", "Credits", "Description", "Currency")
    for line in lines:
        debit, credit = _both_sides(line, currency)
        yield (line.reference, f"{line.date:%m/%d/%Y}", line.account, debit, credit, line.description, currency)


def _xero(lines: Iterable[FileLine], currency: str, tax_rate: str) -> Cells:
    yield ("*Narration", "*Date", "Description", "*AccountCode", "*TaxRate", "*Amount")
    for line in lines:
        day = f"{line.date.day:02} {MONTHS[line.date.month - 1]} {line.date.year}"
        yield (line.reference, day, line.description, line.account, tax_rate, Decimal(_signed(line, currency)))


def _sage(lines: Sequence[FileLine], currency: str) -> Cells:
    yield ("Date", "Reference", "Number of Distributions", "G/L Account", "Description", "Amount")
    count = Counter(line.reference for line in lines)
    for line in lines:
        text, amount = line.description[:SAGE_DESCRIPTION_MAX], Decimal(_signed(line, currency))
        yield (f"{line.date:%m/%d/%y}", line.reference, count[line.reference], line.account, text, amount)


def _canadian(lines: Iterable[FileLine], currency: str) -> str:
    written: list[str] = []
    entry: str | None = None
    for line in lines:
        if line.reference != entry:
            entry = line.reference
            written.append(f'{line.date:%m-%d-%y},"{entry}","Tieout {entry}"')
        comment = line.description.replace('"', "'")[:CANADA_COMMENT_MAX]
        account = str(csv_cell(line.account)).replace(",", " ")
        written.append(f'{account},{_signed(line, currency)},"{comment}"')
    return "".join(f"{each}\r\n" for each in written)


def _both_sides(line: FileLine, currency: str) -> tuple[str, str]:
    """Return debit and credit as decimal numbers, one of them empty."""
    debit, credit = line.debit_cents, line.credit_cents
    return format_decimal(debit, currency) if debit else "", format_decimal(credit, currency) if credit else ""


def _signed(line: FileLine, currency: str) -> str:
    """Return a line's amount as a decimal number, credits negative."""
    return format_decimal(line.debit_cents - line.credit_cents, currency)
