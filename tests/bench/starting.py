"""How long a server takes from `kill -9` until a new one is ready, on both databases: wall and CPU seconds.

    python -m tests.bench.starting [rounds]

Each round kills a server that is at work and begins another on the same port; prints the least, the middle and the most of
all rounds. The least counts on a machine that does much else.
"""

import asyncio
import contextlib
import os
import pathlib
import statistics
import sys
import tempfile
import time
import urllib.request

from tests.support.faulty import Served, prepared, served
from tests.support.postgres import restartable_server, run_on, url_of


def main(rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="tieout-starting-") as name, restartable_server(fsync=True) as server:
        folder = pathlib.Path(name)
        run_on(url_of(server.folder, "postgres"), "create database tieout")
        for kind, url in (
            ("SQLite", f"sqlite:///{folder / 'tieout.db'}"),
            ("PostgreSQL", url_of(server.folder, "tieout")),
        ):
            token = prepared(folder, url)
            figures = [_round(folder, url, token) for _ in range(rounds)]
            for what, seconds in zip(("wall", "CPU"), zip(*figures, strict=True), strict=True):
                shown = " ".join(f"{each:.2f}" for each in (min(seconds), statistics.median(seconds), max(seconds)))
                print(f"{kind}, kill to ready, {what} seconds (least, median, most of {rounds}): {shown}", flush=True)


def _round(folder: pathlib.Path, url: str, token: str) -> tuple[float, float]:
    """Kill a server at work, and return the wall and CPU seconds until the next is ready."""
    with served(folder, url, token) as first:
        asyncio.run(_at_work(first))
        first.process.kill()
        began = time.perf_counter()
        with served(folder, url, token) as second:
            while not _is_ready(second.address):
                time.sleep(0.005)
            wall_s = time.perf_counter() - began
            fields = pathlib.Path(f"/proc/{second.process.pid}/stat").read_text().rpartition(")")[2].split()
            return wall_s, sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


async def _at_work(server: Served) -> None:
    await server.until_ready()
    async with server.under_load(2):
        await asyncio.sleep(0.3)


def _is_ready(address: str) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/ready", timeout=10) as answer:
        return bool(answer.status == 200)
    return False


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10)
