"""The stored sums of the books: whatever writes keeps them, no writer waits for another, and no list reads a table whole
(domain R32c).
"""

import asyncio
import datetime
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from domain.core.kinds import PaymentMethod
from domain.core.periods import Period
from domain.queries import graph
from domain.queries.reports.aging import DayScope, owed
from domain.queries.reports.breakdown import credit_cells
from domain.queries.reports.cash import cash_cells
from domain.queries.reports.sales import sales_cells
from domain.queries.reports.scope import PeriodScope, currencies_in_use
from domain.queries.unreconciled import unreconciled_count, unreconciled_totals
from domain.services.payments import MakePayment, Money
from domain.store.book_figures import DIVIDED_BY, add_sums, figures
from domain.store.ddl import statements_of
from domain.store.invariants import InvariantMissing
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from domain.tables.book_sums import BITS, BookFigure
from domain.verifying.book_sum_checks import check_book_sums
from domain.verifying.findings import Findings
from tests.support.asking import ask
from tests.support.centre import Centre
from tests.support.filled import copied_from
from tests.support.migrations import PRODUCT
from tests.support.plans import plan_of
from tests.support.random_commands.books import random_books

FILLING = PRODUCT / "0015_book_sums"
FEW_LEFT = "select setval(pg_get_serial_sequence('book_sum_changes', 'id'), 900)"
"""On PostgreSQL the 1,024th change has them folded: only 124 are needed after this."""
YEARS = Period(datetime.date(2024, 2, 10), datetime.date(2026, 5, 3))


async def wrong_sums(store: Store) -> list[str]:
    """What differs between the stored sums and their rows."""
    found = Findings()
    await store.read(check_book_sums(found, lambda: None))
    return [each.message for each in found.first]


async def done(store: Store, *statements: str) -> None:
    """Run statements in one unit of work."""

    def work() -> Program[None]:
        for statement in statements:
            yield Query(Sql(statement))

    await store.backend.run_unit(work)


async def test_a_populated_database_gets_the_sums_that_its_writers_would_have_kept(store: Store) -> None:
    """What the migration computes from rows is what its triggers have added up, change by change."""
    on_sqlite = store.backend.dialect == "sqlite"
    if not on_sqlite:
        await done(store, FEW_LEFT)
    await random_books(store, seed=14, accounts=60 if on_sqlite else 24)
    assert await wrong_sums(store) == []
    centre = Centre(store)
    ((folded,), (waiting,)) = await centre.rows(
        "select count(*) from book_sums union all select count(*) from book_sum_changes"
    )
    assert folded > 50, "nothing was folded"
    assert waiting < 3_000, "what was changed is never folded"
    paths = FILLING.with_suffix(".sql"), FILLING.with_suffix(f".{store.backend.dialect}.sql")
    filling = [each for path in paths for each in statements_of(path, store.backend.dialect)]
    filling = [each for each in filling if each.startswith("INSERT INTO book_sums (")]
    assert len(filling) == 9, "a figure was added to the migration, or left out"
    await done(store, "delete from book_sums", "delete from book_sum_changes", *filling)
    assert await wrong_sums(store) == []


BEHIND_THE_STORE = (
    "update reconciliations set released_at = 7, released_batch_id = batch_id where released_at is null",
    "update reconciliations set credit_method = 'OTHER' where credit_method is not null",
    "update items set reconciled_cents = 0, processing_cents = 0, planned_cents = 0",
    "update items set withdrawn_at = 7",
    "update transactions set reconciled_cents = 0, processing_cents = 0, planned_cents = 0",
    "update transactions set due_on = '2020-02-02' where kind = 'INVOICE'",
    "update transactions set method = 'OTHER' where method is not null",
    "update accounts set withdrawn_at = 7",
    "delete from book_sum_changes where figure = 'OPEN'",
    "update book_sum_changes set cents_low = cents_low + 1 where figure = 'CASH'",
)


books_url = copied_from(partial(random_books, seed=15, accounts=4))


