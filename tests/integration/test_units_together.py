"""Units of work side by side in one transaction: each is done, or refused, as if it were alone."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from domain.core.kinds import PaymentMethod
from domain.errors import NotFound, NothingOpen, OverReconciled, Refusal
from domain.permissions import OPERATOR
from domain.services.cancellations import CancelItem, CancelItems
from domain.services.checkout import Checkout
from domain.services.invoices import CreateCredit, CreateInvoice
from domain.services.marks import MarkInput
from domain.services.payments import MakePayment, Money, PayBalance
from domain.services.reconciliations import CreateReconciliations, ReconciliationInput
from domain.services.recording import RecordedTransaction
from domain.services.refunds import RecordRefund, RefundSource
from domain.store.backend import Backend
from domain.store.commands import Command
from domain.store.locks import Locks
from domain.store.postgres import groups
from domain.store.program import AtOnce, ExecuteMany, Failed, Program, ProgramFactory, Query, Sql
from domain.store.store import Committed, Store
from domain.store.together import ALONE, NotTogether, together
from domain.store.unit_of_work import LOCK_ORGANISATION
from domain.verifying.verify import verify
from tests.integration.test_postgres import held
from tests.integration.test_round_trips import Sent
from tests.support.centre import Centre, items
from tests.support.contradictions import contradictions_of

PAID = Sql(
    "select t.account_id, t.number, t.amount_cents from transactions t where t.kind = 'PAYMENT' order by t.number"
)
NAMED = Sql("select x.number from accounts x where x.owner_name in :names order by x.number")
COUNT = Sql("select count(*) from accounts")
RENAME = Sql("update accounts set owner_name = :owner_name where id = :id")
CENTS = 1_000


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    store = await Store.open(database_url, connections=6, wait_s=4)
    yield store
    await store.close()


@pytest.fixture
async def postgres_store(postgres_url: str) -> AsyncIterator[Store]:
    store = await Store.open(postgres_url, connections=6, wait_s=4)
    yield store
    await store.close()


class Books:
    """Accounts that each have an open invoice."""

    def __init__(self, centre: Centre, accounts: Sequence[int], items: Sequence[int]) -> None:
        self.centre = centre
        self.accounts = accounts
        self.items = items

    @classmethod
    async def open(cls, store: Store, count: int = 6) -> "Books":
        centre = await Centre.open(store)
        accounts = [await centre.account(f"A{number}") for number in range(count)]
        invoices = [await centre.invoice(CENTS, account=account) for account in accounts]
        return cls(centre, accounts, [(await centre.items(invoice))[0].id for invoice in invoices])

    def payment(self, index: int, cents: int = 100, number: str | None = None) -> MakePayment:
        """A payment of the account's invoice."""
        money = Money(cents, PaymentMethod.CASH, number=number)
        return MakePayment(self.accounts[index], money, [MarkInput(item_id=self.items[index], amount_cents=cents)])

    async def paid(self) -> list[tuple[int, str, int]]:
        """All payments, once nothing contradicts anything."""
        assert await contradictions_of(self.centre.store) == []
        assert await verify(self.centre.store) == []
        return [(row[0], row[1], row[2]) for row in await self.centre.store.read(asked(Query(PAID)))]


def asked(step: Any) -> Program[Any]:
    return (yield step)


async def all_at_once(store: Store, *commands: Command[Any]) -> list[Any]:
    """What comes of commands that are sent at the same moment, after one that they wait for."""
    return await asyncio.gather(*(store.run(each, OPERATOR) for each in commands), return_exceptions=True)


async def test_payments_of_different_accounts_share_transactions(postgres_store: Store) -> None:
    books = await Books.open(postgres_store)
    await all_at_once(postgres_store, *map(books.payment, range(6)))  # so that every connection is there
    sent = Sent()
    await sent.listen(postgres_store.backend.pool)  # type: ignore[attr-defined]  # PostgreSQL's
    done = await all_at_once(
        postgres_store, *map(books.payment, range(6)), PayBalance(books.centre.rivera, PaymentMethod.CASH, 5)
    )
    assert isinstance(done.pop(), NothingOpen)
    assert len({each.batch_id for each in done}) == 6
    assert sent.texts.count("COMMIT;") <= 2 + groups.GROUPS_AT_ONCE
    assert sorted((account, cents) for account, _, cents in await books.paid()) == sorted(
        (account, 100) for account in books.accounts for _ in range(2)
    )


