"""Steps: database work as a plain generator that yields statements and is sent their rows.

One source serves both databases. On SQLite a whole generator runs in one hop on the connection's own thread, on
PostgreSQL each step is awaited. So neither a service nor a query ever awaits, and cancelling the caller cannot stop
one halfway: whoever drives a generator drives it to its end.
"""

import re
from collections.abc import Callable, Generator, Sequence
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")

Row: TypeAlias = Sequence[Any]
"""What a statement gives: values by index, in the order of the select list."""

_PARAMETER = re.compile(r"\bin :([a-z_]+)|:([a-z_]+)")


class Sql:
    """One statement with ``:name`` parameters, compiled once for both databases.

    ``x in :names`` takes a list: ``json_each`` on SQLite, ``= any(…)`` on PostgreSQL, one statement whatever its length.
    ``for update`` and ``for share`` lock rows on PostgreSQL and are dropped on SQLite, where one writer holds the whole
    database.
    """

    __slots__ = ("lists", "names", "postgres", "sqlite")

    def __init__(self, text: str) -> None:
        names: list[str] = []
        lists: set[str] = set()
        for in_list, plain in _PARAMETER.findall(text):
            if in_list:
                lists.add(in_list)
            if (in_list or plain) not in names:
                names.append(in_list or plain)
        self.names = tuple(names)
        self.lists = frozenset(lists)
        self.postgres = _PARAMETER.sub(
            lambda m: f"= any(${names.index(m[1]) + 1})" if m[1] else f"${names.index(m[2]) + 1}", text
        )
        self.sqlite = _PARAMETER.sub(
            lambda m: (
                f"in (select value from json_each(?{names.index(m[1]) + 1}))" if m[1] else f"?{names.index(m[2]) + 1}"
            ),
            text.replace(" for update", "").replace(" for share", ""),
        )

    def __repr__(self) -> str:
        return f"Sql({self.sqlite!r})"


class Fetch:
    """A step: run one statement, be sent its rows (an empty list where it gives none)."""

    __slots__ = ("arguments", "sql")

    def __init__(self, sql: Sql, **arguments: object) -> None:
        assert len(arguments) == len(sql.names), f"{sql!r} wants {sql.names}, got {tuple(arguments)}"
        self.sql = sql
        self.arguments = tuple(arguments[name] for name in sql.names)


class Many:
    """A step: run one statement for each of ``rows``, whose values stand in the order of its parameters; sends nothing."""

    __slots__ = ("rows", "sql")

    def __init__(self, sql: Sql, rows: Sequence[Sequence[object]]) -> None:
        self.sql = sql
        self.rows = rows


Step: TypeAlias = Fetch | Many
Steps: TypeAlias = Generator[Step, list[Any], T]
MakeSteps: TypeAlias = Callable[[], Steps[T]]
"""Begins the work anew: a block may run twice, when the database asks for another try."""
