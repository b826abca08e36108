"""Reading a part of the feed takes the same work whatever stands before and behind it (domain R47)."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator

import pytest

from domain.core.change_kinds import ChangeKind
from domain.jobs.numbering import number_all
from domain.queries.feed import feed_page
from domain.services.bulk import CreateInvoices
from domain.services.invoices import CreateInvoice
from domain.services.ledger_codes import CreateLedgerCode
from domain.store.feed import end_of_feed
from domain.store.sqlite.connection import run_program
from domain.store.store import Store
from tests.support.centre import Centre, items

PAGE = 10


@pytest.fixture
async def centre(sqlite_url: str) -> AsyncIterator[Centre]:
    store = await Store.open(sqlite_url)
    yield await Centre.open(store)
    await store.close()


async def steps_after(centre: Centre, position: int) -> int:
    """How many steps SQLite takes to read a page after a position, in tens."""
    await number_all(centre.store)
    counted = [0]

    def count() -> None:
        counted[0] += 1

    with contextlib.closing(sqlite3.connect(centre.store.backend.path)) as connection:
        connection.set_progress_handler(count, 10)
        page = run_program(connection, feed_page(position, PAGE, frozenset(ChangeKind)))
        assert len(page.changes) == PAGE
    return counted[0]


async def end_of(centre: Centre) -> int:
    await number_all(centre.store)
    return await centre.store.read(end_of_feed())


async def test_the_organisations_changes_before_it_cost_a_page_nothing(centre: Centre) -> None:
    costs = []
    for start, stop in ((0, 20), (20, 200)):
        for number in range(start, stop):
            await centre.do(CreateLedgerCode(f"C{number}", "Code"))
        at = await end_of(centre)
        for _ in range(PAGE):
            await centre.payment(100)
        costs.append(await steps_after(centre, at))
    assert costs[1] < 1.2 * costs[0]


async def test_the_rest_of_what_one_unit_recorded_costs_a_page_nothing(centre: Centre) -> None:
    costs = []
    for count in (100, 800):
        at = await end_of(centre)
        await centre.do(CreateInvoices([CreateInvoice(centre.rivera, items(100)) for _ in range(count)]))
        costs.append(await steps_after(centre, at))
    assert costs[1] < 1.2 * costs[0]


@pytest.mark.parametrize("after", [0, 3])
async def test_a_reader_of_some_kinds_gets_what_a_reader_of_all_gets_of_them(store: Store, after: int) -> None:
    centre = await Centre.open(store)
    await centre.undo(await centre.invoice(100))
    await number_all(store)
    whole = (await store.read(feed_page(after, 1_000, frozenset(ChangeKind)))).changes
    assert len({each.kind for each in whole}) > 2
    for kind in ChangeKind:
        found = (await store.read(feed_page(after, 1_000, frozenset({kind})))).changes
        assert [each.position for each in found] == [each.position for each in whole if each.kind is kind]


def test_an_event_without_the_row_after_it_is_damaged() -> None:
    program = feed_page(0, 1, frozenset(ChangeKind))
    next(program)
    program.send([(1,)])  # the feed's end
    found = 1, 5, 7, "account.created", 3, 3, 2, None, None, None, None, True
    with pytest.raises(ValueError, match="audit event 7 holds no row"):
        program.send([found])
