"""A family's statement for a period: what was charged, paid and credited, and the balance after each (domain R46c)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.core.kinds import Side, TransactionKind
from domain.core.money import exact_total
from domain.core.periods import Period
from domain.queries.reports.totals import read_total, total
from domain.store.program import Program, Query, Sql

_COUNTED = "t.account_id = :account and t.withdrawn_at is null and coalesce(t.payment_state, '') <> 'PROCESSING'"
_BEFORE = Sql(
    f"select t.kind, {total('t.amount_cents')} from transactions t where {_COUNTED} and t.date < :first group by t.kind"
)
_LINES = Sql(
    f"select t.id, t.date, t.kind, t.amount_cents from transactions t where {_COUNTED} and t.date >= :first "
    "and t.date <= :last order by t.date, t.recording_seq"
)
_PROCESSING = Sql(
    f"select {total('t.amount_cents')} from transactions t where t.account_id = :account and t.withdrawn_at is null "
    "and t.payment_state = 'PROCESSING' and t.date <= :last having count(*) > 0"
)


@dataclass(slots=True, eq=False)
class StatementLineRow:
    """A transaction on a statement, on the side on which it counts, with the balance after it."""

    transaction_id: int
    date: date
    debit_cents: int
    credit_cents: int
    balance_cents: int
    position: int
    related: dict[str, Any] = field(init=False, repr=False)


@dataclass(slots=True, eq=False)
class StatementRow:
    """A statement in memory, whole: opening balance, lines, closing balance.

    ``processing_cents`` is money dated by the last day that has not arrived, which no balance has.
    """

    account_id: int
    first_day: date
    last_day: date
    opening_cents: int
    closing_cents: int
    processing_cents: int
    lines: Sequence[StatementLineRow]
    related: dict[str, Any] = field(init=False, repr=False)


def statement_of(account_id: int, period: Period) -> Program[StatementRow]:
    """Return an account's statement, as of now; raises ``InvalidAmount`` for a balance beyond what JSON holds exactly."""
    before = yield Query(_BEFORE, account=account_id, first=period.first)
    opening = balance = sum(_signed(TransactionKind(kind), read_total(high, low)) for kind, high, low in before)
    lines: list[StatementLineRow] = []
    for row_id, day, name, cents in (yield Query(_LINES, account=account_id, first=period.first, last=period.last)):
        kind = TransactionKind(name)
        balance += _signed(kind, cents)
        debit, credit = (cents, 0) if kind.side is Side.DEBIT else (0, cents)
        lines.append(StatementLineRow(row_id, day, debit, credit, exact_total(balance), len(lines) + 1))
    processing = yield Query(_PROCESSING, account=account_id, last=period.last)
    waiting = read_total(*processing[0]) if processing else 0
    return StatementRow(account_id, *period, exact_total(opening), balance, exact_total(waiting), lines)


def _signed(kind: TransactionKind, cents: int) -> int:
    return cents if kind.side is Side.DEBIT else -cents
