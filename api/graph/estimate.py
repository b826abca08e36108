"""What an operation may cost, found from its text and variables alone, before anything is read (``budget.py``).

A list counts as long as its ``first`` or ``last``; one that takes neither as ``LIST_ROWS``, or ``LIST_ROWS_EACH`` for each
of several rows that have it. Texts count as short ones.
"""

from typing import Any

from graphql import (
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_nullable_type,
)

from api.graph.budget import ROW_BUDGET, VALUE_BUDGET, values_of_name
from api.graph.cursors import DEFAULT_FIRST, asked_length
from api.graph.engine.selection import SelectedField, Selection
from api.graph.loading import RELATION
from api.graph.request import GraphQLRequest

LIST_ROWS = 100
"""How long a list counts that takes no ``first`` and is there once, such as the rows of a report."""
LIST_ROWS_EACH = 20
"""The same of a list that many rows have, such as the items of invoices."""
JSON_VALUES = 40
"""How much a field of JSON counts, such as a record before a change; each of the record's fields counts when it is sent."""
COUNTED_WORK = frozenset({"suggestions", "suggestionQuality", "file"})
"""Fields that count what is read for them as rows, which no text shows: they may take all that there is."""
_OWN_ROWS = frozenset({"nodes", "edges"})


def estimated_cost(schema: GraphQLSchema, request: GraphQLRequest) -> dict[str, int]:
    """Return the rows and values that an operation may come to, and the limits, in the form of ``Budget.cost``.

    It stops counting beyond the limits, as the operation would. Raises what is wrong with an argument.
    """
    estimate = _Estimate(schema, request)
    estimate.add(request.variants.of(request.operation, request.values).root, 1, 0)
    return {
        "rows": min(estimate.rows, ROW_BUDGET + 1),
        "limit": ROW_BUDGET,
        "values": min(estimate.values, VALUE_BUDGET + 1),
        "valueLimit": VALUE_BUDGET,
    }


class _Estimate:
    def __init__(self, schema: GraphQLSchema, request: GraphQLRequest) -> None:
        self._schema, self._request = schema, request
        self.rows = self.values = 0

    def add(self, selection: Selection, parents: int, page: int) -> None:
        """Add what is selected of so many objects; ``page`` is how many rows each has, where it is a connection."""
        self.values += parents * sum(
            values_of_name(each.key) + (JSON_VALUES if each.named_type.name == "JSON" else 0)
            for each in selection.fields
        )
        for each in selection.fields:
            if each.definition is None or self.rows > ROW_BUDGET or self.values > VALUE_BUDGET:
                continue
            if each.name in COUNTED_WORK:
                self.rows += ROW_BUDGET
            size, below_page = self._size(each, parents, page)
            is_row = each.name in _OWN_ROWS if page else RELATION in (each.definition.extensions or {})
            if is_row and not below_page and each.named_type is not self._schema.query_type:
                self.rows += parents * size
            types = self._object_types(each)
            if not types:
                continue
            counted = [self._of(each.below.of(type_), parents * size, below_page) for type_ in types]
            self.rows = max(rows for rows, _ in counted)
            self.values = max(values for _, values in counted)

    def _of(self, selection: Selection, parents: int, page: int) -> tuple[int, int]:
        """Return the counts with a selection, which may be one of several that an interface has."""
        before = self.rows, self.values
        self.add(selection, parents, page)
        counted = self.rows, self.values
        self.rows, self.values = before
        return counted

    def _size(self, each: SelectedField, parents: int, page: int) -> tuple[int, int]:
        """Return how many objects a field has for each parent, and how many rows each of these has."""
        assert each.definition is not None
        arguments: dict[str, Any] = each.arguments(self._request.values)
        if not _is_list(each):
            relation = (each.definition.extensions or {}).get(RELATION)
            default = getattr(relation, "default_length", DEFAULT_FIRST)
            return 1, (asked_length(arguments, default) or 1 if "first" in each.definition.args else 0)
        if page:
            return page, 0
        return int(arguments.get("first") or (LIST_ROWS if parents == 1 else LIST_ROWS_EACH)), 0

    def _object_types(self, each: SelectedField) -> list[GraphQLObjectType]:
        named = each.named_type
        if isinstance(named, GraphQLInterfaceType | GraphQLUnionType):
            return list(self._schema.get_possible_types(named))
        return [named] if isinstance(named, GraphQLObjectType) else []


def _is_list(each: SelectedField) -> bool:
    assert each.definition is not None
    return isinstance(get_nullable_type(each.definition.type), GraphQLList)
