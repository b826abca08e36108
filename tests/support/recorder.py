"""Recording every kind of transaction and edge on accounts, with amounts and dates that the caller says.

Rows are left in a block as a service would leave them, so that the store alone writes rows, sums and audit events; what
meets what is checked by the product's own rules (R6, R7).
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.core.kinds import (
    OUTSTANDING,
    PaymentMethod,
    PaymentState,
    PlannedPaymentState,
    ReconciliationOrigin,
    TransactionKind,
)
from domain.permissions import OPERATOR
from domain.queries.records import edges_from
from domain.rows import ItemRow, PlannedPaymentRow, ReconciliationRow, TransactionRow
from domain.rows.billing import carried
from domain.services.accounts import CreateAccount, new_account
from domain.services.edges import End, add_edge, release_edge
from domain.services.ledger_codes import new_ledger_code
from domain.services.numbers import PREFIX
from domain.services.recording import NewItem, NewTransaction, record
from domain.store.block import Block
from domain.store.steps import Fetch, Sql, Steps
from domain.store.store import Command, Store

CODES = ("SWIM", "CAMP", "ICE", "GYM", "ROOM", "SHOP")
ROWS_OF = {
    cls: Sql(f"select {cls.select_list('x')} from {cls.TABLE} x where x.account_id in :ids order by x.id")
    for cls in (TransactionRow, ItemRow, PlannedPaymentRow)
}
EDGES_OF = Sql(
    f"select {ReconciliationRow.select_list('x')}, 0 from reconciliations x where x.account_id in :ids "
    "and x.released_at is null order by x.id"
)


@dataclass(slots=True)
class Picture:
    """One account as its rows now are: what a change is decided from."""

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
        return [item for item in found if self.state(item) is not PaymentState.FAILED]

    def state(self, item: ItemRow) -> PaymentState | None:
        """The state of the money that an item is of."""
        return self.transactions[item.transaction_id].payment_state

    def end(self, item: ItemRow) -> End:
        """An item with its transaction."""
        return End(item, self.transactions[item.transaction_id])

    def edges_of(self, transaction_id: int) -> list[ReconciliationRow]:
        """A transaction's active edges, faulty ones left out."""
        edges = [edge for edge in self.edges.values() if not edge.faulty]
        return [edge for edge in edges if transaction_id in {edge.credit_transaction_id, edge.debit_transaction_id}]


