"""The schema: what is declared in ``types/``, ``queries.py`` and ``mutations/``, wired to plain resolvers."""

from functools import cache

import strawberry
from graphql import GraphQLObjectType, GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from api.directives import print_schema
from api.graph.wiring import wire
from api.mutations import Mutation
from api.queries import Query
from api.scalars import SCALARS
from api.types.access import ApiToken, User
from api.types.nodes import TYPE_OF_ROW

ARGUMENTS = {
    "input": "What to do: see the input's fields.",
    "filter": "Which to list; all that is given must hold.",
    "orderBy": "How they are sorted.",
    "id": "Its opaque id.",
    "ids": "Their opaque ids.",
    "number": "Its human number, in place of the id.",
    "period": "Which days.",
    "accountId": "Only this account's.",
    "includeArchived": "Archived ones too.",
}
"""What arguments of one name mean everywhere; the others are described where they are declared."""

DIRECTIVE_ARGUMENTS = {"all": "The permissions, each of which is needed."}
"""What the arguments of our own directives mean."""


def describe_arguments(core: GraphQLSchema) -> None:
    """Describes the arguments that mean the same at every field, and those of directives, which Strawberry cannot."""
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
    """The schema as Strawberry has it, made once."""
    schema = strawberry.Schema(
        query=Query, mutation=Mutation, types=[User, ApiToken], config=StrawberryConfig(scalar_map=SCALARS)
    )
    wire(schema, TYPE_OF_ROW)
    describe_arguments(schema._schema)  # noqa: SLF001 - the library has no public way to it
    return schema


def core_schema() -> GraphQLSchema:
    """The schema as graphql-core executes it."""
    return strawberry_schema()._schema  # noqa: SLF001 - the library has no public way to it


def schema_text() -> str:
    """The text of ``schema.graphql``."""
    return print_schema(strawberry_schema())
