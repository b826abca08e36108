"""Whether lists and reports cost as much in large books as in small ones: CPU milliseconds a request, by size.

    python -m tests.bench.flat [ITEMS]...

Makes books of 10,000 and of 1,000,000 items on both databases, or of the sizes given. The first 10,000 items are recorded by
the product, and verified; the rest are copies of them on other accounts and days, added by plain statements and without
audit events. Prints for each question the processor's milliseconds (the process's own and PostgreSQL's) at each size, and
how many times as much the largest costs as the smallest; then how many times as quick the month's report by ledger code is
as a plain join over reconciliations and items. The data takes some GiB; it lies in /dev/shm/flat where that can be.
"""

import asyncio
import os
import pathlib
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.core.kinds import PaymentMethod
from domain.services.accounts import UpdateAccount
from domain.services.bulk import CreateInvoices, MakePayments
from domain.services.invoices import CreateCredit, CreateInvoice
from domain.services.marks import MarkInput
from domain.services.payments import MakePayment, Money
from domain.store.clock import to_datetime
from domain.store.ids import IdMaker
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from domain.tables import AccountRow, ItemRow, ReconciliationRow, Record, TransactionRow
from domain.verifying.verify import verify
from tests.bench.payments import cpu_s, database_process
from tests.support.book_sums import sums_again
from tests.support.centre import Centre, fetched, items
from tests.support.databases import databases_of_each_kind
from tests.support.graphql import Api
from tests.support.report_centre import AMOUNTS, BODIES, TEXT

CODES = ("SWIM", "CAMP", "ICE", "GYM", "ROOM", "SHOP", "DAY", "SKATE", "YOGA", "JUDO", "ART", "CHESS")
METHODS = [each for each in PaymentMethod if each is not PaymentMethod.ECHECK]
BLOCK = 10_000
"""How many items the product records; larger books are copies of these."""
ACCOUNTS = 500
DAYS = 365
CHANGES = 100
"""How many payments are recorded after the instant since which reports are asked what changed."""
AHEAD = 1 << 40
"""How far above a copied item's id new ids begin: minutes, so that no copy of another table has one."""
FIRST_DAY = date(2024, 7, 1)
YEAR = {"range": {"from": "2025-01-01", "to": "2025-12-31"}}
MONTH = {"range": {"from": "2025-03-01", "to": "2025-03-31"}}
BY_CODE = BODIES["paymentByLedgerCodeReport"]
SUMS = "{ currency debitCount unreconciledDebitCents creditCount unreconciledCreditCents }"
LIST = "{ id unreconciledCents transaction { number account { ownerName } } }"


def listed(arguments: str, more: str = "") -> str:
    """A page of the unreconciled list."""
    return f"{{ unreconciledItems({arguments}) {{ {more} nodes {LIST} pageInfo {{ endCursor }} }} }}"


