"""The header row: which cell of a row is which column (domain R41)."""

import difflib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.core.text import LONGEST_NAME, all_of, enumerated, quoted, shortened
from domain.errors import InvalidValue
from domain.importing.readers.names import key_of, usual_keys
from domain.texts import Joined, Text, say

COLUMNS_MAX = 500
"""How many columns a file may have: each name is compared with all usual ones."""

COLUMNS_LISTED_MAX = 20
"""How many columns of a file a refusal lists."""

_SIMILAR_PERCENT = 85
"""How alike the names of two columns are where one is taken for a slip of the other."""


class Columns(NamedTuple):
    """A kind's columns, in the order of its template, and those that a file may lack."""

    names: tuple[str, ...]
    optional: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str) -> "Columns":
        """Return the columns of a text, which commas separate; a question mark follows those that a file may lack."""
        names = text.split(",")
        optional = frozenset(name.removesuffix("?") for name in names if name.endswith("?"))
        return cls(tuple(name.removesuffix("?") for name in names), optional)

    @property
    def text(self) -> str:
        """Return their names, separated with commas."""
        return ",".join(self.names)


class Header(NamedTuple):
    """Where each column is in a row, by its name; and the cells that are not columns."""

    cells: list[str]
    places: dict[str, int]

    @property
    def width(self) -> int:
        """Return how many cells it has up to the last one with a name."""
        return max(place for place, cell in enumerate(self.cells, 1) if cell)

    @property
    def named(self) -> list[tuple[str, str]]:
        """Return each column with the file's name for it, in the file's order."""
        return [(column, self.cells[place]) for column, place in sorted(self.places.items(), key=lambda each: each[1])]

    @property
    def ignored(self) -> list[str]:
        """Return the names of the file's columns that are not imported."""
        used = set(self.places.values())
        return [cell for index, cell in enumerate(self.cells) if cell and index not in used]


def read_header(cells: list[str], columns: Columns, mapping: Mapping[str, str]) -> Header:
    """Return the columns of a header: those that ``mapping`` names, then those with their own or a usual name.

    A mapping to "" leaves a column out. Columns that the kind does not have are ignored. Raises ``InvalidValue`` if a column
    is missing, could be two of the file's, or looks like a slip of a known name, and for a header beyond the bounds.
    """
    _check_bounds(cells)
    _refuse_control_characters(cells)
    places = _mapped(cells, columns, mapping)
    taken = set(places.values())
    keys = [key_of(cell) for cell in cells]
    for column, usual in usual_keys([name for name in columns.names if name not in mapping]).items():
        found = [index for index, key in enumerate(keys) if key in usual and index not in taken]
        own = [index for index in found if keys[index] == key_of(column)]
        if len(own or found) > 1:
            raise _several(column, [cells[index] for index in own or found])
        if found:
            places[column] = (own or found)[0]
    header = Header(cells, places)
    _check_missing(header, columns, with_mapping=bool(mapping))
    return header


def _mapped(cells: list[str], columns: Columns, mapping: Mapping[str, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for column, name in mapping.items():
        if column not in columns.names:
            raise InvalidValue(say("file-no-such-column", column=quoted(column), columns=columns.text), "columns")
        if not name and column in columns.optional:
            continue
        found = [index for index, cell in enumerate(cells) if cell == name]
        found = found or [index for index, cell in enumerate(cells) if name and key_of(cell) == key_of(name)]
        if not found:
            present = enumerated([quoted(cell) for cell in cells if cell], COLUMNS_LISTED_MAX)
            raise InvalidValue(
                say("file-lacks-column", name=quoted(name), column=shortened(column), present=present), "columns"
            )
        if len(found) > 1:
            raise _several(column, [cells[index] for index in found])
        places[column] = found[0]
    return places


def _several(column: str, names: Sequence[str]) -> InvalidValue:
    if len(set(names)) == 1:
        return InvalidValue(say("file-column-twice", column=shortened(names[0])))
    listed = all_of([quoted(name) for name in names[:COLUMNS_LISTED_MAX]])
    return InvalidValue(say("file-columns-both", listed=listed, column=column, example=names[0]))


def _check_missing(header: Header, columns: Columns, *, with_mapping: bool) -> None:
    absent = [column for column in columns.names if column not in header.places]
    missing = [column for column in absent if column not in columns.optional]
    if missing:
        ignored = [shortened(name) for name in header.ignored]
        faults = [say("file-columns-not-there", names=", ".join(missing))]
        if ignored:
            faults.append(say("file-columns-unknown", names=enumerated(ignored, COLUMNS_LISTED_MAX)))
        raise InvalidValue(
            say("file-columns-missing", needed=_described(columns), faults=Joined.of(faults, "; "), missing=missing[0])
        )
    if with_mapping:
        return
    for name in header.ignored:
        for column in absent:
            if any(_is_similar(key_of(name), usual) for usual in usual_keys([column])[column]):
                raise InvalidValue(say("file-column-meant", name=name, column=column))


def _is_similar(name: str, other: str) -> bool:
    if 200 * min(len(name), len(other)) < _SIMILAR_PERCENT * (len(name) + len(other)):
        return False  # too different in length
    return difflib.SequenceMatcher(None, name, other).ratio() * 100 >= _SIMILAR_PERCENT


def _described(columns: Columns) -> Text | str:
    needed = [name for name in columns.names if name not in columns.optional]
    others = [name for name in columns.names if name in columns.optional]
    names = ",".join(needed)
    return say("file-columns-needed", needed=names, others=",".join(others)) if others else names


def _check_bounds(cells: Sequence[str]) -> None:
    if len(cells) > COLUMNS_MAX:
        raise InvalidValue(say("file-too-many-columns", most=COLUMNS_MAX))
    for number, cell in enumerate(cells, 1):
        if len(cell) > LONGEST_NAME:
            raise InvalidValue(say("file-column-name-too-long", number=number, length=len(cell), longest=LONGEST_NAME))


def _refuse_control_characters(cells: Sequence[str]) -> None:
    for number, cell in enumerate(cells, 1):
        if "\0" in cell:
            raise InvalidValue(say("file-column-name-nul", number=number))
