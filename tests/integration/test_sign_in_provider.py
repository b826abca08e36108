"""Signing in by the organisation's sign-in provider: whom it lets in, and every way in which it must not (domain R33e)."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pyotp
import pytest
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from api.auth import provider as asking
from api.graph.ids import opaque
from api.settings import Settings
from domain.errors import NotFound, PermissionMissing, WrongState
from domain.permissions import ALL_PERMISSIONS, OPERATOR, Permission, Principal, PrincipalKind
from domain.services.access import CreateUser, UpdateUser
from domain.services.factors import LONG_AGO_THERE, RECENT_US, STEP_US, UNKNOWN_TIME
from domain.services.identities import Claims, LinkIdentity, RemoveIdentity
from domain.services.roles import CreateRole
from domain.services.sign_in import OpenSession
from domain.services.undo.batch import UndoBatch
from domain.store.store import Store
from tests.support.centre import Centre, run
from tests.support.contradictions import contradictions_of
from tests.support.provider_browser import HASH, ORIGIN, PASSWORD, Browser, settings_of
from tests.support.sign_in_provider import CLIENT, SECRET, SignInProvider, serving_provider

Header = dict[str, Any]


@pytest.fixture
async def provider() -> AsyncIterator[SignInProvider]:
    async with serving_provider() as served:
        yield served


@pytest.fixture
async def ann(store: Store) -> int:
    user: int = (await run(store, CreateUser("ann@example.org", "Ann", HASH, [Permission.VIEW_REPORTS]))).result.user
    return user


@pytest.fixture
async def browser(store: Store, ann: int, provider: SignInProvider) -> Browser:
    return Browser(store, settings_of(provider))


async def test_a_known_address_is_linked_once_and_signs_in_by_its_subject_from_then_on(
    store: Store, browser: Browser, provider: SignInProvider
) -> None:
    assert (await browser.page.get("/session/provider")).json() == {"provider": {"name": "Rivera SSO", "signOut": None}}
    answer = await browser.sign_in()
    assert answer.status_code == 204, answer.text
    viewer = await browser.viewer()
    assert viewer is not None
    (identity,) = viewer["identities"]
    assert (identity["email"], identity["issuer"]) == ("ann@example.org", provider.address)
    assert (viewer["name"], viewer["sessions"]) == ("Ann", [{"method": "PROVIDER"}])
    shown = (await browser.page.get("/session/provider")).json()["provider"]["signOut"]
    assert shown == f"{provider.address}/leave?client_id={CLIENT}"
    provider.person |= {"email": "ann.rivera@example.org"}  # a new address is nobody else's sign-in
    assert (await browser.sign_in()).status_code == 204
    rows = await Centre(store).rows(
        "select e.action, b.recorded_by from audit_events e join batches b on b.id = e.batch_id "
        "where e.action like 'identity.%'"
    )
    assert [tuple(row) for row in rows] == [("identity.created", "sign-in provider")]
    assert await contradictions_of(store) == []


async def test_each_sign_in_has_a_new_session_and_signing_out_ends_it(browser: Browser) -> None:
    assert await browser.password() == 204
    before = browser.page.cookies["__Host-tieout"]
    assert (await browser.sign_in()).status_code == 204
    assert browser.page.cookies["__Host-tieout"] != before
    assert "__Host-tieout-provider" not in browser.page.cookies
    assert (await browser.page.delete("/session")).status_code == 204
    assert await browser.viewer() is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # what is wrong with a token, no database tells
@pytest.mark.parametrize(
    "wrong",
    [
        lambda claims: {**claims, "iss": "https://other.example.org"},
        lambda claims: {**claims, "aud": "another client"},
        lambda claims: {**claims, "aud": [CLIENT, "another client"]},
        lambda claims: {**claims, "aud": [CLIENT, "another client"], "azp": "another client"},
        lambda claims: {**claims, "exp": claims["iat"] - 120},
        lambda claims: {**claims, "iat": claims["iat"] + 3_600},
        lambda claims: {**claims, "nonce": "another sign-in's"},
        lambda claims: {**claims, "email_verified": False},
        lambda claims: {**claims, "email": "not an address"},
        lambda claims: {**claims, "email": ["ann@example.org"]},
        lambda claims: {**claims, "sub": 17},
        lambda claims: {**claims, "sub": "two\u200bforms"},
        *(
            lambda claims, left=name: {key: value for key, value in claims.items() if key != left}
            for name in ("iss", "aud", "exp", "iat", "nonce", "sub")
        ),
    ],
    ids=[
        "another issuer",
        "another audience",
        "two audiences and nobody it is for",
        "two audiences and for another",
        "expired",
        "of a later hour",
        "another nonce",
        "address not verified",
        "no address",
        "a list of addresses",
        "a number as subject",
        "an unseen sign in the subject",
        *(f"without {name}" for name in ("iss", "aud", "exp", "iat", "nonce", "sub")),
    ],
)
async def test_an_id_token_that_claims_anything_else_lets_nobody_in(
    browser: Browser, provider: SignInProvider, wrong: Callable[[Header], Header]
) -> None:
    provider.in_token = wrong
    answer = await browser.sign_in()
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (401, "UNAUTHENTICATED")
    assert "Rivera SSO did not confirm who you are" in answer.text
    assert await browser.viewer() is None


async def test_only_the_providers_own_key_counts_and_no_weak_signature(
    browser: Browser, provider: SignInProvider
) -> None:
    good = dict(provider.header)
    for header in ({"alg": "none"}, {"alg": "HS256", "kid": "first"}, {"alg": "none", "kid": "first"}):
        provider.header = header
        provider.signs_with = SECRET if header["alg"] == "HS256" else None
        assert (await browser.sign_in()).status_code == 401, header
    provider.header, provider.signs_with = good, None
    published = provider.key
    provider.rotate_key()
    provider.header["kid"], provider.shown_key = "first", published  # says it is the published key's
    assert (await browser.sign_in()).status_code == 401


async def test_a_rotated_key_is_fetched_once_it_is_needed(
    monkeypatch: pytest.MonkeyPatch, browser: Browser, provider: SignInProvider
) -> None:
    monkeypatch.setattr(asking, "KEYS_AGAIN_S", 0.0)
    for _ in range(2):
        assert (await browser.sign_in()).status_code == 204
    assert provider.asked.count("/jwks") == 1
    assert provider.asked.count("/.well-known/openid-configuration") == 1
    provider.rotate_key()
    assert (await browser.sign_in()).status_code == 204
    assert provider.asked.count("/jwks") == 2


async def test_a_sign_in_is_finished_once_by_the_browser_that_began_it_and_soon(
    store: Store, browser: Browser, provider: SignInProvider
) -> None:
    back = await browser.go()
    victim = Browser(store, settings_of(provider))
    assert (await victim.finish(back)).status_code == 401  # an attacker's address signs nobody else in as them
    await victim.go()
    assert (await victim.finish(back)).status_code == 401  # nor after one has begun too
    assert (await browser.finish({**back, "state": "a" * 64})).status_code == 401
    back = await browser.go()
    kept = dict(browser.page.cookies)
    assert (await browser.finish(back)).status_code == 204
    browser.page.cookies.update(kept)
    assert (await browser.finish(back)).status_code == 401
    back = await browser.go()
    clock = store.clock
    store.clock = lambda: clock() + STEP_US
    assert (await browser.finish(back)).status_code == 401
    assert await victim.viewer() is None


async def test_a_code_of_another_sign_in_and_another_issuers_answer_are_refused(
    browser: Browser, provider: SignInProvider
) -> None:
    first, second = await browser.go(), await browser.go()
    assert (await browser.finish({**second, "code": first["code"]})).status_code == 401  # PKCE
    assert (await browser.finish({**await browser.go(), "iss": "https://other.example.org"})).status_code == 401
    assert (await browser.finish({**await browser.go(), "iss": provider.address})).status_code == 204
    back = await browser.go()
    denied = await browser.finish({"state": back["state"], "error": "access_denied"})
    assert (denied.status_code, "did not let you in" in denied.text) == (401, True)


async def test_nothing_is_begun_or_finished_for_another_site_or_without_a_provider(
    store: Store, browser: Browser
) -> None:
    for path in ("/session/provider", "/session/provider/finish"):
        assert (await browser.page.post(path, json={}, headers={"X-Tieout": ""})).status_code == 403
    assert (await browser.finish({"state": 5})).status_code == 400  # type: ignore[dict-item]
    alone = Browser(store, Settings(public_url=ORIGIN))
    assert (await alone.begin()).status_code == 409
    assert (await alone.page.get("/session/provider")).json() == {"provider": None}


async def test_whom_the_provider_knows_and_nobody_else_does_is_not_let_in(
    store: Store, browser: Browser, provider: SignInProvider, ann: int
) -> None:
    provider.person |= {"email": "eve@example.org", "sub": "eve"}
    refusals = {(await browser.sign_in()).text}
    centre = await Centre.open(store)
    await centre.do(CreateUser("rivera@example.org", "Rivera", HASH, client_account_id=centre.rivera))
    provider.person |= {"email": "rivera@example.org", "sub": "rivera"}
    refusals |= {(await browser.sign_in()).text}
    await run(store, CreateUser("bo@example.org", "Bo", HASH, [Permission.MANAGE_ACCESS]))
    provider.person |= {"email": "ann@example.org", "sub": "ann"}
    assert (await browser.sign_in()).status_code == 204
    await run(store, UpdateUser(ann, disabled=True))
    refusals |= {(await browser.sign_in()).text}
    assert len(refusals) == 1
    assert "Nobody here signs in with this identity" in refusals.pop()


async def test_new_users_get_the_named_role_and_only_within_the_named_domains(
    store: Store, provider: SignInProvider, ann: int
) -> None:
    await run(store, CreateRole("Desk", [Permission.VIEW_CLIENT_ACCOUNTS]))
    given = replace(settings_of(provider), oidc_new_users_role="desk", oidc_domains="example.org")
    browser = Browser(store, given)
    provider.person |= {"email": "zoe@example.org.evil.example", "sub": "z"}
    assert (await browser.sign_in()).status_code == 401
    provider.person |= {"email": "zoe@example.org", "sub": "zoe", "name": "Command  Line"}
    assert (await browser.sign_in()).status_code == 204
    viewer = await browser.viewer()
    assert viewer is not None
    assert viewer["name"] == "zoe@example.org"  # a name that the log could take for another's is not taken
    rows = await Centre(store).rows("select password_hash from users where email = 'zoe@example.org'")
    assert rows[0][0] is None
    assert (
        await browser.page.post("/session", json={"email": "zoe@example.org", "password": PASSWORD})
    ).status_code == 401
    missing = Browser(store, replace(given, oidc_new_users_role="No such role"))
    provider.person |= {"email": "kim@example.org", "sub": "kim"}
    assert (await missing.sign_in()).status_code == 401
    assert await contradictions_of(store) == []


async def test_claims_are_asked_for_where_the_id_token_lacks_them_and_must_be_the_same_persons(
    browser: Browser, provider: SignInProvider
) -> None:
    provider.claims_apart = True
    assert (await browser.sign_in()).status_code == 204
    ann = dict(provider.person)
    provider.in_token = lambda claims: {**claims, "sub": "somebody else"}
    assert (await browser.sign_in()).status_code == 401
    provider.in_token, provider.person = dict, {**ann, "email_verified": "true"}  # as one large provider writes it
    assert (await browser.sign_in()).status_code == 204


@pytest.mark.parametrize(
    "answer",
    [
        PlainTextResponse("gone", 503),
        PlainTextResponse("<html>", 200),
        PlainTextResponse("[]", 200),
        PlainTextResponse('{"issuer": "https://other.example.org"}', 200),
        PlainTextResponse(" " * 2_000_000, 200),
        RedirectResponse("http://169.254.169.254/latest/meta-data"),
    ],
    ids=["503", "html", "list", "another issuer", "too long", "redirect"],
)
async def test_a_provider_that_does_not_answer_as_it_must_counts_as_away(
    browser: Browser, provider: SignInProvider, answer: Response
) -> None:
    provider.answer = answer
    for _ in range(2):
        refused = await browser.begin()
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "2"), refused.text
        assert "Rivera SSO cannot be reached at present" in refused.text
    assert len(provider.asked) == 1  # the next one waits for nothing
    assert await browser.password() == 204


async def test_a_provider_that_hangs_holds_nobody_up_and_may_return(
    monkeypatch: pytest.MonkeyPatch, browser: Browser, provider: SignInProvider
) -> None:
    monkeypatch.setattr(asking, "AWAY_S", 0.0)
    back = await browser.go()
    monkeypatch.setattr(asking, "ANSWER_S", 0.05)
    provider.hangs = True
    assert (await browser.finish(back)).status_code == 503
    provider.hangs = False
    monkeypatch.setattr(asking, "ANSWER_S", 10.0)
    assert (await browser.sign_in()).status_code == 204


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"])
async def test_addresses_outside_https_and_this_machine_are_not_followed(
    browser: Browser, provider: SignInProvider, name: str
) -> None:
    for address in ("http://internal.example.org/x", "file:///etc/passwd", "javascript:alert(1)", "//x", None):
        provider.published = {name: address}
        browser_again = await browser.begin()
        assert browser_again.status_code == 503, address


async def test_a_second_factor_is_asked_for_unless_the_provider_checked_several(
    store: Store, browser: Browser, provider: SignInProvider, ann: int
) -> None:
    assert (await browser.sign_in()).status_code == 204
    app = (await browser.page.post("/second-factor/authenticator", json={})).json()
    code = pyotp.TOTP(app["secret"]).at(store.clock() // 1_000_000)
    assert await browser.change("addAuthenticator", ticket=app["ticket"], code=code) == []
    await browser.page.delete("/session")
    asked = await browser.sign_in()
    assert (asked.status_code, asked.json()["secondFactor"]["app"]) == (200, True)
    assert await browser.viewer() is None
    code = pyotp.TOTP(app["secret"]).at(store.clock() // 1_000_000 + 30)
    sent = {"ticket": asked.json()["secondFactor"]["ticket"], "code": code}
    assert (await browser.page.post("/session/second-factor", json=sent)).status_code == 204
    await browser.page.delete("/session")
    provider.person |= {"amr": ["pwd", "mfa"]}
    assert (await browser.sign_in()).status_code == 204
    provider.person |= {"amr": ["pwd"], "sub": "another identity with her address"}
    assert (await browser.sign_in()).status_code == 401


async def test_only_who_just_proved_to_the_provider_who_they_are_may_change_how_they_sign_in(
    store: Store, browser: Browser, provider: SignInProvider
) -> None:
    now_s = store.clock() // 1_000_000
    assert "max_age=43200" in (await browser.begin()).json()["url"].split("&")  # so it has to say when
    refusals = {
        now_s - RECENT_US // 1_000_000 - 1: str(
            LONG_AGO_THERE
        ),  # its own session of this morning, at an unlocked screen
        None: str(UNKNOWN_TIME),
        True: str(UNKNOWN_TIME),
        1e300: str(UNKNOWN_TIME),
        now_s - 60: None,
        now_s + 9e9: None,
    }
    for claimed, refusal in refusals.items():
        provider.in_token = lambda claims, claimed=claimed: claims | {"auth_time": claimed}  # type: ignore[misc]
        assert (await browser.sign_in()).status_code == 204, claimed
        (found,) = await browser.change("removePasskey", id=opaque("Passkey", 1))
        assert (found == refusal) is (refusal is not None), (claimed, found)
    (at,) = await Centre(store).rows("select max(authenticated_at) from sessions")
    assert at[0] <= store.clock()  # what it says of the future is worth no longer than now


async def test_an_identity_is_removed_for_good_and_linked_by_hand_alone(
    store: Store, browser: Browser, provider: SignInProvider, ann: int
) -> None:
    assert (await browser.sign_in()).status_code == 204
    viewer = await browser.viewer()
    assert viewer is not None
    assert await browser.change("removeIdentity", id=viewer["identities"][0]["id"]) == []
    assert (await browser.sign_in()).status_code == 401  # her address alone does not link it again
    assert await browser.password() == 204
    assert (await browser.sign_in(link=True)).status_code == 204
    assert (await browser.sign_in(link=True)).status_code == 409  # once
    await browser.page.delete("/session")
    assert (await browser.begin(link=True)).status_code == 401
    assert (await browser.sign_in()).status_code == 204
    (linked,) = await Centre(store).rows("select batch_id from audit_events where action = 'identity.withdrawn'")
    with pytest.raises(WrongState, match="An undo cannot change"):
        await run(store, UndoBatch(linked[0]))


async def test_an_identity_is_not_linked_by_whoever_took_over_the_browser_meanwhile(
    store: Store, browser: Browser, provider: SignInProvider
) -> None:
    await run(store, CreateUser("bo@example.org", "Bo", HASH, sorted(ALL_PERMISSIONS)))
    assert await browser.password() == 204
    back = await browser.go(link=True)
    await browser.page.post("/session", json={"email": "bo@example.org", "password": PASSWORD})
    assert (await browser.finish(back)).status_code == 401
    viewer = await browser.viewer()
    assert viewer is not None
    assert viewer["identities"] == []


async def test_only_its_owner_and_who_manages_access_and_holds_as_much_remove_an_identity(
    store: Store, ann: int
) -> None:
    centre = Centre(store)
    owner = await _session_of(store, ann, "Ann", frozenset())
    await run(store, LinkIdentity(Claims("https://login.example.org", "1", "ann@example.org")), owner)
    (identity,) = (await centre.rows("select id from identities"))[0]
    stranger = Principal(PrincipalKind.USER, "user:99", "Bo", frozenset(Permission) - {Permission.MANAGE_ACCESS}, 99)
    with pytest.raises(NotFound):
        await run(store, RemoveIdentity(identity), stranger)
    less = Principal(PrincipalKind.USER, "user:99", "Bo", frozenset({Permission.MANAGE_ACCESS}), 99)
    with pytest.raises(PermissionMissing):
        await run(store, RemoveIdentity(identity), less)
    await run(store, RemoveIdentity(identity), OPERATOR)


async def _session_of(store: Store, user: int, name: str, held: frozenset[Permission]) -> Principal:
    await run(store, OpenSession(user, "cookie", HASH))
    (row,) = await Centre(store).rows("select id from sessions")
    return Principal(PrincipalKind.USER, f"user:{user}", name, held, user, session_id=row[0])
