"""PostgreSQL with locked rows: who waits, for how long, and which error follows."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import Any

import asyncpg
import pytest

from domain.core.kinds import PaymentMethod
from domain.errors import Busy, DuplicateNumber, TookTooLong
from domain.permissions import OPERATOR
from domain.services.accounts import AccountResult, CreateAccount, UpdateAccount, create_account
from domain.services.payments import MakePayment, Money
from domain.services.recording import RecordedTransaction
from domain.store.postgres import pooled
from domain.store.postgres.backend import PostgresBackend
from domain.store.postgres.pooled import PooledConnection
from domain.store.program import Program, Query, Sql
from domain.store.store import Committed, Preview, Store
from tests.support.centre import Centre, run
from tests.support.graphql import Api
from tests.support.programs import RunProgram

SLEEP = Sql("select pg_sleep(10)")
OWNERS = Sql("select owner_name from accounts order by number")


def rows(sql: Sql) -> Program[list[Any]]:
    return [row[0] for row in (yield Query(sql))]


@contextlib.asynccontextmanager
async def held(url: str, statement: str) -> AsyncIterator[None]:
    """Somebody else holds what a statement locks."""
    connection = await asyncpg.connect(url)
    holding = connection.transaction()
    await holding.start()
    await connection.fetch(statement)
    try:
        yield
    finally:
        await holding.rollback()
        await connection.close()


async def pay(preview: Preview, account: int, number: str | None = None) -> Committed[RecordedTransaction]:
    cmd = MakePayment(account, Money(100, PaymentMethod.CASH, number=number))
    return await preview.run(cmd, OPERATOR)


async def two_accounts(store: Store) -> Sequence[int]:
    centre = await Centre.open(store)
    return centre.rivera, await centre.account("1002")


async def test_reads_and_other_accounts_proceed_while_many_wait_for_one_account(postgres_url: str) -> None:
    store = await Store.open(postgres_url, connections=8, wait_s=1.6)
    first, second = await two_accounts(store)
    async with held(postgres_url, "select id from accounts where number = '1001' for update"):
        cmd = MakePayment(first, Money(100, PaymentMethod.CASH))
        waiting = [asyncio.create_task(run(store, cmd)) for _ in range(16)]
        others = [asyncio.create_task(store.read(rows(OWNERS))) for _ in range(10)]
        assert {tuple(await each) for each in others} == {("Ann Rivera", "Ann Rivera")}
        assert not any(each.done() for each in waiting)
        assert (await run(store, MakePayment(second, Money(100, PaymentMethod.CASH)))).batch_id is not None
        answer = await asyncio.gather(*waiting, return_exceptions=True)
    assert {type(each) for each in answer} == {Busy}
    assert (await run(store, cmd)).batch_id is not None
    await store.close()


async def test_a_unit_of_work_proceeds_when_the_row_it_waits_for_is_free(postgres_url: str) -> None:
    store = await Store.open(postgres_url, connections=4, wait_s=4)
    first, _ = await two_accounts(store)
    async with held(postgres_url, "select id from accounts where number = '1001' for update"):
        waiting = [asyncio.create_task(run(store, MakePayment(first, Money(1, PaymentMethod.CASH)))) for _ in range(8)]
        await asyncio.wait(waiting, timeout=1.2)  # beyond one wait for a lock
        assert not any(each.done() for each in waiting)
    assert len({(await each).result.transaction for each in waiting}) == 8
    await store.close()


async def test_opening_a_database_whose_worker_number_is_locked_is_busy(postgres_url: str) -> None:
    async with held(postgres_url, "select id from organisations for update"):
        with pytest.raises(Busy):
            await Store.open(postgres_url, wait_s=0.4)


async def test_reading_a_locked_table_is_busy(postgres_url: str) -> None:
    store = await Store.open(postgres_url, wait_s=0.4)
    async with held(postgres_url, "lock table accounts in access exclusive mode"):
        with pytest.raises(Busy):
            await store.read(rows(OWNERS))
    assert await store.read(rows(OWNERS)) == []
    await store.close()


async def test_a_statement_that_times_out_leaves_nothing(postgres_url: str) -> None:
    store = await Store.open(postgres_url, statement_s=0.2)
    with pytest.raises(TookTooLong):
        await store.read(rows(SLEEP))

    def creating_and_sleeping(unit: Any) -> Program[AccountResult]:
        result = yield from create_account(unit, CreateAccount("1001", "Ann Rivera", "USD"))
        yield from rows(SLEEP)
        return result

    command = RunProgram("createAccount", creating_and_sleeping)
    with pytest.raises(TookTooLong):
        await store.run(command, OPERATOR)
    with pytest.raises(TookTooLong):
        await store.preview(lambda preview: preview.run(command, OPERATOR))
    assert await store.read(rows(OWNERS)) == []
    await store.close()


async def test_a_deadlocked_preview_is_retried(postgres_url: str) -> None:
    store = await Store.open(postgres_url)
    accounts = await two_accounts(store)
    has_one = [asyncio.Event(), asyncio.Event()]
    begun = [0, 0]

    async def trying(mine: int) -> str:
        async def operation(preview: Preview) -> str:
            begun[mine] += 1
            await pay(preview, accounts[mine])
            has_one[mine].set()
            await has_one[1 - mine].wait()
            await pay(preview, accounts[1 - mine])
            return "tried"

        return await store.preview(operation)

    assert await asyncio.gather(trying(0), trying(1)) == ["tried", "tried"]
    assert sorted(begun) == [1, 2]
    assert await store.read(rows(Sql("select count(*) from transactions"))) == [0]
    await store.close()


async def test_an_operation_that_swallows_the_deadlock_is_retried_anyway(postgres_url: str) -> None:
    store = await Store.open(postgres_url)
    account, _ = await two_accounts(store)
    answers: list[str] = []

    def failing(_unit: object) -> Program[RecordedTransaction]:
        yield Query(Sql("do 'begin raise serialization_failure; end'"))
        raise AssertionError

    async def operation(preview: Preview) -> str:
        try:
            if len(answers) < 2:
                await preview.run(RunProgram("makePayment", failing), OPERATOR)
            await pay(preview, account)
        except asyncpg.SerializationError:
            answers.append("failed")
            with pytest.raises(asyncpg.SerializationError):
                await pay(preview, account)  # whatever follows is in vain
        else:
            answers.append("tried")
        return answers[-1]

    assert await store.preview(operation) == "tried"
    assert answers == ["failed", "failed", "tried"]
    await store.close()


async def test_a_dry_run_reports_a_number_taken_at_the_same_moment(postgres_url: str) -> None:
    stores = [await Store.open(postgres_url) for _ in range(2)]
    accounts = await two_accounts(stores[0])

    async def one(index: int) -> str:
        store, account, number = stores[index % 2], accounts[index % 2], f"N-{index // 8}"
        try:
            if index % 3:
                await store.preview(lambda preview: pay(preview, account, number))
            else:
                await run(store, MakePayment(account, Money(100, PaymentMethod.CASH, number=number)))
        except DuplicateNumber:
            return "taken"
        return "free"

    answer = await asyncio.gather(*(one(index) for index in range(48)))
    assert set(answer) == {"taken", "free"}
    assert await stores[0].read(rows(Sql("select count(*) from transactions"))) == [6]
    for store in stores:
        await store.close()


async def test_dry_runs_of_several_mutations_succeed_in_any_lock_order(postgres_url: str) -> None:
    stores = [await Store.open(postgres_url) for _ in range(2)]
    apis = [Api(store) for store in stores]
    ids = []
    for number in ("1001", "1002"):
        made = await apis[0].data(
            'mutation ($n: String!) { createAccount(input: {number: $n, ownerName: "Ann", currency: "USD"}) '
            "{ account { id } } }",
            n=number,
        )
        ids.append(made["createAccount"]["account"]["id"])
    pays = " ".join(
        f"m{name}: makePayment(input: {{accountId: ${name}, amountCents: 1, method: CASH, dryRun: true}}) "
        "{ userErrors { code } transaction { number } }"
        for name in "ab"
    )

    async def one(index: int) -> dict[str, Any]:
        first, second = ids if index % 2 else reversed(ids)
        return await apis[index // 2 % 2].data(f"mutation ($a: ID!, $b: ID!) {{ {pays} }}", a=first, b=second)

    for answer in await asyncio.gather(*(one(index) for index in range(24))):
        assert {each["transaction"]["number"] for each in answer.values()} == {"PAY-1001-1", "PAY-1002-1"}
    for api in apis:
        await api.http.aclose()
        await api.store.close()


async def test_every_kind_of_access_reports_busy(postgres_url: str) -> None:
    store = await Store.open(postgres_url, wait_s=0.4)
    first, _ = await two_accounts(store)
    assert isinstance(store.backend, PostgresBackend)
    async with held(postgres_url, "select id from accounts for update"):
        with pytest.raises(Busy):
            await store.preview(lambda preview: pay(preview, first))
        with pytest.raises(Busy):
            await run(store, UpdateAccount(first, owner_name="Ana Rivera"))
    assert await store.read(rows(OWNERS)) == ["Ann Rivera", "Ann Rivera"]
    await store.close()


async def test_types_of_postgresql_itself_are_asked_for_once_and_others_by_each_connection(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[set[str]] = []
    introspect = asyncpg.Connection._introspect_types  # type: ignore[attr-defined]  # none of its public ones

    async def counted(connection: Any, *given: Any) -> Any:
        types, statement = await introspect(connection, *given)
        asked.append({each["name"] for each in types})
        return types, statement

    monkeypatch.setattr(asyncpg.Connection, "_introspect_types", counted)
    monkeypatch.setattr(pooled, "_FIXED_TYPES", {})
    store = await Store.open(postgres_url, connections=2)
    assert isinstance(store.backend, PostgresBackend)
    async with store.backend.pool.acquire() as first, store.backend.pool.acquire() as second:
        await first.execute("create type mood as enum ('glad', 'sad')")
        for connection in (first, second):
            assert await connection.fetchval("select $1::bigint[]", [1, 2]) == [1, 2]
            assert await connection.fetchval("select '{glad,sad}'::mood[]") == ["glad", "sad"]
    await store.close()
    assert sum("_int8" in types for types in asked) == 1, asked
    assert sum("_mood" in types for types in asked) == 2, asked


@pytest.fixture
async def with_settings(postgres_url: str) -> AsyncIterator[PooledConnection]:
    """A connection that makes its settings in each transaction, as behind a pooler."""
    connection: Any = await asyncpg.connect(postgres_url, connection_class=PooledConnection)
    connection.transaction_settings = "set local lock_timeout = '250ms'"
    yield connection
    await connection.close()


async def test_settings_of_a_transaction_leave_it_what_it_was_asked_to_be(with_settings: PooledConnection) -> None:
    async def shown(*names: str) -> list[str]:
        return [await with_settings.fetchval(f"show {each}") for each in names]

    asked = "lock_timeout", "transaction_isolation", "transaction_read_only"
    async with with_settings.transaction(isolation="repeatable_read", readonly=True):
        assert await shown(*asked) == ["250ms", "repeatable read", "on"]
    async with with_settings.transaction():
        assert await shown(*asked) == ["250ms", "read committed", "off"]
        await with_settings.execute("set local lock_timeout = '1s'")
        async with with_settings.transaction():
            assert await shown("lock_timeout") == ["1s"]
    assert await shown("lock_timeout") == ["0"]


async def test_a_transaction_whose_settings_are_refused_does_not_stay_open(with_settings: PooledConnection) -> None:
    with_settings.transaction_settings = "set local nothing_of_that_name = 1"
    with pytest.raises(asyncpg.UndefinedObjectError):
        await with_settings.transaction().start()
    assert not with_settings.is_in_transaction()
    with_settings.transaction_settings = ""
    async with with_settings.transaction():
        assert await with_settings.fetchval("select 1") == 1


@pytest.mark.parametrize(("statement_s", "statement_timeout"), [(7, "7s"), (None, "0")])
async def test_each_connection_has_our_limits(
    postgres_url: str, statement_s: float | None, statement_timeout: str
) -> None:
    store = await Store.open(postgres_url, wait_s=2, statement_s=statement_s)
    shown = {}
    names = ("lock_timeout", "statement_timeout", "jit", "parallel_setup_cost", "plan_cache_mode", "application_name")
    for name in names:
        shown[name] = (await store.read(rows(Sql(f"show {name}"))))[0]
    assert shown == {
        "lock_timeout": "500ms",
        "statement_timeout": statement_timeout,
        "jit": "off",
        "parallel_setup_cost": "10000",
        "plan_cache_mode": "force_custom_plan",
        "application_name": "tieout",
    }
    await store.close()
