"""Durable payments of many clients at once, over HTTP, beside a naive server and beside their bare statements, in one run.

    python -m tests.bench.payments [ROUNDS [SECONDS [CLIENTS]]]

On each database the three pay in turn, for so many seconds a round: Tieout as ``tieout serve`` with a token, a first version
with Strawberry and Tortoise (``peers/naive_payments.py``), and the floor (``peers/payment_floors.py``). Prints for each the
median of payments a second, and the processor's milliseconds a payment: its own, and those of PostgreSQL.
"""

import asyncio
import contextlib
import json
import os
import pathlib
import random
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import httpx

from api.graph.ids import opaque
from domain.core.kinds import PaymentMethod
from domain.permissions import Permission
from domain.services.bulk import CreateInvoices, MakePayments
from domain.services.invoices import CreateInvoice
from domain.services.payments import MakePayment, Money
from domain.services.reconcile import ReconcileAccount
from domain.services.tokens import CreateApiToken
from domain.store.store import Store
from tests.bench.peers import Open
from tests.bench.peers.payment_floors import floor_of
from tests.support.centre import Centre, items
from tests.support.databases import analyze, both_databases
from tests.support.shell import TIEOUT

ACCOUNTS = 400
OPEN_CENTS = 5_000_000
SETTLED_S = 1.0
"""So long before each turn nobody pays: what Tieout writes behind its answers would be in the way of the others."""
TOKEN = "tieout_" + "b" * 40
TICKS = os.sysconf("SC_CLK_TCK")
PAYMENT = (
    "mutation ($i: MakePaymentInput!) "
    "{ makePayment(input: $i) { userErrors { message } transaction { id number status } } }"
)
NAIVE_PAYMENT = (
    "mutation ($a: ID!, $i: ID!) { makePayment(accountId: $a, amountCents: 1, itemId: $i) { id number status } }"
)


class Round(NamedTuple):
    """What one round came to."""

    payments: float
    own_ms: float
    database_ms: float


class Contestant(NamedTuple):
    """One of those that pay: its process, and what pays for so long."""

    name: str
    process: int
    pay: Callable[[Sequence[Open], int, float], Awaitable[int]]


class HttpClients:
    """Clients of a server, each on a connection that stays open, each sending its next payment once one is answered."""

    def __init__(self, port: int, body: Callable[[Open], dict[str, Any]], headers: str = "") -> None:
        self._port = port
        self._body = body
        self._headers = headers

    async def pay(self, items: Sequence[Open], clients: int, seconds: float) -> int:
        """Pay until the time is over; return how many payments were made."""
        ends = time.perf_counter() + seconds
        return sum(await asyncio.gather(*(self._client(items, ends) for _ in range(clients))))

    async def _client(self, items: Sequence[Open], ends: float) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        paid = 0
        while time.perf_counter() < ends:
            body = json.dumps(self._body(random.choice(items))).encode()
            head = f"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{self._headers}"
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            answered = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: *(\d+)", answered, re.IGNORECASE)
            assert length is not None, answered
            answer = await reader.readexactly(int(length[1]))
            assert b'"id":' in answer, answer[:500]
            assert b"message" not in answer, answer[:500]
            paid += 1
        writer.close()
        return paid


def tieout_body(each: Open) -> dict[str, Any]:
    """A payment of a cent as Tieout takes it."""
    marks = [{"itemId": opaque("TransactionItem", each.item)}]
    money = {"accountId": opaque("Account", each.account), "amountCents": 1, "method": "CASH", "applyTo": marks}
    return {"query": PAYMENT, "variables": {"i": money}}


def naive_body(each: Open) -> dict[str, Any]:
    """The same for the naive server."""
    return {"query": NAIVE_PAYMENT, "variables": {"a": str(each.account), "i": str(each.item)}}


async def filled(url: str) -> list[Open]:
    """Records accounts, each with a payment of an invoice that is never paid up, and a token; returns their items."""
    store = await Store.open(url)
    try:
        centre = await Centre.open(store)
        accounts = await centre.accounts([f"P{number:04}" for number in range(ACCOUNTS)])
        await centre.do(CreateInvoices([CreateInvoice(account, items(OPEN_CENTS)) for account in accounts]))
        money = Money(1, PaymentMethod.CASH)
        await centre.do(MakePayments([MakePayment(account, money) for account in accounts]))
        for account in accounts:
            await centre.do(ReconcileAccount(account))
        await centre.do(CreateApiToken("bench", list(Permission), TOKEN))
        await analyze(url)
        rows = await centre.rows("select account_id, id, transaction_id from items where kind = 'INVOICE'")
        return [Open(*row) for row in rows]
    finally:
        await store.close()


