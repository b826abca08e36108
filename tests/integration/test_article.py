"""The source article told as scenarios: each paragraph of how it works, and each question that admins ask about it."""

from collections.abc import AsyncIterator, Iterable
from typing import Any

import pytest

from api.types.kinds import _VALUES
from domain.core.kinds import ReconciliationStatus
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.store.store import Store
from tests.support.scene import Scene, column, items

P = Permission
VIEW = (P.VIEW_CLIENT_ACCOUNTS, P.CLIENT_BILLING)


@pytest.fixture
async def scene(store: Store) -> AsyncIterator[Scene]:
    opened = await Scene.open(store)
    yield opened
    await opened.close()


async def purchase(scene: Scene) -> dict[str, Any]:
    """The article's own example: $170 for three items, $100 paid at checkout."""
    return await scene.do(
        "checkout",
        accountId=scene.account,
        items=items(7_500, 7_500, 2_000),
        payment={"amountCents": 10_000, "method": "CARD"},
    )


async def as_someone_who_may(
    scene: Scene, permissions: Iterable[Permission], query: str, **variables: object
) -> list[str]:
    """The codes of what is refused to a person with just these permissions."""
    everything = scene.api.principal
    scene.api.principal = Principal(PrincipalKind.USER, "user:9", "Kim", frozenset(permissions), 9)
    said = await scene.api(query, **variables)
    scene.api.principal = everything
    return [error["extensions"]["code"] for error in said.get("errors", [])]


# How it works


async def test_1_view_a_transactions_reconciliation_status(scene: Scene) -> None:
    bought = await purchase(scene)
    open_invoice = await scene.invoice(500)
    planned = await scene.do(
        "checkout",
        accountId=scene.account,
        items=items(3_000),
        installments=[{"dueOn": "2027-01-15", "amountCents": 3_000, "method": "CARD"}],
    )
    assert bought["payment"]["status"] == "FULLY_RECONCILED"
    assert bought["invoice"]["status"] == "PARTIALLY_RECONCILED"
    assert open_invoice["status"] == "NOT_RECONCILED"
    assert planned["invoice"]["status"] == "RECONCILED_WITH_PLANNED_PAYMENTS"
    assert set(_VALUES[ReconciliationStatus][1]) == set(ReconciliationStatus)


async def test_1_the_planned_icon_remains_until_all_the_planned_payments_have_occurred(scene: Scene) -> None:
    bought = await scene.do(
        "checkout",
        accountId=scene.account,
        items=items(10_000),
        installments=[
            {"dueOn": "2027-01-15", "amountCents": 4_000, "method": "CARD"},
            {"dueOn": "2027-02-15", "amountCents": 4_000, "method": "CARD"},
        ],
    )
    await scene.do("processPlannedPayments", on="2027-01-15")
    half = await scene.look(bought["invoice"]["id"])
    assert (half["status"], half["plannedShortfallCents"]) == ("RECONCILED_WITH_PLANNED_PAYMENTS", 2_000)
    await scene.do("processPlannedPayments", on="2027-02-15")
    assert (await scene.look(bought["invoice"]["id"]))["status"] == "PARTIALLY_RECONCILED"


async def test_2_reconciliation_is_automatic_when_making_a_payment_at_checkout(scene: Scene) -> None:
    bought = await purchase(scene)
    assert column(bought["invoice"]["items"], "reconciledCents") == [7_500, 2_500, 0]
    assert column(bought["invoice"]["items"], "unreconciledCents") == [0, 5_000, 2_000]


async def test_2_reconciliation_is_automatic_when_paying_in_installments_at_checkout(scene: Scene) -> None:
    bought = await scene.do(
        "checkout",
        accountId=scene.account,
        items=items(7_500, 2_000),
        installments=[
            {
                "dueOn": "2027-01-15",
                "amountCents": 2_000,
                "method": "CARD",
                "items": [{"position": 2, "amountCents": 2_000}],
            }
        ],
    )
    await scene.do("processPlannedPayments", on="2027-01-15")
    now = await scene.look(bought["invoice"]["id"])
    assert column(now["items"], "reconciledCents") == [0, 2_000]


