"""Replaying proposals on the organisation's own past: each choice of a person, with what was known before it (domain R38c).

A choice is what a person reconciled by hand of one credit in one batch, and has not taken back. The account is brought to
the instant of the choice: what was recorded until then, less the reconciliations that were active, without those of the
choice itself. Money has the texts and the method that it had then (domain R39a); names and titles are those of today.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from domain.core.allocation import Allocation
from domain.core.kinds import OUTSTANDING, PaymentMethod, PlannedPaymentState, Side, TransactionKind
from domain.core.matching import propose
from domain.core.open_account import OpenAccount, OpenCredit
from domain.core.periods import Period
from domain.core.suggestion_quality import Choice, Quality
from domain.queries.suggestions import (
    CREDITS_MAX,
    DEBITS_MAX,
    POSSIBLE_NUMBERS_MAX,
    DebitLine,
    InvoiceNumbers,
    invoice_numbers,
    ledger_code_titles,
    members_of_accounts,
    open_invoices,
    payment_texts,
    possible_keys,
    prefixes_of,
)
from domain.store.program import Program, Query, Sql

CHOICES_MAX = 5_000
"""How many choices are measured, the last ones made."""
ACCOUNT_ITEMS_MAX = 20_000
"""How many items an account may have to be measured: its past is held in memory."""

BY_HAND = ("MANUAL", "MARK")
"""The origins of reconciliations that a person chose."""

_CHOICES = Sql(
    "select r.account_id, r.recorded_at, r.batch_id, r.credit_item_id, r.id, r.debit_item_id, r.amount_cents "
    "from reconciliations r where r.origin in :origins and r.released_at is null and not r.faulty "
    "and r.debit_kind = 'INVOICE' and r.credit_item_id is not null and r.credit_date >= :first and r.credit_date <= :last "
    "order by r.recorded_at desc, r.id limit :most"
)
_ACCEPTED = Sql(
    "select count(distinct r.credit_item_id) from reconciliations r where r.origin = 'SUGGESTION' "
    "and r.released_at is null and not r.faulty and r.credit_date >= :first and r.credit_date <= :last"
)
_ITEMS = Sql(
    "select i.id, i.kind, i.side, i.date, i.position, i.amount_cents, i.description, i.member_id, i.ledger_code_id, t.id, "
    "t.number, t.amount_cents, t.reference, t.description, t.method, t.recorded_at, t.withdrawn_at, t.failed_at, "
    "i.faulty_count from items i join transactions t on t.id = i.transaction_id where i.account_id = :account_id "
    "order by i.date, i.recording_seq, i.position limit :most"
)
_RECONCILIATIONS = Sql(
    "select r.credit_item_id, r.debit_item_id, r.amount_cents, r.recorded_at, r.released_at "
    "from reconciliations r where r.account_id = :account_id and not r.faulty"
)
_VERSIONS = Sql(
    "select v.transaction_id, v.ended_at, v.reference, v.description, v.method from transaction_versions v "
    "where v.account_id = :account_id order by v.ended_at"
)
_PLANNED = Sql(
    "select p.amount_cents, p.recorded_at, p.withdrawn_at, p.state, t.recorded_at from planned_payments p "
    "left join transactions t on t.id = p.transaction_id where p.account_id = :account_id"
)
_PAUSE = Sql("select 1")
_ACCOUNT = Sql("select a.owner_name, a.currency from accounts a where a.id = :account_id")


class Item(NamedTuple):
    """An item of an account, of any time."""

    id: int
    kind: str
    side: str
    date: datetime.date
    position: int
    amount_cents: int
    description: str
    member_id: int | None
    ledger_code_id: int | None
    transaction_id: int
    number: str
    transaction_cents: int
    reference: str | None
    text: str
    method: str | None
    recorded_at: int
    withdrawn_at: int | None
    failed_at: int | None
    faulty_count: int

    def exists(self, at: int) -> bool:
        """Return whether it was recorded by an instant, and neither withdrawn nor failed."""
        gone = min(each for each in (self.withdrawn_at, self.failed_at, at + 1) if each is not None)
        return self.recorded_at <= at < gone


class Version(NamedTuple):
    """A transaction's values until the instant of a change."""

    transaction_id: int
    ended_at: int
    reference: str | None
    text: str
    method: str | None


