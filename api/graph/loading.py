"""Loads what an operation selects, level by level, within the budget of rows and values."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, Protocol, TypeAlias

from graphql import FieldNode, GraphQLNamedType, GraphQLObjectType, GraphQLSchema, GraphQLString, get_nullable_type
from graphql.execution.values import VariableValues

from api.errors import Code, failure
from api.graph.budget import Budget, values_of_name, values_of_texts
from api.graph.engine.selection import Below, SelectedField, Selection, Variant
from api.graph.engine.sources import Attribute, Computed, RowId, source_of
from api.graph.place import StreamPlace
from domain.core.journal import USUAL_ACCOUNTS, JournalAccounts
from domain.core.mail import MailSender
from domain.core.periods import CALENDAR_YEAR, FiscalYearStart
from domain.core.text import in_one_form
from domain.permissions import Principal
from domain.queries.sources import Attributes
from domain.queries.undone import Undone
from domain.store.program import Program
from domain.tables.attributes import attributes_read

RELATION = "relation"
"""The key of a field's extensions under which its relation stands."""


@dataclass(slots=True)
class Rows:
    """The rows of one level of the answer. ``weights`` counts how often each of them occurs in the answer, by ``id()``."""

    rows: list[Any]
    weights: dict[int, int] | None = None

    @property
    def total(self) -> int:
        """The number of rows in the answer at this level."""
        return len(self.rows) if self.weights is None else sum(self.weights.values())

    def weight(self, row: object) -> int:
        """Return how often a row occurs in the answer."""
        return 1 if self.weights is None else self.weights[id(row)]

    def below(self, children: Iterable[tuple[Any, Any]]) -> "Rows":
        """Return the level below, given pairs of parent and child; a child of several parents counts for each."""
        weights: dict[int, int] = {}
        rows: dict[int, Any] = {}
        for parent, child in children:
            key = id(child)
            rows[key] = child
            weights[key] = weights.get(key, 0) + self.weight(parent)
        return Rows(list(rows.values()), weights)

    def below_each(self, children: Sequence[Sequence[Any]]) -> "Rows":
        """Return the level below, given the children of each row in order; each child is of one row alone."""
        below = Rows([child for of_one in children for child in of_one])
        if self.weights is not None:
            pairs = zip(self.rows, children, strict=True)
            below.weights = {id(child): self.weights[id(row)] for row, of_one in pairs for child in of_one}
        return below

    def beside(self, rows: list[Any]) -> "Rows":
        """Return a level that has one row for each of these, in order."""
        if self.weights is None:
            return Rows(rows)
        weights = {id(other): self.weights[id(row)] for row, other in zip(self.rows, rows, strict=True)}
        return Rows(rows, weights)

    def below_one(self, children: Sequence[Any]) -> "Rows":
        """Return the level below, given the child of each row in order, or None; a child of several rows counts for each."""
        rows = {id(child): child for child in children if child is not None}
        weights: dict[int, int] | None = None
        if self.weights is not None:
            weights = dict.fromkeys(rows, 0)
            for row, child in zip(self.rows, children, strict=True):
                if child is not None:
                    weights[id(child)] += self.weights[id(row)]
        elif len(rows) < len(children):
            weights = Counter(id(child) for child in children if child is not None)
        return Rows(list(rows.values()), weights)


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """A selected field that must be loaded."""

    key: str
    relation: "Relation"
    arguments: dict[str, Any]
    named_type: GraphQLNamedType
    below: Below
    selected: SelectedField | None = None


class Relation(Protocol):
    """What a field is in the database. It leaves what it loads in each row, as ``row.related[plan.key]``.

    One whose ``reads`` is not None reads only these attributes of its rows.
    """

    def load(self, loading: "Loading", plan: FieldPlan, level: Rows) -> Program[None]:
        """Load the field for all rows of a level, by a fixed number of statements."""


