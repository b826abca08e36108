"""Units of work on the same accounts wait for each other without deadlock."""

import asyncio

from domain.services.reconciliations import ModifyReconciliations, ReconciliationInput
from domain.store.store import Store
from tests.stress.storm import deadlocks_of, storm
from tests.support.centre import Centre, refusal_codes, run

COMMANDS = 8


async def test_refuses_items_of_another_account_without_a_deadlock(postgres_url: str) -> None:
    stores = [await Store.open(postgres_url) for _ in range(2)]
    centre = await Centre.open(stores[0])
    commands = []
    invoiced, paid = [], []
    for account in (centre.rivera, await centre.account("1002")):
        invoiced.append((await centre.invoice(100, account=account)).result.transaction)
        paid.append((await centre.payment(100, account=account)).result.transaction)
    for invoice, payment in zip(invoiced, reversed(paid), strict=True):
        reconciliation = ReconciliationInput(
            (await centre.items(payment))[0].id, (await centre.items(invoice))[0].id, 5
        )
        commands.append(ModifyReconciliations(invoice, [reconciliation]))
    calls = [run(stores[number % 2], commands[number // 2 % 2]) for number in range(60)]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert [refusal_codes(answer) for answer in answers if isinstance(answer, BaseException)] == [
        ["WRONG_ACCOUNT"]
    ] * len(calls)
    for store in stores:
        await store.close()
    assert await deadlocks_of(postgres_url) == 0


async def test_random_concurrent_commands_cause_no_deadlock_on_postgresql(postgres_url: str) -> None:
    reported = await storm(postgres_url, COMMANDS)
    assert reported["done"] > COMMANDS
    assert [answer for answer in reported if answer.startswith("INTERNAL")] == []
    assert await deadlocks_of(postgres_url) == 0
