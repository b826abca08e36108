"""Refunds: money given back, and the credits that it comes from (domain R20, R20b)."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.core.kinds import PaymentMethod, PaymentState, ReconciliationOrigin, Side, TransactionKind
from domain.core.labels import MetadataEntry
from domain.core.money import amount_text, positive_cents
from domain.core.text import clean_optional, enumerated
from domain.errors import (
    InvalidDate,
    InvalidValue,
    NothingToRefund,
    OverReconciled,
    Refusal,
    WrongAccount,
    WrongSide,
    WrongState,
)
from domain.permissions import RECORD
from domain.queries.records import by_ids, items_of
from domain.services.accounts import locked_account
from domain.services.checks import not_found
from domain.services.labels import labels_for
from domain.services.open_credit import EarlierRefunds, RefundableCredit, with_other_cancellations
from domain.services.reconciliation_rows import ReconciliationEnd, add_reconciliation, ends_of
from domain.services.recording import NewItem, NewTransaction, RecordedTransaction, money_date, record, take_number
from domain.services.rows import check_listed, check_named_items
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, ItemRow, TransactionRow
from domain.texts import Joined, Text, say


@dataclass(frozen=True, slots=True)
class RefundSource:
    """A credit transaction, or one of its items, to refund: an exact amount of it, or as much as needed."""

    transaction_id: int | None = None
    item_id: int | None = None
    amount_cents: int | None = None


@dataclass(frozen=True, slots=True)
class RecordRefund(Command[RecordedTransaction]):
    """Money given back to an account's owner."""

    NEEDS = RECORD
    IN_GROUP = True
    account_id: int
    amount_cents: int
    method: PaymentMethod
    date: datetime.date | None = None
    number: str | None = None
    reference: str | None = None
    sources: Sequence[RefundSource] = ()
    external_id: str | None = None
    metadata: Sequence[MetadataEntry] = ()


@dataclass(frozen=True, slots=True)
class _RefundSource:
    """A valid source: its items, oldest first, and the exact amount (None: as much as needed)."""

    index: int
    ends: Sequence[ReconciliationEnd]
    amount_cents: int | None


@service
def record_refund(unit: UnitOfWork, cmd: RecordRefund) -> Program[RecordedTransaction]:
    """Record a refund, reconciled with its sources, oldest first, then in item order.

    The sources come to its amount; without any it stays unreconciled. All refunds together are within the account's open
    arrived credit, so that no money is paid out twice (domain R20b). Raises ``NotFound``, ``InvalidAmount``,
    ``InvalidDate`` (ahead, or before what it refunds, domain R7b, R39), ``DuplicateNumber``; under ``sources``
    ``InvalidValue``, ``NotFound``, ``WrongAccount``, ``WrongSide``, ``WrongState`` (processing or failed money),
    ``NothingToRefund`` (fully reconciled) and ``OverReconciled``; at ``amountCents`` ``NothingToRefund`` and
    ``OverReconciled``.
    """
    return (yield from record_refund_after(unit, cmd, EarlierRefunds()))


def record_refund_after(unit: UnitOfWork, cmd: RecordRefund, earlier: EarlierRefunds) -> Program[RecordedTransaction]:
    """Record a refund as ``record_refund`` does, after others of the same unit."""
    account = yield from locked_account(unit, cmd.account_id, "accountId")
    amount = positive_cents(cmd.amount_cents, "amountCents")
    credit = yield from earlier.credit_of(account)
    sources = yield from _sources(account, cmd.sources, earlier)
    day = money_date(unit, TransactionKind.REFUND, cmd.date, "date")
    excess = yield from _excess(day, amount, credit, account, has_sources=bool(sources))
    new = NewTransaction(
        kind=TransactionKind.REFUND,
        number=(yield from take_number(unit, account, cmd.number, TransactionKind.REFUND)),
        date=day,
        items=[NewItem("Refund", amount)],
        reference=clean_optional(cmd.reference, "reference"),
        method=cmd.method,
        labels=(yield from labels_for(unit, TransactionRow, cmd)),
    )
    transaction, (item,) = record(unit, account, new)
    refund = ReconciliationEnd(item, transaction)
    used = _allocate(refund, sources, account)
    made = [add_reconciliation(unit, end, refund, cents, ReconciliationOrigin.REFUND) for end, cents in used]
    if sources and item.unreconciled_cents:
        _refuse_missing(amount, item.unreconciled_cents, account)
    if excess is not None:
        raise excess
    credit.use(refund, used)
    return RecordedTransaction.of(transaction, made)


