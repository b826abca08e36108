"""Searching planned payments on the server: by account, items and amount (domain R17)."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from domain.core.text import LONGEST_NAME
from domain.queries.records import items_of
from domain.services.bulk import CreateInvoices
from domain.services.invoices import CreateInvoice
from domain.services.planned_payments import ProcessPlannedPayments
from domain.services.recording import ItemInput
from domain.store.store import Store
from tests.support.centre import Centre, planned_payment
from tests.support.filled import copied_from
from tests.support.graphql import Api

LIST = """query ($s: String, $ended: Boolean, $to: Date, $first: Int, $after: String) {
  list: plannedPayments(search: $s, includeEnded: $ended, dueTo: $to, first: $first, after: $after) {
    totalCount nodes { amountCents account { number currency } } pageInfo { hasNextPage endCursor }
  }
}"""


class Plans:
    """120 accounts, in USD, JPY and KWD in turn, each with a planned payment of 2 of its invoice's 5 major units."""

    def __init__(self, centre: Centre, api: Api) -> None:
        self.centre = centre
        self.api = api
        self.numbers = [f"A{each:05}" for each in range(1, 121)]

    async def make(self) -> None:
        """Record them."""
        accounts = await self.centre.accounts(self.numbers, ("USD", "JPY", "KWD"))
        units = [(100, 1, 1_000)[index % 3] for index in range(len(accounts))]
        await self.centre.do(
            CreateInvoices(
                [
                    CreateInvoice(account, [ItemInput(f"Course of {number}", "SWIM", 5 * unit)], date(2026, 1, 5))
                    for account, number, unit in zip(accounts, self.numbers, units, strict=True)
                ]
            )
        )
        invoices = [row[0] for row in await self.centre.rows("select id from transactions order by id")]
        found = await self.centre.store.read(items_of(invoices))
        plans = [
            planned_payment(found[invoice][0], 2 * unit, date(2026, 2, 1))
            for invoice, unit in zip(invoices, units, strict=True)
        ]
        await self.centre.do_all(plans)

    async def found(self, search: str | None, **asked: Any) -> list[str]:
        """The numbers of the accounts whose planned payments are found, the total being right."""
        answer = (await self.api.data(LIST, s=search, first=200, **asked))["list"]
        assert answer["totalCount"] == len(answer["nodes"])
        return [node["account"]["number"] for node in answer["nodes"]]


async def make_plans(store: Store) -> None:
    async with Api(store) as api:
        await Plans(await Centre.open(store), api).make()


database_url = copied_from(make_plans)


@pytest.fixture
async def plans(store: Store) -> AsyncIterator[Plans]:
    async with Api(store) as api:
        yield Plans(Centre(store), api)


async def test_finds_any_account_however_far_down_its_payment_is_listed(plans: Plans) -> None:
    last = plans.numbers[-1]
    assert await plans.found(last) == [last]
    assert await plans.found(f" owner {last.lower()} ") == [last]
    assert len(await plans.found("OWNER")) == len(await plans.found("")) == len(await plans.found(None)) == 120
    assert await plans.found(last, to="2026-01-31") == []
    assert await plans.found("nobody") == []


async def test_finds_a_planned_payment_by_its_items(plans: Plans) -> None:
    some = plans.numbers[7]
    assert await plans.found(f"COURSE OF {some}") == [some]
    assert await plans.found(f"INV-{some}-1") == [some]


async def test_finds_a_processed_one_by_its_payment_and_no_longer_by_its_items(plans: Plans) -> None:
    some = plans.numbers[7]
    account = (await plans.centre.rows(f"select id from accounts where number = '{some}'"))[0][0]
    await plans.centre.do(ProcessPlannedPayments(date(2026, 2, 1), account))
    assert await plans.found(f"PAY-{some}-1", ended=True) == [some]
    assert await plans.found(f"PAY-{some}-2") == []
    assert await plans.found(f"course of {some}", ended=True) == []


async def test_finds_an_amount_as_written_in_each_currency(plans: Plans, subtests: pytest.Subtests) -> None:
    written: dict[str, set[str]] = {
        "2": {"USD", "KWD", "JPY"},
        "2.00": {"USD", "KWD"},
        "$2.00": {"USD", "KWD"},
        "2.000": {"KWD"},
        "5": set(),
        "200": set(),
        "2,00": {"USD", "KWD"},
    }
    for search, currencies in written.items():
        with subtests.test(search):
            accounts = [each["account"] for each in (await plans.api.data(LIST, s=search, first=200))["list"]["nodes"]]
            by_amount = {each["currency"] for each in accounts if search.strip("$") not in each["number"]}
            assert by_amount == currencies


async def test_pages_through_the_results(plans: Plans) -> None:
    seen: list[str] = []
    after, more = None, True
    while more:
        page = (await plans.api.data(LIST, s="2.00", first=30, after=after))["list"]
        assert page["totalCount"] == 80
        seen += [node["account"]["number"] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert len(set(seen)) == len(seen) == 80


async def test_a_search_longer_than_any_name_is_refused(plans: Plans) -> None:
    answer = await plans.api(LIST, s="x" * (LONGEST_NAME + 1))
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
