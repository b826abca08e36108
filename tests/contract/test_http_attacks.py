"""Requests that are malformed, too large, hostile or unlucky: each gets a code and JSON, none a crash or a leak."""

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import orjson
import pytest
import pytest_asyncio
from graphql import ExecutionResult
from starlette.requests import Request

from api.errors import Code, Refused
from api.http import GraphQLEndpoint, GraphQLRequest
from api.negotiation import GRAPHQL, JSON, chosen_type, is_json
from api.parameters import ANONYMOUS_BODY_BYTES, BODY_BYTES
from domain.errors import Busy
from domain.permissions import Principal
from tests.contract.miniature import DOCUMENTS, ENDPOINT, authenticate, run
from tests.contract.test_limits import doubled

ADMINISTRATOR = {"authorization": "Bearer administrator"}
MEBIBYTE = 1024 * 1024


def talk(endpoint: GraphQLEndpoint) -> httpx.AsyncClient:
    """Someone who sends JSON to an endpoint in this process, and whom an exception would reach."""
    transport = httpx.ASGITransport(app=endpoint)
    headers = {"content-type": JSON, "accept": GRAPHQL}
    return httpx.AsyncClient(transport=transport, base_url="http://tieout.test", headers=headers)


@pytest_asyncio.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with talk(ENDPOINT) as talking:
        yield talking


def refusal(answer: httpx.Response) -> tuple[int, str, str]:
    """Status, first code and first message of an answer without data."""
    said = answer.json()
    assert "data" not in said
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    first = said["errors"][0]
    return answer.status_code, first["extensions"]["code"], first["message"]


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
async def test_refuses_as_body(case: str, client: httpx.AsyncClient) -> None:
    for accept in (GRAPHQL, JSON):
        answer = await client.post("/graphql", content=BAD_BODIES[case], headers={"accept": accept})
        assert refusal(answer)[:2] == (400, "BAD_USER_INPUT")


