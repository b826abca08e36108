"""The source article as scenarios: each paragraph, and each question that admins ask about it."""

from collections.abc import AsyncIterator, Iterable
from typing import Any

import pytest

from api.types.kinds import _VALUES
from domain.core.kinds import ReconciliationStatus
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.store.store import Store
from tests.support.api_centre import ApiCentre, column, items

P = Permission
VIEW = (P.VIEW_CLIENT_ACCOUNTS, P.CLIENT_BILLING)


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    await opened.close()


async def purchase(centre: ApiCentre) -> dict[str, Any]:
    """The article's own example: $170 for three items, $100 paid at checkout."""
    return await centre.do(
        "checkout",
        accountId=centre.account,
        items=items(7_500, 7_500, 2_000),
        payment={"amountCents": 10_000, "method": "CARD"},
    )


async def as_someone_who_may(
    centre: ApiCentre, permissions: Iterable[Permission], query: str, **variables: object
) -> list[str]:
    """The codes of what is refused to a person with just these permissions."""
    everything = centre.api.principal
    centre.api.principal = Principal(PrincipalKind.USER, "user:9", "Kim", frozenset(permissions), 9)
    answer = await centre.api(query, **variables)
    centre.api.principal = everything
    return [error["extensions"]["code"] for error in answer.get("errors", [])]


# How it works


async def test_1_view_a_transactions_reconciliation_status(centre: ApiCentre) -> None:
    bought = await purchase(centre)
    open_invoice = await centre.invoice(500)
    planned = await centre.do(
        "checkout",
        accountId=centre.account,
        items=items(3_000),
        installments=[{"dueOn": "2027-01-15", "amountCents": 3_000, "method": "CARD"}],
    )
    assert bought["payment"]["status"] == "FULLY_RECONCILED"
    assert bought["invoice"]["status"] == "PARTIALLY_RECONCILED"
    assert open_invoice["status"] == "NOT_RECONCILED"
    assert planned["invoice"]["status"] == "RECONCILED_WITH_PLANNED_PAYMENTS"
    assert set(_VALUES[ReconciliationStatus][1]) == set(ReconciliationStatus)


async def test_1_the_planned_icon_remains_until_all_the_planned_payments_have_occurred(centre: ApiCentre) -> None:
    bought = await centre.do(
        "checkout",
        accountId=centre.account,
        items=items(10_000),
        installments=[
            {"dueOn": "2027-01-15", "amountCents": 4_000, "method": "CARD"},
            {"dueOn": "2027-02-15", "amountCents": 4_000, "method": "CARD"},
        ],
    )
    await centre.process("2027-01-15")
    half = await centre.look(bought["invoice"]["id"])
    assert (half["status"], half["plannedShortfallCents"]) == ("RECONCILED_WITH_PLANNED_PAYMENTS", 2_000)
    await centre.process("2027-02-15")
    assert (await centre.look(bought["invoice"]["id"]))["status"] == "PARTIALLY_RECONCILED"


async def test_2_reconciliation_is_automatic_when_making_a_payment_at_checkout(centre: ApiCentre) -> None:
    """Domain R10, R11."""
    bought = await purchase(centre)
    assert column(bought["invoice"]["items"], "reconciledCents") == [7_500, 2_500, 0]
    assert column(bought["invoice"]["items"], "unreconciledCents") == [0, 5_000, 2_000]


