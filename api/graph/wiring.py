"""Puts plain resolvers in place of Strawberry's, once at start: what is loaded is picked off rows, with no work a leaf.

Strawberry declares the schema; its resolvers convert arguments and build an ``Info`` on each call, which nothing needs
here, since the plan has read the arguments once for a whole level.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLString,
    get_named_type,
    get_nullable_type,
)
from strawberry import Schema

from api.errors import MAX_ERRORS, Code
from api.ids import opaque
from domain.core.money import MAX_CENTS


def wire(schema: Schema, node_types: Mapping[type[Any], str]) -> None:
    """Rewires every object type but the mutation root, whose resolvers do work; and what is one of several inputs."""
    core = schema._schema  # noqa: SLF001 - the library has no public way to it
    for named in core.type_map.values():
        if named.name.startswith("__"):
            continue
        if isinstance(named, GraphQLObjectType):
            named.is_type_of = None
            if named is not core.mutation_type:
                for name, field in named.fields.items():
                    _wire_field(named, name, field)
        elif isinstance(named, GraphQLInterfaceType):
            named.resolve_type = lambda row, _info, _type: node_types[type(row)]
        elif isinstance(named, GraphQLInputObjectType):
            # graphql-core refuses what is not one of: Strawberry's own check would come too late, as an error of ours
            declared = (named.extensions or {}).get("strawberry-definition")
            named.is_one_of = bool(getattr(declared, "is_one_of", False))
        elif isinstance(named, GraphQLEnumType):
            named.coerce_output_value = str  # type: ignore[method-assign, assignment]  # our words are their own names (core/kinds.py)


def _wire_field(parent: GraphQLObjectType, name: str, field: GraphQLField) -> None:
    declared = (field.extensions or {}).get("strawberry-definition")
    metadata = dict(getattr(declared, "metadata", None) or {})
    if "relation" in metadata:
        field.extensions = {**(field.extensions or {}), "relation": metadata["relation"]}
        field.resolve = _related
    elif "computed" in metadata:
        field.resolve = _computed(metadata["computed"])
    elif "loaded" in metadata:
        field.resolve = _related
    elif name == "id" and parent.name:
        field.resolve = _opaque_id(parent.name)
    else:
        pick = attrgetter(getattr(declared, "python_name", name))
        field.resolve = _attribute(pick)
        # what the budget must look at: how long a text is, and what an object that is a part of its row holds
        if get_nullable_type(field.type) is GraphQLString:
            field.extensions = {**(field.extensions or {}), "text": pick}
        elif isinstance(get_named_type(field.type), GraphQLObjectType):
            field.extensions = {**(field.extensions or {}), "parts": _parts(pick)}
    if get_named_type(field.type).name == "Cents":
        assert field.resolve is not None, "every branch above sets it"
        field.resolve = _within_bounds(field.resolve)


def _related(row: Any, info: GraphQLResolveInfo[Any], **_arguments: object) -> Any:
    return row.related[info.path.key]


def _opaque_id(type_name: str) -> Callable[..., str]:
    return lambda row, _info: opaque(type_name, row.id)


def _within_bounds(resolve: Callable[..., Any]) -> Callable[..., Any]:
    """An amount that a JSON reader keeps exactly.

    A sum beyond that is told in an error, and the nearest that can be shown stands in its place: amounts are non-null, so
    that an error alone would take the whole list with it.
    """

    def resolved(row: Any, info: GraphQLResolveInfo[Any], **_arguments: object) -> Any:
        cents = resolve(row, info)
        if cents is None or -MAX_CENTS <= cents <= MAX_CENTS:
            return cents
        if len(info.context.errors) < MAX_ERRORS:
            info.context.errors.append(_beyond(cents, info))
        return max(-MAX_CENTS, min(MAX_CENTS, cents))

    return resolved


def _beyond(cents: int, info: GraphQLResolveInfo[Any]) -> GraphQLError:
    message = (
        f"{info.field_name} is {cents:,} minor units, beyond ±{MAX_CENTS:,}, which every JSON reader keeps exactly: the "
        "nearest of these stands in its place."
    )
    error = GraphQLError(message, info.field_nodes, path=info.path.as_list())
    error.extensions = {"code": Code.INTERNAL}
    return error


def _attribute(pick: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda row, _info, **_arguments: pick(row)


def _parts(pick: Callable[[Any], Any]) -> Callable[[Any], Sequence[Any]]:
    """An attribute that is an object, some or none, as those that there are."""

    def parts(row: Any) -> Sequence[Any]:
        value = pick(row)
        return value if isinstance(value, Sequence) else [] if value is None else [value]

    return parts


def _computed(compute: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    return lambda row, info, **_arguments: compute(row, info.context)
