"""A PostgreSQL database that one test had is lent to the next as it was made, or not at all."""

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest

from domain.store.store import Store
from tests.conftest import TEMPLATE
from tests.support.asking import ask, schema_of
from tests.support.every_table import fill_every_table
from tests.support.lent_databases import ROWS_MAX, LentDatabases
from tests.support.postgres import Databases

ROWS_OF = "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'S')"
PID = "select pg_backend_pid()"


@pytest.fixture(scope="module")
def lent(postgres_databases: Databases) -> Iterator[LentDatabases]:
    with LentDatabases(postgres_databases, TEMPLATE, "again").lending() as databases:
        yield databases


async def content(url: str) -> dict[str, list[tuple[Any, ...]]]:
    columns = {name: "last_value, is_called" if name.endswith("_seq") else "*" for (name,) in await ask(url, ROWS_OF)}
    return {name: await ask(url, f"select {columns} from {name} order by 1") for name, columns in columns.items()}


def test_whatever_a_test_recorded_is_gone(lent: LentDatabases) -> None:
    async def record() -> None:
        store = await Store.open(url)
        await fill_every_table(store, seed=11)
        await store.close()

    with lent.lent() as url:
        made, schema = asyncio.run(content(url)), asyncio.run(schema_of(url))
        asyncio.run(record())
        changed = asyncio.run(content(url))
    assert sum(changed[each] != made[each] for each in made) > len(made) // 2
    with lent.lent() as again:
        assert again == url
        assert asyncio.run(content(again)) == made
        assert asyncio.run(schema_of(again)) == schema


def test_a_copy_of_a_filled_database_is_put_back_as_it_was_filled(
    lent: LentDatabases, postgres_databases: Databases
) -> None:
    async def fill(url: str) -> None:
        store = await Store.open(url)
        await fill_every_table(store, seed=12, accounts=2, steps=4)
        await store.close()

    async def change(url: str) -> None:
        for statement in (
            "update accounts set owner_name = 'Mallory'",
            "update items set description = 'x'",
            "delete from staged_rows",
            "insert into members (id, account_id, name, recorded_at) select -1, min(id), 'x', 1 from accounts",
        ):
            await ask(url, statement)

    asyncio.run(fill(postgres_databases.create("filled", TEMPLATE)))
    copies = lent.copies_of("filled")
    with copies.lent() as url:
        made = asyncio.run(content(url))
        asyncio.run(change(url))
        changed = asyncio.run(content(url))
    assert {each for each in made if changed[each] != made[each]} >= {"accounts", "items", "staged_rows", "members"}
    with copies.lent() as again:
        assert again == url
        assert asyncio.run(content(again)) == made


@pytest.mark.parametrize(
    "change",
    [
        "drop trigger audit_never_updated on audit_events",
        "alter table accounts disable trigger user",
        "alter table accounts drop constraint account_sums_not_negative",
        "alter table accounts alter column owner_name drop not null",
        "create index again on accounts (owner_name)",
        "create table again (id int)",
        "drop table feed_waiting",
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname ~ '^again' and pid <> pg_backend_pid()",
        "create function again() returns int language sql as 'select 1'",
        "create view again as select id from accounts",
        "truncate feed_waiting",
        "analyze organisations",
        f"insert into tortoise_migrations select id, '', id, now() from generate_series(100, {ROWS_MAX + 100}) as id",
    ],
)
def test_a_database_is_dropped_that_was_changed_in_another_way(lent: LentDatabases, change: str) -> None:
    with lent.lent() as url:
        asyncio.run(ask(url, change))
    with lent.lent() as again:
        assert again != url


def test_a_database_is_dropped_that_somebody_is_still_connected_to(lent: LentDatabases) -> None:
    async def ended() -> None:
        with pytest.raises(asyncpg.PostgresError):
            await opened.fetchval(PID)

    with asyncio.Runner() as runner:
        with lent.lent() as url:
            opened = runner.run(asyncpg.connect(url))
        with lent.lent() as again:
            assert again != url
        runner.run(ended())


def test_two_at_a_time_are_two(lent: LentDatabases) -> None:
    with lent.lent() as one, lent.lent() as other:
        assert one != other


def test_a_session_forgets_what_the_connection_before_it_left(lent: LentDatabases) -> None:
    async def follow() -> None:
        first = await asyncpg.connect(url, server_settings={"lock_timeout": "4321"})
        pid = await first.fetchval(PID)
        await first.execute("set lock_timeout = 1; prepare mine as select 1; create temp table mine (id int)")
        await first.execute("select pg_advisory_lock(1)")
        await first.execute("begin; update organisations set last_worker = 99")
        await first.close()
        second = await asyncpg.connect(url, server_settings={"lock_timeout": "4321"})
        assert await second.fetchval(PID) == pid
        assert await second.fetchval("show lock_timeout") == "4321ms"
        assert not await second.fetch("select from pg_prepared_statements where name = 'mine'")
        assert await second.fetchval("select to_regclass('mine')") is None
        assert not await second.fetch("select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()")
        assert await second.fetchval("select last_worker from organisations") != 99
        await second.close()

    with lent.lent() as url:
        asyncio.run(follow())


def test_a_connection_that_begins_with_other_words_has_another_session(lent: LentDatabases) -> None:
    async def two() -> None:
        pids = []
        for timeout in ("1s", "2s"):
            opened = await asyncpg.connect(url, server_settings={"lock_timeout": timeout})
            pids.append(await opened.fetchval(PID))
            assert await opened.fetchval("show lock_timeout") == timeout
            await opened.close()
        assert pids[0] != pids[1]

    with lent.lent() as url:
        asyncio.run(two())


def test_a_session_that_ended_is_not_given_again(lent: LentDatabases) -> None:
    async def follow() -> None:
        first = await asyncpg.connect(url)
        pid = await first.fetchval(PID)
        await first.close()
        beside = re.sub("/again_[0-9]+", "/postgres", url)
        assert await ask(beside, f"select pg_terminate_backend({pid}, 5000)") == [(True,)]
        second = await asyncpg.connect(url)
        assert await second.fetchval(PID) != pid
        await second.close()

    with lent.lent() as url:
        asyncio.run(follow())