@dataclass(frozen=True, slots=True)
class RequestInfo:
    """The time, database dialect and settings with which an operation runs."""

    now: int
    dialect: str
    time_zone: str
    support_contact: str | None
    max_body_bytes: int
    write_off_max: Mapping[str, int]
    """The most that may be written off of one item, in minor units by currency."""
    fiscal_year: FiscalYearStart = CALENDAR_YEAR
    journal_accounts: JournalAccounts = USUAL_ACCOUNTS
    mail_sender: MailSender | None = None
    """Who sends documents by e-mail; None if nothing is sent."""


@dataclass(slots=True)
class Loading:
    """The loading of one operation: its selection, its principal, and what it has used of its budget."""

    schema: GraphQLSchema
    variant: Variant
    variables: VariableValues
    principal: Principal
    today: date
    request_info: RequestInfo
    budget: Budget = field(default_factory=Budget)
    partly: bool = False
    """Whether rows are read with only the attributes that the selection needs, which graphql-core cannot execute on."""
    write: "Write | None" = None
    """Lets the database write the JSON of a field, if it can, and returns whether it did (``ready.py``)."""
    place: StreamPlace | None = None
    """Where a subscription goes on to read; None in any other operation."""
    undone: list[tuple[str, Undone]] = field(default_factory=list)
    """What was looked up by its number and had been undone, by response key (domain R37b)."""

    @property
    def left_rows(self) -> int:
        """The number of rows that the answer may still have."""
        return self.budget.rows_max - self.budget.rows

    def count_rows(self, level: Rows) -> None:
        """Count a level's rows; raises QUERY_TOO_COMPLEX beyond the budget."""
        self.budget.count_rows(level.total)

    def count_values(self, selection: Selection, level: Rows) -> None:
        """Count the fields selected of a level's rows, those of objects that are parts of a row included.

        Rows that a relation loads below are counted at their own level. Raises QUERY_TOO_COMPLEX beyond the budget.
        """
        weight = weight_of(selection)
        self.budget.count_values(level.total * weight.values)
        self.budget.count_written_texts(level.total * weight.written)
        for pick, times in weight.texts:
            weigh = None if level.weights is None else level.weight
            self.budget.count_values(times * values_of_texts(pick, level.rows, weigh))
        for parts, below in weight.parts:
            self.count_values(below, level.below((row, part) for row in level.rows for part in parts(row)))

    def field_plans(self, selection: Selection) -> list[FieldPlan]:
        """Return those selected fields that must be loaded; the others are attributes of the row."""
        return [self.plan(each, relation) for each, relation in _loaded_fields(selection)]

    def plan(self, selected: SelectedField, relation: "Relation") -> FieldPlan:
        """Return how a field is to be loaded. Raises what is wrong with its arguments."""
        arguments = selected.constant
        if arguments is None:
            arguments = selected.arguments(self.variables)
            _refuse_unstorable(arguments, selected.nodes[0])
            arguments = in_one_form(arguments)
            if not selected.has_variables:
                selected.constant = arguments
        return FieldPlan(selected.key, relation, arguments, selected.named_type, selected.below, selected)

    def attributes(self, named_type: GraphQLNamedType, below: Below) -> Attributes:
        """Return the attributes that must be read of rows below a field; None for all."""
        if not self.partly or not isinstance(named_type, GraphQLObjectType):
            return None
        return attributes_of(below.of(named_type))

    def fill(self, named_type: GraphQLNamedType, below: Below, level: Rows) -> Program[None]:
        """Load everything that is selected below rows of one type."""
        if not level.rows or not isinstance(named_type, GraphQLObjectType):
            return
        selection = below.of(named_type)
        self.count_values(selection, level)
        yield from self.fill_fields(self.field_plans(selection), level)

    def fill_fields(self, field_plans: list[FieldPlan], level: Rows) -> Program[None]:
        """Load fields below rows, one after the other."""
        if field_plans:
            for row in level.rows:
                row.related = {}
        for plan in field_plans:
            if self.write is None or not (yield from self.write(self, plan, level)):
                yield from plan.relation.load(self, plan, level)


Write: TypeAlias = Callable[[Loading, FieldPlan, Rows], Program[bool]]


