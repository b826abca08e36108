"""Loading what an operation selects: walks selections level by level, within the row budget."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from graphql import (
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
)
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues, get_argument_values
from graphql.language import FragmentDefinitionNode

from api.errors import Code, failure
from domain.permissions import Principal
from domain.store.steps import Steps

ROW_BUDGET = 10_000
"""Rows that one answer may hold. The largest page anybody reads has 1,000; exports page through the rest."""


@dataclass(slots=True)
class Level:
    """The rows of one level of the answer. ``weights`` tell how often each row stands in the answer, by ``id()``."""

    rows: list[Any]
    weights: dict[int, int] | None = None

    @property
    def total(self) -> int:
        """How many rows the answer has at this level."""
        return len(self.rows) if self.weights is None else sum(self.weights[id(row)] for row in self.rows)

    def weight(self, row: object) -> int:
        """How often a row stands in the answer."""
        return 1 if self.weights is None else self.weights[id(row)]

    def below(self, children: Iterable[tuple[Any, Any]]) -> "Level":
        """The level of ``children``, given as pairs of parent and child; a child of several parents counts for each."""
        weights: dict[int, int] = {}
        rows: dict[int, Any] = {}
        for parent, child in children:
            key = id(child)
            rows[key] = child
            weights[key] = weights.get(key, 0) + self.weight(parent)
        return Level(list(rows.values()), weights)


@dataclass(frozen=True, slots=True)
class Want:
    """A selected field that must be loaded."""

    key: str
    relation: "Relation"
    arguments: dict[str, Any]
    type: GraphQLNamedType
    details: list[FieldDetails]


class Relation(Protocol):
    """What a field is in the database; hangs what it loads below each row, as ``row.related[want.key]``."""

    def load(self, loading: "Loading", want: Want, level: Level) -> Steps[None]:
        """Loads the field for all rows of a level, by a fixed number of statements."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where an operation runs: at what instant, on which database, and whom people can ask for help."""

    now: int
    dialect: str
    support_contact: str | None


@dataclass(slots=True)
class Loading:
    """One operation's loading: its selection, who asks, and how many rows it may still take."""

    schema: GraphQLSchema
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    variables: VariableValues
    principal: Principal
    today: date
    surroundings: Surroundings
    used_rows: int = 0

    @classmethod
    def of(
        cls,
        schema: GraphQLSchema,
        operation: OperationDefinitionNode,
        fragments: Iterable[FragmentDefinitionNode],
        variables: VariableValues,
        principal: Principal,
        today: date,
        surroundings: Surroundings,
    ) -> "Loading":
        """The loading of one operation of a document."""
        named = {fragment.name.value: FragmentDetails(fragment) for fragment in fragments}
        return cls(schema, operation, named, variables, principal, today, surroundings)

    @property
    def left_rows(self) -> int:
        """How many rows the answer may still take."""
        return ROW_BUDGET - self.used_rows

    def take(self, level: Level) -> None:
        """Counts a level's rows; raises QUERY_TOO_COMPLEX beyond the budget."""
        self.take_rows(level.total)

    def take_rows(self, rows: int) -> None:
        """Counts rows, or work that is worth as many; raises QUERY_TOO_COMPLEX beyond the budget."""
        self.used_rows += rows
        if self.used_rows > ROW_BUDGET:
            message = (
                f"This asks for more than {ROW_BUDGET:,} rows in one answer. Ask for smaller pages (`first`) or fewer "
                "levels, and page on with `after`."
            )
            raise failure(Code.QUERY_TOO_COMPLEX, message, limit=ROW_BUDGET)

    def root_fields(self, root: GraphQLObjectType) -> dict[str, list[FieldDetails]]:
        """The operation's own fields, by response key."""
        return collect_fields(self.schema, self.fragments, self.variables, root, self.operation).grouped_field_set

    def fields_below(
        self, object_type: GraphQLObjectType, details: list[FieldDetails]
    ) -> dict[str, list[FieldDetails]]:
        """What is selected of an object, by response key."""
        collected = collect_subfields(self.schema, self.fragments, self.variables, self.operation, object_type, details)
        return collected.grouped_field_set

    def wants(self, object_type: GraphQLObjectType, grouped: dict[str, list[FieldDetails]]) -> list[Want]:
        """Those selected fields that must be loaded; the others are attributes of the row."""
        found = []
        for key, details in grouped.items():
            definition = object_type.fields.get(details[0].node.name.value)
            relation = (definition.extensions or {}).get("relation") if definition is not None else None
            if definition is not None and relation is not None:
                arguments = get_argument_values(definition, details[0].node, self.variables)
                found.append(Want(key, relation, arguments, get_named_type(definition.type), details))
        return found

    def fill(self, named_type: GraphQLNamedType, details: list[FieldDetails], level: Level) -> Steps[None]:
        """Loads all that is selected below the rows of one type."""
        if not level.rows or not isinstance(named_type, GraphQLObjectType):
            return
        wants = self.wants(named_type, self.fields_below(named_type, details))
        yield from self.fill_wants(wants, level)

    def fill_wants(self, wants: list[Want], level: Level) -> Steps[None]:
        """Loads fields below rows, one after the other."""
        if wants:
            for row in level.rows:
                row.related = {}
        for want in wants:
            yield from want.relation.load(self, want, level)
