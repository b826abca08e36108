"""Totals of unreconciled items: of all pages, by currency, equal to the accounts' own totals (domain R27)."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import date
from functools import partial
from typing import Any

import pytest

from domain.core.money import MAX_CENTS
from domain.services.bulk import CreateInvoices
from domain.services.invoices import CreateInvoice
from domain.store.store import Store
from tests.support.centre import Centre, items
from tests.support.filled import filled_once
from tests.support.graphql import Api
from tests.support.random_commands.books import random_books
from tests.support.random_commands.draw import CURRENCIES

TOTALS = "totals { currency debitCount unreconciledDebitCents creditCount unreconciledCreditCents }"
LIST = (
    "query ($f: UnreconciledFilter, $p: PeriodInput, $first: Int, $after: String) { list: unreconciledItems(filter: $f, "
    f"period: $p, first: $first, after: $after) {{ totalCount {TOTALS} pageInfo {{ hasNextPage endCursor }} nodes {{ "
    "unreconciledCents transaction { side account { currency } } } } }"
)
ACCOUNTS = (
    "query ($after: String) { accounts(first: 1000, after: $after) { pageInfo { hasNextPage endCursor } "
    "nodes { currency unreconciledDebitCents unreconciledCreditCents } } }"
)
FILTERS: dict[str, dict[str, Any]] = {
    "everything": {},
    "one side": {"f": {"side": "CREDIT"}},
    "some kinds": {"f": {"kinds": ["INVOICE", "PAYMENT"]}},
    "a period": {"p": {"year": 2024}},
    "a search": {"f": {"search": "2"}},
    "nothing": {"f": {"search": "nobody at all"}},
}


filled_url = filled_once(partial(random_books, seed=27, accounts=18))


@pytest.fixture
async def api(filled_url: str) -> AsyncIterator[Api]:
    store = await Store.open(filled_url)
    async with Api(store) as client:
        yield client
    await store.close()


async def pages(api: Api, **asked: Any) -> AsyncIterator[dict[str, Any]]:
    after, more = None, True
    while more:
        page = (await api.data(LIST, **asked, first=40, after=after))["list"]
        yield page
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]


@pytest.mark.parametrize("asked", FILTERS.values(), ids=FILTERS)
async def test_totals_cover_all_filtered_items_on_every_page(api: Api, asked: dict[str, Any]) -> None:
    read = [page async for page in pages(api, **asked)]
    assert asked or len(read) > 2
    sums: dict[str, Counter[str]] = {}
    for row in (node for page in read for node in page["nodes"]):
        side = row["transaction"]["side"]
        of = sums.setdefault(row["transaction"]["account"]["currency"], Counter())
        of[f"{side.lower()}Count"] += 1
        of[f"unreconciled{side.title()}Cents"] += row["unreconciledCents"]
    names = ("debitCount", "unreconciledDebitCents", "creditCount", "unreconciledCreditCents")
    expected = [{"currency": code, **{name: sums[code][name] for name in names}} for code in sorted(sums)]
    assert all(page["totals"] == expected for page in read)
    assert sum(each["debitCount"] + each["creditCount"] for each in expected) == read[0]["totalCount"]


async def test_totals_of_the_whole_list_equal_the_accounts_open_amounts(api: Api) -> None:
    accounts = (await api.data(ACCOUNTS))["accounts"]
    assert not accounts["pageInfo"]["hasNextPage"]
    open_: dict[str, list[int]] = {code: [0, 0] for code in CURRENCIES}
    for each in accounts["nodes"]:
        open_[each["currency"]][0] += each["unreconciledDebitCents"]
        open_[each["currency"]][1] += each["unreconciledCreditCents"]
    totals = (await api.data(LIST, first=1))["list"]["totals"]
    assert {each["currency"] for each in totals} == set(CURRENCIES)
    assert {
        each["currency"]: [each["unreconciledDebitCents"], each["unreconciledCreditCents"]] for each in totals
    } == open_


async def test_totals_take_one_statement(api: Api) -> None:
    before = api.statements
    answer = await api.data(f"{{ unreconciledItems {{ a: {TOTALS} b: {TOTALS} }} }}")
    assert api.statements - before == 1
    assert answer["unreconciledItems"]["a"] == answer["unreconciledItems"]["b"] != []


async def test_totals_are_exact_beyond_the_databases_integers(store: Store) -> None:
    centre = await Centre.open(store)
    accounts = await centre.accounts([f"A{each:05}" for each in range(1_030)])
    await centre.do(CreateInvoices([CreateInvoice(each, items(MAX_CENTS), date(2026, 1, 5)) for each in accounts]))
    client = Api(store)
    answer = await client("{ unreconciledItems { totals { currencyExponent debitCount unreconciledDebitCents } } }")
    assert answer["data"]["unreconciledItems"]["totals"] == [
        {"currencyExponent": 2, "debitCount": 1_030, "unreconciledDebitCents": MAX_CENTS}
    ]
    assert f"{1_030 * MAX_CENTS:,}" in answer["errors"][0]["message"]
    await client.http.aclose()
