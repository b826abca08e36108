"""The source article's questions about reports, exports and mass reconciliation, as scenarios."""

import csv
import io
import pathlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.core.money import parse_decimal
from domain.store.store import Store
from tests.support.api_centre import ApiCentre, column, items
from tests.support.shell import Shell

JANUARY = {"range": {"from": "2026-01-01", "to": "2026-01-31"}}
FEBRUARY = {"range": {"from": "2026-02-01", "to": "2026-02-28"}}


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    await opened.close()


async def breakdown(centre: ApiCentre, period: dict[str, Any] = JANUARY) -> dict[str, tuple[int, int]]:
    """For each ledger code what cash and what credits paid of it."""
    answer = await centre.api.data(
        "query ($p: PeriodInput!) { paymentBreakdownReport(period: $p) "
        "{ byLedgerCode { ledgerCode { code } cashCents paidByCreditsCents } } }",
        p=period,
    )
    rows = answer["paymentBreakdownReport"]["byLedgerCode"]
    return {row["ledgerCode"]["code"]: (row["cashCents"], row["paidByCreditsCents"]) for row in rows}


async def by_code(centre: ApiCentre, period: dict[str, Any] = JANUARY) -> list[tuple[str | None, str, int]]:
    """Code (None where unreconciled), method and amount of each row."""
    answer = await centre.api.data(
        "query ($p: PeriodInput!) { paymentByLedgerCodeReport(period: $p) "
        "{ rows { ledgerCode { code } unreconciled method amountCents } } }",
        p=period,
    )
    rows = answer["paymentByLedgerCodeReport"]["rows"]
    assert all((row["ledgerCode"] is None) == row["unreconciled"] for row in rows)
    return [(row["ledgerCode"] and row["ledgerCode"]["code"], row["method"], row["amountCents"]) for row in rows]


async def by_item(centre: ApiCentre, period: dict[str, Any] = JANUARY) -> list[tuple[str, str | None, int]]:
    """Kind, description of what it was applied to (None where nothing), and amount of each row."""
    answer = await centre.api.data(
        "query ($p: PeriodInput!) { paymentByItemReport(period: $p) "
        "{ rows { nodes { kind item { description } appliedCents } } } }",
        p=period,
    )
    rows = answer["paymentByItemReport"]["rows"]["nodes"]
    return [(row["kind"], row["item"] and row["item"]["description"], row["appliedCents"]) for row in rows]


async def sales(centre: ApiCentre) -> list[tuple[str, int]]:
    """Each ledger code's sales of January."""
    answer = await centre.api.data(
        "query ($p: PeriodInput!) { salesByLedgerCodeReport(period: $p) { rows { ledgerCode { code } netCents } } }",
        p=JANUARY,
    )
    return [(row["ledgerCode"]["code"], row["netCents"]) for row in answer["salesByLedgerCodeReport"]["rows"]]


async def test_how_do_payment_reconciliations_affect_my_financial_reports(centre: ApiCentre) -> None:
    """A payment has the ledger code of what it is reconciled with; unreconciled money is in two of three reports."""
    lessons = await centre.invoice(7_500, date="2026-01-05")
    await centre.pay(7_500, "CARD", {"invoiceId": lessons["id"]}, date="2026-01-06")
    await centre.pay(4_000, "CHECK", date="2026-01-07")
    assert await breakdown(centre) == {"SWIM": (7_500, 0)}
    assert await by_code(centre) == [("SWIM", "CARD", 7_500), (None, "CHECK", 4_000)]
    assert await by_item(centre) == [("PAYMENT", "Swim lessons 1", 7_500), ("PAYMENT", None, 4_000)]


