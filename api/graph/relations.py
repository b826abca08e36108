"""Relations, which load fields of the graph: one row by its id, the rows of a parent, pages of a list.

Each is declared beside its type, as ``related(…)``.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any, ClassVar, TypeAlias

from graphql import GraphQLObjectType

from api.graph.cursors import page_arguments
from api.graph.engine.selection import SelectedField, Selection
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.results import Page, PageEdge
from domain.queries.pages import ALL, Listing, Order, PageRows, page, rows_passed, total_counts, whole_counts
from domain.queries.sources import Attributes, ById, OfParent
from domain.store.program import Program
from domain.tables.attributes import attributes_read

ByIds: TypeAlias = Callable[[Collection[Any]], Program[Mapping[Any, Any]]]
CountOf: TypeAlias = Callable[[Listing[Any]], Program[int]]
PrepareListing: TypeAlias = Callable[[Loading, Mapping[str, Any]], tuple[Listing[Any], Order]]


Load: TypeAlias = Callable[[Loading, FieldPlan, Rows], Program[None]]

_NO_ROWS = frozenset({"totalCount", "totals", "__typename"})
"""The fields of a connection that none of its rows is read for."""
KEYS_BEYOND = 500
"""How many more keys are asked for at once than rows are left: not all of them lead to a row."""


@dataclass(frozen=True, slots=True)
class By:
    """A relation that one function loads; ``takes_long`` if its statements may take many seconds.

    ``replicated``: it may be read from a standby that has all that was acknowledged.
    """

    load: Load
    takes_long: bool = False
    replicated: bool = False


@dataclass(frozen=True, slots=True)
class Values:
    """A value of each row: ``of`` returns those of all rows, by id; ``missing`` is that of a row which has none."""

    of: Callable[[Sequence[Any]], Program[Mapping[int, Any]]]
    missing: Any = None

    def load(self, _loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Load as ``of`` does."""
        values = yield from self.of(level.rows)
        for row in level.rows:
            row.related[plan.key] = values.get(row.id, self.missing)


