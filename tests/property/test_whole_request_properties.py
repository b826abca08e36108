"""Requests with random faults, over real sockets: what is taken whole is answered as h11 answers the same bytes.

The long form is run under ``TIEOUT_TEST_PROFILE=long``.
"""

import asyncio
import contextlib
import random
import re
import socket
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from typing import Any

import orjson
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from api.protocol.connections import Connections, GuardedProtocol, Limits, guarded_by
from api.protocol.whole_requests import WHOLE
from tests.support.profile import by_profile

TRIES = by_profile(suite=250, ci=400, long=20_000)
ROUNDS_MAX = 10_000
"""How often both ends get a turn before a server that is still busy is a failure."""
NAMES = [b"X", b"Accept", b"Content-Type", b"Authorization", b"Cookie", b"x-Odd_~!#$%&'*+.^`|", b"Content-Encoding"]
VALUES = [b"", b"a", b" a\tb ", b"\xe9\x85\xa0", b"a,b", b'"a:b"', b"%00", b"a" * 300]
LINES = [
    b"Host: other",
    b"Host:",
    b"HOST : x",
    b" folded: x",
    b"\tfolded",
    b"X-Text: \x01",
    b"X-Nul: a\x00b",
    b"X-Return: a\rb",
    b"X-Line: a\nb",
    b"X-Tab: a\x0bb\x0c",
    b": nameless",
    b"no colon",
    b"N\xc3\xa9: x",
    b"Content-Length: 4",
    b"Content-Length: 5",
    b"Content-Length: +4",
    b"Content-Length: 04",
    b"Content-Length: 4, 4",
    b"Content-Length: 4, 5",
    b"Content-Length: 0x4",
    b"Content-Length: 4_0",
    b"Content-Length: -1",
    b"Content-Length:",
    b"Content-Length: 99999999999999999999",
    b"Content-Length: \xb2",
    b"Content_Length: 1",
    b"Content-Length\t: 4",
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: identity",
    b"Transfer-Encoding: xchunked",
    b"transfer-encoding:\tchunked",
    b"Transfer-Encoding : chunked",
    b"Expect: 100-continue",
    b"Expect: 100-Continue",
    b"Expect: other",
    b"Upgrade: websocket",
    b"Upgrade: h2c",
    b"Connection: close",
    b"Connection: CLOSE",
    b"Connection: keep-alive",
    b"Connection: Keep-Alive",
    b"Connection: keep-alive, close",
    b"Connection: Upgrade",
    b"Connection: host",
    b"Connection:",
    b"Keep-Alive: timeout=1",
    b"TE: trailers",
    b"Trailer: x",
]
FIRST = [
    b"GET /a HTTP/1.1",
    b"HEAD /a HTTP/1.1",
    b"PUT /a HTTP/1.1",
    b"post /a HTTP/1.1",
    b"POST /a HTTP/1.0",
    b"POST /a HTTP/2.0",
    b"POST /a http/1.1",
    b"POST /a HTTP/1.1 ",
    b"POST  /a HTTP/1.1",
    b"POST\t/a HTTP/1.1",
    b" POST /a HTTP/1.1",
    b"POST /a?b=c HTTP/1.1",
    b"POST /%61 HTTP/1.1",
    b"POST /a/../b HTTP/1.1",
    b"POST //a HTTP/1.1",
    b"POST http://other/a HTTP/1.1",
    b"POST * HTTP/1.1",
    b"POST a HTTP/1.1",
    b"POST /\xc3\xa9 HTTP/1.1",
    b"POST /a#b HTTP/1.1",
    b"OPTIONS * HTTP/1.1",
    b"",
]
ENDS = [b"\n", b"\r", b"\r\r\n", b"\n\r\n"]


