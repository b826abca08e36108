"""Reading the feed of changes from a position on, or back from one (domain R47)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from domain.core.change_kinds import ACCESS_KINDS, COLUMNS_READ, ChangeKind, kind_of, nouns_of
from domain.core.kinds import PaymentState
from domain.store.feed import ORGANISATION, end_of_feed
from domain.store.program import Program, Query, Row, Sql
from domain.store.snapshots import LOGGED, Snapshot, unpacked, unpacked_columns
from domain.tables import BankLinePartRow, BankLineRow, TransactionRow

POSITIONS_AT_ONCE = 1_000
"""How many positions one statement reads."""
POSITIONS_MAX = 10_000
"""How many positions one reading goes through at most, however few of them are of the kinds that it asks for."""
CHARACTERS_MAX = 4_000_000
"""A page ends after so many characters of logged rows, so that its size is bounded whatever was recorded."""

_FOUND = (
    "select r.id + e.seq - r.first_seq, coalesce(r.shown_at, e.recorded_at), e.id, e.action, e.entity_id, e.account_id, "
    "e.batch_id, e.before, e.after, t.before, t.after, e.texts_hash is null or t.id is not null"
)
"""What ``_change_of`` takes of each event."""
_RANGES = (
    "from feed_ranges r {events} where r.id <= :until and r.account_id + 0 {chain} "
    "and r.id >= coalesce((select max(f.id) from feed_ranges f where f.id <= :after + 1), 0)"
)
"""With a sum, so that no index is used that has all ranges of a chain."""
_OF_RANGE = (
    "e.seq >= r.first_seq + case when :after >= r.id then :after + 1 - r.id else 0 end "
    "and e.seq <= r.last_seq - case when r.id + r.last_seq - r.first_seq > :until "
    "then r.id + r.last_seq - r.first_seq - :until else 0 end"
)
_CHAINS = (("> 0", "e.account_id = r.account_id"), ("= 0", "e.account_id is null"))
_TEXTS = "t.id = e.id and e.texts_hash is not null"
_JOINED = f"join audit_events e on {{0}} and {{1}} left join audit_texts t on {_TEXTS}"
_LATERAL = (
    "cross join lateral (select * from audit_events e where {0} and {1} offset 0) e "
    f"left join lateral (select * from audit_texts t where {_TEXTS} offset 0) t on true"
)
"""On PostgreSQL each range is looked up by its chain, and each text by its id: it has no notion of how few these are."""


def _placed(events: str, noun: str) -> str:
    """Return the statement for events with their positions; ``events`` has places for the chain and for other conditions.

    ``noun`` is what their actions begin with.
    """
    conditions = f"{_OF_RANGE} and {noun} in :nouns"
    return " union all ".join(
        f"{_FOUND} {_RANGES.format(events=events.format(chain, conditions), chain=which)}" for which, chain in _CHAINS
    )


_PLACED = Sql(
    _placed(_JOINED, "substr(e.action, 1, instr(e.action, '.') - 1)"), _placed(_LATERAL, "split_part(e.action, '.', 1)")
)
_COLUMNS = COLUMNS_READ | {"recorded_at"}
"""What tells whether the feed tells an event, and as what."""
_AT = Sql(
    "select r.account_id, r.first_seq + :position - r.id from feed_ranges r where r.id <= :position "
    "order by r.id desc limit 1"
)
_OF_ACCOUNT = Sql("select e.id from audit_events e where e.account_id = :account_id and e.seq = :seq")
_OF_ORGANISATION = Sql("select e.id from audit_events e where e.account_id is null and e.seq = :seq")
_RECORDED_BY = Sql("select b.id, b.recorded_by from batches b where b.id in :ids")
_LINES = Sql(f"{BankLineRow.select('l')} where l.id in :ids")


@dataclass(slots=True, eq=False)
class FeedChange:
    """One change: ``noun`` and ``object_id`` say of which row, ``logged`` has what it was then."""

    position: int
    recorded_at: int
    kind: ChangeKind
    noun: str
    object_id: int
    account_id: int | None
    batch_id: int
    event_id: int
    characters: int
    logged: tuple[str, str | None, bool]
    """What ``unpacked`` takes of the row: its values, its texts, and whether these are known."""
    part: Snapshot | None = None
    """The part of a bank line that was added or ended, if the change is one of a part."""
    line: Snapshot | None = None
    """The bank line of the part."""
    related: dict[str, Any] = field(init=False, repr=False)
    """What the graph attached to it, as to a ``Record``."""

    @property
    def row(self) -> Snapshot:
        """The row as it was then, by column; unpacked each time, which takes longer than all the rest of a change."""
        if self.line is not None:
            return self.line
        values, texts, known = self.logged
        after = unpacked(self.noun, values, texts, texts_known=known)
        return after | _shown_instants(self.noun, after, self.recorded_at) if _is_untold(self.noun, after) else after

    @property
    def fingerprint(self) -> str:
        """What tells it from any other change that could stand at its position."""
        return _fingerprint(self.event_id)


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Changes by position: all after ``after`` up to ``last`` were read; ``end`` is the feed's last position."""

    changes: Sequence[FeedChange]
    after: int
    last: int
    end: int


