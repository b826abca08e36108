"""Bulk commands: decided like single ones, with a fixed number of statements, all rows or row by row."""

import asyncio
import random
from collections.abc import Sequence
from typing import Any

import pytest

from domain.core.kinds import PaymentMethod
from domain.core.money import MAX_CENTS
from domain.errors import InvalidAmount, InvalidValue, NotFound, Refusal, Refusals
from domain.services.accounts import UpdateAccount
from domain.services.bulk import CreateInvoices, MakePayments, RecordedTransactions
from domain.services.invoices import CreateInvoice
from domain.services.marks import MarkInput
from domain.services.payments import MakePayment, Money
from domain.services.reconciliations import (
    CreateReconciliations,
    DeleteReconciliations,
    ModifyReconciliations,
    ReconciliationInput,
)
from domain.services.recording import ItemInput
from domain.services.rows import ROWS_MAX
from domain.store.store import Committed, Store
from tests.support.centre import Centre, run
from tests.support.contradictions import contradictions_of
from tests.support.counting import counting


async def pay(centre: Centre, rows: Sequence[MakePayment], *, keep: bool = False) -> Committed[RecordedTransactions]:
    return await centre.do(MakePayments(rows, keep))


async def bill(centre: Centre, rows: Sequence[CreateInvoice], *, keep: bool = False) -> Committed[RecordedTransactions]:
    return await centre.do(CreateInvoices(rows, keep))


def payment(account: int, cents: int, *marks: MarkInput, number: str | None = None) -> MakePayment:
    return MakePayment(account, Money(cents, PaymentMethod.CASH, number=number), apply_to=marks)


def invoice(account: int, *amounts: int, number: str | None = None, code: str = "SWIM") -> CreateInvoice:
    return CreateInvoice(account, [ItemInput("Swim lessons", code, cents) for cents in amounts], number=number)


async def numbers(centre: Centre) -> list[str]:
    return [row[0] for row in await centre.rows("select number from transactions order by account_id, recording_seq")]


async def test_rows_of_many_accounts_are_recorded_in_order(store: Store) -> None:
    centre = await Centre.open(store)
    bo = await centre.account("1002", "Bo")
    done = await bill(
        centre, [invoice(centre.rivera, 100), invoice(bo, 200), invoice(centre.rivera, 300), invoice(bo, 0)]
    )
    assert await numbers(centre) == ["INV-1001-1", "INV-1001-2", "INV-1002-1", "INV-1002-2"]
    recorded = await centre.rows("select id, amount_cents from transactions")
    assert [dict(recorded)[each] for each in done.result.transactions] == [100, 200, 300, 0]
    assert await centre.rows("select number, balance_cents from accounts order by number") == [
        ("1001", 400),
        ("1002", 200),
    ]
    assert len({row[0] for row in await centre.rows("select batch_id from transactions")}) == 1


async def test_a_later_row_sees_what_an_earlier_row_used(store: Store) -> None:
    centre = await Centre.open(store)
    item = (await centre.items((await centre.invoice(7_500)).result.transaction))[0].id
    mark = MarkInput(item_id=item)
    done = await pay(centre, [payment(centre.rivera, 5_000, mark) for _ in range(3)], keep=True)
    assert [each is None for each in done.result.transactions] == [False, False, True]
    assert done.result.refused[0][0] == "NOTHING_OPEN"
    assert done.result.refused[0][2:] == (["rows", "2", "applyTo", "0"], 2)
    assert await centre.rows("select amount_cents from reconciliations order by id") == [(5_000,), (2_500,)]
    assert await contradictions_of(centre.store) == []


