"""Undoing what a batch's audit events record, all of them or those on one account (domain R25a)."""

from collections.abc import Sequence

from domain.core.kinds import PaymentState
from domain.core.text import enumerated
from domain.errors import WrongState
from domain.queries.planned import planned_reconciliations_of
from domain.queries.records import active_reconciliations_of_transactions, by_ids, items_of
from domain.services.undo.bank import check_on_no_line, undo_bank, without_bank_reports
from domain.services.undo.prerequisites import check_uses, later_changes
from domain.services.undo.reconciliations import event_ids, released_ids, undo_reconciliations
from domain.services.undo.restore import logged_after, restore_rows
from domain.services.undo.series import check_last_of_series
from domain.services.undo.transactions import bank_reports, restore_transactions
from domain.store.erasing import ERASED
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AuditEventRow, BatchRow, PlannedPaymentRow, TransactionRow
from domain.texts import say


def undo_events(unit: UnitOfWork, batch: BatchRow, events: Sequence[AuditEventRow]) -> Program[None]:
    """Undo what some of a batch's events record.

    Raises ``WrongState`` (processing money, bank reports, passwords), ``LaterChanges`` naming the later batches, and what
    ``check_prerequisites`` raises.
    """
    events = without_bank_reports(batch, events)
    _check_undoable(batch, events)
    yield from restore_rows(unit, batch, events)  # first: a restored planned payment may hold items again
    yield from restore_transactions(unit, batch, events)  # a restored payment may be reconciled again
    yield from undo_reconciliations(unit, batch, events)
    yield from undo_bank(unit, batch, events)
    yield from _withdraw_transactions(unit, batch, events)
    yield from _check_withdrawn_planned(unit, batch)


def _check_undoable(batch: BatchRow, events: Sequence[AuditEventRow]) -> None:
    """Raise ``WrongState`` for events that no undo can undo, whatever came later."""
    if event_ids(events, "transaction.withdrawn"):
        message = say("batch-withdrew-transaction")
        raise WrongState(message, "batchId")
    if any(event.action.endswith(f".{ERASED}") for event in events):
        raise WrongState(say("batch-erased"), "batchId")
    if bank_reports(batch, events):
        message = say("batch-of-bank")
        raise WrongState(message, "batchId")


def _withdraw_transactions(unit: UnitOfWork, batch: BatchRow, events: Sequence[AuditEventRow]) -> Program[None]:
    """Withdraw the transactions that the batch recorded.

    Raises ``LaterChanges`` if one has changed or is in use, and ``BooksClosed`` if one is in a closed period (domain R46).
    """
    created = [event for event in events if event.action == "transaction.created"]
    recorded = yield from by_ids(TransactionRow, [event.entity_id for event in created])
    items = yield from items_of(recorded)
    for transaction in recorded.values():
        if transaction.payment_state is PaymentState.PROCESSING:
            message = say("batch-payment-processing", number=transaction.number)
            raise WrongState(message, "batchId")
    for event in created:
        yield from logged_after(unit, batch, recorded[event.entity_id], event)
    released = released_ids(unit)
    active = yield from active_reconciliations_of_transactions(recorded)
    reconciled = {each for row in active if row.id not in released for each in row.transaction_ids} & recorded.keys()
    if reconciled:
        numbers = enumerated([recorded[each].number for each in sorted(reconciled)])
        raise (yield from later_changes(unit, batch, reconciled, reconciled, say("later-reconciled", numbers=numbers)))
    yield from check_uses(unit, batch, events, TransactionRow, recorded)
    yield from check_on_no_line(unit, batch, recorded.values())
    yield from check_last_of_series(unit, recorded.values())
    for transaction in recorded.values():
        if not transaction.hidden:
            way = say("closed-take-back-later")
            unit.closed.days.check(transaction.date, "batchId", what=transaction.number, way=way)
        at = unit.recorded_at(transaction.account_id)
        # what was never shown is seen at no instant
        unit.changes.change(
            transaction, withdrawn_at=at, recorded_at=at if transaction.hidden else transaction.recorded_at
        )
        for item in items[transaction.id]:
            unit.changes.change(item, withdrawn_at=at)


def _check_withdrawn_planned(unit: UnitOfWork, batch: BatchRow) -> Program[None]:
    """Raise ``LaterChanges`` if a withdrawn planned payment still holds an item (domain R25a, 3)."""
    withdrawn = [after.id for _, after in unit.changes.of(PlannedPaymentRow) if after.withdrawn_at is not None]
    released = released_ids(unit)
    for planned_id, reconciliations in (yield from planned_reconciliations_of(withdrawn)).items():
        if any(each.id not in released for each in reconciliations):
            raise (yield from later_changes(unit, batch, (planned_id, *(each.id for each in reconciliations))))