def _excess(
    day: datetime.date, amount: int, credit: RefundableCredit, account: AccountRow, *, has_sources: bool
) -> Program[Refusal | None]:
    """Return why a refund is more than the account's open credit, before its own reconciliations use that up; or None."""
    try:
        yield from _check_free(amount, credit, account)
        if not has_sources:
            _check_free_on(day, amount, credit, account)
    except Refusal as refusal:
        return refusal
    return None


def _check_free(amount: int, credit: RefundableCredit, account: AccountRow) -> Program[None]:
    """Raise unless a refund is within what is open and no earlier refund has paid out (domain R20b)."""
    open_cents, owed_cents = credit.open_cents(), credit.owed_cents
    free = max(0, open_cents - owed_cents)
    if amount <= free:
        return
    paid_out: list[Text] = []
    if owed_cents:
        numbers = enumerated((yield from credit.owing_numbers(account.id)))
        paid_out = [say("refund-paid-out-before", owed=amount_text(owed_cents, account.currency), numbers=numbers)]
    if open_cents <= 0:
        ways = paid_out or [say("refund-open-credit-first")]
        raise NothingToRefund(Joined.of([say("refund-no-open-credit"), *ways]), "amountCents")
    amounts = {"requested": amount_text(amount, account.currency), "open": amount_text(open_cents, account.currency)}
    if free == 0:
        raise NothingToRefund(Joined.of([say("refund-nothing-more", **amounts), *paid_out]), "amountCents")
    message = say("refund-above-free", most=amount_text(free, account.currency), **amounts)
    raise OverReconciled(Joined.of([message, *paid_out]), "amountCents")


def _check_free_on(day: datetime.date, amount: int, credit: RefundableCredit, account: AccountRow) -> None:
    """Raise ``InvalidDate`` for a refund before the credit that it gives back (domain R7b)."""
    if amount <= credit.open_cents(day) - credit.owed_cents:
        return
    first = credit.first_day(amount + credit.owed_cents)
    requested = amount_text(amount, account.currency)
    message = say("refund-before-credit", requested=requested, first=first)
    raise InvalidDate(message, "date")


def _refuse_missing(amount: int, missing: int, account: AccountRow) -> None:
    whole, given, less = (amount_text(each, account.currency) for each in (amount, amount - missing, missing))
    message = say("refund-sources-too-little", given=given, less=less, whole=whole)
    raise OverReconciled(message, "amountCents")


def _check_dates(refund: ReconciliationEnd, ends: Iterable[ReconciliationEnd]) -> None:
    """Raise ``InvalidDate`` for a refund before one of its sources (domain R7b)."""
    latest = max((end.transaction for end in ends), key=lambda each: each.date)
    if refund.transaction.date < latest.date:
        message = say("refund-before-source", number=latest.number, date=latest.date)
        raise InvalidDate(message, "date")


class _Refundable:
    """What is left to refund while sources are allocated. The cancellations of one item share its amount (R7a)."""

    def __init__(self) -> None:
        self.ends: dict[int, ReconciliationEnd] = {}
        self.allocated: Counter[int] = Counter()
        self._of_cancelled: Counter[int] = Counter()

    def allocate(self, ends: Sequence[ReconciliationEnd], most_cents: int) -> int:
        """Allocate up to ``most_cents``, first to last; return how much was allocated."""
        remaining = most_cents
        for end in ends:
            cents = min(remaining, self._left_of(end))
            if cents > 0:
                remaining -= cents
                self.ends[end.item.id] = end
                self.allocated[end.item.id] += cents
                if end.cancelled is not None:
                    self._of_cancelled[end.cancelled.item.id] += cents
        return most_cents - remaining

    def _left_of(self, end: ReconciliationEnd) -> int:
        left = end.item.unreconciled_cents - self.allocated[end.item.id]
        if end.cancelled is not None:
            left = min(left, end.cancelled.refundable_cents - self._of_cancelled[end.cancelled.item.id])
        return left


