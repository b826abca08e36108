"""Eight clients at once over-pay one item, round after round, on both databases.

    python -m tests.stress.races [rounds]

Prints for each database how many calls were done and refused, and what contradicts itself afterwards: nothing should.
"""

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.services.invoices import CreateCredit
from domain.services.marks import MarkInput
from domain.services.payments import CreateDeposit, MakePayment, Money
from domain.services.reconcile import ReconcileAccount
from domain.services.reconciliations import CreateReconciliations, ModifyReconciliations, ReconciliationInput
from domain.services.recording import ItemInput
from domain.store.commands import Command
from domain.store.store import Store
from tests.stress.rounds import CLIENTS, at_once, main, play
from tests.support.centre import Centre
from tests.support.contradictions import active_reconciliations

EXPECTED = {"OVER_RECONCILED", "NOTHING_OPEN", "ALREADY_RECONCILED"}
"""The codes that a client who comes too late may get."""


async def a_round(centre: Centre, stores: Sequence[Store], seed: int) -> Counter[str]:
    """One account, one item of 75.00, eight clients who each want most of it; gives what they were answered.

    Raises whatever is neither done nor an expected refusal, and ``AssertionError`` where a reconciliation goes beyond
    the item.
    """
    rng = random.Random(seed)
    account = await centre.account(f"R{seed}")
    item = (await centre.items((await centre.invoice(7_500, account=account)).result.transaction))[0].id
    payments = [(await centre.payment(cents, account=account)).result.transaction for cents in (6_000, 5_000)]
    paid = [(await centre.items(payment))[0].id for payment in payments]
    cents = rng.choice((2_500, 5_000, 7_500))
    whole, exact = MarkInput(item_id=item), MarkInput(item_id=item, amount_cents=cents)
    commands: list[Command[Any]] = [
        MakePayment(account, Money(7_500, PaymentMethod.CASH), apply_to=[exact]),
        MakePayment(account, Money(9_000, PaymentMethod.CARD), apply_to=[whole]),
        CreateDeposit(account, Money(6_000, PaymentMethod.ECHECK), [whole]),
        CreateCredit(account, [ItemInput("Camp cancelled", "CAMP", 4_000)] * 2, apply_to=[whole]),
        *(CreateReconciliations([ReconciliationInput(each, item, 5_000)]) for each in paid),
        ModifyReconciliations(payments[0], [ReconciliationInput(paid[0], item, min(cents, 6_000))]),
        ReconcileAccount(account),
        ReconcileAccount(account, (TransactionKind.DEPOSIT, TransactionKind.CREDIT)),
    ]
    reported = await at_once(stores, rng.sample(commands, CLIENTS), EXPECTED)
    held = sum(each.cents for each in await active_reconciliations(stores[0]) if each.debit == item)
    assert held <= 7_500, f"{held} on an item of 7500"
    return reported


async def races(url: str, rounds: int, *, stores: int = 2) -> Counter[str]:
    """So many rounds; then all is checked."""
    return await play(url, a_round, rounds, stores=stores)


if __name__ == "__main__":
    main(races, "over-reconciled")
