"""The page's files, with headers that let it load nothing else (OWASP secure headers; CSP level 3, Trusted Types)."""

import gzip
import hashlib
import mimetypes
import re
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

WEB = Path(__file__).parent.parent / "web"

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'; form-action 'self'; require-trusted-types-for 'script'; "
    "trusted-types lit-html"
)
FILE_HEADERS = {
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
    "vary": "accept-encoding",
}
HEADERS = FILE_HEADERS | {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
RULED = ("text/javascript", "text/css", "image/svg+xml")
"""Files that are ruled by the document that loads them, and go without the headers of a document."""
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}
STYLES = "page.css"
"""All stylesheets as one: those named first, then by name. One request, and no rule waits for another's file. What a first
visit does not need stands in ``css/later/`` and comes with what does (``js/parts/stylesheet.js``)."""
FIRST = ("tokens.css",)
COMMENT = re.compile(rb"^[ \t]*(?:/\*(?:(?!\*/)[\s\S])*\*/|//[^\n]*)[ \t]*$", re.MULTILINE)
KEPT_HERE = (".md", ".d.ts", "jsconfig.json")
"""Endings of files that the page does not load: for those who change it."""

SCREENS = (
    "/",
    "/accounts",
    "/accounts/{number}",
    "/accounts/{number}/{part}",
    "/transactions/{id}/reconciliations",
    "/upcoming",
    "/unreconciled",
    "/reports",
    "/reports/{name}",
    "/activity",
    "/import",
    "/access",
    "/integrity",
    "/explorer",
    "/jobs",
    "/jobs/{id}",
    "/ledger-codes",
)
"""The addresses of the page's screens (``web/js/routes.js``): each may be opened directly, and is sent in mails."""


class PageFile(NamedTuple):
    """A file as it is sent: as it is, and compressed when that is shorter."""

    body: bytes
    zipped: bytes | None
    media_type: str
    etag: str


@cache
def page_files() -> dict[str, PageFile]:
    """Every file of the page by its path below ``web/``; read once, so that no request can reach another file."""
    paths = [path for path in sorted(WEB.rglob("*")) if path.is_file() and not path.name.endswith(KEPT_HERE)]
    styles = sorted((WEB / "css").glob("*.css"), key=lambda path: (path.name not in FIRST, path))
    files = {path.relative_to(WEB).as_posix(): _page_file(path.suffix, _sent(path)) for path in paths}
    return files | {STYLES: _page_file(".css", b"".join(path.read_bytes() for path in styles))}


def _sent(path: Path) -> bytes:
    """A file as it is sent: our own scripts without the comments that stand on lines of their own.

    They are more than a third of what a first visit would load. The lines stay, so that what a browser reports is
    found where it says.
    """
    body = path.read_bytes()
    ours = path.is_relative_to(WEB / "js")
    return COMMENT.sub(lambda found: b"\n" * found[0].count(b"\n"), body) if ours else body


def _page_file(suffix: str, body: bytes) -> PageFile:
    zipped = gzip.compress(body, 9, mtime=0)
    media_type = TYPES.get(suffix) or mimetypes.types_map.get(suffix, "text/plain")
    shorter = zipped if len(zipped) < len(body) else None
    return PageFile(body, shorter, media_type, hashlib.sha256(body).hexdigest()[:16])


def page_routes() -> list[Route]:
    """The page at each of its addresses, and the files that it loads, below ``/web/``."""
    return [
        *(Route(path, _index, methods=["GET"]) for path in SCREENS),
        Route("/web/{path:path}", _file, methods=["GET"]),
        Route("/{path:path}", _missing, methods=["GET"]),
    ]


async def _index(request: Request) -> Response:
    return _answer(request, page_files()["index.html"])


async def _file(request: Request) -> Response:
    found = page_files().get(request.path_params["path"])
    return _answer(request, found) if found is not None else _nothing()


async def _missing(request: Request) -> Response:
    """A person with a browser is told by the page itself, in its own frame; a program by a line of text."""
    if "text/html" in request.headers.get("accept", ""):
        return _answer(request, page_files()["index.html"], HTTPStatus.NOT_FOUND)
    return _nothing()


def _nothing() -> Response:
    return Response("There is nothing here.\n", HTTPStatus.NOT_FOUND, HEADERS, "text/plain; charset=utf-8")


def _answer(request: Request, file: PageFile, status: HTTPStatus = HTTPStatus.OK) -> Response:
    zipped = file.zipped if "gzip" in request.headers.get("accept-encoding", "") else None
    etag = f'"{file.etag}-gzip"' if zipped else f'"{file.etag}"'
    headers = {**(FILE_HEADERS if file.media_type in RULED else HEADERS), "etag": etag}
    if status is HTTPStatus.OK and request.headers.get("if-none-match") == etag:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if zipped:
        headers["content-encoding"] = "gzip"
    return Response(zipped or file.body, status, headers, file.media_type)
