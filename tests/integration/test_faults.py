"""Faults of the database: what callers and operators get, and that the server goes on by itself afterwards.

Short forms of ``tests.stress.faults``, in one process; the database's own processes are real.
"""

import asyncio
import contextlib
import itertools
import logging
import pathlib
import sqlite3
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg
import httpx
import pytest

from api.app import create_app
from api.graph.ids import opaque
from api.settings import Settings
from domain.errors import Busy, OutcomeUnknown
from domain.permissions import ALL_PERMISSIONS
from domain.services.credentials import new_token
from domain.services.tokens import CreateApiToken
from domain.store.program import Program, Query, Sql
from domain.store.sqlite.backend import SqliteBackend
from domain.store.store import Store
from tests.support.centre import Centre, fetched, rows, run
from tests.support.processes import frozen
from tests.support.proxy import Fault, proxied
from tests.support.sqlite_files import files_end_at

WAIT_S = 0.4
PAY = "mutation ($i: MakePaymentInput!) { makePayment(input: $i) { userErrors { code } transaction { number } } }"
ASK = '{ account(number: "1001") { ownerName } }'
PAYMENTS = Sql("select number from transactions where kind = 'PAYMENT' order by number")
ENOUGH_S = 30
"""For what is answered in less than a second, also on a machine that does much else."""


class Caller:
    """A program that sends payments to a server."""

    def __init__(self, store: Store, http: httpx.AsyncClient, account: str, token: str) -> None:
        self.store = store
        self.done: list[str] = []
        self._http = http
        self._account = account
        self._headers = {"authorization": f"Bearer {token}", "accept": "application/graphql-response+json"}
        self._numbers = itertools.count(1)

    async def pay(self) -> str:
        """Send a payment; return its code, "done" if there is none."""
        number = f"P-{next(self._numbers)}"
        sent = {"accountId": self._account, "amountCents": 100, "method": "CASH", "number": number}
        code = await self.ask(PAY, i=sent)
        if code == "done":
            self.done.append(number)
        return code

    async def ask(self, query: str = ASK, **variables: object) -> str:
        """Send an operation; return its code. Whatever will pass comes with the time to wait."""
        async with asyncio.timeout(ENOUGH_S):
            answer = await self._http.post(
                "/graphql", json={"query": query, "variables": variables}, headers=self._headers
            )
        body = answer.json()
        if "errors" not in body:
            return "done"
        code: str = body["errors"][0]["extensions"]["code"]
        assert answer.headers["retry-after"] == ("60" if code == "STORAGE_FULL" else "2")
        return code

    async def ready(self) -> tuple[int, dict[str, Any]]:
        """What ``/ready`` answers: its status and its body."""
        async with asyncio.timeout(ENOUGH_S):
            answer = await self._http.get("/ready")
        return answer.status_code, answer.json()

    async def goes_on(self) -> None:
        """All is well again, and what was acknowledged is what is stored."""
        async with asyncio.timeout(ENOUGH_S):
            while (await self.ready())[0] != 200:  # noqa: ASYNC110 - the database tells
                await asyncio.sleep(0.02)
            while await self.pay() != "done":  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.02)
        assert [number for (number,) in await rows(self.store, PAYMENTS)] == sorted(self.done)

    async def metrics(self) -> str:
        """What ``/metrics`` answers."""
        return (await self._http.get("/metrics")).text


@contextlib.asynccontextmanager
async def calling(url: str, store: Store) -> AsyncIterator[Caller]:
    centre = await Centre.open(store)
    token = new_token()
    await run(store, CreateApiToken("shop", sorted(ALL_PERMISSIONS), token))
    transport = httpx.ASGITransport(create_app(Settings(database_url=url, metrics="open"), store))
    async with httpx.AsyncClient(transport=transport, base_url="http://tieout.test") as http:
        caller = Caller(store, http, opaque("Account", centre.rivera), token)
        assert (await caller.pay(), await caller.ask()) == ("done", "done")
        assert (await caller.ready())[0] == 200
        yield caller


@pytest.fixture
async def caller(database_url: str) -> AsyncIterator[Caller]:
    store = await Store.open(database_url, wait_s=WAIT_S)
    async with calling(database_url, store) as caller:
        yield caller
    await store.close()


@pytest.fixture
async def on_sqlite(sqlite_url: str) -> AsyncIterator[Caller]:
    store = await Store.open(sqlite_url, wait_s=WAIT_S)
    async with calling(sqlite_url, store) as caller:
        yield caller
    await store.close()


@pytest.fixture
async def on_postgres(postgres_url: str) -> AsyncIterator[Caller]:
    store = await Store.open(postgres_url, wait_s=WAIT_S)
    async with calling(postgres_url, store) as caller:
        yield caller
    await store.close()


