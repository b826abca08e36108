"""Requests that arrive whole, in one piece and plainly written, as nearly all that clients post do, answered without h11.

h11 takes any request apart by small steps, and sends an answer's head and its body in two writes, which is half of what a
short answer costs. What is taken here leaves no doubt where it begins and ends: a POST of HTTP/1.1 to a plain path, one
Host, one Content-Length, all of the body and nothing after it, no Transfer-Encoding, Expect or Upgrade. Whatever else
arrives is h11's.
"""

import re
from functools import cache
from http import HTTPStatus
from typing import Any, NamedTuple

from uvicorn.protocols.http.h11_impl import RequestResponseCycle

HEAD_BYTES_MAX = 8_192
WHOLE = "tieout.whole"
"""The ASGI extension that says of a request that all of its body is here: receiving it waits for nothing."""

_HEAD = re.compile(
    rb"POST (/[-._~/0-9A-Za-z]*) HTTP/1\.1\r\n((?:[-!#$%&'*+.^_`|~0-9A-Za-z]+:[\t\x20-\x7e\x80-\xff]*\r\n)+)\r\n"
)
_NEVER = frozenset({b"transfer-encoding", b"expect", b"upgrade", b"proxy-connection", b"keep-alive", b"te", b"trailer"})
"""What a request with a doubt about its end, or about the connection's, has."""
_LENGTH = re.compile(rb"[0-9]{1,9}")
_WITHOUT_BODY = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}


class WholeRequest(NamedTuple):
    """A request's path, its headers in lower case, its body, and its head as it was written."""

    path: bytes
    headers: list[tuple[bytes, bytes]]
    body: bytes
    head: bytes


def whole_request(data: bytes, former: WholeRequest | None = None) -> WholeRequest | None:
    """Return the request that some bytes are; None if they are anything else, or if there is any doubt.

    ``former`` is the connection's last request: most clients send one head again and again, and its length says the body's.
    """
    if former is not None and data.startswith(former.head) and len(data) == len(former.head) + len(former.body):
        return former._replace(body=data[len(former.head) :])
    found = _HEAD.match(data, 0, HEAD_BYTES_MAX)
    if found is None:
        return None
    headers = []
    known: dict[bytes, bytes] = {}
    for line in found[2].split(b"\r\n")[:-1]:
        name, _, value = line.partition(b":")
        name, value = name.lower(), value.strip(b" \t")
        if name in _NEVER or (name in known and name in {b"host", b"content-length", b"connection"}):
            return None
        known[name] = value
        headers.append((name, value))
    length = known.get(b"content-length", b"")
    if b"host" not in known or not _LENGTH.fullmatch(length) or int(length) != len(data) - found.end():
        return None
    if known.get(b"connection", b"keep-alive").lower() != b"keep-alive":
        return None
    return WholeRequest(found[1], headers, data[found.end() :], found[0])


class WholeCycle(RequestResponseCycle):
    """A whole request and its answer, whose head goes out in one write with the first part of its body."""

    _start: Any = None

    def begin(self, body: bytes) -> None:
        """Let the application receive the body."""
        self.body += body
        self.more_body = False
        self.message_event.set()

    async def send(self, message: Any) -> None:
        """See ASGI; the head is kept until the first part of the body comes."""
        if self.flow.write_paused and not self.disconnected:
            await self.flow.drain()
        if self.disconnected:
            return
        expected = "http.response.body" if self.response_started else "http.response.start"
        if self.response_complete or message["type"] != expected:
            raise RuntimeError(f"{message['type']} is not what comes now")
        if not self.response_started:
            self.response_started, self._start = True, message
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._start is not None:
            body = self._head(self._start, len(body), more=more) + body
            self._start = None
        self.transport.write(body)
        if not more:
            self.response_complete = True
            self.message_event.set()
            if not self.keep_alive:
                self.transport.close()
            self.on_response()

    def _head(self, start: Any, body_bytes: int, *, more: bool) -> bytes:
        headers = [*self.default_headers, *start.get("headers", ())]
        given = {name.lower(): value for name, value in headers}
        if b"content-length" not in given and start["status"] not in _WITHOUT_BODY:
            own = (b"connection", b"close") if more else (b"content-length", str(body_bytes).encode())
            headers.append(own)
            given |= dict([own])
        self.keep_alive = self.keep_alive and given.get(b"connection") != b"close"
        lines = b"".join([b"%b: %b\r\n" % each for each in headers])
        if not len(headers) == lines.count(b"\n") == lines.count(b"\r"):
            raise RuntimeError("a header has the end of a line in it")
        return b"%b%b\r\n" % (_status_line(start["status"]), lines)


@cache
def _status_line(status: int) -> bytes:
    return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n".encode()
