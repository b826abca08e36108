"""What uses up an item's amount, in words, with a way that is open (domain R14a, R15)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from domain.core.kinds import ReconciliationOrigin, Side, TransactionKind
from domain.core.money import amount_text
from domain.core.text import enumerated
from domain.queries.cancellations import cancellations_of
from domain.queries.planned import planned_payments_holding
from domain.queries.records import active_reconciliations_of_credits, active_reconciliations_of_debits, by_ids
from domain.store.program import Program
from domain.tables import ItemRow, PlannedPaymentRow, ReconciliationRow, TransactionRow
from domain.texts import Joined, Text, say


class _Uses(NamedTuple):
    """Everything that uses an item's amount. ``real`` are its reconciliations except those of planned payments."""

    item: ItemRow
    real: Sequence[ReconciliationRow]
    planned: Sequence[PlannedPaymentRow]
    cancellations: Sequence[ItemRow]
    transactions: Mapping[int, TransactionRow]
    currency: str


def describe_planned(planned: Iterable[PlannedPaymentRow], currency: str) -> Text:
    """Return planned payments for a sentence: their amounts and due dates."""
    return enumerated(
        [
            say("obstacle-planned-one", amount=amount_text(each.amount_cents, currency), due_on=each.due_on)
            for each in planned
        ]
    )


def obstacles_of(
    items: Collection[ItemRow], currency_of: Callable[[int], str], released: Collection[int] = ()
) -> Program[dict[int, Text]]:
    """Return what uses up items, by id, and what can be done about it; no entry for an item that nothing uses.

    Takes a fixed number of statements for any number of items. ``currency_of`` gives the currency of an account;
    ``released`` are reconciliations that the unit has released.
    """
    debits = [item for item in items if item.side is Side.DEBIT]
    used = [item for item in items if item.unreconciled_cents < item.amount_cents]
    cancellations = yield from cancellations_of([item.id for item in debits if item.kind is TransactionKind.INVOICE])
    rows = yield from active_reconciliations_of_debits([item.id for item in used if item.side is Side.DEBIT])
    rows += yield from active_reconciliations_of_credits([item.id for item in used if item.side is Side.CREDIT])
    holding = yield from planned_payments_holding([item.id for item in debits if item.planned_cents])
    named = {each for row in rows for each in row.transaction_ids}
    named |= {each.transaction_id for of_one in cancellations.values() for each in of_one}
    transactions = yield from by_ids(TransactionRow, named)
    real: dict[int, list[ReconciliationRow]] = {}
    for row in rows:
        if row.planned_payment_id is None and not row.faulty and row.id not in released:
            for item_id in row.item_ids:
                real.setdefault(item_id, []).append(row)
    described: dict[int, Text] = {}
    for item in items:
        uses = _Uses(
            item,
            real.get(item.id, ()),
            holding.get(item.id, ()),
            cancellations.get(item.id, ()),
            transactions,
            currency_of(item.account_id),
        )
        sentences = [each for each in _sentences(uses) if each is not None]
        if sentences:
            described[item.id] = Joined.of(sentences)
    return described


def _sentences(uses: _Uses) -> list[Text | None]:
    free = None if uses.item.amount_cents else say("obstacle-free-of-charge")
    other = (_planned, _cancelled, _written_off, _processing, _corrected, _reconciled)
    return [free, *(describe(uses) for describe in other)]


def _planned(uses: _Uses) -> Text | None:
    if not uses.planned:
        return None
    return say("obstacle-planned", planned=describe_planned(uses.planned, uses.currency))


def _cancelled(uses: _Uses) -> Text | None:
    if not uses.cancellations:
        return None
    amount = amount_text(sum(each.amount_cents for each in uses.cancellations), uses.currency)
    numbers = {uses.transactions[each.transaction_id].number: None for each in uses.cancellations}
    return say("obstacle-cancelled", amount=amount, numbers=enumerated(list(numbers)))


def _written_off(uses: _Uses) -> Text | None:
    rows = [each for each in uses.real if each.origin is ReconciliationOrigin.WRITE_OFF]
    if not rows:
        return None
    if uses.item.side is Side.CREDIT:
        return say("obstacle-is-write-off")
    amount = amount_text(sum(each.amount_cents for each in rows), uses.currency)
    return say("obstacle-written-off", amount=amount, numbers=_others(uses, rows))


def _processing(uses: _Uses) -> Text | None:
    rows = [each for each in uses.real if each.processing]
    if not rows:
        return None
    if uses.item.side is Side.CREDIT:
        return say("obstacle-is-processing", numbers=_others(uses, rows))
    payments = {uses.transactions[each.credit_transaction_id or 0].number: None for each in rows}
    amount = amount_text(sum(each.amount_cents for each in rows), uses.currency)
    return say("obstacle-processing", amount=amount, numbers=enumerated(list(payments)))


def _corrected(uses: _Uses) -> Text | None:
    rows = [each for each in uses.real if each.debit_kind is TransactionKind.PAYMENT_CORRECTION]
    if not rows:
        return None
    correction = uses.transactions[rows[0].debit_transaction_id].number
    if uses.item.side is Side.DEBIT:
        return say("obstacle-is-correction")
    return say("obstacle-failed", correction=correction)


def _reconciled(uses: _Uses) -> Text | None:
    """Return the sentence for what can be released: neither locked nor a cancellation."""
    rows = [
        each
        for each in uses.real
        if not each.processing
        and each.origin is not ReconciliationOrigin.WRITE_OFF
        and each.debit_kind is not TransactionKind.PAYMENT_CORRECTION
        and not (uses.item.side is Side.DEBIT and each.credit_kind is TransactionKind.CANCELLATION)
    ]
    if not rows:
        return None
    amount = amount_text(sum(each.amount_cents for each in rows), uses.currency)
    numbers = _others(uses, rows)
    free = [each for each in rows if not each.locked]
    if not free and uses.item.side is Side.CREDIT:
        return say("obstacle-reconciled-locked", amount=amount, numbers=numbers)
    if not free:
        return say("obstacle-reconciled", amount=amount, numbers=numbers)
    return say("obstacle-reconciled-free", amount=amount, numbers=numbers, free=len(free))


def _others(uses: _Uses, rows: Sequence[ReconciliationRow]) -> Text:
    """Return the numbers of the transactions at the other ends."""
    debit = uses.item.side is Side.DEBIT
    ids = [(each.credit_transaction_id or 0) if debit else each.debit_transaction_id for each in rows]
    numbers = {uses.transactions[each].number: None for each in ids}
    return enumerated(list(numbers))
