"""The server's log: what each line has, what no line has, and that nobody waits for whoever reads it."""

import asyncio
import json
import logging
import os
import pathlib
import re
import shutil
import sqlite3
from collections.abc import Iterator
from typing import Any

import asyncpg
import httpx
import pytest

from api.logs import BACKLOG_LINES, CHUNK_BYTES, Lines, request_id_of, trace_of
from api.protocol.arrival import known_path
from tests.support.faulty import ACCOUNT, PAY, Served, prepared, served
from tests.support.shell import Shell

SECRETS = {
    "an owner": "Ludmilla Quxley",
    "an e-mail address": "ludmilla@quxley.example",
    "a password": "hippopotamus-42",
    "a free text": "for the twins' trampoline",
    "a wrong token": "tieout_wrongwrongwrongwrong",
    "a search": "Trampolinski",
    "a link": "sEcReTcOdE",
    "a path": "Quxleypath",
    "a name of an operation": "LudmillaOperation",
}
"""What requests hold that no line may."""
TEXT_LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (DEBUG|INFO|WARNING|ERROR|CRITICAL) \S+ ")


async def talk(server: Served, token: str) -> dict[str, httpx.Response]:
    """Send requests of many kinds, right and wrong ones, full of what nobody may find in the log."""
    owner, email, password, text, wrong, search, link, path, operation = SECRETS.values()
    bearer = {"authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(verify=False, base_url=server.address, timeout=60) as http:

        async def ask(query: str, headers: dict[str, str] = bearer, **variables: Any) -> httpx.Response:
            body = {"query": query, "variables": variables}
            return await http.post("/graphql", json=body, headers=headers)

        answers = {
            "account": await ask(ACCOUNT, bearer | {"x-request-id": "order-4711"}),
            "created": await ask(
                f"mutation {operation} ($i: CreateAccountInput!) {{ createAccount(input: $i) {{ userErrors {{ code }} }} }}",
                i={"number": "7001", "ownerName": owner, "email": email, "currency": "USD"},
            ),
            "searched": await ask(f'query {operation} {{ accounts(search: "{search}") {{ totalCount }} }}'),
            "paid": await ask(PAY, i={"accountId": text, "amountCents": 1, "method": "CASH", "description": text}),
            "invalid": await ask(f'{{ {search} (name: "{owner}") }}'),
            "unauthenticated": await ask(ACCOUNT, {"authorization": f"Bearer {wrong}"}),
            "signed in": await http.post(
                "/session", json={"email": email, "password": password}, headers={"X-Tieout": "1"}
            ),
            "link": await http.get(f"/sign-in/{link}", headers={"x-request-id": f"no {owner}"}),
            "page": await http.get(f"/{path}?search={search}"),
            "malformed": await http.post("/graphql", content=f'{{"query": "{owner}', headers=bearer),
        }
    answers["ready"] = httpx.Response(200 if await server.ready() else 503)
    return answers


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    return tmp_path_factory.mktemp("logs")


@pytest.fixture(scope="module")
def token(folder: pathlib.Path, sqlite_template: pathlib.Path) -> str:
    shutil.copyfile(sqlite_template, folder / "tieout.db")
    url = f"sqlite:///{folder / 'tieout.db'}"
    made = prepared(folder, url)
    user = Shell(folder, url)(
        "user", "create", SECRETS["an e-mail address"], "--all", stdin=f"{SECRETS['a password']}\n"
    )
    assert user.returncode == 0
    return made


@pytest.fixture(scope="module", params=["text", "json"])
def talked(
    request: pytest.FixtureRequest, folder: pathlib.Path, token: str
) -> Iterator[tuple[str, str, dict[str, httpx.Response]]]:
    url = f"sqlite:///{folder / 'tieout.db'}"
    with served(folder, url, token, TIEOUT_LOG_FORMAT=request.param) as server:
        asyncio.run(server.until_ready())
        answers = asyncio.run(talk(server, token))
        server.process.terminate()
        assert server.process.wait(30) == 0
        yield request.param, server.logged(), answers


def test_no_line_has_a_secret_or_a_personal_value(
    talked: tuple[str, str, dict[str, httpx.Response]], token: str, folder: pathlib.Path
) -> None:
    _, logged, answers = talked
    assert {name: each.status_code for name, each in answers.items()} == {
        "account": 200,
        "created": 200,
        "searched": 200,
        "paid": 200,
        "invalid": 200,
        "unauthenticated": 401,
        "signed in": 204,
        "link": 303,
        "page": answers["page"].status_code,
        "malformed": 415,
        "ready": 200,
    }
    cookie = answers["signed in"].headers["set-cookie"].partition("=")[2].partition(";")[0]
    secrets = {
        **SECRETS,
        "the token": token,
        "a part of it": token[:16],
        "the cookie": cookie,
        "the folder": str(folder),
    }
    assert {what for what, secret in secrets.items() if secret in logged} == set()


def test_each_line_has_time_and_level(talked: tuple[str, str, dict[str, httpx.Response]]) -> None:
    log_format, logged, _ = talked
    lines = logged.splitlines()
    assert len(lines) >= 10
    for line in lines:
        if log_format == "text":
            assert TEXT_LINE.match(line), line
        else:
            fields = json.loads(line)
            assert TEXT_LINE.match(f"{fields['time']} {fields['level'].upper()} {fields['logger']} "), line


def test_each_request_has_a_line_and_an_id(talked: tuple[str, str, dict[str, httpx.Response]]) -> None:
    log_format, logged, answers = talked
    ids = {name: each.headers["x-request-id"] for name, each in answers.items() if name != "ready"}
    assert ids["account"] == "order-4711"
    assert len(set(ids.values())) == len(ids)
    assert re.fullmatch(r"[0-9a-f]{16}", ids["link"])  # what the caller gave was not well-formed
    if log_format == "text":
        (line,) = [line for line in logged.splitlines() if "request_id=order-4711" in line]
        assert re.search(
            r" INFO tieout\.access request_id=order-4711 method=POST path=/graphql status=200 ms=[\d.]+ "
            r"principal=token:\d+ operation=query:account code=OK$",
            line,
        )
        return
    lines = [json.loads(line) for line in logged.splitlines()]
    of = {each["request_id"]: each for each in lines if each["logger"] == "tieout.access"}
    shown = {name: tuple(of[each].get(field) for field in ("path", "operation", "code")) for name, each in ids.items()}
    assert shown == {
        "account": ("/graphql", "query:account", "OK"),
        "created": ("/graphql", "mutation:createAccount", "OK"),
        "searched": ("/graphql", "query:accounts", "OK"),
        "paid": ("/graphql", "mutation:makePayment", shown["paid"][2]),
        "invalid": ("/graphql", None, "BAD_USER_INPUT"),
        "unauthenticated": ("/graphql", None, "UNAUTHENTICATED"),
        "signed in": ("/session", None, None),
        "link": ("/sign-in/…", None, None),
        "page": ("/…", None, None),
        "malformed": ("/graphql", None, "BAD_USER_INPUT"),
    }
    assert of[ids["created"]]["principal"].startswith("token:")
    assert "principal" not in of[ids["unauthenticated"]]
    assert not any(each["path"] == "/ready" for each in of.values())  # it was well


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/graphql", "/graphql"),
        ("/", "/"),
        ("/sign-in/abc", "/sign-in/…"),
        ("/web/js/page.js", "/web/…"),
        ("/accounts/1001", "/…"),
        ("/graphqlx", "/…"),
        ("//x", "/…"),
    ],
)
def test_only_what_is_ours_of_a_path_is_shown(path: str, shown: str) -> None:
    assert known_path(path) == shown


