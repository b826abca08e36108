"""Clients at the same moment: an item is never reconciled beyond its amount (domain R6), and nobody sees an error."""

import asyncio

from domain.core.kinds import PaymentMethod
from domain.services.invoices import CreateInvoice
from domain.services.marks import MarkWish
from domain.services.payments import MakePayment, Money
from domain.services.reconcile import ReconcileAccount
from domain.services.reconciliations import DeleteReconciliations, EdgeWish, ModifyReconciliations
from domain.services.recording import ItemWish
from domain.services.undo import UndoBatch
from domain.store.store import Store
from tests.bench.races import CLIENTS, races
from tests.support.billing import Centre, active_edges, contradictions_of, refusal_codes, run

ROUNDS = 15


async def test_eight_clients_never_over_reconcile_an_item(database_url: str) -> None:
    told = await races(database_url, ROUNDS)
    assert told["done"] >= ROUNDS
    assert told["OVER_RECONCILED"] > 0


async def test_clients_of_one_process_never_over_reconcile_an_item(database_url: str) -> None:
    told = await races(database_url, 5, stores=1)
    assert told["done"] >= 5


async def test_accounts_that_are_worked_on_at_once_do_not_disturb_each_other(store: Store) -> None:
    centre = await Centre.open(store)
    accounts = [await centre.account(f"A{number}") for number in range(4)]
    for account in accounts:
        await centre.invoice(7_500, 7_500, 2_000, account=account)
    wishes = [
        wish
        for _ in range(5)
        for account in accounts
        for wish in (
            MakePayment(account, Money(1_500, PaymentMethod.CASH)),
            ReconcileAccount(account),
            CreateInvoice(account, [ItemWish("Swim lessons", "SWIM", 500)] * 2),
        )
    ]
    await asyncio.gather(*(run(store, wish) for wish in wishes))
    for account in accounts:
        await run(store, ReconcileAccount(account))
    assert sum(edge.cents for edge in await active_edges(store)) == 4 * 5 * 1_500
    assert await contradictions_of(store) == []


async def test_one_edge_is_ended_once_by_whoever_comes_first(store: Store) -> None:
    centre = await Centre.open(store)
    for number in range(5):
        account = await centre.account(f"E{number}")
        item = (await centre.items((await centre.invoice(7_500, account=account)).outcome.transaction))[0].id
        done = await centre.payment(7_500, MarkWish(item_id=item), account=account)
        payment, batch = done.outcome.transaction, done.batch_id
        paid = (await centre.items(payment))[0].id
        assert batch is not None
        edge = next(each.id for each in await active_edges(store) if each.debit == item)
        wishes = [
            DeleteReconciliations([edge]),
            DeleteReconciliations(transaction_id=payment),
            ModifyReconciliations(payment, [EdgeWish(paid, item, 2_500)]),
            ModifyReconciliations(payment, [EdgeWish(paid, item, 5_000)]),
            UndoBatch(batch),
            UndoBatch(batch),
            ReconcileAccount(account),
            MakePayment(account, Money(5_000, PaymentMethod.CASH), apply_to=[MarkWish(item_id=item)]),
        ]
        assert len(wishes) == CLIENTS
        answers = await asyncio.gather(*(run(store, wish) for wish in wishes), return_exceptions=True)
        told = {code for answer in answers if isinstance(answer, BaseException) for code in refusal_codes(answer)}
        assert told <= {"NOT_FOUND", "LATER_CHANGES", "WRONG_STATE", "NOTHING_OPEN", "OVER_RECONCILED"}
        assert await contradictions_of(store) == []


async def test_one_number_is_given_once(store: Store) -> None:
    centre = await Centre.open(store)
    accounts = [await centre.account(f"N{number}") for number in range(CLIENTS)]
    wishes = [
        CreateInvoice(account, [ItemWish("Swim lessons", "SWIM", 100)], number="INV-2026") for account in accounts
    ]
    answers = await asyncio.gather(*(run(store, wish) for wish in wishes), return_exceptions=True)
    told = [refusal_codes(answer) for answer in answers if isinstance(answer, BaseException)]
    assert told == [["DUPLICATE_NUMBER"]] * (CLIENTS - 1)
    assert await contradictions_of(store) == []
