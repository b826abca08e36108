"""Installments, at checkout or later: validating them and adding planned payments (domain R11a, R17)."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.core.allocation import Allocation
from domain.core.installments import CheckoutHolds, Installment, hold_at_checkout, hold_named
from domain.core.kinds import PaymentMethod, PlannedPaymentState, TransactionKind
from domain.core.labels import Labels, MetadataEntry
from domain.core.money import positive_cents
from domain.errors import InvalidValue, WrongAccount, WrongSide
from domain.queries.cancellations import cancellations_of, written_off
from domain.queries.records import by_ids
from domain.services.checks import present
from domain.services.labels import load_external_ids, use
from domain.services.obstacles import obstacles_of
from domain.services.reconciliation_rows import ReconciliationEnd, add_planned_reconciliation, ends_of, open_amounts_of
from domain.services.recording import business_date
from domain.services.rows import check_listed
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, ItemRow, PlannedPaymentRow
from domain.texts import Text, say


@dataclass(frozen=True, slots=True)
class InstallmentItem:
    """An amount of an item, named by its position at checkout, and by its id on an existing invoice."""

    amount_cents: int
    position: int | None = None
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class InstallmentTerms:
    """A requested planned payment, with the items that it holds."""

    due_on: datetime.date
    amount_cents: int
    method: PaymentMethod
    items: Sequence[InstallmentItem] = ()
    external_id: str | None = None
    metadata: Sequence[MetadataEntry] = ()


class Plannable(NamedTuple):
    """How much of each item can still be planned, by id, and what uses up the rest of it, in words (domain R7b)."""

    cents: dict[int, int]
    obstacles: Mapping[int, Text]


def check_installments(unit: UnitOfWork, all_terms: Sequence[InstallmentTerms]) -> None:
    """Check amounts and dates of installments; raises ``InvalidAmount`` and ``InvalidDate`` with the index.

    Raises ``InvalidValue`` for too many installments, or too many items of one.
    """
    check_listed(all_terms)
    for index, each in enumerate(all_terms):
        positive_cents(each.amount_cents, str(index), "amountCents")
        business_date(unit, each.due_on, str(index), "dueOn")
        check_listed(each.items, str(index), "items")
        for place, item in enumerate(each.items):
            positive_cents(item.amount_cents, str(index), "items", str(place), "amountCents")


def installment_labels(unit: UnitOfWork, all_terms: Sequence[InstallmentTerms]) -> Program[list[Labels]]:
    """Return the labels of each installment; raises as ``ExternalIds.labels`` does, with the installment's index."""
    external_ids = yield from load_external_ids(unit, [(PlannedPaymentRow, each.external_id) for each in all_terms])
    found = []
    for index, terms in enumerate(all_terms):
        labels = external_ids.labels(PlannedPaymentRow, terms, str(index))
        use(unit, PlannedPaymentRow, labels)
        found.append(labels)
    return found


def plan(
    unit: UnitOfWork,
    account: AccountRow,
    terms: InstallmentTerms,
    allocations: Sequence[Allocation],
    ends: Mapping[int, ReconciliationEnd],
    labels: Labels,
) -> PlannedPaymentRow:
    """Add a planned payment that holds the allocated parts of items; the caller has validated both."""
    planned = PlannedPaymentRow(
        id=unit.new_id(),
        account_id=account.id,
        batch_id=unit.batch.id,
        due_on=terms.due_on,
        amount_cents=terms.amount_cents,
        method=terms.method,
        state=PlannedPaymentState.PLANNED,
        transaction_id=None,
        recorded_at=unit.recorded_at(account.id),
        external_id=labels.external_id,
        metadata=labels.metadata,
    )
    unit.changes.add(planned)
    for allocation in allocations:
        add_planned_reconciliation(unit, planned, ends[allocation.item_id], allocation.amount_cents)
    return planned


def share_checkout(
    money_cents: int, rows: Sequence[ItemRow], all_terms: Sequence[InstallmentTerms], account: AccountRow
) -> CheckoutHolds:
    """Share a new invoice between its payment and the installments (domain R11a); see ``hold_at_checkout``.

    Raises ``InvalidValue`` for an item without a valid position, ``OverReconciled`` beyond what is open.
    """
    by_position = {row.position: row.id for row in rows}
    installments = []
    for index, terms in enumerate(all_terms):
        for place, item in enumerate(terms.items):
            if item.position not in by_position or item.item_id is not None:
                message = say("installment-position-invalid", most=len(rows))
                raise InvalidValue(message, str(index), "items", str(place), "position")
        allocations = tuple(Allocation(by_position[item.position or 0], item.amount_cents) for item in terms.items)
        installments.append(Installment(terms.amount_cents, allocations or None))
    return hold_at_checkout(money_cents, open_amounts_of(rows), installments, account.currency)


def named_ends(account: AccountRow, all_terms: Sequence[InstallmentTerms]) -> Program[dict[int, ReconciliationEnd]]:
    """Return the items that installments name by id; raises refusals with the installment's and the item's index."""
    named = [
        ((str(index), "items", str(place), "itemId"), item.item_id)
        for index, terms in enumerate(all_terms)
        for place, item in enumerate(terms.items)
    ]
    found = yield from by_ids(ItemRow, {item_id for _, item_id in named if item_id is not None})
    for place, item_id in named:
        if item_id is None:
            raise InvalidValue(say("installment-item-by-id"), *place)
        item = present(found.get(item_id), "Item", *place)
        if item.account_id != account.id:
            raise WrongAccount(say("installment-item-of-other-account", number=account.number), *place)
        if item.kind is not TransactionKind.INVOICE:
            raise WrongSide(say("installment-not-invoice"), *place)
    return (yield from ends_of(found.values()))


def hold_one(terms: InstallmentTerms, index: int, plannable: Plannable, account: AccountRow) -> list[Allocation]:
    """Return what an installment holds of the items that it names by id, and subtract it from ``plannable``.

    Raises ``OverReconciled``.
    """
    allocations = tuple(Allocation(item.item_id or 0, item.amount_cents) for item in terms.items)
    named = Installment(terms.amount_cents, allocations)
    return hold_named(named, index, plannable.cents, account.currency, plannable.obstacles)


def load_plannable(ends: Mapping[int, ReconciliationEnd], account: AccountRow) -> Program[Plannable]:
    """Return what can be planned of items of an account, and what uses up the rest."""
    obstacles = yield from obstacles_of([end.item for end in ends.values()], lambda _: account.currency)
    return Plannable((yield from plannable(ends)), obstacles)


def plannable(ends: Mapping[int, ReconciliationEnd]) -> Program[dict[int, int]]:
    """Return how much of each item can be planned: what is open, never what was cancelled or written off (R7a, R40)."""
    cancelled = yield from cancellations_of(list(ends))
    lost = yield from written_off(ends)
    found = {}
    for item_id, end in ends.items():
        uncancelled = end.item.amount_cents - sum(each.amount_cents for each in cancelled[item_id]) - lost[item_id]
        found[item_id] = max(0, min(end.item.unreconciled_cents, uncancelled - end.item.planned_cents))
    return found
