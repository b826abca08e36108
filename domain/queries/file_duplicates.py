"""Money in a file that may be recorded already, before any of it is (domain R39c)."""

from collections.abc import Collection, Iterable
from itertools import islice

import orjson

from domain.core.kinds import TransactionKind
from domain.queries.duplicates import ALIKE, DAYS, NEWEST
from domain.store.program import Program, Query, Row, Sql
from domain.tables import AccountRow, TransactionRow

GROUPS_AT_ONCE = 1_000
"""For so many groups of equal money one statement looks for what is like them."""

_MONEY = frozenset({TransactionKind.PAYMENT, TransactionKind.DEPOSIT, TransactionKind.REFUND})
_SAME_ACCOUNT = (
    f"from transactions e where e.account_id = n.account_id and {ALIKE} "
    f"and e.date >= {{before}} and e.date <= {{after}} {NEWEST}"
)
_SAME_REFERENCE = (
    f"from transactions e where e.reference = n.reference and {ALIKE} "
    f"and (select b.currency from accounts b where b.id = e.account_id) = n.currency {NEWEST}"
)


def _like_groups(columns: Iterable[tuple[str, str]], alike: str) -> Sql:
    """Return the statement that finds the newest money like each group, of which each column has a name and a type."""
    named = [*enumerate(columns)]
    on_sqlite = ", ".join(f"json_extract(g.value, '$[{place}]') as {name}" for place, (name, _) in named)
    on_postgres = ", ".join(f"cast(g.value ->> {place} as {kind}) as {name}" for place, (name, kind) in named)
    sqlite = alike.format(before=f"date(n.date, '-{DAYS} days')", after=f"date(n.date, '+{DAYS} days')")
    postgres = alike.format(before=f"n.date - {DAYS}", after=f"n.date + {DAYS}")
    groups = "jsonb_array_elements(cast(:groups as jsonb)) g (value)"
    return Sql(
        f"select distinct e.id, e.date from (select {on_sqlite} from json_each(:groups) g) n cross join transactions e "
        f"where e.id in (select e.id {sqlite}) {NEWEST}",
        f"select distinct e.id, e.date from (select {on_postgres} from {groups}) n "
        f"cross join lateral (select e.id, e.date {postgres}) e {NEWEST}",
    )


_AMOUNT = (("amount_cents", "bigint"), ("refund", "boolean"))
_OF_ACCOUNT = _like_groups((("account_id", "bigint"), ("date", "date"), *_AMOUNT), _SAME_ACCOUNT)
_OF_REFERENCE = _like_groups((("reference", "text"), ("currency", "text"), *_AMOUNT), _SAME_REFERENCE)


def recorded_money_like(money: Collection[TransactionRow], accounts: dict[int, AccountRow]) -> Program[list[Row]]:
    """Return recorded money that may be the same as money yet to be recorded, as ``possible_duplicates_of`` does.

    Each row is an id and a date; the newest are among them. ``accounts`` are those of the money, by id. Money that is equal
    counts once, and a statement takes ``GROUPS_AT_ONCE`` of it.
    """
    new = [each for each in money if each.kind in _MONEY]
    by_account = {(each.account_id, each.date.isoformat(), *_amount(each)) for each in new}
    by_reference = {
        (each.reference, accounts[each.account_id].currency, *_amount(each)) for each in new if each.reference
    }
    rows: list[Row] = []
    for sql, groups in ((_OF_ACCOUNT, by_account), (_OF_REFERENCE, by_reference)):
        left = iter(groups)
        while some := [*islice(left, GROUPS_AT_ONCE)]:
            rows += yield Query(sql, groups=orjson.dumps(some).decode())
    return rows


def _amount(money: TransactionRow) -> tuple[int, bool]:
    return money.amount_cents, money.kind is TransactionKind.REFUND
