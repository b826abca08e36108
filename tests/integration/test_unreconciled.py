"""Unreconciled items: which are listed, and which are held by other money (domain R27, R27a, R22a)."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.core.periods import range_period
from domain.queries.unreconciled import unreconciled_lines
from domain.store.store import Store
from tests.support.desk import Desk
from tests.support.recorder import Picture, Recorder

LIST = (
    "query ($p: PeriodInput, $f: UnreconciledFilter, $o: UnreconciledOrder, $first: Int, $after: String) { list: "
    "unreconciledItems(period: $p, filter: $f, orderBy: $o, first: $first, after: $after) { totalCount nodes { "
    "unreconciledCents status ageDays transaction { number kind account { ownerName } } } "
    "pageInfo { hasNextPage endCursor } } }"
)


@pytest.fixture
async def desk(store: Store) -> AsyncIterator[Desk]:
    async with Desk.open(store) as opened:
        await opened.do(items_of_both_sides)
        yield opened


def items_of_both_sides(desk: Recorder, account: Picture) -> None:
    """Every way in which an item's room may be held, and money on both sides."""
    paid, planned, processing, open_ = desk.charge(
        account, [("SWIM", 1_000), ("SWIM", 2_000), ("SWIM", 3_000), ("SWIM", 4_000)], date(2026, 1, 31)
    )
    desk.edge(account, desk.receive(account, 1_500, date(2026, 2, 1)), paid, 1_000)
    desk.plan(account, [(planned, 2_000)], date(2026, 6, 1))
    desk.edge(account, desk.receive(account, 3_600, date(2026, 2, 28), PaymentMethod.ECHECK), processing, 3_000)
    desk.edge(
        account, desk.charge(account, [("ICE", 100)], date(2026, 2, 3), kind=TransactionKind.CREDIT)[0], open_, 100
    )
    desk.give_back(account, 50, date(2026, 3, 1))


async def listed(desk: Desk, **asked: Any) -> list[tuple[str, int]]:
    nodes = (await desk.api.data(LIST, **asked))["list"]["nodes"]
    return [(node["transaction"]["kind"], node["unreconciledCents"]) for node in nodes]


async def test_both_sides_are_listed_but_no_room_that_planned_or_processing_money_holds(desk: Desk) -> None:
    assert await listed(desk) == [("INVOICE", 3_900), ("PAYMENT", 500), ("PAYMENT", 600), ("REFUND", 50)]
    assert await listed(desk, f={"side": "CREDIT"}) == [("PAYMENT", 500), ("PAYMENT", 600)]
    assert await listed(desk, f={"kinds": ["REFUND"]}) == [("REFUND", 50)]
    assert await listed(desk, p={"range": {"from": "2026-02-01", "to": "2026-02-28"}}) == [
        ("PAYMENT", 500),
        ("PAYMENT", 600),
    ]
    assert await listed(desk, p={"year": 2025}) == []


async def test_the_open_part_of_processing_money_is_listed_for_it_can_be_reconciled(desk: Desk) -> None:
    (echeck,) = [node for node in (await desk.api.data(LIST))["list"]["nodes"] if node["unreconciledCents"] == 600]
    assert echeck["status"] == "PARTIALLY_RECONCILED"
    assert echeck["transaction"]["account"]["ownerName"] == f"Owner {desk.account.number}"
    assert echeck["ageDays"] == -58  # dated in the future: today is 2026-01-01


async def test_they_are_sorted_as_asked_and_paged(desk: Desk) -> None:
    by_amount = {"field": "UNRECONCILED", "direction": "DESC"}
    assert [cents for _, cents in await listed(desk, o=by_amount)] == [3_900, 600, 500, 50]
    seen: list[int] = []
    after, more = None, True
    while more:
        page = (await desk.api.data(LIST, o=by_amount, first=3, after=after))["list"]
        assert page["totalCount"] == 4
        seen += [node["unreconciledCents"] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert seen == [3_900, 600, 500, 50]


async def test_an_item_with_a_faulty_reconciliation_is_listed_even_when_nothing_of_it_is_open(desk: Desk) -> None:
    def spoil(desk: Recorder, account: Picture) -> None:
        paid = next(item for item in account.items.values() if item.amount_cents == 1_000)
        credit = next(item for item in account.items.values() if item.kind is TransactionKind.CREDIT)
        desk.spoil(account, paid, credit, 77)

    await desk.do(spoil)
    nodes = (await desk.api.data(LIST, p={"range": {"from": "2026-01-31", "to": "2026-02-03"}}))["list"]["nodes"]
    assert [(node["status"], node["unreconciledCents"]) for node in nodes] == [
        ("RECONCILIATION_ERROR", 0),
        ("PARTIALLY_RECONCILED", 3_900),
        ("PARTIALLY_RECONCILED", 500),
        ("RECONCILIATION_ERROR", 0),
    ]


async def test_the_export_has_the_same_items(desk: Desk) -> None:
    lines = await desk.recorder.store.read(unreconciled_lines(range_period(date(2026, 1, 1), date(2026, 2, 28))))
    assert [(line.kind, line.open_cents) for line in lines] == [("INVOICE", 3_900), ("PAYMENT", 500), ("PAYMENT", 600)]
    assert len(await desk.recorder.store.read(unreconciled_lines(None))) == 4
