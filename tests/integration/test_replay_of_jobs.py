"""A batch of many blocks, with other batches between them, is replayed to the same (domain R16)."""

import asyncio
import pathlib
from collections.abc import AsyncIterator, Iterator

import pytest

from domain.core.kinds import PaymentMethod
from domain.jobs.running import run_job
from domain.jobs.verify import verify
from domain.services.invoices import CreateInvoice
from domain.services.payments import MakePayment, Money
from domain.services.recording import ItemWish
from domain.store.replay import read_log, replay
from domain.store.store import Store
from tests.conftest import fresh_database
from tests.support.billing import Centre, run
from tests.support.jobs import ask, crowd, job_row, reconcile_all, undo
from tests.support.walk import Walk


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[str]:
    yield from fresh_database("sqlite", request, tmp_path)


@pytest.fixture
async def empty_store(empty_url: str) -> AsyncIterator[Store]:
    opened = await Store.open(empty_url)
    yield opened
    await opened.close()


async def test_a_job_is_replayed_between_the_others(two_stores: tuple[Store, Store], empty_store: Store) -> None:
    one, other = two_stores
    accounts = await crowd(one, 60)
    first = await ask(one)
    running = asyncio.create_task(run_job(one, first))
    for turn in range(12):
        account = accounts[turn * 13 % 60]
        await run(other, CreateInvoice(account, [ItemWish("Swim lessons", "SWIM", 900)]))
        await run(other, MakePayment(account, Money(700, PaymentMethod.CASH)))
    await running
    await run(other, CreateInvoice(accounts[0], [ItemWish("Goggles", "SWIM", 1_500)]))
    await run(other, MakePayment(accounts[0], Money(1_100, PaymentMethod.CASH)))
    second = await reconcile_all(other)
    await undo(one, second.batch_id)
    before = await Centre(one).state()
    batches, events = await one.read(read_log())
    batch = (await job_row(one, first)).batch_id
    of_job = [index for index, event in enumerate(events) if event.batch_id == batch]
    assert of_job[-1] - of_job[0] >= len(of_job), "nobody came between"
    await empty_store.backend.run_block(lambda: replay(batches, events))
    assert await Centre(empty_store).state() == before
    assert await verify(empty_store) == []
    replayed, _ = await empty_store.read(read_log())
    assert [each.values() for each in replayed] == [each.values() for each in batches]


async def test_ids_that_tell_the_order_wrong_do_not_matter(sqlite_store: Store, empty_store: Store) -> None:
    walk = await Walk.open(sqlite_store, seed=9)
    for _ in range(30):
        await walk.step()
    before = await walk.centre.state()
    batches, events = await sqlite_store.read(read_log())
    chain = [event for event in events if event.account_id == walk.centre.rivera]
    for event, turned in zip(chain, [event.id for event in reversed(chain)], strict=True):
        event.id = turned  # as two machines' clocks might tell it
    turned_round = sorted(events, key=lambda event: event.id)
    assert turned_round != events
    await empty_store.backend.run_block(lambda: replay(batches, turned_round))
    assert await Centre(empty_store).state() == before
