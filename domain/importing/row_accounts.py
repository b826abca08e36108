"""The account of each row of a file: its id, and the currency that says how many decimals an amount has (domain R41)."""

from collections.abc import Sequence

from domain.importing.kinds import WITHOUT_ACCOUNTS, ImportKind
from domain.importing.readers.rows import FileRow
from domain.queries.files import AccountOfRow, accounts_of_numbers, accounts_of_transactions
from domain.store.program import Program


def accounts_of_rows(kind: ImportKind, rows: Sequence[FileRow]) -> Program[dict[int, AccountOfRow]]:
    """Return each row's account, by the row's index; rows whose account is not found are left out.

    That of a reconciliation is the account of its debit.
    """
    if kind in WITHOUT_ACCOUNTS:
        return {}
    is_pair = kind is ImportKind.RECONCILIATIONS
    column, read = ("debit_number", accounts_of_transactions) if is_pair else ("account_number", accounts_of_numbers)
    named = yield from read({row[column] for row in rows})
    return {row.index: named[row[column]] for row in rows if row[column] in named}


def currencies_of_rows(kind: ImportKind, rows: Sequence[FileRow]) -> Program[dict[int, str]]:
    """Return the currency of each row's account, by the row's index; rows whose account is not found are left out."""
    found = yield from accounts_of_rows(kind, rows)
    return {index: account.currency for index, account in found.items()}
