"""The page's files as they are sent: each compressed once in a way, in a folder whose name is the hash of all of them.

What stands there is kept for good by browsers and proxies; the document alone is asked for each time. Its import map leads
from the plain addresses to that folder, and from scripts that are needed together to the one file that holds them
(``api/page_script.py``). Plain addresses are served, too.
"""

import base64
import gzip
import hashlib
import json
import mimetypes
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from api.document_files import documents_in_scripts
from api.page_languages import LANGUAGES
from api.page_script import ENTRY, PRELOADED, SCRIPT, imported_whole, join_scripts, unindented
from api.page_texts import TEXTS, sent_texts

WEB = Path(__file__).parent.parent / "web"
INDEX = "index.html"
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}
STYLES = "page.css"
"""All stylesheets as one: those named first, then by name. One request, and no rule waits for another's file. What a first
visit does not need stands in ``css/later/`` and comes with what does (``js/parts/stylesheet.js``); a folder there is one
stylesheet."""
LATER = "css/later"
FIRST = ("tokens.css",)
COMMENT = re.compile(rb"^[ \t]*(?:/\*(?:(?!\*/)[\s\S])*\*/|//[^\n]*)[ \t]*$", re.MULTILINE)
TYPE = re.compile(rb"/\*\* @(?:(?!\*/)[^\n])*\*/ ?")
"""A type of JSDoc within a line."""
STYLE_COMMENT = re.compile(rb"/\*(?:(?!\*/)[\s\S])*\*/")
STYLE_INDENT = re.compile(rb"^[ \t]+", re.MULTILINE)
KEPT_HERE = (".md", ".d.ts", ".json")
"""Endings of files that the page does not load as they are: some are for those who change it."""

