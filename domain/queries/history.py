"""What happened: batches and audit events (domain R16).

What came after what is told by the audit chains, never by ids or the clock: two processes make ids of their own, and
their machines' clocks may differ.
"""

from collections.abc import Collection

from domain.rows import AuditEventRow, BatchRow, ReconciliationRow
from domain.store.steps import Fetch, Sql, Steps

_EVENTS_OF = Sql(
    f"select {AuditEventRow.select_list('e')} from audit_events e where e.batch_id = :id "
    "order by coalesce(e.account_id, 0), e.seq"
)
_STAND_INS = Sql(f"select {ReconciliationRow.select_list('r')} from reconciliations r where r.replaces_id in :ids")
_EDGES_ON = Sql(
    "select r.id from reconciliations r where r.released_at is null and r.credit_transaction_id in :ids "
    "union select r.id from reconciliations r where r.released_at is null and r.debit_transaction_id in :ids "
    "union select r.id from transactions t join reconciliations r on r.account_id = t.account_id "
    "and (r.credit_transaction_id = t.id or r.debit_transaction_id = t.id) where t.id in :ids"
)
_LAST_OWN = "select max(o.seq) from audit_events o where o.batch_id = :batch and o.account_id"
_LATER = Sql(
    f"select {BatchRow.select_list('b')} from batches b join (select e.batch_id, min(e.recorded_at) as began_at "
    "from audit_events e where e.entity_id in :ids and e.batch_id <> :batch and e.seq > "
    f"coalesce(({_LAST_OWN} = e.account_id), ({_LAST_OWN} is null and e.account_id is null), 0) "
    "group by e.batch_id) later on later.batch_id = b.id order by later.began_at, b.id"
)


def events_of(batch_id: int) -> Steps[list[AuditEventRow]]:
    """A batch's audit events, account by account, each account's in the order of its chain."""
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
    entity_ids: Collection[int], transaction_ids: Collection[int], batch_id: int
) -> Steps[list[BatchRow]]:
    """Batches after one that changed any of these rows, or edges on these transactions; oldest first.

    After it in the chain of the account on which it was; what happened on an account that the batch did not touch, but
    refers to what the batch made, came later too. An undo is left out together with what it undid.
    """
    ids = set(entity_ids)
    if transaction_ids:
        ids |= {row[0] for row in (yield Fetch(_EDGES_ON, ids=sorted(transaction_ids)))}
    later = BatchRow.load_all((yield Fetch(_LATER, ids=sorted(ids), batch=batch_id)))
    known = {each.id for each in later}
    standing = [each for each in later if not each.undone and each.undoes_id not in known]
    return standing or later
