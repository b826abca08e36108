"""Several mutations in one operation: what was done is told, whatever becomes of those after it."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest

from api.graph.budget import Budget
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.store.store import Store
from tests.support.graphql import Api
from tests.support.scene import Scene

CLERK = Principal(
    PrincipalKind.TOKEN, "token:9", "till", frozenset(ALL_PERMISSIONS - {Permission.DELETE_RECONCILIATIONS})
)
PAY = "%s: createDeposit(input: {accountId: $a, amountCents: 7, method: CASH}) { batch { id } userErrors { code } }"
SAID = "{ userErrors { code message field row } batch { id } }"


@pytest.fixture
async def scene(store: Store) -> AsyncIterator[Scene]:
    opened = await Scene.open(store)
    yield opened
    await opened.close()


async def deposits(scene: Scene) -> int:
    """How many deposits of 7 there are."""
    query = "query ($a: ID!) { account(id: $a) { transactions(first: 100) { nodes { amountCents } } } }"
    nodes = (await scene.api.data(query, a=scene.account))["account"]["transactions"]["nodes"]
    return sum(node["amountCents"] == 7 for node in nodes)


async def a_reconciled_payment(scene: Scene) -> str:
    """A payment's id, with an edge to an invoice."""
    invoice = await scene.invoice(500)
    paid = await scene.pay(500, "CASH", {"invoiceId": invoice["id"]})
    transaction: str = paid["transaction"]["id"]
    return transaction


async def test_a_permission_seen_to_be_lacking_hides_nothing_that_was_done_before(scene: Scene) -> None:
    payment = await a_reconciled_payment(scene)
    clerk = Api(scene.api.store, CLERK)
    leave_out = f"b: modifyReconciliations(input: {{transactionId: $t, edges: []}}) {SAID}"
    query = f"mutation ($a: ID!, $t: ID!) {{ {PAY % 'first'} {leave_out} {PAY % 'last'} }}"
    said = await clerk.data(query, a=scene.account, t=payment)
    await clerk.http.aclose()
    assert said["first"]["batch"] is not None
    [error] = said["b"]["userErrors"]
    assert error["code"] == "NOT_DONE"
    assert "DELETE_RECONCILIATIONS" in error["message"]
    assert error["field"] is error["row"] is said["b"]["batch"] is None
    assert said["last"]["batch"] is not None
    assert await deposits(scene) == 2
    assert len(await scene.edges(payment)) == 1


async def test_a_permission_seen_to_be_lacking_is_an_error_of_a_mutation_that_stands_first(scene: Scene) -> None:
    payment = await a_reconciled_payment(scene)
    clerk = Api(scene.api.store, CLERK)
    leave_out = f"b: modifyReconciliations(input: {{transactionId: $t, edges: []}}) {SAID}"
    for query, variables in (
        (f"mutation ($t: ID!) {{ {leave_out} }}", {"t": payment}),
        (f"mutation ($a: ID!, $t: ID!) {{ {leave_out} {PAY % 'last'} }}", {"a": scene.account, "t": payment}),
    ):
        said = await clerk(query, **variables)
        assert said["data"] is None
        assert said["errors"][0]["extensions"] == {"code": "FORBIDDEN", "missing": ["DELETE_RECONCILIATIONS"]}
    await clerk.http.aclose()
    assert await deposits(scene) == 0, "data: null says that nothing was done"
    assert len(await scene.edges(payment)) == 1


async def test_a_payload_that_holds_too_much_refuses_its_mutation_and_no_other(scene: Scene) -> None:
    for _ in range(12):
        await scene.pay(3)
    small = Api(scene.api.store, budget=partial(Budget, most_rows=10))
    all_of_it = "account { transactions { nodes { id } } }"
    later = (
        f"createDeposit(input: {{accountId: $a, amountCents: 7, method: CASH}}) {{ userErrors {{ code }} {all_of_it} }}"
    )
    said = await small(f"mutation ($a: ID!) {{ {PAY % 'first'} {later} {PAY % 'last'} }}", a=scene.account)
    alone = await small(f"mutation ($a: ID!) {{ {later} }}", a=scene.account)
    await small.http.aclose()
    assert said["data"]["first"]["batch"] is not None
    assert said["data"]["createDeposit"] == {"userErrors": [{"code": "NOT_DONE"}], "account": None}
    assert said["data"]["last"]["batch"] is not None
    assert said["extensions"]["cost"]["rows"] == 2
    assert alone["data"] is None
    assert alone["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"
    assert await deposits(scene) == 2


async def test_a_list_that_cannot_be_asked_for_refuses_its_mutation_and_no_other(scene: Scene) -> None:
    for lists in ("transactions(first: 0) { nodes { id } }", 'transactions(after: "x") { nodes { id } }'):
        later = f"updateAccount(input: {{id: $a}}) {{ userErrors {{ code }} account {{ {lists} }} }}"
        said = await scene.api.data(f"mutation ($a: ID!) {{ {PAY % 'first'} {later} }}", a=scene.account)
        assert said["first"]["batch"] is not None
        assert said["updateAccount"] == {"userErrors": [{"code": "NOT_DONE"}], "account": None}


async def test_a_dry_run_tells_as_much(scene: Scene) -> None:
    payment = await a_reconciled_payment(scene)
    clerk = Api(scene.api.store, CLERK)
    dry: dict[str, Any] = await clerk.data(
        "mutation ($a: ID!, $t: ID!) { one: createDeposit(input: {accountId: $a, amountCents: 7, method: CASH, dryRun: "
        "true}) { transaction { amountCents } } two: modifyReconciliations(input: {transactionId: $t, edges: [], dryRun: "
        "true}) { userErrors { code } } }",
        a=scene.account,
        t=payment,
    )
    await clerk.http.aclose()
    assert dry == {"one": {"transaction": {"amountCents": 7}}, "two": {"userErrors": [{"code": "NOT_DONE"}]}}
    assert await deposits(scene) == 0
