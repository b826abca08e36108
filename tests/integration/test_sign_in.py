"""Signing in: links used up by people alone, guessing that locks nobody else out, a busy database."""

import pathlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import fields

import httpx
import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette

from api.app import create_app
from api.auth.limiter import Tries, network_of
from api.auth.principals import Authentication
from api.auth.second_factor import SecondFactor
from api.auth.sign_in import SignIn, sign_in_path
from api.cli.serving import server_config
from api.setting_values import BadSettings
from api.settings import Settings, read_settings
from domain.errors import NotFound
from domain.permissions import ALL_PERMISSIONS, Permission
from domain.services import credentials
from domain.services.access import CreateUser, UpdateUser
from domain.services.credentials import hash_password, new_secret, new_token
from domain.services.sign_in import OpenSession
from domain.services.sign_in_tries import TryLimits
from domain.services.tokens import CreateApiToken
from domain.services.undo.batch import UndoBatch
from domain.store.program import Program, Query, Sql
from domain.store.store import Store
from tests.support.centre import Centre, run

PASSWORD = "correct horse battery"
HASH = hash_password(PASSWORD)
X = {"X-Tieout": "1"}
EXPIRED = "/?sign-in=expired"
VIEWER = {"query": "{ viewer { name } }"}


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
async def ann(store: Store) -> int:
    user: int = (await run(store, CreateUser("ann@example.org", "Ann", HASH, [Permission.VIEW_REPORTS]))).result.user
    return user


@pytest.fixture
async def http(store: Store, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(create_app(settings, store)) as client:
        yield client


def client_of(app: Starlette, address: str = "127.0.0.1") -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app, client=(address, 1)), base_url="http://127.0.0.1")


async def sign_in(http: httpx.AsyncClient, password: str = PASSWORD, email: str = "ann@example.org") -> int:
    answer = await http.post("/session", json={"email": email, "password": password}, headers=X)
    return answer.status_code


LOOKING = {
    "head": ("HEAD", {}),
    "prefetch": ("GET", {"Sec-Purpose": "prefetch;prerender"}),
    "old-prefetch": ("GET", {"X-Moz": "prefetch"}),
    "image": ("GET", {"Sec-Fetch-Dest": "image"}),
    "chat": ("GET", {"User-Agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"}),
    "social": ("GET", {"User-Agent": "facebookexternalhit/1.1"}),
}


async def test_opening_a_link_does_not_use_it_up(
    store: Store, ann: int, http: httpx.AsyncClient, subtests: pytest.Subtests
) -> None:
    for name, (method, headers) in LOOKING.items():
        with subtests.test(name):
            path = await sign_in_path(store, ann)
            looked = await http.request(method, path, headers=headers)
            assert looked.status_code == 200
            assert "set-cookie" not in looked.headers
            browser = {
                "Sec-Fetch-Dest": "document",
                "User-Agent": "Mozilla/5.0 (Linux; Android 14; CUBOT X70) Chrome/130",
            }
            opened = await http.get(path, headers=browser)
            assert (opened.headers["location"], "set-cookie" in opened.headers) == ("/", True)


def without_password(user: int) -> Program[None]:
    yield Query(Sql("update users set password_hash = null where id = :id returning id"), id=user)


class CountedHasher:
    """The product's hasher, and how often it did its slow work."""

    def __init__(self, hasher: PasswordHasher) -> None:
        self.hasher, self.times = hasher, 0

    def hash(self, password: str) -> str:
        self.times += 1
        return self.hasher.hash(password)

    def verify(self, stored: str, password: str) -> bool:
        self.times += 1
        return self.hasher.verify(stored, password)


