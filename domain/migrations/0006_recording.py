"""Fills what the SQL added to subscriptions."""

from domain.core.installments import nth_date
from domain.core.kinds import SubscriptionInterval
from domain.store.program import ExecuteMany, Program, Query, Sql

_CHARGED = Sql("select id, starts_on, interval, periods_charged from subscriptions where periods_charged > 0")
_FILL = Sql("update subscriptions set charged_on = :charged_on where id = :id")


def data_step() -> Program[None]:
    """Note the first day of the last charged period of each subscription."""
    filled: list[tuple[object, ...]] = []
    for subscription_id, starts_on, interval, charged in (yield Query(_CHARGED)):
        filled.append((nth_date(starts_on, SubscriptionInterval(interval), charged - 1), subscription_id))
    if filled:
        yield ExecuteMany(_FILL, filled)