MAPPED = ("js", "vendor", "css", TEXTS)
IMPORT_MAP = re.compile(rb'<script type="importmap">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True)
class PageFile:
    """A file as it is sent: as it is, or compressed when that is shorter."""

    body: bytes
    media_type: str
    etag: str

    def encoded(self, accepts: str) -> tuple[str, bytes] | None:
        """Return the best encoding that a browser accepts with the body in it; None where none is shorter.

        Each is made when it is first asked for. Browsers accept Brotli by HTTPS, and from the computer itself.
        """
        for name in ("br", "gzip"):
            if name in accepts and len(body := self._encoded[name]()) < len(self.body):
                return name, body
        return None

    @cached_property
    def _encoded(self) -> dict[str, Callable[[], bytes]]:
        return {"br": cache(lambda: _brotli(self.body)), "gzip": cache(lambda: gzip.compress(self.body, 9, mtime=0))}


def _brotli(body: bytes) -> bytes:
    """Return it compressed by Brotli; as it is where that is not installed, as on other Pythons than CPython."""
    try:
        import brotli  # noqa: PLC0415 - loaded with the first file that is asked for
    except ModuleNotFoundError:
        return body
    return bytes(brotli.compress(body))


@cache
def page_files() -> dict[str, PageFile]:
    """Return every file of the page by its path below ``web/``; read once, so that no request can reach another file.

    The document is there once for each language.
    """
    paths = [path for path in sorted(WEB.rglob("*")) if path.is_file() and not path.name.endswith(KEPT_HERE)]
    styles = sorted((WEB / "css").glob("*.css"), key=lambda path: (path.name not in FIRST, path))
    files = {path.relative_to(WEB).as_posix(): _page_file(path.suffix, _sent(path)) for path in paths}
    files[STYLES] = _page_file(".css", b"".join(map(_sent, styles)))
    for folder in (path for path in sorted((WEB / LATER).iterdir()) if path.is_dir()):
        files[f"{LATER}/{folder.name}.css"] = _page_file(".css", b"".join(map(_sent, sorted(folder.glob("*.css")))))
    for path, body in sent_texts():
        files[path] = _page_file(".ftl", body)
    document = files.pop(INDEX).body.decode()
    texts = {path: file.body.decode() for path, file in files.items() if path.endswith(".js")}
    joined = join_scripts(document, texts)
    file_of = {path: each.name for each in joined for path in each.members}
    files |= {path: _page_file(".js", unindented(path, text).encode()) for path, text in texts.items()}
    for each in joined:
        files[each.name] = _page_file(".js", each.body.encode())
        files[f"{each.name}.map"] = _page_file(".json", each.source_map.encode())
    for path in imported_whole(file_of, texts):
        del file_of[path]
    hashed = _version(files)
    return files | {
        document_of(language): _page_file(".html", _index(_in_language(document, language), hashed, file_of))
        for language in LANGUAGES
    }


def document_of(language: str) -> str:
    """Return the path of the document in a language."""
    return INDEX if language == LANGUAGES[0] else f"index.{language}.html"


@cache
def own_documents() -> Mapping[str, str]:
    """Return the page's queries by their ids: as its scripts have them, and as they are sent."""
    sent = {path: file.body.decode() for path, file in page_files().items() if path.endswith(".js")}
    written = {path.as_posix(): path.read_text(encoding="utf-8") for path in sorted((WEB / "js/queries").glob("*.js"))}
    ours = {path: text for path, text in sent.items() if not path.startswith("vendor/")}
    return documents_in_scripts(ours) | documents_in_scripts(written)


def _sent(path: Path) -> bytes:
    """Return a file as it is sent: our own scripts and styles without what only those read who change them.

    That is more than a third of what a first visit would load. The lines stay, so that what a browser reports is found
    where it says.
    """
    body = path.read_bytes()
    if path.is_relative_to(WEB / "js"):
        return script_as_sent(body)
    return style_as_sent(body) if path.is_relative_to(WEB / "css") else body


def script_as_sent(body: bytes) -> bytes:
    """Return a script without comment lines, and without types within its lines."""
    return TYPE.sub(b"", COMMENT.sub(_lines_of, body))


def style_as_sent(body: bytes) -> bytes:
    """Return a stylesheet without comments and indentation."""
    return STYLE_INDENT.sub(b"", STYLE_COMMENT.sub(_lines_of, body))


def _lines_of(found: re.Match[bytes]) -> bytes:
    return b"\n" * found[0].count(b"\n")


def _page_file(suffix: str, body: bytes) -> PageFile:
    media_type = TYPES.get(suffix) or mimetypes.types_map.get(suffix, "text/plain")
    return PageFile(body, media_type, hashlib.sha256(body).hexdigest()[:16])


@cache
def version() -> str:
    """Return the name of the folder that all files stand in; it changes when any of them does."""
    documents = set(map(document_of, LANGUAGES))
    return _version({path: file for path, file in page_files().items() if path not in documents})


@cache
def import_map_hash() -> str:
    """Return the hash that lets the document's import map, and no other script of its own, through the content policy."""
    found = IMPORT_MAP.search(page_files()[INDEX].body)
    assert found is not None
    return f"sha256-{base64.b64encode(hashlib.sha256(found[1]).digest()).decode()}"


def _version(files: dict[str, PageFile]) -> str:
    return hashlib.sha256(
        "\n".join(f"{path} {file.etag}" for path, file in sorted(files.items())).encode()
    ).hexdigest()[:12]


def _in_language(document: str, language: str) -> str:
    """Return the document, which is written in the first language, as it leads to another one's texts."""
    first = LANGUAGES[0]
    return document.replace(f'<html lang="{first}">', f'<html lang="{language}">').replace(
        f"/{TEXTS}/{first}.ftl", f"/{TEXTS}/{language}.ftl"
    )


def _index(document: str, folder: str, file_of: Mapping[str, str]) -> bytes:
    """Return the document with hashed addresses and the import map, which stands before all that it is for."""
    text = ENTRY.sub(f'<script type="module" src="/web/{SCRIPT}">', PRELOADED.sub("", document))
    text = re.sub(r'(href|src)="/web/', rf'\1="/web/{folder}/', text)
    imports = {f"/web/{part}/": f"/web/{folder}/{part}/" for part in MAPPED}
    imports |= {f"/web/{folder}/{path}": f"/web/{folder}/{name}" for path, name in sorted(file_of.items())}
    script = f'<script type="importmap">{json.dumps({"imports": imports}, separators=(",", ":"))}</script>'
    return text.replace("<link", f"{script}\n    <link", 1).encode()
