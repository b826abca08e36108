"""The reports by recognisable figures: what a payment is for, what was sold, what is owed (domain R28 to R32a)."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.core.money import MAX_CENTS
from domain.services.undo import UndoBatch
from domain.store.store import Store
from tests.support.billing import run
from tests.support.desk import AGING, BODIES, BREAKDOWN, BY_CODE, BY_ITEM, EVER, SALES, TEXT, Desk
from tests.support.graphql import Api
from tests.support.recorder import Picture, Recorder

JANUARY, FEBRUARY, MARCH = ({"range": {"from": f"2026-0{month}-01", "to": f"2026-0{month}-28"}} for month in (1, 2, 3))
ECHECK, CARD, CASH, CHECK = PaymentMethod.ECHECK, PaymentMethod.CARD, PaymentMethod.CASH, PaymentMethod.CHECK
CREDIT, DEPOSIT = TransactionKind.CREDIT, TransactionKind.DEPOSIT


@pytest.fixture
async def desk(store: Store) -> AsyncIterator[Desk]:
    async with Desk.open(store) as opened:
        yield opened


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def shown(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Rows of payment by item in short: date, amount, applied, and to which item of what."""
    return [
        (row["date"], row["transactionCents"], row["appliedCents"], row["item"] and row["item"]["position"])
        for row in rows
    ]


async def purchase(desk: Desk) -> None:
    """The worked example: 75.00, 75.00 and 20.00 in January, of which 100.00 are paid in February."""

    def change(desk: Recorder, account: Picture) -> None:
        items = desk.charge(account, [("SWIM", 7_500), ("CAMP", 7_500), ("SHOP", 2_000)], day("01-10"))
        paid = desk.receive(account, 10_000, day("02-05"), CARD)
        for item, cents in zip(items, (7_500, 2_500), strict=False):
            desk.edge(account, paid, item, cents)

    await desk.do(change)


async def test_payment_by_item_tells_what_each_payment_was_applied_to_on_the_payments_date(desk: Desk) -> None:
    await purchase(desk)
    await desk.do(lambda desk, account: desk.receive(account, 3_000, day("02-06")))
    said = await desk.ask(BY_ITEM, FEBRUARY)
    rows = said["rows"]["nodes"]
    assert shown(rows) == [
        ("2026-02-05", 10_000, 7_500, 1),
        ("2026-02-05", 10_000, 2_500, 2),
        ("2026-02-06", 3_000, 3_000, None),
    ]
    assert [row["ledgerCode"] and row["ledgerCode"]["code"] for row in rows] == ["SWIM", "CAMP", None]
    assert [row["reconciliation"] and row["reconciliation"]["amountCents"] for row in rows] == [7_500, 2_500, None]
    assert (said["totalCents"], said["processingCents"], said["unreconciledCents"]) == (13_000, 0, 3_000)
    assert said["rows"]["totalCount"] == 3
    assert (await desk.ask(BY_ITEM, JANUARY))["rows"]["totalCount"] == 0


async def test_a_partly_applied_payment_has_one_more_row_for_what_is_open(desk: Desk) -> None:
    def change(desk: Recorder, account: Picture) -> None:
        (item,) = desk.charge(account, [("SWIM", 4_000)], day("02-01"))
        desk.edge(account, desk.receive(account, 10_000, day("02-01")), item, 4_000)

    await desk.do(change)
    said = await desk.ask(BY_ITEM, FEBRUARY)
    assert shown(said["rows"]["nodes"]) == [("2026-02-01", 10_000, 4_000, 1), ("2026-02-01", 10_000, 6_000, None)]


async def test_a_payment_and_its_refund_have_a_row_each_on_its_own_date(desk: Desk) -> None:
    def change(desk: Recorder, account: Picture) -> None:
        paid = desk.receive(account, 5_000, day("01-10"), CARD)
        desk.edge(account, paid, desk.give_back(account, 5_000, day("03-03"), CASH), 5_000)

    await desk.do(change)
    assert shown((await desk.ask(BY_ITEM, JANUARY))["rows"]["nodes"]) == [("2026-01-10", 5_000, 5_000, 1)]
    assert shown((await desk.ask(BY_ITEM, MARCH))["rows"]["nodes"]) == [("2026-03-03", -5_000, -5_000, 1)]
    (row,) = (await desk.ask(BY_CODE, MARCH))["rows"]
    assert row == {
        "ledgerCode": None, "method": "CASH", "unreconciled": False, "amountCents": -5_000, "processingCents": 0,
    }  # fmt: skip
    both = (await desk.ask(BY_CODE))["rows"]
    assert [(row["method"], row["amountCents"]) for row in both] == [("CASH", -5_000), ("CARD", 5_000)]


