"""Live updates: the feed over WebSockets, by the protocol graphql-transport-ws (domain R47b)."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from api.live import connection as live_connection
from api.settings import Settings
from domain.permissions import ALL_PERMISSIONS, BILLING, Permission
from domain.queries.access import token_by_secret
from domain.services.access import CreateUser, UpdateUser
from domain.services.credentials import hash_password, hash_secret
from domain.services.tokens import RevokeApiToken
from domain.store.store import Store
from tests.support.centre import Centre
from tests.support.live import live_app, opened, token_of

PASSWORD = "correct horse battery"
HASH = hash_password(PASSWORD)
OWN = {"Origin": "http://127.0.0.1:8000"}


@pytest.fixture
async def app(store: Store) -> AsyncIterator[Starlette]:
    async with live_app(store) as serving:
        yield serving


async def signed_in(app: Starlette, address: str = "http://127.0.0.1:8000") -> str:
    """The cookie of a new session of Ann."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=address) as client:
        body = {"email": "ann@example.org", "password": PASSWORD}
        answer = await client.post("/session", json=body, headers={"X-Tieout": "1"})
    return answer.headers["set-cookie"].partition(";")[0]


async def ann(centre: Centre) -> int:
    """A user who may do everything."""
    created = await centre.do(CreateUser("ann@example.org", "Ann", HASH, sorted(ALL_PERMISSIONS)))
    return created.result.user


@pytest.fixture
async def cookie(app: Starlette, centre: Centre) -> str:
    """The session's cookie of Ann, who may do everything."""
    await ann(centre)
    return await signed_in(app)


async def test_each_change_comes_once_in_order_after_those_that_were_missed(
    app: Starlette, store: Store, centre: Centre
) -> None:
    token = await token_of(store)
    async with opened(app, Authorization=f"Bearer {token}") as socket:
        before = await socket.enter()
        await centre.invoice(5_000)
        await socket.subscribe("position kind data account { number } node { id } batch { mutation }", after=before)
        first = await socket.change()
        assert (first["kind"], first["account"]) == ("TRANSACTION_RECORDED", {"number": "1001"})
        assert first["data"]["items"][0]["amountCents"] == 5_000
        await centre.payment(5_000)
        second = await socket.change()
        assert second["batch"] == {"mutation": "makePayment"}
        assert int(second["position"]) == int(first["position"]) + 1
    async with opened(app) as again:
        await again.enter(token)
        await again.subscribe("position", after=first["position"])
        assert await again.change() == {"position": second["position"]}


async def test_without_a_position_only_what_comes_is_sent_and_only_what_was_asked_for(
    app: Starlette, store: Store, centre: Centre
) -> None:
    await centre.invoice(5_000)
    async with opened(app) as socket:
        await socket.enter(await token_of(store, *BILLING, Permission.MANAGE_ACCESS))
        await socket.subscribe("kind", kinds=["TOKEN_CREATED", "TRANSACTION_RECORDED"])
        await socket.say({"type": "ping", "payload": {"n": 1}})
        assert await socket.hear() == {"type": "pong", "payload": {"n": 1}}
        heard = asyncio.create_task(socket.change())
        for number in range(100):  # the place is taken once the subscription has read where the feed ends
            await centre.do(CreateUser(f"bo{number}@example.org", "Bo", None, []))
            await token_of(store, Permission.VIEW_REPORTS)
            if (await asyncio.wait({heard}, timeout=0.2))[0]:
                break
        assert await heard == {"kind": "TOKEN_CREATED"}


async def test_kinds_of_users_and_tokens_are_for_those_who_manage_access(
    app: Starlette, store: Store, centre: Centre
) -> None:
    async with opened(app) as socket:
        start = await socket.enter(await token_of(store))
        await socket.subscribe("kind", after=start)
        await centre.do(CreateUser("bo@example.org", "Bo", None, []))
        await centre.invoice(5_000)
        assert await socket.change() == {"kind": "TRANSACTION_RECORDED"}


