"""Inputs are made of the values that were sent exactly as Strawberry makes them, for every mutation."""

import random
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    coerce_input_value,
    get_named_type,
    get_nullable_type,
)
from strawberry.types.arguments import convert_argument

from api.graph.mutations import CONVERT
from api.schema import core_schema, strawberry_schema

MUTATIONS = sorted(core_schema().mutation_type.fields)  # type: ignore[union-attr]  # there are some
TEXTS = {
    "Date": "2026-03-02",
    "DateTime": "2026-03-02T10:00:00Z",
    "Cents": 1_250,
    "Int": 3,
    "Boolean": True,
    "Month": 5,
}


def sent(kind: Any, chance: random.Random) -> Any:
    """A value that this type may be sent, with some fields left out and some null."""
    plain = get_nullable_type(kind)
    if isinstance(plain, GraphQLList):
        return [sent(plain.of_type, chance) for _ in range(chance.randrange(3))]
    named = get_named_type(plain)
    if isinstance(named, GraphQLEnumType):
        return chance.choice(sorted(named.values))
    if not isinstance(named, GraphQLInputObjectType):
        return TEXTS.get(named.name, f"text {chance.randrange(9)}")
    given = {}
    for name, field in named.fields.items():
        needed = isinstance(field.type, GraphQLNonNull) and not named.is_one_of
        if needed or chance.random() < 0.6:
            given[name] = sent(field.type, chance) if needed or chance.random() < 0.8 else None
    return given


def plain(value: Any) -> Any:
    """An input as comparable values, the classes among them."""
    if is_dataclass(value):
        return type(value), {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    return [plain(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", MUTATIONS)
def test_makes_inputs_as_strawberry_does(name: str) -> None:
    field = core_schema().mutation_type.fields[name]  # type: ignore[union-attr]  # as above
    (argument,) = field.extensions["strawberry-definition"].arguments
    for seed in range(40):
        value = coerce_input_value(sent(field.args["input"].type, random.Random(seed)), field.args["input"].type)
        schema = strawberry_schema()
        registry, config = schema.schema_converter.scalar_registry, schema.config
        assert plain(field.extensions[CONVERT](value)) == plain(
            convert_argument(value, argument.type, registry, config)
        )
