"""Cancelling invoice items: what is open of them is settled, what was paid floats as a credit (domain R7a)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.kinds import ReconciliationOrigin, TransactionKind
from domain.core.money import amount_text, positive_cents
from domain.core.text import LONGEST_TEXT, clean_optional
from domain.errors import InvalidValue, NotFound, NothingOpen, OverReconciled, WrongAccount, WrongSide
from domain.queries.cancellations import cancellations_of
from domain.queries.planned import planned_payments_holding
from domain.queries.records import by_ids
from domain.rows import AccountRow, ItemRow
from domain.services.edges import End, add_edge, ends_of
from domain.services.recording import (
    NewItem,
    NewTransaction,
    RecordedOutcome,
    business_date,
    record,
    take_number,
)
from domain.services.rows import check_listed
from domain.store.block import Block
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class CancelItem:
    """An invoice item, and how much of it; None: all that can be."""

    item_id: int
    amount_cents: int | None = None


@dataclass(frozen=True, slots=True)
class CancelItems:
    """One cancellation of items of one account."""

    items: Sequence[CancelItem]
    date: datetime.date | None = None
    number: str | None = None
    description: str | None = None


def cancel_items(block: Block, wish: CancelItems) -> Steps[RecordedOutcome]:
    """Records a cancellation, each line bound to the item that it cancels and under that item's ledger code.

    Each settles what is open of its item; the rest floats as a credit of the account. Raises, with the row's place in
    ``items``: ``InvalidValue``, ``NotFound``, ``WrongSide``, ``WrongAccount``, ``NothingOpen`` (nothing left to cancel),
    ``InvalidAmount`` and ``OverReconciled`` naming the planned payments that hold the item.
    """
    items, account = yield from _locked_items(block, wish.items)
    amounts = yield from _amounts(wish.items, items, account)
    cancelled = [items[each.item_id] for each in wish.items]
    description = clean_optional(wish.description, "description", longest=LONGEST_TEXT)
    new = NewTransaction(
        kind=TransactionKind.CANCELLATION,
        number=(yield from take_number(block, account, wish.number, TransactionKind.CANCELLATION)),
        date=business_date(block, wish.date, "date"),
        items=[
            NewItem(item.description, cents, item.ledger_code_id, item.member_id, item.id)
            for item, cents in zip(cancelled, amounts, strict=True)
        ],
        description=description or f"Cancellation: {cancelled[0].description}"[:LONGEST_TEXT],
    )
    transaction, rows = record(block, account, new)
    ends = yield from ends_of(items.values())
    edges = []
    for row, item in zip(rows, cancelled, strict=True):
        settled = min(row.amount_cents, item.unreconciled_cents)
        if settled > 0:
            credit = End(row, transaction)
            edges.append(add_edge(block, credit, ends[item.id], settled, ReconciliationOrigin.CANCELLATION))
    return RecordedOutcome(account.id, transaction.id, [edge.id for edge in edges])


def _amounts(wishes: Sequence[CancelItem], items: dict[int, ItemRow], account: AccountRow) -> Steps[list[int]]:
    """How much of each item is cancelled, rows counted one after the other."""
    before = yield from cancellations_of(list(items))
    holding = yield from planned_payments_holding(list(items))
    left = {
        item.id: item.amount_cents - sum(each.amount_cents for each in before[item.id]) - item.planned_cents
        for item in items.values()
    }
    amounts = []
    for index, wish in enumerate(wishes):
        place, most = ("items", str(index)), left[wish.item_id]
        planned = ""
        if holding[wish.item_id]:
            named = ", ".join(
                f"{amount_text(each.amount_cents, account.currency)} due {each.due_on}"
                for each in holding[wish.item_id]
            )
            planned = f" Planned payments hold it: {named}. Delete them first to cancel more."
        if most <= 0:
            msg = f"Nothing of this item is left to cancel.{planned}"
            raise NothingOpen(msg, *place, "itemId")
        cents = most if wish.amount_cents is None else positive_cents(wish.amount_cents, *place, "amountCents")
        if cents > most:
            msg = (
                f"At most {amount_text(most, account.currency)} of this item can be cancelled, "
                f"not {amount_text(cents, account.currency)}.{planned}"
            )
            raise OverReconciled(msg, *place, "amountCents")
        left[wish.item_id] -= cents
        amounts.append(cents)
    return amounts


def _locked_items(block: Block, wishes: Sequence[CancelItem]) -> Steps[tuple[dict[int, ItemRow], AccountRow]]:
    """The items of one account, read under its lock. An item never changes its account, so asking first is safe."""
    if not wishes:
        msg = "Name at least one item to cancel."
        raise InvalidValue(msg, "items")
    check_listed(wishes, "items")
    before = yield from by_ids(ItemRow, {wish.item_id for wish in wishes})
    yield from block.lock_accounts({item.account_id for item in before.values()})
    items = yield from by_ids(ItemRow, before)
    first: ItemRow | None = None
    for index, wish in enumerate(wishes):
        place = ("items", str(index), "itemId")
        item = items.get(wish.item_id)
        if item is None or item.withdrawn_at is not None:
            msg = "There is no such item."
            raise NotFound(msg, *place)
        if item.kind is not TransactionKind.INVOICE:
            msg = "Only items of invoices can be cancelled."
            raise WrongSide(msg, *place)
        first = first or item
        if item.account_id != first.account_id:
            msg = "One cancellation is for items of one account. Cancel the others on their own."
            raise WrongAccount(msg, *place)
    assert first is not None, "there is at least one"
    return items, block.accounts[first.account_id]
