"""A batch of many units of work, interleaved with other batches, replays to the same state (domain R16)."""

import asyncio
import pathlib
from collections.abc import AsyncIterator, Iterator

import pytest

from domain.core.kinds import PaymentMethod
from domain.services.invoices import CreateInvoice
from domain.services.payments import MakePayment, Money
from domain.services.recording import ItemInput
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.conftest import fresh_database
from tests.support.centre import Centre, run
from tests.support.jobs import ask, job_row, reconcile_all, undo
from tests.support.random_commands.books import crowd, random_books
from tests.support.replay import read_log, replay
from tests.support.run_jobs import run_job


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    yield from fresh_database("sqlite", request, tmp_path)


@pytest.fixture
async def empty_store(empty_url: str) -> AsyncIterator[Store]:
    opened = await Store.open(empty_url)
    yield opened
    await opened.close()


async def test_a_job_is_replayed_between_other_batches(two_stores: tuple[Store, Store], empty_store: Store) -> None:
    one, other = two_stores
    accounts = await crowd(one, 150)
    first = await ask(one)
    running = asyncio.create_task(run_job(one, first))
    for turn in range(12):
        account = accounts[turn * 13 % 150]
        await run(other, CreateInvoice(account, [ItemInput("Swim lessons", "SWIM", 900)]))
        await run(other, MakePayment(account, Money(700, PaymentMethod.CASH)))
    await running
    await run(other, CreateInvoice(accounts[0], [ItemInput("Goggles", "SWIM", 1_500)]))
    await run(other, MakePayment(accounts[0], Money(1_100, PaymentMethod.CASH)))
    second = await reconcile_all(other)
    await undo(one, second.batch_id)
    before = await Centre(one).state()
    batches, events = await one.read(read_log())
    batch = (await job_row(one, first)).batch_id
    of_job = [index for index, event in enumerate(events) if event.batch_id == batch]
    assert of_job[-1] - of_job[0] >= len(of_job), "nobody came between"
    await empty_store.backend.run_unit(lambda: replay(batches, events))
    assert await Centre(empty_store).state() == before
    assert await verify(empty_store) == []
    replayed, _ = await empty_store.read(read_log())
    assert [each.values() for each in replayed] == [each.values() for each in batches]


async def test_replay_ignores_ids_in_the_wrong_order(sqlite_store: Store, empty_store: Store) -> None:
    commands = await random_books(sqlite_store, seed=9, accounts=3, steps=15)
    before = await commands.centre.state()
    batches, events = await sqlite_store.read(read_log())
    account = int((await commands.centre.rows("select id from accounts where number = 'A00000'"))[0][0])
    chain = [event for event in events if event.account_id == account]
    for event, turned in zip(chain, [event.id for event in reversed(chain)], strict=True):
        event.id = turned  # as two machines' clocks might tell it
    turned_round = sorted(events, key=lambda event: event.id)
    assert turned_round != events
    await empty_store.backend.run_unit(lambda: replay(batches, turned_round))
    assert await Centre(empty_store).state() == before
