"""What is acknowledged is committed: another connection sees it at the very moment (domain R36)."""

import asyncio

from domain.core.kinds import PaymentMethod
from domain.permissions import OPERATOR
from domain.services.payments import MakePayment, Money
from domain.store.program import Sql
from domain.store.store import Store
from tests.support.centre import Centre, rows


async def test_an_acknowledged_payment_is_seen_by_another_process(store: Store, database_url: str) -> None:
    centre = await Centre.open(store)
    accounts = await centre.accounts([str(2001 + each) for each in range(6)])
    another = await Store.open(database_url)

    async def pay(account: int) -> int:
        done = await store.run(MakePayment(account, Money(100, PaymentMethod.CASH)), OPERATOR)
        return len(await rows(another, Sql(f"select 1 from batches where id = {done.batch_id}")))

    try:
        for _ in range(3):
            assert await asyncio.gather(*map(pay, accounts)) == [1] * len(accounts)
    finally:
        await another.close()
