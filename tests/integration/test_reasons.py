"""Reasons that say what happened: of reconciliations, failed payments and errors (domain R21b)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.permissions import OPERATOR
from domain.store.store import Store
from tests.support.api_centre import ApiCentre
from tests.support.centre import Centre

REASON = "{ reason recordedBy releasedAt releasedBy batch { mutation } origin }"


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    await opened.close()


async def reconciliations(centre: ApiCentre, transaction: str) -> list[dict[str, Any]]:
    query = f"query ($id: ID!) {{ transaction(id: $id) {{ reconciliations {{ nodes {REASON} }} }} }}"
    found: list[dict[str, Any]] = (await centre.api.data(query, id=transaction))["transaction"]["reconciliations"][
        "nodes"
    ]
    return found


async def test_a_reconciliation_says_why_it_was_made_and_by_whom(centre: ApiCentre) -> None:
    bought = await centre.do(
        "checkout",
        accountId=centre.account,
        items=[{"description": "Camp", "ledgerCode": "CAMP", "amountCents": 10_000}],
        payment={"amountCents": 4_000, "method": "CASH"},
        installments=[{"dueOn": "2199-01-31", "amountCents": 1_000, "method": "CARD"}],
    )
    invoice = bought["invoice"]["id"]
    await centre.pay(2_000, "CASH", {"invoiceId": invoice})
    await centre.pay(500)
    await centre.do("reconcileAccount", accountId=centre.account)
    by = OPERATOR.name
    found = await reconciliations(centre, invoice)
    assert {each["origin"]: each["reason"] for each in found} == {
        "CHECKOUT": f"Paid at checkout, by {by}.",
        "INSTALLMENT": f"Held for an installment that is still to come, planned by {by}.",
        "MARK": f"Marked as what the money is for, by {by}.",
        "RECONCILE_ACCOUNT": f"Reconciled automatically, oldest first, for this account, by {by}.",
    }
    assert {each["batch"]["mutation"] for each in found} == {"checkout", "makePayment", "reconcileAccount"}
    assert {each["releasedAt"] for each in found} == {None}


async def test_a_released_reconciliation_says_when_and_by_whom(centre: ApiCentre) -> None:
    invoice = await centre.invoice(1_000)
    paid = await centre.pay(1_000, "CASH", {"invoiceId": invoice["id"]})
    query = (
        "mutation ($input: DeleteReconciliationsInput!) { deleteReconciliations(input: $input) "
        "{ userErrors { message } released { releasedAt releasedBy reason } } }"
    )
    answer = await centre.api.data(query, input={"reconciliationIds": [paid["reconciliations"][0]["id"]]})
    (released,) = answer["deleteReconciliations"]["released"]
    assert released["releasedBy"] == OPERATOR.name
    assert released["releasedAt"] is not None


async def test_a_failed_payment_says_that_it_failed_and_why(centre: ApiCentre) -> None:
    paid = (await centre.pay(1_000, "CHECK"))["transaction"]["id"]
    failed = await centre.do("failPayment", transactionId=paid, reason="Returned: insufficient funds (R01)")
    now = await centre.look(paid)
    reason = f"The payment failed: Returned: insufficient funds (R01). {failed['correction']['number']} reverses it."
    assert now["statusReason"] == reason
    assert now["items"][0]["statusReason"] == reason


async def test_an_error_says_which_error_it_is(store: Store, centre: ApiCentre) -> None:
    books = Centre(store)
    books.rivera = (await books.rows("select id from accounts"))[0][0]
    invoice, paid = await books.invoice(1_000), await books.payment(5_000)
    (debit,), (credit,) = await books.items(invoice), await books.items(paid)
    await books.reconcile_faultily(credit, debit, 3_000)
    numbers = dict(await books.rows("select id, number from transactions"))
    answer = await centre.api.data(
        "{ unreconciledItems { nodes { status statusReason transaction { statusReason } } } }"
    )
    assert len(answer["unreconciledItems"]["nodes"]) == 2
    for node in answer["unreconciledItems"]["nodes"]:
        assert node["status"] == "RECONCILIATION_ERROR"
        named = f"30.00 USD of {numbers[credit.transaction_id]} for {numbers[debit.transaction_id]}"
        assert node["statusReason"].startswith(f"{named}: that is more than one of the two has open.")
        assert node["transaction"]["statusReason"] == node["statusReason"]
