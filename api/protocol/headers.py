"""Headers of every answer: what a browser must not do with it, whatever it is (OWASP secure headers)."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from types import MappingProxyType

from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALWAYS: Mapping[str, str] = MappingProxyType(
    {
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    }
)
"""What an answer has unless it says otherwise itself."""

RULED_BY_THE_PAGE = (b"text/javascript", b"text/css", b"image/svg+xml")
"""Files that a page loads: its own policy rules them, so they need none."""

HTTPS_ONLY = {"strict-transport-security": "max-age=31536000"}
"""Where people use https: browsers ask for nothing else from this host, for a year."""


ADDED = "tieout.headers"
"""Set in a scope where somebody outside the application adds the headers, so that nobody does it twice."""


def encoded(headers: Mapping[str, str]) -> dict[bytes, bytes]:
    """Return headers as ASGI has them."""
    return {name.encode(): value.encode() for name, value in headers.items()}


def with_headers(start: Message, headers: Mapping[bytes, bytes]) -> Message:
    """Return the start of an answer with those of ``headers``, whose names are in lower case, that it lacks."""
    given: Iterable[tuple[bytes, bytes]] = start.get("headers", ())
    has = {name.lower(): value for name, value in given}
    added = {name: value for name, value in headers.items() if name not in has}
    # what the browser has keeps its policy
    if start["status"] == HTTPStatus.NOT_MODIFIED or has.get(b"content-type", b"").startswith(RULED_BY_THE_PAGE):
        added.pop(b"content-security-policy", None)
    return {**start, "headers": [*given, *added.items()]}


class SecureHeaders:
    """Adds the headers to every answer of an application; ``https`` is whether people reach it so."""

    def __init__(self, app: ASGIApp, *, https: bool = False) -> None:
        self._app = app
        self._headers = encoded({**ALWAYS, **(HTTPS_ONLY if https else {})})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or pass on any other event of the server."""
        if ADDED in scope:
            await self._app(scope, receive, send)
            return

        async def with_ours(message: Message) -> None:
            await send(with_headers(message, self._headers) if message["type"] == "http.response.start" else message)

        await self._app(scope, receive, with_ours)
