"""What a reader yields of a bank's file: a statement begins, its movements in the file's order, the statement ends.

A file may hold several statements, of several accounts. Texts have their one form. Amounts are whole minor units of the
statement's currency, signed as money moves on the account: in is positive.
"""

from datetime import date
from typing import NamedTuple, TypeAlias

from domain.core.bank_keys import Movement
from domain.core.kinds import BankFileFormat


class StatementBegins(NamedTuple):
    """A statement of one account. What its file does not have is None, such as the account of a file of payouts.

    ``account_number`` has neither blanks nor separators if it is an IBAN. ``currency`` is an ISO 4217 code; without one,
    amounts have the exponent of the currency that the caller gave. ``first_day`` and ``last_day`` are the days of which
    the file says that it tells.
    """

    format: BankFileFormat
    account_number: str | None
    currency: str | None
    opening_cents: int | None
    first_day: date | None
    last_day: date | None


class StatementEnds(NamedTuple):
    """The end of a statement, and what only its end tells: the closing balance, and the last day if it was not known."""

    closing_cents: int | None
    last_day: date | None


StatementEvent: TypeAlias = StatementBegins | Movement | StatementEnds
