"""Helpers that services share: finding rows, changing rows, and moving the paths of refusals."""

from types import TracebackType
from typing import TypeVar

from domain.core.unchanged import UNCHANGED
from domain.errors import NotFound, Refusal, Refusals
from domain.queries.records import by_ids, held_by_ids
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import Record
from domain.texts import Text, say

R = TypeVar("R", bound=Record)


def is_withdrawn(row: Record) -> bool:
    """Return True if an undo withdrew the row, or a member was removed."""
    return getattr(row, "withdrawn_at", None) is not None


def not_found(noun: str, *field: str) -> NotFound:
    """Return the refusal of an id under which nothing is, or nothing that the caller may see (domain R35, R40a)."""
    return NotFound(say("not-found", noun=noun.lower().replace(" ", "-")), *field)


def present(row: R | None, noun: str, *field: str) -> R:
    """Return a row that exists and is not withdrawn; raises ``NotFound`` for any other."""
    if row is None or is_withdrawn(row):
        raise not_found(noun, *field)
    return row


def existing_row(cls: type[R], row_id: int, noun: str, *field: str) -> Program[R]:
    """Return the row with an id; raises ``NotFound`` as ``present`` does."""
    return present((yield from by_ids(cls, [row_id])).get(row_id), noun, *field)


def held_row(cls: type[R], row_id: int, noun: str, *field: str) -> Program[R]:
    """Lock the row with an id and return it; raises ``NotFound`` as ``present`` does."""
    return present((yield from held_by_ids(cls, [row_id])).get(row_id), noun, *field)


def change_where_different(unit: UnitOfWork, row: R, **values: object) -> R:
    """Change the columns whose value is new, ``UNCHANGED`` ones apart, and return the row as it is then."""
    new = {name: each for name, each in values.items() if each is not UNCHANGED and each != getattr(row, name)}
    return unit.changes.change(row, **new) if new else row


def first_and_message(refused: Refusal | Refusals) -> tuple[Refusal, Text]:
    """Return the first of one or several refusals, and its message with how many more there are."""
    refusals = [refused] if isinstance(refused, Refusal) else refused.refusals
    first, *others = refusals
    return first, say("refusal-and-more", message=first.text, more=len(others)) if others else first.text


class _Within:
    """A context with the path of what is looked at in it; each payment enters some, so it is no generator."""

    __slots__ = ("_path",)

    def __init__(self, *path: str) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass


class refusals_under(_Within):  # noqa: N801 - used as a function is
    """Put the given path in front of that of a refusal that is raised within."""

    __slots__ = ()

    def __exit__(self, _cls: object, error: BaseException | None, _trace: TracebackType | None) -> None:
        if isinstance(error, Refusal):
            raise error.under(*self._path) from None


class refusals_at(_Within):  # noqa: N801 - as above
    """Replace the path of a refusal that is raised within by the given one."""

    __slots__ = ()

    def __exit__(self, _cls: object, error: BaseException | None, _trace: TracebackType | None) -> None:
        if isinstance(error, Refusal):
            raise type(error)(error.text, *self._path) from None
