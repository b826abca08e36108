"""How often what is called sure is right, measured on what people chose by hand (domain R38c)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from domain.core.allocation import Allocation
from domain.core.matching import Proposal


class Choice(NamedTuple):
    """What a person chose at once for a credit: its reconciliations, and what they allocate."""

    credit_item_id: int
    reconciliation_ids: tuple[int, ...]
    allocations: frozenset[Allocation]


class WrongProposal(NamedTuple):
    """A proposal that was called sure, and the choice that says otherwise."""

    proposal: Proposal
    choice: Choice


@dataclass(slots=True)
class Quality:
    """What proposals were worth, counted over choices.

    Of ``chosen`` choices, something was ``proposed`` for so many; the person's own choice came ``first``; a proposal was
    called ``sure``; and ``wrong`` ones were sure and something else was chosen. ``accepted`` suggestions prove nothing and
    count apart. ``complete`` is false if not all choices were measured.
    """

    chosen: int = 0
    proposed: int = 0
    first: int = 0
    sure: int = 0
    wrong: list[WrongProposal] = field(default_factory=list)
    accepted: int = 0
    complete: bool = True

    def count(self, choice: Choice, proposals: Sequence[Proposal]) -> None:
        """Count a choice and what would have been proposed just before it, best first."""
        self.chosen += 1
        self.proposed += bool(proposals)
        self.first += bool(proposals) and frozenset(proposals[0].allocations) == choice.allocations
        for proposal in proposals:
            if proposal.sure:
                self.sure += 1
                if frozenset(proposal.allocations) != choice.allocations:
                    self.wrong.append(WrongProposal(proposal, choice))
