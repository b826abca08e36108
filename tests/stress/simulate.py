"""Random commands side by side, crashes, full disks and clocks that jump, in one process and all from one seed.

    python -m tests.stress.simulate [--seed N] [--worlds N | --hours H] [--events N] [--as-found]

Runs the worlds of seed N, N + 1 and so on, until their number or the time is reached. Of the first one in which anything is
untrue it prints the fewest events that show it; with --as-found, it does not look for fewer. The same seed repeats it.
"""

import argparse
import itertools
import sys
import time

from tests.support.simulation.running import EVENTS, Failure, run_world, shrunk


def main(seed: int, worlds: int | None, seconds: float, events: int, *, shrinks: bool) -> int:
    """Run worlds and print; return the exit status."""
    began, years, answered, done = time.perf_counter(), 0.0, 0, 0
    for each in itertools.count(seed):
        if done == worlds or (worlds is None and time.perf_counter() - began > seconds):
            break
        found = run_world(each, range(events))
        if isinstance(found, Failure):
            print(f"seed {each}: {found.violation}", flush=True)
            if shrinks:
                least = shrunk(found)
                print(f"the fewest events: {list(least.events)}: {least.violation}")
            print(f"again: python -m tests.stress.simulate --seed {each} --worlds 1 --events {events}")
            return 1
        years, answered, done = years + found.years, answered + found.answered, done + 1
    minutes = (time.perf_counter() - began) / 60
    print(
        f"{done} worlds, {answered:,} answers, {years:.1f} simulated years in {minutes:.1f} minutes "
        f"({years / minutes:.1f} years and {answered / minutes:,.0f} answers a minute): nothing untrue"
    )
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worlds", type=int)
    parser.add_argument("--hours", type=float, default=1 / 60)
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--as-found", action="store_true")
    given = parser.parse_args()
    sys.exit(main(given.seed, given.worlds, given.hours * 3600, given.events, shrinks=not given.as_found))
