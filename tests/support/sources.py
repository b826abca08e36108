"""Level: the source. The project's own files, each read and parsed once for all tests of a process that look at them."""

import ast
import pathlib
from collections.abc import Sequence
from functools import cache

ROOT = pathlib.Path(__file__).parents[2]


@cache
def text_of(path: pathlib.Path) -> str:
    """The text of a file."""
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path: pathlib.Path) -> ast.Module:
    """The parsed text of a Python file, which nobody changes."""
    return ast.parse(text_of(path))


@cache
def nodes_of(path: pathlib.Path) -> Sequence[ast.AST]:
    """The nodes of a Python file, as ``nodes_below`` lists them; several tests look at all of them."""
    return nodes_below(tree_of(path))


def nodes_below(top: ast.AST) -> Sequence[ast.AST]:
    """A node and all below it, as ``ast.walk`` gives them, but for contexts such as ``Load``; in less time."""
    found = [top]
    for node in found:  # which grows meanwhile
        for value in vars(node).values():
            if type(value) is list:
                found += [each for each in value if isinstance(each, ast.AST)]
            elif isinstance(value, ast.AST) and not isinstance(value, ast.expr_context):
                found.append(value)
    return found
