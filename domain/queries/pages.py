"""Keyset pages of any list, for one parent or for many at once, always by one statement.

A page starts after the sort values of the last row before it, so that page 1,000 costs what page 1 costs (OFFSET 20,000:
10 ms, keyset 0.17 ms), and a row that is added meanwhile never shifts a page. A page that is asked for from its end is read
in the opposite order, and turned around. For many parents, the rows of each are read
from its own range of an index, so that a page costs only what it shows (the newest event of each of 60 accounts with 4,000
events: 0.2 ms; by a window function over all of them 700 ms).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from domain.queries.sources import Attributes, Source
from domain.store.program import Program, Query, Row, Sql
from domain.tables import Record

R = TypeVar("R")
T = TypeVar("T", bound=Record)

SEARCH_PASSES = 2
"""How many passes it counts to search a list once: a row takes twice as long or longer."""

ALL = 0
"""Stands for the parent of a list that has none."""

OrderColumns: TypeAlias = tuple[tuple[str, Callable[[Any], Any]], ...]
"""Expressions to sort by, unique together in one list, each with the function that parses its value in a cursor."""


Side: TypeAlias = Literal["after", "before"]
"""On which side of a cursor rows are."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows of a list are a page: of those between two cursors the first ``first``, and of these the last ``last``.

    At least one of the two is given. ``after`` and ``before`` are the sort values that the cursors hold.
    """

    first: int | None = None
    last: int | None = None
    after: tuple[Any, ...] | None = None
    before: tuple[Any, ...] | None = None

    @property
    def is_backward(self) -> bool:
        """Whether the page is read from its end."""
        return self.first is None

    @property
    def length(self) -> int:
        """How many rows are read at most to show the page."""
        length = self.last if self.first is None else self.first
        assert length is not None
        return length

    @property
    def empty(self) -> "PageRows[Any]":
        """A page without rows. What is beyond a cursor from which one pages on is known to be there."""
        return PageRows(
            [], not self.is_backward and self.after is not None, self.is_backward and self.before is not None
        )

    @property
    def bounds(self) -> Sequence[tuple[Side, tuple[Any, ...]]]:
        """The cursors between which the page is, each with the side of it that the page is on."""
        sides: tuple[tuple[Side, tuple[Any, ...] | None], ...] = (("after", self.after), ("before", self.before))
        return [(side, values) for side, values in sides if values is not None]

    @property
    def arguments(self) -> dict[str, object]:
        """The arguments of the conditions that the bounds make (``Order.beyond``)."""
        return {f"{side}_{index}": value for side, values in self.bounds for index, value in enumerate(values)}


@dataclass(frozen=True, slots=True)
class Order:
    """A named way to sort a list, with the tables that lead to its first rows if the list's own do not."""

    name: str
    columns: OrderColumns
    descending: bool = False
    tables: str | None = None
    """The list's tables in the order in which an index of the first one sorts, for lists without parents."""
    indexed: bool = True
    """Whether an index has the rows in this order; else all of them are read and sorted for a page."""
    conditions: tuple[str, ...] = ()
    """What joins these tables."""

    @property
    def direction(self) -> str:
        """The suffix of each expression in an ORDER BY list."""
        return " desc" if self.descending else ""

    @property
    def by(self) -> str:
        """The ORDER BY list."""
        return ", ".join(f"{column}{self.direction}" for column, _ in self.columns)

    @property
    def opposite(self) -> "Order":
        """The same order from its end."""
        return replace(self, descending=not self.descending)

    def beyond(self, side: Side) -> str:
        """Return the condition for rows after or before a cursor's values, ``:after_0`` or ``:before_0`` and on."""
        columns = ", ".join(column for column, _ in self.columns)
        values = ", ".join(f":{side}_{index}" for index in range(len(self.columns)))
        return f"({columns}) {self._relation(side)} ({values})"

    def begins(self, side: Side) -> str:
        """Return the condition on the first column alone for rows beyond a cursor, by which an index is entered."""
        return f"{self.columns[0][0]} {self._relation(side)}= :{side}_0"

    def _relation(self, side: Side) -> str:
        return "<" if self.descending is (side == "after") else ">"