@pytest.mark.asyncio
async def test_takes_the_last_of_duplicate_keys(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", content=b'{"query": 1, "query": "{ __typename }"}')
    assert answer.json() == {"data": {"__typename": "Query"}}


@pytest.mark.asyncio
async def test_refuses_a_huge_body_by_its_announced_length_without_reading_it(client: httpx.AsyncClient) -> None:
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
async def test_refuses_a_huge_body_of_unknown_length_at_the_limit(client: httpx.AsyncClient) -> None:
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
async def test_reads_a_body_up_to_the_very_limit(client: httpx.AsyncClient) -> None:
    async with talk(GraphQLEndpoint(DOCUMENTS, run, authenticate, body_bytes=100)) as small:
        body = b'{"query": "{ viewer { name } }"}'.ljust(100)
        assert (await small.post("/graphql", content=body, headers=ADMINISTRATOR)).status_code == 200
        assert (await small.post("/graphql", content=body + b" ", headers=ADMINISTRATOR)).status_code == 413
    body = b'{"query": "{ viewer { name } }"}'.ljust(BODY_BYTES)
    assert (await client.post("/graphql", content=body, headers=ADMINISTRATOR)).status_code == 200


@pytest.mark.asyncio
async def test_parses_no_large_body_for_nobody(client: httpx.AsyncClient) -> None:
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
async def test_refuses_what_asks_for_too_much(query: str, variables: Any, client: httpx.AsyncClient) -> None:
    body = {"query": query, "variables": variables}
    answer = await client.post("/graphql", json=body, headers=ADMINISTRATOR)
    assert refusal(answer)[:2] == (400, "QUERY_TOO_COMPLEX")
    answer = await client.post("/graphql", json=body, headers={**ADMINISTRATOR, "accept": JSON})
    assert refusal(answer)[:2] == (200, "QUERY_TOO_COMPLEX")


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"])
@pytest.mark.asyncio
async def test_takes_only_post(method: str, client: httpx.AsyncClient) -> None:
    for url in ("/graphql", "/graphql?query={viewer{name}}", "/graphql?query=mutation{__typename}", "/graphql?query={"):
        answer = await client.request(method, url, headers=ADMINISTRATOR)
        assert refusal(answer)[:2] == (405, "BAD_USER_INPUT")
        assert answer.headers["allow"] == "POST"
    assert (await client.head("/graphql")).status_code == 405


@pytest.mark.asyncio
async def test_a_get_about_the_schema_looks_at_no_credentials_and_can_be_turned_off() -> None:
    async def nobody(_: Request) -> Principal | None:
        message = "the credentials of a GET were looked at"
        raise AssertionError(message)

    url = "/graphql?query={__schema{queryType{name}}}"
    async with talk(GraphQLEndpoint(DOCUMENTS, run, nobody)) as client:
        assert (await client.get(url)).json() == {"data": {"__schema": {"queryType": {"name": "Query"}}}}
        assert (await client.get("/graphql?query={__typename}&variables={")).status_code == 405
    async with talk(GraphQLEndpoint(DOCUMENTS, run, nobody, introspection_by_get=False)) as client:
        assert (await client.get(url)).status_code == 405


@pytest.mark.parametrize(
    ("content_type", "good"),
    [
        (JSON, True),
        ("Application/JSON", True),
        ("application/json; charset=utf-8", True),
        ('application/json ; Charset="UTF-8"', True),
        ("application/json; profile=x", True),
        ("application/json; charset=utf-16", False),
        ("application/json; charset=iso-8859-1", False),
        ("application/json, text/plain", False),
        ("application/jsonp", False),
        ("text/plain; application/json", False),
        ('text/plain; x="application/json"', False),
        ("application/graphql", False),
        ("multipart/form-data; boundary=x", False),
        ("application/x-www-form-urlencoded", False),
        ("text/plain", False),
        ("", False),
        (";;,,\x00", False),
        (None, False),
        ('application/json; x="a;b,c\\""', True),
        ('application/json; charset="utf-8', False),
        ("application/json;" + " " * 1_000, False),
    ],
)
def test_knows_json_by_its_content_type(content_type: str | None, good: bool) -> None:
    assert is_json(content_type) is good


@pytest.mark.asyncio
async def test_refuses_other_bodies_than_json(client: httpx.AsyncClient) -> None:
    for headers in ({"content-type": "text/plain"}, {"content-encoding": "gzip"}):
        answer = await client.post("/graphql", content=b'{"query": "{ __typename }"}', headers=headers)
        assert refusal(answer)[:2] == (415, "BAD_USER_INPUT")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{JSON};q=0.9, {GRAPHQL};q=0.95", GRAPHQL),
        (f"{GRAPHQL};q=0.5, {JSON}", JSON),
        (f"{JSON}, {GRAPHQL}", GRAPHQL),
        (f"{GRAPHQL}, */*;q=0.1", GRAPHQL),
        (f"{GRAPHQL};q=0.4, */*", JSON),
        (f"{JSON};q=0, */*", GRAPHQL),
        ("APPLICATION/JSON; charset=utf-8", JSON),
        (f"text/html, {GRAPHQL};charset=utf-8;q=0.3", GRAPHQL),
        ("text/html", None),
        (f"{JSON};q=0", None),
        (f"{JSON};q=nan", None),
        (f"{JSON};q=2", None),
        ("application/xml, image/*", None),
        (",;,;=,", None),
        (f'text/html;x="\\",{GRAPHQL}", {JSON}', JSON),
        (f'text/html;x=", {JSON}', None),
        (f"{JSON}, " + "text/html, " * 100, None),
    ],
)
def test_chooses_the_media_type_of_the_answer(accept: str | None, chosen: str | None) -> None:
    assert chosen_type(accept) == chosen


class Watched(str):
    """A header that counts the looks at its characters."""

    __slots__ = ("looks",)

    def __iter__(self) -> Iterator[str]:
        for sign in str(self):
            self.looks = getattr(self, "looks", 0) + 1
            yield sign


@pytest.mark.parametrize("text", ['"' + '\\"' * 400, JSON + ';x="' + '\\"' * 400, ",;" * 450, '"\\' * 400])
def test_looks_at_each_character_of_a_header_once(text: str) -> None:
    for read in (is_json, chosen_type):
        header = Watched(text)
        read(header)
        assert header.looks == len(header)


@pytest.mark.asyncio
async def test_refuses_headers_that_are_made_to_be_long(client: httpx.AsyncClient) -> None:
    unclosed = '"' + '\\"' * 30_000
    for header, status in (("accept", 406), ("content-type", 415)):
        answer = await client.post(
            "/graphql", content=b'{"query": "{ __typename }"}', headers={"content-type": JSON, header: unclosed}
        )
        assert refusal(answer)[:2] == (status, "BAD_USER_INPUT")


