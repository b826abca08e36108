"""Several mutations in one operation: finished ones are reported, whatever becomes of later ones."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest

from api.graph.budget import Budget
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.store.store import Store
from tests.support.api_centre import ApiCentre
from tests.support.graphql import Api

CLERK = Principal(
    PrincipalKind.TOKEN, "token:9", "till", frozenset(ALL_PERMISSIONS - {Permission.DELETE_RECONCILIATIONS})
)
PAY = "%s: createDeposit(input: {accountId: $a, amountCents: 7, method: CASH}) { batch { id } userErrors { code } }"
RESULT = "{ userErrors { code message field row } batch { id } }"


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    await opened.close()


async def deposits(centre: ApiCentre) -> int:
    """How many deposits of 7 there are."""
    query = "query ($a: ID!) { account(id: $a) { transactions(first: 100) { nodes { amountCents } } } }"
    nodes = (await centre.api.data(query, a=centre.account))["account"]["transactions"]["nodes"]
    return sum(node["amountCents"] == 7 for node in nodes)


async def a_reconciled_payment(centre: ApiCentre) -> str:
    """A payment's id, with a reconciliation to an invoice."""
    invoice = await centre.invoice(500)
    paid = await centre.pay(500, "CASH", {"invoiceId": invoice["id"]})
    transaction: str = paid["transaction"]["id"]
    return transaction


async def test_a_later_missing_permission_hides_no_earlier_result(centre: ApiCentre) -> None:
    payment = await a_reconciled_payment(centre)
    clerk = Api(centre.api.store, CLERK)
    leave_out = f"b: modifyReconciliations(input: {{transactionId: $t, edges: []}}) {RESULT}"
    query = f"mutation ($a: ID!, $t: ID!) {{ {PAY % 'first'} {leave_out} {PAY % 'last'} }}"
    answer = await clerk.data(query, a=centre.account, t=payment)
    await clerk.http.aclose()
    assert answer["first"]["batch"] is not None
    [error] = answer["b"]["userErrors"]
    assert error["code"] == "NOT_DONE"
    assert "DELETE_RECONCILIATIONS" in error["message"]
    assert error["field"] is error["row"] is answer["b"]["batch"] is None
    assert answer["last"]["batch"] is not None
    assert await deposits(centre) == 2
    assert len(await centre.reconciliations(payment)) == 1


async def test_a_missing_permission_of_the_first_mutation_is_its_error(centre: ApiCentre) -> None:
    payment = await a_reconciled_payment(centre)
    clerk = Api(centre.api.store, CLERK)
    leave_out = f"b: modifyReconciliations(input: {{transactionId: $t, edges: []}}) {RESULT}"
    for query, variables in (
        (f"mutation ($t: ID!) {{ {leave_out} }}", {"t": payment}),
        (f"mutation ($a: ID!, $t: ID!) {{ {leave_out} {PAY % 'last'} }}", {"a": centre.account, "t": payment}),
    ):
        answer = await clerk(query, **variables)
        assert answer["data"] is None
        assert answer["errors"][0]["extensions"] == {"code": "FORBIDDEN", "missing": ["DELETE_RECONCILIATIONS"]}
    await clerk.http.aclose()
    assert await deposits(centre) == 0, "data: null says that nothing was done"
    assert len(await centre.reconciliations(payment)) == 1


async def test_an_oversized_payload_refuses_only_its_own_mutation(centre: ApiCentre) -> None:
    for _ in range(12):
        await centre.pay(3)
    small = Api(centre.api.store, budget=partial(Budget, rows_max=10))
    all_of_it = "account { transactions { nodes { id } } }"
    later = (
        f"createDeposit(input: {{accountId: $a, amountCents: 7, method: CASH}}) {{ userErrors {{ code }} {all_of_it} }}"
    )
    answer = await small(f"mutation ($a: ID!) {{ {PAY % 'first'} {later} {PAY % 'last'} }}", a=centre.account)
    alone = await small(f"mutation ($a: ID!) {{ {later} }}", a=centre.account)
    await small.http.aclose()
    assert answer["data"]["first"]["batch"] is not None
    assert answer["data"]["createDeposit"] == {"userErrors": [{"code": "NOT_DONE"}], "account": None}
    assert answer["data"]["last"]["batch"] is not None
    assert answer["extensions"]["cost"]["rows"] == 2
    assert alone["data"] is None
    assert alone["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"
    assert await deposits(centre) == 2


async def test_an_invalid_list_refuses_only_its_own_mutation(centre: ApiCentre) -> None:
    for lists in ("transactions(first: 0) { nodes { id } }", 'transactions(after: "x") { nodes { id } }'):
        later = f"updateAccount(input: {{id: $a}}) {{ userErrors {{ code }} account {{ {lists} }} }}"
        answer = await centre.api.data(f"mutation ($a: ID!) {{ {PAY % 'first'} {later} }}", a=centre.account)
        assert answer["first"]["batch"] is not None
        assert answer["updateAccount"] == {"userErrors": [{"code": "NOT_DONE"}], "account": None}


async def test_a_dry_run_reports_the_same_errors(centre: ApiCentre) -> None:
    payment = await a_reconciled_payment(centre)
    clerk = Api(centre.api.store, CLERK)
    dry: dict[str, Any] = await clerk.data(
        "mutation ($a: ID!, $t: ID!) { one: createDeposit(input: {accountId: $a, amountCents: 7, method: CASH, dryRun: "
        "true}) { transaction { amountCents } } two: modifyReconciliations(input: {transactionId: $t, edges: [], dryRun: "
        "true}) { userErrors { code } } }",
        a=centre.account,
        t=payment,
    )
    await clerk.http.aclose()
    assert dry == {"one": {"transaction": {"amountCents": 7}}, "two": {"userErrors": [{"code": "NOT_DONE"}]}}
    assert await deposits(centre) == 0
