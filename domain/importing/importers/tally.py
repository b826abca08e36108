"""The running result of an import: records made, records found unchanged, and every problem."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import TypeVar
from zoneinfo import ZoneInfo

from domain.core.text import Quoted, quoted
from domain.errors import InvalidValue, NotFound, Refusal
from domain.importing.readers.rows import Duplicate, FileRow, MalformedRow, Problem
from domain.queries.undone import undone_by_number
from domain.store.program import Program
from domain.tables import Record
from domain.texts import Joined, Text, say

T = TypeVar("T")


@dataclass(slots=True)
class EarlierRows:
    """What the earlier rows of a file, or of one account in it, come to for those that follow.

    ``added`` is what they add to each account's sums, ``occurrences`` how often each row without a number was there, by
    digest, and ``seen`` the line of each number.
    """

    added: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    occurrences: Counter[str] = field(default_factory=Counter)
    seen: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Tally:
    """Counts records and collects problems, beginning with those of malformed rows.

    ``keep_errors`` stores reconciliations that break the rules, marked as invalid (domain R22a). ``skip_bad_rows`` imports
    the good rows beside bad ones. ``may_see`` states that the importing principal may see stored values; others
    learn of ``own_problems`` alone. ``even_if_same`` records rows that came with an earlier file. ``unsure`` are the
    documents that may lack a row, each with the line of the row that may belong to it; None if they follow from these rows.
    ``only_checks``: nothing will be stored, so that what no later row builds on need not be recorded.
    """

    malformed: Sequence[MalformedRow]
    _: KW_ONLY
    keep_errors: bool = False
    skip_bad_rows: bool = False
    may_see: bool = True
    even_if_same: bool = False
    earlier: EarlierRows = field(default_factory=EarlierRows)
    unsure: Mapping[str, int] | None = None
    only_checks: bool = False
    created: int = 0
    unchanged: int = 0
    invalid: int = 0
    problems: list[Problem] = field(init=False)
    duplicates: list[Duplicate] = field(default_factory=list)
    occurrences: dict[int, int] = field(default_factory=dict)
    """For each row without a number, by index: how many rows of the file that equal it come before it."""
    _of_records: set[Problem] = field(default_factory=set)
    _missing: list[tuple[int, type[Record], str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with the problems of malformed rows."""
        self.problems = [each.problem for each in self.malformed]

    @property
    def own_problems(self) -> list[Problem]:
        """Return the problems that the file has in itself, whatever is recorded."""
        return [problem for problem in self.problems if problem not in self._of_records]

    def add_missing(self, row: FileRow, column: str, cls: type[Record], number: str, what_to_do: Text) -> None:
        """Add the problem that a row names a record which is not there."""
        self._missing.append((len(self.problems), cls, number))
        reason = say("row-record-missing", noun=cls.NOUN, number=quoted(number), way=what_to_do)
        self.add_problem(row, column, reason, NotFound.code, of_records=True)

    def explain_missing(self, zone: ZoneInfo) -> Program[None]:
        """Add to the problems of ``add_missing`` which of the records were undone, when and by whom (domain R37b)."""
        for cls in dict.fromkeys(cls for _, cls, _ in self._missing):
            named = [(index, number) for index, each, number in self._missing if each is cls]
            undone = yield from undone_by_number(cls, {number for _, number in named})
            for index, number in named:
                if number in undone:
                    problem = self.problems[index]
                    reason = Joined.of([problem.reason, undone[number].sentence(zone)])
                    self.problems[index] = problem._replace(reason=reason)

    @property
    def fits(self) -> bool:
        """Return True if no problem comes from what is recorded."""
        return not self._of_records

    def lines_of(self, problems: Iterable[Problem]) -> list[int]:
        """Return the lines of problems, for a caller who may not see records without those that come from them."""
        return [each.line for each in problems if self.may_see or each not in self._of_records]

    def add_problem(
        self, row: FileRow, column: str, reason: Text | str, code: str = InvalidValue.code, *, of_records: bool = False
    ) -> None:
        """Add a problem: the reason why a row cannot be imported.

        ``of_records`` states that it follows from what is recorded, so that it is nothing for a caller who may not see that.
        """
        problem = Problem(row.line, column, reason, row.index, code)
        self.problems.append(problem)
        if of_records:
            self._of_records.add(problem)

    def read(self, row: FileRow, column: str, parse: Callable[[str], T], *, of_records: bool = False) -> T | None:
        """Return a cell as ``parse`` reads it, or None after noting why ``parse`` refused it."""
        try:
            if row.refused and column in row.refused:
                raise row.refused[column]
            return parse(row[column])
        except Refusal as refusal:
            self.add_problem(row, column, refusal.text, refusal.code, of_records=of_records)
            return None

    def read_optional(self, row: FileRow, column: str, parse: Callable[[str], T]) -> T | None:
        """Return a cell as ``read`` does, and None without a problem if the cell is empty."""
        return self.read(row, column, parse) if row[column] else None

    def is_same(self, row: FileRow, column: str, stored: object, given: object) -> bool:
        """Return True if a value equals the stored one; a difference is a problem (domain R5a)."""
        if stored == given:
            return True
        reason = say("row-recorded-as", stored=_quoted(stored), given=_quoted(given))
        self.add_problem(row, column, reason, of_records=True)
        return False

    def is_same_reference(self, row: FileRow, column: str, noun: str, *, is_same: bool) -> bool:
        """Return ``is_same``; if it is False, add the problem that another ``noun`` is recorded."""
        if not is_same:
            reason = say("row-recorded-with-another", noun=noun)
            self.add_problem(row, column, reason, of_records=True)
        return is_same

    def is_first(self, row: FileRow, column: str, key: str, code: str) -> bool:
        """Return True if the file has a key for the first time, and keep its line; a repetition is a problem."""
        earlier_line = row.earlier_line or self.earlier.seen.setdefault(key, row.line)
        if earlier_line != row.line:
            self.add_problem(row, column, say("row-already-on-line", key=key, line=str(earlier_line)), code)
        return earlier_line == row.line


def _quoted(value: object) -> Text:
    return say("row-nothing") if value is None or value == "" else Quoted(str(value))
