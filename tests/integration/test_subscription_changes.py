"""Catching up, changing, pausing and resuming subscriptions (domain R18a)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.store.store import Store
from tests.support.api_centre import ApiCentre, column
from tests.support.contradictions import contradictions_of

TODAY = "2026-06-15"


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    opened.today(TODAY)
    yield opened
    assert await contradictions_of(store) == []
    await opened.close()


async def subscribed(centre: ApiCentre, **more: object) -> str:
    """A subscription's id: 49.00 a month from 31 January, by default."""
    command = {
        "accountId": centre.account,
        "description": "Fitness membership",
        "ledgerCode": "SWIM",
        "amountCents": 4_900,
        "interval": "MONTH",
        "method": "CARD",
        "startsOn": "2026-01-31",
        **more,
    }
    found: str = (await centre.do("createSubscription", **command))["subscription"]["id"]
    return found


async def changed(centre: ApiCentre, subscription: str, **changes: object) -> dict[str, Any]:
    payload = await centre.do("updateSubscription", subscriptionId=subscription, **changes)
    found: dict[str, Any] = payload["subscription"]
    return found


async def refused(centre: ApiCentre, subscription: str, **changes: object) -> tuple[str, str]:
    error = await centre.refused("updateSubscription", subscriptionId=subscription, **changes)
    return error["code"], error["field"][-1]


async def test_more_than_twelve_periods_are_left_out_and_named(centre: ApiCentre) -> None:
    await subscribed(centre, startsOn="2025-05-01")
    other = await centre.new_account("1002", "Ann Lee")
    await subscribed(centre, accountId=other, startsOn="2026-05-01")
    for dry_run in (True, False):
        run = await centre.do("chargeSubscriptions", dryRun=dry_run)
        assert run["chargedCount"] == 2
        (left_out,) = run["accountErrors"]
        assert (left_out["account"]["id"], left_out["code"]) == (centre.account, "INVALID_VALUE")
        assert "'Fitness membership' has 14 periods to charge, from 2025-05-01 to 2026-06-01" in left_out["message"]
    again = await centre.do("chargeSubscriptions")
    assert (again["batch"], len(again["accountErrors"])) == (None, 1)
    caught_up = await centre.do("chargeSubscriptions", catchUp=True)
    assert (caught_up["chargedCount"], caught_up["accountErrors"]) == (14, [])


async def test_twelve_periods_are_charged_at_once(centre: ApiCentre) -> None:
    await subscribed(centre, startsOn="2025-07-01")
    run = await centre.do("chargeSubscriptions")
    assert (run["chargedCount"], run["accountErrors"]) == (12, [])


async def test_a_replay_gives_back_what_was_left_out(centre: ApiCentre) -> None:
    await subscribed(centre, startsOn="2024-01-01")
    await subscribed(centre, startsOn="2026-06-01")
    first = await centre.do("chargeSubscriptions", idempotencyKey="june")
    assert (await centre.do("chargeSubscriptions", idempotencyKey="june"))["accountErrors"] == first["accountErrors"]


async def test_catching_up_has_an_end_too(centre: ApiCentre) -> None:
    await subscribed(centre, interval="WEEK", startsOn="2017-01-01")
    centre.today("2027-06-15")
    run = await centre.do("chargeSubscriptions", catchUp=True)
    assert run["chargedCount"] == 0
    assert "more than 520 periods" in run["accountErrors"][0]["message"]


async def test_changes_hold_from_the_next_period_on(centre: ApiCentre) -> None:
    subscription = await subscribed(centre)
    await centre.charge("2026-02-28")
    account = await centre.api.data("query ($a: ID!) { account(id: $a) { members { id name } } }", a=centre.account)
    leo = next(each["id"] for each in account["account"]["members"] if each["name"] == "Leo")
    now = await changed(
        centre,
        subscription,
        amountCents=3_900,
        ledgerCode="CAMP",
        memberId=leo,
        description="Junior membership",
        method="TRANSFER",
    )
    assert (now["amountCents"], now["ledgerCode"], now["member"]) == (3_900, {"code": "CAMP"}, {"name": "Leo"})
    run = await centre.charge("2026-03-31")
    (invoice,), (paid,) = run["invoices"], run["payments"]
    assert (invoice["amountCents"], invoice["items"][0]["ledgerCode"]["code"]) == (3_900, "CAMP")
    assert paid["method"] == "TRANSFER"
    assert (await changed(centre, subscription, memberId=None))["member"] is None


