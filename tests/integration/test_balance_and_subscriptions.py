"""Paying the balance (domain R11b) and subscriptions (domain R3, R18)."""

from collections.abc import AsyncIterator

import pytest

from domain.store.store import Store
from tests.support.billing import contradictions_of
from tests.support.scene import Scene, column, items


@pytest.fixture
async def scene(store: Store) -> AsyncIterator[Scene]:
    opened = await Scene.open(store)
    yield opened
    assert await contradictions_of(store) == []
    await opened.close()


async def test_the_balance_goes_to_open_invoice_items_oldest_first(scene: Scene) -> None:
    newer = await scene.invoice(3_000, date="2026-03-10")
    older = await scene.invoice(7_500, 2_000, date="2026-03-01")
    paid = await scene.do("payBalance", accountId=scene.account, amountCents=8_000, method="CARD")
    assert column(paid["reconciliations"], "origin") == ["BALANCE_PAYMENT", "BALANCE_PAYMENT"]
    assert column((await scene.look(older["id"]))["items"], "reconciledCents") == [7_500, 500]
    assert (await scene.look(newer["id"]))["status"] == "NOT_RECONCILED"
    rest = await scene.do("payBalance", accountId=scene.account, method="CARD")
    assert rest["transaction"]["amountCents"] == 4_500
    assert rest["account"]["balanceCents"] == 0
    assert (await scene.refused("payBalance", accountId=scene.account, method="CARD"))["code"] == "NOTHING_OPEN"


async def test_what_is_planned_or_processing_is_not_paid_again(scene: Scene) -> None:
    await scene.do(
        "checkout",
        accountId=scene.account,
        items=items(10_000),
        payment={"amountCents": 2_000, "method": "ECHECK"},
        installments=[{"dueOn": "2027-01-15", "amountCents": 5_000, "method": "CARD"}],
    )
    error = await scene.refused("payBalance", accountId=scene.account, amountCents=3_001, method="CARD")
    assert (error["code"], "30.00 USD" in error["message"]) == ("OVER_RECONCILED", True)
    paid = await scene.do("payBalance", accountId=scene.account, method="CARD")
    assert paid["transaction"]["amountCents"] == 3_000
    assert paid["transaction"]["status"] == "FULLY_RECONCILED"


def subscription(scene: Scene, **more: object) -> dict[str, object]:
    return {
        "accountId": scene.account,
        "description": "Fitness membership",
        "ledgerCode": "SWIM",
        "amountCents": 4_900,
        "interval": "MONTH",
        "method": "CARD",
        "startsOn": "2026-01-31",
        **more,
    }


async def test_each_period_is_charged_once_and_paid_at_once(scene: Scene) -> None:
    await scene.do("createSubscription", **subscription(scene))
    run = await scene.do("chargeSubscriptions", on="2026-03-31")
    assert column(run["invoices"], "date") == ["2026-01-31", "2026-02-28", "2026-03-31"]
    assert column(run["payments"], "date") == ["2026-03-31"] * 3
    assert {each["status"] for each in (*run["invoices"], *run["payments"])} == {"FULLY_RECONCILED"}
    again = await scene.do("chargeSubscriptions", on="2026-03-31")
    assert (again["invoices"], again["batch"]) == ([], None)
    assert column((await scene.do("chargeSubscriptions", on="2026-04-30"))["invoices"], "date") == ["2026-04-30"]
    assert (await scene.balances())["balanceCents"] == 0


@pytest.mark.parametrize(
    ("interval", "dates"),
    [
        ("WEEK", ["2028-02-29", "2028-03-07"]),
        ("QUARTER", ["2028-02-29", "2028-05-29"]),
        ("YEAR", ["2028-02-29", "2029-02-28"]),
    ],
)
async def test_periods_are_reckoned_from_the_first_day(scene: Scene, interval: str, dates: list[str]) -> None:
    await scene.do("createSubscription", **subscription(scene, interval=interval, startsOn="2028-02-29"))
    run = await scene.do("chargeSubscriptions", on=dates[1])
    assert column(run["invoices"], "date") == dates


async def test_an_echeck_subscription_is_paid_by_processing_money(scene: Scene) -> None:
    await scene.do("createSubscription", **subscription(scene, method="ECHECK"))
    run = await scene.do("chargeSubscriptions", on="2026-01-31")
    assert column(run["payments"], "paymentState") == ["PROCESSING"]
    assert column(run["invoices"], "settledCents") == [0]


