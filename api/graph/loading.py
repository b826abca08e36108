"""Loading what an operation selects: walks selections level by level, within the budget of rows and values."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from graphql import (
    FieldNode,
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
from api.graph.budget import Budget, values_of_name, values_of_texts
from domain.permissions import Principal
from domain.store.steps import Steps


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


class LongRelation:
    """A relation whose statements may take many seconds: an operation that selects it waits for a turn of its own."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where an operation runs: when, on which database, in whose time zone; who helps, and what a request may hold."""

    now: int
    dialect: str
    time_zone: str
    support_contact: str | None
    max_body_bytes: int


@dataclass(slots=True)
class Loading:
    """One operation's loading: its selection, who asks, and what it has taken of its budget."""

    schema: GraphQLSchema
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    variables: VariableValues
    principal: Principal
    today: date
    surroundings: Surroundings
    budget: Budget = field(default_factory=Budget)

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
        budget: Budget,
    ) -> "Loading":
        """The loading of one operation of a document."""
        named = {fragment.name.value: FragmentDetails(fragment) for fragment in fragments}
        return cls(schema, operation, named, variables, principal, today, surroundings, budget)

    @property
    def left_rows(self) -> int:
        """How many rows the answer may still take."""
        return self.budget.most_rows - self.budget.rows

    def take(self, level: Level) -> None:
        """Counts a level's rows; raises QUERY_TOO_COMPLEX beyond the budget."""
        self.budget.take_rows(level.total)

    def take_values(self, object_type: GraphQLObjectType, grouped: dict[str, list[FieldDetails]], level: Level) -> None:
        """Counts the fields selected of a level's rows, those of objects that are parts of a row included.

        What hangs below a row by a relation is counted by its own level. Raises QUERY_TOO_COMPLEX beyond the budget.
        """
        self.budget.take_values(level.total * sum(map(values_of_name, grouped)))
        named = Counter(details[0].node.name.value for details in grouped.values())
        for name, times in named.items():
            text = _extension(object_type, name, "text")
            if text is not None:
                self.budget.take_values(times * values_of_texts(text, level.rows, level.weight))
        for details in grouped.values():
            parts = _extension(object_type, details[0].node.name.value, "parts")
            if parts is not None:
                below = level.below((row, part) for row in level.rows for part in parts(row))
                named_type = get_named_type(object_type.fields[details[0].node.name.value].type)
                assert isinstance(named_type, GraphQLObjectType)
                self.take_values(named_type, self.fields_below(named_type, details), below)

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
            relation = _extension(object_type, details[0].node.name.value, "relation")
            if relation is not None:
                definition = object_type.fields[details[0].node.name.value]
                arguments = get_argument_values(definition, details[0].node, self.variables)
                _refuse_unstorable(arguments, details[0].node)
                found.append(Want(key, relation, arguments, get_named_type(definition.type), details))
        return found

    def fill(self, named_type: GraphQLNamedType, details: list[FieldDetails], level: Level) -> Steps[None]:
        """Loads all that is selected below the rows of one type."""
        if not level.rows or not isinstance(named_type, GraphQLObjectType):
            return
        grouped = self.fields_below(named_type, details)
        self.take_values(named_type, grouped, level)
        yield from self.fill_wants(self.wants(named_type, grouped), level)

    def fill_wants(self, wants: list[Want], level: Level) -> Steps[None]:
        """Loads fields below rows, one after the other."""
        if wants:
            for row in level.rows:
                row.related = {}
        for want in wants:
            yield from want.relation.load(self, want, level)


def _refuse_unstorable(arguments: dict[str, Any], field_node: FieldNode) -> None:
    """Raises BAD_USER_INPUT for a text with U+0000: nothing stored has it, and PostgreSQL cannot even be asked for it."""
    for name, value in arguments.items():
        if _is_unstorable(value):
            message = f"`{name}` holds the character U+0000, which nothing that is stored has."
            raise failure(Code.BAD_USER_INPUT, message, field_node)


def _is_unstorable(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(map(_is_unstorable, value.values()))
    return isinstance(value, list) and any(map(_is_unstorable, value))


def _extension(object_type: GraphQLObjectType, field_name: str, key: str) -> Any:
    """What ``wiring.py`` noted at a field, None where it noted nothing, as at ``__typename``."""
    definition = object_type.fields.get(field_name)
    return (definition.extensions or {}).get(key) if definition is not None else None
