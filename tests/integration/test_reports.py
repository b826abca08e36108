"""The reports by recognisable figures: what payments are for, what was sold, what is owed (domain R28 to R32a)."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.core.money import MAX_CENTS
from domain.services.bulk import CreateInvoices, MakePayments
from domain.services.cancellations import CancelItem, CancelItems
from domain.services.invoices import CreateInvoice
from domain.services.marks import MarkInput
from domain.services.payment_states import FailPayment
from domain.services.payments import MakePayment, Money
from domain.services.reconciliations import DeleteReconciliations
from domain.store.store import Store
from domain.tables import ItemRow
from tests.support.centre import items, mark
from tests.support.contradictions import active_reconciliations
from tests.support.graphql import Api
from tests.support.report_centre import AGING, BODIES, BREAKDOWN, BY_CODE, BY_ITEM, EVER, SALES, TEXT, ReportCentre

JANUARY, FEBRUARY, MARCH = ({"range": {"from": f"2026-0{month}-01", "to": f"2026-0{month}-28"}} for month in (1, 2, 3))
ECHECK, CARD, CASH, CHECK = PaymentMethod.ECHECK, PaymentMethod.CARD, PaymentMethod.CASH, PaymentMethod.CHECK
DEPOSIT = TransactionKind.DEPOSIT


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ReportCentre]:
    async with ReportCentre.opened(store) as opened:
        yield opened


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def shown(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Rows of payment by item in short: date, amount, applied, and to which item of what."""
    return [
        (row["date"], row["transactionCents"], row["appliedCents"], row["item"] and row["item"]["position"])
        for row in rows
    ]


async def invoiced(centre: ReportCentre, *lines: tuple[str, int], **fields: Any) -> list[ItemRow]:
    """The items of a new invoice."""
    return list(await centre.items(await centre.invoice(*lines, **fields)))


async def credited(centre: ReportCentre, code: str, cents: int, on: date) -> ItemRow:
    """The item of a new credit."""
    return (await centre.items(await centre.credit((code, cents), date=on)))[0]


async def paid(centre: ReportCentre, cents: int, on: date, *marks: MarkInput, **fields: Any) -> ItemRow:
    """The item of a new payment."""
    return (await centre.items(await centre.payment(cents, *marks, date=on, **fields)))[0]


async def purchase(centre: ReportCentre) -> tuple[ItemRow, list[ItemRow]]:
    """The worked example: 75.00, 75.00 and 20.00 in January, of which 100.00 are paid in February."""
    swim, camp, shop = await invoiced(centre, ("SWIM", 7_500), ("CAMP", 7_500), ("SHOP", 2_000), date=day("01-10"))
    payment = await paid(centre, 10_000, day("02-05"), mark(swim, 7_500), mark(camp, 2_500), method=CARD)
    return payment, [swim, camp, shop]


async def test_payment_by_item_lists_what_each_payment_was_applied_to_on_its_date(centre: ReportCentre) -> None:
    await purchase(centre)
    await centre.payment(3_000, date=day("02-06"))
    answer = await centre.report(BY_ITEM, FEBRUARY)
    rows = answer["rows"]["nodes"]
    assert shown(rows) == [
        ("2026-02-05", 10_000, 7_500, 1),
        ("2026-02-05", 10_000, 2_500, 2),
        ("2026-02-06", 3_000, 3_000, None),
    ]
    assert [row["ledgerCode"] and row["ledgerCode"]["code"] for row in rows] == ["SWIM", "CAMP", None]
    assert [row["reconciliation"] and row["reconciliation"]["amountCents"] for row in rows] == [7_500, 2_500, None]
    assert (answer["totalCents"], answer["processingCents"], answer["unreconciledCents"]) == (13_000, 0, 3_000)
    assert answer["rows"]["totalCount"] == 3
    assert (await centre.report(BY_ITEM, JANUARY))["rows"]["totalCount"] == 0


async def test_a_partly_applied_payment_has_one_more_row_for_its_open_amount(centre: ReportCentre) -> None:
    (item,) = await invoiced(centre, ("SWIM", 4_000), date=day("02-01"))
    await centre.payment(10_000, mark(item), date=day("02-01"))
    answer = await centre.report(BY_ITEM, FEBRUARY)
    assert shown(answer["rows"]["nodes"]) == [("2026-02-01", 10_000, 4_000, 1), ("2026-02-01", 10_000, 6_000, None)]


