"""Random histories of many accounts at once: every kind of transaction, of edge and of change, and odd dates.

What has a service goes through it on some accounts (``walk.py``, and undo); all else, and the rest of the accounts, by
``recorder.py``. One block tells a step of hundreds of accounts, so that ten thousands of accounts are a matter of minutes.
"""

import datetime
import random
from collections.abc import Callable, Sequence
from typing import Any

from domain.core.kinds import (
    PaymentMethod,
    PaymentState,
    PlannedPaymentState,
    ReconciliationOrigin,
    Side,
    TransactionKind,
)
from domain.errors import Refusal
from domain.permissions import OPERATOR
from domain.rows import ItemRow, ReconciliationRow
from domain.services.undo import UndoBatch, UndoOutcome, undo_batch
from domain.store.block import Block
from domain.store.steps import Steps
from domain.store.store import Command, Store
from tests.support.billing import Centre
from tests.support.recorder import Picture, Recorder
from tests.support.walk import Walk

CURRENCIES = ("USD", "EUR", "JPY")
ODD_DAYS = [
    *(datetime.date(2024, month, day) for month, day in ((1, 1), (1, 31), (2, 28), (2, 29), (3, 1), (3, 31), (12, 31))),
    *(datetime.date(2025, month, day) for month, day in ((1, 1), (2, 28), (3, 1), (3, 31), (4, 30))),
    *(datetime.date(1999, 12, 31), datetime.date(2023, 12, 31), datetime.date(2031, 7, 4)),
]
FIRST_DAY, DAYS = datetime.date(2024, 1, 1), 731
START = 1_735_689_600_000_000
"""The clock's first instant, 2025-01-01T00:00:00Z."""
MICROSECONDS_A_STEP = 3_600_000_000
GROUP = 250
"""Accounts that one block holds."""
METHODS = [*PaymentMethod, PaymentMethod.ECHECK]
RECEIVED = (TransactionKind.PAYMENT, TransactionKind.DEPOSIT)
CREDIT_KINDS = (*RECEIVED, TransactionKind.CREDIT, TransactionKind.CANCELLATION)


