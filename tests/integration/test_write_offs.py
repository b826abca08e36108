"""Writing off what invoice items still owe, within a limit (domain R40)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from api.setting_values import BadSettings
from api.settings import read_settings
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.store.store import Store
from tests.stress.write_offs import write_offs
from tests.support.api_centre import ApiCentre, column
from tests.support.centre import Centre
from tests.support.contradictions import contradictions_of
from tests.support.graphql import Api

ROUNDS = 8
REPORTS = """
{
  salesByLedgerCodeReport(period: {year: 2026}) { rows { ledgerCode { code } invoicedCents creditedCents netCents } }
  paymentBreakdownReport(period: {year: 2026}) {
    byLedgerCode { ledgerCode { code } cashCents paidByCreditsCents creditsUsedCents }
  }
}
"""


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    store.context = replace(store.context, write_off_max={"USD": 500})
    opened = await ApiCentre.open(store)
    yield opened
    assert await contradictions_of(store) == []
    await opened.close()


def lines(*items: dict[str, Any], cents: int | None = None) -> dict[str, Any]:
    return {
        "items": [{"itemId": each["id"], "amountCents": cents} for each in items],
        "ledgerCode": "ICE",
        "reason": "Too small to collect",
    }


async def test_one_credit_settles_what_items_have_open_in_one_batch(centre: ApiCentre, store: Store) -> None:
    invoice = await centre.invoice(7_500, 300, 1_000, date="2026-01-05")
    first, second, third = invoice["items"]
    await centre.pay(7_400, "CASH", {"itemId": first["id"]})
    before = await Centre(store).state()
    tried = await centre.do("writeOff", **lines(first, second), dryRun=True)
    assert await Centre(store).state() == before
    done = await centre.do("writeOff", **lines(first, second))
    credit = done["transaction"]
    assert (credit["kind"], credit["amountCents"], credit["description"]) == ("CREDIT", 400, "Too small to collect")
    assert (credit["status"], credit["number"]) == ("FULLY_RECONCILED", tried["transaction"]["number"])
    assert [(each["ledgerCode"]["code"], each["amountCents"]) for each in credit["items"]] == [
        ("ICE", 100),
        ("ICE", 300),
    ]
    assert column(done["reconciliations"], "origin") == ["WRITE_OFF", "WRITE_OFF"]
    assert column((await centre.look(invoice["id"]))["items"], "unreconciledCents") == [0, 0, 1_000]
    part = await centre.do("writeOff", **lines(third, cents=200))
    assert (await centre.look(invoice["id"]))["items"][2]["unreconciledCents"] == 800
    await centre.undo(part)
    await centre.undo(done)
    assert await Centre(store).state() == before


async def test_the_limit_is_over_all_write_offs_of_an_item(centre: ApiCentre) -> None:
    (item,) = (await centre.invoice(7_500))["items"]
    beyond = await centre.refused("writeOff", **lines(item))
    assert (beyond["code"], beyond["field"]) == ("OVER_LIMIT", ["input", "items", "0", "amountCents"])
    assert "5.00 USD" in beyond["message"]
    first = await centre.do("writeOff", **lines(item, cents=300))
    again = await centre.refused("writeOff", **lines(item, cents=201))
    assert (again["code"], "2.00 USD is left" in again["message"]) == ("OVER_LIMIT", True)
    await centre.do("writeOff", **lines(item, cents=200))
    await centre.undo(first)
    await centre.do("writeOff", **lines(item, cents=300))


async def test_without_a_limit_of_its_currency_nothing_is_written_off(centre: ApiCentre) -> None:
    euros = await centre.new_account("1003", "Eva", "EUR")
    (item,) = (await centre.invoice(100, accountId=euros))["items"]
    refused = await centre.refused("writeOff", **lines(item))
    assert refused["code"] == "OVER_LIMIT"
    assert "not offered in EUR" in refused["message"]
    assert "TIEOUT_WRITE_OFF_MAX" in refused["message"]
    both = await centre.api.data("{ accounts { nodes { number writeOffMaxCents } } }")
    assert [(each["number"], each["writeOffMaxCents"]) for each in both["accounts"]["nodes"]] == [
        ("1001", 500),
        ("1003", None),
    ]


async def test_refuses_what_cannot_be_written_off(centre: ApiCentre) -> None:
    invoice = await centre.invoice(400, 400, date="2026-01-05")
    first, second = invoice["items"]
    paid = (await centre.pay(100))["transaction"]
    other = await centre.new_account("1002", "Bo Chen")
    theirs = (await centre.invoice(100, accountId=other))["items"][0]
    for given, code, field in (
        (lines(), "INVALID_VALUE", ["items"]),
        (lines(first, first), "INVALID_VALUE", ["items", "1", "itemId"]),
        (lines(paid["items"][0]), "WRONG_SIDE", ["items", "0", "itemId"]),
        (lines(first, theirs), "WRONG_ACCOUNT", ["items", "1", "itemId"]),
        (lines({"id": "nonsense"}), "NOT_FOUND", ["items", "0", "itemId"]),
        (lines(first, cents=401), "OVER_RECONCILED", ["items", "0", "amountCents"]),
        (lines(first, cents=0), "INVALID_AMOUNT", ["items", "0", "amountCents"]),
        ({**lines(first), "reason": " "}, "INVALID_VALUE", ["reason"]),
        ({**lines(first), "ledgerCode": "NONE"}, "NOT_FOUND", ["ledgerCode"]),
        ({**lines(first), "date": "2026-01-04"}, "INVALID_DATE", ["date"]),
    ):
        refused = await centre.refused("writeOff", **given)
        assert (refused["code"], refused["field"]) == (code, ["input", *field])
    plan = {"dueOn": "2031-01-05", "amountCents": 400, "method": "CARD"}
    await centre.do(
        "createPlannedPayments",
        accountId=centre.account,
        installments=[{**plan, "items": [{"itemId": second["id"], "amountCents": 400}]}],
    )
    held = await centre.refused("writeOff", **lines(second))
    assert (held["code"], "2031-01-05" in held["message"]) == ("NOTHING_OPEN", True)


async def test_its_reconciliation_ends_by_undo_alone(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    (item,) = invoice["items"]
    done = await centre.do("writeOff", **lines(item, cents=400))
    (reconciliation,) = done["reconciliations"]
    assert reconciliation["locked"]
    assert "write-off" in reconciliation["lockReason"]
    credit = done["transaction"]
    for given in (
        {"reconciliationIds": [reconciliation["id"]]},
        {"transactionId": credit["id"]},
        {"transactionId": invoice["id"]},
    ):
        assert (await centre.refused("deleteReconciliations", **given))["code"] == "LOCKED"
    ends = {"creditItemId": credit["items"][0]["id"], "debitItemId": item["id"]}
    for reconciliations in ([], [{**ends, "amountCents": 100}]):
        refused = await centre.refused("modifyReconciliations", transactionId=invoice["id"], edges=reconciliations)
        assert refused["code"] == "LOCKED"
    await centre.do("modifyReconciliations", transactionId=invoice["id"], edges=[{**ends, "amountCents": 400}])
    source = {"sources": [{"transactionId": credit["id"]}], "method": "CASH", "accountId": centre.account}
    assert (await centre.refused("recordRefund", amountCents=100, **source))["code"] == "NOTHING_TO_REFUND"
    unnamed = await centre.refused("recordRefund", amountCents=100, **{**source, "sources": []})
    assert unnamed["code"] == "NOTHING_TO_REFUND"


async def test_a_written_off_part_is_not_cancelled_as_well(centre: ApiCentre) -> None:
    """Cancelling it would turn the write-off into money that can be refunded."""
    invoice = await centre.invoice(7_500)
    (item,) = invoice["items"]
    await centre.pay(7_200, "CASH", {"itemId": item["id"]})
    await centre.do("writeOff", **lines(item))
    refused = await centre.refused("cancelItems", items=[{"itemId": item["id"], "amountCents": 7_201}])
    assert refused["code"] == "OVER_RECONCILED"
    assert "3.00 USD of it is written off" in refused["message"]
    cancelled = await centre.do("cancelItems", items=[{"itemId": item["id"]}])
    assert cancelled["transaction"]["amountCents"] == 7_200
    assert cancelled["account"]["unreconciledCreditCents"] == 7_200


async def test_a_cancelled_part_is_not_written_off_as_well(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    (item,) = invoice["items"]
    paid = await centre.pay(7_500, "CASH", {"itemId": item["id"]})
    await centre.do("cancelItems", items=[{"itemId": item["id"], "amountCents": 7_300}])
    await centre.do("deleteReconciliations", transactionId=paid["transaction"]["id"])
    assert (await centre.look(invoice["id"]))["unreconciledCents"] == 7_500
    refused = await centre.refused("writeOff", **lines(item, cents=201))
    assert (refused["code"], "73.00 USD of it was cancelled" in refused["message"]) == ("OVER_RECONCILED", True)
    await centre.do("writeOff", **lines(item))
    plan = {"dueOn": "2031-01-05", "amountCents": 100, "method": "CARD"}
    held = await centre.refused(
        "createPlannedPayments",
        accountId=centre.account,
        installments=[{**plan, "items": [{"itemId": item["id"], "amountCents": 100}]}],
    )
    assert held["code"] == "OVER_RECONCILED"


async def test_reports_show_it_under_its_code_and_as_paid_by_credits(centre: ApiCentre) -> None:
    (item,) = (await centre.invoice(7_500, date="2026-01-05"))["items"]
    await centre.do("writeOff", **lines(item, cents=400), date="2026-01-09")
    found = await centre.api.data(REPORTS)
    sales = {row["ledgerCode"]["code"]: row for row in found["salesByLedgerCodeReport"]["rows"]}
    assert (sales["ICE"]["creditedCents"], sales["ICE"]["netCents"], sales["SWIM"]["netCents"]) == (400, -400, 7_500)
    paid = {row["ledgerCode"]["code"]: row for row in found["paymentBreakdownReport"]["byLedgerCode"]}
    assert (paid["SWIM"]["paidByCreditsCents"], paid["SWIM"]["cashCents"], paid["ICE"]["creditsUsedCents"]) == (
        400,
        0,
        400,
    )


async def test_the_tools_leave_its_credit_alone(centre: ApiCentre) -> None:
    invoice = await centre.invoice(400, 400)
    await centre.do("writeOff", **lines(invoice["items"][0]))
    kinds = {"kinds": ["CREDIT", "CANCELLATION", "PAYMENT", "DEPOSIT"]}
    assert (await centre.do("reconcileAccount", accountId=centre.account, **kinds))["reconciliations"] == []
    found = await centre.api.data("query ($id: ID!) { account(id: $id) { suggestions { id } } }", id=centre.account)
    assert found["account"]["suggestions"] == []


async def test_needs_to_record_and_to_manage(centre: ApiCentre, store: Store) -> None:
    (item,) = (await centre.invoice(400))["items"]
    mutation = "mutation ($i: WriteOffInput!) { writeOff(input: $i) { userErrors { code } } }"
    for missing in (Permission.RECORD_TRANSACTIONS, Permission.MANAGE_RECONCILIATIONS, Permission.CLIENT_BILLING):
        principal = Principal(PrincipalKind.USER, "user:7", "Kim", ALL_PERMISSIONS - {missing})
        async with Api(store, principal) as api:
            answer = await api(mutation, i=lines(item))
        assert missing in answer["errors"][0]["message"]


async def test_eight_clients_at_once_never_write_off_beyond_the_limit(database_url: str) -> None:
    reported = await write_offs(database_url, ROUNDS)
    assert reported["done"] >= ROUNDS
    assert reported["OVER_LIMIT"] > 0


def test_the_setting_is_amounts_by_currency(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIEOUT_WRITE_OFF_MAX", "USD 5.00, cad 5, JPY 300, EUR 0")
    assert read_settings().write_off_max == {"USD": 500, "CAD": 500, "JPY": 300}
    monkeypatch.setenv("TIEOUT_WRITE_OFF_MAX", "")
    assert read_settings().write_off_max == {}
    for wrong in ("5.00", "USD", "USD five", "USD 5.001", "ZZZ 5.00", "USD 5, USD 6", "USD -5"):
        monkeypatch.setenv("TIEOUT_WRITE_OFF_MAX", wrong)
        with pytest.raises(BadSettings, match="TIEOUT_WRITE_OFF_MAX"):
            read_settings()