async def test_payment_by_item_tracks_every_payment_deposit_refund_and_payment_correction(centre: ApiCentre) -> None:
    returned = await centre.pay(2_000, "CHECK", date="2026-01-05")
    await centre.do(
        "failPayment", transactionId=returned["transaction"]["id"], reason="Check returned", date="2026-01-09"
    )
    deposit = await centre.do(
        "createDeposit", accountId=centre.account, amountCents=5_000, method="CASH", date="2026-01-10"
    )
    source = {"transactionId": deposit["transaction"]["id"], "amountCents": 1_500}
    await centre.do(
        "recordRefund", accountId=centre.account, amountCents=1_500, method="CASH", date="2026-01-12", sources=[source]
    )
    rows = await by_item(centre)
    assert {kind for kind, _, _ in rows} == {"PAYMENT", "PAYMENT_CORRECTION", "DEPOSIT", "REFUND"}
    assert sum(cents for _, _, cents in rows) == 2_000 - 2_000 + 5_000 - 1_500


async def test_does_an_item_have_to_be_reconciled_before_it_will_appear_in_sales_reports(centre: ApiCentre) -> None:
    lessons = await centre.invoice(7_500, date="2026-01-05")
    before = await sales(centre)
    await centre.pay(7_500, "CARD", {"invoiceId": lessons["id"]}, date="2026-01-06")
    assert before == await sales(centre) == [("SWIM", 7_500)]


async def test_is_it_possible_to_backdate_fixes(centre: ApiCentre) -> None:
    """A reconciliation changed today changes the report of the payment's month at once, and no other month's."""
    lessons = await centre.invoice(7_500, date="2026-01-05")
    camp = (
        await centre.do("createInvoice", accountId=centre.account, items=items(7_500, code="CAMP"), date="2026-02-05")
    )["transaction"]
    paid = await centre.pay(7_500, "CARD", {"invoiceId": lessons["id"]}, date="2026-01-06")
    assert await breakdown(centre) == {"SWIM": (7_500, 0)}
    reconciliation = {
        "creditItemId": paid["transaction"]["items"][0]["id"],
        "debitItemId": camp["items"][0]["id"],
        "amountCents": 7_500,
    }
    moved = await centre.do("modifyReconciliations", transactionId=paid["transaction"]["id"], edges=[reconciliation])
    assert await breakdown(centre) == {"CAMP": (7_500, 0)}
    assert await by_code(centre) == [("CAMP", "CARD", 7_500)]
    assert await breakdown(centre, FEBRUARY) == {}
    await centre.undo(moved)
    assert await breakdown(centre) == {"SWIM": (7_500, 0)}


async def test_the_breakdown_shows_what_credits_paid_beside_cash(centre: ApiCentre) -> None:
    """Credits have a ledger code of their own; what they paid for is listed under the item's code."""
    lessons = await centre.invoice(7_500, date="2026-01-05")
    credit = {"items": items(2_500, code="ICE"), "applyTo": [{"invoiceId": lessons["id"]}], "date": "2026-01-08"}
    await centre.do("createCredit", accountId=centre.account, **credit)
    await centre.pay(5_000, "CASH", {"invoiceId": lessons["id"]}, date="2026-01-09")
    reported = await breakdown(centre)
    assert reported["SWIM"] == (5_000, 2_500)


async def test_is_there_a_way_to_export_all_the_unreconciled_items(
    centre: ApiCentre, database_url: str, tmp_path: pathlib.Path
) -> None:
    """A file for a spreadsheet with as many lines as the list has, of both sides, for the very same period."""
    await centre.invoice(7_500, date="2026-01-05")
    await centre.pay(4_000, "CHECK", date="2026-01-07")
    await centre.invoice(1_000, date="2025-12-31")
    answer = await centre.api.data(
        "{ unreconciledItems(period: {year: 2026}) { nodes { unreconciledCents transaction { number } } } }"
    )
    listed = [
        (each["transaction"]["number"], each["unreconciledCents"]) for each in answer["unreconciledItems"]["nodes"]
    ]
    tieout = Shell(tmp_path, database_url)
    for form, separator in (("csv", ","), ("tsv", "\t")):
        ran = await tieout.beside("unreconciled", "--period", "2026", "--format", form)
        assert ran.returncode == 0, ran.stderr
        rows = list(csv.DictReader(io.StringIO(ran.stdout), delimiter=separator))
        assert [(row["number"], parse_decimal(row["open"], "USD")) for row in rows] == listed
        assert {row["owner_name"] for row in rows} == {"Maria Rivera"}
    assert len(listed) == 2


