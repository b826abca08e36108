"""Users, tokens, sessions, sign-in links: who comes in, and what nobody can do."""

import pathlib
from collections.abc import AsyncIterator

import httpx
import orjson
import pytest

from api.app import create_app
from api.auth.limiter import Limiter
from api.auth.sign_in import sign_in_path
from api.settings import BadSettings, Settings, read_settings
from domain.errors import InvalidValue, NotFound, PermissionMissing, WrongState
from domain.permissions import ALL_PERMISSIONS, OPERATOR, Permission, Principal, PrincipalKind
from domain.services.access import (
    ApiTokenOutcome,
    CreateApiToken,
    CreateUser,
    RevokeApiToken,
    UpdateUser,
    UserOutcome,
    create_api_token,
    create_user,
    hash_password,
    new_token,
    revoke_api_token,
    update_user,
)
from domain.store.store import Store
from tests.support.billing import Centre
from tests.support.passwords import OWN_HASHER

PASSWORD = "correct horse battery"
HASH = hash_password(PASSWORD)
VIEWER = {"query": "{ viewer { kind name permissions } }"}
X = {"X-Tieout": "1"}


@pytest.fixture
async def centre(store: Store) -> Centre:
    return await Centre.open(store)


@pytest.fixture
async def http(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    transport = httpx.ASGITransport(app=create_app(settings, store))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


async def new_user(centre: Centre, email: str = "ann@example.org", *permissions: Permission) -> int:
    wish = CreateUser(email, "Ann", HASH, permissions or sorted(ALL_PERMISSIONS))
    return (await centre.do("createUser", create_user, wish, UserOutcome)).outcome.user


async def sign_in(http: httpx.AsyncClient, password: str = PASSWORD, email: str = "ann@example.org") -> httpx.Response:
    return await http.post("/session", json={"email": email, "password": password}, headers=X)


async def asked(http: httpx.AsyncClient, **headers: str) -> dict[str, object]:
    answer = await http.post("/graphql", json=VIEWER, headers={**headers})
    said: dict[str, object] = answer.json()
    return said


async def test_a_password_opens_a_session_and_signing_out_ends_it(centre: Centre, http: httpx.AsyncClient) -> None:
    await new_user(centre)
    answer = await sign_in(http, email=" Ann@Example.org ")
    assert answer.status_code == 204
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert answer.headers["set-cookie"].startswith("tieout=")
    assert (await asked(http, **X))["data"]["viewer"]["name"] == "Ann"  # type: ignore[index]
    assert (await asked(http))["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"  # type: ignore[index]
    kept = dict(http.cookies)
    assert (await http.delete("/session", headers=X)).status_code == 204
    http.cookies.update(kept)
    assert "errors" in await asked(http, **X)


@pytest.mark.parametrize(
    ("email", "password"), [("ann@example.org", "wrong password"), ("nobody@example.org", PASSWORD)]
)
async def test_a_wrong_password_and_an_unknown_address_answer_alike(
    centre: Centre, http: httpx.AsyncClient, email: str, password: str
) -> None:
    await new_user(centre)
    answer = await sign_in(http, password, email)
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["message"] == "The e-mail address or the password is wrong."
    assert "set-cookie" not in answer.headers


async def test_guessing_is_slowed_down(centre: Centre, http: httpx.AsyncClient) -> None:
    await new_user(centre, "ann@example.org")
    statuses = [(await sign_in(http, "wrong password")).status_code for _ in range(9)]
    assert statuses == [401] * 8 + [429]
    refused = await sign_in(http)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0


@pytest.mark.parametrize(
    "content", [b"null", b"[]", b"{", b'{"email": 1, "password": 2}', b'{"email": "a"}', b"x" * 5000]
)
async def test_other_bodies_are_refused_in_words(http: httpx.AsyncClient, content: bytes) -> None:
    answer = await http.post("/session", content=content, headers={**X, "content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert (
        await http.post("/session", content=content, headers={"content-type": "application/json"})
    ).status_code == 403
    assert (await http.delete("/session")).status_code == 403


async def test_a_sign_in_link_works_once(centre: Centre, http: httpx.AsyncClient) -> None:
    path = await sign_in_path(centre.store, await new_user(centre))  # type: ignore[arg-type]
    answer = await http.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "data" in await asked(http, **X)
    again = await http.get(path)
    assert again.headers["location"] == "/?sign-in=expired"
    assert (await http.get("/sign-in/nonsense")).headers["location"] == "/?sign-in=expired"


async def test_a_link_of_a_disabled_user_works_no_more(centre: Centre, http: httpx.AsyncClient) -> None:
    await new_user(centre, "boss@example.org")
    user = await new_user(centre)
    path = await sign_in_path(centre.store, user)  # type: ignore[arg-type]
    await centre.do("updateUser", update_user, UpdateUser(user, disabled=True), UserOutcome)
    assert (await http.get(path)).headers["location"] == "/?sign-in=expired"
    assert (await sign_in(http)).status_code == 401


async def test_disabling_or_a_new_password_ends_the_sessions(centre: Centre, http: httpx.AsyncClient) -> None:
    await new_user(centre, "boss@example.org")
    user = await new_user(centre)
    for change in (
        UpdateUser(user, password_hash=hash_password("another one, longer")),
        UpdateUser(user, disabled=True),
    ):
        path = await sign_in_path(centre.store, user)  # type: ignore[arg-type]
        await http.get(path)
        assert "data" in await asked(http, **X)
        await centre.do("updateUser", update_user, change, UserOutcome)
        assert "errors" in await asked(http, **X)


async def test_a_token_lets_in_until_it_is_revoked(centre: Centre, http: httpx.AsyncClient) -> None:
    secret = new_token()
    wish = CreateApiToken("Shop", [Permission.VIEW_REPORTS], secret, 30)
    token = (await centre.do("createApiToken", create_api_token, wish, ApiTokenOutcome)).outcome.api_token
    said = await asked(http, Authorization=f"Bearer {secret}")
    assert said["data"]["viewer"] == {"kind": "TOKEN", "name": "token Shop", "permissions": ["VIEW_REPORTS"]}  # type: ignore[index]
    await centre.store.rest()
    assert await centre.rows("select last_used_at is not null from api_tokens") in ([(True,)], [(1,)])
    assert await centre.rows(f"select count(*) from api_tokens where secret_hash = '{secret}'") == [(0,)]
    await centre.do("revokeApiToken", revoke_api_token, RevokeApiToken(token), ApiTokenOutcome)
    again = await centre.do("revokeApiToken", revoke_api_token, RevokeApiToken(token), ApiTokenOutcome)
    assert again.batch_id is None
    assert "errors" in await asked(http, Authorization=f"Bearer {secret}")


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic abc", "tieout_x", "Bearer tieout_unknown"])
async def test_other_credentials_are_refused_with_what_to_do(http: httpx.AsyncClient, header: str) -> None:
    answer = await http.post("/graphql", json=VIEWER, headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_nobody_gives_what_they_do_not_hold(centre: Centre) -> None:
    clerk = Principal(PrincipalKind.USER, "u", "Clerk", frozenset({Permission.MANAGE_ACCESS}))
    with pytest.raises(PermissionMissing):
        wish = CreateUser("x@example.org", "X", HASH, [Permission.VIEW_REPORTS])
        await centre.do("createUser", create_user, wish, UserOutcome, clerk)
    with pytest.raises(PermissionMissing):
        token = CreateApiToken("T", [Permission.VIEW_REPORTS], new_token())
        await centre.do("createApiToken", create_api_token, token, ApiTokenOutcome, clerk)


async def test_somebody_must_be_left_who_manages_access(centre: Centre) -> None:
    boss = await new_user(centre)
    for wish in (UpdateUser(boss, disabled=True), UpdateUser(boss, [Permission.VIEW_REPORTS])):
        with pytest.raises(WrongState, match="Nobody would be left"):
            await centre.do("updateUser", update_user, wish, UserOutcome)
    himself = Principal(PrincipalKind.USER, f"user:{boss}", "Ann", ALL_PERMISSIONS, boss)
    await new_user(centre, "second@example.org")
    with pytest.raises(WrongState, match="yourself"):
        await centre.do("updateUser", update_user, UpdateUser(boss, disabled=True), UserOutcome, himself)


async def test_a_client_holds_no_permission_and_has_an_account(centre: Centre, http: httpx.AsyncClient) -> None:
    with pytest.raises(InvalidValue):
        wish = CreateUser("c@example.org", "C", HASH, [Permission.VIEW_REPORTS], centre.rivera)
        await centre.do("createUser", create_user, wish, UserOutcome)
    with pytest.raises(NotFound):
        await centre.do("createUser", create_user, CreateUser("c@example.org", "C", HASH, (), 17), UserOutcome)
    wish = CreateUser("c@example.org", "C", HASH, (), centre.rivera)
    client = (await centre.do("createUser", create_user, wish, UserOutcome)).outcome.user
    with pytest.raises(InvalidValue):
        grant = UpdateUser(client, [Permission.VIEW_REPORTS])
        await centre.do("updateUser", update_user, grant, UserOutcome)
    await sign_in(http, email="c@example.org")
    said = await http.post("/graphql", json={"query": "{ viewer { kind account { number balanceCents } } }"}, headers=X)
    assert said.json()["data"]["viewer"] == {"kind": "CLIENT", "account": {"number": "1001", "balanceCents": 0}}
    closed = await http.post("/graphql", json={"query": "{ viewer { account { unreconciledDebitCents } } }"}, headers=X)
    assert closed.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"


@pytest.mark.parametrize(
    "wish",
    [
        CreateUser("ann@example.org", "Twice", HASH),
        CreateUser("", "Nobody", HASH),
        CreateUser("nowhere", "Nobody", HASH),
        CreateUser("x@example.org", " ", HASH),
    ],
    ids=["taken", "empty", "no-address", "no-name"],
)
async def test_a_user_needs_an_address_of_their_own_and_a_name(centre: Centre, wish: CreateUser) -> None:
    await new_user(centre)
    with pytest.raises(InvalidValue):
        await centre.do("createUser", create_user, wish, UserOutcome)


async def test_a_user_is_renamed_and_what_they_did_keeps_the_name_of_then(centre: Centre) -> None:
    user = await new_user(centre)
    ann = Principal(PrincipalKind.USER, f"user:{user}", "Ann", ALL_PERMISSIONS, user)
    for name in (" ", "Command line", "token Shop"):
        with pytest.raises(InvalidValue):
            await centre.do("updateUser", update_user, UpdateUser(user, name=name), UserOutcome, ann)
    renamed = await centre.do("updateUser", update_user, UpdateUser(user, name=" Ann  Okafor "), UserOutcome, ann)
    names = "select name from users where email = 'ann@example.org'"
    logged = f"select recorded_by, before, after from audit_events where batch_id = {renamed.batch_id}"
    assert await centre.rows(names) == [("Ann  Okafor",)]
    ((recorded_by, before, after),) = await centre.rows(logged)
    assert (recorded_by, orjson.loads(before)["name"], orjson.loads(after)["name"]) == ("Ann", "Ann", "Ann  Okafor")
    await centre.undo(renamed)
    assert await centre.rows(names) == [("Ann",)]


async def test_nobody_renames_whoever_may_do_more(centre: Centre) -> None:
    user = await new_user(centre)
    clerk = Principal(PrincipalKind.TOKEN, "token:1", "token Clerk", frozenset({Permission.MANAGE_ACCESS}))
    with pytest.raises(PermissionMissing):
        await centre.do("updateUser", update_user, UpdateUser(user, name="Nobody"), UserOutcome, clerk)


async def test_it_is_told_how_much_a_request_may_hold(store: Store) -> None:
    settings = Settings(_env_file=None, max_body_bytes=2_000)  # type: ignore[call-arg]
    await new_user(await Centre.open(store))
    transport = httpx.ASGITransport(app=create_app(settings, store))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        await sign_in(client)
        for spaces, code in ((1_900, 200), (2_000, 413)):
            query = {"query": "{ viewer { maxBodyBytes } }" + " " * spaces}
            answer = await client.post("/graphql", json=query, headers=X)
            assert answer.status_code == code
            assert code != 200 or answer.json()["data"]["viewer"]["maxBodyBytes"] == 2_000


async def test_what_is_not_there_is_not_found(centre: Centre) -> None:
    with pytest.raises(NotFound):
        await centre.do("updateUser", update_user, UpdateUser(17, disabled=True), UserOutcome)
    with pytest.raises(NotFound):
        await centre.do("revokeApiToken", revoke_api_token, RevokeApiToken(17), ApiTokenOutcome)
    for days in (0, 4_000):
        with pytest.raises(InvalidValue):
            wish = CreateApiToken("T", [], new_token(), days)
            await centre.do("createApiToken", create_api_token, wish, ApiTokenOutcome)
    assert OPERATOR.may(*ALL_PERMISSIONS)


@pytest.mark.parametrize("password", ["short", "x" * 201])
def test_a_password_has_ten_to_two_hundred_characters(password: str) -> None:
    with pytest.raises(InvalidValue):
        hash_password(password, "password")


def test_a_password_is_hashed_as_slowly_as_argon2s_authors_recommend() -> None:
    assert OWN_HASHER.hash(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_the_limiter_forgets_after_its_window_and_is_bounded() -> None:
    now = [0.0]
    limiter = Limiter(2, 10, lambda: now[0], keys=3)
    assert [limiter.wait_s("a") for _ in range(3)] == [0, 0, 10]
    now[0] = 10
    assert limiter.wait_s("a") == 0
    limiter.forget("a")
    assert [limiter.wait_s(key) for key in "bcdef"] == [0] * 5
    assert len(limiter._tries) == 3


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"time_zone": "Mars"}, "TIEOUT_TIME_ZONE"),
        ({"time_zone": "localtime"}, "TIEOUT_TIME_ZONE"),
        ({"time_zone": "right/UTC"}, "TIEOUT_TIME_ZONE"),
        ({"time_zone": "America"}, "TIEOUT_TIME_ZONE"),
        ({"host": ""}, "TIEOUT_HOST: .*0.0.0.0"),
        ({"host": "  "}, "TIEOUT_HOST"),
        ({"database_url": "x"}, "TIEOUT_DATABASE_URL"),
        ({"port": 99999}, "PORT"),
    ],
)
def test_a_bad_setting_is_named_in_one_line(given: dict[str, object], words: str) -> None:
    with pytest.raises(BadSettings, match=words) as bad:
        read_settings(**given)
    assert "\n" not in str(bad.value)


@pytest.mark.parametrize(("given", "shown"), [("", None), ("  ", None), (" Ann, ext. 5 ", "Ann, ext. 5")])
def test_an_empty_support_contact_is_nobody(given: str, shown: str | None) -> None:
    assert read_settings(support_contact=given).support_contact == shown


def test_an_env_file_that_cannot_be_read_is_named_in_one_line(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_bytes("TIEOUT_SUPPORT_CONTACT=Émile".encode("latin-1"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadSettings, match=r"^\.env is not in UTF-8"):
        read_settings()


async def test_operators_can_watch(http: httpx.AsyncClient) -> None:
    assert (await http.get("/health")).json() == {"status": "ok"}
    assert (await http.get("/ready")).json()["status"] == "ok"
    await asked(http)
    assert "tieout_operations_total" in (await http.get("/metrics")).text


async def test_the_page_is_served_with_its_headers(http: httpx.AsyncClient) -> None:
    page = await http.get("/")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert (await http.get("/", headers={"if-none-match": page.headers["etag"]})).status_code == 304
    script = await http.get("/web/js/boot.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["content-encoding"] == "gzip"
    plain = await http.get("/web/js/boot.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == script.content
    assert plain.headers["etag"] != script.headers["etag"]
    for address in ("/accounts/1001", "/reports/aging"):
        assert (await http.get(address)).content == page.content
    told = await http.get("/nothing", headers={"accept": "text/html"})
    assert (told.status_code, told.content) == (404, page.content)
    for missing in ("/web/../pyproject.toml", "/web/%2e%2e/pyproject.toml", "/nothing", "/web/js/nothing.js"):
        assert (await http.get(missing)).status_code == 404
