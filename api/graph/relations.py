"""What fields of the graph are in the database: one row by its id, many rows of a parent, pages of a list.

Each is declared beside its type, as ``related(…)``, and serves the plain resolvers as it will serve a compiled executor.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Never, TypeAlias

from graphql import GraphQLObjectType, get_named_type
from graphql.execution.collect_fields import FieldDetails

from api.graph.cursors import page_arguments
from api.graph.loading import Level, Loading, Want
from api.graph.results import Edge, Page
from domain.queries.pages import ALL, Listing, Order, PageRows, page, totals
from domain.store.steps import Steps

ByIds: TypeAlias = Callable[[Collection[int]], Steps[Mapping[int, Any]]]
OfParents: TypeAlias = Callable[[Collection[int], int], Steps[Sequence[Any]]]
TotalsOf: TypeAlias = Callable[[Listing[Any]], Steps[Sequence[Any]]]
Prepare: TypeAlias = Callable[[Loading, Mapping[str, Any]], tuple[Listing[Any], Order]]


def answered_by_plan() -> Never:
    """The body of a resolver that only declares its arguments: ``wiring.py`` puts the loaded value in its place."""
    raise AssertionError


@dataclass(frozen=True, slots=True)
class One:
    """One row by an id that stands on the parent (or none)."""

    rows: ByIds
    key: Callable[[Any], int | None]

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement for all parents; a row that several refer to is loaded once and counted for each."""
        keys = [(row, self.key(row)) for row in level.rows]
        found = yield from _within_budget(loading, self.rows, {key for _, key in keys if key is not None})
        pairs = []
        for row, key in keys:
            child = found.get(key) if key is not None else None
            row.related[want.key] = child
            if child is not None:
                pairs.append((row, child))
        below = level.below(pairs)
        loading.take(below)
        yield from loading.fill(want.type, want.details, below)


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows by a list of ids that stands on the parent, in its order; null for None, ids that are not there left out."""

    rows: ByIds
    keys: Callable[[Any], Sequence[int | None]]
    most: int = 100
    """Payloads show the first of a long list, beside its count."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement for all parents."""
        wanted = [(row, list(self.keys(row))[: self.most]) for row in level.rows]
        ids = {key for _, keys in wanted for key in keys if key is not None}
        found = yield from _within_budget(loading, self.rows, ids)
        for row, keys in wanted:
            row.related[want.key] = [None if key is None else found[key] for key in keys if key is None or key in found]
        below = level.below((row, child) for row, _ in wanted for child in row.related[want.key] if child is not None)
        loading.take(below)
        yield from loading.fill(want.type, want.details, below)


@dataclass(frozen=True, slots=True)
class Held:
    """Rows that stand on the parent already."""

    rows: Callable[[Any], Sequence[Any]]

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """Loads what is selected below them."""
        for row in level.rows:
            row.related[want.key] = self.rows(row)
        below = level.below((row, child) for row in level.rows for child in row.related[want.key])
        loading.take(below)
        yield from loading.fill(want.type, want.details, below)


