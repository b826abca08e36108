"""The repository: its top level, the README's two commands, the locked requirements, its words."""

import ast
import contextlib
import pathlib
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.sources import ROOT, nodes_of, text_of, tree_of

TOP = {
    ".ci", ".dockerignore", ".env.example", ".github", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "DECISIONS.md",
    "Dockerfile", "LICENSE", "README.md", "SECURITY.md", "api", "compose.yaml", "domain", "pyproject.toml",
    "requirements-test.txt", "requirements.txt", "schema.graphql", "tests", "web",
}  # fmt: skip


@cache
def files() -> list[pathlib.Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_the_top_level_holds_what_every_project_has() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in files()} <= TOP


@pytest.mark.parametrize("section", ["Run it", "Test it"])
def test_the_readme_opens_each_section_with_a_single_line(section: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {section}\n\n```\n([^\n]+)\n```\n", readme, re.MULTILINE)
    assert found is not None
    assert found[1].startswith("python3 -m venv .venv && ")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_locks_have_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    wanted = re.findall(r"^[a-z0-9].*==.*$", text, re.MULTILINE)
    assert len(wanted) > 20
    assert all(line.endswith("\\") for line in wanted)
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)


def test_no_file_names_a_machine_or_a_registry() -> None:
    places = re.compile(r"/(?<![^\s\"'=(]/)(?:work|root|farm)/")
    hosts = "pypi.org", "registry.npmjs", "files.pythonhosted"
    own = pathlib.Path(__file__)
    for path in files():
        if path != own and path.suffix in {
            ".py",
            ".md",
            ".toml",
            ".txt",
            ".js",
            ".sql",
            ".yaml",
            ".yml",
            ".html",
            ".css",
            ".mjs",
        }:
            text = text_of(path)
            assert not any(host in text for host in hosts), path
            assert not places.search(text), path


def test_each_public_name_is_documented() -> None:
    bare = []
    for path in files():
        place = path.relative_to(ROOT)
        if path.suffix != ".py" or place.parts[0] not in {"api", "domain"}:
            continue
        tree = tree_of(path)
        if not ast.get_docstring(tree):
            bare.append(str(place))
        for node in tree.body:
            named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            if named and not node.name.startswith("_") and not ast.get_docstring(node):
                bare.append(f"{place}:{node.name}")
    assert bare == []


def test_no_float_in_the_domain() -> None:
    # the waiting times of the store and of numbering, and the spread of its tries, are seconds and no money
    stores = (
        "migrate",
        "store",
        "postgres/backend",
        "postgres/connection",
        "postgres/groups",
        "postgres/hosts",
        "postgres/lending",
        "postgres/pooled",
        "postgres/replica",
        "sqlite/backend",
        "sqlite/connection",
        "sqlite/reads",
        "turns",
    )
    seconds = {*(f"domain/store/{name}.py" for name in stores), "domain/jobs/numbering.py", "domain/jobs/repeating.py"}
    for path in files():
        place = path.relative_to(ROOT).as_posix()
        if not place.startswith("domain/") or path.suffix != ".py" or place in seconds:
            continue
        for node in nodes_of(path):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), place
            assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)), place
            assert not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float"), place


def test_only_the_store_runs_transactions() -> None:
    forbidden = re.compile(r"\bin_transaction\(|\.bulk_create\(|\batomic\(\)|asyncio\.gather\(")
    for path in files():
        if path.relative_to(ROOT).parts[0] == "domain" and path.suffix == ".py":
            assert not forbidden.search(text_of(path)), path


def test_what_stays_in_a_tab_is_done_to_a_new_one() -> None:
    """Visitors take a tab over from each other; a script added to it or a clock set in it would be the next one's too."""
    stays = re.compile(r"\.add_init_script\(|\.clock\.|\.expose_(?:binding|function)\(")
    for path in (ROOT / "tests" / "browser").glob("test_*.py"):
        for node in tree_of(path).body:
            if isinstance(node, ast.AsyncFunctionDef) and stays.search(ast.unparse(node)):
                assert "visitor" not in {each.arg for each in node.args.args}, (path.name, node.name)


def test_the_version_is_the_changelogs_newest() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    newest = re.search(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == version


def test_import_contracts_hold() -> None:
    program = pathlib.Path(sys.executable).with_name("lint-imports")
    held = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert held.returncode == 0, held.stdout


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-test.txt"])
def test_locks_pin_each_extra_that_other_packages_require(lock: str) -> None:
    """pip takes ``coverage==…`` for no pin of ``coverage[toml]``: a newer release would break the installation."""
    pinned = re.findall(r"^([\w.-]+)(\[[\w,]+\])?==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)
    with_extras = {name + extras for name, extras in pinned if extras}
    asked = set()
    for name, _ in pinned:
        with contextlib.suppress(metadata.PackageNotFoundError):  # of another platform
            for line in metadata.requires(name) or []:
                command = Requirement(line)
                if command.extras and (command.marker is None or command.marker.evaluate({"extra": ""})):
                    asked.add(f"{canonicalize_name(command.name)}[{','.join(sorted(command.extras))}]")
    assert asked <= with_extras
