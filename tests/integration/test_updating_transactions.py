"""Changing what a recorded transaction states, except its money (domain R39a)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.importing import ImportKind, ImportRecords
from domain.permissions import BILLING, Permission, Principal, PrincipalKind
from domain.services.transactions import UpdateTransaction
from domain.store.store import Store
from tests.support.api_centre import ApiCentre
from tests.support.centre import Centre, run
from tests.support.contradictions import contradictions_of
from tests.support.graphql import Api

METHODS = """
query ($asOf: DateTime) {
  paymentByLedgerCodeReport(period: {year: 2026}, asOf: $asOf) { rows { ledgerCode { code } method amountCents } }
}
"""
AGING = """
query ($asOf: DateTime) { agingReport(on: "2026-03-01", asOf: $asOf) { totals { notDueCents days1To30Cents totalCents } } }
"""
NOW = "query { account: accounts(first: 1) { nodes { history(first: 1) { nodes { recordedAt } } } } }"


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    assert await contradictions_of(store) == []
    await opened.close()


async def instant(centre: ApiCentre) -> str:
    """When the account last changed."""
    found = await centre.api.data(NOW)
    moment: str = found["account"]["nodes"][0]["history"]["nodes"][0]["recordedAt"]
    return moment


async def by_method(centre: ApiCentre, as_of: str | None = None) -> dict[tuple[str | None, str], int]:
    rows = (await centre.api.data(METHODS, asOf=as_of))["paymentByLedgerCodeReport"]["rows"]
    return {((row["ledgerCode"] or {}).get("code"), row["method"]): row["amountCents"] for row in rows}


async def test_changes_due_date_description_and_reference_and_nothing_else(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500, 2_000, date="2026-01-05")
    given = {"transactionId": invoice["id"], "dueOn": "2026-02-05", "description": " Spring fees ", "reference": "PO 7"}
    changed = (await centre.do("updateTransaction", **given))["transaction"]
    assert (changed["dueOn"], changed["description"], changed["reference"]) == ("2026-02-05", "Spring fees", "PO 7")
    same = ("number", "kind", "date", "amountCents", "unreconciledCents", "items", "method")
    assert {name: changed[name] for name in same} == {name: invoice[name] for name in same}
    cleared = await centre.do("updateTransaction", transactionId=invoice["id"], dueOn=None, reference=None)
    assert (cleared["transaction"]["dueOn"], cleared["transaction"]["reference"]) == (None, None)
    assert cleared["transaction"]["description"] == "Spring fees"


async def test_what_changes_nothing_makes_no_batch(centre: ApiCentre) -> None:
    paid = await centre.pay(100, reference="Check 7")
    same = await centre.do(
        "updateTransaction", transactionId=paid["transaction"]["id"], method="CASH", reference="Check 7"
    )
    assert same["batch"] is None
    tried = await centre.do("updateTransaction", transactionId=paid["transaction"]["id"], method="CARD", dryRun=True)
    assert tried["transaction"]["method"] == "CARD"
    assert (await centre.look(paid["transaction"]["id"]))["method"] == "CASH"


async def test_a_changed_method_shows_in_reports_at_once_and_views_of_the_past_keep_the_old_one(
    centre: ApiCentre,
) -> None:
    invoice = await centre.invoice(5_000, date="2026-01-05")
    paid = await centre.pay(7_500, "CASH", {"invoiceId": invoice["id"]}, date="2026-01-06")
    before = await instant(centre)
    await centre.do("updateTransaction", transactionId=paid["transaction"]["id"], method="CHECK")
    between = await instant(centre)
    await centre.do("updateTransaction", transactionId=paid["transaction"]["id"], method="CARD")
    assert await by_method(centre) == {("SWIM", "CARD"): 5_000, (None, "CARD"): 2_500}
    assert await by_method(centre, between) == {("SWIM", "CHECK"): 5_000, (None, "CHECK"): 2_500}
    assert await by_method(centre, before) == {("SWIM", "CASH"): 5_000, (None, "CASH"): 2_500}


async def test_a_changed_due_date_shows_in_aging_and_views_of_the_past_keep_the_old_one(centre: ApiCentre) -> None:
    invoice = await centre.invoice(5_000, date="2026-02-20")
    before = await instant(centre)
    await centre.do("updateTransaction", transactionId=invoice["id"], dueOn="2026-03-15")

    async def totals(as_of: str | None) -> dict[str, Any]:
        report = await centre.api.data(AGING, asOf=as_of)
        found: dict[str, Any] = report["agingReport"]["totals"]
        return found

    assert await totals(None) == {"notDueCents": 5_000, "days1To30Cents": 0, "totalCents": 5_000}
    assert await totals(before) == {"notDueCents": 0, "days1To30Cents": 5_000, "totalCents": 5_000}


async def test_a_correction_follows_its_payments_method(centre: ApiCentre) -> None:
    payment = (await centre.pay(5_000, "CHECK", date="2026-01-06"))["transaction"]
    failed = await centre.do("failPayment", transactionId=payment["id"], reason="Returned", date="2026-01-09")
    correction = failed["correction"]["id"]
    changed = await centre.do("updateTransaction", transactionId=payment["id"], method="CARD")
    assert (await centre.look(correction))["method"] == "CARD"
    refused = await centre.refused("updateTransaction", transactionId=correction, method="CASH")
    assert (refused["code"], refused["field"]) == ("WRONG_STATE", ["input", "method"])
    await centre.undo(changed)
    assert [(await centre.look(each))["method"] for each in (payment["id"], correction)] == ["CHECK", "CHECK"]


async def test_a_correction_recorded_since_follows_an_undone_method(centre: ApiCentre) -> None:
    payment = (await centre.pay(5_000, "CHECK"))["transaction"]["id"]
    changed = await centre.do("updateTransaction", transactionId=payment, method="CARD")
    correction = (await centre.do("failPayment", transactionId=payment, reason="Returned"))["correction"]
    assert correction["method"] == "CARD"
    await centre.undo(changed)
    assert (await centre.look(correction["id"]))["method"] == "CHECK"


async def test_refuses_what_the_kind_does_not_have_and_echecks(centre: ApiCentre) -> None:
    invoice = await centre.invoice(100, date="2026-01-05")
    cash = (await centre.pay(100))["transaction"]["id"]
    echeck = (await centre.pay(100, "ECHECK"))["transaction"]["id"]
    for given, code, field in (
        ({"transactionId": invoice["id"], "method": "CASH"}, "WRONG_SIDE", "method"),
        ({"transactionId": cash, "dueOn": "2026-01-05"}, "WRONG_SIDE", "dueOn"),
        ({"transactionId": invoice["id"], "dueOn": "2026-01-04"}, "INVALID_DATE", "dueOn"),
        ({"transactionId": cash, "method": "ECHECK"}, "WRONG_STATE", "method"),
        ({"transactionId": echeck, "method": "CASH"}, "WRONG_STATE", "method"),
        ({"transactionId": cash, "description": "  "}, "INVALID_VALUE", "description"),
        ({"transactionId": "nonsense"}, "NOT_FOUND", "transactionId"),
    ):
        refused = await centre.refused("updateTransaction", **given)
        assert (refused["code"], refused["field"]) == (code, ["input", field])
    unchanged = await centre.do("updateTransaction", transactionId=echeck, method="ECHECK", reference="E-1")
    assert unchanged["transaction"]["reference"] == "E-1"


async def test_undo_gives_back_what_was_changed_and_keeps_what_others_changed_since(centre: ApiCentre) -> None:
    payment = (await centre.pay(100, "ECHECK", reference="old"))["transaction"]["id"]
    changed = await centre.do("updateTransaction", transactionId=payment, reference="new")
    described = await centre.do("updateTransaction", transactionId=payment, description="Camp")
    await centre.do("confirmPayment", transactionId=payment)
    undone = await centre.undo(changed)
    now = await centre.look(payment)
    assert (now["reference"], now["description"], now["paymentState"]) == ("old", "Camp", "CONFIRMED")
    await centre.undo(undone)
    assert (await centre.look(payment))["reference"] == "new"
    await centre.do("updateTransaction", transactionId=payment, description="Ice")
    later = await centre.refused("undoBatch", batchId=described["batch"]["id"])
    assert later["code"] == "LATER_CHANGES"
    assert "updateTransaction" in later["message"]


async def test_undoing_a_recording_waits_for_the_undo_of_its_change(centre: ApiCentre) -> None:
    paid = await centre.pay(100)
    changed = await centre.do("updateTransaction", transactionId=paid["transaction"]["id"], reference="Check 7")
    assert (await centre.refused("undoBatch", batchId=paid["batch"]["id"]))["code"] == "LATER_CHANGES"
    await centre.undo(changed)
    await centre.undo(paid)


async def test_a_file_imported_again_finds_changed_records_there_already(store: Store) -> None:
    centre = await Centre.open(store)
    payments = (
        b"number,account_number,date,amount,kind,method,reference\nP-1,1001,2026-01-05,50.00,PAYMENT,CASH,Check 7\n"
    )
    invoices = (
        b"invoice_number,account_number,date,due_on,description,ledger_code,amount,member\n"
        b"I-1,1001,2026-01-05,2026-02-05,Swim,SWIM,75.00,\n"
    )
    files = ((ImportKind.PAYMENTS, payments), (ImportKind.INVOICES, invoices))
    for kind, data in files:
        assert (await run(store, ImportRecords(kind, data))).result.created == 1
    ids = dict(await centre.rows("select number, id from transactions"))
    for step in range(2):  # changed twice, it still compares with what was imported first
        await run(store, UpdateTransaction(ids["P-1"], reference=f"Check {step}", description="Paid at the desk"))
        await run(store, UpdateTransaction(ids["I-1"], due_on=None, description="Winter"))
        for kind, data in files:
            again = (await run(store, ImportRecords(kind, data))).result
            assert (again.created, again.unchanged) == (0, 1)
    as_it_is_now = payments.replace(b"Check 7", b"Check 1")
    assert (await run(store, ImportRecords(ImportKind.PAYMENTS, as_it_is_now))).result.unchanged == 1
    other = await run(store, ImportRecords(ImportKind.PAYMENTS, payments.replace(b"Check 7", b"Check 9"), True))
    assert (other.result.unchanged, [each[1] for each in other.result.problems]) == (0, ["reference"])


async def test_needs_the_permission_to_record(centre: ApiCentre, store: Store) -> None:
    paid = await centre.pay(100)
    viewer = Principal(PrincipalKind.USER, "user:7", "Kim", frozenset({*BILLING, Permission.MANAGE_RECONCILIATIONS}))
    async with Api(store, viewer) as api:
        answer = await api(
            "mutation ($i: UpdateTransactionInput!) { updateTransaction(input: $i) { userErrors { code } } }",
            i={"transactionId": paid["transaction"]["id"], "reference": "x"},
        )
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert "RECORD_TRANSACTIONS" in answer["errors"][0]["message"]
