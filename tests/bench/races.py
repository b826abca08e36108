"""Eight clients at once over-pay one item, round after round, on both databases.

    python -m tests.bench.races [rounds]

Prints for each database how many calls were done and refused, and what contradicts itself afterwards: nothing should.
"""

import asyncio
import contextlib
import pathlib
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence

import asyncpg

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.services.invoices import CreateCredit
from domain.services.marks import MarkWish
from domain.services.payments import MakePayment, Money
from domain.services.reconcile import ReconcileAccount
from domain.services.reconciliations import CreateReconciliations, EdgeWish, ModifyReconciliations
from domain.services.recording import ItemWish
from domain.store.migrate import migrate
from domain.store.store import Store
from tests.support.billing import Centre, active_edges, contradictions_of, refusal_codes, run
from tests.support.postgres import postgres_server, url_of

CLIENTS = 8
EXPECTED = {"OVER_RECONCILED", "NOTHING_OPEN", "ALREADY_RECONCILED"}
"""What a client who comes too late is told."""


async def a_round(centre: Centre, stores: Sequence[Store], seed: int) -> Counter[str]:
    """One account, one item of 75.00, eight clients who each want most of it; gives what they were answered.

    Raises whatever is neither done nor an expected refusal, and ``AssertionError`` where an edge is beyond the item.
    """
    rng = random.Random(seed)
    account = await centre.account(f"R{seed}")
    item = (await centre.items((await centre.invoice(7_500, account=account)).outcome.transaction))[0].id
    payments = [(await centre.payment(cents, account=account)).outcome.transaction for cents in (6_000, 5_000)]
    paid = [(await centre.items(payment))[0].id for payment in payments]
    cents = rng.choice((2_500, 5_000, 7_500))
    whole, exact = MarkWish(item_id=item), MarkWish(item_id=item, amount_cents=cents)
    deposit = TransactionKind.DEPOSIT
    wishes: list[object] = [
        MakePayment(account, Money(7_500, PaymentMethod.CASH), apply_to=[exact]),
        MakePayment(account, Money(9_000, PaymentMethod.CARD), apply_to=[whole]),
        MakePayment(account, Money(6_000, PaymentMethod.ECHECK), deposit, [whole]),
        CreateCredit(account, [ItemWish("Camp cancelled", "CAMP", 4_000)] * 2, apply_to=[whole]),
        *(CreateReconciliations([EdgeWish(each, item, 5_000)]) for each in paid),
        ModifyReconciliations(payments[0], [EdgeWish(paid[0], item, min(cents, 6_000))]),
        ReconcileAccount(account),
        ReconcileAccount(account, (deposit, TransactionKind.CREDIT)),
    ]
    chosen = rng.sample(wishes, CLIENTS)
    calls = (run(stores[turn % len(stores)], wish) for turn, wish in enumerate(chosen))
    answers = await asyncio.gather(*calls, return_exceptions=True)
    told: Counter[str] = Counter()
    for answer in answers:
        if isinstance(answer, BaseException):
            codes = refusal_codes(answer)
            assert EXPECTED.issuperset(codes), codes
            told.update(codes)
        else:
            told["done"] += 1
    held = sum(edge.cents for edge in await active_edges(stores[0]) if edge.debit == item)
    assert held <= 7_500, f"{held} on an item of 7500"
    return told


async def races(url: str, rounds: int, *, stores: int = 2) -> Counter[str]:
    """So many rounds on several open stores of one database (as several processes would); then all is checked."""
    opened = [await Store.open(url) for _ in range(stores)]
    try:
        centre = await Centre.open(opened[0])
        told: Counter[str] = Counter()
        for seed in range(rounds):
            told += await a_round(centre, opened, seed)
        found = await contradictions_of(opened[0])
        assert not found, found[:5]
        return told
    finally:
        for store in opened:
            await store.close()


@contextlib.asynccontextmanager
async def both_databases() -> AsyncIterator[dict[str, str]]:
    """A fresh migrated database of each kind, by its name."""
    with tempfile.TemporaryDirectory() as folder, postgres_server(fsync=True) as socket:
        connection = await asyncpg.connect(url_of(socket, "postgres"))
        await connection.execute("create database bench")
        await connection.close()
        urls = {"SQLite": f"sqlite:///{pathlib.Path(folder) / 'bench.db'}", "PostgreSQL": url_of(socket, "bench")}
        for url in urls.values():
            await migrate(url)
        yield urls


async def main(rounds: int) -> None:
    """Runs the rounds on both databases and prints."""
    async with both_databases() as urls:
        for name, url in urls.items():
            began = time.perf_counter()
            told = await races(url, rounds)
            seconds = time.perf_counter() - began
            print(
                f"{name:<10} {rounds} rounds of {CLIENTS} clients in {seconds:.1f} s: 0 over-reconciled, {dict(told)}"
            )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
