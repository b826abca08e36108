"""Kinds of values that options take; a value that cannot be meant is wrong use, and names its option."""

from datetime import date

import click

from domain.core.periods import parse_period
from domain.errors import InvalidDate
from domain.store.url import BadDatabaseUrl, parse_url

PORT = click.IntRange(0, 65_535)
_ANY_DAY = date(2000, 1, 1)
"""Whether a text is a period does not depend on what day it is."""


class _DatabaseUrl(click.ParamType[str]):
    """A database address, checked and as it was given."""

    name = "url"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """See ``click.ParamType``."""
        try:
            parse_url(value)
        except BadDatabaseUrl as bad:
            self.fail(str(bad), param, ctx)
        return value


class _Period(click.ParamType[str]):
    """A period, checked and as it was given: which days it is depends on today."""

    name = "period"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """See ``click.ParamType``."""
        try:
            parse_period(value, _ANY_DAY)
        except InvalidDate as bad:
            self.fail(bad.message, param, ctx)
        return value


DATABASE_URL = _DatabaseUrl()
PERIOD = _Period()
