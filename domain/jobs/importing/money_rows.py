"""What invoices and payments have in common as files: their accounts, locked; their numbers; their amounts."""

import datetime
from collections import defaultdict
from collections.abc import Container, Iterable

from domain.core.kinds import Side, TransactionKind
from domain.core.money import EXPONENTS, MAX_CENTS, amount_text, format_decimal, parse_decimal
from domain.core.text import clean_text
from domain.errors import InvalidAmount, InvalidDate, NotFound
from domain.jobs.importing.table import Line
from domain.jobs.importing.tally import Tally
from domain.queries.records import accounts_by_number
from domain.rows import AccountRow, TransactionRow
from domain.services.numbers import LONGEST_NUMBER
from domain.services.recording import EARLIEST, LATEST
from domain.store.block import Block
from domain.store.steps import Steps

_MOST_DIGITS = max(EXPONENTS, key=EXPONENTS.__getitem__)
"""A currency in which every amount can be written that can be in any."""


def locked_accounts(block: Block, lines: Iterable[Line]) -> Steps[dict[str, AccountRow]]:
    """The accounts that rows name, locked, by number."""
    found = yield from accounts_by_number({line["account_number"] for line in lines})
    locked = yield from block.lock_accounts(account.id for account in found.values())
    return {account.number: account for account in locked.values() if account.withdrawn_at is None}


def account_of(line: Line, accounts: dict[str, AccountRow], tally: Tally) -> AccountRow | None:
    """The account that a row names; noted where there is none."""
    account = accounts.get(line["account_number"])
    if account is None:
        reason = f"There is no account {line['account_number']!r}. Import accounts first."
        tally.bad(line, "account_number", reason, NotFound.code)
    return account


def number_of(line: Line, column: str, tally: Tally) -> str | None:
    """A transaction's number."""
    return tally.read(line, column, lambda text: clean_text(text, longest=LONGEST_NUMBER))


def amount_of(line: Line, account: AccountRow | None, tally: Tally) -> int | None:
    """An amount in the account's currency, in minor units; where there is no account, whether it is an amount at all."""
    currency = account.currency if account is not None else _MOST_DIGITS
    return tally.read(line, "amount", lambda text: parse_decimal(text, currency))


def same_amount(line: Line, stored_cents: int, given_cents: int, account: AccountRow, tally: Tally) -> bool:
    """Whether an amount is as it is stored; noted where it is not, as files have amounts."""
    stored, given = (format_decimal(cents, account.currency) for cents in (stored_cents, given_cents))
    return tally.same(line, "amount", stored, given)


def is_one_of(kinds: Container[TransactionKind], stored: TransactionRow, line: Line, column: str, tally: Tally) -> bool:
    """Whether what is stored under a row's number is of a kind that the file holds; noted where it is not."""
    if stored.kind in kinds:
        return True
    word = stored.kind.lower().replace("_", " ")
    article = "an" if word[0] in "aeiou" else "a"
    tally.bad(line, column, f"{stored.number} is {article} {word} already. Numbers are unique across all kinds.")
    return False


def check_business_date(line: Line, tally: Tally) -> None:
    """A date must be there, and be a date of business (domain R5)."""
    if not line["date"]:
        tally.bad(line, "date", "A date is needed.", InvalidDate.code)
    date_of(line, "date", tally)


def date_of(line: Line, column: str, tally: Tally) -> datetime.date | None:
    """A date of business, or None where the cell is empty or bad (then noted)."""
    day = tally.read_date(line, column)
    if day is not None and not EARLIEST <= day <= LATEST:
        reason = f"{day} is not a date of business: from {EARLIEST} to {LATEST}."
        tally.bad(line, column, reason, InvalidDate.code)
        return None
    return day


class AccountRooms:
    """What a file adds to its accounts, so that the row that would bring one beyond the largest sum is named (R1)."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._added: defaultdict[int, int] = defaultdict(int)

    def take(self, account: AccountRow, cents: int, line: Line, tally: Tally) -> bool:
        """Whether the account's sums have room for so much more, which is then taken; noted where they have not."""
        if self._side is Side.DEBIT:
            now = max(account.balance_cents, account.unreconciled_debit_cents)
        else:
            now = max(-account.balance_cents, account.unreconciled_credit_cents)
        if now + self._added[account.id] + cents > MAX_CENTS:
            reason = f"The sums of account {account.number} would be beyond {amount_text(MAX_CENTS, account.currency)}."
            tally.bad(line, "amount", reason, InvalidAmount.code)
            return False
        self._added[account.id] += cents
        return True
