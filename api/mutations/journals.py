"""The mutation that exports journals for the ledger."""

from typing import Any

import strawberry

from api.graph.context import Context
from api.mutations.inputs import MutationInput
from api.mutations.payloads import MutationPayload, result_row
from api.mutations.perform import Prepared, mutation
from api.types.fields import optional, required
from api.types.journals import Journal
from api.types.periods import PeriodInput, days_of
from domain.errors import Refusal
from domain.queries.journals import journals
from domain.services.journals import ExportJournal


@strawberry.input
class ExportJournalInput(MutationInput):
    """The period to export."""

    makes = ExportJournal
    prepared = frozenset({"period"})

    period: PeriodInput = required("The days to export.")
    currency: str | None = optional("ISO 4217 code; needed only if accounts have several currencies.")


@strawberry.type
class ExportJournalPayload(MutationPayload):
    """The journal that was exported."""

    journal: Journal | None = result_row(
        journals,
        "journal",
        "The journal; null when refused, and if earlier journals already hold all that the period posts.",
    )


async def _days(context: Context, input_: ExportJournalInput) -> Prepared:
    """Find out the days of the period; a period that is not valid is refused."""
    period: Any = input_.period
    days = None if not period.range else {"from": period.range.from_, "to": period.range.to}
    given = {
        "preset": period.preset or None,
        "year": period.year or None,
        "month": period.month or None,
        "quarter": period.quarter or None,
        "fiscalYear": period.fiscal_year or None,
        "range": days,
    }
    try:
        return Prepared({"period": days_of(given, context.loading)})
    except Refusal as refusal:
        return Prepared(refusal=type(refusal)(refusal.message, "period"))


@strawberry.type
class JournalMutations:
    """Journals for the ledger."""

    export_journal = mutation(
        ExportJournalInput,
        ExportJournalPayload,
        "Exports what a period posts to the ledger as a journal, once, under the next number. Exported again, only what "
        "changed since is a journal, dated on the first open day where its own is closed; if nothing changed there is none.",
        prepare=_days,
    )
