"""Modifying a transaction's reconciliations lists the seen ones, so that none is deleted unseen."""

from typing import Any

from domain.store.store import Store
from tests.support.api_centre import ApiCentre


async def reconciliation_ids(centre: ApiCentre, transaction: str) -> list[str]:
    answer = await centre.api.data(
        "query ($id: ID!) { transaction(id: $id) { reconciliations { nodes { id } } } }", id=transaction
    )
    return [each["id"] for each in answer["transaction"]["reconciliations"]["nodes"]]


async def test_a_modification_neither_deletes_unseen_nor_recreates_released_reconciliations(store: Store) -> None:
    centre = await ApiCentre.open(store)
    first, second = [await centre.invoice(1_000) for _ in range(2)]
    paid = (await centre.pay(1_500, "CASH", {"invoiceId": first["id"], "amountCents": 1_000}))["transaction"]

    def command(*reconciliations: tuple[dict[str, Any], int], known: list[str] | None) -> dict[str, Any]:
        return {
            "transactionId": paid["id"],
            "edges": [
                {"creditItemId": paid["items"][0]["id"], "debitItemId": invoice["items"][0]["id"], "amountCents": cents}
                for invoice, cents in reconciliations
            ],
            "knownReconciliationIds": known,
        }

    seen = await reconciliation_ids(centre, paid["id"])
    made = await centre.do("reconcileAccount", accountId=centre.account)
    for reconciliations in ([(first, 900)], [(first, 900), (second, 500)]):
        error = await centre.refused("modifyReconciliations", **command(*reconciliations, known=seen))
        assert (error["code"], error["field"]) == ("CONFLICT", ["input", "knownReconciliationIds"])
    both = await reconciliation_ids(centre, paid["id"])
    await centre.undo(made)
    error = await centre.refused("modifyReconciliations", **command((first, 1_000), (second, 500), known=both))
    assert error["code"] == "CONFLICT"
    changed = await centre.do("modifyReconciliations", **command((first, 900), known=seen))
    assert len(changed["released"]) == len(changed["reconciliations"]) == 1
    error = await centre.refused("modifyReconciliations", **command((first, 800), known=seen))
    assert error["code"] == "CONFLICT"  # another amount is another reconciliation
    await centre.do("modifyReconciliations", **command((first, 800), known=None))
    await centre.close()


async def test_planned_reconciliations_need_not_be_listed(store: Store) -> None:
    centre = await ApiCentre.open(store)
    invoice = await centre.invoice(7_500)
    item = invoice["items"][0]["id"]
    held = [{"itemId": item, "amountCents": 5_000}]
    installment = {"dueOn": "2099-01-15", "amountCents": 5_000, "method": "CARD", "items": held}
    await centre.do("createPlannedPayments", accountId=centre.account, installments=[installment])
    paid = (await centre.pay(500))["transaction"]
    reconciliation = {"creditItemId": paid["items"][0]["id"], "debitItemId": item, "amountCents": 500}
    command = {"transactionId": invoice["id"], "edges": [reconciliation]}
    made = await centre.do("modifyReconciliations", **command, knownReconciliationIds=[])
    assert len(made["reconciliations"]) == 1
    known = await reconciliation_ids(centre, invoice["id"])
    assert len(known) == 2
    await centre.do("modifyReconciliations", **command, knownReconciliationIds=known)
    await centre.close()
