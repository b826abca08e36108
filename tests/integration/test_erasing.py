"""Erasing a person: nothing of their texts is left, and the books and the log stay whole (domain R49)."""

import asyncio
import contextlib
import datetime
import pathlib
import sqlite3
from typing import NamedTuple

import pytest

from api.graph.ids import opaque
from domain.core.folding import folded
from domain.core.kinds import PaymentMethod, SubscriptionInterval
from domain.errors import IdempotencyMismatch, InvalidValue, NotFound, WrongState
from domain.permissions import OPERATOR, Permission, Principal, PrincipalKind
from domain.services.access import CreateUser
from domain.services.accounts import CreateAccount, UpdateAccount
from domain.services.erasing import ErasePerson
from domain.services.invoices import CreateInvoice
from domain.services.marks import MarkInput
from domain.services.payments import MakePayment, Money, PayBalance
from domain.services.recording import ItemInput
from domain.services.subscriptions import CreateSubscription
from domain.services.undo.batch import UndoBatch
from domain.store.migrate import migrate
from domain.store.purging import purge
from domain.store.store import Store
from domain.verifying.findings import Finding
from domain.verifying.verify import verify
from tests.support.asking import ask
from tests.support.centre import Centre, execute
from tests.support.graphql import Api
from tests.support.replay import read_log, replay
from tests.support.shell import Shell

NAMES = ("Zebulon Quist", "Zebra Ohm", "zebulon@quist.example", "Yolanda Quist", "Zed Client", "zed@client.example")
FREE = ("Xylophone lessons", "Xenia transfer 77", "Xanthe week")


class Person(NamedTuple):
    account: int
    member: int
    opened: int
    renamed: int


async def person(centre: Centre, number: str = "7001", *, paid: bool = True) -> Person:
    """An account whose owner was renamed, with a member, a client, and an invoice that is paid."""
    opened = await centre.do(CreateAccount(number, NAMES[1], "USD", NAMES[2], [NAMES[3]]))
    account = opened.result.account
    renamed = await centre.do(UpdateAccount(account, owner_name=NAMES[0]))
    await centre.do(CreateUser(NAMES[5], NAMES[4], "hash", client_account_id=account))
    ((member,),) = await centre.rows(f"select id from members where account_id = {account}")
    lines = [ItemInput(FREE[0], "SWIM", 5_000, member)]
    invoice = (await centre.do(CreateInvoice(account, lines, description=FREE[2]))).result.transaction
    if paid:
        money = Money(5_000, PaymentMethod.CASH, reference=FREE[1])
        await centre.do(MakePayment(account, money, [MarkInput(invoice_id=invoice)]))
    assert opened.batch_id is not None
    assert renamed.batch_id is not None
    return Person(account, member, opened.batch_id, renamed.batch_id)


async def texts_of(store: Store) -> str:
    """Everything that the database's tables hold, as text."""
    if store.backend.dialect == "sqlite":
        tables = "select name from sqlite_master where type = 'table'"
    else:
        tables = "select tablename from pg_tables where schemaname = 'public'"
    centre = Centre(store)
    return "\n".join([str(await centre.rows(f"select * from {name} z")) for (name,) in await centre.rows(tables)])


def found_in(folder: pathlib.Path, pattern: str) -> list[str]:
    """Which of the person's texts stand in files, in either case."""
    files = [file.read_bytes().lower() for file in folder.glob(pattern) if file.is_file()]
    assert files
    return [text for text in (*NAMES, *FREE) if any(text.lower().encode() in held for held in files)]


async def test_names_go_everywhere_and_money_stays(store: Store, centre: Centre) -> None:
    someone = await person(centre)
    amounts = "select kind, amount_cents, reconciled_cents from transactions order by id"
    before = await centre.rows(amounts)
    await centre.do(ErasePerson(someone.account))
    held = (await texts_of(store)).lower()
    assert [name for name in NAMES if name.lower() in held] == []
    assert [text for text in FREE if text.lower() not in held] == []
    assert await centre.rows(amounts) == before
    assert await centre.rows("select owner_name, email from accounts where number = '7001'") == [
        ("erased #7001", "erased #7001")
    ]
    assert await centre.rows(f"select name from members where account_id = {someone.account}") == [("erased #7001",)]
    assert await centre.rows("select name, email, password_hash from users") == [("erased #7001", "erased #7001", None)]
    assert await verify(store) == []


