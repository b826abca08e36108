"""Query plans of a nested page: an index leads to each parent's rows, no table is scanned whole."""

import pathlib
import sqlite3
from copy import copy
from itertools import pairwise

import pytest

from api.queries.lists import ITEMS_OF_BATCH, ITEMS_OF_METHODS
from api.types.history import BY
from domain.core.kinds import PaymentMethod
from domain.queries import graph
from domain.queries.pages import ALL, Listing, Order, Window, page, total_counts
from domain.queries.search import ACCOUNT_SEARCH, PLANNED_SEARCH, UNRECONCILED_SEARCH, search_condition
from domain.services.invoices import CreateInvoice
from domain.services.payments import MakePayment, Money
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from tests.support.centre import Centre, items
from tests.support.graphql import Api
from tests.support.plans import plan_of

LISTS = {
    "transactions of accounts": (graph.TRANSACTIONS_OF_ACCOUNTS, Order("DATE", graph.TRANSACTION_ORDERS["DATE"])),
    "planned payments of accounts": (graph.PLANNED_PAYMENTS_OF_ACCOUNTS, graph.BY_DUE_DATE),
    "subscriptions of accounts": (graph.SUBSCRIPTIONS_OF_ACCOUNTS, graph.BY_SUBSCRIPTION),
    "history of accounts": (graph.HISTORY_OF_ACCOUNTS, graph.NEWEST_EVENT_FIRST),
    "reconciliations of items": (graph.reconciliations_of("item"), graph.BY_RECONCILIATION),
    "reconciliations of transactions": (graph.reconciliations_of("transaction"), graph.BY_RECONCILIATION),
    "reconciliations of planned payments": (graph.RECONCILIATIONS_OF_PLANNED_PAYMENTS, graph.BY_RECONCILIATION),
}
CONTENTS = {
    "transactions of batches": (graph.TRANSACTIONS_OF_BATCHES, graph.BY_RECORDING),
    "reconciliations of batches": (graph.RECONCILIATIONS_OF_BATCHES, graph.BY_RECONCILIATION),
}

FILES = "SCAN f"
"""The files that jobs publish or have published may be read whole: a row for each large file there ever was."""


@pytest.mark.parametrize("name", LISTS)
def test_a_nested_page_scans_no_whole_table(name: str, sqlite_url: str) -> None:
    listing: Listing[object]
    listing, order = LISTS[name]
    with sqlite3.connect(pathlib.Path(sqlite_url.removeprefix("sqlite:///"))) as connection:
        for steps in (page(listing, order, [1, 2, 3], Window(5), 100), total_counts(listing, [1, 2, 3])):
            step = next(steps)
            arguments = ["[1]" if name in step.sql.lists else 1 for name in step.sql.names]
            plan = connection.execute(f"explain query plan {step.sql.sqlite}", arguments).fetchall()
            scans = [line[3] for line in plan if line[3].startswith("SCAN")]
            read_whole = [scan for scan in scans if "VIRTUAL TABLE" not in scan and scan != FILES]
            assert read_whole == []
            assert any("SEARCH" in line[3] for line in plan)
    connection.close()


@pytest.mark.parametrize("name", CONTENTS)
async def test_a_page_of_a_batch_reads_its_rows_in_order(name: str, new_store: Store) -> None:
    listing: Listing[object]
    listing, order = CONTENTS[name]
    plan = await new_store.read(search_of_keys(new_store.backend.dialect, listing, order))
    assert any("_batch" in line for line in plan)
    assert [line for line in plan if "->  Sort" in line or "TEMP B-TREE" in line] == []


