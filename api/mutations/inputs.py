"""What inputs share: an absent value is None, and each mutation's input makes its command, field by field."""

from collections.abc import Callable, Hashable
from dataclasses import MISSING
from functools import cache, partial
from inspect import Parameter, signature
from typing import Any, ClassVar, NamedTuple, Protocol, cast

import strawberry
from strawberry import UNSET

from api.graph.ids import COMPUTED, row_id, suggestion_key
from api.mutations.payloads import ErrorPolicy
from api.types.fields import NULL_CLEARS, optional


class Input:
    """The base of every input. A field that was not sent is None, or ``UNSET`` where null clears the value.

    ``makes`` is the command, or the part of one, that it is converted to: each field is passed on under its name, or the one
    that the field is declared with. What was not sent is left out, so that the command's own default holds. ``prepared``
    are arguments of the command that the mutation's ``prepare`` makes, such as a hash; the password itself is not passed on.
    """

    makes: ClassVar[Callable[..., Any]]
    prepared: ClassVar[frozenset[str]] = frozenset()

    def __post_init__(self) -> None:
        """Replace the values of fields that were not sent."""
        for name in _nullable(cast("Hashable", type(self))):
            if getattr(self, name) is UNSET:
                setattr(self, name, None)

    def made(self, **prepared: Any) -> Any:
        """Return what the input makes."""
        values = {}
        for each in passed(cast("Hashable", type(self))):
            value = getattr(self, each.name)
            if value is not None and value is not UNSET:
                values[each.to] = each.convert(value)
            elif value is None and each.clears:
                values[each.to] = None
        return self.makes(**values | prepared)


class Passed(NamedTuple):
    """How a field of an input is passed on to what the input makes."""

    name: str
    to: str
    clears: bool
    convert: Callable[[Any], Any]


@cache
def passed(input_type: Hashable) -> tuple[Passed, ...]:
    """Return how the fields of an input are passed on, and assert that what it makes takes them."""
    made = cast("Any", input_type)
    takes = signature(made.makes).parameters
    found = []
    for field in made.__strawberry_definition__.fields:
        if field.python_name in _OF_EVERY_MUTATION:
            continue
        name, metadata = field.python_name, field.metadata
        to = metadata.get("to") or name
        if to in made.prepared:
            continue
        convert = metadata.get("convert") or partial(_converted, metadata.get("of"))
        found.append(Passed(name, to, bool(metadata.get(NULL_CLEARS)), convert))
        assert to in takes, f"{made.__name__}.{name} goes nowhere"
        is_sent = field.default is MISSING and field.default_factory is MISSING
        assert is_sent or takes[to].default is not Parameter.empty, f"{made.__name__}.{name} must be sent"
    needed = {each.name for each in takes.values() if each.default is Parameter.empty} - made.prepared
    missing = needed - {each.to for each in found}
    assert not missing, f"{made.__name__} lacks {missing}"
    return tuple(found)


def _converted(type_name: str | None, value: Any) -> Any:
    """Return a value as a command takes it: ids of a type as row ids or keys, inputs as what they make."""
    if isinstance(value, list):
        return [_converted(type_name, each) for each in value]
    if type_name is not None:
        return suggestion_key(value, type_name) if type_name in COMPUTED else row_id(value, type_name)
    return value.made() if isinstance(value, Input) else value


@cache
def _nullable(input_type: Hashable) -> tuple[str, ...]:
    """Return the names of the fields in which null and absent mean the same."""
    fields = cast("Any", input_type).__strawberry_definition__.fields
    return tuple(field.python_name for field in fields if not field.metadata.get(NULL_CLEARS))


class MutationFields(Protocol):
    """The fields that every mutation's input has."""

    idempotency_key: str | None
    dry_run: bool | None

    def made(self, **prepared: Any) -> Any:
        """Return the command."""


_OF_EVERY_MUTATION = frozenset({"idempotency_key", "dry_run"})


@strawberry.input
class MutationInput(Input):
    """The fields of every mutation's input."""

    idempotency_key: str | None = optional(
        "The mutation runs once for each key: sent again with the same arguments, it returns the first answer. At most 255 "
        "characters, one of them visible. Each user and each API token has keys of its own; they never expire."
    )
    dry_run: bool | None = optional("True: return what would happen, and store nothing.", default=False)


def error_policy() -> ErrorPolicy | None:
    """Declare the input field that says what happens to valid rows if others are refused, as ``keep_good_rows``."""
    return optional(  # type: ignore[no-any-return]  # a field
        "What happens to valid rows if others are refused.",
        default=ErrorPolicy.REJECT_EVERYTHING,
        to="keep_good_rows",
        convert=lambda policy: policy is ErrorPolicy.REJECT_FAILED_ROWS,
    )
