"""Eight clients at once record, charge and undo invoices of one series, on both databases (domain R5c, R18).

    python -m tests.stress.series [rounds]

Prints for each database how many calls were done and refused, and how often the series had a gap or a period was charged
twice: never.
"""

import asyncio
import datetime
import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

from domain.core.kinds import PaymentMethod, SubscriptionInterval
from domain.importing import ImportKind, ImportRecords
from domain.permissions import OPERATOR
from domain.services.bulk import CreateInvoices
from domain.services.charging import ChargeSubscriptions
from domain.services.checkout import Checkout
from domain.services.invoices import CreateInvoice
from domain.services.recording import ItemInput
from domain.services.subscriptions import CreateSubscription, UpdateSubscription
from domain.services.undo.batch import UndoBatch
from domain.store.clock import today_in
from domain.store.commands import Command
from domain.store.store import Preview, Store
from tests.stress.rounds import CLIENTS, answers_of, main, play
from tests.support.centre import Centre, items, run

STEPS = 3
"""How many things a client does in a round."""
EXPECTED = {"LATER_CHANGES", "WRONG_STATE", "INVALID_DATE"}
"""What an undo may get that others overtook, and a next date before the last charged period."""
HEADER = "invoice_number,account_number,date,description,ledger_code,amount"
IN_SERIES = "withdrawn_at is null and kind = 'INVOICE' and series is not null"
CHARGED_TWICE = (
    "select i.description, t.date from transactions t join items i on i.transaction_id = t.id where t.kind = 'INVOICE' "
    "and t.withdrawn_at is null and i.description like 'Pass %' group by i.description, t.date having count(*) > 1"
)


class Round:
    """What the clients of a round share: three accounts, a subscription of each, and the batches made so far."""

    def __init__(self, centre: Centre, seed: int) -> None:
        self.centre = centre
        self.seed = seed
        self.today = today_in(centre.store.context.zone, centre.store.clock())
        self.accounts: list[int] = []
        self.subscriptions: list[int] = []
        self.batches: list[int] = []

    async def begin(self) -> None:
        """Open the accounts, and subscriptions that began up to two years ago."""
        for place, days in enumerate((10, 100, 800)):
            account = await self.centre.account(f"R{self.seed}-{place}")
            begins = self.today - datetime.timedelta(days=days)
            subscription = CreateSubscription(
                account,
                f"Pass {self.seed}-{place}",
                "SWIM",
                100,
                SubscriptionInterval.MONTH,
                PaymentMethod.CARD,
                begins,
            )
            self.accounts.append(account)
            self.subscriptions.append((await self.centre.do(subscription)).result.subscription)

    def command(self, chance: random.Random, name: str) -> Command[Any]:
        """Return what a client does next; ``name`` is no other client's."""
        account, subscription = chance.choice(self.accounts), chance.choice(self.subscriptions)
        bad = CreateInvoice(account, [ItemInput("x", "NONE", 1)])
        row = f"X-{name},R{self.seed}-1,2026-01-05,x,SWIM,1"
        next_on = self.today - datetime.timedelta(days=chance.choice((0, 5, 30)))
        commands: list[Command[Any]] = [
            CreateInvoice(account, items(100)),
            Checkout(account, items(100, 200)),
            CreateInvoices([*(CreateInvoice(each, items(100)) for each in self.accounts), bad], keep_good_rows=True),
            ImportRecords(ImportKind.INVOICES, f"{HEADER}\n{row}\n".encode()),
            UpdateSubscription(subscription, paused=chance.random() < 0.5),
            UpdateSubscription(subscription, next_on=next_on),
            *[ChargeSubscriptions(catch_up=chance.random() < 0.7)] * 3,
        ]
        if self.batches:
            commands += [UndoBatch(chance.choice(self.batches[-CLIENTS:]))] * 2
        return chance.choice(commands)

    async def client(self, stores: Sequence[Store], turn: int) -> Counter[str]:
        """Do a few things one after the other; return the answers."""
        chance, answered = random.Random(self.seed * CLIENTS + turn), Counter[str]()
        for step in range(STEPS):
            store = stores[(turn + step) % len(stores)]
            cmd = self.command(chance, f"{self.seed}-{turn}-{step}")
            if chance.random() < 0.1:
                await store.preview(self._try)
            answered += await answers_of([self._run(store, cmd)], EXPECTED)
        return answered

    async def _try(self, preview: Preview) -> None:
        await preview.run(CreateInvoice(self.accounts[0], items(1)), OPERATOR)

    async def _run(self, store: Store, cmd: Command[Any]) -> None:
        done = await run(store, cmd)
        if done.batch_id is not None and not isinstance(cmd, UndoBatch):
            self.batches.append(done.batch_id)


async def a_round(centre: Centre, stores: Sequence[Store], seed: int) -> Counter[str]:
    """Eight clients on three accounts; returns their answers. Raises ``AssertionError`` for a gap or a second charge."""
    shared = Round(centre, seed)
    await shared.begin()
    answered: Counter[str] = Counter()
    for each in await asyncio.gather(*(shared.client(stores, turn) for turn in range(CLIENTS))):
        answered += each
    places = [row[0] for row in await centre.rows(f"select series_seq from transactions where {IN_SERIES} order by 1")]
    assert places == list(range(1, len(places) + 1)), f"the series has a gap: {places}"
    assert await centre.rows(CHARGED_TWICE) == []
    return answered


async def series(url: str, rounds: int) -> Counter[str]:
    """So many rounds; then all is checked."""
    return await play(url, a_round, rounds, invoice_series="F-")


if __name__ == "__main__":
    main(series, "gaps or second charges")
