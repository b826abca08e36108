"""Level: the source. Small faults put into functions: one change of the syntax tree each.

A comparison, a sign, a constant, a condition turned round, a statement left out. Not changed are constants of modules,
assertions, the arguments of refusals, and the ids of messages (``say("…")``): ``tests/unit/test_texts.py`` proves that each
id is of a message.
"""

import ast
import copy
import pathlib
import types
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.support.sources import ROOT, tree_of

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
"""What stands in the place of an operator."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change in a function of a file: the ``number``-th that is possible there."""

    file: pathlib.Path
    function: str
    within: range
    """The lines of the function; its code begins at the first."""
    number: int
    lines: range
    """Those of the statement."""
    change: str
    occurrence: int
    """From 1 among those of the function that are the same change."""

    @property
    def key(self) -> tuple[str, str, str, int]:
        """Its name in the table of equivalent ones: file, function, change and occurrence."""
        return str(self.file.relative_to(ROOT)), self.function, self.change, self.occurrence

    def __str__(self) -> str:
        file, function, change, occurrence = self.key
        return f"{file}:{self.lines.start} {function}: {change} #{occurrence}"


class Changes(ast.NodeTransformer):
    """Walks a function; notes every change that is possible, or makes the ``wanted``-th of them."""

    def __init__(self, wanted: int | None = None) -> None:
        self.found: list[tuple[range, str]] = []
        self._wanted = wanted
        self._lines = range(0)

    def _is_wanted(self, change: str) -> bool:
        self.found.append((self._lines, change))
        return len(self.found) - 1 == self._wanted

    def visit(self, node: ast.AST) -> Any:
        """Change a node, or what is in it."""
        if isinstance(node, ast.stmt):
            inner = getattr(node, "body", ())
            self._lines = range(node.lineno, inner[0].lineno if inner else (node.end_lineno or node.lineno) + 1)
        if isinstance(node, ast.match_case):
            self._lines = range(node.pattern.lineno, node.body[0].lineno)
        if isinstance(node, ast.Assert) or _is_docstring(node):
            return node
        if isinstance(node, ast.Raise):
            return _left_out(node) if self._is_wanted("Raise left out") else node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [self.visit(each) for each in _without_docstring(node.body)]
            return node
        if isinstance(node, ast.AnnAssign):
            node.value = node.value and self.visit(node.value)  # not the type, which nobody reads
            return node
        swapped = SWAPPED.get(type(node))
        if swapped is not None and self._is_wanted(f"{type(node).__name__} to {swapped.__name__}"):
            return swapped()
        if isinstance(node, ast.Constant):
            return self._constant(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            first, *others = node.args
            node.args = [first if isinstance(first, ast.Constant) else self.visit(first), *map(self.visit, others)]
            node.keywords = [self.visit(each) for each in node.keywords]
            return node
        if isinstance(node, ast.If | ast.IfExp | ast.While) and self._is_wanted("condition turned round"):
            node.test = ast.copy_location(ast.UnaryOp(ast.Not(), node.test), node.test)
            return node
        if (
            isinstance(node, ast.UnaryOp)
            and isinstance(node.op, ast.Not | ast.USub)
            and self._is_wanted("sign left out")
        ):
            return node.operand
        if isinstance(node, ast.Expr | ast.AugAssign) and self._is_wanted(f"{type(node).__name__} left out"):
            return _left_out(node)
        if isinstance(node, ast.Continue) and self._is_wanted("continue to break"):
            return ast.copy_location(ast.Break(), node)
        return self.generic_visit(node)

    def _constant(self, node: ast.Constant) -> ast.Constant:
        value = node.value
        if isinstance(value, bool):
            other: Any = not value
        elif isinstance(value, int):
            other = value + 1
        elif isinstance(value, str):
            other = f"{value}?"
        else:
            return node
        return (
            ast.copy_location(ast.Constant(other), node) if self._is_wanted(f"{value!r:.40} to {other!r:.40}") else node
        )


def _left_out(statement: ast.stmt) -> ast.stmt:
    """Return what is never done in its place: a generator stays one, and a function keeps the names that it takes along."""
    return ast.copy_location(ast.If(ast.Constant(value=False), [statement], []), statement)


def _without_docstring(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    first = body[0]
    return list(body[1:] or [ast.copy_location(ast.Pass(), first)]) if _is_docstring(first) else list(body)


def _is_docstring(node: ast.AST) -> bool:
    """Whether it is one, of a function or of what was assigned before it."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield the functions of a module and the methods of its classes, with their qualified names."""
    for node in tree.body:
        for name, each in (
            [(node.name, member) for member in node.body] if isinstance(node, ast.ClassDef) else [("", node)]
        ):
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name}.{each.name}" if name else each.name, each


def mutants_of(file: pathlib.Path) -> Iterator[Mutant]:
    """Yield every mutant of a file."""
    for name, function in functions(tree_of(file)):
        changes, seen = Changes(), Counter[str]()
        changes.visit(copy.deepcopy(function))
        for number, (lines, change) in enumerate(changes.found):
            seen[change] += 1
            yield Mutant(file, name, _lines(function), number, lines, change, seen[change])


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> range:
    """Return the lines of its code, from that of its first decorator on."""
    assert function.end_lineno is not None
    return range(min([function.lineno, *(each.lineno for each in function.decorator_list)]), function.end_lineno + 1)


def mutated_codes(mutant: Mutant) -> list[types.CodeType]:
    """Return the code of the function with the change made, and that of the functions in it."""
    tree = ast.parse(mutant.file.read_text())
    (function,) = [each for name, each in functions(tree) if name == mutant.function and _lines(each) == mutant.within]
    Changes(mutant.number).visit(function)
    module = compile(ast.fix_missing_locations(tree), str(mutant.file), "exec")
    (code,) = [
        each for each in _codes(module) if place(each) == (str(mutant.file), mutant.function, mutant.within.start)
    ]
    return list(_codes(code))


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            yield from _codes(each)


def place(code: types.CodeType) -> tuple[str, str, int]:
    """Return what tells a function's code from all others: file, qualified name, first line."""
    return code.co_filename, code.co_qualname, code.co_firstlineno
