"""A large file of a bank, and very many suggestions for its lines, the process killed again and again: each once, or none.

    python -m tests.stress.bank_kills [lines] [kills] [statement|suggestions]…

Runs `tieout import bank-statement FILE`, or the job that applies suggestions, as a process of its own on both databases,
ends it by SIGKILL while it works, and starts it again until it is through; a reader watches the lines of the file
meanwhile. Prints what that took.
"""

import asyncio
import contextlib
import pathlib
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from typing import NamedTuple

from domain.queries.bank_suggestions import suggestions_of_lines
from domain.queries.records import by_ids
from domain.services.bank.accounts import CreateBankAccount
from domain.services.bank.suggestions import ApplyBankLineSuggestions
from domain.store.program import Program, Sql
from domain.store.store import Store
from domain.tables import BankLineRow
from domain.verifying.verify import verify
from tests.stress.killed_commands import KilledCommand, opened
from tests.support import run_jobs
from tests.support.centre import Centre, rows, run
from tests.support.databases import databases_of_each_kind
from tests.support.many_lines import fill_lines
from tests.support.started import SCRIPT

RECORDED = Sql("select count(*) from bank_lines")
SEEN = Sql(
    "select (select count(*) from bank_lines where withdrawn_at is null), "
    "(select count(*) from bank_statements where withdrawn_at is null)"
)
PARTS = Sql("select count(*) from bank_line_parts")
APPLIED = Sql(
    "select (select count(*) from bank_lines where explained_cents = amount_cents), "
    "(select count(*) from bank_line_parts where withdrawn_at is null), "
    "(select count(*) from transactions where method is not null), (select count(*) from reconciliations)"
)
BATCHES = {
    "statement": Sql("select count(distinct batch_id) from bank_lines"),
    "suggestions": Sql("select count(distinct batch_id) from bank_line_parts"),
}
JOBS = Sql("select count(*), sum(case when state = 'DONE' then 1 else 0 end) from jobs")


class KilledWork(NamedTuple):
    """What came of a work whose process was killed so often; ``seen`` is what readers saw of it, with its end."""

    count: int
    kills: int
    seconds: float
    seen: set[tuple[int, ...]]
    batches: int
    jobs_not_done: int
    contradictions: int

    def __str__(self) -> str:
        return (
            f"{self.count:,}, {self.kills} kills, {self.seconds:.1f} s: {self.batches} batch, {self.jobs_not_done} jobs not "
            f"done, {self.contradictions} contradictions; seen {sorted(self.seen)}"
        )


async def killed_statement(url: str, count: int, kills: int, seed: int = 1) -> KilledWork:
    """Imports a file of so many movements in processes that are killed while they publish it."""
    lines = [f"2026-01-{each % 28 + 1:02},{each % 90 + 1}.00,movement {each}" for each in range(count)]
    async with opened(url) as store:
        await Centre.open(store)
        await run(store, CreateBankAccount("Main", "USD"))
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "bank.csv").write_text("\n".join(["booked_on,amount,text", *lines]))
            tried = ["import", "bank-statement", "bank.csv", "--bank-account", "Main"]
            command = KilledCommand(store, url, folder, tried, RECORDED)
            async with _watched(store, SEEN) as seen:
                await command.run_and_kill(count, kills, random.Random(seed))
        seen.add(await _row(store, SEEN))
        return await _result(store, "statement", count, kills, began, seen)


async def killed_suggestions(url: str, count: int, kills: int, seed: int = 1) -> KilledWork:
    """Applies the sure suggestions of so many lines by a job in processes that are killed while they run it."""
    async with opened(url) as store:
        filled = await fill_lines(store, count, count)

        def read() -> Program[list[object]]:
            found = yield from by_ids(BankLineRow, filled.lines)
            judged = (yield from suggestions_of_lines(found.values(), 1_000_000)).proposals
            return [each[0].key for each in judged.values() if each and each[0].sure]

        keys = await store.read(read())
        assert len(keys) > count // 4, "hardly anything is sure"
        queued = await run(store, ApplyBankLineSuggestions(keys))  # type: ignore[arg-type]  # keys as they are read
        assert queued.result.job is not None, "few enough for one unit of work"
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            command = KilledCommand(store, url, folder, [], PARTS, program=(*SCRIPT, pathlib.Path(run_jobs.__file__)))
            await command.run_and_kill(len(keys), kills, random.Random(seed))
        return await _result(store, "suggestions", len(keys), kills, began, {await _row(store, APPLIED)})


async def _result(
    store: Store, name: str, count: int, kills: int, began: float, seen: set[tuple[int, ...]]
) -> KilledWork:
    seconds = time.perf_counter() - began
    ((jobs, done),) = await rows(store, JOBS)
    (batches,) = await _row(store, BATCHES[name])
    return KilledWork(count, kills, seconds, seen, batches, jobs - done, len(await verify(store)))


async def _row(store: Store, sql: Sql) -> tuple[int, ...]:
    return tuple((await rows(store, sql))[0])


@contextlib.asynccontextmanager
async def _watched(store: Store, sql: Sql) -> AsyncIterator[set[tuple[int, ...]]]:
    """What a reader saw meanwhile."""
    seen: set[tuple[int, ...]] = set()

    async def watch() -> None:
        while True:
            seen.add(await _row(store, sql))
            await asyncio.sleep(0.02)

    watching = asyncio.create_task(watch())
    try:
        yield seen
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


WORKS = {"statement": killed_statement, "suggestions": killed_suggestions}


async def main(count: int, kills: int, *names: str) -> None:
    """Kills each work so often on each database and prints."""
    for name in names or WORKS:
        async with databases_of_each_kind("killed") as urls:
            for database, (url,) in urls.items():
                print(f"{database:<10} {name:<12} {await WORKS[name](url, count, kills)}", flush=True)


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdecimal()]
    chosen = [each for each in sys.argv[1:] if not each.isdecimal()]
    asyncio.run(main(*[*numbers, *(10_000, 10)[len(numbers) :]], *chosen))
