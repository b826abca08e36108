"""The schema: what ``types/``, ``queries/`` and ``mutations/`` declare, wired to plain resolvers."""

from functools import cache

import strawberry
from graphql import GraphQLObjectType, GraphQLSchema
from strawberry.schema.config import StrawberryConfig
from strawberry.types.base import StrawberryObjectDefinition

from api.graph.atomic import ATOMIC
from api.graph.scalars import SCALARS
from api.graph.wiring import wire
from api.mutations import Mutation
from api.permissions.directives import print_schema
from api.queries.live import Subscription
from api.queries.root import Query
from api.types.access import ApiToken, Role, User
from api.types.fields import described, description_of
from api.types.nodes import TYPE_OF_ROW

ARGUMENTS = {
    "input": "The mutation's arguments.",
    "filter": "Which rows to list; they must match every field that is given.",
    "orderBy": "How the rows are sorted.",
    "id": "The object's opaque id.",
    "ids": "The objects' opaque ids.",
    "number": "The object's number, instead of its id.",
    "externalId": "What another system calls the object.",
    "period": "The days that are read, such as `{year: 2026}` or `{preset: LAST_MONTH}`.",
    "accountId": "Only rows of this account.",
    "includeArchived": "True: include archived ledger codes.",
}
"""Descriptions of arguments that mean the same wherever they occur; the others are described where they are declared."""

DIRECTIVE_ARGUMENTS = {"all": "The permissions; all of them are needed."}
"""Descriptions of the arguments of our own directives."""


def describe_types(core: GraphQLSchema) -> None:
    """Describe object, input and interface types by the docstrings of their classes, and name the permissions they need."""
    for named in core.type_map.values():
        declared = (named.extensions or {}).get("strawberry-definition")
        if isinstance(declared, StrawberryObjectDefinition) and not named.description:
            needed = [each for found in declared.directives or () for each in getattr(found, "all", ())]
            named.description = described(description_of((declared.concrete_of or declared).origin), needed)


def describe_arguments(core: GraphQLSchema) -> None:
    """Describe arguments that mean the same at every field, and those of directives, which Strawberry cannot describe."""
    for named in core.type_map.values():
        if isinstance(named, GraphQLObjectType) and not named.name.startswith("__"):
            for field in named.fields.values():
                for name, argument in field.args.items():
                    argument.description = argument.description or ARGUMENTS.get(name)
    for directive in core.directives:
        for name, argument in directive.args.items():
            argument.description = argument.description or DIRECTIVE_ARGUMENTS[name]


@cache
def strawberry_schema() -> strawberry.Schema:
    """Return Strawberry's schema, built once."""
    schema = strawberry.Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=[Role, User, ApiToken],
        config=StrawberryConfig(scalar_map=SCALARS),
    )
    wire(schema, TYPE_OF_ROW)
    core = schema._schema  # noqa: SLF001 - the library has no public way to it
    core.directives = (*core.directives, ATOMIC)
    describe_types(core)
    describe_arguments(core)
    return schema


def core_schema() -> GraphQLSchema:
    """Return the schema that graphql-core executes."""
    return strawberry_schema()._schema  # noqa: SLF001 - the library has no public way to it


@cache
def schema_text() -> str:
    """Return the text of ``schema.graphql``."""
    return print_schema(strawberry_schema())