async def test_a_payment_and_its_refund_have_a_row_each_on_its_own_date(centre: ReportCentre) -> None:
    payment = await paid(centre, 5_000, day("01-10"), method=CARD)
    await centre.refund(5_000, payment, date=day("03-03"))
    assert shown((await centre.report(BY_ITEM, JANUARY))["rows"]["nodes"]) == [("2026-01-10", 5_000, 5_000, 1)]
    assert shown((await centre.report(BY_ITEM, MARCH))["rows"]["nodes"]) == [("2026-03-03", -5_000, -5_000, 1)]
    (row,) = (await centre.report(BY_CODE, MARCH))["rows"]
    assert row == {
        "ledgerCode": None, "method": "CASH", "unreconciled": False, "amountCents": -5_000, "processingCents": 0,
    }  # fmt: skip
    both = (await centre.report(BY_CODE))["rows"]
    assert [(row["method"], row["amountCents"]) for row in both] == [("CASH", -5_000), ("CARD", 5_000)]


async def test_a_payment_that_fails_later_does_not_change_its_own_period(centre: ReportCentre) -> None:
    (item,) = await invoiced(centre, ("SWIM", 5_000), date=day("01-02"))
    payment = await paid(centre, 5_000, day("01-10"), mark(item), method=ECHECK)
    before = await centre.report(BY_ITEM, JANUARY)
    assert (before["totalCents"], before["processingCents"], before["unreconciledCents"]) == (5_000, 5_000, 0)
    assert before["rows"]["nodes"][0]["processing"] is True
    by_code = await centre.report(BY_CODE, JANUARY)
    assert [(row["method"], row["amountCents"], row["processingCents"]) for row in by_code["rows"]] == [
        ("ECHECK", 5_000, 5_000)
    ]
    processing = centre.instant
    await centre.do(FailPayment(payment.transaction_id, "Returned by the bank", day("02-20")))
    after = await centre.report(BY_ITEM, JANUARY)
    assert (after["totalCents"], after["processingCents"]) == (5_000, 0)
    assert shown((await centre.report(BY_ITEM, FEBRUARY))["rows"]["nodes"]) == [("2026-02-20", -5_000, -5_000, 1)]
    assert await centre.report(BY_ITEM, JANUARY, t=processing) == before
    assert (await centre.report(BY_ITEM, FEBRUARY, t=processing))["rows"]["totalCount"] == 0


async def test_payment_by_ledger_code_has_codes_then_no_code_then_unreconciled(centre: ReportCentre) -> None:
    """Domain R29."""
    await purchase(centre)

    await centre.refund(1_000, await credited(centre, "ICE", 1_000, day("01-15")), date=day("02-11"), method=CHECK)
    await centre.refund(300, await paid(centre, 700, day("02-12"), kind=DEPOSIT), date=day("02-13"))
    answer = await centre.report(BY_CODE, FEBRUARY)
    assert [
        (row["ledgerCode"] and row["ledgerCode"]["code"], row["method"], row["unreconciled"], row["amountCents"])
        for row in answer["rows"]
    ] == [
        ("CAMP", "CARD", False, 2_500),
        ("ICE", "CHECK", False, -1_000),
        ("SWIM", "CARD", False, 7_500),
        (None, "CASH", False, 0),
        (None, "CASH", True, 400),
    ]
    assert (answer["totalCents"], answer["unreconciledCents"]) == (9_400, 400)


async def test_payment_breakdown_lists_cash_and_credits_by_invoice_item_and_nothing_unreconciled(
    centre: ReportCentre,
) -> None:
    """Domain R30."""
    _, (_, _, shop) = await purchase(centre)
    await centre.payment(9_900, date=day("02-07"))
    credit = await credited(centre, "ICE", 2_600, day("02-08"))
    await centre.reconcile(credit, shop, 2_000)
    await centre.refund(600, credit, date=day("02-09"))
    answer = await centre.report(BREAKDOWN, FEBRUARY)
    assert answer["byLedgerCode"] == [
        {"ledgerCode": {"code": "CAMP"}, "cashCents": 2_500, "paidByCreditsCents": 0, "creditsUsedCents": 0},
        {"ledgerCode": {"code": "ICE"}, "cashCents": -600, "paidByCreditsCents": 0, "creditsUsedCents": 2_000},
        {"ledgerCode": {"code": "SHOP"}, "cashCents": 0, "paidByCreditsCents": 2_000, "creditsUsedCents": 0},
        {"ledgerCode": {"code": "SWIM"}, "cashCents": 7_500, "paidByCreditsCents": 0, "creditsUsedCents": 0},
    ]
    assert (answer["cashCents"], answer["nonCashCents"]) == (9_400, 2_000)
    assert [
        (row["ledgerCode"]["code"], row["kind"], row["cash"], row["amountCents"],
         row["reconciliation"]["debitItem"]["transaction"]["number"]) for row in answer["rows"]["nodes"]
    ] == [
        ("CAMP", "PAYMENT", True, 2_500, "INV-1001-1"),
        ("ICE", "REFUND", True, -600, "REF-1001-1"),
        ("SHOP", "CREDIT", False, 2_000, "INV-1001-1"),
        ("SWIM", "PAYMENT", True, 7_500, "INV-1001-1"),
    ]  # fmt: skip


