"""The feed: what happened, in one order, each change once (domain R47)."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from domain.jobs import numbering
from domain.jobs.numbering import Numbering, number_all
from domain.permissions import OPERATOR
from domain.queries import feed
from domain.store.feed import any_waiting
from domain.store.program import Sql
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.api_centre import ApiCentre
from tests.support.centre import execute, rows
from tests.support.graphql import Api

CHANGES = """query ($after: String, $kinds: [ChangeKind!], $first: Int, $last: Int, $before: String) {
  changes(after: $after, kinds: $kinds, first: $first, last: $last, before: $before) {
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { position kind objectId recordedAt recordedBy data
      account { number } batch { id mutation } node { __typename id } } } } }"""


async def page(api: Api, after: str | None = None, **arguments: object) -> dict[str, Any]:
    found: dict[str, Any] = (await api.data(CHANGES, after=after, **arguments))["changes"]
    return found


async def changes(api: Api, after: str | None = None, **arguments: object) -> list[dict[str, Any]]:
    """All changes after a position."""
    found = []
    while True:
        answer = await page(api, after, **arguments)
        found += [each["node"] for each in answer["edges"]]
        after = answer["pageInfo"]["endCursor"]
        if not answer["pageInfo"]["hasNextPage"]:
            return found


async def here(api: Api) -> str:
    """Where the feed ends now."""
    cursor = None
    while (answer := (await page(api, cursor, first=1000))["pageInfo"])["hasNextPage"]:
        cursor = answer["endCursor"]
    end: str = answer["endCursor"]
    return end


def kinds(found: Sequence[dict[str, Any]]) -> list[str]:
    return [each["kind"] for each in found]


async def test_a_page_may_show_its_changes_twice_each_time_with_something_else(store: Store) -> None:
    centre = await ApiCentre.open(store)
    before = await here(centre.api)
    paid_for = await centre.invoice(7_500, description="Lessons")
    both = "{ one: nodes { of: node { id } } other: nodes { of: account { id } } edges { node { of: batch { mutation } } } }"
    found = await centre.api.data(f"query ($after: String) {{ changes(after: $after) {both} }}", after=before)
    assert found["changes"] == {
        "one": [{"of": {"id": paid_for["id"]}}],
        "other": [{"of": {"id": centre.account}}],
        "edges": [{"node": {"of": {"mutation": "createInvoice"}}}],
    }


async def test_what_was_just_done_is_in_the_feed_as_it_was_then(store: Store) -> None:
    centre = await ApiCentre.open(store)
    before = await here(centre.api)
    paid_for = await centre.invoice(7_500, description="Lessons")
    payment = await centre.pay(5_000, "CASH", {"itemId": paid_for["items"][0]["id"]})
    found = await changes(centre.api, before)
    assert kinds(found) == ["TRANSACTION_RECORDED", "TRANSACTION_RECORDED", "RECONCILIATION_CREATED"]
    invoice, recorded, reconciled = found
    assert invoice["data"] | {"recordedAt": "", "batchId": ""} == {
        "id": paid_for["id"],
        "accountId": centre.account,
        "batchId": "",
        "kind": "INVOICE",
        "number": paid_for["number"],
        "date": paid_for["date"],
        "dueOn": paid_for["dueOn"],
        "description": "Lessons",
        "reference": None,
        "amountCents": 7_500,
        "method": None,
        "paymentState": None,
        "correctsId": None,
        "confirmedAt": None,
        "failedAt": None,
        "movedFromId": None,
        "writeOff": False,
        "externalId": None,
        "metadata": [],
        "recordedAt": "",
        "withdrawnAt": None,
        "items": [
            {
                "id": paid_for["items"][0]["id"],
                "position": 1,
                "description": invoice["data"]["items"][0]["description"],
                "ledgerCodeId": invoice["data"]["items"][0]["ledgerCodeId"],
                "memberId": None,
                "cancelsId": None,
                "amountCents": 7_500,
                "externalId": None,
                "metadata": [],
            }
        ],
    }
    assert recorded["batch"] == reconciled["batch"] == {"id": payment["batch"]["id"], "mutation": "makePayment"}
    assert reconciled["data"]["debitItemId"] == paid_for["items"][0]["id"]
    assert invoice["account"] == {"number": "1001"}
    assert invoice["recordedBy"] == OPERATOR.name
    assert [each["node"]["__typename"] for each in found] == ["Transaction", "Transaction", "Reconciliation"]
    assert [each["node"]["id"] for each in found] == [each["objectId"] for each in found]
    assert await verify(store) == []
    await centre.close()


async def test_a_reader_gets_each_change_once_whatever_the_size_of_its_pages(store: Store) -> None:
    centre = await ApiCentre.open(store)
    await centre.invoice(100, 200, 300)
    whole = await changes(centre.api, first=1000)
    assert [int(each["position"]) for each in whole] == sorted({int(each["position"]) for each in whole})
    for first in (1, 2, 3):
        assert await changes(centre.api, first=first) == whole
    answer = await page(centre.api, first=2)
    assert [each["cursor"] for each in answer["edges"]] == [each["position"] for each in whole[:2]]
    assert answer["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": False,
        "startCursor": whole[0]["position"],
        "endCursor": whole[1]["position"],
    }
    end = await here(centre.api)
    empty = await page(centre.api, end)
    assert empty["edges"] == []
    assert (empty["pageInfo"]["endCursor"], empty["pageInfo"]["hasNextPage"]) == (end, False)
    await centre.close()


async def test_the_newest_changes_are_read_from_the_end(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "POSITIONS_MAX", 3)
    centre = await ApiCentre.open(store)
    await centre.invoice(100, 200, 300)
    whole, end = await changes(centre.api, first=1000), await here(centre.api)
    for last in (1, 2, 1000):
        found: list[dict[str, Any]] = []
        at: dict[str, Any] = {"startCursor": None, "hasPreviousPage": True}
        while at["hasPreviousPage"]:
            answer = await page(centre.api, last=last, before=at["startCursor"], after=whole[0]["position"])
            found = [each["node"] for each in answer["edges"]] + found
            at = answer["pageInfo"]
            assert at["hasNextPage"] is (at["endCursor"] != end)
        assert found == whole[1:]
    some = await page(centre.api, first=3, last=1, before=whole[2]["position"])
    assert [each["node"] for each in some["edges"]] == whole[1:2]
    assert (some["pageInfo"]["hasPreviousPage"], some["pageInfo"]["hasNextPage"]) == (True, False)
    await centre.close()


async def test_kinds_that_are_rare_are_searched_in_parts(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "POSITIONS_MAX", 3)
    centre = await ApiCentre.open(store)
    await centre.invoice(100)
    first = await page(centre.api, kinds=["TRANSACTION_RECORDED"])
    assert (first["edges"], first["pageInfo"]["endCursor"], first["pageInfo"]["hasNextPage"]) == ([], "3", True)
    assert kinds(await changes(centre.api, kinds=["TRANSACTION_RECORDED"])) == ["TRANSACTION_RECORDED"]
    await centre.close()


async def test_long_rows_end_a_page_early(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "CHARACTERS_MAX", 1)
    centre = await ApiCentre.open(store)
    answer = await page(centre.api)
    assert len(answer["edges"]) == 1
    assert answer["pageInfo"]["hasNextPage"]
    await centre.close()


async def test_a_feed_that_another_database_has_is_noticed(store: Store, sqlite_store: Store) -> None:
    """As if a database had been restored to the beginning, and others had recorded as much since."""
    centre, other = await ApiCentre.open(store), await ApiCentre.open(sqlite_store)
    query = """query ($after: String, $fingerprint: String) { changes(after: $after, fingerprint: $fingerprint) {
      fingerprint pageInfo { endCursor } nodes { position fingerprint } } }"""
    for each in (centre, other):
        await each.invoice(100)
    read = (await centre.api.data(query))["changes"]
    assert read["fingerprint"] == read["nodes"][-1]["fingerprint"]
    places = [{"after": each["position"], "fingerprint": each["fingerprint"]} for each in read["nodes"]]
    for place in ({"after": "0", "fingerprint": ""}, *places):
        assert "errors" not in await centre.api(query, **place)
        error = (await other.api(query, **place)).get("errors")
        assert error is None if place["after"] == "0" else error[0]["extensions"]["code"] == "FEED_RESTORED"
    await centre.close()
    await other.close()


async def test_a_text_that_is_not_a_position_is_refused(store: Store) -> None:
    centre = await ApiCentre.open(store)
    end = int(await here(centre.api))
    for after in ("x", "-1", "1.5", "9" * 19):
        for side in ("after", "before"):
            answer = await centre.api(CHANGES, **{side: after})
            assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT", (side, after)
    for beyond in ({"after": str(end + 1)}, {"before": str(end + 2)}, {"before": str(end + 2), "last": 1}):
        answer = await centre.api(CHANGES, **beyond)
        assert answer["errors"][0]["extensions"]["code"] == "FEED_RESTORED", beyond
    await centre.close()


async def test_dry_runs_refusals_and_repeated_requests_leave_no_change(store: Store) -> None:
    centre = await ApiCentre.open(store)
    before = await here(centre.api)
    await centre.invoice(100, dryRun=True)
    await centre.refused("createInvoice", accountId=centre.account, items=[])
    assert await changes(centre.api, before) == []
    for _ in range(2):
        await centre.invoice(100, idempotencyKey="once")
    assert kinds(await changes(centre.api, before)) == ["TRANSACTION_RECORDED"]
    await centre.close()


async def test_changes_are_numbered_as_they_are_committed_and_not_before(store: Store) -> None:
    centre = await ApiCentre.open(store)
    await centre.invoice(100)
    assert (await rows(store, Sql("select count(*) from feed_waiting w")))[0][0] > 0
    running = Numbering(store)
    running.start()
    await running.stop()
    assert (await rows(store, Sql("select count(*) from feed_waiting w")))[0][0] == 0
    ranges = await rows(store, Sql("select r.id, r.last_seq - r.first_seq + 1 from feed_ranges r order by r.id"))
    expected = 1
    for position, count in ranges:
        assert position == expected
        expected += count
    assert (await rows(store, Sql("select count(*) from audit_events e")))[0][0] == expected - 1
    await centre.close()


async def test_what_this_process_records_is_numbered_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "LOOK_S", dict.fromkeys(numbering.LOOK_S, 3_600.0))
    monkeypatch.setattr(Numbering, "least_s", 0.01)
    centre = await ApiCentre.open(store)
    looked: asyncio.Queue[bool] = asyncio.Queue()
    running = Numbering(store, looked.put)
    running.start()
    async with asyncio.timeout(20):
        assert await looked.get()  # what was recorded before
        for _ in range(2):
            await centre.invoice(100)
            while not await looked.get():
                pass
    await running.stop()
    assert not await store.read(any_waiting(), single=True)
    await centre.close()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("delete from feed_ranges where id = (select max(r.id) from feed_ranges r)", "lacks events"),
        ("update feed_ranges set id = id + 100000 where id = (select max(r.id) from feed_ranges r)", "gap"),
        (
            "update feed_ranges set last_seq = last_seq + 1 where id = (select max(r.id) from feed_ranges r)",
            "lacks events",
        ),
        ("update feed_ranges set account_id = 5 where id = 1", "not there"),
        ("insert into feed_waiting (account_id, batch_id, first_seq, last_seq) values (0, 1, 1, 1)", "each event once"),
    ],
)
async def test_verify_finds_what_is_wrong_with_positions(store: Store, change: str, problem: str) -> None:
    centre = await ApiCentre.open(store)
    await number_all(store)
    assert await verify(store) == []
    await execute(store, change)
    assert any(finding.rule == "R47" and problem in finding.message for finding in await verify(store))
    await centre.close()