async def test_subtracting_the_figures_of_all_rows_leaves_nothing(books_url: str) -> None:
    """What one statement computes of any rows is what their writers have added up, figure by figure."""
    store = await Store.open(books_url, readers=1)
    rows = figures(items="i.id > 0", transactions="t.id > 0", reconciliations="r.id > 0", accounts="a.id > 0")
    columns = f"figure, {', '.join(DIVIDED_BY)}"
    of_all = (
        f"select {columns}, sum(row_count), sum(cents_high * {2**BITS} + cents_low) from (select {columns}, row_count, "
        f"cents_high, cents_low from book_sums union all select {columns}, row_count, cents_high, cents_low "
        f"from book_sum_changes) x group by {columns}"
    )
    before = await Centre(store).rows(of_all)
    found = {row[0] for row in before if row[-2] > 0}
    assert found >= {*BookFigure} - {BookFigure.OWED_PLANNED}, "a figure has no rows in so few accounts"

    def work() -> Program[None]:
        yield Query(add_sums(rows, -1))

    await store.backend.run_unit(work)
    assert [row for row in await Centre(store).rows(of_all) if row[-2] or row[-1]] == []
    await store.close()


@pytest.mark.parametrize("statement", BEHIND_THE_STORE)
async def test_what_is_changed_behind_the_store_is_found(books_url: str, statement: str) -> None:
    store = await Store.open(books_url, readers=1)
    assert await wrong_sums(store) == []
    await done(store, statement)
    assert await wrong_sums(store) != []
    await store.close()


async def test_a_database_without_its_trigger_is_not_opened(database_url: str) -> None:
    on = "" if database_url.startswith("sqlite") else " on book_sum_changes"
    await ask(database_url, f"drop trigger book_sums_folded{on}")
    with pytest.raises(InvariantMissing, match="book_sums_folded"):
        await Store.open(database_url)


async def test_nobody_waits_while_somebody_folds(postgres_url: str) -> None:
    """A unit that is folding the changes keeps others neither from paying nor from what they add."""
    store = await Store.open(postgres_url)
    centre = await Centre.open(store)
    account = await centre.account("2001")
    await done(store, FEW_LEFT)
    connection = await store.backend.pool.acquire()  # type: ignore[attr-defined]  # of PostgreSQL
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute("select pg_advisory_xact_lock(7415003)")
    await connection.execute("update book_sums set row_count = row_count")
    for _ in range(80):  # enough for somebody to try to fold
        await asyncio.wait_for(centre.do(MakePayment(account, Money(100, PaymentMethod.CASH))), 5)
    await transaction.rollback()
    await store.backend.pool.release(connection)  # type: ignore[attr-defined]  # as above
    ((waiting,),) = await centre.rows("select count(*) from book_sum_changes")
    assert waiting >= 160, "the changes were folded all the same"
    await centre.do(MakePayment(account, Money(100, PaymentMethod.CASH)))
    assert await wrong_sums(store) == []
    await store.close()


READS: dict[str, Callable[[], Program[Any]]] = {
    "totals of unreconciled items": lambda: unreconciled_totals(graph.UNRECONCILED_ITEMS.of(YEARS, None, None)),
    "count of unreconciled items": lambda: unreconciled_count(graph.UNRECONCILED_ITEMS.of(None, None, None)),
    "cash by ledger code": lambda: cash_cells(PeriodScope("USD", YEARS)),
    "credits by ledger code": lambda: credit_cells(PeriodScope("USD", YEARS)),
    "sales by ledger code": lambda: sales_cells(PeriodScope("USD", YEARS)),
    "aging": lambda: owed(DayScope("USD", YEARS.last)),
    "currencies": currencies_in_use,
}
WHOLE = re.compile(r"(?:SCAN|Seq Scan on) (?:items|transactions|reconciliations|accounts|book_sums|[itrax])\b")
"""A line of a plan that reads all of a large table, by its name or by the alias that statements give it."""


async def test_nothing_reads_a_table_whole(new_store: Store, subtests: pytest.Subtests) -> None:
    for name, work in READS.items():
        with subtests.test(name):
            plan = await new_store.read(plan_of(new_store.backend.dialect, work()))
            assert any("book_sum_key" in line for line in plan), plan
            assert [line for line in plan if WHOLE.search(line)] == []
