"""An undone creation frees its number, and nothing new refers to it (domain R2a, R25a)."""

import datetime
from typing import Any

import pytest

from domain.core.kinds import PaymentMethod, SubscriptionInterval
from domain.errors import DuplicateNumber, InvalidValue, LaterChanges, NotFound, Refusal, WrongState
from domain.importing import ImportKind, ImportRecords, ImportResult
from domain.queries.access import users_by_email
from domain.queries.records import accounts_by_number
from domain.services.access import CreateUser
from domain.services.accounts import CreateAccount, UpdateAccount
from domain.services.invoices import CreateInvoice
from domain.services.ledger_codes import CreateLedgerCode
from domain.services.recording import ItemInput
from domain.services.subscriptions import CancelSubscription, CreateSubscription
from domain.store.store import Committed, Store
from domain.verifying.verify import verify
from tests.support.api_centre import ApiCentre
from tests.support.centre import Centre, run

ITEM = {"description": "Swim lessons", "ledgerCode": "SWIM", "amountCents": 500}
COMMANDS: dict[str, tuple[object, type[Refusal]]] = {
    "Account number 2000": (CreateAccount("2000", "Bo", "EUR", None, ["Cy"]), DuplicateNumber),
    "Ledger code TYPO": (CreateLedgerCode("TYPO", "Typo"), DuplicateNumber),
    "The e-mail address bo@example.org": (CreateUser("bo@example.org", "Bo", "hash"), InvalidValue),
}
LEO = "select id from members where name = 'Leo' order by id"


@pytest.mark.parametrize("words", COMMANDS)
async def test_a_number_is_free_again_once_its_owner_is_undone(store: Store, words: str) -> None:
    centre = await Centre.open(store)
    command, refusal = COMMANDS[words]
    for _ in range(2):
        made = await run(store, command)
        with pytest.raises(refusal):
            await run(store, command)
        undone = await centre.undo(made)
    await run(store, command)
    before = await centre.state()
    with pytest.raises(LaterChanges, match=rf"^{words} is in use again\. .*: create\w+ by command line"):
        await centre.undo(undone)
    assert await centre.state() == before


@pytest.mark.parametrize("words", COMMANDS)
async def test_a_restored_account_keeps_its_number(store: Store, words: str) -> None:
    centre = await Centre.open(store)
    command, refusal = COMMANDS[words]
    made = await run(store, command)
    await centre.undo(await centre.undo(made))
    with pytest.raises(refusal):
        await run(store, command)


async def imported(centre: Centre, kind: ImportKind, text: str) -> Committed[ImportResult]:
    return await centre.do(ImportRecords(kind, text.encode()))


async def test_an_undone_import_can_be_imported_again_and_corrected(store: Store) -> None:
    centre = await Centre.open(store)
    accounts = "account_number,owner_name,email,currency,members\n77,Kim,,{},\n"
    codes = "code,title\nOOPS,x\n"
    for kind, text, again in (
        (ImportKind.ACCOUNTS, accounts.format("EUR"), accounts.format("USD")),
        (ImportKind.LEDGER_CODES, codes, codes),
    ):
        await centre.undo(await imported(centre, kind, text))
        assert (await imported(centre, kind, again)).result.created == 1
        assert (await imported(centre, kind, again)).result.unchanged == 1
    assert (await store.read(accounts_by_number(["77"])))["77"].currency == "USD"
    invoices = (
        "invoice_number,account_number,date,due_on,description,ledger_code,amount,member\nK1,77,2026-01-01,,x,OOPS,1,\n"
    )
    assert (await imported(centre, ImportKind.INVOICES, invoices)).result.created == 1


async def test_a_transactions_number_is_free_again_once_it_is_undone(store: Store) -> None:
    """Domain R37b: the withdrawn one keeps it in the history and as of an earlier instant."""
    centre = await Centre.open(store)
    command = CreateInvoice(centre.rivera, [ItemInput("Swim lessons", "SWIM", 500)], number="K1")
    for _ in range(2):
        made = await run(store, command)
        with pytest.raises(DuplicateNumber):
            await run(store, command)
        await centre.undo(made)
    await run(store, command)
    with pytest.raises(DuplicateNumber):
        await run(store, command)
    assert await centre.rows("select count(*) from transactions where number = 'K1'") == [(3,)]
    assert await verify(store) == []


LOOK = """query ($a: String, $t: String) {
  gone: account(number: $a) { id } transaction(number: $t) { id } other: transaction(number: "never") { id }
}"""


