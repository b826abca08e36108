"""The demo shows a newcomer everything that there is, one mistake of a former system among it, and that can be mended."""

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest

from api.demo import fill_demo
from domain.core.kinds import OUTSTANDING, PaymentState, ReconciliationStatus, TransactionKind
from domain.jobs.verify import verify
from domain.store.store import Store
from tests.support.graphql import Api


@pytest.fixture
async def api(store: Store) -> AsyncIterator[Api]:
    await fill_demo(store)
    client = Api(store)
    yield client
    await client.http.aclose()


async def transactions(api: Api) -> list[dict[str, Any]]:
    query = (
        "query ($after: String) { accounts(first: 5, after: $after) { pageInfo { hasNextPage endCursor } nodes { "
        "plannedPayments { nodes { state } } "
        "transactions(first: 200) { nodes { id number kind status paymentState items { id status } } } } } }"
    )
    found: list[dict[str, Any]] = []
    page: dict[str, Any] = {"hasNextPage": True, "endCursor": None}
    while page["hasNextPage"]:
        accounts = (await api.data(query, after=page["endCursor"]))["accounts"]
        found += accounts["nodes"]
        page = accounts["pageInfo"]
    return found


async def test_there_is_one_of_everything(api: Api) -> None:
    accounts = await transactions(api)
    shown = [each for account in accounts for each in account["transactions"]["nodes"]]
    assert {each["kind"] for each in shown} == set(TransactionKind)
    assert {each["status"] for each in shown} == set(ReconciliationStatus)
    assert {each["paymentState"] for each in shown} - {None} == set(PaymentState)
    planned = {each["state"] for account in accounts for each in account["plannedPayments"]["nodes"]}
    assert planned == OUTSTANDING


async def test_its_one_error_is_told_and_mended_by_deleting_and_recreating(api: Api) -> None:
    found = await verify(api.store)
    assert Counter(each.rule for each in found) == {"R22": 1}
    (wrong,) = (
        each
        for account in await transactions(api)
        for each in account["transactions"]["nodes"]
        if each["kind"] == "INVOICE" and each["status"] == "RECONCILIATION_ERROR"
    )
    gone = await api.data(
        "mutation ($i: DeleteReconciliationsInput!) { deleteReconciliations(input: $i) "
        "{ userErrors { message } released { creditItem { id } debitItem { id } } } }",
        i={"transactionId": wrong["id"]},
    )
    assert gone["deleteReconciliations"]["userErrors"] == []
    (paid,) = {edge["creditItem"]["id"] for edge in gone["deleteReconciliations"]["released"]}
    amounts = zip((each["id"] for each in wrong["items"]), (11_250, 2_400), strict=True)
    made = await api.data(
        "mutation ($i: CreateReconciliationsInput!) { createReconciliations(input: $i) "
        "{ userErrors { message } reconciliations { debitItem { transaction { status } } } } }",
        i={"edges": [{"creditItemId": paid, "debitItemId": item, "amountCents": cents} for item, cents in amounts]},
    )
    assert made["createReconciliations"]["userErrors"] == []
    statuses = {each["debitItem"]["transaction"]["status"] for each in made["createReconciliations"]["reconciliations"]}
    assert statuses == {"FULLY_RECONCILED"}
    assert await verify(api.store) == []