@pytest.mark.parametrize("name", graph.TRANSACTION_ORDERS)
async def test_sorted_transactions_of_accounts_are_found_by_their_accounts(name: str, new_store: Store) -> None:
    order = Order(name, graph.TRANSACTION_ORDERS[name])
    for parents in ([1], [1, 2, 3]):
        statement = page(graph.TRANSACTIONS_OF_ACCOUNTS, order, parents, Window(5), 100)
        plan = await new_store.read(plan_of(new_store.backend.dialect, statement))
        assert [line for line in plan if "transaction_amount" in line or "transaction_search" in line] == [], plan


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(("name", "index"), [("OWNER_NAME", "account_owner"), ("UNRECONCILED", "item_open_amount")])
async def test_unreconciled_items_are_read_in_order(name: str, index: str, descending: bool, new_store: Store) -> None:
    """By amount nothing is sorted; by owner, only what one account has open."""
    order = Order(name, graph.UNRECONCILED_ORDERS[name], descending)
    order = graph.from_accounts(order) if name == "OWNER_NAME" else order
    at = ("a", "b", 3) if name == "OWNER_NAME" else (1, 3)
    for window in (Window(5), Window(5, after=at), Window(last=5, before=at)):
        statement = page(graph.UNRECONCILED_ITEMS, order, [ALL], window, 100)
        plan = await new_store.read(plan_of(new_store.backend.dialect, statement))
        assert any(index in line for line in plan), "\n".join(plan)
        assert [line for line in plan if "->  Sort" in line or line.endswith("B-TREE FOR ORDER BY")] == [], plan


SEARCHED = {
    "unreconciled items": (graph.UNRECONCILED_ITEMS, UNRECONCILED_SEARCH, graph.UNRECONCILED_ORDERS["DATE"]),
    "accounts": (graph.ACCOUNTS, ACCOUNT_SEARCH, graph.ACCOUNT_ORDERS["NUMBER"]),
    "planned payments": (graph.PLANNED_PAYMENTS, PLANNED_SEARCH, graph.BY_DUE_DATE.columns),
}


SAMPLED = "SEARCH s USING INTEGER PRIMARY KEY (rowid>?)"
"""How SQLite reads the few rows that tell which parts of a text are rare."""


async def test_a_search_reads_each_table_once(new_store: Store, subtests: pytest.Subtests) -> None:
    """PostgreSQL would read a subplan's table anew for each row of the list, once it found many."""
    for text in ["ann", "12.50"]:
        for name, (listing, searched, columns) in SEARCHED.items():
            with subtests.test(name, text=text):
                condition, arguments = search_condition(searched, text)
                found = listing.where(condition, **arguments)
                for statement in (
                    page(found, Order("SEARCHED", columns), [ALL], Window(5), 100),
                    total_counts(found, []),
                ):
                    plan = await new_store.read(plan_of(new_store.backend.dialect, statement))
                    assert plan
                    anew = [within for line, within in pairwise(plan) if "SubPlan" in line or "CORRELATED" in line]
                    assert set(anew) <= {SAMPLED}, plan


async def test_pages_by_owner_show_each_unreconciled_item_once(store: Store) -> None:
    centre = await Centre.open(store)
    owners = ["Bo Chen", "Ann Lee", "Ann Lee", "Cy Roy"]
    accounts = [await centre.account(f"2{number}", owner) for number, owner in enumerate(owners)]
    for account in accounts:
        await centre.do(CreateInvoice(account, items(1_000, 2_000, 3_000)))
        await centre.do(MakePayment(account, Money(1_500, PaymentMethod.CASH)))
    api = Api(store)
    query = (
        "query ($after: String, $way: OrderDirection!) { unreconciledItems(first: 3, after: $after, orderBy: "
        "{field: OWNER_NAME, direction: $way}) { nodes { id transaction { account { ownerName number } } } "
        "pageInfo { endCursor hasNextPage } totalCount totals { debitCount creditCount } } }"
    )
    for way in ("ASC", "DESC"):
        seen: list[tuple[str, str, str]] = []
        after = None
        while after is not None or not seen:
            found = (await api.data(query, after=after, way=way))["unreconciledItems"]
            assert found["totalCount"] == 16
            for node in found["nodes"]:
                account = node["transaction"]["account"]
                seen.append((account["ownerName"], account["number"], node["id"]))
            after = found["pageInfo"]["endCursor"] if found["pageInfo"]["hasNextPage"] else None
        assert len(set(seen)) == len(seen) == 16
        assert seen == sorted(seen, reverse=way == "DESC")
    await api.http.aclose()


