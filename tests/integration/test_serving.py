"""The server as a process: the demo, what it prints before serving, and how it ends."""

import json
import pathlib
import re
import socket
import urllib.request

from tests.support.shell import LIFE_S, Shell, ended, running
from tests.support.started import SCRIPT

CODES = "code,title\nSWIM,Swimming\n"


def test_the_demo_signs_in_accepts_tokens_and_leaves_no_files(tmp_path: pathlib.Path) -> None:
    with running(tmp_path, "demo", "--port", "0", TIEOUT_PUBLIC_URL="https://books.example.org") as demo:
        assert demo.stdout is not None
        link = re.search(r"http://127\.0\.0\.1:\d+/sign-in/\S+", demo.stdout.readline())
        assert link is not None
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(link[0], timeout=20) as page:
            address = page.url
        assert address.endswith("/")
        query = {"query": '{ account(number: "1001") { ownerName transactions { nodes { status } } } }'}
        headers = {"Content-Type": "application/json"}

        def account(*, opened: urllib.request.OpenerDirector, **more: str) -> dict[str, object]:
            asked = urllib.request.Request(address + "graphql", json.dumps(query).encode(), headers | more)
            with opened.open(asked, timeout=20) as answer:
                return json.loads(answer.read())["data"]["account"]

        response = account(opened=opener, **{"X-Tieout": "1"})
        assert response["ownerName"] == "Maria Rivera"
        assert response["transactions"]["nodes"] == [{"status": "PARTIALLY_RECONCILED"}, {"status": "FULLY_RECONCILED"}]

        assert demo.stderr is not None
        reported = [demo.stderr.readline() for _ in range(4)]
        url = re.search(r"export TIEOUT_DATABASE_URL=(sqlite:///\S+)", reported[1])
        assert url is not None
        assert "signs in once. Ctrl-C" in reported[2]
        again = re.search(r"To sign in again: (\S+) with the password (\S+)", reported[3])
        assert again is not None
        credentials = json.dumps({"email": again[1], "password": again[2]}).encode()
        asked = urllib.request.Request(address + "session", credentials, headers | {"X-Tieout": "1"})
        with urllib.request.urlopen(asked, timeout=20) as answer:
            assert answer.status == 204
        token = Shell(tmp_path, url[1])("token", "create", "shop", "--all").stdout.strip()
        assert account(opened=urllib.request.build_opener(), Authorization=f"Bearer {token}") == response
        assert ended(demo) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_is_reported_before_anything_is_created(tmp_path: pathlib.Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        demo = Shell(tmp_path, "", TMPDIR=str(tmp_path))("demo", "--port", str(port))
    assert demo.returncode == 1
    assert demo.stderr.startswith(f"tieout: 127.0.0.1:{port} cannot be listened on: ")
    assert demo.stderr.endswith("Choose another --port.\n")


def test_reports_a_host_that_is_not_local(tmp_path: pathlib.Path) -> None:
    for host in ("203.0.113.1", "no such host"):
        serve = Shell(tmp_path, "sqlite:///x.db")("serve", "--host", host)
        assert (serve.returncode, serve.stderr.endswith("Choose another --host.\n")) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_refuses_the_demo_in_a_database_with_accounts(tmp_path: pathlib.Path, database_url: str) -> None:
    tieout = Shell(tmp_path, database_url)
    assert tieout("import", "ledger-codes", tieout.file("c.csv", CODES)).returncode == 0
    demo = tieout("demo", "--port", "0", "--database-url", database_url)
    assert (demo.returncode, "not the demo's. Nothing was added" in demo.stderr) == (1, True)
    assert tieout("import", "ledger-codes", "c.csv").stderr.endswith("c.csv: 0 imported, 1 there already.\n")
    free = tieout("user", "create", "admin@harbourview.example", "--all", stdin="correct horse battery\n")
    assert free.returncode == 0


def test_a_server_says_so_when_nobody_can_sign_in(tmp_path: pathlib.Path) -> None:
    with running(tmp_path, "serve", "--port", "0", TIEOUT_DATABASE_URL="sqlite:///new.db") as serve:
        assert serve.stderr is not None
        link = re.fullmatch(
            r"Nobody can sign in yet\. Create the first administrator: (http://127\.0\.0\.1:\d+)/first-admin#(\S{20,})\n",
            serve.stderr.readline(),
        )
        assert link is not None
        address = re.search(r"Listening on http://127\.0\.0\.1:(\d+)", serve.stderr.readline())
        assert address is not None
        with socket.create_connection(("127.0.0.1", int(address[1])), timeout=20) as stalled:
            stalled.sendall(
                b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
            )
            with urllib.request.urlopen(f"http://127.0.0.1:{address[1]}/health", timeout=20) as healthy:
                assert healthy.status == 200
            admin = {"code": link[2], "email": "ann@example.org", "name": "Ann", "password": "correct horse battery"}
            headers = {"X-Tieout": "1", "Content-Type": "application/json"}
            sent = urllib.request.Request(f"{link[1]}/first-admin", json.dumps(admin).encode(), headers)
            with urllib.request.urlopen(sent, timeout=20) as created:
                assert created.status == 204
            assert ended(serve) == (0, "")  # a server that waits in vain complains of it
            assert stalled.recv(12) == b"HTTP/1.1 408"


STOPPED_WHILE_STARTING = """
import os, signal
from api.cli import main, serving

create_app = serving.create_app

def asked_to_stop(*given, **named):
    os.kill(os.getpid(), signal.SIGTERM)
    return create_app(*given, **named)

serving.create_app = asked_to_stop
main()
"""


def test_a_server_that_is_asked_to_stop_while_it_starts_ends_quietly(sqlite_url: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / "stopped.py").write_text(STOPPED_WHILE_STARTING)
    program = (*SCRIPT, tmp_path / "stopped.py")
    with running(tmp_path, "serve", "--port", "0", program=program, TIEOUT_DATABASE_URL=sqlite_url) as serve:
        _, printed = serve.communicate(timeout=LIFE_S)
    lines = printed.splitlines()
    assert (serve.returncode, len(lines)) == (0, 2), printed
    assert " INFO tieout Listening on " in lines[1]
