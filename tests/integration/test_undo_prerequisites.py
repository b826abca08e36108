"""An undo restores rows only if their account, ledger code and member are in effect (domain R2a, R3, R25a)."""

import datetime
from collections.abc import Awaitable, Callable

import pytest

from domain.core.kinds import PaymentMethod, SubscriptionInterval
from domain.errors import ArchivedLedgerCode, LaterChanges, Refusal, WrongState
from domain.permissions import Permission
from domain.services.access import CreateUser, UpdateUser
from domain.services.accounts import CreateAccount, UpdateAccount
from domain.services.charging import ChargedSubscriptions, ChargeSubscriptions
from domain.services.installments import InstallmentTerms
from domain.services.ledger_codes import CreateLedgerCode, UpdateLedgerCode
from domain.services.planned_payments import CreatePlannedPayments, PlannedPayments
from domain.services.roles import CreateRole, DeleteRole
from domain.services.subscriptions import CancelSubscription, CreateSubscription, SubscriptionResult
from domain.services.undo.batch import UndoResult
from domain.store.program import Program, Query, Sql
from domain.store.store import Committed, Store
from domain.verifying.verify import verify
from tests.support.centre import Centre, run

JANUARY, MARCH = datetime.date(2026, 1, 31), datetime.date(2026, 3, 31)


async def subscribed(centre: Centre, code: str = "SWIM", member: int | None = None) -> Committed[SubscriptionResult]:
    cmd = CreateSubscription(
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
    return await centre.do(cmd)


async def cancelled(centre: Centre, subscription: Committed[SubscriptionResult]) -> Committed[SubscriptionResult]:
    cmd = CancelSubscription(subscription.result.subscription, datetime.date(2026, 1, 1))
    return await centre.do(cmd)


async def charged(centre: Centre) -> Committed[ChargedSubscriptions]:
    return await centre.do(ChargeSubscriptions(MARCH))


async def archive(centre: Centre, *, archived: bool = True) -> None:
    code = (await centre.rows("select id from ledger_codes where code = 'SWIM'"))[0][0]
    await run(centre.store, UpdateLedgerCode(code, archived=archived))


@pytest.mark.parametrize("ends", ["cancelled", "charged to its end"])
async def test_an_undo_restores_no_subscription_under_an_archived_code(store: Store, ends: str) -> None:
    centre = await Centre.open(store)
    subscription = await subscribed(centre)
    ended: Committed[SubscriptionResult] | Committed[ChargedSubscriptions]
    ended = await (cancelled(centre, subscription) if ends == "cancelled" else charged(centre))
    await archive(centre)
    before = await centre.state()
    with pytest.raises(ArchivedLedgerCode, match=r"'Fitness membership' would charge under ledger code SWIM"):
        await centre.undo(ended)
    assert await centre.state() == before
    await archive(centre, archived=False)
    await centre.undo(ended)
    assert len((await charged(centre)).result.invoices) == 3


async def test_an_undo_restores_no_subscription_for_a_removed_member(store: Store) -> None:
    centre = await Centre.open(store)
    leo = (await centre.rows("select id from members where name = 'Leo'"))[0][0]
    ended = await cancelled(centre, await subscribed(centre, member=leo))
    left = await run(store, UpdateAccount(centre.rivera, remove_member_ids=[leo]))
    with pytest.raises(WrongState, match="Leo, who is no longer on the account"):
        await centre.undo(ended)
    await centre.undo(left)
    await centre.undo(ended)


async def planned(centre: Centre, account: int) -> Committed[PlannedPayments]:
    cmd = CreatePlannedPayments(account, [InstallmentTerms(JANUARY, 5_000, PaymentMethod.CARD)])
    return await centre.do(cmd)


async def joined(centre: Centre, account: int) -> object:
    return await run(centre.store, UpdateAccount(account, add_members=["Cy"]))


async def client(centre: Centre, account: int) -> object:
    return await run(centre.store, CreateUser("bo@example.org", "Bo", "hash", (), account))


@pytest.mark.parametrize("depend", [planned, joined, client])
async def test_an_undo_restores_nothing_on_a_withdrawn_account(
    store: Store, depend: Callable[[Centre, int], Awaitable[Committed[object]]]
) -> None:
    centre = await Centre.open(store)
    account = await run(store, CreateAccount("2002", "Bo Chen", "USD"))
    away = await centre.undo(await depend(centre, account.result.account))
    await refused_until_undone(centre, away, await centre.undo(account), "account 2002")


async def test_an_undo_restores_no_subscription_under_a_withdrawn_code(store: Store) -> None:
    centre = await Centre.open(store)
    code = await run(store, CreateLedgerCode("YOGA", "Yoga"))
    away = await centre.undo(await subscribed(centre, "YOGA"))
    await refused_until_undone(centre, away, await centre.undo(code), "ledger code YOGA")


async def refused_until_undone(
    centre: Centre, away: Committed[UndoResult], later: Committed[UndoResult], belongs_to: str
) -> None:
    before = await centre.state()
    with pytest.raises(
        Refusal, match=f"belongs to {belongs_to}, which was undone by undoBatch by command line"
    ) as reported:
        await centre.undo(away)
    assert reported.type is LaterChanges
    assert await centre.state() == before
    await centre.undo(later)
    await centre.undo(away)


@pytest.mark.parametrize(
    ("damage", "rule", "words"),
    [
        ("update ledger_codes set archived = true", "R3", "under an archived ledger code"),
        ("update members set withdrawn_at = 1", "R2a", "for a member who is no longer on the account"),
        ("update accounts set withdrawn_at = 1", "R25a", "subscription is on an account"),
        ("update accounts set withdrawn_at = 1", "R25a", "planned payment is still to come on an account"),
    ],
)
async def test_verification_finds_rows_that_refer_to_withdrawn_ones(
    store: Store, damage: str, rule: str, words: str
) -> None:
    centre = await Centre.open(store)
    await subscribed(centre, member=(await centre.rows("select id from members where name = 'Leo'"))[0][0])
    await planned(centre, centre.rivera)
    assert await verify(store) == []

    def change() -> Program[None]:
        yield Query(Sql(damage))

    await store.backend.run_unit(change)
    assert any(each.rule == rule and words in each.message for each in await verify(store))


async def test_an_undo_gives_back_no_role_that_was_deleted(store: Store) -> None:
    centre = await Centre.open(store)
    role = (await run(store, CreateRole("Desk", [Permission.CLIENT_BILLING]))).result.role
    user = (await run(store, CreateUser("bo@example.org", "Bo", "hash", role_id=role))).result.user
    taken = await run(store, UpdateUser(user, role_id=None))
    deleted = await run(store, DeleteRole(role))
    with pytest.raises(LaterChanges, match="Bo belongs to the role 'Desk', which was undone by deleteRole"):
        await centre.undo(taken)
    await centre.undo(deleted)
    await centre.undo(taken)
    assert await centre.rows("select role_id from users") == [(role,)]


async def test_undoing_a_new_role_is_refused_while_somebody_has_it(store: Store) -> None:
    centre = await Centre.open(store)
    made = await run(store, CreateRole("Desk", [Permission.CLIENT_BILLING]))
    given = await run(store, CreateUser("bo@example.org", "Bo", "hash", role_id=made.result.role))
    with pytest.raises(LaterChanges, match="createUser by command line"):
        await centre.undo(made)
    await centre.undo(given)
    await centre.undo(made)
    assert await centre.rows("select name from roles where withdrawn_at is null") == []
