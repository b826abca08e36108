"""Variables' values, coerced by functions that are made once for each operation, as what it selects is compiled once.

graphql-core coerces what these cannot, and says what is wrong with values that fit no type.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from graphql import (
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
)
from graphql.execution import get_variable_values
from graphql.execution.get_variable_signature import GraphQLVariableSignature, get_variable_signature
from graphql.execution.values import VariableValues, VariableValueSource
from graphql.utilities.coerce_input_value import coerce_default_value

Coerce: TypeAlias = Callable[[Any], Any]
"""Returns a value as its type makes it, ``Undefined`` if it does not fit."""


class Coercers:
    """How values of a schema's types are coerced; for values of JSON."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self._of_objects: dict[str, Coerce | None] = {}

    def of(self, input_type: GraphQLInputType) -> Coerce | None:
        """Return what coerces values of a type; None for one that holds itself, whose values may nest without end."""
        if isinstance(input_type, GraphQLNonNull):
            coerce, null = self._of_nullable(input_type.of_type), Undefined
        else:
            coerce, null = self._of_nullable(input_type), None
        return None if coerce is None else lambda value: null if value is None else coerce(value)

    def _of_nullable(self, input_type: Any) -> Coerce | None:
        """Return what coerces values of a type that are not null."""
        if isinstance(input_type, GraphQLList):
            item = self.of(input_type.of_type)
            return None if item is None else _list_of(item)
        if isinstance(input_type, GraphQLInputObjectType):
            if input_type.name not in self._of_objects:
                self._of_objects[input_type.name] = None  # met again within itself
                self._of_objects[input_type.name] = self._object(input_type)
            return self._of_objects[input_type.name]
        return _leaf(input_type)

    def _object(self, input_type: GraphQLInputObjectType) -> Coerce | None:
        fields = []
        for name, field in input_type.fields.items():
            coerce = self.of(field.type)
            if coerce is None:
                return None
            default = coerce_default_value(field)
            required = isinstance(field.type, GraphQLNonNull) and default is Undefined
            fields.append(_Field(name, field.out_name or name, coerce, default, required))
        return _object_of(input_type, fields)


class _Field(NamedTuple):
    """A field of an input object; ``default`` is ``Undefined`` where it has none."""

    name: str
    out_name: str
    coerce: Coerce
    default: Any
    required: bool


def _leaf(leaf_type: GraphQLLeafType) -> Coerce:
    coerce_value = leaf_type.coerce_input_value

    def coerce(value: Any) -> Any:
        try:
            return coerce_value(value)
        except Exception:  # noqa: BLE001 - graphql-core meets it again, and says what it is
            return Undefined

    return coerce


def _list_of(item: Coerce) -> Coerce:
    def coerce(value: Any) -> Any:
        items = [item(each) for each in (value if isinstance(value, list) else (value,))]
        return Undefined if any(each is Undefined for each in items) else items

    return coerce


def _object_of(input_type: GraphQLInputObjectType, fields: Sequence[_Field]) -> Coerce:
    names = frozenset(each.name for each in fields)
    made = input_type.out_type

    def coerce(value: Any) -> Any:
        if not isinstance(value, dict) or not value.keys() <= names:
            return Undefined
        coerced = {}
        for name, out_name, coerce_field, default, required in fields:
            if name in value:
                found = coerced[out_name] = coerce_field(value[name])
                if found is Undefined:
                    return Undefined
            elif required:
                return Undefined
            elif default is not Undefined:
                coerced[out_name] = default
        if input_type.is_one_of and (len(value) != 1 or len(coerced) != 1 or None in coerced.values()):
            return Undefined
        return made(coerced)

    return coerce


class Variables:
    """The variables of one operation."""

    def __init__(self, coercers: Coercers, operation: OperationDefinitionNode) -> None:
        self._schema = coercers.schema
        self._definitions = operation.variable_definitions or ()
        self._known: list[tuple[GraphQLVariableSignature, Coerce | None]] | None = []
        for each in self._definitions:
            signature = get_variable_signature(self._schema, each)
            if isinstance(signature, GraphQLError):
                self._known = None
                return
            self._known.append((signature, coercers.of(signature.type)))

    def values(self, given: Mapping[str, Any], max_errors: int) -> VariableValues | list[GraphQLError]:
        """Return the variables' values from what a caller gave, or what is wrong with them."""
        values = None if self._known is None else self._coerced(self._known, given)
        if values is not None:
            return values
        return get_variable_values(self._schema, self._definitions, dict(given), max_errors=max_errors)

    def _coerced(
        self, known: Sequence[tuple[GraphQLVariableSignature, Coerce | None]], given: Mapping[str, Any]
    ) -> VariableValues | None:
        """Return the values, or None where graphql-core must look at them."""
        sources, coerced = {}, {}
        for signature, coerce in known:
            name = signature.name
            if name in given:
                value = given[name]
                sources[name] = VariableValueSource(signature, value)
                found = Undefined if coerce is None else coerce(value)
                if found is Undefined:
                    return None
                coerced[name] = found
            elif signature.default is not None or isinstance(signature.type, GraphQLNonNull):
                return None
            else:
                sources[name] = VariableValueSource(signature)
        return VariableValues(sources, coerced)
