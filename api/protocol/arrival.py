"""Wraps the application: requests that do not arrive whole, and a stopping server, are answered instead of failing."""

import asyncio
import re
import time
from http import HTTPStatus

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import RETRY_AFTER_S, Code, sent_codes
from api.logs import ACCESS, REQUEST, AccessNote, log_access, request_id_of
from api.protocol.headers import ADDED, ALWAYS, HTTPS_ONLY, encoded, with_headers
from api.protocol.whole_requests import WHOLE

ARRIVAL_GAP_S_MAX = 30.0
"""The longest pause within a request that is still arriving."""
ARRIVAL_BYTES_PER_S = 10_000
"""Beyond its first ``ARRIVAL_GAP_S_MAX``, a body must arrive at least so fast."""
DRAIN_S_MAX = 10.0
DRAIN_BYTES_MAX = 64 * 2**20
"""How much of a body that nobody wants is taken, so that its sender reads the answer instead of a broken connection."""

STALLED = "The request did not arrive whole. Send it again."
STOPPING = "The server is stopping. What you asked may have been done: ask again, with the same idempotency key."
AMBIGUOUS = "Content-Length and Transfer-Encoding exclude each other: send one of them."


PROBES = {"/health", "/ready", "/metrics"}
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_PLACES = re.compile(r"/(?:graphql|session|sign-in|health|ready|metrics|web|help|export|documents)(?=/|$)|/$")


def known_path(path: str) -> str:
    """Return the part of a path that is ours: what follows may be a secret, or anything that a caller made up."""
    found = _PLACES.match(path)
    if found is None:
        return "/…"
    return path if found.end() == len(path) else f"{found[0]}/…"


class Arrival:
    """Runs an application; ``stop`` turns away what has not arrived whole, while what runs goes on.

    To the application, a request that stalls looks like one whose caller has gone. Being cancelled, as a server does with
    what takes too long after it was asked to stop, is answered here, not an error. An answer that comes before the body has
    arrived waits for the rest of it, within bounds; beyond these, the connection closes. ``https`` is whether people reach
    the server so.
    """

    def __init__(self, app: ASGIApp, *, https: bool = False, logs_access: bool = False) -> None:
        self.headers = encoded({**ALWAYS, **(HTTPS_ONLY if https else {})})
        self.patience_s = ARRIVAL_GAP_S_MAX
        self.waiting: set[asyncio.Timeout] = set()
        self._app = app
        self._logs_access = logs_access

    def stop(self) -> None:
        """Stop waiting for requests that are still arriving, now and later."""
        self.patience_s = 0.0
        now = asyncio.get_running_loop().time()
        for waiting in self.waiting:
            waiting.reschedule(now)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or pass on any other event of the server."""
        if scope["type"] == "websocket":
            await self._serve_socket(scope, receive, send)
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = _Request(self, scope, receive, send)
        try:
            await self._serve(request, scope)
        finally:
            if self._logs_access:
                request.log_access()

    async def _serve_socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a WebSocket, and log when it ends: who had it for how long, and the code with which it was closed."""
        headers = {name.lower(): value for name, value in scope["headers"]}
        note = scope[ACCESS] = AccessNote(request_id_of(headers.get(b"x-request-id")))
        REQUEST.set(note.request_id)
        began = time.perf_counter()
        status = HTTPStatus.FORBIDDEN

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "websocket.accept":
                status = HTTPStatus.SWITCHING_PROTOCOLS
            elif message["type"] == "websocket.close":
                note.code = str(message.get("code"))
            await send(message)

        async def heard() -> Message:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                note.code = note.code or str(message.get("code"))
            return message

        try:
            await self._app(scope, heard, noted)
        except asyncio.CancelledError:  # it takes too long after the server was asked to stop
            return
        finally:
            if self._logs_access:
                log_access(_access_fields(note, "GET", scope["path"], status, began))

    async def _serve(self, request: "_Request", scope: Scope) -> None:
        if request.is_ambiguous:
            await request.refuse(HTTPStatus.BAD_REQUEST, Code.BAD_USER_INPUT, AMBIGUOUS)
            return
        try:
            await self._app(scope, request.receive, request.send)
        except asyncio.CancelledError:
            if not request.answering:
                await request.refuse(HTTPStatus.SERVICE_UNAVAILABLE, Code.OUTCOME_UNKNOWN, STOPPING)
            return
        if request.stalled and not request.answering:
            await request.refuse(HTTPStatus.REQUEST_TIMEOUT, Code.TIMEOUT, STALLED)