class PastReconciliation(NamedTuple):
    """A reconciliation of an account, of any time; a planned one has no credit."""

    credit_item_id: int | None
    debit_item_id: int
    amount_cents: int
    recorded_at: int
    released_at: int | None

    def active_before(self, at: int) -> bool:
        """Return whether it stood before an instant and was not released at it."""
        return self.recorded_at < at and (self.released_at is None or self.released_at > at)


class Planned(NamedTuple):
    """A planned payment of an account, and when its payment was recorded, if it was."""

    amount_cents: int
    recorded_at: int
    withdrawn_at: int | None
    state: str
    processed_at: int | None

    def outstanding(self, at: int) -> bool:
        """Return whether it was still to come. When it was deleted is not known here: then it counts as never planned."""
        ends = [each for each in (self.withdrawn_at, self.processed_at) if each is not None]
        is_known = self.state in OUTSTANDING or self.state == PlannedPaymentState.PROCESSED
        return is_known and self.recorded_at < at and all(at < end for end in ends)


class Past(NamedTuple):
    """An account with everything that was ever recorded on it."""

    owner_name: str
    currency: str
    items: Sequence[Item]
    versions: Sequence[Version]
    """Its transactions' values before they were changed, the earliest change first."""
    reconciliations: Sequence[PastReconciliation]
    planned: Sequence[Planned]
    members: Mapping[int, str]
    titles: Mapping[int, tuple[str, str]]
    numbers: InvoiceNumbers
    """The invoices that texts may name: their accounts, and when they were recorded."""

    def items_at(self, at: int) -> list[Item]:
        """Return the items that existed at an instant, with their transactions' values of then."""
        earlier: dict[int, Version] = {}
        for version in self.versions:
            if version.ended_at > at:
                earlier.setdefault(version.transaction_id, version)
        return [_as_stated(item, earlier.get(item.transaction_id)) for item in self.items if item.exists(at)]


def _as_stated(item: Item, version: Version | None) -> Item:
    if version is None:
        return item
    return item._replace(reference=version.reference, text=version.text, method=version.method)


def suggestion_quality(period: Period | None, has_time: Callable[[], bool] = lambda: True) -> Program[Quality]:
    """Measure what proposals were worth for the choices whose money is dated in a period, the last ones first.

    It holds one account's past in memory at a time, and ends when ``has_time`` returns False.
    """
    days = {"first": datetime.date.min, "last": datetime.date.max}
    if period is not None:
        days = {"first": period.first, "last": period.last}
    quality = Quality(accepted=(yield Query(_ACCEPTED, **days))[0][0])
    choices = yield from _choices(days, quality)
    titles = yield from ledger_code_titles()
    for account_id, chosen in choices.items():
        if not has_time():
            quality.complete = False
            break
        past = yield from _past(account_id, titles)
        if past is None:
            quality.complete = False
            continue
        for at, choice in chosen:
            if not has_time():
                quality.complete = False
                break
            yield Query(_PAUSE)  # between two statements others have their turn
            proposals = propose(_account_at(past, account_id, at)).proposals
            quality.count(choice, [each for each in proposals if each.credit_item_id == choice.credit_item_id])
    return quality


def _choices(days: Mapping[str, datetime.date], quality: Quality) -> Program[dict[int, list[tuple[int, Choice]]]]:
    """Return the choices of each account with their instants; ``quality`` is incomplete if there are more."""
    rows = yield Query(_CHOICES, origins=list(BY_HAND), most=CHOICES_MAX + 1, **days)
    quality.complete = len(rows) <= CHOICES_MAX
    found: defaultdict[int, list[tuple[int, Choice]]] = defaultdict(list)
    made: defaultdict[tuple[int, int, int, int], list[tuple[int, Allocation]]] = defaultdict(list)
    for account_id, at, batch_id, credit_id, reconciliation_id, debit_id, cents in rows[:CHOICES_MAX]:
        made[account_id, at, batch_id, credit_id].append((reconciliation_id, Allocation(debit_id, cents)))
    for (account_id, at, _, credit_id), chosen in made.items():
        ids, allocations = tuple(each for each, _ in chosen), frozenset(allocation for _, allocation in chosen)
        found[account_id].append((at, Choice(credit_id, ids, allocations)))
    return found


