"""Charging subscriptions: an invoice for each period that has begun, and its automatic payment (domain R18, R18a)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.core.kinds import ReconciliationOrigin, TransactionKind
from domain.core.text import LONGEST_TEXT, quoted
from domain.errors import InvalidValue
from domain.permissions import RECORD
from domain.queries.planned import due_subscriptions
from domain.queries.records import by_ids
from domain.services.numbers import NumberPool, NumberRequest, load_numbers, lock_for_invoices
from domain.services.payments import Money, record_money
from domain.services.reconciliation_rows import ReconciliationEnd, add_reconciliation
from domain.services.recording import NewItem, NewTransaction, open_day, record, run_date
from domain.services.subscriptions import PERIODS_MAX, period
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import SubscriptionRow
from domain.texts import Text, say

PERIODS_AT_ONCE_MAX = 12
"""How many periods of one subscription a run charges, unless it catches up."""


class AccountError(NamedTuple):
    """An account on which a run left something out: the reason's code, and the reason for people."""

    account_id: int
    code: str
    message: Text | str


@dataclass(frozen=True, slots=True)
class ChargedSubscriptions:
    """The recorded invoices and their payments, in the same order, the reconciliations between them, and what is left out.

    ``account_errors`` are tuples of ``AccountError``, because results are stored as JSON.
    """

    invoices: list[int]
    payments: list[int]
    reconciliations: list[int]
    account_errors: list[tuple[int, str, Text | str]]


@dataclass(frozen=True, slots=True)
class ChargeSubscriptions(Command[ChargedSubscriptions]):
    """Every period that has begun by a day (default: today). ``catch_up`` charges many periods of a subscription."""

    NEEDS = RECORD
    on: datetime.date | None = None
    catch_up: bool = False


@service
def charge_subscriptions(unit: UnitOfWork, cmd: ChargeSubscriptions) -> Program[ChargedSubscriptions]:
    """Charge every period that has begun, with an invoice of its first day and a payment of the given day (domain R18).

    Each payment is reconciled with its invoice at once. No period is charged twice: a second run of the same day does
    nothing. A subscription with more than ``PERIODS_AT_ONCE_MAX`` periods is left out and named, unless the run catches
    up (domain R18a); paused ones are not charged. What falls on a closed day is dated the first open one, and a period's
    own day is named in its invoice (domain R46). Raises ``InvalidDate`` (a day after today) and ``BooksClosed``.
    """
    on = run_date(unit, cmd.on)
    yield from lock_for_invoices(unit)
    expected = yield from due_subscriptions(on)
    yield from unit.lock_accounts({each.account_id for each in expected})
    paid_on = open_day(unit, on, say("closed-run"), "on")
    now = yield from by_ids(SubscriptionRow, [each.id for each in expected])
    charged = ChargedSubscriptions([], [], [], [])
    most = PERIODS_MAX if cmd.catch_up else PERIODS_AT_ONCE_MAX
    periods = {}
    for subscription in (now[each.id] for each in expected if _is_due(now[each.id], on)):
        days = _periods_until(subscription, on)
        if len(days) > most:
            charged.account_errors.append(_left_out(subscription, days))
        else:
            periods[subscription.id] = days
    due = [now[each] for each in periods]
    requests = [
        NumberRequest(unit.accounts[subscription.account_id], kind)
        for subscription in due
        for _ in periods[subscription.id]
        for kind in (TransactionKind.INVOICE, TransactionKind.PAYMENT)
    ]
    numbers = yield from load_numbers(unit, requests)
    for subscription in due:
        days = periods[subscription.id]
        for day in days:
            _charge(unit, subscription, day, paid_on, numbers, charged)
        count = subscription.periods_charged + len(days)
        next_on = period(subscription, count)
        unit.changes.change(subscription, periods_charged=count, next_on=next_on, charged_on=days[-1])
    return charged


def _is_due(subscription: SubscriptionRow, on: datetime.date) -> bool:
    return (
        subscription.charging
        and not subscription.paused
        and subscription.next_on is not None
        and subscription.next_on <= on
    )


def _left_out(subscription: SubscriptionRow, days: Sequence[datetime.date]) -> tuple[int, str, Text | str]:
    """Return the error that names a subscription with too many periods, and how many they are."""
    description = quoted(subscription.description)  # its account is named beside it
    if len(days) > PERIODS_MAX:
        message = say("subscription-too-many-periods", description=description, most=PERIODS_MAX, first=days[0])
    else:
        message = say(
            "subscription-left-out",
            description=description,
            periods=len(days),
            first=days[0],
            last=days[-1],
            most=PERIODS_AT_ONCE_MAX,
        )
    return AccountError(subscription.account_id, InvalidValue.code, message)[:]


def _charge(
    unit: UnitOfWork,
    subscription: SubscriptionRow,
    day: datetime.date,
    on: datetime.date,
    numbers: NumberPool,
    charged: ChargedSubscriptions,
) -> None:
    """Charge the period that begins on ``day``, with a payment of ``on``; add both to ``charged``."""
    account, amount = unit.accounts[subscription.account_id], subscription.amount_cents
    charged_on = open_day(unit, day, subscription.description)
    description = subscription.description if charged_on == day else f"{subscription.description} ({day})"
    item = NewItem(description[:LONGEST_TEXT], amount, subscription.ledger_code_id, subscription.member_id)
    number = numbers.free(NumberRequest(account, TransactionKind.INVOICE))
    new = NewTransaction(TransactionKind.INVOICE, number.text, charged_on, [item], number_seq=number.seq)
    invoice, (row,) = record(unit, account, new)
    debit = ReconciliationEnd(row, invoice)
    paid = record_money(unit, account, Money(amount, subscription.method, on), TransactionKind.PAYMENT, numbers)
    reconciliation = add_reconciliation(unit, paid, debit, amount, ReconciliationOrigin.SUBSCRIPTION)
    charged.invoices.append(invoice.id)
    charged.payments.append(paid.transaction.id)
    charged.reconciliations.append(reconciliation.id)


def _periods_until(subscription: SubscriptionRow, on: datetime.date) -> Sequence[datetime.date]:
    """Return the first days of the periods that are due, the earliest first; of very many, one more than ``PERIODS_MAX``."""
    days: list[datetime.date] = []
    while len(days) <= PERIODS_MAX:
        day = period(subscription, subscription.periods_charged + len(days))
        if day is None or day > on:
            break
        days.append(day)
    return days
