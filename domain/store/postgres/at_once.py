"""Several statements as one, so that they take one round trip (``program.AtOnce``)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from domain.store.postgres.mark import MARK, CommitMark
from domain.store.program import ExecuteMany, Query, Sql

_PLACE = re.compile(r"\$(\d+)")


class AskedAtOnce:
    """Several questions as one statement, ``text`` with ``arguments``, and what its answer says to each.

    A statement that is asked with several sets of arguments is planned and begun once, and then run for each of them;
    equal questions are asked once. ``of_each`` has the text of each such statement (``for_each``).
    """

    def __init__(self, steps: Sequence[Query], of_each: Mapping[Sql, str]) -> None:
        self.arguments: list[Any] = []
        self._parts: dict[Sql, _Part] = {}
        self._places: list[tuple[Sql, int]] = []
        """For each question its part of the statement, and its place in there."""
        for step in steps:
            part = self._parts.setdefault(step.sql, _Part(len(self._parts), step.arguments, {}))
            given = tuple(_literal(value) if name in step.sql.lists else value for name, value in _given(step))
            self._places.append((step.sql, part.asked.setdefault(given, len(part.asked))))
        for part in self._parts.values():
            self.arguments += zip(*part.asked, strict=True) if len(part.asked) > 1 else part.alone
        texts = (of_each[sql] if len(part.asked) > 1 else sql.postgres for sql, part in self._parts.items())
        self.text = _reading(tuple(texts))

    def answers(self, row: Any) -> list[Any]:
        """Return the rows for each question, from the one row of the answer."""
        answers = []
        for sql, place in self._places:
            part = self._parts[sql]
            answers.append(row[part.place][place][0] if len(part.asked) > 1 else row[part.place])
        return answers


class _Part(NamedTuple):
    """All sets of arguments that one statement is asked with, each with its place among them; ``alone`` is the first."""

    place: int
    alone: Sequence[Any]
    asked: dict[tuple[Any, ...], int]


def for_each(sql: Sql, types: Sequence[str]) -> str:
    """Return a question as one over an array for each parameter, with the rows for each set of arguments in their order.

    ``types`` are those of the parameters. A list, which cannot be in an array with others of another length, is a text.
    """
    columns = [
        (index, kind, name in sql.lists) for index, (name, kind) in enumerate(zip(sql.names, types, strict=True), 1)
    ]
    arrays = ", ".join(f"${index}::{'text' if is_list else kind}[]" for index, kind, is_list in columns)
    names = ", ".join(f"p{index}" for index, _, _ in columns)
    values = {
        index: f"of_each.p{index}::{kind}" if is_list else f"of_each.p{index}" for index, kind, is_list in columns
    }
    question = _PLACE.sub(lambda place: values[int(place[1])], sql.postgres)
    return (
        f"select array(select q from ({question}) q) from unnest({arrays}) "
        f"with ordinality as of_each({names}, place) order by of_each.place"
    )


def _given(step: Query) -> Iterator[tuple[str, Any]]:
    return zip(step.sql.names, step.arguments, strict=True)


def _literal(values: Any) -> str:
    """Return a list as PostgreSQL writes one, for its text to be read as an array."""
    texts = (str.__str__(each) if isinstance(each, str) else str(each) for each in values)
    quoted = (text.replace("\\", "\\\\").replace('"', '\\"') for text in texts)
    return "{" + ",".join(f'"{text}"' for text in quoted) + "}"


def written_at_once(
    steps: Sequence[ExecuteMany], arrays: Mapping[Sql, str], mark: CommitMark | None
) -> tuple[str, list[Any]]:
    """Return one statement that writes all of these and leaves ``mark``, if there is one, and its arguments.

    ``arrays`` has the statement over arrays of each that has several rows.
    """
    arguments: list[Any] = []
    for each in steps:
        arguments += each.rows[0] if len(each.rows) == 1 else map(list, zip(*each.rows, strict=True))
    texts = [arrays.get(each.sql, each.sql.postgres) for each in steps]
    if mark is not None and not mark.left:
        texts.append(MARK)
        arguments += mark.arguments
    return _writing(tuple(texts)), arguments


@lru_cache(maxsize=512)
def _reading(texts: tuple[str, ...]) -> str:
    return "select " + ", ".join(f"array(select q from ({text}) q)" for text in _numbered(texts))


@lru_cache(maxsize=512)
def _writing(texts: tuple[str, ...]) -> str:
    """Join statements; PostgreSQL runs the last of them first, so that they run as they were given."""
    parts = [f"w{index} as ({text})" for index, text in enumerate(_numbered(texts))]
    return f"with {', '.join(reversed(parts))} select"


def _numbered(texts: Iterable[str]) -> Iterator[str]:
    """Yield statements whose parameters are numbered on from one to the next."""
    used = 0
    for text in texts:
        yield _PLACE.sub(lambda place, used=used: f"${int(place[1]) + used}", text)  # type: ignore[misc]  # as it is now
        used += max(map(int, _PLACE.findall(text)), default=0)
