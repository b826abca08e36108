"""The rows of suggestions for bank lines, in memory: computed when they are read, never stored (domain R44)."""

from collections.abc import Collection, Mapping
from types import SimpleNamespace
from typing import Any, Self

from api.graph.cursors import first_argument
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import attach_each
from api.types.suggestion_rows import STEPS_A_ROW
from domain.core.matching import SuggestionKey
from domain.core.payer_proposals import PROPOSALS_MAX, LineProposal
from domain.queries.bank_suggestions import suggestions_of_lines
from domain.queries.records import by_ids
from domain.store.program import Program
from domain.tables import BankLineRow


class BankLineSuggestionRow(SimpleNamespace):
    """A suggestion for a bank line in memory: what the proposal has; ``id`` is its key."""

    @classmethod
    def of(cls, proposal: LineProposal) -> Self:
        """Return a proposal as a row of the graph."""
        return cls(**proposal._asdict(), id=proposal.key, sure=proposal.sure, related={})


def load_suggestions_of_lines(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the suggestions of bank lines, the best of each first, by a fixed number of statements for all.

    What is read for them and the search for sums count as rows.
    """
    first = first_argument(plan.arguments, PROPOSALS_MAX)
    found = yield from _proposals(loading, level.rows)
    yield from attach_each(
        loading, plan, level, lambda row: [BankLineSuggestionRow.of(each) for each in found.get(row.id, ())[:first]]
    )


def bank_line_suggestions_by_key(
    loading: Loading, keys: Collection[SuggestionKey]
) -> Program[Mapping[SuggestionKey, Any]]:
    """Return suggestions that still stand, by key."""
    lines = yield from by_ids(BankLineRow, {key.credit_item_id for key in keys})
    found = yield from _proposals(loading, lines.values())
    wanted = set(keys)
    return {
        each.key: BankLineSuggestionRow.of(each)
        for proposals in found.values()
        for each in proposals
        if each.key in wanted
    }


def _proposals(loading: Loading, lines: Collection[BankLineRow]) -> Program[dict[int, list[LineProposal]]]:
    """Return all proposals of lines, within the row budget."""
    found = yield from suggestions_of_lines(lines, loading.left_rows)
    loading.budget.count_rows(found.items + found.steps // STEPS_A_ROW)
    return found.proposals
