"""The bank's side of the graph: for each relation the one statement that loads it for any number of rows."""

from collections.abc import Collection
from typing import TypeVar

from domain.queries.pages import Order, OrderColumns, by_date, listed, rows_of
from domain.queries.reports.totals import read_total, total
from domain.queries.sources import ById, OfParent, Source
from domain.store.program import Program, Query, Sql
from domain.tables import AccountRow, BankAccountRow, BankLinePartRow, BankLineRow, BankStatementRow, PayerRow, Record

R = TypeVar("R", bound=Record)

bank_accounts = ById(Source(BankAccountRow, "b"), " and b.withdrawn_at is null")
"""Bank accounts by id, withdrawn ones left out."""
bank_statements = ById(Source(BankStatementRow, "s"), " and s.withdrawn_at is null")
"""Statements by id, withdrawn ones left out."""
bank_lines = ById(Source(BankLineRow, "l"), " and l.withdrawn_at is null")
"""Bank lines by id, withdrawn ones left out."""
bank_line_parts = ById(Source(BankLinePartRow, "p"), " and p.withdrawn_at is null")
"""Parts of bank lines by id, ended ones left out."""
payers = ById(Source(PayerRow, "y"), " and y.withdrawn_at is null")
"""Payers by id, forgotten ones left out."""
parts_of_lines = OfParent(Source(BankLinePartRow, "p"), "line_id", "p.id", " and p.withdrawn_at is null")
"""What explains lines, oldest first."""

LINE_STATUS = (
    "case when l.ignored_reason is not null then 'IGNORED' when l.explained_cents = l.amount_cents then 'EXPLAINED' "
    "when l.explained_cents = 0 then 'OPEN' else 'PARTLY_EXPLAINED' end"
)
"""SQL for a line's status, by the same rule as ``core.bank_lines.status_of_line`` (domain R43)."""

_LINES = Source(BankLineRow, "l")
LINES = listed(_LINES).where("l.withdrawn_at is null")
LINES_OF_ACCOUNTS = listed(_LINES, "l.bank_account_id").where("l.withdrawn_at is null")
LINE_ORDERS: dict[str, OrderColumns] = {
    "BOOKED_ON": (("l.booked_on", by_date), ("l.id", int)),
    "AMOUNT": (("l.amount_cents", int), ("l.id", int)),
}
STATEMENTS_OF_ACCOUNTS = rows_of(BankStatementRow, "s", "s.bank_account_id").where("s.withdrawn_at is null")
LATEST_STATEMENT_FIRST = Order("LATEST_STATEMENT", (("s.first_day", by_date), ("s.id", int)), descending=True)
BANK_ACCOUNTS = rows_of(BankAccountRow, "b").where("b.withdrawn_at is null")
BY_NAME = Order("BANK_ACCOUNT", (("b.name_key", str), ("b.id", int)))
PAYERS = rows_of(PayerRow, "y").where("y.withdrawn_at is null")
BY_PAYER_NAME = Order("PAYER", (("y.name_key", str), ("y.payer_account_key", str), ("y.id", int)))

_OPEN_SUMS = Sql(
    f"select l.bank_account_id, count(*), {total('l.amount_cents - l.explained_cents')} from bank_lines l "
    "where l.bank_account_id in :ids and l.explained_cents <> l.amount_cents and l.withdrawn_at is null "
    "and l.ignored_reason is null group by l.bank_account_id"
)
_LINES_OF_TRANSACTIONS = Sql(
    f"select {BankLineRow.select_list('l')}, p.transaction_id from bank_line_parts p join bank_lines l on l.id = p.line_id "
    "where p.transaction_id in :ids and p.withdrawn_at is null order by p.transaction_id, l.booked_on, l.id limit :most"
)
_ACCOUNTS_OF_PAYERS = Sql(
    f"select {AccountRow.select_list('a')}, x.payer_id from payer_accounts x join accounts a on a.id = x.account_id "
    "where x.payer_id in :ids and x.withdrawn_at is null and a.withdrawn_at is null order by x.payer_id, x.id limit :most"
)
_PAYERS_OF_ACCOUNTS = Sql(
    f"select {PayerRow.select_list('y')}, x.account_id from payer_accounts x join payers y on y.id = x.payer_id "
    "where x.account_id in :ids and x.withdrawn_at is null and y.withdrawn_at is null "
    "order by x.account_id, x.id limit :most"
)
_TIMES_SEEN = Sql(
    "select y.id, case when y.payer_account_key <> '' then (select count(*) from bank_lines l "
    "where l.payer_account_key = y.payer_account_key and l.amount_cents > 0 and l.withdrawn_at is null) "
    "else (select count(*) from bank_lines n where n.payer_name_key = y.name_key and n.payer_account_key = '' "
    "and n.amount_cents > 0 and n.withdrawn_at is null) end from payers y where y.id in :ids"
)


def open_sums(bank_account_ids: Collection[int]) -> Program[dict[int, tuple[int, int]]]:
    """Return how many lines of bank accounts need an explanation, and what they leave unexplained, by account."""
    rows = yield Query(_OPEN_SUMS, ids=sorted(set(bank_account_ids)))
    return {row[0]: (row[1], read_total(*row[2:4])) for row in rows}


def lines_of_transactions(ids: Collection[int], rows_max: int) -> Program[dict[int, list[BankLineRow]]]:
    """Return the lines that transactions explain, by transaction, earliest first; at most ``rows_max`` + 1 in all."""
    return _by_parent(BankLineRow, _LINES_OF_TRANSACTIONS, ids, rows_max)


def accounts_of_payers(ids: Collection[int], rows_max: int) -> Program[dict[int, list[AccountRow]]]:
    """Return the accounts for which payers have paid, by payer, oldest first; at most ``rows_max`` + 1 in all."""
    return _by_parent(AccountRow, _ACCOUNTS_OF_PAYERS, ids, rows_max)


def payers_of_accounts(ids: Collection[int], rows_max: int) -> Program[dict[int, list[PayerRow]]]:
    """Return who is remembered to pay for accounts, by account, oldest first; at most ``rows_max`` + 1 in all."""
    return _by_parent(PayerRow, _PAYERS_OF_ACCOUNTS, ids, rows_max)


def _by_parent(cls: type[R], sql: Sql, ids: Collection[int], rows_max: int) -> Program[dict[int, list[R]]]:
    found: dict[int, list[R]] = {}
    for row in (yield Query(sql, ids=sorted(set(ids)), most=rows_max + 1)):
        found.setdefault(row[-1], []).append(cls.load(row))
    return found


def times_seen(payers: Collection[PayerRow]) -> Program[dict[int, int]]:
    """Return how many lines with money that came in are of each payer."""
    return {row[0]: row[1] for row in (yield Query(_TIMES_SEEN, ids=sorted({each.id for each in payers})))}
