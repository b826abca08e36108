"""A standby of PostgreSQL: what it must have before anything is acknowledged, what is read from it, and taking over.

Reports are read from it, and never show less than what was acknowledged before (domain R28, R36).
"""

import asyncio
import contextlib
import pathlib
import socket
import tempfile
from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from domain.core.kinds import PaymentMethod
from domain.errors import Busy, OutcomeUnknown
from domain.permissions import OPERATOR, Permission
from domain.services.credentials import new_token
from domain.services.payments import MakePayment, Money
from domain.services.tokens import CreateApiToken
from domain.store.migrate import migrate
from domain.store.postgres import replica as replica_module
from domain.store.postgres.replica import NotAStandby, Replayed, Replica, ReplicaUnfit
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.postgres import PostgresServer, restartable_server, run_on, standby_of, url_of
from tests.support.processes import frozen
from tests.support.shell import Shell

MIGRATED = "template_migrated"
LAG_S = 0.5
SOON_S = 0.5
"""How long a standby may take to an answer that does not come."""
WAIT_S = 0.5
REPORT = '{ paymentByLedgerCodeReport(period: {range: {from: "2000-01-01", to: "2100-01-01"}}) { totalCents } }'
ACCOUNTS = "{ accounts { totalCount } }"
COUNT = Sql("select count(*) from transactions where kind = 'PAYMENT'")


@pytest.fixture(scope="module")
def machines() -> Iterator[tuple[PostgresServer, PostgresServer]]:
    """A primary and its standby, with a migrated database to copy from."""
    with restartable_server() as primary, standby_of(primary) as standby:
        run_on(url_of(primary.folder, "postgres"), f"create database {MIGRATED}")
        asyncio.run(migrate(url_of(primary.folder, MIGRATED)))
        yield primary, standby


def new_database(primary: PostgresServer, name: str) -> str:
    """A migrated database; gives its address."""
    run_on(url_of(primary.folder, "postgres"), f"create database {name} template {MIGRATED}")
    return url_of(primary.folder, name)


async def until_all_is_replayed(primary: PostgresServer, standby: PostgresServer) -> None:
    written = await primary.asked("select pg_current_wal_lsn()::text")
    while not await standby.asked(f"select pg_last_wal_replay_lsn() >= '{written}'"):  # noqa: ASYNC110 - the server tells
        await asyncio.sleep(0.01)


class Machines:
    """A primary with a standby, an API that has both, and what it answers."""

    def __init__(self, store: Store, http: httpx.AsyncClient, centre: Centre, url: str, standby: str) -> None:
        assert store.replica is not None
        self.store = store
        self.replica: Replica = store.replica
        self.centre = centre
        self.url = url
        self.standby = standby
        self._http = http

    async def report(self) -> tuple[int, bool]:
        """The cents of all payments, and whether they are the standby's."""
        answer = await self.asked(REPORT)
        return answer["data"]["paymentByLedgerCodeReport"]["totalCents"], "replica" in answer["extensions"]

    async def asked(self, query: str) -> dict[str, Any]:
        """What an operation is answered."""
        answer: dict[str, Any] = (await self._http.post("/graphql", json={"query": query})).json()
        assert "errors" not in answer, answer
        return answer

    async def get(self, path: str) -> Any:
        """What ``/ready`` or ``/metrics`` says."""
        answer = await self._http.get(path)
        assert answer.status_code == 200
        return answer.json() if path == "/ready" else answer.text

    async def on_standby(self, statement: str) -> None:
        """Runs a statement on the standby."""
        connection = await asyncpg.connect(self.standby)
        await connection.execute(statement)
        await connection.close()


@contextlib.asynccontextmanager
async def opened(primary: PostgresServer, standby: PostgresServer, name: str) -> AsyncIterator[Machines]:
    url, read_url = new_database(primary, name), url_of(standby.folder, name)
    await until_all_is_replayed(primary, standby)
    store = await Store.open(url, read_url=read_url, read_max_lag_s=LAG_S)
    try:
        centre, token = await Centre.open(store), new_token()
        await centre.do(CreateApiToken("reports", list(Permission), token))
        app = create_app(Settings(database_url=url, metrics="open"), store)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://tieout.test",
            headers={"authorization": f"Bearer {token}"},
        ) as http:
            yield Machines(store, http, centre, url, read_url)
    finally:
        await store.close()


