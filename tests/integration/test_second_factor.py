"""Second factors and passkeys: asked after a password, used once, limited, changed by their owner alone (domain R33d)."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pyotp
import pytest

from api.app import create_app
from api.auth.second_factor import PASSKEY_LIMITS, SECOND_LIMITS
from api.settings import Settings, read_settings
from domain.errors import NotFound, PermissionMissing, WrongState
from domain.permissions import ALL_PERMISSIONS, OPERATOR, Permission, Principal, PrincipalKind
from domain.services.access import CreateUser, UpdateUser
from domain.services.credentials import hash_password
from domain.services.factors import RECENT_US, STEP_US, RemoveAuthenticator, ResetSecondFactor
from domain.services.sign_in import OpenSession
from domain.services.undo.batch import UndoBatch
from domain.store.store import Store
from tests.support.centre import Centre, run
from tests.support.contradictions import contradictions_of
from tests.support.passkey_device import PasskeyDevice

PASSWORD = "correct horse battery"
HASH = hash_password(PASSWORD)
ORIGIN = "https://books.example.org"
X = {"X-Tieout": "1"}
MINUTE_US = 60_000_000
SHOWN = "{ viewer { secondFactor { app recoveryCodesLeft passkeys { id name } } } }"


def mutation(name: str, shown: str = "") -> str:
    title = name[0].upper() + name[1:]
    return f"mutation ($input: {title}Input!) {{ {name}(input: $input) {{ userErrors {{ code message }} {shown} }} }}"


class Door:
    """The way in, at a clock that the test moves; cookies are kept as a browser keeps them."""

    def __init__(self, store: Store, http: httpx.AsyncClient) -> None:
        self.store, self.http, self.now = store, http, store.clock()
        store.clock = lambda: self.now

    async def post(self, path: str, **sent: Any) -> httpx.Response:
        return await self.http.post(path, json=sent, headers=X)

    async def password(self, password: str = PASSWORD) -> httpx.Response:
        self.http.cookies.clear()
        return await self.post("/session", email="ann@example.org", password=password)

    async def asked(self) -> dict[str, Any]:
        """What is asked after the right password."""
        answer = await self.password()
        assert answer.status_code == 200, answer.text
        assert "set-cookie" not in answer.headers
        found: dict[str, Any] = answer.json()["secondFactor"]
        return found

    async def second(self, ticket: str, **sent: Any) -> int:
        return (await self.post("/session/second-factor", ticket=ticket, **sent)).status_code

    async def ask(self, query: str, **given: Any) -> dict[str, Any]:
        answer = await self.http.post("/graphql", json={"query": query, "variables": {"input": given}}, headers=X)
        assert "errors" not in answer.json(), answer.text
        data: dict[str, Any] = answer.json()["data"]
        return data

    async def change(self, name: str, shown: str = "", /, **given: Any) -> dict[str, Any]:
        changed: dict[str, Any] = (await self.ask(mutation(name, shown), **given))[name]
        return changed

    async def is_in(self) -> bool:
        answer = await self.http.post("/graphql", json={"query": "{ viewer { name } }"}, headers=X)
        return "errors" not in answer.json()

    def code(self, secret: str) -> str:
        return pyotp.TOTP(secret).at(self.now // 1_000_000)

    async def add_app(self) -> tuple[str, list[str]]:
        """Add an authenticator app to the session's user; return its secret, and the recovery codes."""
        begun = (await self.post("/second-factor/authenticator")).json()
        added = await self.change(
            "addAuthenticator", "recoveryCodes", ticket=begun["ticket"], code=self.code(begun["secret"])
        )
        assert added["userErrors"] == []
        return begun["secret"], added["recoveryCodes"]

    async def add_passkey(self, key: PasskeyDevice, name: str = "Laptop") -> dict[str, Any]:
        begun = (await self.post("/second-factor/passkey")).json()
        return await self.change(
            "addPasskey", "recoveryCodes", ticket=begun["ticket"], credential=key.make(begun["options"]), name=name
        )


