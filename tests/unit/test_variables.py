"""Level: unit. Variables' values as compiled functions coerce them, compared with graphql-core's."""

import random
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    OperationDefinitionNode,
    build_schema,
    parse,
)
from graphql.execution import get_variable_values
from graphql.execution.values import VariableValues

from api.graph.engine import variables
from api.graph.engine.variables import Coercers, Variables
from api.schema import core_schema

SMALL = build_schema(
    """
    enum Size { SMALL LARGE }
    input Inner { size: Size!, count: Int = 3, names: [String!] = ["a"] }
    input Either @oneOf { number: Int, text: String }
    input Nested { below: Nested, name: String }
    input Outer { inner: Inner!, all: [[Inner]], either: Either, ratio: Float, nested: [Nested!] }
    type Query { ask(outer: Outer, either: Either, list: [Int!], size: Size, nested: Nested): Int }
    """
)
ODD: list[Any] = [None, "", "x", 0, 1, -1, 2**31, 1.0, 1.5, True, [], [None], [1, "x"], {}, {"size": "SMALL"}, "SMALL"]


def operation_of(text: str) -> OperationDefinitionNode:
    operation = parse(text).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return operation


def sources_of(values: VariableValues) -> dict[str, Any]:
    return {name: (str(source.signature.type), source.value) for name, source in values.sources.items()}


def same(coercers: Coercers, operation: OperationDefinitionNode, given: dict[str, Any]) -> bool:
    """Compare the two ways; return whether the values fit."""
    expected = get_variable_values(coercers.schema, operation.variable_definitions or (), dict(given), max_errors=20)
    found = Variables(coercers, operation).values(given, 20)
    if isinstance(expected, VariableValues):
        assert isinstance(found, VariableValues), given
        assert found.coerced == expected.coerced, given
        assert sources_of(found) == sources_of(expected), given
        return True
    assert isinstance(found, list)
    assert [each.message for each in found] == [each.message for each in expected], given
    return False


def drawn(draw: random.Random, input_type: GraphQLInputType, depth: int = 0) -> Any:
    """A value that nearly always fits a type."""
    if draw.random() < 0.02:
        return draw.choice(ODD)
    if isinstance(input_type, GraphQLNonNull):
        return drawn(draw, input_type.of_type, depth)
    if draw.random() < 0.1:
        return None
    if isinstance(input_type, GraphQLList):
        one = drawn(draw, input_type.of_type, depth + 1)
        return one if draw.random() < 0.2 else [one, drawn(draw, input_type.of_type, depth + 1)]
    if isinstance(input_type, GraphQLInputObjectType):
        left_out = 0.0 if input_type.is_one_of else 0.3 if depth < 4 else 1.0
        fields = list(input_type.fields.items())
        kept = [draw.choice(fields)] if input_type.is_one_of else fields
        required = {name for name, field in fields if isinstance(field.type, GraphQLNonNull)}
        return {
            name: drawn(draw, field.type, depth + 1)
            for name, field in kept
            if name in required or draw.random() >= left_out
        }
    if isinstance(input_type, GraphQLEnumType):
        return draw.choice(list(input_type.values))
    return {"Int": 7, "Float": 1.5, "Boolean": True, "ID": "x1", "Date": "2026-03-02"}.get(input_type.name, "text")


def test_values_of_every_kind_of_type_are_as_graphql_core_makes_them() -> None:
    operation = operation_of(
        "query ($outer: Outer, $either: Either, $list: [Int!]! = [1], $size: Size = LARGE, $nested: Nested, $none: [Size]) "
        "{ ask(outer: $outer, either: $either, list: $list, size: $size, nested: $nested) }"
    )
    coercers, draw = Coercers(SMALL), random.Random(5)
    types = {
        name: SMALL.query_type.fields["ask"].args[name].type for name in ("outer", "either", "list", "size", "nested")
    }  # type: ignore[union-attr]
    fits = [
        same(coercers, operation, {name: drawn(draw, types[name]) for name in types if draw.random() < 0.7})
        for _ in range(1500)
    ]
    assert 200 < sum(fits) < 1400
    for name in types:
        for odd in ODD:
            same(coercers, operation, {name: odd})


def test_every_input_of_the_schema_is_coerced_as_graphql_core_does() -> None:
    schema = core_schema()
    coercers, draw = Coercers(schema), random.Random(6)
    assert schema.mutation_type is not None
    fits = []
    for name, field in schema.mutation_type.fields.items():
        input_type = field.args["input"].type
        operation = operation_of(f"mutation ($i: {input_type}) {{ {name}(input: $i) {{ __typename }} }}")
        fits += [same(coercers, operation, {"i": drawn(draw, input_type)}) for _ in range(12)]
    assert sum(fits) > len(fits) / 4


def test_what_fits_never_reaches_graphql_core(monkeypatch: pytest.MonkeyPatch) -> None:
    schema = core_schema()
    operation = operation_of("mutation ($i: MakePaymentInput!) { makePayment(input: $i) { __typename } }")
    compiled = Variables(Coercers(schema), operation)
    monkeypatch.setattr(variables, "get_variable_values", None)
    given = {"accountId": "a1", "amountCents": 5, "method": "CASH", "applyTo": [{"itemId": "i1"}]}
    assert isinstance(compiled.values({"i": given}, 20), VariableValues)
