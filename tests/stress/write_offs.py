"""Eight clients at once write off one item, round after round, on both databases.

    python -m tests.stress.write_offs [rounds]

Prints for each database how many calls were done and refused, and how many items were written off beyond the limit: none.
"""

import random
from collections import Counter
from collections.abc import Sequence

from domain.core.kinds import PaymentMethod
from domain.services.cancellations import CancelItem, CancelItems
from domain.services.marks import MarkInput
from domain.services.payments import MakePayment, Money
from domain.services.write_offs import WriteOff, WriteOffItem
from domain.store.commands import Command
from domain.store.program import Sql
from domain.store.store import Store
from tests.stress.rounds import CLIENTS, at_once, main, play
from tests.support.centre import Centre, rows

LIMIT = 500
EXPECTED = {"OVER_LIMIT", "OVER_RECONCILED", "NOTHING_OPEN"}
"""The codes that a client who comes too late may get."""
BEYOND = Sql(
    "select r.debit_item_id from reconciliations r where r.origin = 'WRITE_OFF' and r.released_at is null "
    f"group by r.debit_item_id having sum(r.amount_cents) > {LIMIT}"
)
WRITTEN = Sql("select count(*) from reconciliations where origin = 'WRITE_OFF' and released_at is null")


async def a_round(centre: Centre, stores: Sequence[Store], seed: int) -> Counter[str]:
    """One item of 75.00 that eight clients write off; in every other round two pay or cancel most of it instead."""
    rng = random.Random(seed)
    account = await centre.account(f"W{seed}")
    item = (await centre.items((await centre.invoice(7_500, account=account)).result.transaction))[0].id
    commands: list[Command[object]] = [
        WriteOff([WriteOffItem(item, rng.choice((100, 200, 300, 500)))], "CAMP", "Too small") for _ in range(CLIENTS)
    ]
    if seed % 2:
        pay = MakePayment(account, Money(7_200, PaymentMethod.CASH), apply_to=[MarkInput(item_id=item)])
        commands[:2] = [pay, CancelItems([CancelItem(item, 7_100)])]
    rng.shuffle(commands)
    return await at_once(stores, commands, EXPECTED)


async def write_offs(url: str, rounds: int) -> Counter[str]:
    """So many rounds; then all is checked."""
    answered = await play(url, a_round, rounds, write_off_max={"USD": LIMIT})
    store = await Store.open(url)
    try:
        assert (await rows(store, WRITTEN))[0][0] >= rounds / 2, "hardly anything was written off"
        assert await rows(store, BEYOND) == []
    finally:
        await store.close()
    return answered


if __name__ == "__main__":
    main(write_offs, "beyond the limit")
