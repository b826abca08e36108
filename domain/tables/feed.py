"""The feed of changes: which events of the audit log have which positions (domain R47)."""

from domain.tables.record import Record, table


@table("feed_ranges", noun="feedRange")
class FeedRangeRow(Record):
    """Consecutive events of one audit chain, at consecutive positions of the feed: the first one's is the row's id.

    ``account_id`` is 0 for the organisation's chain. ``shown_at`` is the instant at which hidden records were shown, which
    their events do not tell (domain R24b); None for all others.
    """

    account_id: int
    first_seq: int
    last_seq: int
    shown_at: int | None


@table("feed_waiting", noun="feedWaiting")
class FeedWaitingRow(Record):
    """What one unit of work has added to one audit chain, until it has its positions.

    The database counts the ids, so that they tell what came after what: of two units that need each other's rows, or write
    to one chain, the later one has the higher id. ``shown_at`` is 0 while the records are hidden; where the unit shows all
    that its batch has hidden on the account, it is the instant of that (domain R24b).
    """

    account_id: int
    batch_id: int
    first_seq: int
    last_seq: int
    shown_at: int | None