async def test_a_subscription_needs_the_permissions_of_what_it_shows(app: Starlette, store: Store) -> None:
    async with opened(app) as socket:
        await socket.enter(await token_of(store, Permission.VIEW_CLIENT_ACCOUNTS))
        await socket.subscribe()
        error = await socket.refused()
        assert error["extensions"] == {"code": "FORBIDDEN", "missing": ["CLIENT_BILLING"]}


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        ({"query": "{ viewer { name } }"}, "by POST"),
        ({"query": "mutation { endSessions(input: {}) { userErrors { code } } }"}, "by POST"),
        ({"query": "subscription { changes { nothing } }"}, "nothing"),
        ({"query": "subscription { changes { kind } more: changes { kind } }"}, "only one"),
        ({"query": 'subscription { changes(after: "999999") { kind } }'}, "The feed does not reach"),
        (
            {"query": 'subscription { changes(after: "1", fingerprint: "x") { kind } }'},
            "of the feed is not what you read",
        ),
        ({"query": 'subscription { changes(after: "here") { kind } }'}, "no position"),
        ({"query": "subscription ($k: [ChangeKind!]) { changes(kinds: $k) { kind } }", "variables": {"k": ["X"]}}, "X"),
        ({"query": "subscription { changes { kind } }", "variables": []}, "variables"),
        ({"query": "subscription A { changes { kind } }", "operationName": "B"}, "B"),
        ({"query": "subscription ($s: Boolean!) { changes @skip(if: $s) { kind } }", "variables": {"s": True}}, "skip"),
    ],
)
async def test_another_operation_is_refused_and_leaves_the_others_alone(
    sqlite_store: Store, payload: dict[str, object], says: str
) -> None:
    async with live_app(sqlite_store) as app, opened(app) as socket:
        await socket.enter(await token_of(sqlite_store))
        await socket.say({"type": "subscribe", "id": "7", "payload": payload})
        error = await socket.refused()
        assert says in error["message"]
        assert error["extensions"]["code"] == ("FEED_RESTORED" if "feed" in says else "BAD_USER_INPUT")
        await socket.say({"type": "ping"})
        assert await socket.hear() == {"type": "pong"}