@pytest.fixture
async def both(
    machines: tuple[PostgresServer, PostgresServer], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> AsyncIterator[Machines]:
    monkeypatch.setattr(replica_module, "WATCH_S", 3600)  # it is looked at when a test says so
    monkeypatch.setattr(replica_module, "ANSWER_S", getattr(request, "param", replica_module.ANSWER_S))
    async with opened(*machines, request.node.originalname[:60]) as each:
        await each.replica.look()
        yield each


async def test_whoever_paid_finds_it_in_a_report_from_the_standby(both: Machines) -> None:
    for paid in range(1, 21):
        await both.centre.payment(100)
        assert await both.report() == (100 * paid, True)
    answer = await both.asked(REPORT)
    assert answer["extensions"]["replica"].keys() == {"lastCommitAt", "waitedMs"}
    assert "replica" not in (await both.asked(ACCOUNTS))["extensions"]
    both_fields = REPORT.removesuffix("}") + ACCOUNTS.removeprefix("{")
    assert "replica" not in (await both.asked(both_fields))["extensions"]
    assert (await both.get("/ready"))["replica"]["status"] == "ok"
    metrics = await both.get("/metrics")
    assert 'tieout_replica_reports_total{read_from="replica"} 21.0' in metrics
    assert "tieout_replica_used 1.0" in metrics


async def test_a_standby_that_is_behind_is_not_read_until_it_has_caught_up(both: Machines) -> None:
    await both.on_standby("select pg_wal_replay_pause()")
    try:
        await both.centre.payment(100)
        assert await both.report() == (100, False)
        assert "behind" in (await both.get("/ready"))["replica"]["message"]
        assert 'tieout_replica_reports_total{read_from="primary"} 1.0' in await both.get("/metrics")
    finally:
        await both.on_standby("select pg_wal_replay_resume()")
    await both.replica.look()
    assert await both.report() == (100, True)


@pytest.mark.parametrize("both", [SOON_S], indirect=True)
async def test_a_standby_that_hangs_costs_one_report_its_time_and_no_more(
    both: Machines, machines: tuple[PostgresServer, PostgresServer]
) -> None:
    await both.centre.payment(100)
    assert await both.report() == (100, True)
    with frozen(machines[1].pid):
        assert [await both.report() for _ in range(3)] == [(100, False)] * 3
        assert (await both.get("/ready"))["replica"] == {
            "status": "unavailable",
            "message": "Reports are read at the primary: it is away, or broke off.",
        }
    await both.replica.look()
    assert await both.report() == (100, True)


async def test_a_standby_that_breaks_a_report_off_is_read_no_further(both: Machines) -> None:
    """It must replay that a table is rewritten, which the report has read."""
    await both.centre.payment(100)
    with pytest.raises(ReplicaUnfit):
        async with both.replica.reading(Replayed()) as reader:
            assert await reader.run(stored()) == 1
            run_on(both.url, "vacuum full transactions")
            for _ in range(1000):
                await reader.run(stored())
    assert await both.report() == (100, False)


def stored() -> Program[int]:
    found: int = (yield Query(COUNT))[0][0]
    return found


async def test_a_standby_that_became_a_primary_of_its_own_is_not_read(
    machines: tuple[PostgresServer, PostgresServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replica_module, "WATCH_S", 3600)
    with standby_of(machines[0]) as standby:
        async with opened(machines[0], standby, "parted") as both:
            await both.centre.payment(100)
            assert await both.report() == (100, True)
            await both.on_standby("select pg_promote()")
            await both.on_standby(
                "update items set amount_cents = amount_cents"
            )  # its log goes further than the other's
            assert await both.report() == (100, False)
            assert "another primary" in (await both.get("/ready"))["replica"]["message"]
            standby.stop()
            assert await both.report() == (100, False)


async def test_another_clusters_server_is_refused_at_the_start(
    machines: tuple[PostgresServer, PostgresServer], postgres_url: str
) -> None:
    with pytest.raises(NotAStandby, match="TIEOUT_READ_DATABASE_URL"):
        await Store.open(postgres_url, read_url=url_of(machines[1].folder, "postgres"))


def test_a_sqlite_file_has_no_standby(tmp_path: pathlib.Path) -> None:
    postgres_url = "postgresql://postgres@/x?host=/nowhere"
    shell = Shell(tmp_path, "sqlite:///tieout.db", TIEOUT_READ_DATABASE_URL=postgres_url)
    shell("migrate")
    refused = shell("serve", "--port", "0")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "TIEOUT_READ_DATABASE_URL" in refused.stderr


async def test_nothing_is_acknowledged_that_only_the_primary_has(
    machines: tuple[PostgresServer, PostgresServer],
) -> None:
    """Not even what is stored there and would be lost with it: a request that is sent again waits for the standby too."""
    primary = url_of(machines[0].folder, "postgres")
    url = new_database(machines[0], "alone")
    store = await Store.open(url, wait_s=WAIT_S)
    try:
        centre = await Centre.open(store)
        payment = MakePayment(centre.rivera, Money(100, PaymentMethod.CASH))
        run_on(primary, "alter system set synchronous_standby_names = 'nobody'", "select pg_reload_conf()")
        while await machines[0].asked("show synchronous_standby_names") != "nobody":  # noqa: ASYNC110 - the server tells
            await asyncio.sleep(0.01)
        for _ in range(2):
            with pytest.raises((OutcomeUnknown, Busy)):
                await store.run(payment, OPERATOR, key="once")
        run_on(primary, "select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'")
        while not await store.read(stored(), single=True):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
        with pytest.raises(OutcomeUnknown):
            await store.run(payment, OPERATOR, key="once")
        run_on(primary, "alter system reset synchronous_standby_names", "select pg_reload_conf()")
        assert (await store.run(payment, OPERATOR, key="once")).replayed
        assert await store.read(stored(), single=True) == 1
    finally:
        run_on(primary, "alter system reset synchronous_standby_names", "select pg_reload_conf()")
        await store.close()


@contextlib.asynccontextmanager
async def deaf() -> AsyncIterator[pathlib.Path]:
    """A host that takes connections and says nothing; gives the folder of its socket."""
    with tempfile.TemporaryDirectory(prefix="tieout-deaf-") as folder, socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"{folder}/.s.PGSQL.5432")
        listening.listen()
        yield pathlib.Path(folder)


async def test_of_several_hosts_the_one_that_can_be_written_is_found(
    machines: tuple[PostgresServer, PostgresServer],
) -> None:
    """Also when the first says nothing, and when a standby takes over."""
    primary = machines[0]
    with standby_of(primary) as standby:
        new_database(primary, "several")
        async with deaf() as silent:
            store = await Store.open(f"postgresql://postgres@/several?host={silent},{standby.folder},{primary.folder}")
            try:
                centre = await Centre.open(store)
                await centre.payment(100)
                primary.stop()
                try:
                    paying = asyncio.create_task(centre.payment(100))
                    run_on(url_of(standby.folder, "postgres"), "select pg_promote()")
                    await paying
                    assert await store.read(stored(), single=True) == 2
                finally:
                    primary.start()
                    primary.ready()
            finally:
                await store.close()


async def test_a_standby_that_is_away_at_the_start_keeps_nobody_from_serving(
    postgres_url: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replica_module, "ANSWER_S", SOON_S)
    store = await Store.open(postgres_url, read_url=f"postgresql://postgres@/x?host={tmp_path}", read_max_lag_s=0.1)
    assert store.replica is not None
    assert store.replica.unfit == replica_module.AWAY
    await store.close()
