"""Statements and yearly receipts of random accounts, on both databases (domain R46c).

    python -m tests.stress.statements [ACCOUNTS] [PERIODS]

Makes random books, of 200 accounts if no number is given, and asks for the statements of each in 5 random periods: opening
balance, each line with the balance after it, and closing balance are what the audit log alone says. What was paid in a year
for all members and for the account itself is what money and refunds are reconciled with.
"""

import asyncio
import os
import random
import sys
import time
from datetime import date, timedelta

from api.graph.ids import opaque
from domain.core.periods import year_period
from domain.queries.documents import paid_in
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from tests.support import account_statements
from tests.support.databases import both_databases
from tests.support.graphql import Api
from tests.support.random_commands.books import random_books
from tests.support.replay import read_log
from tests.support.report_oracle import Book

ACCOUNTS, PERIODS = 200, 5
YEARS = (2024, 2025, 2026)
PAID = Sql(
    "select coalesce(sum(case when r.debit_kind = 'REFUND' then -r.amount_cents else r.amount_cents end), 0) "
    "from reconciliations r where r.account_id = :account and r.released_at is null "
    "and not r.faulty and not r.processing and (r.debit_kind = 'INVOICE' and r.credit_kind in ('PAYMENT', 'DEPOSIT') "
    "and r.credit_date >= :first and r.credit_date <= :last or r.debit_kind = 'REFUND' "
    "and r.credit_kind in ('CREDIT', 'CANCELLATION') and r.debit_date >= :first and r.debit_date <= :last)"
)


async def statements(url: str, accounts: int, periods: int, seed: int = 5) -> tuple[int, int]:
    """Compare the statements and yearly receipts of random books; return how many lines and payments they had."""
    store = await Store.open(url)
    try:
        await random_books(store, seed, accounts, steps=5)
        _, events = await store.read(read_log())
        book, chance = Book.of(events), random.Random(seed)
        lines = payments = 0
        async with Api(store) as api:
            for account_id in sorted(book.accounts):
                for _ in range(periods):
                    first = date(2025, 12, 1) + timedelta(days=chance.randrange(200))
                    lines += await _compared(api, book, account_id, (first, first + timedelta(chance.randrange(90))))
                for year in YEARS:
                    days = year_period(year)
                    paid = await store.read(paid_in(account_id, days))
                    assert sum(each.cents for each in paid) == await store.read(_paid(account_id, *days)), account_id
                    assert all(days.first <= each.date <= days.last for each in paid)
                    payments += len(paid)
        return lines, payments
    finally:
        await store.close()


async def _compared(api: Api, book: Book, account_id: int, period: tuple[date, date]) -> int:
    """Compare one statement with the log; return how many lines it has."""
    found = await account_statements.read(api, opaque("Account", account_id), period)
    lines = [
        (each["transaction"]["number"], each["debitCents"] - each["creditCents"], each["balanceCents"])
        for each in found["lines"]
    ]
    stated = found["openingCents"], found["closingCents"], found["processingCents"], lines
    assert stated == account_statements.of_book(book, account_id, period), (account_id, period)
    return len(lines)


def _paid(account: int, first: date, last: date) -> Program[int]:
    return int((yield Query(PAID, account=account, first=first, last=last))[0][0])


async def main(accounts: int, periods: int) -> None:
    """Compare on both databases."""
    async with both_databases() as urls:
        for name, url in urls.items():
            began = time.perf_counter()
            lines, payments = await statements(url, accounts, periods)
            took = f"{time.perf_counter() - began:.0f} s, load {os.getloadavg()[0]:.0f}"
            print(
                f"{name:<10} {accounts * periods:,} statements of {lines:,} lines, and {payments:,} payments of years, in "
                f"{took}: all are what the log says",
                flush=True,
            )


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:3]]
    asyncio.run(main(*given, *(ACCOUNTS, PERIODS)[len(given) :]))
