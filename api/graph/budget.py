"""The limits on one answer: rows, because each is read and kept in memory; values, because each is serialised.

Both are counted level by level while loading, so that a query beyond them is refused early. Within them the longest
answers take less than a second (``tests/bench/reading.py``).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from api.errors import Code, failure
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

SEARCHES_MAX = 5
"""The most lists that one operation may search: each search reads the whole list."""

PASSES_MAX = 10
"""The most lists that one operation may count, add up or filter: each is read from end to end, whatever the page is."""


@dataclass(slots=True)
class Budget:
    """What an answer has used so far, and its limits."""

    rows: int = 0
    values: int = 0
    rows_max: int = ROW_BUDGET
    values_max: int = VALUE_BUDGET
    searches: int = 0
    passes: int = 0
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

    def count_search(self) -> None:
        """Count a searched list; raises QUERY_TOO_COMPLEX beyond ``SEARCHES_MAX``."""
        self.searches += 1
        if self.searches > SEARCHES_MAX:
            message = say("answer-too-many-searches", most=SEARCHES_MAX)
            raise failure(Code.QUERY_TOO_COMPLEX, message, limit=SEARCHES_MAX)

    def count_pass(self) -> None:
        """Count a list that is read from end to end; raises QUERY_TOO_COMPLEX beyond ``PASSES_MAX``."""
        self.passes += 1
        if self.passes > PASSES_MAX:
            message = say("answer-too-many-passes", most=PASSES_MAX)
            raise failure(Code.QUERY_TOO_COMPLEX, message, limit=PASSES_MAX)

    def count_written_texts(self, texts: int) -> None:
        """Count texts that are written for the answer; raises QUERY_TOO_COMPLEX beyond ``WRITTEN_TEXTS_MAX``."""
        self.written_texts += texts
        if self.written_texts > WRITTEN_TEXTS_MAX:
            message = say("answer-too-many-texts", most=WRITTEN_TEXTS_MAX)
            raise failure(Code.QUERY_TOO_COMPLEX, message, limit=WRITTEN_TEXTS_MAX)

    def reset(self, rows: int, values: int) -> None:
        """Set the counts of rows and values back to earlier ones, and the others to nothing."""
        self.rows, self.values = rows, values
        self.searches = self.passes = self.written_texts = 0

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
