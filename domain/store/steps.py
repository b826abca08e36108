"""Steps: database work as a plain generator that yields statements and is sent their rows.

One source serves both databases. On SQLite a whole generator runs in one hop on the connection's own thread, on
PostgreSQL each step is awaited. So neither a service nor a query ever awaits, and cancelling the caller cannot stop
one halfway: whoever drives a generator drives it to its end.
"""

import re
from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")

Row: TypeAlias = Sequence[Any]
"""What a statement gives: values by index, in the order of the select list."""

_PARAMETER = re.compile(
    r"\bin :(?P<list>[a-z_]+)|\beach :(?P<each>[a-z_]+) as (?P<alias>[a-z]+)|\bcontains :(?P<pattern>[a-z_]+)"
    r"|:(?P<plain>[a-z_]+)"
)


class Sql:
    """One statement with ``:name`` parameters, compiled once for both databases.

    ``x in :names`` takes a list: ``json_each`` on SQLite, ``= any(…)`` on PostgreSQL, one statement whatever its length.
    ``each :ids as x``, among the tables, has a row for each whole number of a list, ``x.value``. ``x contains :pattern``
    finds a pattern of character classes anywhere in a text: ``glob`` on SQLite, a regular expression on PostgreSQL.
    ``for update`` and ``for share`` lock rows on PostgreSQL and are dropped on SQLite, where one writer holds the whole
    database. ``postgres`` is the statement in PostgreSQL's words, with the same parameters, where both have none in common.
    """

    __slots__ = ("lists", "names", "postgres", "sqlite")

    def __init__(self, text: str, postgres: str | None = None) -> None:
        names: list[str] = []
        lists: set[str] = set()
        for found in _PARAMETER.finditer(text):
            name = _name(found)
            if found["list"] or found["each"]:
                lists.add(name)
            if name not in names:
                names.append(name)
        self.names = tuple(names)
        self.lists = frozenset(lists)
        self.postgres = _PARAMETER.sub(partial(_postgres, names), text if postgres is None else postgres)
        self.sqlite = _PARAMETER.sub(partial(_sqlite, names), text.replace(" for update", "").replace(" for share", ""))

    def __repr__(self) -> str:
        return f"Sql({self.sqlite!r})"


def _name(found: re.Match[str]) -> str:
    return found["list"] or found["each"] or found["pattern"] or found["plain"]


def _sqlite(names: list[str], found: re.Match[str]) -> str:
    number = names.index(_name(found)) + 1
    if found["list"]:
        return f"in (select value from json_each(?{number}))"
    if found["each"]:
        return f"json_each(?{number}) as {found['alias']}"
    return f"glob '*' || ?{number} || '*'" if found["pattern"] else f"?{number}"


def _postgres(names: list[str], found: re.Match[str]) -> str:
    number = names.index(_name(found)) + 1
    if found["list"]:
        return f"= any(${number})"
    if found["each"]:
        return f"unnest(${number}::bigint[]) as {found['alias']} (value)"
    # (?e): in such an expression a backslash between brackets is nothing but a backslash
    return f"~ ('(?e)' || ${number}::text)" if found["pattern"] else f"${number}"


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
