"""Planned payments: creating, changing and deleting them, and processing those that are due (domain R17, R17a)."""

import datetime
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from domain.core.kinds import OUTSTANDING, PaymentMethod, PlannedPaymentState, ReconciliationOrigin, TransactionKind
from domain.core.labels import MetadataEntry
from domain.core.money import positive_cents
from domain.core.unchanged import UNCHANGED, Unchanged
from domain.errors import InvalidValue, Refusal, WrongState
from domain.permissions import RECORD
from domain.queries.planned import due_planned_payments, planned_reconciliations_of
from domain.queries.records import by_ids
from domain.services.accounts import locked_account
from domain.services.checks import change_where_different, existing_row, refusals_under
from domain.services.installments import (
    InstallmentItem,
    InstallmentTerms,
    check_installments,
    hold_one,
    installment_labels,
    load_plannable,
    named_ends,
    plan,
)
from domain.services.labels import changed_labels
from domain.services.numbers import NumberRequest, load_numbers
from domain.services.payments import Money, record_money
from domain.services.reconciliation_rows import (
    ReconciliationEnd,
    accounts_of,
    add_planned_reconciliation,
    add_reconciliation,
    ends_of,
    release_reconciliation,
)
from domain.services.recording import business_date, run_date
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, ItemRow, PlannedPaymentRow
from domain.texts import say


@dataclass(frozen=True, slots=True)
class PlannedPayments:
    """The created, changed or deleted planned payments, and the items that they no longer hold."""

    account: int
    planned_payments: list[int]
    freed: list[int]


@dataclass(frozen=True, slots=True)
class ProcessedPayments:
    """The recorded payments and their reconciliations."""

    transactions: list[int]
    reconciliations: list[int]


@dataclass(frozen=True, slots=True)
class CreatePlannedPayments(Command[PlannedPayments]):
    """Planned payments for items of existing invoices."""

    NEEDS = RECORD
    account_id: int
    installments: Sequence[InstallmentTerms]


@dataclass(frozen=True, slots=True)
class ModifyPlannedPayment(Command[PlannedPayments]):
    """Changes of a planned payment; ``items`` replace all that it holds."""

    NEEDS = RECORD
    planned_payment_id: int
    due_on: datetime.date | Unchanged = UNCHANGED
    amount_cents: int | Unchanged = UNCHANGED
    method: PaymentMethod | Unchanged = UNCHANGED
    items: Sequence[InstallmentItem] | Unchanged = UNCHANGED
    external_id: str | Unchanged | None = UNCHANGED
    metadata: Sequence[MetadataEntry] | Unchanged = UNCHANGED


@dataclass(frozen=True, slots=True)
class DeletePlannedPayment(Command[PlannedPayments]):
    """A planned payment that will not come."""

    NEEDS = RECORD
    planned_payment_id: int


@dataclass(frozen=True, slots=True)
class ProcessPlannedPayments(Command[ProcessedPayments]):
    """All planned payments that are due by a day (default: today), of one account or all."""

    NEEDS = RECORD
    on: datetime.date | None = None
    account_id: int | None = None


@service
def create_planned_payments(unit: UnitOfWork, cmd: CreatePlannedPayments) -> Program[PlannedPayments]:
    """Plan payments. One that names no items holds none and arrives unreconciled: nothing is guessed (domain R12).

    Raises, with the installment's place in ``installments``: ``InvalidAmount``, ``InvalidDate``, ``InvalidValue``,
    ``NotFound``, ``WrongAccount``, ``WrongSide`` and ``OverReconciled``.
    """
    account = yield from locked_account(unit, cmd.account_id, "accountId")
    if not cmd.installments:
        raise InvalidValue(say("planned-payments-none"), "installments")
    made = []
    with refusals_under("installments"):
        check_installments(unit, cmd.installments)
        ends = yield from named_ends(account, cmd.installments)
        remaining = yield from load_plannable(ends, account)
        labels = yield from installment_labels(unit, cmd.installments)
        for index, each in enumerate(cmd.installments):
            held = hold_one(each, index, remaining, account)
            made.append(plan(unit, account, each, held, ends, labels[index]).id)
    return PlannedPayments(account.id, made, [])


@service
def modify_planned_payment(unit: UnitOfWork, cmd: ModifyPlannedPayment) -> Program[PlannedPayments]:
    """Change a planned payment that is still to come (domain R17a).

    A new due date or method keeps what it holds. A new amount without ``items`` frees all its items, and the payment will
    arrive unreconciled. Raises ``NotFound``, ``WrongState``, and what creating one raises.
    """
    planned, account = yield from _locked_planned(unit, cmd.planned_payment_id)
    due_on = planned.due_on if cmd.due_on is UNCHANGED else business_date(unit, cmd.due_on, "dueOn")
    method = planned.method if cmd.method is UNCHANGED else cmd.method
    amount = planned.amount_cents
    if cmd.amount_cents is not UNCHANGED:
        amount = positive_cents(cmd.amount_cents, "amountCents")
    ends: dict[int, ReconciliationEnd] = {}
    freed: list[int] = []
    state = planned.state
    terms: InstallmentTerms | None = None
    if cmd.items is not UNCHANGED:
        terms = InstallmentTerms(due_on, amount, method, cmd.items)
        with _refusals_of_the_installment():
            check_installments(unit, [terms])
            ends = yield from named_ends(account, [terms])
    if terms is not None or amount != planned.amount_cents:
        freed = yield from _free_items(unit, planned, [end.item for end in ends.values()])
        state = PlannedPaymentState.ADJUSTED if terms is None else PlannedPaymentState.PLANNED
    labels = yield from changed_labels(unit, planned, cmd)
    values = {"due_on": due_on, "method": method, "amount_cents": amount, "state": state, **labels}
    after = change_where_different(unit, planned, **values)
    if terms is not None:
        remaining = yield from load_plannable(ends, account)
        with _refusals_of_the_installment():
            allocations = hold_one(terms, 0, remaining, account)
        for allocation in allocations:
            add_planned_reconciliation(unit, after, ends[allocation.item_id], allocation.amount_cents)
    return PlannedPayments(account.id, [planned.id], freed)