async def test_a_payment_that_fails_later_leaves_its_period_as_it_was(desk: Desk) -> None:
    paid: list[Any] = []

    def pay(desk: Recorder, account: Picture) -> None:
        (item,) = desk.charge(account, [("SWIM", 5_000)], day("01-02"))
        paid.append(desk.receive(account, 5_000, day("01-10"), ECHECK))
        desk.edge(account, paid[0], item, 5_000)

    await desk.do(pay)
    before = await desk.ask(BY_ITEM, JANUARY)
    assert (before["totalCents"], before["processingCents"], before["unreconciledCents"]) == (5_000, 5_000, 0)
    assert before["rows"]["nodes"][0]["processing"] is True
    by_code = await desk.ask(BY_CODE, JANUARY)
    assert [(row["method"], row["amountCents"], row["processingCents"]) for row in by_code["rows"]] == [
        ("ECHECK", 5_000, 5_000)
    ]
    processing = desk.instant
    await desk.do(lambda desk, account: desk.fail(account, account.transactions[paid[0].transaction_id], day("02-20")))
    after = await desk.ask(BY_ITEM, JANUARY)
    assert (after["totalCents"], after["processingCents"]) == (5_000, 0)
    assert shown((await desk.ask(BY_ITEM, FEBRUARY))["rows"]["nodes"]) == [("2026-02-20", -5_000, -5_000, 1)]
    assert await desk.ask(BY_ITEM, JANUARY, t=processing) == before
    assert (await desk.ask(BY_ITEM, FEBRUARY, t=processing))["rows"]["totalCount"] == 0


async def test_payment_by_ledger_code_has_codes_then_no_code_then_unreconciled(desk: Desk) -> None:
    await purchase(desk)

    def change(desk: Recorder, account: Picture) -> None:
        credit = desk.charge(account, [("ICE", 1_000)], day("01-15"), kind=CREDIT)[0]
        desk.edge(account, credit, desk.give_back(account, 1_000, day("02-11"), CHECK), 1_000)
        deposit = desk.receive(account, 700, day("02-12"), CASH, DEPOSIT)
        desk.edge(account, deposit, desk.give_back(account, 300, day("02-13"), CASH), 300)

    await desk.do(change)
    said = await desk.ask(BY_CODE, FEBRUARY)
    assert [
        (row["ledgerCode"] and row["ledgerCode"]["code"], row["method"], row["unreconciled"], row["amountCents"])
        for row in said["rows"]
    ] == [
        ("CAMP", "CARD", False, 2_500),
        ("ICE", "CHECK", False, -1_000),
        ("SWIM", "CARD", False, 7_500),
        (None, "CASH", False, 0),
        (None, "CASH", True, 400),
    ]
    assert (said["totalCents"], said["unreconciledCents"]) == (9_400, 400)


async def test_the_breakdown_shows_invoice_details_and_credits_beside_cash_and_nothing_unreconciled(desk: Desk) -> None:
    await purchase(desk)

    def change(desk: Recorder, account: Picture) -> None:
        desk.receive(account, 9_900, day("02-07"))
        shop = next(item for item in account.items.values() if item.ledger_code_id == desk.codes["SHOP"])
        credit = desk.charge(account, [("ICE", 2_600)], day("02-08"), kind=CREDIT)[0]
        desk.edge(account, credit, shop, 2_000)
        desk.edge(account, credit, desk.give_back(account, 600, day("02-09")), 600)

    await desk.do(change)
    said = await desk.ask(BREAKDOWN, FEBRUARY)
    assert said["byLedgerCode"] == [
        {"ledgerCode": {"code": "CAMP"}, "cashCents": 2_500, "paidByCreditsCents": 0, "creditsUsedCents": 0},
        {"ledgerCode": {"code": "ICE"}, "cashCents": -600, "paidByCreditsCents": 0, "creditsUsedCents": 2_000},
        {"ledgerCode": {"code": "SHOP"}, "cashCents": 0, "paidByCreditsCents": 2_000, "creditsUsedCents": 0},
        {"ledgerCode": {"code": "SWIM"}, "cashCents": 7_500, "paidByCreditsCents": 0, "creditsUsedCents": 0},
    ]
    assert (said["cashCents"], said["nonCashCents"]) == (9_400, 2_000)
    number = f"-{desk.account.number}-H"
    assert [
        (row["ledgerCode"]["code"], row["kind"], row["cash"], row["amountCents"],
         row["reconciliation"]["debitItem"]["transaction"]["number"]) for row in said["rows"]["nodes"]
    ] == [
        ("CAMP", "PAYMENT", True, 2_500, f"INV{number}1"),
        ("ICE", "REFUND", True, -600, f"REF{number}5"),
        ("SHOP", "CREDIT", False, 2_000, f"INV{number}1"),
        ("SWIM", "PAYMENT", True, 7_500, f"INV{number}1"),
    ]  # fmt: skip


