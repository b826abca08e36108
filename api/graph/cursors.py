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
from domain.queries.pages import Order

DEFAULT_FIRST = 50
FIRST_MAX = 1_000


def cursor_text(order: Order, values: tuple[Any, ...]) -> str:
    """Return a row's cursor."""
    text = orjson.dumps([order.name, order.descending, *values])
    return urlsafe_b64encode(text).rstrip(b"=").decode()


def page_arguments(arguments: Mapping[str, Any], order: Order) -> tuple[int, tuple[Any, ...] | None]:
    """Return ``first`` and the sort values of ``after``; raises BAD_USER_INPUT if out of bounds or not a cursor."""
    first = first_argument(arguments, DEFAULT_FIRST, " Page on with `after`.")
    after = arguments.get("after")
    return first, None if after is None else _values(after, order)


def first_argument(arguments: Mapping[str, Any], default: int, way_on: str = "") -> int:
    """Return ``first``, or the default for null; raises BAD_USER_INPUT if it is out of bounds."""
    first: int | None = arguments.get("first")
    first = default if first is None else first
    if not 1 <= first <= FIRST_MAX:
        message = f"`first` is from 1 to {FIRST_MAX:,}, not {first:,}.{way_on if first > FIRST_MAX else ''}"
        raise failure(Code.BAD_USER_INPUT, message)
    return first


def _values(text: str, order: Order) -> tuple[Any, ...]:
    try:
        name, descending, *values = orjson.loads(urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
        if (name, descending) == (order.name, order.descending) and len(values) == len(order.columns):
            return tuple(_checked(read(value)) for (_, read), value in zip(order.columns, values, strict=True))
    except (Error, ValueError, TypeError):
        pass
    message = "`after` is not a cursor of this list in this order. Use `endCursor` of the previous page."
    raise failure(Code.BAD_USER_INPUT, message)


def _checked(value: Any) -> Any:
    if (isinstance(value, int) and abs(value) >= 2**63) or (isinstance(value, str) and "\0" in value):
        raise ValueError
    return value
