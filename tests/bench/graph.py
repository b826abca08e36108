"""The nested billing graph of many clients over HTTP, beside a hand-written endpoint and a naive server, in one run.

    python -m tests.bench.graph [ROUNDS [REQUESTS [CLIENTS]]]

On each database the three answer in turn, small answers (50 transactions of an account, with items, reconciliations and
their counterparts) and large ones (250): Tieout as ``tieout serve`` with a token, four statements and dictionaries
(``peers/hand_written_graph.py``), and Strawberry with Tortoise and DataLoader (``peers/naive_graph.py``). Their answers must
be equal. Prints for each the median of requests a second, the processor's milliseconds a request, its own and those of
PostgreSQL, and the most memory that it had.
"""

import asyncio
import contextlib
import json
import os
import pathlib
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from domain.core.kinds import PaymentMethod
from domain.permissions import Permission
from domain.services.bulk import CreateInvoices, MakePayments
from domain.services.invoices import CreateInvoice
from domain.services.payments import MakePayment, Money
from domain.services.reconcile import ReconcileAccount
from domain.services.tokens import CreateApiToken
from domain.store.store import Store
from tests.bench.payments import TOKEN, cpu_s, database_process, server
from tests.support.centre import Centre, items
from tests.support.databases import analyze, both_databases
from tests.support.shell import TIEOUT

QUERY = (
    "query ($number: String!, $first: Int!) { account(number: $number) { ownerName balanceCents "
    "transactions(first: $first) { nodes { id kind date amountCents status items { id description amountCents "
    "reconciledCents reconciliations { edges { node { id amountCents } "
    "counterpart { id transaction { kind date } } } } } } } } }"
)
SIZES = {"small": (200, 50), "large": (10, 250)}
"""How many accounts there are of a size, and how many transactions each has."""
FEWER = 5
"""Large answers are asked for so many times less."""
FEWER_OF_NAIVE = 10
"""The naive server is asked so many times less: on PostgreSQL a large answer takes it seconds."""


class Contestant(NamedTuple):
    """One of those that answer: its process, its port, and the bytes of a request for an account's first transactions."""

    name: str
    process: int
    port: int
    request: Callable[[str, int], bytes]


def posted(number: str, first: int, headers: str = "") -> bytes:
    """The request of a GraphQL server."""
    body = json.dumps({"query": QUERY, "variables": {"number": number, "first": first}}).encode()
    head = f"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{headers}"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def with_token(number: str, first: int) -> bytes:
    """The request of Tieout."""
    return posted(number, first, f"Authorization: Bearer {TOKEN}\r\n")


def fetched(number: str, first: int) -> bytes:
    """The request of the hand-written endpoint."""
    return f"GET /{number}/{first} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


