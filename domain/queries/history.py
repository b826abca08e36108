"""Batches and audit events (domain R16).

Only the audit chains tell what came after what, neither ids nor the clock: each process makes its own ids, and clocks of
two machines may differ.
"""

from collections.abc import Collection

from domain.store.log import EVENTS, load_events
from domain.store.program import Program, Query, Sql
from domain.tables import AuditEventRow, BatchRow, ReconciliationRow

_EVENTS_OF = Sql(f"{EVENTS} where e.batch_id = :id order by coalesce(e.account_id, 0), e.seq")
_FIRST = "coalesce(x.replaces_id, x.id)"
_LINEAGE = f"select x.id, {ReconciliationRow.select_list('r')} from reconciliations x join reconciliations r"
_WITH_REPLACEMENTS = Sql(
    f"{_LINEAGE} on r.id = {_FIRST} where x.id in :ids "
    f"union all {_LINEAGE} on r.replaces_id = {_FIRST} where x.id in :ids"
)
_RECONCILIATIONS_ON = Sql(
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
    f"{BatchRow.select('b')} join audit_events e on e.batch_id = b.id "
    "where e.entity_id = :id order by e.seq desc limit 1"
)
_ANY_EVENT = Sql("select e.id from audit_events e limit 1")
_WITH_ACTION = Sql("select distinct e.batch_id from audit_events e where e.batch_id in :ids and e.action = :action")

TEXTS_MIGRATED = "migrateTexts"
"""The mutation of the batch in which a migration gave texts their one form (domain R37). No undo takes it back."""
LOG_MIGRATED = "migrateLog"
"""The mutation of the batch in which a migration chained the audit log anew (domain R16a). It changed no record."""


def nothing_recorded() -> Program[bool]:
    """Return whether the database is still as it was created, without even a user."""
    return not (yield Query(_ANY_EVENT))


def events_of(batch_id: int) -> Program[list[AuditEventRow]]:
    """Return a batch's audit events, account by account, each account's in the order of its chain."""
    return load_events((yield Query(_EVENTS_OF, id=batch_id)))


def last_batch_on(entity_id: int) -> Program[BatchRow]:
    """Return the batch that last changed a row."""
    return BatchRow.load((yield Query(_LAST_ON, id=entity_id))[0])


def reconciliations_with_replacements(ids: Collection[int]) -> Program[dict[int, list[ReconciliationRow]]]:
    """Return each reconciliation with the others of its lineage, oldest first, by its own id (domain R25a).

    Undos may have replaced it several times; at most one of a lineage is active.
    """
    found: dict[int, list[ReconciliationRow]] = {}
    if ids:
        for row in (yield Query(_WITH_REPLACEMENTS, ids=sorted(ids))):
            found.setdefault(row[0], []).append(ReconciliationRow.load(row[1:]))
    return {
        each: sorted(lineage, key=lambda reconciliation: (reconciliation.recorded_at, reconciliation.id))
        for each, lineage in found.items()
    }


def batches_with(action: str, batch_ids: Collection[int]) -> Program[set[int]]:
    """Return which of these batches have an audit event of this action."""
    if not batch_ids:
        return set()
    return {row[0] for row in (yield Query(_WITH_ACTION, ids=sorted(batch_ids), action=action))}


def later_batches(
    entity_ids: Collection[int], transaction_ids: Collection[int], batch_id: int
) -> Program[list[BatchRow]]:
    """Return the batches after one that changed any of these rows, or reconciliations on these transactions; oldest first.

    Later means after it in an account's chain; on an account that the batch did not change, all that concerns these rows is
    later. An undo is left out together with the batch that it undid.
    """
    ids = set(entity_ids)
    if transaction_ids:
        ids |= {row[0] for row in (yield Query(_RECONCILIATIONS_ON, ids=sorted(transaction_ids)))}
    found = BatchRow.load_all((yield Query(_LATER, ids=sorted(ids), batch=batch_id)))
    later = [each for each in found if each.mutation != TEXTS_MIGRATED]  # nobody can undo it, and nothing builds on it
    known = {each.id for each in later}
    standing = [each for each in later if not each.undone and each.undoes_id not in known]
    return standing or later
