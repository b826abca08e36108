"""Level: a database. A PgBouncer in transaction mode before a throw-away PostgreSQL."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import asyncpg

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
PORT = 6432  # of a socket in a folder of its own
START_S = 30
SETTINGS = """
[databases]
* = host={server}
[pgbouncer]
unix_socket_dir = {folder}
listen_port = {port}
listen_addr =
auth_type = any
pool_mode = transaction
default_pool_size = {size}
max_client_conn = 200
ignore_startup_parameters =
logfile = {folder}/log
pidfile = {folder}/pid
"""


@contextlib.contextmanager
def pgbouncer(url: str, *, size: int) -> Iterator[str]:
    """A PgBouncer with so many connections to the server of ``url``, shared by all; gives the address through it."""
    assert PROGRAM is not None
    parts = urlsplit(url)
    (server,) = parse_qs(parts.query)["host"]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="tieout-pgbouncer-"))
    settings = folder / "pgbouncer.ini"
    user = "user=postgres"
    text = SETTINGS.format(server=f"{server} {user}", folder=folder, port=PORT, size=size)
    settings.write_text(text, encoding="utf-8")
    command: list[str] = [PROGRAM, str(settings)]
    run = {}
    if os.geteuid() == 0:  # it refuses to run as root
        shutil.chown(folder, "nobody")
        run = {"user": "nobody", "group": "nogroup", "extra_groups": []}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **run)
    try:
        ends = time.monotonic() + START_S
        while not (folder / f".s.PGSQL.{PORT}").exists():
            assert process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < ends
            time.sleep(0.02)
        yield f"postgresql://postgres@/{parts.path.lstrip('/')}?host={folder}&port={PORT}"
    finally:
        process.terminate()
        process.wait(START_S)
        shutil.rmtree(folder)


async def session_state(url: str) -> dict[str, int]:
    """What all sessions of a server's database have left, asked on a session of one's own beside the pooler.

    Sessions show only their own prepared statements and settings; so this asks through the pooler, until it has met each.
    """
    connection = await asyncpg.connect(url, statement_cache_size=0)
    try:
        async with connection.transaction():
            return {
                "prepared": await connection.fetchval("select count(*) from pg_prepared_statements where name <> ''"),
                "settings": await connection.fetchval(
                    "select count(*) from pg_settings where source = 'session' and name in "
                    "('plan_cache_mode', 'jit', 'parallel_setup_cost', 'lock_timeout', 'statement_timeout')"
                ),
                "locks": await connection.fetchval(
                    "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()"
                ),
                "listening": await connection.fetchval("select count(*) from pg_listening_channels()"),
                "cursors": await connection.fetchval("select count(*) from pg_cursors where name <> ''"),
                "temporary": await connection.fetchval("select count(*) from pg_class where relpersistence = 't'"),
            }
    finally:
        await connection.close()
