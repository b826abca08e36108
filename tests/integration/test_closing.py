"""Closing periods: what a closed day refuses, and what stays possible (domain R46)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.permissions import BILLING, Permission, Principal, PrincipalKind
from domain.store.postgres import backend
from domain.store.program import Sql
from domain.store.store import Store
from tests.stress.closings import closings
from tests.support.api_centre import ApiCentre
from tests.support.centre import execute, rows
from tests.support.contradictions import contradictions_of
from tests.support.graphql import Api

THROUGH, OPEN = "2026-01-31", "2026-02-01"
LISTED = """
query { booksClosings { totalCount nodes { id through reconciliations recordedBy reopenedAt reopenedBy reopenedReason } } }
"""


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    assert await contradictions_of(store) == []
    await opened.close()


async def closed(centre: ApiCentre, mutation: str, **command: object) -> str:
    """The message of a mutation that a closed period must refuse."""
    error = await centre.refused(mutation, **command)
    assert error["code"] == "BOOKS_CLOSED", error
    assert f"command line closed the books through {THROUGH}" in error["message"]
    return str(error["message"])


async def test_a_closed_day_takes_no_record_of_any_kind_and_an_open_one_does(
    centre: ApiCentre, subtests: pytest.Subtests
) -> None:
    invoice = await centre.invoice(5_000, 500, date="2026-01-05")
    await centre.pay(900, date="2026-01-06")
    again = await centre.invoice(300, date="2026-01-07")
    await centre.do("closeBooks", through=THROUGH)
    on = {"accountId": centre.account}
    item = {"description": "Swim", "ledgerCode": "SWIM", "amountCents": 100}
    cash = {"amountCents": 100, "method": "CASH"}
    commands: dict[str, dict[str, Any]] = {
        "createInvoice": {**on, "items": [item]},
        "createCredit": {**on, "items": [item]},
        "checkout": {**on, "items": [item]},
        "makePayment": {**on, **cash},
        "createDeposit": {**on, **cash},
        "recordRefund": {**on, **cash},
        "cancelItems": {"items": [{"itemId": invoice["items"][1]["id"]}]},
    }
    for mutation, command in commands.items():
        with subtests.test(mutation):
            assert OPEN in await closed(centre, mutation, **command, date=THROUGH)
            await centre.do(mutation, **command, date=OPEN)
    with subtests.test("bulk"):
        wanted = [{**on, **cash, "date": day} for day in (OPEN, THROUGH)]
        mixed = await centre.ask("makePayments", rows=wanted, errorPolicy="REJECT_FAILED_ROWS")
        assert [each["code"] for each in mixed["userErrors"]] == ["BOOKS_CLOSED"]
        assert mixed["transactionCount"] == 1
    with subtests.test("a file"):
        csv = f"number,account_number,date,amount\nA-1,1001,{OPEN},1.00\nA-2,1001,{THROUGH},1.00\n"
        payload = await centre.ask("importRecords", kind="PAYMENTS", csv=csv)
        assert [each["code"] for each in payload["userErrors"]] == ["BOOKS_CLOSED"]
    with subtests.test("a file that holds what is there already"):
        header = "invoice_number,account_number,date,description,ledger_code,amount"
        row = f"{header}\n{again['number']},1001,2026-01-07,Swim lessons"
        payload = await centre.ask("importRecords", kind="INVOICES", csv=f"{row} 1,SWIM,3.00\n")
        assert (payload["userErrors"], payload["unchanged"]) == ([], 1)


async def test_what_a_closed_period_holds_is_not_withdrawn_moved_or_restated(centre: ApiCentre) -> None:
    other = await centre.new_account("1002", "Bo Chen")
    paid = await centre.pay(900, date="2026-01-06", reference="Check 7")
    payment = paid["transaction"]["id"]
    await centre.do("closeBooks", through=THROUGH)
    await closed(centre, "undoBatch", batchId=paid["batch"]["id"])
    await closed(centre, "updateTransaction", transactionId=payment, method="CHECK")
    mended = await centre.do("updateTransaction", transactionId=payment, reference="Check 8")
    await centre.do("undoBatch", batchId=mended["batch"]["id"])
    moved = await centre.do("movePayment", transactionId=payment, toAccountId=other, reason="Wrong account")
    assert {moved["correction"]["date"], moved["transaction"]["date"]} == {OPEN}


async def test_a_payment_of_a_closed_period_still_confirms_and_fails(centre: ApiCentre) -> None:
    invoice = await centre.invoice(5_000, date="2026-01-05")
    first, second = [
        (await centre.pay(1_000, "ECHECK", {"invoiceId": invoice["id"]}, date="2026-01-06"))["transaction"]["id"]
        for _ in range(2)
    ]
    await centre.do("closeBooks", through=THROUGH, reconciliations=True)
    await centre.do("confirmPayment", transactionId=first)
    await closed(centre, "failPayment", transactionId=second, reason="Returned", date=THROUGH)
    for payment in (first, second):
        failed = await centre.do("failPayment", transactionId=payment, reason="Returned", date=OPEN)
        assert failed["correction"]["date"] == OPEN


async def test_reconciling_stays_free_unless_the_closing_includes_it(centre: ApiCentre) -> None:
    invoice = await centre.invoice(5_000, date="2026-01-05")
    early = (await centre.pay(1_000, date="2026-01-06"))["transaction"]
    late = (await centre.pay(1_000, date=OPEN))["transaction"]
    debit = invoice["items"][0]["id"]

    def pair(payment: dict[str, Any], cents: int) -> dict[str, Any]:
        return {"edges": [{"creditItemId": payment["items"][0]["id"], "debitItemId": debit, "amountCents": cents}]}

    await centre.do("closeBooks", through=THROUGH)
    made = await centre.do("createReconciliations", **pair(early, 400))
    undone = await centre.do("undoBatch", batchId=made["batch"]["id"])
    await centre.do("undoBatch", batchId=undone["batch"]["id"])
    await centre.do("closeBooks", through=THROUGH, reconciliations=True)
    await closed(centre, "deleteReconciliations", transactionId=early["id"])
    mixed = await centre.ask(
        "createReconciliations", edges=[*pair(late, 300)["edges"]], errorPolicy="REJECT_FAILED_ROWS"
    )
    assert mixed["userErrors"] == []
    await centre.do("deleteReconciliations", transactionId=late["id"])
    before = (await centre.look(early["id"]))["reconciledCents"]
    await centre.do("reconcileAccount", accountId=centre.account)
    assert (await centre.look(early["id"]))["reconciledCents"] == before == 400
    assert (await centre.look(late["id"]))["reconciledCents"] == 1_000


async def test_what_falls_due_in_a_closed_period_is_charged_on_the_first_open_day(
    centre: ApiCentre, store: Store
) -> None:
    subscription = {"description": "Pass", "ledgerCode": "SWIM", "amountCents": 500, "interval": "MONTH"}
    given = {"accountId": centre.account, **subscription, "method": "CARD", "startsOn": "2026-01-15"}
    await centre.do("createSubscription", **given)
    await centre.do("closeBooks", through=THROUGH)
    await centre.do("chargeSubscriptions", on="2026-02-20")
    invoices = "select date, description from transactions where kind = 'INVOICE' order by recording_seq"
    found = [(str(day), text) for day, text in await rows(store, Sql(invoices))]
    assert found == [(OPEN, "Pass (2026-01-15)"), ("2026-02-15", "Pass")]
    planned = {"dueOn": "2026-01-20", "amountCents": 100, "method": "CARD"}
    await centre.do("createPlannedPayments", accountId=centre.account, installments=[planned])
    await closed(centre, "processPlannedPayments", on=THROUGH)
    await centre.do("processPlannedPayments", on=OPEN)


async def test_reopening_opens_a_period_and_later_ones_and_its_reason_is_kept(centre: ApiCentre) -> None:
    for through in ("2025-12-31", THROUGH, "2026-02-28"):
        await centre.do("closeBooks", through=through)
    assert (await centre.refused("closeBooks", through="2026-02-15"))["code"] == "WRONG_STATE"
    assert (await centre.refused("closeBooks", through="2999-01-01"))["code"] == "INVALID_DATE"
    assert (await centre.refused("reopenBooks", through="2026-02-15"))["code"] == "NOT_FOUND"
    reopened = await centre.do("reopenBooks", through=THROUGH, reason="A receipt was missing")
    assert (await centre.refused("undoBatch", batchId=reopened["batch"]["id"]))["code"] == "WRONG_STATE"
    await centre.pay(100, date="2026-01-05")
    assert (await centre.refused("makePayment", **paying(centre, "2025-12-31")))["code"] == "BOOKS_CLOSED"
    listed = (await centre.api.data(LISTED))["booksClosings"]
    assert listed["totalCount"] == 3
    newest, *_, oldest = listed["nodes"]
    assert (newest["through"], newest["reopenedBy"], newest["reopenedReason"]) == (
        "2026-02-28",
        "command line",
        "A receipt was missing",
    )
    assert (oldest["through"], oldest["reopenedAt"]) == ("2025-12-31", None)


def paying(centre: ApiCentre, day: str) -> dict[str, Any]:
    return {"accountId": centre.account, "amountCents": 100, "method": "CASH", "date": day}


async def test_closing_needs_its_own_permission(store: Store) -> None:
    centre = await ApiCentre.open(store)
    allowed = frozenset({*BILLING, Permission.RECORD_TRANSACTIONS, Permission.MANAGE_ACCESS})
    api = Api(store, Principal(PrincipalKind.USER, "user:1", "Dana", allowed))
    answer = await api('mutation { closeBooks(input: {through: "2026-01-31"}) { userErrors { code } } }')
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    await api.http.aclose()
    await centre.close()


async def test_the_database_itself_keeps_a_closed_period(
    centre: ApiCentre, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "TRIES_MAX", 1)  # each of them would be refused again
    paid = (await centre.pay(900, date="2026-01-06"))["transaction"]["number"]
    await centre.do("closeBooks", through=THROUGH)
    for damage in (
        f"update transactions set method = 'CARD' where number = '{paid}'",
        f"update transactions set withdrawn_at = 1 where number = '{paid}'",
        "update books_closings set through = '2025-01-01'",
        "delete from books_closings",
    ):
        with pytest.raises(Exception, match=r"books are closed|only reopened|changed by others"):
            await execute(store, damage)


async def test_nothing_is_recorded_in_a_day_after_it_was_closed(database_url: str) -> None:
    answered = await closings(database_url, 6)
    assert answered["done"] >= 12
