"""A job over many accounts, its process killed again and again: it ends with the reconciliations of one that was left alone.

    python -m tests.stress.job_kills [accounts] [kills]

Runs `tieout reconcile --all` as a process of its own, ends it by SIGKILL at random moments, and starts it again until it
is through, on both databases. Prints what that took, and what the reconciliations are beside those of an undisturbed run.
"""

import asyncio
import random
import sys
import tempfile
import time
from typing import NamedTuple

from domain.store.program import Sql
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.stress.killed_commands import KilledCommand, opened
from tests.support.centre import rows
from tests.support.databases import databases_of_each_kind
from tests.support.jobs import RECONCILIATIONS, TWICE, reconcile_all
from tests.support.random_commands.books import crowd

EARLY = 0.2
"""So many of the kills come while the process still starts."""
DONE = Sql("select coalesce(max(done), 0) from jobs where ended_at is null")
JOBS = Sql("select count(*), sum(reconciliations), sum(case when state = 'DONE' then 1 else 0 end) from jobs")
EVER = Sql("select count(*) from reconciliations")


class KilledJob(NamedTuple):
    """What a job that was killed so often came to."""

    accounts: int
    kills: int
    seconds: float
    reconciliations: int
    reconciliations_equal: bool
    twice: int
    contradictions: int

    def __str__(self) -> str:
        return (
            f"{self.accounts:,} accounts, {self.kills} kills, {self.seconds:.1f} s: "
            f"{self.reconciliations:,} reconciliations, {'equal' if self.reconciliations_equal else 'DIFFERENT'}, "
            f"{self.twice} twice, {self.contradictions} contradictions"
        )


async def killed_and_undisturbed(url: str, reference_url: str, accounts: int, kills: int, seed: int = 1) -> KilledJob:
    """Runs a job in killed processes on one database, and undisturbed on another that holds the same.

    Raises ``AssertionError`` where a run that was left alone does not succeed, or jobs tell other figures than there are.
    """
    async with opened(reference_url) as reference:
        await crowd(reference, accounts)
        await reconcile_all(reference)
        wanted = await rows(reference, RECONCILIATIONS)
    async with opened(url) as store:
        await crowd(store, accounts)
        began = time.perf_counter()
        await _run_and_kill(store, url, accounts, kills, random.Random(seed))
        seconds = time.perf_counter() - began
        found = await rows(store, RECONCILIATIONS)
        ((jobs, reconciliations, done),) = await rows(store, JOBS)
        assert jobs == done, f"{done} of {jobs} jobs are done"
        assert [(reconciliations,)] == await rows(store, EVER), "jobs tell other figures than there are reconciliations"
        ((twice,),) = await rows(store, TWICE)
        contradictions = await verify(store)
    return KilledJob(accounts, kills, seconds, len(found), found == wanted, twice, len(contradictions))


async def _run_and_kill(store: Store, url: str, accounts: int, kills: int, chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = KilledCommand(store, url, folder, ["reconcile", "--all"], DONE)
        await command.run_and_kill(accounts, kills, chance, EARLY)


async def main(accounts: int, kills: int) -> None:
    """Kills a job so often on each database and prints."""
    async with databases_of_each_kind("killed", "undisturbed") as pairs:
        for name, (url, reference_url) in pairs.items():
            result = await killed_and_undisturbed(url, reference_url, accounts, kills)
            print(f"{name:<10} {result}", flush=True)


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:]]
    asyncio.run(main(*([*numbers, *(10_000, 10)[len(numbers) :]])))
