"""What an undo withdrew is gone: its number is free again, and nothing new refers to it (domain R2a, R25a)."""

import datetime
from typing import Any

import pytest

from domain.core.kinds import PaymentMethod, SubscriptionInterval
from domain.errors import DuplicateNumber, InvalidValue, LaterChanges, NotFound, Refusal, WrongState
from domain.jobs.importing import ImportFile, ImportKind, ImportOutcome, import_file
from domain.queries.access import users_by_email
from domain.queries.records import accounts_by_number
from domain.services.access import CreateUser
from domain.services.accounts import CreateAccount, UpdateAccount
from domain.services.invoices import CreateInvoice
from domain.services.ledger_codes import CreateLedgerCode
from domain.services.recording import ItemWish
from domain.services.subscriptions import (
    CancelSubscription,
    CreateSubscription,
    SubscriptionOutcome,
    cancel_subscription,
    create_subscription,
)
from domain.store.store import Done, Store
from tests.support.billing import Centre, run

WISHES: dict[str, tuple[object, type[Refusal]]] = {
    "Account number 2000": (CreateAccount("2000", "Bo", "EUR", None, ["Cy"]), DuplicateNumber),
    "Ledger code TYPO": (CreateLedgerCode("TYPO", "Typo"), DuplicateNumber),
    "The e-mail address bo@example.org": (CreateUser("bo@example.org", "Bo", "hash"), InvalidValue),
}
LEO = "select id from members where name = 'Leo' order by id"


@pytest.mark.parametrize("words", WISHES)
async def test_a_number_is_free_again_once_its_owner_is_undone(store: Store, words: str) -> None:
    centre = await Centre.open(store)
    wish, refusal = WISHES[words]
    for _ in range(2):
        made = await run(store, wish)
        with pytest.raises(refusal):
            await run(store, wish)
        undone = await centre.undo(made)
    await run(store, wish)
    before = await centre.state()
    with pytest.raises(LaterChanges, match=rf"^{words} is in use again\. .*: create\w+ by command line"):
        await centre.undo(undone)
    assert await centre.state() == before


@pytest.mark.parametrize("words", WISHES)
async def test_what_came_back_keeps_its_number(store: Store, words: str) -> None:
    centre = await Centre.open(store)
    wish, refusal = WISHES[words]
    made = await run(store, wish)
    await centre.undo(await centre.undo(made))
    with pytest.raises(refusal):
        await run(store, wish)


async def imported(centre: Centre, kind: ImportKind, text: str) -> Done[ImportOutcome]:
    return await centre.do("importRecords", import_file, ImportFile(kind, text.encode()), ImportOutcome)


async def test_a_file_that_was_undone_is_imported_again_and_corrected(store: Store) -> None:
    centre = await Centre.open(store)
    accounts = "account_number,owner_name,email,currency,members\n77,Kim,,{},\n"
    codes = "code,title\nOOPS,x\n"
    for kind, text, again in (
        (ImportKind.ACCOUNTS, accounts.format("EUR"), accounts.format("USD")),
        (ImportKind.LEDGER_CODES, codes, codes),
    ):
        await centre.undo(await imported(centre, kind, text))
        assert (await imported(centre, kind, again)).outcome.created == 1
        assert (await imported(centre, kind, again)).outcome.unchanged == 1
    assert (await store.read(accounts_by_number(["77"])))["77"].currency == "USD"
    invoices = (
        "invoice_number,account_number,date,due_on,description,ledger_code,amount,member\nK1,77,2026-01-01,,x,OOPS,1,\n"
    )
    assert (await imported(centre, ImportKind.INVOICES, invoices)).outcome.created == 1


async def test_a_transactions_number_stays_taken(store: Store) -> None:
    centre = await Centre.open(store)
    wish = CreateInvoice(centre.rivera, [ItemWish("Swim lessons", "SWIM", 500)], number="K1")
    await centre.undo(await run(store, wish))
    with pytest.raises(DuplicateNumber):
        await run(store, wish)


async def test_a_member_who_was_taken_off_gets_no_new_items_and_keeps_the_old_ones(store: Store) -> None:
    centre = await Centre.open(store)
    leo = (await centre.rows(LEO))[0][0]
    wish = CreateInvoice(centre.rivera, [ItemWish("Swim lessons", "SWIM", 500, leo)])
    await run(store, wish)
    removal = await run(store, UpdateAccount(centre.rivera, remove_member_ids=[leo]))
    with pytest.raises(NotFound, match="Leo is on account 1001 no more") as refused:
        await run(store, wish)
    assert refused.value.field == ("items", "0", "memberId")
    assert await centre.rows(f"select count(*) from items where member_id = {leo}") == [(1,)]
    back = await centre.undo(removal)
    await run(store, wish)
    with pytest.raises(LaterChanges, match="createInvoice"):
        await centre.undo(back)


async def test_a_member_whose_adding_was_undone_gets_no_items(store: Store) -> None:
    centre = await Centre.open(store)
    added = await run(store, UpdateAccount(centre.rivera, add_members=["Zoe"]))
    zoe = (await centre.rows("select id from members where name = 'Zoe'"))[0][0]
    await centre.undo(added)
    with pytest.raises(NotFound):
        await run(store, CreateInvoice(centre.rivera, [ItemWish("Swim lessons", "SWIM", 500, zoe)]))


async def test_a_member_who_is_charged_for_by_a_subscription_stays_until_it_is_cancelled(store: Store) -> None:
    centre = await Centre.open(store)
    leo = (await centre.rows(LEO))[0][0]
    day = datetime.date(2026, 3, 1)
    wish = CreateSubscription(
        centre.rivera, "Swim club", "SWIM", 4_900, SubscriptionInterval.MONTH, PaymentMethod.CARD, day, member_id=leo
    )
    made = await centre.do("createSubscription", create_subscription, wish, SubscriptionOutcome)
    removal = UpdateAccount(centre.rivera, remove_member_ids=[leo])
    with pytest.raises(WrongState, match="Leo is charged for 'Swim club'"):
        await run(store, removal)
    end = CancelSubscription(made.outcome.subscription, day - datetime.timedelta(days=1))
    await centre.do("cancelSubscription", cancel_subscription, end, SubscriptionOutcome)
    assert (await run(store, removal)).batch_id is not None


async def test_an_account_to_which_somebody_was_added_later_is_not_undone(store: Store) -> None:
    centre = await Centre.open(store)
    made: Done[Any] = await run(store, CreateAccount("2000", "Bo", "EUR", None, ["Cy"]))
    added = await run(store, UpdateAccount(made.outcome.account, add_members=["Late"]))
    with pytest.raises(LaterChanges, match="updateAccount"):
        await centre.undo(made)
    await centre.undo(added)
    await centre.undo(made)


async def test_a_user_whose_creation_was_undone_is_not_found_by_their_address(store: Store) -> None:
    centre = await Centre.open(store)
    await centre.undo(await run(store, CreateUser("bo@example.org", "Bo", "hash")))
    assert await store.read(users_by_email(["bo@example.org"])) == {}
