"""How much two serving processes give over one, on PostgreSQL, each with as much of a processor as the other.

    python -m tests.bench.workers [ROUNDS [SECONDS]]

`tieout serve` and `tieout serve --workers 2` answer the nested graph to 8 clients and record payments of 32 clients in turn.
Where there are cores for two workers, the database and the clients, each worker is bound to a core of its own. Elsewhere
each gets the same slice of one, by a control group, so that the rest is left to the others: on Linux, as root.
Prints the medians of requests a second and the ratio.
"""

import asyncio
import contextlib
import os
import pathlib
import statistics
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from typing import NamedTuple

from tests.bench import graph, payments
from tests.bench.payments import HttpClients, free_port, server
from tests.support.databases import both_databases
from tests.support.shell import TIEOUT

GROUPS = pathlib.Path("/sys/fs/cgroup/cpu")
PERIOD_US = 20_000
SLICE = 0.2
"""The part of a core that a worker gets where there are too few."""
OTHERS = 3
"""How many cores the database and the clients take."""
COUNTS = (1, 2)
GRAPH_CLIENTS, PAYING_CLIENTS = 8, 32


class Served(NamedTuple):
    """So many workers behind a port."""

    workers: int
    port: int


def workers_of(process: int) -> list[int]:
    """The processes that serve: the one that was begun, or its children."""
    children = pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(each) for each in children] or [process]


@contextlib.contextmanager
def with_a_slice_each(processes: Sequence[int]) -> Iterator[None]:
    """Give each process a core, or the same part of one."""
    if (os.cpu_count() or 1) >= max(COUNTS) + OTHERS:
        for core, process in enumerate(processes):
            os.sched_setaffinity(process, {core})
        yield
        return
    groups = [GROUPS / f"tieout-{process}" for process in processes]
    for group, process in zip(groups, processes, strict=True):
        group.mkdir()
        (group / "cpu.cfs_period_us").write_text(str(PERIOD_US))
        (group / "cpu.cfs_quota_us").write_text(str(int(PERIOD_US * SLICE)))
        (group / "cgroup.procs").write_text(str(process))
    try:
        yield
    finally:
        for group, process in zip(groups, processes, strict=True):
            (GROUPS / "cgroup.procs").write_text(str(process))
            group.rmdir()


@contextlib.asynccontextmanager
async def one_and_two(url: str) -> AsyncIterator[list[Served]]:
    """Both servers on one database, every worker with its part of a processor."""
    with contextlib.ExitStack() as stack:
        found = []
        for workers in COUNTS:
            port = free_port()
            process = stack.enter_context(server(url, port, str(TIEOUT), "serve", "--workers", str(workers)))
            serving = workers_of(process)
            assert len(serving) == workers
            stack.enter_context(with_a_slice_each(serving))
            found.append(Served(workers, port))
        yield found


async def read(port: int, seconds: float) -> float:
    """Ask for small answers for a while; return how many came a second."""
    loop = asyncio.get_running_loop()
    accounts, transactions = graph.SIZES["small"]
    began, answers = loop.time(), 0

    async def client(number: int) -> None:
        nonlocal answers
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while loop.time() < began + seconds:
            number = (number + 7) % accounts
            writer.write(graph.with_token(f"small{number}", transactions))
            await graph.answered(reader)
            answers += 1
        writer.close()

    await asyncio.gather(*map(client, range(GRAPH_CLIENTS)))
    return answers / (loop.time() - began)


async def pay(port: int, seconds: float, open_items: Sequence[payments.Open]) -> float:
    """Pay for a while; return how many payments were made a second."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    clients = HttpClients(port, payments.tieout_body, f"Authorization: Bearer {payments.TOKEN}\r\n")
    return await clients.pay(open_items, PAYING_CLIENTS, seconds) / (loop.time() - began)


async def compared(name: str, url: str, rounds: int, once: Callable[[int], Awaitable[float]]) -> None:
    """Let one and two workers work in turn, and print."""
    async with one_and_two(url) as both:
        rates: dict[int, list[float]] = {each.workers: [] for each in both}
        for _ in range(rounds):
            for each in both:
                rates[each.workers].append(await once(each.port))
    one, two = (statistics.median(rates[count]) for count in COUNTS)
    ratios = [b / a for a, b in zip(rates[1], rates[2], strict=True)]
    load = os.getloadavg()[0]
    print(
        f"{name}: one {one:.0f}/s, two {two:.0f}/s, {statistics.median(ratios):.2f} times (load {load:.1f})", flush=True
    )


async def main(rounds: int, seconds: float) -> None:
    """Measure both and print."""
    print(f"a core each of {os.cpu_count()}, or {SLICE:.0%} of one; {rounds} rounds of {seconds:g} s")
    async with both_databases() as urls:
        await graph.filled(urls["PostgreSQL"])
        await compared("graph, 50 transactions", urls["PostgreSQL"], rounds, lambda port: read(port, seconds))
    async with both_databases() as urls:
        open_items = await payments.filled(urls["PostgreSQL"])
        await compared("payments", urls["PostgreSQL"], rounds, lambda port: pay(port, seconds, open_items))


if __name__ == "__main__":
    given = [float(each) for each in sys.argv[1:]]
    asyncio.run(main(int(given[0]) if given else 5, given[1] if len(given) > 1 else 4.0))
