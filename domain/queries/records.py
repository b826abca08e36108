"""Rows by their keys, for services: what a unit reads once it holds its lock."""

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from domain.core.kinds import Side, TransactionKind
from domain.core.text import storable
from domain.store.program import Program, Query, Row, Sql
from domain.tables import AccountRow, ItemRow, LedgerCodeRow, MemberRow, ReconciliationRow, Record, TransactionRow
from domain.tables.record import once_per_class

R = TypeVar("R", bound=Record)

OPEN_CENTS = "i.amount_cents - i.reconciled_cents - i.planned_cents"
"""What an item ``i`` has open."""
_OPEN = f"{OPEN_CENTS} > 0 and i.withdrawn_at is null"
_OPEN_ITEMS = Sql(
    f"{ItemRow.select('i')} where i.account_id = :account_id and i.side = :side and {_OPEN} "
    "order by i.date, i.recording_seq, i.position"
)
_FIRST_OPEN = (
    "from items x where x.account_id = a.value and x.side = :side and x.kind in :kinds "
    "and x.amount_cents - x.reconciled_cents - x.planned_cents > 0 and x.withdrawn_at is null "
    "and not (x.side = 'CREDIT' and exists (select 1 from books_closings c where c.reopened_at is null "
    "and c.reconciliations and c.through >= x.date)) order by x.date, x.recording_seq, x.position limit :most"
)
_R9_ORDER = "order by i.account_id, i.date, i.recording_seq, i.position"
_FIRST_OPEN_ITEMS_OF = Sql(
    f"select {ItemRow.select_list('i')} from each :ids as a join items i "
    f"on i.id in (select x.id {_FIRST_OPEN}) {_R9_ORDER}",
    f"select {ItemRow.select_list('i')} from each :ids as a cross join lateral (select x.* {_FIRST_OPEN}) i {_R9_ORDER}",
)
_TRANSACTIONS_OF_ITEMS = Sql(
    f"{TransactionRow.select('t')} where t.id in (select i.transaction_id from items i where i.id in :ids)"
)
_ITEMS_OF = Sql(f"{ItemRow.select('i')} where i.transaction_id in :ids order by i.transaction_id, i.position")
RECONCILIATION_COLUMNS = f"{ReconciliationRow.select_list('r')}, d.planned_cents"
"""A reconciliation with what its lock depends on (domain R15); ``reconciliations_from`` reads it."""
RECONCILIATION_TABLES = "reconciliations r join items d on d.id = r.debit_item_id"
SELECT_RECONCILIATIONS = f"select {RECONCILIATION_COLUMNS} from {RECONCILIATION_TABLES} where"
_ACTIVE = f"{SELECT_RECONCILIATIONS} r.released_at is null and"
_RECONCILIATIONS_OF_TRANSACTIONS = Sql(
    f"{_ACTIVE} r.credit_transaction_id in :ids union {_ACTIVE} r.debit_transaction_id in :ids"
)
_RECONCILIATIONS_OF_DEBITS = Sql(f"{_ACTIVE} r.debit_item_id in :ids order by r.id")
_RECONCILIATIONS_OF_CREDITS = Sql(f"{_ACTIVE} r.credit_item_id in :ids order by r.id")
_RECONCILIATIONS_BETWEEN = Sql(
    f"{_ACTIVE} not r.faulty and r.credit_item_id is not null "
    "and r.credit_item_id in :credits and r.debit_item_id in :debits"
)
_RECONCILIATIONS_BY_ID = Sql(f"{SELECT_RECONCILIATIONS} r.id in :ids order by r.id")
_ACCOUNTS_BY_NUMBER = Sql(f"{AccountRow.select('a')} where a.number in :numbers and a.withdrawn_at is null")
_TRANSACTIONS_BY_NUMBER = Sql(f"{TransactionRow.select('t')} where t.number in :numbers and t.withdrawn_at is null")
_OF_CODES = f"{LedgerCodeRow.select('l')} where l.code in :codes and l.withdrawn_at is null"
_LEDGER_CODES = Sql(f"{_OF_CODES} order by l.id for share")
_UNLOCKED_LEDGER_CODES = Sql(_OF_CODES)
_MEMBERS_OF = Sql(f"{MemberRow.select('m')} where m.account_id in :ids and m.withdrawn_at is null order by m.id")
_TAKEN = Sql("select number from transactions where number in :numbers and withdrawn_at is null")
_TRANSACTION_COUNT = Sql("select count(*) from transactions where withdrawn_at is null")
_ACCOUNT_IDS = Sql("select id from accounts where withdrawn_at is null order by number_key, id")