@pytest.mark.parametrize("given", [None, b"", b"a b", b"a\nb", b"x" * 65, b"-x", "é".encode(), b"a=b"])
def test_an_id_that_is_not_well_formed_is_replaced(given: bytes | None) -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", request_id_of(given))
    assert request_id_of(b"A-1_b.2") == "A-1_b.2"


def test_a_trace_shows_where_and_what_but_no_value() -> None:
    owner = SECRETS["an owner"]

    nothing: dict[str, str] = {}

    def raised(error: Exception) -> list[str]:
        try:
            try:
                nothing[owner]
            except KeyError as before:
                raise error from before
        except Exception as caught:  # noqa: BLE001 - any error is shown
            return list(trace_of(caught))
        raise AssertionError("nothing was raised")

    for error in (ValueError(owner), AssertionError(owner), asyncpg.DataError(owner), RuntimeError(owner)):
        lines = raised(error)
        assert owner not in "\n".join(lines)
        assert (lines[-1], lines[1]) == (type(error).__name__, "KeyError")
        assert "test_logs.py:" in lines[0]
    assert raised(sqlite3.OperationalError("disk I/O error"))[-1] == "OperationalError: disk I/O error"
    assert raised(OSError(28, "No space left on device", owner))[-1] == "OSError: No space left on device"


def test_nobody_waits_for_whoever_reads_the_log() -> None:
    reading, writing = os.pipe()
    lines = Lines(writing, as_json=True)
    record = logging.LogRecord("tieout", logging.ERROR, "", 0, "x" * CHUNK_BYTES, None, None)
    for _ in range(BACKLOG_LINES + 1_000):
        lines.handle(record)
    found = b""
    while b"were dropped" not in found:
        found = found[-100:] + os.read(reading, 65536)
        lines.handle(record)
    assert re.search(rb"\n[1-9]\d* lines were dropped, as nobody read the log\n", found)
    os.close(reading)
    lines.handle(record)
    os.close(writing)


def test_lines_of_requests_are_written_once_a_turn_in_order_and_before_any_other() -> None:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    lines = Lines(writing, as_json=False)

    def found() -> list[str]:
        try:
            return [line.split(" ")[3] for line in os.read(reading, 65536).decode().splitlines()]
        except BlockingIOError:
            return []

    async def serve() -> None:
        lines.take_access({"request_id": "first"})
        lines.take_access({"request_id": "second"})
        assert found() == []
        await asyncio.sleep(0)
        assert found() == ["request_id=first", "request_id=second"]
        lines.take_access({"request_id": "third"})
        lines.handle(logging.LogRecord("tieout", logging.ERROR, "", 0, "bad", None, None))
        assert found() == ["request_id=third", "bad"]
        for number in range(BACKLOG_LINES):
            lines.take_access({"request_id": str(number)})

    asyncio.run(serve())
    written: list[str] = []
    while len(written) < BACKLOG_LINES:  # what a pipe does not take at once waits, and the process's end writes it
        lines.flush()
        written += found()
    assert written == [f"request_id={number}" for number in range(BACKLOG_LINES)]
    os.close(reading)
    os.close(writing)
