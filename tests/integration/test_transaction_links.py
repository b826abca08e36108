"""What a transaction tells of others: corrections, cancellations, planned payments, batches; and a checkout's details."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.store.store import Store
from tests.support.api_centre import ApiCentre, items

LINKS = """
query ($id: ID!) {
  transaction(id: $id) {
    number description reference dueOn currency confirmedAt failedAt
    batch { mutation } correctedBy { number } plannedPayment { dueOn amountCents }
    items { cancellations { description amountCents transaction { number } } }
  }
}
"""


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    await opened.close()


async def look(centre: ApiCentre, transaction: str) -> dict[str, Any]:
    found: dict[str, Any] = (await centre.api.data(LINKS, id=transaction))["transaction"]
    return found


async def test_a_checkouts_invoice_has_the_number_and_texts_given(centre: ApiCentre) -> None:
    given = {"number": "W-17", "description": "Winter term", "reference": "PO 9", "dueOn": "2026-02-05"}
    command = {"accountId": centre.account, "date": "2026-01-05", "items": items(7_500), **given}
    done = await centre.do(
        "checkout", **command, payment={"amountCents": 500, "method": "CASH", "reference": "Check 7"}
    )
    invoice = await look(centre, done["invoice"]["id"])
    assert {name: invoice[name] for name in given} == given
    assert (invoice["currency"], invoice["batch"], invoice["confirmedAt"]) == ("USD", {"mutation": "checkout"}, None)
    payment = await look(centre, done["payment"]["id"])
    assert (payment["reference"], payment["confirmedAt"] is None) == ("Check 7", False)
    taken = await centre.refused("checkout", **command)
    assert (taken["code"], taken["field"]) == ("DUPLICATE_NUMBER", ["input", "number"])
    early = await centre.refused("checkout", **{**command, "number": None, "dueOn": "2026-01-04"})
    assert (early["code"], early["field"]) == ("INVALID_DATE", ["input", "dueOn"])


async def test_a_transaction_names_what_refers_to_it_until_that_is_undone(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500, date="2026-01-05")
    (item,) = invoice["items"]
    first = await centre.do("cancelItems", items=[{"itemId": item["id"], "amountCents": 100}])
    second = await centre.do("cancelItems", items=[{"itemId": item["id"], "amountCents": 200}])
    (line,) = (await look(centre, invoice["id"]))["items"]
    assert [each["amountCents"] for each in line["cancellations"]] == [100, 200]
    assert line["cancellations"][0]["transaction"] == {"number": first["transaction"]["number"]}
    await centre.undo(second)
    (line,) = (await look(centre, invoice["id"]))["items"]
    assert [each["amountCents"] for each in line["cancellations"]] == [100]
    paid = (await centre.pay(500))["transaction"]["id"]
    assert (await look(centre, paid))["correctedBy"] is None
    failed = await centre.do("failPayment", transactionId=paid, reason="Returned")
    now = await look(centre, paid)
    assert (now["correctedBy"], now["failedAt"] is None) == ({"number": failed["correction"]["number"]}, False)
    assert now["batch"] == {"mutation": "makePayment"}


async def test_a_payment_names_the_planned_payment_that_it_was(centre: ApiCentre) -> None:
    plan = {"dueOn": "2026-01-05", "amountCents": 700, "method": "CARD"}
    await centre.do("createPlannedPayments", accountId=centre.account, installments=[plan])
    done = await centre.do("processPlannedPayments", on="2026-01-06")
    (payment,) = done["transactions"]
    assert (await look(centre, payment["id"]))["plannedPayment"] == {"dueOn": "2026-01-05", "amountCents": 700}
    other = (await centre.pay(500))["transaction"]["id"]
    assert (await look(centre, other))["plannedPayment"] is None
