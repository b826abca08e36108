"""eChecks and returned payments: processing, confirmed, failed (domain R5b, R15, R19, R19a)."""

from collections.abc import AsyncIterator

import pytest

from domain.store.store import Store
from tests.support.api_centre import ApiCentre, column
from tests.support.contradictions import contradictions_of


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    assert await contradictions_of(store) == []
    await opened.close()


async def test_a_processing_payment_counts_as_reconciled_but_not_as_settled(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    paid = await centre.pay(7_500, "ECHECK", {"invoiceId": invoice["id"]})
    assert paid["transaction"]["paymentState"] == "PROCESSING"
    now = await centre.look(invoice["id"])
    assert (now["status"], now["reconciledCents"], now["settledCents"]) == ("FULLY_RECONCILED", 7_500, 0)
    assert "still processing" in now["statusReason"]
    balances = await centre.balances()
    assert (balances["balanceCents"], balances["expectedBalanceCents"]) == (7_500, 0)


async def test_reconciliations_of_a_processing_payment_are_locked_until_confirmed(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    paid = await centre.pay(7_500, "ECHECK", {"invoiceId": invoice["id"]})
    payment, reconciliation = paid["transaction"]["id"], paid["reconciliations"][0]
    assert reconciliation["locked"]
    assert "processing" in reconciliation["lockReason"]
    assert (await centre.refused("deleteReconciliations", transactionId=payment))["code"] == "LOCKED"
    assert (await centre.refused("modifyReconciliations", transactionId=payment, edges=[]))["code"] == "LOCKED"
    await centre.do("confirmPayment", transactionId=payment)
    now = await centre.look(invoice["id"])
    assert now["settledCents"] == 7_500
    assert (await centre.balances())["balanceCents"] == 0
    await centre.do("deleteReconciliations", transactionId=payment)


async def test_processing_payments_are_listed_until_they_are_confirmed_or_failed(centre: ApiCentre) -> None:
    query = "query ($b: Date) { processingPayments(before: $b) { totalCount nodes { number date } } }"
    numbers = []
    for day in ("2026-02-03", "2026-02-01", "2026-02-02"):
        paid = await centre.do("makePayment", accountId=centre.account, amountCents=100, method="ECHECK", date=day)
        numbers.append(paid["transaction"]["number"])
    await centre.pay(100, "CASH")

    async def listed(before: str | None = None) -> list[str]:
        found = (await centre.api.data(query, b=before))["processingPayments"]
        assert found["totalCount"] == len(found["nodes"])
        return [node["number"] for node in found["nodes"]]

    last, first, second = numbers
    assert await listed() == [first, second, last]
    assert await listed("2026-02-03") == [first, second]
    ids = {number: (await centre.api.data(f'{{ transaction(number: "{number}") {{ id }} }}')) for number in numbers}
    await centre.do("confirmPayment", transactionId=ids[first]["transaction"]["id"])
    await centre.do("failPayment", transactionId=ids[second]["transaction"]["id"], reason="No funds")
    assert await listed() == [last]


async def test_allows_reconciling_the_open_amount_of_a_processing_payment(centre: ApiCentre) -> None:
    invoice = await centre.invoice(5_000)
    paid = await centre.pay(7_500, "ECHECK")
    done = await centre.do("reconcileAccount", accountId=centre.account)
    assert column(done["reconciliations"], "amountCents") == [5_000]
    assert (await centre.look(invoice["id"]))["settledCents"] == 0
    await centre.do("confirmPayment", transactionId=paid["transaction"]["id"])
    assert (await centre.look(invoice["id"]))["settledCents"] == 5_000


async def test_one_locked_reconciliation_keeps_all_of_the_transaction_and_is_named(centre: ApiCentre) -> None:
    """Deleting is all or nothing (domain R14)."""
    invoice = await centre.invoice(7_500)
    await centre.pay(2_000, "CASH", {"invoiceId": invoice["id"]})
    echeck = (await centre.pay(5_500, "ECHECK", {"invoiceId": invoice["id"]}))["transaction"]["number"]
    refused = await centre.refused("deleteReconciliations", transactionId=invoice["id"])
    assert refused["code"] == "LOCKED"
    locked = f"55.00 USD of {echeck} for {invoice['number']}, item 1 (Swim lessons 1): {echeck} is still processing"
    assert locked in refused["message"]
    assert "20.00" not in refused["message"]
    assert (await centre.look(invoice["id"]))["reconciledCents"] == 7_500


async def test_confirms_only_a_processing_payment_and_only_once(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    cash = (await centre.pay(100))["transaction"]["id"]
    assert (await centre.refused("confirmPayment", transactionId=cash))["code"] == "WRONG_STATE"
    assert (await centre.refused("confirmPayment", transactionId=invoice["id"]))["code"] == "WRONG_SIDE"
    assert (await centre.refused("confirmPayment", transactionId="nonsense"))["code"] == "NOT_FOUND"
    echeck = (await centre.pay(100, "ECHECK"))["transaction"]["id"]
    await centre.do("confirmPayment", transactionId=echeck)
    assert (await centre.refused("confirmPayment", transactionId=echeck))["code"] == "WRONG_STATE"


async def test_a_failed_echeck_frees_its_items_and_its_correction_offsets_it(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    paid = await centre.pay(5_000, "ECHECK", {"invoiceId": invoice["id"]})
    failed = await centre.do(
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
    assert (await centre.look(invoice["id"]))["status"] == "NOT_RECONCILED"
    assert failed["account"]["balanceCents"] == failed["account"]["expectedBalanceCents"] == 7_500


async def test_a_returned_check_frees_its_items_too_even_after_it_was_confirmed(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    paid = await centre.pay(7_500, "CHECK", {"invoiceId": invoice["id"]})
    failed = await centre.do("failPayment", transactionId=paid["transaction"]["id"], reason="Returned check")
    assert (await centre.look(invoice["id"]))["unreconciledCents"] == 7_500
    assert failed["account"]["balanceCents"] == 7_500
    error = await centre.refused("failPayment", transactionId=paid["transaction"]["id"], reason="Again")
    assert error["code"] == "WRONG_STATE"


async def test_the_correction_and_its_payment_stay_reconciled(centre: ApiCentre) -> None:
    paid = await centre.pay(7_500, "CHECK")
    failed = await centre.do("failPayment", transactionId=paid["transaction"]["id"], reason="Wrong entry")
    reconciliation = failed["reconciliations"][0]
    assert reconciliation["locked"]
    error = await centre.refused("deleteReconciliations", reconciliationIds=[reconciliation["id"]])
    assert error["code"] == "LOCKED"
    invoice = await centre.invoice(100)
    command = {
        "creditItemId": paid["transaction"]["items"][0]["id"],
        "debitItemId": invoice["items"][0]["id"],
        "amountCents": 100,
    }
    assert (await centre.refused("createReconciliations", edges=[command]))["code"] == "WRONG_STATE"


async def test_a_failing_payment_releases_its_refunds_as_well(centre: ApiCentre) -> None:
    paid = await centre.pay(5_000, "CHECK")
    source = {"transactionId": paid["transaction"]["id"]}
    refund = await centre.do(
        "recordRefund", accountId=centre.account, amountCents=2_000, method="CASH", sources=[source]
    )
    await centre.do("failPayment", transactionId=paid["transaction"]["id"], reason="Chargeback")
    assert (await centre.look(refund["transaction"]["id"]))["status"] == "NOT_RECONCILED"
    assert (await centre.balances())["balanceCents"] == 2_000


async def test_a_freed_amount_on_a_cancelled_item_goes_first_to_its_cancellation(centre: ApiCentre) -> None:
    invoice = await centre.invoice(10_000)
    paid = await centre.pay(7_000, "CHECK", {"invoiceId": invoice["id"]})
    cancelled = await centre.do("cancelItems", items=[{"itemId": invoice["items"][0]["id"]}])
    assert column(cancelled["reconciliations"], "amountCents") == [3_000]
    assert cancelled["transaction"]["unreconciledCents"] == 7_000
    failed = await centre.do("failPayment", transactionId=paid["transaction"]["id"], reason="Returned check")
    assert sorted(column(failed["reconciliations"], "origin")) == ["CANCELLATION", "CORRECTION"]
    assert (await centre.look(invoice["id"]))["status"] == "FULLY_RECONCILED"
    assert (await centre.look(cancelled["transaction"]["id"]))["status"] == "FULLY_RECONCILED"
    assert column(await centre.reconciliations(cancelled["transaction"]["id"]), "amountCents") == [10_000]
    assert (await centre.balances())["balanceCents"] == 0


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        ({"reason": "  "}, "INVALID_VALUE", "reason"),
        ({"reason": "x", "date": "2026-01-09"}, "INVALID_DATE", "date"),
        ({"reason": "x", "number": "TAKEN"}, "DUPLICATE_NUMBER", "number"),
    ],
)
async def test_a_correction_needs_a_reason_and_a_later_date_and_a_free_number(
    centre: ApiCentre, command: dict[str, object], code: str, field: str
) -> None:
    await centre.pay(1, number="TAKEN")
    paid = await centre.pay(7_500, "CHECK", date="2026-01-10")
    error = await centre.refused("failPayment", transactionId=paid["transaction"]["id"], **command)
    assert (error["code"], error["field"]) == (code, ["input", field])


async def test_refuses_to_undo_confirmations_and_failures(centre: ApiCentre) -> None:
    first, second = await centre.pay(100, "ECHECK"), await centre.pay(200, "ECHECK")
    confirmed = await centre.do("confirmPayment", transactionId=first["transaction"]["id"])
    failed = await centre.do("failPayment", transactionId=second["transaction"]["id"], reason="No funds")
    for done in (confirmed, failed):
        error = await centre.refused("undoBatch", batchId=done["batch"]["id"])
        assert error["code"] == "WRONG_STATE"


async def test_refuses_to_undo_a_payment_confirmed_or_failed_later(centre: ApiCentre) -> None:
    confirmed, failed = await centre.pay(100, "ECHECK"), await centre.pay(200, "CHECK")
    await centre.do("confirmPayment", transactionId=confirmed["transaction"]["id"])
    await centre.do("failPayment", transactionId=failed["transaction"]["id"], reason="Returned")
    for paid, name in ((confirmed, "confirmPayment"), (failed, "failPayment")):
        error = await centre.refused("undoBatch", batchId=paid["batch"]["id"])
        assert error["code"] == "LATER_CHANGES"
        assert name in error["message"]


async def test_undoes_a_reconciliation_made_before_the_payment_was_confirmed(centre: ApiCentre) -> None:
    invoice = await centre.invoice(5_000)
    paid = await centre.pay(5_000, "ECHECK")
    done = await centre.do("reconcileAccount", accountId=centre.account)
    assert (await centre.refused("undoBatch", batchId=done["batch"]["id"]))["code"] == "WRONG_STATE"
    await centre.do("confirmPayment", transactionId=paid["transaction"]["id"])
    await centre.undo(done)
    assert (await centre.look(invoice["id"]))["status"] == "NOT_RECONCILED"
