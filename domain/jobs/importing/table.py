"""A CSV file as rows that know their line: UTF-8, header row; BOM and CRLF accepted."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.core.text import counted
from domain.errors import InvalidValue

MOST_BYTES = 64 * 2**20
"""Some 500,000 rows: what one atomic block can take in without holding others up for minutes."""

_UNDECODED = re.compile("[\udc80-\udcff]")
"""What a byte that is no UTF-8 is read as, so that its column can be named."""


class Problem(NamedTuple):
    """Why a row cannot be taken: its line in the file (the header is line 1), the column or "", and the reason.

    The line is the first of a row whose cells hold line breaks. ``row`` counts the rows below the header, from 0;
    ``code`` is that of a refusal (``domain.errors``).
    """

    line: int
    column: str
    reason: str
    row: int
    code: str = InvalidValue.code


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file, its values trimmed, by column; ``row`` counts from 0."""

    line: int
    row: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]


@dataclass(frozen=True, slots=True)
class BadLine:
    """One row that is none of the table: the problem of its form, and its cells by column as far as they can be told."""

    problem: Problem
    cells: dict[str, str]


def read_table(data: bytes, columns: Sequence[str]) -> tuple[list[Line], list[BadLine]]:
    """The rows of a file and those of a bad form; raises ``InvalidValue`` for what is no such file at all.

    Columns may stand in any order; each must be there, and no other. Empty lines are passed over.
    """
    if len(data) > MOST_BYTES:
        msg = f"The file is larger than {MOST_BYTES // 2**20} MiB. Split it."
        raise InvalidValue(msg)
    text, decoded = _text_of(data)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Line] = []
    bad: list[BadLine] = []
    header: list[str] = []
    row, line = -1, 1
    try:
        for values in reader:
            trimmed = [value.strip() for value in values]
            if not decoded:
                _check_decoded(trimmed, header, line)
            if any(trimmed) and not header:
                header = _header(trimmed, columns)
            elif any(trimmed):
                row += 1
                cells = dict(zip(header, trimmed, strict=False))
                problem = _fault_of(trimmed, header, line, row)
                if problem is None:
                    rows.append(Line(line, row, cells))
                else:
                    bad.append(BadLine(problem, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        msg = f"The row that begins on line {line} is no CSV: {error}."
        raise InvalidValue(msg) from None
    if not header:
        msg = f"The file is empty. It begins with the header {','.join(columns)}."
        raise InvalidValue(msg)
    return rows, bad


def _text_of(data: bytes) -> tuple[str, bool]:
    """A file as text, and whether all of it is UTF-8."""
    try:
        return data.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        return data.decode("utf-8-sig", "surrogateescape"), False


def _check_decoded(values: list[str], header: list[str], line: int) -> None:
    for index, value in enumerate(values):
        if _UNDECODED.search(value):
            column = f", column {header[index]}," if index < len(header) else ""
            msg = f"Line {line}{column} is not UTF-8. Save the file as UTF-8 and import it again."
            raise InvalidValue(msg)


def _fault_of(values: list[str], header: list[str], line: int, row: int) -> Problem | None:
    """What is wrong with the form of a row, or None."""
    if len(values) != len(header):
        reason = f"The row has {counted(len(values), 'value')}; the header has {len(header)}."
        return Problem(line, "", reason, row)
    for column, value in zip(header, values, strict=True):
        if "\0" in value:
            return Problem(line, column, "This holds a NUL character.", row)
    return None


def _header(header: list[str], columns: Sequence[str]) -> list[str]:
    missing = [column for column in columns if column not in header]
    unknown = [column for column in header if column not in columns]
    twice = sorted({column for column in header if header.count(column) > 1})
    faults = [
        f"{what}: {', '.join(names)}"
        for what, names in (("missing", missing), ("unknown", unknown), ("twice", twice))
        if names
    ]
    if faults:
        msg = f"The header must be {','.join(columns)} in any order ({'; '.join(faults)})."
        for sign, name in ((";", "semicolons"), ("\t", "tabs")):
            if len(header) == 1 and sign in header[0]:
                msg = (
                    f"The columns are separated with {name}. Save the file separated with commas, and import it again."
                )
        raise InvalidValue(msg)
    return header
