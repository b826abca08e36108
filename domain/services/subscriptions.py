"""Subscriptions: creating, changing and cancelling them (domain R18, R18a). ``charging.py`` charges them."""

import datetime
from dataclasses import dataclass

from domain.core.installments import nth_date
from domain.core.kinds import PaymentMethod, SubscriptionInterval
from domain.core.money import positive_cents
from domain.core.text import LONGEST_TEXT, clean_text
from domain.core.unchanged import UNCHANGED, Unchanged
from domain.errors import InvalidDate, WrongState
from domain.permissions import RECORD
from domain.queries.records import by_ids
from domain.services.accounts import locked_account
from domain.services.checks import change_where_different, existing_row
from domain.services.recording import business_date, check_member, load_ledger_codes, usable_code
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, MemberRow, SubscriptionRow
from domain.texts import say

PERIODS_MAX = 520
"""How many periods one run charges of one subscription at most, catching up: ten years of weeks. More means a wrong date."""


@dataclass(frozen=True, slots=True)
class SubscriptionResult:
    """The created or cancelled subscription."""

    account: int
    subscription: int


@dataclass(frozen=True, slots=True)
class CreateSubscription(Command[SubscriptionResult]):
    """A charge for each period, from a first day to a last one (None: until it is cancelled)."""

    NEEDS = RECORD
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
class CancelSubscription(Command[SubscriptionResult]):
    """A subscription's last day (default: today). Periods that begin after it are not charged."""

    NEEDS = RECORD
    subscription_id: int
    on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class UpdateSubscription(Command[SubscriptionResult]):
    """Changes of a subscription that will charge again, from its next period on. ``member_id`` None: for no member."""

    NEEDS = RECORD
    subscription_id: int
    ledger_code: str | Unchanged = UNCHANGED
    amount_cents: int | Unchanged = UNCHANGED
    member_id: int | Unchanged | None = UNCHANGED
    description: str | Unchanged = UNCHANGED
    method: PaymentMethod | Unchanged = UNCHANGED
    next_on: datetime.date | Unchanged = UNCHANGED
    paused: bool | Unchanged = UNCHANGED


@service
def create_subscription(unit: UnitOfWork, cmd: CreateSubscription) -> Program[SubscriptionResult]:
    """Create a subscription; its first period begins on its first day. ``charge_subscriptions`` charges it.

    Raises ``NotFound`` (account, ledger code, member), ``InvalidValue``, ``ArchivedLedgerCode``, ``InvalidAmount``,
    ``WrongAccount``, and ``InvalidDate`` (it ends before it begins, or began more than ``PERIODS_MAX`` periods ago).
    """
    account = yield from locked_account(unit, cmd.account_id, "accountId")
    description = clean_text(cmd.description, "description", longest=LONGEST_TEXT)
    codes = yield from load_ledger_codes([cmd.ledger_code])
    code = usable_code(codes, cmd.ledger_code, "ledgerCode")
    amount = positive_cents(cmd.amount_cents, "amountCents")
    if cmd.member_id is not None:
        check_member((yield from by_ids(MemberRow, [cmd.member_id])).get(cmd.member_id), account, "memberId")
    starts_on = business_date(unit, cmd.starts_on, "startsOn")
    if cmd.ends_on is not None and business_date(unit, cmd.ends_on, "endsOn") < starts_on:
        raise InvalidDate(say("subscription-ends-before-start", ends_on=cmd.ends_on, starts_on=starts_on), "endsOn")
    subscription = SubscriptionRow(
        id=unit.new_id(),
        account_id=account.id,
        batch_id=unit.batch.id,
        description=description,
        ledger_code_id=code.id,
        member_id=cmd.member_id,
        amount_cents=amount,
        interval=cmd.interval,
        method=cmd.method,
        starts_on=starts_on,
        ends_on=cmd.ends_on,
        next_on=starts_on,
        periods_charged=0,
        recorded_at=unit.recorded_at(account.id),
    )
    if too_many_until(subscription, unit.today):
        raise InvalidDate(say("subscription-begun-long-ago", most=PERIODS_MAX, starts_on=starts_on), "startsOn")
    unit.changes.add(subscription)
    return SubscriptionResult(account.id, subscription.id)


