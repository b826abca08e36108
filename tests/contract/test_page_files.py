"""The page: its queries are valid, its vendored files are what was published, its headers let nothing else in."""

import gzip
import hashlib
import importlib.util
import json
import pathlib
import re

import pytest
from graphql import parse, validate
from starlette.routing import Match, Route

from api.page_files import script_as_sent, style_as_sent, version
from api.page_script import SCRIPT
from api.pages import CONTENT_SECURITY_POLICY, STYLES, page_files, page_routes
from api.protocol.documents import Documents
from api.schema import core_schema
from domain.core.money import EXPONENTS
from tests.support.graphql import is_compiled

WEB = pathlib.Path(__file__).parents[2] / "web"
QUERIES = [
    (f"{path.stem}:{name}", query)
    for path in sorted((WEB / "js/queries").glob("*.js"))
    for name, query in re.findall(r"export const (\w+) = `(.*?)`", path.read_text(encoding="utf-8"), re.DOTALL)
]


@pytest.mark.parametrize(("name", "query"), QUERIES, ids=[name for name, _ in QUERIES])
def test_each_query_of_the_page_is_valid(name: str, query: str) -> None:
    assert validate(core_schema(), parse(query)) == []
    assert not Documents(core_schema()).prepare(query).errors


@pytest.mark.parametrize(("name", "query"), QUERIES, ids=[name for name, _ in QUERIES])
def test_each_operation_of_the_page_is_compiled(name: str, query: str) -> None:
    assert is_compiled(query), name


def test_the_page_sends_no_query_that_is_not_listed() -> None:
    assert len(QUERIES) >= 8
    for path in (WEB / "js").rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        if path.parent.name == "queries":
            assert text.count("`") == 2 * text.count("export const"), path
            assert "${" not in text, path
        else:
            assert not re.search(r"`\s*(query|mutation)\b", text), path


