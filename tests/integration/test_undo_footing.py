"""What an undo brings back stands on what is there: account, ledger code, member (domain R2a, R3, R25a)."""

import datetime
from collections.abc import Awaitable, Callable

import pytest

from domain.core.kinds import PaymentMethod, SubscriptionInterval
from domain.errors import ArchivedLedgerCode, LaterChanges, Refusal, WrongState
from domain.jobs.verify import verify
from domain.services.access import CreateUser
from domain.services.accounts import CreateAccount, UpdateAccount
from domain.services.installments import InstallmentWish
from domain.services.ledger_codes import CreateLedgerCode, UpdateLedgerCode
from domain.services.planned_payments import CreatePlannedPayments, PlannedOutcome, create_planned_payments
from domain.services.subscriptions import (
    CancelSubscription,
    ChargedOutcome,
    ChargeSubscriptions,
    CreateSubscription,
    SubscriptionOutcome,
    cancel_subscription,
    charge_subscriptions,
    create_subscription,
)
from domain.services.undo import UndoOutcome
from domain.store.steps import Fetch, Sql, Steps
from domain.store.store import Done, Store
from tests.support.billing import Centre, run

JANUARY, MARCH = datetime.date(2026, 1, 31), datetime.date(2026, 3, 31)


async def subscribed(centre: Centre, code: str = "SWIM", member: int | None = None) -> Done[SubscriptionOutcome]:
    wish = CreateSubscription(
        centre.rivera,
        "Fitness membership",
        code,
        4_900,
        SubscriptionInterval.MONTH,
        PaymentMethod.CARD,
        JANUARY,
        ends_on=MARCH,
        member_id=member,
    )
    return await centre.do("createSubscription", create_subscription, wish, SubscriptionOutcome)


async def cancelled(centre: Centre, subscription: Done[SubscriptionOutcome]) -> Done[SubscriptionOutcome]:
    wish = CancelSubscription(subscription.outcome.subscription, datetime.date(2026, 1, 1))
    return await centre.do("cancelSubscription", cancel_subscription, wish, SubscriptionOutcome)


async def charged(centre: Centre) -> Done[ChargedOutcome]:
    return await centre.do("chargeSubscriptions", charge_subscriptions, ChargeSubscriptions(MARCH), ChargedOutcome)


async def archive(centre: Centre, *, archived: bool = True) -> None:
    code = (await centre.rows("select id from ledger_codes where code = 'SWIM'"))[0][0]
    await run(centre.store, UpdateLedgerCode(code, archived=archived))


@pytest.mark.parametrize("ends", ["cancelled", "charged to its end"])
async def test_no_subscription_comes_back_under_an_archived_code(store: Store, ends: str) -> None:
    centre = await Centre.open(store)
    subscription = await subscribed(centre)
    ended: Done[SubscriptionOutcome] | Done[ChargedOutcome]
    ended = await (cancelled(centre, subscription) if ends == "cancelled" else charged(centre))
    await archive(centre)
    before = await centre.state()
    with pytest.raises(ArchivedLedgerCode, match=r"'Fitness membership' would charge under ledger code SWIM"):
        await centre.undo(ended)
    assert await centre.state() == before
    await archive(centre, archived=False)
    await centre.undo(ended)
    assert len((await charged(centre)).outcome.invoices) == 3


async def test_no_subscription_comes_back_for_a_member_who_left(store: Store) -> None:
    centre = await Centre.open(store)
    leo = (await centre.rows("select id from members where name = 'Leo'"))[0][0]
    ended = await cancelled(centre, await subscribed(centre, member=leo))
    left = await run(store, UpdateAccount(centre.rivera, remove_member_ids=[leo]))
    with pytest.raises(WrongState, match="Leo, who is on the account no more"):
        await centre.undo(ended)
    await centre.undo(left)
    await centre.undo(ended)


async def planned(centre: Centre, account: int) -> Done[PlannedOutcome]:
    wish = CreatePlannedPayments(account, [InstallmentWish(JANUARY, 5_000, PaymentMethod.CARD)])
    return await centre.do("createPlannedPayments", create_planned_payments, wish, PlannedOutcome)


async def joined(centre: Centre, account: int) -> object:
    return await run(centre.store, UpdateAccount(account, add_members=["Cy"]))


async def client(centre: Centre, account: int) -> object:
    return await run(centre.store, CreateUser("bo@example.org", "Bo", "hash", (), account))


@pytest.mark.parametrize("hang", [planned, joined, client])
async def test_nothing_comes_back_on_an_account_that_was_undone(
    store: Store, hang: Callable[[Centre, int], Awaitable[Done[object]]]
) -> None:
    centre = await Centre.open(store)
    account = await run(store, CreateAccount("2002", "Bo Chen", "USD"))
    away = await centre.undo(await hang(centre, account.outcome.account))
    await refused_until_undone(centre, away, await centre.undo(account), "account 2002")


async def test_no_subscription_comes_back_under_a_code_that_was_undone(store: Store) -> None:
    centre = await Centre.open(store)
    code = await run(store, CreateLedgerCode("YOGA", "Yoga"))
    away = await centre.undo(await subscribed(centre, "YOGA"))
    await refused_until_undone(centre, away, await centre.undo(code), "ledger code YOGA")


async def refused_until_undone(
    centre: Centre, away: Done[UndoOutcome], later: Done[UndoOutcome], belongs_to: str
) -> None:
    before = await centre.state()
    with pytest.raises(
        Refusal, match=f"belongs to {belongs_to}, which was undone by undoBatch by command line"
    ) as told:
        await centre.undo(away)
    assert told.type is LaterChanges
    assert await centre.state() == before
    await centre.undo(later)
    await centre.undo(away)


@pytest.mark.parametrize(
    ("damage", "rule", "words"),
    [
        ("update ledger_codes set archived = true", "R3", "under an archived ledger code"),
        ("update members set withdrawn_at = 1", "R2a", "for a member who is on the account no more"),
        ("update accounts set withdrawn_at = 1", "R25a", "subscription is on an account"),
        ("update accounts set withdrawn_at = 1", "R25a", "planned payment is still to come on an account"),
    ],
)
async def test_what_stands_on_nothing_is_found(store: Store, damage: str, rule: str, words: str) -> None:
    centre = await Centre.open(store)
    await subscribed(centre, member=(await centre.rows("select id from members where name = 'Leo'"))[0][0])
    await planned(centre, centre.rivera)
    assert await verify(store) == []

    def change() -> Steps[None]:
        yield Fetch(Sql(damage))

    await store.backend.run_block(change)
    assert any(each.rule == rule and words in each.message for each in await verify(store))
