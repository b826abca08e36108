"""Which record has an external id (domain R48)."""

from collections.abc import Collection
from typing import TypeVar

from domain.core.kinds import PlannedPaymentState
from domain.core.text import storable
from domain.store.program import Program, Query, Sql
from domain.tables import ItemRow, PlannedPaymentRow, Record, TransactionRow
from domain.tables.hiding import HIDDEN
from domain.tables.record import once_per_class

R = TypeVar("R", bound=Record)

_HELD_BY: dict[type[Record], str] = {
    TransactionRow: f"(x.withdrawn_at is null or x.withdrawn_at = {HIDDEN})",
    ItemRow: f"(x.withdrawn_at is null or x.withdrawn_at = {HIDDEN})",
    PlannedPaymentRow: f"x.withdrawn_at is null and x.state <> '{PlannedPaymentState.DELETED}'",
}
"""Which rows hold their external ids, as the unique indexes say; of the other kinds, those that are not withdrawn."""


@once_per_class
def _holders(cls: type[Record]) -> Sql:
    held = _HELD_BY.get(cls, "x.withdrawn_at is null")
    return Sql(f"{cls.select('x')} where x.external_id in :ids and x.external_id is not null and {held} order by x.id")


def holders_of(cls: type[R], external_ids: Collection[str]) -> Program[dict[str, R]]:
    """Return the records of a kind that hold these external ids, by the id; no ids, no statement."""
    if not external_ids:
        return {}
    rows = cls.load_all((yield Query(_holders(cls), ids=storable(external_ids))))
    return {row.external_id: row for row in rows}  # type: ignore[attr-defined]  # each kind that has labels has one