async def test_a_new_next_date_moves_the_later_periods(centre: ApiCentre) -> None:
    subscription = await subscribed(centre)
    await centre.charge("2026-02-28")
    assert (await changed(centre, subscription, nextOn="2026-04-15"))["nextOn"] == "2026-04-15"
    run = await centre.charge(TODAY)
    assert column(run["invoices"], "date") == ["2026-04-15", "2026-05-15", "2026-06-15"]


@pytest.mark.parametrize("day", ["2026-02-28", "2026-03-27", "2026-01-15", "1899-01-01"])
async def test_the_next_date_is_after_the_last_charged_period(centre: ApiCentre, day: str) -> None:
    subscription = await subscribed(centre)
    await centre.charge("2026-02-28")
    assert await refused(centre, subscription, nextOn=day) == ("INVALID_DATE", "nextOn")
    assert (await changed(centre, subscription, nextOn="2026-03-28"))["nextOn"] == "2026-03-28"


async def test_a_paused_subscription_is_not_charged_and_goes_on_when_resumed(centre: ApiCentre) -> None:
    subscription = await subscribed(centre)
    await centre.charge("2026-01-31")
    assert (await changed(centre, subscription, paused=True))["paused"] is True
    assert (await centre.charge("2026-05-15"))["batch"] is None
    resumed = await changed(centre, subscription, paused=False)
    assert (resumed["paused"], resumed["nextOn"]) == (False, "2026-05-31")
    run = await centre.charge("2026-06-30")
    assert column(run["invoices"], "date") == ["2026-05-31", "2026-06-30"]


async def test_resuming_may_say_from_which_day(centre: ApiCentre) -> None:
    subscription = await subscribed(centre)
    await centre.charge("2026-01-31")
    await changed(centre, subscription, paused=True)
    resumed = await changed(centre, subscription, paused=False, nextOn="2026-03-31")
    assert resumed["nextOn"] == "2026-03-31"


async def test_an_ended_subscription_cannot_be_changed(centre: ApiCentre) -> None:
    subscription = await subscribed(centre)
    await centre.do("cancelSubscription", id=subscription, on="2026-01-01")
    assert await refused(centre, subscription, paused=True) == ("WRONG_STATE", "subscriptionId")


async def test_refuses_changes_that_break_a_rule(centre: ApiCentre, subtests: pytest.Subtests) -> None:
    subscription = await subscribed(centre, endsOn="2026-12-31")
    for wrong, expected in [
        ({"amountCents": 0}, ("INVALID_AMOUNT", "amountCents")),
        ({"ledgerCode": "NONE"}, ("NOT_FOUND", "ledgerCode")),
        ({"memberId": "nonsense"}, ("NOT_FOUND", "memberId")),
        ({"description": " "}, ("INVALID_VALUE", "description")),
        ({"nextOn": "2027-01-01"}, ("INVALID_DATE", "nextOn")),
    ]:
        with subtests.test(wrong=wrong):
            assert await refused(centre, subscription, **wrong) == expected


async def test_an_unknown_subscription_is_not_found(centre: ApiCentre) -> None:
    assert await refused(centre, "nonsense", paused=True) == ("NOT_FOUND", "subscriptionId")


async def test_a_change_can_be_undone(centre: ApiCentre) -> None:
    subscription = await subscribed(centre)
    await centre.charge("2026-01-31")
    payload = await centre.do("updateSubscription", subscriptionId=subscription, amountCents=100, nextOn="2026-05-01")
    await centre.undo(payload)
    now = await changed(centre, subscription, paused=False)
    assert (now["amountCents"], now["nextOn"]) == (4_900, "2026-02-28")
    assert column((await centre.charge("2026-03-31"))["invoices"], "date") == ["2026-02-28", "2026-03-31"]


async def test_an_undo_does_not_bring_back_an_archived_ledger_code(centre: ApiCentre) -> None:
    subscription = await subscribed(centre)
    payload = await centre.do("updateSubscription", subscriptionId=subscription, ledgerCode="CAMP")
    codes = (await centre.api.data("{ ledgerCodes { id code } }"))["ledgerCodes"]
    swim = next(each["id"] for each in codes if each["code"] == "SWIM")
    archive = "mutation ($id: ID!) { updateLedgerCode(input: {id: $id, archived: true}) { userErrors { code } } }"
    assert (await centre.api.data(archive, id=swim))["updateLedgerCode"]["userErrors"] == []
    error = await centre.refused("undoBatch", batchId=payload["batch"]["id"])
    assert error["code"] == "ARCHIVED_LEDGER_CODE"
