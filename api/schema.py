"""The schema: what is declared in ``types/``, ``queries.py`` and ``mutations/``, wired to plain resolvers."""

from functools import cache

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from api.directives import print_schema
from api.graph.wiring import wire
from api.mutations import Mutation
from api.queries import Query
from api.scalars import SCALARS
from api.types.access import ApiToken, User
from api.types.nodes import TYPE_OF_ROW


@cache
def strawberry_schema() -> strawberry.Schema:
    """The schema as Strawberry has it, made once."""
    schema = strawberry.Schema(
        query=Query, mutation=Mutation, types=[User, ApiToken], config=StrawberryConfig(scalar_map=SCALARS)
    )
    wire(schema, TYPE_OF_ROW)
    return schema


def core_schema() -> GraphQLSchema:
    """The schema as graphql-core executes it."""
    return strawberry_schema()._schema  # noqa: SLF001 - the library has no public way to it


def schema_text() -> str:
    """The text of ``schema.graphql``."""
    return print_schema(strawberry_schema())
