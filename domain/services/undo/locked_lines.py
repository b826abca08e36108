"""Locking the bank lines that an undo changes, together and after all other rows."""

from collections.abc import Sequence

from domain.queries.bank import named_by
from domain.queries.records import by_ids, held_by_ids
from domain.store.program import Program
from domain.tables import AuditEventRow, BankLinePartRow, BankLineRow, BankStatementRow


def lock_lines_of(events: Sequence[AuditEventRow]) -> Program[None]:
    """Lock the statements and lines that events are about, lowest id first: all at once, after all other rows."""
    statements = ids_of(events, f"{BankStatementRow.NOUN}.")
    parts = yield from by_ids(BankLinePartRow, ids_of(events, f"{BankLinePartRow.NOUN}."))
    yield from held_by_ids(BankStatementRow, statements)
    named = yield from named_by(statements)
    lines = {each.line_id for of_one in named.values() for each in of_one} | {each.line_id for each in parts.values()}
    yield from held_by_ids(BankLineRow, lines | ids_of(events, f"{BankLineRow.NOUN}.changed"))


def ids_of(events: Sequence[AuditEventRow], action: str) -> set[int]:
    """Return the rows of the events whose action begins so."""
    return {event.entity_id for event in events if event.action.startswith(action)}
