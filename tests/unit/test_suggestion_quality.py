"""How often what is called sure is right, counted over what people chose (domain R38c)."""

from domain.core.allocation import Allocation
from domain.core.kinds import SuggestionGround
from domain.core.matching import Proposal
from domain.core.suggestion_quality import Choice, Quality, WrongProposal
from domain.texts import Joined

SWIM, CAMP = Allocation(1, 7_500), Allocation(2, 2_000)
BOTH = Choice(100, (1, 2), frozenset([SWIM, CAMP]))


def proposal(*allocations: Allocation, sure: bool = True) -> Proposal:
    doubts = () if sure else (Joined.of(["Something else fits as well."]),)
    return Proposal(100, allocations, SuggestionGround.SUM, Joined.of(["They have exactly 95.00 open."]), doubts)


def counted(*proposals: Proposal) -> tuple[int, int, int, int, int]:
    quality = Quality()
    quality.count(BOTH, proposals)
    return quality.chosen, quality.proposed, quality.first, quality.sure, len(quality.wrong)


def test_the_first_proposal_is_right_whatever_the_order_of_its_items() -> None:
    assert counted(proposal(CAMP, SWIM)) == (1, 1, 1, 1, 0)
    assert counted(proposal(CAMP, SWIM, sure=False), proposal(SWIM, sure=False)) == (1, 1, 1, 0, 0)


def test_a_choice_that_stood_further_down_was_proposed_but_not_first() -> None:
    assert counted(proposal(SWIM, sure=False), proposal(SWIM, CAMP, sure=False)) == (1, 1, 0, 0, 0)


def test_a_choice_for_which_nothing_was_known_counts_alone() -> None:
    assert counted() == (1, 0, 0, 0, 0)


def test_what_was_sure_and_not_chosen_is_wrong() -> None:
    wrong = proposal(SWIM)
    quality = Quality()
    quality.count(BOTH, [wrong])
    quality.count(BOTH, [proposal(SWIM, CAMP)])
    assert quality.wrong == [WrongProposal(wrong, BOTH)]
    assert (quality.chosen, quality.proposed, quality.first, quality.sure) == (2, 2, 1, 2)


def test_a_part_of_an_item_is_not_what_was_chosen() -> None:
    assert counted(proposal(SWIM, CAMP._replace(amount_cents=1_999))) == (1, 1, 0, 1, 1)
