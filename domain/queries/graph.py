"""What the billing graph is in the database: for each relation the one statement that loads a level, whatever its breadth.

Functions that take ids give rows by id; the others are listings that ``pages.py`` pages. Rows of transactions and items
carry their account's currency, which their reasons are said in.
"""

from collections.abc import Collection, Iterable, Sequence

from domain.queries.pages import Columns, Listing, Order, by_date
from domain.queries.records import EDGE_COLUMNS, EDGE_TABLES, edges_from
from domain.queries.unreconciled import UNRECONCILED
from domain.rows import (
    AccountRow,
    AuditEventRow,
    ItemRow,
    LedgerCodeRow,
    MemberRow,
    PlannedPaymentRow,
    ReconciliationRow,
    SubscriptionRow,
    TransactionRow,
)
from domain.store.steps import Fetch, Row, Sql, Steps

_TRANSACTION_COLUMNS = f"{TransactionRow.select_list('t')}, a.currency"
_TRANSACTION_TABLES = "transactions t join accounts a on a.id = t.account_id"
_ITEM_COLUMNS = f"{ItemRow.select_list('i')}, a.currency"
_ITEM_TABLES = "items i join accounts a on a.id = i.account_id"
_CURRENCY_OF_TRANSACTION = len(TransactionRow.columns())
_CURRENCY_OF_ITEM = len(ItemRow.columns())

_TRANSACTIONS = Sql(f"select {_TRANSACTION_COLUMNS} from {_TRANSACTION_TABLES} where t.id in :ids")
_ITEMS = Sql(f"select {_ITEM_COLUMNS} from {_ITEM_TABLES} where i.id in :ids")
_ITEMS_OF = Sql(
    f"select {_ITEM_COLUMNS} from {_ITEM_TABLES} where i.transaction_id in :ids "
    "order by i.transaction_id, i.position limit :most"
)
_RECORDED_EDGES = Sql(f"select {EDGE_COLUMNS} from {EDGE_TABLES} where r.id in :ids")
_EDGES = Sql(
    f"select {EDGE_COLUMNS} from {EDGE_TABLES} left join items c on c.id = r.credit_item_id "
    "where r.id in :ids and d.withdrawn_at is null and c.withdrawn_at is null"
)
WHOLE_ROWS = ("before", "after")
"""What an audit event keeps of the row that was changed."""
_LENGTHS = {each: Sql(f"select e.id, length(e.{each}) from audit_events e where e.id in :ids") for each in WHOLE_ROWS}
_TEXTS = {each: Sql(f"select e.id, e.{each} from audit_events e where e.id in :ids") for each in WHOLE_ROWS}
_MEMBERS_OF = Sql(
    f"select {MemberRow.select_list('m')} from members m where m.account_id in :ids and m.withdrawn_at is null "
    "order by m.account_id, m.id limit :most"
)
_EVENT_COLUMNS = ", ".join("null" if each in WHOLE_ROWS else f"e.{each}" for each in AuditEventRow.columns())
"""An event without the whole rows that it keeps: one may be megabytes long, and few ask for them."""
_EVENTS = Sql(f"select {_EVENT_COLUMNS} from audit_events e where e.id in :ids")
_LEDGER_CODES, _PRESENT_LEDGER_CODES = (
    Sql(
        f"select {LedgerCodeRow.select_list('l')} from ledger_codes l where l.withdrawn_at is null{condition} "
        "order by l.code limit :most"
    )
    for condition in ("", " and not l.archived")
)


def transactions_from(rows: Iterable[Row]) -> list[TransactionRow]:
    """Transactions from rows that end with the currency."""
    loaded = []
    for row in rows:
        transaction = TransactionRow.load(row)
        transaction.currency = row[_CURRENCY_OF_TRANSACTION]
        loaded.append(transaction)
    return loaded


def items_from(rows: Iterable[Row]) -> list[ItemRow]:
    """Items from rows that end with the currency."""
    loaded = []
    for row in rows:
        item = ItemRow.load(row)
        item.currency = row[_CURRENCY_OF_ITEM]
        loaded.append(item)
    return loaded


def transactions(ids: Collection[int]) -> Steps[dict[int, TransactionRow]]:
    """Transactions by id, withdrawn ones left out (domain R25a)."""
    rows = yield from recorded_transactions(ids)
    return {key: row for key, row in rows.items() if row.withdrawn_at is None}


