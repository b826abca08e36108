"""The source article's questions about reports, exports and mass reconciliation, told as scenarios."""

import asyncio
import csv
import io
import os
from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.core.money import parse_decimal
from domain.store.store import Store
from tests.support.scene import Scene, column, items
from tests.support.shell import TIEOUT

JANUARY = {"range": {"from": "2026-01-01", "to": "2026-01-31"}}
FEBRUARY = {"range": {"from": "2026-02-01", "to": "2026-02-28"}}


@pytest.fixture
async def scene(store: Store) -> AsyncIterator[Scene]:
    opened = await Scene.open(store)
    yield opened
    await opened.close()


async def breakdown(scene: Scene, period: dict[str, Any] = JANUARY) -> dict[str, tuple[int, int]]:
    """For each ledger code what cash and what credits paid of it."""
    said = await scene.api.data(
        "query ($p: PeriodInput!) { paymentBreakdownReport(period: $p) "
        "{ byLedgerCode { ledgerCode { code } cashCents paidByCreditsCents } } }",
        p=period,
    )
    rows = said["paymentBreakdownReport"]["byLedgerCode"]
    return {row["ledgerCode"]["code"]: (row["cashCents"], row["paidByCreditsCents"]) for row in rows}


async def by_code(scene: Scene, period: dict[str, Any] = JANUARY) -> list[tuple[str | None, str, int]]:
    """Code (None where unreconciled), method and amount of each row."""
    said = await scene.api.data(
        "query ($p: PeriodInput!) { paymentByLedgerCodeReport(period: $p) "
        "{ rows { ledgerCode { code } unreconciled method amountCents } } }",
        p=period,
    )
    rows = said["paymentByLedgerCodeReport"]["rows"]
    assert all((row["ledgerCode"] is None) == row["unreconciled"] for row in rows)
    return [(row["ledgerCode"] and row["ledgerCode"]["code"], row["method"], row["amountCents"]) for row in rows]


async def by_item(scene: Scene, period: dict[str, Any] = JANUARY) -> list[tuple[str, str | None, int]]:
    """Kind, description of what it was applied to (None where nothing), and amount of each row."""
    said = await scene.api.data(
        "query ($p: PeriodInput!) { paymentByItemReport(period: $p) "
        "{ rows { nodes { kind item { description } appliedCents } } } }",
        p=period,
    )
    rows = said["paymentByItemReport"]["rows"]["nodes"]
    return [(row["kind"], row["item"] and row["item"]["description"], row["appliedCents"]) for row in rows]


async def sales(scene: Scene) -> list[tuple[str, int]]:
    """Each ledger code's sales of January."""
    said = await scene.api.data(
        "query ($p: PeriodInput!) { salesByLedgerCodeReport(period: $p) { rows { ledgerCode { code } netCents } } }",
        p=JANUARY,
    )
    return [(row["ledgerCode"]["code"], row["netCents"]) for row in said["salesByLedgerCodeReport"]["rows"]]


async def printed_by(*arguments: str, url: str) -> str:
    """What a command prints, run as a program of its own beside the open store."""
    environment = {**os.environ, "TIEOUT_DATABASE_URL": url}
    program = await asyncio.create_subprocess_exec(TIEOUT, *arguments, env=environment, stdout=asyncio.subprocess.PIPE)
    out, _ = await program.communicate()
    assert program.returncode == 0
    return out.decode()


async def test_how_do_payment_reconciliations_affect_my_financial_reports(scene: Scene) -> None:
    """A payment has the ledger code of what it is reconciled with; unreconciled money is in two of three reports."""
    lessons = await scene.invoice(7_500, date="2026-01-05")
    await scene.pay(7_500, "CARD", {"invoiceId": lessons["id"]}, date="2026-01-06")
    await scene.pay(4_000, "CHECK", date="2026-01-07")
    assert await breakdown(scene) == {"SWIM": (7_500, 0)}
    assert await by_code(scene) == [("SWIM", "CARD", 7_500), (None, "CHECK", 4_000)]
    assert await by_item(scene) == [("PAYMENT", "Swim lessons 1", 7_500), ("PAYMENT", None, 4_000)]


