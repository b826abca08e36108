"""Making and releasing edges within a block: what every service that reconciles has in common (domain R6, R6a, R7)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from domain.core.allocation import Pairing, Part, Room, pair_oldest_first
from domain.core.edges import EdgeEnd, check_meeting
from domain.core.kinds import PaymentState, ReconciliationOrigin, TransactionKind
from domain.queries.cancellations import cancellations_of
from domain.queries.records import by_ids
from domain.rows import ItemRow, PlannedPaymentRow, ReconciliationRow, TransactionRow
from domain.rows.billing import carried
from domain.store.block import Block
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class Cancelled:
    """An invoice item and its cancellations: while processing money holds it, so much of them cannot be refunded (R7a)."""

    item: ItemRow
    cancellations: Sequence[ItemRow]

    @property
    def refundable_cents(self) -> int:
        """How much of what floats can be given back."""
        floating = sum(each.unreconciled_cents for each in self.cancellations)
        return max(0, floating - self.item.processing_cents)


@dataclass(frozen=True, slots=True)
class End:
    """An item with its transaction: one end of an edge that is to be. ``cancelled`` is set for cancellations."""

    item: ItemRow
    transaction: TransactionRow
    cancelled: Cancelled | None = field(default=None, repr=False)

    @property
    def refundable_cents(self) -> int:
        """How much of its open part may be refunded (domain R7a)."""
        free = self.item.unreconciled_cents
        return free if self.cancelled is None else min(free, self.cancelled.refundable_cents)

    @property
    def rules_end(self) -> EdgeEnd:
        """What the pure rules look at."""
        return EdgeEnd(
            item_id=self.item.id,
            transaction_id=self.transaction.id,
            account_id=self.item.account_id,
            kind=self.item.kind,
            payment_state=self.transaction.payment_state,
            open_cents=self.item.unreconciled_cents,
            refundable_cents=self.refundable_cents,
            corrects_id=self.transaction.corrects_id,
        )


def ends_of(items: Iterable[ItemRow]) -> Steps[dict[int, End]]:
    """Items with their transactions, by the item's id; withdrawn ones are left out."""
    present = {item.id: item for item in items if item.withdrawn_at is None}
    transactions = yield from by_ids(TransactionRow, {item.transaction_id for item in present.values()})
    cancelled = yield from _cancelled(present)
    return {
        item.id: End(item, transactions[item.transaction_id], cancelled.get(item.cancels_id or 0))
        for item in present.values()
    }


def _cancelled(present: dict[int, ItemRow]) -> Steps[dict[int, Cancelled]]:
    """The items that cancellations among ``present`` cancel, by id; rows that are present stand for themselves."""
    ids = {item.cancels_id for item in present.values() if item.cancels_id is not None}
    if not ids:
        return {}
    items = yield from by_ids(ItemRow, ids)
    siblings = yield from cancellations_of(ids)
    return {
        item_id: Cancelled(
            present.get(item_id, items[item_id]), [present.get(each.id, each) for each in siblings[item_id]]
        )
        for item_id in ids
    }


def accounts_of(rows: Iterable[ItemRow | ReconciliationRow]) -> set[int]:
    """The accounts of items and of both ends of edges: two where an edge joins them, kept as faulty or by damage."""
    accounts = set()
    for row in rows:
        accounts |= {row.account_id, row.credit_account_id if isinstance(row, ReconciliationRow) else row.account_id}
    return accounts


def add_edge(
    block: Block,
    credit: End,
    debit: End,
    amount_cents: int,
    origin: ReconciliationOrigin,
    replaces_id: int | None = None,
) -> ReconciliationRow:
    """Adds an edge to the block, and takes its room from both items as the block sees them."""
    check_meeting(credit.rules_end, debit.rules_end)
    processing = credit.transaction.payment_state is PaymentState.PROCESSING
    edge = _edge_row(block, credit, debit, amount_cents, origin, replaces_id, processing=processing)
    for item in (credit.item, debit.item):
        item.reconciled_cents += amount_cents
        item.processing_cents += amount_cents if processing else 0
        assert item.unreconciled_cents >= 0, f"{amount_cents} is beyond the room of item {item.id}"
    return block.changes.add(edge)


def add_faulty_edge(
    block: Block,
    credit: End,
    debit: End,
    amount_cents: int,
    origin: ReconciliationOrigin,
    replaces_id: int | None = None,
) -> ReconciliationRow:
    """Adds an edge that breaks the rules and is kept all the same (domain R22a): it takes no room and counts nowhere."""
    edge = _edge_row(block, credit, debit, amount_cents, origin, replaces_id, processing=False)
    edge.faulty = True
    return block.changes.add(edge)


