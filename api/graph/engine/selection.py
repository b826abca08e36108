"""What an operation selects of each type, found once for a document and used by all its requests."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    ValueNode,
    VariableNode,
    get_named_type,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues, get_argument_values
from graphql.language import DirectiveNode, Visitor, visit

CONDITIONAL = frozenset({"skip", "include"})
VARIANTS_MAX = 4
"""How many variants of an operation are kept, each for other values of the variables that include or skip fields."""


class SelectedField:
    """A field of a selection. ``definition`` is None for ``__typename`` and for what asks for the schema itself.

    ``named_type`` is the type of its value, without lists and non-null. ``constant`` is for whoever has looked at arguments
    that no variable changes (``has_variables``) to keep them, and ``notes`` for what is found of the field.
    """

    __slots__ = ("below", "constant", "definition", "has_variables", "key", "name", "named_type", "nodes", "notes")

    def __init__(
        self, key: str, name: str, nodes: tuple[FieldNode, ...], definition: GraphQLField | None, below: "Below"
    ) -> None:
        self.key, self.name, self.nodes, self.definition, self.below = key, name, nodes, definition, below
        self.named_type: GraphQLNamedType = get_named_type(definition.type) if definition is not None else GraphQLString
        self.has_variables = any(has_variable(each.value) for each in nodes[0].arguments or ())
        self.constant: dict[str, Any] | None = None
        self.notes: dict[str, Any] = {}

    def arguments(self, variables: VariableValues) -> dict[str, Any]:
        """Return its arguments' values, defaults filled in. Raises ``GraphQLError`` for what its type does not take."""
        assert self.definition is not None
        if not self.definition.args:
            return {}
        return get_argument_values(self.definition, self.nodes[0], variables)


@dataclass(slots=True, eq=False)
class Selection:
    """The fields selected of the objects of one type, in the order of the answer.

    ``notes`` is for whoever reads the selection to keep what it has found of it, by a name of its own.
    """

    type: GraphQLObjectType
    fields: tuple[SelectedField, ...]
    notes: dict[str, Any] = field(default_factory=dict)

    def named(self, name: str) -> Iterator[SelectedField]:
        """Yield the fields with a name, under whatever names they have in the answer."""
        return (each for each in self.fields if each.name == name)

    def by_key(self, key: str) -> SelectedField:
        """Return the field with a name in the answer."""
        return next(each for each in self.fields if each.key == key)

    def __contains__(self, name: str) -> bool:
        return any(each.name == name for each in self.fields)


class Below:
    """What is selected below a field, by the type that its object turns out to have."""

    __slots__ = ("_collecting", "_details", "_of")

    def __init__(self, collecting: "_Collecting", details: list[FieldDetails]) -> None:
        self._collecting = collecting
        self._details = details
        self._of: dict[str, Selection] = {}

    def of(self, object_type: GraphQLObjectType) -> Selection:
        """Return what is selected of an object of this type."""
        found = self._of.get(object_type.name)
        if found is None:
            found = self._of[object_type.name] = self._collecting.below(object_type, self._details)
        return found


class Variant:
    """One operation of a document, for one set of values of the variables that include or skip fields."""

    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, values: VariableValues
    ) -> None:
        fragments = {
            each.name.value: FragmentDetails(each)
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        root_type = schema.get_root_type(operation.operation)
        assert root_type is not None, "a valid document asks only for what the schema has"
        self.root = _Collecting(schema, fragments, operation, values).root(root_type)
        self.notes: dict[str, Any] = {}


class Variants:
    """The variants of one document's operations that were asked for; a document has few.

    ``conditions`` are the variables whose values decide which fields are selected.
    """

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self.schema = schema
        self.document = document
        self.conditions = tuple(sorted(_variables_of_conditions(document)))
        self._kept: dict[tuple[object, ...], Variant] = {}

    def of(self, operation: OperationDefinitionNode, values: VariableValues) -> Variant:
        """Return an operation's variant for the values of a request's variables."""
        key = (id(operation), *(values.coerced.get(name) for name in self.conditions))
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= VARIANTS_MAX:
                self._kept.clear()
            found = self._kept[key] = Variant(self.schema, self.document, operation, self._of_conditions(values))
        return found

    def _of_conditions(self, values: VariableValues) -> VariableValues:
        """Return the values of conditions alone: a variant outlives the request, whose other values may be large."""
        sources, coerced = (
            {name: each[name] for name in self.conditions if name in each} for each in (values.sources, values.coerced)
        )
        return VariableValues(sources, coerced)


@dataclass(frozen=True, slots=True)
class _Collecting:
    """Collects fields as graphql-core does, by its own functions."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDetails]
    operation: OperationDefinitionNode
    values: VariableValues

    def root(self, root_type: GraphQLObjectType) -> Selection:
        collected = collect_fields(self.schema, dict(self.fragments), self.values, root_type, self.operation)
        return self._selection(root_type, collected.grouped_field_set)

    def below(self, object_type: GraphQLObjectType, details: list[FieldDetails]) -> Selection:
        collected = collect_subfields(
            self.schema, dict(self.fragments), self.values, self.operation, object_type, details
        )
        return self._selection(object_type, collected.grouped_field_set)

    def _selection(self, object_type: GraphQLObjectType, grouped: Mapping[str, list[FieldDetails]]) -> Selection:
        fields = []
        for key, details in grouped.items():
            name = details[0].node.name.value
            nodes = tuple(each.node for each in details)
            fields.append(SelectedField(key, name, nodes, object_type.fields.get(name), Below(self, details)))
        return Selection(object_type, tuple(fields))


def has_variable(value: ValueNode) -> bool:
    """Return whether a variable stands anywhere in a value."""
    if isinstance(value, ListValueNode):
        return any(map(has_variable, value.values))
    if isinstance(value, ObjectValueNode):
        return any(has_variable(each.value) for each in value.fields)
    return isinstance(value, VariableNode)


def _variables_of_conditions(document: DocumentNode) -> Iterable[str]:
    """Return the variables whose values decide which fields a document selects."""
    found: set[str] = set()

    class Conditions(Visitor):
        def enter_directive(self, node: DirectiveNode, *_: object) -> None:
            if node.name.value in CONDITIONAL:
                values = (each.value for each in node.arguments or ())
                found.update(each.name.value for each in values if isinstance(each, VariableNode))

    visit(document, Conditions())
    return found
