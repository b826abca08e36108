"""A primary that crashes under load, and its synchronous standby that takes over: short form of ``tests.stress.failovers``.

There Patroni decides who is the primary, and networks are cut too; here the test itself promotes.
"""

import asyncio
import contextlib
import os
import signal

from domain.store.migrate import migrate
from tests.stress.interruptions import under_load
from tests.support.postgres import restartable_server, run_on, server_folder, standby_of, url_of

FAILOVERS = 2
PAUSE_S = 0.5
"""The longest that clients send between two failovers."""
ALONE_S = 0.3
"""How long clients send what no standby gets before the primary crashes. What was acknowledged then would be lost."""


class Cluster:
    """A primary whose commits wait for a standby; the one that takes over gets a standby of its own."""

    def __init__(self, servers: contextlib.ExitStack) -> None:
        self._servers = servers
        self._primary = servers.enter_context(restartable_server())
        self._unused = [server_folder() for _ in range(FAILOVERS + 1)]
        hosts = [self._primary.folder, *self._unused]
        self.url = f"postgresql://postgres@/tieout?host={','.join(map(str, hosts))}"
        run_on(self._primary_url, "create database tieout")

    @property
    def _primary_url(self) -> str:
        return url_of(self._primary.folder, "postgres")

    async def follow(self) -> None:
        """Begin the standby. Commits wait for it from now on, also on those that are copies of this primary."""
        run_on(self._primary_url, "alter system set synchronous_standby_names = '*'", "select pg_reload_conf()")
        standby = standby_of(self._primary, self._unused.pop())
        self._standby = await asyncio.to_thread(self._servers.enter_context, standby)

    async def fail_over(self) -> bool:
        """Crash a primary that its standby no longer hears, and promote that; its commits wait until it has one itself."""
        sender = await self._primary.asked("select pid from pg_stat_replication")
        os.kill(sender, signal.SIGSTOP)
        await asyncio.sleep(ALONE_S)
        os.kill(sender, signal.SIGKILL)
        await asyncio.to_thread(self._primary.stop, at_once=True)
        self._primary = self._standby
        run_on(self._primary_url, "select pg_promote()")
        await self.follow()
        return True


async def test_what_is_reported_is_what_is_stored_when_a_standby_takes_over() -> None:
    with contextlib.ExitStack() as servers:
        cluster = await asyncio.to_thread(Cluster, servers)
        await migrate(cluster.url)
        await cluster.follow()
        interruptions = await under_load(cluster.url, cluster.fail_over, FAILOVERS, PAUSE_S)
    assert (interruptions.untrue, interruptions.disturbed) == (0, FAILOVERS), interruptions
    assert "done" in interruptions.reported.values()
