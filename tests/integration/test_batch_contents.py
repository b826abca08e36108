"""What a batch holds: every transaction and reconciliation of it, page by page, however many."""

from typing import Any

from domain.store.store import Store
from tests.support.api_centre import ApiCentre
from tests.support.graphql import Api

ROWS = 130
"""More than a payload lists."""
PAY = "mutation ($input: MakePaymentsInput!) { makePayments(input: $input) { userErrors { message } batch { id } } }"
CONTENTS = """query ($id: ID!, $after: String) { node(id: $id) { ... on Batch {
  transactions(first: 100, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { number amountCents } }
  reconciliations(first: 1000) { totalCount nodes { amountCents } edges { counterpart { id } node { amountCents } } }
} } }"""


async def contents(api: Api, batch: str, after: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = (await api.data(CONTENTS, id=batch, after=after))["node"]
    return found


async def test_a_batch_lists_all_that_it_recorded_and_made(store: Store) -> None:
    centre = await ApiCentre.open(store)
    invoice = await centre.invoice(*[100] * ROWS)
    row = {"accountId": centre.account, "method": "CASH", "amountCents": 100}
    rows = [{**row, "applyTo": [{"itemId": item["id"]}]} for item in invoice["items"]]
    batch = (await centre.api.data(PAY, input={"rows": rows}))["makePayments"]["batch"]["id"]
    first = await contents(centre.api, batch)
    assert first["transactions"]["totalCount"] == first["reconciliations"]["totalCount"] == ROWS
    assert first["transactions"]["pageInfo"]["hasNextPage"]
    second = await contents(centre.api, batch, first["transactions"]["pageInfo"]["endCursor"])
    numbers = [each["number"] for page in (first, second) for each in page["transactions"]["nodes"]]
    assert len(set(numbers)) == len(numbers) == ROWS
    assert sum(each["amountCents"] for each in first["reconciliations"]["nodes"]) == ROWS * 100
    assert all(each["counterpart"] is None for each in first["reconciliations"]["edges"])  # it stands at no item
    await centre.close()


async def test_a_batch_lists_what_it_deleted_and_nothing_that_was_withdrawn(store: Store) -> None:
    centre = await ApiCentre.open(store)
    invoice = await centre.invoice(7_500)
    paid = await centre.pay(7_500, "CASH", {"itemId": invoice["items"][0]["id"]})
    deleted = await centre.do("deleteReconciliations", reconciliationIds=[paid["reconciliations"][0]["id"]])
    found = await contents(centre.api, deleted["batch"]["id"])
    assert [each["amountCents"] for each in found["reconciliations"]["nodes"]] == [7_500]
    assert found["transactions"]["totalCount"] == 0

    await centre.do("undoBatch", batchId=deleted["batch"]["id"])
    await centre.do("undoBatch", batchId=paid["batch"]["id"])
    found = await contents(centre.api, paid["batch"]["id"])
    assert found["transactions"]["nodes"] == found["reconciliations"]["nodes"] == []
    await centre.close()
