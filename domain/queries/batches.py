"""Batches: the permissions that they need, and who may see which (domain R25a, R33)."""

from collections import defaultdict
from collections.abc import Collection

from domain.permissions import BILLING, Permission, Principal, permissions_of_mutation
from domain.queries.records import by_ids
from domain.store.program import Program, Query, Sql
from domain.tables import BatchRow

_BEHIND = Sql(
    "with recursive behind (batch_id, mutation, undoes_id) as (select b.id, b.mutation, b.undoes_id from batches b "
    "where b.id in :ids union all select x.batch_id, b.mutation, b.undoes_id from behind x "
    "join batches b on b.id = x.undoes_id) select batch_id, mutation from behind"
)
_ON_ACCOUNTS = Sql(
    "select b.id from batches b where b.id in :ids "
    "and exists (select 1 from audit_events e where e.batch_id = b.id and e.account_id > 0)"
)


def permissions_behind(ids: Collection[int]) -> Program[dict[int, frozenset[Permission]]]:
    """Return the permissions that making each batch needs, by batch; an undo also needs those of the batch that it undoes.

    So undoing an undo needs what the first batch needed: it is made once more.
    """
    needed: defaultdict[int, frozenset[Permission]] = defaultdict(frozenset)
    if ids:
        for batch_id, mutation in (yield Query(_BEHIND, ids=sorted(ids))):
            needed[batch_id] |= permissions_of_mutation(mutation)
    return needed


def visible_batches(principal: Principal, ids: Collection[int]) -> Program[dict[int, BatchRow]]:
    """Return the batches that a principal may see, by id; the others are left out as if they did not exist (R35).

    Whoever may see billing sees batches that changed an account. Batches of the organisation alone (users, tokens, ledger
    codes) are seen by whoever manages access or could make such a batch.
    """
    batches = yield from by_ids(BatchRow, ids)
    if principal.may(Permission.MANAGE_ACCESS) or not batches:
        return batches
    if not principal.may(*BILLING):
        return {}
    needed = yield from permissions_behind(batches)
    on_accounts = {row[0] for row in (yield Query(_ON_ACCOUNTS, ids=sorted(batches)))}
    return {each: batch for each, batch in batches.items() if each in on_accounts or principal.may(*needed[each])}
