"""Checks of closed periods: nothing was recorded, withdrawn or restated in one while it was closed (domain R46)."""

from domain.texts import say
from domain.verifying.checks import Fault, first_fault_of, in_range, place

_NEXT = (
    "coalesce((select w.method from transaction_versions w where w.transaction_id = t.id and w.ended_at > v.ended_at "
    "order by w.ended_at limit 1), t.method)"
)
"""The method that followed a transaction's version ``v``."""


def _while_closed(alias: str, column: str) -> str:
    return f"{alias}.{column} > c.recorded_at and (c.reopened_at is null or {alias}.{column} < c.reopened_at)"


CLOSED_PERIODS = first_fault_of(
    {
        _while_closed("t", "recorded_at"): Fault("R46", say("found-recorded-closed")),
        _while_closed("t", "withdrawn_at"): Fault("R46", say("found-withdrawn-closed")),
        f"exists (select 1 from transaction_versions v where v.transaction_id = t.id and {_NEXT} <> v.method "
        f"and {_while_closed('v', 'ended_at')})": Fault("R46", say("found-method-closed")),
    },
    f"select t.account_id, {place(transaction='t.id')}, {{which}} from books_closings c join transactions t "
    f"on t.date <= c.through where {in_range('t')} and {{some}} order by t.id",
)
