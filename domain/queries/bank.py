"""The bank's side, for services: lines by what identifies them, what explains them, and who pays."""

from collections.abc import Collection

from domain.core.text import storable
from domain.queries.records import rows_by_parent
from domain.store.program import Program, Query, Sql
from domain.tables import (
    BankAccountRow,
    BankLinePartRow,
    BankLineRow,
    BankStatementLineRow,
    BankStatementRow,
    PayerAccountRow,
    PayerRow,
)
from domain.tables.hiding import HIDDEN

_ACCOUNTS_BY_NAME = Sql(f"{BankAccountRow.select('b')} where b.name in :names and b.withdrawn_at is null")
_SECRET = Sql("select bank_secret from organisations where id = 1")
_PRESENT_LINES = f"{BankLineRow.select('l')} where l.bank_account_id = :bank_account_id and l.withdrawn_at is null and"
_LINES_BY_KEY = Sql(f"{_PRESENT_LINES} l.key in :keys")
_LINES_BY_ENTRY = Sql(f"{_PRESENT_LINES} l.entry_key in :keys order by l.id")
_PARTS = f"{BankLinePartRow.select('p')} where p.withdrawn_at is null and"
_PARTS_OF_LINES = Sql(f"{_PARTS} p.line_id in :ids order by p.id")
_PARTS_OF_TRANSACTIONS = Sql(f"{_PARTS} p.transaction_id in :ids order by p.id")
_FIRST = "coalesce(x.replaces_id, x.id)"
_LINEAGE = f"select x.id, {BankLinePartRow.select_list('p')} from bank_line_parts x join bank_line_parts p"
_PARTS_WITH_REPLACEMENTS = Sql(
    f"{_LINEAGE} on p.id = {_FIRST} where x.id in :ids union all {_LINEAGE} on p.replaces_id = {_FIRST} where x.id in :ids"
)
_SAME_STATEMENTS = Sql(
    f"{BankStatementRow.select('s')} where s.bank_account_id = :bank_account_id and s.first_day = :first_day "
    "and s.last_day = :last_day and s.line_count = :line_count and s.withdrawn_at is null order by s.id"
)
_STATE = Sql(
    "select count(*), count(s.withdrawn_at) from bank_statements s where s.bank_account_id = :bank_account_id "
    f"and coalesce(s.withdrawn_at, 1) <> {HIDDEN}"
)
_NAMED_BY = Sql(f"{BankStatementLineRow.select('n')} where n.statement_id in :ids order by n.statement_id, n.position")
_NAMED_ELSEWHERE = Sql(
    "select distinct n.line_id from bank_statement_lines n join bank_statement_lines o on o.line_id = n.line_id "
    "join bank_statements s on s.id = o.statement_id where n.statement_id in :ids and s.withdrawn_at is null "
    "and o.statement_id not in (select i.value from each :ids as i)"
)
_PAYERS_BY_ACCOUNT = Sql(f"{PayerRow.select('y')} where y.payer_account_key in :keys and y.withdrawn_at is null")
_PAYERS_BY_NAME = Sql(
    f"{PayerRow.select('y')} where y.name_key in :keys and y.payer_account_key = '' and y.withdrawn_at is null"
)
_ACCOUNTS_OF_PAYERS = Sql(
    f"{PayerAccountRow.select('x')} where x.payer_id in :ids and x.withdrawn_at is null order by x.id"
)


def bank_accounts_by_name(names: Collection[str]) -> Program[dict[str, BankAccountRow]]:
    """Return bank accounts by their name, without withdrawn ones."""
    rows = yield Query(_ACCOUNTS_BY_NAME, names=storable(names))
    return {each.name: each for each in BankAccountRow.load_all(rows)}


def bank_secret() -> Program[str]:
    """Return what is mixed into the digests of bank lines."""
    secret: str = (yield Query(_SECRET))[0][0]
    return secret


def lines_by_key(bank_account_id: int, keys: Collection[str]) -> Program[dict[str, BankLineRow]]:
    """Return a bank account's present lines by their key."""
    rows = yield Query(_LINES_BY_KEY, bank_account_id=bank_account_id, keys=sorted(set(keys)))
    return {line.key: line for line in BankLineRow.load_all(rows)}


