"""Concurrent clients: no item is reconciled beyond its amount (domain R6), and no client sees an internal error."""

import asyncio

from domain.core.kinds import PaymentMethod
from domain.services.invoices import CreateInvoice
from domain.services.marks import MarkInput
from domain.services.payments import MakePayment, Money
from domain.services.reconcile import ReconcileAccount
from domain.services.reconciliations import DeleteReconciliations, ModifyReconciliations, ReconciliationInput
from domain.services.recording import ItemInput
from domain.services.undo.batch import UndoBatch
from domain.store.store import Store
from tests.stress.races import races
from tests.stress.refunds import refunds
from tests.stress.rounds import CLIENTS
from tests.stress.staged_files import staged_files
from tests.support.centre import Centre, refusal_codes, run
from tests.support.contradictions import active_reconciliations, contradictions_of

ROUNDS = 8


async def test_eight_clients_never_over_reconcile_an_item(database_url: str) -> None:
    reported = await races(database_url, ROUNDS)
    assert reported["done"] >= ROUNDS
    assert reported["OVER_RECONCILED"] > 0


async def test_clients_of_one_process_never_over_reconcile_an_item(database_url: str) -> None:
    reported = await races(database_url, 5, stores=1)
    assert reported["done"] >= 5


async def test_eight_clients_never_refund_the_same_money_twice(database_url: str) -> None:
    """Domain R20b."""
    reported = await refunds(database_url, ROUNDS)
    assert reported["done"] >= ROUNDS
    assert reported["NOTHING_TO_REFUND"] + reported["OVER_RECONCILED"] > 0


async def test_concurrent_commands_on_different_accounts_do_not_interfere(store: Store) -> None:
    centre = await Centre.open(store)
    accounts = [await centre.account(f"A{number}") for number in range(4)]
    for account in accounts:
        await centre.invoice(7_500, 7_500, 2_000, account=account)
    commands = [
        command
        for _ in range(5)
        for account in accounts
        for command in (
            MakePayment(account, Money(1_500, PaymentMethod.CASH)),
            ReconcileAccount(account),
            CreateInvoice(account, [ItemInput("Swim lessons", "SWIM", 500)] * 2),
        )
    ]
    await asyncio.gather(*(run(store, command) for command in commands))
    for account in accounts:
        await run(store, ReconcileAccount(account))
    assert sum(each.cents for each in await active_reconciliations(store)) == 4 * 5 * 1_500
    assert await contradictions_of(store) == []


async def test_one_reconciliation_is_released_once_by_the_first_caller(store: Store) -> None:
    centre = await Centre.open(store)
    for number in range(5):
        account = await centre.account(f"E{number}")
        item = (await centre.items((await centre.invoice(7_500, account=account)).result.transaction))[0].id
        done = await centre.payment(7_500, MarkInput(item_id=item), account=account)
        payment, batch = done.result.transaction, done.batch_id
        paid = (await centre.items(payment))[0].id
        assert batch is not None
        reconciliation = next(each.id for each in await active_reconciliations(store) if each.debit == item)
        commands = [
            DeleteReconciliations([reconciliation]),
            DeleteReconciliations(transaction_id=payment),
            ModifyReconciliations(payment, [ReconciliationInput(paid, item, 2_500)]),
            ModifyReconciliations(payment, [ReconciliationInput(paid, item, 5_000)]),
            UndoBatch(batch),
            UndoBatch(batch),
            ReconcileAccount(account),
            MakePayment(account, Money(5_000, PaymentMethod.CASH), apply_to=[MarkInput(item_id=item)]),
        ]
        assert len(commands) == CLIENTS
        answers = await asyncio.gather(*(run(store, command) for command in commands), return_exceptions=True)
        reported = {code for answer in answers if isinstance(answer, BaseException) for code in refusal_codes(answer)}
        assert reported <= {"NOT_FOUND", "LATER_CHANGES", "WRONG_STATE", "NOTHING_OPEN", "OVER_RECONCILED"}
        assert await contradictions_of(store) == []


async def test_one_number_is_assigned_once(store: Store) -> None:
    centre = await Centre.open(store)
    accounts = [await centre.account(f"N{number}") for number in range(CLIENTS)]
    commands = [
        CreateInvoice(account, [ItemInput("Swim lessons", "SWIM", 100)], number="INV-2026") for account in accounts
    ]
    answers = await asyncio.gather(*(run(store, command) for command in commands), return_exceptions=True)
    reported = [refusal_codes(answer) for answer in answers if isinstance(answer, BaseException)]
    assert reported == [["DUPLICATE_NUMBER"]] * (CLIENTS - 1)
    assert await contradictions_of(store) == []


async def test_eight_clients_who_import_the_same_rows_record_each_once(database_url: str) -> None:
    """Domain R41a, R24b: whether a file is imported at once or staged and published in parts."""
    reported = await staged_files(database_url, 3)
    assert reported["done"] >= 3
    assert reported["CONFLICT"] > 0
