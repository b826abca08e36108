"""No module imports itself round a circle; only the graph's types name each other, and they do so in annotations alone."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter

from tests.support.sources import ROOT, tree_of

MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in ("api", "domain")
    for path in (ROOT / package).rglob("*.py")
}


def imports(node: ast.AST, *, typing: bool = False) -> Iterator[tuple[str, bool]]:
    """The names that a module imports anywhere, each with whether it stands under ``if TYPE_CHECKING:``."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            continue  # no statement stands in one
        if isinstance(child, ast.ImportFrom) and child.module:
            yield child.module, typing
            yield from ((f"{child.module}.{alias.name}", typing) for alias in child.names)
        elif isinstance(child, ast.Import):
            yield from ((alias.name, typing) for alias in child.names)
        else:
            below = isinstance(child, ast.If) and getattr(child.test, "id", "") == "TYPE_CHECKING"
            yield from imports(child, typing=typing or below)


@cache
def graphs() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """What each of our modules imports of our own: when it runs, and with what only its annotations need."""
    running, annotated = {}, {}
    for name, path in MODULES.items():
        found = [(each, typing) for each, typing in imports(tree_of(path)) if each in MODULES]
        running[name] = {each for each, typing in found if not typing} - {name}
        annotated[name] = {each for each, _ in found} - {name}
    return running, annotated


def test_no_imports_go_round_in_a_circle() -> None:
    found, _ = graphs()
    assert sum(map(len, found.values())) > 1_000
    TopologicalSorter(found).prepare()


def test_only_the_graphs_types_name_each_other_in_annotations() -> None:
    found = {
        name: {each for each in imported if not (name.startswith("api.types.") and each.startswith("api.types."))}
        for name, imported in graphs()[1].items()
    }
    TopologicalSorter(found).prepare()
