"""Several migrate one new SQLite file at once, round after round: within one process, then as processes of their own.

    python -m tests.stress.migrating [rounds]

Each round must migrate the file once, and nobody may be refused.
"""

import asyncio
import multiprocessing
import pathlib
import sys
import tempfile
import time
from multiprocessing.pool import Pool

from domain.store.migrate import Migrated, migrate

MIGRATING = 4
"""How many begin at once."""


async def at_once(url: str) -> list[Migrated]:
    """What each of several within this process applied."""
    return await asyncio.gather(*(migrate(url) for _ in range(MIGRATING)))


def alone(url: str) -> Migrated:
    """What a process applied, which began when all the others did."""
    _barrier.wait(60)
    return asyncio.run(migrate(url))


def take(barrier: "multiprocessing.synchronize.Barrier") -> None:
    """Gives a process the barrier at which all wait for each other."""
    global _barrier  # noqa: PLW0603 - a pool's process is given what it shares when it begins
    _barrier = barrier


def rounds_of(rounds: int, pool: Pool | None) -> float:
    """Runs the rounds and gives the seconds they took; raises what anybody was refused with."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(rounds):
            url = f"sqlite:///{pathlib.Path(folder) / str(turn) / 'tieout.db'}"
            applied = pool.map(alone, [url] * MIGRATING, chunksize=1) if pool else asyncio.run(at_once(url))
            assert len([each for each in applied if each.applied]) == 1, applied
    return time.perf_counter() - began


def main(rounds: int) -> None:
    """Runs the rounds both ways and prints."""
    seconds = rounds_of(rounds, None)
    print(f"one process {rounds} rounds of {MIGRATING} in {seconds:.1f} s: each migrated once, nobody refused")
    context = multiprocessing.get_context("spawn")
    with context.Pool(MIGRATING, take, (context.Barrier(MIGRATING),)) as pool:
        seconds = rounds_of(rounds, pool)
    print(f"{MIGRATING} processes {rounds} rounds in {seconds:.1f} s: each migrated once, nobody refused")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
