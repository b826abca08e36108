"""Rows by their keys, for services: what a block reads after it has its lock."""

from collections.abc import Collection, Iterable
from typing import TypeVar

from domain.core.kinds import Side, TransactionKind
from domain.core.text import storable
from domain.rows import (
    AccountRow,
    ItemRow,
    LedgerCodeRow,
    MemberRow,
    ReconciliationRow,
    Record,
    TransactionRow,
)
from domain.rows.record import once_per_class
from domain.store.steps import Fetch, Row, Sql, Steps

R = TypeVar("R", bound=Record)

_OPEN_ITEMS = Sql(
    f"select {ItemRow.select_list('i')} from items i where i.account_id = :account_id and i.side = :side "
    "and i.amount_cents - i.reconciled_cents - i.planned_cents > 0 and i.withdrawn_at is null "
    "order by i.date, i.recording_seq, i.position"
)
_OPEN_ITEMS_OF = Sql(
    f"select {ItemRow.select_list('i')} from items i where i.account_id in :ids and i.side in ('DEBIT', 'CREDIT') "
    "and i.amount_cents - i.reconciled_cents - i.planned_cents > 0 and i.withdrawn_at is null "
    "order by i.account_id, i.date, i.recording_seq, i.position"
)
_ITEMS_OF = Sql(
    f"select {ItemRow.select_list('i')} from items i where i.transaction_id in :ids order by i.transaction_id, i.position"
)
EDGE_COLUMNS = f"{ReconciliationRow.select_list('r')}, d.planned_cents"
"""An edge with what its lock depends on (domain R15); ``edges_from`` reads it."""
EDGE_TABLES = "reconciliations r join items d on d.id = r.debit_item_id"
_EDGES_OF_TRANSACTIONS = Sql(
    f"select {EDGE_COLUMNS} from {EDGE_TABLES} where r.released_at is null and r.credit_transaction_id in :ids "
    f"union select {EDGE_COLUMNS} from {EDGE_TABLES} where r.released_at is null and r.debit_transaction_id in :ids"
)
_EDGES_OF_DEBITS = Sql(
    f"select {EDGE_COLUMNS} from {EDGE_TABLES} where r.released_at is null and r.debit_item_id in :ids"
)
_EDGES_OF_CREDITS = Sql(
    f"select {EDGE_COLUMNS} from {EDGE_TABLES} where r.released_at is null and r.credit_item_id in :ids"
)
_EDGES_BY_ID = Sql(f"select {EDGE_COLUMNS} from {EDGE_TABLES} where r.id in :ids order by r.id")
_ACCOUNTS_BY_NUMBER = Sql(
    f"select {AccountRow.select_list('a')} from accounts a where a.number in :numbers and a.withdrawn_at is null"
)
_TRANSACTIONS_BY_NUMBER = Sql(
    f"select {TransactionRow.select_list('t')} from transactions t where t.number in :numbers"
)
_OF_CODES = (
    f"select {LedgerCodeRow.select_list('l')} from ledger_codes l where l.code in :codes and l.withdrawn_at is null"
)
_LEDGER_CODES = Sql(f"{_OF_CODES} order by l.id for share")
_CODES_HELD = Sql(_OF_CODES)
_MEMBERS_OF = Sql(
    f"select {MemberRow.select_list('m')} from members m where m.account_id in :ids and m.withdrawn_at is null "
    "order by m.id"
)
_TAKEN = Sql("select number from transactions where number in :numbers")
_TRANSACTION_COUNT = Sql("select count(*) from transactions where withdrawn_at is null")
_ACCOUNT_IDS = Sql("select id from accounts where withdrawn_at is null order by number, id")


@once_per_class
def _held_by_ids(cls: type[Record]) -> Sql:
    return Sql(f"select {cls.select_list('x')} from {cls.TABLE} x where x.id in :ids order by x.id for update")


def held_by_ids(cls: type[R], ids: Collection[int]) -> Steps[dict[int, R]]:
    """``by_ids``, locked: nobody can begin to refer to these rows before the block ends."""
    if not ids:
        return {}
    rows = yield Fetch(_held_by_ids(cls), ids=sorted(set(ids)))
    return {row.id: row for row in cls.load_all(rows)}


@once_per_class
def _by_ids(cls: type[Record]) -> Sql:
    return Sql(f"select {cls.select_list('x')} from {cls.TABLE} x where x.id in :ids order by x.id")


def by_ids(cls: type[R], ids: Collection[int]) -> Steps[dict[int, R]]:
    """Rows of one table by id; ids that are not there are left out."""
    if not ids:
        return {}
    rows = yield Fetch(_by_ids(cls), ids=sorted(set(ids)))
    return {row.id: row for row in cls.load_all(rows)}


def open_items(account_id: int, side: Side, kinds: Collection[TransactionKind] | None = None) -> Steps[list[ItemRow]]:
    """An account's items of one side that have something open, oldest first, then in listed order (domain R9)."""
    rows = yield Fetch(_OPEN_ITEMS, account_id=account_id, side=side)
    items = ItemRow.load_all(rows)
    return items if kinds is None else [item for item in items if item.kind in kinds]


def open_items_of(account_ids: Collection[int]) -> Steps[dict[int, list[ItemRow]]]:
    """The open items of accounts, of both sides, each list oldest first, then in listed order (domain R9)."""
    found: dict[int, list[ItemRow]] = {each: [] for each in account_ids}
    if found:
        for item in ItemRow.load_all((yield Fetch(_OPEN_ITEMS_OF, ids=sorted(found)))):
            found[item.account_id].append(item)
    return found