def by_date(text: object) -> date:
    """Return the date that a cursor holds as text."""
    return date.fromisoformat(str(text))


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """A list that can be paged: its columns, its tables, and the function that loads its rows.

    ``parents`` are the columns that hold a parent's id: none for a list without parents, several where a row belongs to
    a parent by any of them. ``keys`` are the tables that decide which rows there are, where ``tables`` joins others only
    for their columns. ``begins`` and ``ends`` name the arguments that are the first sort column's bounds: beyond a cursor
    the bound is the cursor's value, so that an index leads straight to the page; only for lists in ascending order.
    """

    columns: str
    tables: str
    load: Callable[[Sequence[Row]], list[R]]
    parents: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    arguments: Mapping[str, object] = field(default_factory=dict)
    keys: str | None = None
    begins: str | None = None
    ends: str | None = None
    source: Source[Any] | None = None
    filters: tuple[str, ...] = ()
    """Those of the conditions that no index leads to: each row of the list is read, whether it is shown or not."""
    searched: tuple[str, ...] = ()
    """The tables that conditions may read from end to end beside the list's own."""
    weight: int = 1
    """How many passes it counts to read the list once from end to end (``rows_passed``)."""

    @property
    def has_stored_sums(self) -> bool:
        """Whether its count and totals are read from stored sums."""
        return False

    def reading(self, attributes: Attributes) -> "Listing[R]":
        """Return the same list with as much of each row as these attributes need, where its rows have a source.

        What decides the rows of a parent stands in its own table: a list with parents joins others for columns alone.
        """
        if self.source is None or attributes is None:
            return self
        reading = self.source.reading(attributes)
        tables = self.source.table if self.parents and not reading.beside else self.tables
        return replace(self, columns=reading.columns, tables=tables, load=reading.load)

    @property
    def counted(self) -> str:
        """The tables in which rows are counted, the list's own table first."""
        return self.keys or self.tables

    @property
    def key(self) -> str:
        """The id column of the list's own table, with its alias."""
        return f"{self.counted.split()[1]}.id"

    def bounds(self, window: Window) -> dict[str, Any]:
        """Return the arguments of the first sort column's bounds, as a page's cursors narrow them."""
        narrowed: dict[str, Any] = {}
        if self.begins is not None and window.after is not None:
            narrowed[self.begins] = max(self.arguments[self.begins], window.after[0])
        if self.ends is not None and window.before is not None:
            narrowed[self.ends] = min(self.arguments[self.ends], window.before[0])
        return narrowed

    def where(self, *conditions: str, **arguments: object) -> "Listing[R]":
        """Return the same list, narrowed by conditions and the arguments that they take."""
        return replace(self, conditions=(*self.conditions, *conditions), arguments={**self.arguments, **arguments})

    def filtered(self, *conditions: str, **arguments: object) -> "Listing[R]":
        """Return the same list, narrowed by conditions that no index leads to."""
        return replace(self.where(*conditions, **arguments), filters=(*self.filters, *conditions))

    def found(self, condition: str, tables: Collection[str], arguments: Mapping[str, object]) -> "Listing[R]":
        """Return the same list, narrowed by a condition that takes long and may read these tables from end to end."""
        narrowed = self.filtered(condition, **arguments)
        return replace(narrowed, weight=SEARCH_PASSES, searched=(*self.searched, *tables))


def listed(source: Source[T], *parents: str) -> Listing[T]:
    """Return the list of all rows of a source, whose alias conditions use."""
    whole = source.reading()
    return Listing(whole.columns, source.tables, whole.load, parents, keys=source.table, source=source)


def rows_of(cls: type[T], alias: str, *parents: str) -> Listing[T]:
    """Return the list of all rows of a table, which has that alias in conditions."""
    return listed(Source(cls, alias), *parents)


@dataclass(slots=True)
class PageRows(Generic[R]):
    """One parent's page: rows in order, whether others are around it, and what was selected of each row, for its cursor."""

    rows: list[R] = field(default_factory=list)
    has_previous: bool = False
    has_next: bool = False
    left_out: int = 0
    """How many rows were read that a window with both lengths does not show."""
    selected: list[Row] = field(default_factory=list)
    width: int = 0
    """How many values of a cursor stand before the last of what was selected; 0 if no cursors were asked for."""

    def key(self, index: int) -> tuple[Any, ...]:
        """Return the cursor's values of a row."""
        assert self.width, "the page was read without what its cursors are made of"
        return tuple(self.selected[index][-1 - self.width : -1])


