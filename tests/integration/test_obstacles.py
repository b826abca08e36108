"""Refusals that name what stands in the way, and a way that is open (domain R40a, R14a)."""

from collections.abc import AsyncIterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.store.store import Store
from tests.support.api_centre import ApiCentre, items
from tests.support.contradictions import contradictions_of


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    assert await contradictions_of(store) == []
    await opened.close()


async def marked(centre: ApiCentre, invoice: dict[str, Any], cents: int | None = None) -> dict[str, Any]:
    """Marks an invoice for a new payment, which must be refused; returns the error."""
    mark = {"invoiceId": invoice["id"], "amountCents": cents}
    return await centre.refused(
        "makePayment", accountId=centre.account, amountCents=9_000, method="CASH", applyTo=[mark]
    )


async def planned(centre: ApiCentre, cents: int) -> dict[str, Any]:
    """Buys for 90.00, so much of it in an installment."""
    installments = [{"dueOn": "2199-01-31", "amountCents": cents, "method": "CARD"}]
    bought = await centre.do("checkout", accountId=centre.account, items=items(9_000), installments=installments)
    invoice: dict[str, Any] = bought["invoice"]
    return invoice


async def test_names_the_planned_payments_that_hold_what_is_marked(centre: ApiCentre) -> None:
    error = await marked(centre, await planned(centre, 9_000))
    assert error["code"] == "NOTHING_OPEN"
    assert "90.00 USD due 2199-01-31. Delete or change those planned payments first." in error["message"]


async def test_names_the_payment_that_still_processes(centre: ApiCentre) -> None:
    invoice = await centre.invoice(5_000)
    echeck = (await centre.pay(5_000, "ECHECK", {"invoiceId": invoice["id"]}))["transaction"]
    error = await marked(centre, invoice)
    assert error["code"] == "NOTHING_OPEN"
    assert f"still processing ({echeck['number']}). Confirm or fail that payment first." in error["message"]
    assert "delete" not in error["message"]


async def test_names_what_was_cancelled_and_what_was_paid(centre: ApiCentre) -> None:
    invoice = await centre.invoice(5_000, 0)
    paid = (await centre.pay(3_000, "CASH", {"invoiceId": invoice["id"]}))["transaction"]
    cancelled = await centre.do("cancelItems", items=[{"itemId": invoice["items"][0]["id"], "amountCents": 2_000}])
    error = await marked(centre, invoice)
    assert f"20.00 USD of it was cancelled ({cancelled['transaction']['number']})" in error["message"]
    assert f"30.00 USD of it is reconciled with {paid['number']}" in error["message"]
    assert "Item 2: It is free of charge." in error["message"]


async def test_an_exact_mark_beyond_what_is_open_names_what_holds_the_rest(centre: ApiCentre) -> None:
    error = await marked(centre, await planned(centre, 4_000), 6_000)
    assert error["code"] == "OVER_RECONCILED"
    assert "60.00 USD is more than is open here, 50.00 USD." in error["message"]
    assert "40.00 USD due 2199-01-31" in error["message"]


async def test_a_reconciliation_beyond_what_is_open_names_both_sides_obstacles(centre: ApiCentre) -> None:
    invoice, other = await planned(centre, 9_000), await centre.invoice(3_000)
    paid = (await centre.pay(3_000, "CASH", {"invoiceId": other["id"]}))["transaction"]
    free = (await centre.pay(3_000))["transaction"]

    async def refused(credit: dict[str, Any], debit: dict[str, Any]) -> str:
        reconciliation = {
            "creditItemId": credit["items"][0]["id"],
            "debitItemId": debit["items"][0]["id"],
            "amountCents": 3_000,
        }
        error = await centre.refused("createReconciliations", edges=[reconciliation])
        assert error["code"] == "OVER_RECONCILED"
        message: str = error["message"]
        return message

    assert "90.00 USD due 2199-01-31" in await refused(free, invoice)
    assert f"reconciled with {other['number']}" in await refused(paid, await centre.invoice(3_000))


async def test_a_modification_names_each_locked_reconciliation(centre: ApiCentre) -> None:
    """Domain R14a."""
    invoice = await centre.invoice(7_500, 2_000)
    echeck = (await centre.pay(9_500, "ECHECK", {"invoiceId": invoice["id"]}))["transaction"]
    error = await centre.refused("modifyReconciliations", transactionId=invoice["id"], edges=[])
    assert error["code"] == "LOCKED"
    for cents, position in (("75.00", 1), ("20.00", 2)):
        assert f"{cents} USD of {echeck['number']} for {invoice['number']}, item {position}" in error["message"]


async def test_an_undo_does_not_advise_to_undo_what_the_bank_did(centre: ApiCentre) -> None:
    paid = await centre.pay(5_000, "ECHECK")
    error = await centre.refused("undoBatch", batchId=paid["batch"]["id"])
    assert "fail it and say so" in error["message"]
    await centre.do("confirmPayment", transactionId=paid["transaction"]["id"])
    error = await centre.refused("undoBatch", batchId=paid["batch"]["id"])
    assert error["code"] == "LATER_CHANGES"
    assert "stands, since it records what the bank did" in error["message"]
    assert "Undo them first" not in error["message"]


async def test_an_undo_gives_times_in_the_organisations_zone(database_url: str) -> None:
    store = await Store.open(database_url, zone=ZoneInfo("America/Toronto"))
    centre = await ApiCentre.open(store)
    centre.today("2026-06-15")  # noon UTC
    invoice = await centre.do("createInvoice", accountId=centre.account, items=items(5_000))
    await centre.pay(5_000, "CASH", {"invoiceId": invoice["transaction"]["id"]})
    error = await centre.refused("undoBatch", batchId=invoice["batch"]["id"])
    assert "on 2026-06-15 08:00:00 EDT" in error["message"]
    await centre.close()
    await store.close()


async def test_an_empty_list_of_items_is_an_invalid_value(centre: ApiCentre, subtests: pytest.Subtests) -> None:
    for mutation in ["createInvoice", "createCredit", "checkout", "cancelItems"]:
        with subtests.test(mutation=mutation):
            account = {} if mutation == "cancelItems" else {"accountId": centre.account}
            error = await centre.refused(mutation, **account, items=[])
            assert (error["code"], error["field"]) == ("INVALID_VALUE", ["input", "items"])


async def test_a_long_value_is_not_repeated_whole(centre: ApiCentre) -> None:
    line = {"description": "Camp", "ledgerCode": "C" * 100_000, "amountCents": 100}
    error = await centre.refused("createInvoice", accountId=centre.account, items=[line])
    assert error["code"] == "NOT_FOUND"
    assert len(error["message"]) < 200


async def test_a_lookup_needs_one_of_id_number_and_external_id(centre: ApiCentre, subtests: pytest.Subtests) -> None:
    for field in ["account", "transaction"]:
        for given, got in [("", "none"), ('(id: "x", number: "y")', "`id` and `number`")]:
            with subtests.test(field=field, given=given):
                answer = await centre.api(f"{{ {field}{given} {{ id }} }}")
                (error,) = answer["errors"]
                assert error["extensions"]["code"] == "BAD_USER_INPUT"
                assert (
                    error["message"] == f"Give one of `id`, `number` and `externalId` to look up {field}s; got {got}."
                )
