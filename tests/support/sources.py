"""Level: the source. The project's own files, each read and parsed once for all tests of a process that look at them."""

import ast
import pathlib
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
