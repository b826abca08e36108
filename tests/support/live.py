"""Level: live updates. An application that numbers its changes, and a client of its WebSockets in the same process."""

import asyncio
import contextlib
import itertools
import json
from collections.abc import AsyncIterator
from typing import Any, Self

from starlette.applications import Starlette
from starlette.types import Message, Scope

from api.app import create_app
from api.live.messages import SUBPROTOCOL
from api.protocol.unread import BREAK_OFF
from api.settings import Settings
from domain.permissions import BILLING, Permission
from domain.services.credentials import new_token
from domain.services.tokens import CreateApiToken
from domain.store.store import Store
from tests.support.centre import run

WAIT_S = 20.0
"""Long, for a machine that does much else: nothing waits for it that succeeds."""
CHANGES = "subscription ($after: String, $kinds: [ChangeKind!]) { changes(after: $after, kinds: $kinds) { %s } }"
SCOPE: Scope = {
    "type": "websocket",
    "asgi": {"version": "3.0"},
    "http_version": "1.1",
    "scheme": "ws",
    "path": "/graphql",
    "raw_path": b"/graphql",
    "query_string": b"",
    "root_path": "",
    "client": ("127.0.0.1", 123),
    "server": ("127.0.0.1", 8000),
}


@contextlib.asynccontextmanager
async def live_app(store: Store, settings: Settings | None = None) -> AsyncIterator[Starlette]:
    """An application that does what a serving process does in the background, such as numbering changes."""
    app = create_app(settings or Settings(), store)
    async with app.router.lifespan_context(app):
        yield app


async def token_of(store: Store, *permissions: Permission) -> str:
    """A new token, which may see all billing unless other permissions are named."""
    secret = new_token()
    await run(store, CreateApiToken("Mirror", list(permissions or BILLING), secret))
    return secret


class Socket:
    """A client that sends what it is asked to, and reads what it is sent only when it is asked to.

    ``full`` says whether the caller's side has no room for more, as where it does not read.
    """

    def __init__(self, app: Starlette, subprotocols: list[str], headers: dict[str, str]) -> None:
        self._app = app
        self._to_app: asyncio.Queue[Message] = asyncio.Queue()
        self._from_app: asyncio.Queue[Message] = asyncio.Queue()
        self._room = asyncio.Event()
        self._room.set()
        self._numbers = itertools.count(1)
        self.broken_off = asyncio.Event()
        named = [
            (name.lower().encode(), value.encode()) for name, value in {"Host": "127.0.0.1:8000", **headers}.items()
        ]
        extensions = {BREAK_OFF: {"call": self._break_off}}
        self._scope = {**SCOPE, "headers": named, "subprotocols": subprotocols, "extensions": extensions, "state": {}}
        self._task: asyncio.Task[None] | None = None
        self.accepted: Message | None = None

    async def __aenter__(self) -> Self:
        self._to_app.put_nowait({"type": "websocket.connect"})
        self._task = asyncio.create_task(self._app(self._scope, self._to_app.get, self._send))
        self.accepted = await self._next()
        return self

    async def __aexit__(self, *error: object) -> None:
        self.go()
        assert self._task is not None
        await asyncio.wait_for(self._task, WAIT_S)

    def go(self, code: int = 1001) -> None:
        """Goes away."""
        self._room.set()
        self._to_app.put_nowait({"type": "websocket.disconnect", "code": code})

    def stop_reading(self) -> None:
        """From now on nothing that is sent gets through."""
        self._room.clear()

    def read_on(self) -> None:
        """What is sent gets through again."""
        self._room.set()

    def waiting(self) -> int:
        """How many messages were sent and not taken yet."""
        return self._from_app.qsize()

    async def say(self, message: object) -> None:
        """Sends a message: an object as JSON, a text as it is."""
        text = message if isinstance(message, str) else json.dumps(message)
        await self._to_app.put({"type": "websocket.receive", "text": text})

    async def say_bytes(self, data: bytes) -> None:
        """Sends a binary message."""
        await self._to_app.put({"type": "websocket.receive", "bytes": data})

    async def hear(self) -> dict[str, Any]:
        """The next message, which is no closing."""
        message = await self._next()
        assert message["type"] == "websocket.send", message
        heard: dict[str, Any] = json.loads(message["text"])
        return heard

    async def closed(self) -> tuple[int, str]:
        """The code and the reason with which the connection is closed; what was sent before is passed over."""
        while (message := await self._next())["type"] == "websocket.send":
            pass
        self._to_app.put_nowait({"type": "websocket.disconnect", "code": message["code"]})
        return message["code"], message["reason"]

    async def enter(self, token: str | None = None) -> str:
        """Says who it is, and returns the position at which it was let in."""
        payload = {} if token is None else {"Authorization": f"Bearer {token}"}
        await self.say({"type": "connection_init", "payload": payload})
        message = await self.hear()
        assert message["type"] == "connection_ack", message
        position: str = message["payload"]["position"]
        return position

    async def subscribe(self, fields: str = "position kind", **variables: object) -> str:
        """Follows the feed under a new id."""
        id_ = str(next(self._numbers))
        payload = {"query": CHANGES % fields, "variables": variables}
        await self.say({"type": "subscribe", "id": id_, "payload": payload})
        return id_

    async def change(self) -> dict[str, Any]:
        """The next change of a subscription."""
        message = await self.hear()
        assert message["type"] == "next", message
        assert "errors" not in message["payload"], message
        found: dict[str, Any] = message["payload"]["data"]["changes"]
        return found

    async def refused(self) -> dict[str, Any]:
        """The first error with which a subscription is refused."""
        message = await self.hear()
        assert message["type"] == "error", message
        error: dict[str, Any] = message["payload"][0]
        return error

    async def _next(self) -> Message:
        return await asyncio.wait_for(self._from_app.get(), WAIT_S)

    async def _send(self, message: Message) -> None:
        await self._room.wait()
        if self.broken_off.is_set():
            raise ConnectionResetError
        self._from_app.put_nowait(message)

    def _break_off(self) -> None:
        self.broken_off.set()
        self._room.set()
        self._to_app.put_nowait({"type": "websocket.disconnect", "code": 1006})


def opened(app: Starlette, *subprotocols: str, **headers: str) -> Socket:
    """A connection to be opened, by the protocol that is served unless others are named."""
    return Socket(app, list(subprotocols) or [SUBPROTOCOL], headers)
