"""The store: whole or not at all, on both databases."""

import asyncio
import sqlite3

import pytest

from domain.errors import IdempotencyMismatch
from domain.permissions import OPERATOR
from domain.services.accounts import AccountOutcome, CreateAccount, create_account
from domain.store.block import Block
from domain.store.steps import Fetch, Sql, Steps
from domain.store.store import Command, Preview, Store

COUNT = Sql("select count(*) from accounts")


def count_accounts() -> Steps[int]:
    rows = yield Fetch(COUNT)
    return rows[0][0]


def creating(number: str):
    return lambda block: create_account(block, CreateAccount(number, "Ann Rivera", "USD"))


def command(key: str | None = None, **arguments: object) -> Command:
    return Command("createAccount", OPERATOR, key, arguments)


async def test_stores_what_a_block_decides(store: Store) -> None:
    done = await store.write(command(), creating("1001"), AccountOutcome)
    assert done.batch_id is not None
    assert not done.replayed
    assert await store.read(count_accounts()) == 1


async def test_a_block_that_raises_leaves_nothing(store: Store) -> None:
    def failing(block: Block) -> Steps[AccountOutcome]:
        yield from create_account(block, CreateAccount("1001", "Ann Rivera", "USD"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.write(command(), failing, AccountOutcome)
    assert await store.read(count_accounts()) == 0


async def test_the_same_key_gives_the_first_answer_again(store: Store) -> None:
    first = await store.write(command("k", number="1001"), creating("1001"), AccountOutcome)
    again = await store.write(command("k", number="1001"), creating("1001"), AccountOutcome)
    assert again.replayed
    assert (again.outcome, again.batch_id) == (first.outcome, first.batch_id)
    assert await store.read(count_accounts()) == 1


async def test_the_same_key_with_other_arguments_is_refused(store: Store) -> None:
    await store.write(command("k", number="1001"), creating("1001"), AccountOutcome)
    with pytest.raises(IdempotencyMismatch):
        await store.write(command("k", number="1002"), creating("1002"), AccountOutcome)


async def test_a_hundred_calls_with_one_key_run_once(store: Store) -> None:
    calls = (store.write(command("k"), creating("1001"), AccountOutcome) for _ in range(100))
    done = await asyncio.gather(*calls)
    assert sum(not each.replayed for each in done) == 1
    assert len({each.outcome.account for each in done}) == 1
    assert await store.read(count_accounts()) == 1


async def test_a_preview_sees_its_writes_and_leaves_nothing(store: Store) -> None:
    async def operation(preview: Preview) -> int:
        await preview.answer(command("k"), creating("1001"), AccountOutcome, nothing)
        await preview.answer(command("k"), creating("1002"), AccountOutcome, nothing)
        async with preview.snapshot() as reader:
            return await reader.run(count_accounts())

    assert await store.preview(operation) == 2
    assert await store.read(count_accounts()) == 0


def nothing(_done: object) -> Steps[None]:
    return
    yield


async def test_a_snapshot_does_not_see_what_is_written_meanwhile(store: Store) -> None:
    async with store.snapshot() as reader:
        before = await reader.run(count_accounts())
        await store.write(command(), creating("1001"), AccountOutcome)
        assert await reader.run(count_accounts()) == before
    assert await store.read(count_accounts()) == before + 1


async def test_two_stores_on_one_database_make_different_ids(database_url: str) -> None:
    stores = [await Store.open(database_url) for _ in range(3)]
    ids = [store.context.new_id() for store in stores for _ in range(2_000)]
    assert len(set(ids)) == len(ids)
    for store in stores:
        await store.close()


async def test_sqlite_writers_of_two_processes_wait_for_each_other(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(store.write(command(), creating("1001"), AccountOutcome))
    await asyncio.wait({writing}, timeout=0.2)
    assert not writing.done()
    other.execute("COMMIT")
    other.close()
    assert (await writing).batch_id is not None
    await store.close()