@pytest.mark.asyncio
async def test_refuses_to_answer_in_a_type_that_the_caller_does_not_take(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": "{ __typename }"}, headers={"accept": "text/html"})
    assert refusal(answer)[:2] == (406, "BAD_USER_INPUT")
    assert answer.headers["content-type"] == "application/json; charset=utf-8"


@pytest.mark.asyncio
async def test_says_who_may_not_what_in_both_media_types(client: httpx.AsyncClient) -> None:
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
async def test_cuts_messages_that_quote_the_caller_at_length(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": "{ " + "a" * 40_000 + " }"})
    assert refusal(answer)[:2] == (400, "BAD_USER_INPUT")
    assert len(answer.content) < 2_000


FAILING = {
    "busy": ("BUSY", "The database is busy; nothing was begun. Ask again in a moment."),
    "refusal": ("BAD_USER_INPUT", "The amount must be more than 0."),
    "permission": ("FORBIDDEN", "Omitting an edge deletes it."),
    "timeout": ("TIMEOUT", "This took too long and was given up. Ask for less at a time, or ask again later."),
    "told": ("QUERY_TOO_COMPLEX", "Ask for less."),
    "untold": ("INTERNAL", "Something went wrong on our side."),
    "bug": ("INTERNAL", "Something went wrong on our side."),
}


@pytest.mark.parametrize("how", FAILING)
@pytest.mark.asyncio
async def test_masks_what_a_resolver_raises_unless_it_is_meant_to_be_told(how: str, client: httpx.AsyncClient) -> None:
    query = f'{{ viewer {{ name }} fails(how: "{how}") }}'
    answer = await client.post("/graphql", json={"query": query}, headers=ADMINISTRATOR)
    said = answer.json()
    assert answer.status_code == 200
    assert said["data"] == {"viewer": {"name": "Ann Lee"}, "fails": None}
    (error,) = said["errors"]
    assert (error["extensions"]["code"], error["message"]) == FAILING[how]
    assert error["path"] == ["fails"]
    assert error["locations"] == [{"line": 1, "column": 19}]
    assert "hunter2" not in answer.text
    assert "10.0.0.7" not in answer.text
    if how == "permission":
        assert error["extensions"]["missing"] == ["DELETE_RECONCILIATIONS"]
    if how == "told":
        assert error["extensions"]["rows"] == 12_000


@pytest.mark.asyncio
async def test_logs_the_traceback_of_a_bug_under_the_reference_that_is_told(
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
async def test_tells_the_callers_arguments_from_our_own_bad_values(client: httpx.AsyncClient) -> None:
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
        (TimeoutError("10.0.0.7"), 504, "TIMEOUT"),
        (Refused(Code.QUERY_TOO_COMPLEX, "Too many rows."), 400, "QUERY_TOO_COMPLEX"),
        (Refused(Code.RATE_LIMITED, "Too many.", headers={"retry-after": "7"}), 429, "RATE_LIMITED"),
    ],
)
@pytest.mark.asyncio
async def test_answers_what_ends_a_whole_request(exception: Exception, status: int, code: str) -> None:
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
        assert answer.headers.get("retry-after") == ("7" if code == "RATE_LIMITED" else None)


@pytest.mark.asyncio
async def test_masks_a_result_that_is_no_json() -> None:
    async def execute(_: GraphQLRequest) -> ExecutionResult:
        return ExecutionResult(data={"a": object()})

    async with talk(GraphQLEndpoint(DOCUMENTS, execute, authenticate)) as client:
        for accept in (JSON, GRAPHQL):
            answer = await client.post("/graphql", json={"query": "{ __typename }"}, headers={"accept": accept})
            assert refusal(answer)[:2] == (500, "INTERNAL")


@pytest.mark.asyncio
async def test_passes_on_data_that_is_null_and_extensions() -> None:
    async def execute(request: GraphQLRequest) -> ExecutionResult:
        assert request.extensions == {"trace": True}
        return ExecutionResult(data=None, extensions={"cost": {"rows": 3}})

    async with talk(GraphQLEndpoint(DOCUMENTS, execute, authenticate)) as client:
        answer = await client.post("/graphql", json={"query": "{ __typename }", "extensions": {"trace": True}})
    assert (answer.status_code, answer.json()) == (200, {"data": None, "extensions": {"cost": {"rows": 3}}})


@pytest.mark.asyncio
async def test_hands_on_the_operation_with_its_variables_coerced() -> None:
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
async def test_sends_nothing_to_a_caller_who_went_while_sending() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    await _raw(_messages(b'{"query": '), send)
    assert sent == []


@pytest.mark.asyncio
async def test_bears_a_caller_who_went_before_the_answer() -> None:
    async def send(_: Any) -> None:
        message = "broken pipe"
        raise OSError(message)

    body = orjson.dumps({"query": "{ viewer { name } }"})
    await _raw(iter([{"type": "http.request", "body": body, "more_body": False}]), send)