class AnotherFeed(Exception):
    """What was read up to a position came from another database, or from this one before it was restored."""


class BeyondTheEnd(AnotherFeed):
    """The feed has no such position yet."""


def feed_page(
    after: int, first: int, kinds: Collection[ChangeKind], characters_max: int | None = None, before: int | None = None
) -> Program[FeedPage]:
    """Return the next ``first`` changes of some kinds after a position, fewer if it has gone through ``POSITIONS_MAX``.

    The page ends before the position ``before``, and after ``characters_max`` characters of logged rows, ``CHARACTERS_MAX``
    if it is None. Raises ``BeyondTheEnd``.
    """
    end, newest = yield from _bounds(after, before)
    stop = min(newest, after + POSITIONS_MAX)
    changes, last = yield from _changes_towards(after, stop, first, kinds, characters_max)
    return FeedPage(changes, after, last, end)


def feed_page_back(
    before: int | None, last: int, kinds: Collection[ChangeKind], characters_max: int | None = None, after: int = 0
) -> Program[FeedPage]:
    """Return the ``last`` changes of some kinds before a position, or the newest of all, otherwise as ``feed_page``."""
    end, newest = yield from _bounds(after, before)
    stop = max(after, newest - POSITIONS_MAX)
    changes, oldest = yield from _changes_towards(newest, stop, last, kinds, characters_max)
    return FeedPage(changes[::-1], oldest, newest, end)


def fingerprint_at(position: int) -> Program[str]:
    """Return the fingerprint of what stands at a position of the feed: empty at its beginning, which all feeds share."""
    if position <= 0:
        return ""
    ((account_id, seq),) = yield Query(_AT, position=position)
    if account_id == ORGANISATION:
        ((found,),) = yield Query(_OF_ORGANISATION, seq=seq)
    else:
        ((found,),) = yield Query(_OF_ACCOUNT, account_id=account_id, seq=seq)
    return _fingerprint(found)


def _fingerprint(event_id: int) -> str:
    """Return what tells an event from any other that could stand at its position: its id has the time of recording."""
    return f"{event_id:x}"


def feed_end() -> Program[tuple[int, str]]:
    """Return the last position of the feed and its fingerprint."""
    end = yield from end_of_feed()
    return end, (yield from fingerprint_at(end))


def check_fingerprint(position: int, fingerprint: str) -> Program[None]:
    """Raise ``AnotherFeed`` unless what was read up to a position, with this fingerprint, is what stands there."""
    if position > (yield from end_of_feed()):
        raise BeyondTheEnd
    if fingerprint != (yield from fingerprint_at(position)):
        raise AnotherFeed


def _bounds(after: int, before: int | None) -> Program[tuple[int, int]]:
    """Return the feed's last position, and the last one before a position."""
    end = yield from end_of_feed()
    newest = end if before is None else before - 1
    if max(after, newest) > end:
        raise BeyondTheEnd
    return end, max(after, newest)


