"""The feed: what happened, in one order, each change once (domain R47)."""

import asyncio
import datetime
from collections.abc import Sequence
from typing import Any

import pytest

from api.graph.ids import opaque
from domain.core.change_kinds import ChangeKind
from domain.jobs import numbering
from domain.jobs.numbering import Numbering, number_all
from domain.permissions import BILLING, OPERATOR, Principal, PrincipalKind
from domain.queries import feed
from domain.services.bank.accounts import CreateBankAccount
from domain.store.feed import any_waiting
from domain.store.program import Sql
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.api_centre import ApiCentre
from tests.support.bank import Bank, movement, paid
from tests.support.centre import Centre, execute, rows
from tests.support.graphql import Api

CHANGES = """query ($after: String, $kinds: [ChangeKind!], $first: Int, $last: Int, $before: String) {
  changes(after: $after, kinds: $kinds, first: $first, last: $last, before: $before) {
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { position kind objectId recordedAt recordedBy data
      account { number } batch { id mutation } node { __typename id } } } } }"""
CLERK = Principal(PrincipalKind.USER, "user:7", "Clerk", frozenset(BILLING))


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


async def test_users_and_tokens_are_for_those_who_manage_access(store: Store) -> None:
    centre = await ApiCentre.open(store)
    before = await here(centre.api)
    user = await centre.do(
        "createUser",
        email="nora@example.org",
        name="Nora",
        permissions=["CLIENT_BILLING"],
        password="a long enough one",
    )
    (user,) = await changes(centre.api, before)
    await centre.do("updateUser", id=user["objectId"], disabled=True)
    await centre.do("createApiToken", name="Till", permissions=[])
    (token,) = await changes(centre.api, before, kinds=["TOKEN_CREATED"])
    await centre.do("revokeApiToken", id=token["objectId"])
    found = await changes(centre.api, before)
    assert kinds(found) == ["USER_CREATED", "USER_UPDATED", "TOKEN_CREATED", "TOKEN_REVOKED"]
    assert found[0]["data"]["ownPermissions"] == ["CLIENT_BILLING"]
    assert "passwordHash" not in found[0]["data"]
    assert "secretHash" not in found[2]["data"]

    clerk = Api(store, CLERK)
    assert await changes(clerk, before) == []
    answer = await clerk(CHANGES, kinds=["USER_CREATED"])
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    for lacking in BILLING:
        reader = Api(store, Principal(PrincipalKind.USER, "user:8", "Half", frozenset(BILLING) - {lacking}))
        answer = await reader(CHANGES)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        await reader.http.aclose()
    await clerk.http.aclose()
    await centre.close()


async def test_the_life_of_accounts_members_and_ledger_codes(store: Store) -> None:
    centre = await ApiCentre.open(store)
    before = await here(centre.api)
    created = await centre.do("createAccount", number="2002", ownerName="Paul", currency="USD", members=["Ida"])
    account = created["account"]["id"]
    changed = await centre.do("updateAccount", id=account, ownerName="Paula", addMembers=["Tom"])
    await centre.undo(changed)
    await centre.undo(created)
    await centre.do("createLedgerCode", code="ART", title="Art")
    (created_code,) = await changes(centre.api, before, kinds=["LEDGER_CODE_CREATED"])
    await centre.do("updateLedgerCode", id=created_code["objectId"], title="Arts")
    other = await centre.do("createLedgerCode", code="BAR", title="Bar")
    await centre.undo(await centre.undo(other))
    found = await changes(centre.api, before)
    assert kinds(found) == [
        *("ACCOUNT_CREATED", "MEMBER_ADDED", "ACCOUNT_UPDATED", "MEMBER_ADDED"),
        *("ACCOUNT_UPDATED", "MEMBER_UPDATED"),
        *("ACCOUNT_WITHDRAWN", "MEMBER_UPDATED"),
        *("LEDGER_CODE_CREATED", "LEDGER_CODE_UPDATED", "LEDGER_CODE_CREATED", "LEDGER_CODE_WITHDRAWN"),
        "LEDGER_CODE_CREATED",
    ]
    assert [each["data"]["ownerName"] for each in found if each["kind"] == "ACCOUNT_UPDATED"] == ["Paula", "Paul"]
    (withdrawn,) = [each for each in found if each["kind"] == "ACCOUNT_WITHDRAWN"]
    assert withdrawn["node"] is None
    assert withdrawn["objectId"] == account
    assert withdrawn["data"]["withdrawnAt"] is not None
    await centre.close()


