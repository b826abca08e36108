"""Sessions: listed with where they are, ended by oneself and by whoever manages access, and logged (domain R33c)."""

import time
from collections.abc import AsyncIterator

import httpx
import pytest

from api.app import create_app
from api.auth.browsers import browser_name
from api.settings import Settings
from domain.errors import NotFound, PermissionMissing, WrongState
from domain.permissions import ALL_PERMISSIONS, Permission, Principal, PrincipalKind
from domain.queries.history import events_of
from domain.services.access import CreateUser
from domain.services.credentials import hash_password
from domain.services.roles import CreateRole
from domain.services.sessions import EndSession, EndSessions
from domain.services.undo.batch import UndoBatch
from domain.store.store import Store
from tests.support.centre import Centre, run
from tests.support.contradictions import contradictions_of

PASSWORD = "correct horse battery"
HASH = hash_password(PASSWORD)
X = {"X-Tieout": "1"}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
OWN = "{ viewer { sessions { id browser address method current lastUsedAt signedInAt expiresAt } } }"
OTHERS = "{ users { nodes { name sessions { id browser current } } } }"
END = "mutation ($input: EndSessionInput!) { endSession(input: $input) { userErrors { code } batch { id } ended } }"
END_ALL = (
    "mutation ($input: EndSessionsInput!) { endSessions(input: $input) { userErrors { code } batch { id } ended } }"
)


