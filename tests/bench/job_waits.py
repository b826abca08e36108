"""How long a payment waits beside a job that reconciles all accounts, on both databases.

    python -m tests.bench.job_waits [accounts]

Payments are made one after the other while the job runs: in the job's own process, and as another process would, on a
store of its own. Prints how many there were and how long they took, beside the same payments without a job.
"""

import asyncio
import sys
import time
from collections.abc import Sequence

from domain.core.kinds import PaymentMethod
from domain.services.payments import MakePayment, Money
from domain.store.store import Store
from tests.support.centre import run
from tests.support.databases import both_databases
from tests.support.jobs import ask, undo
from tests.support.random_commands.books import crowd
from tests.support.run_jobs import run_job

ALONE = 200


async def _pay(store: Store, account: int) -> float:
    began = time.perf_counter()
    await run(store, MakePayment(account, Money(100, PaymentMethod.CASH)))
    return (time.perf_counter() - began) * 1000


async def waits(store: Store, payer: Store, accounts: Sequence[int]) -> tuple[list[float], float]:
    """Milliseconds of each payment beside a job, and the job's seconds."""
    began = time.perf_counter()
    running = asyncio.create_task(run_job(store, await ask(store)))
    taken = []
    while not running.done():
        taken.append(await _pay(payer, accounts[len(taken) * 37 % len(accounts)]))
    job = await running
    seconds = time.perf_counter() - began
    undoing = (await undo(store, job.batch_id)).job
    if undoing is not None:
        await run_job(store, undoing)
    return taken, seconds


def shown(taken: Sequence[float]) -> str:
    """So many, the middle one, the slowest of a hundred, the slowest of all."""
    ordered = sorted(taken)
    middle, slow = ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100]
    return (
        f"{len(ordered):>5,} payments: half within {middle:.1f} ms, 99 % within {slow:.0f} ms, "
        f"all within {ordered[-1]:.0f} ms"
    )


async def main(count: int) -> None:
    """Measures on each database and prints."""
    async with both_databases() as urls:
        for name, url in urls.items():
            store, other = await Store.open(url), await Store.open(url)
            accounts = await crowd(store, count)
            print(f"{name:<10} no job          {shown([await _pay(store, each) for each in accounts[:ALONE]])}")
            for where, payer in (("same process", store), ("another process", other)):
                taken, seconds = await waits(store, payer, accounts)
                print(f"{name:<10} {where:<15} {shown(taken)}; the job took {seconds:.1f} s", flush=True)
            await other.close()
            await store.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000))
