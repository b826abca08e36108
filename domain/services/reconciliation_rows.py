"""Making and releasing reconciliations within a unit of work, for every service that reconciles (domain R6, R6a, R7)."""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from domain.core.allocation import Allocation, OpenAmount, Pairing, pair_oldest_first
from domain.core.closing import BANK_REPORTS, OPEN
from domain.core.kinds import PaymentState, ReconciliationOrigin, TransactionKind
from domain.core.reconciliation_rules import RuleEnd, check_meeting
from domain.queries.cancellations import cancellations_of
from domain.queries.records import by_ids
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import ItemRow, PlannedPaymentRow, ReconciliationRow, TransactionRow
from domain.texts import say


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A cancelled invoice item and its cancellations; processing money on the item holds back their refund (R7a)."""

    item: ItemRow
    cancellations: Sequence[ItemRow]

    @property
    def refundable_cents(self) -> int:
        """Return how much of the open credit of the cancellations may be refunded."""
        floating = sum(each.unreconciled_cents for each in self.cancellations)
        return max(0, floating - self.item.processing_cents)


@dataclass(frozen=True, slots=True)
class ReconciliationEnd:
    """An item with its transaction, as one end of a new reconciliation. ``cancelled`` is set for cancellations."""

    item: ItemRow
    transaction: TransactionRow
    cancelled: Cancelled | None = field(default=None, repr=False)

    @property
    def refundable_cents(self) -> int:
        """Return how much of the item's open amount may be refunded (domain R7a)."""
        free = self.item.unreconciled_cents
        return free if self.cancelled is None else min(free, self.cancelled.refundable_cents)

    def to_rule(self) -> RuleEnd:
        """Return what the pure rules look at."""
        return RuleEnd(
            item_id=self.item.id,
            transaction_id=self.transaction.id,
            account_id=self.item.account_id,
            kind=self.item.kind,
            payment_state=self.transaction.payment_state,
            open_cents=self.item.unreconciled_cents,
            refundable_cents=self.refundable_cents,
            corrects_id=self.transaction.corrects_id,
            number=self.transaction.number,
            date=self.transaction.date,
            write_off=self.transaction.write_off,
        )


def ends_of(
    items: Iterable[ItemRow], known: Mapping[int, TransactionRow] = MappingProxyType({})
) -> Program[dict[int, ReconciliationEnd]]:
    """Read the transactions of items, but for ``known`` ones; return both by the item's id, withdrawn items left out."""
    present = {item.id: item for item in items if item.withdrawn_at is None}
    unknown = {item.transaction_id for item in present.values()} - known.keys()
    transactions = {**known, **(yield from by_ids(TransactionRow, unknown))}
    cancelled = yield from _cancelled(present)
    return {
        item.id: ReconciliationEnd(item, transactions[item.transaction_id], cancelled.get(item.cancels_id or 0))
        for item in present.values()
    }


def _cancelled(present: dict[int, ItemRow]) -> Program[dict[int, Cancelled]]:
    """Return the items that cancellations among ``present`` cancel, by id; rows of ``present`` are used as they are."""
    ids = {item.cancels_id for item in present.values() if item.cancels_id is not None}
    if not ids:
        return {}
    items = {**(yield from by_ids(ItemRow, ids)), **present}
    siblings = yield from cancellations_of(ids)
    return {each: Cancelled(items[each], [present.get(row.id, row) for row in siblings[each]]) for each in ids}


def accounts_of(rows: Iterable[ItemRow | ReconciliationRow]) -> set[int]:
    """Return the accounts of items and of both ends of reconciliations.

    A reconciliation has two if it joins two accounts, imported as invalid or by damage.
    """
    accounts = set()
    for row in rows:
        accounts |= {row.account_id, row.credit_account_id if isinstance(row, ReconciliationRow) else row.account_id}
    return accounts


def pair_of(reconciliation: ReconciliationRow) -> tuple[int | None, int]:
    """Return the credit item and the debit item of a reconciliation."""
    return reconciliation.credit_item_id, reconciliation.debit_item_id


