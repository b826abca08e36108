"""Inputs of many rows: their bounds, and applying row after row, each counting what the earlier ones used (domain R12a)."""

from collections.abc import Callable, Iterable, Sequence, Sized
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from domain.errors import InvalidValue, Refusal, Refusals
from domain.texts import Text, say

D = TypeVar("D")
T = TypeVar("T")
W = TypeVar("W")

ROWS_MAX = 10_000
"""How many rows one unit of work records within seconds."""

LISTED_MAX = 1_000
"""How many parts an object may have: items of an invoice, marks of a payment, members that are added at once."""

NAMED_ITEMS_MAX = 1_000_000
"""How many items marks or sources may name in one unit of work, each counted as often as it is named: some 2 s of work."""

RefusedRow: TypeAlias = tuple[str, Text | str, list[str], int]
"""A refused row as a result keeps it: code, message, field, row."""


class RowsDone(NamedTuple, Generic[T]):
    """The result of each row in order, None if it was refused; and the refusals."""

    done: list[T | None]
    refused: list[RefusedRow]


def check_rows(rows: Sized, *field: str) -> None:
    """Raise ``InvalidValue`` for an empty list, and for more than ``ROWS_MAX`` rows."""
    if not len(rows):
        raise InvalidValue(say("rows-none"), *field)
    check_bound(rows, *field)


def check_bound(rows: Sized, *field: str) -> None:
    """Raise ``InvalidValue`` for more than ``ROWS_MAX`` rows."""
    if len(rows) > ROWS_MAX:
        message = say("rows-too-many", rows=len(rows), most=ROWS_MAX)
        raise InvalidValue(message, *field)


def check_listed(listed: Sized, *field: str) -> None:
    """Raise ``InvalidValue`` for more than ``LISTED_MAX`` parts of one object."""
    if len(listed) > LISTED_MAX:
        raise InvalidValue(say("list-too-long", listed=len(listed), most=LISTED_MAX), *field)


def check_named_items(items: int, *field: str) -> None:
    """Raise ``InvalidValue`` for inputs that name more than ``NAMED_ITEMS_MAX`` items."""
    if items > NAMED_ITEMS_MAX:
        raise InvalidValue(say("items-named-too-many", items=items, most=NAMED_ITEMS_MAX), *field)


def first_places(ids: Iterable[int]) -> dict[int, int]:
    """Return the different ids in order, each with the place of its first mention, which a refusal points to."""
    places: dict[int, int] = {}
    for place, each in enumerate(ids):
        places.setdefault(each, place)
    return places


def do_rows(
    rows: Sequence[W], validate: Callable[[W], D], apply: Callable[[D], T], *field: str, keep_good: bool
) -> RowsDone[T]:
    """Validate and apply row by row, so that each row sees the effect of the earlier ones.

    ``validate`` may refuse and changes nothing; ``apply`` changes the unit and refuses nothing: so a refused row leaves
    nothing behind. ``field`` is the path of the rows in the input. Unless ``keep_good``, raises ``Refusals`` that name
    every refused row.
    """
    done: list[T | None] = []
    refusals: list[Refusal] = []
    for index, row in enumerate(rows):
        try:
            valid = validate(row)
        except Refusal as refusal:
            refusals.append(refusal.under(*field, str(index)).in_row(index))
            done.append(None)
        else:
            done.append(apply(valid))
    if refusals and not keep_good:
        raise Refusals(refusals)
    return RowsDone(done, refused_rows(refusals))


def refused_rows(refusals: Sequence[Refusal]) -> list[RefusedRow]:
    """Return refusals that name their rows, as a result keeps them."""
    return [(each.code, each.text, list(each.field), each.row or 0) for each in refusals]
