"""What is kept of imported files: mappings by name, and rows that had no number."""

from collections.abc import Collection
from typing import NamedTuple

from domain.core.text import storable
from domain.store.program import Program, Query, Sql
from domain.tables import FileMappingRow, ImportedRow, TransactionRow
from domain.tables.hiding import HIDDEN

_PRESENT = f"{FileMappingRow.select('m')} where m.withdrawn_at is null"
_MAPPINGS_BY_NAME = Sql(f"{_PRESENT} and m.name in :names")
_MAPPINGS = Sql(f"{_PRESENT} order by m.name, m.id limit :most")
_UNSETTLED = (
    "exists (select 1 from jobs j where j.ended_at is null and "
    "(j.batch_id = t.batch_id and j.kind = 'IMPORT' or j.undoes_id = t.batch_id))"
)
"""Whether a job is still recording a transaction's file, or taking it back."""
_EARLIER = Sql(
    f"select i.digest, {_UNSETTLED} as unsettled, {TransactionRow.select_list('t')} from imported_rows i "
    "join transactions t on t.id = i.transaction_id where i.account_id in :account_ids and i.digest in :digests "
    f"and (t.withdrawn_at is null or t.withdrawn_at = {HIDDEN}) and t.batch_id <> :batch order by unsettled, i.id"
)
_ACCOUNTS_OF_NUMBERS = Sql(
    "select a.number, a.id, a.currency from accounts a where a.number in :numbers and a.withdrawn_at is null"
)
_ACCOUNTS_OF_TRANSACTIONS = Sql(
    "select t.number, a.id, a.currency from transactions t join accounts a on a.id = t.account_id "
    "where t.number in :numbers and t.withdrawn_at is null"
)
_OF_TRANSACTIONS = Sql(f"{ImportedRow.select('i')} where i.transaction_id in :ids order by i.id")


def mappings_by_name(names: Collection[str]) -> Program[dict[str, FileMappingRow]]:
    """Return kept mappings by name, without those that were undone."""
    rows = yield Query(_MAPPINGS_BY_NAME, names=storable(names))
    return {mapping.name: mapping for mapping in FileMappingRow.load_all(rows)}


def file_mappings(rows_max: int) -> Program[list[FileMappingRow]]:
    """Return the kept mappings by name; one more than ``rows_max`` if there are too many."""
    return FileMappingRow.load_all((yield Query(_MAPPINGS, most=rows_max + 1)))


class AccountOfRow(NamedTuple):
    """The account that a row of a file is for."""

    id: int
    currency: str


def accounts_of_numbers(numbers: Collection[str]) -> Program[dict[str, AccountOfRow]]:
    """Return accounts by their number, without those that were undone."""
    rows = yield Query(_ACCOUNTS_OF_NUMBERS, numbers=storable(numbers))
    return {number: AccountOfRow(*account) for number, *account in rows}


def accounts_of_transactions(numbers: Collection[str]) -> Program[dict[str, AccountOfRow]]:
    """Return the accounts of transactions by the transactions' numbers, without those that were withdrawn."""
    rows = yield Query(_ACCOUNTS_OF_TRANSACTIONS, numbers=storable(numbers))
    return {number: AccountOfRow(*account) for number, *account in rows}


class EarlierRow(NamedTuple):
    """What a row of an earlier file became. ``unsettled``: a job is still recording that file, or taking it back."""

    transaction: TransactionRow
    unsettled: bool


def rows_by_digest(
    account_ids: Collection[int], digests: Collection[str], batch_id: int
) -> Program[dict[str, list[EarlierRow]]]:
    """Return by digest what rows of earlier files became, unsettled ones last, then oldest first; undone ones left out.

    ``batch_id`` is the batch that asks, whose own rows are not earlier ones. Hidden transactions are among them.
    """
    found: dict[str, list[EarlierRow]] = {digest: [] for digest in digests}
    if found:
        parameters = {"account_ids": sorted(set(account_ids)), "digests": sorted(found), "batch": batch_id}
        for digest, unsettled, *values in (yield Query(_EARLIER, **parameters)):
            found[digest].append(EarlierRow(TransactionRow.load(values), bool(unsettled)))
    return found


def digests_of_transactions(transaction_ids: Collection[int]) -> Program[dict[int, str]]:
    """Return the digests of the rows that transactions were imported from, where one is kept."""
    if not transaction_ids:
        return {}
    rows = ImportedRow.load_all((yield Query(_OF_TRANSACTIONS, ids=sorted(set(transaction_ids)))))
    return {row.transaction_id: row.digest for row in rows}