class Recorder:
    """Records on accounts. What is recorded is recorded ``within`` a block."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.pictures: dict[int, Picture] = {}
        self.codes: dict[str, int] = {}
        self.block: Block

    async def open_accounts(self, count: int, currencies: Sequence[str] = ("USD",)) -> list[Picture]:
        """So many new accounts, their currencies in turn; the first call makes the ledger codes too."""
        made: list[Picture] = []

        def work(block: Block) -> Steps[None]:
            if not self.codes:
                yield from block.lock_organisation()
                self.codes = {code: new_ledger_code(block, code, f"{code.title()} & Co").id for code in CODES}
            for _ in range(count):
                number = f"A{len(self.pictures) + len(made) + 1:05}"
                wish = CreateAccount(number, f"Owner {number}", currencies[len(made) % len(currencies)])
                made.append(Picture(new_account(block, number, wish).id, number))

        await self.write(work)
        self.pictures |= {picture.account_id: picture for picture in made}
        return made

    async def within(self, pictures: Iterable[Picture], change: Callable[[], Any]) -> int | None:
        """Runs a change of these accounts as one block; gives its batch, None when nothing was changed."""
        ids = [picture.account_id for picture in pictures]

        def work(block: Block) -> Steps[None]:
            yield from block.lock_accounts(ids)
            self.block = block
            change()

        return await self.write(work)

    async def write(self, work: Callable[[Block], Steps[None]]) -> int | None:
        """Runs a block; gives its batch."""
        return (await self.store.write(Command("histories", OPERATOR), work, type(None))).batch_id

    async def look_again(self, pictures: Iterable[Picture]) -> None:
        """Reads accounts' pictures anew, after services changed them."""
        await self.store.read(_look({picture.account_id: picture for picture in pictures}))

    # what can be recorded; each within a block

    def record(
        self, picture: Picture, kind: TransactionKind, items: Sequence[NewItem], day: datetime.date, **facts: Any
    ) -> tuple[TransactionRow, list[ItemRow]]:
        """A transaction with its items."""
        picture.count += 1
        new = NewTransaction(kind, f"{PREFIX[kind]}-{picture.number}-H{picture.count}", day, items, "Told", **facts)
        transaction, rows = record(self.block, self.block.accounts[picture.account_id], new)
        picture.transactions[transaction.id] = transaction
        picture.items |= {row.id: row for row in rows}
        return transaction, rows

    def charge(
        self,
        picture: Picture,
        items: Sequence[tuple[str, int]],
        day: datetime.date,
        due_on: datetime.date | None = None,
        kind: TransactionKind = TransactionKind.INVOICE,
    ) -> list[ItemRow]:
        """An invoice, or a credit memo, with items of these codes and amounts."""
        new = [NewItem("Swim lessons", cents, self.codes[code]) for code, cents in items]
        return self.record(picture, kind, new, day, due_on=due_on)[1]

    def receive(
        self,
        picture: Picture,
        cents: int,
        day: datetime.date,
        method: PaymentMethod = PaymentMethod.CASH,
        kind: TransactionKind = TransactionKind.PAYMENT,
    ) -> ItemRow:
        """A payment or deposit; eChecks are processing."""
        state = PaymentState.PROCESSING if method is PaymentMethod.ECHECK else PaymentState.CONFIRMED
        new = [NewItem("Received", cents)]
        return self.record(picture, kind, new, day, method=method, payment_state=state)[1][0]

    def give_back(
        self, picture: Picture, cents: int, day: datetime.date, method: PaymentMethod = PaymentMethod.CASH
    ) -> ItemRow:
        """A refund, not reconciled yet."""
        return self.record(picture, TransactionKind.REFUND, [NewItem("Refund", cents)], day, method=method)[1][0]

    def cancel(self, picture: Picture, item: ItemRow, cents: int, day: datetime.date) -> ItemRow:
        """A cancellation of an invoice item: it settles what is open of it, the rest floats (R7a)."""
        new = [NewItem("Cancelled", cents, item.ledger_code_id, None, item.id)]
        cancellation = self.record(picture, TransactionKind.CANCELLATION, new, day)[1][0]
        self.settle(picture, [cancellation], [item], ReconciliationOrigin.CANCELLATION)
        return cancellation

    def confirm(self, picture: Picture, payment: TransactionRow) -> None:
        """The bank confirms an eCheck (R19)."""
        at = self.block.recorded_at(picture.account_id)
        confirmed = {"payment_state": PaymentState.CONFIRMED, "confirmed_at": at}
        picture.transactions[payment.id] = self.block.changes.change(payment, **confirmed)
        for edge in picture.edges_of(payment.id):
            picture.edges[edge.id] = self.block.changes.change(edge, processing=False)

    def fail(self, picture: Picture, payment: TransactionRow, day: datetime.date) -> ItemRow:
        """Money comes back: its edges are released and its correction recorded, reconciled with it (R19, R19a)."""
        for edge in picture.edges_of(payment.id):
            self.release(picture, edge)
        at = self.block.recorded_at(picture.account_id)
        failed = self.block.changes.change(payment, payment_state=PaymentState.FAILED, failed_at=at)
        picture.transactions[payment.id] = failed
        new, kind = [NewItem("Came back", payment.amount_cents)], TransactionKind.PAYMENT_CORRECTION
        facts = {"method": payment.method, "corrects_id": payment.id}
        correction = self.record(picture, kind, new, day, **facts)[1][0]
        (item,) = (item for item in picture.items.values() if item.transaction_id == payment.id)
        self.settle(picture, [item], [correction], ReconciliationOrigin.CORRECTION)
        return correction

    def plan(
        self,
        picture: Picture,
        parts: Sequence[tuple[ItemRow, int]],
        due_on: datetime.date,
        method: PaymentMethod = PaymentMethod.CARD,
        beyond_cents: int = 0,
    ) -> PlannedPaymentRow:
        """A planned payment that holds so much of invoice items, and ``beyond_cents`` more (R17)."""
        planned = PlannedPaymentRow(
            id=self.block.new_id(),
            account_id=picture.account_id,
            batch_id=self.block.batch.id,
            due_on=due_on,
            amount_cents=sum(cents for _, cents in parts) + beyond_cents,
            method=method,
            state=PlannedPaymentState.PLANNED,
            transaction_id=None,
            recorded_at=self.block.recorded_at(picture.account_id),
        )
        picture.planned[planned.id] = self.block.changes.add(planned)
        for item, cents in parts:
            edge = self.edge_row(picture, item, cents, ReconciliationOrigin.INSTALLMENT)
            edge.planned_payment_id = planned.id
            picture.edges[edge.id] = self.block.changes.add(edge)
            item.planned_cents += cents
        return planned

    def process(self, picture: Picture, planned: PlannedPaymentRow, day: datetime.date) -> ItemRow:
        """A planned payment becomes a payment, its planned edges real ones."""
        held = self.end_planned(picture, planned)
        paid = self.receive(picture, planned.amount_cents, day, planned.method)
        self.block.changes.change(planned, state=PlannedPaymentState.PROCESSED, transaction_id=paid.transaction_id)
        for edge in held:
            item = picture.items[edge.debit_item_id]
            self.edge(picture, paid, item, edge.amount_cents, ReconciliationOrigin.INSTALLMENT)
        return paid

    def end_planned(self, picture: Picture, planned: PlannedPaymentRow) -> list[ReconciliationRow]:
        """Ends a planned payment's edges and takes it out of the picture; gives the edges."""
        held = [edge for edge in picture.edges.values() if edge.planned_payment_id == planned.id]
        for edge in held:
            release_edge(self.block, edge)
            picture.items[edge.debit_item_id].planned_cents -= edge.amount_cents
            del picture.edges[edge.id]
        del picture.planned[planned.id]
        return held

    def settle(
        self, picture: Picture, credits: Sequence[ItemRow], debits: Sequence[ItemRow], origin: ReconciliationOrigin
    ) -> None:
        """Pairs credits with debits, each as far as both go."""
        for credit in credits:
            for debit in debits:
                self.edge(picture, credit, debit, credit.amount_cents, origin)

    def edge(
        self,
        picture: Picture,
        credit: ItemRow,
        debit: ItemRow,
        cents: int,
        origin: ReconciliationOrigin = ReconciliationOrigin.MANUAL,
    ) -> None:
        """An edge of as much of ``cents`` as both items have room for; none where the pair has one."""
        cents = min(cents, credit.unreconciled_cents, debit.unreconciled_cents)
        pairs = {(edge.credit_item_id, edge.debit_item_id) for edge in picture.edges.values() if not edge.faulty}
        if cents > 0 and (credit.id, debit.id) not in pairs:
            edge = add_edge(self.block, picture.end(credit), picture.end(debit), cents, origin)
            picture.edges[edge.id] = edge

    def release(self, picture: Picture, edge: ReconciliationRow) -> None:
        """Ends a real edge, or a faulty one."""
        items = () if edge.faulty else [picture.items[each] for each in edge.item_ids]
        release_edge(self.block, edge, items)
        del picture.edges[edge.id]

    def spoil(self, picture: Picture, debit: ItemRow, credit: ItemRow, cents: int) -> None:
        """An edge that an import keeps although it is wrong: of any amount, from a credit of any account (R22a)."""
        edge = self.edge_row(picture, debit, cents, ReconciliationOrigin.IMPORT)
        edge.faulty = True
        edge.credit_account_id, edge.credit_item_id = credit.account_id, credit.id
        edge.credit_transaction_id = credit.transaction_id
        transaction = self.pictures[credit.account_id].transactions[credit.transaction_id]
        for column, value in carried("credit", credit, transaction).items():
            setattr(edge, column, value)
        picture.edges[edge.id] = self.block.changes.add(edge)

    def edge_row(self, picture: Picture, debit: ItemRow, cents: int, origin: ReconciliationOrigin) -> ReconciliationRow:
        """An edge whose credit side is still to be said."""
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
