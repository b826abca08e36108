"""Payment texts of many kinds: nothing wrong is sure, and nearly all that is clear is (domain R38, R38a, R38b)."""

import pytest

from tests.support.profile import by_profile
from tests.support.reference_texts.kinds import KINDS
from tests.support.reference_texts.oracle import measured
from tests.support.reference_texts.words import LANGUAGES

ONE_OF = by_profile(suite=5, ci=1, long=1)
"""Of how many texts one is tried."""
CLEAR_SURE_MIN = 0.95
"""How many of the texts that name their invoice beyond doubt must be sure."""


@pytest.mark.parametrize("equal", [False, True], ids=["distinct amounts", "equal amounts everywhere"])
def test_no_wrong_proposal_is_sure_and_clear_ones_are(equal: bool) -> None:
    tally = measured([20_260_301], equal=equal, one_of=ONE_OF)
    assert tally.wrong == []
    assert tally.not_first == []
    assert tally.clear_sure / tally.clear >= CLEAR_SURE_MIN, tally.unsure[:10]
    assert tally.texts > 10 * len(KINDS) * len(LANGUAGES) / ONE_OF
    assert tally.kinds == {kind.name for kind in KINDS}


def test_there_are_many_kinds_each_of_its_own_name() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 70