def _past(account_id: int, titles: Mapping[int, tuple[str, str]]) -> Program[Past | None]:
    """Read an account's past in seven statements; None if it is too long."""
    raw = yield Query(_ITEMS, account_id=account_id, most=ACCOUNT_ITEMS_MAX + 1)
    if len(raw) > ACCOUNT_ITEMS_MAX:
        return None
    items = [Item._make(row) for row in raw]
    prefixes = prefixes_of(item.number for item in items if item.kind == TransactionKind.INVOICE)
    versions = [Version._make(row) for row in (yield Query(_VERSIONS, account_id=account_id))]
    money = [item for item in items if item.side == Side.CREDIT]
    changed = {item.transaction_id: item for item in money}
    money += [_as_stated(changed[each.transaction_id], each) for each in versions if each.transaction_id in changed]
    keys = possible_keys((text for item in money for text in _texts(item)), prefixes)
    owner_name, currency = (yield Query(_ACCOUNT, account_id=account_id))[0]
    return Past(
        owner_name,
        currency,
        items,
        versions,
        [PastReconciliation._make(row) for row in (yield Query(_RECONCILIATIONS, account_id=account_id))],
        [Planned._make(row) for row in (yield Query(_PLANNED, account_id=account_id))],
        (yield from members_of_accounts([account_id]))[account_id],
        titles,
        (yield from invoice_numbers(keys)),
    )


def _texts(item: Item) -> tuple[str, ...]:
    return payment_texts(item.kind, item.reference, item.text)


def _account_at(past: Past, account_id: int, at: int) -> OpenAccount:
    """Return what was open on the account just before an instant, what was recorded at it included."""
    used: defaultdict[int, int] = defaultdict(int)
    for each in past.reconciliations:
        if each.active_before(at):
            used[each.debit_item_id] += each.amount_cents
            if each.credit_item_id is not None:
                used[each.credit_item_id] += each.amount_cents
    items = past.items_at(at)
    still_open = [item for item in items if item.amount_cents > used[item.id]]
    money = [item for item in still_open if item.side == Side.CREDIT]
    debits = [
        _debit(item, account_id, item.amount_cents - used[item.id]) for item in still_open if item.side == Side.DEBIT
    ]
    invoices = open_invoices(debits, past.titles)
    open_numbers = {invoice.number for invoice in invoices}
    keys = possible_keys((text for item in money for text in _texts(item)), prefixes_of(open_numbers))
    named = {number for number in past.numbers.under(keys) if past.numbers.recorded_at[number] <= at}
    own = {number for number in named if past.numbers.owner[number] == account_id}
    return OpenAccount(
        currency=past.currency,
        credits=[_credit(item, used) for item in money[:CREDITS_MAX]],
        invoices=invoices,
        planned_cents={planned.amount_cents for planned in past.planned if planned.outstanding(at)},
        refund_cents={line.open_cents for line in debits if line.kind == TransactionKind.REFUND},
        settled_numbers=own - open_numbers,
        other_numbers=named - own,
        owner_name=past.owner_name,
        members=past.members,
        other_texts={item.description for item in items if item.kind == TransactionKind.INVOICE},
        categories={text for pair in past.titles.values() for text in pair},
        invalid_item_ids={item.id for item in still_open if item.faulty_count},
        complete=len(money) <= CREDITS_MAX and len(debits) <= DEBITS_MAX,
        texts_complete=len(keys) < POSSIBLE_NUMBERS_MAX,
    )


def _credit(item: Item, used: Mapping[int, int]) -> OpenCredit:
    method = PaymentMethod(item.method) if item.method else None
    kind, cents = TransactionKind(item.kind), item.amount_cents - used[item.id]
    return OpenCredit(item.id, kind, item.date, cents, _texts(item), method)


def _debit(item: Item, account_id: int, open_cents: int) -> DebitLine:
    return DebitLine(
        account_id,
        item.id,
        item.kind,
        item.date,
        open_cents,
        item.position,
        item.transaction_id,
        item.number,
        item.transaction_cents,
        item.description,
        item.member_id,
        item.ledger_code_id,
        item.faulty_count,
    )
