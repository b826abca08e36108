"""Exports of whole tables, over HTTP and on the command line (domain R48b)."""

import asyncio
import csv
import io
import json
import pathlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import pytest

from api.app import create_app
from api.exporting import streaming
from api.settings import read_settings
from domain.permissions import BILLING, Permission
from domain.queries import exports
from domain.store.store import Store
from tests.integration.test_cli import Shell
from tests.support.api_centre import ApiCentre
from tests.support.app_client import client_of, token_for

Message = MutableMapping[str, Any]


async def exported(store: Store, path: str) -> str:
    async with client_of(store) as client:
        answer = await client.get(
            f"/export/{path}", headers={"authorization": f"Bearer {await token_for(store, *BILLING)}"}
        )
    assert answer.status_code == 200, answer.text
    return answer.text


async def books(store: Store) -> ApiCentre:
    """An invoice that is paid in part, a payment that was undone, and a text that a spreadsheet would run."""
    centre = await ApiCentre.open(store)
    invoice = await centre.invoice(7_500, 2_500, description="=1+1")
    paid = await centre.pay(5_000, "CHECK", {"itemId": invoice["items"][0]["id"]}, reference="No. 77")
    wrong = await centre.pay(100)
    await centre.do("undoBatch", batchId=wrong["batch"]["id"])
    gone = await centre.pay(200, "CASH", {"itemId": invoice["items"][1]["id"]})
    await centre.do("deleteReconciliations", reconciliationIds=[gone["reconciliations"][0]["id"]])
    assert paid["reconciliations"][0]["amountCents"] == 5_000
    return centre


async def test_each_export_has_what_the_graph_shows(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "ROWS_MAX", 2)
    monkeypatch.setattr("api.exporting.parts.ROWS_MAX", 2)  # several parts, the last of them full
    centre = await books(store)
    fields = (
        "id number kind date recordedAt description reference method paymentState amountCents status reconciledCents"
    )
    fields += " settledCents plannedCents unreconciledCents writeOff dueOn currency"
    graph = (await centre.api.data(f"{{ transactions {{ nodes {{ {fields} }} }} }}"))["transactions"]["nodes"]
    rows = [json.loads(line) for line in (await exported(store, "transactions.jsonl")).splitlines()]
    assert len(rows) == len(graph) == 3
    assert [{name: row[name] for name in fields.split()} for row in rows] == graph
    assert {row["accountNumber"] for row in rows} == {"1001"}

    items = [json.loads(line) for line in (await exported(store, "items.jsonl")).splitlines()]
    assert [(each["transactionNumber"], each["position"], each["amountCents"]) for each in items[:2]] == [
        (graph[0]["number"], 1, 7_500),
        (graph[0]["number"], 2, 2_500),
    ]
    made = [json.loads(line) for line in (await exported(store, "reconciliations.jsonl")).splitlines()]
    assert [(each["amountCents"], each["debitNumber"], each["faulty"]) for each in made] == [
        (5_000, graph[0]["number"], False)
    ]
    assert made[0]["creditItemId"].startswith("it_")
    await centre.close()


async def test_accounts_and_members_are_as_in_the_graph(store: Store) -> None:
    centre = await books(store)
    await centre.do("updateAccount", id=centre.account, externalId="crm-7", metadata=[{"key": "a", "value": "b"}])
    fields = "id number ownerName email currency balanceCents expectedBalanceCents unreconciledDebitCents "
    fields += "unreconciledCreditCents externalId metadata { key value }"
    asked = f"{{ accounts {{ nodes {{ {fields} members {{ id name }} }} }} }}"
    (known,) = (await centre.api.data(asked))["accounts"]["nodes"]
    members = known.pop("members")
    (row,) = map(json.loads, (await exported(store, "accounts.jsonl")).splitlines())
    assert row == known
    rows = [json.loads(line) for line in (await exported(store, "members.jsonl")).splitlines()]
    assert [{"id": each["id"], "name": each["name"]} for each in rows] == members
    assert {(each["accountId"], each["currency"]) for each in rows} == {(known["id"], "USD")}
    await centre.close()


async def test_an_export_says_where_the_feed_goes_on(store: Store) -> None:
    centre = await books(store)
    async with client_of(store) as client:
        secret = await token_for(store, *BILLING)
        answer = await client.get("/export/transactions.jsonl", headers={"authorization": f"Bearer {secret}"})
    copy = {row["id"]: row for row in map(json.loads, answer.text.splitlines())}
    at = {name: answer.headers[f"x-tieout-feed-{name}"] for name in ("position", "fingerprint")}
    payment = (await centre.pay(300))["transaction"]
    after = "query ($position: String, $fingerprint: String) { changes(after: $position, fingerprint: $fingerprint) { %s } }"
    changes = (await centre.api.data(after % "nodes { kind objectId data }", **at))["changes"]["nodes"]
    assert [each["objectId"] for each in changes if each["kind"] == "TRANSACTION_RECORDED"] == [payment["id"]]
    copy |= {each["objectId"]: each["data"] for each in changes if each["kind"] == "TRANSACTION_RECORDED"}
    graph = (await centre.api.data("{ transactions { nodes { id number } } }"))["transactions"]["nodes"]
    assert [{"id": key, "number": row["number"]} for key, row in copy.items()] == graph
    await centre.close()


