"""Serving the application: the socket it listens on, Uvicorn's settings, and how it stops."""

import asyncio
import contextlib
import errno
import logging
import signal
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import FrameType
from typing import NamedTuple

import uvicorn
from starlette.types import ASGIApp

from api.app import create_app
from api.cli.garbage import collect_rarely, uncollected
from api.cli.running import STOPS, refuse
from api.logs import configure
from api.pages import load_page
from api.protocol.arrival import Arrival
from api.protocol.connections import MESSAGE_BYTES_MAX, Connections, Limits, guarded_by
from api.protocol.headers import HTTPS_ONLY
from api.schema import core_schema
from api.settings import Settings
from domain.jobs.repeating import end_of_pause, wait_until
from domain.store.store import Store

WAITING_CONNECTIONS = 1024
"""How many connections may wait until they are accepted."""
ACCEPTED_AT_ONCE = 16
IDLE_S = 5
"""How long a connection may be idle between two requests."""
TICK_S = 1


class Place(NamedTuple):
    """The place of a process among several that serve together."""

    number: int
    lifeline: int
    """A descriptor that can be read once the process that began them is gone."""


def load() -> None:
    """Make what each of several processes needs, before there are several."""
    with uncollected():
        core_schema()
        load_page()


async def serve_app(
    settings: Settings,
    store: Store,
    listening: socket.socket,
    ready: Callable[[], None],
    place: Place | None = None,
    first_admin: str | None = None,
) -> None:
    """Serve until a signal asks to stop; running work finishes before the store closes. ``ready`` is called before.

    From here on all that the process writes to standard error are lines of its log. A signal that comes while the
    application is being made is kept until the server can stop by itself.
    """
    configure(settings.log_format, settings.log_level)
    early: list[int] = []
    with _stops_handled_by(lambda number, _: early.append(number)):
        with uncollected():
            app = Arrival(
                create_app(settings, store, process=place and place.number, first_admin=first_admin),
                https=settings.secure,
                logs_access=logging.getLogger("tieout").isEnabledFor(logging.INFO),
            )
        collect_rarely()
        ready()
        config = server_config(settings, app, accepted_at_once=ACCEPTED_AT_ONCE if place is None else 1)
        await _Server(config, app.stop, early, place and place.lifeline).serve(sockets=[listening])


@contextlib.contextmanager
def listening_on(host: str, ports: Iterable[int]) -> Iterator[socket.socket]:
    """Listen on the first free port of these; end the program if none is free.

    It is taken before anything else is done: callers wait in its queue until they are served.
    """
    refusal = OSError()
    at = 0
    for at in ports:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listening:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            # Head and body of an answer may go out in two writes. Without this the second waits for the caller's
            # acknowledgement of the first, 40 ms; what is accepted takes it over from here.
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                listening.bind((host, at))
                listening.listen(WAITING_CONNECTIONS)
            except OSError as error:
                refusal = error
                continue
            yield listening
            return
    other = "port" if refusal.errno in {errno.EADDRINUSE, errno.EACCES} else "host"
    refuse(f"{host}:{at} cannot be listened on: {refusal.strerror}. Choose another --{other}.")


def address_of(listening: socket.socket, host: str) -> str:
    """Return the address for a browser on this machine."""
    port = listening.getsockname()[1]
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - shown, not listened on
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def server_config(settings: Settings, app: ASGIApp, *, accepted_at_once: int = ACCEPTED_AT_ONCE) -> uvicorn.Config:
    """Return Uvicorn's settings; by default it believes any local process about where a request came from.

    A process that accepts one connection at once leaves the next to others that listen on the same socket.
    """
    limits = Limits.within_descriptors(
        settings.max_connections, settings.max_connections_from_address, settings.trusted_proxies
    )
    return uvicorn.Config(
        app,
        http=guarded_by(Connections(limits), HTTPS_ONLY if settings.secure else {}),
        backlog=accepted_at_once,
        timeout_keep_alive=IDLE_S,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",  # the protocol of connections loads what it needs for them
        ws_max_size=MESSAGE_BYTES_MAX,
        ws_per_message_deflate=False,  # it takes 64 KiB for each connection, and tells secrets by lengths
        timeout_graceful_shutdown=5,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
    )


@contextlib.contextmanager
def _stops_handled_by(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Let a handler have Ctrl-C and the other signals that end a program, but for those that are ignored."""
    heard = [signal.SIGINT, *(each for each in STOPS if signal.getsignal(each) is not signal.SIG_IGN)]
    before = {each: signal.signal(each, handler) for each in heard}
    try:
        yield
    finally:
        for each, earlier in before.items():
            signal.signal(each, earlier)


class _Server(uvicorn.Server):
    """A server whose signals end it quietly: Uvicorn would raise the signal again, as if stopping were a failure."""

    def __init__(
        self, config: uvicorn.Config, stopping: Callable[[], None], early: Sequence[int], lifeline: int | None = None
    ) -> None:
        super().__init__(config)
        self._stopping = stopping
        self._early = early
        """The signals that came before this server could note them."""
        self._lifeline = lifeline
        self._asked_to_stop = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve. Few connections are accepted at once, so that they are counted; more may wait for that."""
        self.should_exit = self.should_exit or bool(self._early)
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(WAITING_CONNECTIONS)
        if self._lifeline is not None:
            asyncio.get_running_loop().add_reader(self._lifeline, self._left_alone)

    def _left_alone(self) -> None:
        """Stop as if a signal asked for it: who would end this process, or replace it, is gone."""
        assert self._lifeline is not None
        asyncio.get_running_loop().remove_reader(self._lifeline)
        self.handle_exit(signal.SIGTERM, None)
        self._asked_to_stop.set()

    async def main_loop(self) -> None:
        """Serve until asked to stop, and set the time of the answers every second; Uvicorn looks ten times a second."""
        while not await self.on_tick(0):
            await wait_until(end_of_pause(TICK_S), self._asked_to_stop)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Wait for running requests, but not for requests that are still arriving."""
        self._stopping()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop once, on Ctrl-C or any other signal that ends a program."""
        loop = asyncio.get_running_loop()

        def stop(number: int, frame: FrameType | None) -> None:
            self.handle_exit(number, frame)
            loop.call_soon_threadsafe(self._asked_to_stop.set)

        with _stops_handled_by(stop):
            yield
