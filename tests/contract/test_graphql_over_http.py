"""All 61 audits of the npm package graphql-http 1.23.1, each under its own id and title.

``audits.mjs`` beside this file runs the package itself against a running server.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import orjson
import pytest
import pytest_asyncio

from api.protocol.negotiation import GRAPHQL, JSON
from tests.contract.miniature import ENDPOINT

TYPENAME = "{ __typename }"
TYPE_BY_NAME = "query Type($name: String!) { __type(name: $name) { name } }"
UNKNOWN_FIELD = "{ 8f31403dfe404bccbb0e835f2629c6a7 }"
NEEDS_ID = {"query": "query CoerceFailure($id: ID!){ __typename }", "variables": {"id": None}}

OK, BAD, ANY_ERROR = range(200, 201), range(400, 401), range(400, 600)
INVALID_TEXTS = {"object": {"obj": "ect"}, "number": 0, "boolean": False, "array": ["array"]}
INVALID_MAPS = {"string": "string", "number": 0, "boolean": False, "array": ["array"]}


@dataclass(frozen=True)
class Audit:
    """A request and what its answer must be; ``sent`` is the JSON body, or the body itself when it is bytes."""

    id: str
    title: str
    sent: Any = None
    accept: str | None = None
    status: range = OK
    content_type: str | None = JSON
    answer_type: str | None = None
    without: tuple[str, ...] = ()
    url: dict[str, str] = field(default_factory=dict)


def _audits() -> list[Audit]:
    """The audits in the package's order."""
    typename = {"query": TYPENAME}
    return [
        Audit("22EB", "SHOULD accept application/graphql-response+json and match the content-type", typename, GRAPHQL,
              answer_type=GRAPHQL),
        Audit("4655", "MUST accept application/json and match the content-type", typename, JSON, answer_type=JSON),
        Audit("47DE", "SHOULD accept */* and use application/json for the content-type", typename, "*/*",
              answer_type=JSON),
        Audit("80D8", "SHOULD assume application/json content-type when accept is missing", typename, answer_type=JSON),
        Audit("82A3", "MUST use utf-8 encoding when responding", typename),
        Audit("BF61", "MUST accept utf-8 encoded request", {"query": '{ __type(name: "Run🏃Swim🏊") { name } }'},
              content_type="application/json; charset=utf-8"),
        Audit("78D5", "MUST assume utf-8 in request if encoding is unspecified", typename),
        Audit("2C94", "MUST accept POST requests", typename),
        Audit("5A70", "MAY accept application/x-www-form-urlencoded formatted GET requests", url=typename),
        Audit("9C48", "MAY NOT allow executing mutations on GET requests", accept=GRAPHQL, status=range(400, 500),
              url={"query": "mutation { __typename }"}),
        Audit("9ABE", "SHOULD respond with 4xx status code if content-type is not supplied on POST requests", typename,
              status=range(400, 500), content_type=None),
        Audit("03D4", "MUST accept application/json POST requests", typename),
        Audit("A5BF", "MAY use 400 status code when request body is missing on POST", b"", status=BAD),
        Audit("423L", "MAY use 400 status code on missing {query} parameter", {"notquery": TYPENAME}, GRAPHQL, BAD),
        *_invalid("LKJ", "query", INVALID_TEXTS),
        *_allowing("34A2", "13EE", "string {query} parameter", typename),
        *_invalid("6C0", "operationName", INVALID_TEXTS),
        *_allowing("8161", "B8B3", "string {operationName} parameter",
                   {"operationName": "Query", "query": "query Query { __typename }"}),
        *[audit for n, name in enumerate(("variables", "operationName", "extensions"))
          for audit in _allowing(f"94B{n}", f"022{n}", f"null {{{name}}} parameter", {**typename, name: None})],
        *_invalid("476", "variables", INVALID_MAPS),
        *_allowing("2EA1", "28B9", "map {variables} parameter",
                   {"query": TYPE_BY_NAME, "variables": {"name": "sometype"}}),
        *[Audit(id_, f"MAY allow URL-encoded JSON string {{variables}} parameter in GETs when accepting {accept}",
                accept=accept, without=("errors",), url={"query": TYPE_BY_NAME, "variables": '{"name": "sometype"}'})
          for id_, accept in (("D6D5", GRAPHQL), ("6A70", JSON))],
        *_invalid("58B", "extensions", INVALID_MAPS),
        *_allowing("428F", "1B7A", "map {extensions} parameter", {**typename, "extensions": {"some": "value"}}),
        *_refusals(),
    ]  # fmt: skip


def _invalid(prefix: str, parameter: str, values: dict[str, Any]) -> list[Audit]:
    """Values of the wrong type for one of the parameters."""
    return [
        Audit(f"{prefix}{n}", f"MAY use 400 status code on {kind} {{{parameter}}} parameter",
              {"query": TYPENAME, parameter: value}, status=BAD)
        for n, (kind, value) in enumerate(values.items())
    ]  # fmt: skip


