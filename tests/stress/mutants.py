"""Small faults put into functions one by one: which of them the tests of these functions notice.

    python -m tests.stress.mutants domain/core [SAMPLE] [--seed N] [--tests PATH…]

Each mutant is one change of the syntax tree inside a function: a comparison, a sign, a constant, a condition turned round, a
statement left out. So many are drawn at random and compiled into a process of their own, which then runs the tests that
reach the changed line, in the order of their files, until one fails. Who reaches what is found by coverage first. Prints
what survived, and the share that was noticed with its 95 % interval. What hangs counts as noticed. Takes ``tests/unit`` and
``tests/property`` unless other tests are named. Constants of modules, assertions, and the words of refusals are not changed.
"""

import argparse
import ast
import contextlib
import copy
import gc
import math
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import types
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from coverage import CoverageData

ROOT = pathlib.Path(__file__).parents[2]
TESTS = ("tests/unit", "tests/property")
BOUND_S = 120
QUIET = ["-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--no-header", "--tb=no"]
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
SETTINGS = "[run]\nsource = {source}\ndynamic_context = test_function\ndata_file = {data}\n"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change in a function of a file: the ``number``-th that is possible there."""

    file: pathlib.Path
    function: str
    first_line: int
    number: int
    lines: range
    """Those of the statement."""
    change: str

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.lines.start} {self.function}: {self.change}"


class Changes(ast.NodeTransformer):
    """Walks a function; notes every change that is possible, or makes the ``wanted``-th of them."""

    def __init__(self, wanted: int | None = None) -> None:
        self.found: list[tuple[range, str]] = []
        self._wanted = wanted
        self._lines = range(0)

    def _is_wanted(self, change: str) -> bool:
        self.found.append((self._lines, change))
        return len(self.found) - 1 == self._wanted

    def visit(self, node: ast.AST) -> ast.AST:
        """Change a node, or what is in it."""
        if isinstance(node, ast.stmt):
            inner = getattr(node, "body", ())
            self._lines = range(node.lineno, inner[0].lineno if inner else (node.end_lineno or node.lineno) + 1)
        if isinstance(node, ast.Assert):
            return node
        if isinstance(node, ast.Raise):
            return ast.copy_location(ast.Pass(), node) if self._is_wanted("Raise left out") else node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [self.visit(each) for each in _without_docstring(node.body)]  # type: ignore[misc]
            return node
        swapped = SWAPPED.get(type(node))
        if swapped is not None and self._is_wanted(f"{type(node).__name__} to {swapped.__name__}"):
            return swapped()
        if isinstance(node, ast.Constant):
            return self._constant(node)
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
            return ast.copy_location(ast.Pass(), node)
        if isinstance(node, ast.Continue) and self._is_wanted("continue to break"):
            return ast.copy_location(ast.Break(), node)
        return self.generic_visit(node)

    def _constant(self, node: ast.Constant) -> ast.Constant:
        value = node.value
        if isinstance(value, bool):
            other: object = not value
        elif isinstance(value, int):
            other = value + 1
        elif isinstance(value, str):
            other = f"{value}?"
        else:
            return node
        return (
            ast.copy_location(ast.Constant(other), node) if self._is_wanted(f"{value!r:.40} to {other!r:.40}") else node
        )


def _without_docstring(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    first = body[0]
    documented = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return list(body[1:] or [ast.copy_location(ast.Pass(), first)]) if documented else list(body)


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
    for name, function in functions(ast.parse(file.read_text())):
        changes = Changes()
        changes.visit(copy.deepcopy(function))
        for number, (lines, change) in enumerate(changes.found):
            yield Mutant(file, name, _first_line(function), number, lines, change)


def _first_line(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the line at which its code begins: that of its first decorator."""
    return min([function.lineno, *(each.lineno for each in function.decorator_list)])


def mutated_code(mutant: Mutant) -> types.CodeType:
    """Return the code of the function with the change made."""
    tree = ast.parse(mutant.file.read_text())
    (function,) = [
        each for name, each in functions(tree) if name == mutant.function and _first_line(each) == mutant.first_line
    ]
    Changes(mutant.number).visit(function)
    module = compile(ast.fix_missing_locations(tree), str(mutant.file), "exec")
    return next(
        code for code in _codes(module) if _place(code) == (str(mutant.file), mutant.function, mutant.first_line)
    )


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            yield from _codes(each)


