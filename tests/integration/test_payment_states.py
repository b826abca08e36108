"""eChecks and returned money: processing, confirmed, failed (domain R5b, R15, R19, R19a)."""

from collections.abc import AsyncIterator

import pytest

from domain.store.store import Store
from tests.support.billing import contradictions_of
from tests.support.scene import Scene, column


@pytest.fixture
async def scene(store: Store) -> AsyncIterator[Scene]:
    opened = await Scene.open(store)
    yield opened
    assert await contradictions_of(store) == []
    await opened.close()


async def test_a_processing_payment_counts_as_reconciled_but_not_as_settled(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    paid = await scene.pay(7_500, "ECHECK", {"invoiceId": invoice["id"]})
    assert paid["transaction"]["paymentState"] == "PROCESSING"
    now = await scene.look(invoice["id"])
    assert (now["status"], now["reconciledCents"], now["settledCents"]) == ("FULLY_RECONCILED", 7_500, 0)
    assert "still processing" in now["statusReason"]
    balances = await scene.balances()
    assert (balances["balanceCents"], balances["expectedBalanceCents"]) == (7_500, 0)


async def test_its_reconciliations_are_locked_until_it_is_confirmed(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    paid = await scene.pay(7_500, "ECHECK", {"invoiceId": invoice["id"]})
    payment, edge = paid["transaction"]["id"], paid["reconciliations"][0]
    assert edge["locked"]
    assert "processing" in edge["lockReason"]
    assert (await scene.refused("deleteReconciliations", transactionId=payment))["code"] == "LOCKED"
    assert (await scene.refused("modifyReconciliations", transactionId=payment, edges=[]))["code"] == "LOCKED"
    await scene.do("confirmPayment", transactionId=payment)
    now = await scene.look(invoice["id"])
    assert now["settledCents"] == 7_500
    assert (await scene.balances())["balanceCents"] == 0
    await scene.do("deleteReconciliations", transactionId=payment)


async def test_new_reconciliations_on_free_room_of_a_processing_payment_are_allowed(scene: Scene) -> None:
    invoice = await scene.invoice(5_000)
    paid = await scene.pay(7_500, "ECHECK")
    done = await scene.do("reconcileAccount", accountId=scene.account)
    assert column(done["reconciliations"], "amountCents") == [5_000]
    assert (await scene.look(invoice["id"]))["settledCents"] == 0
    await scene.do("confirmPayment", transactionId=paid["transaction"]["id"])
    assert (await scene.look(invoice["id"]))["settledCents"] == 5_000


async def test_only_a_processing_payment_is_confirmed_and_only_once(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    cash = (await scene.pay(100))["transaction"]["id"]
    assert (await scene.refused("confirmPayment", transactionId=cash))["code"] == "WRONG_STATE"
    assert (await scene.refused("confirmPayment", transactionId=invoice["id"]))["code"] == "WRONG_SIDE"
    assert (await scene.refused("confirmPayment", transactionId="nonsense"))["code"] == "NOT_FOUND"
    echeck = (await scene.pay(100, "ECHECK"))["transaction"]["id"]
    await scene.do("confirmPayment", transactionId=echeck)
    assert (await scene.refused("confirmPayment", transactionId=echeck))["code"] == "WRONG_STATE"


async def test_a_failed_echeck_frees_its_items_and_is_taken_off_by_its_correction(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    paid = await scene.pay(5_000, "ECHECK", {"invoiceId": invoice["id"]})
    failed = await scene.do(
        "failPayment", transactionId=paid["transaction"]["id"], reason="Insufficient funds", number="NSF-1"
    )
    assert failed["transaction"]["paymentState"] == "FAILED"
    assert failed["transaction"]["status"] == "FULLY_RECONCILED"
    correction = failed["correction"]
    assert (correction["number"], correction["amountCents"], correction["method"]) == ("NSF-1", 5_000, "ECHECK")
    assert correction["corrects"]["number"] == paid["transaction"]["number"]
    assert correction["status"] == "FULLY_RECONCILED"
    assert column(failed["released"], "amountCents") == [5_000]
    assert column(failed["reconciliations"], "origin") == ["CORRECTION"]
    assert (await scene.look(invoice["id"]))["status"] == "NOT_RECONCILED"
    assert failed["account"]["balanceCents"] == failed["account"]["expectedBalanceCents"] == 7_500


async def test_a_returned_check_frees_its_items_too_even_after_it_was_confirmed(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    paid = await scene.pay(7_500, "CHECK", {"invoiceId": invoice["id"]})
    failed = await scene.do("failPayment", transactionId=paid["transaction"]["id"], reason="Returned check")
    assert (await scene.look(invoice["id"]))["unreconciledCents"] == 7_500
    assert failed["account"]["balanceCents"] == 7_500
    error = await scene.refused("failPayment", transactionId=paid["transaction"]["id"], reason="Again")
    assert error["code"] == "WRONG_STATE"


async def test_the_correction_and_its_payment_stay_reconciled(scene: Scene) -> None:
    paid = await scene.pay(7_500, "CHECK")
    failed = await scene.do("failPayment", transactionId=paid["transaction"]["id"], reason="Wrong entry")
    edge = failed["reconciliations"][0]
    assert edge["locked"]
    error = await scene.refused("deleteReconciliations", reconciliationIds=[edge["id"]])
    assert error["code"] == "LOCKED"
    invoice = await scene.invoice(100)
    wish = {
        "creditItemId": paid["transaction"]["items"][0]["id"],
        "debitItemId": invoice["items"][0]["id"],
        "amountCents": 100,
    }
    assert (await scene.refused("createReconciliations", edges=[wish]))["code"] == "WRONG_STATE"


async def test_a_failing_payment_releases_its_refunds_as_well(scene: Scene) -> None:
    paid = await scene.pay(5_000, "CHECK")
    source = {"transactionId": paid["transaction"]["id"]}
    refund = await scene.do("recordRefund", accountId=scene.account, amountCents=2_000, method="CASH", sources=[source])
    await scene.do("failPayment", transactionId=paid["transaction"]["id"], reason="Chargeback")
    assert (await scene.look(refund["transaction"]["id"]))["status"] == "NOT_RECONCILED"
    assert (await scene.balances())["balanceCents"] == 2_000


async def test_freed_room_on_a_cancelled_item_goes_first_to_its_own_cancellation(scene: Scene) -> None:
    invoice = await scene.invoice(10_000)
    paid = await scene.pay(7_000, "CHECK", {"invoiceId": invoice["id"]})
    cancelled = await scene.do("cancelItems", items=[{"itemId": invoice["items"][0]["id"]}])
    assert column(cancelled["reconciliations"], "amountCents") == [3_000]
    assert cancelled["transaction"]["unreconciledCents"] == 7_000
    failed = await scene.do("failPayment", transactionId=paid["transaction"]["id"], reason="Returned check")
    assert sorted(column(failed["reconciliations"], "origin")) == ["CANCELLATION", "CORRECTION"]
    assert (await scene.look(invoice["id"]))["status"] == "FULLY_RECONCILED"
    assert (await scene.look(cancelled["transaction"]["id"]))["status"] == "FULLY_RECONCILED"
    assert column(await scene.edges(cancelled["transaction"]["id"]), "amountCents") == [10_000]
    assert (await scene.balances())["balanceCents"] == 0


@pytest.mark.parametrize(
    ("wish", "code", "field"),
    [
        ({"reason": "  "}, "INVALID_VALUE", "reason"),
        ({"reason": "x", "date": "2026-01-09"}, "INVALID_DATE", "date"),
        ({"reason": "x", "number": "TAKEN"}, "DUPLICATE_NUMBER", "number"),
    ],
)
async def test_a_correction_needs_a_reason_and_a_later_date_and_a_free_number(
    scene: Scene, wish: dict[str, object], code: str, field: str
) -> None:
    await scene.pay(1, number="TAKEN")
    paid = await scene.pay(7_500, "CHECK", date="2026-01-10")
    error = await scene.refused("failPayment", transactionId=paid["transaction"]["id"], **wish)
    assert (error["code"], error["field"]) == (code, ["input", field])


async def test_what_the_bank_said_is_not_undone(scene: Scene) -> None:
    first, second = await scene.pay(100, "ECHECK"), await scene.pay(200, "ECHECK")
    confirmed = await scene.do("confirmPayment", transactionId=first["transaction"]["id"])
    failed = await scene.do("failPayment", transactionId=second["transaction"]["id"], reason="No funds")
    for done in (confirmed, failed):
        error = await scene.refused("undoBatch", batchId=done["batch"]["id"])
        assert error["code"] == "WRONG_STATE"


async def test_a_payment_that_was_confirmed_or_failed_later_is_not_undone(scene: Scene) -> None:
    confirmed, failed = await scene.pay(100, "ECHECK"), await scene.pay(200, "CHECK")
    await scene.do("confirmPayment", transactionId=confirmed["transaction"]["id"])
    await scene.do("failPayment", transactionId=failed["transaction"]["id"], reason="Returned")
    for paid, name in ((confirmed, "confirmPayment"), (failed, "failPayment")):
        error = await scene.refused("undoBatch", batchId=paid["batch"]["id"])
        assert error["code"] == "LATER_CHANGES"
        assert name in error["message"]


async def test_a_reconciliation_made_while_it_was_processing_is_undone_once_it_is_confirmed(scene: Scene) -> None:
    invoice = await scene.invoice(5_000)
    paid = await scene.pay(5_000, "ECHECK")
    done = await scene.do("reconcileAccount", accountId=scene.account)
    assert (await scene.refused("undoBatch", batchId=done["batch"]["id"]))["code"] == "WRONG_STATE"
    await scene.do("confirmPayment", transactionId=paid["transaction"]["id"])
    await scene.undo(done)
    assert (await scene.look(invoice["id"]))["status"] == "NOT_RECONCILED"