async def test_the_protocols_own_mistakes_close_the_connection(
    sqlite_store: Store, subtests: pytest.Subtests, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await token_of(sqlite_store)
    asked = {"type": "subscribe", "id": "7", "payload": {"query": "subscription { changes { kind } }"}}
    async with live_app(sqlite_store) as app:
        with subtests.test("another subprotocol"):
            async with opened(app, "graphql-ws") as socket:
                assert (await socket.closed())[0] == 4406
        with subtests.test("a subscription before the connection is acknowledged"):
            async with opened(app, Authorization=f"Bearer {token}") as socket:
                await socket.say(asked)
                assert await socket.closed() == (4401, "Unauthorized")
        with subtests.test("two initialisations"):
            async with opened(app) as socket:
                await socket.enter(token)
                await socket.say({"type": "connection_init"})
                assert await socket.closed() == (4429, "Too many initialisation requests")
        with subtests.test("two subscriptions of one id"):
            async with opened(app) as socket:
                await socket.enter(token)
                await socket.say(asked)
                await socket.say(asked)
                assert await socket.closed() == (4409, "Subscriber for 7 already exists")
        with subtests.test("no message"), subtests.test("binary"):
            async with opened(app) as socket:
                await socket.say_bytes(b"{}")
                assert (await socket.closed())[0] == 4400
        with subtests.test("nothing sent"):
            monkeypatch.setattr(live_connection, "INIT_S", 0.05)
            async with opened(app) as socket:
                assert await socket.closed() == (4408, "Connection initialisation timeout")


async def test_an_id_may_be_used_again_once_its_subscription_is_complete(sqlite_store: Store) -> None:
    centre = await Centre.open(sqlite_store)
    async with live_app(sqlite_store) as app, opened(app) as socket:
        start = await socket.enter(await token_of(sqlite_store))
        payload = {
            "query": "subscription ($after: String) { changes(after: $after) { kind } }",
            "variables": {"after": start},
        }
        for _ in range(3):
            await socket.say({"type": "subscribe", "id": "7", "payload": payload})
            await socket.say({"type": "complete", "id": "7"})
        await socket.say({"type": "complete", "id": "unknown"})
        await socket.say({"type": "subscribe", "id": "8", "payload": payload})
        await centre.invoice(5_000)
        assert (await socket.hear())["id"] == "8"
        await socket.say({"type": "ping"})
        assert await socket.hear() == {"type": "pong"}


async def test_nobody_is_let_in_without_good_credentials(
    app: Starlette, store: Store, subtests: pytest.Subtests
) -> None:
    for named, headers, payload in (
        ("nothing", {}, {}),
        ("an unknown token", {}, {"Authorization": "Bearer nobody"}),
        ("another scheme", {}, {"authorization": "Basic eDp5"}),
        ("an unknown token in the header", {"Authorization": "Bearer nobody"}, {}),
        ("a cookie of no session", {**OWN, "Cookie": "tieout=nobody"}, {}),
    ):
        with subtests.test(named):
            async with opened(app, **headers) as socket:
                await socket.say({"type": "connection_init", "payload": payload})
                assert (await socket.closed())[0] == 4403


async def test_a_sessions_cookie_counts_only_from_the_servers_own_page(
    app: Starlette, cookie: str, subtests: pytest.Subtests
) -> None:
    async with opened(app, Cookie=cookie, **OWN) as socket:
        await socket.enter()
        await socket.subscribe("recordedBy")
    for origin in ("http://127.0.0.1:8001", "https://127.0.0.1:8000", "http://evil.example", "null", ""):
        with subtests.test(origin):
            async with opened(app, Cookie=cookie, Origin=origin) as socket:
                await socket.say({"type": "connection_init"})
                assert (await socket.closed())[0] == 4403


async def test_behind_https_the_origin_is_the_public_address(sqlite_store: Store) -> None:
    address = "https://books.example.org"
    async with live_app(sqlite_store, Settings(public_url=address)) as app:
        await ann(await Centre.open(sqlite_store))
        cookie = await signed_in(app, address)
        async with opened(app, Cookie=cookie, Origin=address) as socket:
            await socket.enter()
        async with opened(app, Cookie=cookie, **OWN) as socket:
            await socket.say({"type": "connection_init"})
            assert (await socket.closed())[0] == 4403


async def test_signing_out_closes_the_sessions_connections_and_no_others(
    app: Starlette, store: Store, cookie: str
) -> None:
    async with opened(app, Cookie=cookie, **OWN) as page, opened(app) as partner:
        await page.enter()
        await page.subscribe()
        await partner.enter(await token_of(store))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8000") as client:
            await client.delete("/session", headers={"X-Tieout": "1", "Cookie": cookie})
        async with asyncio.timeout(1):
            assert (await page.closed())[0] == 4403
        await partner.say({"type": "ping"})
        assert await partner.hear() == {"type": "pong"}


async def test_what_another_process_takes_away_closes_the_connection(
    two_stores: tuple[Store, Store], subtests: pytest.Subtests
) -> None:
    serving, other = two_stores
    centre = await Centre.open(other)
    async with live_app(serving) as app:
        token = await token_of(other)
        found = await other.read(token_by_secret(hash_secret(token), 0))
        assert found is not None
        async with opened(app) as socket:
            await socket.enter(token)
            with subtests.test("a token"):
                await centre.do(RevokeApiToken(found.id))
                async with asyncio.timeout(1):
                    assert (await socket.closed())[0] == 4403
        user = await ann(centre)
        await centre.do(CreateUser("bo@example.org", "Bo", HASH, [Permission.MANAGE_ACCESS]))
        cookie = await signed_in(app)
        for change in ({"permissions": sorted(BILLING)}, {"disabled": True}):
            with subtests.test(str(change)):
                async with opened(app, Cookie=cookie, **OWN) as socket:
                    await socket.enter()
                    await centre.do(UpdateUser(user, **change))  # type: ignore[arg-type]  # as given
                    async with asyncio.timeout(1):
                        assert (await socket.closed())[0] == 4403


async def test_a_caller_has_so_many_connections_and_a_process_so_many(sqlite_store: Store) -> None:
    settings = Settings(max_live_connections=3, max_live_connections_of_caller=2)
    one, two = await token_of(sqlite_store), await token_of(sqlite_store)
    async with live_app(sqlite_store, settings) as app, opened(app) as first, opened(app) as second:
        await first.enter(one)
        await second.enter(one)
        async with opened(app) as third:
            await third.say({"type": "connection_init", "payload": {"Authorization": f"Bearer {one}"}})
            code, reason = await third.closed()
            assert (code, "Close one" in reason) == (1013, True)
        async with opened(app) as silent, opened(app) as other:
            assert (await silent.closed())[0] == 4408, "whoever is not known yet gives way"
            await other.enter(two)
            async with opened(app) as beyond:
                assert (await beyond.closed())[0] == 1013
        async with opened(app) as later:
            await later.enter(two)


async def test_a_caller_who_does_not_read_costs_one_reading_and_misses_nothing(sqlite_store: Store) -> None:
    centre = await Centre.open(sqlite_store)
    async with live_app(sqlite_store) as app, opened(app) as slow, opened(app) as quick:
        token = await token_of(sqlite_store)
        start = await slow.enter(token)
        await quick.enter(token)
        await slow.subscribe("position", after=start)
        slow.stop_reading()
        await quick.subscribe("position", after=start)
        sent = []
        for number in range(120):
            await centre.invoice(100 + number)
            if number % 30 == 29:
                sent += [(await quick.change())["position"] for _ in range(30)]
        assert slow.waiting() == 0
        slow.read_on()
        assert [(await slow.change())["position"] for _ in range(120)] == sent


async def test_a_caller_who_reads_nothing_is_broken_off_when_access_ends(sqlite_store: Store) -> None:
    centre = await Centre.open(sqlite_store)
    async with live_app(sqlite_store) as app, opened(app) as stuck:
        token = await token_of(sqlite_store)
        start = await stuck.enter(token)
        await stuck.subscribe(after=start)
        stuck.stop_reading()
        await centre.invoice(5_000)
        found = await sqlite_store.read(token_by_secret(hash_secret(token), 0))
        assert found is not None
        await centre.do(RevokeApiToken(found.id))
        async with asyncio.timeout(5):
            await stuck.broken_off.wait()


async def test_what_the_metrics_show(sqlite_store: Store) -> None:
    centre = await Centre.open(sqlite_store)
    async with live_app(sqlite_store, Settings(metrics="open")) as app, opened(app) as socket:
        start = await socket.enter(await token_of(sqlite_store))
        await socket.subscribe(after=start)
        await centre.invoice(5_000)
        await socket.change()
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8000") as client:
            text = (await client.get("/metrics")).text
    for line in ("tieout_live_connections 1.0", "tieout_live_subscriptions 1.0", "tieout_live_changes_total 1.0"):
        assert line in text
