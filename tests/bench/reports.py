"""Each report of a month among some 200,000 reconciliations, over GraphQL, now and as of an earlier instant.

    python -m tests.bench.reports [accounts]

5,000 accounts with a purchase a month for two years by default, on both databases. Prints milliseconds, the
best of five, HTTP and JSON included.
"""

import asyncio
import random
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from domain.core.kinds import PaymentMethod
from domain.services.bulk import CreateInvoices, MakePayments
from domain.services.invoices import CreateCredit, CreateInvoice
from domain.services.marks import MarkInput
from domain.services.payments import MakePayment, Money
from domain.services.refunds import RecordRefund, RefundSource
from domain.store.clock import to_datetime
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from tests.support.centre import Centre, items
from tests.support.databases import both_databases
from tests.support.graphql import Api
from tests.support.report_centre import AGING, BODIES, TEXT

CODES = ("SWIM", "CAMP", "ICE", "GYM", "ROOM", "SHOP")
GROUP = 500
MONTHS = [date(year, month, 1) for year in (2024, 2025) for month in range(1, 13)]
MONTH = {"range": {"from": "2025-06-01", "to": "2025-06-30"}}
START = 1_735_689_600_000_000
MICROSECONDS_A_MONTH = 30 * 86_400_000_000
RECONCILIATIONS = Sql("select count(*) from reconciliations")
ANALYZE = Sql("analyze")


async def fill(store: Store, accounts: int) -> None:
    """Record purchases of two items, mostly paid at once, some refunded, credited or left open, as a centre has them."""
    centre, chance, now = await Centre.open(store, *CODES), random.Random(1), START
    store.clock = lambda: now
    ids = await centre.accounts([f"A{each:05}" for each in range(accounts)])
    for begun in range(0, accounts, GROUP):
        for index, month in enumerate(MONTHS):
            now = START + index * MICROSECONDS_A_MONTH
            await purchases(centre, ids[begun : begun + GROUP], month, chance)


async def purchases(centre: Centre, accounts: Sequence[int], month: date, chance: random.Random) -> None:
    """Record a purchase of each account, and what became of it."""
    days = [month + timedelta(chance.randrange(28)) for _ in accounts]
    lines = [[(chance.choice(CODES), chance.choice([1_500, 7_500])) for _ in range(2)] for _ in accounts]
    bought = list(zip(accounts, days, lines, strict=True))
    invoices = await centre.do(CreateInvoices([CreateInvoice(each, items(*two), day) for each, day, two in bought]))
    payments: list[MakePayment] = []
    given: list[CreateCredit] = []
    for (account, day, two), invoice in zip(bought, invoices.result.transactions, strict=True):
        total, fate = sum(cents for _, cents in two), chance.random()
        if fate < 0.93:
            marks = [MarkInput(invoice_id=invoice)]
            payments.append(MakePayment(account, Money(total, PaymentMethod.CASH, day), apply_to=marks))
        elif fate < 0.96:
            payments.append(MakePayment(account, Money(total, PaymentMethod.CASH, day + timedelta(20))))
        elif fate < 0.98:
            given.append(CreateCredit(account, items((chance.choice(CODES), total)), day))
    await centre.do(MakePayments(payments))
    for credit in given:
        (item,) = await centre.items(await centre.do(credit))
        source = [RefundSource(item_id=item.id)]
        back = credit.date + timedelta(5) if credit.date else None
        await centre.do(RecordRefund(item.account_id, item.amount_cents, PaymentMethod.CASH, back, sources=source))


async def measure(name: str, url: str, accounts: int) -> None:
    """Fills a database, asks for each report, prints."""
    store = await Store.open(url, wait_s=600)
    try:
        began = time.perf_counter()
        await fill(store, accounts)
        if store.backend.dialect == "postgres":  # which does so by itself, sooner or later
            await store.backend.run_unit(lambda: _done(Query(ANALYZE)))
        ((reconciliations,),) = await store.read(_rows(RECONCILIATIONS))
        print(
            f"{name}: {reconciliations:,} reconciliations of {accounts:,} accounts, "
            f"recorded in {time.perf_counter() - began:.0f} s"
        )
        api = Api(store)
        at = to_datetime(START + 20 * MICROSECONDS_A_MONTH).isoformat()
        for report, body in BODIES.items():
            now, then = [await best_of(api, TEXT.format(name=report, body=body), p=MONTH, t=t) for t in (None, at)]
            print(f"  {report:<26} a month {now:7.1f} ms   as of an earlier instant {then:7.1f} ms", flush=True)
        now, then = [await best_of(api, AGING, d="2025-06-30", t=t) for t in (None, at)]
        print(f"  {'agingReport':<26} a day   {now:7.1f} ms   as of an earlier instant {then:7.1f} ms", flush=True)
        await api.http.aclose()
    finally:
        await store.close()


def _rows(sql: Sql) -> Program[list[Any]]:
    return (yield Query(sql))


def _done(fetch: Query) -> Program[None]:
    yield fetch


async def best_of(api: Api, query: str, tries: int = 5, **variables: Any) -> float:
    """Milliseconds of the quickest of so many tries."""
    best = float("inf")
    for _ in range(tries):
        began = time.perf_counter()
        await api.data(query, **variables)
        best = min(best, (time.perf_counter() - began) * 1_000)
    return best


async def main(accounts: int) -> None:
    """Measures on both databases."""
    async with both_databases() as urls:
        for name, url in urls.items():
            await measure(name, url, accounts)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000))
