"""The sign that separates a file's cells, found by the header row (domain R41)."""

import csv
import io
import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from domain.errors import InvalidValue
from domain.importing.readers.names import key_of
from domain.texts import say

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
_STATED = re.compile(r'"?sep=(.?)"?[ ,;\t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
HEADER_CHARACTERS = 100_000
"""More than any header is long."""


class Separator(NamedTuple):
    """The sign, and how many characters and lines of the text come before the header: a first line ``sep=;`` states it."""

    sign: str
    skipped_characters: int = 0
    skipped_lines: int = 0


def find_separator(start: str, known_keys: Collection[str], rows: int = 1) -> Separator:
    """Return the separator with which one of the first ``rows`` has the most known columns, or else the most cells.

    ``start`` is the beginning of the text, ``HEADER_CHARACTERS`` long or all of it. A first line ``sep=;``, which
    spreadsheets write, decides; raises ``InvalidValue`` if it states another sign.
    """
    stated = _STATED.match(start)
    if stated is not None:
        if stated[1] not in SEPARATORS:
            names = ", ".join(SEPARATORS.values())
            raise InvalidValue(say("file-separator-unknown", stated=stated[1], names=names))
        return Separator(stated[1], stated.end(), 1)
    return Separator(max(SEPARATORS, key=lambda sign: _best_fit(first_rows(start, sign, rows), known_keys)))


def known_count(row: Sequence[str], known_keys: Collection[str]) -> int:
    """Return how many cells of a row are known names of columns."""
    return sum(key_of(cell) in known_keys for cell in row)


def _best_fit(rows: Sequence[list[str]], known_keys: Collection[str]) -> tuple[int, int]:
    return max(((known_count(row, known_keys), len(row)) for row in rows), default=(0, 0))


def first_rows(text: str, separator: str, rows: int = 1) -> list[list[str]]:
    """Return the first rows of a text that hold anything, as far as they are CSV with this separator."""
    found = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if any(row):
                found.append(row)
            if len(found) == rows:
                break
    except csv.Error:
        pass
    return found
