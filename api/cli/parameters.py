"""Types of options; an invalid value is a usage error that names the option."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Generic, TypeVar

import click

from domain.core.money import known_currency
from domain.core.periods import parse_day, parse_period
from domain.errors import InvalidDate, Refusal
from domain.store.clock import to_instant
from domain.store.url import BadDatabaseUrl, parse_url

T = TypeVar("T")

PORT = click.IntRange(0, 65_535)
_ANY_DAY = date(2000, 1, 1)
"""Whether a text is a period does not depend on what day it is."""


class _Read(click.ParamType[T], Generic[T]):
    """A value that ``read`` parses; what ``read`` refuses is a usage error."""

    def __init__(self, name: str, read: Callable[[str], T]) -> None:
        self.name = name
        self._read = read

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> T:
        """See ``click.ParamType``."""
        try:
            return self._read(value)
        except Refusal as refusal:
            self.fail(refusal.message, param, ctx)
        except BadDatabaseUrl as bad:
            self.fail(str(bad), param, ctx)


def _address(text: str) -> str:
    parse_url(text)
    return text


def _period(text: str) -> str:
    parse_period(text, _ANY_DAY)
    return text


def _instant(text: str) -> int:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InvalidDate(f"{text!r} is not an instant with its offset, such as 2026-03-31T12:00:00Z.")
    return to_instant(moment)


DATABASE_URL = _Read("url", _address)
"""A database URL, checked, but left as given."""
PERIOD = _Read("period", _period)
"""A period, checked, but left as given: its days depend on today."""
DAY = _Read("date", parse_day)
INSTANT = _Read("instant", _instant)
"""An instant, in microseconds since 1970 UTC."""
CURRENCY = _Read("currency", known_currency)
