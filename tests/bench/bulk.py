"""Thousands of payments in one mutation beside as many single ones, and files of many rows, on both databases.

    python -m tests.bench.bulk [rows]

Every payment marks an invoice of two items. What both ways come to is compared, and everything is verified.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

from api.graph.ids import opaque
from domain.importing import ImportKind, ImportRecords
from domain.services.bulk import CreateInvoices
from domain.services.invoices import CreateInvoice
from domain.services.recording import ItemInput
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.centre import Centre
from tests.support.databases import both_databases
from tests.support.graphql import Api

ACCOUNTS = 100
CLIENTS = 16
"""So many single payments are under way at once."""
SINGLE = """
mutation ($input: MakePaymentInput!) { makePayment(input: $input) { userErrors { message } transaction { number } } }
"""
MANY = """
mutation ($input: MakePaymentsInput!) {
  makePayments(input: $input) { userErrors { message } batch { id } transactions { number } }
}
"""
UNDO = "mutation ($id: ID!) { undoBatch(input: {batchId: $id}) { userErrors { message } } }"
FILES = {
    ImportKind.ACCOUNTS: ("account_number,owner_name,email,currency,members", "A{row},Owner {row},,USD,Leo;Sofia"),
    ImportKind.INVOICES: (
        "invoice_number,account_number,date,due_on,description,ledger_code,amount,member",
        "I{row},A{tenth},2026-01-05,,Swim lessons,SWIM,10.00,Leo",
    ),
    ImportKind.PAYMENTS: (
        "number,account_number,date,amount,kind,method,reference",
        "P{row},A{tenth},2026-01-06,10.00,,CASH,Check {row}",
    ),
    ImportKind.RECONCILIATIONS: (
        "credit_number,credit_position,debit_number,debit_position,amount",
        "P{row},1,I{row},1,10.00",
    ),
}


class Bench:
    """One database, its figures in seconds."""

    def __init__(self, centre: Centre, rows: int) -> None:
        self.centre = centre
        self.rows = rows
        self.figures: dict[str, str] = {}

    async def timed(self, name: str, work: Callable[[], Awaitable[Any]]) -> Any:
        began = time.perf_counter()
        done = await work()
        self.figures[name] = f"{time.perf_counter() - began:.1f} s"
        return done

    async def inputs(self) -> list[dict[str, Any]]:
        """A payment for each of so many new invoices."""
        found = await self.centre.rows("select id from accounts where number like 'B%' order by id")
        accounts = [row[0] for row in found] or [await self.centre.account(f"B{each}") for each in range(ACCOUNTS)]
        items = [ItemInput("Swim lessons", "SWIM", cents) for cents in (700, 500)]
        of_row = [accounts[row % ACCOUNTS] for row in range(self.rows)]
        command = CreateInvoices([CreateInvoice(account, items) for account in of_row])
        invoices = (await self.centre.do(command)).result.transactions
        return [
            {
                "accountId": opaque("Account", account),
                "amountCents": 1_000,
                "method": "CASH",
                "applyTo": [{"invoiceId": opaque("Transaction", invoice or 0)}],
            }
            for account, invoice in zip(of_row, invoices, strict=True)
        ]

    async def payments(self, api: Api) -> None:
        """As many payments one by one and at once."""
        commands = await self.inputs()
        turns = iter(commands)

        async def client() -> None:
            for command in turns:
                done = await api.data(SINGLE, input=command)
                assert done["makePayment"]["userErrors"] == []

        await self.timed("single", lambda: asyncio.gather(*(client() for _ in range(CLIENTS))))
        commands = await self.inputs()
        tried = await self.timed("dry run", lambda: api.data(MANY, input={"rows": commands, "dryRun": True}))
        done = await self.timed("at once", lambda: api.data(MANY, input={"rows": commands}))
        assert done["makePayments"]["transactions"] == tried["makePayments"]["transactions"]
        assert done["makePayments"]["userErrors"] == []
        sums = "select kind, count(*), sum(reconciled_cents) from transactions group by kind order by kind"
        assert [(row[1], int(row[2])) for row in await self.centre.rows(sums)] == [
            (2 * self.rows, 2_000 * self.rows)
        ] * 2
        undone = await self.timed("undo", lambda: api.data(UNDO, id=done["makePayments"]["batch"]["id"]))
        assert undone["undoBatch"]["userErrors"] == []

    async def files(self) -> None:
        """Files of ten times as many rows."""
        for kind, (header, line) in FILES.items():
            rows = self.rows if kind is ImportKind.ACCOUNTS else self.rows * 10
            text = "\n".join([header, *(line.format(row=row, tenth=row // 10) for row in range(rows))])
            command = ImportRecords(kind, text.encode())
            name = f"{rows:,} {kind.lower()}"
            done = await self.timed(name, lambda command=command: self.centre.do(command))
            assert (done.result.created, done.result.unchanged) == (rows, 0)


async def bench(url: str, rows: int) -> dict[str, str]:
    """All of it on one database."""
    store = await Store.open(url, wait_s=600)
    api = Api(store)
    try:
        run = Bench(await Centre.open(store), rows)
        await run.payments(api)
        await run.files()
        assert await run.timed("verify", lambda: verify(store)) == []
        return run.figures
    finally:
        await api.http.aclose()
        await store.close()


async def main(rows: int) -> None:
    """Runs on both databases and prints side by side."""
    async with both_databases() as urls:
        figures = {name: await bench(url, rows) for name, url in urls.items()}
    print(f"{rows:,} payments, each marking an invoice of two items; imported files")
    print(f"{'':<26}" + "".join(f"{name:>14}" for name in figures))
    for name in next(iter(figures.values())):
        print(f"{name:<26}" + "".join(f"{each[name]:>14}" for each in figures.values()))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