def search_of_keys(dialect: str, listing: Listing[object], order: Order) -> Program[list[str]]:
    """Return the plan of the part of a page's statement that looks for the ids to show among all of a parent's."""
    step = next(page(listing, order, [1, 2, 3], Window(5), 100))
    assert isinstance(step, Query)
    step.sql = copy(step.sql)
    if dialect == "sqlite":
        step.sql.sqlite = f"explain query plan {step.sql.sqlite}"
        lines = [str(row[3]) for row in (yield step)]
        return lines[lines.index(next(line for line in lines if "LIST SUBQUERY" in line)) : -1]
    for each in ("seqscan", "bitmapscan", "sort"):  # an empty table is read whole, and sorted, otherwise
        yield Query(Sql(f"set local enable_{each} = off"))
    step.sql.postgres = f"explain (costs off) {step.sql.postgres}"
    lines = [str(row[0]) for row in (yield step)]
    limits = [place for place, line in enumerate(lines) if "Limit" in line]
    return lines[limits[1] :]


FILTERED = {
    "kinds of transactions": (graph.ALL_TRANSACTIONS, "t.kind in :kinds", {"kinds": ["DEPOSIT"]}, "transaction_date"),
    "methods of transactions": (graph.ALL_TRANSACTIONS, "t.method in :all", {"all": ["CARD"]}, "transaction_date"),
    "statuses of transactions": (
        graph.ALL_TRANSACTIONS,
        f"({graph.status_expression('t')}) in :statuses",
        {"statuses": ["FULLY_RECONCILED", "RECONCILIATION_ERROR"]},
        "transaction_date",
    ),
    "kinds of open items": (graph.UNRECONCILED_ITEMS, "i.kind in :kinds", {"kinds": ["DEPOSIT"]}, "item_open_date"),
    "a side of open items": (graph.UNRECONCILED_ITEMS, "i.side = :side", {"side": "CREDIT"}, "item_open_date"),
    "valid open items": (graph.UNRECONCILED_ITEMS, "i.faulty_count = 0", {}, "item_open_date"),
    "the log": (graph.AUDIT_LOG, "1 = 1", {}, "audit_recorded"),
    "the log of someone": (graph.AUDIT_LOG, BY.format(column="recorded_by"), {"recorded_by": "Ann"}, "audit_recorded"),
}
DATE_ORDERS = {
    "transaction_date": graph.ALL_TRANSACTION_ORDERS["DATE"],
    "item_open_date": graph.UNRECONCILED_ORDERS["DATE"],
}


@pytest.mark.parametrize("name", FILTERED)
async def test_a_filtered_list_is_read_from_the_index_of_its_order(name: str, new_store: Store) -> None:
    """SQLite counts it from that index alone: each row would take ten times as long, and a count reads all of them."""
    listing, condition, arguments, index = FILTERED[name]
    filtered = listing.filtered(condition, **arguments)
    order = graph.NEWEST_EVENT_FIRST if index == "audit_recorded" else Order("DATE", DATE_ORDERS[index])
    plan = await new_store.read(plan_of(new_store.backend.dialect, page(filtered, order, [ALL], Window(5), 100)))
    assert any(index in line for line in plan), plan
    assert [line for line in plan if "->  Sort" in line or line.endswith("B-TREE FOR ORDER BY")] == [], plan
    if new_store.backend.dialect == "sqlite":
        plan = await new_store.read(plan_of(new_store.backend.dialect, total_counts(filtered, [])))
        assert any(f"COVERING INDEX {index}" in line for line in plan), plan


@pytest.mark.parametrize("name", ["methods of open items", "batches of open items"])
async def test_open_items_of_some_transactions_are_found_without_reading_them_each(name: str, new_store: Store) -> None:
    condition, arguments = {
        "methods of open items": (ITEMS_OF_METHODS, {"methods": ["CARD"]}),
        "batches of open items": (ITEMS_OF_BATCH, {"batch_id": 1}),
    }[name]
    counting = total_counts(graph.UNRECONCILED_ITEMS.filtered(condition, **arguments), [])
    plan = await new_store.read(plan_of(new_store.backend.dialect, counting))
    assert [line for line in plan if "CORRELATED" in line or "SubPlan" in line] == [], plan