@pytest.fixture
async def ann(store: Store) -> int:
    user: int = (await run(store, CreateUser("ann@example.org", "Ann", HASH, [Permission.VIEW_REPORTS]))).result.user
    return user


@pytest.fixture
async def door(store: Store, ann: int) -> AsyncIterator[Door]:
    app = create_app(Settings(public_url=ORIGIN), store)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=ORIGIN) as client:
        door = Door(store, client)
        assert (await door.password()).status_code == 204
        yield door


async def test_an_apps_code_is_asked_after_the_password_and_lets_in_once(store: Store, door: Door) -> None:
    secret, codes = await door.add_app()
    assert len({*codes}) == 10
    door.now += MINUTE_US
    asked = await door.asked()
    assert (asked["app"], asked["options"]) == (True, None)
    assert not await door.is_in()
    code = door.code(secret)
    assert await door.second(asked["ticket"], code="000000" if code != "000000" else "111111") == 401
    assert await door.second(asked["ticket"], code=code) == 204
    assert await door.is_in()
    (session,) = (await door.ask("{ viewer { sessions { method current } } }"))["viewer"]["sessions"][:1]
    assert session == {"method": "TWO_FACTORS", "current": True}
    assert await door.second(asked["ticket"], code=code) == 401  # the ticket is used up
    assert await door.second((await door.asked())["ticket"], code=code) == 401  # and so is the code
    assert await contradictions_of(store) == []


async def test_a_phones_clock_may_be_half_a_minute_wrong_and_no_more(door: Door) -> None:
    secret, _ = await door.add_app()
    door.now += 10 * MINUTE_US
    for ahead_s, status in ((-90, 401), (90, 401), (-30, 204), (30, 204)):
        code = pyotp.TOTP(secret).at(door.now // 1_000_000 + ahead_s)
        assert await door.second((await door.asked())["ticket"], code=code) == status, ahead_s


async def test_a_recovery_code_lets_in_once_however_it_is_typed(store: Store, door: Door) -> None:
    _, codes = await door.add_app()
    typed = codes[0].upper().replace("-", " ")
    assert await door.second((await door.asked())["ticket"], code=typed) == 204
    left = (await door.ask(SHOWN))["viewer"]["secondFactor"]
    assert (left["app"], left["recoveryCodesLeft"]) == (True, 9)
    assert await door.second((await door.asked())["ticket"], code=codes[0]) == 401
    for table in ("recovery_codes", "audit_events", "audit_texts", "idempotency_keys", "batches"):
        stored = str(await Centre(store).rows(f"select * from {table}"))
        assert not any(each in stored or each.replace("-", "") in stored for each in codes)


async def test_new_recovery_codes_replace_those_before(door: Door) -> None:
    _, before = await door.add_app()
    after = (await door.change("renewRecoveryCodes", "recoveryCodes"))["recoveryCodes"]
    assert not {*before} & {*after}
    assert await door.second((await door.asked())["ticket"], code=before[1]) == 401
    assert await door.second((await door.asked())["ticket"], code=after[1]) == 204


async def test_a_passkey_lets_in_alone_and_is_asked_for_after_a_password(store: Store, door: Door) -> None:
    key = PasskeyDevice(ORIGIN)
    added = await door.add_passkey(key)
    assert (added["userErrors"], len(added["recoveryCodes"])) == ([], 10)
    asked = await door.asked()
    assert [each["id"] for each in asked["options"]["allowCredentials"]]
    assert await door.second(asked["ticket"], credential=key.sign(asked["options"])) == 204
    door.http.cookies.clear()
    begun = (await door.post("/session/passkey")).json()
    signed = key.sign(begun["options"])
    assert await door.second(begun["ticket"], credential=signed) == 204
    assert (await door.ask("{ viewer { name sessions { method } } }"))["viewer"]["sessions"][0] == {"method": "PASSKEY"}
    assert await door.second(begun["ticket"], credential=signed) == 401
    assert await contradictions_of(store) == []


async def test_refuses_what_another_key_page_or_challenge_signed(door: Door) -> None:
    key = PasskeyDevice(ORIGIN)
    await door.add_passkey(key)
    door.http.cookies.clear()
    begun = [(await door.post("/session/passkey")).json() for _ in range(2)]
    elsewhere = PasskeyDevice("https://evil.example.org", key=key.key, id=key.id, counter=5)
    unverified = PasskeyDevice(ORIGIN, verifies=False, key=key.key, id=key.id, counter=6)
    stranger = PasskeyDevice(ORIGIN, id=key.id, counter=7)
    for answer in (
        elsewhere.sign(begun[0]["options"]),
        unverified.sign(begun[0]["options"]),
        stranger.sign(begun[0]["options"]),
        key.sign(begun[1]["options"]),
        PasskeyDevice(ORIGIN).sign(begun[0]["options"]),
        "[]",
        "{",
        "{}",
        '{"id": 7}',
        '{"id": "\\u0000"}',
    ):
        assert await door.second(begun[0]["ticket"], credential=answer) == 401
    assert not await door.is_in()


async def test_what_a_network_begins_is_limited_and_a_few_tries_shut_out_no_other(door: Door) -> None:
    key = PasskeyDevice(ORIGIN)
    await door.add_passkey(key)
    for _ in range(20):  # of somebody else behind the same address
        assert await door.second("unknown", credential="{}") == 401
    begun = (await door.post("/session/passkey")).json()
    assert await door.second(begun["ticket"], credential=key.sign(begun["options"])) == 204
    door.now += 5 * MINUTE_US
    most = PASSKEY_LIMITS.from_network
    assert [(await door.post("/session/passkey")).status_code for _ in range(most + 1)] == [200] * most + [429]
    door.now += 5 * MINUTE_US
    assert (await door.post("/session/passkey")).status_code == 200


async def test_no_signature_lets_in_where_none_was_asked_for(store: Store, door: Door) -> None:
    key = PasskeyDevice(ORIGIN)
    await door.add_passkey(key)
    app = create_app(Settings(public_url="http://192.0.2.7"), store)  # where browsers have no passkeys
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=ORIGIN) as elsewhere:
        answer = await elsewhere.post("/session", json={"email": "ann@example.org", "password": PASSWORD}, headers=X)
        asked = answer.json()["secondFactor"]
        assert asked["options"] is None
    for challenge in ("", asked["ticket"]):
        signed = key.sign({"rpId": "books.example.org", "challenge": challenge})
        assert await door.second(asked["ticket"], credential=signed) == 401


