"""Whoever changes all reconciliations of a transaction says which they have seen, so that none is deleted unawares."""

from typing import Any

from domain.store.store import Store
from tests.support.scene import Scene


async def edge_ids(scene: Scene, transaction: str) -> list[str]:
    said = await scene.api.data(
        "query ($id: ID!) { transaction(id: $id) { reconciliations { nodes { id } } } }", id=transaction
    )
    return [each["id"] for each in said["transaction"]["reconciliations"]["nodes"]]


async def test_what_was_not_seen_is_not_deleted_and_what_is_gone_is_not_made_anew(store: Store) -> None:
    scene = await Scene.open(store)
    first, second = [await scene.invoice(1_000) for _ in range(2)]
    paid = (await scene.pay(1_500, "CASH", {"invoiceId": first["id"], "amountCents": 1_000}))["transaction"]

    def wish(*edges: tuple[dict[str, Any], int], known: list[str] | None) -> dict[str, Any]:
        return {
            "transactionId": paid["id"],
            "edges": [
                {"creditItemId": paid["items"][0]["id"], "debitItemId": invoice["items"][0]["id"], "amountCents": cents}
                for invoice, cents in edges
            ],
            "knownReconciliationIds": known,
        }

    seen = await edge_ids(scene, paid["id"])
    made = await scene.do("reconcileAccount", accountId=scene.account)
    for edges in ([(first, 900)], [(first, 900), (second, 500)]):
        error = await scene.refused("modifyReconciliations", **wish(*edges, known=seen))
        assert (error["code"], error["field"]) == ("CONFLICT", ["input", "knownReconciliationIds"])
    both = await edge_ids(scene, paid["id"])
    await scene.undo(made)
    error = await scene.refused("modifyReconciliations", **wish((first, 1_000), (second, 500), known=both))
    assert error["code"] == "CONFLICT"
    changed = await scene.do("modifyReconciliations", **wish((first, 900), known=seen))
    assert len(changed["released"]) == len(changed["reconciliations"]) == 1
    error = await scene.refused("modifyReconciliations", **wish((first, 800), known=seen))
    assert error["code"] == "CONFLICT"  # another amount is another reconciliation
    await scene.do("modifyReconciliations", **wish((first, 800), known=None))
    await scene.close()


async def test_planned_ones_need_not_be_known(store: Store) -> None:
    scene = await Scene.open(store)
    invoice = await scene.invoice(7_500)
    item = invoice["items"][0]["id"]
    held = [{"itemId": item, "amountCents": 5_000}]
    installment = {"dueOn": "2099-01-15", "amountCents": 5_000, "method": "CARD", "items": held}
    await scene.do("createPlannedPayments", accountId=scene.account, installments=[installment])
    paid = (await scene.pay(500))["transaction"]
    edge = {"creditItemId": paid["items"][0]["id"], "debitItemId": item, "amountCents": 500}
    wish = {"transactionId": invoice["id"], "edges": [edge]}
    made = await scene.do("modifyReconciliations", **wish, knownReconciliationIds=[])
    assert len(made["reconciliations"]) == 1
    known = await edge_ids(scene, invoice["id"])
    assert len(known) == 2
    await scene.do("modifyReconciliations", **wish, knownReconciliationIds=known)
    await scene.close()
