"""What the billing graph is in the database: for each relation the one statement that loads it for any number of rows.

Loaders take ids and return rows; the others are listings, which ``pages.py`` pages. Both read as much of each row as the
answer needs (``sources.py``). Transactions and items come with their account's currency, which the reasons for their status
need.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from domain.core.kinds import CASH, PlannedPaymentState
from domain.queries.access import ROLE_SOURCE, USER_SOURCE
from domain.queries.hidden import SHOWN_EVENTS, SHOWN_RECONCILIATIONS
from domain.queries.pages import Listing, Order, OrderColumns, by_date, listed, rows_of
from domain.queries.records import OPEN_CENTS
from domain.queries.sources import Beside, ById, Derived, OfParent, Source
from domain.queries.unreconciled import UnreconciledItems
from domain.store.log import EVENT_TABLES, EVENTS, load_events
from domain.store.program import Program, Query, Row, Sql
from domain.store.snapshots import Snapshot, after_of, before_of
from domain.tables import (
    AccountRow,
    ApiTokenRow,
    AuditEventRow,
    BatchRow,
    ItemRow,
    JobRow,
    LedgerCodeRow,
    MemberRow,
    PlannedPaymentRow,
    ReconciliationRow,
    SubscriptionRow,
    TransactionRow,
)


def status_expression(alias: str) -> str:
    """Return SQL for a row's status, by the same rules as ``core.status`` (domain R21)."""
    reconciled = f"{alias}.reconciled_cents"
    return (
        f"case when {alias}.faulty_count > 0 then 'RECONCILIATION_ERROR' "
        f"when {reconciled} = {alias}.amount_cents then 'FULLY_RECONCILED' "
        f"when {alias}.planned_cents > 0 then 'RECONCILED_WITH_PLANNED_PAYMENTS' "
        f"when {reconciled} = 0 then 'NOT_RECONCILED' else 'PARTIALLY_RECONCILED' end"
    )


def open_expression(alias: str) -> str:
    """Return SQL for the open part of a row: what is neither reconciled nor planned."""
    return f"{alias}.amount_cents - {alias}.reconciled_cents - {alias}.planned_cents"


def _derived(alias: str) -> tuple[Derived, ...]:
    """Return what an item or a transaction computes from its sums, as ``tables.Summed`` does."""
    open_cents = open_expression(alias)
    return (
        Derived("status", status_expression(alias)),
        Derived("settled_cents", f"{alias}.reconciled_cents - {alias}.processing_cents"),
        Derived("unreconciled_cents", open_cents),
        Derived("planned_shortfall_cents", f"case when {alias}.planned_cents > 0 then {open_cents} else 0 end"),
    )


_CURRENCY = (Beside("currency", "a.currency"),)
TRANSACTIONS = Source(TransactionRow, "t", _CURRENCY, "join accounts a on a.id = t.account_id", _derived("t"))
ITEMS = Source(ItemRow, "i", _CURRENCY, "join accounts a on a.id = i.account_id", _derived("i"))
RECONCILIATIONS = Source(
    ReconciliationRow,
    "r",
    (Beside("item_has_planned", "d.planned_cents", lambda cents: cents > 0),),
    "join items d on d.id = r.debit_item_id",
)

RECONCILIATION_NOT_WITHDRAWN = (
    "not exists (select 1 from items w "
    "where w.id in ({0}.credit_item_id, {0}.debit_item_id) and w.withdrawn_at is not null)"
)
_NOT_WITHDRAWN = RECONCILIATION_NOT_WITHDRAWN.format("r")
"""A reconciliation of which neither end was withdrawn: no view shows the others (domain R25a)."""

