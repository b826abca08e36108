"""The rows of suggestions, in memory: computed when they are read, never stored (domain R26)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Self

from api.graph.cursors import first_argument
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import attach_each
from domain.core.kinds import Side
from domain.core.matching import Proposal, SuggestionKey, propose
from domain.queries.records import by_ids
from domain.queries.suggestions import open_accounts
from domain.store.program import Program
from domain.tables import ItemRow

DEFAULT_SUGGESTIONS = 10
STEPS_A_ROW = 100
"""Steps of the search for sums, or items that a suggestion pays, that count as one row of the budget: some 50 µs."""


@dataclass(slots=True, eq=False)
class SuggestedEdgeRow:
    """A reconciliation that a suggestion would make, in memory."""

    debit_item_id: int
    amount_cents: int
    related: dict[str, Any] = field(default_factory=dict)


class SuggestionRow(SimpleNamespace):
    """A suggestion in memory: what the proposal has; ``id`` is its key."""

    @classmethod
    def of(cls, proposal: Proposal) -> Self:
        """Return a proposal as a row of the graph."""
        derived = {"id": proposal.key, "sure": proposal.sure, "amount_cents": proposal.amount_cents}
        return cls(**proposal._asdict(), **derived, related={})


def load_suggestions_of_accounts(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the suggestions of accounts by eight statements for all: credits oldest first, the best of each first.

    Open items, the search for sums and what suggestions pay count as rows.
    """
    first = first_argument(plan.arguments, DEFAULT_SUGGESTIONS)
    found = yield from _proposals(loading, [row.id for row in level.rows])
    yield from attach_each(loading, plan, level, lambda row: _shown(loading, found.get(row.id, ())[:first]))


def load_suggestions_of_items(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the suggestions of credit items, the best of each first, by eight statements for all; debit items have none.

    All that is open on their accounts, the search for sums and what suggestions pay count as rows.
    """
    first = first_argument(plan.arguments, DEFAULT_SUGGESTIONS)
    credits_ = [row for row in level.rows if row.side is Side.CREDIT]
    found = yield from _proposals(loading, {row.account_id for row in credits_})
    of_item: defaultdict[int, list[Proposal]] = defaultdict(list)
    for proposals in found.values():
        for each in proposals:
            of_item[each.credit_item_id].append(each)
    yield from attach_each(loading, plan, level, lambda row: _shown(loading, of_item.get(row.id, ())[:first]))


def suggestions_by_key(loading: Loading, keys: Collection[SuggestionKey]) -> Program[Mapping[SuggestionKey, Any]]:
    """Return suggestions that still stand, by key."""
    credits_by_id = yield from by_ids(ItemRow, {key.credit_item_id for key in keys})
    found = yield from _proposals(loading, {credit.account_id for credit in credits_by_id.values()})
    wanted = set(keys)
    return {
        each.key: SuggestionRow.of(each) for proposals in found.values() for each in proposals if each.key in wanted
    }


def _shown(loading: Loading, proposals: Sequence[Proposal]) -> list[SuggestionRow]:
    """Return proposals as rows; all that they pay is in their keys, and counts."""
    loading.budget.count_rows(sum([len(each.allocations) for each in proposals]) // STEPS_A_ROW)
    return [SuggestionRow.of(each) for each in proposals]


def _proposals(loading: Loading, account_ids: Collection[int]) -> Program[dict[int, list[Proposal]]]:
    """Return all proposals of accounts, within the row budget."""
    opened = yield from open_accounts(account_ids, loading.left_rows)
    loading.budget.count_rows(opened.items)
    found: defaultdict[int, list[Proposal]] = defaultdict(list)
    for account_id, account in opened.accounts.items():
        found[account_id], steps = propose(account)
        loading.budget.count_rows(steps // STEPS_A_ROW)
    return found
