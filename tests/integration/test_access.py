"""Users, tokens, sessions and sign-in links: who may sign in, and what nobody may do."""

import base64
import hashlib
import pathlib
import re
from collections.abc import AsyncIterator

import httpx
import pytest

from api.app import create_app
from api.auth.sign_in import sign_in_path
from api.setting_values import BadSettings
from api.settings import Settings, read_settings
from domain.errors import InvalidValue, NotFound, PermissionMissing, WrongState
from domain.permissions import ALL_PERMISSIONS, OPERATOR, Permission, Principal, PrincipalKind
from domain.queries.history import events_of
from domain.services.access import CreateUser, UpdateUser
from domain.services.credentials import hash_password, new_token
from domain.services.tokens import CreateApiToken, RevokeApiToken
from domain.store.snapshots import after_of, before_of
from domain.store.store import Store
from tests.contract.test_permission_matrix import NEEDS
from tests.support.centre import Centre
from tests.support.passwords import OWN_HASHER
from tests.support.root_fields import root_operations

PASSWORD = "correct horse battery"
HASH = hash_password(PASSWORD)
VIEWER = {"query": "{ viewer { kind name permissions } }"}
X = {"X-Tieout": "1"}


@pytest.fixture
async def http(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings(metrics="open")
    transport = httpx.ASGITransport(app=create_app(settings, store))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


async def new_user(centre: Centre, email: str = "ann@example.org", *permissions: Permission) -> int:
    command = CreateUser(email, "Ann", HASH, permissions or sorted(ALL_PERMISSIONS))
    return (await centre.do(command)).result.user


async def sign_in(http: httpx.AsyncClient, password: str = PASSWORD, email: str = "ann@example.org") -> httpx.Response:
    return await http.post("/session", json={"email": email, "password": password}, headers=X)


async def asked(http: httpx.AsyncClient, **headers: str) -> dict[str, object]:
    answer = await http.post("/graphql", json=VIEWER, headers={**headers})
    response: dict[str, object] = answer.json()
    return response


async def test_a_password_opens_a_session_and_signing_out_ends_it(centre: Centre, http: httpx.AsyncClient) -> None:
    await new_user(centre)
    answer = await sign_in(http, email=" Ann@Example.org ")
    assert answer.status_code == 204
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert answer.headers["set-cookie"].startswith("tieout=")
    assert (await asked(http, **X))["data"]["viewer"]["name"] == "Ann"  # type: ignore[index]  # JSON
    assert (await asked(http))["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"  # type: ignore[index]  # JSON
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


async def test_repeated_wrong_passwords_are_throttled(centre: Centre, http: httpx.AsyncClient) -> None:
    await new_user(centre, "ann@example.org")
    statuses = [(await sign_in(http, "wrong password")).status_code for _ in range(9)]
    assert statuses == [401] * 8 + [429]
    refused = await sign_in(http)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0


async def test_refuses_malformed_sign_in_bodies_with_a_message(
    http: httpx.AsyncClient, subtests: pytest.Subtests
) -> None:
    for content in [b"null", b"[]", b"{", b'{"email": 1, "password": 2}', b'{"email": "a"}', b"x" * 5000]:
        with subtests.test(content=content):
            answer = await http.post("/session", content=content, headers={**X, "content-type": "application/json"})
            assert answer.status_code == 400
            assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
            assert (
                await http.post("/session", content=content, headers={"content-type": "application/json"})
            ).status_code == 403
            assert (await http.delete("/session")).status_code == 403


async def test_a_sign_in_link_works_once(centre: Centre, http: httpx.AsyncClient) -> None:
    path = await sign_in_path(centre.store, await new_user(centre))  # type: ignore[arg-type]  # it has an id
    answer = await http.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "data" in await asked(http, **X)
    again = await http.get(path)
    assert again.headers["location"] == "/?sign-in=expired"
    assert (await http.get("/sign-in/nonsense")).headers["location"] == "/?sign-in=expired"


async def test_a_disabled_users_link_no_longer_works(centre: Centre, http: httpx.AsyncClient) -> None:
    await new_user(centre, "boss@example.org")
    user = await new_user(centre)
    path = await sign_in_path(centre.store, user)  # type: ignore[arg-type]  # it has an id
    await centre.do(UpdateUser(user, disabled=True))
    assert (await http.get(path)).headers["location"] == "/?sign-in=expired"
    assert (await sign_in(http)).status_code == 401


async def test_disabling_a_user_or_changing_the_password_ends_their_sessions(
    centre: Centre, http: httpx.AsyncClient
) -> None:
    await new_user(centre, "boss@example.org")
    user = await new_user(centre)
    for change in (
        UpdateUser(user, password_hash=hash_password("another one, longer")),
        UpdateUser(user, disabled=True),
    ):
        path = await sign_in_path(centre.store, user)  # type: ignore[arg-type]  # it has an id
        await http.get(path)
        assert "data" in await asked(http, **X)
        await centre.do(change)
        assert "errors" in await asked(http, **X)


async def test_a_token_works_until_it_is_revoked(centre: Centre, http: httpx.AsyncClient) -> None:
    secret = new_token()
    command = CreateApiToken("Shop", [Permission.VIEW_REPORTS], secret, 30)
    token = (await centre.do(command)).result.api_token
    response = await asked(http, Authorization=f"Bearer {secret}")
    assert response["data"]["viewer"] == {"kind": "TOKEN", "name": "token Shop", "permissions": ["VIEW_REPORTS"]}  # type: ignore[index]  # JSON
    await centre.store.drain()
    assert await centre.rows("select last_used_at is not null from api_tokens") in ([(True,)], [(1,)])
    assert await centre.rows(f"select count(*) from api_tokens where secret_hash = '{secret}'") == [(0,)]
    await centre.do(RevokeApiToken(token))
    again = await centre.do(RevokeApiToken(token))
    assert again.batch_id is None
    assert "errors" in await asked(http, Authorization=f"Bearer {secret}")


async def test_refuses_other_credentials_and_says_what_to_do(
    http: httpx.AsyncClient, subtests: pytest.Subtests
) -> None:
    for header in ["Bearer", "Bearer ", "Basic abc", "tieout_x", "Bearer tieout_unknown"]:
        with subtests.test(header=header):
            answer = await http.post("/graphql", json=VIEWER, headers={"Authorization": header})
            assert answer.status_code == 401
            assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_nobody_grants_a_permission_they_do_not_hold(centre: Centre) -> None:
    clerk = Principal(PrincipalKind.USER, "u", "Clerk", frozenset({Permission.MANAGE_ACCESS}))
    with pytest.raises(PermissionMissing):
        command = CreateUser("x@example.org", "X", HASH, [Permission.VIEW_REPORTS])
        await centre.do(command, clerk)
    with pytest.raises(PermissionMissing):
        token = CreateApiToken("T", [Permission.VIEW_REPORTS], new_token())
        await centre.do(token, clerk)


async def test_refuses_to_remove_the_last_access_manager(centre: Centre) -> None:
    boss = await new_user(centre)
    for command in (UpdateUser(boss, disabled=True), UpdateUser(boss, [Permission.VIEW_REPORTS])):
        with pytest.raises(WrongState, match="Someone must keep MANAGE_ACCESS"):
            await centre.do(command)
    himself = Principal(PrincipalKind.USER, f"user:{boss}", "Ann", ALL_PERMISSIONS, boss)
    await new_user(centre, "second@example.org")
    with pytest.raises(WrongState, match="yourself"):
        await centre.do(UpdateUser(boss, disabled=True), himself)


async def test_a_client_holds_no_permission_and_has_an_account(centre: Centre, http: httpx.AsyncClient) -> None:
    with pytest.raises(InvalidValue):
        command = CreateUser("c@example.org", "C", HASH, [Permission.VIEW_REPORTS], centre.rivera)
        await centre.do(command)
    with pytest.raises(NotFound):
        await centre.do(CreateUser("c@example.org", "C", HASH, (), 17))
    command = CreateUser("c@example.org", "C", HASH, (), centre.rivera)
    client = (await centre.do(command)).result.user
    with pytest.raises(InvalidValue):
        grant = UpdateUser(client, [Permission.VIEW_REPORTS])
        await centre.do(grant)
    await sign_in(http, email="c@example.org")
    response = await http.post(
        "/graphql", json={"query": "{ viewer { kind account { number balanceCents } } }"}, headers=X
    )
    assert response.json()["data"]["viewer"] == {"kind": "CLIENT", "account": {"number": "1001", "balanceCents": 0}}
    closed = await http.post("/graphql", json={"query": "{ viewer { account { unreconciledDebitCents } } }"}, headers=X)
    assert closed.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_user_needs_an_address_of_their_own_and_a_name(centre: Centre, subtests: pytest.Subtests) -> None:
    await new_user(centre)
    for command in [
        CreateUser("ann@example.org", "Twice", HASH),
        CreateUser("", "Nobody", HASH),
        CreateUser("nowhere", "Nobody", HASH),
        CreateUser("x@example.org", " ", HASH),
    ]:
        with subtests.test(command=command), pytest.raises(InvalidValue):
            await centre.do(command)


async def test_renaming_a_user_keeps_the_old_name_in_the_log(centre: Centre) -> None:
    user = await new_user(centre)
    ann = Principal(PrincipalKind.USER, f"user:{user}", "Ann", ALL_PERMISSIONS, user)
    for name in (" ", "Command line", "token Shop"):
        with pytest.raises(InvalidValue):
            await centre.do(UpdateUser(user, name=name), ann)
    renamed = await centre.do(UpdateUser(user, name=" Ann  Okafor "), ann)
    names = "select name from users where email = 'ann@example.org'"
    assert await centre.rows(names) == [("Ann Okafor",)]
    (event,) = await centre.store.read(events_of(renamed.batch_id))
    before, after = before_of(event) or {}, after_of(event)
    assert (before["name"], after["name"]) == ("Ann", "Ann Okafor")
    by = await centre.rows(f"select recorded_by from batches where id = {renamed.batch_id}")
    assert by == [("Ann",)]
    await centre.undo(renamed)
    assert await centre.rows(names) == [("Ann",)]


async def test_nobody_renames_a_user_with_more_permissions(centre: Centre) -> None:
    user = await new_user(centre)
    clerk = Principal(PrincipalKind.TOKEN, "token:1", "token Clerk", frozenset({Permission.MANAGE_ACCESS}))
    with pytest.raises(PermissionMissing):
        await centre.do(UpdateUser(user, name="Nobody"), clerk)


async def test_reports_the_limit_on_request_size(store: Store) -> None:
    settings = Settings(max_body_bytes=2_000)
    await new_user(await Centre.open(store))
    transport = httpx.ASGITransport(app=create_app(settings, store))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        await sign_in(client)
        for spaces, code in ((1_900, 200), (2_000, 413)):
            query = {"query": "{ viewer { maxBodyBytes } }" + " " * spaces}
            answer = await client.post("/graphql", json=query, headers=X)
            assert answer.status_code == code
            assert code != 200 or answer.json()["data"]["viewer"]["maxBodyBytes"] == 2_000


async def test_unknown_users_and_tokens_are_not_found(centre: Centre) -> None:
    with pytest.raises(NotFound):
        await centre.do(UpdateUser(17, disabled=True))
    with pytest.raises(NotFound):
        await centre.do(RevokeApiToken(17))
    for days in (0, 4_000):
        with pytest.raises(InvalidValue):
            command = CreateApiToken("T", [], new_token(), days)
            await centre.do(command)
    assert OPERATOR.may(*ALL_PERMISSIONS)


@pytest.mark.parametrize("password", ["short", "x" * 201])
def test_a_password_has_ten_to_two_hundred_characters(password: str) -> None:
    with pytest.raises(InvalidValue):
        hash_password(password, "password")


def test_a_password_is_hashed_as_slowly_as_argon2s_authors_recommend() -> None:
    assert OWN_HASHER.hash(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


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
        ({"port": 99999}, "PORT: '99999' is not a whole number from 0 to 65535$"),
        ({"port": "-1"}, "PORT: '-1' is not a whole number"),
        ({"port": "٣"}, "PORT: '٣' is not a whole number"),
        ({"port": "9" * 5_000}, "PORT: '9+' is not a whole number"),
        ({"wait_s": 0}, "WAIT_S: '0' is not a number above 0 to 3600$"),
        ({"wait_s": "nan"}, "WAIT_S: 'nan' is not a number"),
        ({"statement_timeout_s": "long"}, "STATEMENT_TIMEOUT_S: 'long' is not a number from 0 to 86400$"),
        ({"log_level": "loud"}, "LOG_LEVEL: 'loud' is not one of debug, info, warning, error$"),
    ],
)
def test_a_bad_setting_is_named_in_one_line(given: dict[str, object], words: str) -> None:
    with pytest.raises(BadSettings, match=words) as bad:
        read_settings(**given)
    assert "\n" not in str(bad.value)


@pytest.mark.parametrize(("given", "shown"), [("", None), ("  ", None), (" Ann, ext. 5 ", "Ann, ext. 5")])
def test_an_empty_support_contact_counts_as_none(given: str, shown: str | None) -> None:
    assert read_settings(support_contact=given).support_contact == shown


def test_an_env_file_that_cannot_be_read_is_named_in_one_line(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_bytes("TIEOUT_SUPPORT_CONTACT=Émile".encode("latin-1"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadSettings, match=r"^\.env is not in UTF-8"):
        read_settings()


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text(
        "TIEOUT_PORT=1\ntieout_wait_s = 2.5\nTIEOUT_OTHER=x\nTIEOUT_HOST\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TIEOUT_PORT", raising=False)
    assert (read_settings().port, read_settings().wait_s, read_settings().host) == (1, 2.5, "127.0.0.1")
    monkeypatch.setenv("tieout_port", "2")
    assert read_settings().port == 2
    assert read_settings(port=3, host=None) == Settings(port=3, wait_s=2.5)


async def test_a_token_without_permissions_is_refused_whatever_needs_one(
    centre: Centre, http: httpx.AsyncClient
) -> None:
    """``tests/contract/test_permission_matrix.py`` has every set of permissions; this is the way there."""
    secret = new_token()
    await centre.do(CreateApiToken("nothing", [], secret))
    needing_none = set()
    for name, query in root_operations().items():
        answer = await http.post("/graphql", json={"query": query}, headers={"Authorization": f"Bearer {secret}"})
        codes = {each["extensions"]["code"] for each in answer.json().get("errors", ())}
        if codes != {"FORBIDDEN"}:
            needing_none.add(name)
    assert needing_none == {*NEEDS[""].split()}


async def test_operators_can_watch(http: httpx.AsyncClient) -> None:
    assert (await http.get("/health")).json() == {"status": "ok"}
    assert (await http.get("/ready")).json()["status"] == "ok"
    await asked(http)
    assert "tieout_operations_total" in (await http.get("/metrics")).text


async def test_the_page_is_served_with_its_headers(http: httpx.AsyncClient) -> None:
    page = await http.get("/")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert (await http.get("/", headers={"if-none-match": page.headers["etag"]})).status_code == 304
    script = await http.get("/web/js/boot.js", headers={"accept-encoding": "gzip"})
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["content-encoding"] == "gzip"
    plain = await http.get("/web/js/boot.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == script.content
    assert plain.headers["etag"] != script.headers["etag"]
    lasting = re.search(r'src="(/web/[0-9a-f]{12})/[^"]+\.js"', page.text)
    assert lasting is not None
    kept = await http.get(f"{lasting[1]}/js/boot.js")
    assert (kept.content, kept.headers["cache-control"]) == (script.content, "max-age=31536000, immutable")
    assert (await http.get(f"{lasting[1]}/js/nothing.js")).status_code == 404
    assert (await http.get("/web/0123456789ab/js/boot.js")).status_code == 404
    assert script.headers["cache-control"] == page.headers["cache-control"] == "no-cache"
    import_map = re.findall(r'<script type="importmap">(.*?)</script>', page.text)[0]
    allowed = base64.b64encode(hashlib.sha256(import_map.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{allowed}';" in page.headers["content-security-policy"]
    for address in ("/accounts/1001", "/reports/aging"):
        assert (await http.get(address)).content == page.content
    reported = await http.get("/nothing", headers={"accept": "text/html"})
    assert (reported.status_code, reported.content) == (404, page.content)
    for missing in ("/web/../pyproject.toml", "/web/%2e%2e/pyproject.toml", "/nothing", "/web/js/nothing.js"):
        assert (await http.get(missing)).status_code == 404
