"""Paying the balance (domain R11b) and subscriptions (domain R3, R18)."""

from collections.abc import AsyncIterator

import pytest

from domain.store.store import Store
from tests.support.api_centre import ApiCentre, column, items
from tests.support.contradictions import contradictions_of


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    assert await contradictions_of(store) == []
    await opened.close()


async def test_the_balance_goes_to_open_invoice_items_oldest_first(centre: ApiCentre) -> None:
    newer = await centre.invoice(3_000, date="2026-03-10")
    older = await centre.invoice(7_500, 2_000, date="2026-03-01")
    paid = await centre.do("payBalance", accountId=centre.account, amountCents=8_000, method="CARD")
    assert column(paid["reconciliations"], "origin") == ["BALANCE_PAYMENT", "BALANCE_PAYMENT"]
    assert column((await centre.look(older["id"]))["items"], "reconciledCents") == [7_500, 500]
    assert (await centre.look(newer["id"]))["status"] == "NOT_RECONCILED"
    rest = await centre.do("payBalance", accountId=centre.account, method="CARD")
    assert rest["transaction"]["amountCents"] == 4_500
    assert rest["account"]["balanceCents"] == 0
    assert (await centre.refused("payBalance", accountId=centre.account, method="CARD"))["code"] == "NOTHING_OPEN"


async def test_planned_and_processing_amounts_are_not_paid_again(centre: ApiCentre) -> None:
    await centre.do(
        "checkout",
        accountId=centre.account,
        items=items(10_000),
        payment={"amountCents": 2_000, "method": "ECHECK"},
        installments=[{"dueOn": "2027-01-15", "amountCents": 5_000, "method": "CARD"}],
    )
    error = await centre.refused("payBalance", accountId=centre.account, amountCents=3_001, method="CARD")
    assert (error["code"], "30.00 USD" in error["message"]) == ("OVER_RECONCILED", True)
    paid = await centre.do("payBalance", accountId=centre.account, method="CARD")
    assert paid["transaction"]["amountCents"] == 3_000
    assert paid["transaction"]["status"] == "FULLY_RECONCILED"


def subscription(centre: ApiCentre, **more: object) -> dict[str, object]:
    return {
        "accountId": centre.account,
        "description": "Fitness membership",
        "ledgerCode": "SWIM",
        "amountCents": 4_900,
        "interval": "MONTH",
        "method": "CARD",
        "startsOn": "2026-01-31",
        **more,
    }


async def test_each_period_is_charged_once_and_paid_at_once(centre: ApiCentre) -> None:
    await centre.do("createSubscription", **subscription(centre))
    run = await centre.charge("2026-03-31")
    assert column(run["invoices"], "date") == ["2026-01-31", "2026-02-28", "2026-03-31"]
    assert column(run["payments"], "date") == ["2026-03-31"] * 3
    assert {each["status"] for each in (*run["invoices"], *run["payments"])} == {"FULLY_RECONCILED"}
    again = await centre.charge("2026-03-31")
    assert (again["invoices"], again["batch"]) == ([], None)
    assert column((await centre.charge("2026-04-30"))["invoices"], "date") == ["2026-04-30"]
    assert (await centre.balances())["balanceCents"] == 0


@pytest.mark.parametrize(
    ("interval", "dates"),
    [
        ("WEEK", ["2028-02-29", "2028-03-07"]),
        ("QUARTER", ["2028-02-29", "2028-05-29"]),
        ("YEAR", ["2028-02-29", "2029-02-28"]),
    ],
)
async def test_periods_are_counted_from_the_start_date(centre: ApiCentre, interval: str, dates: list[str]) -> None:
    await centre.do("createSubscription", **subscription(centre, interval=interval, startsOn="2028-02-29"))
    run = await centre.charge(dates[1])
    assert column(run["invoices"], "date") == dates


