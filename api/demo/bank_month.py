"""A month of the centre's bank account and of its card processor, as its payments would have moved them.

Transfers arrive one by one; checks and cash of a day as one deposit; card payments at the processor, which keeps its fee and
pays out each day's money two days later. The same payments make the same month.
"""

import calendar
import datetime
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from domain.core.kinds import PaymentMethod

ACCOUNT_NUMBER = "0417 2203 1867"
OPENING_CENTS = 1_204_550
MONTHLY_FEE_CENTS = 1_200
PAYOUT_AFTER = datetime.timedelta(days=2)
FEE_PER_MILLE, FEE_FIXED_CENTS = 29, 30
"""What the processor keeps of a card payment: 2.9 % and 0.30."""

TRANSFER, RETURNED, CHECKS, CASH, FEE = (
    *("PMNT-RCDT-ESCT", "PMNT-ICDT-ESCT", "PMNT-RCHQ-BCHQ", "PMNT-CNTR-CDPT"),
    "ACMT-MDOP-FEES",
)


class DemoPayment(NamedTuple):
    """Money that a payer paid (or got back, below 0), and what is written with it."""

    day: datetime.date
    cents: int
    method: PaymentMethod
    payer: str
    text: str


class BankDetail(NamedTuple):
    """One payment of a bank entry; its payer is None where the bank does not know one."""

    cents: int
    payer: str | None
    payer_account: str | None
    text: str


class BankEntry(NamedTuple):
    """One booking on the bank account, made of one payment or of several; ``kind`` is its code, of three parts."""

    booked_on: datetime.date
    bank_id: str
    kind: str
    details: Sequence[BankDetail]

    @property
    def cents(self) -> int:
        """Return what it adds to the account."""
        return sum(each.cents for each in self.details)


class ProcessorRow(NamedTuple):
    """One movement on the balance that the processor keeps. ``payout`` is the one that pays it out; fees are positive."""

    created_on: datetime.date
    bank_id: str
    category: str
    gross_cents: int
    fee_cents: int
    text: str
    payer: str | None
    payer_id: str | None
    payout: str


class BankMonth(NamedTuple):
    """What a bank and a processor report of a month."""

    first_day: datetime.date
    last_day: datetime.date
    opening_cents: int
    entries: list[BankEntry]
    rows: list[ProcessorRow]

    @property
    def closing_cents(self) -> int:
        """Return the balance at the bank at the end of the month."""
        return self.opening_cents + sum(entry.cents for entry in self.entries)


def bank_month(payments: Iterable[DemoPayment], month: datetime.date) -> BankMonth:
    """Return the month in which a day is; payments of other months are left out, and money on its way at its end."""
    first_day = month.replace(day=1)
    last_day = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    known = sorted((each for each in payments if first_day <= each.day <= last_day), key=attrgetter("day"))
    rows = [*_processor_rows([each for each in known if each.method is PaymentMethod.CARD])]
    booked = sorted([*_deposits(known), *_payouts(rows), _fee(last_day)], key=attrgetter("booked_on"))
    entries = [
        entry._replace(bank_id=f"{entry.booked_on:%Y%m%d}{number:04}")
        for number, entry in enumerate(booked, 1)
        if entry.booked_on <= last_day
    ]
    return BankMonth(first_day, last_day, OPENING_CENTS, entries, rows)


def _deposits(payments: Iterable[DemoPayment]) -> Iterator[BankEntry]:
    """Yield what payers bring to the bank without the processor."""
    for day, several in groupby(payments, attrgetter("day")):
        found = [*several]
        for each in found:
            if each.method in {PaymentMethod.TRANSFER, PaymentMethod.ECHECK}:
                kind = TRANSFER if each.cents > 0 else RETURNED
                yield BankEntry(day, "", kind, [BankDetail(each.cents, each.payer, _account_of(each.payer), each.text)])
        checks = [each for each in found if each.method is PaymentMethod.CHECK and each.cents > 0]
        if checks:
            yield BankEntry(day, "", CHECKS, [BankDetail(each.cents, each.payer, None, each.text) for each in checks])
        cash = sum(each.cents for each in found if each.method is PaymentMethod.CASH)
        if cash > 0:
            yield BankEntry(day, "", CASH, [BankDetail(cash, None, None, "Cash deposit")])


def _processor_rows(payments: Iterable[DemoPayment]) -> Iterator[ProcessorRow]:
    """Yield card payments and refunds, and behind those of a day the payout that takes them away."""
    number = 0
    for day, several in groupby(payments, attrgetter("day")):
        net, payout = 0, f"po_{day:%Y%m%d}"
        for each in several:
            number += 1
            fee = _fee_of(each.cents)
            net += each.cents - fee
            category = "charge" if each.cents > 0 else "refund"
            name = f"txn_{day:%Y%m%d}{number:04}"
            payer_id = f"cus_{_number_of(each.payer)}"
            yield ProcessorRow(day, name, category, each.cents, fee, each.text, each.payer, payer_id, payout)
        if net > 0:
            number += 1
            name = f"txn_{day:%Y%m%d}{number:04}"
            yield ProcessorRow(day, name, "payout", -net, 0, "STRIPE PAYOUT", None, None, payout)


def _payouts(rows: Iterable[ProcessorRow]) -> Iterator[BankEntry]:
    for row in rows:
        if row.category == "payout":
            detail = BankDetail(-row.gross_cents, "STRIPE", None, f"STRIPE PAYOUT {row.payout}")
            yield BankEntry(row.created_on + PAYOUT_AFTER, "", TRANSFER, [detail])


def _fee(day: datetime.date) -> BankEntry:
    return BankEntry(day, "", FEE, [BankDetail(-MONTHLY_FEE_CENTS, None, None, "Monthly account fee")])


def _fee_of(cents: int) -> int:
    """Return the processor's fee, rounded half up and never more than what was paid; refunds cost nothing."""
    return min(cents, (cents * FEE_PER_MILLE + 500) // 1_000 + FEE_FIXED_CENTS) if cents > 0 else 0


def _number_of(payer: str) -> str:
    return f"{zlib.crc32(payer.encode()):010}"


def _account_of(payer: str) -> str:
    """Return a payer's invented account number, always the same."""
    number = _number_of(payer)
    return f"{number[:4]}-{number[4:]}"
