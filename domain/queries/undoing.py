"""What an undo still has to do: the accounts and the audit events of a batch that it has not undone (domain R25c)."""

from collections.abc import Collection
from typing import NamedTuple

from domain.store.log import EVENTS, load_events
from domain.store.program import Program, Query, Sql
from domain.tables import AuditEventRow, BatchRow, UndonePartRow

# an account is undone once the undo's own batch has changed it; a large one is undone from its last event to its first
_LEFT = (
    "where e.batch_id = :batch_id and (not exists "
    "(select 1 from audit_events u where u.batch_id = :undo_id and u.account_id = e.account_id) or exists "
    "(select 1 from undone_parts p where p.batch_id = :undo_id and p.account_id = e.account_id and e.seq < p.seq))"
)
_COUNT_LEFT = Sql(
    "select count(distinct e.account_id), coalesce(max(e.account_id), 0), count(*), "
    f"count(*) - count(e.account_id) from audit_events e {_LEFT}"
)
_NEXT_ACCOUNTS = Sql(
    f"select distinct e.account_id from audit_events e {_LEFT} and e.account_id > :after order by e.account_id limit :most"
)
_EVENTS_LEFT = Sql(f"{EVENTS} {_LEFT} order by coalesce(e.account_id, 0), e.seq")
_LAST_EVENTS_ON = Sql(
    f"{EVENTS} {_LEFT} and e.account_id = :account_id and e.seq < :below order by e.seq desc limit :most"
)
_RESTORABLE_ON = Sql(
    f"{EVENTS} {_LEFT} and e.account_id in :ids "
    "and e.action not like 'reconciliation.%' and e.action not like 'transaction.%' order by e.account_id, e.seq"
)
_OTHER_ENDS = Sql(
    "select distinct r.credit_account_id from audit_events e join reconciliations r on r.id = e.entity_id "
    "where e.batch_id = :batch_id and e.account_id in :ids and r.credit_account_id <> e.account_id"
)
_PARTS = Sql(f"{UndonePartRow.select('p')} where p.batch_id = :undo_id and p.account_id in :ids")
_ORIGIN = Sql(
    "with recursive behind (id, undoes_id) as (select b.id, b.undoes_id from batches b where b.id = :id "
    "union all select b.id, b.undoes_id from behind x join batches b on b.id = x.undoes_id) "
    f"{BatchRow.select('o')} join behind on behind.id = o.id where o.undoes_id is null"
)


class UndoExtent(NamedTuple):
    """How much an undo has still to do: accounts, the highest of their ids, audit events, and those of no account."""

    accounts: int
    highest_id: int
    events: int
    of_organisation: int


def left_to_undo(batch: BatchRow) -> Program[UndoExtent]:
    """Return how much of a batch is not undone."""
    return UndoExtent(*(yield Query(_COUNT_LEFT, **_of(batch)))[0])


def next_accounts_left(batch: BatchRow, undo_id: int | None, after: int, most: int) -> Program[list[int]]:
    """Return the ids of accounts that the undo ``undo_id`` has not undone, after one, in rising order."""
    rows = yield Query(_NEXT_ACCOUNTS, batch_id=batch.id, undo_id=undo_id or 0, after=after, most=most)
    return [row[0] for row in rows]


def events_left(batch: BatchRow) -> Program[list[AuditEventRow]]:
    """Return a batch's audit events that are not undone, account by account, each account's in order."""
    return load_events((yield Query(_EVENTS_LEFT, **_of(batch))))


def last_events_left(
    batch: BatchRow, undo_id: int | None, account_id: int, below: int, most: int
) -> Program[list[AuditEventRow]]:
    """Return the last events of a batch on one account that the undo ``undo_id`` has not undone, the last one first.

    Only events before ``below`` in the account's chain count.
    """
    arguments = {"account_id": account_id, "below": below, "most": most}
    return load_events((yield Query(_LAST_EVENTS_ON, batch_id=batch.id, undo_id=undo_id or 0, **arguments)))


def events_of_rows_to_lock(
    batch: BatchRow, undo_id: int | None, account_ids: Collection[int]
) -> Program[list[AuditEventRow]]:
    """Return the events left on accounts that are about rows which an undo must lock before it restores them."""
    rows = yield Query(_RESTORABLE_ON, batch_id=batch.id, undo_id=undo_id or 0, ids=sorted(account_ids))
    return load_events(rows)


def other_ends(batch: BatchRow, account_ids: Collection[int]) -> Program[set[int]]:
    """Return the further accounts that reconciliations of a batch on these accounts join, imported as invalid."""
    return {row[0] for row in (yield Query(_OTHER_ENDS, batch_id=batch.id, ids=sorted(account_ids)))}


def undone_parts(undo_id: int | None, account_ids: Collection[int]) -> Program[dict[int, UndonePartRow]]:
    """Return how far an undo has come on large accounts, by account."""
    if undo_id is None:
        return {}
    rows = yield Query(_PARTS, undo_id=undo_id, ids=sorted(account_ids))
    return {part.account_id: part for part in UndonePartRow.load_all(rows)}


def origin_of(batch: BatchRow) -> Program[BatchRow]:
    """Return the batch that a chain of undos began with; the batch itself if it is not an undo."""
    if batch.undoes_id is None:
        return batch
    return BatchRow.load((yield Query(_ORIGIN, id=batch.id))[0])


def _of(batch: BatchRow) -> dict[str, int]:
    return {"batch_id": batch.id, "undo_id": batch.undone_by_id or 0}
