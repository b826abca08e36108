"""Clients of two processes send random commands, all at once, on few accounts.

    python -m tests.stress.storm [commands of each client]

Prints for each database what they were answered, and how many deadlocks PostgreSQL counted. There should be no INTERNAL
and no deadlock: every unit of work locks in one order.
"""

import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

import asyncpg

from domain.errors import Refusal
from domain.importing import ImportKind, ImportRecords
from domain.store.store import Store
from tests.support.centre import Centre, run
from tests.support.contradictions import contradictions_of
from tests.support.databases import both_databases
from tests.support.graphql import Api
from tests.support.random_commands.commands import RandomCommands

CLIENTS = 10
IMPORTERS = 2


async def storm(url: str, cmds: int, *, pooler: bool = False) -> Counter[str]:
    """Send so many commands of each client, and import files that name the same payments in different orders; count answers.

    Raises ``AssertionError`` where something contradicts itself afterwards.
    """
    stores = [await Store.open(url, pooler=pooler) for _ in range(2)]
    try:
        centre = await Centre.open(stores[0])
        accounts = [centre.rivera, *[await centre.account(number) for number in ("1002", "1003")]]
        for account in accounts:
            await centre.invoice(7_500, 7_500, 2_000, account=account)
            await centre.payment(10_000, account=account)
        reported: Counter[str] = Counter()
        done: list[tuple[str, str]] = []
        apis = [Api(store) for store in stores]
        clients = [_client(apis[seed % 2], done, reported, seed, cmds) for seed in range(CLIENTS)]
        importers = [_importer(stores[seed % 2], reported, seed, cmds) for seed in range(IMPORTERS)]
        await asyncio.gather(*clients, *importers)
        found = await contradictions_of(stores[0])
        assert not found, found[:5]
        return reported
    finally:
        for store in stores:
            await store.close()


async def _client(api: Api, done: list[tuple[str, str]], answers: Counter[str], seed: int, count: int) -> None:
    commands = RandomCommands(Centre(api.store), api, seed)
    commands.done = done
    for _ in range(count):
        mutation = commands.chance.choice(commands.mutations)
        given = await commands.input_for(mutation)
        if given is not None:
            answer = await commands.send(mutation, {**given, "dryRun": commands.maybe(0.2)})
            answers[_code_of(mutation, answer)] += 1


def _code_of(mutation: str, answer: dict[str, Any]) -> str:
    if "errors" in answer:
        return f"{answer['errors'][0]['extensions']['code']} of {mutation}"
    errors = answer["data"][mutation]["userErrors"]
    return str(errors[0]["code"]) if errors else "done"


async def _importer(store: Store, reported: Counter[str], seed: int, files: int) -> None:
    """Imports the same payments as the other importers do, in an order of its own."""
    chance = random.Random(seed)
    for number in range(files):
        lines = [f"F{number}-{each},{1001 + each % 3},2026-01-31,1.00,,,\n" for each in range(9)]
        reported[await _import(store, chance.sample(lines, len(lines)))] += 1


async def _import(store: Store, lines: Sequence[str]) -> str:
    data = "number,account_number,date,amount,kind,method,reference\n" + "".join(lines)
    command = ImportRecords(ImportKind.PAYMENTS, data.encode())
    try:
        result = (await run(store, command)).result
    except Refusal as refusal:
        return refusal.code
    return "imported" if result.created else "imported before"


async def deadlocks_of(url: str) -> int:
    """How many deadlocks PostgreSQL has counted in a database; those of closed connections are all in."""
    connection = await asyncpg.connect(url)
    try:
        return int(
            await connection.fetchval("select deadlocks from pg_stat_database where datname = current_database()")
        )
    finally:
        await connection.close()


async def main(cmds: int) -> None:
    """Storms on both databases and prints."""
    async with both_databases() as urls:
        for name, url in urls.items():
            began = time.perf_counter()
            reported = await storm(url, cmds)
            seconds = time.perf_counter() - began
            deadlocks = f", {await deadlocks_of(url)} deadlocks" if name == "PostgreSQL" else ""
            print(
                f"{name:<10} {reported.total()} commands in {seconds:.1f} s{deadlocks}: {dict(reported.most_common())}"
            )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
