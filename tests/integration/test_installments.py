"""Installments: planned at checkout, changed, deleted, processed when due (domain R11a, R15, R17, R17a, R21)."""

from collections.abc import AsyncIterator

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


def installment(due_on: str, cents: int, *named: tuple[int, int], method: str = "CARD") -> dict[str, object]:
    return {
        "dueOn": due_on,
        "amountCents": cents,
        "method": method,
        "items": [{"position": position, "amountCents": amount} for position, amount in named],
    }


async def test_checkout_reserves_named_items_then_pays_in_order_then_plans_the_rest(centre: ApiCentre) -> None:
    bought = await centre.do(
        "checkout",
        accountId=centre.account,
        items=items(7_500, 7_500, 2_000),
        payment={"amountCents": 5_000, "method": "CASH"},
        installments=[installment("2027-01-15", 6_000), installment("2027-02-15", 2_000, (3, 2_000))],
    )
    invoice = bought["invoice"]
    assert column(invoice["items"], "reconciledCents") == [5_000, 0, 0]
    assert column(invoice["items"], "plannedCents") == [2_500, 3_500, 2_000]
    assert column(invoice["items"], "unreconciledCents") == [0, 4_000, 0]
    assert invoice["status"] == "RECONCILED_WITH_PLANNED_PAYMENTS"
    assert invoice["plannedShortfallCents"] == 4_000
    assert bought["account"]["balanceCents"] == 12_000
    assert bought["account"]["expectedBalanceCents"] == 4_000
    assert column(bought["plannedPayments"], "state") == ["PLANNED", "PLANNED"]


async def test_an_overpayment_stays_on_the_account(centre: ApiCentre) -> None:
    bought = await centre.do(
        "checkout",
        accountId=centre.account,
        items=items(7_500),
        payment={"amountCents": 9_000, "method": "CASH"},
        installments=[installment("2027-01-15", 2_500, (1, 2_500))],
    )
    assert column(bought["invoice"]["items"], "reconciledCents") == [5_000]
    assert bought["payment"]["unreconciledCents"] == 4_000


async def test_refuses_installments_beyond_the_remaining_amount(centre: ApiCentre, subtests: pytest.Subtests) -> None:
    for requested, field in [
        ([installment("2027-01-15", 12_001)], ["0", "amountCents"]),
        ([installment("2027-01-15", 6_000), installment("2027-02-15", 6_001)], ["1", "amountCents"]),
        ([installment("2027-01-15", 3_000, (3, 2_001))], ["0", "items", "0", "amountCents"]),
        ([installment("2027-01-15", 1_000, (3, 1_500))], ["0", "amountCents"]),
        ([installment("2027-01-15", 1_500, (3, 1_000), (3, 1_500))], ["0", "items", "1", "amountCents"]),
    ]:
        with subtests.test(requested=requested):
            error = await centre.refused(
                "checkout",
                accountId=centre.account,
                items=items(7_500, 7_500, 2_000),
                payment={"amountCents": 5_000, "method": "CASH"},
                installments=requested,
            )
            assert error["code"] == "OVER_RECONCILED"
            assert error["field"] == ["input", "installments", *field]


async def test_refuses_an_unknown_item_position(centre: ApiCentre) -> None:
    error = await centre.refused(
        "checkout", accountId=centre.account, items=items(100), installments=[installment("2027-01-15", 50, (2, 50))]
    )
    assert (error["code"], error["field"][-1]) == ("INVALID_VALUE", "position")


async def test_equal_installments_sum_exactly_and_keep_the_day_of_the_month(centre: ApiCentre) -> None:
    bought = await centre.do(
        "checkout",
        accountId=centre.account,
        items=items(10_000),
        installmentPlan={"parts": 3, "firstDueOn": "2027-01-31", "method": "CARD"},
    )
    assert column(bought["plannedPayments"], "amountCents") == [3_334, 3_333, 3_333]
    assert column(bought["plannedPayments"], "dueOn") == ["2027-01-31", "2027-02-28", "2027-03-31"]
    assert bought["invoice"]["plannedShortfallCents"] == 0