accounts = ById(Source(AccountRow, "a"), " and a.withdrawn_at is null")
"""Accounts by id, withdrawn ones left out (domain R25a)."""
accounts_by_number = ById(Source(AccountRow, "a"), " and a.withdrawn_at is null", by="number")
"""Accounts by number; withdrawn ones have given theirs back."""
accounts_by_external_id = ById(
    Source(AccountRow, "a"), " and a.external_id is not null and a.withdrawn_at is null", by="external_id"
)
"""Accounts by what another system calls them (domain R48)."""
transactions = ById(TRANSACTIONS, " and t.withdrawn_at is null")
"""Transactions by id, withdrawn ones left out (domain R25a)."""
transactions_by_number = ById(TRANSACTIONS, " and t.withdrawn_at is null", by="number")
"""Transactions by number; withdrawn ones have given theirs back (domain R37b)."""
transactions_by_external_id = ById(
    TRANSACTIONS, " and t.external_id is not null and t.withdrawn_at is null", by="external_id"
)
"""Transactions by what another system calls them (domain R48)."""
items = ById(ITEMS, " and i.withdrawn_at is null")
"""Items by id, withdrawn ones left out."""
items_by_external_id = ById(ITEMS, " and i.external_id is not null and i.withdrawn_at is null", by="external_id")
"""Items by what another system calls them."""
codes = ById(Source(LedgerCodeRow, "l"), " and l.withdrawn_at is null")
"""Ledger codes by id, withdrawn ones left out."""
codes_by_external_id = ById(
    Source(LedgerCodeRow, "l"), " and l.external_id is not null and l.withdrawn_at is null", by="external_id"
)
"""Ledger codes by what another system calls them."""
planned_payments = ById(Source(PlannedPaymentRow, "p"), " and p.withdrawn_at is null")
"""Planned payments by id, withdrawn ones left out."""
planned_payments_by_external_id = ById(
    Source(PlannedPaymentRow, "p"),
    f" and p.external_id is not null and p.withdrawn_at is null and p.state <> '{PlannedPaymentState.DELETED}'",
    by="external_id",
)
"""Planned payments by what another system calls them; deleted ones have given that back."""
subscriptions = ById(Source(SubscriptionRow, "s"), " and s.withdrawn_at is null")
"""Subscriptions by id, withdrawn ones left out."""
users = ById(USER_SOURCE, " and u.withdrawn_at is null")
"""Users by id, withdrawn ones left out."""
roles = ById(ROLE_SOURCE, " and g.withdrawn_at is null")
"""Roles by id, withdrawn ones left out."""
api_tokens = ById(Source(ApiTokenRow, "k"), " and k.withdrawn_at is null")
"""API tokens by id, withdrawn ones left out."""
recorded_members = ById(Source(MemberRow, "m"))
"""Members by id, withdrawn ones too: an item names whom it was for."""
members_by_external_id = ById(
    Source(MemberRow, "m"), " and m.external_id is not null and m.withdrawn_at is null", by="external_id"
)
"""Present members by what another system calls them."""
batches = ById(Source(BatchRow, "b"))
"""Batches by id."""
jobs = ById(Source(JobRow, "j"))
"""Jobs by id."""
recorded_transactions = ById(TRANSACTIONS)
"""Transactions by id, withdrawn ones too: an old reconciliation or a report of the past refers to them."""
recorded_items = ById(ITEMS)
"""Items by id, withdrawn ones too."""
reconciliations = ById(RECONCILIATIONS, f" and {_NOT_WITHDRAWN} and {SHOWN_RECONCILIATIONS}")
"""Reconciliations by id, those of withdrawn transactions left out. Released ones are included: a payload names them."""
recorded_reconciliations = ById(RECONCILIATIONS)
"""Reconciliations by id, those of withdrawn transactions too: a report of the past refers to them."""
corrections_of = ById(TRANSACTIONS, " and t.withdrawn_at is null", by="corrects_id")
"""The corrections that reverse payments, by the payment."""
moves_of = ById(TRANSACTIONS, " and t.withdrawn_at is null", by="moved_from_id")
"""The payments on other accounts to which payments were moved, by the former payment (domain R39b)."""
planned_payments_of = ById(Source(PlannedPaymentRow, "p"), " and p.withdrawn_at is null", by="transaction_id")
"""The planned payments that became payments, by the payment."""
items_of = OfParent(ITEMS, "transaction_id", "i.position")
"""The items of transactions, in listed order."""
cancellations_of = OfParent(ITEMS, "cancels_id", "i.date, i.recording_seq, i.position", " and i.withdrawn_at is null")
"""The items that cancel these, oldest first."""
members_of = OfParent(Source(MemberRow, "m"), "account_id", "m.id", " and m.withdrawn_at is null")
"""The present members of accounts, oldest first."""