async def test_sales_ignore_reconciliations_and_are_listed_on_their_own_date(centre: ReportCentre) -> None:
    swim, _ = await invoiced(centre, ("SWIM", 7_500), ("CAMP", 0), date=day("01-10"))
    sold = await centre.report(SALES, JANUARY)
    assert sold["totalCents"] == 7_500
    assert sold["rows"] == [
        {"ledgerCode": {"code": "CAMP"}, "invoicedCents": 0, "creditedCents": 0, "netCents": 0},
        {"ledgerCode": {"code": "SWIM"}, "invoicedCents": 7_500, "creditedCents": 0, "netCents": 7_500},
    ]
    await centre.payment(7_500, mark(swim), date=day("02-01"))
    assert await centre.report(SALES, JANUARY) == sold
    await centre.do(CancelItems([CancelItem(swim.id, 3_000)], day("02-14")))
    assert await centre.report(SALES, JANUARY) == sold
    assert (await centre.report(SALES, FEBRUARY))["rows"] == [
        {"ledgerCode": {"code": "SWIM"}, "invoicedCents": 0, "creditedCents": 3_000, "netCents": -3_000}
    ]


async def test_backdated_fixes_change_reports_at_once_and_as_of_shows_the_earlier_state(centre: ReportCentre) -> None:
    payment, (_, _, shop) = await purchase(centre)
    known = centre.instant
    before = {report: await centre.report(report) for report in (BY_ITEM, BY_CODE, BREAKDOWN, SALES)}
    (swim,) = [each.id for each in await active_reconciliations(centre.store) if each.cents == 7_500]
    await centre.do(DeleteReconciliations([swim]))
    await centre.reconcile(payment, shop, 2_000)
    await centre.invoice(("ICE", 900), date=day("01-03"))
    by_code = await centre.report(BY_CODE, FEBRUARY)
    assert [(row["ledgerCode"] and row["ledgerCode"]["code"], row["amountCents"]) for row in by_code["rows"]] == [
        ("CAMP", 2_500),
        ("SHOP", 2_000),
        (None, 5_500),
    ]
    assert (await centre.report(SALES, JANUARY))["totalCents"] == 17_900
    for report, answer in before.items():
        assert await centre.report(report, t=known) == answer
        assert await centre.report(report) != answer


async def test_an_undone_batch_still_shows_as_of_then(centre: ReportCentre) -> None:
    (item,) = await invoiced(centre, ("SWIM", 500), date=day("01-01"))
    done = await centre.payment(500, mark(item), date=day("01-02"))
    known, before = centre.instant, await centre.report(BY_ITEM)
    breakdown = await centre.report(BREAKDOWN)
    await centre.undo(done)
    assert (await centre.report(BY_ITEM))["rows"]["totalCount"] == 0
    assert await centre.report(BY_ITEM, t=known) == before
    assert await centre.report(BREAKDOWN, t=known) == breakdown


async def test_aging_counts_from_the_due_date_or_the_date_and_a_due_day_is_not_overdue(centre: ReportCentre) -> None:
    on = day("06-30")
    late = (-5, 0, 1, 30, 31, 60, 61, 90, 91, 400)

    for power, days in enumerate(late):
        due = on - timedelta(days)
        await centre.invoice(2**power, date=min(due, on) - timedelta(10), due_on=due)
    await centre.invoice(2**10, date=on - timedelta(30))
    await centre.invoice(2**11, date=on + timedelta(1))
    answer = await centre.aging(on)
    assert list(answer["totals"].values()) == [1 + 2, 4 + 8 + 2**10, 16 + 32, 64 + 128, 256 + 512, 2**11 - 1, 0, 0]
    assert answer["rows"] == {
        "totalCount": 1,
        "nodes": [{"account": {"number": "1001", "ownerName": "Ann Rivera"}, "amounts": answer["totals"]}],
    }


