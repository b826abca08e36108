"""A thousand random changes in the audit log and in the rows of which it speaks: ``verify`` finds every one (domain R16).

    python -m tests.stress.changed_bytes [changes] [seed]

So many on each database, each column of each table in turn. Prints how many values were changed and how many changes the
database refused by itself, and fails at one that is not found.
"""

import asyncio
import itertools
import random
import sys
import time

from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.changed_bytes import changed, columns, drop_triggers, put_back
from tests.support.databases import both_databases
from tests.support.random_commands.books import random_books


async def run(name: str, url: str, changes: int, seed: int) -> None:
    """Records, changes, verifies, prints."""
    store = await Store.open(url, wait_s=600)
    try:
        await random_books(store, seed, accounts=4, steps=30)
        await drop_triggers(store)
        at_first = await verify(store)
        chance = random.Random(seed)
        began, found, refused = time.perf_counter(), 0, 0
        for table, column in itertools.islice(itertools.cycle(list(columns())), changes * 3):
            done = await changed(store, chance, table, column)
            if done is None:
                refused += 1
                continue
            findings = await verify(store)
            if len(findings) <= len(at_first):
                raise SystemExit(f"{name}: not found: {done[0]}, which was {done[1]!r}")
            await put_back(store, *done)
            found += 1
            if found == changes:
                break
        if found < changes:
            raise SystemExit(f"{name}: only {found:,} of {changes:,} values could be changed.")
        seconds = time.perf_counter() - began
        print(f"{name:<10} {found:,} changes found, {refused:,} refused, {seconds:.0f} s", flush=True)
    finally:
        await store.close()


async def main(changes: int, seed: int) -> None:
    """Runs it on both databases."""
    async with both_databases() as urls:
        for name, url in urls.items():
            await run(name, url, changes, seed)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
