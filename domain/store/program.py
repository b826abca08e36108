"""Programs: database work as a plain generator that yields statements and is sent their rows (sans-I/O).

One source serves both databases. On SQLite a complete program runs as one call on the connection's own thread; on PostgreSQL
each statement is awaited. So no service and no query awaits anything, and cancelling a caller never stops a program
halfway: whoever runs a program runs it to its end.
"""

import re
from collections.abc import Callable, Generator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any, Self, TypeAlias, TypeVar

from domain.store.text_parts import having_on_postgres, having_on_sqlite

T = TypeVar("T")

Row: TypeAlias = Sequence[Any]
"""A row of a statement's result: values by index, in the order of the select list."""

_NAME = r"[a-z_][a-z0-9_]*"
_PARAMETER = re.compile(
    rf"\bin :(?P<list>{_NAME})|\beach (?P<texts>text )?:(?P<each>{_NAME}) as (?P<alias>{_NAME})"
    rf"|(?P<text>[a-z_.]+) contains :(?P<part>{_NAME})"
    rf"|(?P<texts_of>[a-z_]+)_texts with (?P<short>short )?:(?P<searched>{_NAME})|:(?P<plain>{_NAME})"
)
_AMONG = re.compile(r" among \[#|#\]")
_LISTED = re.compile(rf"\bin :({_NAME})")
_KEEPS_LISTS = re.compile(r"\bnot in :|\beach (?:text )?:|\blimit\b")
"""What a statement has whose lists stay lists; where rows are limited, its plan was chosen for lists."""


class Sql:
    """One statement with ``:name`` parameters, compiled once for both databases.

    ``x in :names`` takes a list: ``json_each`` on SQLite, ``= any(…)`` on PostgreSQL; one statement for any length.
    ``each :ids as x``, among the tables, has a row ``x.value`` for each whole number of a list, ``each text :names as x``
    for each text. ``x contains :part`` finds a text anywhere in another, character by character.
    ``x among [#…#]`` is ``x in (…)`` for a statement whose rows PostgreSQL would take for many though they are few.
    ``item_texts with :part``, or ``with short :part``, is the statement of ``text_parts`` for the ids that may have it.
    On SQLite, lists of one value each are compared with ``=`` (``sqlite_of_one``, None where they are not).
    ``for update`` and ``for share`` lock rows on PostgreSQL; SQLite drops them, because its one writer locks the
    whole database. ``postgres`` is the statement for PostgreSQL, with the same parameters, if no text suits both databases.
    """

    __slots__ = ("__weakref__", "lists", "names", "postgres", "sqlite", "sqlite_of_one")

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
        self.postgres = _AMONG.sub(
            _array, _PARAMETER.sub(partial(_postgres, names), text if postgres is None else postgres)
        )
        unlocked = _AMONG.sub(_list, text.replace(" for update", "").replace(" for share", ""))
        self.sqlite = _PARAMETER.sub(partial(_sqlite, names), unlocked)
        of_one = _LISTED.sub(r"= :\1", unlocked)
        compared = of_one != unlocked and not _KEEPS_LISTS.search(unlocked)
        self.sqlite_of_one = _PARAMETER.sub(partial(_sqlite, names), of_one) if compared else None

    def without_lock(self) -> "Sql":
        """Return the statement without ``for update`` and ``for share``."""
        unlocked = copy(self)
        unlocked.postgres = self.postgres.removesuffix(" for update").removesuffix(" for share")
        return unlocked

    def __repr__(self) -> str:
        return f"Sql({self.sqlite!r})"


def _name(found: re.Match[str]) -> str:
    return found["list"] or found["each"] or found["part"] or found["searched"] or found["plain"]


def _list(found: re.Match[str]) -> str:
    return ")" if found[0] == "#]" else " in ("


def _array(found: re.Match[str]) -> str:
    return "))" if found[0] == "#]" else " = any(array("


def _sqlite(names: list[str], found: re.Match[str]) -> str:
    number = names.index(_name(found)) + 1
    if found["list"]:
        return f"in (select value from json_each(?{number}))"
    if found["each"]:
        return f"json_each(?{number}) as {found['alias']}"
    if found["searched"]:
        return having_on_sqlite(found["texts_of"], f"?{number}", short=bool(found["short"]))
    return f"instr({found['text']}, ?{number}) > 0" if found["part"] else f"?{number}"


def _postgres(names: list[str], found: re.Match[str]) -> str:
    number = names.index(_name(found)) + 1
    if found["list"]:
        return f"= any(${number})"
    if found["each"]:
        return f"unnest(${number}::{'text' if found['texts'] else 'bigint'}[]) as {found['alias']} (value)"
    if found["searched"]:
        return having_on_postgres(found["texts_of"], f"${number}")
    return f"strpos({found['text']}, ${number}) > 0" if found["part"] else f"${number}"


class Query:
    """A step of a program: run one statement, be sent its rows (an empty list if it has none)."""

    __slots__ = ("arguments", "sql")

    def __init__(self, sql: Sql, **arguments: object) -> None:
        assert len(arguments) == len(sql.names), f"{sql!r} takes {sql.names}, got {tuple(arguments)}"
        self.sql = sql
        self.arguments = tuple(arguments[name] for name in sql.names)


class Unreadable(Exception):
    """The database cannot answer a query, because of what it holds: a value of another type, or pages of its file."""


class Attempt(Query):
    """A query whose answer may be an ``Unreadable`` in place of rows, after which the program goes on.

    Only on its own: among others at once, it is a query like them.
    """

    __slots__ = ()

    @classmethod
    def of(cls, query: Query) -> Self:
        """Return the same question as an attempt."""
        made = cls.__new__(cls)
        made.sql, made.arguments = query.sql, query.arguments
        return made


class ExecuteMany:
    """A step of a program: run one statement for each of ``rows``, whose values are in the order of its parameters.

    Each run inserts or updates exactly one row.
    """

    __slots__ = ("rows", "sql")

    def __init__(self, sql: Sql, rows: Sequence[Sequence[object]]) -> None:
        self.sql = sql
        self.rows = rows


@dataclass(slots=True)
class Failed:
    """A program's exception, carried out of where it ran beside the others."""

    error: BaseException


class AtOnce:
    """A step of a program: several statements of one sort, none of which builds on another; be sent the rows of each.

    On PostgreSQL they are one statement, and so one round trip. Such a statement changes no row twice and sees none of its
    own changes (``round_trips.written_together``).
    """

    __slots__ = ("steps",)

    def __init__(self, steps: Sequence[Query] | Sequence[ExecuteMany]) -> None:
        self.steps = steps


PAUSE = AtOnce(())
"""A step that asks nothing, between two units of a group: before it goes on, others may have their turn."""


def tolerant(program: "Program[T]") -> "Program[T]":
    """Run a program that only reads so that what cannot be read is raised in it, as ``Unreadable``, and it may go on."""
    try:
        step = next(program)
        while True:
            answer: Any = yield Attempt.of(step) if type(step) is Query else step
            step = program.throw(answer) if isinstance(answer, Unreadable) else program.send(answer)
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        program.close()


Statement: TypeAlias = Query | ExecuteMany | AtOnce
Program: TypeAlias = Generator[Statement, list[Any], T]
ProgramFactory: TypeAlias = Callable[[], Program[T]]
"""Makes the program anew for each try: a unit runs again if the database asks for it."""
