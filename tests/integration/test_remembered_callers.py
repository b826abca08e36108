"""Callers are remembered, and yet nobody is answered who lost their access, or with rights that they no longer have."""

from collections.abc import AsyncIterator
from itertools import product
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from domain.permissions import BILLING, Permission
from domain.services.access import UpdateUser
from domain.services.credentials import hash_password, new_token
from domain.services.tokens import CreateApiToken, RevokeApiToken
from domain.store.program import Program
from domain.store.store import Store
from tests.integration.test_access import X, new_user, sign_in
from tests.support.centre import Centre

ACCOUNTS = "{ accounts { totalCount } }"
REQUESTS = {
    "a query": ACCOUNTS,
    "a query that reads nothing": "{ __typename }",
    "what may not be asked": "{ apiTokens { nodes { name } } }",
    "what is no query": "{ accounts { nothing } }",
    "an account that is not there": '{ account(id: "no id") { id } }',
    "a mutation": 'mutation { createLedgerCode(input: {code: "NEW", title: "New"}) { ledgerCode { code } } }',
    "a dry run": 'mutation { createLedgerCode(input: {code: "T", title: "T", dryRun: true}) { ledgerCode { code } } }',
}
RIGHTS = (*BILLING, Permission.RECORD_TRANSACTIONS)


@pytest.fixture
async def http(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings()
    transport = httpx.ASGITransport(app=create_app(settings, store))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


async def asked(http: httpx.AsyncClient, query: str, **headers: str) -> httpx.Response:
    return await http.post("/graphql", json={"query": query}, headers=headers)


async def of_new_token(centre: Centre) -> tuple[int, dict[str, str]]:
    """A token's id, and the headers of its requests."""
    secret = new_token()
    made = await centre.do(CreateApiToken("shop", RIGHTS, secret))
    return made.result.api_token, {"Authorization": f"Bearer {secret}"}


async def test_a_revoked_token_is_refused_whatever_it_asks(
    centre: Centre, http: httpx.AsyncClient, subtests: pytest.Subtests
) -> None:
    accepted = ("application/json", "application/graphql-response+json")
    for (name, request), accept in product(REQUESTS.items(), accepted):
        token, headers = await of_new_token(centre)
        assert "data" in (await asked(http, ACCOUNTS, **headers)).json()
        await centre.do(RevokeApiToken(token))
        with subtests.test(name, accept=accept):
            answer = await asked(http, request, **headers, accept=accept)
            assert answer.status_code == 401
            assert [each["extensions"]["code"] for each in answer.json()["errors"]] == ["UNAUTHENTICATED"]
            assert await centre.rows("select count(*) from ledger_codes where code = 'NEW'") == [(0,)]


async def test_rights_that_were_given_or_taken_count_at_once(centre: Centre, http: httpx.AsyncClient) -> None:
    await new_user(centre, "boss@example.org")
    user = await new_user(centre, "ann@example.org", Permission.VIEW_REPORTS)
    await sign_in(http)

    async def outcome() -> Any:
        answer = (await asked(http, "{ viewer { name } accounts { totalCount } }", **X)).json()
        return answer["data"]["viewer"] if "errors" not in answer else answer["errors"][0]["extensions"]["code"]

    assert await outcome() == "FORBIDDEN"
    for permissions, name, expected in (
        ([Permission.VIEW_CLIENT_ACCOUNTS], "Ann", {"name": "Ann"}),
        ([Permission.VIEW_CLIENT_ACCOUNTS], "Ann Lee", {"name": "Ann Lee"}),
        ([Permission.VIEW_REPORTS], "Ann Lee", "FORBIDDEN"),
    ):
        await centre.do(UpdateUser(user, name=name, permissions=permissions))
        assert [await outcome(), await outcome()] == [expected, expected]


async def test_an_ended_session_lets_nobody_in(centre: Centre, http: httpx.AsyncClient) -> None:
    await new_user(centre, "boss@example.org")
    user = await new_user(centre)
    await sign_in(http)
    assert "data" in (await asked(http, ACCOUNTS, **X)).json()
    await centre.do(UpdateUser(user, password_hash=hash_password("another one, longer")))
    for query in REQUESTS.values():
        answer = (await asked(http, query, **X)).json()
        if query != REQUESTS["a query that reads nothing"]:  # anybody may ask that
            assert answer.get("data") is None
            assert answer["errors"]


async def test_who_asks_is_read_in_one_view_with_the_answer(
    centre: Centre, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, headers = await of_new_token(centre)
    assert "data" in (await asked(http, ACCOUNTS, **headers)).json()
    reads = 0
    read = centre.store.backend.read

    async def counted(program: Program[Any], **options: Any) -> Any:
        nonlocal reads
        reads += 1
        return await read(program, **options)

    monkeypatch.setattr(centre.store.backend, "read", counted)
    assert "data" in (await asked(http, ACCOUNTS, **headers)).json()
    assert reads == 1