async def test_sales_are_the_same_reconciled_or_not_and_each_stands_on_its_own_date(desk: Desk) -> None:
    items: list[Any] = []
    await desk.do(
        lambda desk, account: items.extend(desk.charge(account, [("SWIM", 7_500), ("CAMP", 0)], day("01-10")))
    )
    sold = await desk.ask(SALES, JANUARY)
    assert sold["totalCents"] == 7_500
    assert sold["rows"] == [
        {"ledgerCode": {"code": "CAMP"}, "invoicedCents": 0, "creditedCents": 0, "netCents": 0},
        {"ledgerCode": {"code": "SWIM"}, "invoicedCents": 7_500, "creditedCents": 0, "netCents": 7_500},
    ]
    await desk.do(lambda desk, account: desk.edge(account, desk.receive(account, 7_500, day("02-01")), items[0], 7_500))
    assert await desk.ask(SALES, JANUARY) == sold
    await desk.do(lambda desk, account: desk.cancel(account, items[0], 3_000, day("02-14")))
    assert await desk.ask(SALES, JANUARY) == sold
    assert (await desk.ask(SALES, FEBRUARY))["rows"] == [
        {"ledgerCode": {"code": "SWIM"}, "invoicedCents": 0, "creditedCents": 3_000, "netCents": -3_000}
    ]


async def test_backdated_fixes_change_reports_at_once_and_as_of_shows_what_was_known(desk: Desk) -> None:
    await purchase(desk)
    known = desk.instant
    before = {report: await desk.ask(report) for report in (BY_ITEM, BY_CODE, BREAKDOWN, SALES)}

    def fix(desk: Recorder, account: Picture) -> None:
        swim = next(edge for edge in account.edges.values() if edge.amount_cents == 7_500)
        desk.release(account, swim)
        shop = next(item for item in account.items.values() if item.ledger_code_id == desk.codes["SHOP"])
        desk.edge(account, account.items[swim.credit_item_id], shop, 2_000)
        desk.charge(account, [("ICE", 900)], day("01-03"))

    await desk.do(fix)
    by_code = await desk.ask(BY_CODE, FEBRUARY)
    assert [(row["ledgerCode"] and row["ledgerCode"]["code"], row["amountCents"]) for row in by_code["rows"]] == [
        ("CAMP", 2_500),
        ("SHOP", 2_000),
        (None, 5_500),
    ]
    assert (await desk.ask(SALES, JANUARY))["totalCents"] == 17_900
    for report, said in before.items():
        assert await desk.ask(report, t=known) == said
        assert await desk.ask(report) != said


async def test_what_was_undone_is_still_there_as_of_then(desk: Desk) -> None:
    batch = await desk.do(
        lambda desk, account: desk.edge(
            account,
            desk.receive(account, 500, day("01-02")),
            desk.charge(account, [("SWIM", 500)], day("01-01"))[0],
            500,
        )
    )
    known, before = desk.instant, await desk.ask(BY_ITEM)
    breakdown = await desk.ask(BREAKDOWN)
    assert batch is not None
    desk.now += 1
    await run(desk.recorder.store, UndoBatch(batch))
    assert (await desk.ask(BY_ITEM))["rows"]["totalCount"] == 0
    assert await desk.ask(BY_ITEM, t=known) == before
    assert await desk.ask(BREAKDOWN, t=known) == breakdown


async def test_aging_counts_from_the_due_date_or_the_date_and_a_due_day_is_not_overdue(desk: Desk) -> None:
    on = day("06-30")
    late = (-5, 0, 1, 30, 31, 60, 61, 90, 91, 400)

    def change(desk: Recorder, account: Picture) -> None:
        for power, days in enumerate(late):
            due = on - timedelta(days)
            desk.charge(account, [("SWIM", 2**power)], min(due, on) - timedelta(10), due)
        desk.charge(account, [("SWIM", 2**10)], on - timedelta(30))
        desk.charge(account, [("SWIM", 2**11)], on + timedelta(1))

    await desk.do(change)
    said = await desk.aging(on)
    amounts, number = list(said["totals"].values()), desk.account.number
    assert amounts == [1 + 2, 4 + 8 + 2**10, 16 + 32, 64 + 128, 256 + 512, 2**11 - 1, 0, 0]
    assert said["rows"] == {
        "totalCount": 1,
        "nodes": [
            {
                "account": {"number": number, "ownerName": f"Owner {number}"},
                "amounts": said["totals"],
            }
        ],
    }