@contextlib.contextmanager
def server(url: str, port: int, *command: str) -> Iterator[int]:
    """A server as a process of its own, which answers; gives its number."""
    environment = {**os.environ, "TIEOUT_DATABASE_URL": url}
    process = subprocess.Popen([*command, "--port", str(port)], env=environment)
    try:
        for _ in range(600):
            assert process.poll() is None, f"{command} has ended"
            with contextlib.suppress(httpx.HTTPError):
                httpx.get(f"http://127.0.0.1:{port}/")
                break
            time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def cpu_s(process: int, *, family: bool = False) -> float:
    """The processor's seconds of a process; of its children too, those that have ended among them."""
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    own = sum(map(int, fields[11:15] if family else fields[11:13])) / TICKS
    if not family:
        return own
    children = pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return own + sum(cpu_s(int(each)) for each in children)


def database_process(url: str) -> int | None:
    """The process of a PostgreSQL server; None for SQLite, which works in each process."""
    folder = parse_qs(urlsplit(url).query).get("host")
    return int((pathlib.Path(folder[0]) / "pid").read_text()) if folder else None


async def one_round(contestant: Contestant, url: str, items: Sequence[Open], clients: int, seconds: float) -> Round:
    """Lets one of them pay for a while."""
    database = database_process(url)
    began, own = time.perf_counter(), cpu_s(contestant.process)
    served = cpu_s(database, family=True) if database else 0.0
    paid = await contestant.pay(items, clients, seconds)
    took = time.perf_counter() - began
    own_ms = (cpu_s(contestant.process) - own) * 1000 / paid
    served_ms = (cpu_s(database, family=True) - served) * 1000 / paid if database else 0.0
    return Round(paid / took, own_ms, served_ms)


@contextlib.asynccontextmanager
async def contestants(url: str, clients: int) -> AsyncIterator[list[Contestant]]:
    """Tieout, the naive server and the floor on one database."""
    ports = free_port(), free_port()
    naive = (sys.executable, "-m", "uvicorn", "tests.bench.peers.naive_payments:app", "--log-level", "error")
    with server(url, ports[0], str(TIEOUT), "serve") as tieout_process, server(url, ports[1], *naive) as naive_process:
        async with floor_of(url, clients) as floor:
            token = f"Authorization: Bearer {TOKEN}\r\n"
            yield [
                Contestant("Tieout", tieout_process, HttpClients(ports[0], tieout_body, token).pay),
                Contestant("naive", naive_process, HttpClients(ports[1], naive_body).pay),
                Contestant("floor", os.getpid(), floor.pay),
            ]


async def main(rounds: int, seconds: float, clients: int) -> None:
    """Measures on each database and prints."""
    async with both_databases() as urls:
        for database, url in urls.items():
            open_items = await filled(url)
            async with contestants(url, clients) as all_of_them:
                found: dict[str, list[Round]] = {each.name: [] for each in all_of_them}
                for _ in range(rounds):
                    for each in all_of_them:
                        await asyncio.sleep(SETTLED_S)
                        found[each.name].append(await one_round(each, url, open_items, clients, seconds))
            show(f"{database}: {clients} clients, {rounds} rounds of {seconds:g} s", found)


def show(title: str, found: dict[str, list[Round]]) -> None:
    """Prints the medians of each, and how Tieout stands to the others."""
    print(f"{title}, load {os.getloadavg()[0]:.1f}")
    medians = {name: Round(*map(statistics.median, zip(*rounds, strict=True))) for name, rounds in found.items()}
    ours = medians["Tieout"]
    for name, each in medians.items():
        cost = (each.own_ms + each.database_ms) / (ours.own_ms + ours.database_ms)
        print(
            f"  {name:7} {each.payments:7.0f}/s  {each.own_ms:6.2f} ms own  {each.database_ms:5.2f} ms database  "
            f"Tieout: {ours.payments / each.payments:5.2f} times the rate, {cost:5.2f} times as many a second of CPU"
        )


if __name__ == "__main__":
    given = sys.argv[1:]
    asyncio.run(main(*(int(given[0]), float(given[1]), int(given[2])) if len(given) == 3 else (5, 3.0, 32)))
