"""What an undo withdrew, by its number: when and by whom, as long as nobody has taken the number again (domain R37b)."""

from collections.abc import Collection
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domain.core.text import storable
from domain.store.clock import to_datetime
from domain.store.program import Program, Query, Sql
from domain.tables import AccountRow, LedgerCodeRow, Record, TransactionRow
from domain.tables.record import once_per_class
from domain.texts import Text, say

_NAMED: dict[type[Record], tuple[str, str]] = {
    AccountRow: ("number", "account"),
    LedgerCodeRow: ("code", "ledger code"),
    TransactionRow: ("number", "transaction"),
}
"""The column by which people look a row up, and what they call it."""


def noun_of(cls: type[Record]) -> str:
    """Return what people call a row that they look up by its number or code."""
    return _NAMED[cls][1]


class Undone(NamedTuple):
    """A record that an undo withdrew: its number or code, when and by whom."""

    noun: str
    number: str
    undone_at: int
    undone_by: str

    def sentence(self, zone: ZoneInfo) -> Text:
        """Return what happened, in words, with the time in a time zone."""
        at = to_datetime(self.undone_at).astimezone(zone)
        return say(
            "undone-record",
            noun=self.noun.replace(" ", "-"),
            number=self.number,
            day=at.date(),
            time=f"{at:%H:%M}",
            undone_by=self.undone_by,
        )


@once_per_class
def _withdrawn(cls: type[Record]) -> Sql:
    column, _ = _NAMED[cls]
    return Sql(
        f"select x.{column}, e.recorded_at, b.recorded_by from {cls.TABLE} x join audit_events e on e.entity_id = x.id "
        "join batches b on b.id = e.batch_id "
        f"where x.{column} in :numbers and x.withdrawn_at is not null and e.action = '{cls.NOUN}.withdrawn' "
        f"and not exists (select 1 from {cls.TABLE} o where o.{column} = x.{column} and o.withdrawn_at is null) "
        "order by e.recorded_at, e.id"
    )


def undone_by_number(cls: type[Record], numbers: Collection[str]) -> Program[dict[str, Undone]]:
    """Return what was undone last under each of these numbers, if it is free; no numbers, no statement."""
    if not numbers:
        return {}
    rows = yield Query(_withdrawn(cls), numbers=storable(numbers))
    return {number: Undone(noun_of(cls), number, at, by) for number, at, by in rows}