SNAPSHOT_COLUMNS = ("before", "after")
"""What an audit event keeps of the row that was changed."""
_LENGTHS = {
    each: Sql(f"select e.id, length(e.{each}) + coalesce(length(x.{each}), 0) from {EVENT_TABLES} where e.id in :ids")
    for each in SNAPSHOT_COLUMNS
}
_SNAPSHOTS = Sql(f"{EVENTS} where e.id in :ids")
_EVENT_COLUMNS = ", ".join("null" if each in SNAPSHOT_COLUMNS else f"e.{each}" for each in AuditEventRow.columns())
_SHOWN_COLUMNS = f"{_EVENT_COLUMNS}, b.recorded_by, b.principal"
"""An event without its snapshots: one may be megabytes long, and few requests need them."""
_WIDTH = len(AuditEventRow.columns())
_SHOWN_TABLES = "audit_events e join batches b on b.id = e.batch_id"
_EVENTS = Sql(f"select {_SHOWN_COLUMNS} from {_SHOWN_TABLES} where e.id in :ids")
_LEDGER_CODES, _PRESENT_LEDGER_CODES = (
    Sql(f"{LedgerCodeRow.select('l')} where l.withdrawn_at is null{condition} order by l.code_key, l.code limit :most")
    for condition in ("", " and not l.archived")
)


def events(ids: Collection[int]) -> Program[dict[int, AuditEventRow]]:
    """Return audit events by id, without their snapshots."""
    if not ids:
        return {}
    return {row.id: row for row in _shown_events((yield Query(_EVENTS, ids=sorted(set(ids)))))}


def _shown_events(rows: Sequence[Row]) -> list[AuditEventRow]:
    """Return events with who made them, which their batch says."""
    events = AuditEventRow.load_all(rows)
    for event, row in zip(events, rows, strict=True):
        event.recorded_by, event.principal = row[_WIDTH : _WIDTH + 2]
    return events


def event_snapshot_lengths(column: str, event_ids: Collection[int]) -> Program[dict[int, int | None]]:
    """Return the length in characters of each event's snapshot, ``before`` or ``after`` the change; None if absent."""
    return {row[0]: row[1] for row in (yield Query(_LENGTHS[column], ids=sorted(event_ids)))}


def event_snapshots(column: str, event_ids: Collection[int]) -> Program[dict[int, Snapshot | None]]:
    """Return each event's snapshot of its row, ``before`` or ``after`` the change; None if absent."""
    read = before_of if column == "before" else after_of
    return {event.id: read(event) for event in load_events((yield Query(_SNAPSHOTS, ids=sorted(event_ids))))}


def ledger_codes(rows_max: int, *, include_archived: bool) -> Program[list[LedgerCodeRow]]:
    """Return ledger codes, by code; at most ``rows_max`` + 1."""
    sql = _LEDGER_CODES if include_archived else _PRESENT_LEDGER_CODES
    return LedgerCodeRow.load_all((yield Query(sql, most=rows_max + 1)))


