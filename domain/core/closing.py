"""Closed periods: which days and reconciliations are closed, and what a refusal says (domain R46)."""

import datetime
from typing import NamedTuple

from domain.core.kinds import TransactionKind
from domain.errors import BooksClosed
from domain.texts import Text, say

BANK_REPORTS = ("applyBankLineSuggestions", "failPayment", "matchBankLine", "movePayment")
"""Mutations that reverse a payment by a correction of an open day: they may end any reconciliation of that payment.

A trigger has the same names.
"""


class Closing(NamedTuple):
    """The last closed day, and who closed it."""

    through: datetime.date
    closed_by: str

    @property
    def first_open_day(self) -> datetime.date:
        """Return the day after the last closed one."""
        return self.through + datetime.timedelta(days=1)

    def holds(self, day: datetime.date) -> bool:
        """Return True if a day is closed."""
        return day <= self.through

    def check(self, day: datetime.date, *field: str, what: Text | str = "", way: Text | None = None) -> None:
        """Raise ``BooksClosed`` at ``field`` if a day is closed; ``what`` is dated then, and ``way`` says what to do."""
        if self.holds(day):
            raise self.refusal(day, *field, what=what, way=way)

    def refusal(self, day: datetime.date, *field: str, what: Text | str = "", way: Text | None = None) -> BooksClosed:
        """Return the refusal of what falls on a closed day."""
        way = way or say("closed-give-later", first_open_day=self.first_open_day)
        closing: dict[str, Text | str | datetime.date] = {
            "closed_by": self.closed_by,
            "through": self.through,
            "way": way,
        }
        message = say("closed-what", what=what, day=day, **closing) if what else say("closed-day", day=day, **closing)
        return BooksClosed(message, *field)


OPEN = Closing(datetime.date.min, "")
"""What stands for no closing: no business date is as early."""


class ClosedBooks(NamedTuple):
    """What is closed: days for what is recorded, and days for reconciliations, if a closing includes these."""

    days: Closing = OPEN
    reconciliations: Closing = OPEN

    def closed_side(
        self,
        credit_kind: TransactionKind | None,
        credit_date: datetime.date | None,
        debit_kind: TransactionKind,
        debit_date: datetime.date,
    ) -> datetime.date | None:
        """Return the closed day that keeps a reconciliation as it is, or None.

        That is a day of its cash, at either end; without cash that of its credit. A planned payment's has no day yet, and
        that of a payment with the correction which reverses it counts as failing the payment.
        """
        if credit_kind is None or credit_date is None or debit_kind is TransactionKind.PAYMENT_CORRECTION:
            return None
        cash = [day for kind, day in ((credit_kind, credit_date), (debit_kind, debit_date)) if kind.is_cash]
        return next(filter(self.reconciliations.holds, cash or [credit_date]), None)
