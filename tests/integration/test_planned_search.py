"""Planned payments are searched on the server, all of them: by account, by what they are for, by amount (domain R17)."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from domain.core.text import LONGEST_NAME
from domain.store.store import Store
from tests.support.desk import HOUR, START
from tests.support.graphql import Api
from tests.support.recorder import Picture, Recorder

LIST = """query ($s: String, $ended: Boolean, $to: Date, $first: Int, $after: String) {
  list: plannedPayments(search: $s, includeEnded: $ended, dueTo: $to, first: $first, after: $after) {
    totalCount nodes { amountCents account { number currency } } pageInfo { hasNextPage endCursor }
  }
}"""


class Plans:
    """120 accounts, in USD, JPY and KWD in turn, each with a planned payment of 2 of its invoice's 5 major units."""

    def __init__(self, store: Store) -> None:
        self.now = START
        store.clock = lambda: self.now
        self.recorder = Recorder(store)
        self.api = Api(store)
        self.accounts: list[Picture] = []

    async def make(self) -> None:
        """Records them."""
        self.accounts = await self.recorder.open_accounts(120, ("USD", "JPY", "KWD"))

        def plan() -> None:
            for index, account in enumerate(self.accounts):
                unit = (100, 1, 1_000)[index % 3]
                (item,) = self.recorder.charge(account, [("SWIM", 5 * unit)], date(2026, 1, 5))
                item.description = f"Course of {account.number}"
                self.recorder.plan(account, [(item, 2 * unit)], date(2026, 2, 1))

        await self.recorder.within(self.accounts, plan)

    async def found(self, search: str | None, **asked: Any) -> list[str]:
        """The numbers of the accounts whose planned payments are found, the total being right."""
        said = (await self.api.data(LIST, s=search, first=200, **asked))["list"]
        assert said["totalCount"] == len(said["nodes"])
        return [node["account"]["number"] for node in said["nodes"]]


@pytest.fixture
async def plans(store: Store) -> AsyncIterator[Plans]:
    made = Plans(store)
    await made.make()
    yield made
    await made.api.http.aclose()


async def test_any_account_is_found_however_far_down_the_list_its_payment_stands(plans: Plans) -> None:
    last = plans.accounts[-1].number
    assert await plans.found(last) == [last]
    assert await plans.found(f" owner {last.lower()} ") == [last]
    assert len(await plans.found("OWNER")) == len(await plans.found("")) == len(await plans.found(None)) == 120
    assert await plans.found(last, to="2026-01-31") == []
    assert await plans.found("nobody") == []


async def test_what_it_is_for_finds_it_too(plans: Plans) -> None:
    some = plans.accounts[7]
    (invoice,) = [each for each in some.transactions.values() if each.kind == "INVOICE"]
    assert await plans.found(f"COURSE OF {some.number}") == [some.number]
    assert await plans.found(invoice.number) == [some.number]


async def test_a_processed_one_is_found_by_the_payment_that_it_became_and_no_longer_by_its_items(plans: Plans) -> None:
    some = plans.accounts[7]
    plans.now += HOUR
    paid: list[Any] = []

    def process() -> None:
        (planned,) = some.planned.values()
        paid.append(plans.recorder.process(some, planned, date(2026, 2, 1)))

    await plans.recorder.within([some], process)
    number = some.transactions[paid[0].transaction_id].number
    assert await plans.found(number, ended=True) == [some.number]
    assert await plans.found(number) == []
    assert await plans.found(f"course of {some.number}", ended=True) == []


@pytest.mark.parametrize(
    ("search", "currencies"),
    [
        ("2", set()),
        ("2.00", {"USD", "KWD"}),
        ("$2.00", {"USD", "KWD"}),
        ("2.000", {"KWD"}),
        ("5", set()),
        ("200", set()),
        ("2,00", {"USD", "KWD"}),
    ],
)
async def test_an_amount_is_searched_as_it_is_written_in_each_currency(
    plans: Plans, search: str, currencies: set[str]
) -> None:
    nodes = (await plans.api.data(LIST, s=search, first=200))["list"]["nodes"]
    by_amount = [node["account"]["currency"] for node in nodes if search.strip("$") not in node["account"]["number"]]
    assert set(by_amount) == currencies


async def test_what_is_found_is_paged(plans: Plans) -> None:
    seen: list[str] = []
    after, more = None, True
    while more:
        page = (await plans.api.data(LIST, s="2.00", first=30, after=after))["list"]
        assert page["totalCount"] == 80
        seen += [node["account"]["number"] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert len(set(seen)) == len(seen) == 80


async def test_a_search_longer_than_any_name_is_refused(plans: Plans) -> None:
    said = await plans.api(LIST, s="x" * (LONGEST_NAME + 1))
    assert said["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
