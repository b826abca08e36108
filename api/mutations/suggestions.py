"""The mutation that takes a suggestion."""

import strawberry
from strawberry import Info

from api.context import Context
from api.graph.relations import Listed
from api.ids import suggestion_key
from api.mutations.payloads import MutationInput, MutationPayload, outcome_list
from api.mutations.perform import mutation, perform
from api.types.fields import related
from api.types.reconciliations import Reconciliation
from domain.queries import graph
from domain.services.suggestions import AppliedOutcome, ApplySuggestion, apply_suggestion


@strawberry.input(description="The suggestion that shall be applied.")
class ApplySuggestionInput(MutationInput):
    """The suggestion that shall be applied."""

    suggestion_id: strawberry.ID = strawberry.field(description="The suggestion, from `Account.suggestions`.")


@strawberry.type(description="The reconciliations that a suggestion made.")
class ApplySuggestionPayload(MutationPayload):
    """The reconciliations that a suggestion made."""

    reconciliations: list[Reconciliation] = related(
        Listed(graph.edges, outcome_list("reconciliations")), "What was made, the first 100."
    )


@strawberry.type
class SuggestionMutations:
    """What takes suggestions."""

    @mutation(
        "applySuggestion",
        "Reconciles as a suggestion says. Where what is open has changed so that it stands no longer, CONFLICT: ask for the "
        "account's suggestions again.",
    )
    async def apply_suggestion(
        self,
        info: Info[Context, None],
        input: ApplySuggestionInput,
    ) -> ApplySuggestionPayload:
        """See ``services.suggestions.apply_suggestion``."""
        return await perform(
            info,
            input,
            ApplySuggestionPayload,
            apply_suggestion,
            AppliedOutcome,
            lambda: ApplySuggestion(suggestion_key(input.suggestion_id)),
        )
