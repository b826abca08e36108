"""The nested billing query of 1,000 transactions, beside naive DataLoader and N+1 code on the same data, in one run.

    python -m tests.bench.nested

Prints milliseconds (best of five) and ratios. The naive schemas are what a first version with Strawberry looks like: a
DataLoader for each relation with an async resolver for each field, and one statement a row without any loader.
"""

import asyncio
import pathlib
import tempfile
import time
from collections.abc import Awaitable, Callable
from typing import Any
from zoneinfo import ZoneInfo

import aiosqlite
import httpx
import strawberry
from strawberry.dataloader import DataLoader

from api.documents import Documents
from api.http import GraphQLEndpoint
from api.operation import Operations
from api.schema import core_schema
from domain.core.kinds import PaymentMethod
from domain.permissions import OPERATOR
from domain.services.accounts import AccountOutcome, CreateAccount, create_account
from domain.services.checkout import Checkout, CheckoutOutcome, checkout
from domain.services.ledger_codes import CreateLedgerCode, LedgerCodeOutcome, create_ledger_code
from domain.services.payments import Money
from domain.services.recording import ItemWish
from domain.store.migrate import migrate
from domain.store.store import Command, Store

TRANSACTIONS = 1_000
QUERY = """
query ($number: String!) {
  account(number: $number) {
    transactions(first: 1000) {
      nodes { number kind description amountCents reconciledCents items { position description amountCents } }
    }
  }
}
"""
NAIVE_QUERY = (
    "{ transactions { number kind description amountCents reconciledCents "
    "items { position description amountCents } } }"
)
COLUMNS = "id, number, kind, description, amount_cents, reconciled_cents"


async def main() -> None:
    """Fills a database, asks each of the three, prints."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "bench.db"
        await migrate(f"sqlite:///{path}")
        store = await Store.open(f"sqlite:///{path}")
        account = await fill(store)
        ours = await best_of(tieout(store))
        async with aiosqlite.connect(path) as connection:
            loaders = await best_of(naive(connection, account, with_loader=True))
            single = await best_of(naive(connection, account, with_loader=False))
        await store.close()
    print(f"{TRANSACTIONS:,} transactions with their items, HTTP and JSON included only in ours:")
    print(f"  tieout, one plan          {ours:8.1f} ms")
    print(f"  DataLoader, async fields  {loaders:8.1f} ms   {loaders / ours:.1f} times as long")
    print(f"  N+1, async fields         {single:8.1f} ms   {single / ours:.1f} times as long")


async def fill(store: Store) -> int:
    """One account with so many transactions."""
    code = CreateLedgerCode("SWIM", "Swimming")
    await store.write(Command("x", OPERATOR), lambda block: create_ledger_code(block, code), LedgerCodeOutcome)
    new = CreateAccount("1001", "Ann Rivera", "USD")
    made = await store.write(Command("x", OPERATOR), lambda block: create_account(block, new), AccountOutcome)
    items = [ItemWish("Swim lessons", "SWIM", 1_000), ItemWish("Goggles", "SWIM", 500)]
    wish = Checkout(made.outcome.account, items, None, Money(1_200, PaymentMethod.CASH))
    for _ in range(TRANSACTIONS // 2):
        await store.write(Command("x", OPERATOR), lambda block: checkout(block, wish), CheckoutOutcome)
    return made.outcome.account


def tieout(store: Store) -> Callable[[], Awaitable[int]]:
    """Our endpoint, over in-process HTTP."""

    async def who(_request: object) -> Any:
        return OPERATOR

    operations = Operations(core_schema(), store, ZoneInfo("UTC"))
    app = GraphQLEndpoint(Documents(core_schema()), operations.execute, who)
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://bench")

    async def ask() -> int:
        answer = await client.post("/graphql", json={"query": QUERY, "variables": {"number": "1001"}})
        return len(answer.json()["data"]["account"]["transactions"]["nodes"])

    return ask


def naive(connection: aiosqlite.Connection, account: int, *, with_loader: bool) -> Callable[[], Awaitable[int]]:
    """A schema as one writes it first: rows as dictionaries, an async resolver for each field."""

    async def items_of(ids: list[int]) -> list[list[dict[str, Any]]]:
        marks = ",".join("?" * len(ids))
        sql = f"select transaction_id, position, description, amount_cents from items where transaction_id in ({marks})"
        found: dict[int, list[dict[str, Any]]] = {each: [] for each in ids}
        for row in await connection.execute_fetchall(sql, ids):
            found[row[0]].append({"position": row[1], "description": row[2], "amount_cents": row[3]})
        return [found[each] for each in ids]

    def column(name: str) -> Any:
        async def resolve(root: Any) -> Any:
            return root.row[name]

        return resolve

    @strawberry.type
    class Item:
        row: strawberry.Private[dict[str, Any]]
        position: int = strawberry.field(resolver=typed(column("position"), int))
        description: str = strawberry.field(resolver=typed(column("description"), str))
        amount_cents: int = strawberry.field(resolver=typed(column("amount_cents"), int))

    @strawberry.type
    class Transaction:
        row: strawberry.Private[dict[str, Any]]
        loader: strawberry.Private[Any]
        number: str = strawberry.field(resolver=typed(column("number"), str))
        kind: str = strawberry.field(resolver=typed(column("kind"), str))
        description: str = strawberry.field(resolver=typed(column("description"), str))
        amount_cents: int = strawberry.field(resolver=typed(column("amount_cents"), int))
        reconciled_cents: int = strawberry.field(resolver=typed(column("reconciled_cents"), int))

        @strawberry.field
        async def items(self) -> list[Item]:
            if with_loader:
                rows = await self.loader.load(self.row["id"])
            else:
                rows = (await items_of([self.row["id"]]))[0]
            return [Item(row=row) for row in rows]

    @strawberry.type
    class Query:
        @strawberry.field
        async def transactions(self) -> list[Transaction]:
            loader: DataLoader[int, list[dict[str, Any]]] = DataLoader(load_fn=items_of)
            sql = f"select {COLUMNS} from transactions where account_id = ? order by date, recording_seq limit 1000"
            names = COLUMNS.split(", ")
            rows = await connection.execute_fetchall(sql, (account,))
            return [Transaction(row=dict(zip(names, row, strict=True)), loader=loader) for row in rows]

    schema = strawberry.Schema(query=Query)

    async def ask() -> int:
        result = await schema.execute(NAIVE_QUERY)
        assert result.errors is None, result.errors
        assert result.data is not None
        return len(result.data["transactions"])

    return ask


def typed(resolve: Any, kind: type) -> Any:
    """Gives a resolver the return type that Strawberry reads."""
    resolve.__annotations__ = {"root": Any, "return": kind}
    return resolve


async def best_of(ask: Callable[[], Awaitable[int]], tries: int = 5) -> float:
    """Milliseconds of the quickest of so many tries; each must answer whole."""
    best = float("inf")
    for _ in range(tries):
        began = time.perf_counter()
        assert await ask() == TRANSACTIONS
        best = min(best, (time.perf_counter() - began) * 1_000)
    return best


if __name__ == "__main__":
    asyncio.run(main())
