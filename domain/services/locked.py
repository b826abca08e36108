"""Locked reconciliations in words: which they are, and what locks them (domain R14a, R15)."""

from collections.abc import Collection
from typing import NamedTuple

from domain.core.kinds import ReconciliationOrigin, TransactionKind
from domain.core.money import amount_text
from domain.core.text import shortened
from domain.queries.planned import planned_payments_holding
from domain.queries.records import by_ids
from domain.services.obstacles import describe_planned
from domain.store.program import Program
from domain.tables import ItemRow, PlannedPaymentRow, ReconciliationRow, TransactionRow
from domain.texts import Text, say


class _Named(NamedTuple):
    """The rows that locked reconciliations name, by id; ``holding`` are the planned payments that hold an item."""

    transactions: dict[int, TransactionRow]
    items: dict[int, ItemRow]
    planned: dict[int, PlannedPaymentRow]
    holding: dict[int, list[PlannedPaymentRow]]


def describe_locked(reconciliations: Collection[ReconciliationRow]) -> Program[dict[int, Text]]:
    """Return a sentence for each locked reconciliation, by id: its receipt, its invoice and item, and what locks it."""
    locked = [each for each in reconciliations if each.locked]
    if not locked:
        return {}
    named = _Named(
        (yield from by_ids(TransactionRow, {each for row in locked for each in row.transaction_ids})),
        (yield from by_ids(ItemRow, {row.debit_item_id for row in locked})),
        (yield from by_ids(PlannedPaymentRow, {row.planned_payment_id for row in locked if row.planned_payment_id})),
        (yield from planned_payments_holding({row.debit_item_id for row in locked if row.item_has_planned})),
    )
    return {row.id: _described(row, named) for row in locked}


def _described(row: ReconciliationRow, named: _Named) -> Text:
    item = named.items[row.debit_item_id]
    return say(
        "locked-one",
        amount=amount_text(row.amount_cents, row.currency),
        receipt=_receipt(row, named),
        invoice=named.transactions[row.debit_transaction_id].number,
        position=item.position,
        description=shortened(item.description),
        reason=_reason(row, named),
    )


def _receipt(row: ReconciliationRow, named: _Named) -> Text | str:
    if row.credit_transaction_id is not None:
        return named.transactions[row.credit_transaction_id].number
    planned = named.planned[row.planned_payment_id or 0]
    return say("locked-planned-payment", planned=describe_planned([planned], row.currency))


def _reason(row: ReconciliationRow, named: _Named) -> Text:
    """Return what locks a reconciliation, in the order of ``lock_reason`` of ``core.reconciliation_rules``."""
    if row.planned_payment_id is not None:
        return say("locked-by-planned")
    receipt = _receipt(row, named)
    if row.processing:
        return say("locked-by-processing", receipt=receipt)
    if row.debit_kind is TransactionKind.PAYMENT_CORRECTION:
        return say("locked-by-correction", receipt=receipt)
    if row.origin is ReconciliationOrigin.WRITE_OFF:
        return say("locked-by-write-off", receipt=receipt)
    holding = describe_planned(named.holding[row.debit_item_id], row.currency)
    return say("locked-by-item-planned", planned=holding)
