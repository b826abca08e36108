"""One cell's text as a value: each function returns the value, or raises the ``Refusal`` that says what is wrong."""

import datetime
import enum
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from domain.core.money import parse_decimal, positive_cents
from domain.core.periods import parse_day
from domain.core.text import clean_number, one_form, quoted
from domain.errors import InvalidAmount, InvalidDate, InvalidValue, WrongCurrency
from domain.importing.readers.amounts import currencies_of
from domain.importing.readers.names import key_of
from domain.services.recording import EARLIEST, LATEST
from domain.texts import Text, say

W = TypeVar("W", bound=enum.StrEnum)

_POSITION = re.compile(r"[1-9]\d{0,8}", re.ASCII)


def number(text: str) -> str:
    """Return a record's number or code."""
    return clean_number(text)


def names(text: str) -> list[str]:
    """Return the names in a cell, which semicolons separate."""
    return [name for each in text.split(";") if (name := one_form(each))]


def amount_cents(text: str, currency: str | None, way: Text) -> int:
    """Return an amount in minor units; without a currency, check only that it is one, and return 0 only for 0.

    ``way`` says what to do with a negative amount. Raises ``InvalidAmount``, and ``WrongCurrency`` for another currency.
    """
    number, _, named = text.partition(" ")
    if not number:
        raise InvalidAmount(say("cell-amount-missing"))
    if number.startswith("-"):
        raise InvalidAmount(say("cell-amount-negative", number=number, way=way))
    if currency is None:
        return int(number.replace(".", ""))
    if named and currency not in currencies_of(named):
        raise WrongCurrency(say("cell-other-currency", named=named, currency=currency))
    return parse_decimal(number, currency)


def positive_amount_cents(text: str, currency: str | None, way: Text) -> int:
    """Return an amount above zero in minor units, as ``amount_cents`` does."""
    return positive_cents(amount_cents(text, currency, way))


def parse_business_date(text: str) -> datetime.date:
    """Return a date on which business may have been done (domain R5)."""
    day = parse_day(text)
    if not EARLIEST <= day <= LATEST:
        raise InvalidDate(say("cell-not-business-date", day=day, earliest=EARLIEST, latest=LATEST))
    return day


def position(text: str) -> int:
    """Return an item's position in its transaction."""
    if not _POSITION.fullmatch(text):
        raise InvalidValue(say("cell-not-position", text=quoted(text)))
    return int(text)


def one_of(text: str, words: Iterable[W], default: W, usual: Mapping[str, W] = MappingProxyType({})) -> W:
    """Return the word that a cell names, in any case, by itself or by a ``usual`` name's key; the default if it is empty."""
    known = {word.value: word for word in words}
    found = known.get(text.upper()) or usual.get(key_of(text)) if text else default
    if found is None:
        raise InvalidValue(say("cell-not-one-of", text=quoted(text), known=", ".join(known), default=default.value))
    return found
