"""A primary that fails while clients send random mutations of every kind: what was answered is what the standby has.

    python -m tests.stress.failovers [failovers] [clients] [pgbouncer]

Two PostgreSQL servers under Patroni with a synchronous standby, an etcd, two servers of Tieout; with ``pgbouncer``, one in
transaction mode stands between, and follows the primary. In turn: PostgreSQL is killed, its machine is, its network is cut,
its machine hangs until another is the primary and then goes on, and the places are changed by order. After each, the
cluster mends itself, and a server of Tieout is killed. Prints for each how long nothing was stored, and what ``/ready``
answered; at the end what was answered and how often that was untrue, as ``killed_servers``. Needs root, and Debian's
packages patroni, etcd-server, postgresql and pgbouncer.
"""

import asyncio
import contextlib
import pathlib
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import asyncpg
import httpx

from domain.store.migrate import migrate
from tests.stress.killed_servers import Answers, Outcome, disturbed
from tests.support.cluster import PASSWORD, Cluster, Node, alone, missing, patroni_cluster
from tests.support.following import following
from tests.support.served import ServedProcess

QUIET_S = 4.0
"""How long clients send between two failovers, at most."""
STORED_S = 90.0
"""How long nothing may be stored after another is the primary."""
DATABASE = "tieout"
MEMORY = "/dev/shm" if pathlib.Path("/dev/shm").is_dir() else None
"""Where the databases lie: no power is cut here, and waiting for a disk would only take longer."""

Fault = Callable[[Cluster, Node], Awaitable[Callable[[], None]]]
"""Begins a fault of the primary; returns what ends it once another is the primary."""


async def postgres_killed(_cluster: Cluster, primary: Node) -> Callable[[], None]:
    """PostgreSQL is killed; its Patroni begins it again, as a standby."""
    primary.kill_postgres()
    return lambda: None


async def machine_killed(_cluster: Cluster, primary: Node) -> Callable[[], None]:
    """Everything on the machine is killed; it comes back later."""
    primary.kill()
    return primary.start


async def network_cut(_cluster: Cluster, primary: Node) -> Callable[[], None]:
    """Nothing reaches the machine, and nothing comes from it."""
    primary.cut()
    return primary.join


async def machine_hung(_cluster: Cluster, primary: Node) -> Callable[[], None]:
    """Everything on the machine stands still, and goes on when another is the primary long since."""
    primary.freeze()
    return primary.thaw


async def switched(cluster: Cluster, primary: Node) -> Callable[[], None]:
    """The standby is promoted by order."""
    await cluster.switch(primary)
    return lambda: None


FAULTS: Sequence[Fault] = (postgres_killed, machine_killed, network_cut, machine_hung, switched)


class Watched:
    """What ``/ready`` of servers says."""

    def __init__(self, servers: Sequence[ServedProcess]) -> None:
        self.statuses: Counter[int] = Counter()
        self.slowest_s = 0.0
        self._servers = servers

    @contextlib.asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Ask all the time."""
        async with httpx.AsyncClient(timeout=10) as http:
            asking = [asyncio.create_task(self._ask(http, each.address)) for each in self._servers]
            try:
                yield
            finally:
                for each in asking:
                    each.cancel()
                await asyncio.wait(asking)

    async def _ask(self, http: httpx.AsyncClient, address: str) -> None:
        while True:
            began = time.monotonic()
            try:
                self.statuses[(await http.get(f"{address}/ready")).status_code] += 1
            except httpx.TransportError:
                self.statuses[0] += 1
            self.slowest_s = max(self.slowest_s, time.monotonic() - began)
            await asyncio.sleep(0.25)


async def failed_over(
    cluster: Cluster, folder: pathlib.Path, url: str, failovers: int, clients: int, seed: int = 1, **settings: str
) -> Outcome:
    """Fail over so often while clients send to servers whose database is at ``url``; print what was seen of each."""
    chance = random.Random(seed)
    servers = [ServedProcess(folder, url, f"server {each}", **settings) for each in range(2)]

    async def fail(answers: Answers) -> tuple[int, int]:
        for number in range(failovers):
            fault = FAULTS[number % len(FAULTS)]
            await asyncio.sleep(1 + chance.random() * QUIET_S)
            primary = await cluster.whole()
            watched = Watched(servers)
            async with watched.watching():
                began = time.monotonic()
                end = await fault(cluster, primary)
                await cluster.primary_but(primary)
                promoted_s = time.monotonic() - began
                await _until_stored(answers, began)
                stored_s = time.monotonic() - began
            end()
            await cluster.whole()
            mended_s = time.monotonic() - began
            print(
                f"{number + 1:3} {fault.__name__:16} another primary after {promoted_s:5.1f} s, stored after "
                f"{stored_s:5.1f} s, whole after {mended_s:5.1f} s; /ready {dict(watched.statuses)}, "
                f"{watched.slowest_s:.1f} s at most",
                flush=True,
            )
            server = chance.choice(servers)
            server.kill()
            await server.start()
        return failovers, failovers

    return await disturbed(cluster.url(DATABASE), folder, clients, servers, fail)


async def _until_stored(answers: Answers, began: float) -> None:
    """Wait until some mutations more are acknowledged."""
    wanted = answers.codes["done"] + 5
    while answers.codes["done"] < wanted:
        assert time.monotonic() - began < STORED_S + 120, f"nothing is stored: {answers.codes}"
        await asyncio.sleep(0.1)


async def main(failovers: int, clients: int, *, pgbouncer: bool) -> None:
    """Fail over so often, and print."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        folder = pathlib.Path(name)
        async with patroni_cluster(folder) as cluster:
            primary = await cluster.whole()
            connection = await asyncpg.connect(f"postgresql://postgres:{PASSWORD}@{primary.address}/postgres")
            await connection.execute(f"create database {DATABASE}")
            await connection.close()
            await migrate(cluster.url(DATABASE))
            if pgbouncer:
                async with following(cluster, folder, DATABASE) as url:
                    outcome = await failed_over(cluster, folder, url, failovers, clients, TIEOUT_POOLER="transaction")
            else:
                outcome = await failed_over(cluster, folder, cluster.url(DATABASE), failovers, clients)
        print(outcome, flush=True)
    assert not outcome.violations, "what was answered is not what is stored"


if __name__ == "__main__":
    reason = missing()
    if reason is not None:
        sys.exit(f"No cluster can be had here: {reason}.")
    alone("tests.stress.failovers")
    numbers = [int(each) for each in sys.argv[1:3]]
    asyncio.run(main(*([*numbers, *(10, 12)[len(numbers) :]]), pgbouncer="pgbouncer" in sys.argv[1:]))
