"""What an account's open credit comes to, and what refunds have paid out of it, as sums (domain R20b)."""

import datetime
from typing import NamedTuple

from domain.core.kinds import PaymentState, Side, TransactionKind
from domain.queries.records import OPEN_CENTS
from domain.store.program import Program, Query, Sql

_OPEN = f"i.account_id = :account_id and {OPEN_CENTS} > 0 and i.withdrawn_at is null"
_CREDITS = Sql(
    "select i.date, case when c.processing_cents > 0 then c.id end as held_on, "
    f"max(coalesce(c.processing_cents, 0)), sum({OPEN_CENTS}) "
    "from items i join transactions t on t.id = i.transaction_id left join items c on c.id = i.cancels_id "
    f"where {_OPEN} and i.side = '{Side.CREDIT}' "
    f"and coalesce(t.payment_state, '{PaymentState.CONFIRMED}') = '{PaymentState.CONFIRMED}' group by 1, 2 order by 1, 2"
)
_REFUNDS = f"{_OPEN} and i.side = '{Side.DEBIT}' and i.kind = '{TransactionKind.REFUND}'"
_OWED = Sql(f"select coalesce(sum({OPEN_CENTS}), 0) from items i where {_REFUNDS}")
_OPEN_REFUNDS = Sql(
    f"select i.date, i.recording_seq, t.number from items i join transactions t on t.id = i.transaction_id where {_REFUNDS} "
    "order by i.date, i.recording_seq, i.position"
)


class CreditOfDay(NamedTuple):
    """The open arrived credit of one date.

    ``held_on`` is the item that it cancels, if processing money on that item holds ``held_cents`` back (domain R7a).
    """

    date: datetime.date
    held_on: int | None
    held_cents: int
    cents: int


def open_credit_by_day(account_id: int) -> Program[list[CreditOfDay]]:
    """Return an account's open arrived credit by date, the oldest first; what is held back stands by itself."""
    rows = yield Query(_CREDITS, account_id=account_id)
    return [CreditOfDay(date, held_on, int(held), int(cents)) for date, held_on, held, cents in rows]


def owed_by_refunds(account_id: int) -> Program[int]:
    """Return the cents of an account's refunds that are not reconciled yet."""
    ((cents,),) = yield Query(_OWED, account_id=account_id)
    return int(cents)


class OpenRefund(NamedTuple):
    """A refund that is not reconciled yet. Refunds sort by age."""

    date: datetime.date
    recording_seq: int
    number: str


def open_refunds(account_id: int) -> Program[list[OpenRefund]]:
    """Return these refunds, the oldest first."""
    return [OpenRefund(*row) for row in (yield Query(_OPEN_REFUNDS, account_id=account_id))]
