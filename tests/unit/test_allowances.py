"""What one caller may ask for in a minute (``api/protocol/allowances.py``)."""

import pytest

from api.errors import Code, RequestRefused, code_of
from api.protocol import allowances
from api.protocol.allowances import Allowances


class Watch:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def refused(allowed: Allowances, caller: str = "token:1") -> str:
    """The seconds that a refusal names."""
    with pytest.raises(RequestRefused) as refusal:
        allowed.take(caller)
    assert code_of(refusal.value) is Code.RATE_LIMITED
    return refusal.value.headers["retry-after"]


def test_a_callers_requests_are_limited_and_nobody_elses() -> None:
    allowed = Allowances(requests=3, clock=Watch())
    for _ in range(3):
        allowed.take("token:1")
    assert refused(allowed) == "20"
    allowed.take("token:2")


def test_whoever_waits_as_long_as_the_refusal_says_may_ask_again() -> None:
    watch = Watch()
    allowed = Allowances(requests=3, clock=watch)
    for _ in range(3):
        allowed.take("token:1")
    watch.now = 19.0
    assert refused(allowed) == "1"
    watch.now = 20.0
    allowed.take("token:1")
    assert refused(allowed) == "20"
    watch.now = 10_000.0
    for _ in range(3):
        allowed.take("token:1")
    assert refused(allowed) == "20", "unused requests add up to a minute's"


def test_an_answer_counts_when_it_is_given_and_the_next_request_pays() -> None:
    watch = Watch()
    allowed = Allowances(values=600, clock=watch)
    allowed.take("token:1")
    allowed.charge("token:1", 1_200)
    assert refused(allowed) == "61"
    watch.now = 61.0
    allowed.take("token:1")


def test_without_limits_nothing_is_counted() -> None:
    allowed = Allowances()
    for _ in range(1_000):
        allowed.take("token:1")
        allowed.charge("token:1", 10**9)
    assert not allowed.limited


def test_callers_beyond_a_number_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowances, "CALLERS_MAX", 2)
    allowed = Allowances(requests=1, clock=Watch())
    for caller in ("a", "b", "c"):
        allowed.take(caller)
    refused(allowed, "b")
    refused(allowed, "c")
    allowed.take("a")