def add_reconciliation(
    unit: UnitOfWork,
    credit: ReconciliationEnd,
    debit: ReconciliationEnd,
    amount_cents: int,
    origin: ReconciliationOrigin,
    replaces_id: int | None = None,
) -> ReconciliationRow:
    """Add a reconciliation to the unit of work, and subtract it from the open amounts of both items.

    Raises what ``check_meeting`` raises, and ``BooksClosed`` (domain R46).
    """
    check_meeting(credit.to_rule(), debit.to_rule())
    check_open_pair(unit, credit, debit)
    return _add(unit, credit, debit, amount_cents, origin, replaces_id)


def _add(
    unit: UnitOfWork,
    credit: ReconciliationEnd,
    debit: ReconciliationEnd,
    amount_cents: int,
    origin: ReconciliationOrigin,
    replaces_id: int | None = None,
) -> ReconciliationRow:
    """Do what ``add_reconciliation`` does with two items that may meet."""
    reconciliation = _new_row(unit, credit, debit, amount_cents, origin, replaces_id)
    reconciliation.processing = credit.transaction.payment_state is PaymentState.PROCESSING
    for item, transaction in ((credit.item, credit.transaction), (debit.item, debit.transaction)):
        unit.stored.remember(item, transaction)
        item.reconciled_cents += amount_cents
        item.processing_cents += amount_cents if reconciliation.processing else 0
        assert item.unreconciled_cents >= 0, f"{amount_cents} exceeds the open amount of item {item.id}"
    return unit.changes.add(reconciliation)


def check_open_pair(unit: UnitOfWork, credit: ReconciliationEnd, debit: ReconciliationEnd) -> None:
    """Raise ``BooksClosed`` if reconciling two items changes a period that was closed with its reconciliations (R46)."""
    _check_open(unit, credit.item.kind, credit.item.date, debit.item.kind, debit.item.date)


def _check_open(
    unit: UnitOfWork,
    credit_kind: TransactionKind | None,
    credit_date: datetime.date | None,
    debit_kind: TransactionKind,
    debit_date: datetime.date,
) -> None:
    closed = unit.closed
    if closed.reconciliations is OPEN or unit.batch.mutation in BANK_REPORTS:
        return
    day = closed.closed_side(credit_kind, credit_date, debit_kind, debit_date)
    if day is not None:
        raise closed.reconciliations.refusal(day, what=say("closed-money"), way=say("closed-leave-reconciliations"))


def add_invalid_reconciliation(
    unit: UnitOfWork,
    credit: ReconciliationEnd,
    debit: ReconciliationEnd,
    amount_cents: int,
    origin: ReconciliationOrigin,
    replaces_id: int | None = None,
) -> ReconciliationRow:
    """Add a reconciliation that breaks the rules (domain R22a); it uses no open amount and counts nowhere."""
    reconciliation = _new_row(unit, credit, debit, amount_cents, origin, replaces_id)
    reconciliation.faulty = True
    return unit.changes.add(reconciliation)


def add_planned_reconciliation(
    unit: UnitOfWork,
    planned: PlannedPaymentRow,
    debit: ReconciliationEnd,
    amount_cents: int,
    replaces_id: int | None = None,
) -> ReconciliationRow:
    """Add a reconciliation whose money is still to come, and subtract it from the item's open amount (domain R6a).

    The caller has checked that it is an invoice's item, with enough open, and within the planned payment's amount.
    """
    assert debit.item.kind is TransactionKind.INVOICE, "a planned payment holds invoice items alone"
    reconciliation = _new_row(unit, planned, debit, amount_cents, ReconciliationOrigin.INSTALLMENT, replaces_id)
    unit.stored.remember(debit.item, debit.transaction)
    debit.item.planned_cents += amount_cents
    assert debit.item.unreconciled_cents >= 0, f"{amount_cents} exceeds the open amount of item {debit.item.id}"
    return unit.changes.add(reconciliation)