async def test_refuses_installments_outside_business_dates(centre: ApiCentre, subtests: pytest.Subtests) -> None:
    for first, interval in [
        ("9999-12-31", "WEEK"),
        ("9999-12-01", "YEAR"),
        ("2198-01-31", "YEAR"),
        ("1899-12-31", "WEEK"),
    ]:
        with subtests.test(first=first):
            plan = {"parts": 3, "firstDueOn": first, "interval": interval, "method": "CARD"}
            error = await centre.refused(
                "checkout", accountId=centre.account, items=items(10_000), installmentPlan=plan
            )
            assert (error["code"], error["field"]) == ("INVALID_DATE", ["input", "installmentPlan", "firstDueOn"])


async def test_processing_reconciles_the_planned_item_once(centre: ApiCentre) -> None:
    bought = await centre.do(
        "checkout",
        accountId=centre.account,
        items=items(7_500, 2_000),
        installments=[installment("2027-01-15", 2_000, (2, 2_000)), installment("2027-03-15", 7_500)],
    )
    run = await centre.process("2027-01-20")
    assert column(run["transactions"], "date") == ["2027-01-20"]
    assert column(run["transactions"], "status") == ["FULLY_RECONCILED"]
    invoice = await centre.look(bought["invoice"]["id"])
    assert column(invoice["items"], "reconciledCents") == [0, 2_000]
    assert column(invoice["items"], "plannedCents") == [7_500, 0]
    assert invoice["status"] == "RECONCILED_WITH_PLANNED_PAYMENTS"
    again = await centre.process("2027-01-20")
    assert again["transactions"] == []
    assert again["batch"] is None
    await centre.process("2027-03-15")
    assert (await centre.look(bought["invoice"]["id"]))["status"] == "FULLY_RECONCILED"


async def test_a_shortfall_shows_as_partial_once_all_installments_have_occurred(centre: ApiCentre) -> None:
    bought = await centre.do(
        "checkout", accountId=centre.account, items=items(7_500), installments=[installment("2027-01-15", 5_000)]
    )
    assert bought["invoice"]["status"] == "RECONCILED_WITH_PLANNED_PAYMENTS"
    await centre.process("2027-01-15")
    invoice = await centre.look(bought["invoice"]["id"])
    assert (invoice["status"], invoice["plannedShortfallCents"]) == ("PARTIALLY_RECONCILED", 0)


async def test_processes_only_due_planned_payments_of_the_account(centre: ApiCentre) -> None:
    other = await centre.new_account("1002", "Ben Carter")
    for account in (centre.account, other):
        await centre.do("checkout", accountId=account, items=items(100), installments=[installment("2027-01-15", 100)])
    assert (await centre.process("2027-01-14"))["transactions"] == []
    assert len((await centre.process("2027-01-15", accountId=other))["transactions"]) == 1
    assert len((await centre.process("2027-01-15"))["transactions"]) == 1


async def test_an_echeck_installment_arrives_processing_and_still_holds_its_item(centre: ApiCentre) -> None:
    bought = await centre.do(
        "checkout",
        accountId=centre.account,
        items=items(7_500),
        installments=[installment("2027-01-15", 7_500, method="ECHECK")],
    )
    run = await centre.process("2027-01-15")
    assert run["transactions"][0]["paymentState"] == "PROCESSING"
    invoice = await centre.look(bought["invoice"]["id"])
    assert (invoice["status"], invoice["settledCents"]) == ("FULLY_RECONCILED", 0)
    balances = await centre.balances()
    assert (balances["balanceCents"], balances["expectedBalanceCents"]) == (7_500, 0)
    error = await centre.refused("undoBatch", batchId=run["batch"]["id"])
    assert error["code"] == "WRONG_STATE"


async def planned_for(centre: ApiCentre, *held: tuple[str, int], cents: int = 5_000) -> dict[str, object]:
    made = await centre.do(
        "createPlannedPayments",
        accountId=centre.account,
        installments=[
            {
                "dueOn": "2027-01-15",
                "amountCents": cents,
                "method": "CARD",
                "items": [{"itemId": item, "amountCents": amount} for item, amount in held],
            }
        ],
    )
    planned: dict[str, object] = made["plannedPayments"][0]
    return planned