def _place(code: types.CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def reached_by(package: str, tests: Sequence[str]) -> dict[str, dict[int, list[str]]]:
    """Return by file and line the tests that reach it; each test is a node that pytest knows."""
    with tempfile.TemporaryDirectory() as folder:
        data, settings = pathlib.Path(folder) / "data", pathlib.Path(folder) / "settings"
        settings.write_text(SETTINGS.format(source=ROOT / package, data=data))
        command = ["-m", "coverage", "run", f"--rcfile={settings}", "-m", "pytest", *QUIET, *tests]
        ran = subprocess.run([sys.executable, *command], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
        assert ran.returncode == 0, f"the tests fail without any change: {ran.stdout[-2000:]}"
        measured = CoverageData(str(data))
        measured.read()
        return {
            file: {
                line: sorted({node for node in map(_node, contexts) if node is not None})
                for line, contexts in measured.contexts_by_lineno(file).items()
            }
            for file in measured.measured_files()
        }


def _node(context: str) -> str | None:
    """Return pytest's name of what coverage calls by its module and function; None for what is no test's."""
    parts = context.split(".")
    for at in range(len(parts), 1, -1):
        file = pathlib.Path(*parts[:at]).with_suffix(".py")
        if parts[0] == "tests" and (ROOT / file).exists():
            return "::".join([str(file), *parts[at:]])
    return None


def noticed(mutant: Mutant, tests: Sequence[str], originals: Sequence[types.FunctionType]) -> bool:
    """Return True if a test fails, or does not end, in a process whose function is the mutant."""
    code = mutated_code(mutant)
    process = os.fork()
    if process == 0:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(BOUND_S)
        for each in originals:
            each.__code__ = code
        os._exit(int(pytest.main([*QUIET, *tests])))
    status = os.waitpid(process, 0)[1]
    ended = os.waitstatus_to_exitcode(status)
    assert ended in {0, 1, 2, -signal.SIGALRM}, f"pytest ended with {ended} at {mutant}"
    return ended != 0


def interval(hits: int, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson)."""
    z, share = 1.96, hits / count
    middle, spread = share + z * z / (2 * count), z * math.sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2)
    return (middle - spread) / (1 + z * z / count), (middle + spread) / (1 + z * z / count)


def main(package: str, sample: int, seed: int, tests: Sequence[str]) -> None:
    """Draw mutants, try them, and print."""
    reached = reached_by(package, tests)
    every = [each for file in sorted((ROOT / package).rglob("*.py")) for each in mutants_of(file)]
    chosen = random.Random(seed).sample(every, min(sample, len(every)))
    with pathlib.Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        pytest.main(["--collect-only", *QUIET, *tests])  # so that each process finds all modules imported
    originals: dict[tuple[str, str, int], list[types.FunctionType]] = {}
    gc.unfreeze()  # else what exists by now is not listed
    for each in gc.get_objects():
        if isinstance(each, types.FunctionType):
            originals.setdefault(_place(each.__code__), []).append(each)
    counts: Counter[str] = Counter()
    for mutant in chosen:
        reaching = reached.get(str(mutant.file), {})
        nodes = sorted({each for line in mutant.lines for each in reaching.get(line, ())})
        functions_ = originals.get((str(mutant.file), mutant.function, mutant.first_line), [])
        assert functions_ or not nodes, f"no function is found of {mutant}"
        if not nodes:
            counts["not reached"] += 1
            print(f"not reached {mutant}", flush=True)
        elif noticed(mutant, nodes, functions_):
            counts["noticed"] += 1
        else:
            counts["survived"] += 1
            print(f"survived    {mutant} ({len(nodes)} tests reach it)", flush=True)
    low, high = interval(counts["noticed"], len(chosen))
    print(
        f"{package}: {len(chosen)} of {len(every):,} mutants, seed {seed}: {counts['noticed']} noticed, "
        f"{counts['survived']} survived, {counts['not reached']} not reached: "
        f"{100 * counts['noticed'] / len(chosen):.1f} % ({100 * low:.1f} to {100 * high:.1f})"
    )


if __name__ == "__main__":
    reader = argparse.ArgumentParser(prog="python -m tests.stress.mutants")
    reader.add_argument("package")
    reader.add_argument("sample", type=int, nargs="?", default=200)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--tests", nargs="+", default=TESTS)
    given = reader.parse_args()
    main(given.package, given.sample, given.seed, given.tests)