async def test_2_reconciliation_is_automatic_when_a_client_pays_an_outstanding_balance(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    await scene.do("payBalance", accountId=scene.account, method="CARD")
    assert (await scene.look(invoice["id"]))["status"] == "FULLY_RECONCILED"


async def test_2_reconciliation_is_automatic_when_a_subscription_is_charged_and_paid(scene: Scene) -> None:
    await scene.do(
        "createSubscription",
        accountId=scene.account,
        description="Fitness membership",
        ledgerCode="SWIM",
        amountCents=4_900,
        interval="MONTH",
        method="CARD",
        startsOn="2026-01-01",
    )
    run = await scene.do("chargeSubscriptions", on="2026-01-01")
    assert column(run["invoices"], "status") == column(run["payments"], "status") == ["FULLY_RECONCILED"]


async def test_3_a_mark_on_an_unpaid_invoice_pays_its_items_in_the_order_they_appear(scene: Scene) -> None:
    invoice = await scene.invoice(7_500, 7_500, 2_000)
    paid = await scene.pay(10_000, "CHECK", {"invoiceId": invoice["id"]})
    assert paid["transaction"]["status"] == "FULLY_RECONCILED"
    assert column((await scene.look(invoice["id"]))["items"], "reconciledCents") == [7_500, 2_500, 0]


async def test_3_existing_reconciliations_are_modified_item_by_item(scene: Scene) -> None:
    bought = await purchase(scene)
    paid = bought["payment"]["items"][0]["id"]
    first, second, third = column(bought["invoice"]["items"], "id")
    wanted = ((first, 7_500), (second, 500), (third, 2_000))
    await scene.do(
        "modifyReconciliations",
        transactionId=bought["payment"]["id"],
        edges=[{"creditItemId": paid, "debitItemId": item, "amountCents": cents} for item, cents in wanted],
    )
    assert column((await scene.look(bought["invoice"]["id"]))["items"], "reconciledCents") == [7_500, 500, 2_000]


async def test_3_the_amount_on_items_linked_to_future_installments_does_not_save(scene: Scene) -> None:
    bought = await scene.do(
        "checkout",
        accountId=scene.account,
        items=items(7_500),
        payment={"amountCents": 5_000, "method": "CASH"},
        installments=[{"dueOn": "2027-01-15", "amountCents": 2_500, "method": "CARD"}],
    )
    edge = {
        "creditItemId": bought["payment"]["items"][0]["id"],
        "debitItemId": bought["invoice"]["items"][0]["id"],
        "amountCents": 4_000,
    }
    error = await scene.refused("modifyReconciliations", transactionId=bought["payment"]["id"], edges=[edge])
    assert (error["code"], "planned payment" in error["message"]) == ("LOCKED", True)


async def test_3_a_processing_echeck_is_neither_modified_nor_deleted_until_it_is_confirmed(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    paid = await scene.pay(7_500, "ECHECK", {"invoiceId": invoice["id"]})
    wish = {"transactionId": paid["transaction"]["id"]}
    assert (await scene.refused("modifyReconciliations", **wish, edges=[]))["code"] == "LOCKED"
    assert (await scene.refused("deleteReconciliations", **wish))["code"] == "LOCKED"
    await scene.do("confirmPayment", **wish)
    await scene.do("deleteReconciliations", **wish)


async def test_3_the_garbage_can_removes_all_reconciliations_of_a_transaction(scene: Scene) -> None:
    bought = await purchase(scene)
    gone = await scene.do("deleteReconciliations", transactionId=bought["payment"]["id"])
    assert column(gone["released"], "amountCents") == [7_500, 2_500]
    assert (await scene.look(bought["payment"]["id"]))["status"] == "NOT_RECONCILED"


async def test_4_unreconciled_items_show_the_owners_name_even_when_they_are_for_a_member(scene: Scene) -> None:
    query = (
        "{ unreconciledItems(period: {preset: LAST_MONTH}) { nodes { member { name } unreconciledCents ageDays "
        "transaction { number account { ownerName } } } } }"
    )
    members = await scene.api.data("query ($a: ID!) { account(id: $a) { members { id name } } }", a=scene.account)
    leo = next(each["id"] for each in members["account"]["members"] if each["name"] == "Leo")
    wish = [{"description": "Camp for Leo", "ledgerCode": "CAMP", "amountCents": 9_900, "memberId": leo}]
    invoice = (await scene.do("createInvoice", accountId=scene.account, items=wish))["transaction"]
    paid = await scene.pay(500)
    found = (await scene.api.data(query))["unreconciledItems"]["nodes"]
    assert {each["transaction"]["account"]["ownerName"] for each in found} == {"Maria Rivera"}
    assert {each["transaction"]["number"] for each in found} == {invoice["number"], paid["transaction"]["number"]}
    assert [each["member"]["name"] for each in found if each["member"]] == ["Leo"]


# Frequently asked questions


@pytest.mark.parametrize(
    ("mutation", "needed"),
    [
        ("createReconciliations", P.MANAGE_RECONCILIATIONS),
        ("modifyReconciliations", P.MANAGE_RECONCILIATIONS),
        ("deleteReconciliations", P.DELETE_RECONCILIATIONS),
    ],
)
async def test_which_permissions_do_i_need_to_manage_reconciliations(
    scene: Scene, mutation: str, needed: Permission
) -> None:
    name = mutation[0].upper() + mutation[1:]
    query = f"mutation ($i: {name}Input!) {{ {mutation}(input: $i) {{ userErrors {{ code }} }} }}"
    wish = {"edges": []} if mutation == "createReconciliations" else {"transactionId": "x"}
    if mutation == "modifyReconciliations":
        wish["edges"] = []
    assert await as_someone_who_may(scene, ALL_PERMISSIONS - {needed}, query, i=wish) == ["FORBIDDEN"]
    assert await as_someone_who_may(scene, {*VIEW, needed}, query, i=wish) == []


async def test_which_permissions_do_i_need_to_view_reconciliations(scene: Scene) -> None:
    query = '{ account(number: "1001") { transactions { nodes { reconciliations { totalCount } } } } }'
    assert await as_someone_who_may(scene, [P.VIEW_CLIENT_ACCOUNTS], query) != []
    assert await as_someone_who_may(scene, VIEW, query) == []


async def test_can_i_change_the_order_of_automated_reconciliation(scene: Scene) -> None:
    """No, but it can be deleted and reapplied in the order one wishes."""
    bought = await purchase(scene)
    await scene.do("deleteReconciliations", transactionId=bought["payment"]["id"])
    paid = bought["payment"]["items"][0]["id"]
    first, second, third = column(bought["invoice"]["items"], "id")
    wanted = ((third, 2_000), (second, 7_500), (first, 500))
    await scene.do(
        "createReconciliations",
        edges=[{"creditItemId": paid, "debitItemId": item, "amountCents": cents} for item, cents in wanted],
    )
    assert column((await scene.look(bought["invoice"]["id"]))["items"], "reconciledCents") == [500, 7_500, 2_000]


async def test_how_do_i_delete_reconciliations_for_planned_payments(scene: Scene) -> None:
    """Delete the installment from the upcoming payments; then make a payment, reconciled to the proper item."""
    bought = await scene.do(
        "checkout",
        accountId=scene.account,
        items=items(7_500, 2_000),
        installments=[{"dueOn": "2027-01-15", "amountCents": 9_500, "method": "CARD"}],
    )
    first = bought["invoice"]["items"][0]["id"]
    assert (await scene.refused("deleteReconciliations", transactionId=bought["invoice"]["id"]))["code"] == "LOCKED"
    freed = await scene.do("deletePlannedPayment", id=bought["plannedPayments"][0]["id"])
    assert len(freed["freed"]) == 2
    await scene.pay(7_500, "CARD", {"itemId": first})
    assert column((await scene.look(bought["invoice"]["id"]))["items"], "reconciledCents") == [7_500, 0]


async def test_what_is_the_auto_reconcile_tool(scene: Scene) -> None:
    """It pays the oldest open invoice first, even where an invoice and a payment are of the same day."""
    older = await scene.invoice(3_000, date="2026-01-05")
    same_day = await scene.invoice(3_000, date="2026-03-01")
    await scene.pay(3_000, date="2026-03-01")
    await scene.do("reconcileAccount", accountId=scene.account)
    assert (await scene.look(older["id"]))["status"] == "FULLY_RECONCILED"
    assert (await scene.look(same_day["id"]))["status"] == "NOT_RECONCILED"


async def test_who_may_prompt_the_auto_reconcile_tool(scene: Scene) -> None:
    query = "mutation ($i: ReconcileAccountInput!) { reconcileAccount(input: $i) { userErrors { code } } }"
    assert await as_someone_who_may(scene, VIEW, query, i={"accountId": scene.account}) == []
    assert await as_someone_who_may(scene, VIEW[:1], query, i={"accountId": scene.account}) == ["FORBIDDEN"]


async def test_under_what_circumstances_would_reconciliation_not_be_automatic(scene: Scene) -> None:
    """Skip and pay later: the payment of a week later guesses nothing, even when it is the invoice's very amount."""
    bought = await scene.do("checkout", accountId=scene.account, items=items(7_500))
    paid = await scene.pay(7_500)
    assert paid["transaction"]["status"] == "NOT_RECONCILED"
    assert (await scene.look(bought["invoice"]["id"]))["status"] == "NOT_RECONCILED"


async def test_do_credits_and_purchases_have_to_have_the_same_ledger_code(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    credit = await scene.do(
        "createCredit",
        accountId=scene.account,
        items=items(5_000, code="ICE"),
        applyTo=[{"invoiceId": invoice["id"]}],
    )
    assert credit["transaction"]["status"] == "FULLY_RECONCILED"


async def test_do_installments_automatically_reconcile_unless_they_were_adjusted(scene: Scene) -> None:
    bought = await scene.do(
        "checkout",
        accountId=scene.account,
        items=items(6_000),
        installments=[{"dueOn": f"2027-0{month}-15", "amountCents": 3_000, "method": "CARD"} for month in (1, 2)],
    )
    await scene.do("modifyPlannedPayment", id=bought["plannedPayments"][1]["id"], amountCents=2_000)
    run = await scene.do("processPlannedPayments", on="2027-02-15")
    assert column(run["transactions"], "status") == ["FULLY_RECONCILED", "NOT_RECONCILED"]


async def test_even_if_you_tried_the_system_does_not_let_you_over_reconcile(scene: Scene) -> None:
    invoice = await scene.invoice(5_000)
    first, second = await scene.pay(4_000), await scene.pay(4_000)
    edges = [
        {
            "creditItemId": paid["transaction"]["items"][0]["id"],
            "debitItemId": invoice["items"][0]["id"],
            "amountCents": 4_000,
        }
        for paid in (first, second)
    ]
    error = await scene.refused("createReconciliations", edges=edges)
    assert (error["code"], error["field"]) == ("OVER_RECONCILED", ["input", "edges", "1", "amountCents"])
    await scene.do("reconcileAccount", accountId=scene.account)
    assert (await scene.look(invoice["id"]))["reconciledCents"] == 5_000


async def test_refund_and_reconcile_at_once_to_tell_finance_what_the_refund_goes_to(scene: Scene) -> None:
    """A refund has no ledger code of its own: it takes those of the credits that it is reconciled with."""
    invoice = await scene.invoice(7_500)
    await scene.pay(7_500, "CARD", {"invoiceId": invoice["id"]})
    cancelled = (await scene.do("cancelItems", items=[{"itemId": invoice["items"][0]["id"]}]))["transaction"]
    back = await scene.do(
        "recordRefund",
        accountId=scene.account,
        amountCents=7_500,
        method="CARD",
        sources=[{"transactionId": cancelled["id"]}],
    )
    assert back["transaction"]["items"][0]["ledgerCode"] is None
    assert cancelled["items"][0]["ledgerCode"]["code"] == "SWIM"
    assert back["transaction"]["status"] == "FULLY_RECONCILED"


async def test_when_can_we_expect_a_link_between_payments_and_invoices(scene: Scene) -> None:
    """When they are made together, and when a payment that is added says what it is for."""
    bought = await purchase(scene)
    assert (await scene.edges(bought["payment"]["id"]))[0]["origin"] == "CHECKOUT"
    invoice = await scene.invoice(2_000)
    paid = await scene.pay(2_000, "CASH", {"invoiceId": invoice["id"]})
    assert column(paid["reconciliations"], "origin") == ["MARK"]


async def test_how_does_it_work_if_a_payment_was_made_from_a_credit_balance(scene: Scene) -> None:
    swim = await scene.invoice(7_500)
    await scene.pay(7_500, "CARD", {"invoiceId": swim["id"]})
    cancelled = (await scene.do("cancelItems", items=[{"itemId": swim["items"][0]["id"]}]))["transaction"]
    other = await scene.invoice(6_000)
    edge = {
        "creditItemId": cancelled["items"][0]["id"],
        "debitItemId": other["items"][0]["id"],
        "amountCents": 6_000,
    }
    await scene.do("createReconciliations", edges=[edge])
    assert (await scene.look(other["id"]))["status"] == "FULLY_RECONCILED"
    assert (await scene.look(cancelled["id"]))["unreconciledCents"] == 1_500


async def test_can_my_clients_see_reconciliations_in_their_account(scene: Scene) -> None:
    client = Principal(PrincipalKind.CLIENT, "user:8", "Maria", frozenset(), 8, 1)
    everything, scene.api.principal = scene.api.principal, client
    said = await scene.api("{ viewer { account { transactions { nodes { reconciliations { totalCount } } } } } }")
    scene.api.principal = everything
    assert {error["extensions"]["code"] for error in said["errors"]} == {"FORBIDDEN"}