@lru_cache(maxsize=1024)
def compiled(text: str, postgres: str | None = None) -> Sql:
    """Return a statement whose text is composed at run time; each text is compiled once."""
    return Sql(text, postgres)


def page(
    listing: Listing[R], order: Order, parents: Sequence[int], window: Window, rows_max: int, *, cursors: bool = True
) -> Program[dict[int, PageRows[R]]]:
    """Return the page of each parent that has any rows in it; ``{ALL: …}`` for a list without parents.

    If more than ``rows_max`` rows are read in all, some may be missing, and the caller must refuse the request: what a
    window with ``first`` and ``last`` leaves out counts too. Without ``cursors`` the rows have none.
    """
    conditions = [*listing.conditions, *(order.beyond(side) for side, _ in window.bounds)]
    arguments = {**listing.arguments, **window.arguments, **listing.bounds(window)}
    read_in = order.opposite if window.is_backward else order
    parents = list(dict.fromkeys(parents)) if listing.parents else [ALL]
    length = window.length
    if len(parents) > 1 or len(listing.parents) > 1:
        # One row more than is shown is read for each parent; the limit includes these, so that none displaces a shown row.
        most = min(rows_max + 1, len(parents) * length) + len(parents)
        arguments |= {"parents": parents, "each": length + 1, "most": most}
        sql = _pages_of_parents(listing, read_in, conditions, cursors=cursors)
    else:
        arguments["most"] = min(rows_max, length) + 1
        if listing.parents:
            arguments["parent"] = parents[0]
        elif order.tables is not None:
            conditions += [order.begins(side) for side, _ in window.bounds]
        sql = _one_page(listing, read_in, conditions, cursors=cursors)
    raw = yield Query(sql, **arguments)
    return _pages(listing.load(raw), raw, len(order.columns) if cursors else 0, window)


def _pages(rows: Sequence[R], raw: Sequence[Row], width: int, window: Window) -> dict[int, PageRows[R]]:
    """Return rows by the parent that was selected last with each, in pages."""
    pages: dict[int, PageRows[R]] = {}
    for row, values in zip(rows, raw, strict=True):
        found = pages.get(values[-1])
        if found is None:
            found = pages[values[-1]] = window.empty
            found.width = width
        found.rows.append(row)
        if width:
            found.selected.append(values)
    for found in pages.values():
        cut(found, window)
    return pages


def cut(found: PageRows[Any], window: Window) -> None:
    """Leave what a page shows of the rows that were read for it, and bring them into the list's order."""
    has_more = len(found.rows) > window.length
    for each in (found.rows, found.selected):
        del each[window.length :]
    if window.is_backward:
        found.rows.reverse()
        found.selected.reverse()
        found.has_previous = has_more
        return
    found.has_next = has_more
    if window.last is not None and len(found.rows) > window.last:
        found.has_previous, found.left_out = True, len(found.rows) - window.last
        for each in (found.rows, found.selected):
            del each[: -window.last]


def whole_counts(pages: Mapping[int, PageRows[Any]], window: Window, rows_max: int) -> dict[int, int] | None:
    """Return how many rows each parent's list has in all, if each page of ``page`` shows the whole list; else None.

    Parents without rows have no page, and are left out.
    """
    if window.bounds or any(each.has_next or (each.has_previous and not each.left_out) for each in pages.values()):
        return None
    counts = {parent: len(each.rows) + each.left_out for parent, each in pages.items()}
    return counts if sum(counts.values()) <= rows_max else None


def _one_page(listing: Listing[R], order: Order, conditions: Sequence[str], *, cursors: bool) -> Sql:
    """Return the statement of a page of a list without parents, or of one parent's.

    PostgreSQL finds one parent's keys first, as those of many: while a table has no statistics, it would else read all rows.
    """
    end = f"order by {order.by} limit :most"
    if not listing.parents:
        select = _selected(listing, order, "0", cursors=cursors)
        where = _where([*conditions, *order.conditions])
        return compiled(f"{select} from {order.tables or listing.tables}{where} {end}")
    (column,) = listing.parents
    where = _where([f"{column} = :parent", *conditions])
    selected = _selected(listing, order, "cast(:parent as bigint)", cursors=cursors)
    keys = f"select {listing.key} from {listing.counted}{where} {end}"
    return compiled(
        f"{_selected(listing, order, column, cursors=cursors)} from {listing.tables}{where} {end}",
        f"{selected} from ({keys}) keys cross join {listing.tables} where {listing.key} = keys.id {end}",
    )


