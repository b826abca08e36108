"""Installments: held at checkout, changed, deleted, processed when they are due (domain R11a, R15, R17, R17a, R21)."""

from collections.abc import AsyncIterator

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


def installment(due_on: str, cents: int, *named: tuple[int, int], method: str = "CARD") -> dict[str, object]:
    return {
        "dueOn": due_on,
        "amountCents": cents,
        "method": method,
        "items": [{"position": position, "amountCents": amount} for position, amount in named],
    }


async def test_named_items_are_held_first_then_the_payment_goes_in_order_then_the_other_installments(
    scene: Scene,
) -> None:
    bought = await scene.do(
        "checkout",
        accountId=scene.account,
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


async def test_what_is_paid_beyond_the_total_stays_on_the_account(scene: Scene) -> None:
    bought = await scene.do(
        "checkout",
        accountId=scene.account,
        items=items(7_500),
        payment={"amountCents": 9_000, "method": "CASH"},
        installments=[installment("2027-01-15", 2_500, (1, 2_500))],
    )
    assert column(bought["invoice"]["items"], "reconciledCents") == [5_000]
    assert bought["payment"]["unreconciledCents"] == 4_000


@pytest.mark.parametrize(
    ("wished", "field"),
    [
        ([installment("2027-01-15", 12_001)], ["0", "amountCents"]),
        ([installment("2027-01-15", 6_000), installment("2027-02-15", 6_001)], ["1", "amountCents"]),
        ([installment("2027-01-15", 3_000, (3, 2_001))], ["0", "items", "0", "amountCents"]),
        ([installment("2027-01-15", 1_000, (3, 1_500))], ["0", "amountCents"]),
        ([installment("2027-01-15", 1_500, (3, 1_000), (3, 1_500))], ["0", "items", "1", "amountCents"]),
    ],
)
async def test_installments_beyond_what_remains_are_refused(scene: Scene, wished: object, field: list[str]) -> None:
    error = await scene.refused(
        "checkout",
        accountId=scene.account,
        items=items(7_500, 7_500, 2_000),
        payment={"amountCents": 5_000, "method": "CASH"},
        installments=wished,
    )
    assert error["code"] == "OVER_RECONCILED"
    assert error["field"] == ["input", "installments", *field]


async def test_a_position_that_is_not_there_is_refused(scene: Scene) -> None:
    error = await scene.refused(
        "checkout", accountId=scene.account, items=items(100), installments=[installment("2027-01-15", 50, (2, 50))]
    )
    assert (error["code"], error["field"][-1]) == ("INVALID_VALUE", "position")


async def test_a_plan_of_equal_parts_sums_exactly_and_keeps_the_day_of_the_month(scene: Scene) -> None:
    bought = await scene.do(
        "checkout",
        accountId=scene.account,
        items=items(10_000),
        installmentPlan={"parts": 3, "firstDueOn": "2027-01-31", "method": "CARD"},
    )
    assert column(bought["plannedPayments"], "amountCents") == [3_334, 3_333, 3_333]
    assert column(bought["plannedPayments"], "dueOn") == ["2027-01-31", "2027-02-28", "2027-03-31"]
    assert bought["invoice"]["plannedShortfallCents"] == 0


@pytest.mark.parametrize(
    ("first", "interval"),
    [("9999-12-31", "WEEK"), ("9999-12-01", "YEAR"), ("2198-01-31", "YEAR"), ("1899-12-31", "WEEK")],
)
async def test_a_plan_whose_dates_are_none_of_business_is_refused(scene: Scene, first: str, interval: str) -> None:
    plan = {"parts": 3, "firstDueOn": first, "interval": interval, "method": "CARD"}
    error = await scene.refused("checkout", accountId=scene.account, items=items(10_000), installmentPlan=plan)
    assert (error["code"], error["field"]) == ("INVALID_DATE", ["input", "installmentPlan", "firstDueOn"])


async def test_processing_reconciles_wherever_the_item_stands_and_a_second_run_does_nothing(scene: Scene) -> None:
    bought = await scene.do(
        "checkout",
        accountId=scene.account,
        items=items(7_500, 2_000),
        installments=[installment("2027-01-15", 2_000, (2, 2_000)), installment("2027-03-15", 7_500)],
    )
    run = await scene.do("processPlannedPayments", on="2027-01-20")
    assert column(run["transactions"], "date") == ["2027-01-20"]
    assert column(run["transactions"], "status") == ["FULLY_RECONCILED"]
    invoice = await scene.look(bought["invoice"]["id"])
    assert column(invoice["items"], "reconciledCents") == [0, 2_000]
    assert column(invoice["items"], "plannedCents") == [7_500, 0]
    assert invoice["status"] == "RECONCILED_WITH_PLANNED_PAYMENTS"
    again = await scene.do("processPlannedPayments", on="2027-01-20")
    assert again["transactions"] == []
    assert again["batch"] is None
    await scene.do("processPlannedPayments", on="2027-03-15")
    assert (await scene.look(bought["invoice"]["id"]))["status"] == "FULLY_RECONCILED"


async def test_a_shortfall_shows_as_partial_once_all_installments_have_occurred(scene: Scene) -> None:
    bought = await scene.do(
        "checkout",
        accountId=scene.account,
        items=items(7_500),
        installments=[installment("2027-01-15", 5_000)],
    )
    assert bought["invoice"]["status"] == "RECONCILED_WITH_PLANNED_PAYMENTS"
    await scene.do("processPlannedPayments", on="2027-01-15")
    invoice = await scene.look(bought["invoice"]["id"])
    assert (invoice["status"], invoice["plannedShortfallCents"]) == ("PARTIALLY_RECONCILED", 0)


async def test_only_the_due_ones_of_the_account_are_processed(scene: Scene) -> None:
    other = await scene.new_account("1002", "Ben Carter")
    for account in (scene.account, other):
        await scene.do("checkout", accountId=account, items=items(100), installments=[installment("2027-01-15", 100)])
    assert (await scene.do("processPlannedPayments", on="2027-01-14"))["transactions"] == []
    assert len((await scene.do("processPlannedPayments", on="2027-01-15", accountId=other))["transactions"]) == 1
    assert len((await scene.do("processPlannedPayments", on="2027-01-15"))["transactions"]) == 1


async def test_an_echeck_installment_arrives_processing_and_still_holds_its_item(scene: Scene) -> None:
    bought = await scene.do(
        "checkout",
        accountId=scene.account,
        items=items(7_500),
        installments=[installment("2027-01-15", 7_500, method="ECHECK")],
    )
    run = await scene.do("processPlannedPayments", on="2027-01-15")
    assert run["transactions"][0]["paymentState"] == "PROCESSING"
    invoice = await scene.look(bought["invoice"]["id"])
    assert (invoice["status"], invoice["settledCents"]) == ("FULLY_RECONCILED", 0)
    balances = await scene.balances()
    assert (balances["balanceCents"], balances["expectedBalanceCents"]) == (7_500, 0)
    error = await scene.refused("undoBatch", batchId=run["batch"]["id"])
    assert error["code"] == "WRONG_STATE"


async def planned_for(scene: Scene, *held: tuple[str, int], cents: int = 5_000) -> dict[str, object]:
    made = await scene.do(
        "createPlannedPayments",
        accountId=scene.account,
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


async def test_a_new_due_date_or_method_keeps_what_is_held(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    planned = await planned_for(scene, (invoice["items"][0]["id"], 5_000))
    changed = await scene.do("modifyPlannedPayment", id=planned["id"], dueOn="2027-04-01", method="CASH")
    assert changed["plannedPayment"]["state"] == "PLANNED"
    assert changed["freed"] == []
    assert (await scene.look(invoice["id"]))["plannedCents"] == 5_000


async def test_a_new_amount_lets_go_and_the_payment_arrives_unreconciled(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    planned = await planned_for(scene, (invoice["items"][0]["id"], 5_000))
    changed = await scene.do("modifyPlannedPayment", id=planned["id"], amountCents=6_000)
    assert changed["plannedPayment"]["state"] == "ADJUSTED"
    assert column(changed["freed"], "id") == [invoice["items"][0]["id"]]
    run = await scene.do("processPlannedPayments", on="2027-01-15")
    assert run["transactions"][0]["status"] == "NOT_RECONCILED"
    assert (await scene.look(invoice["id"]))["status"] == "NOT_RECONCILED"


async def test_naming_items_says_what_a_planned_payment_holds_from_now_on(scene: Scene) -> None:
    invoice = await scene.invoice(7_500, 6_000)
    first, second = column(invoice["items"], "id")
    planned = await planned_for(scene, (first, 5_000))
    changed = await scene.do(
        "modifyPlannedPayment", id=planned["id"], amountCents=6_000, items=[{"itemId": second, "amountCents": 6_000}]
    )
    assert changed["plannedPayment"]["state"] == "PLANNED"
    assert column((await scene.look(invoice["id"]))["items"], "plannedCents") == [0, 6_000]
    same = await scene.do("modifyPlannedPayment", id=planned["id"], items=[{"itemId": second, "amountCents": 4_000}])
    assert column(same["plannedPayment"]["reconciliations"]["nodes"], "amountCents") == [4_000]
    error = await scene.refused(
        "modifyPlannedPayment", id=planned["id"], items=[{"itemId": second, "amountCents": 6_001}]
    )
    assert (error["code"], error["field"]) == ("OVER_RECONCILED", ["input", "items", "0", "amountCents"])


async def test_deleting_frees_the_items_and_can_be_undone(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    planned = await planned_for(scene, (invoice["items"][0]["id"], 5_000))
    deleted = await scene.do("deletePlannedPayment", id=planned["id"])
    assert column(deleted["freed"], "id") == [invoice["items"][0]["id"]]
    assert deleted["account"]["expectedBalanceCents"] == 7_500
    error = await scene.refused("deletePlannedPayment", id=planned["id"])
    assert error["code"] == "WRONG_STATE"
    undone = await scene.undo(deleted)
    assert (await scene.look(invoice["id"]))["plannedCents"] == 5_000
    await scene.undo(undone)
    assert (await scene.look(invoice["id"]))["plannedCents"] == 0


async def test_an_undo_takes_back_a_run_and_plans_again(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    await planned_for(scene, (invoice["items"][0]["id"], 5_000))
    run = await scene.do("processPlannedPayments", on="2027-01-15")
    assert (await scene.look(invoice["id"]))["reconciledCents"] == 5_000
    await scene.undo(run)
    again = await scene.look(invoice["id"])
    assert (again["plannedCents"], again["reconciledCents"]) == (5_000, 0)
    assert len((await scene.do("processPlannedPayments", on="2027-01-15"))["transactions"]) == 1


async def test_a_planned_payment_is_not_withdrawn_while_it_holds_what_a_later_change_gave_it(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    made = await scene.do(
        "createPlannedPayments",
        accountId=scene.account,
        installments=[{"dueOn": "2027-01-15", "amountCents": 5_000, "method": "CARD"}],
    )
    planned = made["plannedPayments"][0]["id"]
    wish = [{"itemId": invoice["items"][0]["id"], "amountCents": 5_000}]
    await scene.do("modifyPlannedPayment", id=planned, items=wish)
    error = await scene.refused("undoBatch", batchId=made["batch"]["id"])
    assert error["code"] == "LATER_CHANGES"
    assert "modifyPlannedPayment" in error["message"]


async def test_an_installment_that_names_nothing_later_on_guesses_nothing(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    await planned_for(scene)
    assert (await scene.look(invoice["id"]))["plannedCents"] == 0
    assert (await scene.balances())["expectedBalanceCents"] == 2_500


async def test_every_reconciliation_of_an_item_with_a_planned_payment_is_locked(scene: Scene) -> None:
    invoice = await scene.invoice(7_500, 2_000)
    first, second = column(invoice["items"], "id")
    paid = await scene.pay(3_000, "CASH", {"itemId": first, "amountCents": 1_000}, {"itemId": second})
    planned = await planned_for(scene, (first, 5_000))
    edges = {edge["debitItem"]["id"]: edge for edge in paid["reconciliations"]}
    now = await scene.edges(invoice["id"])
    locked = {edge["id"]: edge["lockedBy"] for edge in now if edge["locked"]}
    assert len(locked) == 2
    assert all(column(by, "id") == [planned["id"]] for by in locked.values())
    error = await scene.refused("deleteReconciliations", reconciliationIds=[edges[first]["id"]])
    assert error["code"] == "LOCKED"
    assert "50.00 USD due 2027-01-15" in error["message"]
    await scene.do("deleteReconciliations", reconciliationIds=[edges[second]["id"]])
    payment_item = edges[first]["creditItem"]["id"]
    wish = {"transactionId": paid["transaction"]["id"]}
    changed = [{"creditItemId": payment_item, "debitItemId": first, "amountCents": 500}]
    assert (await scene.refused("modifyReconciliations", **wish, edges=changed))["code"] == "LOCKED"
    unchanged = [{"creditItemId": payment_item, "debitItemId": first, "amountCents": 1_000}]
    kept = await scene.do("modifyReconciliations", **wish, edges=unchanged)
    assert kept["batch"] is None
    await scene.do("deletePlannedPayment", id=planned["id"])
    await scene.do("modifyReconciliations", **wish, edges=changed)


async def test_the_reconcile_tool_takes_no_room_that_is_held(scene: Scene) -> None:
    invoice = await scene.invoice(7_500)
    await planned_for(scene, (invoice["items"][0]["id"], 5_000))
    await scene.pay(7_500)
    done = await scene.do("reconcileAccount", accountId=scene.account)
    assert column(done["reconciliations"], "amountCents") == [2_500]


@pytest.mark.parametrize(
    ("held", "code", "field"),
    [
        ({"position": 1}, "INVALID_VALUE", "itemId"),
        ({"itemId": "nonsense"}, "NOT_FOUND", "itemId"),
    ],
)
async def test_items_are_named_by_id_later_on(scene: Scene, held: dict[str, object], code: str, field: str) -> None:
    error = await scene.refused(
        "createPlannedPayments",
        accountId=scene.account,
        installments=[
            {"dueOn": "2027-01-15", "amountCents": 100, "method": "CARD", "items": [{**held, "amountCents": 100}]}
        ],
    )
    assert (error["code"], error["field"]) == (code, ["input", "installments", "0", "items", "0", field])


async def test_a_payment_cannot_be_planned_for_anything_but_an_invoice_of_the_account(scene: Scene) -> None:
    paid = await scene.pay(500)
    other = await scene.new_account("1002", "Ben Carter")
    theirs = (await scene.do("createInvoice", accountId=other, items=items(500)))["transaction"]["items"][0]["id"]
    for item, code in ((paid["transaction"]["items"][0]["id"], "WRONG_SIDE"), (theirs, "WRONG_ACCOUNT")):
        error = await scene.refused(
            "createPlannedPayments",
            accountId=scene.account,
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


async def test_planned_payments_are_listed_by_due_date_and_only_while_they_are_to_come(scene: Scene) -> None:
    bought = await scene.do(
        "checkout",
        accountId=scene.account,
        items=items(9_000),
        installmentPlan={"parts": 3, "firstDueOn": "2027-01-15", "method": "CARD"},
    )
    await scene.do("processPlannedPayments", on="2027-01-15")
    await scene.do("deletePlannedPayment", id=bought["plannedPayments"][2]["id"])
    query = (
        "query ($a: ID!, $ended: Boolean) { plannedPayments(accountId: $a, includeEnded: $ended) { totalCount nodes "
        '{ dueOn state account { number } } } account(id: $a) { plannedPayments(dueFrom: "2027-02-01", includeEnded: '
        "$ended) { nodes { dueOn } } } }"
    )
    coming = await scene.api.data(query, a=scene.account)
    assert column(coming["plannedPayments"]["nodes"], "dueOn") == ["2027-02-15"]
    assert coming["plannedPayments"]["totalCount"] == 1
    every = await scene.api.data(query, a=scene.account, ended=True)
    assert column(every["plannedPayments"]["nodes"], "state") == ["PROCESSED", "PLANNED", "DELETED"]
    assert column(every["account"]["plannedPayments"]["nodes"], "dueOn") == ["2027-02-15", "2027-03-15"]