async def test_what_happens_if_the_red_reconciliation_error_icon_appears(centre: ApiCentre) -> None:
    """Only an import that asks for it brings one. Reconciling an account leaves it; deleting and recreating mends it."""
    invoice = await centre.invoice(5_000, date="2026-01-05")
    paid = await centre.pay(8_000, "CARD", date="2026-01-06")
    file = (
        "credit_number,credit_position,debit_number,debit_position,amount\n"
        f"{paid['transaction']['number']},1,{invoice['number']},1,60.00\n"
    )
    for keep, reported in ((False, (None, ["OVER_RECONCILED"])), (True, (1, []))):
        answer = await centre.api.data(
            "mutation ($i: ImportRecordsInput!) { importRecords(input: $i) { faulty userErrors { code } } }",
            i={"kind": "RECONCILIATIONS", "csv": file, "keepErrors": keep},
        )
        assert (answer["importRecords"]["faulty"], column(answer["importRecords"]["userErrors"], "code")) == reported
    await centre.do("reconcileAccount", accountId=centre.account)
    assert (await centre.look(invoice["id"]))["status"] == "RECONCILIATION_ERROR"
    await centre.do("deleteReconciliations", transactionId=invoice["id"])
    await centre.do("reconcileAccount", accountId=centre.account)
    mended = await centre.look(invoice["id"])
    assert (mended["status"], mended["reconciledCents"]) == ("FULLY_RECONCILED", 5_000)
    assert (await centre.look(paid["transaction"]["id"]))["unreconciledCents"] == 3_000


async def test_do_you_recommend_doing_the_reconciliations_individually(centre: ApiCentre) -> None:
    """Reconcile one by one where it matters; all accounts at once can be looked at before anything is stored."""
    older = await centre.invoice(3_000, date="2026-01-05")
    meant = await centre.invoice(3_000, date="2026-01-20")
    other = await centre.new_account("1002", "Ben Okafor")
    await centre.do("createInvoice", accountId=other, items=items(2_000), date="2026-01-05")
    await centre.do("makePayment", accountId=other, amountCents=2_000, method="CASH", date="2026-01-21")
    await centre.pay(3_000, "CARD", {"invoiceId": meant["id"]}, date="2026-01-21")
    answer = await centre.api.data(
        "mutation { reconcileAllAccounts(input: {dryRun: true}) "
        "{ job { state total reconciliations amountCents errorCount } } }"
    )
    assert answer["reconcileAllAccounts"]["job"] == {
        "state": "DONE",
        "total": 2,
        "reconciliations": 1,
        "amountCents": 2_000,
        "errorCount": 0,
    }
    assert (await centre.look(older["id"]))["status"] == "NOT_RECONCILED"
    assert (await centre.look(meant["id"]))["status"] == "FULLY_RECONCILED"


async def test_is_there_some_rule_of_thumb_on_how_often_we_should_be_reconciling(centre: ApiCentre) -> None:
    """At once, or before the month is closed: what a month leaves open is one question, and none when all is done."""
    await centre.invoice(7_500, date="2026-01-05")
    await centre.pay(7_500, "CARD", date="2026-01-28")
    question = "query ($p: PeriodInput!) { unreconciledItems(period: $p) { totalCount } }"
    assert (await centre.api.data(question, p=JANUARY))["unreconciledItems"]["totalCount"] == 2
    await centre.do("reconcileAccount", accountId=centre.account)
    assert (await centre.api.data(question, p=JANUARY))["unreconciledItems"]["totalCount"] == 0
