"""JSON that the database writes: of rows, of lists of them, and of what is below, in one statement.

What only passes through to the caller need not become objects here and text again. Such a text is for an answer without
errors alone: where a value would make one, or a list is longer than was provided for, it holds ``UNUSUAL``, and the caller
reads the rows themselves. It also holds marks, characters that JSON never has as they are: one of ``MARKS`` before each
object that counts, and ``LONG`` for each ``LONG_CHARACTERS`` of a text. ``stripped`` removes them.
"""

import re
from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import Any, TypeAlias

from domain.core.money import MAX_CENTS
from domain.queries.pages import Listing, Order, Window
from domain.queries.sources import ById, OfParent, Source
from domain.tables.columns import columns_of
from domain.tables.record import members_of_columns

UNUSUAL, LONG = "\x01", "\x02"
MARKS = "".join(map(chr, [*range(3, 9), 11, 12, *range(14, 32)]))
LONG_CHARACTERS = 100
LONG_MAX = 4
"""A text that is longer than so many times ``LONG_CHARACTERS`` is unusual, so that what one statement gives stays small."""
DEPTH_MAX = 5
"""The most levels of rows: SQLite's parser holds 100 symbols before version 3.46, and each list within a list takes 16."""
PIECES_IN_A_ROW = 100
_REMOVED = f"{UNUSUAL}{LONG}{MARKS}".encode()
_KEPT = bytes(each for each in range(256) if each not in _REMOVED)


class NotWritten(Exception):
    """The database does not write this: its rows must be read."""


class Literal(str):
    """A piece of JSON that is the same for all rows."""

    __slots__ = ()


Part: TypeAlias = str
"""A ``Literal``, or the SQL expression of a piece of JSON, which is a text and never null."""


class Shown(Enum):
    """How a value is written: as which column."""

    TEXT = auto()
    WORD = auto()
    TRUTH = auto()
    INTEGER = auto()
    CENTS = auto()
    DATE = auto()


_TYPES = {
    Shown.TEXT: "TEXT",
    Shown.WORD: "TEXT",
    Shown.TRUTH: "BOOLEAN",
    Shown.INTEGER: "BIGINT",
    Shown.CENTS: "BIGINT",
    Shown.DATE: "DATE",
}
_BOUNDS = {Shown.INTEGER: (-(2**31), 2**31 - 1), Shown.CENTS: (-MAX_CENTS, MAX_CENTS)}


def stripped(text: bytes) -> bytes:
    """Return a text as it is sent, without marks."""
    return text.translate(None, _REMOVED)


def marks_of(text: bytes) -> bytes:
    """Return what ``stripped`` removes: it is short, and so its marks are counted at once."""
    return text.translate(None, _KEPT)


class Level:
    """The rows of one level of a statement: their source, under names that no other level has."""

    def __init__(self, source: Source[Any], number: int) -> None:
        self.source = source
        names = [source.alias, *re.findall(r"join \w+ (\w+) on", source.joined)]
        self._names = re.compile(rf"\b({'|'.join(names)})\b")
        self._number = number
        self._joins = False

    def named(self, text: str) -> str:
        """Return SQL about the source, with the names of this level."""
        return self._names.sub(rf"\g<1>{self._number}", text)

    @property
    def tables(self) -> str:
        """The tables of what is read, once all of it was written."""
        return self.named(self.source.tables if self._joins else self.source.table)

    @property
    def id(self) -> str:
        """The id of a row, for what is below it."""
        return self.named(f"{self.source.alias}.id")

    def column(self, name: str) -> str:
        """Return the expression of a column. Raises ``NotWritten``."""
        if name not in self.source.row_class.columns():
            raise NotWritten(name)
        return self.named(f"{self.source.alias}.{name}")

    def opaque(self, prefix: str) -> list[Part]:
        """Write the row's id after a prefix."""
        return [Literal(f'"{prefix}'), f"cast({self.id} as text)", Literal('"')]

    def expression(self, attribute: str, shown: Shown) -> tuple[str, bool]:
        """Return the expression of an attribute, and whether it may be null. Raises ``NotWritten``."""
        row_class = self.source.row_class
        for column in columns_of(row_class):
            if column.name == attribute:
                is_word = attribute in members_of_columns(row_class)
                if is_word != (shown is Shown.WORD) or column.type != _TYPES[shown]:
                    raise NotWritten(attribute)
                return self.column(attribute), column.nullable
        for beside in self.source.beside:
            if beside.attribute == attribute and beside.parse is None and shown is Shown.TEXT:
                self._joins = True
                return self.named(beside.expression), False
        for derived in self.source.derived:
            if derived.attribute == attribute and shown in {Shown.WORD, Shown.CENTS}:
                return f"({self.named(derived.expression)})", False
        raise NotWritten(attribute)