def _loaded_fields(selection: Selection) -> Sequence[tuple[SelectedField, "Relation"]]:
    """Return the fields of a selection that a relation loads, each with its relation."""
    found: Sequence[tuple[SelectedField, Relation]] | None = selection.notes.get(RELATION)
    if found is None:
        known = [(each, each.definition.extensions or {}) for each in selection.fields if each.definition is not None]
        found = selection.notes[RELATION] = [(each, noted[RELATION]) for each, noted in known if RELATION in noted]
    return found


def attributes_of(selection: Selection) -> Attributes:
    """Return the attributes of a row that a selection needs, to load and to be answered; None if that does not show."""
    if "attributes" not in selection.notes:
        each_reads = [_attributes_of_field(each) for each in selection.fields]
        known = [each for each in each_reads if each is not None]
        selection.notes["attributes"] = frozenset().union(*known) if len(known) == len(each_reads) else None
    found: Attributes = selection.notes["attributes"]
    return found


def _attributes_of_field(selected: SelectedField) -> Attributes:
    if selected.name == "__typename":
        return frozenset()
    source = source_of(selected.definition) if selected.definition is not None else None
    if selected.definition is None or source is None:
        return None
    if isinstance(source, RowId):
        return frozenset({"id"})
    if isinstance(source, Attribute):
        return frozenset({source.name})
    if isinstance(source, Computed):
        return attributes_read(source.compute)
    return getattr((selected.definition.extensions or {}).get(RELATION), "reads", None)


@dataclass(frozen=True, slots=True)
class Weight:
    """What the budget counts of one row of a selection: fields, texts by how often they are asked for, and parts.

    ``written`` is how many of the fields are texts that are written for the answer.
    """

    values: int
    written: int
    texts: Sequence[tuple[Callable[[Any], str | None], int]]
    parts: Sequence[tuple[Callable[[Any], Sequence[Any]], Selection]]


def weight_of(selection: Selection) -> "Weight":
    """Return what each row of a selection counts in the budget."""
    found: Weight | None = selection.notes.get("weight")
    if found is None:
        found = selection.notes["weight"] = _weigh(selection)
    return found


def _weigh(selection: Selection) -> Weight:
    texts: Counter[str] = Counter()
    parts = []
    for each in selection.fields:
        source = source_of(each.definition) if each.definition is not None else None
        if isinstance(source, Attribute) and each.definition is not None:
            if get_nullable_type(each.definition.type) is GraphQLString:
                texts[source.name] += 1
            elif isinstance(each.named_type, GraphQLObjectType):
                parts.append((_parts(attrgetter(source.name)), each.below.of(each.named_type)))
    values = sum(values_of_name(each.key) for each in selection.fields)
    written = sum(map(_is_written, selection.fields))
    return Weight(values, written, [(attrgetter(name), times) for name, times in texts.items()], parts)


def _is_written(selected: SelectedField) -> bool:
    """Return True for a text that is written for the answer from other rows."""
    known = selected.definition
    is_text = known is not None and get_nullable_type(known.type) is GraphQLString
    return is_text and RELATION in ((known and known.extensions) or {})


def _parts(pick: Callable[[Any], Any]) -> Callable[[Any], Sequence[Any]]:
    """Return a function that gives an attribute's objects as a sequence: one object, several, or none."""

    def parts(row: Any) -> Sequence[Any]:
        value = pick(row)
        return value if isinstance(value, Sequence) else [] if value is None else [value]

    return parts


def _refuse_unstorable(arguments: dict[str, Any], field_node: FieldNode) -> None:
    """Raise BAD_USER_INPUT for a text with U+0000, which PostgreSQL accepts neither in data nor in a query."""
    for name, value in arguments.items():
        if _is_unstorable(value):
            message = f"`{name}` contains the character U+0000, which no stored text contains."
            raise failure(Code.BAD_USER_INPUT, message, field_node)


def _is_unstorable(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(map(_is_unstorable, value.values()))
    return isinstance(value, list) and any(map(_is_unstorable, value))
