"""Rows, and their last snapshots in the audit log, page by page (domain R16)."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, TypeVar

from domain.store.log import EVENT_COLUMNS, EVENT_TABLES, EVENTS, load_events
from domain.store.program import Program, Query, Row, Sql, Unreadable
from domain.tables import AuditEventRow, ItemRow, Record
from domain.tables.record import once_per_class

R = TypeVar("R", bound=Record)

_HAS_ITEMS = "(e.before is null or e.action = 'transaction.reworded')"
_ITEMS_AND_LAST = Sql(
    f"select e.entity_id, case when {_HAS_ITEMS} then 1 else 0 end, {EVENT_COLUMNS} from {EVENT_TABLES} "
    f"where e.entity_id in :ids and ({_HAS_ITEMS} or e.seq = (select max(l.seq) from audit_events l "
    "where l.entity_id = e.entity_id)) order by e.entity_id, e.seq"
)
_LOG = Sql(
    "select e.id, e.account_id, e.action, e.entity_id from audit_events e where e.id > :after order by e.id limit :most"
)
_ACCOUNTS = Sql("select a.id from accounts a where a.id > :after order by a.id limit :most")
_HEADS = Sql(
    "select a.id, a.audit_seq, a.audit_hash, a.last_recorded_at from accounts a where a.id > :low and a.id <= :high "
    "union all select 0, o.audit_seq, o.audit_hash, o.last_recorded_at from organisations o where :low < 0"
)
_CHAINS = Sql(
    f"{EVENTS} where e.account_id > :low and e.account_id <= :high "
    "and (e.account_id, e.seq) > (:account_id, :seq) order by e.account_id, e.seq limit :most"
)
_OWN_CHAIN = Sql(f"{EVENTS} where e.account_id is null and e.seq > :seq order by e.seq limit :most")
_BEFORE_OWN = Sql("select e.id from audit_events e where e.account_id is null and e.seq < 0 order by e.seq limit :most")
_TEXTS = Sql(
    "select x.id, e.texts_hash from audit_texts x left join audit_events e on e.id = x.id "
    "where x.id > :after order by x.id limit :most"
)
_ITEMS = Sql(f"{ItemRow.select('i')} where i.transaction_id in :ids order by i.transaction_id, i.position")
_BY_ID = Sql(f"{EVENTS} where e.id in :ids")
_WRONGLY_MARKED = Sql(
    "select b.id from batches b left join batches u on u.id = b.undone_by_id "
    "where b.undone_by_id is not null and u.undoes_id is distinct from b.id union "
    "select b.id from batches u join batches b on b.id = u.undoes_id where u.undone_by_id is null "
    "and b.undone_by_id is null order by 1 limit :most"
)


class LoggedState(NamedTuple):
    """A row's last event in the audit log, and the last one of a transaction that holds its items too."""

    with_items: AuditEventRow
    last: AuditEventRow


@once_per_class
def _page(cls: type[Record]) -> Sql:
    return Sql(f"{cls.select('x')} where x.id > :after order by x.id limit :most")


@once_per_class
def _page_of_ids(cls: type[Record]) -> Sql:
    return Sql(f"select x.id from {cls.TABLE} x where x.id > :after order by x.id limit :most")


@once_per_class
def _by_id(cls: type[Record]) -> Sql:
    return Sql(f"{cls.select('x')} where x.id in :ids")


@once_per_class
def _present(cls: type[Record]) -> Sql:
    return Sql(f"select x.id from {cls.TABLE} x where x.id in :ids")


def page_of(cls: type[R], after: int, most: int) -> Program[dict[int, R | None]]:
    """Return a table's next ``most`` rows after an id, by rising id; None for one that damage has made unreadable."""
    try:
        rows = yield Query(_page(cls), after=after, most=most)
    except Unreadable:
        return (yield from _one_by_one(cls, after, most))
    return {row[0]: _readable(cls, row) for row in rows}


def _one_by_one(cls: type[R], after: int, most: int) -> Program[dict[int, R | None]]:
    """Return what ``page_of`` does, each row read by a statement of its own, since one cannot be read."""
    found: dict[int, R | None] = {}
    for (row_id,) in (yield Query(_page_of_ids(cls), after=after, most=most)):
        try:
            rows = yield Query(_by_id(cls), ids=[row_id])
        except Unreadable:
            rows = []
        found[row_id] = _readable(cls, rows[0]) if rows else None
    return found