@dataclass(frozen=True, slots=True)
class One:
    """One row, or null, by an id that the parent has."""

    rows: ByIds
    key: Callable[[Any], int | None]

    @property
    def reads(self) -> Attributes:
        """See ``Relation``."""
        return attributes_read(self.key)

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Load by one statement for all parents; a row that several refer to is loaded once and counted for each."""
        yield from attach_by_key(loading, plan, level, self.rows, [self.key(row) for row in level.rows])


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows by a list of ids that the parent has, in its order; null for None, unknown ids left out."""

    rows: ByIds
    keys: Callable[[Any], Sequence[int | None]]
    length_max: int = 100
    """Payloads show the first rows of a long list, and its count."""

    @property
    def reads(self) -> Attributes:
        """See ``Relation``."""
        return attributes_read(self.keys)

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Load by one statement for all parents."""
        keys = {id(row): list(self.keys(row))[: self.length_max] for row in level.rows}
        wanted = {key for listed in keys.values() for key in listed if key is not None}
        rows = partly(self.rows, loading.attributes(plan.named_type, plan.below))
        found = yield from _within_budget(loading, rows, wanted)

        def rows_of(row: Any) -> list[Any]:
            return [None if key is None else found[key] for key in keys[id(row)] if key is None or key in found]

        yield from attach_each(loading, plan, level, rows_of)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Rows that the parent already has."""

    rows: Callable[[Any], list[Any]]

    @property
    def reads(self) -> Attributes:
        """See ``Relation``."""
        return attributes_read(self.rows)

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Load what is selected below them."""
        yield from attach_each(loading, plan, level, self.rows)


@dataclass(frozen=True, slots=True)
class Children:
    """All rows of a parent, in order."""

    rows: OfParent[Any]
    reads: ClassVar[Attributes] = frozenset({"id"})

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Load by one statement for all parents."""
        of: dict[int, list[Any]] = {row.id: [] for row in level.rows}
        parent = attrgetter(self.rows.parent)
        children = yield from self.rows(of, loading.left_rows, loading.attributes(plan.named_type, plan.below))
        for child in children:
            of[parent(child)].append(child)
        for row in level.rows:
            row.related[plan.key] = of[row.id]
        below = level.below_each([of[row.id] for row in level.rows])
        loading.count_rows(below)
        yield from loading.fill(plan.named_type, plan.below, below)


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals of a list: ``read`` reads them, ``count`` returns of how many rows they are."""

    read: Callable[[Listing[Any]], Program[Sequence[Any]]]
    count: Callable[[Sequence[Any]], int]


@dataclass(frozen=True, slots=True)
class Paged:
    """A connection: a keyset page of a list for each parent, and how many there are in all when that is asked for.

    ``counterpart`` is for reconciliations that stand at one of their two sides; elsewhere they have none. ``count`` counts a
    list without parents if something quicker than counting its rows is known. ``before`` is the argument that takes the
    cursor before which a page ends.
    """

    prepare: PrepareListing
    counterpart: "Counterpart | None" = None
    totals: "Totals | None" = None
    count: CountOf | None = None
    before: str = "before"
    reads: ClassVar[Attributes] = frozenset({"id"})

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Load by one statement for the pages of all parents, one more for ``totalCount``, and one for ``totals``.

        Pages that show the whole of their lists tell how many rows these have, and so do totals.
        """
        assert isinstance(plan.named_type, GraphQLObjectType)
        listing, order = self.prepare(loading, plan.arguments)
        window = page_arguments(plan.arguments, order, self.before)
        parents = [row.id for row in level.rows] if listing.parents else [ALL]
        selected = plan.below.of(plan.named_type)
        pages: Mapping[int, PageRows[Any]] = {}
        whole: Mapping[int, int] | None = None
        has_rows = any(each.name not in _NO_ROWS for each in selected.fields)
        count_pass = partial(loading.budget.count_passes, listing.weight, partial(rows_passed, listing, parents))
        if has_rows:
            if passes_all(listing, order):
                yield from count_pass()
            reading = listing.reading(self._attributes(loading, selected) if loading.partly else None)
            with_cursors = _shows_cursors(selected)
            rows_max = loading.left_rows
            pages = yield from page(reading, order, parents, window, rows_max, cursors=with_cursors)
            loading.budget.count_rows(sum(each.left_out for each in pages.values()))
            whole = whole_counts(pages, window, rows_max)
        totals: Sequence[Any] = ()
        if self.totals is not None and "totals" in selected:
            if not listing.has_stored_sums:
                yield from count_pass()
            totals = yield from self.totals.read(listing)
            whole = {ALL: self.totals.count(totals)}
        counts: Mapping[int, int] = whole or {}
        if whole is None and "totalCount" in selected:
            if not listing.has_stored_sums:
                yield from count_pass()
            counts = yield from self._counts(listing, parents)
        results = []
        for row in level.rows:
            parent = row.id if listing.parents else ALL
            result = Page(pages.get(parent) or window.empty, order, counts.get(parent, 0), {})
            row.related[plan.key] = result
            results.append(result)
        below = level.beside(results)
        loading.count_values(selected, below)
        held = Loaded(lambda _page: [copy(each) for each in totals])
        for each in selected.named("totals"):
            yield from held.load(loading, FieldPlan(each.key, held, {}, each.named_type, each.below), below)
        yield from fill_pages(loading, selected, below, level.rows, self.counterpart)

    def _counts(self, listing: Listing[Any], parents: Sequence[int]) -> Program[Mapping[int, int]]:
        if self.count is None:
            return (yield from total_counts(listing, parents))
        return {ALL: (yield from self.count(listing))}

    def _attributes(self, loading: Loading, connection: Selection) -> Attributes:
        """Return the attributes that must be read of the page's rows; None for all."""
        if "attributes of rows" not in connection.notes:
            connection.notes["attributes of rows"] = self._attributes_of_rows(loading, connection)
        found: Attributes = connection.notes["attributes of rows"]
        return found

    def _attributes_of_rows(self, loading: Loading, connection: Selection) -> Attributes:
        found = frozenset[str]()
        for each in connection.fields:
            selected = [each] if each.name == "nodes" else []
            if each.name == "edges":
                assert isinstance(each.named_type, GraphQLObjectType)
                edge = each.below.of(each.named_type)
                selected = list(edge.named("node"))
                if self.counterpart is not None and "counterpart" in edge:
                    found |= self.counterpart.reads
            for nodes in selected:
                attributes = loading.attributes(nodes.named_type, nodes.below)
                if attributes is None:
                    return None
                found |= attributes
        return found


def passes_all(listing: Listing[Any], order: Order) -> bool:
    """Return True if a page of the list in that order may read all of it."""
    return bool(listing.filters) or not order.indexed


def always(listing: Listing[Any], order: Order) -> PrepareListing:
    """Return what prepares a list that no argument changes, for ``Paged``."""
    return lambda _loading, _arguments: (listing, order)


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The other side of a reconciliation, seen from the item or transaction whose page it is on."""

    rows: ByIds
    key: Callable[[Any, Any], int | None]
    reads: frozenset[str]
    """What ``key`` reads of a reconciliation."""
    expression: str
    """``key`` as SQL about a reconciliation ``r`` and ``{parent}``, the parent's id."""

    def load(self, loading: Loading, selected: SelectedField, edges: Rows, parents: Sequence[Any]) -> Program[None]:
        """Load by one statement for all edges, each of which stands on the page of the parent at its place."""
        keys = [self.key(parent, edge.node) for parent, edge in zip(parents, edges.rows, strict=True)]
        yield from attach_by_key(loading, selected, edges, self.rows, keys)


