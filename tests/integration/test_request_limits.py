"""What one caller may ask for, over HTTP: requests and values a minute, the schema, passwords that are hashed at once."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from domain.permissions import ALL_PERMISSIONS
from domain.services.credentials import HASHING, WAITING_A_PLACE, new_token
from domain.services.tokens import CreateApiToken
from domain.store.store import Store
from tests.support.centre import Centre

SCHEMA = "{ __schema { queryType { name } } }"
HIDDEN_SCHEMA = '{ ...all } fragment all on Query { ... { t: __type(name: "Query") { name } } }'
ACCOUNT = '{ account(number: "1001") { number ownerName currency balanceCents unreconciledDebitCents } }'
RESPONSE = "application/graphql-response+json"


@contextlib.asynccontextmanager
async def served(store: Store, **settings: object) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server with these settings."""
    transport = httpx.ASGITransport(create_app(Settings(**settings), store))  # type: ignore[arg-type]  # as given
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


async def tokens(store: Store, count: int) -> list[str]:
    """Make tokens that may do everything."""
    centre = await Centre.open(store)
    made = [new_token() for _ in range(count)]
    for number, each in enumerate(made):
        await centre.do(CreateApiToken(f"shop {number}", sorted(ALL_PERMISSIONS), each))
    return made


async def ask(client: httpx.AsyncClient, query: str, token: str = "", accept: str = RESPONSE) -> httpx.Response:
    """Send a query, signed in by a token if there is one."""
    headers = {"accept": accept, **({"authorization": f"Bearer {token}"} if token else {})}
    return await client.post("/graphql", json={"query": query}, headers=headers)


def code_of(answer: httpx.Response) -> str:
    """The code of an answer's first error, "" if it has none."""
    errors = answer.json().get("errors")
    return str(errors[0]["extensions"]["code"]) if errors else ""


async def test_each_caller_has_requests_of_their_own(store: Store) -> None:
    first, second = await tokens(store, 2)
    async with served(store, requests_per_minute=2) as client:
        assert [code_of(await ask(client, ACCOUNT, first)) for _ in range(3)] == ["", "", "RATE_LIMITED"]
        refused = await ask(client, ACCOUNT, first)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "30")
        in_json = await ask(client, ACCOUNT, first, "application/json")
        assert (in_json.status_code, in_json.headers["retry-after"]) == (200, "30")
        assert code_of(await ask(client, ACCOUNT, second)) == ""


async def test_who_is_not_signed_in_is_counted_by_address(store: Store) -> None:
    (token,) = await tokens(store, 1)
    async with served(store, requests_per_minute=3) as client:
        wrong = await ask(client, ACCOUNT, "tieout_wrong")
        assert (wrong.status_code, code_of(wrong)) == (401, "UNAUTHENTICATED")
        assert code_of(await ask(client, SCHEMA)) == ""
        assert (await client.get("/graphql", params={"query": SCHEMA})).status_code == 200
        for refused in (
            await ask(client, ACCOUNT, "tieout_wrong"),
            await ask(client, SCHEMA),
            await client.get("/graphql", params={"query": SCHEMA}),
        ):
            assert code_of(refused) == "RATE_LIMITED"
        assert code_of(await ask(client, ACCOUNT, token)) == ""


async def test_the_values_of_an_answer_are_counted(store: Store) -> None:
    (token,) = await tokens(store, 1)
    async with served(store, values_per_minute=5) as client:
        answer = await ask(client, ACCOUNT, token)
        assert answer.json()["extensions"]["cost"]["values"] == 5
        assert code_of(await ask(client, ACCOUNT, token)) == "RATE_LIMITED"


async def test_only_who_is_signed_in_reads_the_schema_where_that_is_set(store: Store) -> None:
    (token,) = await tokens(store, 1)
    async with served(store, introspection="signed-in") as client:
        for query in (SCHEMA, HIDDEN_SCHEMA):
            assert code_of(await ask(client, query)) == "UNAUTHENTICATED"
            assert code_of(await ask(client, query, token)) == ""
        assert (await client.get("/graphql", params={"query": SCHEMA})).status_code == 405
        assert code_of(await ask(client, "{ __typename }")) == ""


@pytest.mark.parametrize("query", ["{ accont { id } }", "mutation { creatRole { id } }", "{ account(idd: 1) { id } }"])
async def test_errors_tell_nothing_of_a_schema_that_the_caller_may_not_read(store: Store, query: str) -> None:
    (token,) = await tokens(store, 1)
    async with served(store, introspection="signed-in") as client:
        for sender, explained in (("", False), (token, True), ("", False)):
            answer = await ask(client, query, sender)
            assert code_of(answer) == "BAD_USER_INPUT"
            message = answer.json()["errors"][0]["message"]
            assert ("Sign in, or send a token" in message, "account" in message or "create" in message) == (
                not explained,
                explained,
            )
        assert "Syntax Error" in (await ask(client, "{")).json()["errors"][0]["message"]
    async with served(store) as client:
        assert "Sign in" not in (await ask(client, query)).json()["errors"][0]["message"]


async def test_a_sign_in_beyond_those_who_wait_is_refused_as_busy_until_there_is_room(store: Store) -> None:
    free = threading.Event()
    password = {"email": "ann@example.org", "password": "long enough"}
    (token,) = await tokens(store, 1)
    async with served(store, password_hashes=3) as client:
        hashed = [asyncio.ensure_future(HASHING.run(free.wait, 30)) for _ in range(3 * (1 + WAITING_A_PLACE))]
        await asyncio.sleep(0)
        refused = await client.post("/session", json=password, headers={"X-Tieout": "1"})
        assert (refused.status_code, "retry-after" in refused.headers) == (503, True)
        user = {"email": "bo@example.org", "name": "Bo", "password": "long enough", "permissions": []}
        create = "mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }"
        sent = {"query": create, "variables": {"input": user}}
        refused = await client.post("/graphql", json=sent, headers={"Authorization": f"Bearer {token}"})
        assert code_of(refused) == "BUSY"
        free.set()
        assert await asyncio.gather(*hashed) == [True] * len(hashed)
        assert (await client.post("/session", json=password, headers={"X-Tieout": "1"})).status_code == 401
