"""Cancelling at any moment: nothing half-done, no lock or connection leaked, nothing hangs."""

import asyncio
import random
from collections.abc import Awaitable, Callable

from domain.errors import Busy
from domain.services.marks import MarkWish
from domain.store.store import Store
from tests.support.billing import Centre
from tests.support.graphql import Api

ROUNDS = 120
READ = "{ accounts { totalCount nodes { number transactions { nodes { number items { description } } } } } }"
FAILING_SIBLING = """
mutation ($a: ID!, $bad: ID!) {
  one: createDeposit(input: {accountId: $a, amountCents: 5, method: CASH}) { userErrors { code } batch { id } }
  two: createDeposit(input: {accountId: $bad, amountCents: 5, method: CASH}) { userErrors { code } batch { id } }
}
"""
DRY = """
mutation ($a: ID!) {
  createDeposit(input: {accountId: $a, amountCents: 5, method: CASH, dryRun: true}) { transaction { number } }
}
"""


async def cancel_somewhere(work: Awaitable[object], turns: int) -> bool:
    """Cancels ``work`` after so many turns of the loop; tells whether it was cancelled in time."""
    task = asyncio.ensure_future(work)
    for _ in range(turns):
        await asyncio.sleep(0)  # one turn of the loop, no time
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        return True
    return False


async def cancel_many(store: Store, rounds: int, seed: int) -> int:
    """So many cancellations of writes, reads, previews and whole operations; gives how many took effect."""
    centre = await Centre.open(store)
    api = Api(store)
    account = (await api.data('{ account(number: "1001") { id } }'))["account"]["id"]
    invoice = (await centre.invoice(9_000_000)).outcome.transaction
    chance = random.Random(seed)
    wishes: list[Callable[[], Awaitable[object]]] = [
        lambda: centre.payment(10, MarkWish(invoice_id=invoice)),
        lambda: api(READ),
        lambda: api(FAILING_SIBLING, a=account, bad="nonsense"),
        lambda: api(DRY, a=account),
        centre.state,
    ]
    cancelled = 0
    for _ in range(rounds):
        work = [cancel_somewhere(chance.choice(wishes)(), chance.randint(0, 40)) for _ in range(3)]
        cancelled += sum(await asyncio.gather(*work))
    await whatever_was_cancelled_left_nothing(centre, api, account)
    await api.http.aclose()
    return cancelled


async def whatever_was_cancelled_left_nothing(centre: Centre, api: Api, account: str) -> None:
    """Every connection is free, every turn too, and what stands is whole."""
    async with asyncio.timeout(20):
        busy = [api(READ) for _ in range(30)] + [api(DRY, a=account) for _ in range(10)]
        assert all("errors" not in each for each in await asyncio.gather(*busy))
        await asyncio.gather(*(centre.payment(1) for _ in range(20)))
    assert await centre.contradictions() == 0
    assert await centre.rows(
        "select count(*) from transactions t where not exists (select 1 from items i where i.transaction_id = t.id)"
    ) == [(0,)]
    assert await centre.rows(
        "select count(*) from batches b where not exists (select 1 from audit_events e where e.batch_id = b.id)"
    ) == [(0,)]


async def test_cancelling_at_any_moment_leaves_nothing_behind(store: Store) -> None:
    assert await cancel_many(store, ROUNDS, seed=1) > ROUNDS


async def test_a_writer_who_gets_no_turn_is_told_so_and_begins_nothing(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url, wait_s=0.2)
    centre = await Centre.open(store)
    before = await centre.state()
    held = asyncio.Event()

    async def hold(_preview: object) -> None:
        await held.wait()

    holding = asyncio.create_task(store.preview(hold))
    await asyncio.sleep(0)
    try:
        await centre.payment(10)
        raise AssertionError
    except Busy:
        pass
    held.set()
    await holding
    assert await centre.state() == before
    await store.close()
