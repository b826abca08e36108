"""Marks: what a person says that a credit is for (domain R12, R12a)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.allocation import Mark, follow_marks
from domain.core.kinds import ReconciliationOrigin, Side
from domain.core.money import positive_cents
from domain.errors import InvalidValue, NotFound, Refusal, WrongAccount, WrongSide
from domain.queries.records import by_ids, items_of
from domain.rows import AccountRow, ItemRow, ReconciliationRow, TransactionRow
from domain.services.edges import End, apply_parts, ends_of, rooms_of
from domain.store.block import Block
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class MarkWish:
    """An invoice (all its items in listed order) or one item, with an exact amount or as far as the money goes."""

    invoice_id: int | None = None
    item_id: int | None = None
    amount_cents: int | None = None


def follow(
    block: Block,
    account: AccountRow,
    credits: Sequence[End],
    wishes: Sequence[MarkWish],
    origin: ReconciliationOrigin,
) -> Steps[list[ReconciliationRow]]:
    """Reconciles new credit items as marked, in the marks' order; what they do not use stays on the account.

    Raises, with the mark's place in ``applyTo``: ``InvalidValue``, ``NotFound``, ``WrongAccount``, ``WrongSide``,
    ``InvalidAmount``, ``NothingOpen`` and ``OverReconciled``.
    """
    if not wishes:
        return []
    marked = yield from _marked_items(account, wishes)
    debits = yield from ends_of({item.id: item for items in marked for item in items}.values())
    marks = [
        Mark(tuple(rooms_of(items)), _amount(wish, index))
        for index, (wish, items) in enumerate(zip(wishes, marked, strict=True))
    ]
    money = sum(end.item.unreconciled_cents for end in credits)
    try:
        parts = follow_marks(money, marks, account.currency)
    except Refusal as refusal:
        raise refusal.under("applyTo") from None  # noqa: EM101 - a path, no message
    return apply_parts(block, credits, parts, debits, origin)


def _amount(wish: MarkWish, index: int) -> int | None:
    if wish.amount_cents is None:
        return None
    return positive_cents(wish.amount_cents, "applyTo", str(index), "amountCents")


def _marked_items(account: AccountRow, wishes: Sequence[MarkWish]) -> Steps[list[list[ItemRow]]]:
    """For each mark its items in listed order; one object an item, however many marks reach it."""
    for index, wish in enumerate(wishes):
        if (wish.invoice_id is None) == (wish.item_id is None):
            msg = "Mark either an invoice or an item."
            raise InvalidValue(msg, "applyTo", str(index))
    invoices = yield from by_ids(TransactionRow, [wish.invoice_id for wish in wishes if wish.invoice_id is not None])
    listed = yield from items_of(invoices)
    known = {item.id: item for items in listed.values() for item in items}
    singles = yield from by_ids(ItemRow, [wish.item_id for wish in wishes if wish.item_id is not None])
    known = {**singles, **known}
    marked = []
    for index, wish in enumerate(wishes):
        name = "invoiceId" if wish.invoice_id is not None else "itemId"
        place = ("applyTo", str(index), name)
        if wish.invoice_id is not None:
            items = [known[item.id] for item in listed.get(wish.invoice_id, [])]
        else:
            items = [known[wish.item_id]] if wish.item_id in known else []
        if not items or items[0].withdrawn_at is not None:
            msg = "There is no such invoice." if wish.invoice_id is not None else "There is no such item."
            raise NotFound(msg, *place)
        if items[0].account_id != account.id:
            msg = f"That is on another account than {account.number}."
            raise WrongAccount(msg, *place)
        if items[0].side is not Side.DEBIT:
            msg = f"A {items[0].kind} is a credit itself and cannot be paid. Mark invoices."
            raise WrongSide(msg, *place)
        marked.append(items)
    return marked
