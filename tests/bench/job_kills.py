"""A job over many accounts, its process killed again and again: it ends with the edges of one that was left alone.

    python -m tests.bench.job_kills [accounts] [kills]

Runs `tieout reconcile --all` as a process of its own, ends it by SIGKILL at random moments, and starts it again until it
is through, on both databases. Prints what that took, and what the edges are beside those of an undisturbed run.
"""

import asyncio
import contextlib
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from typing import NamedTuple

import asyncpg

from domain.jobs.verify import verify
from domain.store.migrate import migrate
from domain.store.steps import Sql
from domain.store.store import Store
from tests.support.jobs import EDGES, TWICE, crowd, reconcile_all, rows
from tests.support.postgres import postgres_server, url_of

TIEOUT = pathlib.Path(sys.executable).with_name("tieout")
BOUND_S = 600.0
EARLY = 0.2
"""So many of the kills come while the process still starts."""
DONE = Sql("select coalesce(max(done), 0) from jobs where ended_at is null")
JOBS = Sql("select count(*), sum(reconciliations), sum(case when state = 'DONE' then 1 else 0 end) from jobs")
EVER = Sql("select count(*) from reconciliations")


class Outcome(NamedTuple):
    """What a job that was killed so often came to."""

    accounts: int
    kills: int
    seconds: float
    edges: int
    edges_equal: bool
    twice: int
    contradictions: int

    def __str__(self) -> str:
        return (
            f"{self.accounts:,} accounts, {self.kills} kills, {self.seconds:.1f} s: {self.edges:,} edges, "
            f"{'equal' if self.edges_equal else 'DIFFERENT'}, {self.twice} twice, {self.contradictions} contradictions"
        )


async def killed_and_undisturbed(url: str, reference_url: str, accounts: int, kills: int, seed: int = 1) -> Outcome:
    """Runs a job in killed processes on one database, and undisturbed on another that holds the same.

    Raises ``AssertionError`` where a run that was left alone does not succeed, or jobs tell other figures than there are.
    """
    async with _open(reference_url) as reference:
        await crowd(reference, accounts)
        await reconcile_all(reference)
        wanted = await rows(reference, EDGES)
    async with _open(url) as store:
        await crowd(store, accounts)
        began = time.perf_counter()
        await _run_and_kill(store, url, accounts, kills, random.Random(seed))
        seconds = time.perf_counter() - began
        found = await rows(store, EDGES)
        ((jobs, reconciliations, done),) = await rows(store, JOBS)
        assert jobs == done, f"{done} of {jobs} jobs are done"
        assert [(reconciliations,)] == await rows(store, EVER), "jobs tell other figures than there are edges"
        ((twice,),) = await rows(store, TWICE)
        contradictions = await verify(store)
    return Outcome(accounts, kills, seconds, len(found), found == wanted, twice, len(contradictions))


async def _run_and_kill(store: Store, url: str, accounts: int, kills: int, chance: random.Random) -> None:
    ends = time.monotonic() + BOUND_S
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(kills):
            reached = (await rows(store, DONE))[0][0]
            target = chance.randint(reached, max(reached, accounts * (turn + 1) // (kills + 1)))
            with _reconciling(url, folder) as process:
                if chance.random() < EARLY:
                    await asyncio.sleep(chance.random())
                else:
                    while (await rows(store, DONE))[0][0] <= target:
                        assert process.poll() is None, "it ended before it was killed"
                        assert time.monotonic() < ends, "it takes too long"
                    await asyncio.sleep(chance.random() * 0.05)
                process.send_signal(signal.SIGKILL)
                assert process.wait() in {-signal.SIGKILL, 0}
        with _reconciling(url, folder) as process:
            _, errors = process.communicate(timeout=BOUND_S)
            assert process.returncode == 0, errors


@contextlib.contextmanager
def _reconciling(url: str, folder: str) -> Iterator[subprocess.Popen[str]]:
    """``tieout reconcile --all`` as a process, which is gone afterwards whatever happens."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "TIEOUT_DATABASE_URL": url}
    process = subprocess.Popen(
        [TIEOUT, "reconcile", "--all"],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@contextlib.asynccontextmanager
async def _open(url: str) -> AsyncIterator[Store]:
    store = await Store.open(url)
    try:
        yield store
    finally:
        await store.close()


@contextlib.asynccontextmanager
async def _pairs() -> AsyncIterator[dict[str, tuple[str, str]]]:
    """Two fresh migrated databases of each kind, by its name."""
    with tempfile.TemporaryDirectory() as folder, postgres_server(fsync=True) as socket:
        connection = await asyncpg.connect(url_of(socket, "postgres"))
        for name in ("killed", "undisturbed"):
            await connection.execute(f"create database {name}")
        await connection.close()
        sqlite = [f"sqlite:///{pathlib.Path(folder) / name}.db" for name in ("killed", "undisturbed")]
        pairs = {
            "SQLite": (sqlite[0], sqlite[1]),
            "PostgreSQL": (url_of(socket, "killed"), url_of(socket, "undisturbed")),
        }
        for pair in pairs.values():
            for url in pair:
                await migrate(url)
        yield pairs


async def main(accounts: int, kills: int) -> None:
    """Kills a job so often on each database and prints."""
    async with _pairs() as pairs:
        for name, (url, reference_url) in pairs.items():
            outcome = await killed_and_undisturbed(url, reference_url, accounts, kills)
            print(f"{name:<10} {outcome}", flush=True)


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:]]
    asyncio.run(main(*([*numbers, *(10_000, 10)[len(numbers) :]])))
