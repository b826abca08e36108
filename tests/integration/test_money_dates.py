"""Dates of money: never ahead (domain R39), and nothing before its cause (domain R7b)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.errors import Refusals
from domain.importing import ImportKind, ImportRecords
from domain.store.store import Store
from tests.support.api_centre import ApiCentre, column, items
from tests.support.centre import run
from tests.support.contradictions import contradictions_of

YESTERDAY, TODAY, TOMORROW, LATER = "2026-06-14", "2026-06-15", "2026-06-16", "2026-09-01"
INVALID_DATE = "INVALID_DATE"


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    opened.today(TODAY)
    yield opened
    assert await contradictions_of(store) == []
    await opened.close()


def money(centre: ApiCentre, **more: object) -> dict[str, object]:
    return {"accountId": centre.account, "amountCents": 5_000, "method": "CASH", **more}


def line(invoice: dict[str, Any]) -> str:
    found: str = invoice["items"][0]["id"]
    return found


@pytest.mark.parametrize("mutation", ["makePayment", "createDeposit", "recordRefund"])
async def test_refuses_money_of_a_later_day(centre: ApiCentre, mutation: str) -> None:
    await centre.pay(5_000, date=TODAY)
    error = await centre.refused(mutation, **money(centre, date=TOMORROW))
    assert (error["code"], error["field"]) == (INVALID_DATE, ["input", "date"])
    assert f"{TOMORROW}, after today, {TODAY}" in error["message"]
    assert (await centre.do(mutation, **money(centre, date=TODAY)))["transaction"]["date"] == TODAY


async def test_refuses_a_correction_of_a_later_day(centre: ApiCentre) -> None:
    paid = (await centre.pay(5_000, date=TODAY))["transaction"]["id"]
    error = await centre.refused("failPayment", transactionId=paid, reason="Returned", date=TOMORROW)
    assert (error["code"], error["field"]) == (INVALID_DATE, ["input", "date"])
    failed = await centre.do("failPayment", transactionId=paid, reason="Returned")
    assert failed["correction"]["date"] == TODAY


@pytest.mark.parametrize("mutation", ["processPlannedPayments", "chargeSubscriptions"])
async def test_runs_only_for_today_or_earlier(centre: ApiCentre, mutation: str) -> None:
    error = await centre.refused(mutation, on="2126-06-15")
    assert (error["code"], error["field"]) == (INVALID_DATE, ["input", "on"])
    assert TODAY in error["message"]
    assert (await centre.do(mutation, on=TODAY))["batch"] is None


async def test_an_invoice_of_a_later_day_is_paid_today_at_checkout(centre: ApiCentre) -> None:
    ahead = {"accountId": centre.account, "items": items(5_000), "date": LATER}
    payment = {"amountCents": 5_000, "method": "CASH"}
    error = await centre.refused("checkout", **ahead, payment={**payment, "date": LATER})
    assert (error["code"], error["field"]) == (INVALID_DATE, ["input", "payment", "date"])
    bought = await centre.do("checkout", **ahead, payment=payment)
    assert (bought["invoice"]["date"], bought["payment"]["date"]) == (LATER, TODAY)
    assert bought["invoice"]["status"] == "FULLY_RECONCILED"


async def test_credits_and_cancellations_may_be_dated_ahead(centre: ApiCentre) -> None:
    credit = await centre.do("createCredit", accountId=centre.account, items=items(100), date=LATER)
    assert credit["transaction"]["date"] == LATER
    invoice = await centre.invoice(5_000)
    cancelled = await centre.do("cancelItems", items=[{"itemId": line(invoice)}], date=LATER)
    assert cancelled["transaction"]["date"] == LATER


async def test_a_file_holds_no_money_of_a_later_day(store: Store, centre: ApiCentre) -> None:
    def file(*days: str) -> ImportRecords:
        lines = [f"P-{number},1001,{day},50.00,PAYMENT,CASH," for number, day in enumerate(days)]
        text = "\n".join(["number,account_number,date,amount,kind,method,reference", *lines])
        return ImportRecords(ImportKind.PAYMENTS, text.encode())

    with pytest.raises(Refusals) as refused:
        await run(store, file(TODAY, TOMORROW))
    assert [(each.code, each.row, each.field) for each in refused.value.refusals] == [
        (INVALID_DATE, 1, ("csv", "date"))
    ]
    assert (await run(store, file(TODAY, YESTERDAY))).result.created == 2


async def test_a_cancellation_is_not_dated_before_its_invoice(centre: ApiCentre) -> None:
    early, late = await centre.invoice(5_000, date=YESTERDAY), await centre.invoice(3_000, date=LATER)
    both = [{"itemId": line(early)}, {"itemId": line(late)}]
    error = await centre.refused("cancelItems", items=both, date=TODAY)
    assert (error["code"], error["field"]) == (INVALID_DATE, ["input", "date"])
    assert LATER in error["message"]
    assert (await centre.do("cancelItems", items=[both[0]]))["transaction"]["date"] == TODAY
    assert (await centre.do("cancelItems", items=[both[1]]))["transaction"]["date"] == LATER


async def test_a_refund_is_not_dated_before_its_source(centre: ApiCentre) -> None:
    paid = (await centre.pay(5_000, date=TODAY))["transaction"]
    sources = [{"transactionId": paid["id"]}]
    error = await centre.refused("recordRefund", **money(centre, date=YESTERDAY, sources=sources))
    assert (error["code"], error["field"]) == (INVALID_DATE, ["input", "date"])
    assert paid["number"] in error["message"]
    back = await centre.do("recordRefund", **money(centre, date=TODAY, sources=sources))
    assert back["transaction"]["status"] == "FULLY_RECONCILED"


async def test_a_refund_without_sources_is_not_dated_before_the_credit_that_it_needs(centre: ApiCentre) -> None:
    await centre.pay(2_000, date="2026-05-01")
    await centre.pay(3_000, date=TODAY)
    error = await centre.refused("recordRefund", **money(centre, date="2026-05-31"))
    assert (error["code"], error["field"]) == (INVALID_DATE, ["input", "date"])
    assert f"from {TODAY} on" in error["message"]
    await centre.do("recordRefund", **money(centre, amountCents=2_000, date="2026-05-31"))
    await centre.do("recordRefund", **money(centre, amountCents=3_000, date=TODAY))


async def test_a_refund_is_not_reconciled_with_a_later_credit(centre: ApiCentre) -> None:
    await centre.pay(5_000, date=YESTERDAY)
    back = (await centre.do("recordRefund", **money(centre, date=YESTERDAY)))["transaction"]
    later = (await centre.pay(5_000, date=TODAY))["transaction"]
    reconciliation = {"creditItemId": line(later), "debitItemId": line(back), "amountCents": 5_000}
    error = await centre.refused("createReconciliations", edges=[reconciliation])
    assert (error["code"], error["field"]) == (INVALID_DATE, ["input", "edges", "0", "creditItemId"])


async def test_planning_over_a_cancelled_item_says_what_was_cancelled(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    paid = await centre.pay(7_500, "CASH", {"invoiceId": invoice["id"]})
    cancelled = (await centre.do("cancelItems", items=[{"itemId": line(invoice)}]))["transaction"]
    await centre.do("deleteReconciliations", reconciliationIds=column(paid["reconciliations"], "id"))
    held = {"itemId": line(invoice), "amountCents": 100}
    installment = {"dueOn": LATER, "amountCents": 100, "method": "CARD", "items": [held]}
    error = await centre.refused("createPlannedPayments", accountId=centre.account, installments=[installment])
    assert error["code"] == "OVER_RECONCILED"
    assert f"75.00 USD of it was cancelled ({cancelled['number']})" in error["message"]
