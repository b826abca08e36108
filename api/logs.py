"""The server's log on standard error: one line for each message, with its time, level and request, as text or as JSON.

No line holds a secret or a personal value. An exception is logged by its type and where it was raised; its message only if
the database or the operating system wrote it, since any other may quote what a caller sent.
"""

import asyncio
import logging
import os
import random
import re
import select
import sqlite3
import sys
import time
import traceback
from collections import deque
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, ClassVar

import asyncpg
import orjson

REQUEST: ContextVar[str | None] = ContextVar("request", default=None)
"""The id of the request that is served, which the lines bear that it causes."""

CHUNK_BYTES = 4096
"""So much can be written to a pipe at once that has room."""
BACKLOG_LINES = 5_000
"""How many lines wait for whoever reads the log and does not; then the oldest are dropped."""
_WELL_FORMED = re.compile(r"[A-Za-z0-9][-._A-Za-z0-9]{0,63}")


@dataclass(slots=True)
class AccessNote:
    """What is known of a request when it is answered; whoever knows it notes it."""

    request_id: str
    principal: str | None = None
    operation: str | None = None
    code: str | None = None


ACCESS = "tieout.access"
"""Where a request's ``AccessNote`` stands in its ASGI scope."""


def request_id_of(given: bytes | None) -> str:
    """Return the id that a caller gave a request if it is well-formed, or else a new one."""
    if given is not None and _WELL_FORMED.fullmatch(text := given.decode("ascii", "replace")):
        return text
    # no secret; asking the system for each would hand Python's lock to another thread, and wait until it is given back
    return f"{random.getrandbits(64):016x}"


def configure(log_format: str, level: str) -> None:
    """Send all that this process logs to standard error, from a level on."""
    handler = Lines(sys.stderr.fileno(), as_json=log_format == "json")
    root = logging.getLogger()
    root.handlers[:] = [handler]
    Lines.configured = handler
    root.setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))
    logging.getLogger("tieout").setLevel(level.upper())
    logging.captureWarnings(capture=True)


def log_access(fields: Mapping[str, Any]) -> None:
    """Log the line of a request, if ``configure`` was called: with all others of this turn of the loop, in their order."""
    if Lines.configured is not None:
        Lines.configured.take_access(fields)


class Lines(logging.Handler):
    """Writes lines to a descriptor, and never waits for whoever reads them.

    Lines of requests are written once a turn of the loop, which costs a fifth of writing each, but before any other line and
    at the process's end. So only what kills the process at once can take those of its last turn, a few milliseconds.
    """

    configured: ClassVar["Lines | None"] = None
    """The handler of this process's log."""

    def __init__(self, descriptor: int, *, as_json: bool) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._as_json = as_json
        self._backlog: deque[bytes] = deque()
        self._dropped = 0
        self._writes_soon = False
        """Whether the loop will write what waits, in its next turn."""
        self._room = select.poll() if hasattr(select, "poll") else None
        if self._room is not None:
            self._room.register(descriptor, select.POLLOUT)

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record; called under the handler's lock."""
        fields: dict[str, Any] = {
            "time": _time_of(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if (request := REQUEST.get()) is not None:
            fields["request_id"] = request
        fields["message"] = _message(record)
        if record.exc_info and record.exc_info[1] is not None:
            fields["trace"] = list(trace_of(record.exc_info[1]))
        self._backlog.append(self._line(fields))
        self._write()

    def take_access(self, fields: Mapping[str, Any]) -> None:
        """Let a request's line wait until the loop's next turn; called on the loop's thread."""
        line = self._line({"time": _time_of(time.time()), "level": "info", "logger": ACCESS, **fields})
        self._backlog.append(line)
        if not self._writes_soon:
            self._writes_soon = True
            asyncio.get_running_loop().call_soon(self.flush)

    def flush(self) -> None:
        """Write what waits, as far as there is room; Python's logging also calls it at the process's end."""
        self._writes_soon = False
        self.acquire()
        try:
            self._write()
        finally:
            self.release()

    def _line(self, fields: dict[str, Any]) -> bytes:
        return orjson.dumps(fields) + b"\n" if self._as_json else "".join(_text_of(fields)).encode()

    def _write(self) -> None:
        try:
            while self._backlog and self._has_room():
                if self._dropped:
                    dropped, self._dropped = self._dropped, 0
                    os.write(self._descriptor, b"%d lines were dropped, as nobody read the log\n" % dropped)
                    continue
                chunk = self._next_chunk()
                written = os.write(self._descriptor, chunk)
                if written < len(chunk):
                    self._backlog.appendleft(chunk[written:])
        except OSError:  # whoever reads the log has gone
            self._backlog.clear()
        while len(self._backlog) > BACKLOG_LINES:
            self._backlog.popleft()
            self._dropped += 1

    def _next_chunk(self) -> bytes:
        """Take as many whole lines as can be written at once, or a part of one that is longer."""
        line = self._backlog.popleft()
        if len(line) > CHUNK_BYTES:
            self._backlog.appendleft(line[CHUNK_BYTES:])
            return line[:CHUNK_BYTES]
        lines, left = [line], CHUNK_BYTES - len(line)
        while self._backlog and len(self._backlog[0]) <= left:
            line = self._backlog.popleft()
            left -= len(line)
            lines.append(line)
        return b"".join(lines)

    def _has_room(self) -> bool:
        return self._room is None or any(event & select.POLLOUT for _, event in self._room.poll(0))


def _time_of(instant: float) -> str:
    """Return an instant, in seconds since 1970, as lines have it: UTC with milliseconds."""
    seconds, milliseconds = divmod(int(instant * 1000), 1000)
    return f"{_second(seconds)}.{milliseconds:03}Z"


@lru_cache(maxsize=4)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()[:-6]


def trace_of(error: BaseException) -> Iterator[str]:
    """Yield the lines of an exception's traceback and of those before it, without messages that may quote values."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from trace_of(before)
        yield "then:"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{frame.filename}:{frame.lineno} in {frame.name}: {frame.line}"
    text = _own_words(error)
    yield f"{type(error).__name__}: {text}" if text else type(error).__name__


def _own_words(error: BaseException) -> str:
    """Return the message of an error if the database or the operating system wrote it, and it quotes no value."""
    match error:
        case sqlite3.Error():
            return str(error)
        case asyncpg.DataError():
            return ""
        case asyncpg.PostgresError():
            return str(error.args[0]) if error.args else ""
        case OSError():
            return error.strerror or ""
        case _:
            return ""


def _message(record: logging.LogRecord) -> str:
    text = record.getMessage()
    # what asyncio adds in further lines shows objects, and an exception with its message
    return text.partition("\n")[0] if record.name == "asyncio" else text


def _text_of(fields: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a record as text, each of which has the time."""
    head = f"{fields.pop('time')} {fields.pop('level').upper()} {fields.pop('logger')}"
    message, trace = fields.pop("message", ""), fields.pop("trace", [])
    head += "".join(f" {name}={value}" for name, value in fields.items())
    for line in [*message.splitlines(), *trace] or [""]:
        yield f"{head} {line}".rstrip() + "\n"
