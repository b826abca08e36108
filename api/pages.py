"""The page's files, with headers that let it load nothing else (OWASP secure headers; CSP level 3, Trusted Types)."""

import hashlib
import mimetypes
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
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-cache",
}
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}


class PageFile(NamedTuple):
    """A file as it is sent."""

    body: bytes
    media_type: str
    etag: str


@cache
def page_files() -> dict[str, PageFile]:
    """Every file of the page by its path below ``web/``; read once, so that no request can reach another file."""
    files = {}
    for path in sorted(WEB.rglob("*")):
        if path.is_file() and path.suffix != ".md":
            body = path.read_bytes()
            media_type = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "text/plain"
            etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
            files[path.relative_to(WEB).as_posix()] = PageFile(body, media_type, etag)
    return files


def page_routes() -> list[Route]:
    """``/`` and the files that it loads, below ``/web/``."""
    return [
        Route("/", _index, methods=["GET"]),
        Route("/web/{path:path}", _file, methods=["GET"]),
        Route("/{path:path}", _missing, methods=["GET"]),
    ]


async def _index(request: Request) -> Response:
    return _answer(request, page_files()["index.html"])


async def _file(request: Request) -> Response:
    found = page_files().get(request.path_params["path"])
    return _answer(request, found) if found is not None else await _missing(request)


async def _missing(_request: Request) -> Response:
    return Response("There is nothing here.\n", HTTPStatus.NOT_FOUND, HEADERS, "text/plain; charset=utf-8")


def _answer(request: Request, file: PageFile) -> Response:
    headers = {**HEADERS, "etag": file.etag}
    if request.headers.get("if-none-match") == file.etag:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(file.body, headers=headers, media_type=file.media_type)
