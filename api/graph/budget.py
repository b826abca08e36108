"""The limits on one answer: rows, because each is read and kept in memory; values, because each is serialised.

Both are counted level by level while loading, so that a query beyond them is refused early. Within them the longest
answers take less than a second (``tests/bench/reading.py``).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from api.errors import Code, failure
from domain.store.program import Program
from domain.texts import say

ROW_BUDGET = 10_000
"""The most rows of an answer. The largest page has 1,000; exports page through the rest."""

VALUE_BUDGET = 100_000
"""The most fields of an answer, over all rows: 10 for each of 10,000 rows, or 100 for each of 1,000."""

CHARACTERS_A_VALUE = 100
"""A text counts as one value more for each so many characters, and so does a name that the caller chose for a field:
both are sent once for every row."""

WRITTEN_TEXTS_MAX = 25_000
"""The most texts of an answer that are written for it from other rows, such as ``statusReason``: each takes as long as six
stored values."""

TEXTS_A_LOGGED_ROW = 6
"""A row that is read from the audit log counts as so many of these texts: each column of it is taken apart and shown."""

LONG_PASSES_MAX = 5
"""How often one operation may read a list from end to end, however long it is: to show a page of a filtered list, to count
it, to add it up. What a screen of the page needs at once is no more; each takes some 50 ms for 100,000 rows."""

PASSES_MAX = 20
"""How often one operation may read lists from end to end, if they are short."""

PASSED_ROWS_MAX = 300_000
"""The most rows of all lists that one operation reads from end to end, if that is more than ``LONG_PASSES_MAX`` times."""

RowsOfList: TypeAlias = Callable[[int], Program[int]]
"""Counts the rows of a list, up to so many."""


class Used(NamedTuple):
    """What an operation has used of its budget so far (``Budget``)."""

    rows: int = 0
    values: int = 0
    passes: int = 0
    passed_rows: int = 0
    not_counted: Sequence[tuple[int, RowsOfList]] = ()
    written_texts: int = 0


NOTHING = Used()


@dataclass(slots=True)
class Budget:
    """What an answer has used so far, and its limits."""

    rows: int = 0
    values: int = 0
    rows_max: int = ROW_BUDGET
    values_max: int = VALUE_BUDGET
    long_passes_max: int = LONG_PASSES_MAX
    passes_max: int = PASSES_MAX
    passed_rows_max: int = PASSED_ROWS_MAX
    passes: int = 0
    passed_rows: int = 0
    not_counted: list[tuple[int, RowsOfList]] = field(default_factory=list)
    """Lists whose rows are not counted yet, and how often each is read from end to end."""
    written_texts: int = 0

    def count_rows(self, rows: int) -> None:
        """Count rows; raises QUERY_TOO_COMPLEX beyond the budget."""
        self.rows += rows
        if self.rows > self.rows_max:
            message = say("answer-too-many-rows", most=self.rows_max)
            raise failure(Code.QUERY_TOO_COMPLEX, message, limit=self.rows_max)

    def count_values(self, values: int) -> None:
        """Count values; raises QUERY_TOO_COMPLEX beyond the budget."""
        self.values += values
        if self.values > self.values_max:
            message = say("answer-too-many-values", most=self.values_max, characters=CHARACTERS_A_VALUE)
            raise failure(Code.QUERY_TOO_COMPLEX, message, limit=self.values_max)

    def count_passes(self, passes: int, rows: RowsOfList) -> Program[None]:
        """Count how often a list is read from end to end; raises QUERY_TOO_COMPLEX for too often, or too many rows.

        ``rows`` is asked only once lists are read so often that their length matters.
        """
        if not passes:
            return
        self.passes += passes
        if self.passes > self.passes_max:
            message = say("answer-too-many-passes", most=self.passes_max)
            raise failure(Code.QUERY_TOO_COMPLEX, message, limit=self.passes_max)
        self.not_counted.append((passes, rows))
        while self.not_counted and self.passes > self.long_passes_max:
            times, rows_of_list = self.not_counted.pop(0)
            left = (self.passed_rows_max - self.passed_rows) // times
            self.passed_rows += times * (yield from rows_of_list(left + 1))
            if self.passed_rows > self.passed_rows_max:
                message = say("answer-too-many-passed-rows", passes=self.long_passes_max, most=self.passed_rows_max)
                raise failure(Code.QUERY_TOO_COMPLEX, message, limit=self.passed_rows_max)

    def count_written_texts(self, texts: int) -> None:
        """Count texts that are written for the answer; raises QUERY_TOO_COMPLEX beyond ``WRITTEN_TEXTS_MAX``."""
        self.written_texts += texts
        if self.written_texts > WRITTEN_TEXTS_MAX:
            message = say("answer-too-many-texts", most=WRITTEN_TEXTS_MAX)
            raise failure(Code.QUERY_TOO_COMPLEX, message, limit=WRITTEN_TEXTS_MAX)

    @property
    def used(self) -> Used:
        """What has been used so far."""
        lists = tuple(self.not_counted)
        return Used(self.rows, self.values, self.passes, self.passed_rows, lists, self.written_texts)

    def reset(self, used: Used = NOTHING) -> None:
        """Set all counts back to earlier ones, or to nothing."""
        self.rows, self.values, self.passes, self.passed_rows, lists, self.written_texts = used
        self.not_counted = list(lists)

    @property
    def cost(self) -> dict[str, int]:
        """The counts and limits, for the answer's ``extensions``."""
        return {"rows": self.rows, "limit": self.rows_max, "values": self.values, "valueLimit": self.values_max}


def values_of_name(name: str) -> int:
    """Return how many values a field counts for each row: a long response name counts more."""
    return 1 + len(name) // CHARACTERS_A_VALUE


def values_of_texts(
    pick: Callable[[Any], object], rows: Iterable[Any], weight: Callable[[Any], int] | None = None
) -> int:
    """Return how many values the length of rows' texts adds, beyond one for each text; a row counts ``weight`` times."""
    if weight is None:
        return sum(
            [
                len(text if isinstance(text, str) else str(text)) // CHARACTERS_A_VALUE
                for text in map(pick, rows)
                if text
            ]
        )
    return sum(len(str(pick(row) or "")) // CHARACTERS_A_VALUE * weight(row) for row in rows)
