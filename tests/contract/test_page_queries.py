"""The page: its queries are valid, its vendored files are what was published, its headers let nothing else in."""

import hashlib
import pathlib
import re

import pytest
from graphql import parse, validate

from api.documents import Documents
from api.pages import CONTENT_SECURITY_POLICY, page_files
from api.schema import core_schema

WEB = pathlib.Path(__file__).parents[2] / "web"
QUERIES = re.findall(r"export const (\w+) = `(.*?)`", (WEB / "js/queries.js").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize(("name", "query"), QUERIES, ids=[name for name, _ in QUERIES])
def test_each_query_of_the_page_is_valid(name: str, query: str) -> None:
    assert validate(core_schema(), parse(query)) == []
    assert not Documents(core_schema()).prepare(query).errors


def test_the_page_sends_no_query_that_is_not_listed() -> None:
    assert len(QUERIES) >= 4
    for path in (WEB / "js").rglob("*.js"):
        if path.name != "queries.js":
            assert not re.search(r"`\s*(query|mutation)\b", path.read_text(encoding="utf-8")), path


def test_vendored_files_are_as_they_were_published() -> None:
    folder = WEB / "vendor/lit-html"
    sums = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text().splitlines())
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files == set(sums) | {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_scripts_come_from_here_alone() -> None:
    assert "script-src 'self';" in CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert {"index.html", "js/main.js", "css/tokens.css"} <= set(page_files())
    for path in WEB.rglob("*.js"):
        for imported in re.findall(r"""from\s+["']([^"']+)["']""", path.read_text(encoding="utf-8")):
            assert imported.startswith("."), (path, imported)
