"""Applying a suggestion that a person was shown, unless it has changed since (domain R26)."""

from dataclasses import dataclass

from domain.core.allocation import Pairing
from domain.core.kinds import ReconciliationOrigin, Side
from domain.core.matching import Proposal, SuggestionKey, propose
from domain.errors import Conflict
from domain.queries.records import active_reconciliations_of_credits, by_ids
from domain.queries.suggestions import CREDITS_MAX, DEBITS_MAX, open_accounts
from domain.services.checks import existing_row, not_found
from domain.services.reconciliation_rows import ends_of, make_reconciliations
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import ItemRow


@dataclass(frozen=True, slots=True)
class AppliedSuggestion:
    """The new reconciliations, in the order of R9."""

    reconciliations: list[int]


@dataclass(frozen=True, slots=True)
class ApplySuggestion(Command[AppliedSuggestion]):
    """A suggestion to apply; None if the given id can be no suggestion's."""

    key: SuggestionKey | None


@service
def apply_suggestion(unit: UnitOfWork, cmd: ApplySuggestion) -> Program[AppliedSuggestion]:
    """Make the reconciliations of a suggestion, computed again under the account's lock.

    An existing pair is raised (domain R6a). Raises ``NotFound`` if the credit does not exist, and ``Conflict`` if the
    account no longer has this suggestion.
    """
    if cmd.key is None:
        raise not_found("Suggestion", "suggestionId")
    item_id = cmd.key.credit_item_id
    credit = yield from existing_row(ItemRow, item_id, "Suggestion", "suggestionId")
    if credit.side is not Side.CREDIT:
        raise not_found("Suggestion", "suggestionId")
    yield from unit.lock_accounts([credit.account_id])
    allocations = (yield from _current_proposal(credit.account_id, cmd.key)).allocations
    used = {credit.id, *(allocation.item_id for allocation in allocations)}
    ends = yield from ends_of((yield from by_ids(ItemRow, used)).values())
    existing = yield from active_reconciliations_of_credits([credit.id])
    pairings = [Pairing(credit.id, allocation.item_id, allocation.amount_cents) for allocation in allocations]
    made = make_reconciliations(unit, pairings, ends, ReconciliationOrigin.SUGGESTION, existing)
    return AppliedSuggestion([reconciliation.id for reconciliation in made])


def _current_proposal(account_id: int, key: SuggestionKey) -> Program[Proposal]:
    """Return the suggestion as the locked account has it now."""
    accounts, _ = yield from open_accounts([account_id], CREDITS_MAX + DEBITS_MAX)
    if account_id in accounts:
        for proposal in propose(accounts[account_id]).proposals:
            if proposal.key == key:
                return proposal
    message = "This suggestion is outdated: what is open has changed. Read the account's suggestions again."
    raise Conflict(message, "suggestionId")
