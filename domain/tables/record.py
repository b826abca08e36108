"""The base of every row class: loading rows from raw values, returning the values, and audit snapshots.

A row class is its table's one declaration in Python: a field is a column, in the table's order, with its type, whether it
may be null and, by the types of ``references.py``, the table to which it refers. Fields with ``init=False`` are not columns.
``models.py`` makes Tortoise's models from it; the migrations' SQL says the same for the database, and a test compares them.
"""

import operator
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, ClassVar, Self, TypeVar, Union, cast, dataclass_transform, get_args, get_origin, get_type_hints

R = TypeVar("R", bound="Record")
T = TypeVar("T")


def once_per_class(make: Callable[[type[Any]], T]) -> Callable[[type[Any]], T]:
    """Decorate a function of a row class so that it is called once for each class, on first use."""
    return cast("Callable[[type[Any]], T]", cache(make))  # mypy holds that a class cannot be hashed


@dataclass(slots=True, eq=False)
class Record:
    """A row of a table. It equals only itself: compare the values of two rows by ``audit_snapshot``."""

    TABLE: ClassVar[str]
    NOUN: ClassVar[str]
    DERIVED: ClassVar[frozenset[str]]
    KEYS: ClassVar[Mapping[str, str]]
    SECRET: ClassVar[frozenset[str]]
    PERSONAL: ClassVar[frozenset[str]]

    id: int
    related: dict[str, Any] = field(init=False, repr=False)
    """What the graph attached to this row, by the field names of the response."""

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Return the names of the table's columns, in order."""
        return _columns(cls)

    @classmethod
    def select_list(cls, alias: str) -> str:
        """Return the columns for a SELECT, each with the table's alias."""
        return ", ".join(f"{alias}.{column}" for column in _columns(cls))

    @classmethod
    def select(cls, alias: str) -> str:
        """Return a statement for all rows of the table, under that alias; conditions may follow."""
        return f"select {cls.select_list(alias)} from {cls.TABLE} {alias}"

    @classmethod
    def load(cls, row: Sequence[Any]) -> Self:
        """Return a row from the values of ``select_list``, in that order; further values are ignored."""
        return cast("Self", _loader(cls)(row))

    @classmethod
    def load_all(cls, rows: Iterable[Sequence[Any]]) -> list[Self]:
        """Return ``load`` of each of ``rows``."""
        return cast("list[Self]", list(map(_loader(cls), rows)))

    def values(self) -> tuple[object, ...]:
        """Return the columns' values, in order, as statements take them."""
        return _values(type(self))(self)

    @classmethod
    def values_of_all(cls, rows: Iterable["Record"]) -> list[tuple[object, ...]]:
        """Return ``values`` of each of ``rows``, which are of this class."""
        return list(map(_values(cls), rows))

    @classmethod
    def texts(cls) -> tuple[str, ...]:
        """Return the columns that hold text as people gave it: each is stored in its one form (domain R37)."""
        return _texts(cls)

    def audit_snapshot(self) -> dict[str, object]:
        """Return what an audit event keeps of this row: every column that is neither derived nor secret nor a key."""
        return dict(zip(_snapshot_columns(type(self)), _snapshot_values(type(self))(self), strict=True))

    @classmethod
    def parse_snapshot(cls, logged: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of an audit event's snapshot, its enumerations and dates parsed.

        A column that is newer than the event is left out.
        """
        values = {name: logged[name] for name in _snapshot_columns(cls) if name in logged}
        for name, parse in _parsers(cls).items():
            if values.get(name) is not None:
                values[name] = parse(values[name])
        return values

    def snapshot_like(self, logged: Mapping[str, Any]) -> dict[str, object]:
        """Return ``audit_snapshot`` without the columns that are newer than the snapshot ``logged``."""
        return {name: value for name, value in self.audit_snapshot().items() if name in logged}

    @property
    def audit_account_id(self) -> int | None:
        """Return the account whose audit chain holds this row's changes; None for the organisation's chain."""
        return getattr(self, "account_id", None)

    def copy(self, **changed: object) -> Self:
        """Return a copy of this row with some columns changed."""
        made = cast("Self", _loader(type(self))(self.values()))
        for name, value in changed.items():
            setattr(made, name, value)
        return made


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def table(
    name: str,
    *,
    noun: str,
    derived: Collection[str] = frozenset(),
    secret: Collection[str] = frozenset(),
    searched: Collection[str] = (),
    personal: Collection[str] = (),
) -> Callable[[type[R]], type[R]]:
    """Make a class the row class of a table.

    ``noun`` is what audit events call such a row. ``derived`` columns are sums and counters, which only the store writes;
    ``secret`` ones are written by services. Each ``searched`` text has a column for its key beside it (``number_key`` for
    ``number``), by which it is found and sorted and which the store writes (domain R37a). Audit events keep none of these.
    Of ``personal`` texts they keep a commitment, and the texts stand in a table of their own (domain R16a).
    """

    def declare(cls: type[R]) -> type[R]:
        row_class = dataclass(slots=True, eq=False)(cls)
        row_class.TABLE, row_class.NOUN = name, noun
        row_class.DERIVED, row_class.SECRET = frozenset(derived), frozenset(secret)
        row_class.KEYS = {f"{text}_key": text for text in searched}
        row_class.PERSONAL = frozenset(personal)
        return row_class

    return declare


@once_per_class
def _columns(cls: type[Record]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(cls) if each.init)


@once_per_class
def _snapshot_columns(cls: type[Record]) -> tuple[str, ...]:
    return tuple(name for name in _columns(cls) if name not in {*cls.DERIVED, *cls.SECRET, *cls.KEYS})


@once_per_class
def _texts(cls: type[Record]) -> tuple[str, ...]:
    hints = get_type_hints(cls)
    return tuple(name for name in _snapshot_columns(cls) if str in alternatives(hints[name]))


@once_per_class
def logged_columns(cls: type[Record]) -> tuple[str, ...]:
    """Return the columns whose values audit events hold themselves, in order."""
    return tuple(name for name in _snapshot_columns(cls) if name not in cls.PERSONAL)


@once_per_class
def personal_columns(cls: type[Record]) -> tuple[str, ...]:
    """Return the columns to whose values audit events hold a commitment alone, in order (domain R16a)."""
    return tuple(name for name in _snapshot_columns(cls) if name in cls.PERSONAL)


@once_per_class
def no_personal_values(cls: type[Record]) -> tuple[str | None, ...]:
    """Return what ``personal_columns`` hold where nothing personal was given: null, or an empty text."""
    hints = get_type_hints(cls)
    return tuple(None if type(None) in alternatives(hints[name]) else "" for name in personal_columns(cls))


@once_per_class
def _values(cls: type[Record]) -> Callable[[Record], tuple[object, ...]]:
    return operator.attrgetter(*_columns(cls))


@once_per_class
def _snapshot_values(cls: type[Record]) -> Callable[[Record], tuple[object, ...]]:
    return operator.attrgetter(*_snapshot_columns(cls))


def alternatives(hint: Any) -> tuple[Any, ...]:
    """Return the types that a column's type joins by ``|``, or that type alone."""
    return get_args(hint) if isinstance(hint, UnionType) or get_origin(hint) is Union else (hint,)


@once_per_class
def _parsers(cls: type[Record]) -> dict[str, Callable[[str], Any]]:
    """Return the parsers of the columns that JSON holds as text."""
    hints = get_type_hints(cls)
    found: dict[str, Callable[[str], Any]] = {}
    for name in _snapshot_columns(cls):
        for choice in alternatives(hints[name]):
            if choice is date:
                found[name] = date.fromisoformat
            elif hasattr(choice, "__members__"):
                found[name] = choice
    return found


@once_per_class
def members_of_columns(cls: type[Record]) -> dict[str, dict[str | None, Any]]:
    """Return for each column that holds a member of an enumeration the members by their stored names, and None by None."""
    hints = get_type_hints(cls)
    return {
        name: {None: None, **choice.__members__}
        for name in _columns(cls)
        for choice in alternatives(hints[name])
        if hasattr(choice, "__members__")
    }


@once_per_class
def defaults_beside_columns(cls: type[Record]) -> dict[str, Any]:
    """Return the defaults of the fields that are not columns, as a new row has them."""
    return {each.name: each.default for each in fields(cls) if not each.init and each.default is not MISSING}


@once_per_class
def _loader(cls: type[R]) -> Callable[[Sequence[Any]], R]:
    """Return a function that makes rows of ``cls``, with stored names turned into members of enumerations."""
    members = members_of_columns(cls)
    words = [(index, members[name]) for index, name in enumerate(_columns(cls)) if name in members]
    width = len(_columns(cls))

    def load(row: Sequence[Any]) -> R:
        values = list(row[:width])
        for index, by_name in words:
            values[index] = by_name[values[index]]
        return cls(*values)

    return load