async def test_payment_by_item_tracks_every_payment_deposit_refund_and_payment_correction(scene: Scene) -> None:
    returned = await scene.pay(2_000, "CHECK", date="2026-01-05")
    await scene.do(
        "failPayment", transactionId=returned["transaction"]["id"], reason="Check returned", date="2026-01-09"
    )
    deposit = await scene.do(
        "createDeposit", accountId=scene.account, amountCents=5_000, method="CASH", date="2026-01-10"
    )
    source = {"transactionId": deposit["transaction"]["id"], "amountCents": 1_500}
    await scene.do(
        "recordRefund",
        accountId=scene.account,
        amountCents=1_500,
        method="CASH",
        date="2026-01-12",
        sources=[source],
    )
    rows = await by_item(scene)
    assert {kind for kind, _, _ in rows} == {"PAYMENT", "PAYMENT_CORRECTION", "DEPOSIT", "REFUND"}
    assert sum(cents for _, _, cents in rows) == 2_000 - 2_000 + 5_000 - 1_500


async def test_does_an_item_have_to_be_reconciled_before_it_will_appear_in_sales_reports(scene: Scene) -> None:
    lessons = await scene.invoice(7_500, date="2026-01-05")
    before = await sales(scene)
    await scene.pay(7_500, "CARD", {"invoiceId": lessons["id"]}, date="2026-01-06")
    assert before == await sales(scene) == [("SWIM", 7_500)]


async def test_is_it_possible_to_backdate_fixes(scene: Scene) -> None:
    """A reconciliation changed today changes the report of the payment's month at once, and no other month's."""
    lessons = await scene.invoice(7_500, date="2026-01-05")
    camp = (
        await scene.do("createInvoice", accountId=scene.account, items=items(7_500, code="CAMP"), date="2026-02-05")
    )["transaction"]
    paid = await scene.pay(7_500, "CARD", {"invoiceId": lessons["id"]}, date="2026-01-06")
    assert await breakdown(scene) == {"SWIM": (7_500, 0)}
    edge = {
        "creditItemId": paid["transaction"]["items"][0]["id"],
        "debitItemId": camp["items"][0]["id"],
        "amountCents": 7_500,
    }
    moved = await scene.do("modifyReconciliations", transactionId=paid["transaction"]["id"], edges=[edge])
    assert await breakdown(scene) == {"CAMP": (7_500, 0)}
    assert await by_code(scene) == [("CAMP", "CARD", 7_500)]
    assert await breakdown(scene, FEBRUARY) == {}
    await scene.undo(moved)
    assert await breakdown(scene) == {"SWIM": (7_500, 0)}


async def test_the_breakdown_shows_what_credits_paid_beside_cash(scene: Scene) -> None:
    """Credits have a ledger code of their own; what they paid for is told under the item's code."""
    lessons = await scene.invoice(7_500, date="2026-01-05")
    credit = {"items": items(2_500, code="ICE"), "applyTo": [{"invoiceId": lessons["id"]}], "date": "2026-01-08"}
    await scene.do("createCredit", accountId=scene.account, **credit)
    await scene.pay(5_000, "CASH", {"invoiceId": lessons["id"]}, date="2026-01-09")
    told = await breakdown(scene)
    assert told["SWIM"] == (5_000, 2_500)


async def test_is_there_a_way_to_export_all_the_unreconciled_items(scene: Scene, database_url: str) -> None:
    """A file for a spreadsheet with as many lines as the list has, of both sides, for the very same period."""
    await scene.invoice(7_500, date="2026-01-05")
    await scene.pay(4_000, "CHECK", date="2026-01-07")
    await scene.invoice(1_000, date="2025-12-31")
    said = await scene.api.data(
        "{ unreconciledItems(period: {year: 2026}) { nodes { unreconciledCents transaction { number } } } }"
    )
    listed = [(each["transaction"]["number"], each["unreconciledCents"]) for each in said["unreconciledItems"]["nodes"]]
    for form, separator in (("csv", ","), ("tsv", "\t")):
        printed = await printed_by("unreconciled", "--period", "2026", "--format", form, url=database_url)
        rows = list(csv.DictReader(io.StringIO(printed), delimiter=separator))
        assert [(row["number"], parse_decimal(row["open"], "USD")) for row in rows] == listed
        assert {row["owner_name"] for row in rows} == {"Maria Rivera"}
    assert len(listed) == 2