async def test_a_copied_passkey_is_noticed_by_its_counter(door: Door) -> None:
    key = PasskeyDevice(ORIGIN)
    await door.add_passkey(key)
    copied = PasskeyDevice(ORIGIN, key=key.key, id=key.id, counter=key.counter)
    for _ in range(2):
        begun = (await door.post("/session/passkey")).json()
        assert await door.second(begun["ticket"], credential=key.sign(begun["options"])) == 204
    begun = (await door.post("/session/passkey")).json()
    assert await door.second(begun["ticket"], credential=copied.sign(begun["options"])) == 401


async def test_a_new_passkey_must_answer_what_its_owner_was_just_asked(store: Store, door: Door) -> None:
    key = PasskeyDevice(ORIGIN)
    begun = (await door.post("/second-factor/passkey")).json()
    made = key.make(begun["options"])
    for given, code in (
        ({"ticket": "x", "credential": made, "name": "Laptop"}, "NOT_FOUND"),
        ({"ticket": begun["ticket"], "credential": "{}", "name": "Laptop"}, "INVALID_VALUE"),
        ({"ticket": begun["ticket"], "credential": made, "name": " "}, "INVALID_VALUE"),
        (
            {
                "ticket": begun["ticket"],
                "credential": PasskeyDevice("https://evil.example.org").make(begun["options"]),
                "name": "Laptop",
            },
            "INVALID_VALUE",
        ),
    ):
        assert [each["code"] for each in (await door.change("addPasskey", **given))["userErrors"]] == [code]
    assert (await door.change("addPasskey", ticket=begun["ticket"], credential=made, name="Laptop"))["userErrors"] == []
    again = await door.change("addPasskey", ticket=begun["ticket"], credential=made, name="Laptop")
    assert [each["code"] for each in again["userErrors"]] == ["NOT_FOUND"]
    begun = (await door.post("/second-factor/passkey")).json()
    assert len(begun["options"]["excludeCredentials"]) == 1
    twice = await door.change("addPasskey", ticket=begun["ticket"], credential=key.make(begun["options"]), name="Two")
    assert [each["code"] for each in twice["userErrors"]] == ["INVALID_VALUE"]


