"""What importing invoices and importing payments share."""

import contextlib
import datetime
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping

from domain.core.kinds import Side, TransactionKind, kind_text
from domain.core.money import MAX_CENTS, amount_text, format_decimal
from domain.core.periods import parse_day
from domain.errors import InvalidAmount, InvalidDate, Refusal, WrongCurrency
from domain.importing.importers.tally import Tally
from domain.importing.readers import cells
from domain.importing.readers.rows import FileRow
from domain.queries.records import accounts_by_number
from domain.services.recording import NewTransaction
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, TransactionRow, TransactionVersionRow
from domain.tables.billing import VERSIONED
from domain.texts import Text, say


def lock_named_accounts(unit: UnitOfWork, rows: Iterable[FileRow]) -> Program[dict[str, AccountRow]]:
    """Lock the accounts that rows name, and return them by number."""
    found = yield from accounts_by_number({row["account_number"] for row in rows})
    locked = yield from unit.lock_accounts(account.id for account in found.values())
    return {account.number: account for account in locked.values() if account.withdrawn_at is None}


def account_of(row: FileRow, accounts: Mapping[str, AccountRow], tally: Tally) -> AccountRow | None:
    """Return the account that a row names; an unknown one is a problem."""
    account = accounts.get(row["account_number"])
    if account is None:
        tally.add_missing(row, "account_number", AccountRow, row["account_number"], say("row-import-accounts-first"))
    return account


def amount_of(row: FileRow, account: AccountRow | None, tally: Tally, way: Text, *, zero: bool = False) -> int | None:
    """Return a row's amount in minor units of the account's currency; without an account, only whether it is one.

    ``way`` says what to do with a negative amount; ``zero`` allows 0.
    """
    if account is not None and not row["currency"] and not row.refused:
        with contextlib.suppress(Refusal):  # what is wrong is found below, and by whose fault
            cents = cells.amount_cents(row["amount"], account.currency, way)
            if cents or zero:
                return cents
    parse = cells.amount_cents if zero else cells.positive_amount_cents
    amount = tally.read(row, "amount", lambda text: parse(text, None, way))
    if amount is None or account is None:
        return amount
    currency = account.currency
    if row["currency"] and row["currency"].upper() != currency:
        reason = say("row-other-currency", given=row["currency"], number=account.number, currency=currency)
        tally.add_problem(row, "currency", reason, WrongCurrency.code, of_records=True)
    return tally.read(row, "amount", lambda text: cells.amount_cents(text, currency, way), of_records=True)


def business_date_of(row: FileRow, tally: Tally) -> datetime.date | None:
    """Return a row's date, which must be a business date (domain R5); an empty cell is a problem."""
    if not row["date"]:
        tally.add_problem(row, "date", say("row-date-missing"), InvalidDate.code)
        return None
    tally.read(row, "date", cells.parse_business_date)
    # a date beyond the allowed range was noted, and is still compared with the row's other dates
    try:
        return parse_day(row["date"])
    except InvalidDate:
        return None


def check_open(unit: UnitOfWork, row: FileRow, day: datetime.date, tally: Tally) -> None:
    """Note a new record in a closed period as a problem of its row (domain R46)."""
    try:
        unit.closed.days.check(day)
    except Refusal as refusal:
        tally.add_problem(row, "date", refusal.text, refusal.code, of_records=True)


def as_compared(stored: TransactionRow, first: TransactionVersionRow | None, new: NewTransaction) -> TransactionRow:
    """Return a stored transaction as a file is compared with it (domain R39a).

    Where it was changed since it was recorded, the file may repeat its ``first`` values, or those of now.
    """
    if first is None:
        return stored
    repeated = {name: getattr(first, name) for name in VERSIONED if getattr(new, name) == getattr(first, name)}
    return stored.copy(**repeated)


def is_same_amount(row: FileRow, stored_cents: int, given_cents: int, account: AccountRow, tally: Tally) -> bool:
    """Return True if an amount equals the stored one; a difference is a problem, with amounts written as in files."""
    stored, given = (format_decimal(cents, account.currency) for cents in (stored_cents, given_cents))
    return tally.is_same(row, "amount", stored, given)


def is_of_kind(
    kinds: Container[TransactionKind], stored: TransactionRow, row: FileRow, column: str, tally: Tally
) -> bool:
    """Return True if the transaction with a row's number is of a kind that the file holds; another kind is a problem."""
    if stored.kind in kinds:
        return True
    reason = say("row-number-of-other-kind", number=stored.number, kind=kind_text(stored.kind))
    tally.add_problem(row, column, reason, of_records=True)
    return False


class AccountTotals:
    """What a file adds to its accounts, so that a problem names the row that exceeds the largest sum (domain R1)."""

    def __init__(self, side: Side, added: defaultdict[int, int]) -> None:
        """``added`` is what earlier rows of the file add, by account, and comes to hold what these add."""
        self._side = side
        self._added = added

    def add(self, account: AccountRow, cents: int, row: FileRow, tally: Tally) -> bool:
        """Add an amount and return True; if the account's sums would be too large, note it and return False."""
        if self._side is Side.DEBIT:
            now = max(account.balance_cents, account.unreconciled_debit_cents)
        else:
            now = max(-account.balance_cents, account.unreconciled_credit_cents)
        if now + self._added[account.id] + cents > MAX_CENTS:
            most = amount_text(MAX_CENTS, account.currency)
            reason = say("row-sums-too-large", number=account.number, most=most)
            tally.add_problem(row, "amount", reason, InvalidAmount.code, of_records=True)
            return False
        self._added[account.id] += cents
        return True
