"""PostgreSQL restarted, and its sessions ended, while clients send payments: what is reported is what is stored.

    python -m tests.stress.interruptions [restarts] [ended sessions]

Clients of two processes send payments with a number of their own each, with an idempotency key or without, real ones and
dry runs, beside jobs. Half of the restarts break off as a crash does. Prints what was reported, and how often it was
untrue: reported as failed and stored, acknowledged and lost, a dry run stored must all be 0.
"""

import asyncio
import itertools
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from api.graph.ids import opaque
from domain.jobs.worker import Worker
from domain.store.migrate import migrate
from domain.store.program import Sql
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.centre import Centre, rows
from tests.support.graphql import Api
from tests.support.postgres import PostgresServer, restartable_server, url_of

CLIENTS = 12
ACCOUNTS = 8
PAUSE_S = 0.25
"""The longest pause between two restarts; between two ended sessions it is a tenth of that."""
STORED = Sql("select number from transactions where kind = 'PAYMENT'")
UNFINISHED = Sql("select count(*) from jobs where ended_at is null")
PAY = "mutation ($i: MakePaymentInput!) { makePayment(input: $i) { userErrors { code } replayed transaction { number } } }"
RECONCILE = "mutation { reconcileAllAccounts(input: {}) { userErrors { code } } }"
END_ONE = (
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tieout' and state <> 'idle' "
    "order by (query like 'COMMIT%') desc, random() limit 1"
)
"""Ends a session that is at work, best one that is committing."""

Disturb = Callable[[], Awaitable[bool]]


@dataclass
class Interruptions:
    """What the clients got, by payment number, and how much of it was untrue."""

    reported: dict[str, str] = field(default_factory=dict)
    dry_runs: set[str] = field(default_factory=set)
    replayed: int = 0
    seconds: float = 0.0
    disturbed: int = 0
    failed_and_stored: int = 0
    acknowledged_and_lost: int = 0
    dry_and_stored: int = 0
    contradictions: int = 0

    @property
    def unknown(self) -> int:
        """How many got OUTCOME_UNKNOWN, and had no key to find it out with."""
        return sum(code == "OUTCOME_UNKNOWN" for code in self.reported.values())

    @property
    def untrue(self) -> int:
        """How often something untrue was reported, or is stored."""
        return self.failed_and_stored + self.acknowledged_and_lost + self.dry_and_stored + self.contradictions

    def compare(self, stored: set[str]) -> None:
        """Compare what was reported with what is stored."""
        acknowledged = {number for number, code in self.reported.items() if code == "done"}
        failed = {number for number, code in self.reported.items() if code not in {"done", "OUTCOME_UNKNOWN"}}
        self.acknowledged_and_lost = len(acknowledged - stored)
        self.failed_and_stored = len(failed & stored)
        self.dry_and_stored = len(self.dry_runs & stored)

    def __str__(self) -> str:
        return (
            f"{self.disturbed} times in {self.seconds:.1f} s, {len(self.reported)} payments and {len(self.dry_runs)} "
            f"dry runs: {dict(Counter(self.reported.values()).most_common())}, {self.replayed} found done when sent "
            f"again; reported as failed and stored {self.failed_and_stored}, acknowledged and lost "
            f"{self.acknowledged_and_lost}, dry runs stored {self.dry_and_stored}, unknown {self.unknown}, "
            f"contradictions {self.contradictions}"
        )