def _access_fields(note: AccessNote, method: str, path: str, status: int, began: float) -> dict[str, object]:
    """Return what is logged of a request that ends now."""
    fields = {
        "request_id": note.request_id,
        "method": method if method in METHODS else "OTHER",
        "path": known_path(path),
        "status": int(status),
        "ms": round((time.perf_counter() - began) * 1000, 1),
    }
    known = (("principal", note.principal), ("operation", note.operation), ("code", note.code))
    return fields | {name: value for name, value in known if value is not None}


class _Request:
    """One request, as the application sees it arrive."""

    def __init__(self, arrival: Arrival, scope: Scope, receive: Receive, send: Send) -> None:
        self.answering = False
        self.stalled = False
        self._arrival = arrival
        self._scope = scope
        self._receive = receive
        self._send = send
        self._headers = {name.lower(): value for name, value in scope["headers"]}
        self._access = AccessNote(request_id_of(self._headers.get(b"x-request-id")))
        self._arrived = time.perf_counter()
        self._status = 0
        scope[ACCESS], scope[ADDED] = self._access, True
        REQUEST.set(self._access.request_id)
        self._whole = not ({b"content-length", b"transfer-encoding"} & self._headers.keys())
        self._is_here = WHOLE in scope.get("extensions", ())
        self._bytes = 0
        self._began: float | None = None

    @property
    def is_ambiguous(self) -> bool:
        """Return True if the body's length is given twice: a proxy before us may have read another request (RFC 9112)."""
        return {b"content-length", b"transfer-encoding"} <= self._headers.keys()

    async def receive(self) -> Message:
        """Return the next message; once the caller stalls, that it has gone."""
        if self._whole and self._began is not None:
            return await self._receive()
        if self._is_here:
            self._is_here, self._whole, self._began = False, True, asyncio.get_running_loop().time()
            return await self._receive()
        message = await self._next(self._patience_s())
        if message is None:
            self.stalled = True
            return {"type": "http.disconnect"}
        return message

    async def send(self, message: Message) -> None:
        """Send a part of the answer, once the caller is ready to read it."""
        if message["type"] == "http.response.start":
            self.answering = True
            self._status = message["status"]
            request_id = self._access.request_id.encode()
            message = with_headers(message, {b"x-request-id": request_id, **self._arrival.headers})
            if not (self._whole or self.stalled or await self._drained()):
                message = with_headers(message, {b"connection": b"close"})
        await self._send(message)

    async def refuse(self, status: HTTPStatus, code: Code, text: str) -> None:
        """Answer with an error, and close the connection."""
        self._access.code = code
        sent_codes[code] += 1
        body = {"errors": [{"message": text, "extensions": {"code": code}}]}
        headers = {"connection": "close"}
        if code in RETRY_AFTER_S:
            headers["retry-after"] = str(RETRY_AFTER_S[code])
        self._whole = True  # the rest is not waited for
        await JSONResponse(body, status, headers)(self._scope, self._receive, self.send)

    def log_access(self) -> None:
        """Log who asked for what, how it ended and how long it took; what asks whether all is well only if it is not."""
        path = self._scope["path"]
        if path in PROBES and self._status == HTTPStatus.OK:
            return
        # the status is 0 where the caller had gone
        log_access(_access_fields(self._access, self._scope["method"], path, self._status, self._arrived))

    async def _drained(self) -> bool:
        """Take the rest of the body, within bounds; return whether that was all of it."""
        if self._began is None and self._headers.get(b"expect", b"").lower() == b"100-continue":
            return False  # the caller waits for leave to send it
        ends = asyncio.get_running_loop().time() + DRAIN_S_MAX
        most = self._bytes + DRAIN_BYTES_MAX
        while not self._whole and self._bytes < most:
            left = min(ends - asyncio.get_running_loop().time(), self._arrival.patience_s)
            if left <= 0 or await self._next(left) is None:
                break
        return self._whole

    async def _next(self, within_s: float) -> Message | None:
        """Return the next message, or None if it takes too long; notes how much has arrived."""
        if self._began is None:
            self._began = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(within_s) as waiting:
                self._arrival.waiting.add(waiting)
                try:
                    message = await self._receive()
                finally:
                    self._arrival.waiting.discard(waiting)
        except TimeoutError:
            return None
        self._bytes += len(message.get("body", b""))
        self._whole = not message.get("more_body")
        return message

    def _patience_s(self) -> float:
        """Return how long the next part may take: the longest gap, and less if all of it arrives too slowly."""
        if self._began is None:
            return self._arrival.patience_s
        ends = self._began + ARRIVAL_GAP_S_MAX + self._bytes / ARRIVAL_BYTES_PER_S
        return min(self._arrival.patience_s, max(0.0, ends - asyncio.get_running_loop().time()))
