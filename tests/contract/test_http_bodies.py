"""Malformed, oversized and hostile bodies and methods: each gets a code and JSON, and is read no further."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from api.graph.request import Caller
from api.protocol.endpoint import GraphQLEndpoint
from api.protocol.negotiation import GRAPHQL, JSON
from api.protocol.parameters import ANONYMOUS_BODY_BYTES, BODY_BYTES
from tests.contract.caller import ADMINISTRATOR, refusal, talk
from tests.contract.miniature import DOCUMENTS, authenticate, run
from tests.contract.test_limits import doubled

MEBIBYTE = 1024 * 1024

BAD_BODIES: dict[str, bytes] = {
    "nothing": b"",
    "null": b"null",
    "a number": b"1",
    "a text": b'"x"',
    "a batch": b'[{"query": "{ __typename }"}]',
    "an empty batch": b"[]",
    "bad UTF-8": b'{"query": "{ __typename } \xff"}',
    "UTF-16": '{"query": "{ __typename }"}'.encode("utf-16"),
    "half a surrogate pair": b'{"query": "{ __typename } \\ud800"}',
    "5,000 nested lists": b'{"query": "{ __typename }", "variables": {"a": ' + b"[" * 5_000 + b"]" * 5_000 + b"}}",
    "5,000 open brackets": b"[" * 5_000,
    "NaN": b'{"query": "{ __typename }", "variables": {"a": NaN}}',
    "infinity": b'{"query": "{ __typename }", "variables": {"a": 1e999}}',
    "a comma too many": b'{"query": "{ __typename }",}',
    "something after it": b'{"query": "{ __typename }"} {}',
    "a query that is null": b'{"query": null}',
    "no query": b"{}",
    "a form": b"query=%7B__typename%7D",
}


@pytest.mark.parametrize("case", BAD_BODIES)
@pytest.mark.asyncio
async def test_refuses_the_body(case: str, client: httpx.AsyncClient) -> None:
    for accept in (GRAPHQL, JSON):
        answer = await client.post("/graphql", content=BAD_BODIES[case], headers={"accept": accept})
        assert refusal(answer)[:2] == (400, "BAD_USER_INPUT")


@pytest.mark.asyncio
async def test_takes_the_last_of_duplicate_keys(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", content=b'{"query": 1, "query": "{ __typename }"}')
    assert answer.json() == {"data": {"__typename": "Query"}}


@pytest.mark.asyncio
async def test_refuses_a_huge_content_length_without_reading_the_body(client: httpx.AsyncClient) -> None:
    read = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(50):
            read += MEBIBYTE
            yield b" " * MEBIBYTE

    headers = {"content-length": str(50 * MEBIBYTE), **ADMINISTRATOR}
    answer = await client.post("/graphql", content=body(), headers=headers)
    assert refusal(answer)[:2] == (413, "BAD_USER_INPUT")
    assert answer.headers["connection"] == "close"
    assert read == 0
    answer = await client.post("/graphql", content=b"{}", headers={"content-length": "9" * 5_000})
    assert answer.status_code == 413
    answer = await client.post("/graphql", content=b"{}", headers={"content-length": "-1"})
    assert refusal(answer)[:2] == (400, "BAD_USER_INPUT")


@pytest.mark.asyncio
async def test_refuses_a_huge_chunked_body_at_the_limit(client: httpx.AsyncClient) -> None:
    read = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += MEBIBYTE
            yield b" " * MEBIBYTE

    answer = await client.post("/graphql", content=body(), headers=ADMINISTRATOR)
    assert refusal(answer)[:2] == (413, "BAD_USER_INPUT")
    assert read == BODY_BYTES + MEBIBYTE


@pytest.mark.asyncio
async def test_reads_a_body_of_exactly_the_limit(client: httpx.AsyncClient) -> None:
    async with talk(GraphQLEndpoint(DOCUMENTS, run, authenticate, body_bytes=100)) as small:
        body = b'{"query": "{ viewer { name } }"}'.ljust(100)
        assert (await small.post("/graphql", content=body, headers=ADMINISTRATOR)).status_code == 200
        assert (await small.post("/graphql", content=body + b" ", headers=ADMINISTRATOR)).status_code == 413
    body = b'{"query": "{ viewer { name } }"}'.ljust(BODY_BYTES)
    assert (await client.post("/graphql", content=body, headers=ADMINISTRATOR)).status_code == 200


@pytest.mark.asyncio
async def test_parses_no_large_body_for_an_anonymous_caller(client: httpx.AsyncClient) -> None:
    body = b'{"query": "{ __typename }"}'.ljust(ANONYMOUS_BODY_BYTES)
    assert (await client.post("/graphql", content=body)).status_code == 200
    assert (await client.post("/graphql", content=body + b" ")).status_code == 413
    assert (await client.post("/graphql", content=body + b" ", headers=ADMINISTRATOR)).status_code == 200


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        (doubled(40), None),
        ("{ viewer { " + " ".join(f"a{n}: name" for n in range(300)) + " } }", None),
        ("{ a" * 190 + " }" * 190, None),
        ("{ viewer { " + "name " * 990 + "} }", None),
        ("{ viewer { name } }", {"a": [0] * 250_001}),
        ("{ viewer { name } }", {"a": [[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]}),
    ],
)
@pytest.mark.asyncio
async def test_refuses_bodies_that_exceed_a_limit(query: str, variables: Any, client: httpx.AsyncClient) -> None:
    body = {"query": query, "variables": variables}
    answer = await client.post("/graphql", json=body, headers=ADMINISTRATOR)
    assert refusal(answer)[:2] == (400, "QUERY_TOO_COMPLEX")
    answer = await client.post("/graphql", json=body, headers={**ADMINISTRATOR, "accept": JSON})
    assert refusal(answer)[:2] == (200, "QUERY_TOO_COMPLEX")


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"])
@pytest.mark.asyncio
async def test_accepts_only_post(method: str, client: httpx.AsyncClient) -> None:
    for url in ("/graphql", "/graphql?query={viewer{name}}", "/graphql?query=mutation{__typename}", "/graphql?query={"):
        answer = await client.request(method, url, headers=ADMINISTRATOR)
        assert refusal(answer)[:2] == (405, "BAD_USER_INPUT")
        assert answer.headers["allow"] == "POST"
    assert (await client.head("/graphql")).status_code == 405


@pytest.mark.asyncio
async def test_introspection_by_get_ignores_credentials_and_can_be_disabled() -> None:
    async def nobody(_: Request) -> Caller:
        raise AssertionError("the credentials of a GET were looked at")

    url = "/graphql?query={__schema{queryType{name}}}"
    async with talk(GraphQLEndpoint(DOCUMENTS, run, nobody)) as client:
        assert (await client.get(url)).json() == {"data": {"__schema": {"queryType": {"name": "Query"}}}}
        assert (await client.get("/graphql?query={__typename}&variables={")).status_code == 405
    async with talk(GraphQLEndpoint(DOCUMENTS, run, nobody, introspection=False)) as client:
        assert (await client.get(url)).status_code == 405
