"""What every row class can do: be loaded from raw values, give them back, and say its facts.

``DERIVED`` columns are sums and counters that the store keeps, ``SECRET`` ones never leave the database; the rest are the
facts that audit rows keep and undo compares.
"""

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from types import UnionType
from typing import Any, ClassVar, Self, TypeVar, cast, get_args, get_type_hints

R = TypeVar("R", bound="Record")
T = TypeVar("T")


def once_per_class(make: Callable[[type[Any]], T]) -> Callable[[type[Any]], T]:
    """Makes a thing for a row class when it is first asked for, and keeps it."""
    made: dict[type[Any], T] = {}

    def get(cls: type[Any]) -> T:
        if cls not in made:
            made[cls] = make(cls)
        return made[cls]

    return get


@dataclass(slots=True, eq=False)
class Record:
    """A row of some table. Equal only to itself: what it says is compared by ``facts``."""

    TABLE: ClassVar[str] = ""
    NOUN: ClassVar[str] = ""
    DERIVED: ClassVar[frozenset[str]] = frozenset()
    """Sums and counters: kept by the store alone, in no audit row."""
    SECRET: ClassVar[frozenset[str]] = frozenset()
    """Written by services, in no audit row."""

    id: int

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The table's columns, in order."""
        return _columns(cls)

    @classmethod
    def select_list(cls, alias: str) -> str:
        """The columns for a select, each under the table's alias."""
        return ", ".join(f"{alias}.{column}" for column in _columns(cls))

    @classmethod
    def load(cls, row: Sequence[Any]) -> Self:
        """A row from the values of ``select_list``, in that order; values after them are left alone."""
        return cast("Self", _loader(cls)(row))

    @classmethod
    def load_all(cls, rows: Iterable[Sequence[Any]]) -> list[Self]:
        """``load`` for each of ``rows``."""
        return cast("list[Self]", list(map(_loader(cls), rows)))

    def values(self) -> tuple[object, ...]:
        """The columns' values, in order, as statements take them."""
        return _values(type(self))(self)

    def facts(self) -> dict[str, object]:
        """What an audit row keeps of this row: whole, but for what is derived and what is secret."""
        return dict(zip(_fact_columns(type(self)), _fact_values(type(self))(self), strict=True))

    @classmethod
    def parse_facts(cls, facts: Mapping[str, Any]) -> dict[str, Any]:
        """What ``facts`` said, read back from an audit row's JSON: its words and dates are values again."""
        parsers = _parsers(cls)
        return {
            name: parsers[name](facts[name]) if name in parsers and facts[name] is not None else facts[name]
            for name in _fact_columns(cls)
        }

    @property
    def audit_account_id(self) -> int | None:
        """The account in whose audit chain changes of this row stand; None for the organisation's own."""
        return getattr(self, "account_id", None)

    def copy(self, **changed: object) -> Self:
        """The same row with some columns changed."""
        made = cast("Self", _loader(type(self))(self.values()))
        for name, value in changed.items():
            setattr(made, name, value)
        return made


@once_per_class
def _columns(cls: type[Record]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(cls) if each.init)


@once_per_class
def _fact_columns(cls: type[Record]) -> tuple[str, ...]:
    return tuple(name for name in _columns(cls) if name not in cls.DERIVED and name not in cls.SECRET)


@once_per_class
def _values(cls: type[Record]) -> Callable[[Record], tuple[object, ...]]:
    return operator.attrgetter(*_columns(cls))


@once_per_class
def _fact_values(cls: type[Record]) -> Callable[[Record], tuple[object, ...]]:
    return operator.attrgetter(*_fact_columns(cls))


def _choices(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if isinstance(hint, UnionType) else (hint,)


@once_per_class
def _parsers(cls: type[Record]) -> dict[str, Callable[[str], Any]]:
    """How the columns that JSON holds as text are read back."""
    hints = get_type_hints(cls)
    found: dict[str, Callable[[str], Any]] = {}
    for name in _fact_columns(cls):
        for choice in _choices(hints[name]):
            if choice is date:
                found[name] = date.fromisoformat
            elif hasattr(choice, "__members__"):
                found[name] = choice
    return found


@once_per_class
def _loader(cls: type[R]) -> Callable[[Sequence[Any]], R]:
    """A function that makes rows of ``cls``, turning stored words into their enumerations."""
    hints = get_type_hints(cls)
    words: list[tuple[int, dict[object, Any]]] = []
    for index, name in enumerate(_columns(cls)):
        for choice in _choices(hints[name]):
            if hasattr(choice, "__members__"):
                words.append((index, {None: None, **choice.__members__}))  # noqa: PERF401 - clearer so
    width = len(_columns(cls))

    def load(row: Sequence[Any]) -> R:
        values = list(row[:width])
        for index, members in words:
            values[index] = members[values[index]]
        return cls(*values)

    return load