async def test_a_new_due_date_or_method_keeps_the_planned_items(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    planned = await planned_for(centre, (invoice["items"][0]["id"], 5_000))
    changed = await centre.do("modifyPlannedPayment", id=planned["id"], dueOn="2027-04-01", method="CASH")
    assert changed["plannedPayment"]["state"] == "PLANNED"
    assert changed["freed"] == []
    assert (await centre.look(invoice["id"]))["plannedCents"] == 5_000


async def test_a_new_amount_releases_the_items_and_the_payment_arrives_unreconciled(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    planned = await planned_for(centre, (invoice["items"][0]["id"], 5_000))
    changed = await centre.do("modifyPlannedPayment", id=planned["id"], amountCents=6_000)
    assert changed["plannedPayment"]["state"] == "ADJUSTED"
    assert column(changed["freed"], "id") == [invoice["items"][0]["id"]]
    run = await centre.process("2027-01-15")
    assert run["transactions"][0]["status"] == "NOT_RECONCILED"
    assert (await centre.look(invoice["id"]))["status"] == "NOT_RECONCILED"


async def test_naming_items_replaces_the_items_of_a_planned_payment(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500, 6_000)
    first, second = column(invoice["items"], "id")
    planned = await planned_for(centre, (first, 5_000))
    changed = await centre.do(
        "modifyPlannedPayment", id=planned["id"], amountCents=6_000, items=[{"itemId": second, "amountCents": 6_000}]
    )
    assert changed["plannedPayment"]["state"] == "PLANNED"
    assert column((await centre.look(invoice["id"]))["items"], "plannedCents") == [0, 6_000]
    same = await centre.do("modifyPlannedPayment", id=planned["id"], items=[{"itemId": second, "amountCents": 4_000}])
    assert column(same["plannedPayment"]["reconciliations"]["nodes"], "amountCents") == [4_000]
    error = await centre.refused(
        "modifyPlannedPayment", id=planned["id"], items=[{"itemId": second, "amountCents": 6_001}]
    )
    assert (error["code"], error["field"]) == ("OVER_RECONCILED", ["input", "items", "0", "amountCents"])


async def test_deleting_a_planned_payment_frees_its_items_and_can_be_undone(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    planned = await planned_for(centre, (invoice["items"][0]["id"], 5_000))
    deleted = await centre.do("deletePlannedPayment", id=planned["id"])
    assert column(deleted["freed"], "id") == [invoice["items"][0]["id"]]
    assert deleted["account"]["expectedBalanceCents"] == 7_500
    error = await centre.refused("deletePlannedPayment", id=planned["id"])
    assert error["code"] == "WRONG_STATE"
    undone = await centre.undo(deleted)
    assert (await centre.look(invoice["id"]))["plannedCents"] == 5_000
    await centre.undo(undone)
    assert (await centre.look(invoice["id"]))["plannedCents"] == 0


async def test_undoing_a_processing_run_restores_the_planned_payments(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    await planned_for(centre, (invoice["items"][0]["id"], 5_000))
    run = await centre.process("2027-01-15")
    assert (await centre.look(invoice["id"]))["reconciledCents"] == 5_000
    await centre.undo(run)
    again = await centre.look(invoice["id"])
    assert (again["plannedCents"], again["reconciledCents"]) == (5_000, 0)
    assert len((await centre.process("2027-01-15"))["transactions"]) == 1


async def test_refuses_to_undo_a_planned_payment_that_a_later_change_modified(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    made = await centre.do(
        "createPlannedPayments",
        accountId=centre.account,
        installments=[{"dueOn": "2027-01-15", "amountCents": 5_000, "method": "CARD"}],
    )
    planned = made["plannedPayments"][0]["id"]
    command = [{"itemId": invoice["items"][0]["id"], "amountCents": 5_000}]
    await centre.do("modifyPlannedPayment", id=planned, items=command)
    error = await centre.refused("undoBatch", batchId=made["batch"]["id"])
    assert error["code"] == "LATER_CHANGES"
    assert "modifyPlannedPayment" in error["message"]


async def test_an_installment_without_items_stays_unreconciled(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    await planned_for(centre)
    assert (await centre.look(invoice["id"]))["plannedCents"] == 0
    assert (await centre.balances())["expectedBalanceCents"] == 2_500


async def test_every_reconciliation_of_an_item_with_a_planned_payment_is_locked(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500, 2_000)
    first, second = column(invoice["items"], "id")
    paid = await centre.pay(3_000, "CASH", {"itemId": first, "amountCents": 1_000}, {"itemId": second})
    planned = await planned_for(centre, (first, 5_000))
    reconciliations = {each["debitItem"]["id"]: each for each in paid["reconciliations"]}
    now = await centre.reconciliations(invoice["id"])
    locked = {each["id"]: each["lockedBy"] for each in now if each["locked"]}
    assert len(locked) == 2
    assert all(column(by, "id") == [planned["id"]] for by in locked.values())
    error = await centre.refused("deleteReconciliations", reconciliationIds=[reconciliations[first]["id"]])
    assert error["code"] == "LOCKED"
    assert "50.00 USD due 2027-01-15" in error["message"]
    await centre.do("deleteReconciliations", reconciliationIds=[reconciliations[second]["id"]])
    payment_item = reconciliations[first]["creditItem"]["id"]
    command = {"transactionId": paid["transaction"]["id"]}
    changed = [{"creditItemId": payment_item, "debitItemId": first, "amountCents": 500}]
    assert (await centre.refused("modifyReconciliations", **command, edges=changed))["code"] == "LOCKED"
    unchanged = [{"creditItemId": payment_item, "debitItemId": first, "amountCents": 1_000}]
    kept = await centre.do("modifyReconciliations", **command, edges=unchanged)
    assert kept["batch"] is None
    await centre.do("deletePlannedPayment", id=planned["id"])
    await centre.do("modifyReconciliations", **command, edges=changed)


async def test_the_reconcile_tool_leaves_planned_amounts_alone(centre: ApiCentre) -> None:
    invoice = await centre.invoice(7_500)
    await planned_for(centre, (invoice["items"][0]["id"], 5_000))
    await centre.pay(7_500)
    done = await centre.do("reconcileAccount", accountId=centre.account)
    assert column(done["reconciliations"], "amountCents") == [2_500]


@pytest.mark.parametrize(
    ("held", "code", "field"),
    [({"position": 1}, "INVALID_VALUE", "itemId"), ({"itemId": "nonsense"}, "NOT_FOUND", "itemId")],
)
async def test_installments_after_checkout_name_items_by_id(
    centre: ApiCentre, held: dict[str, object], code: str, field: str
) -> None:
    error = await centre.refused(
        "createPlannedPayments",
        accountId=centre.account,
        installments=[
            {"dueOn": "2027-01-15", "amountCents": 100, "method": "CARD", "items": [{**held, "amountCents": 100}]}
        ],
    )
    assert (error["code"], error["field"]) == (code, ["input", "installments", "0", "items", "0", field])


async def test_a_payment_cannot_be_planned_for_anything_but_an_invoice_of_the_account(centre: ApiCentre) -> None:
    paid = await centre.pay(500)
    other = await centre.new_account("1002", "Ben Carter")
    theirs = (await centre.do("createInvoice", accountId=other, items=items(500)))["transaction"]["items"][0]["id"]
    for item, code in ((paid["transaction"]["items"][0]["id"], "WRONG_SIDE"), (theirs, "WRONG_ACCOUNT")):
        error = await centre.refused(
            "createPlannedPayments",
            accountId=centre.account,
            installments=[
                {
                    "dueOn": "2027-01-15",
                    "amountCents": 1,
                    "method": "CARD",
                    "items": [{"itemId": item, "amountCents": 1}],
                }
            ],
        )
        assert error["code"] == code


async def test_lists_outstanding_planned_payments_by_due_date(centre: ApiCentre) -> None:
    bought = await centre.do(
        "checkout",
        accountId=centre.account,
        items=items(9_000),
        installmentPlan={"parts": 3, "firstDueOn": "2027-01-15", "method": "CARD"},
    )
    await centre.process("2027-01-15")
    await centre.do("deletePlannedPayment", id=bought["plannedPayments"][2]["id"])
    query = (
        "query ($a: ID!, $ended: Boolean) { plannedPayments(accountId: $a, includeEnded: $ended) { totalCount nodes "
        '{ dueOn state account { number } } } account(id: $a) { plannedPayments(dueFrom: "2027-02-01", includeEnded: '
        "$ended) { nodes { dueOn } } } }"
    )
    coming = await centre.api.data(query, a=centre.account)
    assert column(coming["plannedPayments"]["nodes"], "dueOn") == ["2027-02-15"]
    assert coming["plannedPayments"]["totalCount"] == 1
    every = await centre.api.data(query, a=centre.account, ended=True)
    assert column(every["plannedPayments"]["nodes"], "state") == ["PROCESSED", "PLANNED", "DELETED"]
    assert column(every["account"]["plannedPayments"]["nodes"], "dueOn") == ["2027-02-15", "2027-03-15"]
