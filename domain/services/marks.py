"""Marks: what a person says that a credit is for (domain R12, R12a)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.core.allocation import Mark, Part, follow_marks
from domain.core.edges import EdgeEnd, check_meeting
from domain.core.kinds import ReconciliationOrigin, Side
from domain.core.money import positive_cents
from domain.errors import InvalidValue, NotFound, Refusal, WrongAccount, WrongSide
from domain.queries.records import by_ids, items_of
from domain.rows import AccountRow, ItemRow, ReconciliationRow
from domain.services.edges import End, apply_parts, ends_of, rooms_of
from domain.services.rows import check_listed, check_reached
from domain.store.block import Block
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class MarkWish:
    """An invoice (all its items in listed order) or one item, with an exact amount or as far as the money goes."""

    invoice_id: int | None = None
    item_id: int | None = None
    amount_cents: int | None = None


class Marked(NamedTuple):
    """What marks reach: the items of marked invoices in listed order, and every reached item by id.

    One object an item, however many marks of however many rows reach it: what one takes, the next one finds taken.
    """

    invoices: Mapping[int, Sequence[ItemRow]]
    items: Mapping[int, ItemRow]
    ends: dict[int, End]


def known_marked(wishes: Iterable[MarkWish], *field: str) -> Steps[Marked]:
    """What marks reach, whatever their number by three statements; to be asked under the accounts' locks.

    Raises ``InvalidValue`` at ``field`` where they reach more items than can be looked at.
    """
    wishes = [wish for wish in wishes if (wish.invoice_id is None) != (wish.item_id is None)]
    if not wishes:
        return Marked({}, {}, {})
    invoices = yield from items_of({wish.invoice_id for wish in wishes if wish.invoice_id is not None})
    check_reached(sum(len(invoices.get(wish.invoice_id or 0, ())) for wish in wishes), *field)
    listed = {item.id: item for items in invoices.values() for item in items}
    singles = yield from by_ids(ItemRow, [wish.item_id for wish in wishes if wish.item_id is not None])
    items = singles | listed
    return Marked(invoices, items, (yield from ends_of(items.values())))


def decide_marks(marked: Marked, account: AccountRow, credit: EdgeEnd, wishes: Sequence[MarkWish]) -> list[Part]:
    """What of a new credit goes to which marked item, in the marks' order; what they do not use stays on the account.

    ``credit`` is the new money as the rules look at it, its whole amount open. Raises, with the mark's place in
    ``applyTo``: ``InvalidValue``, ``NotFound``, ``WrongAccount``, ``WrongSide``, ``InvalidAmount``, ``NothingOpen``,
    ``OverReconciled`` and ``WrongState``.
    """
    if not wishes:
        return []
    check_listed(wishes, "applyTo")
    reached = _reached(marked, account, wishes)
    marks = [
        Mark(tuple(rooms_of(items)), _amount(wish, index))
        for index, (wish, items) in enumerate(zip(wishes, reached, strict=True))
    ]
    try:
        parts = follow_marks(credit.open_cents, marks, account.currency)
    except Refusal as refusal:
        raise refusal.under("applyTo") from None  # noqa: EM101 - a path, no message
    for part in parts:
        try:
            check_meeting(credit, marked.ends[part.item_id].rules_end)
        except Refusal as refusal:
            index = next(at for at, items in enumerate(reached) if part.item_id in {item.id for item in items})
            raise type(refusal)(refusal.message, "applyTo", str(index)) from None
    return parts


def follow(
    block: Block,
    account: AccountRow,
    credits: Sequence[End],
    wishes: Sequence[MarkWish],
    origin: ReconciliationOrigin,
) -> Steps[list[ReconciliationRow]]:
    """Reconciles new credit items as marked: ``decide_marks``, with what must be known for it asked, and its edges."""
    marked = yield from known_marked(wishes, "applyTo")
    money = credits[0].rules_end._replace(open_cents=sum(end.item.unreconciled_cents for end in credits))
    parts = decide_marks(marked, account, money, wishes)
    return apply_parts(block, credits, parts, marked.ends, origin)


def _amount(wish: MarkWish, index: int) -> int | None:
    if wish.amount_cents is None:
        return None
    return positive_cents(wish.amount_cents, "applyTo", str(index), "amountCents")


def _reached(marked: Marked, account: AccountRow, wishes: Sequence[MarkWish]) -> list[list[ItemRow]]:
    """For each mark its items in listed order."""
    for index, wish in enumerate(wishes):
        if (wish.invoice_id is None) == (wish.item_id is None):
            msg = "Mark either an invoice or an item."
            raise InvalidValue(msg, "applyTo", str(index))
    reached = []
    for index, wish in enumerate(wishes):
        name = "invoiceId" if wish.invoice_id is not None else "itemId"
        place = ("applyTo", str(index), name)
        if wish.invoice_id is not None:
            items = [marked.items[item.id] for item in marked.invoices.get(wish.invoice_id, ())]
        else:
            single = marked.items.get(wish.item_id or 0)
            items = [] if single is None else [single]
        if not items or items[0].withdrawn_at is not None:
            msg = "There is no such invoice." if wish.invoice_id is not None else "There is no such item."
            raise NotFound(msg, *place)
        if items[0].account_id != account.id:
            msg = f"That is on another account than {account.number}."
            raise WrongAccount(msg, *place)
        if items[0].side is not Side.DEBIT:
            msg = f"A {items[0].kind} is a credit itself and cannot be paid. Mark invoices."
            raise WrongSide(msg, *place)
        reached.append(items)
    return reached