def report(name: str, body: str, period: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A report of a period, in the only currency."""
    return TEXT.format(name=name, body=body), {"p": period}


CHANGED = (
    'changesSince(since: "%SINCE%", first: 1000) { totalCount nodes { key thenCents nowCents batches { mutation } } }'
)
FIND = '{{ accounts(first: 20, search: "{text}") {{ totalCount nodes {{ id number }} }} }}'
AGING = '{{ agingReport(on: "{day}") {{ {body} }} }}'
QUESTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "unreconciled: totals and count": (f"{{ unreconciledItems {{ totalCount totals {SUMS} }} }}", {}),
    "unreconciled: a page by date": (listed("first: 50"), {}),
    "unreconciled: a page by owner": (listed("first: 50, orderBy: {field: OWNER_NAME}"), {}),
    "unreconciled: a page by amount": (listed("first: 50, orderBy: {field: UNRECONCILED, direction: DESC}"), {}),
    "unreconciled: found by number": (listed('first: 50, filter: {search: "%NUMBER%"}', "totalCount"), {}),
    "unreconciled: found by owner": (listed('first: 50, filter: {search: "owner a0007"}'), {}),
    "unreconciled: found by one owner": (listed('first: 50, filter: {search: "zuniga"}', "totalCount"), {}),
    "unreconciled: found by text": (listed('first: 50, filter: {search: "no such text"}', "totalCount"), {}),
    "unreconciled: found by amount": (listed('first: 50, filter: {search: "123.45"}', "totalCount"), {}),
    "changed since: by item": report("paymentByItemReport", CHANGED, MONTH),
    "changed since: by ledger code": report("paymentByLedgerCodeReport", CHANGED, MONTH),
    "changed since: breakdown": report("paymentBreakdownReport", CHANGED, MONTH),
    "changed since: sales": report("salesByLedgerCodeReport", CHANGED, MONTH),
    "changed since: aging": (AGING.format(day="%NEWEST%", body=CHANGED), {}),
    "unreconciled: found by two letters": (listed('first: 50, filter: {search: "zq"}', "totalCount"), {}),
    "accounts: found by receipt": (FIND.format(text="%NUMBER%"), {}),
    "accounts: found by text": (FIND.format(text="no such text"), {}),
    "accounts: found by amount": (FIND.format(text="123.45"), {}),
    "transactions: found by receipt": (
        '{ transactions(first: 50, filter: {search: "%NUMBER%"}) { totalCount nodes { id number } } }',
        {},
    ),
    "aging: totals today": (AGING.format(day="%NEWEST%", body=f"totals {AMOUNTS}"), {}),
    "aging: totals a month ago": (AGING.format(day="%AGO%", body=f"totals {AMOUNTS}"), {}),
    "aging: a page of accounts": (
        AGING.format(day="%NEWEST%", body=f"rows {{ nodes {{ account {{ number }} amounts {AMOUNTS} }} }}"),
        {},
    ),
    "by ledger code: a year": report("paymentByLedgerCodeReport", BY_CODE, YEAR),
    "by ledger code: a month": report("paymentByLedgerCodeReport", BY_CODE, MONTH),
    "by item: totals of a year": report("paymentByItemReport", "totalCents processingCents unreconciledCents", YEAR),
    "breakdown: sums of a year": report(
        "paymentBreakdownReport",
        "cashCents nonCashCents byLedgerCode { cashCents paidByCreditsCents creditsUsedCents }",
        YEAR,
    ),
    "sales: a year": report("salesByLedgerCodeReport", "totalCents rows { invoicedCents creditedCents }", YEAR),
}
PLAIN_JOIN = Sql(
    "select l.code, t.method, sum(r.amount_cents) from reconciliations r join items c on c.id = r.credit_item_id "
    "join transactions t on t.id = c.transaction_id join items d on d.id = r.debit_item_id "
    "left join ledger_codes l on l.id = d.ledger_code_id where r.released_at is null and not r.faulty "
    "and t.kind in ('PAYMENT', 'DEPOSIT') and t.date >= :first and t.date <= :last group by l.code, t.method"
)


async def record(store: Store) -> None:
    """Record the first items: invoices of two or three items, most of them paid, some in part, some by a credit."""
    centre, chance = await Centre.open(store, *CODES), random.Random(7)
    accounts = await centre.accounts([f"A{each:04}" for each in range(ACCOUNTS)])
    made = 0
    while made < BLOCK - 2 * ACCOUNTS:
        made += await _purchases(centre, accounts, chance)


async def _purchases(centre: Centre, accounts: list[int], chance: random.Random) -> int:
    """Record a purchase of each account; return how many items that made."""
    days = [FIRST_DAY + timedelta(chance.randrange(DAYS)) for _ in accounts]
    lines = [[(chance.choice(CODES), chance.randrange(500, 20_000)) for _ in range(2)] for _ in accounts]
    bought = list(zip(accounts, days, lines, strict=True))
    due = timedelta(30)
    invoices = await centre.do(
        CreateInvoices([CreateInvoice(each, items(*two), day, due_on=day + due) for each, day, two in bought])
    )
    payments: list[MakePayment] = []
    count = 2 * len(accounts)
    for (account, day, two), invoice in zip(bought, invoices.result.transactions, strict=True):
        total, fate = sum(cents for _, cents in two), chance.random()
        money = Money(
            total if fate < 0.85 else total // 2, chance.choice(METHODS), day + timedelta(chance.randrange(25))
        )
        marks = [MarkInput(invoice_id=invoice)] if fate < 0.95 else []
        if fate < 0.97:
            payments.append(MakePayment(account, money, apply_to=marks))
        else:
            await centre.do(CreateCredit(account, items((chance.choice(CODES), total)), day))
        count += 1
    await centre.do(MakePayments(payments))
    return count


def _copied(cls: type[Record], column: str) -> str:
    """What a copied row has in a column: ids, numbers and days are its copy's own."""
    if column == "id" or (column.endswith("_id") and column not in {"batch_id", "released_batch_id", "external_id"}):
        return column if "ledger_code" in column else f"{column} + :offset"
    if column in {"number", "number_key"}:
        return f"{column} || :suffix"
    if column in {"date", "due_on", "credit_date", "debit_date"}:
        return f"{{shifted}}({column})"
    return column


def copies(cls: type[Record]) -> Sql:
    """The statement that copies the first rows of a table."""
    columns = ", ".join(cls.columns())
    text = f"insert into {cls.TABLE} ({columns}) select {{}} from {cls.TABLE} where id <= :last"
    selected = ", ".join(_copied(cls, column) for column in cls.columns())
    on_sqlite = selected.replace("{shifted}(", "date(").replace("date)", "date, :days || ' days')")
    on_sqlite = on_sqlite.replace("date(due_on)", "date(due_on, :days || ' days')")
    on_postgres = selected.replace("{shifted}", "").replace("(date)", "date + cast(cast(:days as text) as int)")
    for column in ("due_on", "credit_date", "debit_date"):
        on_postgres = on_postgres.replace(f"({column})", f"{column} + cast(cast(:days as text) as int)")
    on_postgres = on_postgres.replace(":suffix", "cast(:suffix as text)").replace(":offset", "cast(:offset as bigint)")
    return Sql(text.format(on_sqlite), text.format(on_postgres))


COPIES = [copies(cls) for cls in (AccountRow, TransactionRow, ItemRow, ReconciliationRow)]
RANGE = Sql(
    "select min(id), (select max(id) from (select id from items union all select id from reconciliations) as ids), "
    "(select count(*) from items) from accounts"
)


async def enlarge(store: Store, size: int) -> None:
    """Copy the first items until there are so many: each copy lies on accounts of its own, and other days."""
    ((low, high, count),) = await store.read(fetched(RANGE))
    for number in range(1, round(size / count)):
        await copy(store, number, low, high)
    await store.backend.run_unit(sums_again)
    ((_, highest, _),) = await store.read(fetched(RANGE))  # which lies ahead of the clock that ids are made by
    store.context = replace(store.context, new_id=IdMaker(0, highest + AHEAD).next)
    centre = Centre(store)
    for _ in range(400):  # a few ordinary changes after the large ones
        await centre.do(CreateInvoice(low, items(("SWIM", 1_000)), FIRST_DAY))
    ((one,),) = await store.read(fetched(Sql("select id from accounts order by id limit 1 offset 7")))
    await centre.do(UpdateAccount(one, owner_name="Zuniga"))  # the only one: copies have their first's name
    if store.backend.dialect == "postgres":  # which does so by itself, sooner or later
        await store.backend.run_unit(lambda: fetched(Sql("analyze")))


async def copy(store: Store, number: int, low: int, high: int) -> None:
    """Add the copy of a number of all that has ids in a range."""
    values = {
        "offset": number * (high - low + 1),
        "suffix": f"-{number}",
        "days": str(number * 37 % DAYS),
        "last": high,
    }

    def copied() -> Program[None]:
        for sql in COPIES:
            yield Query(sql, **{name: values[name] for name in sql.names})

    await store.backend.run_unit(copied)


async def change(store: Store) -> int:
    """Record ``CHANGES`` payments on as many accounts, and return the instant before them."""
    ((since,),) = await store.read(fetched(Sql("select max(last_recorded_at) from accounts")))
    accounts = await store.read(fetched(Sql(f"select id from accounts order by id limit {CHANGES}")))
    for number, (account,) in enumerate(accounts):
        money = Money(100 + number, METHODS[number % len(METHODS)], date(2025, 3, 1 + number % 28))
        await Centre(store).do(MakePayment(account, money))
    return int(since)


async def cost_ms(url: str, work: Callable[[], Awaitable[object]]) -> float:
    """The processor's milliseconds that it takes, PostgreSQL's too: the mean of as many as take half a second."""
    database = database_process(url)

    def used_s() -> float:
        return time.process_time() + (cpu_s(database, family=True) if database else 0.0)

    await work()
    began, times = used_s(), 0
    while times < 5 or (used_s() - began < 0.5 and times < 400):
        await work()
        times += 1
    return (used_s() - began) * 1000 / times


async def measured(url: str, size: int) -> dict[str, float]:
    """The cost of each question in books of a size, which it makes."""
    store = await Store.open(url, wait_s=600)
    api = Api(store)
    try:
        began = time.perf_counter()
        await record(store)
        if size <= BLOCK:
            assert await verify(store) == []
        await enlarge(store, size)
        ((_, _, count),) = await store.read(fetched(RANGE))
        print(f"  {count:,} items, made in {time.perf_counter() - began:.0f} s", flush=True)
        asked = Sql("select max(number) from transactions where reconciled_cents = 0")
        ((number,),) = await store.read(fetched(asked))
        ((newest,),) = await store.read(fetched(Sql("select max(date) from items")))
        since = to_datetime(await change(store)).isoformat()
        ago = date.fromisoformat(str(newest)) - timedelta(30)
        asked_for = {"%NUMBER%": str(number), "%NEWEST%": str(newest), "%AGO%": str(ago), "%SINCE%": since}
        costs: dict[str, float] = {}
        for name, (query, variables) in QUESTIONS.items():
            text = re.sub("%[A-Z]+%", lambda found: asked_for[found[0]], query)
            costs[name] = await cost_ms(url, lambda text=text, values=variables: api.data(text, **values))  # type: ignore[misc]  # as they are now
        join = Query(PLAIN_JOIN, first=date(2025, 3, 1), last=date(2025, 3, 31))
        costs["a plain join over the month"] = await cost_ms(url, lambda: store.read(_asked(join)))
        return costs
    finally:
        await api.http.aclose()
        await store.close()


def _asked(query: Query) -> Program[list[Any]]:
    return (yield query)


def show(found: dict[int, dict[str, float]]) -> None:
    """Print the costs at each size, and the ratios."""
    smallest, largest = min(found), max(found)
    for name in found[largest]:
        costs = "".join(f"{found[size][name]:10.2f}" for size in sorted(found))
        print(f"  {name:<34}{costs} ms   {found[largest][name] / found[smallest][name]:6.2f} times")
    month, join = found[largest]["by ledger code: a month"], found[largest]["a plain join over the month"]
    print(f"  The month by ledger code: {join / month:.1f} times as quick as the plain join", flush=True)


async def main(sizes: list[int]) -> None:
    """Measure on both databases."""
    async with databases_of_each_kind(*(f"books{size}" for size in sizes)) as urls:
        for kind, addresses in urls.items():
            print(f"{kind}, load {os.getloadavg()[0]:.1f}", flush=True)
            show({size: await measured(url, size) for size, url in zip(sizes, addresses, strict=True)})


if __name__ == "__main__":
    folder = pathlib.Path("/dev/shm/flat")
    if folder.parent.is_dir():
        folder.mkdir(exist_ok=True)
        tempfile.tempdir = str(folder)
    try:
        asyncio.run(main([int(each) for each in sys.argv[1:]] or [10_000, 1_000_000]))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
