"""Suggestions in the graph: computed when they are read, never stored (domain R26)."""

import strawberry

from api.graph.relations import Loaded
from api.graph.scalars import Cents
from api.types.connections import Node
from api.types.fields import directives, plain, referenced, related
from api.types.kinds import SuggestionGround
from api.types.suggestion_rows import SuggestedEdgeRow
from api.types.transactions import TransactionItem
from domain.permissions import BILLING
from domain.queries import graph


@strawberry.type
class SuggestedEdge:
    """The amount that a suggestion applies to one invoice item."""

    debit_item: TransactionItem = referenced(graph.items, "debit_item_id", "The invoice item that it would settle.")
    amount_cents: Cents = plain("How much of the money it would use.")


@strawberry.type(directives=directives(BILLING))
class Suggestion(Node):
    """What open money on an account may be for.

    Suggestions are computed whenever they are read: one stands as long as what is open stays as it is. Take one
    with `applySuggestion`.
    """

    credit_item: TransactionItem = referenced(
        graph.items, "credit_item_id", "The open payment, deposit, credit or cancellation item."
    )
    sure: bool = plain(
        "Whether it is the only explanation, to the cent, and nothing speaks against it. Where several are equally good, "
        "none is sure."
    )
    ground: SuggestionGround = plain("Why the money may be for it.")
    reason: str = plain("The reason in words: what fits.")
    counter_evidence: list[str] = plain(
        "What speaks against it in words, a sentence each: what the text says besides, what else fits, what other money may "
        "be for the same. Empty when it is sure, and only then."
    )
    amount_cents: Cents = plain("How much of the money it would use, over all its edges.")
    edges: list[SuggestedEdge] = related(
        Loaded(lambda row: [SuggestedEdgeRow(part.item_id, part.amount_cents) for part in row.allocations]),
        "What it would reconcile: oldest invoice first, items in listed order.",
    )
