"""The columns of imported files have one source, ``domain/importing``; what the page and the handbook say follows it."""

import json
import pathlib
import re

import pytest

from domain.importing.kinds import IMPORTERS, ImportKind

WEB = pathlib.Path(__file__).parents[2] / "web" / "js"


def columns_on_the_page() -> dict[str, list[str]]:
    text = (WEB / "import-kinds.js").read_text(encoding="utf-8")
    found = {}
    for part in text.split("  {\n    code: ")[1:]:
        code = json.loads(part.partition(",")[0])
        found[code] = re.findall(r'^ {6}\["(\w+)", ', part, re.MULTILINE)
    return found


@pytest.mark.parametrize("kind", ImportKind)
def test_the_page_shows_the_columns_that_the_importer_takes(kind: ImportKind) -> None:
    assert columns_on_the_page()[kind] == list(IMPORTERS[kind].columns.names)
