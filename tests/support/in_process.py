"""Level: the ASGI endpoint. Post JSON to it in this process, with nothing in between that costs time.

An HTTP client's own work is a third of a short request; what HTTP itself may do is held by `tests/contract/`, with a client.
"""

import json
from typing import Any

from starlette.types import ASGIApp, Message, Scope

SCOPE: Scope = {
    "type": "http",
    "asgi": {"version": "3.0"},
    "http_version": "1.1",
    "method": "POST",
    "scheme": "http",
    "path": "/graphql",
    "raw_path": b"/graphql",
    "query_string": b"",
    "root_path": "",
    "client": ("127.0.0.1", 123),
    "server": ("tieout.test", None),
}


class InProcess:
    """Posts to an endpoint until it is closed."""

    def __init__(self, endpoint: ASGIApp) -> None:
        self._endpoint = endpoint
        self._closed = False

    async def post(self, body: object) -> dict[str, Any]:
        """Send an object as JSON; return the object that is answered, whatever the status."""
        assert not self._closed, "this client was closed"
        sent = json.dumps(body).encode()
        to_come: list[Message] = [{"type": "http.request", "body": sent}]
        parts: list[bytes] = []
        headers = [
            (b"host", b"tieout.test"),
            (b"content-type", b"application/json"),
            (b"content-length", str(len(sent)).encode()),
        ]

        async def receive() -> Message:
            return to_come.pop() if to_come else {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            parts.append(message.get("body", b""))

        await self._endpoint({**SCOPE, "headers": headers, "state": {}}, receive, send)
        answer: dict[str, Any] = json.loads(b"".join(parts))
        return answer

    async def aclose(self) -> None:
        """Nothing can be sent afterwards."""
        self._closed = True
