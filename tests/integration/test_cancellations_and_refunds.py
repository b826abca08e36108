"""Cancelling items and giving money back (domain R7, R7a, R20)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.store.store import Store
from tests.support.billing import contradictions_of
from tests.support.scene import Scene, column, items


@pytest.fixture
async def scene(store: Store) -> AsyncIterator[Scene]:
    opened = await Scene.open(store)
    yield opened
    assert await contradictions_of(store) == []
    await opened.close()


def item_of(transaction: dict[str, Any], index: int = 0) -> str:
    found: str = transaction["items"][index]["id"]
    return found


async def refund(scene: Scene, cents: int, *sources: dict[str, object]) -> dict[str, Any]:
    return await scene.do(
        "recordRefund", accountId=scene.account, amountCents=cents, method="CASH", sources=list(sources)
    )


async def refund_refused(scene: Scene, cents: int, *sources: dict[str, object]) -> dict[str, Any]:
    return await scene.refused(
        "recordRefund", accountId=scene.account, amountCents=cents, method="CASH", sources=list(sources)
    )


async def test_a_cancellation_settles_what_is_open_and_the_rest_floats(scene: Scene) -> None:
    invoice = await scene.invoice(7_500, 2_000)
    await scene.pay(5_000, "CASH", {"invoiceId": invoice["id"]})
    cancelled = await scene.do("cancelItems", items=[{"itemId": item_of(invoice), "amountCents": 6_000}])
    line = cancelled["transaction"]["items"][0]
    assert (line["ledgerCode"]["code"], line["cancels"]["id"]) == ("SWIM", item_of(invoice))
    assert (line["reconciledCents"], line["unreconciledCents"]) == (2_500, 3_500)
    assert column(cancelled["reconciliations"], "origin") == ["CANCELLATION"]
    now = await scene.look(invoice["id"])
    assert column(now["items"], "status") == ["FULLY_RECONCILED", "NOT_RECONCILED"]
    assert cancelled["account"]["balanceCents"] == -1_500


async def test_all_that_can_be_is_cancelled_unless_an_amount_is_given(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    await scene.do("cancelItems", items=[{"itemId": item_of(invoice), "amountCents": 1_000}])
    rest = await scene.do("cancelItems", items=[{"itemId": item_of(invoice)}])
    assert rest["transaction"]["amountCents"] == 6_500
    error = await scene.refused("cancelItems", items=[{"itemId": item_of(invoice)}])
    assert (error["code"], error["field"]) == ("NOTHING_OPEN", ["input", "items", "0", "itemId"])


async def test_no_more_is_cancelled_than_there_is_however_often_it_is_listed(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    wish = {"itemId": item_of(invoice), "amountCents": 5_000}
    error = await scene.refused("cancelItems", items=[wish, wish])
    assert (error["code"], error["field"]) == ("OVER_RECONCILED", ["input", "items", "1", "amountCents"])


async def test_what_planned_payments_hold_is_not_cancelled_and_they_are_named(scene: Scene) -> None:
    bought = await scene.do(
        "checkout",
        accountId=scene.account,
        items=items(7_500),
        installments=[{"dueOn": "2027-01-15", "amountCents": 5_000, "method": "CARD"}],
    )
    item = item_of(bought["invoice"])
    error = await scene.refused("cancelItems", items=[{"itemId": item, "amountCents": 3_000}])
    assert error["code"] == "OVER_RECONCILED"
    assert "50.00 USD due 2027-01-15" in error["message"]
    await scene.do("cancelItems", items=[{"itemId": item, "amountCents": 2_500}])
    assert (await scene.refused("cancelItems", items=[{"itemId": item}]))["code"] == "NOTHING_OPEN"
    planned = bought["plannedPayments"][0]["id"]
    await scene.do("deletePlannedPayment", id=planned)
    await scene.do("cancelItems", items=[{"itemId": item}])


async def test_a_free_item_has_nothing_to_cancel(scene: Scene) -> None:
    invoice = await scene.invoice(0)
    assert (await scene.refused("cancelItems", items=[{"itemId": item_of(invoice)}]))["code"] == "NOTHING_OPEN"


async def test_only_items_of_invoices_of_one_account_are_cancelled_together(scene: Scene) -> None:
    invoice, paid = await scene.invoice(100), await scene.pay(100)
    other = await scene.new_account("1002", "Ben Carter")
    theirs = (await scene.do("createInvoice", accountId=other, items=items(500)))["transaction"]
    for listed, code in (
        ([item_of(paid["transaction"])], "WRONG_SIDE"),
        ([item_of(invoice), item_of(theirs)], "WRONG_ACCOUNT"),
        (["nonsense"], "NOT_FOUND"),
        ([], "INVALID_VALUE"),
    ):
        error = await scene.refused("cancelItems", items=[{"itemId": each} for each in listed])
        assert error["code"] == code


async def test_an_archived_ledger_code_still_takes_cancellations(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    codes = (await scene.api.data("{ ledgerCodes { id code } }"))["ledgerCodes"]
    swim = next(each["id"] for each in codes if each["code"] == "SWIM")
    await scene.api.data(
        "mutation ($id: ID!) { updateLedgerCode(input: {id: $id, archived: true}) { userErrors { code } } }", id=swim
    )
    await scene.do("cancelItems", items=[{"itemId": item_of(invoice)}])
    assert (await scene.balances())["balanceCents"] == 0


async def test_a_floating_cancellation_pays_another_activity_or_is_refunded(scene: Scene) -> None:
    swim, camp = await scene.invoice(7_500), await scene.invoice(3_000)
    await scene.pay(7_500, "CASH", {"invoiceId": swim["id"]})
    cancelled = (await scene.do("cancelItems", items=[{"itemId": item_of(swim)}]))["transaction"]
    edge = {"creditItemId": item_of(cancelled), "debitItemId": item_of(camp), "amountCents": 3_000}
    await scene.do("createReconciliations", edges=[edge])
    back = await refund(scene, 4_500, {"transactionId": cancelled["id"]})
    assert back["transaction"]["status"] == "FULLY_RECONCILED"
    assert back["account"]["balanceCents"] == 0


async def test_what_processing_money_holds_of_a_cancelled_item_is_not_refunded(scene: Scene) -> None:
    invoice = await scene.invoice(10_000)
    await scene.pay(6_000, "CASH", {"invoiceId": invoice["id"]})
    echeck = await scene.pay(4_000, "ECHECK", {"invoiceId": invoice["id"]})
    cancelled = (await scene.do("cancelItems", items=[{"itemId": item_of(invoice)}]))["transaction"]
    assert cancelled["unreconciledCents"] == 10_000
    source: dict[str, object] = {"transactionId": cancelled["id"]}
    error = await refund_refused(scene, 7_000, {**source, "amountCents": 7_000})
    assert (error["code"], error["field"]) == ("OVER_RECONCILED", ["input", "sources", "0", "amountCents"])
    assert (await refund_refused(scene, 6_001))["code"] == "OVER_RECONCILED"
    back = await refund(scene, 5_000, source)
    by_hand = {"creditItemId": item_of(cancelled), "debitItemId": item_of(back["transaction"]), "amountCents": 1}
    assert (await scene.refused("createReconciliations", edges=[by_hand]))["code"] == "ALREADY_RECONCILED"
    await scene.do("confirmPayment", transactionId=echeck["transaction"]["id"])
    await refund(scene, 5_000, source)


async def test_a_cancellation_is_not_refunded_by_hand_either_while_money_is_processing(scene: Scene) -> None:
    invoice = await scene.invoice(4_000)
    await scene.pay(4_000, "ECHECK", {"invoiceId": invoice["id"]})
    cancelled = (await scene.do("cancelItems", items=[{"itemId": item_of(invoice)}]))["transaction"]
    await scene.pay(1_000)
    back = await refund(scene, 1_000)
    edge = {"creditItemId": item_of(cancelled), "debitItemId": item_of(back["transaction"]), "amountCents": 500}
    error = await scene.refused("createReconciliations", edges=[edge])
    assert (error["code"], "processing" in error["message"]) == ("WRONG_STATE", True)


async def test_a_refund_takes_its_sources_oldest_first(scene: Scene) -> None:
    newer = await scene.pay(5_000, date="2026-03-10")
    older = await scene.pay(3_000, date="2026-03-01")
    back = await refund(
        scene, 6_000, {"transactionId": newer["transaction"]["id"]}, {"transactionId": older["transaction"]["id"]}
    )
    assert column(back["reconciliations"], "amountCents") == [3_000, 3_000]
    assert (await scene.look(older["transaction"]["id"]))["status"] == "FULLY_RECONCILED"
    assert (await scene.look(newer["transaction"]["id"]))["unreconciledCents"] == 2_000


async def test_exact_amounts_are_taken_exactly(scene: Scene) -> None:
    first, second = await scene.pay(5_000), await scene.pay(5_000)
    back = await refund(
        scene,
        6_000,
        {"transactionId": first["transaction"]["id"]},
        {"itemId": item_of(second["transaction"]), "amountCents": 4_000},
    )
    assert column(back["reconciliations"], "amountCents") == [2_000, 4_000]


@pytest.mark.parametrize("kind", ["createDeposit", "createCredit"])
async def test_deposits_and_credits_are_refunded_too(scene: Scene, kind: str) -> None:
    wish: dict[str, object] = {"accountId": scene.account}
    wish |= {"items": items(1_000)} if kind == "createCredit" else {"amountCents": 1_000, "method": "CASH"}
    made = await scene.do(kind, **wish)
    back = await refund(scene, 1_000, {"transactionId": made["transaction"]["id"]})
    assert back["transaction"]["status"] == "FULLY_RECONCILED"


async def test_a_fully_reconciled_payment_says_what_to_do(scene: Scene) -> None:
    invoice = await scene.invoice(5_000)
    paid = await scene.pay(5_000, "CASH", {"invoiceId": invoice["id"]})
    error = await refund_refused(scene, 100, {"transactionId": paid["transaction"]["id"]})
    assert error["code"] == "NOTHING_TO_REFUND"
    assert "Cancel the item or release the edge first" in error["message"]


async def test_more_than_the_sources_have_open_is_refused(scene: Scene) -> None:
    paid = (await scene.pay(5_000))["transaction"]
    await scene.pay(9_000)
    for sources, field in (
        ([{"transactionId": paid["id"]}], ["amountCents"]),
        ([{"transactionId": paid["id"], "amountCents": 5_001}], ["sources", "0", "amountCents"]),
        ([{"transactionId": paid["id"], "amountCents": 6_001}], ["sources", "0", "amountCents"]),
    ):
        error = await refund_refused(scene, 6_000, *sources)
        assert (error["code"], error["field"]) == ("OVER_RECONCILED", ["input", *field])


async def test_only_money_that_has_arrived_on_this_account_is_refunded(scene: Scene) -> None:
    echeck = await scene.pay(500, "ECHECK")
    failed = await scene.pay(500, "CHECK")
    await scene.do("failPayment", transactionId=failed["transaction"]["id"], reason="Returned")
    invoice = await scene.invoice(100)
    other = await scene.new_account("1002", "Ben Carter")
    theirs = await scene.do("createDeposit", accountId=other, amountCents=500, method="CASH")
    for source, code in (
        (echeck["transaction"], "WRONG_STATE"),
        (failed["transaction"], "WRONG_STATE"),
        (invoice, "WRONG_SIDE"),
        (theirs["transaction"], "WRONG_ACCOUNT"),
        ({"id": "nonsense"}, "NOT_FOUND"),
    ):
        error = await refund_refused(scene, 100, {"transactionId": source["id"]})
        assert (error["code"], error["field"]) == (code, ["input", "sources", "0", "transactionId"])
    assert (await refund_refused(scene, 100, {"amountCents": 100}))["code"] == "INVALID_VALUE"


async def test_a_refund_without_sources_stays_within_what_is_open_and_has_arrived(scene: Scene) -> None:
    assert (await refund_refused(scene, 100))["code"] == "NOTHING_TO_REFUND"
    await scene.pay(1_000, "ECHECK")
    assert (await refund_refused(scene, 100))["code"] == "NOTHING_TO_REFUND"
    await scene.pay(1_000)
    first = await refund(scene, 600)
    assert first["transaction"]["status"] == "NOT_RECONCILED"
    error = await refund_refused(scene, 401)
    assert (error["code"], "4.00 USD" in error["message"]) == ("OVER_RECONCILED", True)
    await refund(scene, 400)


async def test_processing_money_never_meets_a_refund(scene: Scene) -> None:
    await scene.pay(1_000)
    back = await refund(scene, 1_000)
    echeck = await scene.pay(1_000, "ECHECK")
    edge = {
        "creditItemId": item_of(echeck["transaction"]),
        "debitItemId": item_of(back["transaction"]),
        "amountCents": 1_000,
    }
    assert (await scene.refused("createReconciliations", edges=[edge]))["code"] == "WRONG_STATE"


async def test_cancellations_and_refunds_are_undone_unless_something_builds_on_them(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    await scene.pay(7_500, "CASH", {"invoiceId": invoice["id"]})
    cancelled = await scene.do("cancelItems", items=[{"itemId": item_of(invoice)}])
    back = await refund(scene, 7_500, {"transactionId": cancelled["transaction"]["id"]})
    error = await scene.refused("undoBatch", batchId=cancelled["batch"]["id"])
    assert (error["code"], "recordRefund" in error["message"]) == ("LATER_CHANGES", True)
    await scene.undo(back)
    await scene.undo(cancelled)
    assert (await scene.balances())["balanceCents"] == 0
    assert (await scene.look(invoice["id"]))["status"] == "FULLY_RECONCILED"


async def test_a_cancelled_invoice_is_not_undone(scene: Scene) -> None:
    made = await scene.do("createInvoice", accountId=scene.account, items=items(7_500))
    await scene.do("cancelItems", items=[{"itemId": item_of(made["transaction"])}])
    assert (await scene.refused("undoBatch", batchId=made["batch"]["id"]))["code"] == "LATER_CHANGES"
