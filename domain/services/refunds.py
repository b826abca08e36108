"""Refunds: money given back, and the credits that it comes from (domain R20)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.kinds import PaymentMethod, PaymentState, ReconciliationOrigin, Side, TransactionKind
from domain.core.money import amount_text, positive_cents
from domain.core.text import clean_optional
from domain.errors import (
    InvalidValue,
    NotFound,
    NothingToRefund,
    OverReconciled,
    WrongAccount,
    WrongSide,
    WrongState,
)
from domain.queries.records import by_ids, items_of, open_items
from domain.rows import AccountRow, ItemRow, ReconciliationRow, TransactionRow
from domain.services.accounts import locked_account
from domain.services.edges import End, add_edge, ends_of
from domain.services.recording import NewItem, NewTransaction, RecordedOutcome, business_date, record, take_number
from domain.services.rows import check_listed, check_reached
from domain.store.block import Block
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class RefundSource:
    """A credit transaction, or one of its items, that is given back: exactly so much of it, or as far as needed."""

    transaction_id: int | None = None
    item_id: int | None = None
    amount_cents: int | None = None


@dataclass(frozen=True, slots=True)
class RecordRefund:
    """Money given back to an account's owner."""

    account_id: int
    amount_cents: int
    method: PaymentMethod
    date: datetime.date | None = None
    number: str | None = None
    reference: str | None = None
    sources: Sequence[RefundSource] = ()


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a source gives: its ends, oldest first, and how much exactly (None: as far as needed)."""

    index: int
    ends: Sequence[End]
    amount_cents: int | None


def record_refund(block: Block, wish: RecordRefund) -> Steps[RecordedOutcome]:
    """Records a refund, reconciled with its sources, oldest first, then in item order.

    What no source gives stays unreconciled, and must be within the account's open arrived credit less its open refunds.
    Raises ``NotFound``, ``InvalidAmount``, ``InvalidDate``, ``DuplicateNumber``; under ``sources`` ``InvalidValue``,
    ``NotFound``, ``WrongAccount``, ``WrongSide``, ``WrongState`` (processing or failed money), ``NothingToRefund`` (fully
    reconciled) and ``OverReconciled``; at ``amountCents`` ``NothingToRefund`` and ``OverReconciled``.
    """
    account = yield from locked_account(block, wish.account_id, "accountId")
    amount = positive_cents(wish.amount_cents, "amountCents")
    sources = yield from _sources(account, wish.sources)
    free = yield from _free_credit(account)
    new = NewTransaction(
        kind=TransactionKind.REFUND,
        number=(yield from take_number(block, account, wish.number, TransactionKind.REFUND)),
        date=business_date(block, wish.date, "date"),
        items=[NewItem("Refund", amount)],
        description="Refund",
        reference=clean_optional(wish.reference, "reference"),
        method=wish.method,
    )
    transaction, rows = record(block, account, new)
    refund = End(rows[0], transaction)
    edges = _take(block, refund, sources, account)
    rest = refund.item.unreconciled_cents
    if rest and any(source.amount_cents is None for source in sources):
        given = amount_text(amount - rest, account.currency)
        msg = f"The sources have {given} open, less than the refund. Name more sources, or refund that much."
        raise OverReconciled(msg, "amountCents")
    if rest and rest > free - (amount - rest):
        _refuse_rest(amount, max(0, free), account)
    return RecordedOutcome(account.id, transaction.id, [edge.id for edge in edges])


def _refuse_rest(amount: int, free: int, account: AccountRow) -> None:
    if free == 0:
        msg = "The account has no open credit to refund. Cancel the item or release its reconciliation first."
        raise NothingToRefund(msg, "amountCents")
    msg = (
        f"{amount_text(amount, account.currency)} is more than the account's open credit less its open refunds, "
        f"{amount_text(free, account.currency)}."
    )
    raise OverReconciled(msg, "amountCents")


class _Rooms:
    """What can still be refunded of credits while a refund is put together. Cancellations of one item share a room (R7a)."""

    def __init__(self) -> None:
        self.taken: dict[int, int] = {}
        self.ends: dict[int, End] = {}
        self._of_cancelled: dict[int, int] = {}

    def of(self, end: End) -> int:
        """How much of an item is left to refund."""
        free = end.item.unreconciled_cents - self.taken.get(end.item.id, 0)
        if end.cancelled is not None:
            shared = end.cancelled.refundable_cents - self._of_cancelled.get(end.cancelled.item.id, 0)
            free = min(free, shared)
        return max(0, free)

    def take(self, end: End, cents: int) -> None:
        """Takes so much of an item."""
        self.ends[end.item.id] = end
        self.taken[end.item.id] = self.taken.get(end.item.id, 0) + cents
        if end.cancelled is not None:
            item_id = end.cancelled.item.id
            self._of_cancelled[item_id] = self._of_cancelled.get(item_id, 0) + cents

    def spread(self, ends: Sequence[End], most_cents: int) -> int:
        """Takes up to so much, first to last; gives what was taken."""
        left = most_cents
        for end in ends:
            cents = min(left, self.of(end))
            if cents > 0:
                self.take(end, cents)
                left -= cents
        return most_cents - left


def _take(block: Block, refund: End, sources: Sequence[_Taken], account: AccountRow) -> list[ReconciliationRow]:
    """Reconciles a refund with its sources: exact amounts first, so that no other source uses up the refund before them."""
    rooms = _Rooms()
    left = refund.item.amount_cents
    for source in sources:
        if source.amount_cents is not None:
            left -= _take_exactly(rooms, source, source.amount_cents, left, account)
    for source in sources:
        if source.amount_cents is None:
            left -= rooms.spread(source.ends, left)
    ends = sorted(rooms.ends.values(), key=_age)
    return [add_edge(block, end, refund, rooms.taken[end.item.id], ReconciliationOrigin.REFUND) for end in ends]


def _take_exactly(rooms: _Rooms, source: _Taken, cents: int, left: int, account: AccountRow) -> int:
    wished = amount_text(cents, account.currency)
    place = ("sources", str(source.index), "amountCents")
    if cents > left:
        msg = (
            f"{wished} is more than what the other sources leave of the refund, {amount_text(left, account.currency)}."
        )
        raise OverReconciled(msg, *place)
    taken = rooms.spread(source.ends, cents)
    if taken < cents:
        msg = f"{wished} is more than what can be refunded of it, {amount_text(taken, account.currency)}."
        raise OverReconciled(msg, *place)
    return taken


def _age(end: End) -> tuple[datetime.date, int, int]:
    return (end.item.date, end.item.recording_seq, end.item.position)


def _sources(account: AccountRow, wishes: Sequence[RefundSource]) -> Steps[list[_Taken]]:
    """The sources' items, oldest source first; raises with the source's index under ``sources``."""
    check_listed(wishes, "sources")
    for index, wish in enumerate(wishes):
        if (wish.transaction_id is None) == (wish.item_id is None):
            msg = "Name either a transaction or an item as the source."
            raise InvalidValue(msg, "sources", str(index))
    listed = yield from items_of([wish.transaction_id for wish in wishes if wish.transaction_id is not None])
    check_reached(sum(len(listed.get(wish.transaction_id or 0, ())) for wish in wishes), "sources")
    singles = yield from by_ids(ItemRow, [wish.item_id for wish in wishes if wish.item_id is not None])
    known = {**singles, **{item.id: item for items in listed.values() for item in items}}
    ends = yield from ends_of(known.values())
    sources = []
    for index, wish in enumerate(wishes):
        name = "transactionId" if wish.transaction_id is not None else "itemId"
        ids = (
            [item.id for item in listed[wish.transaction_id]]
            if wish.transaction_id is not None
            else [wish.item_id or 0]
        )
        found = [ends[each] for each in ids if each in ends]
        _check_source(found, account, "sources", str(index), name)
        amount = wish.amount_cents
        if amount is not None:
            positive_cents(amount, "sources", str(index), "amountCents")
        sources.append(_Taken(index, sorted(found, key=_age), amount))
    return sorted(sources, key=lambda source: _age(source.ends[0]))


def _check_source(ends: Sequence[End], account: AccountRow, *place: str) -> None:
    if not ends:
        msg = "There is no such credit."
        raise NotFound(msg, *place)
    transaction: TransactionRow = ends[0].transaction
    if transaction.account_id != account.id:
        msg = f"That is on another account than {account.number}."
        raise WrongAccount(msg, *place)
    if transaction.side is not Side.CREDIT:
        msg = "A refund comes from a payment, deposit, credit or cancellation."
        raise WrongSide(msg, *place)
    if transaction.payment_state in {PaymentState.PROCESSING, PaymentState.FAILED}:
        state = transaction.payment_state.lower()
        msg = f"{transaction.number} is {state}; only money that has arrived can be refunded."
        raise WrongState(msg, *place)
    if all(end.item.unreconciled_cents <= 0 for end in ends):
        msg = f"{transaction.number} is fully reconciled. Cancel the item or release the edge first."
        raise NothingToRefund(msg, *place)
    if all(end.refundable_cents <= 0 for end in ends):
        msg = f"A payment that is still processing holds what {transaction.number} cancelled. Confirm or fail it first."
        raise WrongState(msg, *place)


def _free_credit(account: AccountRow) -> Steps[int]:
    """The account's open arrived credit less its open refunds (domain R20)."""
    credits = yield from open_items(account.id, Side.CREDIT)  # noqa: A001 - the domain's own word
    ends = yield from ends_of(credits)
    arrived = [end for end in ends.values() if end.transaction.payment_state in {None, PaymentState.CONFIRMED}]
    held = {id(end.cancelled): end.cancelled for end in arrived if end.cancelled is not None}
    plain = sum(end.item.unreconciled_cents for end in arrived if end.cancelled is None)
    floating = sum(each.refundable_cents for each in held.values())
    refunds = yield from open_items(account.id, Side.DEBIT, (TransactionKind.REFUND,))
    return plain + floating - sum(item.unreconciled_cents for item in refunds)
