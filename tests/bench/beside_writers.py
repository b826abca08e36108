"""How much longer one reader waits while others pay: the same query alone, and beside clients that make payments, in turn.

    python -m tests.bench.beside_writers [ROUNDS [SECONDS [WRITERS]]]

On each database, over HTTP, with a token: an account with its newest transactions (small), and a page of the nested graph
(large). The writers are a process of their own, so that no answer waits until a payment is sent. Prints the median of a
read's milliseconds in both, and their ratio; the same for a hand-written read (the account and its transactions by two bare
statements, in this process) beside the same writers, which shows what processor and database alone do to any reader; and
how many payments a second were made meanwhile.
"""

import asyncio
import json
import os
import random
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from multiprocessing import get_context
from typing import Any, TypeAlias

import asyncpg

from api.graph.ids import opaque
from tests.bench.payments import TOKEN, HttpClients, filled, free_port, server, tieout_body
from tests.bench.peers import Open
from tests.support.databases import both_databases
from tests.support.shell import TIEOUT

SMALL = "ownerName balanceCents transactions(first: 5) { nodes { id kind date amountCents status } }"
LARGE = (
    "ownerName balanceCents transactions(first: 50) { nodes { id kind date amountCents status items { id description "
    "amountCents reconciledCents reconciliations { edges { node { id amountCents } counterpart { id } } } } } }"
)
IDLE_S = 1.0
ACCOUNT = "select owner_name, balance_cents from accounts where id = $1"
NEWEST = (
    "select id, kind, date, amount_cents, reconciled_cents from transactions where account_id = $1 "
    "and withdrawn_at is null order by date desc, id desc limit 5"
)
HEAD = (
    f"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer {TOKEN}\r\n"
)

Read: TypeAlias = Callable[[int], Awaitable[object]]
"""Reads one account."""


class Reader:
    """A client whose connection stays open while it reads: the server closes one that is idle for longer."""

    def __init__(self, port: int, fields: str) -> None:
        self._port = port
        self._query = f"query ($id: ID!) {{ account(id: $id) {{ {fields} }} }}"
        self._idle_from = float("-inf")

    async def read(self, account: int) -> None:
        """Ask for an account and wait for the answer."""
        if time.perf_counter() > self._idle_from + IDLE_S:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        asked: dict[str, Any] = {"query": self._query, "variables": {"id": opaque("Account", account)}}
        body = json.dumps(asked).encode()
        self._writer.write(f"{HEAD}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answered = await self._reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: *(\d+)", answered, re.IGNORECASE)
        assert length is not None, answered
        answer = await self._reader.readexactly(int(length[1]))
        assert b'"nodes"' in answer, answer[:500]
        assert b'"errors"' not in answer, answer[:500]
        self._idle_from = time.perf_counter()


@asynccontextmanager
async def readers(url: str, port: int) -> AsyncIterator[dict[str, Read]]:
    """Those who read: two clients of the server, and bare statements."""
    clients = {"small": Reader(port, SMALL), "large": Reader(port, LARGE)}
    if url.startswith("sqlite"):
        file = sqlite3.connect(url.removeprefix("sqlite:///"))
        statements = [each.replace("$1", "?1") for each in (ACCOUNT, NEWEST)]

        async def bare(account: int) -> None:
            for each in statements:
                file.execute(each, (account,)).fetchall()
            await asyncio.sleep(0)

        yield {**{name: each.read for name, each in clients.items()}, "hand-written": bare}
        file.close()
        return
    connection = await asyncpg.connect(url)

    async def asked(account: int) -> None:
        for each in (ACCOUNT, NEWEST):
            await connection.fetch(each, account)

    yield {**{name: each.read for name, each in clients.items()}, "hand-written": asked}
    await connection.close()


def pay_all(port: int, items: Sequence[Open], writers: int, seconds: float) -> int:
    """Pay for so long by so many clients at once, in the process of the writers; return how many payments were made."""
    return asyncio.run(
        HttpClients(port, tieout_body, f"Authorization: Bearer {TOKEN}\r\n").pay(items, writers, seconds)
    )


async def median_ms(read: Read, items: Sequence[Open], seconds: float) -> float:
    """Read accounts for a while; return the median of the milliseconds of each."""
    took: list[float] = []
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        began = time.perf_counter()
        await read(random.choice(items).account)
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


async def main(rounds: int, seconds: float, writers: int) -> None:
    """Measures on each database and prints."""
    async with both_databases() as urls:
        for database, url in urls.items():
            items = await filled(url)
            port = free_port()
            with server(url, port, str(TIEOUT), "serve"), ProcessPoolExecutor(1, get_context("spawn")) as process:
                pay = partial(asyncio.get_running_loop().run_in_executor, process, pay_all, port)
                await pay(items, writers, 1.0)
                async with readers(url, port) as reading:
                    found = await measured(reading, pay, items, rounds, seconds, writers)
            print(f"{database}: {writers} writers, {rounds} rounds of {seconds:g} s, load {os.getloadavg()[0]:.1f}")
            for name, each in found.items():
                alone, beside, paid = map(statistics.median, zip(*each, strict=True))
                ratio = statistics.median(one[1] / one[0] for one in each)
                print(
                    f"  {name:12} {alone:7.2f} ms alone, {beside:7.2f} ms beside writers: {ratio:5.2f} times, "
                    f"{paid:5.0f} payments/s"
                )


async def measured(
    reading: dict[str, Read],
    pay: Callable[[Sequence[Open], int, float], "asyncio.Future[int]"],
    items: Sequence[Open],
    rounds: int,
    seconds: float,
    writers: int,
) -> dict[str, list[tuple[float, float, float]]]:
    """Return for each reader and round the median alone, the median beside writers, and the payments a second."""
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in reading}
    for _ in range(rounds):
        for name, read in reading.items():
            alone = await median_ms(read, items, seconds)
            paying = pay(items, writers, seconds)
            beside, paid = await median_ms(read, items, seconds), await paying
            found[name].append((alone, beside, paid / seconds))
    return found


if __name__ == "__main__":
    given = sys.argv[1:]
    asyncio.run(main(*(int(given[0]), float(given[1]), int(given[2])) if len(given) == 3 else (5, 2.0, 8)))
