"""Applying a suggestion: the edges that a person was shown, if they still stand (domain R26)."""

from dataclasses import dataclass

from domain.core.allocation import Pairing
from domain.core.kinds import ReconciliationOrigin, Side
from domain.core.matching import Proposal, SuggestionKey, propose
from domain.errors import Conflict, NotFound
from domain.queries.records import active_edges_of_credits, by_ids
from domain.queries.suggestions import MOST_CREDITS, MOST_DEBITS, open_accounts
from domain.rows import ItemRow
from domain.services.edges import ends_of, make_edges
from domain.store.block import Block
from domain.store.steps import Steps

NOBODY = 0
"""No item has this id."""


@dataclass(frozen=True, slots=True)
class ApplySuggestion:
    """The suggestion that shall be applied; None where no suggestion can have the id that was sent."""

    key: SuggestionKey | None


@dataclass(frozen=True, slots=True)
class AppliedOutcome:
    """The edges that were made, in the order of R9."""

    reconciliations: list[int]


def apply_suggestion(block: Block, wish: ApplySuggestion) -> Steps[AppliedOutcome]:
    """Makes the edges of a suggestion. It is found again under the account's lock, among those that stand now.

    An existing pair is raised (domain R6a). Raises ``NotFound`` where there is no such credit, and ``Conflict`` where what
    is open has changed so that the suggestion stands no longer.
    """
    item_id = wish.key.credit_item_id if wish.key is not None else NOBODY
    credit = (yield from by_ids(ItemRow, [item_id])).get(item_id)
    if wish.key is None or credit is None or credit.side is not Side.CREDIT or credit.withdrawn_at is not None:
        msg = "There is no such suggestion."
        raise NotFound(msg, "suggestionId")
    yield from block.lock_accounts([credit.account_id])
    proposal = yield from _standing(credit.account_id, wish.key)
    used = {credit.id, *(part.item_id for part in proposal.edges)}
    ends = yield from ends_of((yield from by_ids(ItemRow, used)).values())
    existing = [edge for edge in (yield from active_edges_of_credits([credit.id])) if not edge.faulty]
    pairings = [Pairing(credit.id, part.item_id, part.amount_cents) for part in proposal.edges]
    made = make_edges(block, pairings, ends, ReconciliationOrigin.SUGGESTION, existing)
    return AppliedOutcome([edge.id for edge in made])


def _standing(account_id: int, key: SuggestionKey) -> Steps[Proposal]:
    """The suggestion as it stands on the locked account."""
    accounts, _ = yield from open_accounts([account_id], MOST_CREDITS + MOST_DEBITS)
    if account_id in accounts:
        for proposal in propose(accounts[account_id]).proposals:
            if proposal.key == key:
                return proposal
    msg = "This suggestion stands no longer: what is open has changed since. Ask for the account's suggestions again."
    raise Conflict(msg, "suggestionId")
