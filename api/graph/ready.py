"""Fields whose JSON the database writes, with all that is selected below them, by one statement for all rows of a level.

A field is written where its relation and those below it are rows of a parent, pages or single rows, and their values are
columns, or expressions of columns (``ready_fields.py``). Others are loaded (``loading.py``) and built
(``engine/building.py``), and what is below those may be written again. A text is for an answer without errors and within
the budget; else ``NotReady`` is raised, and the operation is loaded without texts, which finds the same and says what is
wrong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError

from api.graph.cursors import page_arguments
from api.graph.engine.sources import Ready
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.ready_fields import FieldOutline, FieldWriting, PageRequest, WrittenField, outline_of
from api.graph.relations import One, passes_all
from domain.queries.ready_json import DEPTH_MAX, LONG, UNUSUAL, NotWritten, marks_of, stripped
from domain.store.program import Program, Query

ROWS_MAX = 200_000
"""The most rows that one statement may have to write, if all of its lists were as long as they may be: some 0.2 s."""
LONGEST = (1_000, 300, 100, 30, 10)
"""The lengths of lists that are provided for, the first that stays within ``ROWS_MAX``."""
STATEMENTS_MAX = 16
"""How many statements are kept of a field, each for other filters and orders of its pages."""
_NOTE = "ready"
_UNUSUAL, _LONG = UNUSUAL.encode(), LONG.encode()


class NotReady(Exception):
    """A text is not what the answer shows: an error belongs into it, or more than was provided for."""


@dataclass(slots=True)
class _Writable:
    """A selected field that may be written, with the statements that were made for it."""

    outline: FieldOutline
    paged: Sequence[FieldOutline]
    statements: dict[tuple[object, ...], WrittenField | None] = field(default_factory=dict)
    longest: dict[tuple[int, ...], int | None] = field(default_factory=dict)
    """What ``_longest`` found for so many parents and such pages."""

    def statement(self, pages: Sequence[PageRequest], dialect: str) -> WrittenField | None:
        """Return the statement for such pages; None if the database cannot write all of it."""
        key = (dialect, *(each.form for each in pages))
        if key not in self.statements:
            if len(self.statements) >= STATEMENTS_MAX:
                self.statements.clear()
            try:
                self.statements[key] = FieldWriting(pages, dialect).statement(self.outline)
            except NotWritten:
                self.statements[key] = None
        return self.statements[key]


def written(loading: Loading, plan: FieldPlan, level: Rows) -> Program[bool]:
    """Let the database write a field of all rows of a level, if it can; return whether it did. Raises ``NotReady``."""
    writable = _writable(plan)
    if writable is None:
        return False
    pages = _prepared(loading, writable)
    if pages is None:
        return False
    relation = plan.relation
    keys = [relation.key(row) if isinstance(relation, One) else row.id for row in level.rows]
    parents = list({key: None for key in keys if key is not None})
    longest = _longest(writable, pages, len(parents))
    statement = writable.statement(pages, loading.request_info.dialect) if longest is not None else None
    if statement is None:
        return False
    texts: dict[Any, bytes] = {}
    if parents:
        arguments = {"parents": parents, "longest": longest, **_arguments(writable, pages, longest or 0)}
        raw = yield Query(statement.sql, **{name: arguments[name] for name in statement.sql.names})
        texts = {row[0]: row[1].encode() for row in raw}
    marks = {key: marks_of(text) for key, text in texts.items()}
    _count(loading, statement, level, [marks.get(key, b"") for key in keys])
    ready = {key: Ready(stripped(text)) for key, text in texts.items()}
    for row, key in zip(level.rows, keys, strict=True):
        row.related[plan.key] = None if key is None else ready[key]
    return True


def _writable(plan: FieldPlan) -> _Writable | None:
    if plan.selected is None:
        return None
    notes = plan.selected.notes
    if _NOTE not in notes:
        try:
            outline = outline_of(plan.selected)
            if outline.depth > DEPTH_MAX:
                raise NotWritten(plan.key)  # noqa: TRY301 - as what is below it
            notes[_NOTE] = _Writable(outline, list(outline.pages()))
        except NotWritten:
            notes[_NOTE] = None
    found: _Writable | None = notes[_NOTE]
    return found


def _prepared(loading: Loading, writable: _Writable) -> list[PageRequest] | None:
    """Return the pages as they are asked for; None for what loading must refuse or count, such as a filtered list."""
    pages = []
    try:
        for each in writable.paged:
            arguments = loading.plan(each.selected, each.relation).arguments
            listing, order = each.relation.prepare(loading, arguments)
            window = page_arguments(arguments, order, each.relation.before)
            if window.first is not None and window.last is not None:
                return None  # what is read and not shown must count
            if passes_all(listing, order):
                return None
            pages.append(PageRequest(listing, order, window))
    except GraphQLError:
        return None
    return pages


def _longest(writable: _Writable, pages: Sequence[PageRequest], parents: int) -> int | None:
    """Return how long lists may be, so that the statement writes no more than ``ROWS_MAX`` rows; None if none is."""
    key = (parents, *(each.window.length for each in pages))
    if key not in writable.longest:
        if len(writable.longest) >= STATEMENTS_MAX:
            writable.longest.clear()
        fitting = (
            longest
            for longest in LONGEST
            if parents * writable.outline.rows(_mosts(writable, pages, longest), longest) <= ROWS_MAX
        )
        writable.longest[key] = next(fitting, None)
    return writable.longest[key]


def _mosts(writable: _Writable, pages: Sequence[PageRequest], longest: int) -> Iterator[int]:
    """Yield how many rows each page may have: one that is not within another list is as long as it was asked for."""
    for outline, page in zip(writable.paged, pages, strict=True):
        yield page.window.length if outline is writable.outline else min(page.window.length, longest)


def _arguments(writable: _Writable, pages: Sequence[PageRequest], longest: int) -> dict[str, object]:
    found: dict[str, object] = {}
    for number, (page, most) in enumerate(zip(pages, _mosts(writable, pages, longest), strict=True)):
        found |= {f"{name}_{number}": value for name, value in page.listing.arguments.items()}
        found |= {f"{name}_{number}": value for name, value in page.window.arguments.items()}
        found |= {f"limit_{number}": min(page.window.length, most + 1), f"most_{number}": most}
    return found


def _count(loading: Loading, statement: WrittenField, level: Rows, marks: Sequence[bytes]) -> None:
    """Count what has these marks, those of each row. Raises ``NotReady`` if it is unusual, or beyond the budget."""
    if level.weights is None:
        marks = [b"".join(marks)]
        weights = [1]
    else:
        weights = [level.weight(row) for row in level.rows]
    rows, values = 0, level.total * statement.values
    for of_text, weight in zip(marks, weights, strict=True):
        if _UNUSUAL in of_text:
            raise NotReady
        values += weight * of_text.count(_LONG)
        for mark in statement.marks:
            times = weight * of_text.count(mark.sign)
            rows += times * mark.rows
            values += times * mark.values
    budget = loading.budget
    if budget.rows + rows > budget.rows_max or budget.values + values > budget.values_max:
        raise NotReady
    budget.count_rows(rows)
    budget.count_values(values)
