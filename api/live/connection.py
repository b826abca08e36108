"""One live connection: the protocol graphql-transport-ws from its first message to its last."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from typing import Any

from graphql import GraphQLError
from starlette.types import Receive, Send

from api.auth.principals import Credential, bearer
from api.errors import Code, Unauthenticated, failure, formatted, from_exception
from api.graph.request import AccessChanged, Caller
from api.live.following import Following
from api.live.hub import ACCESS_CHANGED, Hub
from api.live.messages import (
    CloseCode,
    Complete,
    ConnectionInit,
    Ping,
    Pong,
    Received,
    SocketClosing,
    Subscribe,
    parsed,
    reason_of,
    written,
)
from api.protocol.endpoint import RequestErrors
from api.protocol.parameters import MalformedRequest
from domain.permissions import Principal, PrincipalKind

INIT_S = 10.0
"""How long a connection may take to say who it is."""
CLOSE_S = 0.5
"""How long a caller may take to make room for the closing frame; then the connection is broken off."""
SUBSCRIPTIONS_MAX = 10
"""How many subscriptions one connection has at most."""


class Connection:
    """A connection that was accepted. ``credential`` is what its first request showed, None if the first message must.

    ``follow`` makes a permitted subscription of a message's payload. ``break_off`` ends the connection without a word.
    """

    def __init__(
        self,
        hub: Hub,
        receive: Receive,
        send: Send,
        follow: Callable[[dict[str, Any], Caller], Following],
        credential: Credential | None,
        break_off: Callable[[], None],
    ) -> None:
        self.principal: Principal | None = None
        self.credential = credential
        self.sent = 0
        self.closed_with: int | None = None
        self._hub = hub
        self._receive = receive
        self._send_message = send
        self._follow = follow
        self._break_off = break_off
        self._initialised = False
        self._subscriptions: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Serve until either side ends."""
        try:
            self._hub.arrive(self)
            await self._run()
        except SocketClosing as closing:
            await self.close(closing.code, closing.reason)
        except OSError:  # the caller has gone
            pass
        finally:
            self._hub.leave(self)
            await self._end_subscriptions()
            if self.closed_with is not None:
                self._hub.closed[self.closed_with] += 1

    async def _run(self) -> None:
        ends = asyncio.get_running_loop().time() + INIT_S
        while True:
            try:
                async with asyncio.timeout_at(None if self.principal else ends):
                    message = await self._receive()
            except TimeoutError:
                raise SocketClosing(CloseCode.INITIALISATION_TIMEOUT, "Connection initialisation timeout") from None
            if message["type"] == "websocket.disconnect":
                self.closed_with = self.closed_with or message.get("code")
                return
            await self._take(parsed(message.get("text")))

    async def _take(self, message: Received) -> None:
        match message:
            case ConnectionInit(payload):
                await self._init(payload)
            case Ping(payload):
                await self._send(written("pong", payload=payload))
            case Pong():
                pass
            case Complete(id_):
                if task := self._subscriptions.pop(id_, None):
                    task.cancel()
            case Subscribe(id_, payload):
                await self._subscribe(id_, payload)

    async def _init(self, payload: dict[str, Any] | None) -> None:
        if self._initialised:
            raise SocketClosing(CloseCode.TOO_MANY_INITIALISATIONS, "Too many initialisation requests")
        self._initialised = True
        authorization = _authorization(payload or {})
        try:
            if authorization is not None:
                self.credential = bearer(authorization)
            caller = await self._caller()
        except Unauthenticated as refused:
            raise SocketClosing(CloseCode.FORBIDDEN, refused.message) from None
        if caller.principal is None or caller.principal.kind is PrincipalKind.CLIENT:
            raise SocketClosing(CloseCode.FORBIDDEN, "Forbidden")
        self.principal = caller.principal
        await self._hub.let_in(self)
        await self._send(written("connection_ack", payload={"position": str(self._hub.end)}))

    async def _caller(self) -> Caller:
        """Return who has the connection's credential, as a remembered caller: each reading confirms one (``Caller``)."""
        if self.credential is None:
            return Caller()
        holder = self._hub.authentication.holder
        caller = await holder(self.credential)
        if caller.principal is None or caller.confirm is not None:
            return caller
        return await holder(self.credential)  # whom the first one has looked up and remembered

    async def _subscribe(self, id_: str, payload: dict[str, Any]) -> None:
        if self.principal is None:
            raise SocketClosing(CloseCode.UNAUTHORIZED, "Unauthorized")
        if self.closed_with is not None:
            return
        if id_ in self._subscriptions:
            raise SocketClosing(CloseCode.SUBSCRIBER_EXISTS, f"Subscriber for {id_} already exists")
        if len(self._subscriptions) >= SUBSCRIPTIONS_MAX:
            message = f"A connection has {SUBSCRIPTIONS_MAX} subscriptions at most. Complete one of them."
            await self._refuse(id_, [failure(Code.BAD_USER_INPUT, message)])
            return
        task = self._subscriptions[id_] = asyncio.create_task(self._serve(id_, payload))
        self._hub.subscriptions += 1
        task.add_done_callback(lambda _: self._ended(id_, task))

    def _ended(self, id_: str, task: asyncio.Task[None]) -> None:
        self._hub.subscriptions -= 1
        if self._subscriptions.get(id_) is task:
            del self._subscriptions[id_]

    async def _serve(self, id_: str, payload: dict[str, Any]) -> None:
        """Send the answers of one subscription, or what is wrong with it."""
        try:
            following = self._follow(payload, await self._caller())
            while True:
                for each in await following.answers():
                    await self._send(written("next", id_, each))
                    self.sent += 1
                    self._hub.sent += 1
        except (AccessChanged, Unauthenticated):
            self._hub.close_soon(self.close(CloseCode.FORBIDDEN, ACCESS_CHANGED))
        except RequestErrors as refused:
            await self._refuse(id_, refused.errors)
        except MalformedRequest as refused:
            await self._refuse(id_, [failure(Code.BAD_USER_INPUT, refused.message)])
        except OSError:  # the caller has gone
            pass
        except Exception as exception:  # noqa: BLE001 - any error is answered
            await self._refuse(id_, [from_exception(exception)])

    async def _refuse(self, id_: str, errors: Sequence[GraphQLError]) -> None:
        """Say what is wrong with a subscription, which ends it: its id may be used again."""
        if self._subscriptions.get(id_) is asyncio.current_task():
            del self._subscriptions[id_]
        with contextlib.suppress(OSError):
            await self._send(written("error", id_, [formatted(each) for each in errors]))

    async def _send(self, text: str) -> None:
        """Send a message once the caller is ready to read it; raises ``OSError`` if there is none any more."""
        if self.closed_with is not None:
            raise ConnectionAbortedError
        await self._send_message({"type": "websocket.send", "text": text})

    async def close(self, code: CloseCode, reason: str) -> None:
        """Close the connection with a code; closing twice does nothing."""
        if self.closed_with is not None:
            return
        self.closed_with = code
        await self._end_subscriptions()
        try:
            async with asyncio.timeout(CLOSE_S):
                await self._send_message({"type": "websocket.close", "code": code, "reason": reason_of(reason)})
        except TimeoutError:
            self._break_off()
        except OSError:  # the caller has gone
            pass

    async def _end_subscriptions(self) -> None:
        running = list(self._subscriptions.values())
        for each in running:
            each.cancel()
        if running:
            await asyncio.wait(running)


def _authorization(payload: dict[str, Any]) -> str | None:
    """Return the authorization in the payload of the first message, under its name in any case; None without any."""
    found = next((value for name, value in payload.items() if name.lower() == "authorization"), None)
    if found is None:
        return None
    if not isinstance(found, str):
        raise SocketClosing(CloseCode.INVALID_MESSAGE, "Authorization is a text such as `Bearer TOKEN`.")
    return found