async def test_processing_and_planned_amounts_are_still_owed_and_have_their_own_columns(centre: ReportCentre) -> None:
    lines = [("SWIM", cents) for cents in (1_000, 2_000, 4_000, 8_000)]
    first, second, third, fourth = await invoiced(centre, *lines, date=day("03-01"))
    await centre.payment(1_000, mark(first), date=day("03-02"), method=ECHECK)
    await centre.plan(second, 1_500, day("09-01"))
    await centre.payment(4_000, mark(third), date=day("04-15"))
    await centre.credit(("ICE", 8_000), date=day("03-05"), apply_to=[mark(fourth)])
    answer = (await centre.aging(day("03-31")))["totals"]
    assert (answer["totalCents"], answer["processingCents"], answer["plannedCents"]) == (7_000, 1_000, 1_500)
    assert answer["days1To30Cents"] == 7_000
    answer = (await centre.aging(day("04-15")))["totals"]
    assert (answer["totalCents"], answer["processingCents"], answer["plannedCents"]) == (3_000, 1_000, 1_500)
    assert (await centre.aging(day("02-28")))["rows"]["totalCount"] == 0


async def test_a_report_is_of_one_currency(centre: ReportCentre) -> None:
    await purchase(centre)
    assert (await centre.aging(day("02-01")))["currency"] == "USD"
    asked = TEXT.format(name="salesByLedgerCodeReport", body="currency totalCents")
    assert await centre.api.data("{ currencies }") == {"currencies": ["USD"]}
    before = centre.instant
    await centre.account("1002", currency="JPY")
    assert await centre.api.data("{ currencies }") == {"currencies": ["JPY", "USD"]}
    answer = await centre.api(asked, p=EVER)
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert answer["errors"][0]["message"] == "A report covers one currency. Choose one: JPY, USD."
    assert (await centre.api.data(asked, p=EVER, c="usd"))["report"] == {"currency": "USD", "totalCents": 17_000}
    await centre.account("1003")
    assert await centre.api.data("{ currencies }") == {"currencies": ["USD", "JPY"]}
    assert (await centre.api.data(asked, p=EVER, c="JPY"))["report"] == {"currency": "JPY", "totalCents": 0}
    assert (await centre.api.data(asked, p=EVER, t=before))["report"]["currency"] == "USD"
    assert (await centre.api(asked, p=EVER, c="XXQ"))["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_without_accounts_a_currency_is_required(store: Store) -> None:
    api = Api(store)
    answer = await api("{ agingReport { currency } }")
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert (
        await api.data('{ agingReport(currency: "USD") { totals { totalCents } rows { nodes { account { id } } } } }')
    ) == {"agingReport": {"totals": {"totalCents": 0}, "rows": {"nodes": []}}}
    await api.http.aclose()


async def test_a_report_reports_a_sum_beyond_exact_integers(centre: ReportCentre) -> None:
    accounts = await centre.accounts([f"A{each:05}" for each in range(1_100)])
    money = Money(MAX_CENTS, CASH, day("02-01"))
    await centre.do(MakePayments([MakePayment(each, money) for each in accounts]))
    await centre.do(CreateInvoices([CreateInvoice(each, items(MAX_CENTS), day("02-01")) for each in accounts]))
    for report in (BY_ITEM, BY_CODE, SALES):
        answer = await centre.api(TEXT.format(name=report, body=BODIES[report]), p=FEBRUARY)
        assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        assert f"{1_100 * MAX_CENTS:,}, beyond ±9,007,199,254,740,991" in answer["errors"][0]["message"]
    answer = await centre.api(AGING, d="2026-02-28")
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    rows = "rows(first: 2) { nodes { appliedCents } }"
    answer = (await centre.api.data(TEXT.format(name="paymentByItemReport", body=rows), p=FEBRUARY))["report"]
    assert answer["rows"]["nodes"] == [{"appliedCents": MAX_CENTS}] * 2


async def test_invalid_reconciliations_are_in_no_report(centre: ReportCentre) -> None:
    payment, (swim, _, _) = await purchase(centre)
    reports = (BY_ITEM, BY_CODE, BREAKDOWN, SALES)
    before = [await centre.report(report) for report in reports], await centre.aging(day("06-01"))
    await centre.reconcile_faultily(payment, swim, 99_999)
    assert ([await centre.report(report) for report in reports], await centre.aging(day("06-01"))) == before
