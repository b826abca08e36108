"""The permission table of the whole schema, read off its directives once at start (domain R33, R34).

The very directives that the schema prints (``api.permissions.directives``) are what is enforced: there is no second list.
"""

from collections.abc import Iterator
from functools import cache

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)

from api.permissions.directives import GuardedValue, OpenToClient, RequiresPermission
from domain.permissions import Permission

Permissions = frozenset[Permission]
NONE: Permissions = frozenset()


class Rules:
    """The permissions of fields, inputs, types and enumeration values, by their GraphQL names.

    ``fields`` and ``inputs`` have the permissions by (type, field), a field's with those of the object type that it
    returns; ``types`` by object type; ``values`` by (enumeration, value); ``inside`` all that any value of an input type
    may ask for, enumerations with guarded values among them. ``open_fields``,
    ``open_arguments`` (type, field, argument) and ``open_inputs`` are what clients may use.
    """

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self.fields: dict[tuple[str, str], Permissions] = {}
        self.inputs: dict[tuple[str, str], Permissions] = {}
        self.values: dict[tuple[str, str], Permissions] = {}
        self.open_fields: set[tuple[str, str]] = set()
        self.open_arguments: set[tuple[str, str, str]] = set()
        self.open_inputs: set[tuple[str, str]] = set()
        named = [one for name, one in schema.type_map.items() if not name.startswith("__")]
        self.types: dict[str, Permissions] = {
            one.name: permissions for one in named if (permissions := _required_by(one))
        }
        for one in named:
            if isinstance(one, GraphQLObjectType | GraphQLInterfaceType):
                self._read_fields(one)
            elif isinstance(one, GraphQLInputObjectType):
                self._read_inputs(one)
            elif isinstance(one, GraphQLEnumType):
                self._read_values(one)
        self.inside = self._inside([one for one in named if isinstance(one, GraphQLInputObjectType)])
        self._assert_interfaces_are_strict([one for one in named if isinstance(one, GraphQLObjectType)])

    def in_value(self, input_type: GraphQLInputType, value: object) -> Iterator[tuple[str, Permissions, bool]]:
        """Yield what a value in the variables uses: each input field that is not null, and guarded enumeration values.

        Yields the field's or value's name, its permissions and whether it is open to clients. ``value`` is as sent, not yet
        checked against its type: what does not fit needs nothing here and is refused afterwards.
        """
        if isinstance(input_type, GraphQLNonNull):
            input_type = input_type.of_type
        if isinstance(input_type, GraphQLList):
            # GraphQL takes a single value for a list of one
            for one in value if isinstance(value, list) else [value]:
                yield from self.in_value(input_type.of_type, one)
        elif isinstance(input_type, GraphQLInputObjectType) and isinstance(value, dict):
            for name, given in value.items():
                field = input_type.fields.get(name)
                if field is not None and given is not None:
                    key = (input_type.name, name)
                    yield ".".join(key), self.inputs.get(key, NONE), key in self.open_inputs
                    if isinstance(given, list | dict) or get_named_type(field.type).name in self.inside:
                        yield from self.in_value(field.type, given)
        elif isinstance(input_type, GraphQLEnumType) and (input_type.name, value) in self.values:
            yield f"{input_type.name}.{value}", self.values[input_type.name, str(value)], False

    def _read_fields(self, one: GraphQLObjectType | GraphQLInterfaceType) -> None:
        for name, field in one.fields.items():
            permissions = _required_by(field) | self.types.get(get_named_type(field.type).name, NONE)
            if permissions:
                self.fields[one.name, name] = permissions
            if _is_open(field):
                self.open_fields.add((one.name, name))
            self.open_arguments |= {(one.name, name, key) for key, argument in field.args.items() if _is_open(argument)}

    def _read_inputs(self, one: GraphQLInputObjectType) -> None:
        for name, field in one.fields.items():
            if permissions := _required_by(field):
                self.inputs[one.name, name] = permissions
            if _is_open(field):
                self.open_inputs.add((one.name, name))

    def _read_values(self, one: GraphQLEnumType) -> None:
        for name, value in one.values.items():
            declared = (value.extensions or {}).get("strawberry-definition")
            if isinstance(declared, GuardedValue):
                self.values[one.name, name] = frozenset(declared.permissions)

    def _inside(self, inputs: list[GraphQLInputObjectType]) -> dict[str, Permissions]:
        """Return by input type all that its fields, however deep, may require; inputs may contain themselves."""
        inside = {one.name: NONE for one in inputs}
        for (enumeration, _), permissions in self.values.items():
            inside[enumeration] = inside.get(enumeration, NONE) | permissions
        grew = True
        while grew:
            grew = False
            for one in inputs:
                found = inside[one.name].union(
                    *(self.inputs.get((one.name, name), NONE) for name in one.fields),
                    *(inside.get(get_named_type(field.type).name, NONE) for field in one.fields.values()),
                )
                grew = grew or found != inside[one.name]
                inside[one.name] = found
        return inside

    def _assert_interfaces_are_strict(self, objects: list[GraphQLObjectType]) -> None:
        """Check that interfaces guard what their objects guard: the walk over a query sees only the interface."""
        for one in objects:
            for interface in one.interfaces:
                for name in interface.fields:
                    through, direct = (interface.name, name), (one.name, name)
                    message = f"{'.'.join(through)} is looser than {'.'.join(direct)}: it would go round the directive"
                    assert self.fields.get(direct, NONE) <= self.fields.get(through, NONE), message
                    assert through not in self.open_fields or direct in self.open_fields, message


_Definition = GraphQLNamedType | GraphQLField | GraphQLArgument | GraphQLInputField


def _directives(definition: _Definition) -> list[object]:
    """Return the schema directives that Strawberry keeps with a field, argument, input field or type."""
    declared = (definition.extensions or {}).get("strawberry-definition")
    return list(getattr(declared, "directives", None) or ())


@cache
def rules_of(schema: GraphQLSchema) -> Rules:
    """Return the rules of a schema, read off it once in a process."""
    return Rules(schema)


def _required_by(definition: _Definition) -> Permissions:
    found = (one for one in _directives(definition) if isinstance(one, RequiresPermission))
    return frozenset(permission for one in found for permission in one.all)


def _is_open(definition: _Definition) -> bool:
    return any(isinstance(one, OpenToClient) for one in _directives(definition))
