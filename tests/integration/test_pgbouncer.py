"""PgBouncer in transaction mode before PostgreSQL: nothing of ours outlives its transaction on a shared connection."""

import asyncio
import pathlib
from collections.abc import Iterator

import asyncpg
import pytest

from domain.queries.access import somebody_signs_in
from domain.store.store import Store
from domain.verifying import verify
from tests.stress.storm import storm
from tests.support.centre import Centre
from tests.support.pgbouncer import PROGRAM, pgbouncer, session_state
from tests.support.shell import Shell

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="PgBouncer is not installed (on Debian: pgbouncer)")
SERVER_CONNECTIONS = 3
"""Far fewer than the connections to PgBouncer, so that transactions change between them all the time."""
NOTHING = dict.fromkeys(("prepared", "settings", "locks", "listening", "cursors", "temporary"), 0)


@pytest.fixture
def pooled_url(postgres_url: str) -> Iterator[str]:
    with pgbouncer(postgres_url, size=SERVER_CONNECTIONS) as url:
        yield url


async def left_on_all(url: str) -> list[dict[str, int]]:
    """What is left on sessions of the server, asked at once on as many as there are."""
    return await asyncio.gather(*(session_state(url) for _ in range(SERVER_CONNECTIONS)))


async def test_all_kinds_of_commands_at_once_pass_through_it(pooled_url: str) -> None:
    answers = await storm(pooled_url, 6, pooler=True)
    assert answers["done"] > 10
    assert not [each for each in answers if each.startswith(("INTERNAL", "BUSY", "OUTCOME_UNKNOWN"))], answers
    assert await left_on_all(pooled_url) == [NOTHING] * SERVER_CONNECTIONS


async def test_payments_share_its_connections_and_the_books_add_up(pooled_url: str) -> None:
    store = await Store.open(pooled_url, pooler=True)
    try:
        centre = await Centre.open(store)
        accounts = await centre.accounts([str(number) for number in range(2001, 2017)])
        await asyncio.gather(*(centre.payment(100, account=account) for account in accounts * 4))
        await asyncio.gather(*(store.read(somebody_signs_in(), single=True) for _ in range(64)))
        await store.check()
        assert await verify(store) == []
        assert await left_on_all(pooled_url) == [NOTHING] * SERVER_CONNECTIONS
    finally:
        await store.close()


async def test_each_transaction_has_our_limits(pooled_url: str) -> None:
    store = await Store.open(pooled_url, pooler=True, wait_s=2, statement_s=7)
    try:
        async with store.backend.pool.acquire() as connection, connection.transaction():  # type: ignore[attr-defined]
            shown = [await connection.fetchval(f"show {name}") for name in ("lock_timeout", "statement_timeout", "jit")]
        assert shown == ["500ms", "7s", "off"]
    finally:
        await store.close()


async def test_what_became_of_a_commit_is_looked_up_through_it(pooled_url: str, postgres_url: str) -> None:
    """Its connections to the server end under way again and again: what is acknowledged is stored, once."""
    store = await Store.open(pooled_url, pooler=True)
    beside = await asyncpg.connect(postgres_url)
    try:
        centre = await Centre.open(store)
        paid = 0
        for _ in range(5):
            paying = [asyncio.create_task(centre.payment(100)) for _ in range(8)]
            await asyncio.sleep(0)
            await beside.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> "
                "pg_backend_pid() and backend_type = 'client backend'"
            )
            done = await asyncio.gather(*paying, return_exceptions=True)
            paid += sum(not isinstance(each, BaseException) for each in done)
        stored = await beside.fetchval("select count(*) from transactions where kind = 'PAYMENT'")
        assert paid == stored > 0
        assert await verify(store) == []
    finally:
        await store.close()
        await beside.close()


def test_it_is_named_where_the_setting_is_missing(pooled_url: str, tmp_path: pathlib.Path) -> None:
    refused = Shell(tmp_path, pooled_url)("verify")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert refused.stderr.endswith("set TIEOUT_POOLER=transaction.\n")
    assert Shell(tmp_path, pooled_url, TIEOUT_POOLER="transaction")("verify").returncode == 0
