"""Blocks on the same accounts wait for each other, but never in a ring."""

import asyncio

from domain.services.reconciliations import EdgeWish, ModifyReconciliations
from domain.store.store import Store
from tests.bench.storm import deadlocks_of, storm
from tests.support.billing import Centre, refusal_codes, run

WISHES = 8


async def test_items_of_another_account_are_refused_without_waiting_for_it_in_a_ring(postgres_url: str) -> None:
    stores = [await Store.open(postgres_url) for _ in range(2)]
    centre = await Centre.open(stores[0])
    wishes = []
    invoiced, paid = [], []
    for account in (centre.rivera, await centre.account("1002")):
        invoiced.append((await centre.invoice(100, account=account)).outcome.transaction)
        paid.append((await centre.payment(100, account=account)).outcome.transaction)
    for invoice, payment in zip(invoiced, reversed(paid), strict=True):
        edge = EdgeWish((await centre.items(payment))[0].id, (await centre.items(invoice))[0].id, 5)
        wishes.append(ModifyReconciliations(invoice, [edge]))
    calls = [run(stores[number % 2], wishes[number // 2 % 2]) for number in range(60)]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert [refusal_codes(answer) for answer in answers if isinstance(answer, BaseException)] == [
        ["WRONG_ACCOUNT"]
    ] * len(calls)
    for store in stores:
        await store.close()
    assert await deadlocks_of(postgres_url) == 0


async def test_whatever_is_wished_for_at_once_postgresql_counts_no_deadlock(postgres_url: str) -> None:
    told = await storm(postgres_url, WISHES)
    assert told["done"] > WISHES
    assert [answer for answer in told if answer.startswith("INTERNAL")] == []
    assert await deadlocks_of(postgres_url) == 0
