"""The texts of all refusals, read from the source: what a person reads, with … for what is filled in."""

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import click

from api import errors as request_errors
from api.cli.running import refuse
from domain import errors
from tests.support.fluent_texts import FILLED_IN, texts_of
from tests.support.sources import ROOT, nodes_below, nodes_of, text_of

REFUSALS = {
    name
    for name, each in vars(errors).items()
    if isinstance(each, type)
    and issubclass(each, errors.Refusal | errors.PermissionMissing)
    and each is not errors.Refusal
} | {request_errors.Unauthenticated.__name__, refuse.__name__, click.UsageError.__name__}
FAILURES = {request_errors.failure.__name__, request_errors.RequestRefused.__name__}
"""What refuses a request as a whole; its code comes before its text."""
NAMES = re.compile(rf"\b(?:{'|'.join(REFUSALS | FAILURES)})\(")
"""What a file must have to refuse anything."""


@dataclass(frozen=True)
class RefusalText:
    """One text and where it stands."""

    place: str
    text: str


def refusal_texts() -> Iterator[RefusalText]:
    """Every text that a refusal can have. A text that another function gives is filled in."""
    for folder in ("domain", "api"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not NAMES.search(text_of(path)):
                continue
            for function in nodes_of(path):
                if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                    continue
                for call in nodes_below(function):
                    argument = text_argument(call)
                    for text in _texts(argument, function) if argument is not None else ():
                        yield RefusalText(f"{path.relative_to(ROOT)}:{function.name}", text)


def text_argument(call: ast.AST, failures: Collection[str] = FAILURES) -> ast.expr | None:
    """The argument that is the text of a refusal, or of one of ``failures``; None if the node makes none."""
    if not isinstance(call, ast.Call):
        return None
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    place = 1 if name in failures else 0 if name in REFUSALS else None
    return None if place is None or len(call.args) <= place else call.args[place]


def _texts(node: ast.expr, function: ast.AST, names: frozenset[str] = frozenset()) -> list[str]:
    """All texts that an expression can have; a variable has those that its function gives it."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            texts = [""]
            for part in parts:
                texts = [f"{text}{more}" for text in texts for more in _texts(part, function, names)]
            return texts
        case ast.FormattedValue(value=value):
            return _texts(value, function, names) if isinstance(value, ast.Name) else [FILLED_IN]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [f"{one}{more}" for one in _texts(left, function, names) for more in _texts(right, function, names)]
        case ast.BoolOp(values=choices):
            return [text for each in choices for text in _texts(each, function, names) if text]
        case ast.IfExp(body=body, orelse=other):
            return _texts(body, function, names) + _texts(other, function, names)
        case ast.Call(func=ast.Name(id="say"), args=[id_]):
            return [text for each in _texts(id_, function, names) for text in texts_of(each)]
        case ast.Call(func=ast.Attribute(value=ast.Name(id="Joined"), attr="of"), args=[ast.List(elts=parts)]):
            texts = [""]
            for part in parts:
                texts = [f"{text} {more}".strip() for text in texts for more in _texts(part, function, names)]
            return texts
        case ast.Name(id=name) if name not in names:
            given = [
                each.value
                for each in nodes_below(function)
                if isinstance(each, ast.Assign)
                and any(isinstance(to, ast.Name) and to.id == name for to in each.targets)
            ]
            return [text for each in given for text in _texts(each, function, names | {name})] or [FILLED_IN]
        case _:
            return [FILLED_IN]
