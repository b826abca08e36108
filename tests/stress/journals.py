"""Journals of twelve months of random history, on both databases (domain R46b).

    python -m tests.stress.journals [ROUNDS] [ACCOUNTS]

Makes random books, with refunds, corrections, failed eChecks, moved payments and undos. In each of 12 rounds, unless a
number is given, a further month is closed, random mutations are sent, and every month is exported in each currency. Each
journal balances; a correction is dated on an open day; all journals of a month together are what it posts now, which is what
the audit log says, and the reports; exported again, nothing is new; receivables are the sum of the accounts' balances.
"""

import asyncio
import itertools
import os
import random
import sys
import time
from collections import Counter
from datetime import date, timedelta
from typing import Any

from domain.core.periods import months_after
from domain.permissions import OPERATOR
from domain.services.closing import CloseBooks
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from tests.support import journals
from tests.support.centre import run
from tests.support.contradictions import contradictions_of
from tests.support.databases import both_databases
from tests.support.graphql import Api
from tests.support.random_commands.books import random_books
from tests.support.random_commands.closing import CLOSINGS
from tests.support.random_commands.commands import OFTEN
from tests.support.replay import read_log
from tests.support.report_oracle import EVER, Book

CURRENCIES = ("USD", "EUR")
FIRST = date(2025, 7, 1)
MONTHS = [(months_after(FIRST, each), months_after(FIRST, each + 1) - timedelta(days=1)) for each in range(12)]
WHOLE = (MONTHS[0][0], MONTHS[-1][1])
MINUTES_US = 600_000_000
ROUNDS, ACCOUNTS = 12, 40
REPORTS = (
    "query ($p: PeriodInput!, $c: String) { sales: salesByLedgerCodeReport(period: $p, currency: $c) { rows "
    "{ ledgerCode { code } netCents } } paid: paymentByItemReport(period: $p, currency: $c) { totalCents processingCents } }"
)


async def export_all(api: Api, store: Store, exported: dict[str, list[dict[str, Any]]]) -> None:
    """Export each month in each currency, twice, and compare all journals with the log, the reports and the balances."""
    _, events = await store.read(read_log())
    book = Book.of(events)
    for currency, earlier in exported.items():
        for month in MONTHS:
            made = await journals.export(api, month, currency)
            earlier.extend([made] if made else [])
            assert await journals.export(api, month, currency) is None, "exported again, something is new"
        posted = journals.by_account(await journals.exported_lines(api, earlier))
        whole = await journals.read(api, journals.OF_PERIOD, p=journals.days(WHOLE), c=currency)
        assert posted == journals.by_account(whole["lines"]), "the journals are not what the period posts"
        assert posted == journals.of_book(book, currency, WHOLE), "the journals are not what the log says"
        await compare_with_reports(api, posted, currency)
        ever = await journals.read(api, journals.OF_PERIOD, p=journals.days(EVER), c=currency)
        balances = await store.read(balances_of(currency))
        assert journals.by_account(ever["lines"])[journals.RECEIVABLES] == balances, "receivables are not the balances"


def balances_of(currency: str) -> Program[int]:
    """The balances of all accounts of a currency."""
    rows = yield Query(Sql("select coalesce(sum(balance_cents), 0) from accounts where currency = :c"), c=currency)
    return int(rows[0][0])


async def compare_with_reports(api: Api, posted: Counter[str], currency: str) -> None:
    """Sales by ledger code, and the money that has arrived, are what the journals post."""
    found = await api.data(REPORTS, p=journals.days(WHOLE), c=currency)
    for row in found["sales"]["rows"]:
        assert posted[row["ledgerCode"]["code"]] == -row["netCents"], row
    clearing = sum(cents for account, cents in posted.items() if account.endswith(" clearing"))
    assert clearing == found["paid"]["totalCents"] - found["paid"]["processingCents"]


async def play(url: str, rounds: int, accounts: int, mutations: int = 200, seed: int = 11) -> Counter[str]:
    """Play so many rounds, and return what came of it."""
    store = await Store.open(url)
    try:
        commands = await random_books(store, seed, accounts, steps=4)
        latest = (await commands.centre.rows("select max(last_recorded_at) from accounts"))[0][0]
        instants = itertools.count(latest + MINUTES_US, 1_000_000)
        store.clock = lambda: next(instants)  # the books' own clock jumped back and forth
        exported: dict[str, list[dict[str, Any]]] = {each: [] for each in CURRENCIES}
        counts: Counter[str] = Counter()
        async with Api(store, OPERATOR) as api:
            commands.api = api
            names = [each for each in (*commands.mutations, *OFTEN * 2) if each not in CLOSINGS | {"exportJournal"}]
            chance = random.Random(seed)
            await export_all(api, store, exported)
            for number in range(rounds):
                closed = MONTHS[number % len(MONTHS)][1]
                await run(store, CloseBooks(closed))
                for _ in range(mutations):
                    counts[await commands.step([chance.choice(names)])] += 1
                before = {currency: len(each) for currency, each in exported.items()}
                await export_all(api, store, exported)
                for currency, each in exported.items():
                    new = each[before[currency] :]
                    late = await journals.exported_lines(api, [one for one in new if one["correction"]])
                    assert all(date.fromisoformat(line["date"]) > closed for line in late), (
                        "a correction is dated too early"
                    )
                    counts["corrections"] += len(late) > 0
        counts["journals"] = sum(map(len, exported.values()))
        numbers = sorted(int(each["number"][2:]) for one in exported.values() for each in one)
        assert numbers == list(range(1, counts["journals"] + 1)), "the numbers have a gap"
        assert await contradictions_of(store) == []
        return counts
    finally:
        await store.close()


async def main(rounds: int, accounts: int) -> None:
    """Play on both databases."""
    async with both_databases() as urls:
        for name, url in urls.items():
            began = time.perf_counter()
            counts = await play(url, rounds, accounts)
            took = f"{time.perf_counter() - began:.0f} s, load {os.getloadavg()[0]:.0f}"
            print(
                f"{name:<10} {rounds} rounds in {took}: {counts['done']:,} mutations done, {counts['BOOKS_CLOSED']:,} "
                f"refused as closed; {counts['journals']} journals balance, their sums are those of the log and the reports",
                flush=True,
            )


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:3] or (ROUNDS,)), *((ACCOUNTS,) if len(sys.argv) < 3 else ())))
