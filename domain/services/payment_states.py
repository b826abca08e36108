"""The bank's facts: money that was processing arrives, or money comes back (domain R19, R19a)."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.core.allocation import Pairing
from domain.core.kinds import PaymentState, ReconciliationOrigin, TransactionKind
from domain.core.text import LONGEST_TEXT, clean_text
from domain.errors import InvalidDate, NotFound, WrongSide, WrongState
from domain.queries.cancellations import cancellations_of
from domain.queries.records import active_edges_of_credits, by_ids, items_of
from domain.rows import ItemRow, ReconciliationRow, TransactionRow
from domain.services.edges import End, add_edge, ends_of, make_edges, release_edge
from domain.services.reconciliations import locked_transaction
from domain.services.recording import NewItem, NewTransaction, business_date, record, take_number
from domain.store.block import Block
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class ConfirmPayment:
    """The processing payment or deposit whose money has arrived."""

    transaction_id: int


@dataclass(frozen=True, slots=True)
class FailPayment:
    """The payment or deposit whose money came back or never arrived, and why."""

    transaction_id: int
    reason: str
    date: datetime.date | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class ConfirmedOutcome:
    """The payment that was confirmed."""

    account: int
    transaction: int


@dataclass(frozen=True, slots=True)
class FailedOutcome:
    """The payment that failed, its correction, the edges that ended, and those that were made."""

    account: int
    transaction: int
    correction: int
    released: list[int]
    reconciliations: list[int]


def confirm_payment(block: Block, wish: ConfirmPayment) -> Steps[ConfirmedOutcome]:
    """The money has arrived: its edges are settled and no longer locked (domain R19).

    Raises ``NotFound``, ``WrongSide`` (no payment or deposit) and ``WrongState`` (it is not processing).
    """
    payment, edges = yield from _locked_money(block, wish.transaction_id)
    if payment.payment_state is not PaymentState.PROCESSING:
        msg = f"{payment.number} is {_said(payment)} already; only a processing payment can be confirmed."
        raise WrongState(msg, "transactionId")
    for edge in edges:
        block.changes.change(edge, processing=False)
    block.changes.change(
        payment, payment_state=PaymentState.CONFIRMED, confirmed_at=block.recorded_at(payment.account_id)
    )
    return ConfirmedOutcome(payment.account_id, payment.id)


def fail_payment(block: Block, wish: FailPayment) -> Steps[FailedOutcome]:
    """The money came back: all its edges end, and a correction takes it off, reconciled with it, in one step (R19, R19a).

    Also takes money that had arrived: a returned check, a chargeback, a wrong entry. Room that this frees on an item that
    was cancelled goes first to its own floating cancellation. Raises ``InvalidValue`` (no reason), ``NotFound``,
    ``WrongSide``, ``WrongState`` (it failed already), ``InvalidDate`` (before the payment) and ``DuplicateNumber``.
    """
    reason = clean_text(wish.reason, "reason", longest=LONGEST_TEXT)
    payment, edges = yield from _locked_money(block, wish.transaction_id)
    if payment.payment_state is PaymentState.FAILED:
        msg = f"{payment.number} has failed already; its correction stands."
        raise WrongState(msg, "transactionId")
    day = business_date(block, wish.date or max(block.today, payment.date), "date")
    if day < payment.date:
        msg = f"The correction cannot be dated {day}, before the payment itself, {payment.date}."
        raise InvalidDate(msg, "date")
    item = (yield from items_of([payment.id]))[payment.id][0]
    freed = yield from by_ids(ItemRow, {edge.debit_item_id for edge in edges})
    released = [release_edge(block, edge, (item, *freed.values())).id for edge in edges]
    failed = block.changes.change(
        payment, payment_state=PaymentState.FAILED, failed_at=block.recorded_at(payment.account_id)
    )
    correction = yield from _correct(block, failed, End(item, failed), day, wish.number, reason)
    settled = yield from _settle_by_cancellations(block, freed.values())
    made = [correction, *settled]
    return FailedOutcome(
        payment.account_id, payment.id, correction.debit_transaction_id, released, [edge.id for edge in made]
    )


def _correct(
    block: Block, failed: TransactionRow, end: End, day: datetime.date, number: str | None, reason: str
) -> Steps[ReconciliationRow]:
    """Records the correction and its edge with the payment."""
    account = block.accounts[failed.account_id]
    new = NewTransaction(
        kind=TransactionKind.PAYMENT_CORRECTION,
        number=(yield from take_number(block, account, number, TransactionKind.PAYMENT_CORRECTION)),
        date=day,
        items=[NewItem(reason, failed.amount_cents)],
        description=reason,
        method=failed.method,
        corrects_id=failed.id,
    )
    correction, items = record(block, account, new)
    return add_edge(block, end, End(items[0], correction), failed.amount_cents, ReconciliationOrigin.CORRECTION)


def _settle_by_cancellations(block: Block, freed: Collection[ItemRow]) -> Steps[Sequence[ReconciliationRow]]:
    """Gives room that was freed on cancelled items to what floats of their own cancellations (domain R19a)."""
    open_items = [item for item in freed if item.kind is TransactionKind.INVOICE and item.unreconciled_cents > 0]
    cancellations = yield from cancellations_of([item.id for item in open_items])
    pairings = []
    for item in open_items:
        room = item.unreconciled_cents
        for each in cancellations[item.id]:
            taken = min(room, each.unreconciled_cents)
            if taken > 0:
                pairings.append(Pairing(each.id, item.id, taken))
                room -= taken
    used = {pairing.credit_item_id for pairing in pairings}
    existing = yield from active_edges_of_credits(used)
    floating = [each for rows in cancellations.values() for each in rows if each.id in used]
    ends = yield from ends_of([*floating, *open_items])
    return make_edges(block, pairings, ends, ReconciliationOrigin.CANCELLATION, existing)


def _locked_money(block: Block, transaction_id: int) -> Steps[tuple[TransactionRow, list[ReconciliationRow]]]:
    """A payment or deposit and its edges, faulty ones left out: they hold nothing, whatever the bank says (R22a)."""
    try:
        payment, edges = yield from locked_transaction(block, transaction_id)
    except NotFound:
        msg = "There is no such payment."
        raise NotFound(msg, "transactionId") from None
    if payment.payment_state is None:
        msg = f"{payment.number} is no payment or deposit, so no bank confirms or returns it."
        raise WrongSide(msg, "transactionId")
    return payment, [edge for edge in edges if not edge.faulty]


def _said(payment: TransactionRow) -> str:
    assert payment.payment_state is not None, "a payment has a state (CHECK received_money_has_state)"
    return payment.payment_state.lower()