def items(ids: Collection[int]) -> Steps[dict[int, ItemRow]]:
    """Items by id, withdrawn ones left out."""
    rows = yield from recorded_items(ids)
    return {key: row for key, row in rows.items() if row.withdrawn_at is None}


def recorded_transactions(ids: Collection[int]) -> Steps[dict[int, TransactionRow]]:
    """Transactions by id, withdrawn ones too: what a report as of an earlier instant, or an old edge, refers to."""
    return {row.id: row for row in transactions_from((yield Fetch(_TRANSACTIONS, ids=sorted(ids))))}


def recorded_items(ids: Collection[int]) -> Steps[dict[int, ItemRow]]:
    """Items by id, withdrawn ones too."""
    return {row.id: row for row in items_from((yield Fetch(_ITEMS, ids=sorted(ids))))}


def items_of(transaction_ids: Collection[int], most_rows: int) -> Steps[list[ItemRow]]:
    """The items of transactions, in listed order; at most ``most_rows`` + 1."""
    return items_from((yield Fetch(_ITEMS_OF, ids=sorted(transaction_ids), most=most_rows + 1)))


def members_of(account_ids: Collection[int], most_rows: int) -> Steps[list[MemberRow]]:
    """The present members of accounts, in the order in which they came; at most ``most_rows`` + 1."""
    return MemberRow.load_all((yield Fetch(_MEMBERS_OF, ids=sorted(account_ids), most=most_rows + 1)))


def edges(ids: Collection[int]) -> Steps[dict[int, ReconciliationRow]]:
    """Edges by id, released ones too: a payload names those that it ended. Those of withdrawn transactions are left out.

    These are in no view (domain R25a): what was reconciled with nothing that can be shown is no answer.
    """
    return {edge.id: edge for edge in edges_from((yield Fetch(_EDGES, ids=sorted(ids))))}


def recorded_edges(ids: Collection[int]) -> Steps[dict[int, ReconciliationRow]]:
    """Edges by id, those of withdrawn transactions too: what a report as of an earlier instant refers to."""
    return {edge.id: edge for edge in edges_from((yield Fetch(_RECORDED_EDGES, ids=sorted(ids))))}


def events(ids: Collection[int]) -> Steps[dict[int, AuditEventRow]]:
    """Audit events by id, without the whole rows that they keep."""
    return {event.id: event for event in AuditEventRow.load_all((yield Fetch(_EVENTS, ids=sorted(ids))))}


def lengths_of_whole_rows(column: str, event_ids: Collection[int]) -> Steps[dict[int, int | None]]:
    """How many characters events keep of the row ``before`` or ``after`` a change; None where it was not there."""
    return {row[0]: row[1] for row in (yield Fetch(_LENGTHS[column], ids=sorted(event_ids)))}


def whole_rows(column: str, event_ids: Collection[int]) -> Steps[dict[int, str | None]]:
    """The rows ``before`` or ``after`` a change as events keep them; None where it was not there."""
    return {row[0]: row[1] for row in (yield Fetch(_TEXTS[column], ids=sorted(event_ids)))}


def ledger_codes(most_rows: int, *, include_archived: bool) -> Steps[list[LedgerCodeRow]]:
    """Ledger codes, by code; at most ``most_rows`` + 1."""
    sql = _LEDGER_CODES if include_archived else _PRESENT_LEDGER_CODES
    return LedgerCodeRow.load_all((yield Fetch(sql, most=most_rows + 1)))


ACCOUNTS = Listing(AccountRow.select_list("a"), "accounts a", AccountRow.load_all).where("a.withdrawn_at is null")
ACCOUNT_ORDERS: dict[str, Columns] = {
    "NUMBER": (("a.number", str), ("a.id", int)),
    "OWNER_NAME": (("a.owner_name", str), ("a.id", int)),
    "BALANCE": (("a.balance_cents", int), ("a.id", int)),
    "UNRECONCILED_DEBIT": (("a.unreconciled_debit_cents", int), ("a.id", int)),
    "UNRECONCILED_CREDIT": (("a.unreconciled_credit_cents", int), ("a.id", int)),
}

