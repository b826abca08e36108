"""Level: WebSockets over TCP. A client of live updates that may stop reading, and break off as it likes."""

import asyncio
import contextlib
import json
import socket
from collections import deque
from collections.abc import Mapping
from typing import Any, Self

from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    CloseConnection,
    Event,
    Message,
    Ping,
    RejectConnection,
    Request,
    TextMessage,
)

from api.live.messages import SUBPROTOCOL

READ_BYTES = 65_536
LIVE_S = 30.0
"""How long a client waits for a message, many times what it needs."""


class Ended(Exception):
    """The connection is over: ``code`` is what the server closed it with, None if it broke off."""

    def __init__(self, code: int | None = None) -> None:
        super().__init__(code)
        self.code = code


class LiveClient:
    """One connection to a server on loopback; what it says and hears are messages of graphql-transport-ws."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self._protocol = WSConnection(ConnectionType.CLIENT)
        self._events: deque[Event] = deque()
        self._text = ""

    @classmethod
    async def connect(cls, port: int, *, headers: Mapping[str, str] | None = None, takes_bytes: int = 2**16) -> Self:
        """Open a connection, which takes about so many bytes before it is read. Raises ``Ended`` and ``OSError``."""
        opened = socket.socket()
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, takes_bytes)
        opened.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(opened, ("127.0.0.1", port))
            reader, writer = await asyncio.open_connection(sock=opened, limit=takes_bytes)
        except BaseException:  # nobody listens, or nobody waits any more
            opened.close()
            raise
        client = cls(reader, writer)
        try:
            await client._begin(port, headers or {})
        except BaseException:
            await client.break_off()
            raise
        return client

    async def _begin(self, port: int, headers: Mapping[str, str]) -> None:
        """Ask for the WebSocket. Raises ``Ended``."""
        named = [(name.encode(), value.encode()) for name, value in headers.items()]
        self._write(Request(f"127.0.0.1:{port}", "/graphql", subprotocols=[SUBPROTOCOL], extra_headers=named))
        event = await self._event()
        if isinstance(event, RejectConnection):
            raise Ended(event.status_code)
        assert isinstance(event, AcceptConnection), event
        assert event.subprotocol == SUBPROTOCOL

    async def enter(self, token: str | None = None) -> str:
        """Say who it is, and return the position at which it was let in."""
        self.say({"type": "connection_init", "payload": {"Authorization": f"Bearer {token}"} if token else {}})
        message = await self.hear()
        assert message["type"] == "connection_ack", message
        position: str = message["payload"]["position"]
        return position

    def subscribe(self, query: str, **variables: object) -> None:
        """Follow the feed."""
        self.say({"type": "subscribe", "id": "1", "payload": {"query": query, "variables": variables}})

    def say(self, message: object) -> None:
        """Send a message."""
        self._write(Message(json.dumps(message)))

    async def hear(self) -> dict[str, Any]:
        """The next message. Raises ``Ended``."""
        while True:
            event = await self._event()
            if isinstance(event, CloseConnection):
                raise Ended(event.code)
            if isinstance(event, Ping):
                self._write(event.response())
            if isinstance(event, TextMessage):
                self._text += event.data
                if event.message_finished:
                    text, self._text = self._text, ""
                    message: dict[str, Any] = json.loads(text)
                    return message

    async def change(self) -> dict[str, Any]:
        """The next change. Raises ``Ended``."""
        message = await self.hear()
        assert message["type"] == "next", message
        assert "errors" not in message["payload"], message
        found: dict[str, Any] = message["payload"]["data"]["changes"]
        return found

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.break_off()

    async def break_off(self) -> None:
        """End the connection at once, without a word."""
        self.writer.transport.abort()
        with contextlib.suppress(OSError):
            await self.writer.wait_closed()

    def _write(self, event: Event) -> None:
        self.writer.write(self._protocol.send(event))

    async def _event(self) -> Event:
        while not self._events:
            async with asyncio.timeout(LIVE_S):
                data = await self.reader.read(READ_BYTES)
            self._protocol.receive_data(data or None)
            self._events.extend(self._protocol.events())
            if not data and not self._events:
                raise Ended
        return self._events.popleft()
