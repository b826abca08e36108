"""Clients of two processes wish for anything at random, all at once, on few accounts.

    python -m tests.bench.storm [wishes of each client]

Prints for each database what they were answered, and how many deadlocks PostgreSQL counted. There should be no INTERNAL
and no deadlock: every block locks in one order.
"""

import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence

import asyncpg

from domain.errors import Refusal
from domain.jobs.importing import ImportFile, ImportKind, ImportOutcome, import_file
from domain.permissions import OPERATOR
from domain.store.store import Command, Store
from tests.bench.races import both_databases
from tests.support.billing import Centre, contradictions_of
from tests.support.graphql import Api
from tests.support.wishes import Wishes

CLIENTS = 10
IMPORTERS = 2


async def storm(url: str, wishes: int) -> Counter[str]:
    """So many wishes of each client, and files that name the same payments in different orders; gives their answers.

    Raises ``AssertionError`` where something contradicts itself afterwards.
    """
    stores = [await Store.open(url) for _ in range(2)]
    try:
        centre = await Centre.open(stores[0])
        accounts = [centre.rivera, *[await centre.account(number) for number in ("1002", "1003")]]
        for account in accounts:
            await centre.invoice(7_500, 7_500, 2_000, account=account)
            await centre.payment(10_000, account=account)
        told: Counter[str] = Counter()
        done: list[tuple[str, str]] = []
        apis = [Api(store) for store in stores]
        clients = [_client(apis[seed % 2], done, told, seed, wishes) for seed in range(CLIENTS)]
        importers = [_importer(stores[seed % 2], told, seed, wishes) for seed in range(IMPORTERS)]
        await asyncio.gather(*clients, *importers)
        found = await contradictions_of(stores[0])
        assert not found, found[:5]
        return told
    finally:
        for store in stores:
            await store.close()


async def _client(api: Api, done: list[tuple[str, str]], told: Counter[str], seed: int, wishes: int) -> None:
    mine = Wishes(Centre(api.store), seed)
    mine.done = done
    for _ in range(wishes):
        mutation = mine.chance.choice(mine.mutations)
        wish = await mine.wish(mutation)
        if wish is not None:
            told[await _ask(api, mutation, wish, done)] += 1


async def _ask(api: Api, mutation: str, wish: dict[str, object], done: list[tuple[str, str]]) -> str:
    name = mutation[0].upper() + mutation[1:]
    said = await api(
        f"mutation ($input: {name}Input!) {{ {mutation}(input: $input) {{ userErrors {{ code }} batch {{ id }} }} }}",
        input=wish,
    )
    if "errors" in said:
        return f"{said['errors'][0]['extensions']['code']} of {mutation}"
    payload = said["data"][mutation]
    if payload["batch"] is not None:
        done.append((mutation, payload["batch"]["id"]))
    return payload["userErrors"][0]["code"] if payload["userErrors"] else "done"


async def _importer(store: Store, told: Counter[str], seed: int, files: int) -> None:
    """Imports the same payments as the other importers do, in an order of its own."""
    chance = random.Random(seed)
    for number in range(files):
        lines = [f"F{number}-{each},{1001 + each % 3},2026-01-31,1.00,,,\n" for each in range(9)]
        told[await _import(store, chance.sample(lines, len(lines)))] += 1


async def _import(store: Store, lines: Sequence[str]) -> str:
    data = "number,account_number,date,amount,kind,method,reference\n" + "".join(lines)
    wish = ImportFile(ImportKind.PAYMENTS, data.encode())
    try:
        command = Command("importFile", OPERATOR)
        outcome = (await store.write(command, lambda block: import_file(block, wish), ImportOutcome)).outcome
    except Refusal as refusal:
        return refusal.code
    return "imported" if outcome.created else "imported before"


async def deadlocks_of(url: str) -> int:
    """How many deadlocks PostgreSQL has counted in a database; those of closed connections are all in."""
    connection = await asyncpg.connect(url)
    try:
        return int(
            await connection.fetchval("select deadlocks from pg_stat_database where datname = current_database()")
        )
    finally:
        await connection.close()


async def main(wishes: int) -> None:
    """Storms on both databases and prints."""
    async with both_databases() as urls:
        for name, url in urls.items():
            began = time.perf_counter()
            told = await storm(url, wishes)
            seconds = time.perf_counter() - began
            deadlocks = f", {await deadlocks_of(url)} deadlocks" if name == "PostgreSQL" else ""
            print(f"{name:<10} {told.total()} wishes in {seconds:.1f} s{deadlocks}: {dict(told.most_common())}")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
