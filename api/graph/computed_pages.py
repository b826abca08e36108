"""Connections whose rows no statement can page: they are computed for each parent, or the parent already has them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeAlias

from graphql import GraphQLObjectType

from api.graph.cursors import page_arguments
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import fill_pages
from api.graph.results import Page
from domain.queries.pages import Order, PageRows, Window, cut
from domain.store.program import Program

ComputeRows: TypeAlias = Callable[[Any, Mapping[str, Any]], Program[Sequence[Any]]]
"""Returns all rows of a parent, given the field's arguments."""


@dataclass(frozen=True, slots=True)
class ComputedPages:
    """A connection of computed rows, in ascending order of the one attribute that ``order`` names."""

    compute: ComputeRows
    order: Order

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Compute the rows of each parent, and show a page of them."""
        assert isinstance(plan.named_type, GraphQLObjectType)
        window = page_arguments(plan.arguments, self.order)
        selected = plan.below.of(plan.named_type)
        results = []
        for parent in level.rows:
            rows = yield from self.compute(parent, plan.arguments)
            parent.related[plan.key] = result = self._page(rows, window)
            results.append(result)
        below = level.beside(results)
        loading.count_values(selected, below)
        yield from fill_pages(loading, selected, below, level.rows)

    def _page(self, rows: Sequence[Any], window: Window) -> Page:
        ((attribute, _),) = self.order.columns
        key = attrgetter(attribute)
        found: PageRows[Any] = window.empty
        found.width = 1
        found.rows = [row for row in sorted(rows, key=key, reverse=window.is_backward) if _is_within(key(row), window)]
        found.selected = [(key(row), 0) for row in found.rows]
        cut(found, window)
        return Page(found, self.order, len(rows))


def _is_within(value: Any, window: Window) -> bool:
    after, before = window.after, window.before
    return (after is None or value > after[0]) and (before is None or value < before[0])


def at_hand(rows: Callable[[Any], Sequence[Any]]) -> ComputeRows:
    """Return what returns rows that the parent already has."""

    def compute(parent: Any, _arguments: Mapping[str, Any]) -> Program[Sequence[Any]]:
        yield from ()
        return rows(parent)

    return compute
