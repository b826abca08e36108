"""Undoing a batch, whatever mutation made it, from its audit rows alone (domain R25, R25a)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from domain.core.edges import check_new_edge
from domain.core.kinds import PaymentState
from domain.errors import LaterChanges, NotFound, PermissionMissing, Refusal, WrongState
from domain.permissions import MUTATION_PERMISSIONS
from domain.queries.batches import permissions_behind, seen_batches
from domain.queries.dependents import uses_of
from domain.queries.history import edges_with_stand_ins, events_of, later_batches
from domain.queries.planned import planned_edges_of
from domain.queries.records import (
    active_edges_of_debits,
    active_edges_of_transactions,
    by_ids,
    held_by_ids,
    items_of,
)
from domain.rows import (
    AuditEventRow,
    BatchRow,
    ItemRow,
    LedgerCodeRow,
    PlannedPaymentRow,
    ReconciliationRow,
    Record,
    SubscriptionRow,
    TransactionRow,
    UserRow,
)
from domain.services.edges import End, accounts_of, add_edge, add_faulty_edge, add_planned_edge, ends_of, release_edge
from domain.services.footing import as_set_back, batch_words, check_footing, stood_on
from domain.services.installments import plannable
from domain.services.jobs import queue_undo
from domain.services.setting_back import KEPT, PLAIN, as_left, holder_of_key, leaves, set_back
from domain.store.block import Block
from domain.store.steps import Steps

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class UndoBatch:
    """The batch that shall be undone."""

    batch_id: int


@dataclass(frozen=True, slots=True)
class UndoOutcome:
    """The batch that was undone, and the accounts that it touched; or the job that undoes it account by account."""

    undone: int
    accounts: list[int]
    job: int | None = None


def undo_batch(block: Block, wish: UndoBatch) -> Steps[UndoOutcome]:
    """Ends what a batch made, re-makes what it ended, sets back what it changed, withdraws what it recorded.

    An undo is itself a batch and may be undone, unless it withdrew a transaction. Raises ``NotFound``,
    ``PermissionMissing``, ``WrongState`` (undone already, processing money, bank facts, passwords), ``LaterChanges``
    naming the later batches, and what ``check_footing`` raises. The batch of a job with very many accounts is undone by a
    job, which is queued here.
    """
    seen = (yield from seen_batches(block.actor, [wish.batch_id])).get(wish.batch_id)
    if seen is None:
        msg = "There is no such batch."
        raise NotFound(msg, "batchId")
    # an undo of it that is to be gone on with is held at once with it: its id may be the lower one
    held = yield from held_by_ids(BatchRow, {seen.id, seen.undone_by_id or seen.id})
    batch = held[seen.id]
    yield from _check_permission(block, batch)
    job = yield from queue_undo(block, batch, held.get(batch.undone_by_id or 0))
    if job is not None:
        return UndoOutcome(batch.id, [], job.id)
    events = yield from events_of(batch.id)
    accounts = sorted({event.account_id for event in events if event.account_id is not None})
    accounts = sorted({*accounts, *(yield from _accounts_of_edges(events))})
    if any(event.account_id is None for event in events):
        yield from block.lock_organisation()
    yield from block.lock_accounts({*accounts, *stood_on(UserRow, "account_id", events)})
    yield from undo_events(block, batch, events)
    block.batch.undoes_id = batch.id
    block.undone = batch
    return UndoOutcome(batch.id, accounts)


def undo_events(block: Block, batch: BatchRow, events: Sequence[AuditEventRow]) -> Steps[None]:
    """Takes back what a batch's events tell, all of them or those on one account; by a refusal nothing."""
    undo = _Undo(block, batch, events)
    undo.check()
    yield from undo.plain_rows()  # planned payments first: whether they may hold items again follows from what they are
    yield from undo.edges()
    yield from undo.transactions()
    yield from undo.planned_payments()


def _accounts_of_edges(events: Sequence[AuditEventRow]) -> Steps[set[int]]:
    """The accounts at both ends of the edges that a batch made or released; no edge ever changes its ends.

    An edge that was kept as faulty, or damage, may have its credit on another account than the one it is told of.
    """
    ids = {event.entity_id for event in events if event.action.startswith(ReconciliationRow.NOUN)}
    return accounts_of((yield from by_ids(ReconciliationRow, ids)).values())


def _check_permission(block: Block, batch: BatchRow) -> Steps[None]:
    """An undo needs its own permissions and those of all that it takes back: an undo's undo is what that undid again."""
    needed = MUTATION_PERMISSIONS["undoBatch"] | (yield from permissions_behind([batch.id]))[batch.id]
    if not block.actor.may(*needed):
        missing = sorted(needed - block.actor.permissions)
        msg = f"Undoing {batch.mutation} needs the permission {', '.join(missing)}."
        raise PermissionMissing(msg, *missing)


