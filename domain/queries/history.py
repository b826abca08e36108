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
_FIRST = "coalesce(x.replaces_id, x.id)"
_WITH_STAND_INS = Sql(
    f"select x.id, {ReconciliationRow.select_list('r')} from reconciliations x join reconciliations r on r.id = {_FIRST} "
    f"where x.id in :ids union all select x.id, {ReconciliationRow.select_list('r')} from reconciliations x "
    f"join reconciliations r on r.replaces_id = {_FIRST} where x.id in :ids"
)
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
_LAST_ON = Sql(
    f"select {BatchRow.select_list('b')} from audit_events e join batches b on b.id = e.batch_id "
    "where e.entity_id = :id order by e.seq desc limit 1"
)
_ANY_EVENT = Sql("select e.id from audit_events e limit 1")


def nothing_recorded() -> Steps[bool]:
    """Whether a database is as it was when it was made: not even a user was created."""
    return not (yield Fetch(_ANY_EVENT))


def events_of(batch_id: int) -> Steps[list[AuditEventRow]]:
    """A batch's audit events, account by account, each account's in the order of its chain."""
    rows = yield Fetch(_EVENTS_OF, id=batch_id)
    return AuditEventRow.load_all(rows)


def last_batch_on(entity_id: int) -> Steps[BatchRow]:
    """The batch that last changed a row."""
    return BatchRow.load((yield Fetch(_LAST_ON, id=entity_id))[0])


def edges_with_stand_ins(ids: Collection[int]) -> Steps[dict[int, list[ReconciliationRow]]]:
    """Each edge among all that stood for the same first edge, oldest first, by its own id (domain R25a).

    Undos may have put several in an edge's stead, one after the other; at most one of them all is active.
    """
    found: dict[int, list[ReconciliationRow]] = {}
    if ids:
        for row in (yield Fetch(_WITH_STAND_INS, ids=sorted(ids))):
            found.setdefault(row[0], []).append(ReconciliationRow.load(row[1:]))
    return {each: sorted(kin, key=lambda edge: (edge.recorded_at, edge.id)) for each, kin in found.items()}


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
