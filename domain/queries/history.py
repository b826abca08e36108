"""What happened: batches and audit events (domain R16)."""

from collections.abc import Collection

from domain.rows import AuditEventRow, BatchRow, ReconciliationRow
from domain.store.steps import Fetch, Sql, Steps

_EVENTS_OF = Sql(f"select {AuditEventRow.select_list('e')} from audit_events e where e.batch_id = :id order by e.id")
_STAND_INS = Sql(f"select {ReconciliationRow.select_list('r')} from reconciliations r where r.replaces_id in :ids")
_TOUCHING = (
    f"select distinct {BatchRow.select_list('b')} from batches b join audit_events e on e.batch_id = b.id "
    "where e.entity_id in :ids and b.id > :after"
)
_EDGES_ON = (
    f"select distinct {BatchRow.select_list('b')} from batches b join reconciliations r "
    "on r.batch_id = b.id or r.released_batch_id = b.id "
    "where (r.credit_transaction_id in :ids or r.debit_transaction_id in :ids) and b.id > :after"
)
_BATCHES_TOUCHING = Sql(f"{_TOUCHING} order by b.id")
_EDGE_BATCHES_ON = Sql(f"{_EDGES_ON} order by b.id")
_BATCHES_TOUCHING_ON_ACCOUNT = Sql(f"{_TOUCHING} and e.account_id = :account_id order by b.id")
_EDGE_BATCHES_ON_ACCOUNT = Sql(f"{_EDGES_ON} and r.account_id = :account_id order by b.id")
_ANY_EVENT = Sql("select e.id from audit_events e limit 1")


def nothing_recorded() -> Steps[bool]:
    """Whether a database is as it was when it was made: not even a user was created."""
    return not (yield Fetch(_ANY_EVENT))


def events_of(batch_id: int) -> Steps[list[AuditEventRow]]:
    """A batch's audit events, in the order in which they were written."""
    rows = yield Fetch(_EVENTS_OF, id=batch_id)
    return AuditEventRow.load_all(rows)


def last_stand_ins(edges: Collection[ReconciliationRow]) -> Steps[dict[int, ReconciliationRow]]:
    """For each edge the last of those that undos put in its stead, by the first edge's id (domain R25a)."""
    last = {edge.id: edge for edge in edges}
    first_of = {edge.id: edge.id for edge in edges}
    while first_of:
        stand_ins = ReconciliationRow.load_all((yield Fetch(_STAND_INS, ids=sorted(first_of))))
        newer = {edge.id: first_of[edge.replaces_id] for edge in stand_ins if edge.replaces_id is not None}
        for edge in stand_ins:
            last[newer[edge.id]] = edge
        first_of = newer
    return last


def later_batches(
    entity_ids: Collection[int], transaction_ids: Collection[int], after: int, account_id: int | None = None
) -> Steps[list[BatchRow]]:
    """Batches after one that changed any of these rows, or edges on these transactions; oldest first.

    With ``account_id``, when all of them are on one account, only its own history is looked through.
    """
    ids, on_ids = sorted(entity_ids), sorted(transaction_ids)
    if account_id is None:
        touching = yield Fetch(_BATCHES_TOUCHING, ids=ids, after=after)
        on = (yield Fetch(_EDGE_BATCHES_ON, ids=on_ids, after=after)) if on_ids else []
    else:
        touching = yield Fetch(_BATCHES_TOUCHING_ON_ACCOUNT, ids=ids, after=after, account_id=account_id)
        on = (yield Fetch(_EDGE_BATCHES_ON_ACCOUNT, ids=on_ids, after=after, account_id=account_id)) if on_ids else []
    batches = {batch.id: batch for batch in BatchRow.load_all([*touching, *on])}
    return [batches[each] for each in sorted(batches)]
