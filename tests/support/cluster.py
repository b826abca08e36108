"""Level: machines. A Patroni cluster of two PostgreSQL servers and an etcd, each node in a network of its own.

Everything runs in namespaces of processes and of the network that end with the process that asked for them (``alone``), so
nothing is left of it whatever happens. That takes root on Linux and Debian's packages patroni, etcd-server and postgresql.
"""

import asyncio
import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence

import httpx

from tests.support.processes import descendants

HUB = "10.77.0.1"
"""Where etcd is, the servers of Tieout and their clients; networks of this range exist in the namespace alone."""
PASSWORD = "cluster"
INSIDE = "TIEOUT_INSIDE_NAMESPACE"
START_S = 300
PROGRAMS = ("patroni", "etcd", "unshare", "nsenter", "setpriv", "ip")
TTL_S = 20
"""How long a primary counts that says nothing, the shortest that Patroni allows."""
PATRONI = """
scope: tieout
name: {name}
restapi: {{listen: "{address}:8008", connect_address: "{address}:8008"}}
etcd3: {{hosts: "{hub}:2379"}}
bootstrap:
  dcs:
    ttl: {ttl}
    loop_wait: 2
    retry_timeout: 5
    synchronous_mode: true
    primary_start_timeout: 0
    postgresql:
      use_pg_rewind: true
      parameters: {{wal_log_hints: "on", max_connections: 150, wal_keep_size: 512MB, deadlock_timeout: 200ms}}
  initdb: [encoding: UTF8, locale: C, data-checksums]
  pg_hba: ["local all all trust", "host all all 10.77.0.0/24 md5", "host replication all 10.77.0.0/24 md5"]
postgresql:
  listen: "{address}:5432"
  connect_address: "{address}:5432"
  data_dir: {folder}/data
  bin_dir: {binaries}
  pgpass: {folder}/pgpass
  parameters: {{unix_socket_directories: "{folder}"}}
  authentication:
    superuser: {{username: postgres, password: {password}}}
    replication: {{username: replicator, password: {password}}}
    rewind: {{username: rewinder, password: {password}}}
"""


def missing() -> str | None:
    """Return why no cluster can be had here; None if one can."""
    lacking = [each for each in PROGRAMS if shutil.which(each) is None]
    if lacking or binaries() is None:
        return f"it needs {', '.join(lacking or ['PostgreSQL'])} (on Debian: patroni etcd-server postgresql iproute2)"
    return None if os.geteuid() == 0 else "it makes network namespaces, which takes root"


def binaries() -> pathlib.Path | None:
    """The programs of the newest PostgreSQL that Debian has installed."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda each: int(each.parts[4]))
    return found[-1].parent if found else None


def alone(module: str) -> None:
    """Go on in namespaces of one's own, in which the command runs again; returns there."""
    if os.environ.get(INSIDE):
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        return
    command = ["unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", '"$@"; exit $?', "sh"]
    os.environ[INSIDE] = "1"
    os.execvp("unshare", [*command, sys.executable, "-m", module, *sys.argv[1:]])


def _ip(*arguments: str, of: int | None = None) -> None:
    inside = [] if of is None else ["nsenter", "-t", str(of), "-n"]
    subprocess.run([*inside, "ip", *arguments], check=True)


def as_nobody(inside: int | None = None) -> list[str]:
    """What begins a command as a user without rights, in the network of a process if one is named."""
    enter = [] if inside is None else ["nsenter", "-t", str(inside), "-n"]
    return [*enter, "setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


class Node:
    """A machine with a PostgreSQL server and the Patroni that looks after it."""

    def __init__(self, folder: pathlib.Path, number: int) -> None:
        self.name = f"node{number}"
        self.address = f"10.77.0.{10 + number}"
        self._link = f"to-{self.name}"
        self._folder = folder / self.name
        self._folder.mkdir(mode=0o700)
        shutil.chown(self._folder, "nobody", "nogroup")
        self._network = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])
        _wait_for_network(self._network.pid)
        _ip("link", "add", self._link, "type", "veth", "peer", "name", "eth0", "netns", str(self._network.pid))
        self.join()
        _ip("link", "set", self._link, "up")
        _ip("link", "set", "lo", "up", of=self._network.pid)
        _ip("addr", "add", f"{self.address}/24", "dev", "eth0", of=self._network.pid)
        _ip("link", "set", "eth0", "up", of=self._network.pid)
        self._settings = self._folder / "patroni.yml"
        self._settings.write_text(
            PATRONI.format(
                name=self.name,
                address=self.address,
                hub=HUB,
                ttl=TTL_S,
                folder=self._folder,
                binaries=binaries(),
                password=PASSWORD,
            )
        )
        self._patroni: subprocess.Popen[bytes] | None = None
        self._frozen: list[int] = []

    def start(self) -> None:
        """Begin Patroni, which begins PostgreSQL."""
        with (self._folder / "log").open("ab") as log:
            command = [*as_nobody(self._network.pid), "patroni", str(self._settings)]
            self._patroni = subprocess.Popen(
                command, cwd=self._folder, stdout=log, stderr=log, env={"PATH": "/usr/bin:/bin"}
            )

    def kill_postgres(self) -> None:
        """End PostgreSQL at once; Patroni goes on."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._postmaster(), signal.SIGKILL)

    def kill(self) -> None:
        """End the machine at once, as a power cut does."""
        for each in self._processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        assert self._patroni is not None
        self._patroni.wait()

    def freeze(self) -> None:
        """Stop every process where it is, as a machine that hangs does."""
        self._frozen = self._processes()
        for each in self._frozen:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let every process go on as if no time had passed."""
        for each in self._frozen:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGCONT)

    def cut(self) -> None:
        """Lose every packet to and from the machine."""
        _ip("link", "set", self._link, "nomaster")

    def join(self) -> None:
        """Connect the machine with the others."""
        _ip("link", "set", self._link, "master", "hub")

    def _postmaster(self) -> int:
        return int((self._folder / "data/postmaster.pid").read_text().split()[0])

    def _processes(self) -> list[int]:
        assert self._patroni is not None
        found = descendants(self._patroni.pid)
        with contextlib.suppress(OSError, ValueError, IndexError):
            found += descendants(self._postmaster())
        return found

    @property
    def log(self) -> str:
        """The last lines of what Patroni says."""
        return "\n".join((self._folder / "log").read_text().splitlines()[-30:])


