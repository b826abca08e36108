"""Rotating a token: a new secret for the same token, the former one ends, nobody gets what they may not (domain R33c)."""

from collections.abc import AsyncIterator

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from domain.errors import InvalidValue, NotFound, PermissionMissing, WrongState
from domain.permissions import Permission, Principal, PrincipalKind
from domain.services.credentials import new_token
from domain.services.tokens import CreateApiToken, EndApiTokenOverlap, RevokeApiToken, RotateApiToken
from domain.services.undo.batch import UndoBatch
from domain.store.store import Store
from tests.support.centre import Centre, run
from tests.support.contradictions import contradictions_of
from tests.support.graphql import Api

HOUR_US = 3_600_000_000
ROTATE = """mutation ($input: RotateApiTokenInput!) { rotateApiToken(input: $input) {
  userErrors { code field } replayed token apiToken { prefix formerUntil formerUsedAt rotatedAt expiresOn lastUsedAt }
} }"""


class Door:
    """The API, at a clock that the test moves."""

    def __init__(self, store: Store, http: httpx.AsyncClient) -> None:
        self.store, self.http, self.now = store, http, store.clock()
        store.clock = lambda: self.now

    async def lets_in(self, secret: str) -> bool:
        headers = {"Authorization": f"Bearer {secret}"}
        answer = await self.http.post("/graphql", json={"query": "{ viewer { name } }"}, headers=headers)
        await self.store.drain()
        return answer.status_code == 200


@pytest.fixture
async def door(store: Store) -> AsyncIterator[Door]:
    settings = Settings()
    transport = httpx.ASGITransport(app=create_app(settings, store))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield Door(store, client)


async def new(store: Store, secret: str, *permissions: Permission) -> int:
    token: int = (await run(store, CreateApiToken("Shop", permissions, secret))).result.api_token
    return token


async def test_both_secrets_work_until_the_overlap_ends(store: Store, door: Door) -> None:
    first, second = new_token(), new_token()
    token = await new(store, first)
    assert await door.lets_in(first)
    await run(store, RotateApiToken(token, second, 2))
    door.now += HOUR_US
    assert [await door.lets_in(each) for each in (first, second)] == [True, True]
    (used,) = await Centre(store).rows("select former_used_at = last_used_at from api_tokens")
    assert used[0]
    door.now += HOUR_US + 1_000
    assert [await door.lets_in(each) for each in (first, second)] == [False, True]
    assert await contradictions_of(store) == []


async def test_a_secret_before_the_former_one_stops_at_once(store: Store, door: Door) -> None:
    secrets = [new_token() for _ in range(3)]
    token = await new(store, secrets[0])
    for secret in secrets[1:]:
        await run(store, RotateApiToken(token, secret))
    assert [await door.lets_in(each) for each in secrets] == [False, True, True]
    await run(store, RotateApiToken(token, last := new_token(), 0))
    assert [await door.lets_in(each) for each in (*secrets, last)] == [False, False, False, True]


async def test_an_overlap_is_ended_early_and_revoking_ends_both(store: Store, door: Door) -> None:
    first, second, third = new_token(), new_token(), new_token()
    token = await new(store, first)
    await run(store, RotateApiToken(token, second))
    await run(store, EndApiTokenOverlap(token))
    assert [await door.lets_in(each) for each in (first, second)] == [False, True]
    assert (await run(store, EndApiTokenOverlap(token))).batch_id is None
    await run(store, RotateApiToken(token, third))
    await run(store, RevokeApiToken(token))
    assert [await door.lets_in(each) for each in (second, third)] == [False, False]
    with pytest.raises(WrongState, match="revoked"):
        await run(store, RotateApiToken(token, new_token()))


async def test_a_secret_ends_with_the_expiry_that_it_had_whatever_the_new_one_has(store: Store, door: Door) -> None:
    first, second, third = new_token(), new_token(), new_token()
    token: int = (await run(store, CreateApiToken("Shop", (), first, 1))).result.api_token
    door.now += HOUR_US
    await run(store, RotateApiToken(token, second, 720, 2))
    assert [await door.lets_in(each) for each in (first, second)] == [True, True]
    door.now += 48 * HOUR_US  # the second day after the token was made, whatever the hour
    assert [await door.lets_in(each) for each in (first, second)] == [False, True]
    door.now += 48 * HOUR_US
    assert not await door.lets_in(second)
    await run(store, RotateApiToken(token, third, 24, 30))
    assert [await door.lets_in(each) for each in (first, second, third)] == [False, False, True]
    ((former,),) = await Centre(store).rows("select former_secret_hash from api_tokens")
    assert former is None
    assert await contradictions_of(store) == []


async def test_the_new_secret_is_shown_once_and_stored_nowhere(store: Store) -> None:
    token = await new(store, new_token(), Permission.VIEW_REPORTS)
    given = {"id": f"to_{token}", "idempotencyKey": "monday", "expiresInDays": 30}
    first = (await Api(store).data(ROTATE, input=given))["rotateApiToken"]
    assert first["token"].startswith(first["apiToken"]["prefix"])
    assert first["apiToken"]["formerUntil"] > first["apiToken"]["rotatedAt"]
    assert first["apiToken"]["expiresOn"]
    again = (await Api(store).data(ROTATE, input=given))["rotateApiToken"]
    assert (again["replayed"], again["token"]) == (True, None)
    tried = (await Api(store).data(ROTATE, input={"id": f"to_{token}", "dryRun": True}))["rotateApiToken"]
    assert (tried["userErrors"], tried["token"]) == ([], None)
    for table in ("audit_events", "idempotency_keys", "api_tokens", "batches"):
        assert first["token"] not in str(await Centre(store).rows(f"select * from {table}"))


async def test_nobody_learns_the_secret_of_a_token_that_may_do_more_than_they(store: Store) -> None:
    token = await new(store, new_token(), Permission.IMPORT_DATA)
    clerk = Principal(PrincipalKind.USER, "user:7", "Kim", frozenset({Permission.MANAGE_ACCESS}), 7)
    with pytest.raises(PermissionMissing, match="IMPORT_DATA"):
        await run(store, RotateApiToken(token, new_token()), clerk)
    await run(store, EndApiTokenOverlap(token), clerk)


async def test_refuses_unknown_tokens_and_overlaps_out_of_range(store: Store) -> None:
    token = await new(store, new_token())
    for hours in (-1, 721):
        with pytest.raises(InvalidValue, match="0 to 720"):
            await run(store, RotateApiToken(token, new_token(), hours))
    with pytest.raises(InvalidValue, match="3,650"):
        await run(store, RotateApiToken(token, new_token(), 1, 0))
    for command in (RotateApiToken(17, new_token()), EndApiTokenOverlap(17)):
        with pytest.raises(NotFound):
            await run(store, command)


async def test_no_undo_brings_a_secret_back_and_older_batches_stay_undoable(store: Store, door: Door) -> None:
    first, second = new_token(), new_token()
    made = await run(store, CreateApiToken("Shop", (), first))
    token = made.result.api_token
    rotated = await run(store, RotateApiToken(token, second))
    ended = await run(store, EndApiTokenOverlap(token))
    for batch, reason in ((rotated, "made a new secret"), (ended, "stopped a former secret")):
        with pytest.raises(WrongState, match=reason):
            await run(store, UndoBatch(batch.batch_id or 0))
    await run(store, UndoBatch(made.batch_id or 0))
    assert [await door.lets_in(each) for each in (first, second)] == [False, False]