async def filled(url: str) -> None:
    """Record the accounts, half their transactions invoices of three items and half payments, reconciled, and a token."""
    chance = random.Random(7)
    store = await Store.open(url)
    try:
        centre = await Centre.open(store)
        await centre.do(CreateApiToken("bench", list(Permission), TOKEN))
        for size, (number, transactions) in SIZES.items():
            accounts = await centre.accounts([f"{size}{each}" for each in range(number)])
            for account in accounts:
                prices = [items(*(chance.randint(500, 20_000) for _ in range(3))) for _ in range(transactions // 2)]
                money = [Money(chance.randint(5_000, 30_500), PaymentMethod.CASH) for _ in range(transactions // 2)]
                await centre.do(CreateInvoices([CreateInvoice(account, each) for each in prices]))
                await centre.do(MakePayments([MakePayment(account, each) for each in money]))
                await centre.do(ReconcileAccount(account))
        await analyze(url)
    finally:
        await store.close()


@contextlib.contextmanager
def contestants(url: str) -> Iterator[list[Contestant]]:
    """The three servers on one database."""
    first = 8_720 if url.startswith("sqlite") else 8_730
    uvicorn = (sys.executable, "-m", "uvicorn", "--log-level", "error", "--no-access-log", "--http", "h11")
    peers = "tests.bench.peers"
    with (
        server(url, first, str(TIEOUT), "serve") as ours,
        server(url, first + 1, *uvicorn, f"{peers}.hand_written_graph:app") as by_hand,
        server(url, first + 2, *uvicorn, f"{peers}.naive_graph:app") as naive,
    ):
        yield [
            Contestant("Tieout", ours, first, with_token),
            Contestant("by hand", by_hand, first + 1, fetched),
            Contestant("naive", naive, first + 2, posted),
        ]


async def answered(reader: asyncio.StreamReader) -> bytes:
    """The body of an answer."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
    assert head.startswith(b"HTTP/1.1 200"), head
    assert length is not None, head
    return await reader.readexactly(int(length[1]))


async def one_round(contestant: Contestant, url: str, size: str, requests: int, clients: int, seed: int) -> list[float]:
    """Let one of them answer so many; return the requests a second, and the milliseconds of its own and the database."""
    accounts, transactions = SIZES[size]
    chance = random.Random(seed)
    left = iter([contestant.request(f"{size}{chance.randrange(accounts)}", transactions) for _ in range(requests)])

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", contestant.port)
        for each in left:
            writer.write(each)
            await answered(reader)
        writer.close()

    database = database_process(url)
    began, own = time.perf_counter(), cpu_s(contestant.process)
    served = cpu_s(database, family=True) if database else 0.0
    await asyncio.gather(*(client() for _ in range(clients)))
    took = time.perf_counter() - began
    served = cpu_s(database, family=True) - served if database else 0.0
    return [requests / took, (cpu_s(contestant.process) - own) * 1000 / requests, served * 1000 / requests]


async def whole(contestant: Contestant, number: str, first: int) -> Any:
    """The answer of one of them, in one order."""
    reader, writer = await asyncio.open_connection("127.0.0.1", contestant.port)
    writer.write(contestant.request(number, first))
    found = json.loads(await answered(reader))
    writer.close()
    assert "errors" not in found, found
    for transaction in found["data"]["account"]["transactions"]["nodes"]:
        for each in transaction["items"]:
            each["reconciliations"]["edges"].sort(key=lambda edge: edge["node"]["id"])
    return found["data"]


def memory_mb(process: int) -> int:
    """The most memory that a process had so far."""
    status = pathlib.Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+)", status)
    assert found is not None
    return int(found[1]) // 1024


async def main(rounds: int, requests: int, clients: int) -> None:
    """Measures on each database and prints."""
    async with both_databases() as urls:
        for database, url in urls.items():
            await filled(url)
            with contestants(url) as all_of_them:
                for size, (_, transactions) in SIZES.items():
                    answers = [await whole(each, f"{size}3", transactions) for each in all_of_them]
                    assert all(each == answers[0] for each in answers), "they do not answer alike"
                    many = requests if size == "small" else max(clients, requests // FEWER)
                    found: dict[str, list[list[float]]] = {each.name: [] for each in all_of_them}
                    for number in range(rounds):
                        for each in all_of_them:
                            asked = max(clients, many // FEWER_OF_NAIVE) if each.name == "naive" else many
                            found[each.name].append(await one_round(each, url, size, asked, clients, number))
                    memory = {each.name: memory_mb(each.process) for each in all_of_them}
                    show(f"{database}, {size}: {clients} clients, {rounds} rounds of {many}", found, memory)


def show(title: str, found: dict[str, list[list[float]]], memory: dict[str, int]) -> None:
    """Prints the medians of each, and how Tieout stands to the others."""
    print(f"{title}, load {os.getloadavg()[0]:.1f}")
    medians = {name: [statistics.median(each) for each in zip(*rounds, strict=True)] for name, rounds in found.items()}
    for name, (rate, own_ms, database_ms) in medians.items():
        print(
            f"  {name:8} {rate:7.0f}/s  {own_ms:6.2f} ms own  {database_ms:5.2f} ms database  {memory[name]:4} MB  "
            f"Tieout: {medians['Tieout'][0] / rate:5.2f} times the rate"
        )


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    asyncio.run(main(*given, *(5, 300, 8)[len(given) :]))
