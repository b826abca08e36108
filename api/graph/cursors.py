"""Cursors: the sort values of a row, valid only in the same order.

They need not be secret: whoever may sort a list by a value may also read it (``Rules.values``), so that no cursor, genuine
or forged, reveals anything.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Mapping
from typing import Any

import orjson

from api.errors import Code, failure
from domain.queries.pages import Order, Window
from domain.texts import say

DEFAULT_FIRST = 50
FIRST_MAX = 1_000


def cursor_text(order: Order, values: tuple[Any, ...]) -> str:
    """Return a row's cursor."""
    text = orjson.dumps([order.name, order.descending, *values])
    return urlsafe_b64encode(text).rstrip(b"=").decode()


def page_arguments(arguments: Mapping[str, Any], order: Order, before: str = "before") -> Window:
    """Return which rows a connection is asked for; ``before`` is the argument with the cursor before which they end.

    Raises BAD_USER_INPUT for a length out of bounds, and for what is not a cursor.
    """
    first = length_argument(arguments, "first", "after")
    last = length_argument(arguments, "last", before)
    if first is None and last is None:
        first = DEFAULT_FIRST
    after = _values(arguments, "after", "endCursor", order)
    return Window(first, last, after, _values(arguments, before, "startCursor", order))


def first_argument(arguments: Mapping[str, Any], default: int) -> int:
    """Return the ``first`` of a list without pages, or the default for null; raises BAD_USER_INPUT beyond its bounds."""
    first = length_argument(arguments, "first")
    return default if first is None else first


def asked_length(arguments: Mapping[str, Any], default: int = DEFAULT_FIRST) -> int:
    """Return how many rows a connection reads at most, whether or not its arguments are within bounds."""
    lengths = (arguments.get(name) for name in ("first", "last"))
    return next((length for length in lengths if length is not None), default)


def length_argument(arguments: Mapping[str, Any], name: str, way_on: str | None = None) -> int | None:
    """Return a length that is asked for, or None; raises BAD_USER_INPUT if it is out of bounds.

    ``way_on`` is the argument by which a list goes on where one page is not enough.
    """
    length: int | None = arguments.get(name)
    if length is not None and not 1 <= length <= FIRST_MAX:
        way = way_on if way_on is not None and length > FIRST_MAX else "none"
        raise failure(Code.BAD_USER_INPUT, say("length-invalid", name=name, most=FIRST_MAX, length=length, way=way))
    return length


def _values(arguments: Mapping[str, Any], argument: str, source: str, order: Order) -> tuple[Any, ...] | None:
    text: str | None = arguments.get(argument)
    if text is None:
        return None
    try:
        name, descending, *values = orjson.loads(urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
        if (name, descending) == (order.name, order.descending) and len(values) == len(order.columns):
            return tuple(_checked(read(value)) for (_, read), value in zip(order.columns, values, strict=True))
    except (Error, ValueError, TypeError):
        pass
    raise failure(Code.BAD_USER_INPUT, say("cursor-invalid", argument=argument, source=source))


def _checked(value: Any) -> Any:
    if (isinstance(value, int) and abs(value) >= 2**63) or (isinstance(value, str) and "\0" in value):
        raise ValueError
    return value
