"""WebSockets within limits; loaded when the first one is opened, since its library would delay a server's start."""

from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.wsproto_impl import WSProtocol
from wsproto.connection import ConnectionState
from wsproto.events import CloseConnection, Ping

from api.protocol.unread import BREAK_OFF, BreaksOffUnread

GOING_AWAY = 1001
END_S = 1.0
"""How long a server that ends waits until a caller has read that."""


class GuardedSocket(BreaksOffUnread, WSProtocol):
    """Uvicorn's WebSocket, which holds no more than one message for a caller who does not read.

    ``leave`` is called when the connection is lost.
    """

    def __init__(self, *, leave: Callable[[], None], **given: Any) -> None:
        super().__init__(**given)
        self._leave = leave

    async def run_asgi(self) -> None:
        """Let the application serve, which may also break the connection off."""
        self.scope["extensions"] = {**self.scope.get("extensions", {}), BREAK_OFF: {"call": self.break_off}}
        await super().run_asgi()

    def connection_lost(self, exc: Exception | None) -> None:
        """End, and make room for another."""
        self._leave()
        self.stop_waiting_for_reader()
        super().connection_lost(exc)

    def handle_ping(self, event: Ping) -> None:
        """Answer a ping, unless the caller does not read the answers."""
        if self.writable.is_set():
            super().handle_ping(event)

    def shutdown(self) -> None:
        """Tell the caller that the server ends, and end."""
        if self.handshake_complete and not self.close_sent and self.conn.state is ConnectionState.OPEN:
            self.stop_keepalive()
            self.queue.put_nowait({"type": "websocket.disconnect", "code": GOING_AWAY})
            self.transport.write(self.conn.send(CloseConnection(code=GOING_AWAY, reason="The server is stopping.")))
            self.transport.close()
        else:
            super().shutdown()
        self.loop.call_later(END_S, self.break_off)