ACCOUNTS = rows_of(AccountRow, "a").where("a.withdrawn_at is null")
ACCOUNT_ORDERS: dict[str, OrderColumns] = {
    "NUMBER": (("a.number_key", str), ("a.id", int)),
    "OWNER_NAME": (("a.owner_name_key", str), ("a.number_key", str), ("a.id", int)),
    "BALANCE": (("a.balance_cents", int), ("a.id", int)),
    "UNRECONCILED_DEBIT": (("a.unreconciled_debit_cents", int), ("a.id", int)),
    "UNRECONCILED_CREDIT": (("a.unreconciled_credit_cents", int), ("a.id", int)),
}

TRANSACTIONS_OF_ACCOUNTS = listed(TRANSACTIONS, "t.account_id").where("t.withdrawn_at is null")
TRANSACTION_ORDERS: dict[str, OrderColumns] = {
    "DATE": (("t.date", by_date), ("t.recording_seq", int), ("t.id", int)),
    "NUMBER": (("t.number_key || ''", str), ("t.id", int)),
    "AMOUNT": (("+t.amount_cents", int), ("t.id", int)),
    "UNRECONCILED": (("t.amount_cents - t.reconciled_cents - t.planned_cents", int), ("t.id", int)),
}
"""How an account's transactions are sorted. By number and amount they are expressions, which no index has: by the indexes
of all transactions PostgreSQL would look for an account's among those of all others."""

ALL_TRANSACTIONS = listed(TRANSACTIONS).where("t.withdrawn_at is null")
"""The transactions of all accounts (domain R48a)."""
ALL_TRANSACTION_ORDERS: dict[str, OrderColumns] = {
    **TRANSACTION_ORDERS,
    "DATE": (("t.date", by_date), ("t.id", int)),
    "NUMBER": (("t.number_key", str), ("t.id", int)),
    "AMOUNT": (("t.amount_cents", int), ("t.id", int)),
}
"""The order of recording counts within an account; ids rise with it over all accounts."""
INDEXED_ORDERS = frozenset({"DATE", "NUMBER", "AMOUNT"})
"""The orders of all transactions that an index has; of an account's own, and of a period's, that by date alone."""
TRANSACTION_FOR_MEMBER = "exists (select 1 from items m where m.transaction_id = t.id and m.member_id = :member_id)"
_EVENTS_SINCE = "from audit_events e {} where e.recorded_at >= :changed_since"
_RECONCILED_SINCE = (
    _EVENTS_SINCE.format("join reconciliations r on r.id = e.entity_id") + f" and {SHOWN_RECONCILIATIONS}"
)
TRANSACTION_CHANGED_SINCE = (
    f"t.id in (select e.entity_id {_EVENTS_SINCE.format('')} "
    f"union all select r.debit_transaction_id {_RECONCILED_SINCE} "
    f"union all select r.credit_transaction_id {_RECONCILED_SINCE} and r.credit_transaction_id is not null)"
)
"""Recorded or changed itself, or reconciled or no longer reconciled, at an instant or later: what the audit log tells."""

UNRECONCILED_ITEMS = UnreconciledItems.listed(ITEMS)
UNRECONCILED_ORDERS: dict[str, OrderColumns] = {
    "DATE": (("i.date", by_date), ("i.id", int)),
    "OWNER_NAME": (("a.owner_name_key", str), ("a.number_key", str), ("i.id", int)),
    "UNRECONCILED": ((OPEN_CENTS, int), ("i.id", int)),
}


def from_accounts(order: Order) -> Order:
    """Return an order of unreconciled items by their owners, read account by account from the index of owners.

    Each account's open items stand in an index that begins with its id and their side.
    """
    joined = ("i.account_id = a.id", "i.side in ('DEBIT', 'CREDIT')")
    return replace(order, tables="accounts a cross join items i", conditions=joined)


PLANNED_PAYMENTS = rows_of(PlannedPaymentRow, "p").where("p.withdrawn_at is null")
PLANNED_PAYMENTS_OF_ACCOUNTS = rows_of(PlannedPaymentRow, "p", "p.account_id").where("p.withdrawn_at is null")
OUTSTANDING_PLANNED = "p.state in ('PLANNED', 'ADJUSTED')"
BY_DUE_DATE = Order("DUE", (("p.due_on", by_date), ("p.id", int)))

