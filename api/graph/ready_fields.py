"""Which fields the database can write as JSON, with all that is selected below them, and the statement that writes one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from graphql import GraphQLEnumType, GraphQLNonNull, GraphQLObjectType

from api.graph.engine.selection import SelectedField, Selection
from api.graph.engine.sources import Attached, Attribute, RowId, source_of
from api.graph.loading import RELATION, weight_of
from api.graph.relations import Children, One, Paged
from domain.queries.pages import Listing, Order, Window
from domain.queries.ready_json import MARKS, JsonWriter, Level, Literal, NotWritten, Part, Shown, joined, written_object
from domain.queries.sources import ById
from domain.store.program import Sql

_PARENT = "parent.value"
_SHOWN = {"String": Shown.TEXT, "Boolean": Shown.TRUTH, "Int": Shown.INTEGER, "Cents": Shown.CENTS, "Date": Shown.DATE}


class PageRequest(NamedTuple):
    """A page as a request asks for it."""

    listing: Listing[Any]
    order: Order
    window: Window

    @property
    def form(self) -> tuple[object, ...]:
        """What the statement's text depends on."""
        listing = self.listing
        sides = [side for side, _ in self.window.bounds]
        return id(listing.source), listing.parents, listing.conditions, self.order, *sides, self.window.is_backward


@dataclass(slots=True)
class RowMark:
    """What each object with a mark counts in the budget."""

    sign: bytes
    rows: int
    values: int


@dataclass(frozen=True, slots=True)
class WrittenField:
    """A statement that gives a text for each parent; ``values`` count for each parent, ``marks`` for what it has."""

    sql: Sql
    marks: Sequence[RowMark]
    values: int


@dataclass(frozen=True, slots=True)
class FieldOutline:
    """A field that may be written, and the fields below it that have rows of their own."""

    selected: SelectedField
    relation: Any
    below: Sequence["FieldOutline"]

    def pages(self) -> Iterator["FieldOutline"]:
        """Yield the fields that are pages, in the order in which they are written."""
        if isinstance(self.relation, Paged):
            yield self
        for each in self.below:
            yield from each.pages()

    @property
    def depth(self) -> int:
        """How many levels of rows there are."""
        return 1 + max((each.depth for each in self.below), default=0)

    def rows(self, mosts: Iterator[int], longest: int) -> int:
        """Return how many rows are written for one parent at most."""
        is_list = isinstance(self.relation, Children)
        times = next(mosts) if isinstance(self.relation, Paged) else longest if is_list else 1
        return times * (1 + sum(each.rows(mosts, longest) for each in self.below))


def outline_of(selected: SelectedField) -> FieldOutline:
    """Return a field that is loaded and what is below it; raises ``NotWritten`` if it cannot all be written."""
    assert selected.definition is not None
    relation = (selected.definition.extensions or {}).get(RELATION)
    selection = _selection_of(selected)
    if isinstance(relation, Children):
        return FieldOutline(selected, relation, _outlines(selection))
    if isinstance(relation, One) and isinstance(relation.rows, ById) and isinstance(relation.key, attrgetter):
        return FieldOutline(selected, relation, _outlines(selection))
    if isinstance(relation, Paged):
        below = [part for each in selection.fields for part in _outlines_of_page(each, relation)]
        return FieldOutline(selected, relation, below)
    raise NotWritten(selected.name)


def _outlines_of_page(selected: SelectedField, relation: Paged) -> Sequence[FieldOutline]:
    if selected.name == "__typename":
        return []
    if selected.name == "nodes":
        return _outlines(_selection_of(selected))
    if selected.name != "edges":
        raise NotWritten(selected.name)
    found: list[FieldOutline] = []
    for each in _selection_of(selected).fields:
        if each.name == "node":
            found += _outlines(_selection_of(each))
        elif each.name == "counterpart" and relation.counterpart is not None:
            found.append(FieldOutline(each, relation.counterpart, _outlines(_selection_of(each))))
        elif each.name not in {"counterpart", "__typename"}:
            raise NotWritten(each.name)
    return found


def _outlines(selection: Selection) -> Sequence[FieldOutline]:
    """Return the fields of rows that have rows of their own; raises ``NotWritten`` if another cannot be written."""
    found = []
    for each in selection.fields:
        if each.name == "__typename":
            continue
        source = source_of(each.definition) if each.definition is not None else None
        if isinstance(source, Attached):
            found.append(outline_of(each))
        elif isinstance(source, Attribute):
            _shown(each)
        elif not isinstance(source, RowId):
            raise NotWritten(each.name)
    return found


def _selection_of(selected: SelectedField) -> Selection:
    if not isinstance(selected.named_type, GraphQLObjectType):
        raise NotWritten(selected.name)
    return selected.below.of(selected.named_type)


def _shown(selected: SelectedField) -> Shown:
    assert selected.definition is not None
    type_ = selected.definition.type
    type_ = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    shown = Shown.WORD if isinstance(type_, GraphQLEnumType) else _SHOWN.get(getattr(type_, "name", ""))
    if shown is None:
        raise NotWritten(selected.name)
    return shown


