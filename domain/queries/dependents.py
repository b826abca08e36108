"""Rows that refer to a row which is about to be withdrawn (domain R25a)."""

from collections.abc import Collection

from domain.store.program import Program, Query, Sql
from domain.tables import (
    AccountRow,
    BankAccountRow,
    LedgerCodeRow,
    MemberRow,
    PayerRow,
    Record,
    RoleRow,
    TransactionRow,
)

_USES: dict[type[Record], Sql] = {
    AccountRow: Sql(
        "select t.id from transactions t where t.account_id in :ids and t.withdrawn_at is null "
        "union select u.id from users u where u.account_id in :ids and u.withdrawn_at is null "
        "union select s.id from subscriptions s where s.account_id in :ids and s.withdrawn_at is null "
        "union select p.id from planned_payments p where p.account_id in :ids and p.withdrawn_at is null "
        "union select m.id from members m where m.account_id in :ids and m.withdrawn_at is null "
        "union select x.id from payer_accounts x where x.account_id in :ids and x.withdrawn_at is null"
    ),
    BankAccountRow: Sql(
        "select s.id from bank_statements s where s.bank_account_id in :ids and s.withdrawn_at is null"
    ),
    RoleRow: Sql("select u.id from users u where u.role_id in :ids and u.withdrawn_at is null"),
    PayerRow: Sql("select x.id from payer_accounts x where x.payer_id in :ids and x.withdrawn_at is null"),
    LedgerCodeRow: Sql(
        "select i.transaction_id from items i where i.ledger_code_id in :ids and i.withdrawn_at is null "
        "union select s.id from subscriptions s where s.ledger_code_id in :ids and s.withdrawn_at is null"
    ),
    MemberRow: Sql(
        "select i.transaction_id from items i where i.member_id in :ids and i.withdrawn_at is null "
        "union select s.id from subscriptions s where s.member_id in :ids and s.withdrawn_at is null"
    ),
    TransactionRow: Sql(
        "select t.id from transactions t where t.corrects_id in :ids and t.withdrawn_at is null "
        "union select m.id from transactions m where m.moved_from_id in :ids and m.withdrawn_at is null "
        "union select c.transaction_id from items i join items c on c.cancels_id = i.id "
        "where i.transaction_id in :ids and c.withdrawn_at is null"
    ),
}


def uses_of(cls: type[Record], ids: Collection[int], but: Collection[int]) -> Program[list[int]]:
    """Return the ids of rows that refer to any of ``ids``, except those in ``but``."""
    if not ids or cls not in _USES:
        return []
    rows = yield Query(_USES[cls], ids=sorted(ids))
    return sorted({row[0] for row in rows} - set(but))
