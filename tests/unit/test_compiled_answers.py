"""Compiled answers of a small schema: equal to what graphql-core answers, and given up where an error belongs into them."""

from types import SimpleNamespace
from typing import Any

import pytest
from graphql import GraphQLInt, GraphQLSchema, build_schema, execute_sync, parse
from graphql.execution import get_variable_values
from graphql.execution.values import VariableValues

from api.graph.engine.building import Dialect, NotCompiled, Unusual, compile_selection
from api.graph.engine.selection import VARIANTS_MAX, Variants
from api.graph.engine.sources import SOURCE, Attached, Attribute, Computed, RowId, ValueSource

SDL = """
interface Pet { name: String! }
type Dog implements Pet { id: ID! name: String! age: Int size: Size! friends: [Pet!] tags: [String] owner: Owner }
type Cat implements Pet { name: String! lives: Int! }
type Owner { name: String! old: Boolean! pets: [Pet!]! }
enum Size { SMALL LARGE }
type Query { dog: Dog pet: Pet pets: [Pet!]! shout(text: String = "hey"): String! }
"""
SOURCES: dict[str, dict[str, ValueSource]] = {
    "Query": {"dog": Attached(), "pet": Attached(), "pets": Attached(), "shout": Attached()},
    "Dog": {
        "id": RowId("dog_"),
        "name": Attribute("name"),
        "age": Attribute("age"),
        "size": Attribute("size"),
        "friends": Attached(),
        "tags": Attribute("tags"),
        "owner": Attribute("owner"),
    },
    "Cat": {"name": Attribute("name"), "lives": Computed(lambda cat, context: cat.born + context)},
    "Owner": {"name": Attribute("name"), "old": Attribute("old"), "pets": Attached()},
}
CONTEXT = 2


class Dog(SimpleNamespace):
    pass


class Cat(SimpleNamespace):
    pass


def resolver(source: ValueSource) -> Any:
    match source:
        case Attribute(name):
            return lambda row, _info, **_: getattr(row, name)
        case Computed(compute):
            return lambda row, info, **_: compute(row, info.context)
        case RowId(prefix):
            return lambda row, _info, **_: f"{prefix}{row.id}"
        case Attached():
            return lambda row, info, **_: row.related[info.path.key]


def small_schema() -> GraphQLSchema:
    schema = build_schema(SDL)
    for type_name, sources in SOURCES.items():
        for name, source in sources.items():
            field: Any = schema.type_map[type_name].fields[name]  # type: ignore[attr-defined]  # object types
            field.extensions = {SOURCE: source}
            field.resolve = resolver(source)
    pet: Any = schema.type_map["Pet"]
    pet.resolve_type = lambda row, _info, _type: type(row).__name__
    return schema


SCHEMA = small_schema()


def books() -> SimpleNamespace:
    """A root with everything attached under the names that the queries below give it."""
    owner = SimpleNamespace(name="Ann", old=True)
    tom, kit = Cat(name="Tom", born=7), Cat(name="Kit", born=0)
    rex = Dog(id=1, name="Rex", age=None, size="LARGE", tags=["a", None], owner=owner, related={"friends": [tom]})
    bo = Dog(id=2, name="Bo", age=3, size="SMALL", tags=None, owner=None, related={"friends": None})
    owner.related = {"pets": [rex, kit]}
    related = {"dog": rex, "other": bo, "pet": kit, "nobody": None, "pets": [rex, tom, bo], "shout": "hey"}
    return SimpleNamespace(related=related)


def compiled_answer(text: str, root: Any, **variables: Any) -> dict[str, Any]:
    document = parse(text)
    operation: Any = document.definitions[0]
    values = get_variable_values(SCHEMA, operation.variable_definitions or (), variables)
    assert isinstance(values, VariableValues)
    selection = Variants(SCHEMA, document).of(operation, values).root
    return compile_selection(SCHEMA, selection, Dialect())(root, CONTEXT)


QUERIES = [
    "{ dog { id name age size tags owner { name old } } }",
    "{ dog { name } other: dog { id tags owner { name } friends { name } } }",
    "{ pets { __typename name ... on Dog { age } ... on Cat { lives } } }",
    "{ pet { ...Named } nobody: pet { name } } fragment Named on Pet { name ... on Cat { lives kind: __typename } }",
    "{ dog { owner { pets { name ... on Dog { friends { name } } } } friends { ... on Cat { lives } } } }",
    "{ dog { name owner { name } owner { old } } shout }",
    "query ($on: Boolean!) { dog { name @skip(if: $on) age @include(if: $on) ... @include(if: $on) { id } } }",
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("on", [False, True])
def test_equals_what_graphql_core_answers(query: str, on: bool) -> None:
    variables = {"on": on} if "$on" in query else {}
    expected = execute_sync(SCHEMA, parse(query), books(), CONTEXT, variables)
    assert expected.errors is None
    answer = compiled_answer(query, books(), **variables)
    assert (answer, list(answer)) == (expected.data, list(expected.data or ()))


@pytest.mark.parametrize(
    ("path", "value"),
    [("size", None), ("age", 2**31), ("age", "3"), ("name", None), ("owner.name", None), ("owner.old", None)],
)
def test_gives_up_where_an_error_belongs_into_the_answer(path: str, value: object) -> None:
    root = books()
    row: Any = root.related["dog"]
    *parts, name = path.split(".")
    for part in parts:
        row = getattr(row, part)
    setattr(row, name, value)
    with pytest.raises(Unusual):
        compiled_answer("{ dog { name age size owner { name old } } }", root)


def test_gives_up_on_a_null_in_a_list_of_non_null_rows() -> None:
    root = books()
    root.related["pets"].append(None)
    with pytest.raises((Unusual, AttributeError, KeyError)):
        compiled_answer("{ pets { name } }", root)


def test_leaves_the_schema_to_graphql_core() -> None:
    with pytest.raises(NotCompiled):
        compiled_answer("{ __schema { queryType { name } } }", books())


def test_keeps_few_variants_of_a_document_and_none_of_its_other_variables() -> None:
    document = parse("query ($on: Boolean!, $text: String) { dog { name @skip(if: $on) } shout(text: $text) }")
    operation: Any = document.definitions[0]
    variants = Variants(SCHEMA, document)
    seen = set()
    for number in range(4 * VARIANTS_MAX):
        values = get_variable_values(
            SCHEMA, operation.variable_definitions, {"on": number % 2 == 0, "text": str(number)}
        )
        assert isinstance(values, VariableValues)
        seen.add(id(variants.of(operation, values)))
    assert len(seen) == 2


def test_an_answer_reads_each_name_once_however_often_it_is_selected() -> None:
    assert compiled_answer("{ dog { age age name } }", books()) == {"dog": {"age": None, "name": "Rex"}}
    assert SCHEMA.type_map["Int"] is GraphQLInt