def readable_by_ids(cls: type[R], ids: Collection[int]) -> Program[dict[int, R]]:
    """Return the rows with these ids, without those that damage has made unreadable."""
    wanted = sorted(ids)
    try:
        rows = yield Query(_by_id(cls), ids=wanted)
    except Unreadable:
        if len(wanted) == 1:
            return {}
        found: dict[int, R] = {}
        for each in wanted:
            found |= yield from readable_by_ids(cls, [each])
        return found
    read = ((row[0], _readable(cls, row)) for row in rows)
    return {row_id: row for row_id, row in read if row is not None}


def readable_items_of(transaction_ids: Collection[int]) -> Program[dict[int, list[ItemRow]]]:
    """Return the items of transactions, in order, without those that damage has made unreadable."""
    found: dict[int, list[ItemRow]] = {}
    for row in (yield Query(_ITEMS, ids=sorted(transaction_ids))):
        item = _readable(ItemRow, row)
        if item is not None:
            found.setdefault(item.transaction_id, []).append(item)
    return found


def _readable(cls: type[R], row: Row) -> R | None:
    try:
        return cls.load(row)
    except (LookupError, TypeError):  # a word that is no member of its enumeration
        return None


def present_ids(cls: type[Record], ids: Collection[int]) -> Program[set[int]]:
    """Return which of these ids a table has."""
    return {row[0] for row in (yield Query(_present(cls), ids=sorted(ids)))}


def logged_states(ids: Sequence[int]) -> Program[dict[int, LoggedState]]:
    """Return what the log says that rows hold, by id; rows that the log lacks are left out."""
    found: dict[int, LoggedState] = {}
    rows = yield Query(_ITEMS_AND_LAST, ids=list(ids))
    events = load_events(row[2:] for row in rows)
    for (entity_id, has_items, *_), event in zip(rows, events, strict=True):
        with_items = event if has_items or entity_id not in found else found[entity_id].with_items
        found[entity_id] = LoggedState(with_items, event)
    return found


def wrongly_marked_batches(most: int) -> Program[list[int]]:
    """Return batches marked as undone by one that does not undo them, or not marked though an undo of them stands."""
    return [row[0] for row in (yield Query(_WRONGLY_MARKED, most=most))]


def events_by_id(ids: Sequence[int]) -> Program[dict[int, AuditEventRow]]:
    """Return audit events with their personal texts, by id."""
    return {event.id: event for event in load_events((yield Query(_BY_ID, ids=list(ids))))}


def log_page(after: int, most: int) -> Program[list[tuple[int, int | None, str, int]]]:
    """Return the next events after an id: id, account, action, and the id of the row that was changed."""
    return [tuple(row) for row in (yield Query(_LOG, after=after, most=most))]


def account_page(after: int, most: int) -> Program[list[int]]:
    """Return the next ids of accounts after one, in rising order."""
    return [row[0] for row in (yield Query(_ACCOUNTS, after=after, most=most))]


def chain_heads(low: int, high: int) -> Program[dict[int, tuple[int, str, int]]]:
    """Return the number, hash and instant of each audit chain's last event, by account, after ``low`` up to ``high``.

    With ``low`` below 0 the organisation's own chain is included, as account 0.
    """
    return {row[0]: (row[1], row[2], row[3]) for row in (yield Query(_HEADS, low=low, high=high))}


def chain_page(low: int, high: int, after: tuple[int, int], most: int) -> Program[list[AuditEventRow]]:
    """Return the next events of the chains of accounts in a range, chain by chain, after an account and number.

    With ``low`` below 0 they are those of the organisation's own chain.
    """
    account_id, seq = after
    if low < 0:
        return load_events((yield Query(_OWN_CHAIN, seq=seq, most=most)))
    return load_events((yield Query(_CHAINS, low=low, high=high, account_id=account_id, seq=seq, most=most)))


def events_before_own_chain(most: int) -> Program[list[int]]:
    """Return events that stand before the first one of the organisation's chain, where nothing of ours does."""
    return [row[0] for row in (yield Query(_BEFORE_OWN, most=most))]


def texts_page(after: int, most: int) -> Program[list[tuple[int, str | None]]]:
    """Return the next personal texts after an id: their ids, and the commitments of their events, None without one."""
    return [tuple(row) for row in (yield Query(_TEXTS, after=after, most=most))]
