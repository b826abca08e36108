"""The scalars: money as whole minor units, dates and instants strict in form."""

import contextlib
import re
from datetime import date, datetime
from functools import lru_cache
from typing import NewType

import strawberry
from graphql import GraphQLError, IntValueNode, StringValueNode, ValueNode, print_ast
from strawberry.types.scalar import ScalarDefinition

from api.graph.engine.building import Dialect
from domain.core.money import MAX_CENTS
from domain.core.periods import parse_day
from domain.core.text import shortened
from domain.errors import InvalidDate
from domain.store.clock import to_instant

DIGITS_MAX = 100
"""More digits than any amount has; Python makes no number of very many."""

_DATETIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})", re.ASCII)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_DAY_MINUTES = 24 * 60
_MINUTES = [f"T{minute // 60:02}:{minute % 60:02}:" for minute in range(_DAY_MINUTES)]
_SECONDS = [f"{second:02}." for second in range(60)]
"""How the minutes of a day and the seconds of a minute are written: a third of the time that ``datetime`` takes."""


def parse_cents(value: object) -> int:
    """Return a whole number of minor units within ±(2^53-1); refuses floats, texts and booleans (domain R1)."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise GraphQLError(f"Cents must be a whole number of minor units, such as 1250 for 12.50 USD; got {value!r}.")
    if abs(value) > MAX_CENTS:
        raise GraphQLError(f"Cents must be within ±{MAX_CENTS}; {value} is beyond.")
    return value


def _cents_literal(node: ValueNode, _variables: object = None) -> int:
    if not isinstance(node, IntValueNode):
        raise GraphQLError(
            f"Cents must be a whole number of minor units, such as 1250 for 12.50 USD; got {print_ast(node)}.", node
        )
    if len(node.value) > DIGITS_MAX:
        raise GraphQLError(f"Cents must be within ±{MAX_CENTS}; {shortened(node.value)} is beyond.", node)
    return parse_cents(int(node.value))


def parse_date(value: object) -> date:
    """Return a calendar date, YYYY-MM-DD and nothing else."""
    if isinstance(value, str):
        with contextlib.suppress(InvalidDate):
            return parse_day(value)
    raise GraphQLError(f"A Date must be YYYY-MM-DD, such as 2026-03-31; got {value!r}.")


def parse_datetime(value: object) -> int:
    """Return an instant with its offset, as microseconds since 1970 UTC."""
    if isinstance(value, str) and _DATETIME.fullmatch(value):
        try:
            return to_instant(datetime.fromisoformat(value))
        except (ValueError, OverflowError):
            pass
    raise GraphQLError(
        f"A DateTime must be a day and a time with its offset, such as 2026-03-31T12:00:00Z; got {value!r}."
    )


def show_datetime(instant: int) -> str:
    """Return an instant in UTC, to the microsecond."""
    second = instant // 1_000_000
    minute = second // 60
    day = _show_day(minute // _DAY_MINUTES)
    return f"{day}{_MINUTES[minute % _DAY_MINUTES]}{_SECONDS[second % 60]}{instant % 1_000_000:06}Z"


@lru_cache(maxsize=10_000)
def _show_day(day: int) -> str:
    return date.fromordinal(_EPOCH_DAY + day).isoformat()


def _text_literal(node: ValueNode) -> str:
    if not isinstance(node, StringValueNode):
        raise GraphQLError(f"This must be a text in quotes; got {print_ast(node)}.", node)
    return node.value


def _date_literal(node: ValueNode, _variables: object = None) -> date:
    return parse_date(_text_literal(node))


def _datetime_literal(node: ValueNode, _variables: object = None) -> int:
    return parse_datetime(_text_literal(node))


Cents = NewType("Cents", int)
Date = NewType("Date", date)
DateTime = NewType("DateTime", int)

SCALARS: dict[object, ScalarDefinition] = {
    Cents: strawberry.scalar(
        name="Cents",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc8259#section-6",
        description=(
            "Whole minor units of the account's currency (cents; whole yen) as a JSON number within ±(2^53-1); never a "
            "float or a string. A sum beyond that is reported in `errors`, and the nearest bound replaces it."
        ),
        serialize=parse_cents,
        parse_value=parse_cents,
        parse_literal=_cents_literal,
    ),
    Date: strawberry.scalar(
        name="Date",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        description="A calendar date without a time, such as 2026-03-31 (YYYY-MM-DD).",
        serialize=lambda value: value.isoformat(),
        parse_value=parse_date,
        parse_literal=_date_literal,
    ),
    DateTime: strawberry.scalar(
        name="DateTime",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        description=(
            "An instant with its offset, such as 2026-03-31T12:00:00Z; answers are in UTC, to the microsecond."
        ),
        serialize=show_datetime,
        parse_value=parse_datetime,
        parse_literal=_datetime_literal,
    ),
}

DIALECT = Dialect(
    {
        "Cents": "({held} if {0}.__class__ is int and -most <= {held} <= most else unusual({held}))",
        "Date": "({held} if {0}.__class__ is date else unusual({held}))",
        "DateTime": "show_datetime({0})",
    },
    {"date": date, "most": MAX_CENTS, "show_datetime": show_datetime},
)
"""How compiled answers show the scalars, as ``SCALARS`` serializes them; a date stays a date until JSON is written."""
