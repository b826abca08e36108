"""What the list of unreconciled items comes to: all of it, by currency, and as the accounts' own totals say (domain R27)."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from domain.core.money import MAX_CENTS
from domain.store.store import Store
from tests.support.graphql import Api
from tests.support.histories import CURRENCIES, tell
from tests.support.recorder import Recorder

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


@pytest.fixture
async def api(store: Store) -> AsyncIterator[Api]:
    await tell(store, seed=27, accounts=40)
    client = Api(store)
    yield client
    await client.http.aclose()


async def pages(api: Api, **asked: Any) -> AsyncIterator[dict[str, Any]]:
    after, more = None, True
    while more:
        page = (await api.data(LIST, **asked, first=200, after=after))["list"]
        yield page
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]


@pytest.mark.parametrize("asked", FILTERS.values(), ids=FILTERS)
async def test_totals_are_of_all_that_the_filter_finds_on_every_page(api: Api, asked: dict[str, Any]) -> None:
    read = [page async for page in pages(api, **asked)]
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


async def test_the_whole_list_comes_to_what_the_accounts_have_open(api: Api) -> None:
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


async def test_totals_are_one_statement_and_nothing_else_is_read_for_them(api: Api) -> None:
    before = api.statements
    said = await api.data(f"{{ unreconciledItems {{ a: {TOTALS} b: {TOTALS} }} }}")
    assert api.statements - before == 1
    assert said["unreconciledItems"]["a"] == said["unreconciledItems"]["b"] != []


async def test_totals_add_up_exactly_beyond_what_a_database_adds_up(store: Store) -> None:
    recorder = Recorder(store)
    accounts = await recorder.open_accounts(1_030)

    def charge() -> None:
        for account in accounts:
            recorder.charge(account, [("SWIM", MAX_CENTS)], date(2026, 1, 5))

    await recorder.within(accounts, charge)
    client = Api(store)
    said = await client("{ unreconciledItems { totals { currencyExponent debitCount unreconciledDebitCents } } }")
    assert said["data"]["unreconciledItems"]["totals"] == [
        {"currencyExponent": 2, "debitCount": 1_030, "unreconciledDebitCents": MAX_CENTS}
    ]
    assert f"{1_030 * MAX_CENTS:,}" in said["errors"][0]["message"]
    await client.http.aclose()