async def test_one_bad_row_refuses_all_and_every_bad_row_is_named(store: Store) -> None:
    centre = await Centre.open(store)
    before = await centre.state()
    rows = [
        payment(centre.rivera, 100),
        payment(17, 100),
        payment(centre.rivera, 0),
        payment(centre.rivera, 100, MarkInput(invoice_id=1)),
        payment(centre.rivera, 100, number="P-1"),
        payment(centre.rivera, 100, number=" P-1 "),
        payment(centre.rivera, 100, number="x" * 51),
    ]
    with pytest.raises(Refusals) as refused:
        await pay(centre, rows)
    assert [(each.code, each.field, each.row) for each in refused.value.refusals] == [
        ("NOT_FOUND", ("rows", "1", "accountId"), 1),
        ("INVALID_AMOUNT", ("rows", "2", "amountCents"), 2),
        ("NOT_FOUND", ("rows", "3", "applyTo", "0", "invoiceId"), 3),
        ("DUPLICATE_NUMBER", ("rows", "5", "number"), 5),
        ("INVALID_VALUE", ("rows", "6", "number"), 6),
    ]
    assert await centre.state() == before


async def test_a_refused_row_leaves_nothing_behind(store: Store) -> None:
    centre = await Centre.open(store)
    item = (await centre.items((await centre.invoice(1_000)).result.transaction))[0].id
    exact = MarkInput(item_id=item, amount_cents=900)
    rows = [
        payment(centre.rivera, 900, exact),
        payment(centre.rivera, 900, exact, number="TAKEN"),
        payment(centre.rivera, 50, number="TAKEN"),
        payment(centre.rivera, 900, exact),
        payment(centre.rivera, 100, MarkInput(item_id=item)),
    ]
    done = await pay(centre, rows, keep=True)
    assert [each[3] for each in done.result.refused] == [1, 3]
    assert await numbers(centre) == ["INV-1001-1", "PAY-1001-1", "TAKEN", "PAY-1001-2"]
    assert await centre.rows("select recording_seq from transactions order by recording_seq") == [
        (1,),
        (2,),
        (3,),
        (4,),
    ]
    assert await centre.rows("select invoice_seq, payment_seq, recording_seq from accounts") == [(1, 2, 4)]
    assert await centre.rows("select count(*) from audit_events where action = 'transaction.created'") == [(4,)]
    assert await contradictions_of(centre.store) == []


async def test_generated_numbers_skip_requested_and_used_ones(store: Store) -> None:
    """Domain R5a."""
    centre = await Centre.open(store)
    await bill(centre, [invoice(centre.rivera, 1, number=f"INV-1001-{seq}") for seq in (2, 3, 5)])
    requested = ["INV-1001-1", None, None, "INV-1001-4", "INV-1001-8", None]
    done = await bill(centre, [invoice(centre.rivera, 1, number=number) for number in requested], keep=True)
    rows = await centre.rows("select number from transactions order by recording_seq")
    assert [row[0] for row in rows][3:] == ["INV-1001-1", "INV-1001-4", "INV-1001-6", "INV-1001-8", "INV-1001-7"]
    assert [(each[0], each[3]) for each in done.result.refused] == [("DUPLICATE_NUMBER", 3)]


async def test_skipping_many_used_numbers_needs_few_statements(store: Store) -> None:
    centre = await Centre.open(store)
    await bill(centre, [invoice(centre.rivera, 1, number=f"INV-1001-{seq}") for seq in range(1, 400)])
    with counting(store) as count:
        await bill(centre, [invoice(centre.rivera, 1) for _ in range(3)])
    assert count.statements < 30
    assert (await numbers(centre))[-3:] == ["INV-1001-400", "INV-1001-401", "INV-1001-402"]


@pytest.mark.parametrize("seed", range(4))
async def test_bulk_rows_have_the_result_of_single_commands(store: Store, seed: int, sqlite_url: str) -> None:
    state, refused = await a_story(await Centre.open(store), random.Random(seed), at_once=True)
    other = await Store.open(sqlite_url)
    one_by_one = await a_story(await Centre.open(other), random.Random(seed), at_once=False)
    await other.close()
    assert refused == one_by_one[1]
    assert refused
    assert state == one_by_one[0]