def fill_pages(
    loading: Loading,
    connection: Selection,
    pages: Rows,
    parents: Sequence[Any],
    counterpart: "Counterpart | None" = None,
) -> Program[None]:
    """Load what is selected of the rows of pages, which are in memory; ``parents`` are those of the pages, in order."""
    used = False
    for each in connection.fields:
        if each.name not in {"nodes", "edges"}:
            continue
        for result in pages.rows:
            rows = [copy(row) for row in result.found.rows] if used else result.found.rows
            if each.name == "nodes":
                result.related[each.key] = rows
            else:
                found, order = result.found, result.order
                result.related[each.key] = [PageEdge(node, index, found, order, {}) for index, node in enumerate(rows)]
        used = True
        below = pages.below_each([result.related[each.key] for result in pages.rows])
        loading.count_rows(below)
        child_type = each.named_type
        if each.name == "nodes":
            yield from loading.fill(child_type, each.below, below)
        else:
            assert isinstance(child_type, GraphQLObjectType)
            of_each = zip(parents, pages.rows, strict=True)
            parents_of_edges = [parent for parent, result in of_each for _ in result.found.rows]
            edges = each.below.of(child_type)
            yield from _fill_edges(loading, edges, below, parents_of_edges, counterpart)


def _fill_edges(
    loading: Loading, selected: Selection, edges: Rows, parents: Sequence[Any], counterpart: "Counterpart | None"
) -> Program[None]:
    loading.count_values(selected, edges)
    used = False
    for each in selected.fields:
        if each.name == "node":
            shown = [copy(edge.node) for edge in edges.rows] if used else [edge.node for edge in edges.rows]
            for edge, node in zip(edges.rows, shown, strict=True):
                edge.related[each.key] = node
            nodes = edges.beside(shown)
            if used:  # the first is the row that was counted for its edge
                loading.count_rows(nodes)
            used = True
            yield from loading.fill(each.named_type, each.below, nodes)
        elif each.name == "counterpart" and counterpart is None:
            for edge in edges.rows:
                edge.related[each.key] = None
        elif each.name == "counterpart":
            assert counterpart is not None
            yield from counterpart.load(loading, each, edges, parents)


def _shows_cursors(connection: Selection) -> bool:
    """Return whether anything that is selected of a connection has a cursor."""
    found: bool | None = connection.notes.get("cursors")
    if found is None:
        found = connection.notes["cursors"] = "pageInfo" in connection or any(
            isinstance(each.named_type, GraphQLObjectType) and "cursor" in each.below.of(each.named_type)
            for each in connection.named("edges")
        )
    return found


def attach(loading: Loading, plan: FieldPlan, level: Rows, found: Any) -> Program[None]:
    """Attach the same to all rows of a level: a row, null, or a list; load what is selected below."""
    for row in level.rows:
        row.related[plan.key] = found
    below = Rows(found if isinstance(found, list) else [] if found is None else [found])
    loading.count_rows(below)
    yield from loading.fill(plan.named_type, plan.below, below)


def attach_by_key(
    loading: Loading, selected: FieldPlan | SelectedField, level: Rows, rows: ByIds, keys: Sequence[Any]
) -> Program[None]:
    """Attach to the rows of a level, in order, the row that each key is of, or null; by one statement for all."""
    rows = partly(rows, loading.attributes(selected.named_type, selected.below))
    found: Mapping[Any, Any] = yield from _within_budget(loading, rows, {key for key in keys if key is not None})
    picked = [found.get(key) for key in keys]
    for row, child in zip(level.rows, picked, strict=True):
        row.related[selected.key] = child
    below = level.below_one(picked)
    loading.count_rows(below)
    yield from loading.fill(selected.named_type, selected.below, below)


def partly(rows: ByIds, attributes: Attributes) -> ByIds:
    """Return a loader that reads only these attributes, if it can."""
    return partial(rows, attributes=attributes) if attributes is not None and isinstance(rows, ById) else rows


def attach_each(loading: Loading, plan: FieldPlan, level: Rows, pick: Callable[[Any], Any]) -> Program[None]:
    """Attach to each row of a level what ``pick`` returns for it: a row, null, or a list; load what is selected below."""
    children: list[tuple[Any, Any]] = []
    for row in level.rows:
        row.related[plan.key] = picked = pick(row)
        of_one = picked if isinstance(picked, list) else [picked]
        children += [(row, child) for child in of_one if child is not None]
    below = level.below(children)
    loading.count_rows(below)
    yield from loading.fill(plan.named_type, plan.below, below)


def rows_by_parent(find: Callable[[Collection[int], int], Program[Mapping[int, Sequence[Any]]]]) -> By:
    """Return a relation of lists that ``find`` loads for all parents by one statement: by their ids, and at most so many."""

    def load(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        found = yield from find([row.id for row in level.rows], loading.left_rows)
        yield from attach_each(loading, plan, level, lambda row: [copy(each) for each in found.get(row.id, ())])

    return By(load)


def _within_budget(loading: Loading, rows: ByIds, keys: Collection[int]) -> Program[Mapping[int, Any]]:
    """Return rows by id, asked for only while the budget allows as many; some keys lead to no row."""
    listed, found = list(keys), dict[Any, Any]()
    at_once = loading.left_rows + KEYS_BEYOND
    for start in range(0, len(listed), at_once):
        found |= yield from rows(listed[start : start + at_once])
        if len(found) > loading.left_rows:
            loading.count_rows(Rows([None] * len(found)))
    return found
