"""The problems of a large file: the first of them in its order, and how many there are."""

from collections.abc import Collection
from heapq import nsmallest

from domain.importing.readers.rows import Problem

PROBLEMS_MAX = 1_000
"""The most problems of one file that are reported; the rest are only counted."""


class Problems:
    """Takes problems in any order and keeps the first ``PROBLEMS_MAX``; ``rows`` counts the rows that have any."""

    def __init__(self) -> None:
        self.count = 0
        self.rows = 0
        self.first: list[Problem] = []
        """The first ones in the order of the file."""

    def __bool__(self) -> bool:
        return self.count > 0

    def add(self, found: Collection[Problem]) -> None:
        """Add the problems of some rows, all of each row at once."""
        distinct = set(found)
        self.count += len(distinct)
        self.rows += len({problem.row for problem in distinct})
        self.first = nsmallest(PROBLEMS_MAX, [*self.first, *distinct], key=place_of)


def place_of(problem: Problem) -> tuple[int, str, str]:
    """Return by what problems are in the order of the file; of one cell, by message and values, in any language."""
    return problem.line, problem.column, repr(problem.reason)