TRANSACTIONS_OF_ACCOUNTS = Listing(
    _TRANSACTION_COLUMNS, _TRANSACTION_TABLES, transactions_from, ("t.account_id",), keys="transactions t"
).where("t.withdrawn_at is null")
TRANSACTION_ORDERS: dict[str, Columns] = {
    "DATE": (("t.date", by_date), ("t.recording_seq", int), ("t.id", int)),
    "NUMBER": (("t.number", str), ("t.id", int)),
    "AMOUNT": (("t.amount_cents", int), ("t.id", int)),
    "UNRECONCILED": (("t.amount_cents - t.reconciled_cents - t.planned_cents", int), ("t.id", int)),
}

UNRECONCILED_ITEMS = Listing(_ITEM_COLUMNS, _ITEM_TABLES, items_from, keys="items i").where(*UNRECONCILED)
UNRECONCILED_ORDERS: dict[str, Columns] = {
    "DATE": (("i.date", by_date), ("i.id", int)),
    "OWNER_NAME": (("a.owner_name", str), ("i.id", int)),
    "UNRECONCILED": (("i.amount_cents - i.reconciled_cents - i.planned_cents", int), ("i.id", int)),
}

PLANNED_PAYMENTS = Listing(PlannedPaymentRow.select_list("p"), "planned_payments p", PlannedPaymentRow.load_all).where(
    "p.withdrawn_at is null"
)
PLANNED_PAYMENTS_OF_ACCOUNTS = Listing(
    PlannedPaymentRow.select_list("p"), "planned_payments p", PlannedPaymentRow.load_all, ("p.account_id",)
).where("p.withdrawn_at is null")
OUTSTANDING_PLANNED = "p.state in ('PLANNED', 'ADJUSTED')"
BY_DUE_DATE = Order("DUE", (("p.due_on", by_date), ("p.id", int)))

SUBSCRIPTIONS_OF_ACCOUNTS = Listing(
    SubscriptionRow.select_list("s"), "subscriptions s", SubscriptionRow.load_all, ("s.account_id",)
).where("s.withdrawn_at is null")
BY_SUBSCRIPTION = Order("SUBSCRIPTION", (("s.id", int),))

BY_EDGE = Order("EDGE", (("r.id", int),))


def edges_of(end: str) -> Listing[ReconciliationRow]:
    """The active edges at either side of ``end``: ``item`` or ``transaction``; the parent is that end."""
    parents = (f"r.credit_{end}_id", f"r.debit_{end}_id")
    return Listing(EDGE_COLUMNS, EDGE_TABLES, edges_of_page, parents, keys="reconciliations r").where(
        "r.released_at is null"
    )


def edges_of_page(rows: Sequence[Row]) -> list[ReconciliationRow]:
    """Edges from a page's rows: what their locks depend on stands right behind their own columns."""
    width = len(ReconciliationRow.columns()) + 1
    return edges_from([tuple(row)[:width] for row in rows])


EDGES_OF_PLANNED_PAYMENTS = Listing(
    EDGE_COLUMNS, EDGE_TABLES, edges_of_page, ("r.planned_payment_id",), keys="reconciliations r"
).where("r.released_at is null")

HISTORY_OF_ACCOUNTS = Listing(_EVENT_COLUMNS, "audit_events e", AuditEventRow.load_all, ("e.account_id",))
AUDIT_LOG = Listing(_EVENT_COLUMNS, "audit_events e", AuditEventRow.load_all)
NEWEST_OF_ACCOUNT_FIRST = Order("NEWEST_OF_ACCOUNT", (("e.seq", int),), descending=True)
NEWEST_EVENT_FIRST = Order("NEWEST", (("e.recorded_at", int), ("e.id", int)), descending=True)
"""As recorded: an account's later blocks have later instants (``Block.recorded_at``), and a block's ids rise."""


def status_expression(alias: str) -> str:
    """A row's status in SQL, in the order of domain R21, as ``core.status`` says it in Python."""
    held = f"{alias}.reconciled_cents"
    return (
        f"case when {alias}.faulty_count > 0 then 'RECONCILIATION_ERROR' "
        f"when {held} = {alias}.amount_cents then 'FULLY_RECONCILED' "
        f"when {alias}.planned_cents > 0 then 'RECONCILED_WITH_PLANNED_PAYMENTS' "
        f"when {held} = 0 then 'NOT_RECONCILED' else 'PARTIALLY_RECONCILED' end"
    )
