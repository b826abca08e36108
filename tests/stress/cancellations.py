"""Writes, reads, previews and whole operations cancelled at random moments, on both databases.

    python -m tests.stress.cancellations [cancellations]

Prints for each database how many were cancelled in time. Afterwards every connection must be free, and nothing half-done.
"""

import asyncio
import random
import sys
import time
from collections.abc import Awaitable, Callable

from domain.services.invoices import CreateInvoice
from domain.services.marks import MarkInput
from domain.services.reconcile import ReconcileAccount
from domain.services.recording import ItemInput
from domain.store.program import Program, Query, Sql
from domain.store.store import Preview, Store
from tests.support.centre import Centre, run
from tests.support.contradictions import contradictions_of
from tests.support.databases import both_databases
from tests.support.graphql import Api

AT_ONCE = 8
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
COUNT = Sql("select count(*) from transactions")
BOUND_S = 20.0
"""What many parallel reads, writes and previews may take afterwards: far less than a lost connection would hold them."""


def _count() -> Program[int]:
    return int((yield Query(COUNT))[0][0])


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


async def cancellations(store: Store, rounds: int, seed: int) -> int:
    """So many calls, eight at a time, each cancelled after a random number of the loop's turns; gives how many took effect.

    Then checks that every connection is free and that nothing is half-done.
    """
    chance = random.Random(seed)
    centre, api = await Centre.open(store), Api(store)
    account = (await api.data('{ account(number: "1001") { id } }'))["account"]["id"]
    calls = await _calls(centre, api, account)
    cancelled = 0
    for _ in range(rounds // AT_ONCE):
        some = [cancel_somewhere(chance.choice(calls)(), _turns(chance)) for _ in range(AT_ONCE)]
        cancelled += sum(await asyncio.gather(*some))
    async with asyncio.timeout(BOUND_S):
        await _everything_is_free(centre, api, account)
    found = await contradictions_of(store)
    assert not found, found[:5]
    await api.http.aclose()
    return cancelled


def _turns(chance: random.Random) -> int:
    """Few turns as often as many: most that can go wrong does so early."""
    return chance.randint(0, chance.choice((3, 20, 120, 600)))


async def _calls(centre: Centre, api: Api, account: str) -> list[Callable[[], Awaitable[object]]]:
    store = centre.store
    invoice = (await centre.invoice(9_000_000)).result.transaction

    async def preview() -> object:
        async def operation(inside: Preview) -> int:
            async with inside.snapshot() as reader:
                return await reader.run(_count()) + await reader.run(_count())

        return await store.preview(operation)

    async def snapshot() -> object:
        async with store.snapshot() as reader:
            first = await reader.run(_count())
            assert await reader.run(_count()) == first
            return first

    return [
        lambda: centre.payment(10, MarkInput(invoice_id=invoice)),
        lambda: run(store, CreateInvoice(centre.rivera, [ItemInput("Swim lessons", "SWIM", 5)] * 3)),
        lambda: run(store, ReconcileAccount(centre.rivera)),
        preview,
        snapshot,
        centre.state,
        lambda: api(READ),
        lambda: api(FAILING_SIBLING, a=account, bad="nonsense"),
        lambda: api(DRY, a=account),
    ]


async def _everything_is_free(centre: Centre, api: Api, account: str) -> None:
    """More reads, writes and previews at once than there are connections."""
    reads = [api(READ) for _ in range(30)]
    tries = [api(DRY, a=account) for _ in range(30)]
    answers = await asyncio.gather(*reads, *tries)
    assert all("errors" not in answer for answer in answers)
    await asyncio.gather(*(centre.payment(1) for _ in range(30)))


async def main(rounds: int) -> None:
    """Cancels so many calls on each database and prints."""
    async with both_databases() as urls:
        for name, url in urls.items():
            store = await Store.open(url)
            began = time.perf_counter()
            cancelled = await cancellations(store, rounds, seed=1)
            seconds = time.perf_counter() - began
            await store.close()
            print(
                f"{name:<10} {rounds:,} calls in {seconds:.1f} s, {cancelled:,} cancelled in time: nothing left behind"
            )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000))