async def test_removing_the_last_factor_ends_its_recovery_codes_and_a_password_suffices(door: Door) -> None:
    key = PasskeyDevice(ORIGIN)
    await door.add_app()
    await door.add_passkey(key)
    (passkey,) = (await door.ask(SHOWN))["viewer"]["secondFactor"]["passkeys"]
    assert (await door.change("removeAuthenticator"))["userErrors"] == []
    assert (await door.ask(SHOWN))["viewer"]["secondFactor"]["recoveryCodesLeft"] == 10
    assert (await door.change("removePasskey", id=passkey["id"]))["userErrors"] == []
    assert (await door.ask(SHOWN))["viewer"]["secondFactor"] is None
    begun = (await door.post("/session/passkey")).json()
    assert await door.second(begun["ticket"], credential=key.sign(begun["options"])) == 401
    assert (await door.password()).status_code == 204


async def test_wrong_codes_are_limited_and_the_right_one_waits_too(door: Door) -> None:
    secret, _ = await door.add_app()
    door.now += MINUTE_US
    ticket = (await door.asked())["ticket"]
    wrong = "000000" if door.code(secret) != "000000" else "111111"
    assert [await door.second(ticket, code=wrong) for _ in range(9)] == [401] * 8 + [429]
    assert await door.second((await door.asked())["ticket"], code=door.code(secret)) == 429
    door.now += 5 * MINUTE_US
    assert await door.second((await door.asked())["ticket"], code=door.code(secret)) == 204


async def test_no_stranger_shuts_a_user_out_by_trying_passwords(store: Store, door: Door, ann: int) -> None:
    secret, _ = await door.add_app()
    door.now += MINUTE_US
    app = create_app(Settings(public_url=ORIGIN), store)
    for name, status in ((f"second factor of {ann}", 401), (f"\0second factor of {ann}", 400)):
        for host in range(SECOND_LIMITS.of_email):
            transport = httpx.ASGITransport(app=app, client=(f"192.0.2.{host}", 1))
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as stranger:
                tried = await stranger.post("/session", json={"email": name, "password": "?"}, headers=X)
                assert tried.status_code == status
    assert await door.second((await door.asked())["ticket"], code=door.code(secret)) == 204


async def test_tickets_end_after_five_minutes_and_with_a_new_password(store: Store, door: Door, ann: int) -> None:
    secret, _ = await door.add_app()
    door.now += MINUTE_US
    ticket = (await door.asked())["ticket"]
    door.now += STEP_US
    assert await door.second(ticket, code=door.code(secret)) == 401
    ticket = (await door.asked())["ticket"]
    await run(store, UpdateUser(ann, password_hash=hash_password("another one, longer")))
    assert await door.second(ticket, code=door.code(secret)) == 401
    await run(store, UpdateUser(ann, password_hash=HASH))
    ticket = (await door.asked())["ticket"]
    await run(store, UpdateUser(ann, disabled=True))
    assert await door.second(ticket, code=door.code(secret)) == 401


async def test_a_password_alone_opens_no_session_once_there_is_a_second_factor(
    store: Store, door: Door, ann: int
) -> None:
    await door.add_app()
    with pytest.raises(NotFound):
        await run(store, OpenSession(ann, "cookie", HASH))