def _pages_of_parents(listing: Listing[R], order: Order, conditions: Sequence[str], *, cursors: bool) -> Sql:
    """Return the statement that finds each parent's first keys in its own range of an index, then the rows themselves.

    SQLite has no LATERAL, but runs a subquery after IN anew for each parent; PostgreSQL would search the whole table for
    that subquery, but has LATERAL. Of two columns, SQLite merges what it finds by each in order, whereas PostgreSQL would
    sort all of it: there each column gives no more than a page.
    """
    key, by = listing.key, order.by
    if len(listing.parents) > 1:
        assert [column for column, _ in order.columns] == [key], "a list by several columns is sorted by its key alone"
        by = f"1{order.direction}"
    branches = [
        f"select {key} from {listing.counted}{_where([f'{column} = parent.value', *conditions])}"
        for column in listing.parents
    ]
    end_of_keys = f"order by {by} limit :each"
    keys = f"{' union all '.join(branches)} {end_of_keys}"
    pages = [f"({branch} order by {order.by} limit :each)" for branch in branches]
    keys_of_pages = keys if len(pages) == 1 else f"{' union all '.join(pages)} {end_of_keys}"
    select = f"{_selected(listing, order, 'parent.value', cursors=cursors)} from each :parents as parent cross join"
    end = f"order by {order.by} limit :most"
    return compiled(
        f"{select} {listing.tables} where {key} in ({keys}) {end}",
        f"{select} lateral ({keys_of_pages}) keys cross join {listing.tables} where {key} = keys.id {end}",
    )


def _selected(listing: Listing[R], order: Order, parent: str, *, cursors: bool) -> str:
    of_cursors = "".join(f"{column}, " for column, _ in order.columns) if cursors else ""
    return f"select {listing.columns}, {of_cursors}{parent}"


def _where(conditions: Sequence[str]) -> str:
    return f" where {' and '.join(conditions)}" if conditions else ""


def total_counts(listing: Listing[R], parents: Sequence[int]) -> Program[dict[int, int]]:
    """Return how many rows each parent's list has in all."""
    arguments = dict(listing.arguments)
    if listing.parents:
        arguments["parents"] = list(dict.fromkeys(parents))
        counts = " + ".join(
            f"(select count(*) from {listing.counted}{_where([f'{column} = parent.value', *listing.conditions])})"
            for column in listing.parents
        )
        text = f"select parent.value, {counts} from each :parents as parent"
    else:
        text = f"select 0, count(*) from {listing.counted}{_where(listing.conditions)}"
    raw = yield Query(compiled(text), **arguments)
    return {row[0]: row[1] for row in raw}


def rows_passed(listing: Listing[R], parents: Sequence[int], rows_max: int) -> Program[int]:
    """Return how many rows are read to filter, count or add up a list of these parents, ``rows_max`` if it is more.

    Each parent counts as a row. What an index leads to is all that is read; of tables that are searched, all rows are.
    """
    conditions = [each for each in listing.conditions if each not in listing.filters]
    at_most = "select count(*) from ({} limit :rows_max) p"
    tables = [f"select 1 from {each}" for each in listing.searched]
    if listing.parents:
        parents = list(dict.fromkeys(parents))
        of_parents = f"select 1 from each :parents as parent cross join {listing.counted}"
        own = " union all ".join(
            f"{of_parents}{_where([f'{column} = parent.value', *conditions])}" for column in listing.parents
        )
    else:
        own = f"select 1 from {listing.counted}{_where(conditions)}"
    sql = compiled(f"select {' + '.join(f'({at_most.format(each)})' for each in [own, *tables])}")
    arguments = {**listing.arguments, "parents": parents, "rows_max": rows_max}
    ((rows,),) = yield Query(sql, **{name: arguments[name] for name in sql.names})
    return min(int(rows) + (len(parents) if listing.parents else 0), rows_max)
