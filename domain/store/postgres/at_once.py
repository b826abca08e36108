"""Several statements as one, so that they take one round trip (``program.AtOnce``)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from domain.store.postgres.mark import MARK, CommitMark
from domain.store.program import ExecuteMany, Query, Sql

_PLACE = re.compile(r"\$(\d+)")


def asked_at_once(steps: Sequence[Query]) -> tuple[str, list[Any]]:
    """Return one statement that asks all of these, and its arguments; its one row has an array of rows for each."""
    return _reading(tuple(each.sql for each in steps)), [value for each in steps for value in each.arguments]


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
def _reading(statements: tuple[Sql, ...]) -> str:
    return "select " + ", ".join(
        f"array(select q from ({text}) q)" for text in _numbered(each.postgres for each in statements)
    )


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
