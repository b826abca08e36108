"""Planned payments: made, changed, deleted, and processed when they are due (domain R17, R17a)."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.core.keep import KEEP, Kept
from domain.core.kinds import OUTSTANDING, PaymentMethod, PlannedPaymentState, ReconciliationOrigin, TransactionKind
from domain.core.money import positive_cents
from domain.errors import InvalidValue, NotFound, Refusal, WrongState
from domain.queries.planned import due_planned_payments, planned_edges_of
from domain.queries.records import by_ids
from domain.rows import AccountRow, ItemRow, PlannedPaymentRow, ReconciliationRow
from domain.services.accounts import locked_account
from domain.services.edges import End, accounts_of, add_edge, add_planned_edge, ends_of, release_edge
from domain.services.installments import (
    InstallmentItemWish,
    InstallmentWish,
    check_installments,
    hold_one,
    named_ends,
    plan,
    plannable,
)
from domain.services.numbers import Wanted, known_numbers
from domain.services.payments import Money, record_money
from domain.services.recording import business_date
from domain.store.block import Block
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class CreatePlannedPayments:
    """Planned payments for items of invoices that are there."""

    account_id: int
    installments: Sequence[InstallmentWish]


@dataclass(frozen=True, slots=True)
class ModifyPlannedPayment:
    """What shall change of a planned payment. ``items``, where given, are what it holds from now on."""

    planned_payment_id: int
    due_on: datetime.date | Kept = KEEP
    amount_cents: int | Kept = KEEP
    method: PaymentMethod | Kept = KEEP
    items: Sequence[InstallmentItemWish] | Kept = KEEP


@dataclass(frozen=True, slots=True)
class DeletePlannedPayment:
    """The planned payment that shall not come."""

    planned_payment_id: int


@dataclass(frozen=True, slots=True)
class ProcessPlannedPayments:
    """Everything that is due by a day (today if not given), of one account or all."""

    on: datetime.date | None = None
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedOutcome:
    """The planned payments that were made or changed, and the items that were freed."""

    account: int
    planned_payments: list[int]
    freed: list[int]


@dataclass(frozen=True, slots=True)
class ProcessedOutcome:
    """The payments that were recorded, and the edges that became real."""

    transactions: list[int]
    reconciliations: list[int]


def create_planned_payments(block: Block, wish: CreatePlannedPayments) -> Steps[PlannedOutcome]:
    """Plans payments. One that names no items holds none and arrives unreconciled: nothing is guessed (domain R12).

    Raises, with the installment's place in ``installments``: ``InvalidAmount``, ``InvalidDate``, ``InvalidValue``,
    ``NotFound``, ``WrongAccount``, ``WrongSide`` and ``OverReconciled``.
    """
    account = yield from locked_account(block, wish.account_id, "accountId")
    if not wish.installments:
        msg = "At least one installment is needed."
        raise InvalidValue(msg, "installments")
    made = []
    try:
        check_installments(block, wish.installments)
        ends = yield from named_ends(account, wish.installments)
        left = yield from plannable(ends)
        for index, each in enumerate(wish.installments):
            made.append(plan(block, account, each, hold_one(each, index, left, account), ends).id)
    except Refusal as refusal:
        raise refusal.under("installments") from None  # noqa: EM101 - a path, no message
    return PlannedOutcome(account.id, made, [])


def modify_planned_payment(block: Block, wish: ModifyPlannedPayment) -> Steps[PlannedOutcome]:
    """Changes a planned payment that is still to come (domain R17a).

    A new due date or method keeps what it holds. A new amount lets go of it, and the payment will arrive unreconciled,
    unless ``items`` say what it is for. Raises ``NotFound``, ``WrongState``, and what creating one raises.
    """
    planned, account = yield from _locked_planned(block, wish.planned_payment_id)
    changed: dict[str, object] = {}
    if wish.due_on is not KEEP:
        changed["due_on"] = business_date(block, wish.due_on, "dueOn")
    if wish.method is not KEEP:
        changed["method"] = wish.method
    if wish.amount_cents is not KEEP:
        changed["amount_cents"] = positive_cents(wish.amount_cents, "amountCents")
    changed = {name: value for name, value in changed.items() if getattr(planned, name) != value}
    freed: list[int] = []
    ends: dict[int, End] = {}
    wished: InstallmentWish | None = None
    if wish.items is not KEEP:
        after = planned.copy(**changed)
        wished = InstallmentWish(after.due_on, after.amount_cents, after.method, wish.items)
        ends = yield from _one_installment(block, account, wished)
    if "amount_cents" in changed or wished is not None:
        freed = yield from _let_go(block, planned, [end.item for end in ends.values()])
        changed["state"] = PlannedPaymentState.ADJUSTED if wished is None else PlannedPaymentState.PLANNED
    after = planned
    if any(getattr(planned, name) != value for name, value in changed.items()):
        after = block.changes.change(planned, **changed)
    if wished is not None:
        left = yield from plannable(ends)
        try:
            parts = hold_one(wished, 0, left, account)
        except Refusal as refusal:
            raise _of_the_one(refusal) from None
        for part in parts:
            add_planned_edge(block, after, ends[part.item_id], part.amount_cents)
    return PlannedOutcome(account.id, [planned.id], freed)


def _one_installment(block: Block, account: AccountRow, wished: InstallmentWish) -> Steps[dict[int, End]]:
    """The items that a planned payment is to hold from now on."""
    try:
        check_installments(block, [wished])
        return (yield from named_ends(account, [wished]))
    except Refusal as refusal:
        raise _of_the_one(refusal) from None


def _of_the_one(refusal: Refusal) -> Refusal:
    """There is one installment, whose index says nothing."""
    return type(refusal)(refusal.message, *refusal.field[1:])


def delete_planned_payment(block: Block, wish: DeletePlannedPayment) -> Steps[PlannedOutcome]:
    """Deletes a planned payment and frees its items (domain R17). Raises ``NotFound`` and ``WrongState``."""
    planned, account = yield from _locked_planned(block, wish.planned_payment_id)
    freed = yield from _let_go(block, planned, ())
    block.changes.change(planned, state=PlannedPaymentState.DELETED)
    return PlannedOutcome(account.id, [planned.id], freed)


def process_planned_payments(block: Block, wish: ProcessPlannedPayments) -> Steps[ProcessedOutcome]:
    """Turns everything that is due into payments dated the run's day, and planned edges into real ones (domain R17).

    Once processed nothing is due any more, so that a second run does nothing. Raises ``InvalidDate`` and ``NotFound``.
    """
    on = business_date(block, wish.on, "on")
    if wish.account_id is not None:
        yield from locked_account(block, wish.account_id, "accountId")
    expected = yield from due_planned_payments(on, wish.account_id)
    yield from block.lock_accounts({planned.account_id for planned in expected})
    still = yield from by_ids(PlannedPaymentRow, [planned.id for planned in expected])
    due = [still[each.id] for each in expected if still[each.id].outstanding and still[each.id].due_on <= on]
    edges = yield from planned_edges_of([planned.id for planned in due])
    items = yield from by_ids(ItemRow, {edge.debit_item_id for each in edges.values() for edge in each})
    ends = yield from ends_of(items.values())
    wanted = [Wanted(block.accounts[planned.account_id], TransactionKind.PAYMENT) for planned in due]
    numbers = yield from known_numbers(block, wanted)
    outcome = ProcessedOutcome([], [])
    for planned in due:
        money = Money(planned.amount_cents, planned.method, on)
        account = block.accounts[planned.account_id]
        payment = record_money(block, account, money, TransactionKind.PAYMENT, numbers)
        outcome.transactions.append(payment.transaction.id)
        outcome.reconciliations.extend(_become_real(block, planned, payment, edges[planned.id], ends))
    return outcome


def _become_real(
    block: Block, planned: PlannedPaymentRow, payment: End, edges: Sequence[ReconciliationRow], ends: Mapping[int, End]
) -> list[int]:
    """Ends the edges of a planned payment and makes those of the payment that it became."""
    block.changes.change(planned, state=PlannedPaymentState.PROCESSED, transaction_id=payment.transaction.id)
    made = []
    for edge in edges:
        debit = ends[edge.debit_item_id]
        release_edge(block, edge, (debit.item,))
        made.append(add_edge(block, payment, debit, edge.amount_cents, ReconciliationOrigin.INSTALLMENT).id)
    return made


def _let_go(block: Block, planned: PlannedPaymentRow, items: Iterable[ItemRow]) -> Steps[list[int]]:
    """Releases all that a planned payment holds, and gives the room back to those of ``items`` that it held."""
    edges = (yield from planned_edges_of([planned.id]))[planned.id]
    held = list(items)
    for edge in edges:
        release_edge(block, edge, held)
    return [edge.debit_item_id for edge in edges]


def _locked_planned(block: Block, planned_id: int) -> Steps[tuple[PlannedPaymentRow, AccountRow]]:
    """A planned payment that is still to come, and its account, locked."""
    before = (yield from by_ids(PlannedPaymentRow, [planned_id])).get(planned_id)
    if before is None:
        msg = "There is no such planned payment."
        raise NotFound(msg, "id")
    # damage may have it hold an item of another account, and deleting it is what mends that
    held = (yield from planned_edges_of([planned_id]))[planned_id]
    accounts = yield from block.lock_accounts({before.account_id, *accounts_of(held)})
    planned = (yield from by_ids(PlannedPaymentRow, [planned_id]))[planned_id]
    if planned.withdrawn_at is not None:
        msg = "There is no such planned payment."
        raise NotFound(msg, "id")
    if planned.state not in OUTSTANDING:
        done = "was deleted" if planned.state is PlannedPaymentState.DELETED else "has been processed"
        msg = f"This planned payment {done} and cannot be changed any more."
        raise WrongState(msg, "id")
    return planned, accounts[planned.account_id]
