"""The first administrator, created in the browser by the link that ``tieout serve`` prints (domain R33)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import orjson
import pytest

from api.app import create_app
from api.auth.first_admin import PATH
from api.settings import Settings
from domain.permissions import ALL_PERMISSIONS, OPERATOR
from domain.queries.access import users_by_email
from domain.services.access import CreateUser, UpdateUser
from domain.services.credentials import hash_password, hash_secret, new_secret
from domain.store.store import Store
from tests.support.centre import run

X = {"X-Tieout": "1"}
CODE = new_secret()
ADMIN = {"code": CODE, "email": "Ann@Example.org", "name": "Ann", "password": "correct horse battery"}


@pytest.fixture
async def http(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(Settings(), store, first_admin=hash_secret(CODE))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        yield client


async def create(http: httpx.AsyncClient, **changed: Any) -> tuple[int, str]:
    answer = await http.post(PATH, json={**ADMIN, **changed}, headers=X)
    return answer.status_code, answer.json()["errors"][0]["extensions"]["code"] if answer.content else ""


async def test_the_link_creates_one_user_who_may_do_everything(store: Store, http: httpx.AsyncClient) -> None:
    assert await create(http) == (204, "")
    (user,) = (await store.read(users_by_email(["ann@example.org"]))).values()
    assert orjson.loads(user.permissions) == sorted(ALL_PERMISSIONS)
    signed_in = await http.post("/session", json={"email": "ann@example.org", "password": ADMIN["password"]}, headers=X)
    assert signed_in.status_code == 204
    assert await create(http, email="eve@example.org") == (403, "FORBIDDEN")


async def test_of_many_at_once_one_is_the_first(store: Store, http: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(create(http, email=f"user{each}@example.org") for each in range(8)))
    assert sorted(answers) == [(204, ""), *[(403, "FORBIDDEN")] * 7]
    assert len(await store.read(users_by_email([f"user{each}@example.org" for each in range(8)]))) == 1


async def test_of_many_processes_at_once_one_creates_the_first(store: Store) -> None:
    async def by_its_own(number: int) -> tuple[int, str]:
        app = create_app(Settings(), store, first_admin=hash_secret(CODE))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as process:
            return await create(process, email=f"user{number}@example.org")

    answers = await asyncio.gather(*map(by_its_own, range(4)))
    assert sorted(answers) == [(204, ""), *[(403, "FORBIDDEN")] * 3]


@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ({"code": new_secret()}, (403, "FORBIDDEN")),
        ({"code": ""}, (403, "FORBIDDEN")),
        ({"code": None}, (400, "BAD_USER_INPUT")),
        ({"email": "nobody"}, (400, "BAD_USER_INPUT")),
        ({"name": " "}, (400, "BAD_USER_INPUT")),
        ({"password": "short"}, (400, "BAD_USER_INPUT")),
    ],
)
async def test_nobody_is_created_without_the_code_or_by_what_is_not_valid(
    store: Store, http: httpx.AsyncClient, changed: dict[str, Any], answer: tuple[int, str]
) -> None:
    assert await create(http, **changed) == answer
    assert await store.read(users_by_email(["ann@example.org", "nobody"])) == {}


async def test_another_site_cannot_send_it(http: httpx.AsyncClient) -> None:
    assert (await http.post(PATH, json=ADMIN)).status_code == 403


async def test_a_server_that_printed_no_link_takes_no_code(store: Store) -> None:
    app = create_app(Settings(), store)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        assert await create(client) == (403, "FORBIDDEN")
        assert await create(client, code="") == (403, "FORBIDDEN")


async def test_the_link_holds_while_those_who_are_there_are_disabled(store: Store, http: httpx.AsyncClient) -> None:
    hashed = hash_password("correct horse battery")
    bob = (await run(store, CreateUser("bob@example.org", "Bob", hashed))).result.user
    assert await create(http) == (403, "FORBIDDEN")
    await store.run(UpdateUser(bob, disabled=True), OPERATOR)
    assert await create(http) == (204, "")