async def test_factors_change_only_soon_after_signing_in_and_by_people(store: Store, door: Door, ann: int) -> None:
    begun = (await door.post("/second-factor/authenticator")).json()
    door.now += RECENT_US
    late = await door.change("addAuthenticator", ticket=begun["ticket"], code=door.code(begun["secret"]))
    assert [each["code"] for each in late["userErrors"]] == ["WRONG_STATE"]
    token = Principal(PrincipalKind.TOKEN, "token:1", "token x", ALL_PERMISSIONS)
    with pytest.raises(WrongState, match="Only people"):
        await run(store, RemoveAuthenticator(), token)


async def test_whoever_manages_access_resets_a_user_who_may_do_no_more(store: Store, door: Door, ann: int) -> None:
    await door.add_app()
    await door.add_passkey(PasskeyDevice(ORIGIN))
    clerk = Principal(PrincipalKind.USER, "user:7", "Kim", frozenset({Permission.MANAGE_ACCESS}), 7)
    with pytest.raises(PermissionMissing, match="VIEW_REPORTS"):
        await run(store, ResetSecondFactor(ann), clerk)
    done = await run(store, ResetSecondFactor(ann), OPERATOR)
    with pytest.raises(WrongState, match="no second factor"):
        await run(store, ResetSecondFactor(ann), OPERATOR)
    with pytest.raises(WrongState, match="An undo cannot change passkeys"):
        await run(store, UndoBatch(done.batch_id or 0))
    assert (await door.password()).status_code == 204
    assert await contradictions_of(store) == []


async def test_nobody_resets_their_own_and_so_does_without_signing_in_again(store: Store, door: Door, ann: int) -> None:
    await run(store, UpdateUser(ann, permissions=sorted(ALL_PERMISSIONS)))
    await door.add_app()
    refused = await door.change("resetSecondFactor", userId=f"us_{ann}")
    assert [each["code"] for each in refused["userErrors"]] == ["WRONG_STATE"]
    assert (await door.ask(SHOWN))["viewer"]["secondFactor"]["app"] is True


async def test_strangers_clients_and_tokens_begin_nothing(store: Store, door: Door) -> None:
    centre = await Centre.open(store)
    await run(store, CreateUser("client@example.org", "Client", HASH, (), centre.rivera))
    door.http.cookies.clear()
    for path in ("/second-factor/passkey", "/second-factor/authenticator"):
        assert (await door.http.post(path, json={})).status_code == 403
        assert (await door.post(path)).status_code == 401
    assert (await door.post("/session", email="client@example.org", password=PASSWORD)).status_code == 204
    for path in ("/second-factor/passkey", "/second-factor/authenticator"):
        assert (await door.post(path)).status_code == 403


async def test_a_passkey_fits_however_the_address_is_written_in_the_settings(store: Store, door: Door) -> None:
    key = PasskeyDevice(ORIGIN)
    await door.add_passkey(key)
    app = create_app(read_settings(public_url="https://Books.Example.org:443/"), store)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=ORIGIN) as browser:
        begun = (await browser.post("/session/passkey", json={}, headers=X)).json()
        signed = {"ticket": begun["ticket"], "credential": key.sign(begun["options"])}
        assert (await browser.post("/session/second-factor", json=signed, headers=X)).status_code == 204


@pytest.mark.parametrize("public_url", [None, "http://books.example.org", "https://192.0.2.7"])
async def test_passkeys_need_a_hosts_name_and_https(store: Store, ann: int, public_url: str | None) -> None:
    app = create_app(Settings(public_url=public_url), store)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1") as client:
        answer = await client.post("/session/passkey", json={}, headers=X)
        assert (answer.status_code, "TIEOUT_PUBLIC_URL" in answer.text) == (409, True)


async def test_secrets_of_the_second_factor_are_in_no_log(
    store: Store, door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    secret, codes = await door.add_app()
    door.now += MINUTE_US
    ticket = (await door.asked())["ticket"]
    code = door.code(secret)
    await door.second(ticket, code=code)
    stored = str(await Centre(store).rows("select * from audit_events"))
    for each in (secret, ticket, *codes):
        assert each not in caplog.text
        assert each not in stored