async def test_a_subscription_ends_by_itself_or_is_cancelled(scene: Scene) -> None:
    ending = await scene.do("createSubscription", **subscription(scene, endsOn="2026-02-28"))
    assert len((await scene.do("chargeSubscriptions", on="2026-12-31"))["invoices"]) == 2
    identity = ending["subscription"]["id"]
    assert (await scene.refused("cancelSubscription", id=identity))["code"] == "WRONG_STATE"
    endless = (await scene.do("createSubscription", **subscription(scene)))["subscription"]
    cancelled = await scene.do("cancelSubscription", id=endless["id"], on="2026-03-01")
    assert cancelled["subscription"] == {"id": endless["id"], "nextOn": "2026-01-31", "endsOn": "2026-03-01"}
    assert len((await scene.do("chargeSubscriptions", on="2026-12-31"))["invoices"]) == 2


async def test_a_charge_is_undone_and_charged_again(scene: Scene) -> None:
    await scene.do("createSubscription", **subscription(scene))
    run = await scene.do("chargeSubscriptions", on="2026-02-28")
    await scene.undo(run)
    assert (await scene.balances())["balanceCents"] == 0
    assert len((await scene.do("chargeSubscriptions", on="2026-02-28"))["invoices"]) == 2


async def test_a_ledger_code_is_not_archived_under_an_active_subscription(scene: Scene) -> None:
    made = (await scene.do("createSubscription", **subscription(scene)))["subscription"]["id"]
    codes = (await scene.api.data("{ ledgerCodes { id code } }"))["ledgerCodes"]
    swim = next(each["id"] for each in codes if each["code"] == "SWIM")
    archive = "mutation ($id: ID!) { updateLedgerCode(input: {id: $id, archived: true}) { userErrors { code field } } }"
    said = await scene.api.data(archive, id=swim)
    assert said["updateLedgerCode"]["userErrors"] == [{"code": "WRONG_STATE", "field": ["input", "archived"]}]
    await scene.do("cancelSubscription", id=made, on="2026-01-01")
    assert (await scene.api.data(archive, id=swim))["updateLedgerCode"]["userErrors"] == []


async def test_no_subscription_begins_so_long_ago_that_it_would_hold_up_every_run(scene: Scene) -> None:
    weekly = subscription(scene, interval="WEEK", startsOn="1990-01-01")
    error = await scene.refused("createSubscription", **weekly)
    assert (error["code"], error["field"]) == ("INVALID_DATE", ["input", "startsOn"])
    await scene.do("createSubscription", **weekly, endsOn="1999-12-19")
    await scene.do("chargeSubscriptions")
    assert (await scene.do("chargeSubscriptions"))["batch"] is None
    charged = await scene.api.data(
        "query ($id: ID!) { account(id: $id) { transactions { totalCount } } }", id=scene.account
    )
    assert charged["account"]["transactions"]["totalCount"] == 2 * 520


async def test_a_run_that_would_charge_too_much_names_the_subscription(scene: Scene) -> None:
    await scene.do("createSubscription", **subscription(scene, interval="WEEK"))
    error = await scene.refused("chargeSubscriptions", on="2199-12-31")
    assert (error["code"], error["field"]) == ("INVALID_VALUE", ["input", "on"])
    assert "'Fitness membership' on account" in error["message"]


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"amountCents": 0}, "INVALID_AMOUNT", "amountCents"),
        ({"endsOn": "2026-01-30"}, "INVALID_DATE", "endsOn"),
        ({"ledgerCode": "NOPE"}, "NOT_FOUND", "ledgerCode"),
        ({"description": " "}, "INVALID_VALUE", "description"),
        ({"memberId": "nonsense"}, "NOT_FOUND", "memberId"),
        ({"accountId": "nonsense"}, "NOT_FOUND", "accountId"),
    ],
)
async def test_a_subscription_that_cannot_be_meant_is_refused(
    scene: Scene, wrong: dict[str, object], code: str, field: str
) -> None:
    error = await scene.refused("createSubscription", **subscription(scene, **wrong))
    assert (error["code"], error["field"]) == (code, ["input", field])
