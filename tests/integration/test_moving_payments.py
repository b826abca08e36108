"""Moving a payment that was entered on the wrong account (domain R39b)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.permissions import ALL_PERMISSIONS, BILLING, Permission, Principal, PrincipalKind
from domain.services.moves import MovePayment
from domain.store.store import Store
from tests.stress.storm import deadlocks_of
from tests.support.api_centre import ApiCentre, column
from tests.support.centre import Centre, refusal_codes, run
from tests.support.contradictions import contradictions_of
from tests.support.graphql import Api

LINKS = """
query ($id: ID!) {
  transaction(id: $id) {
    number currency date reference method paymentState confirmedAt failedAt batch { mutation }
    movedFrom { number account { number } } movedTo { number account { number } } correctedBy { number date }
  }
}
"""
MOVE = """
mutation ($i: MovePaymentInput!) { movePayment(input: $i) { userErrors { code } } }
"""


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    assert await contradictions_of(store) == []
    await opened.close()


async def links(centre: ApiCentre, transaction: str) -> dict[str, Any]:
    found: dict[str, Any] = (await centre.api.data(LINKS, id=transaction))["transaction"]
    return found


async def test_a_payment_moves_with_its_method_reference_amount_and_date(centre: ApiCentre) -> None:
    other = await centre.new_account("1002", "Bo Chen")
    owed = await centre.invoice(7_500)
    theirs = await centre.invoice(5_000, accountId=other)
    given = {"date": "2026-01-06", "reference": "Check 7"}
    paid = (await centre.pay(7_500, "CHECK", {"invoiceId": owed["id"]}, **given))["transaction"]
    mark = [{"invoiceId": theirs["id"]}]
    moved = await centre.do(
        "movePayment", transactionId=paid["id"], toAccountId=other, applyTo=mark, reason="Entered by mistake"
    )
    before, after = await links(centre, paid["id"]), await links(centre, moved["transaction"]["id"])
    assert [after[each] for each in ("method", "reference", "date")] == ["CHECK", "Check 7", "2026-01-06"]
    assert (before["paymentState"], after["paymentState"], after["currency"]) == ("FAILED", "CONFIRMED", "USD")
    assert after["movedFrom"] == {"number": paid["number"], "account": {"number": "1001"}}
    assert before["movedTo"] == {"number": after["number"], "account": {"number": "1002"}}
    assert (before["movedFrom"], after["movedTo"], after["batch"]) == (None, None, {"mutation": "movePayment"})
    assert before["correctedBy"] == {"number": moved["correction"]["number"], "date": "2026-01-06"}
    assert (before["failedAt"] is None, before["confirmedAt"] is None, after["failedAt"]) == (False, False, None)
    assert (await centre.look(owed["id"]))["unreconciledCents"] == 7_500
    assert (await centre.look(theirs["id"]))["status"] == "FULLY_RECONCILED"
    assert (moved["transaction"]["amountCents"], moved["transaction"]["unreconciledCents"]) == (7_500, 2_500)
    assert (await centre.balances())["balanceCents"] == 7_500


async def test_no_text_names_the_other_account(centre: ApiCentre) -> None:
    other = await centre.new_account("1002", "Bo Chen")
    paid = (await centre.pay(7_500))["transaction"]
    moved = await centre.do("movePayment", transactionId=paid["id"], toAccountId=other, reason="Wrong entry")
    former = [await centre.look(paid["id"]), moved["correction"]]
    texts = " ".join(
        str(each[name]) for each in former for name in ("number", "description", "reference", "statusReason")
    )
    assert "1002" not in texts
    assert "Bo" not in texts
    new = moved["transaction"]
    assert "1001" not in f"{new['number']} {new['description']} {new['reference']} {new['statusReason']}"


async def test_a_confirmed_echeck_and_a_deposit_move_as_what_they_are(centre: ApiCentre) -> None:
    other = await centre.new_account("1002", "Bo Chen")
    echeck = (await centre.pay(100, "ECHECK"))["transaction"]["id"]
    refused = await centre.refused("movePayment", transactionId=echeck, toAccountId=other, reason="Wrong entry")
    assert (refused["code"], refused["field"]) == ("WRONG_STATE", ["input", "transactionId"])
    await centre.do("confirmPayment", transactionId=echeck)
    moved = await centre.do("movePayment", transactionId=echeck, toAccountId=other, reason="Wrong entry")
    assert (moved["transaction"]["method"], moved["transaction"]["paymentState"]) == ("ECHECK", "CONFIRMED")
    deposit = await centre.do("createDeposit", accountId=centre.account, amountCents=300, method="CASH")
    again = {"transactionId": deposit["transaction"]["id"], "toAccountId": other, "reason": "Wrong entry"}
    assert (await centre.do("movePayment", **again))["transaction"]["kind"] == "DEPOSIT"


async def test_refuses_what_cannot_move(centre: ApiCentre) -> None:
    other, yen = await centre.new_account("1002", "Bo"), await centre.new_account("1003", "Kenji", "JPY")
    invoice = await centre.invoice(5_000, 5_000)
    paid = (await centre.pay(5_000, "CASH", {"itemId": invoice["items"][0]["id"]}))["transaction"]["id"]
    plan = {"dueOn": "2031-01-05", "amountCents": 100, "method": "CARD"}
    theirs = {"transactionId": paid, "toAccountId": other, "reason": "Wrong entry"}
    for given, code, field in (
        ({**theirs, "reason": "  "}, "INVALID_VALUE", "reason"),
        ({**theirs, "toAccountId": centre.account}, "INVALID_VALUE", "toAccountId"),
        ({**theirs, "toAccountId": yen}, "WRONG_CURRENCY", "toAccountId"),
        ({**theirs, "toAccountId": "nonsense"}, "NOT_FOUND", "toAccountId"),
        ({**theirs, "transactionId": invoice["id"]}, "WRONG_SIDE", "transactionId"),
        ({**theirs, "transactionId": "nonsense"}, "NOT_FOUND", "transactionId"),
    ):
        refused = await centre.refused("movePayment", **given)
        assert (refused["code"], refused["field"]) == (code, ["input", field])
    mark = await centre.refused("movePayment", **theirs, applyTo=[{"invoiceId": invoice["id"]}])
    assert (mark["code"], mark["field"]) == ("WRONG_ACCOUNT", ["input", "applyTo", "0", "invoiceId"])
    await centre.do("deleteReconciliations", transactionId=paid)
    refund = await centre.do(
        "recordRefund", accountId=centre.account, amountCents=100, method="CASH", sources=[{"transactionId": paid}]
    )
    back = await centre.refused("movePayment", **theirs)
    assert (back["code"], "refund" in back["message"]) == ("WRONG_STATE", True)
    await centre.undo(refund)
    held = await centre.do(
        "createPlannedPayments",
        accountId=centre.account,
        installments=[{**plan, "items": [{"itemId": invoice["items"][1]["id"], "amountCents": 100}]}],
    )
    reconciliation = {
        "creditItemId": (await centre.look(paid))["items"][0]["id"],
        "debitItemId": invoice["items"][1]["id"],
    }
    await centre.do("createReconciliations", edges=[{**reconciliation, "amountCents": 50}])
    locked = await centre.refused("movePayment", **theirs)
    assert (locked["code"], "2031-01-05" in locked["message"]) == ("LOCKED", True)
    await centre.do("deletePlannedPayment", id=held["plannedPayments"][0]["id"])
    await centre.do("movePayment", **theirs)
    twice = await centre.refused("movePayment", **theirs)
    assert twice["code"] == "WRONG_STATE"


async def test_freed_room_of_a_cancelled_item_goes_to_its_own_cancellation(centre: ApiCentre) -> None:
    """As where money comes back (domain R19a)."""
    other = await centre.new_account("1002", "Bo Chen")
    invoice = await centre.invoice(5_000)
    paid = await centre.pay(5_000, "CASH", {"invoiceId": invoice["id"]})
    await centre.do("cancelItems", items=[{"itemId": invoice["items"][0]["id"], "amountCents": 2_000}])
    await centre.do("movePayment", transactionId=paid["transaction"]["id"], toAccountId=other, reason="Wrong entry")
    assert (await centre.look(invoice["id"]))["unreconciledCents"] == 3_000


async def test_undo_takes_the_move_back_whole(centre: ApiCentre, store: Store) -> None:
    other = await centre.new_account("1002", "Bo Chen")
    owed, theirs = await centre.invoice(7_500), await centre.invoice(5_000, accountId=other)
    paid = await centre.pay(7_500, "CASH", {"invoiceId": owed["id"]})
    before = await Centre(store).state()
    given = {"transactionId": paid["transaction"]["id"], "toAccountId": other, "reason": "Wrong entry"}
    tried = await centre.do("movePayment", **given, applyTo=[{"invoiceId": theirs["id"]}], dryRun=True)
    assert await Centre(store).state() == before
    moved = await centre.do("movePayment", **given, applyTo=[{"invoiceId": theirs["id"]}])
    assert column([tried["transaction"], tried["correction"]], "number") == column(
        [moved["transaction"], moved["correction"]], "number"
    )
    recorded = await centre.refused("undoBatch", batchId=paid["batch"]["id"])
    assert (recorded["code"], "movePayment" in recorded["message"]) == ("LATER_CHANGES", True)
    undone = await centre.undo(moved)
    assert await Centre(store).state() == before
    assert (await links(centre, paid["transaction"]["id"]))["movedTo"] is None
    assert (await centre.refused("undoBatch", batchId=undone["batch"]["id"]))["code"] == "WRONG_STATE"
    await centre.do("movePayment", **given)


async def test_a_payment_moved_on_holds_up_the_undo_of_the_first_move(centre: ApiCentre) -> None:
    second, third = await centre.new_account("1002", "Bo"), await centre.new_account("1003", "Cy")
    paid = (await centre.pay(7_500))["transaction"]["id"]
    first = await centre.do("movePayment", transactionId=paid, toAccountId=second, reason="Wrong entry")
    again = {"transactionId": first["transaction"]["id"], "toAccountId": third, "reason": "Wrong again"}
    moved = await centre.do("movePayment", **again)
    assert (await centre.refused("undoBatch", batchId=first["batch"]["id"]))["code"] == "LATER_CHANGES"
    await centre.undo(moved)
    await centre.undo(first)
    assert (await centre.look(paid))["paymentState"] == "CONFIRMED"


async def test_needs_to_record_and_to_delete_and_marks_need_to_manage(centre: ApiCentre, store: Store) -> None:
    other = await centre.new_account("1002", "Bo Chen")
    theirs = await centre.invoice(5_000, accountId=other)
    paid = (await centre.pay(7_500))["transaction"]["id"]
    given = {"transactionId": paid, "toAccountId": other, "reason": "Wrong entry"}
    needed = {*BILLING, Permission.RECORD_TRANSACTIONS, Permission.DELETE_RECONCILIATIONS}

    async def error(held: set[Permission], more: dict[str, Any]) -> str | None:
        principal = Principal(PrincipalKind.USER, "user:7", "Kim", frozenset(held))
        async with Api(store, principal) as api:
            answer = await api(MOVE, i={**given, **more, "dryRun": True})
        return answer["errors"][0]["message"] if "errors" in answer else None

    for missing in needed:
        assert missing in (await error(set(ALL_PERMISSIONS) - {missing}, {}) or "")
    marks = {"applyTo": [{"invoiceId": theirs["id"]}]}
    assert Permission.MANAGE_RECONCILIATIONS in (await error(needed, marks) or "")
    assert await error(needed, {}) is None
    assert await error({*needed, Permission.MANAGE_RECONCILIATIONS}, marks) is None


async def test_moves_in_both_directions_at_once_never_deadlock(postgres_url: str) -> None:
    stores = [await Store.open(postgres_url) for _ in range(2)]
    centre = await Centre.open(stores[0])
    other = await centre.account("1002", "Bo Chen")
    commands = []
    for _ in range(10):
        for account, to in ((centre.rivera, other), (other, centre.rivera)):
            paid = (await centre.payment(100, account=account)).result.transaction
            commands.append(MovePayment(paid, to, "Wrong entry"))
    calls = (run(stores[turn % 2], each) for turn, each in enumerate(commands * 2))
    answers = await asyncio.gather(*calls, return_exceptions=True)
    refused = [refusal_codes(each) for each in answers if isinstance(each, BaseException)]
    assert refused == [["WRONG_STATE"]] * len(commands)
    assert await contradictions_of(stores[0]) == []
    for store in stores:
        await store.close()
    assert await deadlocks_of(postgres_url) == 0
