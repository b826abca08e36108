"""A CSV file as rows that know their line: UTF-8, header row; BOM and CRLF accepted."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.core.text import counted
from domain.errors import InvalidValue

MOST_BYTES = 64 * 2**20
"""Some 500,000 rows: what one atomic block can take in without holding others up for minutes."""


class Problem(NamedTuple):
    """Why a row cannot be taken: its line in the file (the header is line 1), the column or "", and the reason.

    ``row`` counts the rows below the header, from 0; ``code`` is that of a refusal (``domain.errors``).
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


def read_table(data: bytes, columns: Sequence[str]) -> tuple[list[Line], list[Problem]]:
    """The rows of a file and the problems of its form; raises ``InvalidValue`` for what is no such file at all.

    Columns may stand in any order; each must be there, and no other. Empty lines are passed over.
    """
    if len(data) > MOST_BYTES:
        msg = f"The file is larger than {MOST_BYTES // 2**20} MiB. Split it."
        raise InvalidValue(msg)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        msg = f"Line {line} is not UTF-8. Save the file as UTF-8 and import it again."
        raise InvalidValue(msg) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Line] = []
    problems: list[Problem] = []
    header: list[str] = []
    row = -1
    try:
        for values in reader:
            trimmed = [value.strip() for value in values]
            if not any(trimmed):
                continue
            if not header:
                header = _header(trimmed, columns)
                continue
            row += 1
            if len(trimmed) != len(header):
                reason = f"The row has {counted(len(trimmed), 'value')}; the header has {len(header)}."
                problems.append(Problem(reader.line_num, "", reason, row))
            elif "\0" in "".join(trimmed):
                problems.append(Problem(reader.line_num, "", "The row holds a NUL character.", row))
            else:
                rows.append(Line(reader.line_num, row, dict(zip(header, trimmed, strict=True))))
    except csv.Error as error:
        msg = f"Line {reader.line_num} is no CSV: {error}."
        raise InvalidValue(msg) from None
    if not header:
        msg = f"The file is empty. It begins with the header {','.join(columns)}."
        raise InvalidValue(msg)
    return rows, problems


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
