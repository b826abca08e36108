"""Inputs of many rows: one after the other, each counting what the ones before it took (domain R12a)."""

from collections.abc import Callable, Iterable, Sequence, Sized
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from domain.errors import InvalidValue, Refusal, Refusals

D = TypeVar("D")
T = TypeVar("T")
W = TypeVar("W")

MOST_ROWS = 10_000
"""What one atomic block takes in within seconds."""

MOST_LISTED = 1_000
"""What one thing may have of another: an invoice of items, a payment of marks, an account of members given at once."""

MOST_REACHED = 1_000_000
"""Items that marks or sources may reach in one block, each counted as often as it is reached: some 2 s of deciding."""

Refused: TypeAlias = tuple[str, str, list[str], int]
"""A row that was left out, as an outcome keeps it: code, message, field, row."""


class RowsDone(NamedTuple, Generic[T]):
    """What became of rows: what each came to, in their order, None where it was refused; and the refusals."""

    done: list[T | None]
    refused: list[Refused]


def check_rows(rows: Sized, *field: str) -> None:
    """Refuses no rows at all, and more than ``MOST_ROWS``; raises ``InvalidValue``."""
    if not len(rows):
        msg = "At least one row is needed."
        raise InvalidValue(msg, *field)
    check_bound(rows, *field)


def check_bound(rows: Sized, *field: str) -> None:
    """Refuses more than ``MOST_ROWS``; raises ``InvalidValue``."""
    if len(rows) > MOST_ROWS:
        msg = f"These are {len(rows):,} rows; at most {MOST_ROWS:,} are taken at once. Send them in several calls."
        raise InvalidValue(msg, *field)


def check_listed(listed: Sized, *field: str) -> None:
    """Refuses more than ``MOST_LISTED`` of what belongs to one thing; raises ``InvalidValue``."""
    if len(listed) > MOST_LISTED:
        msg = f"These are {len(listed):,}; at most {MOST_LISTED:,} are taken here."
        raise InvalidValue(msg, *field)


def check_reached(items: int, *field: str) -> None:
    """Refuses wishes that reach very many items, however few they are themselves; raises ``InvalidValue``."""
    if items > MOST_REACHED:
        msg = (
            f"This reaches {items:,} items, those of an invoice as often as it is named; at most {MOST_REACHED:,} are "
            "looked at. Name fewer, or name single items."
        )
        raise InvalidValue(msg, *field)


def first_places(ids: Iterable[int]) -> dict[int, int]:
    """Each of ``ids`` once, in their order, with the place at which it is first named: where a refusal points to."""
    places: dict[int, int] = {}
    for place, each in enumerate(ids):
        places.setdefault(each, place)
    return places


def do_rows(
    rows: Sequence[W], decide: Callable[[W], D], apply: Callable[[D], T], *field: str, keep_good: bool
) -> RowsDone[T]:
    """Decides and applies row by row, so that each sees what the ones before it did.

    ``decide`` may refuse and changes nothing; ``apply`` changes the block and refuses nothing: so a refused row leaves
    nothing behind. ``field`` is the rows' place in the input. Unless ``keep_good``, raises ``Refusals`` that name every
    refused row.
    """
    done: list[T | None] = []
    refusals: list[Refusal] = []
    for row, wish in enumerate(rows):
        try:
            decided = decide(wish)
        except Refusal as refusal:
            refusals.append(refusal.under(*field, str(row)).in_row(row))
            done.append(None)
        else:
            done.append(apply(decided))
    if refusals and not keep_good:
        raise Refusals(refusals)
    return RowsDone(done, [(each.code, each.message, list(each.field), each.row or 0) for each in refusals])