async def test_nobody_learns_from_an_answer_who_may_sign_in(
    store: Store, ann: int, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = (await run(store, CreateUser("gone@example.org", "Gone", HASH))).result.user
    await run(store, UpdateUser(gone, disabled=True))
    bare = (await run(store, CreateUser("bare@example.org", "Bare", HASH))).result.user
    await store.backend.run_unit(lambda: without_password(bare))
    hasher = CountedHasher(credentials._hasher)
    monkeypatch.setattr(credentials, "_hasher", hasher)
    answers = set()
    for email, password in (
        ("nobody@example.org", PASSWORD),
        ("ann@example.org", "wrong password"),
        ("gone@example.org", PASSWORD),
        ("bare@example.org", PASSWORD),
        ("nobody@example.org", "wrong password"),
    ):
        hasher.times = 0
        answer = await http.post("/session", json={"email": email, "password": password}, headers=X)
        headers = tuple(sorted((name, value) for name, value in answer.headers.items() if name != "x-request-id"))
        answers.add((answer.status_code, answer.content, headers, hasher.times))
    assert len(answers) == 1, answers
    assert [each[0::3] for each in answers] == [(401, 1)]


async def test_a_link_stops_working_after_a_new_password_or_when_disabled(
    store: Store, ann: int, http: httpx.AsyncClient
) -> None:
    for change in (UpdateUser(ann, password_hash=hash_password("another one, longer")), UpdateUser(ann, disabled=True)):
        path = await sign_in_path(store, ann)
        await run(store, change)
        if change.disabled is True:
            await run(store, UpdateUser(ann, disabled=False))
        assert (await http.get(path)).headers["location"] == EXPIRED


async def test_undoing_a_users_creation_ends_their_sessions_and_links(
    store: Store, settings: Settings, http: httpx.AsyncClient
) -> None:
    made = await run(store, CreateUser("bo@example.org", "Bo", HASH))
    assert await sign_in(http, email="bo@example.org") == 204
    path = await sign_in_path(store, made.result.user)
    back = await run(store, UndoBatch(made.batch_id or 0))
    await run(store, UndoBatch(back.batch_id or 0))
    assert "errors" in (await http.post("/graphql", json=VIEWER, headers=X)).json()
    assert (await http.get(path)).headers["location"] == EXPIRED
    assert await sign_in(http, email="bo@example.org") == 204


async def test_a_password_changed_during_sign_in_opens_no_session(store: Store, ann: int) -> None:
    await run(store, UpdateUser(ann, password_hash="another"))
    with pytest.raises(NotFound):
        command = OpenSession(ann, new_secret(), HASH)
        await Centre(store).do(command)


@pytest.fixture
def app(store: Store, settings: Settings) -> Starlette:
    """Signing in with few tries."""
    tries = Tries(store, TryLimits(from_network=3, of_email_from_network=2, of_email=9))
    second = SecondFactor(store, settings, tries, Authentication(store, settings).caller)
    return Starlette(routes=SignIn(store, settings, tries, second).routes())


async def test_the_correct_password_works_whatever_others_tried(ann: int, app: Starlette) -> None:
    async with client_of(app, "10.0.0.1") as stranger:
        assert [await sign_in(stranger, "wrong password") for _ in range(3)] == [401, 401, 429]
        assert await sign_in(stranger) == 429
    async with client_of(app, "10.0.0.2") as own:
        assert [await sign_in(own) for _ in range(4)] == [204] * 4


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:0:1::5", "2001:db8:0:1::/64"),
        ("2001:db8:0:1:ffff::1", "2001:db8:0:1::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("", ""),
    ],
)
def test_all_addresses_of_one_ipv6_network_count_as_one(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(("proxies", "looked_at"), [("", 3), ("10.0.0.0/8, 127.0.0.1", 5), ("192.0.2.1", 3)])
async def test_only_trusted_proxies_set_the_client_address(app: Starlette, proxies: str, looked_at: int) -> None:
    config = server_config(read_settings(trusted_proxies=proxies), app)
    config.load()
    async with client_of(config.loaded_app) as neighbour:
        statuses = []
        for number in range(5):
            neighbour.headers["X-Forwarded-For"] = f"203.0.113.{number}"
            statuses.append(await sign_in(neighbour, "wrong", f"u{number}@example.org"))
    assert statuses == [401] * looked_at + [429] * (5 - looked_at)


@pytest.fixture
def busy(sqlite_url: str) -> Iterator[sqlite3.Connection]:
    """Another program that writes."""
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    yield other
    other.close()


@pytest.fixture
async def hurried(sqlite_url: str) -> AsyncIterator[Store]:
    """A store that hardly waits for its turn."""
    opened = await Store.open(sqlite_url, wait_s=0.1)
    yield opened
    await opened.close()


async def test_a_database_without_a_free_slot_is_busy(
    hurried: Store, busy: sqlite3.Connection, settings: Settings
) -> None:
    user = (await run(hurried, CreateUser("ann@example.org", "Ann", HASH, sorted(ALL_PERMISSIONS)))).result.user
    path = await sign_in_path(hurried, user)
    async with client_of(create_app(settings, hurried)) as http:
        assert await sign_in(http) == 204
        busy.execute("begin immediate")
        credentials = {"email": "ann@example.org", "password": PASSWORD}
        for answer in (
            await http.post("/session", json=credentials, headers=X),
            await http.get(path),
            await http.delete("/session", headers=X),
        ):
            assert answer.status_code == 503
            assert answer.json()["errors"][0]["extensions"]["code"] == "BUSY"
            assert answer.headers["retry-after"] == "2"
        busy.execute("rollback")
        assert (await http.get(path)).headers["location"] == "/"


async def test_a_read_does_not_wait_for_its_token_to_be_marked_used(
    hurried: Store, busy: sqlite3.Connection, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    secret = new_token()
    await run(hurried, CreateApiToken("Shop", [Permission.VIEW_REPORTS], secret))
    used = "select last_used_at is not null from api_tokens"
    async with client_of(create_app(settings, hurried)) as http:
        busy.execute("begin immediate")
        for _ in range(3):
            answer = await http.post("/graphql", json=VIEWER, headers={"Authorization": f"Bearer {secret}"})
            assert answer.json()["data"] == {"viewer": {"name": "token Shop"}}
        await hurried.drain()
        (logged,) = [record.message for record in caplog.records if record.name == "tieout"]
        assert (logged[:6], logged[-32:]) == ("busy: ", ": another program holds its lock")
        busy.execute("rollback")
        assert await Centre(hurried).rows(used) == [(0,)]
    async with client_of(create_app(settings, hurried)) as http:
        await http.post("/graphql", json=VIEWER, headers={"Authorization": f"Bearer {secret}"})
        await hurried.drain()
        assert await Centre(hurried).rows(used) == [(1,)]


@pytest.mark.parametrize("email", ["a\0@example.org", "\x07", "x" * 300])
async def test_refuses_an_email_that_cannot_be_stored(store: Store, http: httpx.AsyncClient, email: str) -> None:
    assert await sign_in(http, email=email) == 400


@pytest.mark.parametrize(
    ("url", "shown", "secure"),
    [
        ("HTTPS://billing.example.org/", "https://billing.example.org", True),
        ("https://billing.example.org", "https://billing.example.org", True),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000", False),
        ("https://Billing.Example.org:443/books/", "https://billing.example.org/books", True),
        ("https://b\u00fccher.example:8443", "https://xn--bcher-kva.example:8443", True),
        ("http://[::1]:80", "http://[::1]", False),
        ("", None, False),
    ],
)
def test_an_address_is_read_as_browsers_write_it_and_https_makes_the_cookie_secure(
    url: str, shown: str | None, secure: bool
) -> None:
    settings = read_settings(public_url=url)
    assert (settings.public_url, settings.secure) == (shown, secure)


@pytest.mark.parametrize(
    "given",
    [
        {"public_url": "billing.example.org"},
        {"public_url": "ftp://x.org"},
        {"public_url": "https://billing.example org"},
        {"public_url": "https://billing.example.org:99999"},
        {"public_url": "https://billing.example.org/?a=1"},
        {"public_url": "https://ann:secret@billing.example.org"},
        {"public_url": "https://billing..example.org"},
        {"trusted_proxies": "localhost"},
        {"trusted_proxies": "10.0.0.1/8"},
    ],
)
def test_refuses_an_invalid_address_setting_in_one_line(given: dict[str, object]) -> None:
    (name,) = given
    with pytest.raises(BadSettings, match=f"^TIEOUT_{name.upper()}: .*such as ") as bad:
        read_settings(**given)
    assert "\n" not in str(bad.value)


def test_settings_are_documented() -> None:
    operating = pathlib.Path(__file__).parents[2].joinpath("web/help/operating.md").read_text(encoding="utf-8")
    assert {each.name for each in fields(Settings) if f"TIEOUT_{each.name.upper()}" not in operating} == set()