def _allocate(
    refund: ReconciliationEnd, sources: Sequence[_RefundSource], account: AccountRow
) -> list[tuple[ReconciliationEnd, int]]:
    """Return what a refund takes of its sources' items, oldest first.

    Exact amounts come first, so that no other source uses up the refund before.
    """
    refundable = _Refundable()
    amount = remaining = refund.item.amount_cents
    for source in sources:
        if source.amount_cents is not None:
            if source.amount_cents > remaining:
                _refuse_too_much(amount, sources, source, account)
            remaining -= _allocate_exactly(refundable, source, source.amount_cents, account)
    for source in sources:
        if source.amount_cents is None:
            remaining -= refundable.allocate(source.ends, remaining)
    if refundable.ends:
        _check_dates(refund, refundable.ends.values())
    return [(end, refundable.allocated[end.item.id]) for end in sorted(refundable.ends.values(), key=_age)]


def _refuse_too_much(amount: int, sources: Sequence[_RefundSource], beyond: _RefundSource, account: AccountRow) -> None:
    total = sum(source.amount_cents or 0 for source in sources)
    whole, given, more = (amount_text(each, account.currency) for each in (amount, total, total - amount))
    message = say("refund-sources-too-much", given=given, more=more, whole=whole)
    raise OverReconciled(message, "sources", str(beyond.index), "amountCents")


def _allocate_exactly(refundable: _Refundable, source: _RefundSource, cents: int, account: AccountRow) -> int:
    allocated = refundable.allocate(source.ends, cents)
    if allocated < cents:
        number = source.ends[0].transaction.number
        requested, most = amount_text(cents, account.currency), amount_text(allocated, account.currency)
        message = say("refund-above-source", most=most, number=number, requested=requested)
        raise OverReconciled(message, "sources", str(source.index), "amountCents")
    return allocated


def _age(end: ReconciliationEnd) -> tuple[datetime.date, int, int]:
    return (end.item.date, end.item.recording_seq, end.item.position)


def _sources(
    account: AccountRow, inputs: Sequence[RefundSource], earlier: EarlierRefunds
) -> Program[list[_RefundSource]]:
    """Return the valid sources, oldest first; raises refusals with the source's index under ``sources``."""
    check_listed(inputs, "sources")
    for index, source in enumerate(inputs):
        if (source.transaction_id is None) == (source.item_id is None):
            raise InvalidValue(say("refund-source-one-of"), "sources", str(index))
    listed = yield from items_of([source.transaction_id for source in inputs if source.transaction_id is not None])
    check_named_items(sum(len(listed.get(source.transaction_id or 0, ())) for source in inputs), "sources")
    singles = yield from by_ids(ItemRow, [source.item_id for source in inputs if source.item_id is not None])
    named = {**singles, **{item.id: item for items in listed.values() for item in items}}
    ends = earlier.shared((yield from ends_of((yield from with_other_cancellations(named.values())))))
    sources = []
    for index, source in enumerate(inputs):
        place = ("sources", str(index))
        if source.transaction_id is not None:
            name, ids = "transactionId", [item.id for item in listed[source.transaction_id]]
        else:
            name, ids = "itemId", [source.item_id or 0]
        found = [ends[each] for each in ids if each in ends]
        _check_source(found, account, *place, name)
        if source.amount_cents is not None:
            positive_cents(source.amount_cents, *place, "amountCents")
        sources.append(_RefundSource(index, sorted(found, key=_age), source.amount_cents))
    return sorted(sources, key=lambda source: _age(source.ends[0]))


def _check_source(ends: Sequence[ReconciliationEnd], account: AccountRow, *place: str) -> None:
    if not ends:
        raise not_found("Credit", *place)
    transaction: TransactionRow = ends[0].transaction
    number = transaction.number
    if transaction.account_id != account.id:
        raise WrongAccount(say("refund-source-of-other-account", number=account.number), *place)
    if transaction.side is not Side.CREDIT:
        raise WrongSide(say("refund-source-wrong-kind"), *place)
    if transaction.payment_state in {PaymentState.PROCESSING, PaymentState.FAILED}:
        raise WrongState(say("refund-source-not-arrived", number=number, state=transaction.payment_state), *place)
    if all(end.item.unreconciled_cents <= 0 for end in ends):
        message = say("refund-source-used-up", number=number)
        raise NothingToRefund(message, *place)
    if all(end.refundable_cents <= 0 for end in ends):
        message = say("refund-source-held", number=number)
        raise WrongState(message, *place)
