"""What refers to transactions: their corrections, and their values before they were changed (domain R39a)."""

from collections.abc import Collection

from domain.queries.records import rows_by_id
from domain.store.program import Program, Query, Sql
from domain.tables import TransactionRow, TransactionVersionRow

_CORRECTIONS = Sql(f"{TransactionRow.select('t')} where t.corrects_id in :ids and t.withdrawn_at is null")
_VERSIONS = Sql(f"{TransactionVersionRow.select('v')} where v.transaction_id in :ids order by v.ended_at desc")


def corrections_of(payment_ids: Collection[int]) -> Program[dict[int, TransactionRow]]:
    """Return the corrections of payments, by the payment."""
    found = yield from rows_by_id(_CORRECTIONS, TransactionRow.load_all, payment_ids)
    return {row.corrects_id: row for row in found.values() if row.corrects_id is not None}


def first_versions(transaction_ids: Collection[int]) -> Program[dict[int, TransactionVersionRow]]:
    """Return the values with which changed transactions were recorded, by transaction; unchanged ones are left out."""
    if not transaction_ids:
        return {}
    rows = yield Query(_VERSIONS, ids=sorted(set(transaction_ids)))
    return {version.transaction_id: version for version in TransactionVersionRow.load_all(rows)}
