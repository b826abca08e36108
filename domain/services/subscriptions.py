"""Subscriptions: a charge that comes again each period, and its automated payment (domain R18)."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from domain.core.installments import nth_date
from domain.core.kinds import PaymentMethod, ReconciliationOrigin, SubscriptionInterval, TransactionKind
from domain.core.money import positive_cents
from domain.core.text import LONGEST_TEXT, clean_text
from domain.errors import InvalidDate, InvalidValue, NotFound, WrongState
from domain.queries.planned import due_subscriptions
from domain.queries.records import by_ids, ledger_codes_by_code
from domain.rows import AccountRow, MemberRow, SubscriptionRow
from domain.services.accounts import locked_account
from domain.services.edges import End, add_edge
from domain.services.numbers import Numbers, Wanted, known_numbers
from domain.services.payments import Money, record_money
from domain.services.recording import (
    NewItem,
    NewTransaction,
    business_date,
    check_member,
    record,
    usable_code,
)
from domain.store.block import Block
from domain.store.steps import Steps

MOST_PERIODS = 520
"""Periods that one run charges of one subscription: ten years of weeks. More is a wrong date."""


@dataclass(frozen=True, slots=True)
class CreateSubscription:
    """A charge that shall come again each period, from a first day to a last (or until it is cancelled)."""

    account_id: int
    description: str
    ledger_code: str
    amount_cents: int
    interval: SubscriptionInterval
    method: PaymentMethod
    starts_on: datetime.date
    ends_on: datetime.date | None = None
    member_id: int | None = None


@dataclass(frozen=True, slots=True)
class CancelSubscription:
    """The last day of a subscription: today if not given. Periods that begin after it are not charged."""

    subscription_id: int
    on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class ChargeSubscriptions:
    """Every period that has begun by a day: today if not given."""

    on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class SubscriptionOutcome:
    """The subscription that was made or cancelled."""

    account: int
    subscription: int


@dataclass(frozen=True, slots=True)
class ChargedOutcome:
    """The invoices that were recorded and their payments, in the same order, and the edges between them."""

    invoices: list[int]
    payments: list[int]
    reconciliations: list[int]


def create_subscription(block: Block, wish: CreateSubscription) -> Steps[SubscriptionOutcome]:
    """Makes a subscription; its first period begins on its first day. Nothing is charged before ``charge_subscriptions``.

    Raises ``NotFound`` (account, ledger code, member), ``InvalidValue``, ``ArchivedLedgerCode``, ``InvalidAmount``,
    ``WrongAccount`` and ``InvalidDate`` (it ends before it begins; so long ago that no run would charge it).
    """
    account = yield from locked_account(block, wish.account_id, "accountId")
    description = clean_text(wish.description, "description", longest=LONGEST_TEXT)
    codes = yield from ledger_codes_by_code([wish.ledger_code])
    code = usable_code(codes.get(wish.ledger_code), wish.ledger_code, "ledgerCode")
    amount = positive_cents(wish.amount_cents, "amountCents")
    if wish.member_id is not None:
        check_member((yield from by_ids(MemberRow, [wish.member_id])).get(wish.member_id), account, "memberId")
    starts_on = business_date(block, wish.starts_on, "startsOn")
    if wish.ends_on is not None and business_date(block, wish.ends_on, "endsOn") < starts_on:
        msg = f"It ends on {wish.ends_on}, before it begins on {starts_on}."
        raise InvalidDate(msg, "endsOn")
    subscription = block.changes.add(
        SubscriptionRow(
            id=block.new_id(),
            account_id=account.id,
            batch_id=block.batch.id,
            description=description,
            ledger_code_id=code.id,
            member_id=wish.member_id,
            amount_cents=amount,
            interval=wish.interval,
            method=wish.method,
            starts_on=starts_on,
            ends_on=wish.ends_on,
            next_on=starts_on,
            periods_charged=0,
            recorded_at=block.recorded_at(account.id),
        )
    )
    if _too_many_until(subscription, block.today):
        msg = (
            f"More than {MOST_PERIODS} periods have begun since {starts_on}, and no run charges so many at once. "
            "Begin it later."
        )
        raise InvalidDate(msg, "startsOn")
    return SubscriptionOutcome(account.id, subscription.id)


def cancel_subscription(block: Block, wish: CancelSubscription) -> Steps[SubscriptionOutcome]:
    """Ends a subscription after a day; what was charged stands. Raises ``NotFound``, ``WrongState``, ``InvalidDate``."""
    before = (yield from by_ids(SubscriptionRow, [wish.subscription_id])).get(wish.subscription_id)
    if before is None:
        msg = "There is no such subscription."
        raise NotFound(msg, "id")
    yield from block.lock_accounts([before.account_id])
    subscription = (yield from by_ids(SubscriptionRow, [before.id]))[before.id]
    if subscription.withdrawn_at is not None:
        msg = "There is no such subscription."
        raise NotFound(msg, "id")
    if subscription.next_on is None:
        msg = f"It has ended already, on {subscription.ends_on}."
        raise WrongState(msg, "id")
    on = business_date(block, wish.on, "on")
    if subscription.ends_on is not None and on > subscription.ends_on:
        msg = f"It ends by itself on {subscription.ends_on}, before {on}."
        raise InvalidDate(msg, "on")
    next_on = subscription.next_on if subscription.next_on <= on else None
    block.changes.change(subscription, ends_on=on, next_on=next_on)
    return SubscriptionOutcome(subscription.account_id, subscription.id)


def charge_subscriptions(block: Block, wish: ChargeSubscriptions) -> Steps[ChargedOutcome]:
    """Charges every period that has begun, each with an invoice of its first day and a payment of the run's (domain R18).

    The payment is reconciled with its invoice at once. A charged period is never charged again: a second run of the same
    day does nothing. Raises ``InvalidDate`` and ``InvalidValue`` (more periods than can be meant).
    """
    on = business_date(block, wish.on, "on")
    expected = yield from due_subscriptions(on)
    yield from block.lock_accounts({each.account_id for each in expected})
    still = yield from by_ids(SubscriptionRow, [each.id for each in expected])
    due = [still[each.id] for each in expected if _is_due(still[each.id], on)]
    periods = {each.id: _periods_until(each, on, block.accounts[each.account_id]) for each in due}
    wanted = [
        Wanted(block.accounts[subscription.account_id], kind)
        for subscription in due
        for _ in periods[subscription.id]
        for kind in (TransactionKind.INVOICE, TransactionKind.PAYMENT)
    ]
    numbers = yield from known_numbers(block, wanted)
    charged = ChargedOutcome([], [], [])
    for subscription in due:
        for day in periods[subscription.id]:
            _charge(block, subscription, day, on, numbers, charged)
        count = subscription.periods_charged + len(periods[subscription.id])
        block.changes.change(subscription, periods_charged=count, next_on=_period(subscription, count))
    return charged


def _is_due(subscription: SubscriptionRow, on: datetime.date) -> bool:
    next_on = subscription.next_on
    return subscription.withdrawn_at is None and next_on is not None and next_on <= on


def _charge(
    block: Block,
    subscription: SubscriptionRow,
    day: datetime.date,
    on: datetime.date,
    numbers: Numbers,
    charged: ChargedOutcome,
) -> None:
    """Charges one period: an invoice of its first day, and a payment of the run's day."""
    account = block.accounts[subscription.account_id]
    item = NewItem(
        subscription.description, subscription.amount_cents, subscription.ledger_code_id, subscription.member_id
    )
    number = numbers.free(Wanted(account, TransactionKind.INVOICE))
    new = NewTransaction(
        TransactionKind.INVOICE, number.text, day, [item], subscription.description, number_seq=number.seq
    )
    invoice, rows = record(block, account, new)
    money = Money(subscription.amount_cents, subscription.method, on)
    paid = record_money(block, account, money, TransactionKind.PAYMENT, numbers)
    edge = add_edge(block, paid, End(rows[0], invoice), subscription.amount_cents, ReconciliationOrigin.SUBSCRIPTION)
    charged.invoices.append(invoice.id)
    charged.payments.append(paid.transaction.id)
    charged.reconciliations.append(edge.id)


