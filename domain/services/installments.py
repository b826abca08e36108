"""Installments as they are wished for, at checkout or later: checked and made planned payments (domain R11a, R17)."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.core.allocation import Part
from domain.core.installments import Held, Installment, hold_at_checkout, hold_named
from domain.core.kinds import PaymentMethod, PlannedPaymentState, TransactionKind
from domain.core.money import positive_cents
from domain.errors import InvalidValue, NotFound, WrongAccount, WrongSide
from domain.queries.cancellations import cancellations_of
from domain.queries.records import by_ids
from domain.rows import AccountRow, ItemRow, PlannedPaymentRow
from domain.services.edges import End, add_planned_edge, ends_of, rooms_of
from domain.services.recording import business_date
from domain.services.rows import check_listed
from domain.store.block import Block
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class InstallmentItemWish:
    """So much of an item: by its position at checkout, by its id on an invoice that is there."""

    amount_cents: int
    position: int | None = None
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class InstallmentWish:
    """A planned payment that shall be. ``items`` None or empty names none."""

    due_on: datetime.date
    amount_cents: int
    method: PaymentMethod
    items: Sequence[InstallmentItemWish] = ()


def check_installments(block: Block, wishes: Sequence[InstallmentWish]) -> None:
    """Amounts and dates of installments; raises ``InvalidAmount`` and ``InvalidDate`` with the installment's index.

    Raises ``InvalidValue`` for too many of them, or of the items of one.
    """
    check_listed(wishes)
    for index, each in enumerate(wishes):
        positive_cents(each.amount_cents, str(index), "amountCents")
        business_date(block, each.due_on, str(index), "dueOn")
        check_listed(each.items, str(index), "items")
        for place, item in enumerate(each.items):
            positive_cents(item.amount_cents, str(index), "items", str(place), "amountCents")


def plan(
    block: Block, account: AccountRow, wish: InstallmentWish, parts: Sequence[Part], ends: Mapping[int, End]
) -> PlannedPaymentRow:
    """Adds a planned payment that holds parts of items; all was checked."""
    planned = block.changes.add(
        PlannedPaymentRow(
            id=block.new_id(),
            account_id=account.id,
            batch_id=block.batch.id,
            due_on=wish.due_on,
            amount_cents=wish.amount_cents,
            method=wish.method,
            state=PlannedPaymentState.PLANNED,
            transaction_id=None,
            recorded_at=block.recorded_at(account.id),
        )
    )
    for part in parts:
        add_planned_edge(block, planned, ends[part.item_id], part.amount_cents)
    return planned


def share_checkout(
    money_cents: int, rows: Sequence[ItemRow], wishes: Sequence[InstallmentWish], account: AccountRow
) -> Held:
    """What of a new invoice goes to its payment and to each installment (domain R11a); see ``hold_at_checkout``.

    Raises ``InvalidValue`` for an item named by anything but a position that is there, ``OverReconciled`` beyond rooms.
    """
    by_position = {row.position: row.id for row in rows}
    installments = []
    for index, wish in enumerate(wishes):
        for place, item in enumerate(wish.items):
            if item.position not in by_position or item.item_id is not None:
                msg = f"At checkout, name an item by its position, from 1 to {len(rows)}."
                raise InvalidValue(msg, str(index), "items", str(place), "position")
        parts = tuple(Part(by_position[item.position or 0], item.amount_cents) for item in wish.items)
        installments.append(Installment(wish.amount_cents, parts or None))
    return hold_at_checkout(money_cents, rooms_of(rows), installments, account.currency)


def named_ends(account: AccountRow, wishes: Sequence[InstallmentWish]) -> Steps[dict[int, End]]:
    """The items that installments name by id; raises with the installment's and the item's index as path."""
    named = [
        (str(index), "items", str(place), item.item_id)
        for index, wish in enumerate(wishes)
        for place, item in enumerate(wish.items)
    ]
    found = yield from by_ids(ItemRow, {each[-1] for each in named if each[-1] is not None})
    for *path, item_id in named:
        place = [str(each) for each in path]
        if item_id is None:
            msg = "Name the item by `itemId`; positions count at checkout alone."
            raise InvalidValue(msg, *place, "itemId")
        item = found.get(item_id)
        if item is None or item.withdrawn_at is not None:
            msg = "There is no such item."
            raise NotFound(msg, *place, "itemId")
        if item.account_id != account.id:
            msg = f"That item is on another account than {account.number}."
            raise WrongAccount(msg, *place, "itemId")
        if item.kind is not TransactionKind.INVOICE:
            msg = "A planned payment is for items of invoices."
            raise WrongSide(msg, *place, "itemId")
    return (yield from ends_of(found.values()))


def hold_one(wish: InstallmentWish, index: int, left: dict[int, int], account: AccountRow) -> list[Part]:
    """What one installment holds of the items that it names by id; takes it from ``left``. Raises ``OverReconciled``."""
    parts = tuple(Part(item.item_id or 0, item.amount_cents) for item in wish.items)
    return hold_named(Installment(wish.amount_cents, parts), index, left, account.currency)


def plannable(ends: Mapping[int, End]) -> Steps[dict[int, int]]:
    """How much of items can be planned: what is open, and never what was cancelled (domain R7a)."""
    cancelled = yield from cancellations_of(list(ends))
    return {
        item_id: max(
            0,
            min(
                end.item.unreconciled_cents,
                end.item.amount_cents - end.item.planned_cents - sum(each.amount_cents for each in cancelled[item_id]),
            ),
        )
        for item_id, end in ends.items()
    }