async def a_story(centre: Centre, chance: random.Random, *, at_once: bool) -> tuple[Any, list[tuple[str, int]]]:
    """Invoices and payments of two accounts, some of them refused; what they come to, and the refusals by row."""
    accounts = [centre.rivera, await centre.account("1002", "Bo")]
    members = [row[0] for row in await centre.rows("select id from members order by account_id, id")]
    requested = [None, None, "X-1", "X-2", "INV-1001-3", "PAY-1002-2", ""]
    bills = [
        CreateInvoice(
            chance.choice(accounts),
            [
                ItemInput(
                    "Swim lessons",
                    chance.choice(["SWIM", "CAMP", "SWIM", "NONE"] if chance.random() < 0.1 else ["SWIM"]),
                    chance.choice([0, 500, 7_500]),
                    chance.choice([None, None, members[0]]),
                )
                for _ in range(chance.choice([1, 1, 2, 3, 0]))
            ],
            number=chance.choice(requested),
        )
        for _ in range(25)
    ]
    refused = await rows_or_singles(centre, bills, at_once=at_once)
    invoices = [
        row[0] for row in await centre.rows("select id from transactions where withdrawn_at is null order by number")
    ]
    items = [
        row[0]
        for row in await centre.rows(
            "select i.id from items i join transactions t on t.id = i.transaction_id order by t.number, i.position"
        )
    ]
    payments = [
        MakePayment(
            chance.choice(accounts),
            Money(
                chance.choice([0, 500, 5_000, 9_000]),
                chance.choice(list(PaymentMethod)),
                number=chance.choice(requested),
            ),
            apply_to=[
                MarkInput(item_id=chance.choice(items), amount_cents=chance.choice([None, None, 400]))
                if chance.random() < 0.5
                else MarkInput(invoice_id=chance.choice(invoices), amount_cents=chance.choice([None, 400]))
                for _ in range(chance.choice([0, 1, 1, 2]))
            ],
        )
        for _ in range(60)
    ]
    refused += await rows_or_singles(centre, payments, at_once=at_once)
    assert await contradictions_of(centre.store) == []
    return await centre.state(), refused


async def rows_or_singles(
    centre: Centre, commands: Sequence[CreateInvoice] | Sequence[MakePayment], *, at_once: bool
) -> list[tuple[str, int]]:
    if at_once:
        many = bill if isinstance(commands[0], CreateInvoice) else pay
        done = await many(centre, commands, keep=True)  # type: ignore[operator]  # either way to record many
        return [(code, row) for code, _, _, row in done.result.refused]
    refused = []
    for row, cmd in enumerate(commands):
        try:
            await centre.do(cmd)
        except Refusal as refusal:
            refused.append((refusal.code, row))
    return refused


class Counted:
    """Runs each bulk mutation and its undo on so many rows, and counts the statements of each."""

    def __init__(self, centre: Centre, rows: int) -> None:
        self.centre = centre
        self.rows = rows
        self.statements: dict[str, int] = {}

    async def count(self, name: str, done: Any) -> Any:
        with counting(self.centre.store) as count:
            result = await done
        self.statements[name] = count.statements
        return result

    async def run(self) -> dict[str, int]:
        centre = self.centre
        accounts = [await centre.account(f"A{number}") for number in range(4)]
        of_row = [accounts[row % 4] for row in range(self.rows)]
        billed = await self.count("bill", bill(centre, [invoice(account, 500, 250) for account in of_row]))
        marks = [MarkInput(invoice_id=each, amount_cents=600) for each in billed.result.transactions]
        rows = [payment(account, 700, mark) for account, mark in zip(of_row, marks, strict=True)]
        paid = await self.count("pay", pay(centre, rows))
        await self.count("undo of pay", centre.undo(paid))
        paid = (await pay(centre, [payment(account, 700) for account in of_row])).result.transactions
        first = dict(await centre.rows("select transaction_id, id from items where position = 1"))
        pairs = zip(paid, billed.result.transactions, strict=True)
        reconciliations = [ReconciliationInput(first[credit], first[debit], 500) for credit, debit in pairs]
        create = centre.do(CreateReconciliations(reconciliations))
        made = await self.count("create", create)
        delete = DeleteReconciliations(made.result.reconciliations)
        deleted = await self.count("delete", centre.do(delete))
        await self.count("undo of delete", centre.undo(deleted))
        await self.count("undo of create", centre.undo(made))
        assert await contradictions_of(centre.store) == []
        return self.statements


