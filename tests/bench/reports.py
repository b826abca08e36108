"""Each report of a month among some 200,000 reconciliations, over GraphQL, now and as of an earlier instant.

    python -m tests.bench.reports [accounts]

5,000 accounts with a purchase a month for two years unless said otherwise, on both databases. Prints milliseconds, the
best of five, HTTP and JSON included.
"""

import asyncio
import random
import sys
import time
from datetime import date, timedelta
from typing import Any

from domain.core.kinds import TransactionKind
from domain.store.clock import to_datetime
from domain.store.steps import Fetch, Sql, Steps
from domain.store.store import Store
from tests.bench.races import both_databases
from tests.support.desk import AGING, BODIES, TEXT
from tests.support.graphql import Api
from tests.support.recorder import CODES, Picture, Recorder

GROUP = 500
MONTHS = [date(year, month, 1) for year in (2024, 2025) for month in range(1, 13)]
MONTH = {"range": {"from": "2025-06-01", "to": "2025-06-30"}}
START = 1_735_689_600_000_000
MICROSECONDS_A_MONTH = 30 * 86_400_000_000
EDGES = Sql("select count(*) from reconciliations")
ANALYZE = Sql("analyze")


async def fill(store: Store, accounts: int) -> None:
    """Purchases of two items, mostly paid at once, some refunded, credited or left open, as a centre has them."""
    recorder, chance = Recorder(store), random.Random(1)
    now = START
    store.clock = lambda: now
    for begun in range(0, accounts, GROUP):
        pictures = await recorder.open_accounts(min(GROUP, accounts - begun))
        for index, month in enumerate(MONTHS):
            now = START + index * MICROSECONDS_A_MONTH

            def purchases(month: date = month, pictures: list[Picture] = pictures) -> None:
                for picture in pictures:
                    purchase(recorder, picture, month + timedelta(chance.randrange(28)), chance)

            await recorder.within(pictures, purchases)


def purchase(desk: Recorder, account: Picture, day: date, chance: random.Random) -> None:
    """One purchase, and what became of it."""
    items = desk.charge(account, [(chance.choice(CODES), chance.choice([1_500, 7_500])) for _ in range(2)], day)
    total = sum(item.amount_cents for item in items)
    fate = chance.random()
    if fate < 0.93:
        paid = desk.receive(account, total, day)
        for item in items:
            desk.edge(account, paid, item, item.amount_cents)
    elif fate < 0.96:
        desk.receive(account, total, day + timedelta(20))
    elif fate < 0.98:
        credit = desk.charge(account, [(chance.choice(CODES), total)], day, kind=TransactionKind.CREDIT)[0]
        desk.edge(account, credit, desk.give_back(account, total, day + timedelta(5)), total)
    for item in items:  # the picture shall not grow with what is settled
        if not item.unreconciled_cents:
            del account.items[item.id]
    account.edges.clear()


async def measure(name: str, url: str, accounts: int) -> None:
    """Fills a database, asks for each report, prints."""
    store = await Store.open(url, wait_s=600)
    try:
        began = time.perf_counter()
        await fill(store, accounts)
        if store.backend.dialect == "postgres":  # which does so by itself, sooner or later
            await store.backend.run_block(lambda: _done(Fetch(ANALYZE)))
        ((edges,),) = await store.read(_rows(EDGES))
        print(
            f"{name}: {edges:,} reconciliations of {accounts:,} accounts, told in {time.perf_counter() - began:.0f} s"
        )
        api = Api(store)
        at = to_datetime(START + 20 * MICROSECONDS_A_MONTH).isoformat()
        for report, body in BODIES.items():
            now, then = [await best_of(api, TEXT.format(name=report, body=body), p=MONTH, t=t) for t in (None, at)]
            print(f"  {report:<26} a month {now:7.1f} ms   as of an earlier instant {then:7.1f} ms", flush=True)
        now, then = [await best_of(api, AGING, d="2025-06-30", t=t) for t in (None, at)]
        print(f"  {'agingReport':<26} a day   {now:7.1f} ms   as of an earlier instant {then:7.1f} ms", flush=True)
        await api.http.aclose()
    finally:
        await store.close()


def _rows(sql: Sql) -> Steps[list[Any]]:
    return (yield Fetch(sql))


def _done(fetch: Fetch) -> Steps[None]:
    yield fetch


async def best_of(api: Api, query: str, tries: int = 5, **variables: Any) -> float:
    """Milliseconds of the quickest of so many tries."""
    best = float("inf")
    for _ in range(tries):
        began = time.perf_counter()
        await api.data(query, **variables)
        best = min(best, (time.perf_counter() - began) * 1_000)
    return best


async def main(accounts: int) -> None:
    """Measures on both databases."""
    async with both_databases() as urls:
        for name, url in urls.items():
            await measure(name, url, accounts)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000))
