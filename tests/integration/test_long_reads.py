"""Long reads: so few at a time that others always find a connection, and no statement without an end."""

import time
from collections.abc import AsyncIterator

import pytest

from domain.errors import Busy, TookTooLong
from domain.store import connection
from domain.store.steps import Fetch, Sql, Steps
from domain.store.store import Store
from tests.support.billing import Centre
from tests.support.graphql import Api

LONG = {
    "an integrity report": "{ integrityReport { clean } }",
    "a report": '{ salesByLedgerCodeReport(period: {year: 2026}, currency: "USD") { totalCents } }',
    "a report on a day": '{ agingReport(currency: "USD") { totals { totalCents } } }',
}
SHORT = "{ ledgerCodes { code } }"
COUNT = Sql("select count(*) from accounts")
MANY = Sql("with recursive n (x) as (select 1 union all select x + 1 from n where x < 20000) select count(*) from n")
ENDLESS = Sql("with recursive n (x) as (select 1 union all select x + 1 from n) select count(*) from n")


@pytest.fixture
async def impatient(database_url: str) -> AsyncIterator[Store]:
    """A store with few connections, where nobody waits long for a turn."""
    opened = await Store.open(database_url, readers=3, connections=3, wait_s=0.2, statement_s=0.2)
    yield opened
    await opened.close()


@pytest.mark.parametrize("name", LONG)
async def test_long_reads_wait_for_each_other_and_nothing_else_waits_for_them(impatient: Store, name: str) -> None:
    await Centre.open(impatient)
    api = Api(impatient)
    async with impatient.long_snapshot():
        said = await api(LONG[name])
        assert said["errors"][0]["extensions"]["code"] == "BUSY"
        assert await api.data(SHORT)
        with pytest.raises(Busy):
            async with impatient.long_snapshot():
                pass
    assert await api.data(LONG[name])
    await api.http.aclose()


async def test_a_statement_without_an_end_is_told_as_such_and_the_connection_goes_on(impatient: Store) -> None:
    for _ in range(4):
        with pytest.raises(TookTooLong):
            await impatient.read(asked(ENDLESS))
    assert await impatient.read(asked(COUNT)) == 0


async def test_what_is_thought_between_two_statements_is_no_time_of_theirs(
    impatient: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LOOK_AT_TIME", 100)

    def thinking() -> Steps[int]:
        yield Fetch(COUNT)
        ends = time.monotonic() + 0.3
        while time.monotonic() < ends:
            pass
        return (yield Fetch(MANY))[0][0]

    assert await impatient.read(thinking()) == 20_000


def asked(sql: Sql) -> Steps[int]:
    return (yield Fetch(sql))[0][0]