async def test_2_reconciliation_is_automatic_when_paying_in_installments_at_checkout(centre: ApiCentre) -> None:
    bought = await centre.do(
        "checkout",
        accountId=centre.account,
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
    await centre.process("2027-01-15")
    now = await centre.look(bought["invoice"]["id"])
    assert column(now["items"], "reconciledCents") == [0, 2_000]


async def test_2_reconciliation_is_automatic_when_a_client_pays_an_outstanding_balance(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    await centre.do("payBalance", accountId=centre.account, method="CARD")
    assert (await centre.look(invoice["id"]))["status"] == "FULLY_RECONCILED"


async def test_2_reconciliation_is_automatic_when_a_subscription_is_charged_and_paid(centre: ApiCentre) -> None:
    await centre.do(
        "createSubscription",
        accountId=centre.account,
        description="Fitness membership",
        ledgerCode="SWIM",
        amountCents=4_900,
        interval="MONTH",
        method="CARD",
        startsOn="2026-01-01",
    )
    run = await centre.charge("2026-01-01")
    assert column(run["invoices"], "status") == column(run["payments"], "status") == ["FULLY_RECONCILED"]


async def test_3_a_mark_on_an_unpaid_invoice_pays_its_items_in_the_order_they_appear(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500, 7_500, 2_000)
    paid = await centre.pay(10_000, "CHECK", {"invoiceId": invoice["id"]})
    assert paid["transaction"]["status"] == "FULLY_RECONCILED"
    assert column((await centre.look(invoice["id"]))["items"], "reconciledCents") == [7_500, 2_500, 0]


async def test_3_existing_reconciliations_are_modified_item_by_item(centre: ApiCentre) -> None:
    """Domain R13."""
    bought = await purchase(centre)
    paid = bought["payment"]["items"][0]["id"]
    first, second, third = column(bought["invoice"]["items"], "id")
    wanted = ((first, 7_500), (second, 500), (third, 2_000))
    await centre.do(
        "modifyReconciliations",
        transactionId=bought["payment"]["id"],
        edges=[{"creditItemId": paid, "debitItemId": item, "amountCents": cents} for item, cents in wanted],
    )
    assert column((await centre.look(bought["invoice"]["id"]))["items"], "reconciledCents") == [7_500, 500, 2_000]


async def test_3_the_amount_on_items_linked_to_future_installments_does_not_save(centre: ApiCentre) -> None:
    bought = await centre.do(
        "checkout",
        accountId=centre.account,
        items=items(7_500),
        payment={"amountCents": 5_000, "method": "CASH"},
        installments=[{"dueOn": "2027-01-15", "amountCents": 2_500, "method": "CARD"}],
    )
    reconciliation = {
        "creditItemId": bought["payment"]["items"][0]["id"],
        "debitItemId": bought["invoice"]["items"][0]["id"],
        "amountCents": 4_000,
    }
    error = await centre.refused("modifyReconciliations", transactionId=bought["payment"]["id"], edges=[reconciliation])
    assert (error["code"], "planned payment" in error["message"]) == ("LOCKED", True)


async def test_3_a_processing_echeck_is_neither_modified_nor_deleted_until_it_is_confirmed(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    paid = await centre.pay(7_500, "ECHECK", {"invoiceId": invoice["id"]})
    command = {"transactionId": paid["transaction"]["id"]}
    assert (await centre.refused("modifyReconciliations", **command, edges=[]))["code"] == "LOCKED"
    assert (await centre.refused("deleteReconciliations", **command))["code"] == "LOCKED"
    await centre.do("confirmPayment", **command)
    await centre.do("deleteReconciliations", **command)


async def test_3_the_garbage_can_removes_all_reconciliations_of_a_transaction(centre: ApiCentre) -> None:
    bought = await purchase(centre)
    gone = await centre.do("deleteReconciliations", transactionId=bought["payment"]["id"])
    assert column(gone["released"], "amountCents") == [7_500, 2_500]
    assert (await centre.look(bought["payment"]["id"]))["status"] == "NOT_RECONCILED"


async def test_4_unreconciled_items_show_the_owners_name_even_when_they_are_for_a_member(centre: ApiCentre) -> None:
    query = (
        "{ unreconciledItems(period: {preset: LAST_MONTH}) { nodes { member { name } unreconciledCents ageDays "
        "transaction { number account { ownerName } } } } }"
    )
    members = await centre.api.data("query ($a: ID!) { account(id: $a) { members { id name } } }", a=centre.account)
    leo = next(each["id"] for each in members["account"]["members"] if each["name"] == "Leo")
    command = [{"description": "Camp for Leo", "ledgerCode": "CAMP", "amountCents": 9_900, "memberId": leo}]
    invoice = (await centre.do("createInvoice", accountId=centre.account, items=command))["transaction"]
    paid = await centre.pay(500)
    found = (await centre.api.data(query))["unreconciledItems"]["nodes"]
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
    centre: ApiCentre, mutation: str, needed: Permission
) -> None:
    name = mutation[0].upper() + mutation[1:]
    query = f"mutation ($i: {name}Input!) {{ {mutation}(input: $i) {{ userErrors {{ code }} }} }}"
    command = {"edges": []} if mutation == "createReconciliations" else {"transactionId": "x"}
    if mutation == "modifyReconciliations":
        command["edges"] = []
    assert await as_someone_who_may(centre, ALL_PERMISSIONS - {needed}, query, i=command) == ["FORBIDDEN"]
    assert await as_someone_who_may(centre, {*VIEW, needed}, query, i=command) == []


async def test_which_permissions_do_i_need_to_view_reconciliations(centre: ApiCentre) -> None:
    query = '{ account(number: "1001") { transactions { nodes { reconciliations { totalCount } } } } }'
    assert await as_someone_who_may(centre, [P.VIEW_CLIENT_ACCOUNTS], query) != []
    assert await as_someone_who_may(centre, VIEW, query) == []


async def test_can_i_change_the_order_of_automated_reconciliation(centre: ApiCentre) -> None:
    """No, but it can be deleted and reapplied in any order."""
    bought = await purchase(centre)
    await centre.do("deleteReconciliations", transactionId=bought["payment"]["id"])
    paid = bought["payment"]["items"][0]["id"]
    first, second, third = column(bought["invoice"]["items"], "id")
    wanted = ((third, 2_000), (second, 7_500), (first, 500))
    await centre.do(
        "createReconciliations",
        edges=[{"creditItemId": paid, "debitItemId": item, "amountCents": cents} for item, cents in wanted],
    )
    assert column((await centre.look(bought["invoice"]["id"]))["items"], "reconciledCents") == [500, 7_500, 2_000]


async def test_how_do_i_delete_reconciliations_for_planned_payments(centre: ApiCentre) -> None:
    """Delete the installment from the upcoming payments; then make a payment, reconciled to the proper item."""
    bought = await centre.do(
        "checkout",
        accountId=centre.account,
        items=items(7_500, 2_000),
        installments=[{"dueOn": "2027-01-15", "amountCents": 9_500, "method": "CARD"}],
    )
    first = bought["invoice"]["items"][0]["id"]
    assert (await centre.refused("deleteReconciliations", transactionId=bought["invoice"]["id"]))["code"] == "LOCKED"
    freed = await centre.do("deletePlannedPayment", id=bought["plannedPayments"][0]["id"])
    assert len(freed["freed"]) == 2
    await centre.pay(7_500, "CARD", {"itemId": first})
    assert column((await centre.look(bought["invoice"]["id"]))["items"], "reconciledCents") == [7_500, 0]


async def test_what_is_the_auto_reconcile_tool(centre: ApiCentre) -> None:
    """It pays the oldest open invoice first, even where an invoice and a payment are of the same day."""
    older = await centre.invoice(3_000, date="2026-01-05")
    same_day = await centre.invoice(3_000, date="2026-03-01")
    await centre.pay(3_000, date="2026-03-01")
    await centre.do("reconcileAccount", accountId=centre.account)
    assert (await centre.look(older["id"]))["status"] == "FULLY_RECONCILED"
    assert (await centre.look(same_day["id"]))["status"] == "NOT_RECONCILED"


async def test_who_may_prompt_the_auto_reconcile_tool(centre: ApiCentre) -> None:
    query = "mutation ($i: ReconcileAccountInput!) { reconcileAccount(input: $i) { userErrors { code } } }"
    assert await as_someone_who_may(centre, VIEW, query, i={"accountId": centre.account}) == []
    assert await as_someone_who_may(centre, VIEW[:1], query, i={"accountId": centre.account}) == ["FORBIDDEN"]


async def test_under_what_circumstances_would_reconciliation_not_be_automatic(centre: ApiCentre) -> None:
    """Skip and pay later: the payment of a week later guesses nothing, even for the very same amount (domain R12)."""
    bought = await centre.do("checkout", accountId=centre.account, items=items(7_500))
    paid = await centre.pay(7_500)
    assert paid["transaction"]["status"] == "NOT_RECONCILED"
    assert (await centre.look(bought["invoice"]["id"]))["status"] == "NOT_RECONCILED"


async def test_do_credits_and_purchases_have_to_have_the_same_ledger_code(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    credit = await centre.do(
        "createCredit", accountId=centre.account, items=items(5_000, code="ICE"), applyTo=[{"invoiceId": invoice["id"]}]
    )
    assert credit["transaction"]["status"] == "FULLY_RECONCILED"


async def test_do_installments_automatically_reconcile_unless_they_were_adjusted(centre: ApiCentre) -> None:
    bought = await centre.do(
        "checkout",
        accountId=centre.account,
        items=items(6_000),
        installments=[{"dueOn": f"2027-0{month}-15", "amountCents": 3_000, "method": "CARD"} for month in (1, 2)],
    )
    await centre.do("modifyPlannedPayment", id=bought["plannedPayments"][1]["id"], amountCents=2_000)
    run = await centre.process("2027-02-15")
    assert column(run["transactions"], "status") == ["FULLY_RECONCILED", "NOT_RECONCILED"]


async def test_even_if_you_tried_the_system_does_not_let_you_over_reconcile(centre: ApiCentre) -> None:
    invoice = await centre.invoice(5_000)
    first, second = await centre.pay(4_000), await centre.pay(4_000)
    reconciliations = [
        {
            "creditItemId": paid["transaction"]["items"][0]["id"],
            "debitItemId": invoice["items"][0]["id"],
            "amountCents": 4_000,
        }
        for paid in (first, second)
    ]
    error = await centre.refused("createReconciliations", edges=reconciliations)
    assert (error["code"], error["field"]) == ("OVER_RECONCILED", ["input", "edges", "1", "amountCents"])
    await centre.do("reconcileAccount", accountId=centre.account)
    assert (await centre.look(invoice["id"]))["reconciledCents"] == 5_000


async def test_refund_and_reconcile_at_once_to_tell_finance_what_the_refund_goes_to(centre: ApiCentre) -> None:
    """A refund has no ledger code of its own: it takes those of the credits that it is reconciled with."""
    invoice = await centre.invoice(7_500)
    await centre.pay(7_500, "CARD", {"invoiceId": invoice["id"]})
    cancelled = (await centre.do("cancelItems", items=[{"itemId": invoice["items"][0]["id"]}]))["transaction"]
    back = await centre.do(
        "recordRefund",
        accountId=centre.account,
        amountCents=7_500,
        method="CARD",
        sources=[{"transactionId": cancelled["id"]}],
    )
    assert back["transaction"]["items"][0]["ledgerCode"] is None
    assert cancelled["items"][0]["ledgerCode"]["code"] == "SWIM"
    assert back["transaction"]["status"] == "FULLY_RECONCILED"


async def test_when_can_we_expect_a_link_between_payments_and_invoices(centre: ApiCentre) -> None:
    """When they are made together, and when a payment that is added says what it is for."""
    bought = await purchase(centre)
    assert (await centre.reconciliations(bought["payment"]["id"]))[0]["origin"] == "CHECKOUT"
    invoice = await centre.invoice(2_000)
    paid = await centre.pay(2_000, "CASH", {"invoiceId": invoice["id"]})
    assert column(paid["reconciliations"], "origin") == ["MARK"]


async def test_how_does_it_work_if_a_payment_was_made_from_a_credit_balance(centre: ApiCentre) -> None:
    swim = await centre.invoice(7_500)
    await centre.pay(7_500, "CARD", {"invoiceId": swim["id"]})
    cancelled = (await centre.do("cancelItems", items=[{"itemId": swim["items"][0]["id"]}]))["transaction"]
    other = await centre.invoice(6_000)
    reconciliation = {
        "creditItemId": cancelled["items"][0]["id"],
        "debitItemId": other["items"][0]["id"],
        "amountCents": 6_000,
    }
    await centre.do("createReconciliations", edges=[reconciliation])
    assert (await centre.look(other["id"]))["status"] == "FULLY_RECONCILED"
    assert (await centre.look(cancelled["id"]))["unreconciledCents"] == 1_500


async def test_can_my_clients_see_reconciliations_in_their_account(centre: ApiCentre) -> None:
    client = Principal(PrincipalKind.CLIENT, "user:8", "Maria", frozenset(), 8, 1)
    everything, centre.api.principal = centre.api.principal, client
    answer = await centre.api("{ viewer { account { transactions { nodes { reconciliations { totalCount } } } } } }")
    centre.api.principal = everything
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"FORBIDDEN"}
