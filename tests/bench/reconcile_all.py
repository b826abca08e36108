"""Reconciling all accounts beside the least that it can cost, in turn, on both databases.

    python -m tests.bench.reconcile_all [ITEMS ACCOUNTS ROUNDS]

The product is the job of `tieout reconcile --all`; the floor matches all items in one pass and stores the same
reconciliations, sums and audit events in the same tables in one transaction (``peers/reconcile_floor.py``). Each run is a
process of its own on a fresh copy of the same books. Prints seconds, the processor's microseconds a reconciliation (the
database server's too), the most memory of the process, and the ratios. The full form is 1,000,000 10,000.
"""

import asyncio
import contextlib
import json
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, NamedTuple

import asyncpg

from api.cli.garbage import collect_rarely
from domain.store.program import Sql
from domain.store.store import Store
from domain.store.url import parse_url
from tests.bench.payments import cpu_s, database_process
from tests.bench.peers.reconcile_floor import floor
from tests.support.centre import rows
from tests.support.databases import both_databases
from tests.support.jobs import ask
from tests.support.open_books import fill_books
from tests.support.run_jobs import run_job

MADE = Sql(
    "select count(*), sum(amount_cents), sum(amount_cents * (credit_item_id % 997 + debit_item_id % 991)) "
    "from reconciliations"
)
SUMS = Sql("select sum(reconciled_cents), sum(reconciled_cents * (id % 997)) from items")


class Run(NamedTuple):
    """What one run came to."""

    seconds: float
    cpu_seconds: float
    reconciliations: int
    memory_mb: float
    made: tuple[Any, ...]

    @property
    def cpu_us(self) -> float:
        """The processor's microseconds a reconciliation."""
        return self.cpu_seconds / self.reconciliations * 1e6


async def product(url: str) -> int:
    """Reconcile all accounts by the job, as the command does; return how many reconciliations that made."""
    collect_rarely()
    store = await Store.open(url)
    try:
        job = await run_job(store, await ask(store))
        assert not job.error_count, "an account failed"
        return job.reconciliations
    finally:
        await store.close()


WAYS: dict[str, Callable[[str], Coroutine[Any, Any, int]]] = {"floor": floor, "product": product}


def measured(way: str, url: str) -> None:
    """Run one way in this process, and print what it came to."""
    server = database_process(url)

    def used() -> float:
        return time.process_time() + (cpu_s(server, family=True) if server else 0.0)

    began, before = time.perf_counter(), used()
    made = asyncio.run(WAYS[way](url))
    seconds, cpu_seconds = time.perf_counter() - began, used() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, cpu_seconds, made, peak]))


async def one_run(way: str, url: str) -> Run:
    """Run one way in a process of its own, and see what it left."""
    command = [sys.executable, "-m", "tests.bench.reconcile_all", way, url]
    done = await asyncio.to_thread(subprocess.run, command, check=True, stdout=subprocess.PIPE)
    store = await Store.open(url)
    try:
        made = [tuple(each) for sql in (MADE, SUMS) for each in await rows(store, sql)]
    finally:
        await store.close()
    return Run(*json.loads(done.stdout), tuple(made))


@contextlib.asynccontextmanager
async def copied(url: str) -> AsyncIterator[str]:
    """The address of a copy of a database, which goes with the run."""
    database = parse_url(url)
    if database.path is not None:
        path = database.path.with_suffix(".copy")
        shutil.copy(database.path, path)
        yield f"sqlite:///{path}"
        for each in path.parent.glob(f"{path.name}*"):
            each.unlink()
        return
    connection = await asyncpg.connect(url.replace("/bench?", "/postgres?"))
    await connection.execute("create database copy template bench strategy file_copy")
    await connection.execute("checkpoint")
    yield url.replace("/bench?", "/copy?")
    await connection.execute("drop database copy with (force)")
    await connection.close()


def shown(name: str, runs: list[Run]) -> str:
    """The medians of one way's runs."""
    seconds, cpu, memory = (
        statistics.median(getattr(each, what) for each in runs) for what in ("seconds", "cpu_us", "memory_mb")
    )
    return f"{name:<8} {seconds:7.2f} s, {cpu:6.1f} µs of CPU a reconciliation, {memory:5.0f} MB"


async def compared(name: str, url: str, rounds: int) -> None:
    """Run both ways in turn on copies of a filled database, and print."""
    runs: dict[str, list[Run]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way, so_far in runs.items():
            async with copied(url) as copy:
                so_far.append(await one_run(way, copy))
    least, ours = runs.values()
    assert {each.made for each in least} == {each.made for each in ours}, "they made different reconciliations"
    print(f"{name}: {least[0].reconciliations:,} reconciliations")
    for way, so_far in runs.items():
        print(f"    {shown(way, so_far)}")
    pairs = list(zip(ours, least, strict=True))
    wall = statistics.median(mine.seconds / other.seconds for mine, other in pairs)
    cpu = statistics.median(mine.cpu_seconds / other.cpu_seconds for mine, other in pairs)
    print(f"    ratios   {wall:.2f} of the time, {cpu:.2f} of the processor", flush=True)


async def main(items: int, accounts: int, rounds: int) -> None:
    """Measure on each database and print."""
    print(f"{items:,} items on {accounts:,} accounts, {rounds} rounds")
    async with both_databases() as urls:
        for name, url in urls.items():
            await fill_books(url, items, accounts)
            await compared(name, url, rounds)


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1] in WAYS:
        measured(*sys.argv[1:])
    else:
        numbers = [int(each) for each in sys.argv[1:]]
        asyncio.run(main(*([*numbers, *(20_000, 200, 3)[len(numbers) :]])))
