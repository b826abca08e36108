"""The server over real sockets: what is half sent, sent twice or never read is bounded, and shuts nobody out."""

import asyncio
import contextlib
import http.client
import json
import pathlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from api.protocol import connections
from api.protocol.connections import RESERVED_CONNECTIONS, Connections, Limits, guarded_by
from tests.support.shell import Shell, printed_by, running
from tests.support.started import SCRIPT

WITH_FEW_DESCRIPTORS = """
import resource
from api.cli import main
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
main()
"""
HALF_A_HEAD = b"POST /graphql HTTP/1.1\r\nHost: x\r\nX-Half: "
HEADERS = ("x-content-type-options", "cache-control", "referrer-policy")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    return tmp_path_factory.mktemp("serving")


@pytest.fixture(scope="module")
def token(folder: pathlib.Path, sqlite_template: pathlib.Path) -> str:
    shutil.copyfile(sqlite_template, folder / "tieout.db")
    return Shell(folder, "sqlite:///tieout.db")("token", "create", "shop", "--all").stdout.strip()


@contextlib.contextmanager
def serving(folder: pathlib.Path, **settings: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """A server with few descriptors; gives its port."""
    (folder / "few.py").write_text(WITH_FEW_DESCRIPTORS)
    program = (*SCRIPT, folder / "few.py")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {"TIEOUT_DATABASE_URL": "sqlite:///tieout.db", **settings}
    with running(folder, "serve", "--port", str(port), program=program, **environment) as serve:
        printed_by(serve, "Listening on")
        yield port, serve


@pytest.fixture(scope="module")
def port(folder: pathlib.Path, token: str) -> Iterator[int]:
    assert token
    with serving(folder) as (port, _):
        yield port


def connected(port: int, sent: bytes = b"") -> socket.socket:
    opened = socket.create_connection(("127.0.0.1", port), timeout=30)
    opened.sendall(sent)
    return opened


def healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with contextlib.closing(connection):
        connection.request("GET", "/health")
        return connection.getresponse().status == 200


def ask(
    port: int, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with contextlib.closing(connection):
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


@pytest.fixture(scope="module")
def public(folder: pathlib.Path, token: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """A server at an address on the internet."""
    assert token
    with serving(folder, TIEOUT_PUBLIC_URL="https://books.example.org") as served:
        yield served


def test_connections_that_say_nothing_or_half_of_it_shut_nobody_out(
    public: tuple[int, subprocess.Popen[str]], token: str
) -> None:
    port, serve = public
    with contextlib.ExitStack() as stack:
        for number in range(100):
            stack.enter_context(connected(port, HALF_A_HEAD if number % 2 else b""))
            assert number % 25 or healthy(port), f"shut out by {number} connections"
        used = cpu_s(serve.pid)
        assert healthy(port)
        body = json.dumps({"query": "{ viewer { name } }"}).encode()
        answer = ask(port, "POST", "/graphql", body, Content_Type="application/json", Authorization=f"Bearer {token}")
        assert answer[0] == 200
        time.sleep(1)
        assert cpu_s(serve.pid) - used < 0.5, "it is busy with connections that say nothing"


def cpu_s(pid: int) -> float:
    """How long a process has computed."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


async def nothing_to_do(scope: Scope, receive: Receive, send: Send) -> None:
    raise AssertionError("no request came whole")


async def test_a_head_that_does_not_end_is_answered_in_time() -> None:
    protocol = guarded_by(Connections(Limits(8, 8, head_s=0.4)), {})
    config = uvicorn.Config(nothing_to_do, http=protocol, lifespan="off")
    config.load()
    loop = asyncio.get_running_loop()
    async with await loop.create_server(lambda: protocol(config, ServerState(), {}), "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        (half, to_half), (silent, to_silent) = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
        to_half.write(HALF_A_HEAD)
        answer = asyncio.create_task(half.readuntil(b"\r\n"))
        try:
            async with asyncio.timeout(20):
                while not answer.done():  # a byte now and then changes nothing
                    to_half.write(b"x")
                    await asyncio.sleep(0.02)
            assert (await answer).startswith(b"HTTP/1.1 408 ")
            assert await silent.read() == b""
        finally:
            for each in (to_half, to_silent):
                each.close()


async def test_a_full_server_still_says_whether_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "PROBE_S", 0.5)
    let_go = asyncio.Event()
    inside: asyncio.Queue[Scope] = asyncio.Queue()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        if scope["path"] != "/ready":
            await inside.put(scope)
            await let_go.wait()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})

    async def answer_to(head: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head)
        try:
            async with asyncio.timeout(20):
                return await reader.read()
        finally:
            writer.close()

    protocol = guarded_by(Connections(Limits(2, 2)), {})
    config = uvicorn.Config(app, http=protocol, lifespan="off")
    config.load()
    loop = asyncio.get_running_loop()
    async with await loop.create_server(lambda: protocol(config, ServerState(), {}), "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        whole = b"GET /%b HTTP/1.1\r\nHost: x\r\n\r\n"
        busy = [asyncio.create_task(answer_to(whole % b"graphql")) for _ in range(2)]
        for _ in busy:
            await inside.get()
        asked = await asyncio.gather(*(answer_to(whole % b"ready") for _ in range(RESERVED_CONNECTIONS)))
        assert [each.startswith(b"HTTP/1.1 200 ") and each.endswith(b"ok") for each in asked] == [True] * len(asked)
        for turned_away in (whole % b"graphql", whole % b"readyx", b"GET /ready HTTP/1.1\r\nHost: x\r\n", b"x"):
            assert (await answer_to(turned_away)).startswith(b"HTTP/1.1 503 ")
        assert (await answer_to(b"")).startswith(b"HTTP/1.1 503 "), "a place is not kept for whoever says nothing"
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(RESERVED_CONNECTIONS + 1)]
        assert (await answer_to(whole % b"ready")).startswith(b"HTTP/1.1 200 "), "who says nothing keeps nobody out"
        assert (await silent[0][0].read()).startswith(b"HTTP/1.1 503 ")
        for _, writer in silent:
            writer.close()
        assert (await answer_to(whole % b"ready" + whole % b"graphql")).count(b"HTTP/1.1 ") == 1
        let_go.set()
        for each in busy:
            each.cancel()


def test_a_head_has_some_seconds_by_default() -> None:
    assert Limits.within_descriptors(16, 16, "").head_s == 10


def test_a_body_that_is_too_long_is_taken_and_refused(port: int, token: str) -> None:
    sent = b" " * (17 * 2**20)
    headers = {"Content_Type": "application/json"}
    for more, length, status in (
        ({"Authorization": f"Bearer {token}"}, len(sent), 413),
        ({"Authorization": "Bearer wrong"}, 15 * 2**20, 401),
        ({}, 15 * 2**20, 413),
    ):
        answered, _, answer = ask(port, "POST", "/graphql", sent[:length], **headers, **more)
        assert answered == status, answer
    for path, status in (("/nothing", 405), ("/health", 405), ("/", 405)):
        assert ask(port, "POST", path, sent)[0] == status


def test_a_caller_who_waits_for_leave_to_send_is_refused_at_once(port: int, token: str) -> None:
    head = (
        f"POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
        "Content-Length: 17825792\r\nExpect: 100-continue\r\n\r\n"
    )
    with connected(port, head.encode()) as caller:
        assert caller.recv(1000).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("order", [0, 1])
def test_a_length_beside_a_transfer_encoding_is_refused(port: int, order: int) -> None:
    lengths = ["Content-Length: 4", "Transfer-Encoding: chunked"]
    head = ["POST /graphql HTTP/1.1", "Host: x", "Content-Type: application/json", lengths[order], lengths[1 - order]]
    body = "0\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    with connected(port, "\r\n".join([*head, "", body]).encode()) as caller:
        answer = b"".join(iter(lambda: caller.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1, "what follows was taken for a request"


@pytest.mark.parametrize(
    "path", ["/health", "/ready", "/metrics", "/graphql", "/", "/web/page.css", "/nothing", "/sign-in/x"]
)
def test_every_answer_has_the_headers(port: int, path: str) -> None:
    _, given, _ = ask(port, "GET", path)
    assert given["x-content-type-options"] == "nosniff"
    assert given["cache-control"] in {"no-store", "no-cache"}
    assert (given["cache-control"] == "no-cache") == (path in {"/", "/web/page.css"})
    assert given["referrer-policy"] == "no-referrer"
    assert ("content-security-policy" in given) == (not path.endswith(".css"))
    assert "strict-transport-security" not in given


def test_a_malformed_request_gets_the_headers_too(port: int) -> None:
    with connected(port, b"\x16\x03\x01\x00\r\n\r\n") as caller:
        answer = b"".join(iter(lambda: caller.recv(65536), b"")).decode().lower()
    assert answer.startswith("http/1.1 400 ")
    assert all(f"{name}: " in answer for name in HEADERS)


def test_https_is_asked_for_where_people_use_it(public: tuple[int, subprocess.Popen[str]]) -> None:
    for path in ("/health", "/nothing", "/graphql", "/web/page.css"):
        assert ask(public[0], "GET", path)[1]["strict-transport-security"] == "max-age=31536000"
