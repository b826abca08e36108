"""What was cancelled and written off of invoice items (domain R7a, R40)."""

from collections import Counter
from collections.abc import Collection

from domain.queries.records import rows_by_parent
from domain.store.program import Program, Query, Sql
from domain.tables import ItemRow

_CANCELLATIONS_OF = Sql(
    f"{ItemRow.select('i')} where i.cancels_id in :ids and i.withdrawn_at is null "
    "order by i.date, i.recording_seq, i.position"
)

_WRITTEN_OFF = Sql(
    "select r.debit_item_id, r.amount_cents from reconciliations r where r.debit_item_id in :ids "
    "and r.origin = 'WRITE_OFF' and r.released_at is null and not r.faulty"
)


def written_off(item_ids: Collection[int]) -> Program[Counter[int]]:
    """Return how much is written off of invoice items, by item (domain R40)."""
    sums: Counter[int] = Counter()
    if item_ids:
        for item_id, cents in (yield Query(_WRITTEN_OFF, ids=sorted(set(item_ids)))):
            sums[item_id] += cents
    return sums


def cancellations_of(item_ids: Collection[int]) -> Program[dict[int, list[ItemRow]]]:
    """Return the cancellation items of invoice items, by the item that they cancel, oldest first."""
    return rows_by_parent(_CANCELLATIONS_OF, ItemRow.load_all, item_ids, "cancels_id")
