"""Eight clients at once refund the same money, round after round, on both databases (domain R20b).

    python -m tests.stress.refunds [rounds]

Prints for each database how many calls were done and refused, and how often more was paid out than was there: never.
"""

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

from domain.core.kinds import PaymentMethod
from domain.services.invoices import CreateCredit
from domain.services.recording import ItemInput
from domain.services.refunds import RecordRefund, RefundSource
from domain.store.commands import Command
from domain.store.store import Store
from tests.stress.rounds import CLIENTS, at_once, main, play
from tests.support.centre import Centre

CREDIT_CENTS = 15_000
EXPECTED = {"OVER_RECONCILED", "NOTHING_TO_REFUND"}
"""The codes that a client who comes too late may get."""


async def a_round(centre: Centre, stores: Sequence[Store], seed: int) -> Counter[str]:
    """An account with 150.00 of credit, eight clients who refund it with sources or without; returns their answers.

    Raises ``AssertionError`` if together they were paid more.
    """
    chance = random.Random(seed)
    account = await centre.account(f"R{seed}")
    paid = (await centre.payment(10_000, account=account)).result.transaction
    credit = CreateCredit(account, [ItemInput("Camp cancelled", "CAMP", 5_000)])
    sources = [
        [],
        [RefundSource(paid)],
        [RefundSource(paid), RefundSource((await centre.do(credit)).result.transaction)],
    ]

    def refund() -> Command[Any]:
        cents = chance.choice((2_500, 5_000, 10_000, 15_000))
        return RecordRefund(account, cents, PaymentMethod.CASH, sources=chance.choice(sources))

    reported = await at_once(stores, [refund() for _ in range(CLIENTS)], EXPECTED)
    rows = await centre.rows(
        f"select coalesce(sum(amount_cents), 0) from transactions where account_id = {account} and kind = 'REFUND'"
    )
    assert rows[0][0] <= CREDIT_CENTS, f"{rows[0][0]} refunded of {CREDIT_CENTS}"
    return reported


async def refunds(url: str, rounds: int) -> Counter[str]:
    """So many rounds; then all is checked."""
    return await play(url, a_round, rounds)


if __name__ == "__main__":
    main(refunds, "beyond")
