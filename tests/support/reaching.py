"""Level: the tests themselves. Which tests reach which lines, and how long each takes; kept in a file between runs.

A file of tests is measured anew when it changed, or when a file changed that it reached.
"""

import hashlib
import json
import pathlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

import coverage
import pytest

from tests.support.sources import ROOT

FOLDER = ROOT / ".mutants"


@dataclass(slots=True)
class Test:
    """A test as it ran on the unchanged code."""

    seconds: float
    """Of computing."""
    lasted_s: float
    """From its beginning to its end."""
    passed: bool
    lines: dict[str, list[int]]
    """By file, as a path from the root."""


@dataclass(slots=True)
class TestFile:
    """The tests of a file, and the hash of its text when they were measured."""

    hash: str
    tests: dict[str, Test] = field(default_factory=dict)


@dataclass(slots=True)
class Reach:
    """What is known of all tests, by their files, for the source files of one folder."""

    folder: str
    postgres: bool = False
    """Whether tests on PostgreSQL are among them."""
    sources: dict[str, str] = field(default_factory=dict)
    """The hashes of the source files."""
    files: dict[str, TestFile] = field(default_factory=dict)

    def outdated(self, tests: Sequence[str]) -> list[str]:
        """Return the files of tests that are to be measured; forget what was known of any that changed or is gone."""
        present = {name: hash_of(name) for name in {*tests, *self.files} if (ROOT / name).exists()}
        sources = {name: hash_of(name) for name in python_files(self.folder)}
        changed = {name for name, known in self.sources.items() if sources.get(name) != known}
        self.sources = sources
        stale = {
            name
            for name, known in self.files.items()
            if present.get(name) != known.hash or any(changed.intersection(test.lines) for test in known.tests.values())
        }
        for name in stale:
            del self.files[name]
        return [name for name in tests if name not in self.files]

    def add(self, measured: Mapping[str, Test], files: Iterable[str]) -> None:
        """Take over what was measured of whole files of tests, by pytest's names of the tests."""
        for name in files:
            self.files[name] = TestFile(hash_of(name))
        for node, test in measured.items():
            self.files[node.partition("::")[0]].tests[node] = test

    def by_line(self, files: Iterable[str], longest_s: float) -> dict[str, dict[int, set[str]]]:
        """Return by source file and line the tests of these files that reach it, pass, and take no longer."""
        found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for node, test in self._tests(files):
            if test.passed and test.seconds <= longest_s:
                for file, lines in test.lines.items():
                    for line in lines:
                        found[file][line].add(node)
        return found

    def tests(self, files: Iterable[str]) -> dict[str, Test]:
        """Return the tests of these files by pytest's names of them."""
        return dict(self._tests(files))

    def left_out(self, files: Iterable[str], longest_s: float) -> list[str]:
        """Return the tests that reach something, but fail without any change or take too long."""
        return [
            node for node, test in self._tests(files) if test.lines and not (test.passed and test.seconds <= longest_s)
        ]

    def _tests(self, files: Iterable[str]) -> Iterable[tuple[str, Test]]:
        return (each for name in files if name in self.files for each in self.files[name].tests.items())

    def save(self) -> None:
        """Keep it for the next run."""
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / ".gitignore").write_text("*\n")
        _kept(self.folder, postgres=self.postgres).write_text(json.dumps(asdict(self)))


def load(folder: str, *, postgres: bool) -> Reach:
    """Return what an earlier run kept of a folder; nothing is known if there was none."""
    path = _kept(folder, postgres=postgres)
    if not path.exists():
        return Reach(folder, postgres)
    kept = json.loads(path.read_text())
    files = {
        name: TestFile(each["hash"], {node: Test(**test) for node, test in each["tests"].items()})
        for name, each in kept["files"].items()
    }
    return Reach(folder, postgres, kept["sources"], files)


def _kept(folder: str, *, postgres: bool) -> pathlib.Path:
    form = hash_of("tests/support/reaching.py")[:8]  # another version of this file may have kept it in another
    return FOLDER / f"{folder.replace('/', '.')}{'.postgres' if postgres else ''}.{form}.json"


def hash_of(name: str) -> str:
    """Return the hash of a file's text; its path is from the root."""
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def python_files(name: str) -> list[str]:
    """Return the Python files of a folder and below, or the one file itself, as paths from the root."""
    path = ROOT / name
    return [str(each.relative_to(ROOT)) for each in (sorted(path.rglob("*.py")) if path.is_dir() else [path])]


class Measuring:
    """Runs tests one by one, and notes what each reaches in a folder."""

    def __init__(self, folder: str) -> None:
        self._coverage = coverage.Coverage(data_file=None, include=[f"{ROOT / folder}/*"], config_file=False)
        self._coverage.set_option("run:disable_warnings", ["no-data-collected"])  # many tests reach nothing there
        self._times: dict[str, tuple[float, float]] = {}

    def run(
        self, items: Sequence[pytest.Item], run_test: Callable[[pytest.Item, pytest.Item | None], bool]
    ) -> dict[str, Test]:
        """Return by pytest's name of each test how long it took, whether it passed, and the lines that it reached."""
        passed = {}
        self._coverage.start()
        for item, following in zip(items, [*items[1:], None], strict=True):
            self._coverage.switch_context(item.nodeid)
            began, began_s = time.process_time(), time.monotonic()
            passed[item.nodeid] = run_test(item, following)
            self._times[item.nodeid] = round(time.process_time() - began, 4), round(time.monotonic() - began_s, 4)
        self._coverage.stop()
        lines: dict[str, dict[str, list[int]]] = defaultdict(dict)
        data = self._coverage.get_data()
        for file in data.measured_files():
            by_node = defaultdict(list)
            for line, nodes in data.contexts_by_lineno(file).items():
                for node in nodes:
                    by_node[node].append(line)
            for node, reached in by_node.items():
                lines[node][str(pathlib.Path(file).relative_to(ROOT))] = reached
        return {node: Test(*self._times[node], ok, lines.get(node, {})) for node, ok in passed.items()}