def _allowing(graphql_id: str, json_id: str, what: str, sent: dict[str, Any]) -> list[Audit]:
    """The same for both media types."""
    return [
        Audit(graphql_id, f"SHOULD allow {what} when accepting {GRAPHQL}", sent, GRAPHQL, without=("errors",)),
        Audit(json_id, f"MUST allow {what} when accepting {JSON}", sent, JSON, without=("errors",)),
    ]


def _refusals() -> list[Audit]:
    """Status codes of refused requests, for both media types."""
    return [*_refused_bodies(), *_refused_documents_as_json(), *_refused_documents()]


def _refused_bodies() -> list[Audit]:
    broken, typo = b'{ "not a JSON', {"qeury": TYPENAME}
    return [
        Audit(
            "B6DC",
            f"MAY use 2xx, 4xx, or 5xx status codes on JSON parsing failure when accepting {JSON}",
            broken,
            JSON,
            range(200, 600),
        ),
        Audit("BCF8", f"SHOULD use 400 status code on JSON parsing failure when accepting {JSON}", broken, JSON, BAD),
        Audit(
            "B7N8", f"SHOULD use 400 status code on JSON parsing failure when accepting {GRAPHQL}", broken, GRAPHQL, BAD
        ),
        Audit("8764", "MAY use 4xx or 5xx status codes if parameters are invalid", typo, status=ANY_ERROR),
        Audit("3E3A", "MAY use 400 status code if parameters are invalid", typo, status=BAD),
    ]


def _refused_documents_as_json() -> list[Audit]:
    syntax, unknown = {"query": "{"}, {"query": UNKNOWN_FIELD}
    return [
        Audit("572B", f"SHOULD use 200 status code on document parsing failure when accepting {JSON}", syntax, JSON),
        Audit(
            "FDE2", f"SHOULD use 200 status code on document validation failure when accepting {JSON}", unknown, JSON
        ),
        Audit(
            "7B9B",
            f"SHOULD use a status code of 200 on variable coercion failure when accepting {JSON}",
            NEEDS_ID,
            JSON,
        ),
    ]


def _refused_documents() -> list[Audit]:
    syntax, unknown = {"query": "{"}, {"query": UNKNOWN_FIELD}
    return [
        Audit(
            "865D",
            f"SHOULD use 4xx or 5xx status codes on document parsing failure when accepting {GRAPHQL}",
            syntax,
            GRAPHQL,
            ANY_ERROR,
        ),
        Audit(
            "556A",
            f"SHOULD use 400 status code on document parsing failure when accepting {GRAPHQL}",
            syntax,
            GRAPHQL,
            BAD,
        ),
        Audit(
            "D586",
            f"SHOULD not contain the data entry on document parsing failure when accepting {GRAPHQL}",
            syntax,
            GRAPHQL,
            ANY_ERROR,
            without=("data",),
        ),
        Audit(
            "51FE",
            f"SHOULD use 4xx or 5xx status codes on document validation failure when accepting {GRAPHQL}",
            unknown,
            GRAPHQL,
            ANY_ERROR,
        ),
        Audit(
            "74FF",
            f"SHOULD use 400 status code on document validation failure when accepting {GRAPHQL}",
            unknown,
            GRAPHQL,
            BAD,
        ),
        Audit(
            "5E5B",
            f"SHOULD not contain the data entry on document validation failure when accepting {GRAPHQL}",
            unknown,
            GRAPHQL,
            ANY_ERROR,
            without=("data",),
        ),
        Audit(
            "86EE",
            f"SHOULD use a status code of 400 on variable coercion failure when accepting {GRAPHQL}",
            NEEDS_ID,
            GRAPHQL,
            BAD,
        ),
    ]


AUDITS = _audits()


@pytest_asyncio.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """Talks to the endpoint in this process; sends no headers of its own accord that an audit leaves out."""
    transport = httpx.ASGITransport(app=ENDPOINT)
    async with httpx.AsyncClient(transport=transport, base_url="http://tieout.test") as talking:
        del talking.headers["accept"]
        yield talking


@pytest.mark.parametrize("audit", [pytest.param(audit, id=f"{audit.id} {audit.title}") for audit in AUDITS])
@pytest.mark.asyncio
async def test_audit(audit: Audit, client: httpx.AsyncClient) -> None:
    headers = {"accept": audit.accept} if audit.accept else {}
    if audit.url:
        answer = await client.get("/graphql", params=audit.url, headers=headers)
    else:
        if audit.content_type:
            headers["content-type"] = audit.content_type
        body = audit.sent if isinstance(audit.sent, bytes) else orjson.dumps(audit.sent)
        answer = await client.post("/graphql", content=body, headers=headers)
    assert answer.status_code in audit.status
    response = orjson.loads(answer.content.decode("utf-8"))
    if audit.answer_type:
        assert audit.answer_type in answer.headers["content-type"]
    for name in audit.without:
        assert name not in response


def test_knows_all_61_audits() -> None:
    assert len({audit.id for audit in AUDITS}) == len(AUDITS) == 61