@service
def update_subscription(unit: UnitOfWork, cmd: UpdateSubscription) -> Program[SubscriptionResult]:
    """Change a subscription from its next period on; what is charged already stays (domain R18a).

    Resuming goes on with the first period that begins today or later, unless ``next_on`` says another day: the periods of
    the pause are not charged. Raises ``NotFound`` (subscription, ledger code, member), ``WrongState`` (ended),
    ``InvalidValue``, ``InvalidAmount``, ``ArchivedLedgerCode``, ``WrongAccount`` and ``InvalidDate``.
    """
    subscription, account = yield from _locked_subscription(unit, cmd.subscription_id, "subscriptionId")
    changes: dict[str, object] = {"method": cmd.method, "paused": cmd.paused}
    if cmd.description is not UNCHANGED:
        changes["description"] = clean_text(cmd.description, "description", longest=LONGEST_TEXT)
    if cmd.amount_cents is not UNCHANGED:
        changes["amount_cents"] = positive_cents(cmd.amount_cents, "amountCents")
    if cmd.member_id is not UNCHANGED:
        if cmd.member_id is not None:
            check_member((yield from by_ids(MemberRow, [cmd.member_id])).get(cmd.member_id), account, "memberId")
        changes["member_id"] = cmd.member_id
    if cmd.ledger_code is not UNCHANGED:
        codes = yield from load_ledger_codes([cmd.ledger_code])
        changes["ledger_code_id"] = usable_code(codes, cmd.ledger_code, "ledgerCode").id
    if cmd.next_on is not UNCHANGED:
        changes |= _counted_from(unit, subscription, cmd.next_on)
    elif subscription.paused and cmd.paused is False:
        changes |= _resumed(subscription, unit.today)
    change_where_different(unit, subscription, **changes)
    return SubscriptionResult(account.id, subscription.id)


def _counted_from(unit: UnitOfWork, subscription: SubscriptionRow, next_on: datetime.date) -> dict[str, object]:
    """Return the changes with which the next period begins on a day, and the later ones are counted from there."""
    business_date(unit, next_on, "nextOn")
    if next_on < subscription.starts_on:
        message = say("subscription-next-before-start", starts_on=subscription.starts_on)
        raise InvalidDate(message, "nextOn")
    if subscription.charged_on is not None:
        after = nth_date(subscription.charged_on, subscription.interval, 1)
        if next_on < after:
            raise InvalidDate(
                say("subscription-charged-already", charged_on=subscription.charged_on, after=after, next_on=next_on),
                "nextOn",
            )
    if subscription.ends_on is not None and next_on > subscription.ends_on:
        raise InvalidDate(say("subscription-ends-before-next", ends_on=subscription.ends_on, next_on=next_on), "nextOn")
    return {"next_on": next_on, "counted_from": next_on, "period_offset": -subscription.periods_charged}


def _resumed(subscription: SubscriptionRow, today: datetime.date) -> dict[str, object]:
    """Return the changes that skip the periods which began during a pause; it ends if none is left."""
    skipped = 0
    while (day := period(subscription, subscription.periods_charged + skipped)) is not None and day < today:
        skipped += 1
    return {"next_on": day, "period_offset": subscription.period_offset + skipped}


@service
def cancel_subscription(unit: UnitOfWork, cmd: CancelSubscription) -> Program[SubscriptionResult]:
    """End a subscription after a day; charges stay. Raises ``NotFound``, ``WrongState`` and ``InvalidDate``."""
    subscription, _ = yield from _locked_subscription(unit, cmd.subscription_id, "id")
    on = business_date(unit, cmd.on, "on")
    if subscription.ends_on is not None and on > subscription.ends_on:
        message = say("subscription-ends-already", ends_on=subscription.ends_on, on=on)
        raise InvalidDate(message, "on")
    next_on = subscription.next_on if subscription.next_on is not None and subscription.next_on <= on else None
    unit.changes.change(subscription, ends_on=on, next_on=next_on)
    return SubscriptionResult(subscription.account_id, subscription.id)


def _locked_subscription(
    unit: UnitOfWork, subscription_id: int, field: str
) -> Program[tuple[SubscriptionRow, AccountRow]]:
    """Lock the account of a subscription that will charge again; return both."""
    before = yield from existing_row(SubscriptionRow, subscription_id, "Subscription", field)
    yield from unit.lock_accounts([before.account_id])
    subscription = yield from existing_row(SubscriptionRow, subscription_id, "Subscription", field)
    if subscription.next_on is None:
        raise WrongState(say("subscription-ended", ends_on=subscription.ends_on or ""), field)
    return subscription, unit.accounts[subscription.account_id]


def too_many_until(subscription: SubscriptionRow, on: datetime.date) -> bool:
    """Return True if more than ``PERIODS_MAX`` periods are due by a day."""
    beyond = period(subscription, subscription.periods_charged + PERIODS_MAX)
    return beyond is not None and beyond <= on


def period(subscription: SubscriptionRow, index: int) -> datetime.date | None:
    """Return the first day of a period, by how many are charged before it; None after the last day.

    Each is computed from the day from which periods are counted, so that a 31st follows the shorter months.
    """
    first = subscription.counted_from or subscription.starts_on
    day = nth_date(first, subscription.interval, index + subscription.period_offset)
    return day if subscription.ends_on is None or day <= subscription.ends_on else None
