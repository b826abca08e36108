"""A key is used once: what is the same wish, what is another, and what of it is stored (domain R36, R36a)."""

import hashlib
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from graphql import GraphQLInputObjectType, get_named_type

from api.mutations.perform import SECRETS
from api.schema import core_schema
from domain.services.access import LONGEST_PASSWORD, password_trace
from domain.store.steps import Fetch, Sql
from domain.store.store import Store
from tests.support.billing import Centre
from tests.support.graphql import Api

MISMATCH = ["IDEMPOTENCY_MISMATCH"]
USER = {"email": "v@example.org", "name": "V", "password": "sunshine 2026", "idempotencyKey": "u1"}


@pytest.fixture
async def api(store: Store) -> AsyncIterator[Api]:
    await Centre.open(store)
    api = Api(store)
    yield api
    await api.http.aclose()


async def answer(api: Api, mutation: str, **wish: object) -> dict[str, Any]:
    name = mutation[0].upper() + mutation[1:]
    text = f"mutation ($i: {name}Input!) {{ {mutation}(input: $i) {{ replayed userErrors {{ code field }} }} }}"
    said: dict[str, Any] = (await api.data(text, i=wish))[mutation]
    return said


async def codes(api: Api, mutation: str, **wish: object) -> list[str]:
    said = await answer(api, mutation, **wish)
    assert said["replayed"] or said["userErrors"]
    return [error["code"] for error in said["userErrors"]]


async def stored(api: Api) -> str:
    def steps() -> Any:
        return [tuple(row) for row in (yield Fetch(Sql("select key, arguments_hash, outcome from idempotency_keys")))]

    return str(await api.store.read(steps()))


async def test_the_same_key_with_another_password_is_refused(api: Api) -> None:
    await answer(api, "createUser", **USER)
    assert await codes(api, "createUser", **USER) == []
    assert await codes(api, "createUser", **{**USER, "password": "sunshine 2027"}) == MISMATCH
    user = (await api.data("{ auditLog(first: 1) { nodes { after } } }"))["auditLog"]["nodes"][0]["after"]["id"]
    change = {"id": user, "password": "a new password", "idempotencyKey": "u2"}
    await answer(api, "updateUser", **change)
    assert await codes(api, "updateUser", **change) == []
    assert await codes(api, "updateUser", **{**change, "password": "another password"}) == MISMATCH
    assert await codes(api, "updateUser", id=user, idempotencyKey="u2", permissions=[]) == MISMATCH


async def test_nothing_that_is_stored_tells_a_password_quickly(api: Api) -> None:
    await answer(api, "createUser", **USER)
    wished = {name: value for name, value in USER.items() if name != "idempotencyKey"}
    for said in (wished, {**wished, "permissions": None}, {**wished, "clientAccountId": None}):
        text = orjson.dumps(["createUser", said], option=orjson.OPT_SORT_KEYS)
        assert hashlib.sha256(text).hexdigest() not in await stored(api)
    assert password_trace(USER["password"], "operator", "u1") != password_trace(USER["password"], "operator", "u2")
    assert "sunshine" not in await stored(api)


def test_every_secret_of_an_input_is_known_as_one() -> None:
    mutation = core_schema().mutation_type
    assert mutation is not None
    inputs = [get_named_type(field.args["input"].type) for field in mutation.fields.values()]
    names = {name for each in inputs if isinstance(each, GraphQLInputObjectType) for name in each.fields}
    assert {name for name in names if any(word in name.lower() for word in ("password", "secret", "token"))} == SECRETS


async def test_a_bad_password_is_refused_before_a_key_is_used(api: Api) -> None:
    bad = {**USER, "password": "x" * (LONGEST_PASSWORD + 1)}
    assert (await answer(api, "createUser", **bad))["userErrors"] == [
        {"code": "INVALID_VALUE", "field": ["input", "password"]}
    ]
    assert (await answer(api, "createUser", **USER))["userErrors"] == []


@pytest.mark.parametrize("more", [{"number": None}, {"date": None, "dueOn": None}, {"dryRun": None}])
async def test_null_and_absent_are_the_same_wish(api: Api, more: dict[str, object]) -> None:
    account = (await api.data('{ account(number: "1001") { id } }'))["account"]["id"]
    item = {"description": "Swim lessons", "ledgerCode": "SWIM", "amountCents": 500}
    wish = {"accountId": account, "items": [item], "idempotencyKey": "k"}
    await answer(api, "createInvoice", **wish)
    assert await codes(api, "createInvoice", **wish, **more) == []
    assert await codes(api, "createInvoice", **{**wish, "items": [{**item, "memberId": None}]}, **more) == []
    assert await codes(api, "createInvoice", **wish, number="K1") == MISMATCH


async def test_null_is_a_wish_of_its_own_where_it_empties(api: Api) -> None:
    account = (await api.data('{ account(number: "1001") { id } }'))["account"]["id"]
    wish = {"id": account, "ownerName": "Bo", "idempotencyKey": "k"}
    await answer(api, "updateAccount", **wish)
    assert await codes(api, "updateAccount", **wish, addMembers=None) == []
    assert await codes(api, "updateAccount", **wish, email=None) == MISMATCH


async def test_a_default_and_its_absence_are_the_same_wish(api: Api) -> None:
    account = (await api.data('{ account(number: "1001") { id } }'))["account"]["id"]
    wish = {"accountId": account, "idempotencyKey": "k"}
    await answer(api, "reconcileAccount", **wish)
    for kinds in (None, ["PAYMENT", "DEPOSIT"]):
        assert await codes(api, "reconcileAccount", **wish, kinds=kinds) == []
    assert await codes(api, "reconcileAccount", **wish, kinds=["CREDIT"]) == MISMATCH


async def test_no_kind_at_all_is_refused(api: Api) -> None:
    account = (await api.data('{ account(number: "1001") { id } }'))["account"]["id"]
    for mutation, wish in (("reconcileAccount", {"accountId": account}), ("reconcileAllAccounts", {})):
        said = await answer(api, mutation, **wish, kinds=[])
        assert said["userErrors"] == [{"code": "INVALID_VALUE", "field": ["input", "kinds"]}]
