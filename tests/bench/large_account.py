"""How long others wait beside work on one large account, on both databases.

    python -m tests.bench.large_account [rows]

Clients pay on small accounts, and now and then on the large one, while (a) a job reconciles all accounts, (b)
`reconcileAccount` goes on as a job, (c) a file is checked and published; each of so many pairs or rows on one account.
Prints the milliseconds of their writes, beside those without any such work, and the machine's load.
"""

import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from domain.core.kinds import PaymentMethod
from domain.importing import ImportKind, ImportRecords
from domain.jobs.importing import checked_import
from domain.permissions import OPERATOR
from domain.services.payments import MakePayment, Money
from domain.services.reconcile import ReconcileAccount
from domain.store.store import Store
from tests.support.centre import run
from tests.support.databases import databases_of_each_kind
from tests.support.jobs import ask
from tests.support.large_account import PAYMENTS, open_large_account, payment_lines
from tests.support.run_jobs import run_job

CLIENTS = 4
ON_THE_LARGE_ONE = 10
"""Each so many-th payment is on the large account."""
ALONE_S = 10


async def _client(store: Store, accounts: Sequence[int], large: int, number: int, taken: list[float]) -> None:
    turn = number
    while True:
        account = large if turn % ON_THE_LARGE_ONE == 0 else accounts[turn % len(accounts)]
        began = time.perf_counter()
        await run(store, MakePayment(account, Money(100, PaymentMethod.CASH)))
        taken.append((time.perf_counter() - began) * 1000)
        turn += CLIENTS
        await asyncio.sleep(0.005)


async def beside(work: Awaitable[Any], store: Store, accounts: Sequence[int], large: int) -> tuple[list[float], float]:
    """Milliseconds of each payment beside some work, and the work's seconds."""
    taken: list[float] = []
    clients = [asyncio.create_task(_client(store, accounts, large, each, taken)) for each in range(CLIENTS)]
    began = time.perf_counter()
    try:
        await work
    finally:
        seconds = time.perf_counter() - began
        for client in clients:
            client.cancel()
        await asyncio.gather(*clients, return_exceptions=True)
    return taken, seconds


def shown(taken: Sequence[float]) -> str:
    """So many, the middle one, the slowest of a hundred, the slowest of all."""
    ordered = sorted(taken)
    middle, slow = ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100]
    return f"{len(ordered):>6,} payments: p50 {middle:.0f} ms, p99 {slow:.0f} ms, max {ordered[-1]:.0f} ms"


async def reconcile_all(store: Store, large: int, count: int) -> str:
    """Reconcile all accounts by a job."""
    job = await run_job(store, await ask(store))
    return f"{job.reconciliations:,} reconciliations"


async def reconcile_one(store: Store, large: int, count: int) -> str:
    """Reconcile the large account, and what goes on as a job."""
    done = await run(store, ReconcileAccount(large))
    if done.result.job is None:
        return f"{len(done.result.reconciliations):,} reconciliations"
    return f"{(await run_job(store, done.result.job)).reconciliations:,} reconciliations"


async def import_file(store: Store, large: int, count: int) -> str:
    """Check, stage and publish a file."""
    text = "\n".join([PAYMENTS, *payment_lines(count, name="NP")])
    cmd = await checked_import(store, ImportRecords(ImportKind.PAYMENTS, text.encode()), OPERATOR)
    done = await run(store, cmd)
    job = await run_job(store, done.result.job) if done.result.job is not None else None
    return f"{count:,} rows, {job.state if job is not None else 'at once'}"


async def nothing(store: Store, large: int, count: int) -> str:
    """Do nothing for a while."""
    await asyncio.sleep(ALONE_S)
    return "nothing"


WORKS: dict[str, Callable[[Store, int, int], Awaitable[str]]] = {
    "nothing beside": nothing,
    "job over all": reconcile_all,
    "reconcileAccount": reconcile_one,
    "import": import_file,
}


async def main(count: int) -> None:
    """Measure on each database and print."""
    async with databases_of_each_kind("one", "two") as urls:
        for name, (first, second) in urls.items():
            for url, names in ((first, ("nothing beside", "job over all", "import")), (second, ("reconcileAccount",))):
                store = await Store.open(url)
                large, accounts = await open_large_account(store, invoices=count, payments=count)
                for what in names:
                    work = asyncio.ensure_future(WORKS[what](store, large, count))
                    taken, seconds = await beside(work, store, accounts, large)
                    load = ", ".join(f"{each:.1f}" for each in os.getloadavg()[:2])
                    figures = f"{shown(taken)}; {work.result()} in {seconds:.1f} s; load {load}"
                    print(f"{name:<10} {what:<17} {figures}", flush=True)
                await store.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30_000))