def path_of(store: Store) -> pathlib.Path:
    assert isinstance(store.backend, SqliteBackend)
    return store.backend.path


def log_of(store: Store) -> pathlib.Path:
    return pathlib.Path(f"{path_of(store)}-wal")


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The kinds of faults that were logged, in their order."""
    found = [record for record in caplog.records if record.name == "tieout" and record.levelno == logging.ERROR]
    assert not any(record.exc_info for record in found)
    return [record.message.partition(":")[0] for record in found]


async def test_a_lock_of_another_program_is_waited_for_and_reported(
    on_sqlite: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    with contextlib.closing(sqlite3.connect(path_of(on_sqlite.store), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answers = await asyncio.gather(*[on_sqlite.pay() for _ in range(3)], on_sqlite.ask())
        assert answers == ["BUSY", "BUSY", "BUSY", "done"]
        assert await on_sqlite.ready() == (503, {"status": "unavailable", "reason": "Busy"})
        assert await on_sqlite.pay() == "BUSY"
        other.execute("ROLLBACK")
    await on_sqlite.goes_on()
    assert lines(caplog) == ["busy"]


async def test_a_unit_that_came_later_keeps_its_own_time(sqlite_url: str) -> None:
    """One whose time is over takes nobody with it who came later, although they share a group."""
    store = await Store.open(sqlite_url, wait_s=WAIT_S)
    centre = await Centre.open(store)
    with contextlib.closing(sqlite3.connect(path_of(store), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        first = asyncio.create_task(centre.payment(100))
        await asyncio.sleep(WAIT_S / 2)
        later = asyncio.create_task(centre.payment(100))
        with pytest.raises(Busy):
            await first
        other.execute("ROLLBACK")
    assert (await later).batch_id is not None
    assert len(await rows(store, PAYMENTS)) == 1
    await store.close()


async def test_a_file_that_cannot_grow_is_reported(on_sqlite: Caller, caplog: pytest.LogCaptureFixture) -> None:
    with files_end_at(log_of(on_sqlite.store).stat().st_size):
        answers = [await on_sqlite.pay() for _ in range(3)]
        assert set(answers) <= {"OUTCOME_UNKNOWN", "BUSY"}
        assert await on_sqlite.ask() == "done"
        assert (await on_sqlite.ready())[0] == 503
    on_sqlite.store.backend.faults.works(writing=True, surely=True)
    await on_sqlite.goes_on()
    assert len(lines(caplog)) == len(set(lines(caplog)))


async def test_a_full_file_is_called_full(on_sqlite: Caller, caplog: pytest.LogCaptureFixture) -> None:
    """As on a full disk: SQLite says the same of its own bound on the pages of a file."""
    assert isinstance(on_sqlite.store.backend, SqliteBackend)
    assert on_sqlite.store.backend.writer is not None
    connection = on_sqlite.store.backend.writer.connection
    ((pages,),) = await connection.execute_fetchall("PRAGMA page_count")
    await connection.execute(f"PRAGMA max_page_count={pages}")
    answers = [await on_sqlite.pay() for _ in range(100)]
    assert set(answers) == {"done", "STORAGE_FULL"}
    assert 'tieout_database_fault{kind="storage_full"} 1.0' in await on_sqlite.metrics()
    assert await on_sqlite.ask() == "done"
    await connection.execute("PRAGMA max_page_count=1000000")
    await on_sqlite.goes_on()
    assert 'tieout_database_fault{kind="storage_full"} 0.0' in await on_sqlite.metrics()
    assert lines(caplog) == ["storage_full"]


async def test_a_server_that_hangs_is_answered_for(
    on_postgres: Caller, postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    (folder,) = parse_qs(urlsplit(postgres_url).query)["host"]
    with frozen(int((pathlib.Path(folder) / "pid").read_text())):
        answers = await asyncio.gather(*[on_postgres.pay() for _ in range(3)], on_postgres.ask())
        assert answers == ["BUSY"] * 4
        assert (await on_postgres.ready())[1]["reason"] == "Unavailable"
        assert (await on_postgres.pay(), await on_postgres.ask()) == ("BUSY", "BUSY")
        assert 'tieout_database_fault{kind="unavailable"} 1.0' in await on_postgres.metrics()
    await on_postgres.goes_on()
    assert sorted({"busy", *lines(caplog)}) == ["busy", "unavailable"]  # busy, where others were before them
    assert lines(caplog).count("unavailable") == 1


async def test_a_statement_that_takes_long_is_waited_for_while_the_server_answers(postgres_url: str) -> None:
    store = await Store.open(postgres_url, wait_s=WAIT_S)
    slept = await store.read(fetched(Sql(f"select 1, pg_sleep({WAIT_S * 3})")))
    assert slept[0][0] == 1
    await store.close()


async def test_a_commit_into_silence_is_called_unknown(postgres_url: str) -> None:
    async with proxied(postgres_url) as (url, proxy):
        store = await Store.open(url, connections=4, wait_s=WAIT_S)
        centre = await Centre.open(store)
        proxy.fault = Fault.SILENT
        async with asyncio.timeout(ENOUGH_S):
            with pytest.raises(OutcomeUnknown):
                await centre.payment(100)
        with pytest.raises(Busy):
            await centre.payment(100)
        proxy.end()
        assert len(await rows(store, PAYMENTS)) == 1
        await store.close()


async def administered(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


END_SESSIONS = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tieout'"


async def test_a_database_that_only_reads_is_reported(
    on_postgres: Caller, postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    name = await asyncpg_value(postgres_url, "select current_database()")
    database = f"alter database {name} set default_transaction_read_only"
    await administered(postgres_url, f"{database} = on", END_SESSIONS)
    assert (await on_postgres.pay(), await on_postgres.ask()) == ("BUSY", "done")
    status, body = await on_postgres.ready()
    assert (status, body["message"]) == (503, "The database can only be read: it is a standby, or set so.")
    await administered(postgres_url, "set default_transaction_read_only = off", f"{database} = off", END_SESSIONS)
    await on_postgres.goes_on()
    assert lines(caplog) == ["unavailable"]


async def test_connections_that_are_used_up_are_reported(postgres_url: str, caplog: pytest.LogCaptureFixture) -> None:
    name = await asyncpg_value(postgres_url, "select current_database()")
    role = f"clerk_of_{name}"
    grants = ("tables", "sequences")
    await administered(
        postgres_url,
        f"create role {role} login",
        *(f"grant all on all {each} in schema public to {role}" for each in grants),
    )
    url = postgres_url.replace("postgres@", f"{role}@")
    store = await Store.open(url, wait_s=WAIT_S)
    async with calling(url, store) as caller:
        await administered(postgres_url, f"alter role {role} connection limit 0", END_SESSIONS)
        assert (await caller.pay(), await caller.ask()) == ("BUSY", "BUSY")
        assert (await caller.ready())[1]["reason"] == "Unavailable"
        await administered(postgres_url, f"alter role {role} connection limit -1")
        await caller.goes_on()
    await store.close()
    await administered(postgres_url, f"drop owned by {role}", f"drop role {role}")
    assert lines(caplog) == ["unavailable"]


async def asyncpg_value(url: str, statement: str) -> Any:
    connection = await asyncpg.connect(url)
    value = await connection.fetchval(statement)
    await connection.close()
    return value


def raising(state: str) -> Program[None]:
    yield Query(Sql(f"do 'begin raise exception using errcode = ''{state}''; end'"))


@pytest.mark.parametrize(
    ("state", "fault"),
    [("53100", "storage_full"), ("58030", "unavailable"), ("57P04", "unavailable"), ("53200", "unavailable")],
)
async def test_a_server_that_lacks_something_is_unavailable(on_postgres: Caller, state: str, fault: str) -> None:
    backend = on_postgres.store.backend
    for failing in (backend.run_unit(lambda: raising(state)), backend.read(raising(state))):
        with pytest.raises(Busy):
            await failing
    async with on_postgres.store.snapshot() as reader:
        with pytest.raises(Busy):
            await reader.run(raising(state))
    assert backend.faults.present == {fault}
    await on_postgres.goes_on()
    assert not backend.faults


async def test_settings_that_may_lose_what_was_acknowledged_are_reported(caller: Caller, database_url: str) -> None:
    backend = caller.store.backend
    if isinstance(backend, SqliteBackend):
        assert await backend.risks(1) == []
        assert "warnings" not in (await caller.ready())[1]
        assert backend.writer is not None
        await backend.writer.connection.execute("PRAGMA synchronous=normal")
        expected = {"synchronous"}
    else:
        name = await asyncpg_value(database_url, "select current_database()")
        await administered(database_url, f"alter database {name} set synchronous_commit = off")
        expected = {"synchronous_commit", "fsync", "full_page_writes"}  # the last two are the tests' own server's
    again = await Store.open(database_url) if not isinstance(backend, SqliteBackend) else caller.store
    assert {risk.setting for risk in await again.backend.risks(10)} == expected
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(create_app(Settings(database_url=database_url, metrics="open"), again)),
        base_url="http://tieout.test",
    ) as http:
        ready = (await http.get("/ready")).json()
        assert (ready["status"], len(ready["warnings"])) == ("ok", len(expected))
        metrics = (await http.get("/metrics")).text
        assert {f'tieout_database_risk{{setting="{each}"}} 1.0' in metrics for each in expected} == {True}
    if again is not caller.store:
        await again.close()
