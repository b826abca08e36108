"""Two hundred forgeries by somebody who knows the code: ``verify`` alone finds none, with exported heads all (domain R16b).

    python -m tests.stress.forgeries [forgeries] [seed]

So many on each database. A forged log is chained anew and replayed, so that all rows and sums follow from it. Those that
contradict other rows all the same, which ``verify`` alone finds, are counted and do not count.
"""

import asyncio
import pathlib
import random
import sys
import tempfile
import time
from collections import Counter

from domain.jobs.daily_heads import export_to
from domain.store.store import Store
from domain.verifying.heads_file import read_heads
from domain.verifying.verify import Exported, Verification
from tests.support.databases import both_databases
from tests.support.forging import Log, forgeries, replaced, secrets_to_keep
from tests.support.random_commands.books import random_books
from tests.support.replay import read_log
from tests.support.tampering import opened

RULE = "R16b"


async def run(name: str, url: str, count: int, seed: int) -> None:
    """Records, exports, forges, verifies, prints."""
    store = await Store.open(url, wait_s=600)
    with tempfile.TemporaryDirectory() as folder:
        try:
            await random_books(store, seed, accounts=4, steps=30)
            file = pathlib.Path(folder) / "heads.jsonl"
            await export_to(store, file, pathlib.Path(folder) / "key.pem", in_order=False)
            batches, events = await store.read(read_log())
            kept = await store.read(secrets_to_keep())
        finally:
            await store.close()
        read = read_heads(file)
        exported = Exported([read], read.public_key)
        async with opened(url) as database:

            async def verified(log: Log, heads: Exported | None) -> Counter[tuple[str, int | None]]:
                await database.begin()
                try:
                    await database.run(replaced(kept, log))
                    return places_of(await database.verified(heads))
                finally:
                    await database.rollback()

            at_first = await verified(Log.of(batches, events), exported)
            if any(rule == RULE for rule, _ in at_first):
                raise SystemExit(f"{name}: a replay of the true log differs from its heads: {at_first}")
            outcome: Counter[str] = Counter()
            began = time.perf_counter()
            for what, log in forgeries(batches, events, random.Random(seed)):
                if outcome["forged"] == count:
                    break
                try:
                    alone = await verified(log, None)
                except Exception as error:  # noqa: BLE001 - whatever the rules refuse by is a refusal
                    outcome[f"refused by {type(error).__name__}"] += 1
                    continue
                if alone != at_first:
                    outcome["contradicts"] += 1
                    continue
                beside = await verified(log, exported)
                if not any(rule == RULE for rule, _ in beside):
                    raise SystemExit(f"{name}: not found: {what}")
                outcome["forged"] += 1
                outcome[what.partition(":")[0]] += 1
            print(f"{name:<10} {dict(outcome)}, {time.perf_counter() - began:.0f} s", flush=True)


def places_of(found: Verification) -> Counter[tuple[str, int | None]]:
    """What was found, by rule and account."""
    return Counter((each.rule, each.account_id) for each in found.findings)


async def main(count: int, seed: int) -> None:
    """Runs it on both databases."""
    async with both_databases() as urls:
        for name, url in urls.items():
            await run(name, url, count, seed)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
