"""Suggestions for bank lines in the graph: computed when they are read, never stored (domain R44)."""

import strawberry

from api.graph.relations import Loaded
from api.types.accounts import Account
from api.types.connections import Node
from api.types.fields import directives, plain, referenced, related
from api.types.kinds import SuggestionGround
from api.types.suggestion_rows import SuggestedEdgeRow
from api.types.suggestions import SuggestedEdge
from api.types.transactions import Transaction
from domain.permissions import BILLING
from domain.queries import graph


@strawberry.type(directives=directives(BILLING))
class BankLineSuggestion(Node):
    """What a bank line may be: a transaction that is recorded already, or money to record on an account.

    Suggestions are computed whenever they are read: one stands as long as the line and what is open stay as they are.
    """

    sure: bool = plain(
        "Whether its account is certain, by a structured reference, the number of a remembered account or two independent "
        "signs, and nothing speaks against what it would settle."
    )
    reason: str = plain("What speaks for it, in words.")
    ground: SuggestionGround | None = plain(
        "What points to what it would settle; OLDEST is no reason. Null where it settles nothing itself."
    )
    counter_evidence: list[str] = plain(
        "What speaks against it in words, a sentence each. Empty when it is sure, and only then."
    )
    account: Account | None = referenced(graph.accounts, "account_id", "The account that the money is of.")
    transaction: Transaction | None = referenced(
        graph.transactions,
        "transaction_id",
        "The transaction that the line is: match it. Null if the money is to be recorded.",
    )
    edges: list[SuggestedEdge] = related(
        Loaded(lambda row: [SuggestedEdgeRow(part.item_id, part.amount_cents) for part in row.allocations]),
        "What the money would settle if it is recorded: oldest invoice first, items in listed order.",
    )
