"""The lists of all transactions and of all reconciliations, narrowed and sorted (domain R48a)."""

import datetime
from typing import Any

import pytest

from domain.store.clock import to_instant
from domain.store.store import Store
from tests.support.api_centre import ApiCentre
from tests.support.graphql import Api

TRANSACTIONS = """query ($filter: TransactionFilter, $orderBy: TransactionOrder, $first: Int, $after: String) {
  transactions(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { number date amountCents account { number } } } }"""
RECONCILIATIONS = """query ($filter: ReconciliationFilter, $first: Int, $after: String) {
  reconciliations(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { amountCents releasedAt } edges { counterpart { id } } } }"""


async def numbers(api: Api, order: dict[str, str] | None = None, **filters: object) -> list[str]:
    found = (await api.data(TRANSACTIONS, filter=filters, orderBy=order))["transactions"]
    assert found["totalCount"] == len(found["nodes"])
    return [each["number"] for each in found["nodes"]]


async def cents(api: Api, **filters: object) -> list[int]:
    found = (await api.data(RECONCILIATIONS, filter=filters))["reconciliations"]
    assert found["totalCount"] == len(found["nodes"])
    assert all(each["counterpart"] is None for each in found["edges"])
    return [each["amountCents"] for each in found["nodes"]]


def noon(day: str) -> int:
    return to_instant(datetime.datetime.fromisoformat(f"{day}T12:00:00+00:00"))


def at(centre: ApiCentre, day: str) -> str:
    """Sets the clock to noon of a day, and returns that instant."""
    centre.today(day)
    return f"{day}T12:00:00Z"


class Books:
    """Two accounts with invoices and payments of three days."""

    def __init__(self, centre: ApiCentre) -> None:
        self.centre = centre

    @classmethod
    async def open(cls, store: Store) -> "Books":
        store.clock = lambda: noon("2026-03-02")
        self = cls(await ApiCentre.open(store))
        centre, api = self.centre, self.centre.api
        self.other = await centre.new_account("1002", "Ann Lee")
        shown = await api.data("query ($id: ID!) { account(id: $id) { members { id name } } }", id=centre.account)
        self.leo = next(each["id"] for each in shown["account"]["members"] if each["name"] == "Leo")
        swim = {"ledgerCode": "SWIM", "description": "Swimming", "amountCents": 7_500, "memberId": self.leo}
        self.invoice = (await centre.do("createInvoice", accountId=centre.account, number="INV-1", items=[swim]))[
            "transaction"
        ]
        at(centre, "2026-03-05")
        camp = {"ledgerCode": "CAMP", "description": "Camp", "amountCents": 4_000}
        self.camp = (await centre.do("createInvoice", accountId=self.other, number="INV-2", items=[camp]))[
            "transaction"
        ]
        self.paid = await centre.pay(5_000, "CHECK", {"itemId": self.invoice["items"][0]["id"]}, reference="No. 77")
        at(centre, "2026-03-09")
        pay = {"accountId": self.other, "amountCents": 4_000, "method": "CASH", "date": "2026-03-08"}
        self.cash = await centre.do("makePayment", **pay, applyTo=[{"itemId": self.camp["items"][0]["id"]}])
        return self

    def number(self, payload: dict[str, Any]) -> str:
        number: str = payload["transaction"]["number"]
        return number


async def test_transactions_of_all_accounts_are_narrowed_by_each_field(store: Store, subtests: pytest.Subtests) -> None:
    books = await Books.open(store)
    check, cash = books.number(books.paid), books.number(books.cash)
    cases: list[tuple[dict[str, object], list[str]]] = [
        ({}, ["INV-1", "INV-2", check, cash]),
        ({"kinds": ["INVOICE"]}, ["INV-1", "INV-2"]),
        ({"methods": ["CHECK", "CARD"]}, [check]),
        ({"statuses": ["PARTIALLY_RECONCILED"]}, ["INV-1"]),
        ({"period": {"range": {"from": "2026-03-05", "to": "2026-03-08"}}}, ["INV-2", check, cash]),
        ({"recordedSince": "2026-03-09T12:00:00Z"}, [cash]),
        ({"recordedSince": "2026-03-09T12:00:01Z"}, []),
        ({"changedSince": "2026-03-05T12:00:00Z"}, ["INV-1", "INV-2", check, cash]),
        ({"changedSince": "2026-03-09T12:00:00Z"}, ["INV-2", cash]),
        ({"amountCents": 4_000}, ["INV-2", cash]),
        ({"accountId": books.other, "kinds": ["INVOICE"]}, ["INV-2"]),
        ({"memberId": books.leo}, ["INV-1"]),
        ({"memberId": books.other}, []),
        ({"reference": "No.  77"}, [check]),
        ({"reference": "No. 7"}, []),
        ({"search": "no. 7"}, [check]),
    ]
    for filters, expected in cases:
        with subtests.test(**filters):
            assert await numbers(books.centre.api, **filters) == expected
    of_account = """query ($id: ID!) { account(id: $id) { transactions(filter: {methods: [CHECK], amountCents: 5000}) {
      nodes { number } } } }"""
    found = await books.centre.api.data(of_account, id=books.centre.account)
    assert found["account"]["transactions"]["nodes"] == [{"number": check}]
    await books.centre.close()