@pytest.mark.parametrize("folder", [path.parent for path in sorted(WEB.glob("vendor/*/SHA256SUMS"))], ids=str)
def test_vendored_files_are_as_they_were_published(folder: pathlib.Path) -> None:
    sums = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text().splitlines())
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files == set(sums) | {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_the_explorer_shows_every_query_of_the_page() -> None:
    listed = re.findall(
        r'import\("\.\./\.\./queries/(.+?)\.js"\)', (WEB / "js/screens/explorer/examples.js").read_text("utf-8")
    )
    assert set(listed) == {path.stem for path in (WEB / "js/queries").glob("*.js")}


def test_scripts_come_from_here_alone() -> None:
    assert "script-src 'self';" in CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    for path in WEB.rglob("*.js"):
        code = re.sub(r"/\*\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for imported in re.findall(r"""(?:[}\w*]\s*from|import\()\s*["']([^"']+)["']""", code):
            assert imported.startswith("."), (path, imported)
            assert (path.parent / imported).is_file(), (path, imported)


def test_stylesheets_that_come_later_are_there_and_wanted() -> None:
    wanted = {
        name
        for path in (WEB / "js").rglob("*.js")
        for names in re.findall(r"^await stylesheet\((.+)\);$", path.read_text(encoding="utf-8"), re.MULTILINE)
        for name in json.loads(f"[{names}]")
    }
    handbook = {"help"}  # whose pages the server writes
    assert wanted | handbook == {path.stem for path in (WEB / "css/later").iterdir()}
    for name in wanted | handbook:
        sheet = page_files()[f"css/later/{name}.css"]
        assert sheet.media_type == "text/css"
        assert sheet.body not in page_files()[STYLES].body


def test_what_the_first_page_loads_is_there() -> None:
    named = re.findall(r'(?:href|src)="/web/([^"]+)"', (WEB / "index.html").read_text(encoding="utf-8"))
    assert len(named) > 10
    assert set(named) <= set(page_files())
    assert not re.findall("modulepreload", page_files()["index.html"].body.decode())  # they come in one file


def test_the_server_knows_the_address_of_every_screen() -> None:
    paths = re.findall(r'path: "(/[^"]+)"', (WEB / "js/routes.js").read_text(encoding="utf-8"))
    assert "/accounts/:number" in paths
    for path in paths:
        scope = {"type": "http", "method": "GET", "path": re.sub(r":\w+", "x", path), "headers": []}
        found = next(route for route in page_routes() if route.matches(scope)[0] is Match.FULL)
        assert isinstance(found, Route)
        assert found.path == re.sub(r":(\w+)", r"{\1}", path)


def test_the_page_knows_the_decimals_of_every_currency() -> None:
    text = (WEB / "js/currencies.js").read_text(encoding="utf-8")
    other = {code: int(digits) for digits, codes in re.findall(r'(\d): "([A-Z ]+)"', text) for code in codes.split()}
    assert other == {code: digits for code, digits in EXPONENTS.items() if digits != 2}


def test_what_is_sent_is_compressed_and_as_it_was_written() -> None:
    files = page_files()
    written = (WEB / "js/router.js").read_bytes()
    sent = files["js/router.js"]
    ways = {"gzip": gzip.decompress}
    if importlib.util.find_spec("brotli"):  # elsewhere than on CPython it is not required
        ways["gzip, deflate, br"] = importlib.import_module("brotli").decompress
    for accepts, decompress in ways.items():
        encoded = sent.encoded(accepts)
        assert encoded is not None
        assert (encoded[0], decompress(encoded[1])) == (accepts.split()[-1], sent.body)
        assert len(encoded[1]) < len(sent.body)
    assert sent.encoded("identity") is None
    assert len(sent.body.splitlines()) == len(written.splitlines())
    code = [line.lstrip() for line in written.splitlines() if line.strip() and not re.match(rb"\s*(/\*|\*|//)", line)]
    code = [re.sub(rb"/\*\* @.*?\*/ ?", b"", line) for line in code]
    assert [line for line in sent.body.splitlines() if line.strip()] == code
    assert b"\n  query Today(" in files["js/queries/today.js"].body
    assert files[STYLES].body.startswith(style_as_sent((WEB / "css/tokens.css").read_bytes()))
    assert files["vendor/lit-html/lit-html.js"].body == (WEB / "vendor/lit-html/lit-html.js").read_bytes()
    assert not {name for name in files if name.endswith((".d.ts", ".md", ".json"))}


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        (b"/** @type {X} */ (y).z;\nf((/** @type {Y} */ a) => a);\n", b"(y).z;\nf((a) => a);\n"),
        (b"f('/* no type */', `/** nor this */`);\n", b"f('/* no type */', `/** nor this */`);\n"),
        (b"  /**\n   * What it does.\n   */\nf();\n", b"\n\n\nf();\n"),
        (b"  // why\ng(); // why not\n", b"\ng(); // why not\n"),
    ],
)
def test_only_comments_on_lines_of_their_own_and_types_stay_at_home(written: bytes, sent: bytes) -> None:
    assert script_as_sent(written) == sent


def test_stylesheets_are_sent_line_for_line_without_comments() -> None:
    written = b"/* why\n   so */\n.a {\n  color: red; /* not blue */\n}\n"
    assert style_as_sent(written) == b"\n\n.a {\ncolor: red; \n}\n"


def test_a_folder_of_stylesheets_is_sent_as_one() -> None:
    parts = [style_as_sent(path.read_bytes()) for path in sorted((WEB / "css/later/match").glob("*.css"))]
    assert len(parts) > 1
    assert page_files()["css/later/match.css"].body == b"".join(parts)


def test_the_document_leads_to_every_file_by_an_address_that_changes_with_them() -> None:
    document = page_files()["index.html"].body.decode()
    imports = json.loads(re.findall(r'<script type="importmap">(.*?)</script>', document)[0])["imports"]
    joined = {name for name in imports if not name.endswith("/")}
    assert {name: imports[name] for name in set(imports) - joined} == {
        f"/web/{part}/": f"/web/{version()}/{part}/" for part in ("js", "vendor", "css", "texts")
    }
    files = {SCRIPT, "billing.js", "lists.js", "marks.js", "match.js"}
    assert {imports[name] for name in joined} == {f"/web/{version()}/{name}" for name in files}
    assert f"/web/{version()}/js/words.js" in joined
    named = re.findall(r'(?:href|src)="/web/([^"]+)"', document)
    assert {name.split("/", 1)[0] for name in named} == {version()}
    assert {name.split("/", 1)[1] for name in named} <= set(page_files())
    assert document.index("importmap") < document.index("<link")
