"""The price of an operation, known before it runs: never less than what the page's own queries then cost."""

import datetime
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from graphql import NonNullTypeNode, OperationDefinitionNode, OperationType, parse

from api.app import create_app
from api.demo import fill_demo
from api.graph.budget import ROW_BUDGET, VALUE_BUDGET
from api.settings import Settings
from domain.permissions import ALL_PERMISSIONS
from domain.services.credentials import new_token
from domain.services.tokens import CreateApiToken
from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.sources import ROOT

QUERIES = [
    text
    for path in sorted((ROOT / "web/js/queries").glob("*.js"))
    for text in re.findall(r"`([^`]*)`", path.read_text(encoding="utf-8"))
]
ESTIMATE = {"X-Tieout-Estimate": "1"}


@pytest.fixture
async def client(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    await fill_demo(store)
    token = new_token()
    await Centre(store).do(CreateApiToken("prices", sorted(ALL_PERMISSIONS), token))
    headers = {"Authorization": f"Bearer {token}"}
    transport = httpx.ASGITransport(create_app(Settings(), store))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=headers) as opened:
        yield opened


async def both(
    client: httpx.AsyncClient, query: str, variables: dict[str, Any]
) -> tuple[dict[str, int], dict[str, Any]]:
    """What a query was estimated at, and what it is answered with."""
    sent = {"query": query, "variables": variables}
    estimated = (await client.post("/graphql", json=sent, headers=ESTIMATE)).json()
    assert estimated["data"] is None, query
    answer = (await client.post("/graphql", json=sent)).json()
    return estimated["extensions"]["estimate"], answer


async def some_variables(client: httpx.AsyncClient) -> dict[str, Any]:
    """A value for each variable that a query of the page must have."""
    first = """{ accounts(first: 1) { nodes { id number transactions(first: 1) { nodes { id } } } }
        bankAccounts(first: 1) { nodes { id } } }"""
    found = (await client.post("/graphql", json={"query": first})).json()["data"]
    account = found["accounts"]["nodes"][0]
    bank_account = found["bankAccounts"]["nodes"][0]["id"]
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return {
        "number": account["number"],
        "account": account["number"],
        "id": account["id"],
        "ids": [account["id"]],
        "key": account["transactions"]["nodes"][0]["id"],
        "bankAccountId": bank_account,
        "first": 100,
        "search": "a",
        "text": "a",
        "currency": "USD",
        "amount": "10",
        "kinds": ["INVOICE", "PAYMENT"],
        "filter": {},
        "includeArchived": True,
        "withEntry": True,
        "period": {"preset": "LAST_12_MONTHS"},
        "format": "CSV",
        "since": f"{today}T00:00:00Z",
        "before": today,
        "on": today,
        "dueTo": today,
        "slowBefore": today,
    }


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_no_query_of_the_page_costs_more_than_was_estimated(client: httpx.AsyncClient) -> None:
    values = await some_variables(client)
    bank_account = values["bankAccountId"]
    asked, short = 0, []
    for text in QUERIES:
        operation = next(each for each in parse(text).definitions if isinstance(each, OperationDefinitionNode))
        if operation.operation is not OperationType.QUERY:
            continue
        declared = operation.variable_definitions or ()
        needed = [each.variable.name.value for each in declared if isinstance(each.type, NonNullTypeNode)]
        variables = {name: values[name] for name in needed if name in values}
        if "bankAccount" in text:
            variables |= {"id": bank_account} if "id" in variables else {}
        estimate, answer = await both(client, text, variables)
        assert "errors" not in answer, (text, answer["errors"])
        cost = answer["extensions"]["cost"]
        if cost["rows"] > estimate["rows"] or cost["values"] > estimate["values"]:
            short.append((text, cost, estimate))
        asked += 1
    assert short == []
    assert asked > 70


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_estimate_follows_the_pages_and_stops_beyond_the_limits(client: httpx.AsyncClient) -> None:
    query = "query ($n: Int) { accounts(first: $n) { nodes { number transactions(first: 3) { nodes { id } } } } }"
    estimate, _ = await both(client, query, {"n": 5})
    assert (estimate["rows"], estimate["limit"], estimate["valueLimit"]) == (5 + 15, ROW_BUDGET, VALUE_BUDGET)
    estimate, _ = await both(client, query, {"n": 10})
    assert estimate["rows"] == 10 + 30
    large = query.replace("first: 3", "first: 1000")
    estimate, _ = await both(client, large, {"n": 1000})
    assert estimate["rows"] == ROW_BUDGET + 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_estimate_runs_nothing_and_needs_the_same_permissions(client: httpx.AsyncClient, store: Store) -> None:
    mutation = 'mutation { createLedgerCode(input: {code: "NEW", title: "New"}) { ledgerCode { id } } }'
    answer = (await client.post("/graphql", json={"query": mutation}, headers=ESTIMATE)).json()
    assert answer["extensions"]["estimate"]["values"] >= 2
    assert await Centre(store).rows("select id from ledger_codes where code = 'NEW'") == []
    del client.headers["Authorization"]
    refused = (await client.post("/graphql", json={"query": mutation}, headers=ESTIMATE)).json()
    assert refused["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
