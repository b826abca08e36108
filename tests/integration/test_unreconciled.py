"""Unreconciled items: which are listed, and which amounts other payments hold (domain R27, R27a, R22a)."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from api.graph.ids import opaque
from domain.core.kinds import PaymentMethod, TransactionKind
from domain.core.periods import range_period
from domain.queries.unreconciled import unreconciled_lines
from domain.store.store import Store
from domain.tables import ItemRow
from tests.support.centre import mark
from tests.support.report_centre import ReportCentre

LIST = (
    "query ($p: PeriodInput, $f: UnreconciledFilter, $o: UnreconciledOrder, $first: Int, $after: String) { list: "
    "unreconciledItems(period: $p, filter: $f, orderBy: $o, first: $first, after: $after) { totalCount nodes { "
    "unreconciledCents status ageDays transaction { number kind account { ownerName } } } "
    "pageInfo { hasNextPage endCursor } } }"
)


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ReportCentre]:
    async with ReportCentre.opened(store) as opened:
        await items_of_both_sides(opened)
        yield opened


async def items_of_both_sides(centre: ReportCentre) -> None:
    """Hold the open amount of items in every possible way, and record money on both sides."""
    lines = [("SWIM", cents) for cents in (1_000, 2_000, 3_000, 4_000)]
    paid, planned, processing, open_ = await centre.items(await centre.invoice(*lines, date=date(2026, 1, 31)))
    await centre.payment(1_500, mark(paid), date=date(2026, 2, 1))
    await centre.plan(planned, 2_000, date(2026, 6, 1))
    await centre.payment(3_600, mark(processing), date=date(2026, 2, 28), method=PaymentMethod.ECHECK)
    await centre.credit(("ICE", 100), date=date(2026, 2, 3), apply_to=[mark(open_)])
    await centre.refund(50, date=date(2026, 3, 1))


async def all_items(centre: ReportCentre) -> list[ItemRow]:
    transactions = [row[0] for row in await centre.rows("select id from transactions order by id")]
    return [item for each in transactions for item in await centre.items(each)]


async def listed(centre: ReportCentre, **asked: Any) -> list[tuple[str, int]]:
    nodes = (await centre.api.data(LIST, **asked))["list"]["nodes"]
    return [(node["transaction"]["kind"], node["unreconciledCents"]) for node in nodes]


async def test_lists_both_sides_without_amounts_held_by_planned_or_processing_payments(centre: ReportCentre) -> None:
    assert await listed(centre) == [("INVOICE", 3_900), ("PAYMENT", 500), ("PAYMENT", 600), ("REFUND", 50)]
    assert await listed(centre, f={"side": "CREDIT"}) == [("PAYMENT", 500), ("PAYMENT", 600)]
    assert await listed(centre, f={"kinds": ["REFUND"]}) == [("REFUND", 50)]
    assert await listed(centre, p={"range": {"from": "2026-02-01", "to": "2026-02-28"}}) == [
        ("PAYMENT", 500),
        ("PAYMENT", 600),
    ]
    assert await listed(centre, p={"year": 2025}) == []


async def test_lists_the_open_part_of_a_processing_payment(centre: ReportCentre) -> None:
    (echeck,) = [node for node in (await centre.api.data(LIST))["list"]["nodes"] if node["unreconciledCents"] == 600]
    assert echeck["status"] == "PARTIALLY_RECONCILED"
    assert echeck["transaction"]["account"]["ownerName"] == "Ann Rivera"
    assert echeck["ageDays"] == 123  # from 2026-02-28 to 2026-07-01


async def test_lists_money_by_method_and_by_the_batch_that_recorded_it(centre: ReportCentre) -> None:
    assert await listed(centre, f={"methods": ["ECHECK"]}) == [("PAYMENT", 600)]
    assert await listed(centre, f={"methods": ["CHECK", "CARD", "ECHECK"], "side": "DEBIT"}) == []
    assert await listed(centre, f={"methods": []}) == []
    (batch,) = [row[0] for row in await centre.rows("select batch_id from transactions where kind = 'REFUND'")]
    assert await listed(centre, f={"batchId": opaque("Batch", batch)}) == [("REFUND", 50)]
    assert await listed(centre, f={"batchId": opaque("Batch", batch), "kinds": ["PAYMENT"]}) == []
    assert await listed(centre, f={"batchId": "nonsense"}) == []


async def test_sorts_and_pages_unreconciled_items(centre: ReportCentre) -> None:
    by_amount = {"field": "UNRECONCILED", "direction": "DESC"}
    assert [cents for _, cents in await listed(centre, o=by_amount)] == [3_900, 600, 500, 50]
    seen: list[int] = []
    after, more = None, True
    while more:
        page = (await centre.api.data(LIST, o=by_amount, first=3, after=after))["list"]
        assert page["totalCount"] == 4
        seen += [node["unreconciledCents"] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert seen == [3_900, 600, 500, 50]


async def test_lists_an_item_with_an_invalid_reconciliation_even_when_fully_reconciled(centre: ReportCentre) -> None:
    (paid,) = [item for item in await all_items(centre) if item.amount_cents == 1_000]
    (credit,) = [item for item in await all_items(centre) if item.kind is TransactionKind.CREDIT]
    await centre.reconcile_faultily(credit, paid, 77)
    nodes = (await centre.api.data(LIST, p={"range": {"from": "2026-01-31", "to": "2026-02-03"}}))["list"]["nodes"]
    assert [(node["status"], node["unreconciledCents"]) for node in nodes] == [
        ("RECONCILIATION_ERROR", 0),
        ("PARTIALLY_RECONCILED", 3_900),
        ("PARTIALLY_RECONCILED", 500),
        ("RECONCILIATION_ERROR", 0),
    ]
    for wrong, count in ((True, 2), (False, 4)):
        found = (await centre.api.data(LIST, f={"hasInvalidReconciliation": wrong}))["list"]
        assert found["totalCount"] == len(found["nodes"]) == count
        assert all((node["status"] == "RECONCILIATION_ERROR") is wrong for node in found["nodes"])


async def test_the_export_has_the_same_items(centre: ReportCentre) -> None:
    lines = await centre.store.read(unreconciled_lines(range_period(date(2026, 1, 1), date(2026, 2, 28))))
    assert [(line.kind, line.open_cents) for line in lines] == [("INVOICE", 3_900), ("PAYMENT", 500), ("PAYMENT", 600)]
    assert len(await centre.store.read(unreconciled_lines(None))) == 4
