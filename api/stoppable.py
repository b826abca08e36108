"""The application as a server runs it: requests that do not arrive, and a server that stops, end without a crash."""

import asyncio
from http import HTTPStatus

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Code

PATIENCE_S = 30.0
"""How long a request may send nothing of what it announced."""
STALLED = "The request did not arrive whole. Send it again."
STOPPING = "The server is stopping. What you asked may have been done: ask again, with the same idempotency key."


class Stoppable:
    """Runs an application; ``stop`` turns away what has not arrived whole, while what runs goes on.

    To the application, a request that stalls looks like one whose caller has gone. Being cancelled, as a server does with
    what takes too long after it was told to stop, is an answer here and no error.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._arriving: set[asyncio.Timeout] = set()
        self._patience_s = PATIENCE_S

    def stop(self) -> None:
        """Waits for no request that is still arriving, now or later."""
        self._patience_s = 0.0
        now = asyncio.get_running_loop().time()
        for waiting in self._arriving:
            waiting.reschedule(now)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request, or passes on whatever else a server says."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        whole = stalled = answering = False

        async def arriving() -> Message:
            nonlocal whole, stalled
            if whole:
                return await receive()
            try:
                async with asyncio.timeout(self._patience_s) as waiting:
                    self._arriving.add(waiting)
                    try:
                        message = await receive()
                    finally:
                        self._arriving.discard(waiting)
            except TimeoutError:
                stalled = True
                return {"type": "http.disconnect"}
            whole = not message.get("more_body")
            return message

        async def answer(message: Message) -> None:
            nonlocal answering
            answering = True
            await send(message)

        try:
            await self._app(scope, arriving, answer)
        except asyncio.CancelledError:
            if not answering:
                await _turn_away(HTTPStatus.SERVICE_UNAVAILABLE, STOPPING)(scope, receive, send)
            return
        if stalled and not answering:
            await _turn_away(HTTPStatus.REQUEST_TIMEOUT, STALLED)(scope, receive, send)


def _turn_away(status: HTTPStatus, message: str) -> JSONResponse:
    said = {"errors": [{"message": message, "extensions": {"code": Code.TIMEOUT}}]}
    return JSONResponse(said, status, {"connection": "close", "cache-control": "no-store"})
