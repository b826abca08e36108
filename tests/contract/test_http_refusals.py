"""Refusals and failures over HTTP: a code, JSON, and nothing internal."""

import logging
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from api.errors import Code, RequestRefused
from api.protocol.endpoint import GraphQLEndpoint
from api.protocol.negotiation import GRAPHQL, JSON
from domain.errors import Busy, StorageFull
from tests.contract.caller import ADMINISTRATOR, refusal, talk
from tests.contract.miniature import DOCUMENTS, authenticate, run


@pytest.mark.asyncio
async def test_reports_a_missing_permission_in_both_media_types(client: httpx.AsyncClient) -> None:
    secret = {"query": "{ report { totalCents } }"}
    cases: list[tuple[dict[str, str], int, str]] = [
        ({}, 401, "UNAUTHENTICATED"),
        ({"authorization": "Bearer client"}, 403, "FORBIDDEN"),
    ]
    for headers, status, code in cases:
        answer = await client.post("/graphql", json=secret, headers=headers)
        assert refusal(answer)[:2] == (status, code)
        answer = await client.post("/graphql", json=secret, headers={**headers, "accept": JSON})
        assert refusal(answer)[:2] == (200, code)
    for accept in (JSON, GRAPHQL):
        answer = await client.post("/graphql", content=b"", headers={"authorization": "Bearer old", "accept": accept})
        assert refusal(answer) == (401, "UNAUTHENTICATED", "This token is unknown or has expired.")
        assert answer.headers["www-authenticate"] == "Bearer"


COERCION: dict[str, tuple[str, Any]] = {
    "no value": ("mutation ($i: PaymentInput!) { pay(input: $i) }", {}),
    "a fraction": ("mutation ($i: PaymentInput!) { pay(input: $i) }", {"i": {"amountCents": 12.5}}),
    "a text": ("mutation ($i: PaymentInput!) { pay(input: $i) }", {"i": {"amountCents": "12"}}),
    "beyond 32 bits": ("mutation ($i: PaymentInput!) { pay(input: $i) }", {"i": {"amountCents": 3_000_000_000}}),
    "an unknown field": ("mutation ($i: PaymentInput!) { pay(input: $i) }", {"i": {"amountCents": 1, "amount": 1}}),
    "a list": ("mutation ($i: PaymentInput!) { pay(input: $i) }", {"i": [{"amountCents": 1}]}),
    "many bad rows": ("mutation ($i: [PaymentInput!]!) { payMany(inputs: $i) }", {"i": [{}] * 1_000}),
    "an unknown operation": ("query A { viewer { name } } query B { viewer { name } }", {}),
    "a subscription": ("subscription { pay }", {}),
}


@pytest.mark.parametrize("case", COERCION)
@pytest.mark.asyncio
async def test_refuses_before_anything_runs(case: str, client: httpx.AsyncClient) -> None:
    query, variables = COERCION[case]
    body = {"query": query, "variables": variables}
    answer = await client.post("/graphql", json=body, headers=ADMINISTRATOR)
    assert refusal(answer)[:2] == (400, "BAD_USER_INPUT")
    assert len(answer.json()["errors"]) <= 21
    assert len(answer.content) < 25_000


@pytest.mark.asyncio
async def test_shortens_messages_that_quote_the_caller(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": "{ " + "a" * 40_000 + " }"})
    assert refusal(answer)[:2] == (400, "BAD_USER_INPUT")
    assert len(answer.content) < 2_000


FAILING = {
    "busy": ("BUSY", "The database is busy; nothing was started. Try again in a moment."),
    "refusal": ("BAD_USER_INPUT", "The amount must be more than 0."),
    "permission": ("FORBIDDEN", "Omitting a reconciliation deletes it."),
    "timeout": ("TIMEOUT", "This took too long and was cancelled. Ask for less at a time, or try again later."),
    "too_complex": ("QUERY_TOO_COMPLEX", "Ask for less."),
    "internal_error": ("INTERNAL", "Something went wrong on our side."),
    "bug": ("INTERNAL", "Something went wrong on our side."),
}


@pytest.mark.parametrize("how", FAILING)
@pytest.mark.asyncio
async def test_masks_resolver_errors_unless_they_are_refusals(how: str, client: httpx.AsyncClient) -> None:
    query = f'{{ viewer {{ name }} fails(how: "{how}") }}'
    answer = await client.post("/graphql", json={"query": query}, headers=ADMINISTRATOR)
    response = answer.json()
    assert answer.status_code == 200
    assert response["data"] == {"viewer": {"name": "Ann Lee"}, "fails": None}
    (error,) = response["errors"]
    assert (error["extensions"]["code"], error["message"]) == FAILING[how]
    assert error["path"] == ["fails"]
    assert error["locations"] == [{"line": 1, "column": 19}]
    assert "hunter2" not in answer.text
    assert "10.0.0.7" not in answer.text
    if how == "permission":
        assert error["extensions"]["missing"] == ["DELETE_RECONCILIATIONS"]
    if how == "too_complex":
        assert error["extensions"]["rows"] == 12_000


@pytest.mark.asyncio
async def test_logs_the_traceback_of_a_bug_under_the_reported_reference(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "tieout"):
        answer = await client.post("/graphql", json={"query": '{ fails(how: "bug") }'}, headers=ADMINISTRATOR)
    (error,) = answer.json()["errors"]
    (record,) = caplog.records
    assert error["extensions"]["reference"] in record.getMessage()
    assert record.exc_info
    assert str(record.exc_info[1]) == "password=hunter2"


@pytest.mark.asyncio
async def test_separates_bad_arguments_from_our_own_bad_values(client: httpx.AsyncClient) -> None:
    query = "query ($n: Int = 1) { double(amount: $n) }"
    answer = await client.post("/graphql", json={"query": query, "variables": {"n": None}}, headers=ADMINISTRATOR)
    assert answer.json()["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT"}
    answer = await client.post(
        "/graphql", json={"query": query, "variables": {"n": 2_000_000_000}}, headers=ADMINISTRATOR
    )
    assert answer.json()["errors"][0]["extensions"]["code"] == "INTERNAL"


def _raising(exception: Exception) -> Callable[[Any], Any]:
    async def raises(_: Any) -> Any:
        raise exception

    return raises


@pytest.mark.parametrize(
    ("exception", "status", "code"),
    [
        (RuntimeError("password=hunter2"), 500, "INTERNAL"),
        (Busy(), 503, "BUSY"),
        (StorageFull(), 503, "STORAGE_FULL"),
        (TimeoutError("10.0.0.7"), 504, "TIMEOUT"),
        (RequestRefused(Code.QUERY_TOO_COMPLEX, "Too many rows."), 400, "QUERY_TOO_COMPLEX"),
        (RequestRefused(Code.RATE_LIMITED, "Too many.", headers={"retry-after": "7"}), 429, "RATE_LIMITED"),
    ],
)
@pytest.mark.asyncio
async def test_answers_errors_that_end_a_request(exception: Exception, status: int, code: str) -> None:
    body = {"query": "{ __typename }"}
    for endpoint in (
        GraphQLEndpoint(DOCUMENTS, _raising(exception), authenticate),
        GraphQLEndpoint(DOCUMENTS, run, _raising(exception)),
    ):
        async with talk(endpoint) as client:
            answer = await client.post("/graphql", json=body)
        assert refusal(answer)[:2] == (status, code)
        assert "hunter2" not in answer.text
        assert "10.0.0.7" not in answer.text
        assert answer.headers.get("retry-after") == {"RATE_LIMITED": "7", "BUSY": "2", "STORAGE_FULL": "60"}.get(code)
