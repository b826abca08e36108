"""Reconciliations in an undo: releasing those that the batch made, replacing those that it released (domain R25a)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.core.reconciliation_rules import check_new_reconciliation
from domain.errors import Refusal, WrongState
from domain.queries.history import reconciliations_with_replacements
from domain.queries.planned import planned_reconciliations_of
from domain.queries.records import active_reconciliations_of_debits, by_ids
from domain.services.installments import plannable
from domain.services.reconciliation_rows import (
    ReconciliationEnd,
    accounts_of,
    add_invalid_reconciliation,
    add_planned_reconciliation,
    add_reconciliation,
    ends_of,
    release_reconciliation,
)
from domain.services.undo.prerequisites import as_restored, later_changes, name_reconciliations
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AuditEventRow, BatchRow, ItemRow, PlannedPaymentRow, ReconciliationRow, TransactionRow
from domain.texts import say


def undo_reconciliations(unit: UnitOfWork, batch: BatchRow, events: Sequence[AuditEventRow]) -> Program[None]:
    """Release the reconciliations that the batch made, then replace those that it released.

    Raises ``WrongState`` for processing money and for reconciliations that join two accounts, and ``LaterChanges``.
    """
    lineages = list(
        (yield from reconciliations_with_replacements(event_ids(events, "reconciliation.created"))).values()
    )
    ended = list((yield from by_ids(ReconciliationRow, event_ids(events, "reconciliation.released"))).values())
    changed = [*(lineage[0] for lineage in lineages), *ended]
    if any(each.processing for each in changed):
        processing = yield from name_reconciliations([each for each in changed if each.processing])
        message = say("batch-reconciliation-processing", numbers=processing)
        raise WrongState(message, "batchId")
    if not unit.accounts.keys() >= accounts_of(changed):
        across = [each for each in changed if each.credit_account_id != each.account_id]
        names = yield from name_reconciliations(across)
        message = say("batch-reconciliation-across", names=names)
        raise WrongState(message, "batchId")
    active = [each for lineage in lineages for each in lineage if each.stands]
    if len(active) < len(lineages):
        gone = [lineage for lineage in lineages if not any(each.stands for each in lineage)]
        names = yield from name_reconciliations([lineage[0] for lineage in gone])
        ids = [each.id for lineage in gone for each in lineage]
        raise (yield from later_changes(unit, batch, ids, reason=say("later-ended", names=names)))
    items = yield from by_ids(ItemRow, {item_id for each in (*active, *ended) for item_id in each.item_ids})
    for reconciliation in active:
        release_reconciliation(unit, reconciliation, (items[each] for each in reconciliation.item_ids))
    ends = _as_restored(unit, (yield from ends_of(items.values())))
    yield from _replace(unit, batch, [each for each in ended if each.planned_payment_id is None], ends)
    yield from _replace_planned(unit, batch, [each for each in ended if each.planned_payment_id is not None], ends)
    yield from _check_pairs(unit, batch, ended)


def _as_restored(unit: UnitOfWork, ends: Mapping[int, ReconciliationEnd]) -> dict[int, ReconciliationEnd]:
    """Return ends with their transactions as the unit of work leaves them: a payment that was moved away is back."""
    changed = {after.id: after for _, after in unit.changes.of(TransactionRow)}
    return {
        item_id: replace(end, transaction=changed.get(end.transaction.id, end.transaction))
        for item_id, end in ends.items()
    }


def event_ids(events: Sequence[AuditEventRow], action: str) -> list[int]:
    """Return the rows of the events of an action."""
    return [event.entity_id for event in events if event.action == action]


def released_ids(unit: UnitOfWork) -> set[int]:
    """Return the reconciliations that the unit of work has released so far."""
    return {after.id for before, after in unit.changes.of(ReconciliationRow) if before is not None}


def _replace(
    unit: UnitOfWork, batch: BatchRow, ended: Sequence[ReconciliationRow], ends: Mapping[int, ReconciliationEnd]
) -> Program[None]:
    """Replace released reconciliations, as far as the rules still allow them (domain R6, R7, R7a)."""
    for old in ended:
        credit, debit = ends.get(old.credit_item_id or 0), ends.get(old.debit_item_id)
        if credit is None or debit is None or not (old.faulty or _is_allowed(old, credit, debit)):
            names = yield from name_reconciliations([old])
            reason = say("later-not-possible", names=names)
            raise (yield from later_changes(unit, batch, (old.id,), old.transaction_ids, reason))
        add = add_invalid_reconciliation if old.faulty else add_reconciliation
        add(unit, credit, debit, old.amount_cents, old.origin, replaces_id=old.first_id)


def _is_allowed(old: ReconciliationRow, credit: ReconciliationEnd, debit: ReconciliationEnd) -> bool:
    try:
        check_new_reconciliation(credit.to_rule(), debit.to_rule(), old.amount_cents, old.currency)
    except Refusal:
        return False
    return True


def _replace_planned(
    unit: UnitOfWork, batch: BatchRow, ended: Sequence[ReconciliationRow], ends: Mapping[int, ReconciliationEnd]
) -> Program[None]:
    """Replace planned reconciliations, within the open amounts of their planned payments and items (domain R6a)."""
    if not ended:
        return
    planned = yield from as_restored(unit, PlannedPaymentRow, {old.planned_payment_id or 0 for old in ended})
    money = {each.id: each.amount_cents for each in planned.values()}
    released = released_ids(unit)
    for planned_id, reconciliations in (yield from planned_reconciliations_of(planned)).items():
        money[planned_id] -= sum(each.amount_cents for each in reconciliations if each.id not in released)
    held = {old.debit_item_id for old in ended}
    open_cents = yield from plannable({each: end for each, end in ends.items() if each in held})
    for old in ended:
        payment, item_id = planned[old.planned_payment_id or 0], old.debit_item_id
        if not payment.outstanding or old.amount_cents > min(open_cents.get(item_id, 0), money[payment.id]):
            raise (yield from later_changes(unit, batch, (old.id, payment.id), (old.debit_transaction_id,)))
        open_cents[item_id] -= old.amount_cents
        money[payment.id] -= old.amount_cents
        add_planned_reconciliation(unit, payment, ends[item_id], old.amount_cents, replaces_id=old.first_id)


def _check_pairs(unit: UnitOfWork, batch: BatchRow, ended: Sequence[ReconciliationRow]) -> Program[None]:
    """Raise ``LaterChanges`` if a replaced pair has been reconciled again since the batch released it."""
    active = yield from active_reconciliations_of_debits({old.debit_item_id for old in ended})
    released = released_ids(unit)
    pairs = {_pair(each) for each in active if each.id not in released and not each.faulty}
    for old in ended:
        if _pair(old) in pairs and not old.faulty:
            raise (yield from later_changes(unit, batch, (old.id,), (old.debit_transaction_id,)))


def _pair(reconciliation: ReconciliationRow) -> tuple[int | None, int | None, int]:
    """Return what a reconciliation joins; no two active ones join the same (domain R6)."""
    return reconciliation.credit_item_id, reconciliation.planned_payment_id, reconciliation.debit_item_id