async def test_statements_do_not_grow_with_the_number_of_rows(store: Store) -> None:
    few = await Counted(await Centre.open(store), 10).run()
    assert max(few.values()) <= 25

    class Again(Centre):
        async def account(self, number: str, owner: str = "Ann Rivera") -> int:
            return await super().account(f"B{number}", owner)

    many = await Counted(Again(store), 150).run()
    assert many == few


async def test_concurrent_bulk_inputs_neither_deadlock_nor_over_reconcile(store: Store) -> None:
    centre = await Centre.open(store)
    accounts = [await centre.account(f"R{number}") for number in range(5)]
    billed = await bill(centre, [invoice(account, 1_000) for account in accounts])
    marks = [MarkInput(invoice_id=each) for each in billed.result.transactions]
    chance = random.Random(1)
    inputs = []
    for _ in range(8):
        rows = [payment(account, 300, mark) for account, mark in zip(accounts, marks, strict=True)]
        inputs.append(MakePayments(chance.sample(rows, len(rows)), keep_good_rows=True))
    done = await asyncio.gather(*(run(store, cmd) for cmd in inputs))
    refused = [code for each in done for code, *_ in each.result.refused]
    assert refused == ["NOTHING_OPEN"] * (5 * 8 - 5 * 4)
    assert await centre.rows("select sum(amount_cents), count(*) from reconciliations") == [(5_000, 20)]
    assert await contradictions_of(store) == []


async def test_sums_beyond_the_largest_amount_are_refused(store: Store) -> None:
    centre = await Centre.open(store)
    before = await centre.state()
    for rows in (2, 2_000):
        with pytest.raises(InvalidAmount, match="The sums of account 1001"):
            await pay(centre, [payment(centre.rivera, MAX_CENTS)] * rows)
    assert await centre.state() == before


TOO_MANY = ROWS_MAX + 1


async def test_refuses_no_rows_and_too_many_rows(store: Store, subtests: pytest.Subtests) -> None:
    centre = await Centre.open(store)
    for command, field in [
        (CreateInvoices([]), "rows"),
        (CreateInvoices([invoice(1, 1)] * TOO_MANY), "rows"),
        (MakePayments([]), "rows"),
        (MakePayments([payment(1, 1)] * TOO_MANY, keep_good_rows=True), "rows"),
        (CreateReconciliations([]), "edges"),
        (CreateReconciliations([ReconciliationInput(1, 2, 3)] * TOO_MANY), "edges"),
        (DeleteReconciliations([1] * TOO_MANY), "reconciliationIds"),
    ]:
        with subtests.test(command=command):
            with pytest.raises(InvalidValue) as refused:
                await centre.do(command)
            assert refused.value.field == (field,)


async def test_refuses_a_modification_of_too_many_reconciliations(store: Store) -> None:
    centre = await Centre.open(store)
    paid = (await centre.payment(100)).result.transaction
    cmd = ModifyReconciliations(paid, [ReconciliationInput(1, 2, 3)] * TOO_MANY)
    with pytest.raises(InvalidValue):
        await centre.do(cmd)


async def test_a_refusal_points_to_the_bad_id_even_after_a_duplicate_id(store: Store) -> None:
    centre = await Centre.open(store)
    invoice = (await centre.invoice(500)).result.transaction
    reconciliation = (await centre.payment(500, MarkInput(invoice_id=invoice))).result.reconciliations[0]
    with pytest.raises(NotFound) as refused:
        await run(store, DeleteReconciliations([reconciliation, reconciliation, 1]))
    assert refused.value.field == ("reconciliationIds", "2")
    leo = (await centre.rows("select id from members where name = 'Leo'"))[0][0]
    with pytest.raises(NotFound) as refused:
        await run(store, UpdateAccount(centre.rivera, remove_member_ids=[leo, leo, 1]))
    assert refused.value.field == ("removeMemberIds", "2")
