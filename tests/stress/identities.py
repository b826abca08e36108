"""The identities of R32b, and every report against the oracle from the audit log, on thousands of random accounts.

    python -m tests.stress.identities [accounts] [seed]

20,000 accounts on SQLite and a tenth of that on PostgreSQL by default; prints seconds, and fails where an
answer is not what the log says or an identity does not hold.
"""

import asyncio
import random
import sys
import time
from datetime import date

from domain.store.store import Store
from tests.support.databases import both_databases
from tests.support.graphql import Api
from tests.support.identities import Question, check
from tests.support.random_commands.books import random_books
from tests.support.random_commands.draw import CURRENCIES
from tests.support.replay import read_log
from tests.support.report_oracle import EVER

QUARTER, LEAP_MONTH = (date(2026, 1, 1), date(2026, 3, 31)), (date(2024, 2, 1), date(2024, 2, 29))


async def run(name: str, url: str, accounts: int, seed: int) -> None:
    """Tells the histories of so many accounts, asks, compares, prints."""
    store = await Store.open(url, wait_s=600)
    try:
        began = time.perf_counter()
        commands = await random_books(store, seed, accounts)
        reported = time.perf_counter()
        undone = sum(mutation == "undoBatch" for mutation, _ in commands.done)
        _, events = await store.read(read_log())
        some = sorted(random.Random(seed).sample(sorted({event.recorded_at for event in events}), 2))
        questions = [
            *(Question(currency, EVER, date(2026, 4, 30), None) for currency in CURRENCIES),
            Question("USD", LEAP_MONTH, date(2024, 2, 29), None),
            *(Question(currency, QUARTER, date(2026, 3, 31), some[0]) for currency in CURRENCIES),
            Question("EUR", EVER, date(2031, 12, 31), some[1]),
        ]
        api = Api(store)
        await check(api, events, questions)
        await api.http.aclose()
        print(
            f"{name:<10} {accounts:,} accounts, {len(events):,} events, {undone:,} undone, recorded in "
            f"{reported - began:.0f} s; {len(questions)} views of 5 reports as computed, all identities hold: "
            f"{time.perf_counter() - reported:.0f} s",
            flush=True,
        )
    finally:
        await store.close()


async def main(accounts: int, seed: int) -> None:
    """Runs it on both databases."""
    async with both_databases() as urls:
        await run("SQLite", urls["SQLite"], accounts, seed)
        await run("PostgreSQL", urls["PostgreSQL"], max(1, accounts // 10), seed)


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    asyncio.run(main(*(given + [20_000, 32][len(given) :])))
