"""What a unit of work will write: rows to add and rows to change, in the order in which services decided them.

Services fill it; ``flush.py`` alone turns it into statements, and derives stored sums and audit events from it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple, TypeVar

from domain.tables import Record

R = TypeVar("R", bound=Record)


class Change(NamedTuple):
    """A row before and after a unit of work; ``before`` is None for a new row."""

    before: Record | None
    after: Record


class Changes:
    """The rows that one unit of work adds and changes; false if there are none."""

    def __init__(self) -> None:
        self._by_id: dict[int, Change] = {}
        self._by_class: defaultdict[type[Record], dict[int, Change]] = defaultdict(dict)

    def __bool__(self) -> bool:
        return bool(self._by_id)

    def __iter__(self) -> Iterator[Change]:
        return iter(self._by_id.values())

    def add(self, row: R) -> R:
        """Add a new row, and return it."""
        assert row.id not in self._by_id, f"{row!r} is added twice"
        self._put(Change(None, row))
        return row

    def change(self, before: R, **changed: object) -> R:
        """Change columns of a row, and return the new row. ``before`` must be the row as stored, added or last changed."""
        after = before.copy(**changed)
        earlier = self._by_id.get(before.id)
        if earlier is None:
            self._put(Change(before, after))
        else:
            self._put(Change(earlier.before, after))
        return after

    def take(self, others: "Changes") -> None:
        """Add the changes of ``others``, which must be of other rows."""
        added, by_class = others._by_id, others._by_class  # noqa: SLF001 - of its own class
        assert self._by_id.keys().isdisjoint(added), "a row is changed by two parts"
        self._by_id |= added
        for cls, of_class in by_class.items():
            self._by_class[cls] |= of_class

    @property
    def tables(self) -> Collection[type[Record]]:
        """Return the row classes of which rows are added or changed."""
        return self._by_class.keys()

    def added(self, cls: type[R]) -> list[R]:
        """Return the new rows of one table, in order."""
        return [after for before, after in self.of(cls) if before is None]

    def of(self, cls: type[R]) -> list[tuple[R | None, R]]:
        """Return every change of one table, in order."""
        of_class = self._by_class.get(cls)
        return list(of_class.values()) if of_class else []  # type: ignore[arg-type]  # before and after are of this class

    def _put(self, change: Change) -> None:
        after = change.after
        self._by_id[after.id] = self._by_class[type(after)][after.id] = change
