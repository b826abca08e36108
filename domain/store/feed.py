"""Giving committed changes their positions in the feed (domain R47).

A unit of work leaves one row for each audit chain to which it adds events, and knows no position: positions rise by commit,
and what commits first shows only afterwards. One step at a time then moves such rows into the feed, in the order in which
they came, and gives them the positions after the last. So whoever has read up to a position has all before it, and each
position is taken once.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby

from domain.store.program import ExecuteMany, Program, Query, Sql
from domain.store.statements import insert_sql
from domain.tables import AuditEventRow, FeedRangeRow, FeedWaitingRow
from domain.tables.hiding import HIDDEN

NUMBERED_AT_ONCE = 1_000
"""How many units of work are numbered in one step, which takes some 10 ms."""
ORGANISATION = 0
"""Stands for the organisation's chain where accounts have their ids."""

_COLUMNS = FeedWaitingRow.columns()[1:]
_WAIT = Sql(f"insert into feed_waiting ({', '.join(_COLUMNS)}) values (:{', :'.join(_COLUMNS)})")
_LOCK = Sql("select :number", "select pg_advisory_xact_lock($1)")
_NUMBERING_LOCK = 7_415_003
_IS_WAITING = f"w.shown_at is distinct from {HIDDEN}"
_ANY_WAITING = Sql(f"select 1 from feed_waiting w where {_IS_WAITING} limit 1")
_WAITING = Sql(f"{FeedWaitingRow.select('w')} where {_IS_WAITING} order by w.id limit :most")
_HIDDEN_BEFORE = Sql(
    f"{FeedWaitingRow.select('w')} where w.shown_at = {HIDDEN} and w.account_id = :account_id and w.batch_id = :batch_id "
    "and w.id < :id order by w.id"
)
_END = Sql("select r.id + r.last_seq - r.first_seq from feed_ranges r order by r.id desc limit 1")
_NUMBERED = Sql("delete from feed_waiting where id in :ids")


def waiting_rows(
    events: Iterable[AuditEventRow],
    *,
    hides: Callable[[int | None], bool] = lambda _: False,
    shows: Callable[[int | None], bool] = lambda _: False,
) -> list[tuple[object, ...]]:
    """Return what waits for positions after a unit has added these events, one row for each chain, as ``wait`` takes them.

    ``hides`` and ``shows`` say of which chain's account (None for the organisation's) the unit hides or shows records.
    """
    found: list[tuple[object, ...]] = []
    for account_id, of_chain in _by_chain(events):
        shown_at = HIDDEN if hides(account_id) else of_chain[-1].recorded_at if shows(account_id) else None
        ends = of_chain[0].seq, of_chain[-1].seq
        found.append((account_id or ORGANISATION, of_chain[0].batch_id, *ends, shown_at))
    return found


def _by_chain(events: Iterable[AuditEventRow]) -> Iterable[tuple[int | None, list[AuditEventRow]]]:
    """Return a unit's events chain by chain, each chain's in order; the organisation's first, on which others build."""
    in_order = sorted(events, key=lambda each: (each.account_id or ORGANISATION, each.seq))
    for account_id, of_chain in groupby(in_order, key=lambda each: each.account_id):
        yield account_id, list(of_chain)


def wait(rows: Sequence[Sequence[object]]) -> Program[None]:
    """Let what a unit adds to the log wait for its positions."""
    if rows:
        yield ExecuteMany(_WAIT, rows)


def any_waiting() -> Program[bool]:
    """Return whether committed changes wait for their positions."""
    return bool((yield Query(_ANY_WAITING)))


def end_of_feed() -> Program[int]:
    """Return the last position of the feed, 0 if it is empty."""
    rows = yield Query(_END)
    return int(rows[0][0]) if rows else 0


def number_changes(most: int = NUMBERED_AT_ONCE) -> Program[int]:
    """Give the oldest committed changes their positions, at most ``most`` rows of them; return how many there were.

    It is a unit of work of its own, and one at a time does it.
    """
    yield Query(_LOCK, number=_NUMBERING_LOCK)
    waiting = FeedWaitingRow.load_all((yield Query(_WAITING, most=most)))
    if not waiting:
        return 0
    ranges: list[FeedRangeRow] = []
    numbered: list[int] = []
    position = yield from end_of_feed()
    for row in waiting:
        together = [*(yield from _hidden_before(row)), row]
        for each in together:
            ranges.append(FeedRangeRow(position + 1, each.account_id, each.first_seq, each.last_seq, row.shown_at))
            position += each.last_seq - each.first_seq + 1
            numbered.append(each.id)
    yield ExecuteMany(insert_sql(FeedRangeRow), [each.values() for each in ranges])
    yield Query(_NUMBERED, ids=numbered)
    return len(waiting)


def _hidden_before(row: FeedWaitingRow) -> Program[Collection[FeedWaitingRow]]:
    """Return what its batch has hidden on its account, if a unit shows that."""
    if not row.shown_at:
        return ()
    of_batch = {"account_id": row.account_id, "batch_id": row.batch_id, "id": row.id}
    return FeedWaitingRow.load_all((yield Query(_HIDDEN_BEFORE, **of_batch)))
