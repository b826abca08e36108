"""Money that may have been recorded twice (domain R39c)."""

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from domain.queries.pages import by_date
from domain.store.program import Program, Query, Row, Sql

DUPLICATES_MAX = 10
DAYS = 7

GROUPS_MAX = 20
"""For up to so many references the newest of each are read by themselves; very many may share one."""

_RECORDED = (
    "from transactions n join accounts a on a.id = n.account_id "
    "where n.batch_id = :batch and n.kind in ('PAYMENT', 'DEPOSIT', 'REFUND') and n.withdrawn_at is null"
)
"""The money of the batch: rows alike are one, so that many equal payments do not meet each other one by one."""
_COUNTS = (
    "e.method is not null and e.kind <> 'PAYMENT_CORRECTION' and coalesce(e.withdrawn_at, 0) = 0 "
    "and coalesce(e.payment_state, '') <> 'FAILED'"
)
"""Money that stands. `withdrawn_at is null` would offer the index by amount alone: before PostgreSQL has counted the rows
of a large file, it takes that for the best, and reads all payments of 20.00 for each of them."""
ALIKE = f"e.amount_cents = n.amount_cents and {_COUNTS} and (e.kind = 'REFUND') = n.refund"
"""What money ``e`` has in common with the group ``n`` of equal money."""
_OTHER = f"{ALIKE} and (e.batch_id <> :batch or e.id < n.last_id)"
NEWEST = f"order by e.date desc, e.id desc limit {DUPLICATES_MAX}"
_SAME_ACCOUNT = (
    "select distinct e.id, e.date from (select n.account_id, n.amount_cents, n.date, n.kind = 'REFUND' as refund, "
    f"max(n.id) as last_id {_RECORDED} group by n.account_id, n.amount_cents, n.date, n.kind = 'REFUND') n "
    f"join transactions e on e.account_id = n.account_id and {_OTHER} "
    f"and e.date >= {{before}} and e.date <= {{after}} {NEWEST}"
)
_OF_ACCOUNT = Sql(
    _SAME_ACCOUNT.format(before=f"date(n.date, '-{DAYS} days')", after=f"date(n.date, '+{DAYS} days')"),
    postgres=_SAME_ACCOUNT.format(before=f"n.date - {DAYS}", after=f"n.date + {DAYS}"),
)
_REFERENCES = (
    "select n.reference, n.amount_cents, a.currency, n.kind = 'REFUND' as refund, max(n.id) as last_id "
    f"{_RECORDED} and n.reference <> '' group by n.reference, n.amount_cents, a.currency, n.kind = 'REFUND'"
)
_FEW_REFERENCES = Sql(f"{_REFERENCES} limit {GROUPS_MAX + 1}")
_OF_REFERENCES = Sql(
    f"select distinct e.id, e.date from ({_REFERENCES}) n join transactions e on e.reference = n.reference and {_OTHER} "
    f"where (select b.currency from accounts b where b.id = e.account_id) = n.currency {NEWEST}"
)
_OF_ONE_REFERENCE = Sql(
    "select e.id, e.date from transactions e where e.reference = :reference "
    f"and e.amount_cents = :amount_cents and {_COUNTS} and (e.kind = 'REFUND') = :refund "
    "and (select b.currency from accounts b where b.id = e.account_id) = :currency "
    f"and (e.batch_id <> :batch or e.id < :last_id) {NEWEST}"
)
_NAMED = Sql(
    "select t.number, a.number, t.date, t.amount_cents, a.currency from transactions t "
    "join accounts a on a.id = t.account_id where t.id in :ids order by t.date desc, t.id desc"
)


class PossibleDuplicate(NamedTuple):
    """Money that may be the same, by the numbers and the date that people know it by."""

    number: str
    account: str
    date: datetime.date
    amount_cents: int
    currency: str


def named_duplicates_of(batch_id: int) -> Program[list[PossibleDuplicate]]:
    """Return ``possible_duplicates_of`` as people know them."""
    return (yield from named((yield from possible_duplicates_of(batch_id))))


def named(ids: Sequence[int]) -> Program[list[PossibleDuplicate]]:
    """Return money by its ids as people know it, newest first."""
    rows = [PossibleDuplicate(*row) for row in (yield Query(_NAMED, ids=ids))] if ids else []
    return [row._replace(date=by_date(row.date)) for row in rows]


def possible_duplicates_of(batch_id: int) -> Program[list[int]]:
    """Return the ids of other money that may be what a batch recorded, newest first, at most ``DUPLICATES_MAX``.

    That is money which came in (or went out) alike, did not fail, and is of the same account and amount within seven days,
    or has the same reference and amount at any time, on any account of that currency. Of equal money within the batch, the
    earlier one is named.
    """
    rows = [*(yield Query(_OF_ACCOUNT, batch=batch_id)), *(yield from _of_references(batch_id))]
    return newest(rows)


def _of_references(batch_id: int) -> Program[list[Row]]:
    groups = yield Query(_FEW_REFERENCES, batch=batch_id)
    if len(groups) > GROUPS_MAX:
        return (yield Query(_OF_REFERENCES, batch=batch_id))
    rows: list[Row] = []
    for reference, amount_cents, currency, refund, last_id in groups:
        found = yield Query(
            _OF_ONE_REFERENCE,
            reference=reference,
            amount_cents=amount_cents,
            currency=currency,
            refund=bool(refund),
            last_id=last_id,
            batch=batch_id,
        )
        rows += found
    return rows


def newest(rows: Iterable[Row]) -> list[int]:
    """Return the ids of the newest rows, each of an id and a date, at most ``DUPLICATES_MAX``."""
    return [row[0] for row in newest_rows(rows)]


def newest_rows(rows: Iterable[Row]) -> list[Row]:
    """Return the newest of rows that begin with an id and a date, each once, at most ``DUPLICATES_MAX``."""
    found = {(row[1], row[0]) for row in rows}
    return [(transaction_id, date) for date, transaction_id in sorted(found, reverse=True)[:DUPLICATES_MAX]]
