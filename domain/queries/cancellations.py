"""What was cancelled of invoice items (domain R7a)."""

from collections.abc import Collection

from domain.rows import ItemRow
from domain.store.steps import Fetch, Sql, Steps

_CANCELLATIONS_OF = Sql(
    f"select {ItemRow.select_list('i')} from items i where i.cancels_id in :ids and i.withdrawn_at is null "
    "order by i.date, i.recording_seq, i.position"
)


def cancellations_of(item_ids: Collection[int]) -> Steps[dict[int, list[ItemRow]]]:
    """The cancellation items of invoice items, by the item that they cancel, oldest first."""
    found: dict[int, list[ItemRow]] = {each: [] for each in item_ids}
    if found:
        for item in ItemRow.load_all((yield Fetch(_CANCELLATIONS_OF, ids=sorted(found)))):
            assert item.cancels_id is not None, "a cancellation names its item (CHECK cancellation_names_item)"
            found[item.cancels_id].append(item)
    return found
