"""Applying suggestions, one or many at once, each as it stands under its account's lock (domain R26, R38b).

A few are applied in one unit of work. Very many are left to a job, which ``suggestion_work.py`` does account by account.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from domain.core.allocation import Pairing
from domain.core.kinds import ReconciliationOrigin, Side
from domain.core.matching import Proposal, SuggestionKey, propose
from domain.errors import Conflict
from domain.permissions import MANAGE
from domain.queries.records import active_reconciliations_of_credits, by_ids
from domain.queries.suggestions import CREDITS_MAX, DEBITS_MAX, open_accounts
from domain.services.checks import is_withdrawn, not_found, refusals_at
from domain.services.reconciliation_rows import ReconciliationEnd, ends_of, make_reconciliations, pair_of
from domain.services.rows import RefusedRow, check_rows, do_rows, refused_rows
from domain.services.suggestion_jobs import listed, queue_suggestions, takes_job
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import ItemRow, ReconciliationRow
from domain.texts import say

OUTDATED = say("suggestion-outdated")
TAKEN = say("suggestion-taken")


@dataclass(frozen=True, slots=True)
class AppliedSuggestion:
    """The new reconciliations, in the order of R9."""

    reconciliations: list[int]


@dataclass(frozen=True, slots=True)
class ApplySuggestion(Command[AppliedSuggestion]):
    """A suggestion to apply; None if the given id can be no suggestion's."""

    NEEDS = MANAGE
    key: SuggestionKey | None


@dataclass(frozen=True, slots=True)
class AppliedSuggestions:
    """The new reconciliations and the refused rows; or the job that applies the suggestions account by account."""

    reconciliations: list[int]
    refused: list[RefusedRow]
    job: int | None = None


@dataclass(frozen=True, slots=True)
class ApplySuggestions(Command[AppliedSuggestions]):
    """Suggestions to apply, None for an id that can be no suggestion's. Unless ``keep_good_rows``, one refuses all."""

    NEEDS = MANAGE
    keys: Sequence[SuggestionKey | None]
    keep_good_rows: bool = False


@dataclass(slots=True)
class SuggestionsOf:
    """The suggestions of locked accounts, and what applying them needs; rows see what earlier ones took."""

    proposals: Mapping[SuggestionKey, Proposal]
    ends: Mapping[int, ReconciliationEnd]
    existing: Collection[ReconciliationRow]
    taken: set[tuple[int | None, int]] = field(default_factory=set)
    """The pairs of items that earlier rows have reconciled."""

    def __contains__(self, key: SuggestionKey) -> bool:
        """Return whether a suggestion stood when they were read."""
        return key in self.proposals

    def validate(self, key: SuggestionKey) -> Proposal:
        """Return a suggestion; raises ``Conflict`` if it no longer holds, or if an earlier row has taken what it needs."""
        proposal = self.proposals.get(key)
        if proposal is None:
            raise Conflict(OUTDATED)
        credit = self.ends[proposal.credit_item_id].item
        for allocation in proposal.allocations:
            open_cents = self.ends[allocation.item_id].item.unreconciled_cents
            if allocation.amount_cents > open_cents or (credit.id, allocation.item_id) in self.taken:
                raise Conflict(TAKEN)
        if proposal.amount_cents > credit.unreconciled_cents:
            raise Conflict(TAKEN)
        return proposal

    def apply(self, unit: UnitOfWork, proposal: Proposal) -> list[ReconciliationRow]:
        """Make the reconciliations of a valid suggestion; an existing pair is raised (domain R6a)."""
        credit_id = proposal.credit_item_id
        pairings = [Pairing(credit_id, each.item_id, each.amount_cents) for each in proposal.allocations]
        self.taken |= {pairing[:2] for pairing in pairings}
        existing = [each for each in self.existing if each.credit_item_id == credit_id]
        return make_reconciliations(unit, pairings, self.ends, ReconciliationOrigin.SUGGESTION, existing)


