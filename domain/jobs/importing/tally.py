"""What an import comes to, as it goes: made, unchanged, and every bad row."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from domain.core.periods import parse_day
from domain.errors import InvalidValue, Refusal
from domain.jobs.importing.table import BadLine, Line, Problem

T = TypeVar("T")


class Tally:
    """Counts records and gathers problems, first those of the file's form.

    ``keep_errors`` asks for edges that break the rules (domain R22a), ``skip_bad_rows`` for what is good beside what is bad.
    ``sees`` is whether who imports may see what is recorded: to others it is only told that it differs.
    """

    def __init__(
        self, bad_lines: Sequence[BadLine], *, keep_errors: bool = False, skip_bad_rows: bool = False, sees: bool = True
    ) -> None:
        self.bad_lines = bad_lines
        self.problems = [each.problem for each in bad_lines]
        self.keep_errors = keep_errors
        self.skip_bad_rows = skip_bad_rows
        self.sees = sees
        self.created = 0
        self.unchanged = 0
        self.faulty = 0

    def bad(self, line: Line, column: str, reason: str, code: str = InvalidValue.code) -> None:
        """Notes why a row cannot be taken."""
        self.problems.append(Problem(line.line, column, reason, line.row, code))

    def read(self, line: Line, column: str, parse: Callable[[str], T]) -> T | None:
        """A value of a row as ``parse`` reads it; notes the problem and gives None where it refuses."""
        try:
            return parse(line[column])
        except Refusal as refusal:
            self.bad(line, column, refusal.message, refusal.code)
            return None

    def read_date(self, line: Line, column: str) -> date | None:
        """A date of a row, or None where it is empty or bad (then noted)."""
        return self.read(line, column, parse_day) if line[column] else None

    def same(self, line: Line, column: str, stored: object, given: object) -> bool:
        """Whether a value is as it is stored; notes the column where it is not (domain R5a)."""
        if stored == given:
            return True
        recorded = shown(stored) if self.sees else "something else"
        self.bad(
            line, column, f"It is recorded as {recorded}; the file says {shown(given)}. An import changes no record."
        )
        return False

    def agrees(self, line: Line, column: str, holds: bool, recorded: str) -> bool:  # noqa: FBT001 - what is asked
        """Whether what a row refers to is what is recorded; notes the column where it is not."""
        if not holds:
            self.bad(line, column, f"It is recorded with another {recorded}. An import changes no record.")
        return holds


def shown(value: object) -> str:
    """A value for a sentence."""
    return "nothing" if value is None or value == "" else repr(str(value))