async def test_units_of_one_commit_ask_and_write_together_on_sqlite(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    books = await Books.open(store)
    asked: list[str] = []
    writer = store.backend.writer.connection  # type: ignore[attr-defined]  # SQLite's
    await writer.set_trace_callback(asked.append)
    await all_at_once(store, *map(books.payment, range(6)), books.payment(0))
    await writer.set_trace_callback(None)
    assert sum("from accounts a where a.id" in each for each in asked) == 2  # of six, and of one
    assert sum(each == "COMMIT" for each in asked) == 1
    written = [each.split()[2] for each in asked if each.startswith("insert into")]
    assert written[:6] == ["batches"] * 6
    assert len(await books.paid()) == 7
    await store.close()


async def test_payments_of_one_account_are_all_made(store: Store) -> None:
    books = await Books.open(store, 2)
    commands = [books.payment(index) for index in (0, 0, 1, 0, 1, 0, 0)]
    await all_at_once(store, *commands)
    numbers = [number for _, number, _ in await books.paid()]
    assert numbers == ["PAY-A0-1", "PAY-A0-2", "PAY-A0-3", "PAY-A0-4", "PAY-A0-5", "PAY-A1-1", "PAY-A1-2"]


async def test_a_refused_payment_concerns_no_other(store: Store) -> None:
    books = await Books.open(store)
    commands = [books.payment(index, CENTS + 1 if index == 3 else 100) for index in range(6)]
    outcomes = await all_at_once(store, *commands)
    assert [index for index, each in enumerate(outcomes) if isinstance(each, OverReconciled)] == [3]
    assert sorted(account for account, _, _ in await books.paid()) == sorted({*books.accounts} - {books.accounts[3]})


async def test_what_fails_after_writing_is_undone_alone(store: Store) -> None:
    books = await Books.open(store)

    def fails(_done: Committed[RecordedTransaction]) -> Program[None]:
        yield Query(COUNT)
        raise ValueError("the answer is too long")

    runs = [store.run(books.payment(index), OPERATOR, read_back=fails if index == 4 else None) for index in range(6)]
    outcomes = await asyncio.gather(*runs, return_exceptions=True)
    assert [index for index, each in enumerate(outcomes) if isinstance(each, ValueError)] == [4]
    assert sorted(account for account, _, _ in await books.paid()) == sorted({*books.accounts} - {books.accounts[4]})


async def test_one_number_is_taken_once(store: Store) -> None:
    books = await Books.open(store)
    outcomes = await all_at_once(store, *(books.payment(index, number="N-1") for index in range(6)))
    assert sum(isinstance(each, Committed) for each in outcomes) == 1
    assert {each.code for each in outcomes if isinstance(each, Refusal)} == {"DUPLICATE_NUMBER"}
    assert [number for _, number, _ in await books.paid()] == ["N-1"]


async def test_nobody_waits_for_an_account_that_somebody_else_holds(postgres_store: Store, postgres_url: str) -> None:
    books = await Books.open(postgres_store)
    async with held(postgres_url, f"select id from accounts where id = {books.accounts[2]} for update"):
        payments = [asyncio.create_task(postgres_store.run(books.payment(index), OPERATOR)) for index in range(6)]
        done, waiting = await asyncio.wait(payments, timeout=1)
        assert waiting == {payments[2]}
        assert len(done) == 5
    await payments[2]
    assert len(await books.paid()) == 6


async def test_one_key_is_used_once(store: Store) -> None:
    books = await Books.open(store)
    keys = ["a", "b", "a", "c", "b", "a"]
    runs = [store.run(books.payment({"a": 0, "b": 1, "c": 2}[key]), OPERATOR, key=key, arguments=key) for key in keys]
    outcomes = await asyncio.gather(*runs)
    assert sorted(each.replayed for each in outcomes) == [False] * 3 + [True] * 3
    assert len(await books.paid()) == 3


async def test_a_caller_who_has_gone_before_the_group_began_pays_nothing(store: Store) -> None:
    books = await Books.open(store)
    caller_has_gone = asyncio.Event()
    holding = asyncio.create_task(store.preview(lambda _: caller_has_gone.wait()))  # SQLite's only writer
    await asyncio.sleep(0)
    payments = [asyncio.create_task(store.run(books.payment(index), OPERATOR)) for index in range(5)]
    for _ in range(3):
        await asyncio.sleep(0)
    payments.append(asyncio.create_task(store.run(books.payment(5), OPERATOR)))
    await asyncio.sleep(0)
    payments[5].cancel()
    caller_has_gone.set()
    outcomes = await asyncio.gather(*payments, return_exceptions=True)
    assert isinstance(outcomes[5], asyncio.CancelledError)
    assert await holding
    assert len(await books.paid()) == 5


async def ran(backend: Backend, *makers: ProgramFactory[Any]) -> list[object]:
    return await backend.run_unit(lambda: together(makers))


async def test_equal_questions_are_answered_to_each(database_url: str) -> None:
    store = await Store.open(database_url)
    centre = await Centre.open(store)
    owners = ['Ann "Q" \\ Rivera', "{a,b}", "Bo, Jr.", "NULL", ""]
    for index, owner in enumerate(owners[:4]):
        await centre.account(f"B{index}", owner)
    several = AtOnce(
        [Query(NAMED, names=[owner]) for owner in owners] + [Query(NAMED, names=owners[2:0:-1]), Query(COUNT)]
    )
    found = await store.read(asked(several))
    assert [[row[0] for row in rows] for rows in found] == [["B0"], ["B1"], ["B2"], ["B3"], [], ["B1", "B2"], [5]]
    await store.close()


async def test_what_people_record_all_day_runs_side_by_side(store: Store) -> None:
    books = await Books.open(store)
    money = [await books.centre.payment(500, account=account) for account in books.accounts[4:]]
    credit, open_money = [(await books.centre.items(each))[0].id for each in money]
    commands: list[Command[Any]] = [
        CreateReconciliations([ReconciliationInput(open_money, books.items[5], 200)]),
        CreateInvoice(books.accounts[0], items(CENTS)),
        Checkout(books.accounts[1], items(("CAMP", CENTS)), payment=Money(400, PaymentMethod.CASH)),
        CreateCredit(books.accounts[2], items(300), apply_to=[MarkInput(item_id=books.items[2])]),
        CancelItems([CancelItem(books.items[3], 100)]),
        RecordRefund(books.accounts[4], 1, PaymentMethod.CASH, sources=[RefundSource(item_id=credit)]),
        CreateInvoice(books.centre.rivera, items(("NONE", 1))),
    ]
    assert all(each.in_group(store.context) for each in commands)
    numbered = dataclasses.replace(store.context, invoice_series="F")  # for which the organisation is locked
    assert [each.in_group(numbered) for each in commands] == [True, False, False, True, True, True, False]
    outcomes = await ran(store.backend, *(lambda cmd=cmd: store.unit(cmd, OPERATOR, Locks(), None) for cmd in commands))
    assert [type(each) for each in outcomes] == [Committed] * 6 + [Failed]
    assert isinstance(outcomes[6], Failed)
    assert isinstance(outcomes[6].error, NotFound)
    assert len(await books.paid()) == 3


async def test_what_only_one_alone_may_do_is_left_to_it(store: Store) -> None:
    centre = await Centre.open(store)
    renaming = ExecuteMany(RENAME, [("Bo", centre.rivera)])
    organisation, alone = (
        Query(LOCK_ORGANISATION),
        Query(Sql("update accounts set email = :email returning id"), email="a@example.org"),
    )
    outcomes = await ran(store.backend, lambda: asked(organisation), lambda: asked(renaming), lambda: asked(alone))
    assert outcomes == [ALONE, [], ALONE]

    def writes_first(step: Any) -> Program[None]:
        yield renaming
        yield step

    for step in (organisation, alone):
        with pytest.raises(NotTogether):
            await ran(store.backend, lambda step=step: writes_first(step))  # type: ignore[misc]  # as it is now
    refused, counted = await ran(store.backend, refusing, lambda: asked(Query(COUNT)))
    assert isinstance(refused, Failed)
    assert [*counted] == [(1,)]  # type: ignore[call-overload]  # rows
    assert await centre.rows("select owner_name, email from accounts") == [("Bo", None)]


def refusing() -> Program[None]:
    yield Query(COUNT)
    raise NothingOpen("no")