class JsonWriter:
    """Writes the parts of one statement for one database.

    A list of more than ``:longest`` rows is unusual. Of the page with a number N, ``:limit_N`` rows are read, and more than
    ``:most_N`` are unusual.
    """

    def __init__(self, dialect: str) -> None:
        self._on_sqlite = dialect == "sqlite"
        self._levels = 0

    def level(self, source: Source[Any]) -> Level:
        """Return a new level."""
        self._levels += 1
        return Level(source, self._levels)

    def value(self, level: Level, attribute: str, shown: Shown, *, nullable: bool) -> list[Part]:
        """Write an attribute; null is unusual unless it is ``nullable``. Raises ``NotWritten``."""
        expression, may_be_null = level.expression(attribute, shown)
        parts = self._shown(expression, shown)
        if not may_be_null:
            return parts
        return [f"case when {expression} is null then {_null(nullable=nullable)} else {joined(parts)} end"]

    def _shown(self, value: str, shown: Shown) -> list[Part]:
        if shown in _BOUNDS:
            least, most = _BOUNDS[shown]
            return [f"case when {value} between {least} and {most} then cast({value} as text) else {_sql(UNUSUAL)} end"]
        if shown is Shown.TRUTH:
            return [f"case when {value} then 'true' else 'false' end"]
        if shown is not Shown.TEXT:
            return [Literal('"'), f"cast({value} as text)", Literal('"')]
        quoted = f"json_quote({value})" if self._on_sqlite else f"cast(to_json({value}) as text)"
        marks = f"substr({_sql(LONG * LONG_MAX)}, 1, length({value}) / {LONG_CHARACTERS})"
        short, long = (f"length({value}) < {LONG_CHARACTERS * times}" for times in (1, LONG_MAX + 1))
        return [f"case when {short} then {quoted} when {long} then {quoted} || {marks} else {_sql(UNUSUAL)} end"]

    def one(self, rows: ById[Any], key: str, write: Callable[[Level], list[Part]], *, nullable: bool) -> list[Part]:
        """Write the row that a key leads to; if there is none, null, which is unusual unless it is ``nullable``."""
        level = self.level(rows.source)
        text = joined(write(level))
        where = f"{level.column(rows.by)} = {key}{level.named(rows.condition)}"
        limit = "" if rows.by == "id" else " limit 1"
        return [f"coalesce((select {text} from {level.tables} where {where}{limit}), {_null(nullable=nullable)})"]

    def children(self, rows: OfParent[Any], parent: str, write: Callable[[Level], list[Part]]) -> list[Part]:
        """Write the list of all rows of a parent."""
        level = self.level(rows.source)
        text = joined(write(level))
        where = f"{level.column(rows.parent)} = {parent}{level.named(rows.condition)}"
        selected = f"select {text} as each_text from {level.tables} where {where} order by {level.named(rows.order)}"
        return self._list(f"{selected} limit :longest + 1", ":longest")

    def page(
        self,
        number: int,
        listing: Listing[Any],
        order: Order,
        parent: str,
        window: Window,
        write: Callable[[Level], list[Part]],
    ) -> list[Part]:
        """Write the rows of a parent's page, its arguments' names followed by its number. Raises ``NotWritten``."""
        if listing.source is None or not listing.parents or listing.begins is not None or order.tables is not None:
            raise NotWritten(order.name)
        level = self.level(listing.source)
        text = joined(write(level))
        narrowed = [*listing.conditions, *(order.beyond(side) for side, _ in window.bounds)]
        conditions = [_numbered(level.named(each), number) for each in narrowed]
        branches = [[f"{level.named(column)} = {parent}", *conditions] for column in listing.parents]
        if len(branches) > 1 and [column for column, _ in order.columns] != [f"{listing.source.alias}.id"]:
            raise NotWritten(order.name)  # a list by several columns is sorted by its key alone
        limit = f"limit :limit_{number}"
        read_in = order.opposite if window.is_backward else order
        end = f"order by {level.named(read_in.by)} {limit}"
        keys = [f"{level.named(column)} as each_{index}" for index, (column, _) in enumerate(order.columns)]
        columns = [f"{text} as each_text", *(keys if len(branches) > 1 or window.is_backward else [])]
        selects = [f"select {', '.join(columns)} from {level.tables} where {' and '.join(each)}" for each in branches]
        if len(selects) > 1:
            # each column gives a page in order, found by its own index, and the first rows of all are the page
            selects = selects if self._on_sqlite else [f"({each} {end})" for each in selects]
            end = f"order by 2{read_in.direction} {limit}"
        selected = f"{' union all '.join(selects)} {end}"
        if window.is_backward:
            turned = ", ".join(f"each_{index}{order.direction}" for index in range(len(keys)))
            selected = f"select each_text from ({selected}) each_last order by {turned}"
        return self._list(selected, f":most_{number}")

    def _list(self, selected: str, most: str) -> list[Part]:
        texts = "group_concat(each_text)" if self._on_sqlite else "string_agg(each_text, ',')"
        text = f"case when count(*) <= {most} then '[' || coalesce({texts}, '') || ']' else {_sql(UNUSUAL)} end"
        return [f"(select {text} from ({selected}) each_row)"]


def written_object(members: Sequence[tuple[str, list[Part]]], mark: str = "") -> list[Part]:
    """Write an object, with a mark before it if it counts. The names of its members need no escapes."""
    parts: list[Part] = [Literal(mark + "{")]
    for index, (name, value) in enumerate(members):
        parts += [Literal(f'{"," if index else ""}"{name}":'), *value]
    return [*parts, Literal("}")]


def joined(parts: Sequence[Part]) -> str:
    """Return parts as one expression; SQLite limits how deep that is, which each of them adds to in a row."""
    pieces: list[str] = []
    literal = ""
    for each in parts:
        if isinstance(each, Literal):
            literal += each
            continue
        if literal:
            pieces.append(_sql(literal))
        literal = ""
        pieces.append(each)
    if literal:
        pieces.append(_sql(literal))
    return _balanced(pieces)


def _balanced(pieces: Sequence[str]) -> str:
    if len(pieces) <= PIECES_IN_A_ROW:
        return " || ".join(pieces)
    middle = len(pieces) // 2
    return f"({_balanced(pieces[:middle])}) || ({_balanced(pieces[middle:])})"


def _null(*, nullable: bool) -> str:
    return _sql("null" if nullable else UNUSUAL)


def _sql(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _numbered(text: str, number: int) -> str:
    """Return SQL about a page whose parameters have its number at their end."""
    return re.sub(r"(?<!:):([a-z_][a-z0-9_]*)", rf":\1_{number}", text)