def items_of(transaction_ids: Collection[int]) -> Steps[dict[int, list[ItemRow]]]:
    """The items of transactions, each list in listed order."""
    found: dict[int, list[ItemRow]] = {each: [] for each in transaction_ids}
    if found:
        for item in ItemRow.load_all((yield Fetch(_ITEMS_OF, ids=sorted(found)))):
            found[item.transaction_id].append(item)
    return found


def active_edges_of_transaction(transaction_id: int) -> Steps[list[ReconciliationRow]]:
    """A transaction's active edges on either side, planned and faulty ones included, oldest first."""
    return (yield from active_edges_of_transactions([transaction_id]))


def active_edges_of_transactions(transaction_ids: Collection[int]) -> Steps[list[ReconciliationRow]]:
    """The active edges of transactions on either side, planned and faulty ones included, each once, oldest first."""
    if not transaction_ids:
        return []
    rows = yield Fetch(_EDGES_OF_TRANSACTIONS, ids=sorted(transaction_ids))
    return sorted(edges_from(rows), key=lambda edge: edge.id)


def active_edges_of_debits(debit_item_ids: Collection[int]) -> Steps[list[ReconciliationRow]]:
    """The active edges of debit items, planned and faulty ones included."""
    if not debit_item_ids:
        return []
    rows = yield Fetch(_EDGES_OF_DEBITS, ids=sorted(debit_item_ids))
    return edges_from(rows)


def active_edges_of_credits(credit_item_ids: Collection[int]) -> Steps[list[ReconciliationRow]]:
    """The active edges of credit items, faulty ones left out: they hold no room and bar no pair (domain R22a)."""
    if not credit_item_ids:
        return []
    return [edge for edge in (yield from edges_of_credits(credit_item_ids)) if not edge.faulty]


def edges_of_credits(credit_item_ids: Collection[int]) -> Steps[list[ReconciliationRow]]:
    """All active edges of credit items."""
    rows = yield Fetch(_EDGES_OF_CREDITS, ids=sorted(credit_item_ids))
    return edges_from(rows)


def edges_by_id(ids: Collection[int]) -> Steps[dict[int, ReconciliationRow]]:
    """Edges by id, released ones too."""
    rows = yield Fetch(_EDGES_BY_ID, ids=sorted(set(ids)))
    return {edge.id: edge for edge in edges_from(rows)}


def edges_from(rows: Iterable[Row]) -> list[ReconciliationRow]:
    """Edges from rows of ``EDGE_COLUMNS``."""
    edges = []
    for row in rows:
        edge = ReconciliationRow.load(row)
        edge.item_has_planned = row[-1] > 0
        edges.append(edge)
    return edges


def accounts_by_number(numbers: Collection[str]) -> Steps[dict[str, AccountRow]]:
    """Accounts by their number; one that was undone has none any more (domain R25a)."""
    rows = yield Fetch(_ACCOUNTS_BY_NUMBER, numbers=storable(numbers))
    return {account.number: account for account in AccountRow.load_all(rows)}


def transactions_by_number(numbers: Collection[str]) -> Steps[dict[str, TransactionRow]]:
    """Transactions by their number, withdrawn ones too: their numbers stay taken (domain R25a)."""
    rows = yield Fetch(_TRANSACTIONS_BY_NUMBER, numbers=storable(numbers))
    return {transaction.number: transaction for transaction in TransactionRow.load_all(rows)}


def ledger_codes_by_code(codes: Collection[str]) -> Steps[dict[str, LedgerCodeRow]]:
    """Ledger codes by their code, archived ones too but none that was undone, held as they are until the block ends.

    So none is withdrawn or archived under an item that is just being recorded (domain R3, R25a).
    """
    rows = yield Fetch(_LEDGER_CODES, codes=storable(codes))
    return {code.code: code for code in LedgerCodeRow.load_all(rows)}


def holders_of_codes(codes: Collection[str]) -> Steps[dict[str, LedgerCodeRow]]:
    """Who holds these codes now, held by nothing: the table itself lets no code be taken twice."""
    return {code.code: code for code in LedgerCodeRow.load_all((yield Fetch(_CODES_HELD, codes=sorted(set(codes)))))}


def members_of(account_ids: Collection[int]) -> Steps[dict[int, list[MemberRow]]]:
    """The present members of accounts, in the order in which they came."""
    found: dict[int, list[MemberRow]] = {each: [] for each in account_ids}
    for member in MemberRow.load_all((yield Fetch(_MEMBERS_OF, ids=sorted(found)))):
        found[member.account_id].append(member)
    return found


def taken_numbers(numbers: Collection[str]) -> Steps[set[str]]:
    """Which of these transaction numbers are taken."""
    rows = yield Fetch(_TAKEN, numbers=storable(numbers))
    return {row[0] for row in rows}


def account_ids() -> Steps[list[int]]:
    """Every account, by number."""
    rows = yield Fetch(_ACCOUNT_IDS)
    return [row[0] for row in rows]


def transaction_count() -> Steps[int]:
    """How many transactions there are, undone ones left out."""
    rows = yield Fetch(_TRANSACTION_COUNT)
    count: int = rows[0][0]
    return count
