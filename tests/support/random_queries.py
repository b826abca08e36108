"""Level: the GraphQL API. Random queries that the schema allows, with random values where it takes any.

With aliases, the same field twice, variables and their defaults, named and inline fragments, ``@skip`` and ``@include``.
"""

import random
from collections.abc import Sequence
from typing import Any

import orjson
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)

DEEPEST = 7
TEXTS = [
    "1001",
    "a",
    "%",
    "_",
    "!",
    "[",
    "^",
    "\\",
    "é",
    "É",
    "",
    " ",
    "a\0b",
    "x" * 201,
    "USD",
    "account.created",
    "İ",
    "𐐀",
]
DATES = ["2026-01-01", "2020-02-29", "2199-12-31", "0001-01-01", "9999-12-31"]
INSTANTS = ["2026-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999-12:00"]


class RandomQuery:
    """One question and its variables, drawn by chance. ``ids`` are those of what there is, ``cursors`` of pages."""

    def __init__(
        self, schema: GraphQLSchema, chance: random.Random, ids: Sequence[str], cursors: Sequence[str]
    ) -> None:
        self.schema = schema
        self.chance = chance
        self.ids = ids
        self.cursors = cursors
        self.declared: list[str] = []
        self.variables: dict[str, Any] = {}
        self.fragments: list[str] = []
        assert schema.query_type is not None
        selections = self._selections(schema.query_type, 0)
        head = f"query ({', '.join(self.declared)}) " if self.declared else ""
        self.text = " ".join([f"{head}{{ {selections} }}", *self.fragments])

    def _selections(self, parent: GraphQLNamedType, depth: int) -> str:
        if isinstance(parent, GraphQLInterfaceType):
            some = self.chance.sample(self.schema.get_possible_types(parent), 3)
            return " ".join(["id", *(f"... on {one.name} {{ {self._selections(one, depth)} }}" for one in some)])
        assert isinstance(parent, GraphQLObjectType)
        fields = list(parent.fields)
        self.chance.shuffle(fields)
        leaves = [name for name in fields if is_leaf_type(get_named_type(parent.fields[name].type))]
        others = [name for name in fields if name not in leaves]
        some = leaves[: self.chance.randint(1, 4)] + others[: self.chance.randint(0, 2) if depth < DEEPEST else 0]
        written = [self._field(parent, name, depth) for name in some]
        if self.chance.random() < 0.1:
            written.insert(self.chance.randint(0, len(written)), "__typename")
        if written and self.chance.random() < 0.1:
            written.append(self.chance.choice(written))  # merged with the first
        return self._in_fragment(parent, " ".join(written or ["__typename"]))

    def _in_fragment(self, parent: GraphQLObjectType, selections: str) -> str:
        """Return selections as they are, or spread from a fragment."""
        drawn = self.chance.random()
        if drawn < 0.1:
            return f"... on {parent.name}{self._condition()} {{ {selections} }}"
        if drawn < 0.2:
            name = f"F{len(self.fragments)}"
            self.fragments.append(f"fragment {name} on {parent.name} {{ {selections} }}")
            return f"...{name}{self._condition()}"
        return selections

    def _condition(self) -> str:
        """Return a directive that may leave out what it stands at, by a literal or by a variable."""
        drawn = self.chance.random()
        if drawn < 0.75:
            return ""
        value = self.chance.random() < 0.5
        word = "include" if self.chance.random() < 0.5 else "skip"
        if drawn < 0.85:
            return f" @{word}(if: {_literal(value)})"
        variable = f"v{len(self.declared)}"
        self.declared.append(f"${variable}: Boolean!")
        self.variables[variable] = value
        return f" @{word}(if: ${variable})"

    def _field(self, parent: GraphQLObjectType, name: str, depth: int) -> str:
        field = parent.fields[name]
        alias = f"z{self.chance.randrange(10**6)}: " if self.chance.random() < 0.2 else ""
        chosen = {
            key: one for key, one in field.args.items() if is_required_argument(one) or self.chance.random() < 0.5
        }
        arguments = ", ".join(f"{key}: {self._argument(key, one)}" for key, one in chosen.items())
        directive = self._condition()
        named = get_named_type(field.type)
        below = "" if is_leaf_type(named) else f" {{ {self._selections(named, depth + 1)} }}"
        return f"{alias}{name}{f'({arguments})' if arguments else ''}{directive}{below}"

    def _argument(self, name: str, argument: GraphQLArgument) -> str:
        if name in {"first", "last"}:
            return str(self.chance.choice([1, 2, 3, 5, 100]))
        if name in {"after", "before", "beforeCursor"} and argument.type is GraphQLString:
            return _literal(self.chance.choice([*self.cursors, "", "x"]))
        value = self._value(argument.type)
        if self.chance.random() < 0.3:
            variable = f"v{len(self.declared)}"
            default = f" = {_literal(value)}" if self.chance.random() < 0.3 else ""
            self.declared.append(f"${variable}: {argument.type}{default}")
            if not default or self.chance.random() < 0.5:
                self.variables[variable] = _plain(value)
            return f"${variable}"
        return _literal(value)

    def _value(self, kind: GraphQLInputType) -> Any:
        if isinstance(kind, GraphQLNonNull):
            return self._value(kind.of_type)
        if isinstance(kind, GraphQLList):
            return [self._value(kind.of_type) for _ in range(self.chance.randint(0, 3))]
        if isinstance(kind, GraphQLEnumType):
            return Word(self.chance.choice(list(kind.values)))
        if isinstance(kind, GraphQLInputObjectType):
            fields = list(kind.fields)
            some = [self.chance.choice(fields)] if kind.is_one_of else [
                name for name in fields if is_required_input_field(kind.fields[name]) or self.chance.random() < 0.4
            ]  # fmt: skip
            return {name: self._value(kind.fields[name].type) for name in some}
        choices: dict[str, list[Any]] = {
            "ID": [*self.ids, "x", ""],
            "Int": [1, 3, 2026, 0, -1, 2**31 - 1],
            "Cents": [7_500, 0, -1, 2**53 - 1],
            "Boolean": [True, False],
            "Date": DATES,
            "DateTime": INSTANTS,
            "String": TEXTS,
        }
        return self.chance.choice(choices[kind.name])


class Word(str):
    """A value of an enumeration, which stands in a query without quotes."""

    __slots__ = ()


def _literal(value: Any) -> str:
    if isinstance(value, Word):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_literal(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return orjson.dumps(value).decode()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Word) else value