@contextmanager
def _refusals_of_the_installment() -> Iterator[None]:
    """Leave the index out of a refusal's path: the input has one installment."""
    try:
        yield
    except Refusal as refusal:
        raise type(refusal)(refusal.text, *refusal.field[1:]) from None


@service
def delete_planned_payment(unit: UnitOfWork, cmd: DeletePlannedPayment) -> Program[PlannedPayments]:
    """Delete a planned payment and free its items (domain R17). Raises ``NotFound`` and ``WrongState``."""
    planned, account = yield from _locked_planned(unit, cmd.planned_payment_id)
    freed = yield from _free_items(unit, planned, ())
    unit.changes.change(planned, state=PlannedPaymentState.DELETED)
    return PlannedPayments(account.id, [planned.id], freed)


@service
def process_planned_payments(unit: UnitOfWork, cmd: ProcessPlannedPayments) -> Program[ProcessedPayments]:
    """Turn due planned payments into payments of the given day, and their reconciliations into real ones (domain R17).

    A second run does nothing, since a processed payment is no longer due. Raises ``InvalidDate`` (also for a day after
    today, domain R39), ``NotFound`` and ``BooksClosed``.
    """
    on = run_date(unit, cmd.on)
    if cmd.account_id is not None:
        yield from locked_account(unit, cmd.account_id, "accountId")
    expected = yield from due_planned_payments(on, cmd.account_id)
    yield from unit.lock_accounts({planned.account_id for planned in expected})
    unit.closed.days.check(on, "on")
    now = yield from by_ids(PlannedPaymentRow, [planned.id for planned in expected])
    due = [now[each.id] for each in expected if now[each.id].outstanding and now[each.id].due_on <= on]
    held = yield from planned_reconciliations_of([planned.id for planned in due])
    item_ids = {reconciliation.debit_item_id for each in held.values() for reconciliation in each}
    ends = yield from ends_of((yield from by_ids(ItemRow, item_ids)).values())
    requests = [NumberRequest(unit.accounts[planned.account_id], TransactionKind.PAYMENT) for planned in due]
    numbers = yield from load_numbers(unit, requests)
    result = ProcessedPayments([], [])
    for planned in due:
        money = Money(planned.amount_cents, planned.method, on)
        payment = record_money(unit, unit.accounts[planned.account_id], money, TransactionKind.PAYMENT, numbers)
        unit.changes.change(planned, state=PlannedPaymentState.PROCESSED, transaction_id=payment.transaction.id)
        result.transactions.append(payment.transaction.id)
        for reconciliation in held[planned.id]:
            debit, amount = ends[reconciliation.debit_item_id], reconciliation.amount_cents
            release_reconciliation(unit, reconciliation, (debit.item,))
            made = add_reconciliation(unit, payment, debit, amount, ReconciliationOrigin.INSTALLMENT)
            result.reconciliations.append(made.id)
    return result


def _free_items(unit: UnitOfWork, planned: PlannedPaymentRow, items: Collection[ItemRow]) -> Program[list[int]]:
    """Release all that a planned payment holds, also in the rows ``items``; return the freed items."""
    reconciliations = (yield from planned_reconciliations_of([planned.id]))[planned.id]
    for reconciliation in reconciliations:
        release_reconciliation(unit, reconciliation, items)
    return [reconciliation.debit_item_id for reconciliation in reconciliations]


def _locked_planned(unit: UnitOfWork, planned_id: int) -> Program[tuple[PlannedPaymentRow, AccountRow]]:
    """Lock the account of a planned payment that is still to come; return both."""
    before = yield from existing_row(PlannedPaymentRow, planned_id, "Planned payment", "id")
    # after damage it may hold an item of another account, and deleting it repairs that
    held = (yield from planned_reconciliations_of([planned_id]))[planned_id]
    accounts = yield from unit.lock_accounts({before.account_id, *accounts_of(held)})
    planned = yield from existing_row(PlannedPaymentRow, planned_id, "Planned payment", "id")
    if planned.state not in OUTSTANDING:
        is_deleted = planned.state is PlannedPaymentState.DELETED
        raise WrongState(say("planned-payment-deleted" if is_deleted else "planned-payment-processed"), "id")
    return planned, accounts[planned.account_id]