class FieldWriting:
    """Writes the statement of one field."""

    def __init__(self, pages: Sequence[PageRequest], dialect: str) -> None:
        self._pages = iter(enumerate(pages))
        self._writer = JsonWriter(dialect)
        self._marks: list[RowMark] = []

    def statement(self, outline: FieldOutline) -> WrittenField:
        """Return the statement. Raises ``NotWritten``."""
        parts, values = self._field(outline.selected, outline.relation, _PARENT, _PARENT)
        sql = Sql(f"select {_PARENT}, {joined(parts)} from each :parents as parent")
        return WrittenField(sql, self._marks, values)

    def _field(self, selected: SelectedField, relation: Any, parent: str, key: str) -> tuple[list[Part], int]:
        """Write a field with rows of its own; return also how many values it counts for each parent."""
        if isinstance(relation, Paged):
            return self._connection(selected, relation, parent)
        if isinstance(relation, Children):
            return self._writer.children(relation.rows, parent, self._rows(_selection_of(selected))), 0
        return self._one(selected, relation.rows, key), 0

    def _one(self, selected: SelectedField, rows: Any, key: str) -> list[Part]:
        assert selected.definition is not None
        if not isinstance(rows, ById):
            raise NotWritten(selected.name)
        nullable = not isinstance(selected.definition.type, GraphQLNonNull)
        return self._writer.one(rows, key, self._rows(_selection_of(selected)), nullable=nullable)

    def _connection(self, selected: SelectedField, relation: Paged, parent: str) -> tuple[list[Part], int]:
        selection = _selection_of(selected)
        number, page = next(self._pages)
        members = []
        for each in selection.fields:
            if each.name == "__typename":
                members.append((each.key, _typename(selection)))
                continue
            below = _selection_of(each)
            write = self._rows(below) if each.name == "nodes" else self._edges(below, relation, parent)
            rows = self._writer.page(number, page.listing, page.order, parent, page.window, write)
            members.append((each.key, rows))
        return written_object(members), weight_of(selection).values

    def _rows(self, selection: Selection) -> Callable[[Level], list[Part]]:
        """Return what writes an object for each row, each of which counts."""

        def write(level: Level) -> list[Part]:
            mark = self._mark(rows=1)
            members, values = self._members(selection, level)
            mark.values = values
            return written_object(members, mark.sign.decode())

        return write

    def _edges(self, selection: Selection, relation: Paged, parent: str) -> Callable[[Level], list[Part]]:
        """Return what writes an edge for each row; a row that several of its fields show counts for each."""

        def write(level: Level) -> list[Part]:
            mark = self._mark(rows=max(1, sum(1 for _ in selection.named("node"))))
            mark.values = weight_of(selection).values
            members: list[tuple[str, list[Part]]] = []
            for each in selection.fields:
                if each.name == "node":
                    below, values = self._members(_selection_of(each), level)
                    mark.values += values
                    members.append((each.key, written_object(below)))
                elif each.name == "counterpart":
                    members.append((each.key, self._counterpart(each, relation, level, parent)))
                else:
                    members.append((each.key, _typename(selection)))
            return written_object(members, mark.sign.decode())

        return write

    def _counterpart(self, selected: SelectedField, relation: Paged, level: Level, parent: str) -> list[Part]:
        if relation.counterpart is None:
            return [Literal("null")]
        key = level.named(relation.counterpart.expression).format(parent=parent)
        return self._one(selected, relation.counterpart.rows, f"({key})")

    def _members(self, selection: Selection, level: Level) -> tuple[list[tuple[str, list[Part]]], int]:
        """Write the fields of a row; return also how many values they count."""
        values = weight_of(selection).values
        members: list[tuple[str, list[Part]]] = []
        for each in selection.fields:
            assert each.definition is not None or each.name == "__typename"
            source = source_of(each.definition) if each.definition is not None else None
            if isinstance(source, RowId):
                parts = level.opaque(source.prefix)
            elif isinstance(source, Attribute) and each.definition is not None:
                nullable = not isinstance(each.definition.type, GraphQLNonNull)
                parts = self._writer.value(level, source.name, _shown(each), nullable=nullable)
            elif isinstance(source, Attached) and each.definition is not None:
                relation = (each.definition.extensions or {})[RELATION]
                key = _key(relation, level) if isinstance(relation, One) else level.id
                parts, below = self._field(each, relation, level.id, key)
                values += below
            else:
                parts = _typename(selection)
            members.append((each.key, parts))
        return members, values

    def _mark(self, rows: int) -> RowMark:
        if len(self._marks) == len(MARKS):
            raise NotWritten
        mark = RowMark(MARKS[len(self._marks)].encode(), rows, 0)
        self._marks.append(mark)
        return mark


def _key(relation: One, level: Level) -> str:
    """Return the expression of what leads from a row to the one that it refers to."""
    assert isinstance(relation.key, attrgetter)
    name: str = relation.key.__reduce__()[1][0]
    return level.column(name)


def _typename(selection: Selection) -> list[Part]:
    return [Literal(f'"{selection.type.name}"')]
