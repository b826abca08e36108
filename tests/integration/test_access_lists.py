"""Lists of users by name and of tokens newest first, for callers who manage access."""

import pytest

from domain.permissions import Permission, Principal, PrincipalKind
from domain.services.access import CreateUser
from domain.services.credentials import new_token
from domain.services.tokens import CreateApiToken, RevokeApiToken
from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.graphql import Api

USERS = """query ($first: Int!, $after: String) { users(first: $first, after: $after) {
  totalCount nodes { name email permissions disabled client account { number } } pageInfo { endCursor hasNextPage }
} }"""
TOKENS = "{ apiTokens { totalCount nodes { name prefix permissions expiresOn lastUsedAt revoked } } }"


async def test_users_are_listed_by_name_page_by_page_clients_with_their_account(centre: Centre) -> None:
    people = (("Zoe", "a@example.org", None), ("Ann", "b@example.org", None), ("Ann", "c@example.org", centre.rivera))
    for name, email, account in people:
        command = CreateUser(email, name, "hash", () if account else (Permission.VIEW_REPORTS,), account)
        await centre.do(command)
    api = Api(centre.store)
    first = (await api.data(USERS, first=2))["users"]
    assert first["totalCount"] == 3
    assert [(each["name"], each["email"], each["client"]) for each in first["nodes"]] == [
        ("Ann", "b@example.org", False),
        ("Ann", "c@example.org", True),
    ]
    assert first["nodes"][0]["account"] is None
    assert first["nodes"][1]["account"]["number"]
    rest = (await api.data(USERS, first=2, after=first["pageInfo"]["endCursor"]))["users"]
    assert [each["name"] for each in rest["nodes"]] == ["Zoe"]
    assert not rest["pageInfo"]["hasNextPage"]


async def test_tokens_are_listed_newest_first_revoked_ones_too(centre: Centre) -> None:
    made = []
    for name in ("old", "new"):
        command = CreateApiToken(name, (Permission.VIEW_REPORTS,), new_token(), 30)
        made.append((await centre.do(command)).result.api_token)
    await centre.do(RevokeApiToken(made[0]))
    tokens = (await Api(centre.store).data(TOKENS))["apiTokens"]
    assert tokens["totalCount"] == 2
    assert [(each["name"], each["revoked"]) for each in tokens["nodes"]] == [("new", False), ("old", True)]
    assert all(each["prefix"].startswith("tieout_") and each["expiresOn"] for each in tokens["nodes"])


@pytest.mark.parametrize("question", ["{ users { totalCount } }", TOKENS])
async def test_only_access_managers_see_users_and_tokens(store: Store, question: str) -> None:
    others = frozenset(Permission) - {Permission.MANAGE_ACCESS}
    for held, code in ((others, "FORBIDDEN"), (frozenset({Permission.MANAGE_ACCESS}), None)):
        answer = await Api(store, Principal(PrincipalKind.USER, "user:1", "Ann", held))(question)
        assert {each["extensions"]["code"] for each in answer.get("errors", [])} == ({code} if code else set())
