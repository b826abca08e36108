"""Suggestions in the graph: worked out when they are asked for, stored nowhere (domain R26)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import strawberry

from api.graph.cursors import first_argument
from api.graph.loading import Level, Loading, Want
from api.graph.relations import One
from api.scalars import Cents
from api.types.connections import Node
from api.types.fields import BILLING, described, directives, plain, related
from api.types.transactions import TransactionItem
from domain.core.matching import Proposal, SuggestionKey, propose
from domain.queries import graph
from domain.queries.records import by_ids
from domain.queries.suggestions import open_accounts
from domain.rows import ItemRow
from domain.store.steps import Steps

DEFAULT_FIRST = 10
STEPS_A_ROW = 100
"""Steps of the search for sums that count as one row of the budget: some 50 µs."""


class SuggestedEdgeRow:
    """An edge of a suggestion in memory."""

    __slots__ = ("amount_cents", "debit_item_id", "related")

    def __init__(self, debit_item_id: int, amount_cents: int) -> None:
        self.debit_item_id = debit_item_id
        self.amount_cents = amount_cents
        self.related: dict[str, Any] = {}


class SuggestionRow:
    """A suggestion in memory; ``id`` is its key."""

    __slots__ = ("amount_cents", "credit_item_id", "id", "parts", "reason", "related", "sure")

    def __init__(self, proposal: Proposal) -> None:
        self.id = proposal.key
        self.credit_item_id = proposal.credit_item_id
        self.sure = proposal.sure
        self.reason = proposal.reason
        self.amount_cents = proposal.amount_cents
        self.parts = proposal.edges
        self.related: dict[str, Any] = {}


class EdgesOfSuggestion:
    """The edges that stand on a suggestion: nothing is loaded for them, only what is selected below."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """No statement of its own."""
        pairs = []
        for row in level.rows:
            row.related[want.key] = [SuggestedEdgeRow(part.item_id, part.amount_cents) for part in row.parts]
            pairs += [(row, edge) for edge in row.related[want.key]]
        below = level.below(pairs)
        loading.take(below)
        yield from loading.fill(want.type, want.details, below)


class SuggestionsOfAccounts:
    """The suggestions of accounts: credits oldest first, of each the best first."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """Five statements for all accounts. The open items that are looked at, and the work on sums, count as rows."""
        first = first_argument(want.arguments, DEFAULT_FIRST)
        found = yield from _proposals(loading, [row.id for row in level.rows])
        pairs = []
        for row in level.rows:
            row.related[want.key] = [SuggestionRow(each) for each in found.get(row.id, ())[:first]]
            pairs += [(row, suggestion) for suggestion in row.related[want.key]]
        below = level.below(pairs)
        loading.take(below)
        yield from loading.fill(want.type, want.details, below)


def suggestions_by_key(loading: Loading, keys: Collection[SuggestionKey]) -> Steps[Mapping[SuggestionKey, Any]]:
    """Suggestions that still stand, by key."""
    credits_by_id = yield from by_ids(ItemRow, {key.credit_item_id for key in keys})
    found = yield from _proposals(loading, {credit.account_id for credit in credits_by_id.values()})
    wanted = set(keys)
    return {each.key: SuggestionRow(each) for proposals in found.values() for each in proposals if each.key in wanted}


def _proposals(loading: Loading, account_ids: Collection[int]) -> Steps[dict[int, list[Proposal]]]:
    """All proposals of accounts, within the row budget."""
    opened = yield from open_accounts(account_ids, loading.left_rows)
    loading.budget.take_rows(opened.items)
    found: defaultdict[int, list[Proposal]] = defaultdict(list)
    for account_id, account in opened.accounts.items():
        found[account_id], steps = propose(account)
        loading.budget.take_rows(steps // STEPS_A_ROW)
    return found


@strawberry.type(description="So much of a suggestion's money for one invoice item.")
class SuggestedEdge:
    """An edge that a suggestion would make."""

    debit_item: TransactionItem = related(
        One(graph.items, lambda edge: edge.debit_item_id), "The invoice item that it would settle."
    )
    amount_cents: Cents = plain("How much of the money it would take.")


@strawberry.type(
    description=described(
        "What open money on an account may be for. Suggestions are worked out whenever they are asked for: one stands as "
        "long as what is open stays as it is. Take one with `applySuggestion`.",
        BILLING,
    ),
    directives=directives(BILLING),
)
class Suggestion(Node):
    """What open money may be for (domain R26)."""

    credit_item: TransactionItem = related(
        One(graph.items, lambda suggestion: suggestion.credit_item_id),
        "The open payment, deposit, credit or cancellation item.",
    )
    sure: bool = plain(
        "Whether it is the only explanation, to the cent, and nothing speaks against it. Where several are equally good, "
        "none is sure."
    )
    reason: str = plain("Why, in words: what fits, and what is not certain.")
    amount_cents: Cents = plain("How much of the money it would use: all its edges together.")
    edges: list[SuggestedEdge] = related(
        EdgesOfSuggestion(), "What it would reconcile: oldest invoice first, items in listed order."
    )
