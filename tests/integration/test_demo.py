"""The demo has an example of everything, one error of a former system among it, and that error can be fixed."""

from collections import Counter
from typing import Any

from api.demo import fill_demo
from domain.core.kinds import OUTSTANDING, PaymentState, ReconciliationStatus, TransactionKind
from domain.verifying.verify import verify
from tests.support.filled import copied_from
from tests.support.graphql import Api

database_url = copied_from(fill_demo)


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


async def test_the_demo_has_an_example_of_everything(api: Api) -> None:
    accounts = await transactions(api)
    shown = [each for account in accounts for each in account["transactions"]["nodes"]]
    assert {each["kind"] for each in shown} == set(TransactionKind)
    assert {each["status"] for each in shown} == set(ReconciliationStatus)
    assert {each["paymentState"] for each in shown} - {None} == set(PaymentState)
    planned = {each["state"] for account in accounts for each in account["plannedPayments"]["nodes"]}
    assert planned == OUTSTANDING


async def test_the_demos_error_is_reported_and_fixed_by_deleting_and_recreating(api: Api) -> None:
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
    (paid,) = {each["creditItem"]["id"] for each in gone["deleteReconciliations"]["released"]}
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


async def test_the_demos_bank_statements_have_each_kind_of_line_to_explain(api: Api) -> None:
    found = await api.data(
        "{ bankAccounts { nodes { lines(first: 200) { nodes { status "
        " amountCents feeCents payerName text suggestions { sure transaction { id } account { ownerName } } } } } } }"
    )
    lines = [each for account in found["bankAccounts"]["nodes"] for each in account["lines"]["nodes"]]
    assert {each["status"] for each in lines} == {"OPEN"}
    assert any(each["suggestions"] and each["suggestions"][0]["transaction"] for each in lines)
    (named,) = (each for each in lines if each["text"].startswith("Invoice "))
    assert named["suggestions"][0]["sure"]
    assert not named["suggestions"][0]["transaction"]
    assert named["suggestions"][0]["account"]["ownerName"] == named["payerName"]
    assert any(each["feeCents"] for each in lines)
    (school,) = (each for each in lines if each["payerName"] == "Lakeside School Board")
    assert not any(one["sure"] for one in school["suggestions"])
    assert {"Monthly account fee", "To savings account 2000.00"} <= {each["text"] for each in lines}
