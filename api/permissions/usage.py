"""What a query uses that needs permissions (domain R33, R34).

One walk over a valid document, each fragment once; the result is kept with the document for all its requests.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from graphql import (
    DocumentNode,
    EnumValueNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    InlineFragmentNode,
    ListValueNode,
    Node,
    NullValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    type_from_ast,
)

from api.permissions.rules import NONE, Permissions, Rules


@dataclass(frozen=True, slots=True)
class Usage:
    """One thing that a query uses: a field, a type in a fragment, an argument, an input field or a guarded value.

    ``given_by`` names the variable that is its whole value: it counts only when that variable is given. ``default_of``
    names the variable in whose default it stands: it counts only when that variable is not sent.
    """

    name: str
    node: Node
    permissions: Permissions
    is_open: bool
    given_by: str | None = None
    default_of: str | None = None


@dataclass(frozen=True, slots=True)
class OperationUsage:
    """Everything that one operation uses, with the fragments it spreads.

    ``variables`` are those of input object types and guarded enumerations, whose values are looked at; ``defaults`` those
    whose default is not null; ``permissions`` the most that any values can make it ask for.
    """

    usages: tuple[Usage, ...]
    variables: Mapping[str, Any]
    defaults: frozenset[str]
    permissions: Permissions
    touches_data: bool


class DocumentUsage:
    """What each operation of a valid document asks for; made once for each query text and shared by its requests."""

    def __init__(self, rules: Rules, document: DocumentNode) -> None:
        self.rules = rules
        operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
        fragments = [one for one in document.definitions if isinstance(one, FragmentDefinitionNode)]
        walked = {one.name.value: _Walk(rules).fragment(one) for one in fragments}
        self.by_operation = {name_of(one): _operation_usage(rules, one, walked) for one in operations}


def name_of(operation: OperationDefinitionNode) -> str:
    """Return the operation's name; a valid document has no two alike; an operation without a name is the only one."""
    return operation.name.value if operation.name else ""


def _operation_usage(rules: Rules, operation: OperationDefinitionNode, walked: dict[str, "_Walk"]) -> OperationUsage:
    """Return the operation's own walk with those of the fragments that it spreads, directly or through others, each once."""
    own = _Walk(rules).operation(operation)
    reached: dict[str, _Walk] = {}
    ahead = list(own.spreads)
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached[name] = walked[name]
            ahead += walked[name].spreads
    walks = [own, *reached.values()]
    usages: dict[tuple[object, ...], Usage] = {}
    for one in (usage for walk in walks for usage in walk.usages):
        usages.setdefault((one.name, one.permissions, one.given_by, one.default_of), one)
    inside = (rules.inside[get_named_type(kind).name] for _, kind in own.variables.values())
    return OperationUsage(
        usages=tuple(usages.values()),
        variables=own.variables,
        defaults=frozenset(own.defaults),
        permissions=NONE.union(*(one.permissions for one in usages.values()), *inside),
        touches_data=any(one.touches_data for one in walks),
    )


class _Walk:
    """The walk over one definition of a valid document; fragments are noted, not entered."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.usages: list[Usage] = []
        self.spreads: dict[str, None] = {}
        self.variables: dict[str, Any] = {}
        self.defaults: list[str] = []
        self.touches_data = False

    def operation(self, node: OperationDefinitionNode) -> "_Walk":
        schema = self.rules.schema
        for definition in node.variable_definitions or ():
            name = definition.variable.name.value
            kind = cast("GraphQLInputType", type_from_ast(schema, definition.type))
            if get_named_type(kind).name in self.rules.inside:
                self.variables[name] = (definition, kind)
            if definition.default_value is not None and not isinstance(definition.default_value, NullValueNode):
                self.defaults.append(name)
                before = len(self.usages)
                self._value(kind, definition.default_value)
                self.usages[before:] = [replace(one, default_of=name) for one in self.usages[before:]]
        self._selections(cast("GraphQLNamedType", schema.get_root_type(node.operation)), node.selection_set)
        return self

    def fragment(self, node: FragmentDefinitionNode) -> "_Walk":
        self._on_type(node.type_condition.name.value, node, node.selection_set)
        return self

    def _on_type(self, name: str, node: Node, selections: SelectionSetNode) -> None:
        """Note what a fragment or inline fragment uses: naming a type needs what the type needs."""
        if permissions := self.rules.types.get(name):
            self.usages.append(Usage(name, node, permissions, is_open=True))
        self._selections(self.rules.schema.type_map[name], selections)

    def _selections(self, parent: GraphQLNamedType, selections: SelectionSetNode) -> None:
        for node in selections.selections:
            if isinstance(node, FragmentSpreadNode):
                self.spreads[node.name.value] = None
            elif isinstance(node, FieldNode):
                # __typename, __schema and __type are open to all, and so is what they answer.
                if not node.name.value.startswith("__"):
                    self._field(parent, node)
            elif isinstance(node, InlineFragmentNode) and node.type_condition:
                self._on_type(node.type_condition.name.value, node, node.selection_set)
            elif isinstance(node, InlineFragmentNode):
                self._selections(parent, node.selection_set)

    def _field(self, parent: GraphQLNamedType, node: FieldNode) -> None:
        assert isinstance(parent, GraphQLObjectType | GraphQLInterfaceType), "a valid query has fields on these alone"
        rules, key = self.rules, (parent.name, node.name.value)
        field = parent.fields[key[1]]
        self.touches_data = True
        self._use(".".join(key), node, rules.fields.get(key, NONE), is_open=key in rules.open_fields)
        for argument in node.arguments or ():
            name = argument.name.value
            # No argument needs a permission, but a client may not even name a closed one, whatever its value.
            self._use(f"{'.'.join(key)}({name}:)", argument, NONE, is_open=(*key, name) in rules.open_arguments)
            self._value(field.args[name].type, argument.value)
        if node.selection_set:
            self._selections(get_named_type(field.type), node.selection_set)

    def _value(self, kind: GraphQLInputType, node: ValueNode) -> None:
        """Note a literal's input fields, each given unless null, and its guarded enumeration values.

        A variable inside is looked at when its value is known.
        """
        if isinstance(kind, GraphQLNonNull):
            kind = kind.of_type
        if isinstance(kind, GraphQLList):
            for one in node.values if isinstance(node, ListValueNode) else (node,):
                self._value(kind.of_type, one)
        elif isinstance(kind, GraphQLInputObjectType) and isinstance(node, ObjectValueNode):
            for field in node.fields:
                if isinstance(field.value, NullValueNode):
                    continue
                key = (kind.name, field.name.value)
                variable = field.value.name.value if isinstance(field.value, VariableNode) else None
                permissions, is_open = self.rules.inputs.get(key, NONE), key in self.rules.open_inputs
                self._use(".".join(key), field, permissions, is_open=is_open, given_by=variable)
                self._value(kind.fields[key[1]].type, field.value)
        elif isinstance(kind, GraphQLEnumType) and isinstance(node, EnumValueNode):
            key = (kind.name, node.value)
            if key in self.rules.values:
                self._use(".".join(key), node, self.rules.values[key], is_open=False)

    def _use(
        self, name: str, node: Node, permissions: Permissions, *, is_open: bool, given_by: str | None = None
    ) -> None:
        if permissions or not is_open:
            self.usages.append(Usage(name, node, permissions, is_open, given_by))
