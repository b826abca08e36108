"""What README shows to a partner developer is true of the schema."""

import json
import pathlib
import re

from graphql import parse, validate

from api.cli import main
from api.schema import core_schema

README = (pathlib.Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
QUERY = re.search(r"-d '(\{\"query\":.*?\})'\n```", README, re.DOTALL)
MUTATION = re.search(r"```graphql\n(mutation .*?)\n```", README, re.DOTALL)


def test_the_first_query_and_the_first_mutation_are_valid() -> None:
    assert QUERY is not None
    assert MUTATION is not None
    for document in (json.loads(QUERY[1])["query"], MUTATION[1]):
        assert validate(core_schema(), parse(document)) == []


def test_the_first_query_gives_what_the_first_mutation_needs() -> None:
    assert QUERY is not None
    assert MUTATION is not None
    assert "accountId: " in MUTATION[1]
    assert re.search(r"nodes \{ id ", QUERY[1])


def test_each_command_is_in_the_table() -> None:
    for name in main.commands:
        assert re.search(rf"^\| `tieout {name}\b", README, re.MULTILINE), name
