"""Level: the GraphQL API. Draw the input of a mutation for which nobody draws, field by field, by the fields' types."""

from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_required_input_field,
)
from strawberry.utils.str_converters import to_camel_case

from tests.support.random_commands.draw import METHODS, NOUNS, Draw, Input
from tests.support.selections import mutation_input

TABLES = {to_camel_case(table.removesuffix("s")): table for table in NOUNS}
"""The table of each noun, such as ``api_tokens`` of ``apiToken``."""
BY_THE_CALLER = {"idempotencyKey", "dryRun"}


async def drawn_by_type(draw: Draw, mutation: str) -> Input | None:
    """Return a random input, optional fields left out half of the time; None if a row that it must name does not exist.

    ``accountId`` names a row of ``accounts``, and the ``id`` of ``revokeApiToken`` one of ``api_tokens``.
    """
    noun = mutation.lstrip("abcdefghijklmnopqrstuvwxyz")
    drawn = await _fields(draw, mutation_input(mutation), noun[:1].lower() + noun[1:])
    return None if None in drawn.values() else drawn


async def _fields(draw: Draw, of: GraphQLInputObjectType, noun: str) -> Input:
    drawn: Input = {}
    for name, field in of.fields.items():
        if name not in BY_THE_CALLER and (is_required_input_field(field) or draw.maybe(0.5)):
            value = await _value(draw, name, field.type, noun)
            drawn[name] = [value] if value is not None and is_list_type(get_nullable_type(field.type)) else value
    return drawn


async def _value(draw: Draw, name: str, of: Any, noun: str) -> Any:
    named = get_named_type(of)
    if isinstance(named, GraphQLInputObjectType):
        return await _fields(draw, named, noun)
    if isinstance(named, GraphQLEnumType):
        return draw.chance.choice(METHODS if named.name == "PaymentMethod" else list(named.values))
    if named.name == "ID":
        return await _row(draw, noun if name in {"id", "ids"} else name.removesuffix("s").removesuffix("Id"))
    values = {
        "Boolean": draw.maybe(0.5),
        "Cents": draw.cents(),
        "Date": draw.day(),
        "Int": draw.chance.choice((0, 1, 7, 31)),
        "String": draw.chance.choice(("SWIM", "CAMP")) if name == "ledgerCode" else draw.odd("Swim lessons"),
    }
    return values[named.name]


async def _row(draw: Draw, noun: str) -> str | None:
    assert noun in TABLES, f"No table is named after {noun!r}: write a function with @draws for this mutation"
    return await draw.some(TABLES[noun])