@service
def apply_suggestion(unit: UnitOfWork, cmd: ApplySuggestion) -> Program[AppliedSuggestion]:
    """Make the reconciliations of a suggestion, computed again under the account's lock.

    An existing pair is raised (domain R6a). Raises ``NotFound`` if the credit does not exist, and ``Conflict`` if the
    account no longer has this suggestion.
    """
    account_of = yield from accounts_of_suggestions([cmd.key])
    if cmd.key is None or cmd.key not in account_of:
        raise not_found("Suggestion", "suggestionId")
    yield from unit.lock_accounts(account_of.values())
    suggestions = yield from load_suggestions(account_of.values(), [cmd.key])
    with refusals_at("suggestionId"):
        proposal = suggestions.validate(cmd.key)
    return AppliedSuggestion([each.id for each in suggestions.apply(unit, proposal)])


@service
def apply_suggestions(unit: UnitOfWork, cmd: ApplySuggestions) -> Program[AppliedSuggestions]:
    """Make the reconciliations of suggestions in the order given, computed again under their accounts' locks.

    More than fit into one unit are left to a job, which this queues. Raises ``InvalidValue`` for no rows or too many, and
    ``Refusals``, each naming its row: ``NotFound`` if the credit does not exist, ``Conflict`` for what no longer holds.
    """
    check_rows(cmd.keys, "suggestionIds")
    account_of = yield from accounts_of_suggestions(cmd.keys)
    if takes_job(cmd.keys, account_of.values()):
        return _queue(unit, cmd, account_of)
    yield from unit.lock_accounts(account_of.values())
    suggestions = yield from load_suggestions(set(account_of.values()), listed(cmd.keys))
    made: list[int] = []

    def validate(key: SuggestionKey | None) -> Proposal:
        if key is None or key not in account_of:
            raise not_found("Suggestion")
        return suggestions.validate(key)

    def apply(proposal: Proposal) -> None:
        made.extend(each.id for each in suggestions.apply(unit, proposal))

    rows = do_rows(cmd.keys, validate, apply, "suggestionIds", keep_good=cmd.keep_good_rows)
    return AppliedSuggestions(made, rows.refused)


def accounts_of_suggestions(keys: Sequence[SuggestionKey | None]) -> Program[dict[SuggestionKey, int]]:
    """Return the accounts of suggestions, but for those whose item is not a credit, or is withdrawn."""
    items = yield from by_ids(ItemRow, {key.credit_item_id for key in listed(keys)})
    credits_ = {each: item for each, item in items.items() if item.side is Side.CREDIT and not is_withdrawn(item)}
    return {key: credits_[key.credit_item_id].account_id for key in listed(keys) if key.credit_item_id in credits_}


def are_applied_by_job(keys: Sequence[SuggestionKey | None]) -> Program[bool]:
    """Return True if applying suggestions would need a job now."""
    return takes_job(keys, (yield from accounts_of_suggestions(keys)).values())


def load_suggestions(account_ids: Collection[int], keys: Collection[SuggestionKey]) -> Program[SuggestionsOf]:
    """Return the suggestions of accounts that have one of these keys, and the items that they would reconcile."""
    opened = yield from open_accounts(account_ids, (CREDITS_MAX + DEBITS_MAX) * len(account_ids))
    wanted = set(keys)
    found = (each for account in opened.accounts.values() for each in propose(account).proposals)
    proposals = {each.key: each for each in found if each.key in wanted}
    credit_ids = {each.credit_item_id for each in proposals.values()}
    used = credit_ids | {allocation.item_id for each in proposals.values() for allocation in each.allocations}
    ends = yield from ends_of((yield from by_ids(ItemRow, used)).values())
    existing = yield from active_reconciliations_of_credits(credit_ids)
    return SuggestionsOf(proposals, ends, [each for each in existing if pair_of(each)[0] is not None])


def _queue(unit: UnitOfWork, cmd: ApplySuggestions, account_of: Mapping[SuggestionKey, int]) -> AppliedSuggestions:
    """Queue the job; unknown rows are refused at once, and refuse all unless the good rows are kept."""
    refusals = [
        not_found("Suggestion", "suggestionIds", str(row)).in_row(row)
        for row, key in enumerate(cmd.keys)
        if key not in account_of
    ]
    job = queue_suggestions(unit, cmd.keys, account_of, refusals, keep_good_rows=cmd.keep_good_rows)
    return AppliedSuggestions([], refused_rows(refusals), job)
