"""Several processes on one PostgreSQL: they share a socket, replace each other, and end together."""

import asyncio
import contextlib
import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import asyncpg
import pytest

from tests.conftest import fresh_database
from tests.support.shell import Shell, ended, printed_by, running
from tests.support.started import SCRIPT

PROCESS = re.compile(r'tieout_rows_total\{process="(\d+)"\}')
JOBS_DONE = re.compile(r'tieout_jobs_ended_total\{(?=[^}]*state="DONE")[^}]*\} (\S+)')
WAIT_S = 30
EMAIL, PASSWORD = "ann@example.org", "correct horse battery"


class Server(NamedTuple):
    """A server of several processes; ``open`` closes the connections to it."""

    process: subprocess.Popen[str]
    port: int
    token: str
    open: contextlib.ExitStack
    tieout: Shell

    def connected(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT_S)
        self.open.callback(connection.close)
        return connection

    def asked(self, query: str, connection: http.client.HTTPConnection, token: str = "") -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token or self.token}"}
        connection.request("POST", "/graphql", json.dumps({"query": query}), headers)
        return json.loads(connection.getresponse().read())

    def serving(self, connection: http.client.HTTPConnection) -> str:
        """The number of the process at the other end of a connection."""
        return self.figure(connection, PROCESS)

    def jobs_done(self, connection: http.client.HTTPConnection) -> int:
        """How many jobs that process has run to their end."""
        return int(float(self.figure(connection, JOBS_DONE)))

    def figure(self, connection: http.client.HTTPConnection, pattern: re.Pattern[str]) -> str:
        connection.request("GET", "/metrics")
        found = pattern.search(connection.getresponse().read().decode())
        assert found is not None
        return found[1]

    def connections_of_each(self, count: int) -> dict[str, http.client.HTTPConnection]:
        """A connection to each of so many processes."""
        found: dict[str, http.client.HTTPConnection] = {}
        for _ in eventually():
            connection = self.connected()
            found.setdefault(self.serving(connection), connection)
            if len(found) == count:
                break
        return found

    def children(self) -> set[int]:
        """The ids of its processes."""
        pid = self.process.pid
        return {int(each) for each in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def runs(pid: int) -> bool:
    """Whether a process runs; one that has ended may wait for somebody to ask how."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    return False


def eventually() -> Iterator[None]:
    """Comes round until whoever asks has found what it waits for, or fails."""
    ends = time.monotonic() + WAIT_S
    while time.monotonic() < ends:
        yield
        time.sleep(0.01)
    raise AssertionError("it did not come")


@pytest.fixture
def server(tmp_path: pathlib.Path, postgres_url: str) -> Iterator[Server]:
    with serving(tmp_path, postgres_url) as server:
        yield server


@pytest.fixture(scope="module")
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for the tests that leave it as it is."""
    folder = tmp_path_factory.mktemp("shared")
    for url in fresh_database("postgresql", request, folder):
        with serving(folder, url) as server:
            yield server


@contextlib.contextmanager
def serving(folder: pathlib.Path, url: str) -> Iterator[Server]:
    """A server of two processes, with a user and a token."""
    tieout = Shell(folder, url)
    assert tieout("user", "create", EMAIL, "--all", stdin=f"{PASSWORD}\n").returncode == 0
    token = tieout("token", "create", "shop", "--all").stdout.strip()
    environment = {"TIEOUT_DATABASE_URL": url, "TIEOUT_CONNECTIONS": "5", "TIEOUT_METRICS": "open"}
    with running(folder, "serve", "--port", "0", "--workers", "2", **environment) as process:
        listening = printed_by(process, r"Listening on http://127\.0\.0\.1:(\d+)\n")
        with contextlib.ExitStack() as open_connections:
            yield Server(process, int(listening[1]), token, open_connections, tieout)


def test_both_processes_serve_and_both_end_when_the_server_is_stopped(server: Server) -> None:
    connections = server.connections_of_each(2)
    assert set(connections) == {"1", "2"}
    for connection in connections.values():
        assert server.asked("{ accounts { totalCount } }", connection)["data"] == {"accounts": {"totalCount": 0}}
    children = server.children()
    assert len(children) == 2
    assert ended(server.process) == (0, "")
    assert not any(map(runs, children))


def test_a_process_that_is_killed_is_replaced(server: Server) -> None:
    for _ in eventually():
        if len(before := server.children()) == 2:
            break
    killed = min(before)
    os.kill(killed, signal.SIGKILL)
    printed_by(
        server.process, rf" WARNING tieout Process \d \({killed}\) ended by signal 9; another takes its place\.$"
    )
    for _ in eventually():
        if len(after := server.children()) == 2:
            break
    assert len(after & before) == 1
    assert set(server.connections_of_each(2)) == {"1", "2"}
    assert ended(server.process) == (0, "")


def test_the_processes_end_when_what_began_them_is_killed(server: Server) -> None:
    server.connections_of_each(2)
    children = server.children()
    server.process.kill()
    for _ in eventually():
        if not any(map(runs, children)):
            break


async def test_a_request_that_waits_is_answered_before_its_process_ends(server: Server, postgres_url: str) -> None:
    (connection, *_) = server.connections_of_each(2).values()
    blocker = await asyncpg.connect(postgres_url)
    async with blocker.transaction():
        await blocker.execute("lock table accounts")
        asked = asyncio.create_task(asyncio.to_thread(server.asked, "{ accounts { totalCount } }", connection))
        for _ in eventually():
            if await blocker.fetchval("select count(*) from pg_locks where not granted"):
                break
        server.process.terminate()
    await blocker.close()
    assert (await asked)["data"] == {"accounts": {"totalCount": 0}}
    assert ended(server.process) == (0, "")


def test_a_token_that_one_process_revokes_is_refused_by_the_other_at_once(shared: Server) -> None:
    one, other = shared.connections_of_each(2).values()
    till, admin = (shared.tieout("token", "create", name, "--all").stdout.strip() for name in ("till", "admin"))
    tokens = "{ apiTokens(first: 10) { nodes { id name } } }"
    found = shared.asked(tokens, other, till)["data"]["apiTokens"]["nodes"]
    (till_id,) = (each["id"] for each in found if each["name"] == "till")
    revoke = f'mutation {{ revokeApiToken(input: {{id: "{till_id}"}}) {{ userErrors {{ code }} }} }}'
    assert shared.asked(revoke, one, admin)["data"] == {"revokeApiToken": {"userErrors": []}}
    assert shared.asked(tokens, other, till)["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


STOPPED_WHILE_IT_BEGINS = """
import os, signal, time
from api.cli import supervisor

def asked_to_stop(*_):
    os.kill(os.getppid(), signal.SIGTERM)
    for _ in range(2_000):
        if supervised._signals:
            return
        time.sleep(0.01)

supervisor.os.setpgid = asked_to_stop
supervised = supervisor.Supervisor(1, lambda *_: time.sleep(600), lambda: None)
supervised.run()
"""


def test_a_process_that_is_asked_to_stop_while_it_begins_ends(tmp_path: pathlib.Path) -> None:
    (tmp_path / "stopped.py").write_text(STOPPED_WHILE_IT_BEGINS)
    with running(tmp_path, program=(*SCRIPT, tmp_path / "stopped.py")) as process:
        assert process.wait(WAIT_S) == 0


def test_sqlite_has_one_process_and_says_why(tmp_path: pathlib.Path, sqlite_url: str) -> None:
    serve = Shell(tmp_path, sqlite_url)("serve", "--port", "0", "--workers", "2")
    assert serve.returncode == 1
    assert serve.stderr.startswith("tieout: SQLite lets one process write at a time")


def test_a_database_that_cannot_be_used_is_reported_once(tmp_path: pathlib.Path) -> None:
    serve = Shell(tmp_path, "postgresql://nobody@127.0.0.1:9/none")("serve", "--port", "0", "--workers", "2")
    assert serve.returncode == 1
    assert serve.stderr.count("cannot be used") == 1


def test_wrong_passwords_count_for_all_processes_together(shared: Server) -> None:
    headers = {"Content-Type": "application/json", "X-Tieout": "1"}
    connections = list(shared.connections_of_each(2).values())

    def tried(connection: http.client.HTTPConnection, password: str) -> int:
        connection.request("POST", "/session", json.dumps({"email": EMAIL, "password": password}), headers)
        response = connection.getresponse()
        response.read()
        return response.status

    assert [tried(connections[each % 2], "a wrong password") for each in range(8)] == [401] * 8
    assert [tried(each, PASSWORD) for each in connections] == [429, 429]


def test_a_job_that_is_queued_in_one_process_runs_once(shared: Server) -> None:
    connections = list(shared.connections_of_each(2).values())
    queue = "mutation { reconcileAllAccounts(input: {}) { job { id } userErrors { code } } }"
    for one, other in (connections, connections[::-1]):
        job = shared.asked(queue, one)["data"]["reconcileAllAccounts"]["job"]["id"]
        for _ in eventually():
            if shared.asked(f'{{ job(id: "{job}") {{ state }} }}', other)["data"]["job"]["state"] == "DONE":
                break
    assert sum(shared.jobs_done(each) for each in connections) == 2
