"""Level: a database. Sessions of PostgreSQL that outlive the connections of the tests that had them.

A new session has to learn every table that it is asked about: opening a store, an invoice and a payment take it 50 to 60 ms
of computing, and 25 one that knows them. So the socket of a connection that is closed in order is kept, its session forgets
all that the connection left and has its first settings again, and the next connection that begins with the very same words
gets it, whatever event loop that is of. Between a connection and the server nothing is changed but the first message and the
last.
"""

import asyncio
import contextlib
import os
import select
import socket
import struct
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

FAREWELL = b"X\0\0\0\4"
FORGET = (
    b"close all; set session authorization default; reset all; deallocate all; unlisten *; "
    b"select pg_advisory_unlock_all(); discard temp; discard sequences"
)
"""``discard all`` but for the plans of triggers and references, which are the database's own and take long to make."""
ROLLBACK, RESET = (b"Q" + struct.pack("!i", len(text) + 5) + text + b"\0" for text in (b"rollback", FORGET))
KEPT_MAX = 8
"""So many sessions of one database are kept; what is closed beyond that ends."""
ANSWER_S = 5

_connect = asyncio.SelectorEventLoop.create_unix_connection  # type: ignore[attr-defined]  # where there is PostgreSQL, it is


class Session:
    """A session of the server: its socket, and how it greeted."""

    def __init__(self, wire: socket.socket, greeting: bytes) -> None:
        self.wire = wire
        self.greeting = greeting
        self._due = 0

    @property
    def pid(self) -> int:
        """Its process."""
        (pid,) = (struct.unpack("!i", body[:4])[0] for kind, body in messages(self.greeting) if kind == b"K")
        return int(pid)

    def reset(self) -> None:
        """Ask it to forget all that its connection left; ``is_reset`` waits for that."""
        self.wire.setblocking(True)
        self.wire.settimeout(ANSWER_S)
        with contextlib.suppress(OSError):  # then nothing answers either
            self.wire.sendall(ROLLBACK + RESET)
        self._due = 2

    def is_reset(self) -> bool:
        """Whether it has forgotten; False for one that ended, or has more to say than that."""
        answer = b""
        while self._due:
            with contextlib.suppress(OSError):
                answer += (got := self.wire.recv(65536))
                if got:
                    states = [body for kind, body in messages(answer) if kind == b"Z"]
                    if len(states) < self._due:
                        continue
                    if states == [b"I"] * self._due and not any(kind == b"E" for kind, _ in messages(answer)):
                        self._due = 0
                        break
            return False
        return not select.select([self.wire], [], [], 0)[0]


def messages(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The messages of a server that are whole, each with its kind."""
    at = 0
    while len(text) >= at + 5:
        (length,) = struct.unpack("!i", text[at + 1 : at + 5])
        if len(text) < at + 1 + length:
            return
        yield text[at : at + 1], text[at + 5 : at + 1 + length]
        at += 1 + length


class KeptSessions:
    """The sessions of the databases of one server that are lent to one test after the other."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._databases: dict[bytes, str] = {}
        self._kept: dict[str, dict[bytes, list[Session]]] = {}

    def begin(self, database: str) -> None:
        """Keep the sessions of a database from now on."""
        self._databases[b"\0database\0" + database.encode() + b"\0"] = database
        self._kept[database] = defaultdict(list)

    def end(self, database: str) -> None:
        """Keep none of them any more."""
        del self._databases[b"\0database\0" + database.encode() + b"\0"]
        for sessions in self._kept.pop(database).values():
            for each in sessions:
                each.wire.close()

    def pids(self, database: str) -> list[int]:
        """The processes of those that are kept, once each has forgotten what its connection left."""
        kept = self._kept[database]
        for words, sessions in kept.items():
            kept[words] = [each for each in sessions if each.is_reset() or each.wire.close()]
        return [each.pid for sessions in kept.values() for each in sessions]

    def database_of(self, words: bytes) -> str | None:
        """The database that a connection's first message asks for, if sessions of it are kept."""
        return next((name for mark, name in self._databases.items() if mark in words), None)

    def take(self, words: bytes) -> Session | None:
        """A session that was begun with the same words."""
        database = self.database_of(words)
        sessions = self._kept[database][words] if database is not None else []
        while sessions:
            session = sessions.pop()
            if session.is_reset():
                return session
            session.wire.close()
        return None

    def keep(self, words: bytes, session: Session) -> None:
        """Keep a session whose connection was closed."""
        database = self.database_of(words)
        if database is None or sum(map(len, self._kept[database].values())) >= KEPT_MAX:
            session.wire.close()
            return
        session.reset()
        self._kept[database][words].append(session)

    @contextlib.contextmanager
    def serving(self) -> Iterator[None]:
        """Give kept sessions to the connections that this process makes to the server."""
        kept, before = self, asyncio.SelectorEventLoop.create_unix_connection  # type: ignore[attr-defined]  # as above

        async def connect(
            loop: Any, factory: Callable[[], Any], path: str | None = None, **named: Any
        ) -> tuple[Any, Any]:
            if path != kept._path:
                return await before(loop, factory, path, **named)
            connection = _Connection(kept, loop, factory())
            await connection.open(path)
            return connection, connection.client

        asyncio.SelectorEventLoop.create_unix_connection = connect  # type: ignore[attr-defined]  # as above
        try:
            yield
        finally:
            asyncio.SelectorEventLoop.create_unix_connection = before  # type: ignore[attr-defined]  # as above
            for database in list(self._kept):
                self.end(database)


class _Connection(asyncio.Protocol):
    """Stands between asyncpg's connection and its transport, for the first message and the last."""

    def __init__(self, kept: KeptSessions, loop: Any, client: Any) -> None:
        self.client = client
        self._kept = kept
        self._loop = loop
        self._words = b""
        self._greeting = b""
        self._wire: Any = None

    async def open(self, path: str) -> None:
        """Connect, or take a session that is kept."""
        self.client.connection_made(self)  # which writes its first message
        session = self._kept.take(self._words)
        if session is None:
            await _connect(self._loop, lambda: self, path)
            self._wire.write(self._words)
        else:
            session.wire.setblocking(False)
            await _connect(self._loop, lambda: self, sock=session.wire)
            self.data_received(session.greeting)

    def connection_made(self, transport: Any) -> None:
        self._wire = transport

    def data_received(self, data: bytes) -> None:
        self._greeting += data
        if any(kind == b"Z" for kind, _ in messages(self._greeting)):
            self._wire.set_protocol(self.client)
        self.client.data_received(data)

    def eof_received(self) -> Any:
        return self.client.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        self.client.connection_lost(exc)

    def write(self, data: Any) -> None:
        if self._wire is None:
            self._words += bytes(data)
        elif bytes(data) == FAREWELL and self._kept.database_of(self._words) and not self._wire.get_write_buffer_size():
            wire = socket.socket(fileno=os.dup(self._wire.get_extra_info("socket").fileno()))
            self._wire.set_protocol(asyncio.Protocol())
            self._wire.abort()
            self._kept.keep(self._words, Session(wire, self._greeting))
            self._loop.call_soon(self.client.connection_lost, None)
        else:
            self._wire.write(data)

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default if self._wire is None else self._wire.get_extra_info(name, default)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._wire, name)