async def under_load(url: str, disturb: Disturb, times: int, pause_s: float, seed: int = 1) -> Interruptions:
    """Disturb so often while clients send payments; compare what they got with what is stored."""
    chance, interruptions = random.Random(seed), Interruptions()
    async with _stores(url, 2) as stores:
        centre = await Centre.open(stores[0])
        accounts = await centre.accounts([str(number) for number in range(2001, 2001 + ACCOUNTS)])
        for account in accounts:
            await centre.invoice(7_500, account=account)
        ids = [opaque("Account", account) for account in accounts]
        worker = Worker(stores[0])
        worker.start()
        stop = asyncio.Event()
        clients = [_client(Api(stores[each % 2]), interruptions, stop, ids, each) for each in range(CLIENTS)]
        sending = [asyncio.create_task(each) for each in clients]
        began = time.perf_counter()
        while interruptions.disturbed < times:
            await asyncio.sleep(chance.random() * pause_s)
            interruptions.disturbed += await disturb()
        stop.set()
        await asyncio.gather(*sending)
        interruptions.seconds = time.perf_counter() - began
        async with asyncio.timeout(120):
            while await rows(stores[1], UNFINISHED) != [(0,)]:  # noqa: ASYNC110 - the jobs are in the database
                await asyncio.sleep(0.2)
        await worker.stop()
    async with _stores(url, 1) as (store,):
        interruptions.compare({number for (number,) in await rows(store, STORED)})
        interruptions.contradictions = len(await verify(store))
    return interruptions


async def _client(
    api: Api, interruptions: Interruptions, stop: asyncio.Event, accounts: Sequence[str], client: int
) -> None:
    chance = random.Random(client)
    async with api:
        for count in itertools.count():
            if stop.is_set():
                return
            number = f"P-{client}-{count}"
            sent: dict[str, Any] = {
                "accountId": chance.choice(accounts),
                "amountCents": chance.randint(1, 5_000),
                "method": "CASH",
                "number": number,
            }
            if chance.random() < 0.1:
                interruptions.dry_runs.add(number)
                await api(PAY, i=sent | {"dryRun": True})
                continue
            if chance.random() < 0.5:
                sent["idempotencyKey"] = number
            if client == 0 and count % 50 == 0:
                await api(RECONCILE)
            interruptions.reported[number] = await _pay(api, interruptions, sent)


async def _pay(api: Api, interruptions: Interruptions, sent: dict[str, Any]) -> str:
    """Send a payment; with a key, send it again as long as its outcome is unknown. Return what was reported at last."""
    while True:
        answer = await api(PAY, i=sent)
        if "errors" not in answer:
            payload = answer["data"]["makePayment"]
            interruptions.replayed += bool(payload["replayed"])
            return str(payload["userErrors"][0]["code"]) if payload["userErrors"] else "done"
        code: str = answer["errors"][0]["extensions"]["code"]
        if code != "OUTCOME_UNKNOWN" or "idempotencyKey" not in sent:
            return code


@asynccontextmanager
async def _stores(url: str, count: int) -> AsyncIterator[list[Store]]:
    stores = [await Store.open(url, connections=8) for _ in range(count)]
    try:
        yield stores
    finally:
        for store in stores:
            await store.close()


async def restarts(server: PostgresServer, url: str, times: int) -> Interruptions:
    """Restart the server so often, every other time as after a crash."""
    crashes = itertools.cycle((False, True))

    async def restart() -> bool:
        await asyncio.to_thread(server.stop, at_once=next(crashes))
        server.start()
        await asyncio.to_thread(server.ready)
        return True

    return await under_load(url, restart, times, PAUSE_S)


async def ended_sessions(url: str, times: int) -> Interruptions:
    """End so many sessions that are at work."""
    connection = await asyncpg.connect(url, server_settings={"application_name": "administrator"})

    async def end_one() -> bool:
        return bool(await connection.fetchval(END_ONE))

    try:
        return await under_load(url, end_one, times, PAUSE_S / 10)
    finally:
        await connection.close()


async def main(restarted: int, ended: int) -> None:
    """Do both on a server whose commits reach the disk, and print."""
    with restartable_server(fsync=True) as server:
        urls = [url_of(server.folder, name) for name in ("restarted", "ended")]
        connection = await asyncpg.connect(url_of(server.folder, "postgres"))
        for name in ("restarted", "ended"):
            await connection.execute(f"create database {name}")
        await connection.close()
        for url in urls:
            await migrate(url)
        found = []
        for name, running in (
            ("ended sessions", ended_sessions(urls[1], ended)),
            ("restarts", restarts(server, urls[0], restarted)),
        ):
            found.append(await running)
            print(f"{name:<15} {found[-1]}", flush=True)
    assert not any(each.untrue for each in found), "what was reported is not what is stored"


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    asyncio.run(main(*([*given, *(200, 400)[len(given) :]])))
