"""What the handbook shows is valid, complete and led to."""

import base64
import hashlib
import hmac
import json
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from graphql import parse, validate

from api.errors import Code
from api.handbook.pages import FOLDER, INDEX, handbook
from api.handbook.search import find
from api.schema import core_schema
from domain.permission_templates import TOKEN_TEMPLATES
from tests.support.graphql import is_compiled

CODE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECRET = "whsec_" + base64.b64encode(b"a secret of thirty-two characters").decode()
BODY = '{"type": "payment.failed", "data": {"position": "12"}}'


def source(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[tuple[str, str]]:
    """All code in a language, with the page that it stands on."""
    names = [path.stem for path in sorted(FOLDER.glob("*.md"))]
    return [(name, code) for name in names for found, code in CODE.findall(source(name)) if found == language]


def test_each_file_is_in_the_contents() -> None:
    pages, groups = handbook()
    assert {path.stem for path in FOLDER.glob("*.md")} == set(pages)
    assert [page.name for group in groups for page in group.pages] == [name for name in pages if name != INDEX]


def test_each_link_within_the_handbook_leads_to_a_heading() -> None:
    pages = handbook().pages
    anchors = {f"/help/{name}": {each.anchor for each in page.sections} for name, page in pages.items()}
    for name, page in pages.items():
        for target in re.findall(r'href="(/help/[^"]*|#[^"]*)"', page.html):
            place, _, anchor = target.partition("#")
            assert not anchor or anchor in anchors[place or f"/help/{name}"], f"{name}: {target}"
            assert not place or place in anchors, f"{name}: {target}"


def test_each_picture_is_there() -> None:
    for name, page in handbook().pages.items():
        for picture in re.findall(r'(?:src|srcset)="/web/help/([^"]+)"', page.html):
            assert (FOLDER / picture).exists(), f"{name}: {picture}"


@pytest.mark.parametrize(("page", "query"), blocks("graphql"))
def test_each_query_is_valid_and_compiled(page: str, query: str) -> None:
    assert validate(core_schema(), parse(query)) == [], page
    assert is_compiled(query)


def test_each_code_of_an_error_has_its_meaning_and_its_cure() -> None:
    text = source("errors")
    first, second = text.split("## Codes in userErrors")
    rows = re.compile(r"^\| `(\w+)` \| [^|]{10,} \| [^|]{5,} \|$", re.MULTILINE)
    assert rows.findall(first) == [each.value for each in Code]
    assert set(rows.findall(second)) == set(core_schema().type_map["ErrorCode"].values)  # type: ignore[attr-defined]  # an enumeration


def test_each_template_of_a_token_is_described() -> None:
    assert re.findall(r"^\| `([\w-]+)` \| ", source("api"), re.MULTILINE) != []
    assert set(re.findall(r"^\| `([\w-]+)` \| ", source("api"), re.MULTILINE)) == set(TOKEN_TEMPLATES)


def test_words_are_found_whatever_their_case_and_accents() -> None:
    best = find("IDEMPOTENCYKEY again")[0]
    assert (best.page.name, "idempotencyKey" in best.excerpt) == ("writing", True)
    assert find("zzzz no such words") == []
    assert find("  ") == []


def test_html_is_shown_as_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "index.md").write_text(
        "# A <script>alert(1)</script>\n\n## A group\n\n[x](javascript:alert(1))\n\n<img src=x onerror=alert(1)>\n"
    )
    monkeypatch.setattr("api.handbook.pages.FOLDER", tmp_path)
    handbook.cache_clear()
    try:
        html = handbook().pages[INDEX].html
    finally:
        handbook.cache_clear()
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def signed(at: int) -> dict[str, str]:
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    signature = base64.b64encode(hmac.new(key, f"msg_1.{at}.{BODY}".encode(), hashlib.sha256).digest()).decode()
    both = f"v1,{base64.b64encode(b'another').decode()} v1,{signature}"
    return {"webhook-id": "msg_1", "webhook-timestamp": str(at), "webhook-signature": both}


def tried() -> list[tuple[dict[str, str], str, bool]]:
    """Headers and a body, and whether they are Tieout's."""
    now = int(time.time())
    return [
        (signed(now), BODY, True),
        (signed(now), BODY.replace("12", "13"), False),
        (signed(now - 400), BODY, False),
        ({**signed(now), "webhook-id": "msg_2"}, BODY, False),
        ({**signed(now), "webhook-timestamp": "soon"}, BODY, False),
        ({**signed(now), "webhook-signature": "é"}, BODY, False),
        ({}, BODY, False),
    ]


def test_a_signature_is_checked_in_python() -> None:
    [code] = [code for page, code in blocks("python") if page == "webhooks"]
    names: dict[str, Any] = {}
    exec(compile(code, "webhooks.md", "exec"), names)
    assert [names["is_from_tieout"](SECRET, headers, body.encode()) for headers, body, _ in tried()] == [
        ours for *_, ours in tried()
    ]


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed: apt-get install nodejs")
def test_a_signature_is_checked_in_javascript(tmp_path: Path) -> None:
    [code] = [code for _, code in blocks("javascript")]
    asked = json.dumps([[headers, body] for headers, body, _ in tried()])
    print_all = (
        f"for (const [headers, body] of {asked}) "
        f"console.log(isFromTieout({json.dumps(SECRET)}, headers, Buffer.from(body)));"
    )
    (tmp_path / "check.mjs").write_text(f"{code}\n{print_all}\n")
    ran = subprocess.run(["node", "check.mjs"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert [line == "true" for line in ran.stdout.split()] == [ours for *_, ours in tried()]


@pytest.mark.skipif(shutil.which("php") is None, reason="php is not installed: apt-get install php-cli")
def test_a_signature_is_checked_in_php(tmp_path: Path) -> None:
    [code] = [code for _, code in blocks("php")]
    asked = json.dumps([[headers, body] for headers, body, _ in tried()])
    print_all = (
        f"foreach (json_decode('{asked}', true) as [$headers, $body]) "
        f"echo is_from_tieout('{SECRET}', $headers, $body) ? 'true' : 'false', \"\\n\";"
    )
    (tmp_path / "check.php").write_text(f"{code}\n{print_all}\n")
    ran = subprocess.run(["php", "check.php"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert [line == "true" for line in ran.stdout.split()] == [ours for *_, ours in tried()]
