"""What changed in a report since an instant, as a table (domain R46a)."""

from collections.abc import Callable, Mapping
from typing import Any

from api.cli.tables import OutputColumn, OutputTable, amount_cell, make_table
from domain.core.text import counted
from domain.queries.records import by_ids
from domain.queries.reports import changes
from domain.queries.reports.changes import ReportChange
from domain.store.clock import to_datetime
from domain.store.program import Program
from domain.tables import BatchRow

CHANGES: Mapping[str, Callable[[Any, int], Program[list[ReportChange]]]] = {
    "payment-by-item": changes.payment_by_item_changes,
    "payment-by-ledger-code": changes.payment_by_ledger_code_changes,
    "payment-breakdown": changes.payment_breakdown_changes,
    "sales-by-ledger-code": changes.sales_by_ledger_code_changes,
    "aging": changes.aging_changes,
    "bank-reconciliation": changes.bank_reconciliation_changes,
}


def changes_table(name: str, scope: Any, since: int) -> Program[OutputTable]:
    """Return the rows of a report whose figure differs, by key, each with the batches that made the difference."""
    found = sorted((yield from CHANGES[name](scope, since)), key=lambda each: each.key)
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
