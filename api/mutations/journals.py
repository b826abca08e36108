"""The mutation that exports journals for the ledger."""

import strawberry

from api.mutations.inputs import MutationInput
from api.mutations.payloads import MutationPayload, result_row
from api.mutations.perform import mutation
from api.mutations.periods import days_prepared
from api.types.fields import optional, required
from api.types.journals import Journal
from api.types.periods import PeriodInput
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


@strawberry.type
class JournalMutations:
    """Journals for the ledger."""

    export_journal = mutation(
        ExportJournalInput,
        ExportJournalPayload,
        "Exports what a period posts to the ledger as a journal, once, under the next number. Exported again, only what "
        "changed since is a journal, dated on the first open day where its own is closed; if nothing changed there is none.",
        prepare=days_prepared,
    )
