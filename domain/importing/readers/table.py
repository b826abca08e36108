"""A CSV file as rows, and how it was read: a header row, cells, any line end (domain R41)."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from domain.core.text import are_plain, one_form, quoted
from domain.errors import InvalidValue
from domain.importing.readers.amounts import DecimalMark
from domain.importing.readers.dates import DateOrder
from domain.importing.readers.encoding import Content, encoding_of, opened, size_of
from domain.importing.readers.forms import FormFinder, Forms
from domain.importing.readers.header import COLUMNS_MAX, Columns, Header, read_header
from domain.importing.readers.names import key_of, usual_keys
from domain.importing.readers.reading import Reading, Understood
from domain.importing.readers.rows import FileRow, MalformedRow, Problem
from domain.importing.readers.separator import HEADER_CHARACTERS, find_separator, first_rows, known_count
from domain.texts import say

BYTES_MAX = 64 * 2**20
"""The most that is read of bytes in memory, about 500,000 rows."""
FILE_BYTES_MAX = 2**30
"""The most of a file that is read in pieces."""

PIECE_ROWS = 2_000
HEADER_ROWS_MAX = 30
"""Among so many first rows is the header of a bank's file."""
LINE_MAX = 2**22
"""More characters than a line of 500 columns has, each of the longest text."""


class Table(NamedTuple):
    """A file's rows, apart from them the rows that do not fit the header, and how the file was read.

    ``settled`` is what reads the next file of the same program in the same way: without what this one did not show.
    """

    rows: list[FileRow]
    malformed: list[MalformedRow]
    understood: Understood
    settled: Reading


class Piece(NamedTuple):
    """Some rows of a file as it has them, and apart from them those that do not fit the header."""

    rows: list[FileRow]
    malformed: list[MalformedRow]


class Opened(NamedTuple):
    """What is known of a file before its rows are read."""

    header: Header
    encoding: str
    separator: str
    reading: Reading

    def understood(self, forms: Forms, rows: int) -> Understood:
        """Return how a file of so many rows was read."""
        dates, decimals = forms.dates or DateOrder.ISO, forms.decimals or DecimalMark.POINT
        named, ignored = self.header.named, self.header.ignored
        return Understood(self.encoding, self.separator, named, dates, decimals, ignored, rows)

    def settled(self, forms: Forms) -> Reading:
        """Return what reads the next file of the same program in the same way."""
        left_out = {column: "" for column, name in self.reading.columns.items() if not name}
        return Reading({**left_out, **dict(self.header.named)}, forms.dates, forms.decimals)


class ParsedFile(NamedTuple):
    """A file's rows as it has them: nobody has found out yet how its dates and amounts are written."""

    rows: list[FileRow]
    malformed: list[MalformedRow]
    opened: Opened

    def settle(self, currencies: Mapping[int, str]) -> Table:
        """Return the file as a table: dates are ISO, amounts have a decimal point. The rows are changed.

        ``currencies`` are those of the rows' accounts, by the rows' indexes, as far as they are known. A cell that cannot be
        read keeps its text, and its row says why. Raises ``AmbiguousFile`` if the file can be read in two ways.
        """
        finder = FormFinder(self.opened.header.places, self.opened.reading)
        finder.see(self.rows, currencies)
        forms = finder.forms()
        forms.convert(self.rows, currencies)
        understood = self.opened.understood(forms, len(self.rows) + len(self.malformed))
        return Table(self.rows, self.malformed, understood, self.opened.settled(forms))


def parse_file(data: bytes, columns: Columns, reading: Reading) -> ParsedFile:
    """Return a file's rows. Empty lines are skipped.

    Raises ``InvalidValue`` if the file as a whole cannot be read (too large, no text, not CSV, a column is missing).
    """
    rows: list[FileRow] = []
    malformed: list[MalformedRow] = []
    with FileReader(data, columns, reading) as file:
        while (piece := file.next_piece()) is not None:
            rows += piece.rows
            malformed += piece.malformed
    return ParsedFile(rows, malformed, file.opened)


class _RawRow(NamedTuple):
    line: int
    cells: list[str]


