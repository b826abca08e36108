"""How often suggestions are right, in the graph (domain R38c)."""

import time
from dataclasses import dataclass, field
from typing import Annotated, Any

import strawberry

from api.graph.cursors import first_argument
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import By, Listed, Loaded, attach, attach_each
from api.permissions.directives import OpenToClient
from api.types.fields import loaded_by, plain, referenced, related
from api.types.periods import period_from
from api.types.reconciliations import Reconciliation
from api.types.sample_statistics import wilson_interval
from api.types.suggestion_rows import SuggestedEdgeRow
from api.types.suggestions import SuggestedEdge
from api.types.transactions import TransactionItem
from domain.core.suggestion_quality import Quality, WrongProposal
from domain.queries import graph
from domain.queries.suggestion_quality import suggestion_quality
from domain.store.program import Program
from domain.texts import Text

MEASURING_S_MAX = 20
"""How long one query measures; the command line takes the time it needs."""
DEFAULT_WRONG = 20

FirstWrong = Annotated[
    int | None,
    strawberry.argument(
        description="How many, 1 to 1,000; those of the last choices come first.", directives=[OpenToClient()]
    ),
]


class QualityRow:
    """What was measured, in memory."""

    def __init__(self, quality: Quality) -> None:
        self.quality = quality
        self.chosen, self.proposed, self.first = quality.chosen, quality.proposed, quality.first
        self.sure, self.wrong_sure, self.accepted = quality.sure, len(quality.wrong), quality.accepted
        self.precision_low, self.precision_high = wilson_interval(quality.sure - len(quality.wrong), quality.sure)
        self.complete = quality.complete
        self.related: dict[str, Any] = {}


@dataclass(slots=True, eq=False)
class WrongRow:
    """A suggestion that was called sure though something else was chosen, in memory."""

    wrong: WrongProposal
    related: dict[str, Any] = field(default_factory=dict)

    @property
    def credit_item_id(self) -> int:
        """The credit item that it was for."""
        return self.wrong.choice.credit_item_id

    @property
    def reason(self) -> Text:
        """The reason of what was suggested."""
        return self.wrong.proposal.reason


def load_suggestion_quality(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Measure suggestions on the choices of a period, all of them if none is given, within ``MEASURING_S_MAX``."""
    given = plan.arguments.get("period")
    period = None if given is None else period_from(given, loading)
    end = time.monotonic() + MEASURING_S_MAX
    quality = yield from suggestion_quality(period, lambda: time.monotonic() < end)
    yield from attach(loading, plan, level, QualityRow(quality))


def load_wrong(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the first wrong ones."""
    first = first_argument(plan.arguments, DEFAULT_WRONG)
    yield from attach_each(loading, plan, level, lambda row: [WrongRow(each) for each in row.quality.wrong[:first]])


@strawberry.type
class WrongSuggestion:
    """A suggestion that would have been called sure, and what a person chose instead."""

    credit_item: TransactionItem = referenced(graph.items, "credit_item_id", "The money that both are about.")
    suggested: list[SuggestedEdge] = related(
        Loaded(
            lambda row: [SuggestedEdgeRow(each.item_id, each.amount_cents) for each in row.wrong.proposal.allocations]
        ),
        "What would have been suggested.",
    )
    reason: str = plain("The reason that the suggestion gave.")
    chosen: list[Reconciliation] = related(
        Listed(graph.reconciliations, lambda row: row.wrong.choice.reconciliation_ids),
        "What the person chose, at most 100 reconciliations.",
    )


@strawberry.type
class SuggestionQuality:
    """How often suggestions were right, measured on the organisation's own past.

    Each choice that a person made by hand, and has not taken back, is compared with what would have been suggested just
    before it, with only what was known then. The last 5,000 choices are measured.
    """

    chosen: int = plain("How many choices were measured.")
    proposed: int = plain("For how many of them something would have been suggested.")
    first: int = plain("For how many the person's own choice came first.")
    sure: int = plain("For how many a suggestion would have been called sure.")
    wrong_sure: int = plain("How many of the sure ones are not what the person chose.")
    precision_low: float = plain(
        "The lower end of the share of sure ones that are right: Wilson's score interval of 95 %; 0 if none was sure."
    )
    precision_high: float = plain("The upper end of that interval; 1 if none was sure.")
    accepted: int = plain("How many suggestions were accepted. They prove nothing and count in no other figure.")
    complete: bool = plain("Whether all choices of the period were measured, within 20 seconds.")

    @loaded_by(By(load_wrong))
    def wrong(self, first: FirstWrong = DEFAULT_WRONG) -> list[WrongSuggestion]:
        """The sure ones that are not what the person chose, those of the last choices first, with both readings."""
