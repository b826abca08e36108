"""Eight clients at once record into a day that a ninth closes, round after round, on both databases (domain R46).

    python -m tests.stress.closings [rounds]

Prints for each database how many calls were done and refused, and how often something was recorded in the closed day after
the closing's instant: never.
"""

import datetime
import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

from domain.core.kinds import PaymentMethod
from domain.importing import ImportKind, ImportRecords
from domain.services.bulk import CreateInvoices, MakePayments
from domain.services.checkout import Checkout
from domain.services.closing import CloseBooks, ReopenBooks
from domain.services.invoices import CreateCredit, CreateInvoice
from domain.services.marks import MarkInput
from domain.services.payments import CreateDeposit, MakePayment, Money
from domain.services.transactions import UpdateTransaction
from domain.services.undo.batch import UndoBatch
from domain.store.clock import today_in
from domain.store.commands import Command
from domain.store.store import Store
from tests.stress.rounds import CLIENTS, answers_of, at_once, main, play
from tests.support.centre import Centre, items, run

EXPECTED = {"BOOKS_CLOSED"}
LATE = (
    "select t.number from transactions t join books_closings c on t.date <= c.through and ("
    "t.recorded_at > c.recorded_at and t.recorded_at < coalesce(c.reopened_at, 9000000000000000000) "
    "or t.withdrawn_at > c.recorded_at and t.withdrawn_at < coalesce(c.reopened_at, 9000000000000000000) "
    "or exists (select 1 from transaction_versions v where v.transaction_id = t.id and v.ended_at > c.recorded_at "
    "and v.method <> coalesce((select w.method from transaction_versions w where w.transaction_id = t.id "
    "and w.ended_at > v.ended_at order by w.ended_at limit 1), t.method) "
    "and v.ended_at < coalesce(c.reopened_at, 9000000000000000000)))"
)
"""What was recorded, withdrawn or restated in a period while that was closed."""


async def a_round(centre: Centre, stores: Sequence[Store], seed: int) -> Counter[str]:
    """Clients on accounts of their own record into one day, and somebody closes it meanwhile; returns their answers.

    Raises ``AssertionError`` where something falls into the closed day after the closing's instant, or once it is closed.
    """
    rng = random.Random(seed)
    today = today_in(centre.store.context.zone, centre.store.clock())
    day = today - datetime.timedelta(days=40)
    accounts = [await centre.account(f"R{seed}-{place}") for place in range(CLIENTS)]
    owed = await centre.invoice(500, account=accounts[0], date=day)
    paid = await centre.payment(700, account=accounts[1], date=day)
    assert paid.batch_id is not None
    mark = MarkInput(invoice_id=owed.result.transaction)
    commands: list[Command[Any]] = [
        MakePayment(accounts[0], Money(100, PaymentMethod.CASH, day), [mark]),
        MakePayment(accounts[2], Money(100, PaymentMethod.CARD, day)),
        CreateDeposit(accounts[3], Money(100, PaymentMethod.ECHECK, day)),
        CreateInvoice(accounts[4], items(100, 200), day),
        rng.choice((Checkout(accounts[5], items(100), day), CreateCredit(accounts[5], items(100), day))),
        rng.choice((UndoBatch(paid.batch_id), UpdateTransaction(paid.result.transaction, method=PaymentMethod.CHECK))),
        rng.choice(
            (
                MakePayments([MakePayment(each, Money(10, PaymentMethod.CASH, day)) for each in accounts[6:]]),
                CreateInvoices([CreateInvoice(each, items(10), day) for each in accounts[6:]]),
            )
        ),
        ImportRecords(ImportKind.PAYMENTS, f"account_number,date,amount\nR{seed}-2,{day},1.00\n".encode()),
    ]
    calls = [run(stores[turn % len(stores)], each) for turn, each in enumerate(rng.sample(commands, CLIENTS))]
    answered = await answers_of([*calls, _close(centre, stores[seed % 2 - 1], day, rng.randrange(25))], EXPECTED)
    late = await at_once(stores, [CreateInvoice(accounts[4], items(1), day)] * 2, EXPECTED)
    assert late == Counter(BOOKS_CLOSED=2), late
    await run(stores[seed % len(stores)], ReopenBooks(day))
    found = await centre.rows(LATE)
    assert found == [], f"recorded after the closing: {found[:5]}"
    return answered


async def _close(centre: Centre, store: Store, day: datetime.date, after: int) -> None:
    """Close a day after so many reads, so that the clients are somewhere under way."""
    for _ in range(after):
        await centre.rows("select 1")
    await run(store, CloseBooks(day))


async def closings(url: str, rounds: int, *, stores: int = 2) -> Counter[str]:
    """So many rounds; then all is checked."""
    return await play(url, a_round, rounds, stores=stores)


if __name__ == "__main__":
    main(closings, "records after a closing")
