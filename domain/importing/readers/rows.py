"""What readers pass to importers: rows with their line in the file, and problems that name it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from domain.core.text import are_plain, in_one_form
from domain.errors import InvalidValue, Refusal
from domain.texts import Text

T = TypeVar("T")


class Problem(NamedTuple):
    """Why a row cannot be imported.

    ``line`` is the line in the file, the first one if the row's cells hold line breaks; the first line is 1.
    ``column`` is "" if no single cell is to blame. ``row`` counts the rows below the header, from 0. ``code`` is a
    refusal's code (``domain.errors``).
    """

    line: int
    column: str
    reason: Text | str
    row: int
    code: str = InvalidValue.code


class PlacedText(NamedTuple):
    """A cell's text and its line in the file; of an amount also its currency, None if that is not known."""

    text: str
    line: int
    currency: str | None = None


SEEN_MAX = 10_000
"""So many texts are remembered, as those of a file repeat."""


def remember(seen: set[T], new: T) -> None:
    """Remember a text that was looked at; a full memory begins anew."""
    if len(seen) >= SEEN_MAX:
        seen.clear()
    seen.add(new)


class Duplicate(NamedTuple):
    """A row, by index and line, that came with an earlier file, and the transaction that it became then."""

    row: int
    line: int
    transaction_id: int
    number: str


class FileRow(dict[str, str]):
    """A row of the file: its cells by column, each in its one form. A column that the file lacks is empty.

    ``line`` is its line, ``index`` its place below the header (from 0). ``refused`` says why a cell could not be read as
    its column's kind of value. ``occurrence``: how many equal rows without a number come before it in a large file, whose
    rows are published in parts. ``earlier_line``: on which line a large file has the row's number before, 0 if it has not.
    """

    __slots__ = ("earlier_line", "index", "line", "occurrence", "refused")

    def __init__(
        self, line: int, index: int, cells: Mapping[str, str], occurrence: int = 0, *, formed: bool = False
    ) -> None:
        """Give each cell its one form (domain R37), unless all are ``formed`` already, such as those of a staged row."""
        super().__init__(cells)
        if not formed:
            _form(self)
        self.line, self.index, self.occurrence, self.earlier_line = line, index, occurrence, 0
        self.refused: dict[str, Refusal] = {}

    def __missing__(self, column: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class MalformedRow:
    """A row that does not fit the header: the problem, and its cells by column as far as they are known."""

    problem: Problem
    cells: dict[str, str]

    def __post_init__(self) -> None:
        """Give each cell its one form."""
        _form(self.cells)


def _form(cells: dict[str, str]) -> None:
    if not are_plain(cells.values()):
        cells.update(in_one_form(dict(cells)))