@dataclass(frozen=True, slots=True)
class Many:
    """All rows of a parent, in order."""

    rows: OfParents
    parent: Callable[[Any], int]

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement for all parents."""
        of: dict[int, list[Any]] = {row.id: [] for row in level.rows}
        for child in (yield from self.rows(of, loading.left_rows)):
            of[self.parent(child)].append(child)
        for row in level.rows:
            row.related[want.key] = of[row.id]
        below = level.below((row, child) for row in level.rows for child in of[row.id])
        loading.take(below)
        yield from loading.fill(want.type, want.details, below)


@dataclass(frozen=True, slots=True)
class Paged:
    """A connection: a keyset page of a list for each parent, and how many there are in all when that is asked for."""

    prepare: Prepare
    counterpart: "Counterpart | None" = None
    totals: TotalsOf | None = None

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement for the pages of all parents, one more for ``totalCount``, and one for ``totals``."""
        assert isinstance(want.type, GraphQLObjectType)
        listing, order = self.prepare(loading, want.arguments)
        first, after = page_arguments(want.arguments, order)
        parents = [row.id for row in level.rows] if listing.parents else [ALL]
        selected = loading.fields_below(want.type, want.details)
        names = {details[0].node.name.value for details in selected.values()}
        pages: Mapping[int, PageRows[Any]] = {}
        if names - {"totalCount", "totals", "__typename"}:
            pages = yield from page(listing, order, parents, first, after, loading.left_rows)
        counts: Mapping[int, int] = {}
        if "totalCount" in names:
            counts = yield from totals(listing, parents)
        results = []
        for row in level.rows:
            parent = row.id if listing.parents else ALL
            result = Page(pages.get(parent) or PageRows(), order, after is not None, counts.get(parent, 0), row)
            row.related[want.key] = result
            results.append(result)
        below = Level(results, _weights(level, results))
        loading.take_values(want.type, selected, below)
        if "totals" in names:
            yield from self._fill_totals(loading, want.type, selected, below, listing)
        yield from self._fill_pages(loading, want.type, selected, below)

    def _fill_totals(
        self,
        loading: Loading,
        connection: GraphQLObjectType,
        selected: dict[str, list[FieldDetails]],
        pages: Level,
        listing: Listing[Any],
    ) -> Steps[None]:
        assert self.totals is not None, "only a connection that has totals declares them"
        found = yield from self.totals(listing)
        for key, details in selected.items():
            if details[0].node.name.value == "totals":
                named = get_named_type(connection.fields["totals"].type)
                held = Held(lambda _page: [copy(each) for each in found])
                yield from held.load(loading, Want(key, held, {}, named, details), pages)

    def _fill_pages(
        self, loading: Loading, connection: GraphQLObjectType, selected: dict[str, list[FieldDetails]], pages: Level
    ) -> Steps[None]:
        used = False
        for key, details in selected.items():
            name = details[0].node.name.value
            if name not in {"nodes", "edges"}:
                continue
            for result in pages.rows:
                rows = [copy(row) for row in result.rows] if used else result.rows
                if name == "nodes":
                    result.related[key] = rows
                else:
                    result.related[key] = [Edge(result, node, index) for index, node in enumerate(rows)]
            used = True
            below = pages.below((result, each) for result in pages.rows for each in result.related[key])
            loading.take(below)
            child_type = get_named_type(connection.fields[name].type)
            if name == "nodes":
                yield from loading.fill(child_type, details, below)
            else:
                assert isinstance(child_type, GraphQLObjectType)
                yield from self._fill_edges(loading, child_type, details, below)

    def _fill_edges(
        self, loading: Loading, edge_type: GraphQLObjectType, details: list[FieldDetails], edges: Level
    ) -> Steps[None]:
        grouped = loading.fields_below(edge_type, details)
        loading.take_values(edge_type, grouped, edges)
        used = False
        for key, below_details in grouped.items():
            name = below_details[0].node.name.value
            if name == "node":
                for edge in edges.rows:
                    edge.related[key] = copy(edge.node) if used else edge.node
                nodes = edges.below((edge, edge.related[key]) for edge in edges.rows)
                if used:  # the first is the row that was counted for its edge
                    loading.take(nodes)
                used = True
                yield from loading.fill(get_named_type(edge_type.fields[name].type), below_details, nodes)
            elif name == "counterpart":
                assert self.counterpart is not None
                named = get_named_type(edge_type.fields[name].type)
                yield from self.counterpart.load(loading, Want(key, self.counterpart, {}, named, below_details), edges)


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The other side of a reconciliation, seen from the item or transaction whose page it stands on."""

    rows: ByIds
    key: Callable[[Any, Any], int | None]

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement for all edges."""
        other = One(self.rows, lambda edge: self.key(edge.page.parent, edge.node))
        yield from other.load(loading, want, level)


def hang(loading: Loading, want: Want, level: Level, child: Any) -> Steps[None]:
    """Hangs one row, or null, below all rows of a level, and loads what is selected of it."""
    for row in level.rows:
        row.related[want.key] = child
    if child is not None:
        below = Level([child])
        loading.take(below)
        yield from loading.fill(want.type, want.details, below)


def _within_budget(loading: Loading, rows: ByIds, keys: Collection[int]) -> Steps[Mapping[int, Any]]:
    """Rows by id, asked for only while the budget allows as many."""
    if not keys:
        return {}
    if len(keys) > loading.left_rows:
        loading.take(Level([None] * len(keys)))
    return (yield from rows(keys))


def _weights(level: Level, results: Sequence[Page]) -> dict[int, int] | None:
    if level.weights is None:
        return None
    return {id(result): level.weight(result.parent) for result in results}
