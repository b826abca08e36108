"""A closed period under random mutations, files and undos, on both databases (domain R46, R46a).

    python -m tests.stress.closed_period [MUTATIONS]

Makes random books, closes a period of them, and sends so many random mutations, 5,000 if no number is given. Afterwards
every report of the period as of the closing is what it was then, and differs now only in rows that ``changesSince`` lists,
each with both figures and its batches. Prints what the mutations were answered, and how much was recorded, withdrawn or
restated in the closed period: nothing.
"""

import asyncio
import itertools
import os
import random
import sys
import time
from collections import Counter
from datetime import date

from domain.permissions import OPERATOR
from domain.services.closing import CloseBooks
from domain.store.store import Store
from tests.stress.closings import LATE
from tests.support.centre import run
from tests.support.contradictions import contradictions_of
from tests.support.databases import both_databases
from tests.support.graphql import Api
from tests.support.random_commands.books import random_books
from tests.support.random_commands.closing import CLOSINGS
from tests.support.random_commands.commands import OFTEN
from tests.support.report_changes import check_explained
from tests.support.reports import figures

CURRENCIES = ("USD", "EUR")
PERIOD = (date(2026, 1, 1), date(2026, 3, 31))
MINUTES_US = 600_000_000
MUTATIONS = 5_000
ACCOUNTS = 40


async def closed_period(url: str, mutations: int, accounts: int = ACCOUNTS, seed: int = 7) -> Counter[str]:
    """Close a period of random books, send random mutations, and check what became of it; return their answers."""
    store = await Store.open(url)
    try:
        commands = await random_books(store, seed, accounts, steps=4)
        latest = (await commands.centre.rows("select max(last_recorded_at) from accounts"))[0][0]
        instants = itertools.count(latest + MINUTES_US, 1_000_000)
        store.clock = lambda: next(instants)  # the books' own clock jumped back and forth
        await run(store, CloseBooks(PERIOD[1]))
        ((closed_at,),) = await commands.centre.rows("select recorded_at from books_closings")
        answers: Counter[str] = Counter()
        async with Api(store, OPERATOR) as api:
            then = {each: await figures(api, each, PERIOD) for each in CURRENCIES}
            commands.api = api
            names = [each for each in (*commands.mutations, *OFTEN * 2) if each not in CLOSINGS]
            chance = random.Random(seed)
            for _ in range(mutations):
                answers[await commands.step([chance.choice(names)])] += 1
            for currency, at_closing in then.items():
                assert await figures(api, currency, PERIOD, closed_at) == at_closing, (
                    "the report at the closing changed"
                )
                now = await figures(api, currency, PERIOD)
                await check_explained(api, closed_at, currency, PERIOD, at_closing, now)
        late = await commands.centre.rows(LATE)
        assert late == [], f"the closed period changed: {late[:5]}"
        assert await contradictions_of(store) == []
        return answers
    finally:
        await store.close()


async def main(mutations: int) -> None:
    """Play on both databases."""
    async with both_databases() as urls:
        for name, url in urls.items():
            began = time.perf_counter()
            answers = await closed_period(url, mutations)
            done, closed = answers["done"], answers["BOOKS_CLOSED"]
            took = f"{time.perf_counter() - began:.0f} s, load {os.getloadavg()[0]:.0f}"
            print(
                f"{name:<10} {mutations:,} mutations in {took}: {done:,} done, {closed:,} refused as "
                "closed; 0 changes in the closed period, all differences listed"
            )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else MUTATIONS))
