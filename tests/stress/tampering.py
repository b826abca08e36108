"""Two thousand random changes, deletions and additions in all tables: ``verify`` finds each, or says why not (domain R16).

    python -m tests.stress.tampering [changes] [seed]

So many on each database, one after the other in every column of every table, each taken back afterwards. Half of the values
cannot be right: of another type, null, JSON that is none, out of range. What ``tests/support/proven.py`` lists as not
proven is left out, and counted. Fails at what is not found, and where ``verify`` itself fails.
"""

import asyncio
import pathlib
import sys
import tempfile

from domain.jobs.daily_heads import export_to
from domain.store.store import Store
from domain.verifying.heads_file import read_heads
from domain.verifying.verify import Exported
from tests.support.databases import both_databases
from tests.support.every_table import fill_every_table
from tests.support.tampering import Tampering


async def run(name: str, url: str, changes: int, seed: int) -> None:
    """Records, exports, tampers, verifies, prints."""
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(url, wait_s=600)
        file = pathlib.Path(folder) / "heads.jsonl"
        try:
            await fill_every_table(store, seed)
            await export_to(store, file, pathlib.Path(folder) / "key.pem", in_order=False)
        finally:
            await store.close()
        read = read_heads(file)
        async with Tampering.of(url, Exported([read], read.public_key), seed) as tampering:
            await tampering.go(changes)
            print(f"{name:<10} {tampering.summary()}", flush=True)
            for line in tampering.missed:
                print("  not found:", line)
            if tampering.missed:
                raise SystemExit(f"{name}: {len(tampering.missed)} changes were not found.")


async def main(changes: int, seed: int) -> None:
    """Runs it on both databases."""
    async with both_databases() as urls:
        for name, url in urls.items():
            await run(name, url, changes, seed)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
