"""What one answer may hold: rows, because each is read and kept; values, because each is put into the answer.

Both are counted level by level before anything is put together, so that a question beyond them is refused while it is
still small. Within them the longest answers take less than a second (``tests/bench/reading.py``).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from api.errors import Code, failure

ROW_BUDGET = 10_000
"""Rows that one answer may hold. The largest page anybody reads has 1,000; exports page through the rest."""

VALUE_BUDGET = 100_000
"""Fields that one answer may hold, in all its rows together: 10 for each of the most rows, or 100 for each of 1,000."""

CHARACTERS_A_VALUE = 100
"""A text counts as one value more for each so many characters, and so does a name that the caller chose for a field:
both are sent once for every row."""


MOST_SEARCHES = 5
"""Lists that one operation may search: each search looks through the whole list, or all accounts and numbers."""


@dataclass(slots=True)
class Budget:
    """What an answer takes so far, and what it may take in all."""

    rows: int = 0
    values: int = 0
    most_rows: int = ROW_BUDGET
    most_values: int = VALUE_BUDGET
    searches: int = 0

    def take_rows(self, rows: int) -> None:
        """Counts rows; raises QUERY_TOO_COMPLEX beyond the budget."""
        self.rows += rows
        if self.rows > self.most_rows:
            message = (
                f"This asks for more than {self.most_rows:,} rows in one answer. Ask for smaller pages (`first`) or fewer "
                "levels, and page on with `after`."
            )
            raise failure(Code.QUERY_TOO_COMPLEX, message, limit=self.most_rows)

    def take_values(self, values: int) -> None:
        """Counts values; raises QUERY_TOO_COMPLEX beyond the budget."""
        self.values += values
        if self.values > self.most_values:
            message = (
                f"This asks for more than {self.most_values:,} values in one answer: fields of all its rows, a long text "
                f"counting once for every {CHARACTERS_A_VALUE} characters. Ask for fewer fields or smaller pages "
                "(`first`), and page on with `after`."
            )
            raise failure(Code.QUERY_TOO_COMPLEX, message, limit=self.most_values)

    def take_search(self) -> None:
        """Counts a searched list; raises QUERY_TOO_COMPLEX beyond the most."""
        self.searches += 1
        if self.searches > MOST_SEARCHES:
            message = (
                f"At most {MOST_SEARCHES} lists of one operation can be searched. Ask for them one after the other."
            )
            raise failure(Code.QUERY_TOO_COMPLEX, message, limit=MOST_SEARCHES)

    def begin_again(self, rows: int, values: int) -> None:
        """Goes back to what had been taken before."""
        self.rows, self.values = rows, values

    @property
    def cost(self) -> dict[str, int]:
        """What the answer tells of it."""
        return {
            "rows": self.rows,
            "limit": self.most_rows,
            "values": self.values,
            "valueLimit": self.most_values,
        }


def values_of_name(name: str) -> int:
    """What a field comes to for each row by the name that the answer gives it."""
    return 1 + len(name) // CHARACTERS_A_VALUE


def values_of_texts(pick: Callable[[Any], str | None], rows: Iterable[Any], weight: Callable[[Any], int]) -> int:
    """What texts of rows come to beyond the value that each is."""
    return sum(len(pick(row) or "") // CHARACTERS_A_VALUE * weight(row) for row in rows)