SUBSCRIPTIONS_OF_ACCOUNTS = rows_of(SubscriptionRow, "s", "s.account_id").where("s.withdrawn_at is null")
BY_SUBSCRIPTION = Order("SUBSCRIPTION", (("s.id", int),))

BY_RECONCILIATION = Order("EDGE", (("r.id", int),))


def _active_reconciliations(*parents: str) -> Listing[ReconciliationRow]:
    """Return the active reconciliations below a parent whose id stands in one of these columns."""
    return listed(RECONCILIATIONS, *parents).where("r.released_at is null")


def reconciliations_of(end: str) -> Listing[ReconciliationRow]:
    """Return the active reconciliations of parents that are their credit or debit ``end``: ``item`` or ``transaction``."""
    return _active_reconciliations(f"r.credit_{end}_id", f"r.debit_{end}_id")


_CASH = ", ".join(f"'{kind}'" for kind in sorted(CASH))
_CASH_DATE = (
    f"case when r.credit_kind in ({_CASH}) then r.credit_date when r.debit_kind in ({_CASH}) then r.debit_date end"
)
RECONCILIATIONS_OF_ALL = listed(RECONCILIATIONS).where(_NOT_WITHDRAWN, SHOWN_RECONCILIATIONS)
"""The reconciliations of all accounts, released ones too (domain R48a)."""
RECONCILIATION_STANDS = "r.released_at is null"
RECONCILIATION_ON_ACCOUNT = "(r.account_id = :account_id or r.credit_account_id = :account_id)"
"""Only an invalid one that was imported joins two accounts."""
_CODES = "select l.id from ledger_codes l where l.code = :ledger_code"
RECONCILIATION_OF_LEDGER_CODE = f"(r.debit_ledger_code_id in ({_CODES}) or r.credit_ledger_code_id in ({_CODES}))"
RECONCILIATION_IN_PERIOD = f"({_CASH_DATE}) >= :first_day and ({_CASH_DATE}) <= :last_day"
"""By the date of its cash side, the credit's where both are cash; what joins a credit and an invoice has none."""

TRANSACTIONS_OF_BATCHES = listed(TRANSACTIONS, "t.batch_id").where("t.withdrawn_at is null")
PROCESSING_PAYMENTS = listed(TRANSACTIONS).where("t.withdrawn_at is null", "t.payment_state = 'PROCESSING'")
BY_BUSINESS_DATE = Order("BUSINESS_DATE", (("t.date", by_date), ("t.id", int)))
BY_RECORDING = Order("RECORDING", (("t.id", int),))
"""As recorded: the ids of a unit rise."""
RECONCILIATIONS_OF_BATCHES = listed(RECONCILIATIONS, "r.batch_id", "r.released_batch_id").where(
    _NOT_WITHDRAWN, SHOWN_RECONCILIATIONS
)
RECONCILIATIONS_OF_PLANNED_PAYMENTS = _active_reconciliations("r.planned_payment_id")

AUDIT_LOG = Listing(_SHOWN_COLUMNS, _SHOWN_TABLES, _shown_events, conditions=(SHOWN_EVENTS,), keys="audit_events e")
"""The audit log; what a file has recorded and not shown yet appears in it together with the records (domain R24b)."""
HISTORY_OF_ACCOUNTS = replace(AUDIT_LOG, parents=("e.account_id",))
NEWEST_OF_ACCOUNT_FIRST = Order("NEWEST_OF_ACCOUNT", (("e.seq", int),), descending=True)
NEWEST_EVENT_FIRST = Order("NEWEST", (("e.recorded_at", int), ("e.id", int)), descending=True)
"""As recorded: an account's later units have later instants (``UnitOfWork.recorded_at``), and a unit's ids rise."""
