"""How long questions take in a book of 60 accounts with 1,000 invoices and 1,000 payments each, half of them reconciled.

    python -m tests.bench.reading [ACCOUNTS [INVOICES]]

For each question, on both databases: the milliseconds until its answer is there (the best of three), how long the process
was held up for others meanwhile, and what it cost. Beside ordinary questions stand the longest that are permitted.
"""

import asyncio
import sys
import time
from dataclasses import dataclass
from typing import Any

from domain.core.kinds import ReconciliationOrigin
from domain.importing import ImportKind, ImportRecords
from domain.services.reconcile import DEFAULT_KINDS, ReconcileAccount
from domain.store.store import Store
from tests.integration.test_graph import ALL_OF_A_BILLING
from tests.support.centre import Centre, run
from tests.support.databases import both_databases
from tests.support.graphql import Api

HEADS = {
    ImportKind.ACCOUNTS: "account_number,owner_name,email,currency,members",
    ImportKind.INVOICES: "invoice_number,account_number,date,due_on,description,ledger_code,amount,member",
    ImportKind.PAYMENTS: "number,account_number,date,amount,kind,method,reference",
}


def aliased(times: int, field: str) -> str:
    """A field so many times."""
    return " ".join(f"a{number}: {field}" for number in range(times))


def searches(times: int) -> str:
    """So many searches of all that is open, counted."""
    return " ".join(
        f'u{number}: unreconciledItems(first: 1, filter: {{search: "zz{number}"}}) {{ totalCount nodes {{ id }} }}'
        for number in range(times)
    )


SUMS = "{ currency debitCount unreconciledDebitCents creditCount unreconciledCreditCents }"
ACCOUNT = 'account(number: "A5")'
SOLD = "salesByLedgerCodeReport(period: {year: 2026})"
NINE = "accounts(first: 9) { nodes { transactions(first: 999) { nodes { %s } } } }"
QUESTIONS = {
    "60 accounts, the oldest transaction": "accounts(first: 60) { nodes { transactions(first: 1) { nodes { id } } } }",
    "60 accounts, their transactions counted": "accounts(first: 60) { nodes { transactions(first: 1) { totalCount } } }",
    "60 accounts, the newest event": "accounts(first: 60) { nodes { history(first: 1) { nodes { id } } } }",
    "60 accounts, all transactions searched": (
        'accounts(first: 60) { nodes { transactions(first: 1, filter: {search: "zzz"}) { totalCount nodes { id } } } }'
    ),
    "1,000 transactions, their reconciliations": (
        f"{ACCOUNT} {{ transactions(first: 1000) {{ nodes {{ reconciliations(first: 5) {{ nodes {{ id }} }} }} }} }}"
    ),
    "1,000 transactions, their reconciliations counted": (
        f"{ACCOUNT} {{ transactions(first: 1000) {{ nodes {{ reconciliations {{ totalCount }} }} }} }}"
    ),
    "open items, oldest first": "unreconciledItems(first: 100) { totalCount nodes { id } }",
    "open items, by owner": "unreconciledItems(first: 100, orderBy: {field: OWNER_NAME}) { nodes { id } }",
    "open items, by amount": "unreconciledItems(first: 100, orderBy: {field: UNRECONCILED}) { nodes { id } }",
    "open items, what they come to": f"unreconciledItems {{ totals {SUMS} }}",
    "open items, one search": searches(1),
    "open items, five searches": searches(5),
    "sold items of a year, the first page": f"{SOLD} {{ items(first: 100) {{ totalCount nodes {{ item {{ id }} }} }} }}",
    "sold items of a year, of one code": (
        f'{SOLD} {{ items(first: 100, ledgerCode: "SWIM") {{ totalCount nodes {{ item {{ id }} }} }} }}'
    ),
    "longest: what open items come to, 20 times": aliased(20, f"unreconciledItems {{ totals {SUMS} }}"),
    "longest: 9,000 transactions, ten reasons each": NINE % aliased(10, "statusReason"),
    "longest: 9,000 transactions, ten instants each": NINE % aliased(10, "recordedAt"),
    "longest: 1,000 edges, 45 cursors each": (
        f"{ACCOUNT} {{ transactions(first: 1000) {{ edges {{ {aliased(45, 'cursor')} }} }} }}"
    ),
    "longest: 1,000 transactions, reconciliations counted 40 times": (
        f"{ACCOUNT} {{ transactions(first: 1000) {{ nodes {{ {aliased(40, 'reconciliations { totalCount }')} }} }} }}"
    ),
    "refused: 9,000 transactions, 60 reasons each": NINE % aliased(50, "statusReason"),
}


@dataclass
class Stall:
    """How long the loop was held up at most."""

    seconds: float = 0.0

    async def watch(self) -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.002)
            self.seconds = max(self.seconds, time.perf_counter() - began - 0.002)


async def fill(store: Store, accounts: int, invoices: int) -> None:
    """Imports the book and reconciles every second account."""
    centre = await Centre.open(store)
    lines = {
        ImportKind.ACCOUNTS: [f"A{a},Owner {a},,USD,Leo" for a in range(accounts)],
        ImportKind.INVOICES: [
            f"I{a}-{n},A{a},2026-01-{1 + n % 28:02},,Swim lessons,SWIM,10.00,"
            for a in range(accounts)
            for n in range(invoices)
        ],
        ImportKind.PAYMENTS: [
            f"P{a}-{n},A{a},2026-02-{1 + n % 28:02},9.99,,," for a in range(accounts) for n in range(invoices)
        ],
    }
    for kind, rows in lines.items():
        text = "\n".join([HEADS[kind], *rows, ""]).encode()
        await centre.do(ImportRecords(kind, text))
    half = ", ".join(f"'A{a}'" for a in range(0, accounts, 2))
    for [account] in await centre.rows(f"select id from accounts where number in ({half})"):
        await run(store, ReconcileAccount(account, DEFAULT_KINDS, ReconciliationOrigin.RECONCILE_ALL))


async def ask(api: Api, name: str, query: str, **variables: Any) -> None:
    """Asks three times and prints the best."""
    best, held_up, answer = float("inf"), float("inf"), {}
    for _ in range(3):
        stall = Stall()
        watching = asyncio.create_task(stall.watch())
        await asyncio.sleep(0.01)
        began = time.perf_counter()
        answer = await api(query, **variables)
        best = min(best, time.perf_counter() - began)
        await asyncio.sleep(0.005)
        watching.cancel()
        held_up = min(held_up, stall.seconds)
    cost = answer.get("extensions", {}).get("cost", {})
    result = (
        answer["errors"][0]["message"] if "errors" in answer else f"{cost['rows']:,} rows, {cost['values']:,} values"
    )
    print(f"{best * 1000:8.0f} ms, held up {held_up * 1000:5.0f}  {name}: {result[:60]}")


async def main(accounts: int, invoices: int) -> None:
    """Fills both databases and asks."""
    async with both_databases() as urls:
        for database, url in urls.items():
            store = await Store.open(url)
            await fill(store, accounts, invoices)
            api = Api(store)
            print(f"{database}: {accounts} accounts, {2 * accounts * invoices:,} transactions")
            for name, query in QUESTIONS.items():
                await ask(api, name, f"{{ {query} }}")
            await ask(api, "a billing of 1,000 transactions", ALL_OF_A_BILLING, number="A4", first=1000)
            await api.http.aclose()
            await store.close()


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:3] if len(sys.argv) > 2 else ("60", "1000"))))
