"""The codes and messages of operations that could not be done."""

import pytest

from api.errors import Code, code_of, from_exception
from api.types.codes import ErrorCode
from domain.errors import Busy, Conflict, OutcomeUnknown, Refusal, StorageFull, TookTooLong, Unavailable


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


def test_each_refusal_has_its_code_in_the_schema() -> None:
    left, codes = [Refusal], set()
    while left:
        refusals = left.pop().__subclasses__()
        left += refusals
        codes |= {each.code for each in refusals if each.__module__.startswith("domain.")}
    assert codes <= set(ErrorCode.__members__)
