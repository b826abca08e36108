"""Subscribers whose connections break and whose servers are killed while clients record: whether each gets every change.

    python -m tests.stress.live [seconds] [subscribers] [kills]

One server on a SQLite file, then two on one PostgreSQL. Each subscriber connects again from the position of its last change,
to any of the servers. In the end each must have got exactly what the feed has, in its order. Prints the changes, how often
connections broke, what was missing, twice or out of order (all must be 0), and the lag of those that were connected: from
the instant of recording to the arrival, which must be at most a second for 99 of 100.
"""

import asyncio
import contextlib
import pathlib
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.permissions import ALL_PERMISSIONS
from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.databases import both_databases
from tests.support.live import token_of
from tests.support.live_client import Ended, LiveClient
from tests.support.served import Lost, ServedApi, ServedProcess

SECONDS, SUBSCRIBERS, KILLS = 60.0, 20, 5
ACCOUNTS, CLIENTS = 6, 4
LIFE_S = 3.0
"""The longest that a subscriber's connection lives."""
PAUSE_S = 0.1
"""The longest pause before a subscriber connects again, and of a client between two invoices."""
CATCH_UP_LOOKS, CATCH_UP_LOOK_S = 1_200, 0.05
"""How often it is looked whether all subscribers have the last changes, once nothing is recorded any more."""
FOLLOW = "subscription ($after: String) { changes(after: $after) { position recordedAt kind account { number } } }"
READ = """query ($after: String) {
  changes(after: $after, first: 1000) { nodes { position } pageInfo { endCursor hasNextPage } } }"""
RECORD = "mutation ($input: CreateInvoiceInput!) { createInvoice(input: $input) { userErrors { message } } }"


@dataclass(slots=True)
class Subscriber:
    """What one subscriber got, by position, and how long that took."""

    position: str
    got: list[str] = field(default_factory=list)
    lags_s: list[float] = field(default_factory=list)
    broken: int = 0

    async def follow(self, ports: Sequence[int], token: str, draw: random.Random) -> None:
        """Follow, break off and follow again until it is cancelled."""
        while True:
            with contextlib.suppress(Ended, OSError, TimeoutError):
                async with await LiveClient.connect(draw.choice(ports)) as client:
                    await client.enter(token)
                    connected = time.time()
                    client.subscribe(FOLLOW, after=self.position)
                    async with asyncio.timeout(draw.uniform(0, LIFE_S)):
                        while True:
                            self._take(await client.change(), connected)
            self.broken += 1
            await asyncio.sleep(draw.uniform(0, PAUSE_S))

    def _take(self, change: dict[str, str], connected: float) -> None:
        self.position = change["position"]
        self.got.append(self.position)
        recorded = datetime.fromisoformat(change["recordedAt"]).timestamp()
        if recorded > connected:
            self.lags_s.append(time.time() - recorded)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What all subscribers got of how many changes; ``wrong`` of them got something else than the feed has."""

    changes: int
    subscribers: Sequence[Subscriber]
    wrong: int

    @property
    def lag_s(self) -> float:
        """The lag within which 99 of 100 changes came."""
        lags = sorted(lag for each in self.subscribers for lag in each.lags_s)
        return lags[len(lags) * 99 // 100] if lags else 0.0

    def __str__(self) -> str:
        broken = sum(each.broken for each in self.subscribers)
        measured = sum(len(each.lags_s) for each in self.subscribers)
        return (
            f"{self.changes} changes to {len(self.subscribers)} subscribers, {broken} connections broke, {self.wrong} "
            f"subscribers got anything else than the feed has; lag p99 {self.lag_s:.2f} s of {measured}"
        )


async def record(api: ServedApi, accounts: Sequence[str], draw: random.Random, stop: asyncio.Event) -> None:
    """Record invoices until it is to stop; one whose answer was lost may be stored or not, which is the same here."""
    while not stop.is_set():
        invoice = {
            "accountId": draw.choice(accounts),
            "items": [{"description": "Lessons", "ledgerCode": "SWIM", "amountCents": draw.randint(1, 9_999)}],
        }
        with contextlib.suppress(Lost):
            await api.data(RECORD, input=invoice)
        await asyncio.sleep(draw.uniform(0, PAUSE_S))


async def feed_after(api: ServedApi, position: str) -> list[str]:
    """All positions of the feed after one."""
    found: list[str] = []
    while True:
        page = (await api.data(READ, after=position))["changes"]
        found += [each["position"] for each in page["nodes"]]
        position = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


async def followed(url: str, folder: pathlib.Path, *, seconds: float, subscribers: int, kills: int) -> Outcome:
    """Let clients record for some seconds and subscribers follow, while servers are killed; return what came of it."""
    servers = [ServedProcess(folder, url, f"server-{n}") for n in range(2 if url.startswith("postgres") else 1)]
    draw = random.Random(seconds)
    async with contextlib.AsyncExitStack() as stack:
        store = await Store.open(url)
        stack.push_async_callback(store.close)
        for each in servers:
            await each.start()
            stack.callback(each.kill)
        centre = await Centre.open(store)
        token = await token_of(store, *ALL_PERMISSIONS)
        for number in range(ACCOUNTS - 1):
            await centre.account(f"2{number:03}")
        apis = [ServedApi(store, servers[n % len(servers)].address, token) for n in range(CLIENTS)]
        for api in apis:
            stack.push_async_callback(api.aclose)
        accounts = [each["id"] for each in (await apis[0].data("{ accounts { nodes { id } } }"))["accounts"]["nodes"]]
        async with await LiveClient.connect(servers[0].port) as first:
            start = await first.enter(token)
        ports = [each.port for each in servers]
        follow = [Subscriber(start) for _ in range(subscribers)]
        following = [asyncio.create_task(each.follow(ports, token, random.Random(n))) for n, each in enumerate(follow)]
        stop = asyncio.Event()
        recording = [asyncio.create_task(record(api, accounts, random.Random(n), stop)) for n, api in enumerate(apis)]
        for _ in range(kills):
            await asyncio.sleep(seconds / (kills + 1))
            killed = draw.choice(servers)
            killed.kill()
            await killed.start()
        await asyncio.sleep(seconds / (kills + 1))
        stop.set()
        await asyncio.gather(*recording)
        changes = await feed_after(apis[0], start)
        for _ in range(CATCH_UP_LOOKS):
            if all(len(each.got) >= len(changes) for each in follow):
                break
            await asyncio.sleep(CATCH_UP_LOOK_S)
        await _ended(following)
        return Outcome(len(changes), follow, sum(each.got != changes for each in follow))


async def _ended(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel tasks, and raise what one of them raised before."""
    for each in tasks:
        each.cancel()
    for answer in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(answer, Exception):
            raise answer


async def main(seconds: float = SECONDS, subscribers: int = SUBSCRIBERS, kills: int = KILLS) -> None:
    """Run on both databases."""
    async with both_databases() as urls:
        for kind, url in urls.items():
            with tempfile.TemporaryDirectory() as folder:
                place = pathlib.Path(folder)
                outcome = await followed(url, place, seconds=seconds, subscribers=subscribers, kills=kills)
            print(f"{kind}: {outcome}")
            assert outcome.wrong == 0
            assert outcome.lag_s <= 1


if __name__ == "__main__":
    given = sys.argv[1:]
    asyncio.run(main(*[float(each) for each in given[:1]], *[int(each) for each in given[1:]]))
