"""The page's files, with headers that let it load nothing else (OWASP secure headers; CSP level 3, Trusted Types)."""

from functools import cache
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.page_files import STYLES, PageFile, document_of, import_map_hash, page_files, version
from api.page_languages import language_of

__all__ = ["CONTENT_SECURITY_POLICY", "STYLES", "page_files", "page_routes"]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'; form-action 'self'; require-trusted-types-for 'script'; "
    "trusted-types lit-html"
)
FILE_HEADERS = {"x-content-type-options": "nosniff", "cache-control": "no-cache", "vary": "accept-encoding"}
HEADERS = FILE_HEADERS | {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
LANGUAGE_COOKIE = "language"
"""Holds the language that somebody chose on the page (``web/js/locale.js``); without it the browser's languages count."""
FOR_GOOD = "max-age=31536000, immutable"
"""For a file whose address changes with what it holds."""
RULED = ("text/javascript", "text/css", "image/svg+xml", "text/plain")
"""Files that are ruled by the document that loads them, and go without the headers of a document."""
SCREENS = (
    "/",
    "/today",
    "/match",
    "/accounts",
    "/accounts/{number}",
    "/transactions/{id}/reconciliations",
    "/upcoming",
    "/unreconciled",
    "/bank",
    "/bank/{id}",
    "/payers",
    "/reports",
    "/reports/bank-reconciliation",
    "/reports/{name}",
    "/activity",
    "/import",
    "/access",
    "/integrity",
    "/closing",
    "/journal",
    "/statements",
    "/webhooks",
    "/explorer",
    "/jobs",
    "/jobs/{id}",
    "/ledger-codes",
)
"""The addresses of the page's screens (``web/js/routes.js``): each may be opened directly, and is sent in mails."""
FIRST_ADMIN = "/first-admin"
"""Where the first administrator is created, before anybody can see a screen."""
PROVIDER_CALLBACK = "/oidc/callback"
"""Where browsers come back to from the sign-in provider."""


def page_routes() -> list[Route]:
    """Return the page at each of its addresses, and the files that it loads, below ``/web/``."""
    return [
        *(Route(path, _index, methods=["GET"]) for path in (*SCREENS, FIRST_ADMIN, PROVIDER_CALLBACK)),
        Route("/web/{path:path}", _file, methods=["GET"]),
        Route("/{path:path}", _missing, methods=["GET"]),
    ]


def load_page() -> None:
    """Read the page's files, which the first request for any of them would wait for."""
    version()


async def _index(request: Request) -> Response:
    return _answer(request, _document(request))


def _document(request: Request) -> PageFile:
    """Return the document in the caller's language."""
    language = language_of(request.headers.get("accept-language", ""), request.cookies.get(LANGUAGE_COOKIE))
    return page_files()[document_of(language)]


async def _file(request: Request) -> Response:
    path = request.path_params["path"].removeprefix(f"{version()}/")
    found = page_files().get(path)
    if found is None:
        return _nothing()
    return _answer(request, found, lasts=path != request.path_params["path"] and found.media_type != "text/html")


async def _missing(request: Request) -> Response:
    """Answer 404: a browser gets the page, which says so itself; a program gets a line of text."""
    if "text/html" in request.headers.get("accept", ""):
        return _answer(request, _document(request), HTTPStatus.NOT_FOUND)
    return _nothing()


def _nothing() -> Response:
    headers = {**HEADERS, "cache-control": "no-store"}
    return Response("Page not found.\n", HTTPStatus.NOT_FOUND, headers, "text/plain; charset=utf-8")


@cache
def _document_headers() -> dict[str, str]:
    policy = CONTENT_SECURITY_POLICY.replace("script-src 'self'", f"script-src 'self' '{import_map_hash()}'")
    return HEADERS | {"content-security-policy": policy}


def _answer(request: Request, file: PageFile, status: HTTPStatus = HTTPStatus.OK, *, lasts: bool = False) -> Response:
    encoded = file.encoded(request.headers.get("accept-encoding", ""))
    headers = dict(FILE_HEADERS if file.media_type in RULED else _document_headers())
    if file.media_type == "text/html":
        headers["vary"] = "accept-encoding, accept-language, cookie"
    if lasts:
        headers["cache-control"] = FOR_GOOD
    elif status is not HTTPStatus.OK:
        headers["cache-control"] = "no-store"
    else:
        headers["etag"] = f'"{file.etag}-{encoded[0]}"' if encoded else f'"{file.etag}"'
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if encoded:
        headers["content-encoding"] = encoded[0]
    return Response(encoded[1] if encoded else file.body, status, headers, file.media_type)