async def test_free_texts_go_on_request(store: Store, centre: Centre) -> None:
    someone = await person(centre)
    await centre.do(ErasePerson(someone.account))
    done = await centre.do(ErasePerson(someone.account, free_texts=True))
    assert done.batch_id is not None
    held = (await texts_of(store)).lower()
    assert [text for text in (*NAMES, *FREE) if text.lower() in held] == []
    rows = await centre.rows("select kind, description, reference from transactions order by id")
    assert [tuple(row) for row in rows] == [
        ("INVOICE", "erased #7001", None), ("PAYMENT", "Payment", "erased #7001"),
    ]  # fmt: skip
    assert await verify(store) == []


async def test_erasing_again_changes_nothing(centre: Centre) -> None:
    someone = await person(centre)
    assert (await centre.do(ErasePerson(someone.account, free_texts=True))).batch_id is not None
    assert (await centre.do(ErasePerson(someone.account, free_texts=True))).batch_id is None
    assert (await centre.do(ErasePerson(member_id=someone.member))).batch_id is None


async def test_a_member_goes_alone(store: Store, centre: Centre) -> None:
    someone = await person(centre)
    await centre.do(ErasePerson(member_id=someone.member, free_texts=True))
    held = await texts_of(store)
    assert NAMES[3] not in held
    assert FREE[0] not in held
    assert NAMES[0] in held
    assert await verify(store) == []


async def test_what_is_kept_beside_records_goes_too(store: Store, centre: Centre) -> None:
    someone = await person(centre)
    rename = UpdateAccount(someone.account, owner_name="Zebulon Q.")
    await store.run(rename, OPERATOR, key="once", arguments=["Zebulon Q."])
    await centre.do(ErasePerson(someone.account))
    assert await centre.rows("select arguments_hash, outcome from idempotency_keys") == [("", "{}")]
    with pytest.raises(IdempotencyMismatch):
        await store.run(rename, OPERATOR, key="once", arguments=["Zebulon Q."])
    assert await centre.rows("select owner_name_key from accounts where number = '7001'") == [(folded("erased #7001"),)]


async def test_a_clients_name_is_in_no_batch(store: Store, centre: Centre) -> None:
    someone = await person(centre, paid=False)
    ((user,),) = await centre.rows(f"select id from users where account_id = {someone.account}")
    client = Principal(PrincipalKind.CLIENT, f"user:{user}", NAMES[4], frozenset(), user, someone.account)
    done = await centre.do(PayBalance(someone.account, PaymentMethod.CARD), client)
    by = await centre.rows(f"select recorded_by, principal from batches where id = {done.batch_id}")
    assert by == [("client", f"user:{user}")]
    await centre.do(ErasePerson(someone.account, free_texts=True))
    assert NAMES[4] not in await texts_of(store)
    assert await verify(store) == []


async def test_others_keep_theirs(store: Store, centre: Centre) -> None:
    someone = await person(centre)
    other = (await centre.do(CreateAccount("7002", "Walter Other", "USD", None, ["Wanda Other"]))).result.account
    await centre.do(CreateInvoice(other, [ItemInput("Water ballet", "SWIM", 100)]))
    await centre.do(ErasePerson(someone.account, free_texts=True))
    held = await texts_of(store)
    assert all(text in held for text in ("Walter Other", "Wanda Other", "Water ballet"))


async def test_no_undo_brings_it_back(store: Store, centre: Centre) -> None:
    someone = await person(centre)
    done = await centre.do(ErasePerson(someone.account))
    with pytest.raises(WrongState, match="cannot be undone"):
        await centre.undo(done)
    await store.run(UndoBatch(someone.renamed), OPERATOR)
    assert NAMES[1] not in await texts_of(store)
    assert await verify(store) == []


async def test_a_replay_of_the_log_gives_the_erased_state(store: Store, centre: Centre, tmp_path: pathlib.Path) -> None:
    someone = await person(centre)
    await centre.do(ErasePerson(someone.account, free_texts=True))
    url = f"sqlite:///{tmp_path / 'replayed.db'}"
    await migrate(url)
    other = await Store.open(url)
    batches, events = await store.read(read_log())
    await other.backend.run_unit(lambda: replay(batches, events))
    assert await Centre(other).state() == await centre.state()
    assert await verify(other) == []
    await other.close()


async def test_refused_while_money_is_open_or_subscribed(centre: Centre) -> None:
    someone = await person(centre, paid=False)
    for cmd in (ErasePerson(someone.account), ErasePerson(member_id=someone.member)):
        with pytest.raises(WrongState, match="open"):
            await centre.do(cmd)


