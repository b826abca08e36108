"""Writing off what invoice items still owe, within the organisation's limit (domain R40)."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.core.kinds import ReconciliationOrigin, TransactionKind
from domain.core.labels import MetadataEntry
from domain.core.money import amount_text, positive_cents
from domain.core.text import LONGEST_TEXT, clean_text
from domain.errors import InvalidDate, InvalidValue, NothingOpen, OverLimit, OverReconciled, WrongAccount, WrongSide
from domain.permissions import MANAGE, RECORD
from domain.queries.cancellations import cancellations_of, written_off
from domain.queries.records import by_ids
from domain.services.checks import present
from domain.services.labels import labels_for
from domain.services.obstacles import obstacles_of
from domain.services.reconciliation_rows import ReconciliationEnd, add_reconciliation, ends_of
from domain.services.recording import (
    NewItem,
    NewTransaction,
    RecordedTransaction,
    load_ledger_codes,
    open_date,
    record,
    take_number,
    usable_code,
)
from domain.services.rows import check_listed, first_places
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, ItemRow, TransactionRow
from domain.texts import Joined, Text, say


@dataclass(frozen=True, slots=True)
class WriteOffItem:
    """An invoice item, and how much of it to write off (None: all that it has open)."""

    item_id: int
    amount_cents: int | None = None


@dataclass(frozen=True, slots=True)
class WriteOff(Command[RecordedTransaction]):
    """Open items of one account to write off under a ledger code, and the reason."""

    NEEDS = RECORD | MANAGE
    IN_GROUP = True
    items: Sequence[WriteOffItem]
    ledger_code: str
    reason: str
    date: datetime.date | None = None
    external_id: str | None = None
    metadata: Sequence[MetadataEntry] = ()


@service
def write_off(unit: UnitOfWork, cmd: WriteOff) -> Program[RecordedTransaction]:
    """Record one credit that settles open invoice items and nothing else; only undoing it ends that.

    It has an item for each of theirs. All write-offs of an item together stay within the limit of the account's currency.
    Raises ``InvalidValue`` (no reason, no item, none twice), with the row's place in ``items`` ``NotFound``, ``WrongSide``,
    ``WrongAccount``, ``InvalidAmount``, ``NothingOpen``, ``OverReconciled`` and ``OverLimit``, and ``ArchivedLedgerCode``,
    ``InvalidDate`` (before an invoice) and ``BooksClosed``.
    """
    reason = clean_text(cmd.reason, "reason", longest=LONGEST_TEXT)
    items, account = yield from _locked_items(unit, cmd.items)
    limit = _limit(unit, account)
    codes = yield from load_ledger_codes([cmd.ledger_code])
    code = usable_code(codes, cmd.ledger_code, "ledgerCode")
    amounts = _amounts(cmd.items, (yield from _states(items, account)), limit, account)
    new = NewTransaction(
        kind=TransactionKind.CREDIT,
        number=(yield from take_number(unit, account, None, TransactionKind.CREDIT)),
        labels=(yield from labels_for(unit, TransactionRow, cmd)),
        date=_date(unit, cmd.date, items.values()),
        items=[
            NewItem(reason, cents, code.id, items[line.item_id].member_id)
            for line, cents in zip(cmd.items, amounts, strict=True)
        ],
        description=reason,
        write_off=True,
    )
    transaction, rows = record(unit, account, new)
    ends = yield from ends_of(items.values())
    made = [
        add_reconciliation(
            unit,
            ReconciliationEnd(row, transaction),
            ends[line.item_id],
            row.amount_cents,
            ReconciliationOrigin.WRITE_OFF,
        )
        for row, line in zip(rows, cmd.items, strict=True)
    ]
    return RecordedTransaction.of(transaction, made)


def _locked_items(unit: UnitOfWork, lines: Sequence[WriteOffItem]) -> Program[tuple[dict[int, ItemRow], AccountRow]]:
    """Lock the account of the lines' items and return both; an item never changes its account."""
    if not lines:
        raise InvalidValue(say("write-off-no-items"), "items")
    check_listed(lines, "items")
    before = yield from by_ids(ItemRow, {line.item_id for line in lines})
    yield from unit.lock_accounts({item.account_id for item in before.values()})
    items = yield from by_ids(ItemRow, before)
    first = first_places(line.item_id for line in lines)
    account: AccountRow | None = None
    for index, line in enumerate(lines):
        place = ("items", str(index), "itemId")
        item = present(items.get(line.item_id), "Item", *place)
        if item.kind is not TransactionKind.INVOICE:
            raise WrongSide(say("write-off-not-invoice"), *place)
        account = account or unit.accounts[item.account_id]
        if item.account_id != account.id:
            message = say("write-off-several-accounts")
            raise WrongAccount(message, *place)
        if first[item.id] != index:
            raise InvalidValue(say("write-off-item-twice"), *place)
    assert account is not None, "there is at least one line"
    return items, account