async def test_the_life_of_money(store: Store) -> None:
    centre = await ApiCentre.open(store)
    invoice = await centre.invoice(7_500)
    before = await here(centre.api)
    echeck = await centre.pay(7_500, "ECHECK", {"itemId": invoice["items"][0]["id"]})
    await centre.do("confirmPayment", transactionId=echeck["transaction"]["id"])
    await centre.do("updateTransaction", transactionId=echeck["transaction"]["id"], reference="A 1")
    found = await changes(centre.api, before)
    assert kinds(found) == [
        *("TRANSACTION_RECORDED", "RECONCILIATION_CREATED", "RECONCILIATION_UPDATED", "PAYMENT_CONFIRMED"),
        "TRANSACTION_UPDATED",
    ]
    assert [each["data"]["processing"] for each in found if "processing" in each["data"]] == [True, False]

    before = await here(centre.api)
    await centre.do("failPayment", transactionId=echeck["transaction"]["id"], reason="Returned")
    failed = kinds(await changes(centre.api, before))
    assert sorted(failed) == sorted(
        ["PAYMENT_FAILED", "RECONCILIATION_RELEASED", "TRANSACTION_RECORDED", "RECONCILIATION_CREATED"]
    )

    before = await here(centre.api)
    await centre.undo(await centre.pay(100))
    found = await changes(centre.api, before)
    assert kinds(found) == ["TRANSACTION_RECORDED", "TRANSACTION_WITHDRAWN"]
    assert len({each["objectId"] for each in found}) == 1
    assert [each["node"] for each in found] == [None, None]
    await centre.close()


async def test_the_life_of_planned_payments_and_subscriptions(store: Store) -> None:
    centre = await ApiCentre.open(store)
    item = (await centre.invoice(9_000))["items"][0]["id"]
    before = await here(centre.api)
    day = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(40)).date().isoformat()
    planned = await centre.do(
        "createPlannedPayments",
        accountId=centre.account,
        installments=[
            {"dueOn": day, "amountCents": 9_000, "method": "CARD", "items": [{"itemId": item, "amountCents": 9_000}]}
        ],
    )
    one = planned["plannedPayments"][0]["id"]
    await centre.do("modifyPlannedPayment", id=one, method="CASH")
    await centre.do("deletePlannedPayment", id=one)
    found = await changes(centre.api, before, kinds=[each for each in ChangeKind if each.startswith("PLANNED")])
    assert kinds(found) == ["PLANNED_PAYMENT_CREATED", "PLANNED_PAYMENT_UPDATED", "PLANNED_PAYMENT_ENDED"]

    before = await here(centre.api)
    begun = await centre.do(
        "createSubscription",
        accountId=centre.account,
        description="Club",
        ledgerCode="SWIM",
        amountCents=500,
        interval="MONTH",
        method="CARD",
        startsOn=day,
    )
    changed = await centre.do("updateSubscription", subscriptionId=begun["subscription"]["id"], amountCents=600)
    await centre.undo(changed)
    await centre.undo(begun)
    assert kinds(await changes(centre.api, before)) == [
        *("SUBSCRIPTION_CREATED", "SUBSCRIPTION_UPDATED", "SUBSCRIPTION_UPDATED", "SUBSCRIPTION_WITHDRAWN")
    ]
    await centre.close()


async def test_the_life_of_bank_lines(store: Store) -> None:
    centre = await Centre.open(store)
    api = Api(store)
    before = await here(api)
    bank = await Bank.open(centre)
    imported = await bank.give(movement(5_000, "half"), movement(-300, "transfer"))
    line, other = sorted(await bank.lines(), key=lambda each: -each.amount)
    await bank.match(line.id, paid(await centre.payment(5_000)))
    await bank.unmatch(line.id)
    await bank.ignore(other.id, "own transfer")
    await bank.ignore(other.id, None)
    found = await changes(api, before, kinds=[each for each in ChangeKind if each.startswith("BANK")])
    assert kinds(found) == [
        *("BANK_ACCOUNT_CREATED", "BANK_LINE_IMPORTED", "BANK_LINE_IMPORTED", "BANK_LINE_EXPLAINED"),
        *("BANK_LINE_REOPENED", "BANK_LINE_EXPLAINED", "BANK_LINE_REOPENED"),
    ]
    explained, reopened = found[3:5]
    assert explained["objectId"] == reopened["objectId"] == found[1]["objectId"] == opaque("BankLine", line.id)
    assert explained["data"]["part"] == {**reopened["data"]["part"], "withdrawnAt": None}
    assert explained["data"]["part"]["amountCents"] == 5_000
    assert [each["data"]["ignoredReason"] for each in found[5:]] == ["own transfer", None]

    before = await here(api)
    await centre.undo(imported)
    assert kinds(await changes(api, before)) == ["BANK_LINE_WITHDRAWN", "BANK_LINE_WITHDRAWN"]
    await api.http.aclose()


async def test_an_undone_bank_account_is_withdrawn(store: Store) -> None:
    centre = await Centre.open(store)
    api = Api(store)
    before = await here(api)
    await centre.undo(await centre.do(CreateBankAccount("Main", "USD")))
    assert kinds(await changes(api, before)) == ["BANK_ACCOUNT_CREATED", "BANK_ACCOUNT_WITHDRAWN"]
    await api.http.aclose()


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


async def test_erasing_is_a_change_and_takes_names_from_earlier_ones(store: Store) -> None:
    centre = await ApiCentre.open(store)
    await centre.do("erasePerson", accountId=centre.account)
    found = await changes(centre.api)
    assert kinds(found)[-1] == "PERSON_ERASED"
    assert found[-1]["data"]["ownerName"] == "erased #1001"
    assert "Rivera" not in str(found)
    assert "Leo" not in str(found)
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