async def test_refused_while_a_subscription_charges(centre: Centre) -> None:
    account = (await centre.do(CreateAccount("7004", "Ulla", "USD", None, ["Uwe"]))).result.account
    ((member,),) = await centre.rows(f"select id from members where account_id = {account}")
    day = datetime.date(2030, 1, 1)
    await centre.do(
        CreateSubscription(
            account, "Membership", "SWIM", 100, SubscriptionInterval.MONTH, PaymentMethod.CARD, day, member_id=member
        )
    )
    for cmd in (ErasePerson(account), ErasePerson(member_id=member)):
        with pytest.raises(WrongState, match="ubscription"):
            await centre.do(cmd)


async def test_refused_without_one_that_exists(centre: Centre) -> None:
    for cmd in (ErasePerson(), ErasePerson(1, 1)):
        with pytest.raises(InvalidValue):
            await centre.do(cmd)
    for cmd in (ErasePerson(1), ErasePerson(member_id=1)):
        with pytest.raises(NotFound):
            await centre.do(cmd)


ERASE = (
    "mutation ($i: ErasePersonInput!) "
    "{ erasePerson(input: $i) { userErrors { code } account { ownerName } batch { id } } }"
)


async def test_needs_the_permission_to_manage_access(store: Store, centre: Centre) -> None:
    someone = await person(centre)
    clerk = Principal(PrincipalKind.TOKEN, "token:1", "token Clerk", frozenset(Permission) - {Permission.MANAGE_ACCESS})
    wanted = {"accountId": opaque("Account", someone.account)}
    async with Api(store, clerk) as api:
        answer = await api(ERASE, i=wanted)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    async with Api(store) as api:
        done = (await api.data(ERASE, i=wanted))["erasePerson"]
        assert done["account"] == {"ownerName": "erased #7001"}
        assert done["batch"] is not None


async def test_a_silently_erased_text_is_found(store: Store, centre: Centre) -> None:
    await person(centre)
    ((row_id,),) = await centre.rows("select min(id) from audit_texts")

    await execute(store, f"update audit_texts set salt = '' where id = {row_id}")
    assert [finding.rule for finding in await verify(store)] == ["R16a"]


def test_the_files_of_sqlite_hold_nothing(sqlite_url: str) -> None:
    """Through the command line: the file, its log, and pages that are free."""

    async def recorded() -> None:
        store = await Store.open(sqlite_url)
        centre = await Centre.open(store)
        someone = await person(centre)
        for _ in range(30):
            await centre.do(UpdateAccount(someone.account, owner_name=NAMES[1]))
            await centre.do(UpdateAccount(someone.account, owner_name=NAMES[0]))
        await store.close()

    async def verified() -> list[Finding]:
        store = await Store.open(sqlite_url)
        try:
            return await verify(store)
        finally:
            await store.close()

    asyncio.run(recorded())
    path = pathlib.Path(sqlite_url.removeprefix("sqlite:///"))
    assert NAMES[0] in found_in(path.parent, f"{path.name}*")
    shell = Shell(path.parent, sqlite_url)
    assert shell("erase", "--account", "7001", stdin="n\n").returncode == 1
    done = shell("erase", "--account", "7001", "--free-texts", "--yes")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "Backups" in done.stderr
    assert found_in(path.parent, f"{path.name}*") == []
    assert asyncio.run(verified()) == []
    assert shell("erase", "--account", "7001", "--free-texts", "--yes").returncode == 0
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("select 1 from accounts").fetchall()
        refused = shell("erase", "--account", "7001", "--yes")
        assert (refused.returncode, "Stop it" in refused.stderr) == (1, True)


async def test_the_files_of_postgresql_hold_nothing(postgres_url: str) -> None:
    store = await Store.open(postgres_url)
    someone = await person(await Centre.open(store))
    ((folder,),) = await ask(
        postgres_url, "select current_setting('data_directory') || '/base/' || oid from pg_database "
        "where datname = current_database()",
    )  # fmt: skip
    await ask(postgres_url, "checkpoint")
    assert NAMES[0] in found_in(pathlib.Path(folder), "*")
    await store.run(ErasePerson(someone.account, free_texts=True), OPERATOR)
    await store.close()
    await purge(postgres_url)
    assert found_in(pathlib.Path(folder), "*") == []
