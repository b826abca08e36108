"""Of a group's outcomes, which are results that somebody gets."""

import pytest

from domain.store.program import Failed
from domain.store.together import ALONE, TAKEN, any_done


@pytest.mark.parametrize(
    ("outcomes", "done"),
    [
        ([], False),
        ([ALONE], False),
        ([TAKEN], False),
        ([Failed(KeyError())], False),
        ([ALONE, TAKEN, Failed(KeyError())], False),
        ([None], True),
        ([ALONE, TAKEN, 7], True),
    ],
)
def test_a_result_has_not_failed_and_needs_no_other_try(outcomes: list[object], done: bool) -> None:
    assert any_done(outcomes) is done
