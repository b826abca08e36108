"""Replaces Strawberry's resolvers by plain ones, once at start: they only read what was loaded from the rows.

Strawberry's resolvers convert arguments and build an ``Info`` on each call. Nothing here needs them: the plan has read the
arguments once for a whole level.
"""

from collections.abc import Callable, Mapping
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
)
from graphql.type.scalars import serialize_string
from strawberry import Schema

from api.errors import MAX_ERRORS, Code
from api.graph.engine.sources import SOURCE, Attached, Attribute, Computed, RowId, ValueSource
from api.graph.ids import PREFIXES, opaque
from api.graph.inputs import converter
from api.graph.loading import RELATION
from api.graph.mutations import CONVERT, LONG_TRIAL, RUN, run_mutation
from api.languages import shown
from domain.core.money import MAX_CENTS
from domain.texts import Text


def wire(schema: Schema, node_types: Mapping[type[Any], str]) -> None:
    """Replace the resolvers of every object type, and mark one-of inputs."""
    core = schema._schema  # noqa: SLF001 - the library has no public way to it
    for named in core.type_map.values():
        if named.name.startswith("__"):
            continue
        if isinstance(named, GraphQLObjectType):
            named.is_type_of = None
            for name, field in named.fields.items():
                if named is core.mutation_type:
                    _wire_mutation(schema, field)
                else:
                    _wire_field(named, name, field)
        elif isinstance(named, GraphQLInterfaceType):
            named.resolve_type = lambda row, _info, _type: node_types[type(row)]
        elif isinstance(named, GraphQLInputObjectType):
            # graphql-core refuses what is not one of: Strawberry's own check would come too late, as an error of ours
            declared = (named.extensions or {}).get("strawberry-definition")
            named.is_one_of = bool(getattr(declared, "is_one_of", False))
        elif named is GraphQLString:
            named.coerce_output_value = _words  # texts of ours have a language only here
        elif isinstance(named, GraphQLEnumType):
            named.coerce_output_value = str  # type: ignore[method-assign, assignment]  # our values are their own names (core/kinds.py)


def _words(value: object) -> str:
    """Return a text as the reader of the answer reads it; anything but a text of ours as GraphQL would."""
    return shown(value) if isinstance(value, Text) else serialize_string(value)


def _wire_field(parent: GraphQLObjectType, name: str, field: GraphQLField) -> None:
    declared = (field.extensions or {}).get("strawberry-definition")
    metadata = dict(getattr(declared, "metadata", None) or {})
    notes: dict[str, Any] = {}
    source: ValueSource
    if RELATION in metadata:
        notes[RELATION] = metadata[RELATION]
        source, field.resolve = Attached(may_be_ready=True), _related
    elif "computed" in metadata:
        source, field.resolve = Computed(metadata["computed"]), _computed(metadata["computed"])
    elif "loaded" in metadata:
        source, field.resolve = Attached(), _related
    elif name == "id" and parent.name:
        source, field.resolve = RowId(f"{PREFIXES[parent.name]}_"), _opaque_id(parent.name)
    else:
        column = getattr(declared, "python_name", name)
        source, field.resolve = Attribute(column), _attribute(attrgetter(column))
    field.extensions = {**(field.extensions or {}), **notes, SOURCE: source}
    if get_named_type(field.type).name == "Cents":
        assert field.resolve is not None, "every branch above sets it"
        field.resolve = _within_bounds(field.resolve)


def _wire_mutation(schema: Schema, field: GraphQLField) -> None:
    declared = (field.extensions or {})["strawberry-definition"]
    (argument,) = declared.arguments
    convert = converter(schema, argument.type)
    noted = {SOURCE: Attached(), CONVERT: convert, **{each: declared.metadata[each] for each in (RUN, LONG_TRIAL)}}
    field.extensions = {**(field.extensions or {}), **noted}
    field.resolve = _run_mutation


async def _run_mutation(_root: None, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
    """Run a mutation, or return the payload of one that was run already."""
    key, context = str(info.path.key), info.context
    if context.performed is not None:
        return context.performed[key]
    return await run_mutation(context, context.loading.variant.root.by_key(key), arguments["input"])


def _related(row: Any, info: GraphQLResolveInfo[Any], **_arguments: object) -> Any:
    return row.related[info.path.key]


def _opaque_id(type_name: str) -> Callable[..., str]:
    return lambda row, _info: opaque(type_name, row.id)


def _within_bounds(resolve: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a resolver so that it returns an amount that every JSON reader keeps exactly.

    A sum beyond that is an error, and the nearest amount that can be shown replaces it: amounts are non-null, so
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
        "nearest of these replaces it."
    )
    error = GraphQLError(message, info.field_nodes, path=info.path.as_list())
    error.extensions = {"code": Code.OUT_OF_RANGE}
    return error


def _attribute(pick: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda row, _info, **_arguments: pick(row)


def _computed(compute: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    return lambda row, info, **_arguments: compute(row, info.context)