class _Undo:
    """One undo: the batch's events by what they were about."""

    def __init__(self, block: Block, batch: BatchRow, events: Sequence[AuditEventRow]) -> None:
        self.block = block
        self.batch = batch
        self.events = events

    def _ids(self, action: str) -> list[int]:
        return [event.entity_id for event in self.events if event.action == action]

    def check(self) -> None:
        """Refuses what can never be undone, whatever came later."""
        if self.batch.undone:
            msg = "That batch is undone already."
            raise WrongState(msg, "batchId")
        if self._ids("transaction.changed"):
            msg = "Confirming and failing a payment are the bank's facts and cannot be undone."
            raise WrongState(msg, "batchId")
        if self._ids("transaction.withdrawn"):
            msg = "An undo that withdrew a transaction cannot be undone. Record the transaction again."
            raise WrongState(msg, "batchId")

    def edges(self) -> Steps[None]:
        """Releases the edges that the batch made, then makes anew those that it released."""
        made = yield from edges_with_stand_ins(self._ids("reconciliation.created"))
        ended = yield from by_ids(ReconciliationRow, self._ids("reconciliation.released"))
        if any(edge.processing for edge in (*(kin[0] for kin in made.values()), *ended.values())):
            msg = "Processing money is involved, which the bank must confirm or fail first."
            raise WrongState(msg, "batchId")
        if not self.block.accounts.keys() >= accounts_of((*(kin[0] for kin in made.values()), *ended.values())):
            msg = "A reconciliation joins items of two accounts. Delete it, and undo this then."
            raise WrongState(msg, "batchId")
        present = [edge for kin in made.values() for edge in kin if edge.released_at is None]
        if len(present) < len(made):
            standing = {edge.id for edge in present}
            gone = [kin for kin in made.values() if not any(edge.id in standing for edge in kin)]
            yield from self._refuse((edge.id for kin in gone for edge in kin), ())
        items = yield from by_ids(ItemRow, {each for edge in (*present, *ended.values()) for each in edge.item_ids})
        for edge in present:
            release_edge(self.block, edge, (items[each] for each in edge.item_ids))
        ends = yield from ends_of(items.values())
        yield from self._make_anew([edge for edge in ended.values() if edge.planned_payment_id is None], ends)
        yield from self._plan_anew([edge for edge in ended.values() if edge.planned_payment_id is not None], ends)
        yield from self._check_pairs(list(ended.values()))

    def _make_anew(self, ended: Sequence[ReconciliationRow], ends: Mapping[int, End]) -> Steps[None]:
        """Stand-ins for edges that the batch released, as long as the rules still let them be (domain R6, R7, R7a)."""
        for edge in ended:
            credit, debit = ends.get(edge.credit_item_id or 0), ends.get(edge.debit_item_id)
            try:
                if credit is None or debit is None:
                    raise WrongState(edge.origin)
                if edge.faulty:
                    add_faulty_edge(
                        self.block, credit, debit, edge.amount_cents, edge.origin, replaces_id=edge.first_id
                    )
                    continue
                check_new_edge(credit.rules_end, debit.rules_end, edge.amount_cents, edge.currency)
                add_edge(self.block, credit, debit, edge.amount_cents, edge.origin, replaces_id=edge.first_id)
            except Refusal:
                on = {edge.credit_transaction_id or 0, edge.debit_transaction_id}
                yield from self._refuse((edge.id,), on)

    def _plan_anew(self, ended: Sequence[ReconciliationRow], ends: Mapping[int, End]) -> Steps[None]:
        """Stand-ins for planned edges: within what their planned payments have left, and their items (domain R6a)."""
        if not ended:
            return
        planned = yield from as_set_back(
            self.block, PlannedPaymentRow, {edge.planned_payment_id or 0 for edge in ended}
        )
        active = yield from planned_edges_of(planned)
        released = self._released()
        money = {
            each.id: each.amount_cents - sum(edge.amount_cents for edge in active[each.id] if edge.id not in released)
            for each in planned.values()
        }
        rooms = yield from plannable(
            {edge.debit_item_id: ends[edge.debit_item_id] for edge in ended if edge.debit_item_id in ends}
        )
        for edge in ended:
            payment, room = planned[edge.planned_payment_id or 0], rooms.get(edge.debit_item_id, 0)
            if not payment.outstanding or edge.amount_cents > min(room, money[payment.id]):
                yield from self._refuse((edge.id, payment.id), (edge.debit_transaction_id,))
            rooms[edge.debit_item_id] -= edge.amount_cents
            money[payment.id] -= edge.amount_cents
            add_planned_edge(
                self.block, payment, ends[edge.debit_item_id], edge.amount_cents, replaces_id=edge.first_id
            )

    def _released(self) -> set[int]:
        """The edges that this undo has released so far."""
        return {after.id for before, after in self.block.changes.of(ReconciliationRow) if before is not None}

    def _check_pairs(self, ended: Sequence[ReconciliationRow]) -> Steps[None]:
        """A pair that was reconciled anew after the batch released it cannot take the old edge back."""
        active = yield from active_edges_of_debits({edge.debit_item_id for edge in ended})
        released = self._released()
        pairs = {_pair(edge) for edge in active if edge.id not in released and not edge.faulty}
        for edge in ended:
            if _pair(edge) in pairs and not edge.faulty:
                yield from self._refuse((edge.id,), (edge.debit_transaction_id,))

    def transactions(self) -> Steps[None]:
        """Withdraws the transactions that the batch recorded, each as it left it."""
        events = [event for event in self.events if event.action == "transaction.created"]
        recorded = yield from by_ids(TransactionRow, [event.entity_id for event in events])
        items = yield from items_of(recorded)
        for transaction in recorded.values():
            if transaction.payment_state is PaymentState.PROCESSING:
                msg = f"{transaction.number} is processing; the bank must confirm or fail it first."
                raise WrongState(msg, "batchId")
        for event in events:
            if recorded[event.entity_id].facts() != TransactionRow.parse_facts(orjson.loads(event.after or "{}")):
                yield from self._refuse((event.entity_id,), ())
        released = self._released()
        edges = yield from active_edges_of_transactions(recorded)
        held = {each for edge in edges if edge.id not in released for each in edge.transaction_ids} & recorded.keys()
        if held:
            yield from self._refuse(held, held)
        yield from self._check_uses(TransactionRow, recorded)
        for transaction in recorded.values():
            at = self.block.recorded_at(transaction.account_id)
            self.block.changes.change(transaction, withdrawn_at=at)
            for item in items[transaction.id]:
                self.block.changes.change(item, withdrawn_at=at)

    def planned_payments(self) -> Steps[None]:
        """Nothing may be held by a planned payment that is withdrawn (domain R25a, 3)."""
        withdrawn = [
            after.id for _, after in self.block.changes.of(PlannedPaymentRow) if after.withdrawn_at is not None
        ]
        released = self._released()
        for planned_id, edges in (yield from planned_edges_of(withdrawn)).items():
            if any(edge.id not in released for edge in edges):
                yield from self._refuse((planned_id, *(edge.id for edge in edges)), ())

    def plain_rows(self) -> Steps[None]:
        """Sets back or withdraws accounts, members, ledger codes, subscriptions, planned payments, users and tokens."""
        for noun, cls in PLAIN.items():
            events = [event for event in self.events if event.action.partition(".")[0] == noun]
            befores = {event.entity_id: _facts_before(cls, event) for event in events}
            # codes are held before the subscriptions that will charge under them (``store.locks.ORDER``)
            codes = stood_on(SubscriptionRow, "ledger_code_id", self.events) if cls is LedgerCodeRow else set()
            rows = yield from held_by_ids(cls, {*befores, *codes})
            leaving = {each: rows[each] for each, before in befores.items() if leaves(rows[each], before)}
            yield from self._check_uses(cls, leaving)
            for event in events:
                yield from self._set_back(rows[event.entity_id], event, befores[event.entity_id])
        yield from check_footing(self.block)

    def _set_back(self, row: Record, event: AuditEventRow, before: dict[str, Any] | None) -> Steps[None]:
        after = row.parse_facts(orjson.loads(event.after or "{}"))
        if as_left(row.facts()) != as_left(after):
            yield from self._refuse((row.id,), ())
        if before is not None and any(before[name] != after[name] for name in KEPT & before.keys()):
            msg = (
                "This set a password, and the one before it is stored nowhere. Change the user instead: set a new "
                "password and, where this changed them too, their name, what they may do and whether they can sign in."
            )
            raise WrongState(msg, "batchId")
        holder = yield from holder_of_key(row, before)
        if holder is not None:
            yield from self._refuse((holder[1].id,), (), f"{holder[0]} is in use again.")
        yield from set_back(self.block, row, before)

    def _check_uses(self, cls: type[Record], rows: dict[int, Record] | dict[int, TransactionRow]) -> Steps[None]:
        """Nothing that stays, and came later, may refer to what is withdrawn (domain R25a, 3)."""
        own = {event.entity_id for event in self.events}
        used = yield from uses_of(cls, list(rows), own)
        if used and (yield from later_batches(used, (), self.batch.id)):
            yield from self._refuse(used, used if cls is TransactionRow else ())

    def _refuse(self, entity_ids: Iterable[int], transaction_ids: Iterable[int], reason: str = "") -> Steps[None]:
        ids = sorted(set(entity_ids))
        later = yield from later_batches(ids, sorted(set(transaction_ids)), self.batch.id)
        newest = later[: -MOST_NAMED - 1 : -1]
        names = "; ".join(batch_words(each) for each in newest)
        more = f"; and {len(later) - MOST_NAMED} more" if len(later) > MOST_NAMED else ""
        told = f"{names}{more}" if later else "of the same records"
        msg = f"{reason} Later changes build on this batch: {told}. Undo them first, newest first."
        raise LaterChanges(msg.strip(), "batchId", later_batches=[each.id for each in newest])


def _facts_before(cls: type[Record], event: AuditEventRow) -> dict[str, Any] | None:
    """A row as it was before an event; None where it was not there."""
    return None if event.before is None else cls.parse_facts(orjson.loads(event.before))


def _pair(edge: ReconciliationRow) -> tuple[int | None, int | None, int]:
    """What an edge joins; no two active ones join the same (domain R6)."""
    return edge.credit_item_id, edge.planned_payment_id, edge.debit_item_id
