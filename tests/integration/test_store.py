"""The store: whole or not at all, on both databases."""

import asyncio
import sqlite3

import pytest

from domain.errors import Busy, IdempotencyMismatch
from domain.permissions import OPERATOR
from domain.services.accounts import AccountResult, CreateAccount, create_account
from domain.store.program import Program, Query, Sql
from domain.store.store import Committed, Preview, Store
from domain.store.unit_of_work import UnitOfWork
from tests.support.programs import RunProgram

COUNT = Sql("select count(*) from accounts")


def count_accounts() -> Program[int]:
    rows = yield Query(COUNT)
    return rows[0][0]


async def create(database: Store | Preview, number: str, key: str | None = None) -> Committed[AccountResult]:
    return await database.run(
        CreateAccount(number, "Ann Rivera", "USD"), OPERATOR, key=key, arguments={"number": number}
    )


async def test_stores_the_changes_of_a_unit_of_work(store: Store) -> None:
    done = await create(store, "1001")
    assert done.batch_id is not None
    assert not done.replayed
    assert await store.read(count_accounts()) == 1


async def test_a_unit_of_work_that_raises_leaves_nothing(store: Store) -> None:
    def failing(unit: UnitOfWork) -> Program[AccountResult]:
        yield from create_account(unit, CreateAccount("1001", "Ann Rivera", "USD"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.run(RunProgram("createAccount", failing), OPERATOR)
    assert await store.read(count_accounts()) == 0


async def test_what_is_read_first_may_keep_a_command_from_being_run(store: Store) -> None:
    def first() -> Program[None]:
        if (yield from count_accounts()):
            raise KeyError

    await store.run(CreateAccount("1001", "Ann Rivera", "USD"), OPERATOR, first=first)
    with pytest.raises(KeyError):
        await store.run(CreateAccount("1002", "Ann Rivera", "USD"), OPERATOR, first=first)
    assert await store.read(count_accounts()) == 1


async def test_the_same_key_returns_the_first_result(store: Store) -> None:
    first = await create(store, "1001", "k")
    again = await create(store, "1001", "k")
    assert again.replayed
    assert (again.result, again.batch_id) == (first.result, first.batch_id)
    assert await store.read(count_accounts()) == 1


async def test_the_same_key_with_other_arguments_is_refused(store: Store) -> None:
    await create(store, "1001", "k")
    with pytest.raises(IdempotencyMismatch):
        await create(store, "1002", "k")


async def test_a_hundred_calls_with_one_key_run_once(store: Store) -> None:
    calls = (create(store, "1001", "k") for _ in range(100))
    done = await asyncio.gather(*calls)
    assert sum(not each.replayed for each in done) == 1
    assert len({each.result.account for each in done}) == 1
    assert await store.read(count_accounts()) == 1


async def test_a_preview_sees_its_writes_and_leaves_nothing(store: Store) -> None:
    async def operation(preview: Preview) -> int:
        await create(preview, "1001", "k")
        await create(preview, "1002", "k")
        async with preview.snapshot() as reader:
            return await reader.run(count_accounts())

    assert await store.preview(operation) == 2
    assert await store.read(count_accounts()) == 0


async def test_a_snapshot_does_not_see_later_writes(store: Store) -> None:
    async with store.snapshot() as reader:
        before = await reader.run(count_accounts())
        await create(store, "1001")
        assert await reader.run(count_accounts()) == before
    assert await store.read(count_accounts()) == before + 1


async def test_two_stores_on_one_database_assign_different_ids(database_url: str) -> None:
    stores = [await Store.open(database_url) for _ in range(3)]
    ids = [store.context.new_id() for store in stores for _ in range(2_000)]
    assert len(set(ids)) == len(ids)
    for store in stores:
        await store.close()


async def test_what_is_open_for_reading_alone_makes_no_ids(store: Store, database_url: str) -> None:
    reading = await Store.open(database_url, read_only=True)
    with pytest.raises(AssertionError, match="only for reading"):
        reading.context.new_id()
    await reading.close()


async def test_sqlite_writers_of_two_processes_wait_for_each_other(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(create(store, "1001"))
    await asyncio.wait({writing}, timeout=0.2)
    assert not writing.done()
    other.execute("COMMIT")
    other.close()
    assert (await writing).batch_id is not None
    await store.close()


@pytest.mark.parametrize(
    ("error", "logged"), [(KeyError(), ["sweeping was skipped: KeyError"]), (Busy(), []), (None, [])]
)
async def test_the_log_says_what_was_skipped_in_the_background(
    sqlite_store: Store, error: Exception | None, logged: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    def sweeping() -> Program[None]:
        yield Query(COUNT)
        if error is not None:
            raise error

    sqlite_store.run_in_background(sweeping, "sweeping")
    await sqlite_store.drain()
    assert [each.message for each in caplog.records if "skipped" in each.message] == logged
