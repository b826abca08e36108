"""Rows beside what the log last said of them, page by page (domain R16)."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, TypeVar

from domain.rows import AuditEventRow, Record
from domain.rows.record import once_per_class
from domain.store.steps import Fetch, Sql, Steps

R = TypeVar("R", bound=Record)

_LAST_SAID = Sql(
    "select e.entity_id, case when e.before is null then 1 else 0 end, e.after from audit_events e "
    "where e.entity_id in :ids and (e.before is null or e.seq = (select max(l.seq) from audit_events l "
    "where l.entity_id = e.entity_id)) order by e.entity_id, e.seq"
)
_LOG = Sql(
    "select e.id, e.account_id, e.action, e.entity_id from audit_events e where e.id > :after order by e.id limit :most"
)
_ACCOUNTS = Sql("select a.id from accounts a where a.id > :after order by a.id limit :most")
_HEADS = Sql(
    "select a.id, a.audit_seq, a.audit_hash from accounts a where a.id > :low and a.id <= :high "
    "union all select 0, o.audit_seq, o.audit_hash from organisations o where :low < 0"
)
_CHAINS = Sql(
    f"select {AuditEventRow.select_list('e')} from audit_events e where coalesce(e.account_id, 0) > :low "
    "and coalesce(e.account_id, 0) <= :high and (coalesce(e.account_id, 0), e.seq) > (:account_id, :seq) "
    "order by coalesce(e.account_id, 0), e.seq limit :most"
)


class Said(NamedTuple):
    """What the log says of a row, as JSON: when it was made, and last."""

    made: str
    last: str


@once_per_class
def _page(cls: type[Record]) -> Sql:
    return Sql(f"select {cls.select_list('x')} from {cls.TABLE} x where x.id > :after order by x.id limit :most")


@once_per_class
def _present(cls: type[Record]) -> Sql:
    return Sql(f"select x.id from {cls.TABLE} x where x.id in :ids")


def page_of(cls: type[R], after: int, most: int) -> Steps[list[R]]:
    """A table's rows after an id, by id."""
    return cls.load_all((yield Fetch(_page(cls), after=after, most=most)))


def present_ids(cls: type[Record], ids: Collection[int]) -> Steps[set[int]]:
    """Which of these rows a table has."""
    return {row[0] for row in (yield Fetch(_present(cls), ids=sorted(ids)))}


def last_said(ids: Sequence[int]) -> Steps[dict[int, Said]]:
    """What the log says of rows, by their ids; those that it says nothing of are left out."""
    found: dict[int, Said] = {}
    for entity_id, is_first, after in (yield Fetch(_LAST_SAID, ids=list(ids))):
        made = after if is_first else found[entity_id].made if entity_id in found else "{}"
        found[entity_id] = Said(made, after)
    return found


def log_page(after: int, most: int) -> Steps[list[tuple[int, int | None, str, int]]]:
    """Events after an id: their ids, accounts, actions and the rows that they are about."""
    return [tuple(row) for row in (yield Fetch(_LOG, after=after, most=most))]


def account_page(after: int, most: int) -> Steps[list[int]]:
    """The ids of accounts after one, rising."""
    return [row[0] for row in (yield Fetch(_ACCOUNTS, after=after, most=most))]


def chain_heads(low: int, high: int) -> Steps[dict[int, tuple[int, str]]]:
    """Where audit chains end by their accounts, after ``low`` up to ``high``: number and hash of the last event.

    Below 0 stands the organisation's own chain, whose account is 0.
    """
    return {row[0]: (row[1], row[2]) for row in (yield Fetch(_HEADS, low=low, high=high))}


def chain_page(low: int, high: int, after: tuple[int, int], most: int) -> Steps[list[AuditEventRow]]:
    """Events of the chains of accounts in a range, chain by chain, after an account and number."""
    account_id, seq = after
    return AuditEventRow.load_all((yield Fetch(_CHAINS, low=low, high=high, account_id=account_id, seq=seq, most=most)))
