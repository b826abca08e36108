"""What the database does for a page: it goes by an index to each parent's rows, and reads no table whole."""

import pathlib
import sqlite3

import pytest

from domain.queries import graph
from domain.queries.pages import Listing, Order, page, totals

LISTS = {
    "transactions of accounts": (graph.TRANSACTIONS_OF_ACCOUNTS, Order("DATE", graph.TRANSACTION_ORDERS["DATE"])),
    "planned payments of accounts": (graph.PLANNED_PAYMENTS_OF_ACCOUNTS, graph.BY_DUE_DATE),
    "subscriptions of accounts": (graph.SUBSCRIPTIONS_OF_ACCOUNTS, graph.BY_SUBSCRIPTION),
    "history of accounts": (graph.HISTORY_OF_ACCOUNTS, graph.NEWEST_EVENT_FIRST),
    "edges of items": (graph.edges_of("item"), graph.BY_EDGE),
    "edges of transactions": (graph.edges_of("transaction"), graph.BY_EDGE),
    "edges of planned payments": (graph.EDGES_OF_PLANNED_PAYMENTS, graph.BY_EDGE),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_page_below_parents_reads_no_table_whole(name: str, sqlite_url: str) -> None:
    listing: Listing[object]
    listing, order = LISTS[name]
    with sqlite3.connect(pathlib.Path(sqlite_url.removeprefix("sqlite:///"))) as connection:
        for steps in (page(listing, order, [1, 2, 3], 5, None, 100), totals(listing, [1, 2, 3])):
            step = next(steps)
            arguments = ["[1]" if name in step.sql.lists else 1 for name in step.sql.names]
            plan = connection.execute(f"explain query plan {step.sql.sqlite}", arguments).fetchall()
            read_whole = [line[3] for line in plan if line[3].startswith("SCAN") and "VIRTUAL TABLE" not in line[3]]
            assert read_whole == []
            assert any("SEARCH" in line[3] for line in plan)
    connection.close()
