"""What scanners of GraphQL servers look for, such as graphql-cop, whose package is empty: none of it is found here."""

from collections.abc import AsyncIterator

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from domain.store.store import Store

TYPENAME = "{ __typename }"
MUTATION = "mutation { reconcileAllAccounts(input: {}) { userErrors { code } } }"


@pytest.fixture
async def client(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(Settings(introspection="signed-in"), store))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as opened:
        yield opened


async def code_of(client: httpx.AsyncClient, query: object) -> str:
    errors = (await client.post("/graphql", json=query if isinstance(query, list) else {"query": query})).json()[
        "errors"
    ]
    return str(errors[0]["extensions"]["code"])


async def test_nothing_is_run_by_get_by_a_form_or_as_a_text(client: httpx.AsyncClient) -> None:
    for query in (TYPENAME, MUTATION):
        assert (await client.get("/graphql", params={"query": query})).status_code == 405
        assert (await client.post("/graphql", data={"query": query})).status_code == 415
        for kind in ("text/plain", "application/graphql", "multipart/form-data; boundary=x"):
            answer = await client.post("/graphql", content=query, headers={"content-type": kind})
            assert answer.status_code == 415, kind


async def test_no_explorer_stands_at_the_usual_addresses_or_at_the_endpoint(client: httpx.AsyncClient) -> None:
    for path in ("/graphiql", "/playground", "/graphql/console", "/altair", "/voyager", "/graphql/v1", "/v1/graphql"):
        assert (await client.get(path)).status_code == 404, path
    shown = await client.get("/graphql", headers={"accept": "text/html"})
    assert (shown.status_code, "<html" in shown.text.lower()) == (405, False)


async def test_overloads_are_refused_before_anything_runs(client: httpx.AsyncClient) -> None:
    aliases = " ".join(f"a{number}: __typename" for number in range(101))
    assert await code_of(client, f"{{ {aliases} }}") == "QUERY_TOO_COMPLEX"
    assert await code_of(client, f"{{ {'__typename ' * 501} }}") == "QUERY_TOO_COMPLEX"
    assert await code_of(client, f"{{ __typename {'@skip(if: false) ' * 400} }}") == "QUERY_TOO_COMPLEX"
    circle = "{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }"
    assert await code_of(client, circle) in {"QUERY_TOO_COMPLEX", "UNAUTHENTICATED"}
    assert await code_of(client, [{"query": TYPENAME}] * 10) == "BAD_USER_INPUT"  # no batches


async def test_errors_suggest_no_names_and_show_nothing_from_within(client: httpx.AsyncClient) -> None:
    for query in (
        "{ acount { id } }",
        "{ accounts(frist: 1) { nodes { id } } }",
        "query ($a: Strin) { __typename }",
        "{",
    ):
        answer = await client.post("/graphql", json={"query": query})
        assert "errors" in answer.json()
        for sign in ("Did you mean", "Traceback", "stacktrace", 'File "', "extensions.exception", "tracing"):
            assert sign not in answer.text, query
    assert (await client.post("/graphql", json={"query": TYPENAME})).json().get("extensions", {}).keys() <= {"cost"}
    assert await code_of(client, "{ __schema { queryType { name } } }") == "UNAUTHENTICATED"
