"""Values that no row of a table can hold: of another type than their column's, or outside its words (domain R6).

PostgreSQL keeps types itself; SQLite stores what it is given. All other checks rely on them.
"""

import datetime
from collections.abc import Callable, Collection
from typing import Any, get_type_hints

import orjson

from domain.store.program import Program, Query, Sql
from domain.tables import JobRow, Record, StagedFileRow, StagedRowsRow, all_tables
from domain.tables.record import alternatives, once_per_class
from domain.texts import say
from domain.verifying.checks import RESTORE
from domain.verifying.findings import Finding, Findings

ROWS_AT_ONCE = 1_000
Kinds = dict[str, type | tuple[type, ...]]
JSON_COLUMNS: dict[type[Record], Kinds] = {
    JobRow: {"kinds": list, "accounts": list, "amounts": dict, "suggestions": object},
    StagedFileRow: {"permissions": list},
    StagedRowsRow: {"content": (list, dict)},
}
"""Columns that hold JSON, with what it is of; those of the audit log are read with their events."""
_JSON_PAGES = {
    cls: Sql(
        f"select x.id, {', '.join(f'x.{each}' for each in kinds)} from {cls.TABLE} x "
        "where x.id > :after order by x.id limit :most"
    )
    for cls, kinds in JSON_COLUMNS.items()
}


def check_values(
    found: Findings, between_pages: Callable[[], None], dialect: str, filled: Collection[str]
) -> Program[None]:
    """Note each row with a value that its column cannot hold, by its table, id and column; ``filled`` tables have rows."""
    for cls in all_tables():
        between_pages()
        if cls.TABLE not in filled:
            continue
        columns = cls.columns()
        after = -(2**63)
        while rows := (yield Query(_statements(cls)[dialect], after=after, most=ROWS_AT_ONCE)):
            for row_id, index in rows:
                found.add(_finding(cls, row_id, columns[index]))
            after = rows[-1][0]
    for cls, kinds in JSON_COLUMNS.items():
        between_pages()
        if cls.TABLE in filled:
            yield from _check_json(cls, kinds, found)


def _check_json(cls: type[Record], kinds: Kinds, found: Findings) -> Program[None]:
    names = list(kinds)
    after = 0
    while rows := (yield Query(_JSON_PAGES[cls], after=after, most=ROWS_AT_ONCE)):
        for row_id, *values in rows:
            for name, value in zip(names, values, strict=True):
                if value is not None and not _is_json(value, kinds[name]):
                    found.add(_finding(cls, row_id, name))
        after = rows[-1][0]


def _is_json(value: Any, kind: type | tuple[type, ...]) -> bool:
    try:
        return isinstance(orjson.loads(value), kind)
    except (ValueError, TypeError):
        return False


def _finding(cls: type[Record], row_id: int, column: str) -> Finding:
    return Finding("R6", say("found-value", row=str(row_id), table=cls.TABLE, column=column), RESTORE)


@once_per_class
def _statements(cls: type[Record]) -> dict[str, Sql]:
    """Return, by dialect, the statement that finds a table's next rows with a wrong value."""
    return {dialect: _statement(cls, dialect) for dialect in ("sqlite", "postgres")}


def _statement(cls: type[Record], dialect: str) -> Sql:
    """Return the statement in one dialect; its rows are an id and the index of a column."""
    hints = get_type_hints(cls)
    wrong = [f"not ({_condition(f'x.{name}', alternatives(hints[name]), dialect)})" for name in cls.columns()]
    which = " ".join(f"when {each} then {index}" for index, each in enumerate(wrong))
    return Sql(
        f"select x.id, case {which} end from {cls.TABLE} x where x.id > :after and ({' or '.join(wrong)}) "
        "order by x.id limit :most"
    )


def _condition(value: str, types: tuple[Any, ...], dialect: str) -> str:
    """Return the SQL condition, never null, that a value is of a column's type."""
    (kind,) = (each for each in types if each is not type(None))
    condition = _of_kind(value, kind, dialect)
    return f"({value} is null or {condition})" if type(None) in types else f"({value} is not null and {condition})"


def _of_kind(value: str, kind: Any, dialect: str) -> str:
    words = [*kind.__members__] if hasattr(kind, "__members__") else None
    if words is not None:
        listed = ", ".join(f"'{each}'" for each in words)
        return f"{value} in ({listed})"
    if dialect == "postgres":
        return f"{value} between '0001-01-01' and '9999-12-31'" if kind is datetime.date else "true"
    if kind is bool:
        return f"typeof({value}) = 'integer' and {value} in (0, 1)"
    if kind is datetime.date:
        return f"typeof({value}) = 'text' and coalesce(date({value}, '+0 days') = {value}, false)"
    return f"typeof({value}) = '{'text' if kind is str else 'integer'}'"
