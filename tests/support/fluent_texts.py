"""What the server says in the Fluent files, parsed: which values it shows, and what it may say."""

from functools import cache
from itertools import product

from fluent.syntax import FluentParser, ast, visitor

from domain.texts import Language
from domain.texts.bundles import files_of, of_server

FILLED_IN = "…"


@cache
def messages(language: Language) -> dict[str, dict[str, ast.Message]]:
    """The messages of a language, by file and id."""
    found: dict[str, dict[str, ast.Message]] = {}
    for file in files_of(language):
        body = FluentParser().parse(of_server(file.read_text(encoding="utf-8"))).body
        assert [each for each in body if isinstance(each, ast.Junk)] == [], file
        found[file.name] = {each.id.name: each for each in body if isinstance(each, ast.Message)}
    return found


@cache
def english() -> dict[str, ast.Message]:
    """The English messages by id."""
    return {id_: message for of_file in messages(Language.ENGLISH).values() for id_, message in of_file.items()}


class _Variables(visitor.Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def variables(message: ast.Message) -> set[str]:
    """The names of the values that a message shows or chooses by."""
    found = _Variables()
    found.visit(message)
    return found.names


def texts_of(id_: str) -> list[str]:
    """Every text that an English message can say, with … for what is filled in."""
    pattern = english()[id_].value
    assert pattern is not None
    return _texts(pattern)


def _texts(pattern: ast.Pattern) -> list[str]:
    parts = [
        [each.value] if isinstance(each, ast.TextElement) else _placed(each.expression) for each in pattern.elements
    ]
    return ["".join(each) for each in product(*parts)]


def _placed(expression: ast.Placeable | ast.InlineExpression | ast.SelectExpression) -> list[str]:
    match expression:
        case ast.SelectExpression(variants=variants):
            return [text for variant in variants for text in _texts(variant.value)]
        case ast.StringLiteral(value=value):
            return [value]
        case _:
            return [FILLED_IN]
