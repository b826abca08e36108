"""Cursors: the sort values of a row, of use only in the same order.

They are no secret, and need not be: whoever may sort a list by something may read it (``Rules.values``), so that a cursor
tells its holder nothing new, whether it was given out or made up.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Mapping
from typing import Any

import orjson

from api.errors import Code, failure
from domain.queries.pages import Order

DEFAULT_FIRST = 50
MOST_FIRST = 1_000


def cursor_text(order: Order, values: tuple[Any, ...]) -> str:
    """A row's cursor."""
    said = orjson.dumps([order.name, order.descending, *values])
    return urlsafe_b64encode(said).rstrip(b"=").decode()


def page_arguments(arguments: Mapping[str, Any], order: Order) -> tuple[int, tuple[Any, ...] | None]:
    """``first`` and the sort values of ``after``; raises BAD_USER_INPUT for what is out of bounds or no cursor."""
    first = first_argument(arguments, DEFAULT_FIRST, " Page on with `after`.")
    after = arguments.get("after")
    return first, None if after is None else _values(after, order)


def first_argument(arguments: Mapping[str, Any], default: int, way_on: str = "") -> int:
    """``first``, or the default where it is null; raises BAD_USER_INPUT, with the way to more, for what is out of bounds."""
    first: int | None = arguments.get("first")
    first = default if first is None else first
    if not 1 <= first <= MOST_FIRST:
        message = f"`first` is from 1 to {MOST_FIRST:,}, not {first:,}.{way_on if first > MOST_FIRST else ''}"
        raise failure(Code.BAD_USER_INPUT, message)
    return first


def _values(text: str, order: Order) -> tuple[Any, ...]:
    try:
        said = orjson.loads(urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
        name, descending, *values = said
        if (name, descending) == (order.name, order.descending) and len(values) == len(order.columns):
            return tuple(_checked(read(value)) for (_, read), value in zip(order.columns, values, strict=True))
    except (Error, ValueError, TypeError):
        pass
    message = "`after` is no cursor of this list in this order. Take `endCursor` of the page before."
    raise failure(Code.BAD_USER_INPUT, message)


def _checked(value: Any) -> Any:
    if (isinstance(value, int) and abs(value) >= 2**63) or (isinstance(value, str) and "\0" in value):
        raise ValueError
    return value
