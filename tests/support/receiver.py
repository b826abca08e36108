"""Level: HTTP. An endpoint of somebody else, which answers as a test wants it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import orjson
from standardwebhooks import Webhook

ANSWER = b"HTTP/1.1 %d Any\r\ncontent-length: %d\r\n\r\n%s"
SLOW_S = 0.2


@dataclass(slots=True)
class Received:
    """One request: its headers and body."""

    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> dict[str, Any]:
        """What the event says."""
        found: dict[str, Any] = orjson.loads(self.body)["data"]
        return found


@dataclass(slots=True, eq=False)
class Receiver:
    """Receives on a port of its own. ``answers`` are given in turn, then 200 to all; each is a status or a word.

    An answer that is an event is 200, once that is set.
    """

    answers: list[int | str | asyncio.Event] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _server: asyncio.Server | None = None
    _writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *error: object) -> None:
        assert self._server is not None
        self._server.close()
        for each in self._writers:
            each.close()

    @property
    def url(self) -> str:
        """Where it listens."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/hook"

    @property
    def positions(self) -> list[int]:
        """What arrived, in order."""
        return [int(each.data["position"]) for each in self.received]

    def verified(self, secret: str) -> Sequence[object]:
        """Return all bodies, each checked as the library of the scheme does; raises for a wrong signature."""
        return [Webhook(secret).verify(each.body, each.headers) for each in self.received]

    def answer_to(self, request: Received) -> int | str | asyncio.Event:
        """Keep a request, and return how it is answered."""
        self.received.append(request)
        return self.answers.pop(0) if self.answers else 200

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        try:
            while await self._answered(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        except asyncio.CancelledError:
            pass  # the loop ends; asyncio would report a connection that it cancelled as a failure
        finally:
            writer.close()

    async def _answered(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        body = await reader.readexactly(int(headers["content-length"]))
        answer = self.answer_to(Received(headers, body))
        self.arrived.set()
        if answer == "close":
            return False
        if answer == "slow":
            await asyncio.sleep(SLOW_S)
            answer = 200
        if isinstance(answer, asyncio.Event):
            await answer.wait()
            answer = 200
        if answer == "hang":
            await asyncio.sleep(3_600)
        if answer == "drip":
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 10000\r\n\r\n")
            while True:
                writer.write(b".")
                await writer.drain()
                await asyncio.sleep(0.05)
        if answer == "flood":
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n" + b"." * 1_000_000)
            await writer.drain()
            return False
        if answer == "redirect":
            writer.write(b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n")
        else:
            assert isinstance(answer, int)
            writer.write(ANSWER % (answer, 6, b"secret"))
        await writer.drain()
        return True