def _limit(unit: UnitOfWork, account: AccountRow) -> int:
    """Return the most that may be written off of an item; raises ``OverLimit`` where nothing may be."""
    limit = unit.write_off_max.get(account.currency)
    if limit is None:
        message = say("write-off-not-offered", currency=account.currency)
        raise OverLimit(message, "items")
    return limit


class _State(NamedTuple):
    """What of an item may be written off, what is written off already, and in words what holds the rest."""

    free_cents: int
    written_off_cents: int
    hints: Sequence[Text]


def _states(items: Mapping[int, ItemRow], account: AccountRow) -> Program[dict[int, _State]]:
    """Return the state of each item. What was cancelled is no longer owed, even where its credit is used elsewhere."""
    before = yield from cancellations_of(list(items))
    obstacles = yield from obstacles_of(items.values(), lambda _: account.currency)
    lost = yield from written_off(items)
    states = {}
    for item in items.values():
        cancelled = sum(each.amount_cents for each in before[item.id])
        owed = item.amount_cents - cancelled - item.planned_cents - lost[item.id]
        hints = [obstacles[item.id]] if item.id in obstacles else []
        states[item.id] = _State(max(0, min(item.unreconciled_cents, owed)), lost[item.id], hints)
    return states


def _amounts(lines: Sequence[WriteOffItem], states: Mapping[int, _State], limit: int, account: AccountRow) -> list[int]:
    """Return the amount that each line writes off."""
    amounts = []
    for index, line in enumerate(lines):
        place, state = ("items", str(index)), states[line.item_id]
        if state.free_cents <= 0:
            raise NothingOpen(Joined.of([say("write-off-nothing-open"), *state.hints]), *place, "itemId")
        cents = state.free_cents
        if line.amount_cents is not None:
            cents = positive_cents(line.amount_cents, *place, "amountCents")
        if cents > state.free_cents:
            left, requested = amount_text(state.free_cents, account.currency), amount_text(cents, account.currency)
            message = say("write-off-above-left", left=left, requested=requested)
            raise OverReconciled(Joined.of([message, *state.hints]), *place, "amountCents")
        if cents + state.written_off_cents > limit:
            raise OverLimit(_beyond(cents, state, limit, account), *place, "amountCents")
        amounts.append(cents)
    return amounts


def _beyond(cents: int, state: _State, limit: int, account: AccountRow) -> Text:
    """Return the refusal of an amount beyond the limit, with what may still be written off."""
    requested, most = amount_text(cents, account.currency), amount_text(limit, account.currency)
    if not state.written_off_cents:
        return say("write-off-above-limit", requested=requested, most=most)
    before = amount_text(state.written_off_cents, account.currency)
    left = amount_text(max(0, limit - state.written_off_cents), account.currency)
    return say("write-off-above-rest-of-limit", before=before, most=most, left=left, requested=requested)


def _date(unit: UnitOfWork, requested: datetime.date | None, items: Iterable[ItemRow]) -> datetime.date:
    """Return the requested date, or today or the latest invoice's date; raises ``InvalidDate`` before that invoice."""
    latest = max(item.date for item in items)
    day = open_date(unit, requested or max(unit.today, latest), "date")
    if day < latest:
        raise InvalidDate(say("write-off-before-invoice", day=day, latest=latest), "date")
    return day
