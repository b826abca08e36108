"""What an operation that could not be done is told."""

import pytest

from api.errors import Code, code_of, from_exception
from domain.errors import Busy, Conflict, TookTooLong


@pytest.mark.parametrize(
    ("raised", "code"),
    [(Busy(), Code.BUSY), (Conflict("Please try once more."), Code.BUSY), (TookTooLong(), Code.TIMEOUT)],
)
def test_what_may_be_asked_again_is_no_fault_of_ours(raised: Exception, code: Code) -> None:
    assert code_of(from_exception(raised)) is code


def test_a_conflict_says_what_to_do() -> None:
    assert from_exception(Conflict("Please try once more.")).message == "Please try once more."
