"""What inputs share: an absent value is None, and each mutation's input makes its command."""

from collections.abc import Callable, Hashable, Iterable
from functools import cache
from typing import Any, Protocol, TypeVar, cast

import strawberry
from strawberry import UNSET

from api.graph.ids import row_id
from api.mutations.payloads import ErrorPolicy
from api.types.fields import optional
from domain.core.unchanged import UNCHANGED, Unchanged
from domain.store.commands import Command

V = TypeVar("V")

NULL_CLEARS = "null_empties"
"""Marks an input field in which null clears the value; elsewhere null and absent mean the same."""


class Input:
    """The base of every input. A field that was not sent is None, or ``UNSET`` where ``NULL_CLEARS`` marks it."""

    def __post_init__(self) -> None:
        """Replace the values of fields that were not sent."""
        for name in _nullable(cast("Hashable", type(self))):
            if getattr(self, name) is UNSET:
                setattr(self, name, None)


@cache
def _nullable(input_type: Hashable) -> tuple[str, ...]:
    """Return the names of the fields in which null and absent mean the same."""
    fields = cast("Any", input_type).__strawberry_definition__.fields
    return tuple(field.python_name for field in fields if not field.metadata.get(NULL_CLEARS))


class MutationFields(Protocol):
    """The fields that every mutation's input has."""

    idempotency_key: str | None
    dry_run: bool | None

    @property
    def to_command(self) -> Callable[..., Command[Any]]:
        """Make the command; takes what the mutation's ``prepare`` made, if it has one."""


@strawberry.input
class MutationInput(Input):
    """The fields of every mutation's input."""

    idempotency_key: str | None = optional(
        "The mutation runs once for each key: sent again with the same arguments, it returns the first answer. At most 255 "
        "characters, one of them visible. Each user and each API token has keys of its own; they never expire."
    )
    dry_run: bool | None = optional("True: return what would happen, and store nothing.", default=False)


def error_policy() -> ErrorPolicy | None:
    """Declare the input field that says what happens to valid rows if others are refused."""
    return optional("What happens to valid rows if others are refused.", default=ErrorPolicy.REJECT_EVERYTHING)  # type: ignore[no-any-return]  # a field


def or_unchanged(value: V | None) -> V | Unchanged:
    """Return a value, or ``UNCHANGED`` where none was sent."""
    return UNCHANGED if value is None else value


def optional_row_id(text: str | None, type_name: str) -> int | None:
    """Return the row id in an opaque id; None if none was sent."""
    return None if text is None else row_id(text, type_name)


def row_ids(texts: Iterable[str] | None, type_name: str) -> list[int]:
    """Return the row ids in opaque ids, in their order; empty if none were sent."""
    return [row_id(text, type_name) for text in texts or ()]
