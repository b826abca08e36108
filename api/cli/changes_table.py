"""What changed in a report since an instant, as a table (domain R46a)."""

from typing import Any

from domain.core.text import counted
from domain.queries.records import by_ids
from domain.queries.reports.changes import FindChanges, ReportChange
from domain.queries.tables import OutputColumn, OutputTable, amount_cell, make_table
from domain.store.clock import to_datetime
from domain.store.program import Program
from domain.tables import BatchRow


def changes_table(find: FindChanges, scope: Any, since: int) -> Program[OutputTable]:
    """Return the rows of a report that ``find`` returns, by key, each with the batches that made the difference."""
    found = sorted((yield from find(scope, since)), key=lambda each: each.key)
    batches = yield from by_ids(BatchRow, {each for change in found for each in change.batch_ids})

    def made_by(change: ReportChange) -> str:
        made = (batches[each] for each in change.batch_ids)
        return "; ".join(f"{each.mutation} by {each.recorded_by}, {to_datetime(each.recorded_at)}" for each in made)

    columns: list[OutputColumn[ReportChange]] = [
        OutputColumn("key", lambda change: change.key),
        OutputColumn("row", lambda change: change.label),
        OutputColumn("then", lambda change: amount_cell(change.then_cents, scope.currency)),
        OutputColumn("now", lambda change: amount_cell(change.now_cents, scope.currency)),
        OutputColumn("currency", lambda _: scope.currency),
        OutputColumn("batches", made_by),
    ]
    differ = f"{counted(len(found), 'row')} differ from {to_datetime(since)}." if found else "Nothing differs."
    return make_table(columns, found, differ)
