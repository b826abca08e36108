"""Reading audit events together with the personal texts that they speak of (domain R16, R16a)."""

from collections.abc import Iterable

from domain.store.program import Row
from domain.tables import AuditEventRow, AuditTextsRow

EVENT_COLUMNS = f"{AuditEventRow.select_list('e')}, {AuditTextsRow.select_list('x')}"
"""What ``load_events`` takes of each event."""
EVENT_TABLES = "audit_events e left join audit_texts x on x.id = e.id"
"""Where these columns stand."""
EVENTS = f"select {EVENT_COLUMNS} from {EVENT_TABLES}"
"""A statement for all events, under the alias ``e``; conditions may follow."""
_WIDTH = len(AuditEventRow.columns())


def load_events(rows: Iterable[Row]) -> list[AuditEventRow]:
    """Return the events of these rows, each with its personal texts."""
    events = []
    for row in rows:
        event = AuditEventRow.load(row)
        if row[_WIDTH] is not None:
            event.personal = AuditTextsRow.load(row[_WIDTH:])
        events.append(event)
    return events
