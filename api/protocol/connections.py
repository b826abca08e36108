"""Connections and their limits: Uvicorn bounds neither how long a head takes to arrive nor how many connections there are.

A connection that nobody uses gives way to a new one: what waits for a request, or for the rest of one, is closed when its
address has too many connections or the server has. So callers who open connections and say nothing, or only half of
something, shut nobody out, and descriptors never run out.
"""

import asyncio
import ipaddress
import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from importlib import import_module
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.errors import sent_codes
from api.protocol.headers import ALWAYS
from api.protocol.unread import BreaksOffUnread
from api.protocol.whole_requests import WHOLE, WholeCycle, WholeRequest, whole_request

RESERVED_DESCRIPTORS = 128
"""For the database, files, and connections that are accepted before they are counted."""
RESERVED_CONNECTIONS = 8
"""How many connections beyond the limits may ask whether all is well, and nothing else."""
MESSAGE_BYTES_MAX = 128 * 1024
"""The longest message that a WebSocket takes: a query with its variables."""
PROBE_S = 2.0
"""How long one of these has to ask."""
PROBE = re.compile(rb"GET /(?:ready|health|metrics)[ ?]")
NETWORK_BITS = 64
"""The prefix of an IPv6 network: whoever has one of its addresses has all."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most connections, in all and from one address; ``proxies`` are addresses that many callers share.

    ``head_s`` is how long the head of a request may take, from the connection or from its first byte on.
    """

    connections: int
    from_address: int
    proxies: Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network] = ()
    head_s: float = 10.0

    @classmethod
    def within_descriptors(cls, connections: int, from_address: int, proxies: str) -> "Limits":
        """Return limits that the process's descriptors suffice for, after raising their number as far as is allowed."""
        most = _descriptors(connections + RESERVED_DESCRIPTORS) - RESERVED_DESCRIPTORS
        fitting = max(16, min(connections, most))
        networks = [ipaddress.ip_network(each) for each in proxies.split(",") if each]
        return cls(fitting, min(from_address, max(8, fitting // 2)), networks)


def _descriptors(wanted: int) -> int:
    """Return how many descriptors the process may have, after asking for so many."""
    if sys.platform == "win32":
        return wanted
    import resource  # noqa: PLC0415 - Windows has none

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return wanted
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return soft


class Connections:
    """The open connections of a server, oldest first."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._all: dict[GuardedProtocol, str | None] = {}
        self._of: defaultdict[str, dict[GuardedProtocol, None]] = defaultdict(dict)
        self._reserved: dict[GuardedProtocol, None] = {}

    def admit(self, new: "GuardedProtocol", host: str | None) -> bool:
        """Count a new connection, and close one that is unused if there are too many; return False if all are in use."""
        key = self._key(host)
        if key is not None and len(self._of[key]) >= self.limits.from_address and not self._close_one(self._of[key]):
            return False
        if len(self._all) >= self.limits.connections and not self._close_one(self._all):
            return False
        self._all[new] = key
        if key is not None:
            self._of[key][new] = None
        return True

    def reserve(self, new: "GuardedProtocol") -> bool:
        """Take a reserved place for a connection that was not admitted; return False if all are in use.

        The oldest that has not asked gives way: who asks does so at once, and who says nothing keeps nobody out.
        """
        if len(self._reserved) >= RESERVED_CONNECTIONS:
            silent = next(filter(GuardedProtocol.is_silent, self._reserved), None)
            if silent is None:
                return False
            silent.turn_away()
            self.leave(silent)
        self._reserved[new] = None
        return True

    def leave(self, gone: "GuardedProtocol") -> None:
        """Stop counting a connection; leaving twice does nothing."""
        self._reserved.pop(gone, None)
        key = self._all.pop(gone, None)
        if key is not None:
            self._of[key].pop(gone, None)
            if not self._of[key]:
                del self._of[key]

    def _close_one(self, among: dict["GuardedProtocol", Any]) -> bool:
        """Close the oldest connection without a request, or else the oldest whose request has not arrived whole."""
        for unused in (GuardedProtocol.is_idle, GuardedProtocol.is_arriving):
            for each in among:
                if unused(each):
                    each.break_off()
                    self.leave(each)
                    return True
        return False

    def _key(self, host: str | None) -> str | None:
        """Return under what an address is counted; None for those that many callers share."""
        address = _address(host)
        if address is None or any(address in network for network in self.limits.proxies):
            return None
        return _network(address)


def network_of(host: str | None) -> str:
    """Return the network that one caller controls: an IPv4 address, an IPv6 network; the text itself if it is neither."""
    address = _address(host)
    return host or "" if address is None else _network(address)


def _address(host: str | None) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address((host or "").partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _network(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, NETWORK_BITS), strict=False))
    return str(address)


class GuardedProtocol(BreaksOffUnread, H11Protocol):
    """Uvicorn's protocol within limits; ``guarded_by`` gives it the ``Connections`` that it counts among."""

    guard: ClassVar[Connections]
    _is_socket = False
    """Whether the connection is a WebSocket now, which is counted as before and never unused."""
    https_headers: ClassVar[dict[str, str]] = {}

    _refused = False
    _may_ask = False
    """Whether this connection has a reserved place, where it may ask only whether all is well."""
    _later = b""
    _former: WholeRequest | None = None
    """What arrived while a whole request is being answered."""
    _head: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as Uvicorn has it
        """Begin, unless there are too many connections."""
        super().connection_made(transport)
        if self.guard.admit(self, self.client[0] if self.client else None):
            self._wait_for_head()
        elif self.guard.reserve(self):
            self._may_ask = True
            self._head = self.loop.call_later(PROBE_S, self.turn_away)
        else:
            self.turn_away()

    def data_received(self, data: bytes) -> None:
        """Read on; a head that has begun to arrive must be whole in time."""
        if self._refused:
            return
        if self._may_ask:
            if not (PROBE.match(data) and data.endswith(b"\r\n\r\n")):
                self.turn_away()
                return
            self._may_ask = False
            data = data.replace(b"\r\n", b"\r\nConnection: close\r\n", 1)
        if isinstance(self.cycle, WholeCycle) and not self.cycle.response_complete:
            self._later += data
            self.flow.pause_reading()
            return
        if self.is_between_requests() and (request := whole_request(data, self._former)) is not None:
            self._former = request
            self._stop_waiting_for_head()
            self._answer_whole(request)
            return
        super().data_received(data)
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self._wait_for_head()
        else:
            self._stop_waiting_for_head()

    def turn_away(self) -> None:
        """Refuse a connection for which there is no room."""
        self._refused = True
        sent_codes["TOO_MANY_CONNECTIONS"] += 1
        self._answer(HTTPStatus.SERVICE_UNAVAILABLE, "Too many connections. Try again in a moment.")

    def is_between_requests(self) -> bool:
        """Return True if nothing of a request has arrived that is not answered."""
        states = (self.conn.our_state, self.conn.their_state)
        return states == (h11.IDLE, h11.IDLE) and not self.conn.trailing_data[0]

    def on_response_complete(self) -> None:
        """Go on to what arrived meanwhile."""
        super().on_response_complete()
        if self._later and not self.transport.is_closing():
            data, self._later = self._later, b""
            self._unset_keepalive_if_required()
            self.data_received(data)

    def _answer_whole(self, request: WholeRequest) -> None:
        """Let the application answer a request, as Uvicorn does with those of h11."""
        self._unset_keepalive_if_required()
        path = request.path.decode()
        scope: Any = {
            "type": "http",
            "asgi": {"version": self.asgi_version, "spec_version": "2.3"},
            "http_version": "1.1",
            "server": self.server,
            "client": self.client,
            "scheme": self.scheme,
            "method": "POST",
            "root_path": self.root_path,
            "path": self.root_path + path,
            "raw_path": self.root_path.encode() + request.path,
            "query_string": b"",
            "headers": request.headers,
            "state": self.app_state.copy(),
            "extensions": {WHOLE: {}},
        }
        self.cycle = WholeCycle(
            scope=scope,
            conn=self.conn,
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=False,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            on_response=self.on_response_complete,
        )
        self.cycle.begin(request.body)
        task = self.loop.create_task(self.cycle.run_asgi(self.app))
        task.add_done_callback(self.tasks.discard)
        self.tasks.add(task)

    def connection_lost(self, exc: Exception | None) -> None:
        """End, and make room for another."""
        self._leave()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Hand the connection over; it keeps its place until it is lost. The first one loads what WebSockets need."""
        self._stop_waiting_for_head()
        self._is_socket = True
        sockets = import_module("api.protocol.sockets")
        self.ws_protocol_class = partial(sockets.GuardedSocket, leave=self._leave)  # type: ignore[assignment]  # it is called
        super().handle_websocket_upgrade(event)

    def _should_upgrade_to_ws(self) -> bool:
        """Return True: WebSockets are served, though their library is not loaded yet."""
        return True

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP request."""
        self._answer(HTTPStatus.BAD_REQUEST, msg)

    def is_idle(self) -> bool:
        """Return True if the connection has no request, or only half of a request's head."""
        answered = self.cycle is None or self.cycle.response_complete
        return answered and not self._is_socket and not self.transport.get_write_buffer_size()

    def is_arriving(self) -> bool:
        """Return True if the body of the connection's request has not arrived whole."""
        return self.cycle is not None and self.cycle.more_body and not self.cycle.response_started

    def is_silent(self) -> bool:
        """Return True if the connection has a reserved place and has not asked yet."""
        return self._may_ask

    def _wait_for_head(self) -> None:
        if self._head is None:
            self._head = self.loop.call_later(self.guard.limits.head_s, self._head_is_late)

    def _head_is_late(self) -> None:
        self._head = None
        if self.transport.is_closing():
            return
        if self.conn.trailing_data[0]:
            self._answer(HTTPStatus.REQUEST_TIMEOUT, "The head of the request did not arrive in time. Send it again.")
        else:
            self.transport.close()

    def _leave(self) -> None:
        self.guard.leave(self)
        self._stop_waiting_for_head()
        self.stop_waiting_for_reader()

    def _stop_waiting_for_head(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def _answer(self, status: HTTPStatus, text: str) -> None:
        """Answer in place of the application, and close the connection."""
        body = f"{text}\n".encode()
        headers = {
            "content-type": "text/plain; charset=utf-8",
            "content-length": str(len(body)),
            "connection": "close",
            **({"retry-after": "2"} if status is HTTPStatus.SERVICE_UNAVAILABLE else {}),
            **ALWAYS,
            **self.https_headers,
        }
        lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{name}: {value}" for name, value in headers.items())]
        self.transport.write("\r\n".join([*lines, "", ""]).encode() + body)
        self.transport.close()


def guarded_by(connections: Connections, https_headers: dict[str, str]) -> type[GuardedProtocol]:
    """Return the protocol that counts among these connections."""
    return type("Guarded", (GuardedProtocol,), {"guard": connections, "https_headers": https_headers})
