"""Middleware that finds out in which language the caller reads, by their Accept-Language."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.languages import reading
from api.page_languages import language_of
from api.protocol.headers import with_headers
from domain.texts import Language


class InLanguage:
    """Answers each request, and serves each WebSocket, in the language that its headers prefer.

    An answer in another language than English says so (Content-Language). No cache keeps answers with texts of ours, so that
    none is shown to somebody who reads another language.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or pass on any other event of the server."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        header = next((value for name, value in scope["headers"] if name == b"accept-language"), b"")
        language = Language(language_of(header.decode("latin-1"))) if header else Language.ENGLISH
        reading.set(language)
        if scope["type"] == "websocket" or language is Language.ENGLISH:
            await self._app(scope, receive, send)
            return

        async def with_language(message: Message) -> None:
            starts = message["type"] == "http.response.start" and _has_texts(message)
            headers = {b"content-language": language.encode()}
            await send(with_headers(message, headers) if starts else message)

        await self._app(scope, receive, with_language)


def _has_texts(start: Message) -> bool:
    """Return whether an answer has texts of ours, as JSON does; a page or a file says its language itself."""
    return any(name == b"content-type" and b"json" in value for name, value in start.get("headers", ()))