def _wait_for_network(process: int) -> None:
    """Wait until a process has left our network for its own."""
    ours, theirs = pathlib.Path("/proc/self/ns/net"), pathlib.Path(f"/proc/{process}/ns/net")
    ends = time.monotonic() + START_S
    while theirs.readlink() == ours.readlink():
        assert time.monotonic() < ends
        time.sleep(0.01)


class Cluster:
    """Two nodes of which one is the primary, and the other, once it is ``whole``, its synchronous standby."""

    def __init__(self, nodes: Sequence[Node], http: httpx.AsyncClient) -> None:
        self.nodes = nodes
        self._http = http

    @property
    def hosts(self) -> str:
        """The hosts as an address of a database names them."""
        return ",".join(f"{each.address}:5432" for each in self.nodes)

    def url(self, database: str) -> str:
        """The address of a database, wherever its primary is."""
        return f"postgresql://postgres:{PASSWORD}@{self.hosts}/{database}"

    async def primary(self) -> Node | None:
        """Return the node that says it is the primary; None if there is none."""
        answers = await asyncio.gather(*(self._is(each, "primary") for each in self.nodes))
        found = [node for node, yes in zip(self.nodes, answers, strict=True) if yes]
        return found[0] if len(found) == 1 else None

    async def primary_but(self, node: Node) -> Node:
        """Wait until another node than this is the primary."""
        ends = time.monotonic() + START_S
        while True:
            (other,) = [each for each in self.nodes if each is not node]
            if await self._is(other, "primary"):
                return other
            assert time.monotonic() < ends, other.log
            await asyncio.sleep(0.2)

    async def whole(self) -> Node:
        """Wait until there is a primary with a synchronous standby; returns the primary."""
        ends = time.monotonic() + START_S
        while True:
            primary = await self.primary()
            if primary is not None and any([await self._is(each, "sync") for each in self.nodes]):
                return primary
            assert time.monotonic() < ends, "\n\n".join(each.log for each in self.nodes)
            await asyncio.sleep(0.5)

    async def switch(self, primary: Node) -> None:
        """Tell a primary to leave its place to the standby in good order."""
        (other,) = [each for each in self.nodes if each is not primary]
        wanted = {"leader": primary.name, "candidate": other.name}
        answer = await self._http.post(f"http://{primary.address}:8008/switchover", json=wanted, timeout=START_S)
        assert answer.status_code == 200, answer.text

    async def _is(self, node: Node, role: str) -> bool:
        with contextlib.suppress(httpx.TransportError):
            return (await self._http.get(f"http://{node.address}:8008/{role}", timeout=2)).status_code == 200
        return False


def _etcd_of_a_hub(folder: pathlib.Path) -> "subprocess.Popen[bytes]":
    """Make what connects the nodes, and begin an etcd there."""
    folder.chmod(0o755)
    _ip("link", "add", "hub", "type", "bridge")
    _ip("addr", "add", f"{HUB}/24", "dev", "hub")
    _ip("link", "set", "hub", "up")
    place = folder / "etcd"
    place.mkdir(mode=0o700)
    shutil.chown(place, "nobody", "nogroup")
    at = [f"http://{HUB}:2379", f"http://{HUB}:2380"]
    command = [*as_nobody(), "etcd", "--name", "hub", "--data-dir", str(place / "data"), "--unsafe-no-fsync"]
    command += ["--listen-client-urls", at[0], "--advertise-client-urls", at[0], "--listen-peer-urls", at[1]]
    command += ["--initial-advertise-peer-urls", at[1], "--initial-cluster", f"hub={at[1]}"]
    with (folder / "etcd.log").open("wb") as log:
        return subprocess.Popen(command, cwd=place, stdout=log, stderr=log, env={"PATH": "/usr/bin:/bin"})


@contextlib.asynccontextmanager
async def patroni_cluster(folder: pathlib.Path) -> AsyncIterator[Cluster]:
    """A cluster that is whole; every process of it is ended afterwards. The caller is ``alone``."""
    etcd = _etcd_of_a_hub(folder)
    nodes = [Node(folder, number) for number in (1, 2)]
    async with httpx.AsyncClient() as http:
        try:
            nodes[0].start()
            cluster = Cluster(nodes, http)
            await cluster.primary_but(nodes[1])
            nodes[1].start()
            await cluster.whole()
            yield cluster
        finally:
            for each in nodes:
                each.thaw()
                with contextlib.suppress(AssertionError):
                    each.kill()
            etcd.kill()
            etcd.wait()
