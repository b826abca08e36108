"""What one atomic block will write: rows to add and rows to change, in the order in which they were decided.

Services fill it; ``writing.py`` alone turns it into statements, and derives stored sums, audit rows and undo from it.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from domain.rows import Record

R = TypeVar("R", bound=Record)


class Change(NamedTuple):
    """One row's way from ``before`` (None: it was not there) to ``after``."""

    before: Record | None
    after: Record


class Changes:
    """Rows added and changed by one block; empty where nothing is to be done."""

    def __init__(self) -> None:
        self._by_id: dict[int, Change] = {}
        self._ids: defaultdict[type[Record], list[int]] = defaultdict(list)

    def __bool__(self) -> bool:
        return bool(self._by_id)

    def __iter__(self) -> Iterator[Change]:
        return iter(self._by_id.values())

    def add(self, row: R) -> R:
        """A new row; gives it back."""
        assert row.id not in self._by_id, f"{row!r} is added twice"
        self._by_id[row.id] = Change(None, row)
        self._ids[type(row)].append(row.id)
        return row

    def change(self, before: R, **changed: object) -> R:
        """A row that is to have other values; gives the new one. ``before`` must be as it is stored, or as it was added."""
        after = before.copy(**changed)
        earlier = self._by_id.get(before.id)
        if earlier is None:
            self._ids[type(before)].append(before.id)
        self._by_id[before.id] = Change(earlier.before if earlier else before, after)
        return after

    def take(self, others: "Changes") -> None:
        """Takes over the changes of other rows than its own."""
        for change in others:
            assert change.after.id not in self._by_id, f"{change.after!r} is changed by two parts"
            self._by_id[change.after.id] = change
            self._ids[type(change.after)].append(change.after.id)

    def added(self, cls: type[R]) -> list[R]:
        """The new rows of one table, in order."""
        return [after for before, after in self.of(cls) if before is None]

    def of(self, cls: type[R]) -> list[tuple[R | None, R]]:
        """Every change of one table, in order."""
        return [self._by_id[each] for each in self._ids.get(cls, ())]  # type: ignore[misc]  # before and after are of this class
