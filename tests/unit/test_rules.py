"""The rulebook and its citations: each number leads to a rule, each built rule has a test, no public text shows a number."""

import ast
import io
import re
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import click

from api.cli import main
from tests.support.sources import ROOT, nodes_of, text_of

RULEBOOK = "domain/RULES.md"
NUMBER = r"R[1-9]\d?[a-z]?"
CITATION = re.compile(r"(R(?<![\w-]R)[1-9]\d?[a-z]?)(?![\w-])")
"""A number by itself. What stands before it is looked at last, as very few places have an R at all."""
CITATION_IN_COMMENT = re.compile(rf"#.*?(?<![\w-]){NUMBER}(?![\w-])")
CITATION_IN_NAME = re.compile(r"r(?<![^_]r)([1-9]\d?[a-z]?)(?![^_])")
HEADING = re.compile(rf"^### ({NUMBER}) · \S.*\n\n(.*)$", re.MULTILINE)
STATUS = re.compile(rf"\*(?:(Built)\.(?: Planned change: ({NUMBER}(?:, {NUMBER})*)\.)?|(Planned), not built yet\.)\*")
COMMENT_IN_SCRIPT = re.compile(r"/\*.*?\*/|(?<![:\w])//[^\n]*", re.DOTALL)


class Rule(NamedTuple):
    """A rule of the rulebook; ``changes`` are the planned rules that will change it."""

    number: str
    built: bool
    changes: list[str]


@cache
def sources(*tops: str) -> dict[str, str]:
    """The texts of our own files below some directories, by their path in the repository."""
    return {
        path.relative_to(ROOT).as_posix(): text_of(path)
        for top in tops
        for path in sorted((ROOT / top).rglob("*"))
        if path.suffix in {".css", ".html", ".js", ".mjs", ".md", ".py", ".sql"} and "vendor" not in path.parts
    }


def rules() -> dict[str, Rule]:
    """The rulebook's rules by number; a rule without a status line that can be read is not among them."""
    found = {}
    for number, line in HEADING.findall((ROOT / RULEBOOK).read_text(encoding="utf-8")):
        status = STATUS.fullmatch(line)
        if status is not None:
            found[number] = Rule(number, status[1] is not None, (status[2] or "").split(", ") if status[2] else [])
    return found


def citations(texts: dict[str, str]) -> dict[str, set[str]]:
    """The files that cite each number."""
    cited: dict[str, set[str]] = defaultdict(set)
    for path, text in texts.items():
        for number in CITATION.findall(text):
            cited[number].add(path)
    return cited


def sentences(path: str) -> Iterator[str]:
    """A Python file's comments, docstrings and test names: what says which rule a test holds. None of a file without one."""
    text = text_of(ROOT / path)
    if not CITATION.search(text) and not CITATION_IN_NAME.search(text):
        return
    if CITATION_IN_COMMENT.search(text):
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                yield token.string
    for node in nodes_of(ROOT / path):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield " ".join(f"R{number}" for number in CITATION_IN_NAME.findall(node.name))


def messages(path: str) -> Iterator[str]:
    """A Python file's strings that are neither docstrings nor a mere rule number, which is an identifier and no text."""
    nodes = nodes_of(ROOT / path)
    documentation = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield from () if re.fullmatch(NUMBER, node.value) else (node.value,)


def test_each_heading_is_unique_and_states_what_is_built() -> None:
    text = (ROOT / RULEBOOK).read_text(encoding="utf-8")
    headings = re.findall(r"^### (.*)$", text, re.MULTILINE)
    assert len(headings) == len(rules()) > 90


def test_a_planned_change_of_a_built_rule_is_itself_planned() -> None:
    known = rules()
    assert [(rule.number, each) for rule in known.values() for each in rule.changes if known[each].built] == []


def test_each_citation_leads_to_a_rule() -> None:
    documents = {path.name: path.read_text(encoding="utf-8") for path in ROOT.glob("*.md")}
    cited = citations(sources("api", "domain", "web", "tests") | documents)
    assert {number: files for number, files in cited.items() if number not in rules()} == {}


def test_each_built_rule_is_cited_by_a_test_and_by_the_product() -> None:
    tests = {path: "\n".join(sentences(path)) for path in sources("tests") if path.endswith(".py")}
    tests.pop("tests/unit/test_rules.py")
    product = {path: text for path, text in sources("api", "domain", "web").items() if not path.endswith(".md")}
    built = {rule.number for rule in rules().values() if rule.built}
    assert sorted(built - citations(tests).keys()) == []
    assert sorted(built - citations(product).keys()) == []


def test_the_product_cites_no_planned_rule_as_kept() -> None:
    product = {path: text for path, text in sources("api", "domain", "web").items() if not path.endswith(".md")}
    cited = citations(product)
    assert {
        rule.number: cited[rule.number] for rule in rules().values() if not rule.built and rule.number in cited
    } == {}


def test_the_schema_shows_no_rule_number() -> None:
    assert CITATION.findall((ROOT / "schema.graphql").read_text(encoding="utf-8")) == []


def test_no_message_shows_a_rule_number() -> None:
    shown = {
        (path, message)
        for path, text in sources("api", "domain").items()
        if path.endswith(".py") and CITATION.search(text)
        if not path.startswith("domain/migrations/")  # what Tortoise notes of a table
        for message in messages(path)
        if CITATION.search(message)
    }
    assert shown == set()


def test_no_command_shows_a_rule_number() -> None:
    def helps(command: click.Command) -> Iterator[str]:
        context = click.Context(command)
        yield command.get_help(context)
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                found = command.resolve_command(context, [name])[1]
                assert found is not None, name
                yield from helps(found)

    shown = list(helps(main))
    assert len(shown) > 10
    assert [text for text in shown if CITATION.search(text)] == []


def test_the_page_shows_no_rule_number() -> None:
    page = {path: COMMENT_IN_SCRIPT.sub("", text) for path, text in sources("web").items()}
    assert citations(page) == {}