def lines_by_entry(bank_account_id: int, keys: Collection[str]) -> Program[dict[str, list[BankLineRow]]]:
    """Return a bank account's present lines by the bank's entry that they are all or a detail of, in order."""
    found: dict[str, list[BankLineRow]] = {}
    rows = yield Query(_LINES_BY_ENTRY, bank_account_id=bank_account_id, keys=sorted(set(keys)))
    for line in BankLineRow.load_all(rows):
        assert line.entry_key is not None
        found.setdefault(line.entry_key, []).append(line)
    return found


def parts_of_lines(line_ids: Collection[int]) -> Program[dict[int, list[BankLinePartRow]]]:
    """Return what explains lines, by line, oldest first."""
    return rows_by_parent(_PARTS_OF_LINES, BankLinePartRow.load_all, line_ids, "line_id")


def parts_of_transactions(transaction_ids: Collection[int]) -> Program[dict[int, list[BankLinePartRow]]]:
    """Return which parts of lines transactions are, by transaction, oldest first."""
    return rows_by_parent(_PARTS_OF_TRANSACTIONS, BankLinePartRow.load_all, transaction_ids, "transaction_id")


def parts_with_replacements(ids: Collection[int]) -> Program[dict[int, list[BankLinePartRow]]]:
    """Return each part with the others of its lineage, by its own id: undos may have replaced it; one stands at most."""
    found: dict[int, list[BankLinePartRow]] = {}
    if ids:
        for row in (yield Query(_PARTS_WITH_REPLACEMENTS, ids=sorted(ids))):
            found.setdefault(row[0], []).append(BankLinePartRow.load(row[1:]))
    return found


def statements_like(statement: BankStatementRow) -> Program[list[BankStatementRow]]:
    """Return the present statements of the same bank account, days and number of lines, oldest first."""
    arguments = {name: getattr(statement, name) for name in _SAME_STATEMENTS.names}
    return BankStatementRow.load_all((yield Query(_SAME_STATEMENTS, **arguments)))


def statements_state(bank_account_id: int) -> Program[tuple[int, int]]:
    """Return how many statements a bank account has had, and how many were withdrawn: it changes with its lines."""
    ((count, withdrawn),) = yield Query(_STATE, bank_account_id=bank_account_id)
    return int(count), int(withdrawn)


def named_by(statement_ids: Collection[int]) -> Program[dict[int, list[BankStatementLineRow]]]:
    """Return which lines statements name, by statement, in order."""
    return rows_by_parent(_NAMED_BY, BankStatementLineRow.load_all, statement_ids, "statement_id")


def named_elsewhere(statement_ids: Collection[int]) -> Program[set[int]]:
    """Return the lines of statements that another present statement names too."""
    if not statement_ids:
        return set()
    return {row[0] for row in (yield Query(_NAMED_ELSEWHERE, ids=sorted(statement_ids)))}


def payers_by_account(keys: Collection[str]) -> Program[dict[str, PayerRow]]:
    """Return remembered payers by the search key of their account's number."""
    rows = yield Query(_PAYERS_BY_ACCOUNT, keys=storable(keys))
    return {payer.payer_account_key: payer for payer in PayerRow.load_all(rows)}


def payers_by_name(keys: Collection[str]) -> Program[dict[str, PayerRow]]:
    """Return payers that are remembered by a name alone, by its search key."""
    rows = yield Query(_PAYERS_BY_NAME, keys=storable(keys))
    return {payer.name_key: payer for payer in PayerRow.load_all(rows)}


def accounts_of_payers(payer_ids: Collection[int]) -> Program[dict[int, list[PayerAccountRow]]]:
    """Return for which accounts payers have paid, by payer, oldest first."""
    return rows_by_parent(_ACCOUNTS_OF_PAYERS, PayerAccountRow.load_all, payer_ids, "payer_id")


def payers_by_identity(identities: Collection[str]) -> Program[dict[str, PayerRow]]:
    """Return present payers by what identifies them."""
    names = {each[1:] for each in identities if each.startswith("/")}
    found = (yield from payers_by_account(set(identities))) | (yield from payers_by_name(names))
    return {payer.identity: payer for payer in found.values()}


def payer_accounts_by_pair(pairs: Collection[str]) -> Program[dict[str, PayerAccountRow]]:
    """Return for which accounts payers pay, by the pair of ids."""
    found = yield from accounts_of_payers({int(each.partition("/")[0]) for each in pairs})
    return {row.pair: row for rows in found.values() for row in rows}