class Bytes:
    """What one caller sends: some requests, most of them with a fault, cut into pieces."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        requests = [self._request() for _ in range(chance.choice([1, 1, 1, 2, 3]))]
        apart = chance.random() < 0.5
        self.pieces = [piece for each in (requests if apart else [b"".join(requests)]) for piece in self._cut(each)]

    def _request(self) -> bytes:
        chance = self.chance
        body = bytes(chance.choices(b"abcd\r\n: 0", k=chance.choice([0, 1, 4, 4, 4, 40, 3_000])))
        lines = [b"Host: x", b"Content-Length: %d" % len(body)]
        lines += [b"%b:%b" % (chance.choice(NAMES), chance.choice(VALUES)) for _ in range(chance.randint(0, 3))]
        first = b"POST /a HTTP/1.1"
        faults = chance.choice([0, 0, 1, 1, 1, 2])
        for _ in range(faults):
            match chance.randrange(7):
                case 0 | 1:
                    lines.insert(chance.randint(0, len(lines)), chance.choice(LINES))
                case 2:
                    first = chance.choice(FIRST)
                case 3 if lines:
                    lines.pop(chance.randrange(len(lines)))
                case 4 if lines:
                    lines.append(chance.choice(lines))
                case 5:
                    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
                    lines[chance.randrange(len(lines))] = b"Transfer-Encoding: chunked"
                case _:
                    lines.append(b"X-Long: " + b"a" * chance.choice([7_000, 8_100, 17_000]))
        chance.shuffle(lines)
        whole = b"\r\n".join([first, *lines, b"", body])
        if chance.random() < 0.1:
            whole = whole.replace(b"\r\n", chance.choice(ENDS), chance.choice([1, 2, -1]))
        if chance.random() < 0.15:
            at = chance.randrange(len(whole))
            changed = chance.choice([b"", b"\x00", b" ", b"\r\n", b":", bytes([chance.randrange(256)])])
            whole = whole[:at] + changed + whole[at + chance.randint(0, 1) :]
        return whole

    def _cut(self, whole: bytes) -> Sequence[bytes]:
        places = sorted(self.chance.randrange(len(whole)) for _ in range(self.chance.choice([0, 0, 0, 1, 2])))
        pieces = [whole[begin:end] for begin, end in zip([0, *places], [*places, None], strict=True)]
        return [each for each in pieces if each]


class Watched(GuardedProtocol):
    """Counts what has arrived."""

    arrived = 0

    def data_received(self, data: bytes) -> None:
        """See ``asyncio.Protocol``."""
        self.arrived += len(data)
        super().data_received(data)


class ByH11(Watched):
    """Takes nothing whole."""

    def is_between_requests(self) -> bool:
        """Never, so that h11 reads all."""
        return False


class Server:
    """A server in this loop that answers each request with what the application saw of it."""

    def __init__(self, kind: type[Watched]) -> None:
        self._guarded: Any = type("Guarded", (kind, guarded_by(Connections(Limits(8, 8)), {})), {})
        self._config = uvicorn.Config(
            self._tell, http=self._guarded, lifespan="off", interface="asgi3", log_config=None
        )
        self._config.load()
        self.state = ServerState()
        self.protocol: Any = None
        self.whole = 0
        self.address: Any = None

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        async with await asyncio.get_running_loop().create_server(self._connected, "127.0.0.1", 0) as listening:
            self.address = listening.sockets[0].getsockname()
            yield

    def _connected(self) -> Any:
        self.protocol = self._guarded(self._config, self.state, {})
        return self.protocol

    async def _tell(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.whole += WHOLE in scope.get("extensions", ())
        body, more = b"", True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body, more = body + message["body"], message["more_body"]
        seen = [
            scope[name] for name in ("type", "method", "path", "raw_path", "query_string", "http_version", "headers")
        ]
        shown = orjson.dumps(repr([*seen, scope["root_path"], scope["scheme"], body]))
        headers = [(b"content-length", str(len(shown)).encode())]
        if b"end" in body:
            headers.append((b"connection", b"close"))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": shown})

    async def answers(self, pieces: Sequence[bytes]) -> tuple[bytes, bool]:
        """Send pieces, each once the last is read and answered; return all that comes back, and if the server hung up."""
        loop = asyncio.get_running_loop()
        self.protocol, sent = None, 0
        with socket.create_connection(self.address[:2]) as caller:
            caller.setblocking(False)
            caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # each piece goes out at once
            for each in pieces:
                if self.protocol is not None and self.protocol.transport.is_closing():
                    break
                await loop.sock_sendall(caller, each)
                sent += len(each)
                await self._quiet(sent)
            found, ended = b"", False
            with contextlib.suppress(BlockingIOError, ConnectionResetError):
                while part := caller.recv(1 << 20):
                    found += part
                ended = True
            closing = self.protocol.transport.is_closing()
            assert closing or not ended
        await self._gone()
        return found, closing

    async def _quiet(self, sent: int) -> None:
        for _ in range(ROUNDS_MAX):
            await asyncio.sleep(0)
            if self.protocol is None or self.protocol.transport is None:
                continue
            closing = self.protocol.transport.is_closing()
            if closing or (self.protocol.arrived == sent and not self._answering()):
                return
        raise AssertionError("the server is still busy")

    def _answering(self) -> bool:
        """Whether it is still answering, and does not wait for more of the request."""
        cycle = self.protocol.cycle
        return cycle is not None and not cycle.response_complete and not (cycle.more_body and not cycle.body)

    async def _gone(self) -> None:
        for _ in range(ROUNDS_MAX):
            await asyncio.sleep(0)
            if not self.state.connections and not self.state.tasks:
                return
        raise AssertionError("the server does not see that its caller has gone")


def plain(answered: bytes) -> list[bytes]:
    """Answers without what may differ: how the names of headers are written, and their order."""
    parts = re.split(rb"(?=HTTP/1\.1 [0-9]{3})", answered)
    found = []
    for part in parts:
        head, _, body = part.partition(b"\r\n\r\n")
        first, *lines = head.split(b"\r\n")
        found += [first, *sorted(each.lower() for each in lines), body]
    return found


async def test_whatever_is_sent_is_answered_as_h11_answers_it() -> None:
    one, other = Server(Watched), Server(ByH11)
    statuses: Counter[bytes] = Counter()
    async with one.listening(), other.listening():
        for seed in range(TRIES):
            pieces = Bytes(random.Random(seed)).pieces
            (found, closed), (expected, closes) = await one.answers(pieces), await other.answers(pieces)
            assert plain(found) == plain(expected), (seed, pieces, found, expected)
            assert closed == closes, (seed, pieces, found)
            statuses.update(re.findall(rb"HTTP/1\.1 ([0-9]{3})", found))
    assert one.whole > TRIES // 8, one.whole
    assert other.whole == 0
    assert {b"200", b"400", b"100"} <= statuses.keys(), statuses
