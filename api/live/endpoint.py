"""WebSockets at /graphql: who may open one, by what they are let in, and what they may ask for."""

from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from api.auth.principals import Credential, bearer, cookie_name
from api.errors import Unauthenticated
from api.graph.operation import Operations
from api.graph.request import Caller
from api.live.connection import Connection
from api.live.following import Following
from api.live.hub import Hub
from api.live.messages import SUBPROTOCOL, CloseCode
from api.logs import ACCESS, AccessNote
from api.protocol.allowances import Allowances
from api.protocol.endpoint import GraphQLEndpoint
from api.protocol.parameters import parameters_of
from api.protocol.unread import BREAK_OFF
from api.settings import Settings
from domain.services.credentials import hash_secret


class Live:
    """The ASGI endpoint of WebSockets.

    A token lets in from anywhere: in the header of the first request, or in the first message. A session's cookie does only
    if the page of this very server sent it, as browsers let any page open a WebSocket and send cookies along.
    """

    def __init__(
        self, settings: Settings, hub: Hub, endpoint: GraphQLEndpoint, operations: Operations, allowances: Allowances
    ) -> None:
        self._settings = settings
        self._hub = hub
        self._endpoint = endpoint
        self._operations = operations
        self._allowances = allowances

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        await receive()
        note: AccessNote | None = scope.get(ACCESS)
        if SUBPROTOCOL not in scope["subprotocols"]:
            await send({"type": "websocket.accept"})
            code, reason = CloseCode.SUBPROTOCOL_NOT_ACCEPTABLE, f"Subprotocol not acceptable: use {SUBPROTOCOL}"
            await send({"type": "websocket.close", "code": code, "reason": reason})
            self._hub.closed[code] += 1
            return
        credential = self._credential(HTTPConnection(scope))
        await send({"type": "websocket.accept", "subprotocol": SUBPROTOCOL})
        break_off = scope.get("extensions", {}).get(BREAK_OFF, {}).get("call", lambda: None)
        connection = Connection(self._hub, receive, send, self._follow, credential, break_off)
        try:
            await connection.run()
        finally:
            if note is not None:
                note.operation = "subscription:changes" if connection.sent else None
                note.principal = connection.principal.key if connection.principal is not None else None

    def _credential(self, request: HTTPConnection) -> Credential | None:
        """Return what the first request shows; None for what lets nobody in, which the first message may yet replace."""
        authorization = request.headers.get("authorization")
        if authorization is not None:
            try:
                return bearer(authorization)
            except Unauthenticated:
                return None
        cookie = request.cookies.get(cookie_name(self._settings))
        if cookie is None or not self._is_own_page(request.headers):
            return None
        return Credential(hash_secret(cookie), is_token=False)

    def _is_own_page(self, headers: Headers) -> bool:
        """Return whether a page of this server opened the connection: every browser says of which origin a page is."""
        origin = headers.get("origin", "")
        if self._settings.public_url is not None:
            own = urlsplit(self._settings.public_url)
            if origin == f"{own.scheme}://{own.netloc}":
                return True
        return not self._settings.secure and origin == f"http://{headers.get('host', '')}"

    def _follow(self, payload: dict[str, Any], caller: Caller) -> Following:
        """Return the subscription that a message asks for; raises what is wrong with it, as a POST would be refused."""
        assert caller.principal is not None, "only known callers subscribe"
        self._allowances.take(caller.principal.key)
        request = self._endpoint.checked(parameters_of(payload), caller, subscribes=True)
        return Following(self._operations, self._hub, self._allowances, request)