def _new_row(
    unit: UnitOfWork,
    credit: ReconciliationEnd | PlannedPaymentRow,
    debit: ReconciliationEnd,
    amount_cents: int,
    origin: ReconciliationOrigin,
    replaces_id: int | None,
) -> ReconciliationRow:
    account_id = debit.item.account_id
    planned = credit if isinstance(credit, PlannedPaymentRow) else None
    money = None if isinstance(credit, PlannedPaymentRow) else credit
    return ReconciliationRow(
        id=unit.new_id(),
        account_id=account_id,
        credit_account_id=account_id if money is None else money.item.account_id,
        credit_item_id=None if money is None else money.item.id,
        credit_transaction_id=None if money is None else money.transaction.id,
        planned_payment_id=None if planned is None else planned.id,
        debit_item_id=debit.item.id,
        debit_transaction_id=debit.transaction.id,
        amount_cents=amount_cents,
        origin=origin,
        processing=False,
        faulty=False,
        recorded_at=unit.recorded_at(account_id),
        recorded_by=unit.actor.recorded_as,
        batch_id=unit.batch.id,
        replaces_id=replaces_id,
        currency=unit.accounts[account_id].currency,
        credit_kind=None if money is None else money.item.kind,
        credit_date=None if money is None else money.item.date,
        credit_method=None if money is None else money.transaction.method,
        credit_ledger_code_id=None if money is None else money.item.ledger_code_id,
        debit_kind=debit.item.kind,
        debit_date=debit.item.date,
        debit_method=debit.transaction.method,
        debit_ledger_code_id=debit.item.ledger_code_id,
    )


def release_reconciliation(
    unit: UnitOfWork, reconciliation: ReconciliationRow, items: Iterable[ItemRow] = ()
) -> ReconciliationRow:
    """End a reconciliation, and give its amount back to those of ``items`` that it joins (domain R16).

    An invalid one used no open amount, so it gives none back; nor does a hidden one, which no view of any instant will show.
    Raises ``BooksClosed`` (domain R46).
    """
    if not reconciliation.faulty and not reconciliation.hidden:
        ends = (
            reconciliation.credit_kind,
            reconciliation.credit_date,
            reconciliation.debit_kind,
            reconciliation.debit_date,
        )
        _check_open(unit, *ends)
    for item in items:
        if item.id in reconciliation.item_ids and not reconciliation.faulty and not reconciliation.hidden:
            unit.stored.remember(item)
            if reconciliation.planned_payment_id is not None:
                item.planned_cents -= reconciliation.amount_cents
            else:
                item.reconciled_cents -= reconciliation.amount_cents
                item.processing_cents -= reconciliation.amount_cents if reconciliation.processing else 0
    at = unit.recorded_at(reconciliation.account_id)
    instants = {"recorded_at": at, "released_at": at} if reconciliation.hidden else {"released_at": at}
    return unit.changes.change(reconciliation, **instants, released_batch_id=unit.batch.id)


def open_amounts_of(items: Iterable[ItemRow]) -> list[OpenAmount]:
    """Return the open amounts of items, in their order."""
    return [OpenAmount(item.id, item.unreconciled_cents) for item in items]


def apply_allocations(
    unit: UnitOfWork,
    credits: Sequence[ReconciliationEnd],
    allocations: Sequence[Allocation],
    debits: dict[int, ReconciliationEnd],
    origin: ReconciliationOrigin,
) -> list[ReconciliationRow]:
    """Reconcile credit items with the allocated parts of debit items, both first to last (domain R8)."""
    parts = [OpenAmount(allocation.item_id, allocation.amount_cents) for allocation in allocations]
    pairings = pair_oldest_first(open_amounts_of(end.item for end in credits), parts)
    ends = {end.item.id: end for end in credits} | {each.item_id: debits[each.item_id] for each in allocations}
    return make_reconciliations(unit, pairings, ends, origin)


def make_reconciliations(
    unit: UnitOfWork,
    pairings: Sequence[Pairing],
    ends: Mapping[int, ReconciliationEnd],
    origin: ReconciliationOrigin,
    existing: Collection[ReconciliationRow] = (),
) -> list[ReconciliationRow]:
    """Make the reconciliations of pairings.

    An existing pair is raised: its reconciliation is released, and the new one has the sum of both amounts (R6a).
    """
    by_pair = {pair_of(each): each for each in existing}
    rules = {each: ends[each].to_rule() for each in {each for pairing in pairings for each in pairing[:2]}}
    made = []
    for credit_id, debit_id, amount_cents in pairings:
        check_meeting(rules[credit_id], rules[debit_id])
        credit, debit = ends[credit_id], ends[debit_id]
        check_open_pair(unit, credit, debit)
        amount = amount_cents
        earlier = by_pair.get((credit_id, debit_id))
        if earlier is not None:
            release_reconciliation(unit, earlier, (credit.item, debit.item))
            amount += earlier.amount_cents
        made.append(_add(unit, credit, debit, amount, origin))
    return made
