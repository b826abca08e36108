"""The operation passed to execution, the answer, and callers who disconnect before it."""

from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest
from graphql import ExecutionResult

from api.graph.request import GraphQLRequest
from api.protocol.endpoint import GraphQLEndpoint
from api.protocol.negotiation import GRAPHQL, JSON
from tests.contract.caller import ADMINISTRATOR, refusal, talk
from tests.contract.miniature import DOCUMENTS, ENDPOINT, authenticate


@pytest.mark.asyncio
async def test_masks_a_result_that_cannot_be_json() -> None:
    async def execute(_: GraphQLRequest) -> ExecutionResult:
        return ExecutionResult(data={"a": object()})

    async with talk(GraphQLEndpoint(DOCUMENTS, execute, authenticate)) as client:
        for accept in (JSON, GRAPHQL):
            answer = await client.post("/graphql", json={"query": "{ __typename }"}, headers={"accept": accept})
            assert refusal(answer)[:2] == (500, "INTERNAL")


@pytest.mark.asyncio
async def test_passes_on_null_data_and_extensions() -> None:
    async def execute(request: GraphQLRequest) -> ExecutionResult:
        assert request.extensions == {"trace": True}
        return ExecutionResult(data=None, extensions={"cost": {"rows": 3}})

    async with talk(GraphQLEndpoint(DOCUMENTS, execute, authenticate)) as client:
        answer = await client.post("/graphql", json={"query": "{ __typename }", "extensions": {"trace": True}})
    assert (answer.status_code, answer.json()) == (200, {"data": None, "extensions": {"cost": {"rows": 3}}})


@pytest.mark.asyncio
async def test_passes_on_the_operation_with_coerced_variables() -> None:
    seen: list[GraphQLRequest] = []

    async def execute(request: GraphQLRequest) -> ExecutionResult:
        seen.append(request)
        return ExecutionResult(data={})

    query = """
        query Other { __typename }
        query Typed($name: String!, $more: Boolean = true) { __type(name: $name) { name @include(if: $more) } }
    """
    async with talk(GraphQLEndpoint(DOCUMENTS, execute, authenticate)) as client:
        sent = {"query": query, "operationName": "Typed", "variables": {"name": "Query"}}
        await client.post("/graphql", json=sent, headers=ADMINISTRATOR)
    (request,) = seen
    assert request.operation.name
    assert request.operation.name.value == "Typed"
    assert request.variables == {"name": "Query"}
    assert request.values.coerced == {"name": "Query", "more": True}
    assert request.principal
    assert request.principal.name == "nightly import"


def _messages(*bodies: bytes) -> Iterator[dict[str, Any]]:
    for body in bodies:
        yield {"type": "http.request", "body": body, "more_body": True}
    while True:
        yield {"type": "http.disconnect"}


async def _raw(messages: Iterator[dict[str, Any]], send: Callable[[Any], Any]) -> None:
    """One POST as a server hands it to the endpoint."""
    headers = [(b"content-type", b"application/json"), (b"authorization", b"Bearer administrator")]
    scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "headers": headers}

    async def receive() -> dict[str, Any]:
        return next(messages)

    await ENDPOINT(scope, receive, send)


@pytest.mark.asyncio
async def test_sends_nothing_after_the_caller_disconnects_while_sending() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    await _raw(_messages(b'{"query": '), send)
    assert sent == []


@pytest.mark.asyncio
async def test_tolerates_a_caller_who_disconnects_before_the_answer() -> None:
    tried = []

    async def send(message: Any) -> None:
        tried.append(message["type"])
        raise OSError("broken pipe")

    body = orjson.dumps({"query": "{ viewer { name } }"})
    await _raw(iter([{"type": "http.request", "body": body, "more_body": False}]), send)
    assert tried == ["http.response.start"]
