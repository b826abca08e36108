"""Long reads: so few at a time that others always find a connection, and no endless statement."""

import time
from collections.abc import AsyncIterator

import pytest

from domain.errors import Busy, TookTooLong
from domain.store.program import Program, Query, Sql
from domain.store.sqlite import connection
from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.graphql import Api

LONG = {
    "an integrity report": "{ integrityReport { clean } }",
    "a report": '{ salesByLedgerCodeReport(period: {year: 2026}, currency: "USD") { totalCents } }',
    "a report on a day": '{ agingReport(currency: "USD") { totals { totalCents } } }',
}
SHORT = "{ ledgerCodes { code } }"
COUNT = Sql("select count(*) from accounts")
MANY = Sql("with recursive n (x) as (select 1 union all select x + 1 from n where x < 2000) select count(*) from n")
ENDLESS = Sql("with recursive n (x) as (select 1 union all select x + 1 from n) select count(*) from n")


@pytest.fixture
async def impatient(database_url: str) -> AsyncIterator[Store]:
    """A store with few connections, where nobody waits long for a turn."""
    opened = await Store.open(database_url, readers=3, connections=3, wait_s=0.2, statement_s=0.2)
    yield opened
    await opened.close()


@pytest.mark.parametrize("name", LONG)
async def test_long_reads_wait_only_for_each_other(impatient: Store, name: str) -> None:
    await Centre.open(impatient)
    api = Api(impatient)
    async with impatient.long_snapshot():
        answer = await api(LONG[name])
        assert answer["errors"][0]["extensions"]["code"] == "BUSY"
        assert await api.data(SHORT)
        with pytest.raises(Busy):
            async with impatient.long_snapshot():
                pass
    assert await api.data(LONG[name])
    await api.http.aclose()


async def test_an_endless_statement_times_out_and_the_connection_survives(impatient: Store) -> None:
    for _ in range(4):
        with pytest.raises(TookTooLong):
            await impatient.read(asked(ENDLESS))
    assert await impatient.read(asked(COUNT)) == 0


async def test_time_between_two_statements_does_not_count_as_theirs(
    impatient: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "INSTRUCTIONS_BETWEEN_CHECKS", 100)

    def thinking() -> Program[int]:
        yield Query(COUNT)
        ends = time.monotonic() + 0.3
        while time.monotonic() < ends:
            pass
        return (yield Query(MANY))[0][0]

    assert await impatient.read(thinking()) == 2_000


def asked(sql: Sql) -> Program[int]:
    return (yield Query(sql))[0][0]