async def test_what_happens_if_the_red_reconciliation_error_icon_appears(scene: Scene) -> None:
    """Only an import that asks for it brings one. Reconciling an account leaves it; deleting and recreating mends it."""
    invoice = await scene.invoice(5_000, date="2026-01-05")
    paid = await scene.pay(8_000, "CARD", date="2026-01-06")
    file = (
        "credit_number,credit_position,debit_number,debit_position,amount\n"
        f"{paid['transaction']['number']},1,{invoice['number']},1,60.00\n"
    )
    for keep, told in ((False, (None, ["OVER_RECONCILED"])), (True, (1, []))):
        said = await scene.api.data(
            "mutation ($i: ImportRecordsInput!) { importRecords(input: $i) { faulty userErrors { code } } }",
            i={"kind": "RECONCILIATIONS", "csv": file, "keepErrors": keep},
        )
        assert (said["importRecords"]["faulty"], column(said["importRecords"]["userErrors"], "code")) == told
    await scene.do("reconcileAccount", accountId=scene.account)
    assert (await scene.look(invoice["id"]))["status"] == "RECONCILIATION_ERROR"
    await scene.do("deleteReconciliations", transactionId=invoice["id"])
    await scene.do("reconcileAccount", accountId=scene.account)
    mended = await scene.look(invoice["id"])
    assert (mended["status"], mended["reconciledCents"]) == ("FULLY_RECONCILED", 5_000)
    assert (await scene.look(paid["transaction"]["id"]))["unreconciledCents"] == 3_000


async def test_do_you_recommend_doing_the_reconciliations_individually(scene: Scene) -> None:
    """Reconcile one by one where it matters; all accounts at once can be looked at before anything is stored."""
    older = await scene.invoice(3_000, date="2026-01-05")
    meant = await scene.invoice(3_000, date="2026-01-20")
    other = await scene.new_account("1002", "Ben Okafor")
    await scene.do("createInvoice", accountId=other, items=items(2_000), date="2026-01-05")
    await scene.do("makePayment", accountId=other, amountCents=2_000, method="CASH", date="2026-01-21")
    await scene.pay(3_000, "CARD", {"invoiceId": meant["id"]}, date="2026-01-21")
    said = await scene.api.data(
        "mutation { reconcileAllAccounts(input: {dryRun: true}) "
        "{ job { state total reconciliations amountCents errorCount } } }"
    )
    assert said["reconcileAllAccounts"]["job"] == {
        "state": "DONE",
        "total": 2,
        "reconciliations": 1,
        "amountCents": 2_000,
        "errorCount": 0,
    }
    assert (await scene.look(older["id"]))["status"] == "NOT_RECONCILED"
    assert (await scene.look(meant["id"]))["status"] == "FULLY_RECONCILED"


async def test_is_there_some_rule_of_thumb_on_how_often_we_should_be_reconciling(scene: Scene) -> None:
    """At once, or before the month is closed: what a month leaves open is one question, and none when all is done."""
    await scene.invoice(7_500, date="2026-01-05")
    await scene.pay(7_500, "CARD", date="2026-01-28")
    question = "query ($p: PeriodInput!) { unreconciledItems(period: $p) { totalCount } }"
    assert (await scene.api.data(question, p=JANUARY))["unreconciledItems"]["totalCount"] == 2
    await scene.do("reconcileAccount", accountId=scene.account)
    assert (await scene.api.data(question, p=JANUARY))["unreconciledItems"]["totalCount"] == 0
