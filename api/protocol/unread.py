"""What callers do not read: their connections are broken off after a while, for HTTP and WebSockets alike."""

import asyncio
from typing import Any

UNREAD_S_MAX = 60.0
"""How long a caller may leave an answer unread before it is broken off."""
BREAK_OFF = "tieout.break_off"
"""The ASGI extension with which an application ends a WebSocket whose caller reads nothing, not even that it ends."""


class BreaksOffUnread(asyncio.Protocol):
    """Stands before one of Uvicorn's protocols, whose ``transport`` and ``loop`` it uses."""

    transport: Any
    loop: Any
    _unread: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        """Wait until the caller reads what was sent, but not for ever."""
        super().pause_writing()
        self._unread = self.loop.call_later(UNREAD_S_MAX, self.break_off)

    def resume_writing(self) -> None:
        """Go on sending."""
        super().resume_writing()
        self.stop_waiting_for_reader()

    def break_off(self) -> None:
        """Close the connection at once, whatever is still to be sent."""
        self.transport.abort()

    def stop_waiting_for_reader(self) -> None:
        """Break nothing off any more."""
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