def _edge_row(
    block: Block,
    credit: End,
    debit: End,
    amount_cents: int,
    origin: ReconciliationOrigin,
    replaces_id: int | None,
    *,
    processing: bool,
) -> ReconciliationRow:
    return ReconciliationRow(
        id=block.new_id(),
        account_id=debit.item.account_id,
        credit_account_id=credit.item.account_id,
        credit_item_id=credit.item.id,
        credit_transaction_id=credit.transaction.id,
        planned_payment_id=None,
        debit_item_id=debit.item.id,
        debit_transaction_id=debit.transaction.id,
        amount_cents=amount_cents,
        origin=origin,
        processing=processing,
        faulty=False,
        recorded_at=block.recorded_at(debit.item.account_id),
        recorded_by=block.actor.name,
        batch_id=block.batch.id,
        replaces_id=replaces_id,
        currency=block.accounts[debit.item.account_id].currency,
        **carried("credit", credit.item, credit.transaction),
        **carried("debit", debit.item, debit.transaction),
    )


def add_planned_edge(
    block: Block, planned: PlannedPaymentRow, debit: End, amount_cents: int, replaces_id: int | None = None
) -> ReconciliationRow:
    """Adds an edge whose money is still to come, and takes its room from the item (domain R6a).

    The caller has checked that it is an invoice's item, with the room for it, and within the planned payment's amount.
    """
    assert debit.item.kind is TransactionKind.INVOICE, "a planned payment holds invoice items alone"
    edge = ReconciliationRow(
        id=block.new_id(),
        account_id=planned.account_id,
        credit_account_id=planned.account_id,
        credit_item_id=None,
        credit_transaction_id=None,
        planned_payment_id=planned.id,
        debit_item_id=debit.item.id,
        debit_transaction_id=debit.transaction.id,
        amount_cents=amount_cents,
        origin=ReconciliationOrigin.INSTALLMENT,
        processing=False,
        faulty=False,
        recorded_at=block.recorded_at(planned.account_id),
        recorded_by=block.actor.name,
        batch_id=block.batch.id,
        replaces_id=replaces_id,
        currency=block.accounts[planned.account_id].currency,
        **carried("debit", debit.item, debit.transaction),
    )
    debit.item.planned_cents += amount_cents
    assert debit.item.unreconciled_cents >= 0, f"{amount_cents} is beyond the room of item {debit.item.id}"
    return block.changes.add(edge)


def release_edge(block: Block, edge: ReconciliationRow, items: Iterable[ItemRow] = ()) -> ReconciliationRow:
    """Ends an edge, and gives its room back to those of ``items`` that it was on (domain R16); a faulty one held none."""
    for item in items:
        if item.id in edge.item_ids and not edge.faulty:
            if edge.planned_payment_id is not None:
                item.planned_cents -= edge.amount_cents
            else:
                item.reconciled_cents -= edge.amount_cents
                item.processing_cents -= edge.amount_cents if edge.processing else 0
    return block.changes.change(edge, released_at=block.recorded_at(edge.account_id), released_batch_id=block.batch.id)


def rooms_of(items: Iterable[ItemRow]) -> list[Room]:
    """The open parts of items, in their order."""
    return [Room(item.id, item.unreconciled_cents) for item in items]


def apply_parts(
    block: Block, credits: Sequence[End], parts: Sequence[Part], debits: dict[int, End], origin: ReconciliationOrigin
) -> list[ReconciliationRow]:
    """Makes the edges by which credit items, first to last, pay parts of debit items, first to last (domain R8)."""
    wanted = [Room(part.item_id, part.amount_cents) for part in parts]
    pairings = pair_oldest_first(rooms_of(end.item for end in credits), wanted)
    ends = {end.item.id: end for end in credits} | {part.item_id: debits[part.item_id] for part in parts}
    return make_edges(block, pairings, ends, origin)


def make_edges(
    block: Block,
    pairings: Iterable[Pairing],
    ends: dict[int, End],
    origin: ReconciliationOrigin,
    existing: Collection[ReconciliationRow] = (),
) -> list[ReconciliationRow]:
    """Makes the edges of pairings. An existing pair is raised: its edge is released and a new one takes both (R6a)."""
    by_pair = {(edge.credit_item_id, edge.debit_item_id): edge for edge in existing}
    made = []
    for pairing in pairings:
        credit, debit = ends[pairing.credit_item_id], ends[pairing.debit_item_id]
        amount = pairing.amount_cents
        earlier = by_pair.get((credit.item.id, debit.item.id))
        if earlier is not None:
            release_edge(block, earlier, (credit.item, debit.item))
            amount += earlier.amount_cents
        made.append(add_edge(block, credit, debit, amount, origin))
    return made