async def test_looking_up_what_was_undone_says_when_and_by_whom(store: Store) -> None:
    """Domain R37b: until the number is taken again; what never was is only not found."""
    centre = await ApiCentre.open(store)
    made = await centre.do("createInvoice", accountId=centre.account, number="K\u200b1", items=[ITEM])
    await centre.do("undoBatch", batchId=made["batch"]["id"])
    answer = await centre.api(LOOK, a="1001", t=" K1\u2060")
    assert answer["data"]["transaction"] is None
    (undone,) = answer["extensions"]["undone"]
    assert (undone["path"], undone["number"], undone["undoneBy"]) == (["transaction"], "K1", "command line")
    day = datetime.datetime.fromisoformat(undone["undoneAt"])
    assert undone["message"] == (
        f"Transaction K1 was undone on {day:%Y-%m-%d at %H:%M} by command line; its number is free."
    )
    await centre.do("createInvoice", accountId=centre.account, number="K1", items=[ITEM])
    answer = await centre.api(LOOK, a="1001", t="K1")
    assert answer["data"]["transaction"] is not None
    assert "undone" not in answer["extensions"]
    await centre.close()


async def test_a_command_that_names_an_undone_ledger_code_says_so(store: Store) -> None:
    centre = await Centre.open(store)
    await centre.undo(await centre.do(CreateLedgerCode("OOPS", "x")))
    for command in (
        CreateInvoice(centre.rivera, [ItemInput("x", "OOPS", 100)]),
        CreateSubscription(
            centre.rivera, "x", "OOPS", 100, SubscriptionInterval.MONTH, PaymentMethod.CARD, datetime.date(2026, 1, 1)
        ),
    ):
        with pytest.raises(NotFound, match=r"^Ledger code 'OOPS' was undone\. Create it again, or choose another\.$"):
            await centre.do(command)
    await centre.do(CreateLedgerCode("OOPS", "x"))
    assert (await centre.do(CreateInvoice(centre.rivera, [ItemInput("x", "OOPS", 100)]))).batch_id


async def test_a_removed_member_gets_no_new_items_and_keeps_the_old_ones(store: Store) -> None:
    centre = await Centre.open(store)
    leo = (await centre.rows(LEO))[0][0]
    command = CreateInvoice(centre.rivera, [ItemInput("Swim lessons", "SWIM", 500, leo)])
    await run(store, command)
    removal = await run(store, UpdateAccount(centre.rivera, remove_member_ids=[leo]))
    with pytest.raises(NotFound, match="Leo is no longer on account 1001") as refused:
        await run(store, command)
    assert refused.value.field == ("items", "0", "memberId")
    assert await centre.rows(f"select count(*) from items where member_id = {leo}") == [(1,)]
    back = await centre.undo(removal)
    await run(store, command)
    with pytest.raises(LaterChanges, match="createInvoice"):
        await centre.undo(back)


async def test_a_member_whose_addition_was_undone_gets_no_items(store: Store) -> None:
    centre = await Centre.open(store)
    added = await run(store, UpdateAccount(centre.rivera, add_members=["Zoe"]))
    zoe = (await centre.rows("select id from members where name = 'Zoe'"))[0][0]
    await centre.undo(added)
    with pytest.raises(NotFound):
        await run(store, CreateInvoice(centre.rivera, [ItemInput("Swim lessons", "SWIM", 500, zoe)]))


async def test_refuses_to_remove_a_member_with_an_active_subscription(store: Store) -> None:
    centre = await Centre.open(store)
    leo = (await centre.rows(LEO))[0][0]
    day = datetime.date(2026, 3, 1)
    command = CreateSubscription(
        centre.rivera, "Swim club", "SWIM", 4_900, SubscriptionInterval.MONTH, PaymentMethod.CARD, day, member_id=leo
    )
    made = await centre.do(command)
    removal = UpdateAccount(centre.rivera, remove_member_ids=[leo])
    with pytest.raises(WrongState, match="Leo still has the subscription 'Swim club'"):
        await run(store, removal)
    end = CancelSubscription(made.result.subscription, day - datetime.timedelta(days=1))
    await centre.do(end)
    assert (await run(store, removal)).batch_id is not None


async def test_refuses_to_undo_an_account_with_a_member_added_later(store: Store) -> None:
    centre = await Centre.open(store)
    made: Committed[Any] = await run(store, CreateAccount("2000", "Bo", "EUR", None, ["Cy"]))
    added = await run(store, UpdateAccount(made.result.account, add_members=["Late"]))
    with pytest.raises(LaterChanges, match="updateAccount"):
        await centre.undo(made)
    await centre.undo(added)
    await centre.undo(made)


async def test_a_user_whose_creation_was_undone_is_not_found_by_email(store: Store) -> None:
    centre = await Centre.open(store)
    await centre.undo(await run(store, CreateUser("bo@example.org", "Bo", "hash")))
    assert await store.read(users_by_email(["bo@example.org"])) == {}
