"""What a large file has recorded on an account and not shown yet, beside what others did meanwhile (domain R24b)."""

from collections.abc import Collection
from datetime import date

from domain.core.kinds import PaymentState, TransactionKind
from domain.queries.pages import by_date
from domain.store.hidden import HIDDEN_RECONCILIATIONS, OF_BATCH, hidden_of
from domain.store.program import Program, Query, Sql
from domain.tables import ItemRow
from domain.tables.book_sums import BookFigure
from domain.tables.hiding import HIDDEN

SHOWN_RECONCILIATIONS = f"coalesce(r.released_at, 1) <> {HIDDEN}"
"""The condition that a reconciliation ``r`` is not hidden, be it active or released."""

SHOWN_EVENTS = (
    "not (e.batch_id in (select j.batch_id from staged_files f join jobs j on j.id = f.job_id "
    "where f.published > 0 and j.batch_id is not null) "
    "and coalesce((select t.withdrawn_at from transactions t where t.id = e.entity_id), "
    "(select r.released_at from reconciliations r where r.id = e.entity_id), "
    "(select l.withdrawn_at from bank_lines l where l.id = e.entity_id), "
    "(select s.withdrawn_at from bank_statements s where s.id = e.entity_id), "
    "(select s.withdrawn_at from bank_statement_lines n join bank_statements s on s.id = n.statement_id "
    f"where n.id = e.entity_id), 1) = {HIDDEN})"
)
"""The condition that an audit event ``e`` tells of nothing hidden.

Only batches of a file that has a part in progress can have such events; those of all others cost no look at their record.
"""

_CENTS = "case when r.faulty then 0 else r.amount_cents end"
_USED = (
    "select e.item_id, sum(e.cents) as cents from ("
    f"select r.credit_item_id as item_id, {_CENTS} as cents from reconciliations r where {HIDDEN_RECONCILIATIONS} union all "
    f"select r.debit_item_id as item_id, {_CENTS} as cents from reconciliations r where {HIDDEN_RECONCILIATIONS}) e "
    "group by e.item_id"
)
"""What hidden reconciliations use of each item."""
_USED_OF = Sql(f"select u.item_id, u.cents from ({_USED}) u where u.item_id in :ids")
_ENDS = Sql(f"select distinct r.credit_account_id from reconciliations r where {HIDDEN_RECONCILIATIONS} and r.faulty")
_UNFIT = Sql(
    f"select min(t.number) from ({_USED}) u join items i on i.id = u.item_id join transactions t on t.id = i.transaction_id "
    f"where i.withdrawn_at > {HIDDEN} or i.reconciled_cents + i.planned_cents + u.cents > i.amount_cents "
    f"union all select min(t.number) from reconciliations r join transactions t on t.id = r.credit_transaction_id "
    f"where {HIDDEN_RECONCILIATIONS} and not r.faulty and (t.payment_state = '{PaymentState.FAILED}' "
    f"or (coalesce(t.payment_state, '') = '{PaymentState.PROCESSING}') <> r.processing or exists (select 1 from "
    "reconciliations o where o.credit_item_id = r.credit_item_id and o.debit_item_id = r.debit_item_id "
    "and o.released_at is null and not o.faulty))"
)
_REFUND = f"i.kind = '{TransactionKind.REFUND}'"
_OPEN_AND_USED = (
    "select x.id as item_id, x.amount_cents - x.reconciled_cents - x.planned_cents as cents from items x "
    "where x.account_id = :account_id union all "
    f"select r.credit_item_id as item_id, -({_CENTS}) as cents from reconciliations r where {HIDDEN_RECONCILIATIONS} "
    f"union all select r.debit_item_id as item_id, -({_CENTS}) as cents from reconciliations r "
    f"where {HIDDEN_RECONCILIATIONS}"
)
"""What each item has open, and beside it, negative, what hidden reconciliations use of it.

Added up rather than joined: without statistics PostgreSQL would go through all that is used once for each item.
"""
_FREE = Sql(
    "select coalesce(sum(case when f.cancels_id is null or f.cents > f.held then f.cents - f.held else 0 end), 0) from ("
    "select i.cancels_id, max(coalesce(c.processing_cents, 0)) as held, "
    f"sum(o.cents * case when {_REFUND} then -1 else 1 end) as cents from ({_OPEN_AND_USED}) o "
    "join items i on i.id = o.item_id join transactions t on t.id = i.transaction_id "
    "left join items c on c.id = i.cancels_id "
    f"where i.account_id = :account_id and (i.withdrawn_at is null or ({hidden_of('t')})) "
    f"and ({_REFUND} or i.side = 'CREDIT' and coalesce(t.payment_state, 'CONFIRMED') = 'CONFIRMED') group by i.cancels_id) f"
)
_ACCOUNT = Sql("select a.number from accounts a where a.id = :account_id and a.withdrawn_at is not null")
_LEDGER_CODES = Sql(
    "select l.code, l.archived, l.withdrawn_at from ledger_codes l where l.id in (select s.ledger_code_id from "
    f"hidden_book_sums s where {OF_BATCH} and s.figure = '{BookFigure.SOLD}' and s.row_count > 0) order by l.id"
)
_MEMBERS = Sql(
    "select m.name from members m where m.account_id = :account_id and m.withdrawn_at is not null and exists (select 1 "
    "from items i join transactions t on t.id = i.transaction_id "
    f"where i.member_id = m.id and {hidden_of('t')}) order by m.id"
)
_DATED_UNTIL = Sql(
    f"select t.number, t.date from transactions t where {hidden_of('t')} and t.date <= :through "
    "order by t.date, t.id limit 1"
)
_CREDIT_DAY = (
    f"(r.credit_kind in ('{TransactionKind.PAYMENT}', '{TransactionKind.DEPOSIT}') "
    f"or r.debit_kind <> '{TransactionKind.REFUND}') and r.credit_date <= :through"
)
_RECONCILED_UNTIL = Sql(
    f"select case when {_CREDIT_DAY} then r.credit_date else r.debit_date end from reconciliations r "
    f"where {HIDDEN_RECONCILIATIONS} and not r.faulty and ({_CREDIT_DAY} "
    f"or r.debit_kind = '{TransactionKind.REFUND}' and r.debit_date <= :through) order by r.id limit 1"
)
_HAS_REFUNDS = Sql(
    f"select 1 from hidden_book_sums s where {OF_BATCH} and s.kind = '{TransactionKind.REFUND}' and s.row_count > 0 limit 1"
)
"""A hidden refund has all of it open, and a reconciliation with a refund counts as cash of that kind."""