def rows_by_id(sql: Sql, load: Callable[[list[Row]], list[R]], ids: Collection[int]) -> Program[dict[int, R]]:
    """Return the rows that a statement finds for ``:ids``, by their own id; no ids, no statement."""
    if not ids:
        return {}
    return {row.id: row for row in load((yield Query(sql, ids=sorted(set(ids)))))}


def rows_by_parent(
    sql: Sql, load: Callable[[list[Row]], list[R]], ids: Collection[int], parent: str
) -> Program[dict[int, list[R]]]:
    """Return the rows that a statement finds for ``:ids``, in its order, by their column ``parent``; no ids, no statement.

    Each of ``ids`` has a list, if only an empty one.
    """
    found: dict[int, list[R]] = {each: [] for each in ids}
    if found:
        for row in load((yield Query(sql, ids=sorted(found)))):
            found[getattr(row, parent)].append(row)
    return found


@once_per_class
def _by_ids(cls: type[Record]) -> Sql:
    return Sql(f"{cls.select('x')} where x.id in :ids order by x.id")


@once_per_class
def _locked_by_ids(cls: type[Record]) -> Sql:
    return Sql(f"{cls.select('x')} where x.id in :ids order by x.id for update")


def by_ids(cls: type[R], ids: Collection[int]) -> Program[dict[int, R]]:
    """Return rows of one table by id; ids that the table lacks are left out."""
    return rows_by_id(_by_ids(cls), cls.load_all, ids)


def held_by_ids(cls: type[R], ids: Collection[int]) -> Program[dict[int, R]]:
    """Return rows as ``by_ids`` does, and lock them: nobody can refer to them before the unit ends."""
    return rows_by_id(_locked_by_ids(cls), cls.load_all, ids)


def open_items(account_id: int, side: Side, kinds: Collection[TransactionKind] | None = None) -> Program[list[ItemRow]]:
    """Return an account's items of one side that have something open, oldest first, then in listed order (domain R9)."""
    items = ItemRow.load_all((yield Query(_OPEN_ITEMS, account_id=account_id, side=side)))
    return items if kinds is None else [item for item in items if item.kind in kinds]


def first_open_items_of(
    account_ids: Collection[int], side: Side, kinds: Collection[TransactionKind], most: int
) -> Program[dict[int, list[ItemRow]]]:
    """Return the first ``most`` open items of each account that are of a side and of these kinds, oldest first (R9).

    Credits of a period that was closed with its reconciliations stay as they are, and are left out (domain R46).
    """
    found: dict[int, list[ItemRow]] = {each: [] for each in account_ids}
    if found:
        arguments = {"ids": sorted(found), "side": side, "kinds": sorted(kinds), "most": most}
        for item in ItemRow.load_all((yield Query(_FIRST_OPEN_ITEMS_OF, **arguments))):
            found[item.account_id].append(item)
    return found


def items_of(transaction_ids: Collection[int]) -> Program[dict[int, list[ItemRow]]]:
    """Return the items of transactions, each list in listed order."""
    return rows_by_parent(_ITEMS_OF, ItemRow.load_all, transaction_ids, "transaction_id")


def transactions_of_items(item_ids: Collection[int]) -> Program[dict[int, TransactionRow]]:
    """Return the transactions of items, by their own id."""
    return rows_by_id(_TRANSACTIONS_OF_ITEMS, TransactionRow.load_all, item_ids)


def active_reconciliations_of_transactions(transaction_ids: Collection[int]) -> Program[list[ReconciliationRow]]:
    """Return the active reconciliations of transactions on either side, each once, oldest first; planned, invalid too."""
    found = yield from rows_by_id(_RECONCILIATIONS_OF_TRANSACTIONS, reconciliations_from, transaction_ids)
    return sorted(found.values(), key=lambda reconciliation: reconciliation.id)


def active_reconciliations_of_debits(debit_item_ids: Collection[int]) -> Program[list[ReconciliationRow]]:
    """Return the active reconciliations of debit items, planned and invalid ones included."""
    found = yield from rows_by_id(_RECONCILIATIONS_OF_DEBITS, reconciliations_from, debit_item_ids)
    return list(found.values())


