"""What invoices and payments have in common as files: their accounts, locked; their numbers; their amounts."""

from collections.abc import Iterable

from domain.core.money import parse_decimal
from domain.core.text import clean_text
from domain.errors import InvalidDate, NotFound
from domain.jobs.importing.table import Line
from domain.jobs.importing.tally import Tally
from domain.queries.records import accounts_by_number
from domain.rows import AccountRow
from domain.services.numbers import LONGEST_NUMBER
from domain.services.recording import EARLIEST, LATEST
from domain.store.block import Block
from domain.store.steps import Steps


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


def amount_of(line: Line, account: AccountRow, tally: Tally) -> int | None:
    """An amount in the account's currency, in minor units."""
    return tally.read(line, "amount", lambda text: parse_decimal(text, account.currency))


def check_business_date(line: Line, tally: Tally) -> None:
    """A date must be there, and be a date of business (domain R5)."""
    day = tally.read_date(line, "date")
    if not line["date"]:
        tally.bad(line, "date", "A date is needed.", InvalidDate.code)
    elif day is not None and not EARLIEST <= day <= LATEST:
        reason = f"{day} is not a date of business: from {EARLIEST} to {LATEST}."
        tally.bad(line, "date", reason, InvalidDate.code)