def ends_of_hidden(batch_id: int, account_ids: Collection[int]) -> Program[set[int]]:
    """Return the further accounts that a batch's hidden reconciliations on these accounts join, imported as invalid."""
    found: set[int] = set()
    for account_id in account_ids:
        found |= {row[0] for row in (yield Query(_ENDS, account_id=account_id, batch_id=batch_id))}
    return found


def count_hidden(batch_id: int, account_ids: Collection[int], items: Collection[ItemRow]) -> Program[None]:
    """Count in these items what a batch's hidden reconciliations on some accounts use of them."""
    by_id = {item.id: item for item in items}
    for account_id in sorted(account_ids):
        of_batch = {"account_id": account_id, "batch_id": batch_id}
        for item_id, cents in (yield Query(_USED_OF, ids=sorted(by_id), **of_batch)):
            by_id[item_id].reconciled_cents += int(cents)


def unfit_transaction(batch_id: int, account_id: int) -> Program[str | None]:
    """Return the number of a transaction that others changed so that a hidden reconciliation no longer fits, or None."""
    found = [row[0] for row in (yield Query(_UNFIT, account_id=account_id, batch_id=batch_id))]
    return next((number for number in found if number is not None), None)


def codes_of_hidden(batch_id: int, account_id: int) -> Program[set[str]]:
    """Return the ledger codes of what a batch has hidden on an account."""
    return {row[0] for row in (yield Query(_LEDGER_CODES, account_id=account_id, batch_id=batch_id))}


def gone_parents(batch_id: int, account_id: int) -> Program[list[str]]:
    """Return what hidden transactions belong to and may no longer: the account, ledger codes and members, in words.

    The caller holds the locks of the account and of the ledger codes.
    """
    of_batch = {"account_id": account_id, "batch_id": batch_id}
    accounts = yield Query(_ACCOUNT, account_id=account_id)
    codes = yield Query(_LEDGER_CODES, **of_batch)
    members = yield Query(_MEMBERS, **of_batch)
    return [
        *(f"account {number}" for (number,) in accounts),
        *(f"ledger code {code}" for code, archived, withdrawn_at in codes if archived or withdrawn_at is not None),
        *(f"member {name}" for (name,) in members),
    ]


def closed_transaction(batch_id: int, account_id: int, through: date) -> Program[tuple[str, date] | None]:
    """Return the number and date of a hidden transaction with a date up to one, or None."""
    rows = yield Query(_DATED_UNTIL, account_id=account_id, batch_id=batch_id, through=through)
    return next(((number, by_date(day)) for number, day in rows), None)


def closed_reconciliation(batch_id: int, account_id: int, through: date) -> Program[date | None]:
    """Return a day up to one of the money of a hidden reconciliation, or None (``ClosedBooks.closed_side``)."""
    rows = yield Query(_RECONCILED_UNTIL, account_id=account_id, batch_id=batch_id, through=through)
    return next((by_date(row[0]) for row in rows), None)


def overpaid_cents(batch_id: int, account_id: int) -> Program[int]:
    """Return how much hidden refunds would pay out beyond the account's open arrived credit (domain R20b), 0 if nothing."""
    of_batch = {"account_id": account_id, "batch_id": batch_id}
    if not (yield Query(_HAS_REFUNDS, **of_batch)):
        return 0
    ((free,),) = yield Query(_FREE, **of_batch)
    return max(0, -int(free))