def active_reconciliations_of_credits(credit_item_ids: Collection[int]) -> Program[list[ReconciliationRow]]:
    """Return the active reconciliations of credit items, invalid ones left out.

    They use no open amount and bar no pair (domain R22a).
    """
    found = yield from reconciliations_of_credits(credit_item_ids)
    return [reconciliation for reconciliation in found if not reconciliation.faulty]


def active_reconciliations_between(
    credit_item_ids: Collection[int], debit_item_ids: Collection[int]
) -> Program[list[ReconciliationRow]]:
    """Return the active reconciliations of any of these credit items with any of these debit items."""
    if not credit_item_ids or not debit_item_ids:
        return []
    arguments = {"credits": sorted(credit_item_ids), "debits": sorted(debit_item_ids)}
    return reconciliations_from((yield Query(_RECONCILIATIONS_BETWEEN, **arguments)))


def reconciliations_of_credits(credit_item_ids: Collection[int]) -> Program[list[ReconciliationRow]]:
    """Return all active reconciliations of credit items."""
    found = yield from rows_by_id(_RECONCILIATIONS_OF_CREDITS, reconciliations_from, credit_item_ids)
    return list(found.values())


def reconciliations_by_id(ids: Collection[int]) -> Program[dict[int, ReconciliationRow]]:
    """Return reconciliations by id, released ones too."""
    return rows_by_id(_RECONCILIATIONS_BY_ID, reconciliations_from, ids)


def reconciliations_from(rows: Iterable[Row]) -> list[ReconciliationRow]:
    """Return reconciliations from rows that begin with ``RECONCILIATION_COLUMNS``."""
    planned_cents = len(ReconciliationRow.columns())
    reconciliations = []
    for row in rows:
        reconciliation = ReconciliationRow.load(row)
        reconciliation.item_has_planned = row[planned_cents] > 0
        reconciliations.append(reconciliation)
    return reconciliations


def accounts_by_number(numbers: Collection[str]) -> Program[dict[str, AccountRow]]:
    """Return accounts by their number, without those that were undone: they have given theirs back (domain R25a)."""
    rows = yield Query(_ACCOUNTS_BY_NUMBER, numbers=storable(numbers))
    return {account.number: account for account in AccountRow.load_all(rows)}


def transactions_by_number(numbers: Collection[str]) -> Program[dict[str, TransactionRow]]:
    """Return transactions by their number, without withdrawn ones: they have given theirs back (domain R37b)."""
    rows = yield Query(_TRANSACTIONS_BY_NUMBER, numbers=storable(numbers))
    return {transaction.number: transaction for transaction in TransactionRow.load_all(rows)}


def ledger_codes_by_code(codes: Collection[str]) -> Program[dict[str, LedgerCodeRow]]:
    """Return ledger codes by their code, archived ones too but none that was undone, locked until the unit ends.

    So none is withdrawn or archived under an item that is just being recorded (domain R3, R25a).
    """
    rows = yield Query(_LEDGER_CODES, codes=storable(codes))
    return {code.code: code for code in LedgerCodeRow.load_all(rows)}


def holders_of_codes(codes: Collection[str]) -> Program[dict[str, LedgerCodeRow]]:
    """Return the ledger codes that have these codes now, unlocked: the table itself lets no code be taken twice."""
    rows = yield Query(_UNLOCKED_LEDGER_CODES, codes=sorted(set(codes)))
    return {code.code: code for code in LedgerCodeRow.load_all(rows)}


def members_of(account_ids: Collection[int]) -> Program[dict[int, list[MemberRow]]]:
    """Return the present members of accounts, oldest first."""
    return rows_by_parent(_MEMBERS_OF, MemberRow.load_all, account_ids, "account_id")


def taken_numbers(numbers: Collection[str]) -> Program[set[str]]:
    """Return which of these transaction numbers are taken."""
    return {row[0] for row in (yield Query(_TAKEN, numbers=storable(numbers)))}


def account_ids() -> Program[list[int]]:
    """Return the ids of all accounts, by number."""
    return [row[0] for row in (yield Query(_ACCOUNT_IDS))]


def transaction_count() -> Program[int]:
    """Return how many transactions there are, undone ones left out."""
    count: int = (yield Query(_TRANSACTION_COUNT))[0][0]
    return count
