"""Cancelling invoice items: the open amount is settled, the paid amount becomes open credit (domain R7a)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.kinds import ReconciliationOrigin, TransactionKind
from domain.core.labels import MetadataEntry
from domain.core.money import amount_text, positive_cents
from domain.core.text import LONGEST_TEXT, clean_optional
from domain.errors import InvalidDate, InvalidValue, NothingOpen, OverReconciled, WrongAccount, WrongSide
from domain.permissions import RECORD
from domain.queries.cancellations import cancellations_of, written_off
from domain.queries.planned import planned_payments_holding
from domain.queries.records import by_ids
from domain.services.checks import present
from domain.services.labels import labels_for
from domain.services.obstacles import describe_planned
from domain.services.reconciliation_rows import ReconciliationEnd, add_reconciliation, ends_of
from domain.services.recording import NewItem, NewTransaction, RecordedTransaction, open_date, record, take_number
from domain.services.rows import check_listed
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, ItemRow, TransactionRow
from domain.texts import Joined, Text, say


@dataclass(frozen=True, slots=True)
class CancelItem:
    """An invoice item, and how much of it to cancel (None: all that is left)."""

    item_id: int
    amount_cents: int | None = None


@dataclass(frozen=True, slots=True)
class CancelItems(Command[RecordedTransaction]):
    """One cancellation of items of one account."""

    NEEDS = RECORD
    IN_GROUP = True
    items: Sequence[CancelItem]
    date: datetime.date | None = None
    number: str | None = None
    description: str | None = None
    external_id: str | None = None
    metadata: Sequence[MetadataEntry] = ()


@service
def cancel_items(unit: UnitOfWork, cmd: CancelItems) -> Program[RecordedTransaction]:
    """Record a cancellation, each line bound to the item that it cancels and under that item's ledger code.

    Each line settles the open amount of its item; the rest stays open credit of the account. Raises, with the row's place
    in ``items``: ``InvalidValue``, ``NotFound``, ``WrongSide``, ``WrongAccount``, ``NothingOpen`` (nothing left to
    cancel), ``InvalidAmount``, ``OverReconciled`` naming the planned payments that hold the item, and at ``date``
    ``InvalidDate`` (before an invoice that it cancels, domain R7b) and ``BooksClosed``.
    """
    items, account = yield from _locked_items(unit, cmd.items)
    amounts = yield from _amounts(cmd.items, items, account)
    cancelled = [items[each.item_id] for each in cmd.items]
    description = clean_optional(cmd.description, "description", longest=LONGEST_TEXT)
    new = NewTransaction(
        kind=TransactionKind.CANCELLATION,
        number=(yield from take_number(unit, account, cmd.number, TransactionKind.CANCELLATION)),
        date=_date(unit, cmd, cancelled),
        items=[
            NewItem(item.description, cents, item.ledger_code_id, item.member_id, item.id)
            for item, cents in zip(cancelled, amounts, strict=True)
        ],
        description=description or f"Cancellation: {cancelled[0].description}"[:LONGEST_TEXT],
        labels=(yield from labels_for(unit, TransactionRow, cmd)),
    )
    transaction, rows = record(unit, account, new)
    ends = yield from ends_of(items.values())
    made = []
    for row, item in zip(rows, cancelled, strict=True):
        settled = min(row.amount_cents, item.unreconciled_cents)
        if settled > 0:
            credit = ReconciliationEnd(row, transaction)
            made.append(add_reconciliation(unit, credit, ends[item.id], settled, ReconciliationOrigin.CANCELLATION))
    return RecordedTransaction.of(transaction, made)


def _date(unit: UnitOfWork, cmd: CancelItems, cancelled: Sequence[ItemRow]) -> datetime.date:
    """Return the requested date, or the later of today and the invoices' (domain R7b)."""
    invoiced = max(item.date for item in cancelled)
    day = open_date(unit, cmd.date or max(unit.today, invoiced), "date")
    if day < invoiced:
        raise InvalidDate(say("cancellation-before-invoice", day=day, invoiced=invoiced), "date")
    return day


def _amounts(lines: Sequence[CancelItem], items: dict[int, ItemRow], account: AccountRow) -> Program[list[int]]:
    """Return the amount that each line cancels, each counting the lines before it."""
    before = yield from cancellations_of(list(items))
    holding = yield from planned_payments_holding(list(items))
    lost = yield from written_off(items)
    remaining = {
        item.id: item.amount_cents
        - sum(each.amount_cents for each in before[item.id])
        - item.planned_cents
        - lost[item.id]
        for item in items.values()
    }
    amounts = []
    for index, line in enumerate(lines):
        place, most = ("items", str(index)), remaining[line.item_id]
        planned = holding[line.item_id]
        cancelled = items[line.item_id].amount_cents - items[line.item_id].planned_cents - lost[line.item_id] - most
        hints: list[Text] = []
        if cancelled > 0:
            hints.append(say("cancellation-done", amount=amount_text(cancelled, account.currency)))
        if planned:
            hints.append(say("cancellation-held", planned=describe_planned(planned, account.currency)))
        if lost[line.item_id]:
            hints.append(say("cancellation-written-off", amount=amount_text(lost[line.item_id], account.currency)))
        if most <= 0:
            hints = hints or [say("obstacle-free-of-charge")]
            raise NothingOpen(Joined.of([say("cancellation-nothing-left"), *hints]), *place, "itemId")
        cents = most if line.amount_cents is None else positive_cents(line.amount_cents, *place, "amountCents")
        if cents > most:
            left, requested = amount_text(most, account.currency), amount_text(cents, account.currency)
            message = say("cancellation-above-left", left=left, requested=requested)
            raise OverReconciled(Joined.of([message, *hints]), *place, "amountCents")
        remaining[line.item_id] -= cents
        amounts.append(cents)
    return amounts


def _locked_items(unit: UnitOfWork, lines: Sequence[CancelItem]) -> Program[tuple[dict[int, ItemRow], AccountRow]]:
    """Lock the account of the lines' items and return both.

    An item never changes its account, so reading it before the lock is safe.
    """
    if not lines:
        raise InvalidValue(say("cancellation-no-items"), "items")
    check_listed(lines, "items")
    before = yield from by_ids(ItemRow, {line.item_id for line in lines})
    yield from unit.lock_accounts({item.account_id for item in before.values()})
    items = yield from by_ids(ItemRow, before)
    first: ItemRow | None = None
    for index, line in enumerate(lines):
        place = ("items", str(index), "itemId")
        item = present(items.get(line.item_id), "Item", *place)
        if item.kind is not TransactionKind.INVOICE:
            raise WrongSide(say("cancellation-not-invoice"), *place)
        first = first or item
        if item.account_id != first.account_id:
            message = say("cancellation-several-accounts")
            raise WrongAccount(message, *place)
    assert first is not None, "there is at least one line"
    return items, unit.accounts[first.account_id]
