"""Webhooks: changes are posted to endpoints in the feed's order, at least once, and signed (domain R47a)."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from api.webhooks import delivering
from api.webhooks.delivering import Deliveries, pause_us
from api.webhooks.guard import networks_of
from domain.jobs.lease import Lease, take_lease
from domain.jobs.numbering import number_all
from domain.store.program import Sql
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.api_centre import ApiCentre
from tests.support.centre import rows
from tests.support.receiver import Receiver
from tests.support.waiting import until

MINE = networks_of("127.0.0.0/8")
LIST = """{ webhooks { nodes { id url kinds state position failingSince nextAttemptAt gaveUpAt
  deliveries { nodes { position kind attempts status failure deliveredAt nextAttemptAt } } } } }"""
CREATE = """mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) {
  userErrors { code field } secret webhook { id url state kinds } } }"""
ROTATE = "mutation ($i: RotateWebhookSecretInput!) { rotateWebhookSecret(input: $i) { userErrors { code } secret } }"


@pytest.fixture(autouse=True)
def pauses_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "LOOK_S", 0.01)
    monkeypatch.setattr(delivering, "FIRST_PAUSE_US", 1_000)
    monkeypatch.setattr(delivering, "GROWTH", 1)


async def created(centre: ApiCentre, url: str, **more: object) -> tuple[str, str]:
    """A new endpoint: its id and secret."""
    store = centre.api.store
    store.context = replace(store.context, webhook_allow=MINE)
    await number_all(store)
    done = (await centre.api.data(CREATE, input={"url": url, **more}))["createWebhook"]
    assert done["userErrors"] == []
    return done["webhook"]["id"], done["secret"]


async def listed(centre: ApiCentre) -> dict[str, Any]:
    """The one endpoint as it is now."""
    (found,) = (await centre.api.data(LIST))["webhooks"]["nodes"]
    return found  # type: ignore[no-any-return]  # as the query says


@asynccontextmanager
async def delivered(store: Store, timeout_s: float = 5) -> Any:
    """Deliveries run meanwhile."""
    deliveries = Deliveries(store, MINE, timeout_s=timeout_s)
    deliveries.start()
    try:
        yield
    finally:
        await deliveries.stop()


async def all_arrived(centre: ApiCentre) -> None:
    """Wait until the endpoint has got everything."""
    await number_all(centre.api.store)
    ((end,),) = await rows(centre.api.store, Sql("select max(r.id + r.last_seq - r.first_seq) from feed_ranges r"))

    async def there() -> bool:
        return (await listed(centre))["position"] == str(end)

    await until(there)


async def test_an_endpoint_gets_what_happens_signed_and_in_order(store: Store) -> None:
    centre = await ApiCentre.open(store)
    async with Receiver() as receiver, delivered(store):
        _, secret = await created(centre, receiver.url)
        assert secret.startswith("whsec_")
        invoice = await centre.invoice(100)
        await centre.pay(100)
        await all_arrived(centre)
        bodies: list[Any] = list(receiver.verified(secret))
        assert [each["type"] for each in bodies] == ["transaction.recorded", "transaction.recorded"]
        assert bodies[0].keys() == {"type", "timestamp", "data"}
        assert bodies[0]["data"] == {
            "position": str(receiver.positions[0]),
            "id": invoice["id"],
            "accountId": centre.account,
            "kind": "TRANSACTION_RECORDED",
        }
        assert receiver.positions == sorted(receiver.positions)
        assert "proxy-connection" not in receiver.received[0].headers
        webhook = await listed(centre)
        assert webhook["state"] == "ACTIVE"
        assert [each["status"] for each in webhook["deliveries"]["nodes"]] == [200, 200]
        assert "secret" not in str(webhook["deliveries"])
    assert await verify(store) == []
    await centre.close()


async def test_only_the_kinds_that_it_wants(store: Store) -> None:
    centre = await ApiCentre.open(store)
    async with Receiver() as receiver, delivered(store):
        webhook, _ = await created(centre, receiver.url, kinds=["RECONCILIATION_CREATED"])
        invoice = await centre.invoice(100)
        await centre.pay(100, "CASH", {"itemId": invoice["items"][0]["id"]})
        await all_arrived(centre)
        assert [each.data["kind"] for each in receiver.received] == ["RECONCILIATION_CREATED"]
        assert (await listed(centre))["kinds"] == ["RECONCILIATION_CREATED"]
        assert webhook == (await listed(centre))["id"]
    await centre.close()


async def test_what_fails_comes_again_in_order_until_it_arrives(store: Store) -> None:
    centre = await ApiCentre.open(store)
    async with Receiver(["close", 500, "redirect", "flood", "hang", "drip", 404]) as receiver, delivered(store, 1):
        _, secret = await created(centre, receiver.url)
        for cents in (100, 200, 300):
            await centre.invoice(cents)
        await all_arrived(centre)
        first, *later = list(dict.fromkeys(receiver.positions))
        assert receiver.positions == [*[first] * 4, *[later[0]] * 4, later[1]]
        assert len({each.headers["webhook-id"] for each in receiver.received}) == 3
        receiver.verified(secret)
        entries = (await listed(centre))["deliveries"]["nodes"]
        assert [each["position"] for each in entries] == [str(each) for each in reversed([first, *later])]
        assert all(each["failure"] is None and each["deliveredAt"] for each in entries)
        assert [each["attempts"] for each in entries] == [1, 4, 4]
    await centre.close()


@pytest.mark.parametrize(
    ("answer", "status", "failure"),
    [
        (500, 500, "the status is not 2xx"),
        ("redirect", 302, "it redirects"),
        ("close", None, "the connection failed"),
        ("hang", None, "no answer within 0.2 s"),
        ("drip", None, "no answer within 0.2 s"),
    ],
)
async def test_a_failure_is_reported_with_the_next_try(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, answer: int | str, status: int | None, failure: str
) -> None:
    monkeypatch.setattr(delivering, "FIRST_PAUSE_US", 3_600_000_000)
    centre = await ApiCentre.open(sqlite_store)
    timeout_s = 0.2 if "0.2" in failure else 20
    async with Receiver([answer]) as receiver, delivered(sqlite_store, timeout_s):
        await created(centre, receiver.url)
        await centre.invoice(100)
        await number_all(sqlite_store)

        async def failed() -> bool:
            return (await listed(centre))["failingSince"] is not None

        await until(failed)
        webhook = await listed(centre)
        assert webhook["nextAttemptAt"] is not None
        assert webhook["state"] == "ACTIVE"
        (entry,) = webhook["deliveries"]["nodes"]
        assert (entry["attempts"], entry["status"], entry["failure"]) == (1, status, failure)
        assert (entry["deliveredAt"], entry["nextAttemptAt"]) == (None, webhook["nextAttemptAt"])
    await centre.close()


async def test_an_address_that_is_not_public_gets_nothing(sqlite_store: Store) -> None:
    centre = await ApiCentre.open(sqlite_store)
    async with Receiver() as receiver:
        await created(centre, receiver.url)
        await centre.invoice(100)
        await number_all(sqlite_store)
        deliveries = Deliveries(sqlite_store, ())
        deliveries.start()

        async def failed() -> bool:
            return bool((await listed(centre))["deliveries"]["nodes"])

        await until(failed)
        await deliveries.stop()
        assert receiver.received == []
        assert "TIEOUT_WEBHOOK_ALLOW" in (await listed(centre))["deliveries"]["nodes"][0]["failure"]
    await centre.close()


@pytest.mark.parametrize(("status", "after_us"), [(410, 10**18), (500, 0)])
async def test_an_endpoint_is_given_up_and_resumed(
    store: Store, monkeypatch: pytest.MonkeyPatch, status: int, after_us: int
) -> None:
    monkeypatch.setattr(delivering, "GIVEN_UP_AFTER_US", after_us)
    centre = await ApiCentre.open(store)
    async with Receiver([status]) as receiver, delivered(store):
        webhook, _ = await created(centre, receiver.url)
        await centre.invoice(100)
        await number_all(store)

        async def paused() -> bool:
            return (await listed(centre))["state"] == "PAUSED"

        await until(paused)
        assert (await listed(centre))["gaveUpAt"] is not None
        await centre.invoice(200)
        assert len(receiver.received) == 1
        await centre.do("updateWebhook", webhookId=webhook, state="ACTIVE")
        await all_arrived(centre)
        assert len(receiver.received) == 3
    await centre.close()


async def test_a_paused_endpoint_gets_what_it_missed_and_a_replay_sends_again(store: Store) -> None:
    centre = await ApiCentre.open(store)
    async with Receiver() as receiver, delivered(store):
        webhook, _ = await created(centre, receiver.url)
        await centre.do("updateWebhook", webhookId=webhook, state="PAUSED")
        await centre.invoice(100)
        await number_all(store)
        assert receiver.received == []
        await centre.do("updateWebhook", webhookId=webhook, state="ACTIVE")
        await all_arrived(centre)
        (only,) = receiver.positions
        await centre.do("replayWebhook", webhookId=webhook, position=str(only - 1))
        await all_arrived(centre)
        assert receiver.positions == [only, only]
        for position in ("-1", "x", "99999999"):
            assert (await centre.refused("replayWebhook", webhookId=webhook, position=position))[
                "code"
            ] == "INVALID_VALUE"
    await centre.close()


async def test_two_secrets_sign_until_the_overlap_ends(store: Store) -> None:
    centre = await ApiCentre.open(store)
    async with Receiver() as receiver, delivered(store):
        webhook, former = await created(centre, receiver.url)
        rotated = (await centre.api.data(ROTATE, i={"webhookId": webhook}))["rotateWebhookSecret"]
        await centre.invoice(100)
        await all_arrived(centre)
        assert rotated["secret"] != former
        receiver.verified(former)
        receiver.verified(rotated["secret"])
        receiver.received.clear()
        last = (await centre.api.data(ROTATE, i={"webhookId": webhook, "overlapHours": 0}))["rotateWebhookSecret"]
        await centre.invoice(100)
        await all_arrived(centre)
        receiver.verified(last["secret"])
        for secret in (former, rotated["secret"]):
            with pytest.raises(Exception, match="No matching signature"):
                receiver.verified(secret)
    await centre.close()


async def test_what_is_changed_holds_for_what_is_sent_next(store: Store) -> None:
    centre = await ApiCentre.open(store)
    answer, last = asyncio.Event(), asyncio.Event()
    async with Receiver([answer, 200, last]) as receiver:
        webhook, _ = await created(centre, receiver.url)
        for _ in range(5):
            await centre.invoice(100)
        await number_all(store)
        async with delivered(store):
            await receiver.arrived.wait()
            rotated = (await centre.api.data(ROTATE, i={"webhookId": webhook}))["rotateWebhookSecret"]
            answer.set()
            await until(lambda: received(receiver, 3))
            await centre.do("updateWebhook", webhookId=webhook, state="PAUSED")
            last.set()
        assert len(set(receiver.positions)) == len(receiver.positions) == 3
        receiver.received.pop(0)
        receiver.verified(rotated["secret"])
        assert (await listed(centre))["position"] == str(receiver.positions[-1])
    await centre.close()


async def received(receiver: Receiver, count: int) -> bool:
    """Whether so many requests arrived."""
    return len(receiver.received) >= count


async def test_secrets_are_in_no_log_and_no_stored_answer(store: Store) -> None:
    centre = await ApiCentre.open(store)
    done = (await centre.api.data(CREATE, input={"url": "https://example.org/", "idempotencyKey": "k"}))[
        "createWebhook"
    ]
    again = (await centre.api.data(CREATE, input={"url": "https://example.org/", "idempotencyKey": "k"}))[
        "createWebhook"
    ]
    assert done["secret"] is not None
    assert again["secret"] is None
    assert again["webhook"] == done["webhook"]
    for table in ("audit_events", "audit_texts", "idempotency_keys", "batches"):
        assert done["secret"] not in str(await rows(store, Sql(f"select * from {table}")))
    await centre.close()


async def test_one_process_at_a_time_delivers(store: Store) -> None:
    centre = await ApiCentre.open(store)
    async with Receiver() as receiver:
        await created(centre, receiver.url)
        await centre.invoice(100)
        await number_all(store)
        now = store.clock()
        assert await store.backend.run_unit(lambda: take_lease(Lease.DELIVER_WEBHOOKS, 5, now))
        async with delivered(store):
            await asyncio.sleep(0.1)
            assert receiver.received == []
    await centre.close()


@pytest.mark.parametrize(
    "url",
    [
        *(
            "ftp://example.org/",
            "example.org",
            "https://",
            "https://a b/",
            "https://user:word@example.org/",
            "https://x/#a",
        ),
        *("http://example.org/", "http://127.0.0.1/"),
    ],
)
async def test_an_address_that_cannot_be_posted_to_is_refused(sqlite_store: Store, url: str) -> None:
    centre = await ApiCentre.open(sqlite_store)
    assert (await centre.refused("createWebhook", url=url))["code"] == "INVALID_VALUE"
    await centre.close()


async def test_http_is_for_networks_that_the_operator_permits(sqlite_store: Store) -> None:
    centre = await ApiCentre.open(sqlite_store)
    webhook, _ = await created(centre, "http://127.0.0.1:8000/hook")
    await created(centre, "http://shop.internal/hook")  # its addresses are looked at when something is sent
    refused = await centre.refused("updateWebhook", webhookId=webhook, url="http://10.0.0.1/hook")
    assert (refused["field"], "TIEOUT_WEBHOOK_ALLOW" in refused["message"]) == (["input", "url"], True)
    await centre.close()


async def test_an_undone_endpoint_gets_nothing_more(store: Store) -> None:
    centre = await ApiCentre.open(store)
    made = await centre.do("createWebhook", url="https://example.org/")
    await centre.undo(made)
    assert (await centre.api.data(LIST))["webhooks"]["nodes"] == []
    assert await verify(store) == []
    await centre.close()


def test_pauses_grow_up_to_six_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    pauses = [pause_us(attempts) for attempts in range(1, 40)]
    assert pauses[:3] == [2_000_000, 6_000_000, 18_000_000]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 6 * 3_600_000_000
