"""The examples that README shows to partner developers are valid."""

import json
import pathlib
import re

from graphql import parse, validate

from api.cli import main
from api.schema import core_schema
from tests.support.graphql import is_compiled

ROOT = pathlib.Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATING = (ROOT / "web/help/operating.md").read_text(encoding="utf-8")
QUERY = re.search(r"-d '(\{\"query\":.*?\})'\n```", README, re.DOTALL)
MUTATION = re.search(r"```graphql\n(mutation .*?)\n```", README, re.DOTALL)


def test_the_first_query_and_the_first_mutation_are_valid() -> None:
    assert QUERY is not None
    assert MUTATION is not None
    for document in (json.loads(QUERY[1])["query"], MUTATION[1]):
        assert validate(core_schema(), parse(document)) == []
        assert is_compiled(document)


def test_the_first_query_returns_the_ids_the_first_mutation_needs() -> None:
    assert QUERY is not None
    assert MUTATION is not None
    assert "accountId: " in MUTATION[1]
    assert re.search(r"nodes \{ id ", QUERY[1])


def test_each_command_is_in_the_table() -> None:
    for name in main.commands:
        assert re.search(rf"^\| `tieout {name}\b", OPERATING, re.MULTILINE), name


def test_each_file_that_readme_and_help_link_to_exists() -> None:
    for place in (README, *(path.read_text(encoding="utf-8") for path in (ROOT / "web/help").glob("*.md"))):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", place):
            assert (ROOT / target).exists() or (ROOT / "web/help" / target).exists(), target