async def test_an_echeck_subscription_is_paid_by_a_processing_payment(centre: ApiCentre) -> None:
    await centre.do("createSubscription", **subscription(centre, method="ECHECK"))
    run = await centre.charge("2026-01-31")
    assert column(run["payments"], "paymentState") == ["PROCESSING"]
    assert column(run["invoices"], "settledCents") == [0]


async def test_a_subscription_ends_on_its_end_date_or_when_cancelled(centre: ApiCentre) -> None:
    ending = await centre.do("createSubscription", **subscription(centre, endsOn="2026-02-28"))
    assert len((await centre.charge("2026-12-31"))["invoices"]) == 2
    identity = ending["subscription"]["id"]
    assert (await centre.refused("cancelSubscription", id=identity))["code"] == "WRONG_STATE"
    endless = (await centre.do("createSubscription", **subscription(centre)))["subscription"]
    cancelled = (await centre.do("cancelSubscription", id=endless["id"], on="2026-03-01"))["subscription"]
    assert cancelled == {**endless, "endsOn": "2026-03-01"}
    assert len((await centre.charge("2026-12-31"))["invoices"]) == 2


async def test_an_undone_charge_can_be_charged_again(centre: ApiCentre) -> None:
    await centre.do("createSubscription", **subscription(centre))
    run = await centre.charge("2026-02-28")
    await centre.undo(run)
    assert (await centre.balances())["balanceCents"] == 0
    assert len((await centre.charge("2026-02-28"))["invoices"]) == 2


async def test_refuses_to_archive_the_ledger_code_of_an_active_subscription(centre: ApiCentre) -> None:
    made = (await centre.do("createSubscription", **subscription(centre)))["subscription"]["id"]
    codes = (await centre.api.data("{ ledgerCodes { id code } }"))["ledgerCodes"]
    swim = next(each["id"] for each in codes if each["code"] == "SWIM")
    archive = "mutation ($id: ID!) { updateLedgerCode(input: {id: $id, archived: true}) { userErrors { code field } } }"
    answer = await centre.api.data(archive, id=swim)
    assert answer["updateLedgerCode"]["userErrors"] == [{"code": "WRONG_STATE", "field": ["input", "archived"]}]
    await centre.do("cancelSubscription", id=made, on="2026-01-01")
    assert (await centre.api.data(archive, id=swim))["updateLedgerCode"]["userErrors"] == []


async def test_refuses_a_subscription_that_begins_too_long_ago_to_charge(centre: ApiCentre) -> None:
    weekly = subscription(centre, interval="WEEK", startsOn="1990-01-01")
    error = await centre.refused("createSubscription", **weekly)
    assert (error["code"], error["field"]) == ("INVALID_DATE", ["input", "startsOn"])
    await centre.do("createSubscription", **weekly, endsOn="1999-12-19")
    await centre.do("chargeSubscriptions", catchUp=True)
    assert (await centre.do("chargeSubscriptions"))["batch"] is None
    charged = await centre.api.data(
        "query ($id: ID!) { account(id: $id) { transactions { totalCount } } }", id=centre.account
    )
    assert charged["account"]["transactions"]["totalCount"] == 2 * 520


async def test_refuses_an_invalid_subscription(centre: ApiCentre, subtests: pytest.Subtests) -> None:
    for wrong, code, field in [
        ({"amountCents": 0}, "INVALID_AMOUNT", "amountCents"),
        ({"endsOn": "2026-01-30"}, "INVALID_DATE", "endsOn"),
        ({"ledgerCode": "NOPE"}, "NOT_FOUND", "ledgerCode"),
        ({"description": " "}, "INVALID_VALUE", "description"),
        ({"memberId": "nonsense"}, "NOT_FOUND", "memberId"),
        ({"accountId": "nonsense"}, "NOT_FOUND", "accountId"),
    ]:
        with subtests.test(wrong=wrong):
            error = await centre.refused("createSubscription", **subscription(centre, **wrong))
            assert (error["code"], error["field"]) == (code, ["input", field])