class Clock:
    """Tells instants that move mostly forwards; but a real clock is set back at times, and so is this one."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.now = START

    def __call__(self) -> int:
        return self.now

    def step(self) -> None:
        """Some time goes by."""
        self.now += self.chance.randint(1, MICROSECONDS_A_STEP)
        if self.chance.random() < 0.1:
            self.now -= self.chance.randint(1, 3 * MICROSECONDS_A_STEP)


class Histories(Recorder):
    """Accounts to which random things happen; the same seed tells the same histories on either database."""

    def __init__(self, store: Store, seed: int) -> None:
        super().__init__(store)
        self.chance = random.Random(seed)
        self.clock = Clock(self.chance)
        store.clock = self.clock
        self.undone = 0

    async def happen(self, pictures: Sequence[Picture], most: int = 3) -> None:
        """One step of each account, all in one block: up to ``most`` random changes each."""

        def changes() -> None:
            for picture in pictures:
                for _ in range(self.chance.randint(1, most)):
                    self.chance.choice(CHANGES)(self, picture)

        await self.within(pictures, changes)

    async def mistake(self, picture: Picture) -> None:
        """One change in a batch of its own, undone by the service, and sometimes the undo undone."""
        batch = await self.within([picture], lambda: self.chance.choice(UNDOABLE)(self, picture))
        for _ in range(self.chance.randint(1, 3)):
            if batch is None:
                break
            batch = await self._undo(batch)
        await self.look_again([picture])

    async def write(self, work: Callable[[Block], Steps[None]]) -> int | None:
        """Runs a block, some time after the one before."""
        self.clock.step()
        return await super().write(work)

    async def _undo(self, batch: int) -> int | None:
        self.clock.step()
        command, wish = Command("undoBatch", OPERATOR), UndoBatch(batch)
        try:
            done = await self.store.write(command, lambda block: undo_batch(block, wish), UndoOutcome)
        except Refusal:
            return None
        self.undone += 1
        return done.batch_id

    # what can happen; each within a block

    def some_invoice(self, picture: Picture) -> list[ItemRow]:
        """An invoice of one to four items, some of them free, some with a due date."""
        day = self.day()
        due = day + datetime.timedelta(self.chance.randint(0, 120)) if self.chance.random() < 0.5 else None
        items = [(self.code(), self.cents(smallest=0)) for _ in range(self.chance.randint(1, 4))]
        return self.charge(picture, items, day, due)

    def some_checkout(self, picture: Picture) -> None:
        """An invoice, and a payment for some of it or all."""
        items = self.some_invoice(picture)
        total = sum(item.amount_cents for item in items)
        if total:
            payment = self.receive(picture, self.chance.randint(1, total), self.day(), self.chance.choice(METHODS))
            self.settle(picture, [payment], items, ReconciliationOrigin.CHECKOUT)

    def some_payment(self, picture: Picture) -> None:
        """A payment, sometimes for what is open."""
        paid = self.receive(picture, self.cents(), self.day(), self.chance.choice(METHODS))
        if self.chance.random() < 0.6:
            self.settle(picture, [paid], picture.open(TransactionKind.INVOICE), ReconciliationOrigin.MARK)

    def some_deposit(self, picture: Picture) -> None:
        """Money held on the account."""
        self.receive(picture, self.cents(), self.day(), self.chance.choice(METHODS), TransactionKind.DEPOSIT)

    def some_credit(self, picture: Picture) -> None:
        """A credit memo of one or two items."""
        items = [(self.code(), self.cents()) for _ in range(self.chance.randint(1, 2))]
        self.charge(picture, items, self.day(), kind=TransactionKind.CREDIT)

    def some_cancellation(self, picture: Picture) -> None:
        """Takes back an invoice item in part or whole."""
        cancelled: dict[int | None, int] = {}
        for item in picture.items.values():
            cancelled[item.cancels_id] = cancelled.get(item.cancels_id, 0) + item.amount_cents
        invoiced = [item for item in picture.items.values() if item.kind is TransactionKind.INVOICE]
        rooms = [(item, item.amount_cents - cancelled.get(item.id, 0) - item.planned_cents) for item in invoiced]
        if rooms := [(item, room) for item, room in rooms if room > 0]:
            item, room = self.chance.choice(rooms)
            self.cancel(picture, item, self.chance.randint(1, room), self.day())

    def some_refund(self, picture: Picture) -> None:
        """Gives back confirmed credit, from its sources or unreconciled (R20)."""
        sources = [item for item in picture.open(*CREDIT_KINDS) if picture.state(item) is not PaymentState.PROCESSING]
        free = sum(item.unreconciled_cents for item in sources)
        free -= sum(item.unreconciled_cents for item in picture.open(TransactionKind.REFUND))
        if free <= 0:
            return
        refund = self.give_back(picture, self.chance.randint(1, free), self.day(), self.chance.choice(METHODS))
        if self.chance.random() < 0.8:
            self.settle(picture, sources, [refund], ReconciliationOrigin.REFUND)

    def some_plan(self, picture: Picture) -> None:
        """A planned payment that holds up to two invoice items, or none."""
        rooms = picture.open(TransactionKind.INVOICE)
        chosen = self.chance.sample(rooms, min(len(rooms), self.chance.randint(0, 2)))
        parts = [(item, self.chance.randint(1, item.unreconciled_cents)) for item in chosen]
        beyond = self.chance.choice([0, 0, 100])
        if parts or beyond:
            self.plan(picture, parts, self.day(), self.chance.choice(METHODS), beyond)

    def some_processing(self, picture: Picture) -> None:
        """A planned payment becomes a payment."""
        planned = self._some(picture.planned.values())
        if planned is not None:
            self.process(picture, planned, self.day())

    def some_unplanning(self, picture: Picture) -> None:
        """A planned payment is deleted, or its amount changed, which drops its edges (R17a)."""
        planned = self._some(picture.planned.values())
        if planned is None:
            return
        self.end_planned(picture, planned)
        if self.chance.random() < 0.5:
            self.block.changes.change(planned, state=PlannedPaymentState.DELETED)
        else:
            changed = {"amount_cents": planned.amount_cents + 1, "state": PlannedPaymentState.ADJUSTED}
            picture.planned[planned.id] = self.block.changes.change(planned, **changed)

    def some_confirmation(self, picture: Picture) -> None:
        """The bank confirms an eCheck."""
        waiting = [each for each in picture.transactions.values() if each.payment_state is PaymentState.PROCESSING]
        payment = self._some(waiting)
        if payment is not None:
            self.confirm(picture, payment)

    def some_failure(self, picture: Picture) -> None:
        """Money comes back, on the payment's day or later."""
        states = (PaymentState.PROCESSING, PaymentState.CONFIRMED)
        payment = self._some([each for each in picture.transactions.values() if each.payment_state in states])
        if payment is not None:
            self.fail(picture, payment, payment.date + datetime.timedelta(self.chance.choice([0, 1, 30])))

    def some_reconciliation(self, picture: Picture) -> None:
        """A person reconciles something open with something open."""
        credit = self._some(picture.open(*CREDIT_KINDS))
        if credit is not None:
            kinds = [TransactionKind.INVOICE]
            if picture.state(credit) is not PaymentState.PROCESSING:
                kinds.append(TransactionKind.REFUND)
            debit = self._some(picture.open(*kinds))
            if debit is not None:
                self.edge(picture, credit, debit, self.cents())

    def some_release(self, picture: Picture) -> None:
        """A person deletes a reconciliation, or gives it another amount; a wrong one only where its accounts are locked."""
        edge = self._some([edge for edge in picture.edges.values() if not self._locked(picture, edge)])
        if edge is None:
            return
        self.release(picture, edge)
        if self.chance.random() < 0.5 and edge.amount_cents > 1 and not edge.faulty:
            credit, debit = picture.items[edge.credit_item_id], picture.items[edge.debit_item_id]
            self.edge(picture, credit, debit, edge.amount_cents // 2)

    def some_spoiling(self, picture: Picture) -> None:
        """Now and then an import keeps an edge that is wrong: beyond an item's worth, and mostly of another account."""
        if self.chance.random() < 0.9:
            return
        other = self.chance.choice([each for each in self.block.accounts if each in self.pictures])
        credit = self._some([item for item in self.pictures[other].items.values() if item.side is Side.CREDIT])
        debit = self._some([item for item in picture.items.values() if item.side is Side.DEBIT])
        if credit is not None and debit is not None:
            self.spoil(picture, debit, credit, 10 * debit.amount_cents + 1)

    # what it is decided by

    def code(self) -> str:
        """A ledger code."""
        return self.chance.choice(list(self.codes))

    def cents(self, smallest: int = 1) -> int:
        """An amount, often a round one."""
        return self.chance.choice([smallest, 500, 2_000, 7_500, 3_333, self.chance.randint(1, 20_000)])

    def day(self) -> datetime.date:
        """A date of business, often an odd one."""
        if self.chance.random() < 0.3:
            return self.chance.choice(ODD_DAYS)
        return FIRST_DAY + datetime.timedelta(self.chance.randrange(DAYS))

    def _some(self, rows: Any) -> Any:
        listed = list(rows)
        return self.chance.choice(listed) if listed else None

    def _locked(self, picture: Picture, edge: ReconciliationRow) -> bool:
        if edge.faulty:
            return edge.credit_account_id not in self.block.accounts
        held = edge.planned_payment_id is not None or picture.items[edge.debit_item_id].planned_cents > 0
        return held or edge.processing or edge.debit_kind is TransactionKind.PAYMENT_CORRECTION


Change = Callable[[Histories, Picture], Any]
UNDOABLE: tuple[Change, ...] = (
    Histories.some_invoice,
    Histories.some_deposit,
    Histories.some_credit,
    Histories.some_cancellation,
    Histories.some_refund,
    Histories.some_reconciliation,
    Histories.some_release,
)
CHANGES: tuple[Change, ...] = (
    *UNDOABLE,
    *(Histories.some_checkout, Histories.some_payment, Histories.some_reconciliation) * 2,
    Histories.some_plan,
    Histories.some_processing,
    Histories.some_unplanning,
    Histories.some_confirmation,
    Histories.some_failure,
    Histories.some_spoiling,
)


async def tell(store: Store, seed: int, accounts: int, rounds: int = 6, walked: int = 4) -> Histories:
    """Histories of so many accounts: rounds of changes, mistakes taken back, and some accounts walked through services."""
    histories = Histories(store, seed)
    for begun in range(0, accounts, GROUP):
        pictures = await histories.open_accounts(min(GROUP, accounts - begun), CURRENCIES)
        walk = Walk(Centre(store), histories.chance)
        some = histories.chance.sample(pictures, min(walked, len(pictures)))
        walk.accounts = [picture.account_id for picture in some]
        for _ in range(rounds):
            await histories.happen(pictures)
            for picture in histories.chance.sample(pictures, len(pictures) // 50 + 1):
                await histories.mistake(picture)
            for _ in range(2 * len(some)):
                histories.clock.step()
                await walk.step()
            await histories.look_again(some)
    return histories
