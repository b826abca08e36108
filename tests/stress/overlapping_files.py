"""The same and overlapping files of a bank, imported in any order, at once or by a job: each movement is there once (R42a).

    python -m tests.stress.overlapping_files [ways]

Each way is a history of its own, given by camt files of random spans of days, some of them twice, a batch by its details or
as one entry. Prints for each database how many files were imported, how many by a job, and how many movements there are.
"""

import asyncio
import datetime
import io
import random
import sys
import time
from collections import Counter
from unittest.mock import patch

from domain.importing.statements.service import FileRequest, read_bank_file
from domain.jobs.bank_importing import planned_import
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.bank import Bank
from tests.support.bank_histories import FIRST, as_camt, as_in_file, history, spans
from tests.support.bank_oracle import bank_contradictions
from tests.support.centre import Centre, run
from tests.support.databases import both_databases
from tests.support.jobs import run_unfinished_jobs

WAYS = 200
OPENING = 5_000


async def a_way(store: Store, bank: Bank, seed: int) -> Counter[str]:
    """Imports the files of one history into a bank account of its own, and compares."""
    chance = random.Random(seed)
    days = history(chance)
    done = Counter[str]()
    for begin, end in spans(chance):
        before = OPENING + sum(each.amount_cents for of_day in days[:begin] for each in of_day)
        movements = as_in_file(chance, days[begin:end])
        first, last = (FIRST + datetime.timedelta(days=number) for number in (begin, end - 1))
        if not movements:
            continue
        file = io.BytesIO(as_camt(movements, before, first, last))
        cmd = read_bank_file(file, FileRequest(bank.id), "USD", FileRequest(bank.id).reading)
        with patch("domain.importing.statements.staged.UNSTAGED_LINES_MAX", chance.choice((2, 4, 1_000))):
            result = (await run(store, await planned_import(store, cmd))).result
        if result.job is not None:
            await run_unfinished_jobs(store)
            done["by a job"] += 1
        done["files"] += 1
    lines = await bank.lines()
    for number, of_day in enumerate(days):
        day = FIRST + datetime.timedelta(days=number)
        found = await bank.centre.rows(
            f"select amount_cents from bank_lines where withdrawn_at is null and bank_account_id = {bank.id} "
            f"and booked_on = '{day}'"
        )
        batches = Counter(each.bank_id for each in of_day if each.entry_position > 0)
        least = len(of_day) - sum(batches.values())
        assert least <= len(found) <= len(of_day), (seed, day, found, of_day)
        assert sum(row[0] for row in found) == sum(each.amount_cents for each in of_day), (seed, day, found, of_day)
    done["movements"] += len(lines)
    return done


async def ways(url: str, count: int) -> Counter[str]:
    """Imports so many histories, each in its own way; nothing contradicts afterwards."""
    store = await Store.open(url)
    try:
        centre = await Centre.open(store)
        done = Counter[str]()
        for seed in range(count):
            done += await a_way(store, await Bank.open(centre, f"Bank {seed}"), seed)
        assert await store.read(bank_contradictions()) == []
        assert await verify(store) == []
        return done
    finally:
        await store.close()


async def main(count: int = WAYS) -> None:
    """Imports so many ways on each database, and prints."""
    async with both_databases() as urls:
        for name, url in urls.items():
            began = time.perf_counter()
            done = await ways(url, count)
            print(
                f"{name:<10} {count} ways in {time.perf_counter() - began:.0f} s: {dict(done)}, each movement once",
                flush=True,
            )


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:])))
