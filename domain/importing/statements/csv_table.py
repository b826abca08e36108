"""A CSV file of movements as rows whose dates and amounts are settled by the whole file (domain R41)."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO

from domain.core.money import EXPONENTS, parse_decimal
from domain.core.text import quoted
from domain.errors import InvalidValue, Refusal
from domain.importing.readers.amounts import currencies_of
from domain.importing.readers.cells import parse_business_date
from domain.importing.readers.forms import DATES, FormFinder
from domain.importing.readers.header import Columns
from domain.importing.readers.reading import Reading, Understood
from domain.importing.readers.rows import FileRow
from domain.importing.readers.table import FileReader
from domain.importing.statements.values import known_currency_at
from domain.texts import Text, say

CURRENCIES_MAX = 50
"""More than one account has: each is a statement of its own, for which the file is read once."""

_TIME = re.compile(r"(?P<day>.*?[0-9])(?:[T,]? *)(?<=[T, ])[0-9]{1,2}[:hH][0-9]{2}.*", re.DOTALL)
"""A day with a time of day behind it."""


class CsvTable:
    """Rows of a file of movements; they are read from its beginning as often as asked, so that none is kept."""

    def __init__(self, file: BinaryIO, columns: Columns, reading: Reading, currency: str | None) -> None:
        """Find out how dates and amounts are written; ``currency`` is that of rows without any.

        Raises ``AmbiguousFile`` if that can be in two ways, and ``InvalidValue`` for what is not such a file.
        """
        self._file, self._columns, self._reading, self._currency = file, columns, reading, currency
        self.currencies: list[str] = []
        rows = 0
        with self._reader() as reader:
            self._opened = reader.opened
            finder = FormFinder(reader.opened.header.places, reading)
            while (piece := self._next_rows(reader)) is not None:
                finder.see(piece, {})
                self._note_currencies(piece)
                rows += len(piece)
        self._forms = finder.forms()
        self.understood: Understood = self._opened.understood(self._forms, rows)
        self.settled: Reading = self._opened.settled(self._forms)

    def has(self, column: str) -> bool:
        """Return whether the file has a column."""
        return column in self._opened.header.places

    def rows(self, currency: str) -> Iterator[FileRow]:
        """Yield the rows in a currency, in the file's order. Raises ``InvalidValue`` for a cell that cannot be read."""
        with self._reader() as reader:
            while (piece := self._next_rows(reader)) is not None:
                self._forms.convert(piece, {})
                for row in piece:
                    for column, refusal in row.refused.items():
                        raise self.refusal(row, column, refusal.text)
                    if row["currency"] == currency:
                        yield row

    def cents(self, row: FileRow, column: str) -> int | None:
        """Return a signed amount in minor units of the row's currency; None for an empty cell; raises ``InvalidValue``."""
        number, _, named = row[column].partition(" ")
        if not number:
            return None
        currency = row["currency"]
        if named and currency not in currencies_of(named):
            raise self.refusal(row, column, say("statement-amount-of-other-currency", named=named, currency=currency))
        try:
            cents = parse_decimal(number.removeprefix("-"), currency)
        except Refusal as refusal:
            raise self.refusal(row, column, refusal.text) from None
        return -cents if number.startswith("-") else cents

    def day(self, row: FileRow, column: str) -> date | None:
        """Return a day of business; None for an empty cell; raises ``InvalidValue``."""
        if not row[column]:
            return None
        try:
            return parse_business_date(row[column])
        except Refusal as refusal:
            raise self.refusal(row, column, refusal.text) from None

    def refusal(self, row: FileRow, column: str, message: Text) -> InvalidValue:
        """Return a refusal that names a row's line and what the file calls the column."""
        names = dict(self._opened.header.named)
        return InvalidValue(
            say("statement-cell-invalid", line=row.line, column=names.get(column, column), message=message)
        )

    def _reader(self) -> FileReader:
        return FileReader(self._file, self._columns, self._reading, is_loose=True)

    def _next_rows(self, reader: FileReader) -> Sequence[FileRow] | None:
        piece = reader.next_piece()
        if piece is None:
            return None
        for malformed in piece.malformed:
            problem = malformed.problem
            raise InvalidValue(say("statement-line-invalid", line=problem.line, reason=problem.reason))
        for row in piece.rows:
            for column in DATES:
                found = _TIME.fullmatch(row[column]) if row[column] else None
                if found is not None:
                    row[column] = found["day"].rstrip(" ,")
            row["currency"] = row["currency"].upper() or self._currency or ""
        return piece.rows

    def _note_currencies(self, rows: Sequence[FileRow]) -> None:
        known = set(self.currencies)
        for row in rows:
            currency = row["currency"]
            if currency in known:
                continue
            if not currency:
                raise self.refusal(row, "currency", say("statement-currency-unknown"))
            if currency not in EXPONENTS:
                known_currency_at(currency, f"line {row.line:,}")
            if len(known) >= CURRENCIES_MAX:
                raise self.refusal(row, "currency", say("statement-too-many-currencies", most=CURRENCIES_MAX))
            known.add(currency)
            self.currencies.append(currency)


def unknown_word(table: CsvTable, row: FileRow, column: str, known: str) -> InvalidValue:
    """Return the refusal of a word that a column of few words does not have."""
    return table.refusal(row, column, say("statement-word-unknown", word=quoted(row[column]), known=known))
