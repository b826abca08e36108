"""The schema: current on disk, whole in its descriptions, guarded in every root field."""

import pathlib

from graphql import GraphQLEnumType

from api.guard import Rules
from api.queries import PUBLIC
from api.schema import core_schema, schema_text
from api.types.nodes import NODES, SEEN_BY, TYPE_OF_ROW, WORKED_OUT
from domain.permissions import MUTATION_PERMISSIONS

SCHEMA_FILE = pathlib.Path(__file__).parents[2] / "schema.graphql"


def test_schema_file_is_current() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run: tieout export-schema > schema.graphql"


def test_every_root_field_is_guarded_or_on_the_public_list() -> None:
    schema, rules = core_schema(), Rules(core_schema())
    for root in (schema.query_type, schema.mutation_type):
        assert root is not None
        unguarded = {name for name in root.fields if not rules.fields.get((root.name, name))}
        assert unguarded == (PUBLIC if root is schema.query_type else set())


def test_every_mutation_needs_what_the_permission_table_says() -> None:
    rules, mutation = Rules(core_schema()), core_schema().mutation_type
    assert mutation is not None
    for name in mutation.fields:
        assert MUTATION_PERMISSIONS[name] <= rules.fields["Mutation", name]


def test_fetching_by_id_needs_what_the_type_needs() -> None:
    rules = Rules(core_schema())
    for type_name in NODES | WORKED_OUT:
        if type_name in rules.types:
            assert SEEN_BY[type_name] == (rules.types[type_name],)


def test_every_node_type_can_be_fetched_by_its_id() -> None:
    node = core_schema().get_type("Node")
    names = {each.name for each in core_schema().get_possible_types(node)}  # type: ignore[arg-type]
    assert names == {*NODES, *WORKED_OUT} == set(TYPE_OF_ROW.values())


def test_everything_is_described() -> None:
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
