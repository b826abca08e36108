"""Cancelling items and refunding (domain R7, R7a, R20, R20b)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.store.store import Store
from tests.support.api_centre import ApiCentre, column, items
from tests.support.contradictions import contradictions_of


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    assert await contradictions_of(store) == []
    await opened.close()


def item_of(transaction: dict[str, Any], index: int = 0) -> str:
    found: str = transaction["items"][index]["id"]
    return found


async def refund(centre: ApiCentre, cents: int, *sources: dict[str, object]) -> dict[str, Any]:
    return await centre.do(
        "recordRefund", accountId=centre.account, amountCents=cents, method="CASH", sources=list(sources)
    )


async def refund_refused(centre: ApiCentre, cents: int, *sources: dict[str, object]) -> dict[str, Any]:
    return await centre.refused(
        "recordRefund", accountId=centre.account, amountCents=cents, method="CASH", sources=list(sources)
    )


async def test_a_cancellation_settles_the_open_amount_and_the_rest_stays_unreconciled(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500, 2_000)
    await centre.pay(5_000, "CASH", {"invoiceId": invoice["id"]})
    cancelled = await centre.do("cancelItems", items=[{"itemId": item_of(invoice), "amountCents": 6_000}])
    line = cancelled["transaction"]["items"][0]
    assert (line["ledgerCode"]["code"], line["cancels"]["id"]) == ("SWIM", item_of(invoice))
    assert (line["reconciledCents"], line["unreconciledCents"]) == (2_500, 3_500)
    assert column(cancelled["reconciliations"], "origin") == ["CANCELLATION"]
    now = await centre.look(invoice["id"])
    assert column(now["items"], "status") == ["FULLY_RECONCILED", "NOT_RECONCILED"]
    assert cancelled["account"]["balanceCents"] == -1_500


async def test_cancels_the_whole_open_item_unless_an_amount_is_given(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    await centre.do("cancelItems", items=[{"itemId": item_of(invoice), "amountCents": 1_000}])
    rest = await centre.do("cancelItems", items=[{"itemId": item_of(invoice)}])
    assert rest["transaction"]["amountCents"] == 6_500
    error = await centre.refused("cancelItems", items=[{"itemId": item_of(invoice)}])
    assert (error["code"], error["field"]) == ("NOTHING_OPEN", ["input", "items", "0", "itemId"])


async def test_cancels_no_more_than_the_item_even_when_listed_twice(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    command = {"itemId": item_of(invoice), "amountCents": 5_000}
    error = await centre.refused("cancelItems", items=[command, command])
    assert (error["code"], error["field"]) == ("OVER_RECONCILED", ["input", "items", "1", "amountCents"])


async def test_refuses_to_cancel_amounts_held_by_planned_payments_and_names_them(centre: ApiCentre) -> None:
    bought = await centre.do(
        "checkout",
        accountId=centre.account,
        items=items(7_500),
        installments=[{"dueOn": "2027-01-15", "amountCents": 5_000, "method": "CARD"}],
    )
    item = item_of(bought["invoice"])
    error = await centre.refused("cancelItems", items=[{"itemId": item, "amountCents": 3_000}])
    assert error["code"] == "OVER_RECONCILED"
    assert "50.00 USD due 2027-01-15" in error["message"]
    await centre.do("cancelItems", items=[{"itemId": item, "amountCents": 2_500}])
    assert (await centre.refused("cancelItems", items=[{"itemId": item}]))["code"] == "NOTHING_OPEN"
    planned = bought["plannedPayments"][0]["id"]
    await centre.do("deletePlannedPayment", id=planned)
    await centre.do("cancelItems", items=[{"itemId": item}])


async def test_a_free_item_has_nothing_to_cancel(centre: ApiCentre) -> None:
    invoice = await centre.invoice(0)
    assert (await centre.refused("cancelItems", items=[{"itemId": item_of(invoice)}]))["code"] == "NOTHING_OPEN"


async def test_cancels_only_invoice_items_of_one_account_together(centre: ApiCentre) -> None:
    invoice, paid = await centre.invoice(100), await centre.pay(100)
    other = await centre.new_account("1002", "Ben Carter")
    theirs = (await centre.do("createInvoice", accountId=other, items=items(500)))["transaction"]
    for listed, code in (
        ([item_of(paid["transaction"])], "WRONG_SIDE"),
        ([item_of(invoice), item_of(theirs)], "WRONG_ACCOUNT"),
        (["nonsense"], "NOT_FOUND"),
        ([], "INVALID_VALUE"),
    ):
        error = await centre.refused("cancelItems", items=[{"itemId": each} for each in listed])
        assert error["code"] == code


async def test_accepts_cancellations_under_an_archived_ledger_code(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    codes = (await centre.api.data("{ ledgerCodes { id code } }"))["ledgerCodes"]
    swim = next(each["id"] for each in codes if each["code"] == "SWIM")
    await centre.api.data(
        "mutation ($id: ID!) { updateLedgerCode(input: {id: $id, archived: true}) { userErrors { code } } }", id=swim
    )
    await centre.do("cancelItems", items=[{"itemId": item_of(invoice)}])
    assert (await centre.balances())["balanceCents"] == 0


async def test_an_unreconciled_cancellation_pays_another_item_or_is_refunded(centre: ApiCentre) -> None:
    swim, camp = await centre.invoice(7_500), await centre.invoice(3_000)
    await centre.pay(7_500, "CASH", {"invoiceId": swim["id"]})
    cancelled = (await centre.do("cancelItems", items=[{"itemId": item_of(swim)}]))["transaction"]
    reconciliation = {"creditItemId": item_of(cancelled), "debitItemId": item_of(camp), "amountCents": 3_000}
    await centre.do("createReconciliations", edges=[reconciliation])
    back = await refund(centre, 4_500, {"transactionId": cancelled["id"]})
    assert back["transaction"]["status"] == "FULLY_RECONCILED"
    assert back["account"]["balanceCents"] == 0


async def test_does_not_refund_what_a_processing_payment_holds_of_a_cancelled_item(centre: ApiCentre) -> None:
    invoice = await centre.invoice(10_000)
    await centre.pay(6_000, "CASH", {"invoiceId": invoice["id"]})
    echeck = await centre.pay(4_000, "ECHECK", {"invoiceId": invoice["id"]})
    cancelled = (await centre.do("cancelItems", items=[{"itemId": item_of(invoice)}]))["transaction"]
    assert cancelled["unreconciledCents"] == 10_000
    source: dict[str, object] = {"transactionId": cancelled["id"]}
    error = await refund_refused(centre, 7_000, {**source, "amountCents": 7_000})
    assert (error["code"], error["field"]) == ("OVER_RECONCILED", ["input", "sources", "0", "amountCents"])
    assert (await refund_refused(centre, 6_001))["code"] == "OVER_RECONCILED"
    back = await refund(centre, 5_000, source)
    by_hand = {"creditItemId": item_of(cancelled), "debitItemId": item_of(back["transaction"]), "amountCents": 1}
    assert (await centre.refused("createReconciliations", edges=[by_hand]))["code"] == "ALREADY_RECONCILED"
    await centre.do("confirmPayment", transactionId=echeck["transaction"]["id"])
    await refund(centre, 5_000, source)


async def test_refuses_manual_refund_of_a_cancellation_while_a_payment_is_processing(centre: ApiCentre) -> None:
    invoice = await centre.invoice(4_000)
    await centre.pay(4_000, "ECHECK", {"invoiceId": invoice["id"]})
    cancelled = (await centre.do("cancelItems", items=[{"itemId": item_of(invoice)}]))["transaction"]
    await centre.pay(1_000)
    back = await refund(centre, 1_000)
    reconciliation = {
        "creditItemId": item_of(cancelled),
        "debitItemId": item_of(back["transaction"]),
        "amountCents": 500,
    }
    error = await centre.refused("createReconciliations", edges=[reconciliation])
    assert (error["code"], "processing" in error["message"]) == ("WRONG_STATE", True)


async def test_a_refund_takes_its_sources_oldest_first(centre: ApiCentre) -> None:
    newer = await centre.pay(5_000, date="2026-03-10")
    older = await centre.pay(3_000, date="2026-03-01")
    back = await refund(
        centre, 6_000, {"transactionId": newer["transaction"]["id"]}, {"transactionId": older["transaction"]["id"]}
    )
    assert column(back["reconciliations"], "amountCents") == [3_000, 3_000]
    assert (await centre.look(older["transaction"]["id"]))["status"] == "FULLY_RECONCILED"
    assert (await centre.look(newer["transaction"]["id"]))["unreconciledCents"] == 2_000


async def test_exact_source_amounts_are_used_exactly(centre: ApiCentre) -> None:
    first, second = await centre.pay(5_000), await centre.pay(5_000)
    back = await refund(
        centre,
        6_000,
        {"transactionId": first["transaction"]["id"]},
        {"itemId": item_of(second["transaction"]), "amountCents": 4_000},
    )
    assert column(back["reconciliations"], "amountCents") == [2_000, 4_000]


@pytest.mark.parametrize("kind", ["createDeposit", "createCredit"])
async def test_deposits_and_credits_are_refunded_too(centre: ApiCentre, kind: str) -> None:
    command: dict[str, object] = {"accountId": centre.account}
    command |= {"items": items(1_000)} if kind == "createCredit" else {"amountCents": 1_000, "method": "CASH"}
    made = await centre.do(kind, **command)
    back = await refund(centre, 1_000, {"transactionId": made["transaction"]["id"]})
    assert back["transaction"]["status"] == "FULLY_RECONCILED"


async def test_refusing_a_fully_reconciled_payment_says_what_to_do(centre: ApiCentre) -> None:
    invoice = await centre.invoice(5_000)
    paid = await centre.pay(5_000, "CASH", {"invoiceId": invoice["id"]})
    error = await refund_refused(centre, 100, {"transactionId": paid["transaction"]["id"]})
    assert error["code"] == "NOTHING_TO_REFUND"
    assert "Cancel the item or release the reconciliation first" in error["message"]


async def test_refuses_more_than_the_open_amount_of_the_sources(centre: ApiCentre) -> None:
    paid = (await centre.pay(5_000))["transaction"]
    await centre.pay(9_000)
    for sources, field in (
        ([{"transactionId": paid["id"]}], ["amountCents"]),
        ([{"transactionId": paid["id"], "amountCents": 5_001}], ["sources", "0", "amountCents"]),
        ([{"transactionId": paid["id"], "amountCents": 6_001}], ["sources", "0", "amountCents"]),
    ):
        error = await refund_refused(centre, 6_000, *sources)
        assert (error["code"], error["field"]) == ("OVER_RECONCILED", ["input", *field])


async def test_refunds_only_confirmed_money_of_the_account(centre: ApiCentre) -> None:
    echeck = await centre.pay(500, "ECHECK")
    failed = await centre.pay(500, "CHECK")
    await centre.do("failPayment", transactionId=failed["transaction"]["id"], reason="Returned")
    invoice = await centre.invoice(100)
    other = await centre.new_account("1002", "Ben Carter")
    theirs = await centre.do("createDeposit", accountId=other, amountCents=500, method="CASH")
    for source, code in (
        (echeck["transaction"], "WRONG_STATE"),
        (failed["transaction"], "WRONG_STATE"),
        (invoice, "WRONG_SIDE"),
        (theirs["transaction"], "WRONG_ACCOUNT"),
        ({"id": "nonsense"}, "NOT_FOUND"),
    ):
        error = await refund_refused(centre, 100, {"transactionId": source["id"]})
        assert (error["code"], error["field"]) == (code, ["input", "sources", "0", "transactionId"])
    assert (await refund_refused(centre, 100, {"amountCents": 100}))["code"] == "INVALID_VALUE"


async def test_a_refund_without_sources_is_limited_to_open_confirmed_credit(centre: ApiCentre) -> None:
    assert (await refund_refused(centre, 100))["code"] == "NOTHING_TO_REFUND"
    await centre.pay(1_000, "ECHECK")
    assert (await refund_refused(centre, 100))["code"] == "NOTHING_TO_REFUND"
    await centre.pay(1_000)
    first = await refund(centre, 600)
    assert first["transaction"]["status"] == "NOT_RECONCILED"
    error = await refund_refused(centre, 401)
    assert (error["code"], "4.00 USD" in error["message"]) == ("OVER_RECONCILED", True)
    await refund(centre, 400)


async def test_a_processing_payment_is_never_reconciled_with_a_refund(centre: ApiCentre) -> None:
    await centre.pay(1_000)
    back = await refund(centre, 1_000)
    echeck = await centre.pay(1_000, "ECHECK")
    reconciliation = {
        "creditItemId": item_of(echeck["transaction"]),
        "debitItemId": item_of(back["transaction"]),
        "amountCents": 1_000,
    }
    assert (await centre.refused("createReconciliations", edges=[reconciliation]))["code"] == "WRONG_STATE"


async def test_cancellations_and_refunds_are_undone_unless_something_builds_on_them(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    await centre.pay(7_500, "CASH", {"invoiceId": invoice["id"]})
    cancelled = await centre.do("cancelItems", items=[{"itemId": item_of(invoice)}])
    back = await refund(centre, 7_500, {"transactionId": cancelled["transaction"]["id"]})
    error = await centre.refused("undoBatch", batchId=cancelled["batch"]["id"])
    assert (error["code"], "recordRefund" in error["message"]) == ("LATER_CHANGES", True)
    await centre.undo(back)
    await centre.undo(cancelled)
    assert (await centre.balances())["balanceCents"] == 0
    assert (await centre.look(invoice["id"]))["status"] == "FULLY_RECONCILED"


async def test_refuses_to_undo_a_cancelled_invoice(centre: ApiCentre) -> None:
    made = await centre.do("createInvoice", accountId=centre.account, items=items(7_500))
    await centre.do("cancelItems", items=[{"itemId": item_of(made["transaction"])}])
    assert (await centre.refused("undoBatch", batchId=made["batch"]["id"]))["code"] == "LATER_CHANGES"


async def test_the_same_money_is_refunded_once_with_and_without_sources(centre: ApiCentre) -> None:
    """Domain R20b: 150.00 refunded without sources and again with them were 300.00 paid out for 150.00."""
    paid = (await centre.pay(15_000))["transaction"]
    source: dict[str, object] = {"transactionId": paid["id"]}
    first = (await refund(centre, 15_000))["transaction"]
    error = await refund_refused(centre, 15_000, source)
    assert (error["code"], error["field"]) == ("NOTHING_TO_REFUND", ["input", "amountCents"])
    assert first["number"] in error["message"]
    assert "150.00 USD" in error["message"]
    assert (await refund_refused(centre, 1))["code"] == "NOTHING_TO_REFUND"
    by_hand = {"creditItemId": item_of(paid), "debitItemId": item_of(first), "amountCents": 15_000}
    await centre.do("createReconciliations", edges=[by_hand])
    assert (await refund_refused(centre, 15_000, source))["code"] == "NOTHING_TO_REFUND"
    await centre.pay(2_000)
    await refund(centre, 2_000)


@pytest.mark.parametrize(
    ("amounts", "stated", "code"),
    [
        (
            (3_000, 1_000),
            "The sources come to 40.00 USD, 10.00 USD less than the refund of 50.00 USD",
            "OVER_RECONCILED",
        ),
        (
            (3_000, 4_000),
            "The sources come to 70.00 USD, 20.00 USD more than the refund of 50.00 USD",
            "OVER_RECONCILED",
        ),
        ((9_000,), "At most 60.00 USD of", "OVER_RECONCILED"),
    ],
)
async def test_sources_come_to_the_refund_or_it_is_refused(
    centre: ApiCentre, amounts: tuple[int, ...], stated: str, code: str
) -> None:
    paid = [(await centre.pay(6_000))["transaction"] for _ in amounts]
    sources = [{"itemId": item_of(each), "amountCents": cents} for each, cents in zip(paid, amounts, strict=True)]
    error = await refund_refused(centre, 9_000 if len(amounts) == 1 else 5_000, *sources)
    assert error["code"] == code
    assert stated in error["message"]
