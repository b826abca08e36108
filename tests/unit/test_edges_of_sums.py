"""The edges of small sums, by example: nothing else noticed a fault there (``tests.stress.mutants``)."""

import pytest

from domain.core.allocation import Allocation, Mark, OpenAmount, follow_marks
from domain.core.status import Sums, planned_shortfall_cents, unreconciled_cents
from domain.errors import NothingOpen


def test_what_is_planned_is_not_open() -> None:
    assert unreconciled_cents(Sums(100, reconciled_cents=30, planned_cents=20)) == 50


@pytest.mark.parametrize(("planned_cents", "short_cents"), [(0, 0), (1, 69), (70, 0)])
def test_only_what_is_planned_at_all_falls_short(planned_cents: int, short_cents: int) -> None:
    """Domain R21a."""
    assert planned_shortfall_cents(Sums(100, reconciled_cents=30, planned_cents=planned_cents)) == short_cents


def test_a_last_cent_is_open_for_a_mark() -> None:
    assert follow_marks(5, [Mark((OpenAmount(1, 1),))], "USD") == [Allocation(1, 1)]
    with pytest.raises(NothingOpen):
        follow_marks(5, [Mark((OpenAmount(1, 0),))], "USD")