def _periods_until(subscription: SubscriptionRow, on: datetime.date, account: AccountRow) -> Sequence[datetime.date]:
    """The first days of the periods that are due; raises ``InvalidValue`` where they are more than can be meant."""
    if _too_many_until(subscription, on):
        msg = (
            f"More than {MOST_PERIODS} periods of {subscription.description!r} on account {account.number} would be "
            "charged at once. Choose an earlier `on`, or cancel that subscription by an earlier day."
        )
        raise InvalidValue(msg, "on")
    return list(takewhile(lambda day: day <= on, _periods_from(subscription, subscription.periods_charged)))


def _too_many_until(subscription: SubscriptionRow, on: datetime.date) -> bool:
    """Whether more periods are due by a day than a run charges."""
    beyond = _period(subscription, subscription.periods_charged + MOST_PERIODS)
    return beyond is not None and beyond <= on


def _periods_from(subscription: SubscriptionRow, index: int) -> Iterable[datetime.date]:
    while (day := _period(subscription, index)) is not None:
        yield day
        index += 1


def _period(subscription: SubscriptionRow, index: int) -> datetime.date | None:
    """The first day of a period, from 0; None after the last day. Each is reckoned from the first: a 31st comes back."""
    day = nth_date(subscription.starts_on, subscription.interval, index)
    return day if subscription.ends_on is None or day <= subscription.ends_on else None
