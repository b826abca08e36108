"""The mutations that apply suggestions."""

from collections.abc import Mapping
from typing import Any

import strawberry

from api.graph.ids import SUGGESTION, suggestion_key
from api.graph.loaders import batches
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import By, One
from api.mutations.inputs import MutationInput, error_policy
from api.mutations.jobs import load_batch_of_job, load_job
from api.mutations.payloads import ErrorPolicy, MutationPayload, result_count, result_rows
from api.mutations.perform import mutation
from api.types.fields import related, required
from api.types.history import Batch
from api.types.jobs import Job
from api.types.reconciliations import Reconciliation
from domain.queries import graph
from domain.services.suggestions import ApplySuggestion, ApplySuggestions, are_applied_by_job
from domain.store.program import Program


@strawberry.input
class ApplySuggestionInput(MutationInput):
    """The suggestion to apply."""

    makes = ApplySuggestion

    suggestion_id: strawberry.ID = required("The suggestion, from `Account.suggestions`.", of=SUGGESTION, to="key")


@strawberry.type
class ApplySuggestionPayload(MutationPayload):
    """The reconciliations that a suggestion made."""

    reconciliations: list[Reconciliation] = result_rows(
        graph.reconciliations, "reconciliations", "The first 100 reconciliations that were made."
    )


def goes_on_as_job(sent: Mapping[str, Any]) -> Program[bool]:
    """Return True if applying suggestions, as they were sent, takes a job."""
    return are_applied_by_job([suggestion_key(each) for each in sent["suggestionIds"]])


def load_batch(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the batch of what was applied at once, else that of the job."""
    if any(payload.batch_id is not None and getattr(payload.result, "job", None) is None for payload in level.rows):
        yield from One(batches, lambda payload: payload.batch_id).load(loading, plan, level)
    else:
        yield from load_batch_of_job(loading, plan, level)


@strawberry.input
class ApplySuggestionsInput(MutationInput):
    """The suggestions to apply, of one account or of many."""

    makes = ApplySuggestions

    suggestion_ids: list[strawberry.ID] = required(
        "1 to 10,000 suggestions, from `Account.suggestions`, applied in this order; each is checked again, and counts what "
        "the earlier ones took.",
        of=SUGGESTION,
        to="keys",
    )
    error_policy: ErrorPolicy | None = error_policy()


@strawberry.type
class ApplySuggestionsPayload(MutationPayload):
    """What was reconciled, or the job that does it."""

    batch: Batch | None = related(
        By(load_batch), "Everything that was changed, which can be undone as one; null while nothing was."
    )
    reconciliation_count: int | None = result_count(
        "reconciliations", "How many reconciliations were made at once; 0 if a job makes them, null if all was refused."
    )
    job: Job | None = related(
        By(load_job),
        "The job that applies them account by account, if there are more than 100 or on more than 25 accounts. Its errors "
        "are the accounts with suggestions that no longer hold. For a dry run it is DONE. Null if no job is needed.",
    )


@strawberry.type
class SuggestionMutations:
    """What takes suggestions."""

    apply_suggestion = mutation(
        ApplySuggestionInput,
        ApplySuggestionPayload,
        "Makes the reconciliations that a suggestion proposes. CONFLICT if the open items have changed so that it no longer "
        "applies: read the account's suggestions again.",
    )
    apply_suggestions = mutation(
        ApplySuggestionsInput,
        ApplySuggestionsPayload,
        "Makes the reconciliations that suggestions propose, in one batch. One that no longer applies is refused with "
        "CONFLICT; by default it refuses all. Very many are applied by a job, which checks all of them first; a dry run of "
        "so many must be the only mutation of its operation.",
        long_trial=goes_on_as_job,
    )