def _changes_towards(
    start: int, stop: int, most: int, kinds: Collection[ChangeKind], characters_max: int | None
) -> Program[tuple[list[FeedChange], int]]:
    """Return the changes that follow a position in the direction of another, and the position up to which all were read.

    A position stands for the gap behind it: backwards, the change at ``start`` is the first that is read.
    """
    characters_max = CHARACTERS_MAX if characters_max is None else characters_max
    changes: list[FeedChange] = []
    backwards = stop < start
    at, characters = start, 0
    step = min(POSITIONS_AT_ONCE, max(most, 100))
    while at != stop and len(changes) < most and characters < characters_max:
        until = max(stop, at - step) if backwards else min(stop, at + step)
        found = yield from _changes_between(min(at, until), max(at, until), kinds)
        at = until
        for change in reversed(found) if backwards else found:
            changes.append(change)
            characters += change.characters
            if len(changes) == most or characters >= characters_max:
                at = change.position - backwards
                break
        step = POSITIONS_AT_ONCE
    yield from _add_lines(changes)
    return changes, at


def _changes_between(after: int, until: int, kinds: Collection[ChangeKind]) -> Program[list[FeedChange]]:
    """Return the changes after a position up to another."""
    rows = yield Query(_PLACED, after=after, until=until, nouns=sorted(nouns_of(kinds)))
    found = map(_change_of, sorted(rows, key=itemgetter(0)))
    return [each for each in found if each is not None and each.kind in kinds]


def _change_of(row: Row) -> FeedChange | None:
    """Return what an event tells that ``_PLACED`` has found, None if the feed does not tell it."""
    position, recorded_at, event_id, action, object_id, account_id, batch_id, before, after, old_texts, texts, known = (
        row
    )
    noun = action.partition(".")[0]
    if after is None:
        raise ValueError(f"audit event {event_id} holds no row")
    former = None
    if before is not None:
        former = unpacked_columns(noun, before, old_texts, _COLUMNS, texts_known=known)
        if _is_untold(noun, former):
            return None  # it was taken back before anybody saw it (domain R24b)
    kind = kind_of(action, former, unpacked_columns(noun, after, texts, _COLUMNS, texts_known=known))
    if kind is None:
        return None
    return FeedChange(
        position,
        recorded_at,
        kind,
        noun,
        object_id,
        account_id,
        batch_id,
        event_id,
        len(after) + len(before or "") + len(texts or "") + len(old_texts or ""),
        (after, texts, known),
    )


def _is_untold(noun: str, row: Snapshot) -> bool:
    """Return whether an event does not tell when the row was recorded, because it was hidden then."""
    return "recorded_at" not in row and "recorded_at" in LOGGED[noun].columns()


def _shown_instants(noun: str, after: Mapping[str, Any], at: int) -> dict[str, object]:
    """Return the instants that the event of a record lacks which was hidden at first."""
    arrived = noun == TransactionRow.NOUN and after.get("payment_state") == PaymentState.CONFIRMED
    return {"recorded_at": at, "confirmed_at": at} if arrived else {"recorded_at": at}


def _add_lines(changes: Sequence[FeedChange]) -> Program[None]:
    """Turn changes of parts into changes of their bank lines, which never change themselves."""
    of_parts = [(each, each.row) for each in changes if each.noun == BankLinePartRow.NOUN]
    if not of_parts:
        return
    ids = sorted({part["line_id"] for _, part in of_parts})
    lines = {line.id: line.audit_snapshot() for line in BankLineRow.load_all((yield Query(_LINES, ids=ids)))}
    for change, part in of_parts:
        change.noun, change.object_id, change.part = BankLineRow.NOUN, part["line_id"], part
        line = lines.get(change.object_id)
        change.line = {} if line is None else {**line, "ignored_reason": None, "withdrawn_at": None}


def names_of_recorders(changes: Sequence[FeedChange]) -> Program[dict[int, str]]:
    """Return who recorded changes, by the batch that they belong to."""
    ids = sorted({each.batch_id for each in changes})
    return dict((yield Query(_RECORDED_BY, ids=ids)))


def kinds_seen_by(*, manages_access: bool) -> frozenset[ChangeKind]:
    """Return the kinds that a reader of the feed may see: users and tokens are for those who manage access."""
    return frozenset(ChangeKind) if manages_access else frozenset(ChangeKind) - ACCESS_KINDS
