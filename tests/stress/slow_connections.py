"""A thousand connections that say nothing, or a byte each five seconds, beside callers who have questions.

    python -m tests.stress.slow_connections [connections]

Prints the median of the others' answers alone, and beside these; how many of these were closed and how long the slowest
took; and what the server computed meanwhile. A run fails if one is still open after a minute, or if the median is more than
1.2 times the one before, and half a millisecond.
"""

import asyncio
import os
import pathlib
import statistics
import sys
import tempfile
import time

from tests.support.faulty import Served, prepared, served

CONNECTIONS = 1000
ADDRESSES = 10
"""From so many addresses they come, since one may not have a thousand."""
BYTE_EVERY_S = 5.0
CLOSED_WITHIN_S = 60.0
LOOKED_AT_S = 8.0
RATIO_MAX, LEEWAY_S = 1.2, 0.0005
KINDS = (
    b"",
    b"POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow: ",
    b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{",
)
"""What they send at once; after that, all but the first send a byte now and then."""


async def _slow(port: int, number: int) -> float:
    """Be one of the slow; return after how many seconds the server closed the connection."""
    began = time.monotonic()
    address = (f"127.0.0.{2 + number % ADDRESSES}", 0)
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=address)
    begins_with = KINDS[number % len(KINDS)]
    writer.write(begins_with)
    closed = asyncio.create_task(reader.read())
    try:
        while not closed.done() and time.monotonic() - began < CLOSED_WITHIN_S:
            await asyncio.wait({closed}, timeout=BYTE_EVERY_S)
            if begins_with and not closed.done():
                writer.write(b"x")
        return time.monotonic() - began if closed.done() else float("inf")
    finally:
        closed.cancel()
        writer.close()
        await asyncio.gather(closed, return_exceptions=True)


async def _others(server: Served) -> list[float]:
    """Ask one question after the other for some seconds; return how long each took."""
    took = []
    async with server.client() as ask:
        ends = time.monotonic() + LOOKED_AT_S
        while time.monotonic() < ends:
            began = time.perf_counter()
            assert await ask() == "done"
            took.append(time.perf_counter() - began)
    return took


def _cpu_s(pid: int) -> float:
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def main(connections: int) -> None:
    """Measure, print, and fail where a bound is exceeded."""
    with tempfile.TemporaryDirectory(prefix="tieout-slow-") as name:
        folder = pathlib.Path(name)
        url = f"sqlite:///{folder / 'tieout.db'}"
        token = prepared(folder, url)
        with served(folder, url, token) as server:
            asyncio.run(_measured(server, connections))


async def _measured(server: Served, connections: int) -> None:
    await server.until_ready()
    port = int(server.address.rpartition(":")[2])
    alone = await _others(server)
    slow = [asyncio.create_task(_slow(port, each)) for each in range(connections)]
    await asyncio.sleep(1)
    beside = await _others(server)
    before = _cpu_s(server.process.pid)
    closed = await asyncio.gather(*slow)
    assert await server.ready()
    computed_s = _cpu_s(server.process.pid) - before
    medians = [statistics.median(each) for each in (alone, beside)]
    print(
        f"{connections} slow connections: the others' median {medians[0] * 1000:.2f} ms alone, {medians[1] * 1000:.2f} ms "
        f"beside ({medians[1] / medians[0]:.2f} times), slowest {max(beside) * 1000:.0f} ms; closed "
        f"{sum(each < CLOSED_WITHIN_S for each in closed)}, the last after {max(closed):.1f} s; computed {computed_s:.2f} s"
    )
    assert max(closed) < CLOSED_WITHIN_S, "some are still open"
    assert medians[1] <= medians[0] * RATIO_MAX + LEEWAY_S, "the others wait"


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else CONNECTIONS)
