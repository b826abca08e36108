"""Withdrawing invoices of a series without gaps: only the last ones (domain R5c)."""

from collections.abc import Iterable, Mapping, Sequence

from domain.core.text import enumerated
from domain.errors import LaterChanges
from domain.queries.series import later_in_series
from domain.store.program import Program
from domain.store.snapshots import after_of
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AuditEventRow, TransactionRow
from domain.texts import say

NAMED_MAX = 5


def recorded_in_series(events: Sequence[AuditEventRow]) -> bool:
    """Return True if events recorded an invoice of a series: the organisation must be locked before it is withdrawn."""
    return _last_place(events) > 0


def latest_of_series_first(by_account: Mapping[int, Sequence[AuditEventRow]]) -> list[int]:
    """Return accounts in the order in which their events are undone: those of the last invoices of a series first."""
    return sorted(by_account, key=lambda account_id: -_last_place(by_account[account_id]))


def _last_place(events: Sequence[AuditEventRow]) -> int:
    created = (after_of(event) for event in events if event.action == "transaction.created")
    return max((after.get("series_seq") or 0 for after in created), default=0)


def note_withdrawn(unit: UnitOfWork) -> None:
    """Keep which invoices of a series the unit has withdrawn, so that earlier ones may follow."""
    withdrawn = (after for _, after in unit.changes.of(TransactionRow) if after.withdrawn_at is not None)
    unit.withdrawn_of_series |= {each.id for each in withdrawn if each.series is not None}


def check_last_of_series(unit: UnitOfWork, transactions: Iterable[TransactionRow]) -> Program[None]:
    """Raise ``LaterChanges`` if withdrawing these transactions would leave a gap in a series of invoices."""
    withdrawn: dict[str, list[TransactionRow]] = {}
    for each in transactions:
        if each.series is not None:
            withdrawn.setdefault(each.series, []).append(each)
    for series, invoices in withdrawn.items():
        first = min(invoices, key=lambda each: each.series_seq or 0)
        going = unit.withdrawn_of_series | {each.id for each in invoices}
        later = [each for each in (yield from later_in_series(series, first.series_seq or 0)) if each.id not in going]
        if later:
            numbers = enumerated([each.number for each in later])
            batches = list(dict.fromkeys(each.batch_id for each in later))[:NAMED_MAX]
            raise LaterChanges(
                say("batch-of-series", number=first.number, numbers=numbers), "batchId", later_batches=batches
            )