class FileReader:
    """Reads a file piece by piece, so that a large one is never in memory as a whole.

    Raises ``InvalidValue`` if the file as a whole cannot be read: too large, no text, a column is missing.
    """

    def __init__(
        self, content: Content | BinaryIO, columns: Columns, reading: Reading, *, is_loose: bool = False
    ) -> None:
        """``is_loose``: something may stand before the header, and separators behind the last cell, as banks write them."""
        self._is_loose = is_loose
        bytes_max = BYTES_MAX if isinstance(content, bytes) else FILE_BYTES_MAX
        if size_of(content) > bytes_max:
            raise InvalidValue(say("file-too-large", most=bytes_max // 2**20))
        self._file = opened(content)
        try:
            encoding = encoding_of(self._file)
            self._file.seek(0)
            self._text = io.TextIOWrapper(self._file, encoding.codec, newline="")
            self._read_header(encoding.name, columns, reading, HEADER_ROWS_MAX if is_loose else 1)
        except BaseException:
            self._file.close()
            raise

    def _read_header(self, encoding: str, columns: Columns, reading: Reading, header_rows: int) -> None:
        known = {key_of(name) for name in reading.columns.values() if name}.union(*usual_keys(columns.names).values())
        start = self._text.read(HEADER_CHARACTERS)
        separator = find_separator(start, known, header_rows)
        self._text.seek(0)
        self._text.read(separator.skipped_characters)
        self._csv = csv.reader(self._lines(), delimiter=separator.sign, strict=True)
        self._skipped_lines, self._line = separator.skipped_lines, 1 + separator.skipped_lines
        self._read, self._ended = 0, False
        rows = first_rows(start[separator.skipped_characters :], separator.sign, header_rows)
        most = max((known_count(row, known) for row in rows), default=0)
        first: list[_RawRow] = []
        while not self._ended and not (first and (header_rows == 1 or known_count(first[0].cells, known) >= most)):
            first = self._raw_rows(1)
        if not first:
            raise InvalidValue(say("file-empty", columns=columns.text))
        header = read_header(first[0].cells, columns, reading.columns)
        self.opened = Opened(header, encoding, separator.sign, reading)
        self._places = [*header.places.items()]
        self._nameless = [place for place, name in enumerate(header.cells) if not name]
        self._width, self._widest = header.width, len(header.cells)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._text.close()

    def next_piece(self) -> Piece | None:
        """Return the next rows; None after the last. Raises ``InvalidValue`` for what is not CSV, or has no column."""
        while not self._ended:
            raw_rows = self._raw_rows(PIECE_ROWS)
            if raw_rows:
                return self._piece(raw_rows)
        return None

    def _piece(self, raw_rows: Sequence[_RawRow]) -> Piece:
        piece = Piece([], [])
        for index, row in enumerate(raw_rows, self._read):
            raw = row
            if self._is_loose and len(row.cells) > self._widest and not any(row.cells[self._widest :]):
                raw = row._replace(cells=row.cells[: self._widest])
            if self._nameless:
                _refuse_values_without_name(raw, self._nameless)
            problem = self._problem_of(raw, index)
            cells = {column: raw.cells[place] for column, place in self._places if place < len(raw.cells)}
            if problem is not None:
                piece.malformed.append(MalformedRow(problem, cells))
            else:
                piece.rows.append(FileRow(raw.line, index, cells, formed=self._plain))
        self._read += len(raw_rows)
        return piece

    def _raw_rows(self, most: int) -> list[_RawRow]:
        """Return the next rows that hold anything, the header first, their cells in the one form of texts."""
        raw_rows: list[_RawRow] = []
        try:
            for raw in self._csv:
                if any(raw):
                    raw_rows.append(_RawRow(self._line, raw))
                self._line = self._csv.line_num + 1 + self._skipped_lines
                if len(raw_rows) == most:
                    break
            else:
                self._ended = True
        except csv.Error as error:
            raise InvalidValue(say("file-row-not-csv", line=str(self._line), error=str(error))) from None
        self._plain = are_plain([*chain.from_iterable(raw.cells for raw in raw_rows)])
        return raw_rows if self._plain else [formed for raw in raw_rows if any((formed := _formed(raw)).cells)]

    def _lines(self) -> Iterator[str]:
        """Yield the lines; raises ``InvalidValue`` for one that is too long to be held."""
        for line in iter(partial(self._text.readline, LINE_MAX), ""):
            if len(line) == LINE_MAX:
                place = self._csv.line_num + 1 + self._skipped_lines
                raise InvalidValue(say("file-line-too-long", line=str(place)))
            yield line

    def _problem_of(self, raw: _RawRow, index: int) -> Problem | None:
        """Return why a row does not fit the header, or None. It may lack cells only of columns without a name at the end."""
        count = len(raw.cells)
        if not self._width <= count <= self._widest:
            if count > COLUMNS_MAX:
                return Problem(raw.line, "", say("row-of-many-values", width=self._width), index)
            return Problem(raw.line, "", say("row-of-other-width", values=count, width=self._width), index)
        if not self._plain:
            for column, place in self._places:
                if "\0" in raw.cells[place]:
                    return Problem(raw.line, column, say("row-holds-nul"), index)
        return None


def _formed(raw: _RawRow) -> _RawRow:
    """Return a row with its cells in the one form of texts; of more than a header may have, one too many is enough."""
    cells = [one_form(cell) for cell in raw.cells[: COLUMNS_MAX + 1]]
    more = next(filter(None, map(one_form, raw.cells[COLUMNS_MAX + 1 :])), None)
    return _RawRow(raw.line, cells if more is None else [*cells, more])


def _refuse_values_without_name(raw: _RawRow, nameless: Sequence[int]) -> None:
    """Raise ``InvalidValue`` for a value under no name; a column that is empty in all rows may lack one."""
    for place in nameless:
        if place < len(raw.cells) and raw.cells[place]:
            raise InvalidValue(
                say("file-value-without-column", place=place + 1, line=str(raw.line), value=quoted(raw.cells[place]))
            )
