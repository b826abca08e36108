"""Marks: which invoices or items a person says that a credit is for (domain R12, R12a)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.core.allocation import Allocation, Mark, follow_marks
from domain.core.kinds import ReconciliationOrigin, Side
from domain.core.money import positive_cents
from domain.core.reconciliation_rules import RuleEnd, check_meeting
from domain.errors import InvalidValue, WrongAccount, WrongSide
from domain.queries.records import by_ids, items_of, transactions_of_items
from domain.services.checks import not_found, refusals_at, refusals_under
from domain.services.obstacles import obstacles_of
from domain.services.reconciliation_rows import ReconciliationEnd, apply_allocations, ends_of, open_amounts_of
from domain.services.rows import check_listed, check_named_items
from domain.store.program import Program
from domain.store.round_trips import side_by_side
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, ItemRow, ReconciliationRow, TransactionRow
from domain.texts import Joined, Text, say

OBSTACLES_MAX = 3
"""For how many items of an invoice a refusal says what uses them up."""


@dataclass(frozen=True, slots=True)
class MarkInput:
    """An invoice (all its items in listed order) or one item, with an exact amount or as far as the money goes."""

    invoice_id: int | None = None
    item_id: int | None = None
    amount_cents: int | None = None


class MarkContext(NamedTuple):
    """The items that marks name: those of marked invoices in listed order, and every item by id.

    All marks of all rows share one object per item, so that a mark sees what the earlier ones used.
    """

    invoices: Mapping[int, Sequence[ItemRow]]
    items: Mapping[int, ItemRow]
    ends: dict[int, ReconciliationEnd]
    obstacles: Mapping[int, Text]
    """What uses up the items of marks that ask for more than is open, in words, by id."""


def load_mark_context(unit: UnitOfWork, inputs: Iterable[MarkInput], *field: str) -> Program[MarkContext]:
    """Read the items that marks name, in a fixed number of statements; the caller holds the accounts' locks.

    Raises ``InvalidValue`` at ``field`` for too many items.
    """
    inputs = [mark for mark in inputs if (mark.invoice_id is None) != (mark.item_id is None)]
    if not inputs:
        return MarkContext({}, {}, {}, {})
    invoice_ids = {mark.invoice_id for mark in inputs if mark.invoice_id is not None}
    item_ids = {mark.item_id for mark in inputs if mark.item_id is not None}
    invoices, singles, marked, of_singles = yield from side_by_side(
        items_of(invoice_ids),
        by_ids(ItemRow, item_ids),
        by_ids(TransactionRow, invoice_ids),
        transactions_of_items(item_ids),
    )
    check_named_items(sum(len(invoices.get(mark.invoice_id or 0, ())) for mark in inputs), *field)
    listed = {item.id: item for items in invoices.values() for item in items}
    items = singles | listed
    ends = yield from ends_of(items.values(), marked | of_singles)
    context = MarkContext(invoices, items, ends, {})
    beyond = {item.id: item for mark in inputs for item in _beyond(context, mark) if item.account_id in unit.accounts}
    if not beyond:
        return context
    obstacles = yield from obstacles_of(beyond.values(), lambda account_id: unit.accounts[account_id].currency)
    return context._replace(obstacles=obstacles)


def _beyond(context: MarkContext, mark: MarkInput) -> Sequence[ItemRow]:
    """Return the items of a mark that asks for more than they have open."""
    ids = [item.id for item in context.invoices.get(mark.invoice_id or 0, ())] or [mark.item_id or 0]
    items = [context.ends[each].item for each in ids if each in context.ends]
    return items if sum(item.unreconciled_cents for item in items) < (mark.amount_cents or 1) else ()


def validate_marks(
    context: MarkContext, account: AccountRow, credit: RuleEnd, inputs: Sequence[MarkInput]
) -> list[Allocation]:
    """Return the allocation of a new credit to the marked items; what marks do not use stays on the account.

    ``credit`` is the new money for the rules, its full amount open. Raises, with the mark's place in ``applyTo``:
    ``InvalidValue``, ``NotFound``, ``WrongAccount``, ``WrongSide``, ``InvalidAmount``, ``NothingOpen``,
    ``OverReconciled`` and ``WrongState``.
    """
    if not inputs:
        return []
    check_listed(inputs, "applyTo")
    marked = _marked_items(context, account, inputs)
    marks = [
        Mark(tuple(open_amounts_of(items)), _amount(mark, index), _obstacles(context, items))
        for index, (mark, items) in enumerate(zip(inputs, marked, strict=True))
    ]
    with refusals_under("applyTo"):
        allocations = follow_marks(credit.open_cents, marks, account.currency)
    for allocation in allocations:
        end = context.ends[allocation.item_id]
        index = next(at for at, items in enumerate(marked) if end.item in items)
        with refusals_at("applyTo", str(index)):
            check_meeting(credit, end.to_rule())
    return allocations


def follow(
    unit: UnitOfWork,
    account: AccountRow,
    credits: Sequence[ReconciliationEnd],
    inputs: Sequence[MarkInput],
    origin: ReconciliationOrigin,
) -> Program[list[ReconciliationRow]]:
    """Reconcile new credit items as marked. Raises what ``validate_marks`` raises."""
    context = yield from load_mark_context(unit, inputs, "applyTo")
    money = credits[0].to_rule()._replace(open_cents=sum(end.item.unreconciled_cents for end in credits))
    allocations = validate_marks(context, account, money, inputs)
    return apply_allocations(unit, credits, allocations, context.ends, origin)


def _amount(mark: MarkInput, index: int) -> int | None:
    if mark.amount_cents is None:
        return None
    return positive_cents(mark.amount_cents, "applyTo", str(index), "amountCents")


def _obstacles(context: MarkContext, items: Sequence[ItemRow]) -> Text | None:
    """Return what uses up marked items, each in words; earlier rows of the same request may, too."""
    found = [(item, context.obstacles[item.id]) for item in items if item.id in context.obstacles]
    if len(items) == 1:
        return found[0][1] if found else None
    named = [say("mark-obstacle", position=item.position, obstacle=text) for item, text in found[:OBSTACLES_MAX]]
    more = [say("mark-obstacles-more", more=len(found) - OBSTACLES_MAX)] if len(found) > OBSTACLES_MAX else []
    return Joined.of([*named, *more]) if named else None


def _marked_items(context: MarkContext, account: AccountRow, inputs: Sequence[MarkInput]) -> list[list[ItemRow]]:
    """Return the items of each mark, in listed order."""
    for index, mark in enumerate(inputs):
        if (mark.invoice_id is None) == (mark.item_id is None):
            raise InvalidValue(say("mark-one-of"), "applyTo", str(index))
    marked = []
    for index, mark in enumerate(inputs):
        if mark.invoice_id is not None:
            noun, name, ids = "Invoice", "invoiceId", [item.id for item in context.invoices.get(mark.invoice_id, ())]
        else:
            noun, name, ids = "Item", "itemId", [mark.item_id or 0]
        items = [context.items[each] for each in ids if each in context.items]
        place = ("applyTo", str(index), name)
        if not items or items[0].withdrawn_at is not None:
            raise not_found(noun, *place)
        if items[0].account_id != account.id:
            raise WrongAccount(say("mark-of-other-account", number=account.number), *place)
        if items[0].side is not Side.DEBIT:
            raise WrongSide(say("mark-on-credit", kind=items[0].kind), *place)
        marked.append(items)
    return marked
