"""Level: machines. A PgBouncer that leads to whichever node of a cluster is the primary."""

import asyncio
import contextlib
import pathlib
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator

from tests.support.cluster import PASSWORD, Cluster, Node, as_nobody
from tests.support.pgbouncer import PROGRAM

PORT = 6432
SETTINGS = """
[databases]
{database} = host={host} port=5432 user=postgres password={password}
[pgbouncer]
unix_socket_dir =
listen_addr = 127.0.0.1
listen_port = {port}
auth_type = any
pool_mode = transaction
default_pool_size = 20
max_client_conn = 200
server_connect_timeout = 3
server_login_retry = 1
server_check_delay = 1
tcp_keepalive = 1
tcp_user_timeout = 5000
logfile = {folder}/pgbouncer.log
pidfile = {folder}/pgbouncer.pid
"""


@contextlib.asynccontextmanager
async def following(cluster: Cluster, folder: pathlib.Path, database: str) -> AsyncIterator[str]:
    """A PgBouncer in transaction mode; its settings name the primary, and are read anew when there is another.

    Gives the address through it. On real machines a callback of Patroni (``on_role_change``) does the same.
    """
    assert PROGRAM is not None, "PgBouncer is not installed (on Debian: pgbouncer)"
    place = folder / "pgbouncer"
    place.mkdir(mode=0o700)
    settings = place / "pgbouncer.ini"

    def lead_to(node: Node) -> None:
        text = SETTINGS.format(database=database, host=node.address, password=PASSWORD, port=PORT, folder=place)
        settings.write_text(text, encoding="utf-8")
        shutil.chown(settings, "nobody", "nogroup")

    lead_to(await cluster.whole())
    shutil.chown(place, "nobody", "nogroup")
    process = await asyncio.create_subprocess_exec(
        *as_nobody(), PROGRAM, settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=place
    )

    async def follow() -> None:
        last: Node | None = None
        while True:
            primary = await cluster.primary()
            if primary is not None and primary is not last:
                lead_to(primary)
                process.send_signal(signal.SIGHUP)  # it reads its settings anew
                last = primary
            await asyncio.sleep(0.3)

    task = asyncio.create_task(follow())
    try:
        yield f"postgresql://postgres@127.0.0.1:{PORT}/{database}"
    finally:
        task.cancel()
        await asyncio.wait({task})
        process.kill()
        await process.wait()
