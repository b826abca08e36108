"""The schema: the file is current, everything is described, every root field is guarded."""

import pathlib

import pytest
from graphql import GraphQLEnumType, GraphQLError, GraphQLScalarType, IntValueNode

from api.mutations import factors, sessions
from api.permissions.check import Rules
from api.queries.root import PUBLIC
from api.schema import core_schema, schema_text
from api.types.nodes import COMPUTED_NODES, NODES, TYPE_OF_ROW, VISIBLE_WITH
from domain.permissions import MUTATION_PERMISSIONS

STANDARD = {"ID", "Int", "Float", "String", "Boolean", "JSON"}
SHORTEST_TEXT, EXAMPLES = 14, 60
"""The fewest characters of a description, and the fewest descriptions with an example or a name to write."""
SCHEMA_FILE = pathlib.Path(__file__).parents[2] / "schema.graphql"


def test_schema_file_is_current() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run: tieout export-schema > schema.graphql"


def test_every_root_field_is_guarded_or_on_the_public_list() -> None:
    schema, rules = core_schema(), Rules(core_schema())
    for root in (schema.query_type, schema.mutation_type):
        assert root is not None
        unguarded = {name for name in root.fields if not rules.fields.get((root.name, name))}
        assert unguarded == (
            PUBLIC if root is schema.query_type else factors.PUBLIC_MUTATIONS | sessions.PUBLIC_MUTATIONS
        )


def test_every_mutation_needs_its_permission_from_the_table() -> None:
    rules, mutation = Rules(core_schema()), core_schema().mutation_type
    assert mutation is not None
    assert MUTATION_PERMISSIONS.keys() == mutation.fields.keys()
    for name in mutation.fields:
        assert MUTATION_PERMISSIONS[name] <= rules.fields.get(("Mutation", name), frozenset())


def test_fetching_by_id_needs_the_permission_of_the_type() -> None:
    rules = Rules(core_schema())
    for type_name in NODES | COMPUTED_NODES:
        if type_name in rules.types:
            assert VISIBLE_WITH[type_name] == (rules.types[type_name],)


def test_every_node_type_can_be_fetched_by_its_id() -> None:
    node = core_schema().get_type("Node")
    names = {each.name for each in core_schema().get_possible_types(node)}  # type: ignore[arg-type]  # Node is an interface
    assert names == {*NODES, *COMPUTED_NODES} == set(TYPE_OF_ROW.values())


def test_every_schema_element_has_a_description() -> None:
    described: dict[str, str | None] = {}
    for named in core_schema().type_map.values():
        if named.name.startswith("__"):
            continue
        described[named.name] = named.description
        parts = getattr(named, "values" if isinstance(named, GraphQLEnumType) else "fields", {})
        for name, part in parts.items():
            described[f"{named.name}.{name}"] = part.description
            for argument, each in getattr(part, "args", {}).items():
                described[f"{named.name}.{name}({argument}:)"] = each.description
    for directive in core_schema().directives:
        described[f"@{directive.name}"] = directive.description
        for argument, each in directive.args.items():
            described[f"@{directive.name}({argument}:)"] = each.description
    assert [name for name, text in described.items() if not text] == []
    assert len(described) > 1_000


def test_descriptions_say_more_than_the_name() -> None:
    """A partner reads them in a list: each must stand by itself."""
    schema = core_schema()
    described: list[tuple[str, str | None]] = []
    for named in schema.type_map.values():
        if named.name.startswith("__") or named.name in STANDARD:
            continue
        described.append((named.name, named.description))
        parts = getattr(named, "fields", None) or getattr(named, "values", None) or {}
        for name, part in parts.items():
            described.append((f"{named.name}.{name}", part.description))
            described += [
                (f"{named.name}.{name}({each})", a.description) for each, a in getattr(part, "args", {}).items()
            ]
    short = [path for path, text in described if text is None or len(text.partition("\n")[0]) < SHORTEST_TEXT]
    assert short == [], f"describe in {SHORTEST_TEXT} characters or more: {', '.join(short)}"
    assert sum("such as" in (text or "") or "`" in (text or "") for _, text in described) >= EXAMPLES


@pytest.mark.parametrize("scalar", ["Cents", "Date", "DateTime"])
def test_our_scalars_say_where_they_are_specified(scalar: str) -> None:
    named = core_schema().type_map[scalar]
    assert isinstance(named, GraphQLScalarType)
    assert (named.specified_by_url or "").startswith("https://")


def test_a_number_of_very_many_digits_is_refused_in_words() -> None:
    cents = core_schema().type_map["Cents"]
    assert isinstance(cents, GraphQLScalarType)
    with pytest.raises(GraphQLError, match="Cents must be within") as refused:
        cents.parse_literal(IntValueNode(value="9" * 5_000))
    assert len(refused.value.message) < 200
