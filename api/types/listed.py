"""Lists in the filters of queries: bounded, or the answer would leave out silently what was asked for."""

from collections.abc import Sequence
from typing import TypeVar

from api.errors import Code, failure

T = TypeVar("T")

MOST_FILTERED = 1_000
"""More than there are kinds, statuses or actions; whoever generates a list that long has made a mistake."""


def listed(values: Sequence[T], name: str) -> list[T]:
    """The list of the filter's field ``name``; raises BAD_USER_INPUT where it is too long."""
    if len(values) > MOST_FILTERED:
        raise failure(Code.BAD_USER_INPUT, f"`{name}` lists {len(values):,}; at most {MOST_FILTERED:,} are taken.")
    return list(values)
