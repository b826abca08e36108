"""Planned payments and subscriptions by what is asked of them (domain R17, R18)."""

import datetime
from collections.abc import Collection

from domain.queries.records import EDGE_COLUMNS, EDGE_TABLES, edges_from
from domain.rows import PlannedPaymentRow, ReconciliationRow, SubscriptionRow
from domain.store.steps import Fetch, Sql, Steps

_DUE = (
    f"select {PlannedPaymentRow.select_list('p')} from planned_payments p where p.due_on <= :on "
    "and p.state in ('PLANNED', 'ADJUSTED') and p.withdrawn_at is null"
)
_ORDER = " order by p.account_id, p.due_on, p.id"
_ALL_DUE = Sql(_DUE + _ORDER)
_DUE_OF_ACCOUNT = Sql(f"{_DUE} and p.account_id = :account_id{_ORDER}")
_EDGES_OF = Sql(
    f"select {EDGE_COLUMNS} from {EDGE_TABLES} where r.planned_payment_id in :ids and r.released_at is null order by r.id"
)
_HOLDING = Sql(
    f"select {PlannedPaymentRow.select_list('p')}, r.debit_item_id from reconciliations r "
    "join planned_payments p on p.id = r.planned_payment_id "
    "where r.debit_item_id in :ids and r.released_at is null order by p.due_on, p.id"
)
_SUBSCRIPTIONS_DUE = Sql(
    f"select {SubscriptionRow.select_list('s')} from subscriptions s where s.next_on <= :on and s.withdrawn_at is null "
    "order by s.account_id, s.id"
)
_ACTIVE_SUBSCRIPTIONS = Sql(
    "select s.id from subscriptions s where s.ledger_code_id in :ids and s.next_on is not null "
    "and s.withdrawn_at is null order by s.id"
)
_ACTIVE_OF_ACCOUNT = Sql(
    f"select {SubscriptionRow.select_list('s')} from subscriptions s where s.account_id = :account_id "
    "and s.next_on is not null and s.withdrawn_at is null order by s.id"
)


def due_planned_payments(on: datetime.date, account_id: int | None) -> Steps[list[PlannedPaymentRow]]:
    """What is due by a day, of one account or all; by account, the earliest due first."""
    if account_id is None:
        return PlannedPaymentRow.load_all((yield Fetch(_ALL_DUE, on=on)))
    return PlannedPaymentRow.load_all((yield Fetch(_DUE_OF_ACCOUNT, on=on, account_id=account_id)))


def planned_edges_of(ids: Collection[int]) -> Steps[dict[int, list[ReconciliationRow]]]:
    """The active edges of planned payments, oldest first."""
    found: dict[int, list[ReconciliationRow]] = {each: [] for each in ids}
    if found:
        for edge in edges_from((yield Fetch(_EDGES_OF, ids=sorted(found)))):
            assert edge.planned_payment_id is not None, "asked for by its planned payment"
            found[edge.planned_payment_id].append(edge)
    return found


def planned_payments_holding(item_ids: Collection[int]) -> Steps[dict[int, list[PlannedPaymentRow]]]:
    """The planned payments that hold room of items, by the item, the earliest due first."""
    found: dict[int, list[PlannedPaymentRow]] = {each: [] for each in item_ids}
    if found:
        for row in (yield Fetch(_HOLDING, ids=sorted(found))):
            found[row[-1]].append(PlannedPaymentRow.load(row))
    return found


def due_subscriptions(on: datetime.date) -> Steps[list[SubscriptionRow]]:
    """Subscriptions that have a period to be charged by a day, by account."""
    return SubscriptionRow.load_all((yield Fetch(_SUBSCRIPTIONS_DUE, on=on)))


def active_subscriptions_of_codes(ledger_code_ids: Collection[int]) -> Steps[list[int]]:
    """Subscriptions that will still charge under these ledger codes (domain R3)."""
    rows = yield Fetch(_ACTIVE_SUBSCRIPTIONS, ids=sorted(ledger_code_ids))
    return [row[0] for row in rows]


def active_subscriptions_of_account(account_id: int) -> Steps[list[SubscriptionRow]]:
    """An account's subscriptions that will still charge, oldest first."""
    return SubscriptionRow.load_all((yield Fetch(_ACTIVE_OF_ACCOUNT, account_id=account_id)))