@pytest.fixture
async def http(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings()
    transport = httpx.ASGITransport(app=create_app(settings, store), client=("10.1.2.3", 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


async def new_user(store: Store, email: str, *permissions: Permission) -> int:
    user: int = (await run(store, CreateUser(email, email.partition("@")[0].title(), HASH, permissions))).result.user
    return user


async def signed_in(http: httpx.AsyncClient, email: str, agent: str = FIREFOX) -> dict[str, str]:
    """Sign in, and return the cookie."""
    http.cookies.clear()
    given = {"email": email, "password": PASSWORD}
    answer = await http.post("/session", json=given, headers={**X, "User-Agent": agent})
    assert answer.status_code == 204, answer.text
    cookies = dict(http.cookies)
    http.cookies.clear()
    return cookies


async def asked(http: httpx.AsyncClient, cookies: dict[str, str], query: str, **given: object) -> dict[str, object]:
    sent = {"query": query, "variables": {"input": given}}
    http.cookies.update(cookies)
    answer = await http.post("/graphql", json=sent, headers=X)
    http.cookies.clear()
    found: dict[str, object] = answer.json()
    return found


async def data(http: httpx.AsyncClient, cookies: dict[str, str], query: str, **given: object) -> dict:  # type: ignore[type-arg]  # JSON
    answer = await asked(http, cookies, query, **given)
    assert "errors" not in answer, answer
    return answer["data"]  # type: ignore[return-value]  # JSON


async def test_one_sees_where_one_is_signed_in_and_ends_another_session(store: Store, http: httpx.AsyncClient) -> None:
    ann = await new_user(store, "ann@example.org", Permission.VIEW_REPORTS)
    phone = await signed_in(http, "ann@example.org", "Mozilla/5.0 (iPhone; CPU) Version/26.0 Mobile Safari/604.1")
    desk = await signed_in(http, "ann@example.org")
    sessions = (await data(http, desk, OWN))["viewer"]["sessions"]
    assert [(each["browser"], each["address"], each["method"], each["current"]) for each in sessions] == [
        ("Firefox on Linux", "10.1.2.3", "PASSWORD", True),
        ("Safari on iPhone", "10.1.2.3", "PASSWORD", False),
    ]
    ended = (await data(http, desk, END, id=sessions[1]["id"]))["endSession"]
    assert (ended["userErrors"], ended["ended"]) == ([], 1)
    assert "errors" in await asked(http, phone, OWN)
    again = (await data(http, desk, END, id=sessions[1]["id"]))["endSession"]
    assert ([each["code"] for each in again["userErrors"]], again["ended"]) == (["NOT_FOUND"], None)
    log = await Centre(store).rows("select recorded_by, principal, mutation from batches order by id desc limit 1")
    assert log == [("Ann", f"user:{ann}", "endSession")]
    assert await contradictions_of(store) == []


async def test_all_other_sessions_end_and_ones_own_stays(store: Store, http: httpx.AsyncClient) -> None:
    await new_user(store, "ann@example.org")
    await new_user(store, "bo@example.org")
    others = [await signed_in(http, "ann@example.org") for _ in range(2)]
    own, bo = await signed_in(http, "ann@example.org"), await signed_in(http, "bo@example.org")
    assert (await data(http, own, END_ALL))["endSessions"]["ended"] == 2
    assert (await data(http, own, END_ALL))["endSessions"] == {"userErrors": [], "batch": None, "ended": 0}
    for each in others:
        assert "errors" in await asked(http, each, OWN)
    assert len((await data(http, own, OWN))["viewer"]["sessions"]) == 1
    assert len((await data(http, bo, OWN))["viewer"]["sessions"]) == 1


async def test_whoever_manages_access_signs_others_out_unless_they_may_do_more(
    store: Store, http: httpx.AsyncClient
) -> None:
    await new_user(store, "boss@example.org", *sorted(ALL_PERMISSIONS))
    await new_user(store, "kim@example.org", Permission.MANAGE_ACCESS)
    ann = await new_user(store, "ann@example.org")
    boss, kim, lent = [await signed_in(http, f"{name}@example.org") for name in ("boss", "kim", "ann")]
    users = {each["name"]: each["sessions"] for each in (await data(http, kim, OTHERS))["users"]["nodes"]}
    assert {name: len(sessions) for name, sessions in users.items()} == {"Ann": 1, "Boss": 1, "Kim": 1}
    assert users["Kim"][0]["current"]
    refused = await asked(http, kim, END, id=users["Boss"][0]["id"])
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"  # type: ignore[index]  # JSON
    assert "errors" not in await asked(http, boss, OWN)
    assert (await data(http, kim, END_ALL, userId=f"us_{ann}"))["endSessions"]["ended"] == 1
    assert "errors" in await asked(http, lent, OWN)


async def test_a_role_counts_when_somebody_signs_its_holder_out(store: Store) -> None:
    role = (await run(store, CreateRole("Desk", [Permission.CLIENT_BILLING]))).result.role
    user = (await run(store, CreateUser("ann@example.org", "Ann", HASH, role_id=role))).result.user
    kim = Principal(PrincipalKind.USER, "user:7", "Kim", frozenset({Permission.MANAGE_ACCESS}), 7)
    with pytest.raises(PermissionMissing, match="CLIENT_BILLING"):
        await run(store, EndSessions(user), kim)


async def test_others_sessions_look_unknown_to_whoever_does_not_manage_access(
    store: Store, http: httpx.AsyncClient
) -> None:
    ann, bo = [await new_user(store, f"{name}@example.org", Permission.VIEW_REPORTS) for name in ("ann", "bo")]
    await signed_in(http, "ann@example.org")
    cookies = await signed_in(http, "bo@example.org")
    (session,) = await Centre(store).rows(f"select id from sessions where user_id = {ann}")
    bos = Principal(PrincipalKind.USER, f"user:{bo}", "Bo", frozenset({Permission.VIEW_REPORTS}), bo)
    token = Principal(PrincipalKind.TOKEN, "token:1", "token x", frozenset())
    for actor in (bos, token):
        for command in (EndSession(session[0]), EndSession(17), EndSessions(ann), EndSessions(17)):
            with pytest.raises(NotFound):
                await run(store, command, actor)
    with pytest.raises(NotFound):
        await run(store, EndSessions(), token)
    refused = await asked(http, cookies, OTHERS)
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"  # type: ignore[index]  # JSON


async def test_clients_can_neither_see_nor_end_sessions_here(store: Store, http: httpx.AsyncClient) -> None:
    centre = await Centre.open(store)
    await run(store, CreateUser("client@example.org", "Client", HASH, (), centre.rivera))
    cookies = await signed_in(http, "client@example.org")
    for answer in (await asked(http, cookies, OWN), await asked(http, cookies, END_ALL)):
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"  # type: ignore[index]  # JSON


async def test_no_undo_signs_anybody_in_again(store: Store, http: httpx.AsyncClient) -> None:
    ann = await new_user(store, "ann@example.org")
    cookies = await signed_in(http, "ann@example.org")
    ended = await run(store, EndSessions(ann))
    (event,) = await store.read(events_of(ended.batch_id))
    assert event.action == "user.changed"
    with pytest.raises(WrongState, match="which no undo opens again"):
        await run(store, UndoBatch(ended.batch_id or 0))
    assert "errors" in await asked(http, cookies, OWN)


async def test_a_session_tells_when_it_was_last_used(store: Store, http: httpx.AsyncClient) -> None:
    now = [store.clock()]
    store.clock = lambda: now[0]
    await new_user(store, "ann@example.org")
    cookies = await signed_in(http, "ann@example.org")
    first = (await data(http, cookies, OWN))["viewer"]["sessions"][0]
    assert first["lastUsedAt"] == first["signedInAt"]
    now[0] += 3_600_000_000
    await data(http, cookies, OWN)
    await store.drain()
    later = (await data(http, cookies, OWN))["viewer"]["sessions"][0]
    assert later["lastUsedAt"] > first["lastUsedAt"]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0.0.0 Safari/537.36 Edg/156.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 16; Pixel 9) Chrome/156.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/26.0 Safari/605.1.15", "Safari on Mac"),
        ("python-httpx/0.28.1", "python-httpx"),
        ("x" * 5_000, "x" * 60),
        ("\x1b[2J<script>", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_in_a_few_words(agent: str, name: str) -> None:
    assert browser_name(agent) == name


def test_a_long_user_agent_takes_no_time() -> None:
    began = time.process_time()
    assert browser_name("Version/" * 8_000) == "Version"
    assert time.process_time() - began < 1
