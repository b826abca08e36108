"""The scripts of a first visit in one file: each is as it was written, and keeps to itself what it does not export."""

import json
import re
from typing import Any

import pytest

from api.page_files import page_files
from api.page_script import SCRIPT, imported_whole, join_scripts

DOCUMENT = """
<script type="module" src="/web/js/boot.js"></script>
    <link rel="modulepreload" href="/web/js/parts/words.js" />
    <link rel="modulepreload" href="/web/vendor/small.js" />
"""
BOOT = """import { shown as words } from "./parts/words.js";
const own = words();
export const later = () => import("./later.js");
"""
WORDS = 'import{a as b}from"../../vendor/small.js";\nconst own = 1;\nexport function shown() {\n  return b + own;\n}\n'
VENDOR = "const x=1;export{x as a};\n//# sourceMappingURL=small.js.map\n"
TEXTS = {"js/boot.js": BOOT, "js/parts/words.js": WORDS, "vendor/small.js": VENDOR}


def test_modules_stand_after_what_they_import_and_the_whole_exports_what_they_do() -> None:
    (joined,) = join_scripts(DOCUMENT, TEXTS)
    assert joined.members == ["vendor/small.js", "js/parts/words.js", "js/boot.js"]
    assert joined.body.splitlines() == [
        "const $vendor$small = (() => {",
        "const x=1;;",
        "return { a: x };",
        "})();",
        "const $js$parts$words = (() => {",
        "const {a: b} = $vendor$small;",
        "const own = 1;",
        "function shown() {",
        "return b + own;",
        "}",
        "return { shown };",
        "})();",
        "const $js$boot = (() => {",
        "const { shown: words } = $js$parts$words;",
        "const own = words();",
        'const later = () => import("./js/later.js");',
        "return { later };",
        "})();",
        "export const { a, shown, later } = { ...$vendor$small, ...$js$parts$words, ...$js$boot };",
        "//# sourceMappingURL=page.js.map",
    ]


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("js/boot.js", 'import { x } from "./more.js";', 'modulepreload" href="/web/js/more.js"'),
        ("js/boot.js", 'import * as all from "./parts/words.js";', "`import` cannot be joined"),
        ("js/boot.js", "export let x = 1;", "`export` cannot be joined"),
        ("js/boot.js", "const here = import.meta.url;", "`import.meta` cannot be joined"),
        ("js/boot.js", "export const shown = 1;", "js/parts/words.js and js/boot.js both export shown"),
    ],
)
def test_what_cannot_be_joined_is_named(path: str, text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        join_scripts(DOCUMENT, TEXTS | {path: text})


SCREEN = """import { shown } from "../parts/words.js";
import { row } from "./rows.js";
await shown();
export const open = () => row;
"""
OTHER_FILE = f'{DOCUMENT}    <link rel="modulepreload" href="/web/js/screens/list.js" data-file="list.js" />\n'


def test_another_file_imports_what_is_not_in_it_and_waits_for_what_its_modules_wait_for() -> None:
    _, joined = join_scripts(OTHER_FILE, {**TEXTS, "js/screens/list.js": SCREEN})
    assert joined.name == "list.js"
    assert joined.members == ["js/screens/list.js"]
    assert joined.body.splitlines() == [
        'import * as $js$parts$words from "./js/parts/words.js";',
        'import * as $js$screens$rows from "./js/screens/rows.js";',
        "const $js$screens$list = await (async () => {",
        "const { shown } = $js$parts$words;",
        "const { row } = $js$screens$rows;",
        "await shown();",
        "const open = () => row;",
        "return { open };",
        "})();",
        "export const { open } = { ...$js$screens$list };",
        "//# sourceMappingURL=list.js.map",
    ]
    assert json.loads(joined.source_map)["sections"][0]["offset"]["line"] == 3


def test_what_others_import_as_a_whole_comes_as_itself_and_holds_texts_alone() -> None:
    """Twice the same text does no harm; two instances of what remembers anything would."""
    document = page_files()["index.html"].body.decode()
    mapped = {name.split("/", 3)[3] for name in re.findall(r'"([^"]+\.js)":', document)}
    sources = {source for name in FILES for section in sections_of(name) for source in section["map"]["sources"]}
    assert mapped < sources
    assert sources - mapped == {"js/queries/billing.js", "js/queries/match.js", "js/queries/session.js"}
    assert imported_whole(["js/boot.js"], {"js/boot.js": "", "js/x/a.js": 'import("../boot.js")'}) == {"js/boot.js"}
    assert imported_whole(["js/boot.js"], {"js/x/a.js": '/** @type {import("../boot.js").X} */'}) == set()


def sections_of(name: str) -> list[dict[str, Any]]:
    """The parts of a joined file's source map."""
    sections: list[dict[str, Any]] = json.loads(page_files()[f"{name}.map"].body)["sections"]
    return sections


FILES = (SCRIPT, "billing.js", "lists.js", "marks.js", "match.js")


@pytest.mark.parametrize("name", FILES)
def test_the_source_map_leads_each_line_to_its_line_in_its_file(name: str) -> None:
    files = page_files()
    lines = files[name].body.decode().splitlines()
    sections = sections_of(name)
    assert len(sections) > 20 if name == SCRIPT else sections
    for section in sections:
        offset, of = section["offset"]["line"], section["map"]
        (path,) = of["sources"]
        written = files[path].body.decode().splitlines()
        steps = of["mappings"].split(";")
        assert steps == ["AAAA"] + ["AACA"] * (len(steps) - 1)
        assert re.fullmatch(r"const \$[\w$]+ = (await \(async |\()\(\) => \{", lines[offset - 1])
        for here, there in zip(lines[offset : offset + len(steps)], written, strict=False):
            changed = re.match(r"const|(async )?function|class|return|$", here) or "import(" in here
            assert here == there or changed or here[:12] == there[:12], path
