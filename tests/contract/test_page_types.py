"""The page's types: what is generated is current, and no type of the page is left open where one is known."""

import re

from tests.tools.page_types import WEB, page_types, written

LOOSE = re.compile(r"(?<=[{<(,|: ])any(?=[}>\[\]),|; ])")
LOOSE_MAX = 4


def test_the_types_of_schema_and_queries_are_current() -> None:
    files = page_types()
    assert len(files) > 10
    assert written() == set(files)
    for path, text in files.items():
        assert path.read_text(encoding="utf-8") == text, "run: python -m tests.tools.page_types"


def test_every_query_of_the_page_is_typed() -> None:
    for path in (WEB / "js/queries").glob("*.js"):
        names = re.findall(r"^export const (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        typed = re.findall(
            r"^export const (\w+): Document<", path.with_suffix(".d.ts").read_text("utf-8"), re.MULTILINE
        )
        assert typed == names


def test_the_page_says_any_hardly_anywhere() -> None:
    comments = [
        (path.relative_to(WEB).as_posix(), comment)
        for path in (WEB / "js").rglob("*.js")
        for comment in re.findall(r"/\*\*.*?\*/", path.read_text(encoding="utf-8"), re.DOTALL)
    ]
    types = [
        (path, kind) for path, comment in comments for kind in re.findall(r"\{(.*?)\}(?=[\s*])", comment, re.DOTALL)
    ]
    assert len(types) > 500
    assert sum(len(LOOSE.findall(f"{{{kind}}}")) for _, kind in types) <= LOOSE_MAX
