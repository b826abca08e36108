"""Random histories of many accounts at once: every kind of transaction, of edge and of change, and odd dates.

What has a service goes through it (``Centre.walk`` of ``walk.py``, and undo); the rest is left in blocks as a service
would leave it, so that rows, sums and audit events are written by the store alone and obey R4 to R7a. One block tells a
step of hundreds of accounts, which makes ten thousands of accounts a matter of minutes.
"""

import datetime
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.core.kinds import (
    OUTSTANDING,
    PaymentMethod,
    PaymentState,
    PlannedPaymentState,
    ReconciliationOrigin,
    Side,
    TransactionKind,
)
from domain.errors import Refusal
from domain.permissions import OPERATOR
from domain.queries.records import edges_from
from domain.rows import ItemRow, PlannedPaymentRow, ReconciliationRow, TransactionRow
from domain.rows.billing import carried
from domain.services.accounts import CreateAccount, new_account
from domain.services.edges import End, add_edge, release_edge
from domain.services.ledger_codes import new_ledger_code
from domain.services.recording import PREFIX, NewItem, NewTransaction, record
from domain.services.undo import UndoBatch, UndoOutcome, undo_batch
from domain.store.block import Block
from domain.store.steps import Fetch, Sql, Steps
from domain.store.store import Command, Store
from tests.support.billing import Centre
from tests.support.walk import Walk

CURRENCIES = ("USD", "EUR", "JPY")
CODES = ("SWIM", "CAMP", "ICE", "GYM", "ROOM", "SHOP")
ODD_DAYS = [
    *(datetime.date(2024, month, day) for month, day in ((1, 1), (1, 31), (2, 28), (2, 29), (3, 1), (3, 31), (12, 31))),
    *(datetime.date(2025, month, day) for month, day in ((1, 1), (2, 28), (3, 1), (3, 31), (4, 30))),
    *(datetime.date(1999, 12, 31), datetime.date(2023, 12, 31), datetime.date(2031, 7, 4)),
]
FIRST_DAY, DAYS = datetime.date(2024, 1, 1), 731
START = 1_735_689_600_000_000
"""The clock's first instant, 2025-01-01T00:00:00Z."""
GROUP = 250
"""Accounts that one block holds."""
MICROSECONDS_A_STEP = 3_600_000_000
RECEIVED = (TransactionKind.PAYMENT, TransactionKind.DEPOSIT)
CREDIT_KINDS = (*RECEIVED, TransactionKind.CREDIT, TransactionKind.CANCELLATION)

ROWS_OF = {
    cls: Sql(f"select {cls.select_list('x')} from {cls.TABLE} x where x.account_id in :ids order by x.id")
    for cls in (TransactionRow, ItemRow, PlannedPaymentRow)
}
EDGES_OF = Sql(
    f"select {ReconciliationRow.select_list('x')}, 0 from reconciliations x where x.account_id in :ids "
    "and x.released_at is null order by x.id"
)


class Clock:
    """Tells instants that a test sets; mostly forwards, but a real clock is set back at times, and so is this one."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.now = START

    def __call__(self) -> int:
        return self.now

    def step(self) -> None:
        self.now += self.chance.randint(1, MICROSECONDS_A_STEP)
        if self.chance.random() < 0.1:
            self.now -= self.chance.randint(1, 3 * MICROSECONDS_A_STEP)


@dataclass(slots=True)
class Picture:
    """One account as its rows now are: what a step is decided from."""

    account_id: int
    number: str
    transactions: dict[int, TransactionRow] = field(default_factory=dict)
    items: dict[int, ItemRow] = field(default_factory=dict)
    edges: dict[int, ReconciliationRow] = field(default_factory=dict)
    planned: dict[int, PlannedPaymentRow] = field(default_factory=dict)
    count: int = 0

    def open(self, *kinds: TransactionKind) -> list[ItemRow]:
        """Items of these kinds that have something open, and whose money did not fail; oldest first."""
        found = [item for item in self.items.values() if item.kind in kinds and item.unreconciled_cents > 0]
        return [
            item for item in found if self.transactions[item.transaction_id].payment_state is not PaymentState.FAILED
        ]

    def end(self, item: ItemRow) -> End:
        """An item with its transaction."""
        return End(item, self.transactions[item.transaction_id])

    def edges_of(self, transaction: TransactionRow) -> list[ReconciliationRow]:
        """A transaction's active edges, faulty ones left out."""
        ends = ("credit_transaction_id", "debit_transaction_id")
        return [
            edge
            for edge in self.edges.values()
            if not edge.faulty and any(getattr(edge, end) == transaction.id for end in ends)
        ]


