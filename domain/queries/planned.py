"""Planned payments and subscriptions: due, active, and what they hold (domain R17, R18)."""

import datetime
from collections.abc import Collection

from domain.queries.records import SELECT_RECONCILIATIONS, reconciliations_from, rows_by_parent
from domain.store.program import Program, Query, Sql
from domain.tables import PlannedPaymentRow, ReconciliationRow, SubscriptionRow

_DUE = (
    f"{PlannedPaymentRow.select('p')} where p.due_on <= :on "
    "and p.state in ('PLANNED', 'ADJUSTED') and p.withdrawn_at is null"
)
_ORDER = " order by p.account_id, p.due_on, p.id"
_ALL_DUE = Sql(_DUE + _ORDER)
_DUE_OF_ACCOUNT = Sql(f"{_DUE} and p.account_id = :account_id{_ORDER}")
_RECONCILIATIONS_OF = Sql(
    f"{SELECT_RECONCILIATIONS} r.planned_payment_id in :ids and r.released_at is null order by r.id"
)
_HOLDING = Sql(
    f"select {PlannedPaymentRow.select_list('p')}, r.debit_item_id from reconciliations r "
    "join planned_payments p on p.id = r.planned_payment_id "
    "where r.debit_item_id in :ids and r.released_at is null order by p.due_on, p.id"
)
_SUBSCRIPTIONS_DUE = Sql(
    f"{SubscriptionRow.select('s')} where s.next_on <= :on and s.withdrawn_at is null and not s.paused "
    "order by s.account_id, s.id"
)
_ACTIVE_SUBSCRIPTIONS = Sql(
    "select s.id from subscriptions s where s.ledger_code_id in :ids and s.next_on is not null "
    "and s.withdrawn_at is null order by s.id"
)
_ACTIVE_OF_ACCOUNT = Sql(
    f"{SubscriptionRow.select('s')} where s.account_id = :account_id "
    "and s.next_on is not null and s.withdrawn_at is null order by s.id"
)


def due_planned_payments(on: datetime.date, account_id: int | None) -> Program[list[PlannedPaymentRow]]:
    """Return the planned payments due by a day, of one account or all; by account, the earliest due first."""
    if account_id is None:
        return PlannedPaymentRow.load_all((yield Query(_ALL_DUE, on=on)))
    return PlannedPaymentRow.load_all((yield Query(_DUE_OF_ACCOUNT, on=on, account_id=account_id)))


def planned_reconciliations_of(ids: Collection[int]) -> Program[dict[int, list[ReconciliationRow]]]:
    """Return the active reconciliations of planned payments, oldest first."""
    return rows_by_parent(_RECONCILIATIONS_OF, reconciliations_from, ids, "planned_payment_id")


def planned_payments_holding(item_ids: Collection[int]) -> Program[dict[int, list[PlannedPaymentRow]]]:
    """Return the planned payments that hold items, by the item, the earliest due first."""
    found: dict[int, list[PlannedPaymentRow]] = {each: [] for each in item_ids}
    if found:
        for row in (yield Query(_HOLDING, ids=sorted(found))):
            found[row[-1]].append(PlannedPaymentRow.load(row))
    return found


def due_subscriptions(on: datetime.date) -> Program[list[SubscriptionRow]]:
    """Return subscriptions that have a period to be charged by a day, by account."""
    return SubscriptionRow.load_all((yield Query(_SUBSCRIPTIONS_DUE, on=on)))


def active_subscriptions_of_codes(ledger_code_ids: Collection[int]) -> Program[list[int]]:
    """Return the ids of subscriptions that will still charge under these ledger codes (domain R3)."""
    return [row[0] for row in (yield Query(_ACTIVE_SUBSCRIPTIONS, ids=sorted(ledger_code_ids)))]


def active_subscriptions_of_account(account_id: int) -> Program[list[SubscriptionRow]]:
    """Return an account's subscriptions that will still charge, oldest first."""
    return SubscriptionRow.load_all((yield Query(_ACTIVE_OF_ACCOUNT, account_id=account_id)))
