"""The schema against that of the last release: nothing that a program may use goes or changes its meaning unnoticed.

Until the first release it is compared with the schema of which the names were given to partners. A deprecated field that
goes with a new first number is accepted here, with its reason, until that is released (``tests.tools.released_schema``).
"""

import pytest
from graphql import BreakingChange, GraphQLSchema, build_schema, find_breaking_changes

from tests.tools.released_schema import RELEASED, ROOT

ACCEPTED: dict[str, str] = {}
"""Breaking changes by their descriptions, each with its reason."""
BEFORE = """
directive @client on FIELD_DEFINITION
type Query { account(number: String): Account other: Int }
type Account { number: String! kind: Kind }
enum Kind { FAMILY SINGLE }
input Filter { number: String }
type Mutation { add(filter: Filter): Int }
"""


def schema_of(text: str) -> GraphQLSchema:
    return build_schema(text, assume_valid=True)


def breaking(before: str, after: str) -> list[BreakingChange]:
    return find_breaking_changes(schema_of(before), schema_of(after))


def test_what_a_program_may_use_is_as_it_was_released() -> None:
    found = breaking(RELEASED.read_text(encoding="utf-8"), (ROOT / "schema.graphql").read_text(encoding="utf-8"))
    assert [each.description for each in found if each.description not in ACCEPTED] == []
    assert ACCEPTED.keys() <= {each.description for each in found}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("other: Int", ""),
        ("number: String! kind", "number: String kind"),
        ("FAMILY SINGLE", "FAMILY"),
        ("input Filter { number: String }", "input Filter { number: String! }"),
        ("add(filter: Filter)", "add(filter: Filter, more: Int!)"),
        ("directive @client on FIELD_DEFINITION", ""),
    ],
)
def test_finds_what_breaks_a_program(old: str, new: str) -> None:
    assert BEFORE.count(old) == 1
    assert breaking(BEFORE, BEFORE) == []
    assert breaking(BEFORE, BEFORE.replace(old, new)) != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("other: Int", "other: Int more: Int"),
        ("FAMILY SINGLE", "FAMILY SINGLE GROUP"),
        ("number: String)", "number: String, id: ID)"),
    ],
)
def test_what_is_added_breaks_nothing(old: str, new: str) -> None:
    assert breaking(BEFORE, BEFORE.replace(old, new)) == []