async def test_csv_has_names_first_and_no_formula(store: Store) -> None:
    centre = await books(store)
    rows = list(csv.DictReader(io.StringIO(await exported(store, "transactions.csv"))))
    assert [row["description"] for row in rows] == ["'=1+1", "Payment", "Payment"]
    assert [row["dueOn"] for row in rows] == ["", "", ""]
    assert [row["writeOff"] for row in rows] == ["no"] * 3
    assert [int(row["amountCents"]) for row in rows] == [10_000, 5_000, 200]
    await centre.close()


async def test_changes_are_the_feed(store: Store) -> None:
    centre = await books(store)
    feed = (await centre.api.data("{ changes(first: 1000) { nodes { position kind objectId data recordedAt } } }"))[
        "changes"
    ]["nodes"]
    rows = [json.loads(line) for line in (await exported(store, "changes.jsonl")).splitlines()]
    seen = [each for each in feed if not each["kind"].startswith(("TOKEN", "USER"))]
    assert [{name: row[name] for name in seen[0]} for row in rows] == seen
    table = list(csv.DictReader(io.StringIO(await exported(store, "changes.csv"))))
    assert json.loads(table[-1]["data"]) == seen[-1]["data"]
    await centre.close()


async def test_an_export_is_refused_to_who_may_not_see_money(store: Store, subtests: pytest.Subtests) -> None:
    async with client_of(store, requests_per_minute=3) as client:

        async def status(secret: str | None, path: str = "items.csv") -> tuple[int, str]:
            headers = {} if secret is None else {"authorization": f"Bearer {secret}"}
            answer = await client.get(f"/export/{path}", headers=headers)
            return answer.status_code, "" if answer.is_success else answer.json()["errors"][0]["extensions"]["code"]

        for held in ((), (Permission.VIEW_CLIENT_ACCOUNTS,), (Permission.CLIENT_BILLING, Permission.MANAGE_ACCESS)):
            with subtests.test(held=held):
                assert await status(await token_for(store, *held)) == (403, "FORBIDDEN")
        assert await status(None) == (401, "UNAUTHENTICATED")
        assert await status("wrong") == (401, "UNAUTHENTICATED")
        secret = await token_for(store, *BILLING)
        assert await status(secret, "users.csv") == (404, "BAD_USER_INPUT")
        assert await status(secret, "items.xml") == (404, "BAD_USER_INPUT")
        assert await status(secret) == (200, "")
        assert await status(secret) == (429, "RATE_LIMITED")


async def test_an_export_that_nobody_takes_ends_and_gives_its_view_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "IDLE_S", 0.5)
    await (await books(store)).close()
    app = create_app(read_settings(), store)
    secret = await token_for(store, *BILLING)
    sent: list[Message] = []

    def request(take: Callable[[Message], Awaitable[None]], receive: Callable[[], Awaitable[Message]]) -> Any:
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/export/items.jsonl",
            "query_string": b"",
            "headers": [(b"authorization", f"Bearer {secret}".encode())],
        }
        return app(scope, receive, take)

    async def silent() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def takes_nothing(message: Message) -> None:
        sent.append(message)
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    async def takes(message: Message) -> None:
        sent.append(message)
        await asyncio.sleep(0.001)  # as a socket lets others run

    async def left() -> Message:
        return {"type": "http.disconnect"}

    await request(takes_nothing, silent)
    assert [each["type"] for each in sent] == ["http.response.start", "http.response.body"]
    assert sent[-1]["more_body"]
    sent.clear()
    await request(takes, left)
    assert not any(each.get("more_body") is False for each in sent)
    for _ in range(store.backend.occupancies()[0].limit + 1):  # every view was given back
        sent.clear()
        await request(takes, silent)
        assert sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}


def test_the_command_writes_the_same(tmp_path: pathlib.Path, sqlite_url: str) -> None:
    async def fill() -> dict[str, str]:
        store = await Store.open(sqlite_url)
        centre = await books(store)
        await centre.close()
        found = {path: await exported(store, path) for path in ("transactions.csv", "reconciliations.jsonl")}
        await store.close()
        return found

    found = asyncio.run(fill())
    shell = Shell(tmp_path, sqlite_url)
    assert shell("export", "transactions", "--format", "csv").stdout == found["transactions.csv"]
    written = shell("export", "reconciliations")
    assert written.stdout == found["reconciliations.jsonl"]
    assert "The feed stands at position" in written.stderr
    assert shell("export", "changes").stdout.count("\n") > 5
