"""Where rows of one class are read from, whole or with only the attributes that an answer needs.

A row that was read in part is of the same class; whatever was not read is not there, and reading it raises
``AttributeError``. So an answer may be built from such rows, and a service never gets one.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeAlias, TypeVar

from domain.store.program import Program, Query, Row, Sql
from domain.tables import Record
from domain.tables.attributes import attributes_read
from domain.tables.record import defaults_beside_columns, members_of_columns

R = TypeVar("R", bound=Record)

Attributes: TypeAlias = frozenset[str] | None
"""The attributes that an answer reads of a row, properties among them; None for all."""


@dataclass(frozen=True, slots=True)
class Beside:
    """An attribute that is not a column: the expression that selects it, and what makes its value of what is selected."""

    attribute: str
    expression: str
    parse: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """A property of a row class as an expression of its columns, which is never null: a word, or an amount."""

    attribute: str
    expression: str


@dataclass(frozen=True, slots=True)
class RowReading(Generic[R]):
    """How to read some attributes: what is selected, and the rows of what comes back; further values are ignored."""

    columns: str
    load: Callable[[Sequence[Row]], list[R]]
    beside: bool
    """Whether something is read that is not a column of the row's own table."""


@dataclass(frozen=True, slots=True, eq=False)
class Source(Generic[R]):
    """Rows of one class: the alias of their table, and what may be selected beside their columns from ``joined`` tables.

    What is ``derived`` is for JSON that the database writes. A source equals only itself, so that what is remembered of it
    is found at once.
    """

    row_class: type[R]
    alias: str
    beside: tuple[Beside, ...] = ()
    joined: str = ""
    derived: tuple[Derived, ...] = ()

    @property
    def table(self) -> str:
        """The row's own table, with its alias."""
        return f"{self.row_class.TABLE} {self.alias}"

    @property
    def tables(self) -> str:
        """The tables that all attributes are read from."""
        return f"{self.table} {self.joined}".rstrip()

    def reading(self, attributes: Attributes = None) -> RowReading[R]:
        """Return how to read these attributes of each row, and its id."""
        return _reading(self, attributes)

    def select(self, attributes: Attributes, rest: str) -> Sql:
        """Return a statement that reads attributes of rows; ``rest`` follows its tables and names no joined one."""
        return _select(self, attributes, rest)


@cache
def columns_of(row_class: type[Any], attributes: frozenset[str]) -> frozenset[str] | None:
    """Return what is stored behind attributes of a row class, its properties resolved; None if that does not show."""
    found: set[str] = set()
    for name in attributes:
        declared = getattr(row_class, name, None)
        if isinstance(declared, property):
            assert declared.fget is not None
            read = attributes_read(declared.fget)
            behind = None if read is None else columns_of(row_class, read)  # type: ignore[arg-type]  # as above
            if behind is None:
                return None
            found |= behind
        else:
            found.add(name)
    return frozenset(found)


def _needed(source: Source[Any], attributes: Attributes) -> frozenset[str]:
    everything = {*source.row_class.columns(), *(each.attribute for each in source.beside)}
    if attributes is None:
        return frozenset(everything)
    found = columns_of(source.row_class, attributes)  # type: ignore[arg-type]  # mypy holds that a class cannot be hashed
    return frozenset(everything if found is None else (found & everything) | {"id"})


@cache
def _reading(source: Source[R], attributes: Attributes) -> RowReading[R]:
    needed = _needed(source, attributes)
    columns = [name for name in source.row_class.columns() if name in needed]
    beside = [each for each in source.beside if each.attribute in needed]
    selected = [*(f"{source.alias}.{name}" for name in columns), *(each.expression for each in beside)]
    return RowReading(", ".join(selected), _loader(source.row_class, columns, beside), bool(beside))


@cache
def _select(source: Source[R], attributes: Attributes, rest: str) -> Sql:
    reading = _reading(source, attributes)
    return Sql(f"select {reading.columns} from {source.tables if reading.beside else source.table} {rest}")


def _loader(row_class: type[R], columns: Sequence[str], beside: Sequence[Beside]) -> Callable[[Sequence[Row]], list[R]]:
    """Write the function that makes rows of selected values, in a loop without a call for each row."""
    members = members_of_columns(row_class)
    names: dict[str, Any] = {"new": row_class.__new__, "row_class": row_class}
    lines = ["def load(raw):", "    rows = []", "    for values in raw:", "        row = new(row_class)"]
    for index, name in enumerate(columns):
        value = f"values[{index}]"
        if name in members:
            names[f"members_{index}"] = members[name]
            value = f"members_{index}[{value}]"
        lines.append(f"        row.{name} = {value}")
    for index, each in enumerate(beside, len(columns)):
        names[f"parse_{index}"] = each.parse
        value = f"values[{index}]" if each.parse is None else f"parse_{index}(values[{index}])"
        lines.append(f"        row.{each.attribute} = {value}")
    for name, default in defaults_beside_columns(row_class).items():
        names[f"default_{name}"] = default
        lines.append(f"        row.{name} = default_{name}")
    lines += ["        rows.append(row)", "    return rows"]
    exec(compile("\n".join(lines), f"<rows of {row_class.TABLE}>", "exec"), names)  # noqa: S102 - written here, of column names
    load: Callable[[Sequence[Row]], list[R]] = names["load"]
    return load


@dataclass(frozen=True, slots=True)
class ById(Generic[R]):
    """A loader of rows by what at most one of them has: their own id or number, or the id of a row that they refer to."""

    source: Source[R]
    condition: str = ""
    by: str = "id"

    def __call__(self, ids: Collection[Any], attributes: Attributes = None) -> Program[Mapping[Any, R]]:
        """Return the rows by that id, by one statement; ids without a row are left out."""
        if not ids:
            return {}
        wanted = None if attributes is None else attributes | {self.by}
        rest = f"where {self.source.alias}.{self.by} in :ids{self.condition}"
        raw = yield Query(self.source.select(wanted, rest), ids=sorted(set(ids)))
        by = self.by
        return {getattr(row, by): row for row in self.source.reading(wanted).load(raw)}


@dataclass(frozen=True, slots=True)
class OfParent(Generic[R]):
    """A loader of all rows of parents, in the order of each parent's list."""

    source: Source[R]
    parent: str
    order: str
    condition: str = ""

    def __call__(self, ids: Collection[int], rows_max: int, attributes: Attributes = None) -> Program[Sequence[R]]:
        """Return the rows of all these parents, by one statement; at most ``rows_max`` + 1."""
        alias = self.source.alias
        wanted = None if attributes is None else attributes | {self.parent}
        parent = f"{alias}.{self.parent}"
        rest = f"where {parent} in :ids{self.condition} order by {parent}, {self.order} limit :most"
        raw = yield Query(self.source.select(wanted, rest), ids=sorted(ids), most=rows_max + 1)
        return self.source.reading(wanted).load(raw)
