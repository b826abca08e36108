"""Batches: what is behind them, and who may see which (domain R25a, R33)."""

from collections import defaultdict
from collections.abc import Collection

from domain.permissions import ALL_PERMISSIONS, BILLING, MUTATION_PERMISSIONS, Permission, Principal
from domain.queries.records import by_ids
from domain.rows import BatchRow
from domain.store.steps import Fetch, Sql, Steps

_BEHIND = Sql(
    "with recursive behind (batch_id, mutation, undoes_id) as (select b.id, b.mutation, b.undoes_id from batches b "
    "where b.id in :ids union all select x.batch_id, b.mutation, b.undoes_id from behind x "
    "join batches b on b.id = x.undoes_id) select batch_id, mutation from behind"
)
_ON_ACCOUNTS = Sql(
    "select b.id from batches b where b.id in :ids "
    "and exists (select 1 from audit_events e where e.batch_id = b.id and e.account_id > 0)"
)


def permissions_behind(ids: Collection[int]) -> Steps[dict[int, frozenset[Permission]]]:
    """All that whoever makes such batches must hold, by batch; for an undo also what it undoes needs, and so on down.

    So taking an undo back needs what the first batch of the row needed: it is done once more.
    """
    needed: defaultdict[int, frozenset[Permission]] = defaultdict(frozenset)
    if ids:
        for batch_id, mutation in (yield Fetch(_BEHIND, ids=sorted(ids))):
            needed[batch_id] |= MUTATION_PERMISSIONS.get(mutation, ALL_PERMISSIONS)
    return needed


def seen_batches(principal: Principal, ids: Collection[int]) -> Steps[dict[int, BatchRow]]:
    """Batches by id, as far as a principal may see them; the others are left out as if they were not there (R35).

    What touched an account may be seen with its billing. What belongs to the organisation alone (users, tokens, ledger
    codes) is seen by who manages access, and by who may do the same.
    """
    batches = yield from by_ids(BatchRow, ids)
    if principal.may(Permission.MANAGE_ACCESS) or not batches:
        return batches
    if not principal.may(*BILLING):
        return {}
    needed = yield from permissions_behind(batches)
    on_accounts = {row[0] for row in (yield Fetch(_ON_ACCOUNTS, ids=sorted(batches)))}
    return {each: batch for each, batch in batches.items() if each in on_accounts or principal.may(*needed[each])}
