"""The codes and messages of operations that could not be done."""

import pytest

from api.errors import Code, code_of, from_exception
from domain.errors import Busy, Conflict, OutcomeUnknown, StorageFull, TookTooLong, Unavailable


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (Busy(), Code.BUSY),
        (Unavailable(), Code.BUSY),
        (StorageFull(), Code.STORAGE_FULL),
        (Conflict("Please try once more."), Code.BUSY),
        (TookTooLong(), Code.TIMEOUT),
        (OutcomeUnknown(), Code.OUTCOME_UNKNOWN),
    ],
)
def test_retryable_errors_are_not_internal_errors(raised: Exception, code: Code) -> None:
    assert code_of(from_exception(raised)) is code


def test_a_conflict_says_what_to_do() -> None:
    assert from_exception(Conflict("Please try once more.")).message == "Please try once more."
