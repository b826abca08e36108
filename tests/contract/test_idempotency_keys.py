"""An idempotency key is used once: which arguments are equal, which differ, and what is stored (domain R36, R36a)."""

import hashlib
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from graphql import GraphQLInputObjectType, get_named_type

from api.mutations.perform import SECRETS
from api.schema import core_schema
from domain.services.credentials import LONGEST_PASSWORD, password_trace
from domain.store.program import Query, Sql
from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.graphql import Api

MISMATCH = ["IDEMPOTENCY_MISMATCH"]
USER = {"email": "v@example.org", "name": "V", "password": "sunshine 2026", "idempotencyKey": "u1"}


@pytest.fixture
async def api(store: Store) -> AsyncIterator[Api]:
    await Centre.open(store)
    api = Api(store)
    yield api
    await api.http.aclose()


async def answer(api: Api, mutation: str, **command: object) -> dict[str, Any]:
    name = mutation[0].upper() + mutation[1:]
    text = f"mutation ($i: {name}Input!) {{ {mutation}(input: $i) {{ replayed userErrors {{ code field }} }} }}"
    response: dict[str, Any] = (await api.data(text, i=command))[mutation]
    return response


async def codes(api: Api, mutation: str, **command: object) -> list[str]:
    response = await answer(api, mutation, **command)
    assert response["replayed"] or response["userErrors"]
    return [error["code"] for error in response["userErrors"]]


async def stored(api: Api) -> str:
    def steps() -> Any:
        return [tuple(row) for row in (yield Query(Sql("select key, arguments_hash, outcome from idempotency_keys")))]

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


async def test_no_stored_value_is_a_fast_hash_of_a_password(api: Api) -> None:
    await answer(api, "createUser", **USER)
    requested = {name: value for name, value in USER.items() if name != "idempotencyKey"}
    for response in (requested, {**requested, "permissions": None}, {**requested, "clientAccountId": None}):
        text = orjson.dumps(["createUser", response], option=orjson.OPT_SORT_KEYS)
        assert hashlib.sha256(text).hexdigest() not in await stored(api)
    assert password_trace(USER["password"], "operator", "u1") != password_trace(USER["password"], "operator", "u2")
    assert "sunshine" not in await stored(api)


def test_every_secret_input_field_is_listed() -> None:
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
async def test_null_and_absent_are_the_same_argument(api: Api, more: dict[str, object]) -> None:
    account = (await api.data('{ account(number: "1001") { id } }'))["account"]["id"]
    item = {"description": "Swim lessons", "ledgerCode": "SWIM", "amountCents": 500}
    command = {"accountId": account, "items": [item], "idempotencyKey": "k"}
    await answer(api, "createInvoice", **command)
    assert await codes(api, "createInvoice", **command, **more) == []
    assert await codes(api, "createInvoice", **{**command, "items": [{**item, "memberId": None}]}, **more) == []
    assert await codes(api, "createInvoice", **command, number="K1") == MISMATCH


async def test_null_differs_from_absent_for_fields_it_clears(api: Api) -> None:
    account = (await api.data('{ account(number: "1001") { id } }'))["account"]["id"]
    command = {"id": account, "ownerName": "Bo", "idempotencyKey": "k"}
    await answer(api, "updateAccount", **command)
    assert await codes(api, "updateAccount", **command, addMembers=None) == []
    assert await codes(api, "updateAccount", **command, email=None) == MISMATCH


async def test_a_default_and_its_absence_are_the_same_argument(api: Api) -> None:
    account = (await api.data('{ account(number: "1001") { id } }'))["account"]["id"]
    command = {"accountId": account, "idempotencyKey": "k"}
    await answer(api, "reconcileAccount", **command)
    for kinds in (None, ["PAYMENT", "DEPOSIT"]):
        assert await codes(api, "reconcileAccount", **command, kinds=kinds) == []
    assert await codes(api, "reconcileAccount", **command, kinds=["CREDIT"]) == MISMATCH


async def test_refuses_an_empty_list_of_kinds(api: Api) -> None:
    account = (await api.data('{ account(number: "1001") { id } }'))["account"]["id"]
    for mutation, command in (("reconcileAccount", {"accountId": account}), ("reconcileAllAccounts", {})):
        response = await answer(api, mutation, **command, kinds=[])
        assert response["userErrors"] == [{"code": "INVALID_VALUE", "field": ["input", "kinds"]}]