class Histories:
    """Accounts to which random things happen; the same seed tells the same histories on either database."""

    def __init__(self, store: Store, seed: int, clock: Clock | None = None) -> None:
        self.store = store
        self.chance = random.Random(seed)
        self.clock = clock or Clock(self.chance)
        store.clock = self.clock
        self.pictures: dict[int, Picture] = {}
        self.codes: list[int] = []
        self.block: Block
        self.undone = 0

    async def open_accounts(self, count: int, currencies: Sequence[str] = CURRENCIES) -> list[Picture]:
        """So many new accounts, their currencies in turn; the first call makes the ledger codes too."""
        made: list[Picture] = []

        def work(block: Block) -> Steps[None]:
            if not self.codes:
                yield from block.lock_organisation()
                self.codes = [new_ledger_code(block, code, code.title()).id for code in CODES]
            for _ in range(count):
                number = f"A{len(self.pictures) + len(made) + 1:05}"
                wish = CreateAccount(number, f"Owner {number}", currencies[len(made) % len(currencies)])
                made.append(Picture(new_account(block, number, wish).id, number))

        await self._write(work)
        self.pictures |= {picture.account_id: picture for picture in made}
        return made

    async def happen(self, pictures: Sequence[Picture], most: int = 3) -> None:
        """One step of each account, all in one block: up to ``most`` random changes each."""

        def work(block: Block) -> Steps[None]:
            yield from block.lock_accounts(picture.account_id for picture in pictures)
            self.block = block
            for picture in pictures:
                for _ in range(self.chance.randint(1, most)):
                    self._one_of(picture, CHANGES)

        await self._write(work)

    async def mistake(self, picture: Picture) -> None:
        """One change in a batch of its own, undone by the service, and sometimes the undo undone."""

        def work(block: Block) -> Steps[None]:
            yield from block.lock_accounts([picture.account_id])
            self.block = block
            self._one_of(picture, UNDOABLE)

        batch = await self._write(work)
        for _ in range(self.chance.randint(1, 3)):
            if batch is None:
                break
            batch = await self._undo(batch)
        await self.look_again([picture])

    async def look_again(self, pictures: Iterable[Picture]) -> None:
        """Reads accounts' pictures anew, after services changed them."""
        by_id = {picture.account_id: picture for picture in pictures}
        await self.store.read(_look(by_id))

    async def _undo(self, batch: int) -> int | None:
        self.clock.step()
        command, wish = Command("undoBatch", OPERATOR), UndoBatch(batch)
        try:
            done = await self.store.write(command, lambda block: undo_batch(block, wish), UndoOutcome)
        except Refusal:
            return None
        self.undone += 1
        return done.batch_id

    async def _write(self, work: Callable[[Block], Steps[None]]) -> int | None:
        self.clock.step()
        return (await self.store.write(Command("histories", OPERATOR), work, type(None))).batch_id

    def _one_of(self, picture: Picture, changes: Sequence[Callable[["Histories", Picture], None]]) -> None:
        self.chance.choice(changes)(self, picture)

    # what can happen

    def invoice(self, picture: Picture) -> tuple[TransactionRow, list[ItemRow]]:
        """An invoice of one to four items, some of them free, some with a due date."""
        items = [
            NewItem("Swim lessons", self.cents(smallest=0), self.chance.choice(self.codes))
            for _ in range(self.chance.randint(1, 4))
        ]
        day = self.day()
        due = day + datetime.timedelta(self.chance.randint(0, 120)) if self.chance.random() < 0.5 else None
        return self._record(picture, TransactionKind.INVOICE, items, day, due_on=due)

    def checkout(self, picture: Picture) -> None:
        """An invoice and, on the same day, a payment for some of it or all."""
        _, items = self.invoice(picture)
        total = sum(item.amount_cents for item in items)
        if total:
            payment = self._receive(picture, TransactionKind.PAYMENT, self.chance.randint(1, total))
            self._settle(picture, [payment], items, ReconciliationOrigin.CHECKOUT)

    def payment(self, picture: Picture) -> None:
        """A payment, sometimes for what is open."""
        paid = self._receive(picture, TransactionKind.PAYMENT, self.cents())
        if self.chance.random() < 0.6:
            self._settle(picture, [paid], picture.open(TransactionKind.INVOICE), ReconciliationOrigin.MARK)

    def deposit(self, picture: Picture) -> None:
        """Money held on the account."""
        self._receive(picture, TransactionKind.DEPOSIT, self.cents())

    def credit(self, picture: Picture) -> None:
        """A credit memo of one or two items."""
        items = [
            NewItem("Goodwill", self.cents(), self.chance.choice(self.codes)) for _ in range(self.chance.randint(1, 2))
        ]
        self._record(picture, TransactionKind.CREDIT, items, self.day())

    def cancel(self, picture: Picture) -> None:
        """Takes back an invoice item in part or whole: settles what is open of it, the rest floats (R7a)."""
        cancelled: dict[int | None, int] = {}
        for item in picture.items.values():
            cancelled[item.cancels_id] = cancelled.get(item.cancels_id, 0) + item.amount_cents
        invoiced = [item for item in picture.items.values() if item.kind is TransactionKind.INVOICE]
        rooms = [(item, item.amount_cents - cancelled.get(item.id, 0) - item.planned_cents) for item in invoiced]
        rooms = [(item, room) for item, room in rooms if room > 0]
        if not rooms:
            return
        item, room = self.chance.choice(rooms)
        new = [NewItem("Cancelled", self.chance.randint(1, room), item.ledger_code_id, None, item.id)]
        _, (cancellation,) = self._record(picture, TransactionKind.CANCELLATION, new, self.day())
        self._edge(picture, cancellation, item, cancellation.amount_cents, ReconciliationOrigin.CANCELLATION)

    def refund(self, picture: Picture) -> None:
        """Gives back confirmed credit, from its sources or unreconciled (R20)."""
        sources = [item for item in picture.open(*CREDIT_KINDS) if not self._processing(picture, item)]
        free = sum(item.unreconciled_cents for item in sources)
        free -= sum(item.unreconciled_cents for item in picture.open(TransactionKind.REFUND))
        if free <= 0:
            return
        amount = self.chance.randint(1, free)
        _, (refund,) = self._record(picture, TransactionKind.REFUND, [NewItem("Refund", amount)], self.day())
        if self.chance.random() < 0.8:
            self._settle(picture, sources, [refund], ReconciliationOrigin.REFUND)

    def plan(self, picture: Picture) -> None:
        """A planned payment that holds up to two invoice items (R17)."""
        rooms = picture.open(TransactionKind.INVOICE)
        chosen = self.chance.sample(rooms, min(len(rooms), self.chance.randint(0, 2)))
        parts = [(item, self.chance.randint(1, item.unreconciled_cents)) for item in chosen]
        amount = sum(cents for _, cents in parts) + self.chance.choice([0, 0, 100])
        if not amount:
            return
        planned = PlannedPaymentRow(
            id=self.block.new_id(),
            account_id=picture.account_id,
            batch_id=self.block.batch.id,
            due_on=self.day(),
            amount_cents=amount,
            method=self.chance.choice(list(PaymentMethod)),
            state=PlannedPaymentState.PLANNED,
            transaction_id=None,
            recorded_at=self.block.recorded_at(picture.account_id),
        )
        picture.planned[planned.id] = self.block.changes.add(planned)
        for item, cents in parts:
            self._planned_edge(picture, planned, item, cents)

    def process(self, picture: Picture) -> None:
        """A planned payment becomes a payment, its planned edges real ones; a changed one arrives unreconciled."""
        planned = self._some(picture.planned)
        if planned is None:
            return
        held = self._end_planned(picture, planned)
        paid = self._receive(picture, TransactionKind.PAYMENT, planned.amount_cents, planned.method)
        self.block.changes.change(planned, state=PlannedPaymentState.PROCESSED, transaction_id=paid.transaction_id)
        for edge in held:
            item = picture.items[edge.debit_item_id]
            self._edge(picture, paid, item, edge.amount_cents, ReconciliationOrigin.INSTALLMENT)

    def unplan(self, picture: Picture) -> None:
        """A planned payment is deleted, or its amount changed, which drops its edges (R17a)."""
        planned = self._some(picture.planned)
        if planned is None:
            return
        self._end_planned(picture, planned)
        if self.chance.random() < 0.5:
            self.block.changes.change(planned, state=PlannedPaymentState.DELETED)
        else:
            changed = {"amount_cents": planned.amount_cents + 1, "state": PlannedPaymentState.ADJUSTED}
            picture.planned[planned.id] = self.block.changes.change(planned, **changed)

    def confirm(self, picture: Picture) -> None:
        """The bank confirms an eCheck (R19)."""
        waiting = [each for each in picture.transactions.values() if each.payment_state is PaymentState.PROCESSING]
        if not waiting:
            return
        payment = self.chance.choice(waiting)
        at = self.block.recorded_at(picture.account_id)
        confirmed = {"payment_state": PaymentState.CONFIRMED, "confirmed_at": at}
        picture.transactions[payment.id] = self.block.changes.change(payment, **confirmed)
        for edge in picture.edges_of(payment):
            picture.edges[edge.id] = self.block.changes.change(edge, processing=False)

    def fail(self, picture: Picture) -> None:
        """Money comes back: its edges are released and its correction recorded, reconciled with it (R19, R19a)."""
        states = (PaymentState.PROCESSING, PaymentState.CONFIRMED)
        candidates = [each for each in picture.transactions.values() if each.payment_state in states]
        if not candidates:
            return
        payment = self.chance.choice(candidates)
        for edge in picture.edges_of(payment):
            self._release(picture, edge)
        at = self.block.recorded_at(picture.account_id)
        failed = self.block.changes.change(payment, payment_state=PaymentState.FAILED, failed_at=at)
        picture.transactions[payment.id] = failed
        day = payment.date + datetime.timedelta(self.chance.choice([0, 1, 30]))
        new, kind = [NewItem("Came back", payment.amount_cents)], TransactionKind.PAYMENT_CORRECTION
        _, (correction,) = self._record(picture, kind, new, day, method=payment.method, corrects_id=payment.id)
        (item,) = (item for item in picture.items.values() if item.transaction_id == payment.id)
        self._edge(picture, item, correction, payment.amount_cents, ReconciliationOrigin.CORRECTION)

    def reconcile(self, picture: Picture) -> None:
        """A person reconciles something open with something open."""
        credit = self._some_of(picture.open(*CREDIT_KINDS))
        if credit is not None:
            kinds = [TransactionKind.INVOICE]
            if not self._processing(picture, credit):
                kinds.append(TransactionKind.REFUND)
            debit = self._some_of(picture.open(*kinds))
            if debit is not None:
                self._edge(picture, credit, debit, self.cents(), ReconciliationOrigin.MANUAL)

    def release(self, picture: Picture) -> None:
        """A person deletes a reconciliation, or gives it another amount; a wrong one only where its accounts are locked."""
        free = [edge for edge in picture.edges.values() if not self._locked(picture, edge)]
        if not free:
            return
        edge = self.chance.choice(free)
        self._release(picture, edge)
        raised = self.chance.random() < 0.5 and edge.amount_cents > 1
        if raised and not edge.faulty and edge.credit_item_id is not None:
            credit, debit = picture.items[edge.credit_item_id], picture.items[edge.debit_item_id]
            self._edge(picture, credit, debit, edge.amount_cents // 2, ReconciliationOrigin.MANUAL)

    def spoil(self, picture: Picture) -> None:
        """An import keeps an edge that is wrong: beyond an item's worth, or to another account (R22a)."""
        if self.chance.random() < 0.9:
            return
        other = self.chance.choice([each for each in self.block.accounts if each in self.pictures])
        credit = self._some_of([item for item in self.pictures[other].items.values() if item.side is Side.CREDIT])
        debit = self._some_of([item for item in picture.items.values() if item.side is Side.DEBIT])
        if credit is not None and debit is not None:
            edge = self._edge_row(picture, debit, 10 * debit.amount_cents + 1, ReconciliationOrigin.IMPORT)
            edge.faulty = True
            edge.credit_account_id, edge.credit_item_id = credit.account_id, credit.id
            edge.credit_transaction_id = credit.transaction_id
            transaction = self.pictures[other].transactions[credit.transaction_id]
            for column, value in carried("credit", credit, transaction).items():
                setattr(edge, column, value)
            picture.edges[edge.id] = self.block.changes.add(edge)

    # how it is written

    def cents(self, smallest: int = 1) -> int:
        """An amount, often a round one."""
        return self.chance.choice([smallest, 500, 2_000, 7_500, 3_333, self.chance.randint(1, 20_000)])

    def day(self) -> datetime.date:
        """A date of business, often an odd one."""
        if self.chance.random() < 0.3:
            return self.chance.choice(ODD_DAYS)
        return FIRST_DAY + datetime.timedelta(self.chance.randrange(DAYS))

    def _some(self, rows: dict[int, Any]) -> Any:
        return self._some_of(list(rows.values()))

    def _some_of(self, rows: Sequence[Any]) -> Any:
        return self.chance.choice(rows) if rows else None

    def _record(
        self, picture: Picture, kind: TransactionKind, items: Sequence[NewItem], day: datetime.date, **facts: Any
    ) -> tuple[TransactionRow, list[ItemRow]]:
        picture.count += 1
        if kind is TransactionKind.REFUND:
            facts["method"] = self.chance.choice(list(PaymentMethod))
        new = NewTransaction(kind, f"{PREFIX[kind]}-{picture.number}-H{picture.count}", day, items, "Told", **facts)
        transaction, rows = record(self.block, self.block.accounts[picture.account_id], new)
        picture.transactions[transaction.id] = transaction
        picture.items |= {row.id: row for row in rows}
        return transaction, rows

    def _receive(
        self, picture: Picture, kind: TransactionKind, cents: int, method: PaymentMethod | None = None
    ) -> ItemRow:
        method = method or self.chance.choice([*PaymentMethod, PaymentMethod.ECHECK])
        state = PaymentState.PROCESSING if method is PaymentMethod.ECHECK else PaymentState.CONFIRMED
        facts = {"method": method, "payment_state": state}
        _, (item,) = self._record(picture, kind, [NewItem("Received", cents)], self.day(), **facts)
        return item

    def _settle(
        self, picture: Picture, credits: Sequence[ItemRow], debits: Sequence[ItemRow], origin: ReconciliationOrigin
    ) -> None:
        for credit in credits:
            for debit in debits:
                self._edge(picture, credit, debit, credit.amount_cents, origin)

    def _edge(
        self, picture: Picture, credit: ItemRow, debit: ItemRow, cents: int, origin: ReconciliationOrigin
    ) -> None:
        """An edge of as much of ``cents`` as both items have room for; none where the pair has one."""
        cents = min(cents, credit.unreconciled_cents, debit.unreconciled_cents)
        pairs = {(edge.credit_item_id, edge.debit_item_id) for edge in picture.edges.values() if not edge.faulty}
        if cents > 0 and (credit.id, debit.id) not in pairs:
            edge = add_edge(self.block, picture.end(credit), picture.end(debit), cents, origin)
            picture.edges[edge.id] = edge

    def _release(self, picture: Picture, edge: ReconciliationRow) -> None:
        items = () if edge.faulty else [picture.items[each] for each in edge.item_ids]
        release_edge(self.block, edge, items)
        del picture.edges[edge.id]

    def _planned_edge(self, picture: Picture, planned: PlannedPaymentRow, item: ItemRow, cents: int) -> None:
        edge = self._edge_row(picture, item, cents, ReconciliationOrigin.INSTALLMENT)
        edge.planned_payment_id = planned.id
        picture.edges[edge.id] = self.block.changes.add(edge)
        item.planned_cents += cents

    def _end_planned(self, picture: Picture, planned: PlannedPaymentRow) -> list[ReconciliationRow]:
        """Ends a planned payment's edges and takes it out of the picture; gives the edges."""
        held = [edge for edge in picture.edges.values() if edge.planned_payment_id == planned.id]
        for edge in held:
            release_edge(self.block, edge)
            picture.items[edge.debit_item_id].planned_cents -= edge.amount_cents
            del picture.edges[edge.id]
        del picture.planned[planned.id]
        return held

    def _edge_row(
        self, picture: Picture, debit: ItemRow, cents: int, origin: ReconciliationOrigin
    ) -> ReconciliationRow:
        return ReconciliationRow(
            id=self.block.new_id(),
            account_id=picture.account_id,
            credit_account_id=picture.account_id,
            credit_item_id=None,
            credit_transaction_id=None,
            planned_payment_id=None,
            debit_item_id=debit.id,
            debit_transaction_id=debit.transaction_id,
            amount_cents=cents,
            origin=origin,
            processing=False,
            faulty=False,
            recorded_at=self.block.recorded_at(picture.account_id),
            recorded_by=OPERATOR.name,
            batch_id=self.block.batch.id,
            currency=self.block.accounts[picture.account_id].currency,
            **carried("debit", debit, picture.transactions[debit.transaction_id]),
        )

    def _processing(self, picture: Picture, item: ItemRow) -> bool:
        return picture.transactions[item.transaction_id].payment_state is PaymentState.PROCESSING

    def _locked(self, picture: Picture, edge: ReconciliationRow) -> bool:
        if edge.faulty:
            return edge.credit_account_id not in self.block.accounts
        held = edge.planned_payment_id is not None or picture.items[edge.debit_item_id].planned_cents > 0
        return held or edge.processing or edge.debit_kind is TransactionKind.PAYMENT_CORRECTION


Change = Callable[[Histories, Picture], Any]
UNDOABLE: tuple[Change, ...] = (
    Histories.invoice, Histories.deposit, Histories.credit, Histories.cancel, Histories.refund, Histories.reconcile,
    Histories.release,
)  # fmt: skip
CHANGES: tuple[Change, ...] = (
    *UNDOABLE, Histories.checkout, Histories.checkout, Histories.payment, Histories.payment, Histories.plan,
    Histories.process, Histories.unplan, Histories.confirm, Histories.fail, Histories.reconcile, Histories.spoil,
)  # fmt: skip


def _look(by_id: dict[int, Picture]) -> Steps[None]:
    ids = sorted(by_id)
    for picture in by_id.values():
        picture.transactions, picture.items, picture.edges, picture.planned = {}, {}, {}, {}
    for row in TransactionRow.load_all((yield Fetch(ROWS_OF[TransactionRow], ids=ids))):
        if row.withdrawn_at is None:
            by_id[row.account_id].transactions[row.id] = row
    for item in ItemRow.load_all((yield Fetch(ROWS_OF[ItemRow], ids=ids))):
        if item.withdrawn_at is None:
            by_id[item.account_id].items[item.id] = item
    for planned in PlannedPaymentRow.load_all((yield Fetch(ROWS_OF[PlannedPaymentRow], ids=ids))):
        if planned.withdrawn_at is None and planned.state in OUTSTANDING:
            by_id[planned.account_id].planned[planned.id] = planned
    for edge in edges_from((yield Fetch(EDGES_OF, ids=ids))):
        by_id[edge.account_id].edges[edge.id] = edge


async def tell(store: Store, seed: int, accounts: int, rounds: int = 6, walked: int = 4) -> Histories:
    """Histories of so many accounts: rounds of changes, mistakes taken back, and some accounts walked through services."""
    histories = Histories(store, seed)
    for begun in range(0, accounts, GROUP):
        pictures = await histories.open_accounts(min(GROUP, accounts - begun))
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