async def test_a_change_is_found_by_its_instant(store: Store) -> None:
    books = await Books.open(store)
    centre = books.centre
    since = at(centre, "2026-03-12")
    assert await numbers(centre.api, changedSince=since) == []
    await centre.do("deleteReconciliations", reconciliationIds=[books.paid["reconciliations"][0]["id"]])
    assert await numbers(centre.api, changedSince=since) == ["INV-1", books.number(books.paid)]
    since = at(centre, "2026-03-13")
    await centre.do("updateTransaction", transactionId=books.camp["id"], description="Summer")
    assert await numbers(centre.api, changedSince=since) == ["INV-2"]
    assert await numbers(centre.api, recordedSince=since) == []
    await centre.close()


async def test_transactions_are_sorted_and_continued(store: Store, subtests: pytest.Subtests) -> None:
    books = await Books.open(store)
    check, cash = books.number(books.paid), books.number(books.cash)
    orders = {
        "DATE": ["INV-1", "INV-2", check, cash],
        "NUMBER": sorted(["INV-1", "INV-2", check, cash]),
        "AMOUNT": ["INV-2", cash, check, "INV-1"],
        "UNRECONCILED": ["INV-2", check, cash, "INV-1"],
    }
    for field, expected in orders.items():
        with subtests.test(field=field):
            order = {"field": field, "direction": "ASC"}
            assert await numbers(books.centre.api, order) == expected
            pages, after = [], None
            for _ in expected:
                page = await books.centre.api.data(TRANSACTIONS, orderBy=order, first=1, after=after)
                pages += [each["number"] for each in page["transactions"]["nodes"]]
                after = page["transactions"]["pageInfo"]["endCursor"]
            assert not page["transactions"]["pageInfo"]["hasNextPage"]
            assert pages == expected
            assert await numbers(books.centre.api, {**order, "direction": "DESC"}) == expected[::-1]
    await books.centre.close()


async def test_reconciliations_of_all_accounts_are_narrowed_by_each_field(
    store: Store, subtests: pytest.Subtests
) -> None:
    books = await Books.open(store)
    centre = books.centre
    await centre.do("createCredit", accountId=centre.account, items=[{"ledgerCode": "SWIM", "amountCents": 500,
                    "description": "Sorry"}], applyTo=[{"itemId": books.invoice["items"][0]["id"]}])  # fmt: skip
    march = {"range": {"from": "2026-03-08", "to": "2026-03-31"}}
    cases: list[tuple[dict[str, object], list[int]]] = [
        ({}, [5_000, 4_000, 500]),
        ({"accountId": centre.account}, [5_000, 500]),
        ({"ledgerCode": "SWIM"}, [5_000, 500]),
        ({"ledgerCode": "ICE"}, []),
        ({"recordedSince": "2026-03-09T12:00:00Z"}, [4_000, 500]),
        ({"period": march}, [4_000]),
        ({"period": {"range": {"from": "2026-03-01", "to": "2026-03-07"}}}, [5_000]),
    ]
    for filters, expected in cases:
        with subtests.test(**filters):
            assert await cents(centre.api, **filters) == expected
    await centre.do("deleteReconciliations", reconciliationIds=[books.paid["reconciliations"][0]["id"]])
    assert await cents(centre.api) == [4_000, 500]
    assert await cents(centre.api, includeReleased=True) == [5_000, 4_000, 500]
    await centre.do("undoBatch", batchId=books.cash["batch"]["id"])
    assert await cents(centre.api, includeReleased=True) == [5_000, 500]  # with its payment it is gone
    await centre.close()