async def test_processing_and_planned_money_is_still_owed_and_stands_in_its_own_columns(desk: Desk) -> None:
    def change(desk: Recorder, account: Picture) -> None:
        items = desk.charge(account, [("SWIM", 1_000), ("SWIM", 2_000), ("SWIM", 4_000), ("SWIM", 8_000)], day("03-01"))
        desk.edge(account, desk.receive(account, 1_000, day("03-02"), ECHECK), items[0], 1_000)
        desk.plan(account, [(items[1], 1_500)], day("09-01"))
        desk.edge(account, desk.receive(account, 4_000, day("04-15")), items[2], 4_000)
        desk.edge(account, desk.charge(account, [("ICE", 8_000)], day("03-05"), kind=CREDIT)[0], items[3], 8_000)

    await desk.do(change)
    said = (await desk.aging(day("03-31")))["totals"]
    assert (said["totalCents"], said["processingCents"], said["plannedCents"]) == (7_000, 1_000, 1_500)
    assert said["days1To30Cents"] == 7_000
    said = (await desk.aging(day("04-15")))["totals"]
    assert (said["totalCents"], said["processingCents"], said["plannedCents"]) == (3_000, 1_000, 1_500)
    assert (await desk.aging(day("02-28")))["rows"]["totalCount"] == 0


async def test_a_report_is_of_one_currency(desk: Desk) -> None:
    await purchase(desk)
    assert (await desk.aging(day("02-01")))["currency"] == "USD"
    asked = TEXT.format(name="salesByLedgerCodeReport", body="currency totalCents")
    assert await desk.api.data("{ currencies }") == {"currencies": ["USD"]}
    before = desk.instant
    desk.now += 1
    await desk.recorder.open_accounts(1, ["JPY"])
    assert await desk.api.data("{ currencies }") == {"currencies": ["JPY", "USD"]}
    said = await desk.api(asked, p=EVER)
    assert said["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert said["errors"][0]["message"] == "A report is of one currency. Say which: JPY, USD."
    assert (await desk.api.data(asked, p=EVER, c="usd"))["report"] == {"currency": "USD", "totalCents": 17_000}
    await desk.recorder.open_accounts(1)
    assert await desk.api.data("{ currencies }") == {"currencies": ["USD", "JPY"]}
    assert (await desk.api.data(asked, p=EVER, c="JPY"))["report"] == {"currency": "JPY", "totalCents": 0}
    assert (await desk.api.data(asked, p=EVER, t=before))["report"]["currency"] == "USD"
    assert (await desk.api(asked, p=EVER, c="XXQ"))["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_without_any_account_a_currency_must_be_named(store: Store) -> None:
    api = Api(store)
    said = await api("{ agingReport { currency } }")
    assert said["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert (
        await api.data('{ agingReport(currency: "USD") { totals { totalCents } rows { nodes { account { id } } } } }')
    ) == {"agingReport": {"totals": {"totalCents": 0}, "rows": {"nodes": []}}}
    await api.http.aclose()


async def test_a_sum_beyond_what_can_be_told_exactly_is_said_and_not_guessed(desk: Desk) -> None:
    accounts = await desk.recorder.open_accounts(1_100)

    def fill() -> None:
        for account in accounts:
            desk.recorder.receive(account, MAX_CENTS, day("02-01"))
            desk.recorder.charge(account, [("SWIM", MAX_CENTS)], day("02-01"))

    await desk.recorder.within(accounts, fill)
    for report in (BY_ITEM, BY_CODE, SALES):
        said = await desk.api(TEXT.format(name=report, body=BODIES[report]), p=FEBRUARY)
        assert said["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        assert f"{1_100 * MAX_CENTS}, beyond ±9007199254740991" in said["errors"][0]["message"]
    said = await desk.api(AGING, d="2026-02-28")
    assert said["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    rows = "rows(first: 2) { nodes { appliedCents } }"
    said = (await desk.api.data(TEXT.format(name="paymentByItemReport", body=rows), p=FEBRUARY))["report"]
    assert said["rows"]["nodes"] == [{"appliedCents": MAX_CENTS}] * 2


async def test_faulty_reconciliations_are_in_no_report(desk: Desk) -> None:
    await purchase(desk)
    reports = (BY_ITEM, BY_CODE, BREAKDOWN, SALES)
    before = [await desk.ask(report) for report in reports], await desk.aging(day("06-01"))

    def change(desk: Recorder, account: Picture) -> None:
        debit = next(item for item in account.items.values() if item.kind is TransactionKind.INVOICE)
        credit = next(item for item in account.items.values() if item.kind is TransactionKind.PAYMENT)
        desk.spoil(account, debit, credit, 99_999)

    await desk.do(change)
    assert ([await desk.ask(report) for report in reports], await desk.aging(day("06-01"))) == before
