"""Where a field's value comes from. Resolvers for graphql-core and compiled answers are both made from this."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import orjson
from graphql import GraphQLField

SOURCE = "source"
"""The key of a field's extensions under which its source stands."""


Ready: TypeAlias = orjson.Fragment
"""A field's finished JSON, which takes the place of the object or list that would be built."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of the row: a value, an object that is a part of the row, or a list of such objects."""

    name: str


@dataclass(frozen=True, slots=True)
class Computed:
    """What a function returns for the row and the operation's context."""

    compute: Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Attached:
    """What loading has left in ``row.related`` under the field's name in the answer; ``Ready`` if it ``may_be_ready``."""

    may_be_ready: bool = False


@dataclass(frozen=True, slots=True)
class RowId:
    """The row's id, as callers see it: after what the ids of its type begin with."""

    prefix: str


ValueSource: TypeAlias = Attribute | Computed | Attached | RowId


def source_of(field: GraphQLField) -> ValueSource | None:
    """Return where a field's value comes from; None for a field that a resolver of its own answers, as a mutation."""
    found: ValueSource | None = (field.extensions or {}).get(SOURCE)
    return found
